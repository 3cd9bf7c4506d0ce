"""Do the tables of a report add up, agree with each other, and with the prose around them?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from drafter.checks.arithmetic import arithmetic_issues
from drafter.checks.context import Context
from drafter.checks.corrections import corrected
from drafter.checks.suspects import TOGETHER
from drafter.issue import Issue, Severity
from drafter.numbers.numerals import decimals_of, read_numeral, write_number
from drafter.strings import tr
from drafter.tabular.addition import Sum, slipped
from drafter.tabular.blame import Wrong, blame_cells
from drafter.tabular.cells import Cell
from drafter.tabular.last_place import differences_of, off_by_a_step
from drafter.tabular.ledger import Ledger
from drafter.tabular.places import placed
from drafter.tabular.prose import Tie, value_of
from drafter.tabular.shifted import Shifted

_CODES = {"difference": "difference-wrong"}
_FEW = 3  # cells that rounding leaves a step off are each said


def check_tables(context: Context) -> Iterator[Issue]:
    """Yield sum-wrong for a cell that breaks the sums of its table, same-figure-two-values where only another place contradicts it.

    What is a sum is not guessed: the form lays it down, or the columns, account codes and totals of the table show it in
    their other rows. Blame falls on the cell that explains most of what does not hold and little of what does. A last place
    that rounding leaves off (尾差) is a note, except in a table in 元 that is exact throughout.
    """
    ledger, told = context.ledger, set[int]()
    for wrong in _wrong(context, ledger):
        if not told & {cell.start for cell in wrong.cells}:
            told |= {cell.start for one in wrong.sums for cell in one.cells}
            yield _issue(context, wrong)
    # 合计 and 公用经费 repeat one sum in two columns: it is said once.
    left_off = [one for one in ledger.sums if _left_off(one) and one.total.start not in told]
    rounded = [*{(one.total.token, one.off): one for one in left_off[::-1]}.values()]
    rounded.sort(key=lambda one: one.total.start)
    if len(rounded) > _FEW:
        yield _left_off_issue(context, rounded[0], rounded)
    else:
        yield from (_left_off_issue(context, one) for one in rounded)
    for shifted in ledger.shifted:
        if not told & {cell.start for cell in shifted.cells}:
            yield _shifted_issue(context, shifted)
    calculated = {(one.start, one.end) for one in context.once(arithmetic_issues)} if ledger.ties else set()
    for tie in ledger.ties:
        if not tie.expected or told & {cell.start for cell in tie.cells}:
            continue
        at = context.span(tie.index)
        if any((cell.start, cell.end) in calculated for cell in tie.cells):
            continue
        if not tie.loose or (at not in calculated and context.backing([tie.index]) < 1):
            yield _tie_issue(context, ledger, tie)


def _wrong(context: Context, ledger: Ledger) -> Iterator[Wrong]:
    """Who breaks sums by more than rounding; then, in tables that round nothing, who breaks two by less."""
    printed = Counter(mention.token for mention in context.mentions)
    mended = _mended(context)
    sums = [one for one in ledger.sums if one.holds or not _with(one, mended).holds]
    apart = differences_of(context.columns, context.mentions, ledger.sums)
    sums += [one for one in apart if one.counted]
    yield from blame_cells([*sums, *_comparable(ledger)], printed)
    for own in off_by_a_step([*ledger.sums, *apart], context.report.tables):
        yield from blame_cells(own, printed)
    slightly = [one for one in ledger.exact if one.holds or abs(one.off) < replace(one, exact=False).slack]
    yield from (one for one in blame_cells(slightly, printed) if len(one.sums) > 1)


def _mended(context: Context) -> dict[int, Decimal]:
    """What cells should read by the arithmetic of their own row, which has said so already."""
    rows = {
        context.mentions[i].start
        for one in context.columns
        if not one.holds
        for i in (one.target, *one.terms)
    }
    return {
        issue.start: value
        for issue in context.once(arithmetic_issues)
        if issue.severity == "error"
        and issue.start in rows
        and (value := read_numeral(issue.expected)) is not None
    }


def _with(one: Sum, values: Mapping[int, Decimal]) -> Sum:
    """The same sum with other values in its cells."""
    total, *parts = (cell._replace(value=values.get(cell.start, cell.value)) for cell in one.cells)
    signs = [sign for sign, _ in one.parts]
    return replace(one, total=total, parts=tuple(zip(signs, parts, strict=True)))


def _comparable(ledger: Ledger) -> Iterator[Sum]:
    """Amounts that two tables share, and those that differ by a slip: two that differ otherwise speak of different things.

    So do two that each table adds up with: 一般公共预算 beside all that is spent. One step apart they were rounded apart.
    """
    sure = ledger.added_up
    for one in ledger.shared:
        if one.holds or (
            abs(one.off) > one.slack
            and slipped(one, one.total)
            and not all(cell.start in sure for cell in one.cells)
        ):
            yield one


def _issue(context: Context, wrong: Wrong) -> Issue:
    cell = wrong.cells[0]
    one = next((other for other in wrong.sums if other.ground != "difference"), wrong.sums[0])
    repeated = all(len(other.parts) == 1 and other in context.ledger.shared for other in wrong.sums)
    several = len(wrong.cells) > 1
    if repeated:
        other = next((other for other in one.cells if other != cell), cell)
        message = tr(
            "与另一处所列不一：此处为 {here}，别处为 {there}",
            here=cell.token + _placed(context, cell),
            there=wrong.meant + _placed(context, other, titled=True),
        )
    else:
        message = _said(context, one)
        if several:
            message += tr("；其中有一数有误")
        elif cell != one.total:
            message += tr("；疑误的是 {cell}", cell=cell.token + _placed(context, cell))
    start, end = _place(context, wrong.cells)
    alone = all(other.ground == "slip" and len(other.parts) == 1 for other in wrong.sums)
    by_a_step = len(wrong.sums) == 1 and not one.counted and abs(one.off) < replace(one, exact=False).slack
    severity: Severity = "warning" if repeated or alone or by_a_step else "error"
    others = [other for found in wrong.sums for other in found.cells if other != cell]
    return _at(
        context,
        "same-figure-two-values" if repeated else _CODES.get(one.ground, "sum-wrong"),
        severity,
        message,
        (start, end),
        others,
        "" if several else wrong.meant,
    )


def _said(context: Context, one: Sum) -> str:
    added, total = write_number(one.added, decimals_of(one.total.token)), one.total.token
    if one.ground == "difference":
        (_, first), (_, other) = one.parts
        return tr(
            "{what}：{formula} = {expected}{unit}，文中为 {stated}",
            what=tr("计算不符"),
            formula=f"{first.token}-{other.token}",
            expected=added,
            unit="",
            stated=total + _placed(context, one.total),
        )
    return tr(
        "表中合计不符：各项之和为 {added}，合计为 {total}",
        added=added,
        total=total + _placed(context, one.total),
    )


def _placed(context: Context, cell: Cell, *, titled: bool = False) -> str:
    return placed(context.report, cell.start, titled=titled)


def _place(context: Context, cells: tuple[Cell, ...]) -> tuple[int, int]:
    """The cell to blame; where several of one row are as likely, all of them."""
    start, end = min(cell.start for cell in cells), max(cell.end for cell in cells)
    together = end - start <= TOGETHER and "\n" not in context.report.text[start:end]
    return (start, end) if together else (cells[0].start, cells[0].end)


def _left_off(one: Sum) -> bool:
    return one.holds and bool(one.off) and one.ground != "slip"


def _left_off_issue(context: Context, one: Sum, alike: Sequence[Sum] = ()) -> Issue:
    """What rounding left off of one sum; of many in a report, at the first of them, with where the others stand."""
    message = tr(
        "尾差：表中各项之和为 {added}，合计为 {total}",
        added=write_number(one.added, decimals_of(one.total.token)),
        total=one.total.token + _placed(context, one.total),
    )
    if alike:
        totals = "、".join(other.total.token for other in alike[1:])
        message += tr("；此类尾差另有 {count} 处：{totals}", count=len(alike) - 1, totals=totals)
    expected = write_number(one.added, decimals_of(one.total.token), grouped="," in one.total.token)
    place = one.total.start, one.total.end
    others = [cell for _, cell in one.parts] + [other.total for other in alike[1:]]
    return _at(context, "sum-wrong", "note", message, place, others, expected)


def _shifted_issue(context: Context, found: Shifted) -> Issue:
    first = found.cells[0]
    if found.other:
        message = tr(
            "与另一表同名各行的金额相同而次序不同（{count} 行）：此处为 {here}，别处为 {there}，金额与名称错行",
            count=len(found.cells),
            here=first.token,
            there=found.other[0].token,
        )
    else:
        message = tr(
            "按科目编码逐级相加，{of} 处中有 {count} 处不等于其下各项之和，金额与名称可能错行",
            of=found.of,
            count=len(found.cells),
        )
    others = [*found.cells[1:], *found.other]
    return _at(context, "sum-wrong", "error", message, (first.start, first.end), others, "")


def _tie_issue(context: Context, ledger: Ledger, tie: Tie) -> Issue:
    """At the prose, which is typed by hand, unless its calculations come out and no sum confirms the cell; one last place apart a note."""
    start, end = context.span(tie.index)
    cell = tie.cells[0]
    sure = cell.start in ledger.confirmed or context.backing([tie.index]) < 1
    message = tr(
        "与表中所列不一：文中为 {here}，表中为 {there}",
        here=context.written(tie.index),
        there=cell.token + _placed(context, cell, titled=True),
    )
    place = (start, end) if sure else (cell.start, cell.end)
    other = (cell.start, cell.end) if sure else (start, end)
    expected = tie.expected if sure else ""
    told = context.mentions[tie.index]
    rounded = abs(value_of(tie.expected) - told.value) <= told.step
    proven = tie.loose and any(
        not one.holds and one.certain and corrected(context, one) for one in context.using.get(tie.index, ())
    )
    severity: Severity = "error" if proven else "note" if rounded else "warning"
    return context.issue(
        "same-figure-two-values", severity, message, *place, expected=expected, related=[other]
    )


def _at(
    context: Context,
    code: str,
    severity: Severity,
    message: str,
    place: tuple[int, int],
    others: list[Cell],
    expected: str,
) -> Issue:
    related = list(dict.fromkeys((cell.start, cell.end) for cell in others))
    return context.issue(code, severity, message, *place, expected=expected, related=related)
