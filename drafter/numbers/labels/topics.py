"""Find the topic of a number whose own words name no figure: 泵站 of 新建泵站3座，完成投资9万元, 道路养护 of （二）道路养护。投入9万元.

One look-up asks where a topic may be told, nearest first, and the first place that tells one has it; `PLACES` is the order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from drafter.numbers.labels.ahead import thing_ahead
from drafter.numbers.labels.asked import Asked
from drafter.numbers.labels.deeds import deed_first, noun_of, only_deed, opens_with_deed, words_of
from drafter.numbers.labels.heads import AMOUNTS, alike, is_part
from drafter.numbers.labels.items import item_head
from drafter.numbers.labels.measures import OWNED, OWNED_TAIL, is_bare, of_its_sentence
from drafter.numbers.labels.places import out_of_aside
from drafter.numbers.labels.says import (
    ANYTHING,
    REACHED,
    acts,
    of_a_sort,
    reaches,
    says,
    takes_part,
    without_kind,
)
from drafter.numbers.labels.words import METRIC, SHARE, shortened, trim_links
from drafter.numbers.mention import Mention
from drafter.patterns import Regex

_FAR = 12  # numbers back that something may be told of

# ---- what the amounts before are of ----
_IN_ALL = Regex("累计|共(?!同)|总(?:共|计|投入|价值)")
_OF_WORKS = Regex("(?:完成|总)了?(?:工程)?投资|投入(?:[一-鿿]{2})?资金$")
_IN_TURN = Regex("分别[^，。；]*$")
_NO_TOPIC = Regex("(?:超|比|较|高于|低于|每)|.*(?:大关|台阶|连续年数|连续月数)$")
_SIBLING, _PUPILS = (
    Regex("(?:招生|在校生|毕业生|专任教师|教职工)数?"),
    Regex("(?:招生|在校学?生|毕业生|学生)数?$"),
)
_MEASURED = Regex(r"(?:播种|种植)?面积$|(?:(?<=..)[一-鿿]{2})?(?:[数总]?量|[数金总]额|人次)$|(?:总数|数)$")
_MONEY_OF = Regex(
    "(?<=..)(?:累计|共|总共|计划|概算|完成|投入|投资|筹集|争取|安排|到位|总)+(?:各类)?(?:投资|资金)$"
)
_PEOPLE, _HOMES = ("人", "人次", "名", "次", "件"), Regex("(?:户数?|家庭|居民|群众|职工)$")
_CASES, _BROKEN = ("件", "起", "宗"), Regex("查处|查办|立案|处罚|违法|违规|案")
_EARNED, _EARNINGS = Regex("实现|创造"), Regex("(?:收入|产值|销售额|营业额|利润|利税|税金)$")

# ---- what clauses tell ----
_CLAUSE_BEFORE = Regex(
    r"(?<![^。；\n，,：:、])((?:[^，,：:、\d]|20\d\d年|\d{1,2}月|\d{1,2}日|(?<=[对为在])\d+[个项家名所处户]){4,})[，,、][^，,、\d]*$"
)
_WHEN = Regex(r"于?(?:20\d\d年度?|\d{1,2}月[末底]?|\d{1,2}日)+|(?<=[对为在])\d+[个项家名所处户]")
_FILLS = Regex("计划|预计|数据|统计|据|坚持|围绕|按照|结合|发挥|贯彻|遵循|立足|紧扣|瞄准")
_IS = Regex("(?<=..)(?:属于?|系|即)(?=..)")
_WHO = Regex("^(?:该|我|本|全)[局院所县市区镇会部省校](?:还|共|又)?|^又")
_WORK = Regex("(?:工程|项目)$")
_FIRST_CLAUSE = Regex(
    r"(?:[一二三四五六七八九十]是|\d{1,2}[.．、]\s?|[（(][一二三四五六七八九十\d]{1,2}[）)])?(?P<words>[^，。；：！？\n\d]{4,50})(?=[，。；])"
)
_IS_AT = Regex("(?<=..)(?:位于|坐落|属于?|(?<![体关联派])系(?![统列数])|基本(?=[完建竣开形落]))")
_AND = ("与", "和", "及")
_NO_SUBJECT = Regex(
    "了|^[在对为按从以将随经通由截把与和同向因自至到当]|[年月日中时后前下上里]$|工作$|方面$|过程"
)
_DOER = Regex(
    "(?:[局委办厅院处科股会]|政府|部门|机关|[全我本各][省市县区镇乡村局校院]|单位|中心|公司|[省市县区镇乡村]|街道|社区|干部|党组|支部)$"
)
_CLAIM = Regex("(?<=..)(?:取得|实现|迈[上出]|再上|得到|有了)[^，。]*$")  # 道路建设取得新成效
_STAFF = Regex("人员|编|职工|人数")


def topic_of(asked: Asked) -> str:
    """What the number is told of, "" where no place tells it."""
    return next((topic for place in PLACES if (topic := place(asked))), "")


def _behind(asked: Asked) -> str:
    return asked.spent_on


def _in_its_clause(asked: Asked) -> str:
    """“一村一品”模式带动70个村: what did it; 改造老旧小区，惠及居民98户: what the clause right before tells without a number."""
    if not asked.reached:
        return ""
    start = asked.mention.start
    clause = asked.begin("，、。；\n")
    if (verb := REACHED.search(asked.text, clause, start)) and (
        did := trim_links(asked.text[clause : verb.start()])
    ):
        return shortened(did) if len(did) > 1 else ""
    told = _CLAUSE_BEFORE.search(asked.text, asked.begin("。；\n"), start)
    return shortened(trim_links(_WHEN.sub("", told[1]))) if told else ""


def _work(asked: Asked) -> str:
    """实施县城防洪工程，对河道进行疏浚，总投资9万元: the work that the sentence tells of since the number before."""
    if not asked.measures:
        return ""
    begin = max(asked.begin("。；\n"), asked.mention.start - 90)
    before = asked.mentions[max(asked.at - 5, 0) : asked.at]
    after = next((one.stop for one in reversed(before) if not one.structural), 0)
    clauses: list[str] = re.split("[，、：]", asked.text[max(begin, after) : asked.mention.start])[:-1]
    if after > begin and clauses and not clauses[0].startswith("的"):
        clauses = clauses[1:]  # 23座水库加固工程: the rest of what was counted
    for clause in reversed(clauses):
        thing = thing_ahead(_IS_AT.split(clause.removeprefix("的"))[0])
        told = thing if _WORK.search(thing) else clause
        if 5 < len(told) <= 26 and _WORK.search(told):
            return shortened(trim_links(told))
    return ""


def amounts_before(asked: Asked) -> Iterator[tuple[int, str, str]]:
    """The amounts of the paragraph that something may be of, nearest first: where each stands, what it is called, and the text from it on."""
    for back in range(asked.at - 1, max(asked.at - _FAR, -1), -1):
        one = asked.mentions[back]
        between = asked.text[one.stop : asked.mention.start]
        if "\n" in between:
            return
        if one.role not in AMOUNTS or out_of_aside(between):
            continue
        if asked.stem.startswith("总") and is_part(asked.text, asked.mentions, back):
            continue
        called = without_kind(asked.name(back))
        if not (SHARE.match(called) or _NO_TOPIC.match(called)):
            yield back, called, between


def _told(asked: Asked) -> str:
    """改造小区6个，惠及居民98户; 发明专利申请量140万件，授权量45万件: what was counted before."""
    if asked.reached:
        return _doer(asked)
    if not asked.measures:
        return ""
    in_turn = asked.stem.startswith("总") and _IN_TURN.search(
        asked.text, max(asked.mention.start - 30, 0), asked.mention.start
    )
    return "" if in_turn or (asked.bare and _of_several(asked)) else _owner(asked)


def _doer(asked: Asked) -> str:
    """改造小区6个，惠及居民98户: what of its sentence reached them; 受理案件9件；涉及劳动者66人: even behind a semicolon."""
    begin, same = asked.begin("。；\n"), False
    if asked.text.startswith("涉及", begin):
        begin = asked.begin("。\n")
        same = asked.text.endswith(("方面", "领域", "类", "的", "有"), 0, asked.mention.start)
    for back, called, between in amounts_before(asked):
        if asked.mentions[back].start < (asked.begin("\n") if same else begin):
            break  # 收到提案80件，参与的委员20人。涉及教育的有9件
        part = is_part(asked.text, asked.mentions, back)
        if same and "。" in between and (part or not alike(asked.mentions[back], asked.mention)):
            continue
        if part and not reaches(asked.stem):
            continue  # 举办活动26场，其中展览6场，参与读者9万人次
        if not (reaches(called) or takes_part(called) or of_a_sort(called) or METRIC.fullmatch(called)):
            return shortened(called)
    return ""


def _owner(asked: Asked) -> str:
    """发明专利申请量140万件，授权量45万件; 进出口4万元，占比重提升1.5个百分点至56.6%: whose a measure is.

    It is the nearest told before it, up to a semicolon, else the first of the sentence.
    """
    first, told, done = "", False, deed_first(asked.stem) if asked.bare else ""
    for back, called, between in amounts_before(asked):
        if between.count("。") > 1 or ("。" in between and (told or of_its_sentence(asked.stem))):
            break
        if is_bare(called):
            if asked.of_goal:
                whose = topic_of(asked.of(back, called))
                return shortened(whose + called)
            continue
        if not _can_own(asked, back, called):
            continue
        if done and done == deed_first(called):
            return shortened(called)  # 慰问职工90名，其中农民工20名，慰问金额8万元
        if not (whose := _whose(asked, back, called)):
            continue
        if not (first and done):
            first = shortened(whose).removesuffix("总")
        told = True
        if "；" not in between and not done:
            break
    return first if len(first) > 1 else ""


def _can_own(asked: Asked, back: int, called: str) -> bool:
    """Whether the amount called so may be what a measure is of."""
    one, stem = asked.mentions[back], asked.stem
    if one.measure in ("年", "个月", "天") or (
        _SIBLING.fullmatch(stem) and one.measure not in ("人", "名", "所", "个")
    ):
        return False
    if OWNED.fullmatch(stem) and (one.measure in _PEOPLE or (one.measure == "户" and _HOMES.search(called))):
        return False  # whoever is counted so has no land, output or beds
    if "罚" in stem and not (one.measure in _CASES and _BROKEN.search(called)):
        return False
    if stem.endswith("编") and "编" not in called:
        return False  # 核定编制48名，实有民警45名，空编3名
    # 查处案件93件，结案39件，移送公安机关4件，罚没18万元: of the cases
    return not (acts(called) or only_deed(called) or called == stem)


def _whose(asked: Asked, back: int, called: str) -> str:
    """What of the name of an amount before the measure is of: 泵站 of 泵站改造, 水稻 of 水稻播种面积."""
    if asked.of_goal:
        return "" if asked.of(back, called).of_goal else called  # 播种面积9万亩，完成目标的102%
    if noun_of(called) in ANYTHING and (topic := topic_of(asked.of(back, called))):
        return topic  # 校舍维修投入600万元，建设项目48个，建设面积2万平方米: of the repairs
    whose = _carried(asked.text, asked.mentions[back], called)
    if not whose and _SIBLING.fullmatch(asked.stem):
        whose = _PUPILS.sub("", called)
    elif not whose:
        whose = _MEASURED.sub("", OWNED_TAIL.sub("", called).removesuffix(asked.stem))
    # 销售收入6420万元，实现利润10万元: two amounts of one firm
    return "" if _EARNED.match(asked.stem) and _EARNINGS.search(whose) else whose


def _carried(text: str, one: Mention, called: str) -> str:
    """新建泵站3座，改造5座: 泵站, which the name 泵站改造 of a number has from before its own words; "" if it has nothing so."""
    own = next((at for at in range(len(called)) if text.endswith(called[at:], 0, one.start)), len(called))
    return called[:own] if own < len(called) else ""


def _of_several(asked: Asked) -> bool:
    """清理河道3公里，拆除网箱5个，修复河岸2公里，累计投入资金9万元: no more of the last than of the others."""
    begin = asked.begin("。；\n")
    before = range(max(asked.at - 8, 0), asked.at)
    told = [at for at in before if asked.mentions[at].start >= begin and asked.mentions[at].role in AMOUNTS]
    if _IN_ALL.match(asked.stem):
        return len(told) > 2
    if not _OF_WORKS.search(asked.stem):
        return False
    paid = next((at for at in reversed(told) if asked.mentions[at].measure == "元"), -1)
    return sum(at > paid and not is_part(asked.text, asked.mentions, at) for at in told) > 2


def _first(asked: Asked) -> Asked:
    """The first number of its sentence."""
    begin, first = asked.begin("。；！？\n"), asked.at
    for back in range(asked.at - 1, -1, -1):
        if asked.mentions[back].start < begin:
            break
        first = first if asked.mentions[back].structural else back
    return asked.of(first, asked.stem)


def _work_of_sentence(asked: Asked) -> str:
    """实施县城防洪工程，疏浚河道9公里，占地面积9亩: the work that its sentence opens with."""
    first = _first(asked)
    return _work(first) if asked.bare and first.at < asked.at else ""


def _clause(asked: Asked) -> str:
    """开展秋季检查，出动人员9人次，立案3件: what the nearest clause of the sentence without a number tells to have been done."""
    of_it = asked.bare and of_its_sentence(asked.stem) and not OWNED.fullmatch(asked.stem)
    return clause_before(asked) if asked.deed or of_it else ""


def clause_before(asked: Asked) -> str:
    """The nearest clause of its sentence without a number that tells what was done, "" if there is none."""
    begin = max(asked.begin("。；\n"), asked.mention.start - 160)
    for clause in reversed(re.split("[，,：:]", asked.text[begin : asked.mention.start])[:-1]):
        told = trim_links(_WHO.sub("", _WHEN.sub("", clause.strip())))
        if not 4 <= len(told) <= 30 or any(char.isdigit() for char in told) or _FILLS.match(told):
            continue
        first = words_of(told)[0]
        if first.deed or opens_with_deed(told) or told.startswith("了", len(first.text)) or _IS.search(told):
            return shortened(told)
    return ""


def _amount_it_opens_with(asked: Asked) -> str:
    """对审判监督受理5件，提出建议3件；对执行监督受理9件，提出建议6件: what its part of the sentence begins with."""
    if not asked.twice:
        return ""
    begin, first = asked.begin("。；：\n"), asked.at
    while first and asked.mentions[first - 1].start >= begin and not asked.mentions[first - 1].structural:
        first -= 1
    one, other = asked.mentions[first], asked.mention
    held = one.measure == other.measure and abs(other.amount) <= abs(one.amount)
    held = held and (one.measure in _CASES or not says(asked.stem, other))
    paid = one.measure != other.measure and (
        other.measure == "元" or (one.measure == "元" and other.measure in _PEOPLE)
    )
    sized = _MEASURED.search(asked.stem) and one.measure not in (other.measure, "元")
    told = first < asked.at and one.role in AMOUNTS and (held or paid or sized)
    called = asked.name(first) if told else ""
    return "" if acts(called) or only_deed(called) else shortened(_MONEY_OF.sub("", called))


def _subject(asked: Asked) -> str:
    """高速公路持续完善路网，完成投资9亿元: what its sentence speaks of, or its paragraph where it is the first number told there."""
    if not asked.bare:
        return ""
    begin, line = asked.begin("。；！？\n"), asked.begin("\n")
    of = _spoken_of(asked, begin)
    opens = not any(
        one.start >= line and not one.structural for one in asked.mentions[max(asked.at - 5, 0) : asked.at]
    )
    return of or (_spoken_of(asked, line) if opens and line < begin else "")


def _spoken_of(asked: Asked, begin: int) -> str:
    """What a sentence that begins there speaks of: the thing that its first clause tells something of."""
    clause = _FIRST_CLAUSE.match(asked.text, begin)
    if clause is None or clause.end() >= asked.mention.start:
        return ""
    words = trim_links(_WHEN.sub("", clause["words"]))
    told = _IS_AT.split(words)[0]
    thing = thing_ahead(told)
    if told[len(thing) : len(thing) + 1] in _AND and len(thing) > 1:
        thing += told[len(thing)] + thing_ahead(told[len(thing) + 1 :])
    if not 2 < len(thing) < len(words) or opens_with_deed(thing) or _NO_SUBJECT.search(thing):
        return ""
    doer = _DOER.search(thing) and not _STAFF.search(asked.stem)
    return "" if doer or METRIC.fullmatch(thing) else shortened(thing)


def _head(asked: Asked) -> str:
    """（二）道路养护。投入资金9万元: what the item of a list is headed with."""
    return shortened(_CLAIM.sub("", item_head(asked.text, asked.mention.start))) if asked.bare else ""


PLACES: tuple[Callable[[Asked], str], ...] = (
    _behind,
    _in_its_clause,
    _work,
    _told,
    _work_of_sentence,
    _clause,
    _amount_it_opens_with,
    _subject,
    _head,
)
"""Where a topic may be told; the first place that tells one has it."""
