"""Tell what a sentence claims besides its figures: events, reasons, judgements, dates; and which sections hold such claims."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from drafter.lastyear.claim_words import claims, words_of
from drafter.lastyear.courses import tells_course, tells_make_up, tells_standing, without_definitions
from drafter.patterns import Regex

SectionKind = Literal["standing", "finance", "work", "outlook", "other"]

UNCHANGED = "与上年持平的表述"
REASON = "上年的原因说明"
NOTHING = "“未发生”“均为”一类的说法，本年是否仍如此"
EVENT = "上年的事项"
PROBLEM = "上年提出的问题或打算"
JUDGED = "上年的评价性表述"
STAGE = "“……之年”一类的说法因年而异"

# By heading words, the first row that matches the heading or one above it decides.
_KINDS: tuple[tuple[SectionKind, str], ...] = (
    ("outlook", r"问题|不足|困难|措施|建议|改进|下一步|打算|计划安排|整改"),
    (
        "work",
        r"履行[^，。；]{0,8}职[能责]|转变[^，。；]{0,6}职能|职能转变|支出绩效(?:情况|分析|(?:目标)?(?:完成|实现))",
    ),
    ("standing", r"职能|职责|机构|编制|人员情况|人员构成|单位构成|部门概况|名词解释|依据|编制说明"),
    ("other", r"绩效管理|管理情况|自评工作|工作组织|组织实施|组织开展|制度建设|内部控制|监督检查"),
    ("finance", r"收支|收入|支出|预算|决算|资产|经费|资金|采购|结转|结余|财务"),
    (
        "work",
        r"工作|任务|成效|目标|绩效|结论|完成情况|效益|经验|做法|亮点|特色|履职|产出|治理|保障|整治|建设|服务(?!业|价格)|党建",
    ),
)

_PURPOSE = Regex(r"用于|包括|是?指|反映|保障|为了|按照|依据|根据|要求|规定")
_TITLED = Regex(r"《[^》\n]*》")
# 老旧小区改造补助经费, 为本年新增项目
_NAMED_SO = Regex(r"(?:费|资金|支出|收入|项目|工程|专项|补助|补贴)$")
_STANDING_DUTY = Regex(r"^(?:负责|承担|参与|协助|承办|完成[^，。]{0,12}交办)")


def find_reason_words(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where `text` gives a reason between `start` and `end`: the spans of 主要原因是, 由于, 受…影响."""
    for found in words_of("reason").finditer(text, start, end):
        stop = found.end()
        while text[stop : stop + 1] in ("是", "为", "：", ":") and stop < end:
            stop += 1
        yield found.start(), stop


def section_kind(headings: tuple[str, ...]) -> SectionKind:
    """Return what sort of section stands under this heading path, chapter first; "other" when no heading says."""
    for heading in reversed(headings):
        for kind, pattern in _KINDS:
            if re.search(pattern, heading):
                return kind
    return "other"


def tells_problems(sentence: str) -> bool:
    """Whether the sentence begins to list what was found wanting, why, or what is meant for next year, in whatever section."""
    return claims("outlook", sentence) or claims("reasons_listed", sentence)


def tells_stage(sentence: str) -> bool:
    """Whether the sentence says what the year is in the course of things: 收官之年, the 75th of something, “十四五”中期."""
    return claims("stage", sentence)


def find_claims(sentence: str, kind: SectionKind) -> Iterator[str]:
    """Yield a reason for each sort of claim of `sentence` that a new year's figures cannot confirm.

    Standing sections (duties, organisation) claim nothing but dates, reasons and that a number is unchanged; finance sections claim no
    names but those of projects and prizes, since the laws and “三公”经费 they quote do not change with the year.
    """
    sentence = without_definitions(sentence)
    if claims("dated", sentence):
        yield "日期、届次或文号"
    if claims("unchanged", sentence):
        yield UNCHANGED
    if _STANDING_DUTY.match(sentence) and kind in ("standing", "other", "finance"):
        return
    if claims("reason", sentence):
        yield REASON
    if kind == "standing":
        return
    if claims("spirit", sentence):
        yield "会议精神的提法，本年或有新的会议"
    elif claims("timely", sentence):
        yield "上年的会议、活动或阶段性工作"
    if tells_stage(sentence):
        yield STAGE
    if claims("judged", sentence) or tells_course(sentence):
        yield JUDGED
    if tells_standing(sentence):
        yield "高于、低于一类的比较或据数所作的判断，本年是否仍成立"
    if claims("nothing", sentence):
        yield NOTHING
    if (spent := words_of("spent_on").search(sentence)) and not claims("running", spent[0]):
        yield "上年的用途"
    if claims("contact", sentence):
        yield "联系方式"
    if (
        claims("about", sentence)
        or tells_make_up(sentence)
        or (kind in ("finance", "other") and claims("returned", sentence))
    ):
        yield "上年的情况说明"
    if claims("hired", sentence):
        yield "上年的承办单位"
    if kind == "finance" and claims("place", sentence):
        yield "上年的地点"
    if claims("honour", sentence) or _tells_an_event(sentence, kind):
        yield EVENT
    elif (
        claims("called", sentence)
        or claims("press", sentence)
        or (kind in ("work", "outlook") and claims("name", sentence))
    ):
        yield "上年的名称或引语"
    elif (
        claims("outlook", sentence)
        or claims("wanting", sentence)
        or (kind == "outlook" and not sentence.rstrip().endswith(("：", ":")))
    ):
        yield PROBLEM


def _tells_an_event(sentence: str, kind: SectionKind) -> bool:
    """Among figures an event is told in a clause without any; what money is for (用于举办培训班) is none, nor is a name (电梯改造经费) or what a title tells (《关于印发…的通知》)."""
    sentence = _TITLED.sub("《》", sentence)
    if kind != "finance":
        return claims("event", sentence)
    return any(
        not re.search(r"\d", clause)
        and claims("event", _PURPOSE.split(clause, 1)[0])
        and not _NAMED_SO.search(clause)
        for clause in re.split("[，；：。]", sentence)
    )
