"""Say whose a measure is that alone names no figure: 发明专利申请量140万件，授权量45万件; 播种面积9万亩，完成目标的102%."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.numbers.labels.deeds import deed_first, only_deed
from drafter.numbers.labels.heads import AMOUNTS, Name, carried, topic
from drafter.numbers.labels.places import out_of_aside
from drafter.numbers.labels.says import acts, without_kind
from drafter.numbers.labels.words import SHARE, shortened, trim_links
from drafter.numbers.mention import Mention
from drafter.patterns import Regex

# These name nothing by themselves: 授权量, 罚款数额, 入院人次, 床位.
_BARE = Regex(
    r"(?:(?:申请|授权|拥有|注册|有效|受理|办理|发放|采购|库存|持有|保有)量|产?量|[总数]量|(?:[一-鿿]{2})?(?:[数金总]额|人次))|(?:年度)?计划投资|总造价|总价值|总金额|床位数?|(?:卫生)?人员数?|案值|面积|金额|货值|人数|户数|件数|罚款|罚没款?(?:金额)?|平均[一-鿿]{2}日|(?:年均)?增[速幅]|年?招生|在校生|毕业生|专任教师|注册资[本金](?:（金）)?(?:总额)?|实现(?:收入|产值|利润)|成交(?:价格?|金?额)|交易金?额|节约(?:资金|金额)|增价|(?:资金)?节约率|中标(?:价格?|金额)"
)
# Alone these are of what their own sentence tells.
_INVESTED = Regex(
    "(?:共|累计)?(?:完成|投入)?投资|投入资金|(?:计划|估算|概算|工程|项目)?(?:总投资额?|投资)|(?:道路|线路|管线)?[全总]长度?|(?:投资|资金|项目|工程)(?:完成|到位|支付|使用|开工|竣工)率"
)
_SIBLING, _PUPILS = Regex("(?:招生|在校生|毕业生|专任教师|教职工)数?"), Regex("(?:招生|在校生|毕业生)数?$")
_OF_GOAL = Regex(
    r"超(?:(?:目标|任务|序时)(?:任务)?进度$|年度|计划)|(?:已|只)?(?:完成|占|达到?)(?:年度|全年|当年|年初|年|既定)?(?:开发|目标|计划|任务|预算)"
)
_WHOSE_GOAL = Regex("完成(?!.*投资)[^，。；]{2,10}(?:任务|目标|计划)")
_CARRIED_OUT = Regex(r"^(?:共|累计|完成|实现)+(?=交易|成交|中标|节约)")
_MEASURED = Regex(r"(?:播种|种植)?面积$|(?:(?<=..)[一-鿿]{2})?(?:[数总]?量|[数金总]额|人次)$|(?:总数|数)$")
_WORK = Regex("(?<![^，、。；\n])(?P<work>[^，、。；：\\d]{4,24}(?:工程|项目))，[^。\\d]*$")


def is_bare(label: str) -> bool:
    """授权量, 完成投资: a measure that alone names no figure."""
    return bool(_BARE.fullmatch(_CARRIED_OUT.sub("", label)) or _INVESTED.fullmatch(label))


def is_share_of(label: str, mention: Mention) -> bool:
    """占全市总数, 完成年度目标: how much of something else it is, and not what."""
    goal = mention.role == "ratio" and _WHOSE_GOAL.fullmatch(label)
    return bool(SHARE.match(label) or goal or _OF_GOAL.match(label))


def owner_of(text: str, mentions: Sequence[Mention], index: int, stem: str, name: Name) -> str:
    """发明专利申请量140万件，授权量45万件; 进出口4万元，占比重提升1.5个百分点至56.6%: whose a bare measure is.

    It is the nearest told before it, up to a semicolon, else the first of the sentence.
    """
    if work := _work(text, mentions, index):
        return work
    first, told, done = "", False, deed_first(stem) if is_bare(stem) else ""
    for back in range(index - 1, max(index - 8, -1), -1):
        one = mentions[back]
        between = text[one.stop : mentions[index].start]
        if (
            "\n" in between
            or between.count("。") > 1
            or ("。" in between and (told or _INVESTED.fullmatch(stem)))
        ):
            break
        if out_of_aside(between):
            continue
        called = without_kind(name(back))
        if (
            one.role not in AMOUNTS
            or is_bare(called)
            or called.endswith(("大关", "台阶"))
            or SHARE.match(called)
        ):
            continue
        if one.measure in ("年", "个月", "天") or (
            _SIBLING.fullmatch(stem) and one.measure not in ("人", "名", "所", "个")
        ):
            continue
        if acts(called) or only_deed(called) or called == stem:
            continue  # 查处案件93件，结案39件，移送公安机关4件，罚没18万元: of the cases
        if done and done == deed_first(called):
            return shortened(called)  # 慰问职工90名，其中农民工20名，慰问金额8万元
        if _OF_GOAL.match(stem):
            whose = "" if _OF_GOAL.match(called) else called  # 播种面积9万亩，完成目标的102%
        elif not (whose := carried(text, one, called)):
            whose = (
                _PUPILS.sub("", called)
                if _SIBLING.fullmatch(stem)
                else _MEASURED.sub("", called.removesuffix(stem))
            )
        if not whose:
            continue
        if not (first and done):
            first = shortened(whose).removesuffix("总")
        told = True
        if "；" not in between and not done:
            break
    if len(first) > 1:
        return first
    return shortened(topic(text, mentions, index)) if _INVESTED.fullmatch(stem) else ""


def _work(text: str, mentions: Sequence[Mention], index: int) -> str:
    """实施县城防洪工程，对河道进行疏浚，总投资9万元: the work that the sentence tells of since the number before."""
    start = mentions[index].start
    begin = max(start - 90, *(text.rfind(mark, 0, start) + 1 for mark in "。；\n"))
    if index:
        begin = max(begin, mentions[index - 1].stop)
    found = _WORK.search(text, begin, start)
    return shortened(trim_links(found["work"])) if found else ""
