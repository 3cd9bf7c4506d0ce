"""Mark a sentence whose claims this year's sheet does not confirm, before its closing mark and with the reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.brief import Figure
from drafter.drafting.line import Line
from drafter.drafting.wording.level import changed_from
from drafter.drafting.wording.stages import plan_of
from drafter.lastyear.claim_words import words_of
from drafter.lastyear.claims import (
    EVENT,
    JUDGED,
    NOTHING,
    PROBLEM,
    REASON,
    STAGE,
    UNCHANGED,
    SectionKind,
    find_claims,
)
from drafter.lastyear.own_month import without_its_end, without_own_month
from drafter.numbers.numerals import read_numeral
from drafter.strings import tr

# 1.数量指标。, 2.社会效益。: what the sentences behind it are about, and nothing done.
_BARE = re.compile(
    r"(?:[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]?\s*)?[一-鿿“”]{0,14}(?:指标|结论|分析|问题|建议|措施|成效|原因|情况|方面|内容|做法|专项|项目|工程|经费|费|资金|效益|效果|影响|质量|数量|时效|成本|满意度)[。：:]?\s*"
)
# （二）传染病防控。: the name of what follows, under the number of its paragraph; 2.加快灾后修复 is what was done.
_HEAD = re.compile(
    r"[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]\s*(?!加[强快大]|强化|[大全着强][力面]|积极|持续|深入|扎实|实施|启动|创新|建立|探索|聚焦|围绕|[紧抓强保促办查打守]|提[升高]|推[进动]|抓[好实]|完[善成]|优化|深化|做好|落实|开展|组织|巩固|规范|健全|改善|整治|打造|建成|实现|严格|突出|坚持|保障|防治|监督|服务)"
    r"[一-鿿]{1,8}(?:规划|档案|健康|签约|接种|防控|防治|管理|检[测查验]|监[测管督]|教[育学]|建设|发展|保障|服务|治理|工作|审判|执行|培训|宣传|安全|质量|[务作产销]量|效率|目标|性)[。：]\s*"
)
_SHOWN_BY_FIGURES = {EVENT, PROBLEM}
_RANKED = re.compile(r"(?:综合|考核|考评|成绩)*(?:位居|位列|名列|排名|排在)")
# 满分15分，得分14.5分: what the points are out of stays.
_OUT_OF = re.compile(r"[^，。；]{0,8}(?:满分|分值|权重)\d")
_GRADED = re.compile(r"(?:[一-鿿]{0,4}等[级次]|评[价级定][一-鿿]{0,2})[为是]?“?[优良中差][秀好等]?”?[。；]?")
# 于8月15日来调研, “5·18”强降雨: kept or not, that day was last year's; 3月5日学雷锋日 comes each year.
_ON_A_DAY = re.compile(
    r"(?<![\d年每])\d{1,2}月\d{1,2}日(?![前止]|以前|之前|[^，。；]{0,12}(?:纪念日|宣传日|[一-鿿]日|节)|[至到])|"
    r"“\d{1,2}[·.．]\d{1,2}”(?=[^，。；]{0,8}(?:洪|雨|涝|灾|险|火|震|事[故件]|案|泥石流|滑坡|疫))"
)
_NOT_TWICE = re.compile(
    r"首次|首个|首批|首创|第一次|[一二三四五六七八九十\d]{1,3}连[丰增升降冠](?!续)|历史(?:新高|最[好高])|零的突破|(?:本年|当年|今年|20\d\d年)(?:度)?新增项目"
)


# 国办公开办函〔2021〕30号 in a report on 2024: the year is too far back to be another's.
_OLD_NUMBER = re.compile(r"[〔\[](\d{4})[〕\]](?=\s?(?:第)?\d{1,4}\s?号)")


def mark_claims(
    line: Line, original: str, told: str, kind: SectionKind, decision: str, *, leads: bool
) -> None:
    """Add 【待核】 when something in the sentence is for a person.

    `original` is last year's without what is decided on, `told` also without what this year's figures settled; `leads` tells
    that more of its paragraph follows.
    """
    stands = line.material.stands(original)
    if line.material.own_month:
        told = without_own_month(told, line.material.own_month)
    if line.material.ends_in:
        told = without_its_end(told, line.material.ends_in)
    told = _OLD_NUMBER.sub(lambda found: found[0] if int(found[1]) >= line.material.old - 1 else "", told)
    reasons = _claims(told, kind, decision, stands=stands)
    if reasons and not stands and {*reasons} <= _SHOWN_BY_FIGURES and _told_by_figures(line, told):
        # 举办培训班7期: whoever filled in the 7 held them; 0 would be none
        reasons = [] if all(line.material.values[one.row] for one in line.figures) else reasons
    if JUDGED in reasons and line.out.rstrip("。；").endswith("】") and "名次" in line.out[-24:]:
        # 排名全区【待核：名次】: the word asks for what is open already
        told = _RANKED.sub("", told)
        reasons = _claims(told, kind, decision, stands=stands)
    if UNCHANGED in reasons and _unchanged(line):
        reasons.remove(UNCHANGED)
    if (
        decision == "undecided"
        and not (reasons or stands or (leads and _is_bare(told, kind)))
        and not _told_by_figures(line, told)
    ):
        reasons = [_undecided()]
    if line.turned and "原因" in told and REASON not in reasons:
        reasons.append(REASON)
    doubts = line.material.doubts
    reasons += dict.fromkeys(doubts[figure.row] for figure in line.figures if figure.row in doubts)
    reasons += dict.fromkeys(line.doubts)
    if STAGE in reasons:
        reasons[reasons.index(STAGE)] = _of_another_plan(line.out) or STAGE
    if reasons:
        _write_mark(line, reasons)


# 行政复议1件，结果维持: what came of it.
_CAME_OF_IT = re.compile(
    r"[^，。；：\d]{0,12}，(?!其中|同比|环比|[比较与占完共均]|[增减升降未无没不]|上升|下降|本年|主要|原因)[^，。；：\d]{2,30}(?=[，。；]|$)"
)


def doubts_of_none(line: Line, start: int, end: int) -> Iterator[str]:
    """Yield why where there were some last year and are none now, and the sentence goes on about them."""
    m = line.material
    told = [one for one in m.inside(start, end) if not one.structural]
    for one in told[:1]:
        binding = m.bindings.get(one.start)
        if binding is None or one.role not in ("value", "count") or not one.value or m.value_at(one) != 0:
            continue
        came = _CAME_OF_IT.match(m.text, one.stop, end)
        if came and came[0].partition("，")[2] in line.out:  # 用于水库移民 has gone with the money
            yield tr("{row} 填 0，其后所说的情况是否仍有", row=binding.row)


_PLAN = re.compile(r"(?P<year>20\d\d)\s?年[^，。；]{0,3}是[^。；]*?(?P<plan>十[一二三四五六七八九]五)")


def _of_another_plan(told: str) -> str:
    """Why 2027年是实施“十四五”规划的关键之年 is wrong."""
    found = _PLAN.search(told)
    now = plan_of(int(found["year"])) if found else ""
    if not found or not now or found["plan"] == now:
        return ""
    return tr("{year}年属“{now}”时期，“{plan}”的说法须改写", year=found["year"], now=now, plan=found["plan"])


def _undecided() -> str:
    return tr("上年的工作事项，未选处理方式")


def undecided(reason: str) -> bool:
    """Whether a mark asks for nothing but a decision, or whether what was found wanting or meant still is."""
    return reason in (_undecided(), PROBLEM)


def _is_bare(told: str, kind: SectionKind) -> bool:
    """Whether the sentence only names what the paragraph goes on to tell; a problem's name is a claim."""
    return bool(_BARE.fullmatch(told) or (kind != "outlook" and _HEAD.fullmatch(told)))


