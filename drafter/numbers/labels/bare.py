"""Say whose a measure is that alone names no figure: 发明专利申请量140万件，授权量45万件; 播种面积9万亩，完成目标的102%."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.numbers.labels.deeds import deed_first, only_deed
from drafter.numbers.labels.heads import AMOUNTS, Name, carried, is_part, topic
from drafter.numbers.labels.items import item_head
from drafter.numbers.labels.measures import OWNED, OWNED_TAIL, is_bare, of_its_sentence
from drafter.numbers.labels.places import out_of_aside
from drafter.numbers.labels.says import acts, without_kind
from drafter.numbers.labels.words import SHARE, STRONG_BREAK, shortened, trim_links
from drafter.numbers.mention import Mention
from drafter.patterns import Regex

_SIBLING, _PUPILS = Regex("(?:招生|在校生|毕业生|专任教师|教职工)数?"), Regex("(?:招生|在校生|毕业生)数?$")
_OF_GOAL = Regex(
    r"超(?:(?:目标|任务|序时)(?:任务)?进度$|年度|计划)|(?:已|只)?(?:完成|占|达到?)(?:年度|全年|当年|年初|年|既定)?(?:开发(?!区)|目标|计划|任务|预算)"
)
_WHOSE_GOAL = Regex("完成(?!.*投资)[^，。；]{2,10}(?:任务|目标|计划)")
_MEASURED = Regex(r"(?:播种|种植)?面积$|(?:(?<=..)[一-鿿]{2})?(?:[数总]?量|[数金总]额|人次)$|(?:总数|数)$")
_PEOPLE, _HOMES = ("人", "人次", "名", "次", "件"), Regex("(?:户数?|家庭|居民|群众|职工)$")
_IN_TURN = Regex("分别[^，。；]*$")
_IN_ALL = Regex("累计|共(?!同)|总(?:共|计|投入|价值)")
_EARNED, _EARNINGS = Regex("实现|创造"), Regex("(?:收入|产值|销售额|营业额|利润|利税|税金)$")
_WORK = Regex("(?<![^，、。；\n])(?P<work>[^，、。；：\\d]{4,24}(?:工程|项目))，[^。\\d]*$")


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
    if stem.startswith("总") and _IN_TURN.search(
        text, max(mentions[index].start - 30, 0), mentions[index].start
    ):
        return ""
    if _IN_ALL.match(stem) and _told_of_several(text, mentions, index):
        return shortened(item_head(text, mentions[index].start))
    first, told, done = "", False, deed_first(stem) if is_bare(stem) else ""
    for back in range(index - 1, max(index - 8, -1), -1):
        one = mentions[back]
        between = text[one.stop : mentions[index].start]
        if (
            "\n" in between
            or between.count("。") > 1
            or ("。" in between and (told or of_its_sentence(stem)))
        ):
            break
        if out_of_aside(between) or (stem.startswith("总") and is_part(text, mentions, back)):
            continue
        called = without_kind(name(back))
        if _OF_GOAL.match(stem) and is_bare(called):
            return shortened(owner_of(text, mentions, back, called, name) + called)
        if (
            one.role not in AMOUNTS
            or is_bare(called)
            or called.endswith(("大关", "台阶"))
            or called.startswith("每")
            or SHARE.match(called)
        ):
            continue
        if one.measure in ("年", "个月", "天") or (
            _SIBLING.fullmatch(stem) and one.measure not in ("人", "名", "所", "个")
        ):
            continue
        people = one.measure in _PEOPLE or (one.measure == "户" and _HOMES.search(called))
        if people and OWNED.fullmatch(stem):
            continue  # whoever is counted so has no land, output or beds
        if stem.endswith("编") and "编" not in called:
            continue  # 核定编制48名，实有民警45名，空编3名
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
                else _MEASURED.sub("", OWNED_TAIL.sub("", called).removesuffix(stem))
            )
        if not whose or (_EARNED.match(stem) and _EARNINGS.search(whose)):
            continue  # 销售收入6420万元，实现利润10万元: two amounts of one firm
        if not (first and done):
            first = shortened(whose).removesuffix("总")
        told = True
        if "；" not in between and not done:
            break
    if len(first) > 1:
        return first
    if not is_bare(stem):
        return ""
    at = index  # 城西学校，占地面积9亩，总投资8万元: of what its sentence opens with
    while at and not STRONG_BREAK.search(text, mentions[at - 1].stop, mentions[index].start):
        at -= 1
    if at < index and (work := _work(text, mentions, at)):
        return work
    done_by = topic(text, mentions, index) if of_its_sentence(stem) and not OWNED.fullmatch(stem) else ""
    return shortened(done_by or item_head(text, mentions[index].start))


def _told_of_several(text: str, mentions: Sequence[Mention], index: int) -> bool:
    """清理河道3公里，拆除网箱5个，修复河岸2公里，累计投入资金9万元: no more of the last than of the others."""
    begin = max(text.rfind(mark, 0, mentions[index].start) for mark in "。；\n")
    told = [one for one in mentions[max(index - 8, 0) : index] if one.start > begin and one.role in AMOUNTS]
    return len(told) > 2


def _work(text: str, mentions: Sequence[Mention], index: int) -> str:
    """实施县城防洪工程，对河道进行疏浚，总投资9万元: the work that the sentence tells of since the number before."""
    start = mentions[index].start
    begin = max(start - 90, *(text.rfind(mark, 0, start) + 1 for mark in "。；\n"))
    if index:
        begin = max(begin, mentions[index - 1].stop)
    found = _WORK.search(text, begin, start)
    return shortened(trim_links(found["work"])) if found else ""
