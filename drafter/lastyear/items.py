"""Find the work items of a report: the paragraphs that tell what was done, one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from drafter.brief import WorkItem
from drafter.errors import SheetError
from drafter.lastyear.body import BodyKind, body_kind
from drafter.lastyear.claims import SectionKind, find_claims, find_reason_words, section_kind
from drafter.patterns import Regex
from drafter.report import Report, Section
from drafter.strings import tr
from drafter.text import sentences

_NUMBER = Regex(
    r"^(?:[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:[）)]|、|[.．](?!\d(?!0\d\d年)))\s*|[一二三四五六七八九十]{1,3}是(?=[^，。])|(?:——|[●•◆■▪○◇])\s*(?=[一-鿿“《]))"
)
_SUMMARY = Regex(r"总结|工作(?:报告|汇报|情况)|述职")
# Problems and plans are told at the end of sections on other things too.
_OUTLOOK = Regex(
    r"(?:[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]\s*)?(?:目前)?(?:存在的?(?:主要)?(?:问题|不足|困难)|(?:下一步|今后|下步)?(?:的)?(?:改进|整改)?(?:措施|打算|工作(?:打算|计划|安排)))[^，。；：]{0,10}[：:。]"
)


# 附件：1.采供血情况统计表
_ANNEXES = Regex(r"附[件表录]\s*\d{0,2}\s*[：:]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of a section's body and the sort of section it stands in; `is_annex` is one of those that name what is annexed."""

    section: Section
    kind: SectionKind
    start: int
    end: int
    is_item: bool
    is_annex: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """A clause of a finance paragraph that says why: 主要原因是培训班增加.

    It stands at `start`–`end`, without the comma before it; what is given as the reason begins at `given`, behind the word at
    `word`. `text` is how the sheet shows it: with the clauses before it where the same reason is given twice.
    """

    section: Section
    start: int
    word: int
    given: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class BodySentence:
    """A sentence about the body itself (what was set up, who leads it, its parts) outside of the work items."""

    section: Section
    kind: BodyKind
    start: int
    end: int
    text: str
    """As the sheet shows it: without the list number and the closing mark."""


def find_body_sentences(report: Report) -> tuple[BodySentence, ...]:
    """Return them in order; what the body is made of is told where the section is about that."""
    text, found = report.text, []
    for paragraph in find_paragraphs(report):
        if paragraph.is_item or paragraph.kind == "outlook":
            continue
        for begin, stop in sentences(text, paragraph.start, paragraph.end):
            kind = body_kind(text[begin:stop], report.year)
            if kind is None or (kind == "parts" and not _is_about_the_body(report, paragraph)):
                continue
            start = begin + len(number_of(text[begin:stop])) if begin == paragraph.start else begin
            shown = text[start:stop].strip().rstrip("。；")
            found.append(BodySentence(paragraph.section, kind, start, stop, shown))
    return tuple(found)


_OVERVIEW = Regex(r"基本(?:情况|概况)|(?:部门|单位|学校|医院)概况")


def _is_about_the_body(report: Report, paragraph: Paragraph) -> bool:
    overview = any(map(_OVERVIEW.search, report.headings_of(paragraph.section)))
    return paragraph.kind == "standing" or (paragraph.kind == "other" and overview)


def find_reasons(report: Report) -> tuple[Reason, ...]:
    """Return the reasons given in paragraphs that are no work items themselves, in order."""
    text, found = report.text, []
    for paragraph in find_paragraphs(report):
        if paragraph.is_item or paragraph.kind not in ("finance", "other", "standing"):
            continue
        for begin, stop in sentences(text, paragraph.start, paragraph.end):
            for start, word, given, end in _reasons(text, begin, stop):
                alone = text.count(text[start:end]) == 1
                shown = text[start if alone else begin : end].strip()
                found.append(Reason(paragraph.section, start, word, given, end, shown))
    return tuple(found)


# Where the text goes on to other figures after a reason.
_NEXT_FIGURE = Regex(r"，(?=其中|(?:比|较|与)(?:上年|去年|预算|年初)|同比|完成(?:年初)?预算|占)")