# What may stand behind the unit without telling more: 9327人以上（含）, 设备1台（套）; 1家（枫坪景区） names which.
_TAIL = re.compile(r"[\s。；：]|[（(](?:不?含[^（()）]{0,6}|[一-鿿])[）)]|以上|以下|左右|以内|及")


# （按可比口径计算，详见附注6）: how it was reckoned.
_DEFINED = re.compile(r"（按[^（）]{2,30}(?:口径|价格?|汇率)[^（）]*）")
_LEVEL = re.compile(r"与上年(?:同期|度)?[^，。；\d]{0,4}持平[。；]?")
# 2023年，, 其中，, 上半年，, 在全市考核中，: when and of what the figures behind it are told.
_LEADS_TO_FIGURES = re.compile(
    r"(?:截[至止])?(?:(?:19|20)\d\d\s?年(?:度|末|底)?)?(?:(?:\d{1,2}[-—－–~～至到]{1,2})?\d{1,2}\s?月(?:份|末|底|\d{1,2}\s?日)?|[上下]半年|全年|年末)?(?:其中[：:]?)?|"
    r"在[^，。；\d]{2,20}(?:中|方面)"
)


def _told_by_figures(line: Line, told: str) -> bool:
    """Whether each clause leads up to a number that the sheet supplies this year (新增就业6240人，组织招聘会30场次) and tells no more.

    Whoever filled in the figure saw the sentence beside it; a clause that goes on behind its number (选派医师12名支援川西县) or has a
    name in it is still asked about, and one in which a place is left open (承办【待核：届次】龙舟赛) asks by itself.
    """
    if not (line.figures or line.open) or re.search(r"[“《](?!三公”)", told):
        return False
    said = _DEFINED.sub(lambda found: "＿" * len(found[0]), line.out)
    level = _unchanged(line)
    for clause in re.finditer(r"(?:[^，、；]|(?<=[一二三四五])、(?=[二三四五六][级类]))+", said):
        if _LEADS_TO_FIGURES.fullmatch(clause[0].strip()):
            continue
        if level and _LEVEL.fullmatch(clause[0].strip()):
            continue  # 平均住院日8.1天，与上年持平: computed
        inside = [one for one in line.figures if clause.start() <= one.start and one.end <= clause.end()]
        if line.settled and _GRADED.fullmatch(clause[0].strip()):
            continue  # said anew of this year's score
        if _OUT_OF.match(clause[0]) or any(
            one.start < clause.end() and clause.start() < one.end for one in line.open
        ):
            continue  # its points stay, or a place in it is left open
        if not inside or all(_stays(line.material.figures[one.row]) for one in inside):
            return False
        unit = line.material.figures[inside[-1].row].unit
        rest = line.out[inside[-1].end : clause.end()].split("（按")[0].strip()
        if _TAIL.sub("", rest.removeprefix(unit).lstrip("余多")) not in ("", unit, "元", "次", "人次"):
            return False
    return True


