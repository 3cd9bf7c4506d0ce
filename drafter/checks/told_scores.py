"""Does the prose tell the scores that the score table of the same report gives?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from drafter.checks.assessment_table import Entry, Sheet, sheets_of
from drafter.checks.context import Context
from drafter.issue import Issue, Severity
from drafter.numbers.numerals import decimals_of, write_number
from drafter.patterns import Regex
from drafter.relations.points.points import full_and_got
from drafter.relations.slips import is_digit_slip, is_slip
from drafter.strings import tr
from drafter.tabular.cells import Cell

_OVERALL = Regex(
    r"(?:自评|综合|最终|总|评价|项目|绩效|合计|整体)(?:总|评|综合|评价|自评)?(?:(?:得|评)?分(?:数|值)?(?:总计|合计)?(?:为|是|：|:)?|得)$"
)
_LOST = Regex(r"(?:扣|扣减|扣除|失|扣分)(?:了)?(?:为)?$")
_LOST_IN_ALL = Regex(
    r"(?:扣|失)分(?:合计|共计|总计|共)(?:为)?$|(?:合计|共计|总计|共)(?:扣|失)(?:分)?(?:了|为)?$"
)
_CODE = Regex(r"^[A-Za-z]?\d{0,3}(?:[.．]\d+)*[.．、\s]*|[\s“”（）()]|得分$|情况$")
_FULL_MARK = 100
_SHORTEST = 2


def check_told_scores(context: Context) -> Iterator[Issue]:
    """Yield score-sum where the overall score, the score of an indicator or the points lost by it differ from the table.

    An error where the table adds up, so that it is the prose that is wrong; else a warning.
    """
    sheets = context.once(sheets_of)
    if not sheets:
        return
    told = set[int]()
    told_here = (*_overall(context, sheets), *_lost_in_all(context, sheets), *_by_name(context, sheets))
    for index, cell, sure, expected in told_here:
        if index not in told:
            told.add(index)
            severity: Severity = "error" if sure else "warning"
            message = tr(
                "与评分表不一：文中为 {here}，表中为 {there}", here=context.written(index), there=expected
            )
            place = context.span(index)
            yield context.issue(
                "score-sum", severity, message, *place, expected=expected, related=[(cell.start, cell.end)]
            )


_Found = tuple[
    int, Cell, bool, str
]  # the number of the prose, its cell, whether the table adds up, what it should read


def _overall(context: Context, sheets: Sequence[Sheet]) -> Iterator[_Found]:
    """The score out of 100, where the tables agree on one."""
    totals = [one for one in sheets if one.full and one.got and one.full.value == _FULL_MARK]
    if not totals or len({one.got.value for one in totals if one.got}) > 1:
        return
    cell = totals[0].got
    assert cell is not None
    sure = any(_adds_up(one) for one in totals)
    told = [i for i, one in enumerate(context.mentions) if one.measure == "分" and _is_overall(context, i)]
    for index in told:
        mention = context.mentions[index]
        # A report may tell scores of other things too, such as one project that somebody else assessed.
        alone = len(told) == 1 and "自评" in context.scene.words_before(index)
        slipped = is_digit_slip(mention.token, cell.token) or is_slip(mention.token, cell.token)
        if mention.value in (cell.value, *map(_added, totals)):
            continue  # where the rows add up to it, it is the total that is wrong, and said to be
        if alone or slipped:
            yield index, cell, sure, cell.token


def _lost_in_all(context: Context, sheets: Sequence[Sheet]) -> Iterator[_Found]:
    """扣分共2.66分, 合计扣2.66分: what the one table with a total leaves of its full mark."""
    totals = [one for one in sheets if one.full and one.got and one.full.value == _FULL_MARK]
    if len(totals) != 1 or totals[0].full is None or totals[0].got is None:
        return
    lost = totals[0].full.value - totals[0].got.value
    for index, mention in enumerate(context.mentions):
        if mention.measure != "分" or mention.structural or context.scene.in_table(index):
            continue
        if _LOST_IN_ALL.search(context.scene.words_before(index)) and mention.value != lost:
            token = write_number(lost, max(decimals_of(totals[0].got.token), decimals_of(mention.token)))
            if is_digit_slip(mention.token, token) or is_slip(mention.token, token):
                yield index, totals[0].got, _adds_up(totals[0]), token


def _is_overall(context: Context, index: int) -> bool:
    mention = context.mentions[index]
    return (
        not (mention.structural or mention.bound or context.scene.in_table(index))
        and mention.period == "本年"
        and 0 < mention.value < _FULL_MARK
        and _OVERALL.search(context.scene.words_before(index)) is not None
    )


def _adds_up(sheet: Sheet) -> bool:
    return sheet.got is not None and _added(sheet) == sheet.got.value


def _added(sheet: Sheet) -> Decimal:
    return sum((one.got.value for one in sheet.entries), Decimal(0))


def _by_name(context: Context, sheets: Sequence[Sheet]) -> Iterator[_Found]:
    """“C3产出时效”扣2分; 项目决策：该指标满分16分，得分14.5分 under its heading."""
    named = _entries(sheets)
    text = context.report.text
    for index, mention in enumerate(context.mentions):
        if mention.measure != "分" or mention.structural or context.scene.in_table(index):
            continue
        words = text[max(mention.start - 30, 0) : mention.start]
        if lost := _LOST.search(words):
            name = _CODE.sub("", re.split(r"[，。；：\n、]", words[: lost.start()])[-1])
            entry = named.get(_CODE.sub("", name))
            if entry is not None and (due := entry.full.value - entry.got.value) != mention.value:
                yield index, entry.got, False, _written(due, entry)
    for full, got in full_and_got(context.scene):
        section = context.report.section_at(context.mentions[full].start)
        heading = context.report.headings_of(section)[-1:]
        where = context.label(full) + "".join(heading)
        of_mark = {
            name: entry
            for name, entry in named.items()
            if name in where and entry.full.value == context.mentions[full].value
        }
        for entry in of_mark.values() if len(of_mark) == 1 else ():
            if entry.got.value != context.mentions[got].value:
                yield got, entry.got, False, entry.got.token


def _written(value: Decimal, entry: Entry) -> str:
    return write_number(value, max(decimals_of(entry.full.token), decimals_of(entry.got.token)))


def _entries(sheets: Sequence[Sheet]) -> dict[str, Entry]:
    """The rows by name; a name that two rows bear tells neither, unless both say the same."""
    found: dict[str, Entry] = {}
    twice: set[str] = set()
    for sheet in sheets:
        for entry in sheet.entries:
            name = _CODE.sub("", entry.name)
            before = found.setdefault(name, entry)
            if (before.full.value, before.got.value) != (entry.full.value, entry.got.value):
                twice.add(name)
    return {name: entry for name, entry in found.items() if name not in twice and len(name) >= _SHORTEST}