def _reasons(text: str, begin: int, stop: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield (start, word, given, end) of each clause of the sentence that gives a reason."""
    close = stop - 1 if text[stop - 1 : stop] in tuple("。；！？") else stop
    at = begin
    for word, given in find_reason_words(text, begin, close):
        if word < at:
            continue  # 主要原因是由于…: one reason
        start = max(
            [begin, *(found + 1 for mark in "，、；：" if (found := text.rfind(mark, at, word)) >= 0)]
        )
        end = close
        leading = text.startswith(("受", "由于"), word)
        if leading and (comma := text.find("，", given, close)) >= 0:
            end = comma
        elif following := _NEXT_FIGURE.search(text, given, close):
            end = following.start()
        given = word if leading else given
        if given < end or leading:
            yield start, word, given, end
        at = end


def find_work_items(report: Report) -> tuple[WorkItem, ...]:
    """Return what a person decides on, in order: last year's work items, the reasons given for figures, and the sentences about
    the body itself, each once."""
    found = [
        (p.start, p.section.heading, report.text[p.start : p.end])
        for p in find_paragraphs(report)
        if p.is_item
    ]
    given = {reason.text: reason for reason in reversed(find_reasons(report))}
    found += [(reason.start, reason.section.heading, text) for text, reason in given.items()]
    told = {one.text: one for one in reversed(find_body_sentences(report))}
    found += [(one.start, one.section.heading, text) for text, one in told.items() if text not in given]
    return tuple(
        WorkItem(f"W{number}", heading, text) for number, (_, heading, text) in enumerate(sorted(found), 1)
    )


@lru_cache(8)
def find_paragraphs(report: Report) -> tuple[Paragraph, ...]:
    """Return every body paragraph in order; headings, the title part and the rows of tables are not among them."""
    found = []
    for section in report.sections:
        if section.key == "0":
            continue
        kind = section_kind(report.headings_of(section))
        if kind == "other" and _SUMMARY.search(report.title):
            kind = "work"  # 一、经济运行稳中向好 of a yearly summary
        start, annexed = section.body_start, False
        while start < section.end:
            end = report.text.find("\n", start, section.end)
            end = section.end if end < 0 else end
            line = report.text[start:end]
            if line.strip() and "\t" not in line:
                annexed = _names_an_annex(line, annexed)
                own: SectionKind = "standing" if annexed else "outlook" if _OUTLOOK.match(line) else kind
                item = not annexed and _is_item(line, own)
                found.append(Paragraph(section, own, start, end, item, annexed))
            start = end + 1
    return tuple(found)


def _names_an_annex(line: str, more: bool) -> bool:
    """Whether the line opens the list of what is annexed, or goes on with it where there is `more` of it."""
    goes_on = more and number_of(line) and not line.rstrip().endswith(("。", "；"))
    return bool(goes_on or _ANNEXES.match(line.strip()))


def number_of(paragraph: str) -> str:
    """Return the list number or bullet a paragraph opens with, such as "3.", "（一）" or "——", "" when it has none."""
    found = _NUMBER.match(paragraph)
    return found.group() if found else ""


# 2.可持续影响。制定…, 改进措施：一是…: what the item is on, and nothing that could be true or not.
_LABEL = Regex(
    r"[一-鿿]{0,8}(?:指标|效益|影响|满意度|情况|问题|不足|措施|建议|打算|成本|产出|项目|方面)[。：]"
)
_OWN_LEAD = Regex(r"[^，。；：\d]{2,16}[。：]")


def with_label(paragraph: str, typed: str) -> str:
    """Return what was typed for the paragraph under the name that it bears, unless the typed text brings one."""
    label = _LABEL.match(paragraph, len(number_of(paragraph)))
    said = typed.strip()
    own = number_of(said)
    runs_on = own.endswith("是")  # 存在的问题：一是…
    brings_one = not runs_on and _OWN_LEAD.match(said, len(own))
    if label is None or label[0][:-1] in said or brings_one:
        return typed
    at = 0 if runs_on else len(own)
    return said[:at] + label[0] + said[at:]


def heads_others(text: str, start: int, end: int) -> bool:
    """Whether `start`–`end` is a line of its own above a list with numbers of another kind: （二）完成情况。⏎1.产出指标"""
    own, below = number_of(text[start:end]), number_of(text[end + 1 : end + 12])
    alone = text[start - 1 : start] in ("", "\n") and text[end : end + 1] == "\n"
    return bool(alone and own and below) and (own[:1] in "（(") != (below[:1] in "（(")


def place_added(items: Sequence[WorkItem], report: Report) -> dict[str, list[WorkItem]]:
    """Return the items to add, by the key of the section each goes to.

    A section is named by its key, its heading, or words of its heading. Raises SheetError for a name that fits no section or
    several, and for a changed or dropped item that last year's report does not have: nothing typed is lost.
    """
    known = {report.text[p.start : p.end].strip() for p in find_paragraphs(report)}
    known |= {reason.text for reason in find_reasons(report)}
    known |= {one.text for one in find_body_sentences(report)}
    placed: dict[str, list[WorkItem]] = {}
    for item in items:
        if item.action == "新增":
            placed.setdefault(_section_of(item, report).key, []).append(item)
        elif item.action in ("改写", "删除") and item.previous.strip() not in known:
            raise SheetError(
                tr(
                    "工作要点 {id} 的“上年内容”在上年报告中找不到，无法{action}。请照上年报告原样填写，或把处理改为 新增",
                    id=item.id,
                    action=item.action,
                )
            )
    return placed


def _section_of(item: WorkItem, report: Report) -> Section:
    name = "".join(item.section.split())
    sections = [section for section in report.sections if section.heading]
    if not name:
        raise SheetError(
            tr(
                "新增的工作要点 {id}“{text}”还没有写明章节。请在“工作要点”中为它选一个章节",
                id=item.id,
                text=item.text[:30],
            )
        )
    headings = {section.key: "".join(section.heading.split()) for section in sections}
    for fits in (
        [s for s in sections if name == s.key],
        [s for s in sections if name == headings[s.key]],
        [s for s in sections if name and name in headings[s.key]],
    ):
        if len(fits) == 1:
            return fits[0]
        if fits:
            several = "、".join(f"{s.key} {s.heading}" for s in fits)
            raise SheetError(
                tr(
                    "工作要点 {id} 的章节“{section}”对应不止一处：{several}。请改填章节编号，如 {key}",
                    id=item.id,
                    section=item.section,
                    several=several,
                    key=fits[0].key,
                )
            )
    known = "、".join(section.heading for section in sections)
    raise SheetError(
        tr(
            "工作要点 {id} 的章节“{section}”不在上年报告中。请填其中之一：{known}",
            id=item.id,
            section=item.section,
            known=known,
        )
    )


def _is_item(line: str, kind: SectionKind) -> bool:
    """Whether the paragraph tells of something done or planned that a person has to confirm for the new year."""
    if kind not in ("work", "outlook") or len(line) < 12 or line.rstrip().endswith(("：", ":")):
        return False
    if number_of(line):
        return True  # whoever numbers what was done lists it: 1. 开展巡河检查 tells of last year though no word gives it away
    return any(next(find_claims(line[a:b], kind), "") for a, b in sentences(line))