def _stays(row: Figure) -> bool:
    """Whether the row came filled in with last year's number, which nobody need have looked at."""
    return bool(row.note) and row.value == row.previous


def _claims(told: str, kind: SectionKind, decision: str, *, stands: bool) -> list[str]:
    """What the sentence claims that is still open.

    Whoever keeps an item keeps what was done; whether a figure is unchanged and what was first done then is not kept with it.
    Standing wording is not asked about, but for what did not happen: each year may be the one in which it does.
    """
    asked = {UNCHANGED, STAGE} if decision == "confirmed" else {UNCHANGED, NOTHING, STAGE} if stands else None
    claims = [claim for claim in find_claims(told, kind) if asked is None or claim in asked]
    if decision == "confirmed" and _ON_A_DAY.search(told):
        claims.append(tr("所写日期为上年，本年是哪一天"))
    if asked is not None and _NOT_TWICE.search(told):
        claims.append(tr("首次、首个等说法，本年是否仍成立"))
    return claims


def _write_mark(line: Line, reasons: list[str]) -> None:
    body = re.match(r"(.*?)([。！？；：!?;:]?[”’」』）)】〕》]*)$", line.out, re.DOTALL)
    assert body is not None
    tail = body[2] if body[2][:1] in "。！？；：!?;:" else ""
    line.out = line.out[: len(line.out) - len(tail)]
    if UNCHANGED in reasons:
        reasons[reasons.index(UNCHANGED)] = changed_from(line) or UNCHANGED
    reason = "、".join(reasons)
    if line.turned and REASON in reasons:
        reason = tr("增减方向与上年相反，{reason}", reason=reason)
    line.mark(tr("【待核】"), "待核", reason)
    line.add(tail)


def _unchanged(line: Line) -> bool:
    """Whether 与上年持平 is true again: of the figure told just before it, or of all where it says 均 or 分别."""
    for found in words_of("unchanged").finditer(line.out):
        before = [figure for figure in line.figures if figure.end <= found.start()]
        if not re.search(r"均|都|分别", line.out[max(found.start() - 4, 0) : found.start()]):
            before = before[-1:]
        if not before or not all(_as_last_year(line, line.material.figures[one.row]) for one in before):
            return False
    return True


def _as_last_year(line: Line, row: Figure) -> bool:
    m, was = line.material, read_numeral(row.previous)
    return m.new == m.old + 1 and was is not None and was == m.values.get(row.id)
