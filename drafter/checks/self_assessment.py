"""Do the scores of a self-assessment table follow from its goals and results, do they add up, and are lost points explained?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from drafter.checks.assessment_table import Entry, Sheet, sheets_of
from drafter.checks.context import Context
from drafter.checks.goal_quantities import compared, goal_of, quantity_of
from drafter.checks.lost_points import are_taken_off, due_of, loss_issue, wrong_losses
from drafter.issue import Issue, Severity
from drafter.numbers.numerals import decimals_of, write_number
from drafter.patterns import Regex
from drafter.relations.slips import is_digit_slip
from drafter.strings import tr
from drafter.tabular.cells import Cell
from drafter.tabular.places import placed

# 财预〔2020〕10号《项目支出绩效评价管理办法》on 单位自评: a quantity that reaches its goal gets the full mark, one that does not
# gets its share of it; a quality reached gets 100 to 80 %, in part 80 to 60 %, not reached less than 60 % of the mark.
_QUALITIES = (
    (Regex(r"未(?:能|按)?(?:达成|完成|达到|实现)"), Decimal(0), Decimal("0.6")),
    (Regex(r"部分"), Decimal("0.6"), Decimal("0.8")),
    (
        Regex(r"基本(?:达成|完成|达到|实现)"),
        Decimal("0.6"),
        Decimal("0.95"),
    ),  # which of the two, an office says by its score
    (Regex(r"(?:达成|完成|达到|实现)"), Decimal("0.8"), Decimal(1)),
)
_MOST = Regex(r"≤|＜|<|不超过|不[高大多]于|以[内下]|控制在|(?<!不)[低小少]于")
_LEAST = Regex(r"≥|＞|>|不[低小少]于|以上|(?<!不)[高大多]于|至少")
_NO_REASON = Regex(r"[\s/／—\-－.]*|无|暂无|不适用")
_COST = Regex(
    r"成本|投诉|事故|差错|耗|控制|时间|时长|时限|期限|周期|工作日|天数|下降|减少|费用|金额|支出|结余|上访|死亡|空置|返贫|变动率"
)
_BARE_RATE = Decimal("1.2")


def check_self_assessment(context: Context) -> Iterator[Issue]:
    """Yield score-sum and missing-reason for the tables headed 指标, 分值, 年度指标值, 实际完成值, 得分, 偏差原因.

    Errors are a score above its mark, a full mark for a goal that was missed, and totals that do not add up; a score that
    only differs from the share the circular gives is a warning, for offices may score by rules of their own; one that is lower
    and says why is a note.
    """
    broken = {
        context.mentions[i].start
        for one in context.columns
        if not one.holds
        for i in (one.target, *one.terms)
    }
    for sheet in context.once(sheets_of):
        wrong: dict[int, tuple[Decimal, Decimal]] = {}
        exact: dict[int, Decimal] = {}
        taken = are_taken_off(sheet)
        dues = [None if entry.rated in broken else _due(entry, taken=taken) for entry in sheet.entries]
        losses = wrong_losses(sheet) if taken else []
        mistaken = {row.got.start for *_, row in losses if row}
        step = _step(sheet)
        for entry, due in zip(sheet.entries, dues, strict=True):
            if entry.got.start in mistaken:
                continue
            if due is not None and not _fits(entry, due, step):
                wrong[entry.got.start] = due[0], due[1]
            elif entry.got.value > entry.full.value:
                wrong[entry.got.start] = Decimal(0), entry.full.value
            elif due is not None and due[0] == due[1] != entry.got.value:
                exact[entry.got.start] = due[0]
        totals = list(_totals(context, sheet, wrong, exact))
        yield from (issue for _, issue in totals if issue is not None)
        # What a total blames is told once: a mark of 1 for 10 is below its score as well.
        told = {cell.start for cell, issue in totals if issue is not None}
        proven = {cell.start for cell, issue in totals if issue is None}
        for entry, due in zip(sheet.entries, dues, strict=True):
            if not (told | mistaken) & {entry.full.start, entry.got.start}:
                yield from _entry(context, entry, due, step, proven=entry.got.start in proven)
                yield from _reason(context, entry)
        yield from (loss_issue(context, *one) for one in losses)


def scored_rightly(context: Context) -> set[int]:
    """Where the marks and scores stand that make the totals of their table, and those totals."""
    found: set[int] = set()
    for sheet in context.once(sheets_of):
        for total, cells in (
            (sheet.full, [one.full for one in sheet.entries]),
            (sheet.got, [one.got for one in sheet.entries]),
        ):
            if (one := _sum(total, cells)) and not one.missing:
                found |= {one.total.start, *(cell.start for cell in cells)}
        if are_taken_off(sheet) and not wrong_losses(sheet):
            losses = (sheet.lost, *(one.lost for one in sheet.entries))
            found |= {cell.start for cell in losses if cell}
    return found


_Due = tuple[Decimal, Decimal, str]  # the least and the most a row deserves, and why


def _due(entry: Entry, *, taken: bool = False) -> _Due | None:
    """`taken`: the points that were taken off are told beside it."""
    left = due_of(entry) if taken and entry.lost is not None else None
    if left is not None and entry.lost is not None:
        return left, left, tr("扣分 {lost}", lost=entry.lost.token)
    judged = _by_rate(entry) if entry.rate else _by_goal(entry)
    return None if judged is None else (judged[0] * entry.full.value, judged[1] * entry.full.value, judged[2])


def _within(cell: Cell, due: _Due) -> bool:
    return due[0] - _slack(cell) <= cell.value <= due[1] + _slack(cell)


def _step(sheet: Sheet) -> Decimal | None:
    """The last place in which a table scores what falls short of its goal; None where it does so in whole points."""
    places = [decimals_of(one.got.token) for one in sheet.entries if not one.rate and one.got.value % 1]
    return Decimal(1).scaleb(-max(places)) if places else None


def _fits(entry: Entry, due: _Due, step: Decimal | None) -> bool:
    """Whether the score is due; the whole mark is not for what falls short, in a table that tells less than a point elsewhere."""
    short = entry.counted and entry.signed and entry.got.value == entry.full.value > due[1]
    if short and step is not None and entry.full.value - due[1] >= step:
        return False
    return _within(entry.got, due)


def _entry(
    context: Context, entry: Entry, due: _Due | None, step: Decimal | None, *, proven: bool
) -> Iterator[Issue]:
    """`proven`: the totals too say that it is the score that is wrong."""
    full, got = entry.full, entry.got
    if got.value > full.value:
        yield _at(
            context, got, "error", tr("得分 {got} 超过分值 {full}", got=got.token, full=full.token), full
        )
    elif due is not None and not _fits(entry, due, step):
        low, high, why = due
        missed = got.value == full.value and high < full.value and entry.counted and entry.signed
        proven = proven or (missed and not _within(got, due))
        expected = write_number(_rounded(high, got), decimals_of(got.token)) if low == high else ""
        message = tr("得分 {got} 与完成情况不符：{why}", got=got.token, why=why)
        stricter = got.value < low and _told(entry)
        severity: Severity = "error" if proven else "note" if stricter else "warning"
        yield _at(context, got, severity, message, full, expected=expected)


def _told(entry: Entry) -> bool:
    """Whether the row says why points were lost: an office may score more strictly than the circular, and says so there."""
    return bool(entry.reason) and not _NO_REASON.fullmatch(entry.reason or "")


def _slack(cell: Cell) -> Decimal:
    """Scores are rounded, mostly to one place more or less than they are shown with."""
    return Decimal("0.5") if decimals_of(cell.token) == 0 else Decimal(1).scaleb(-decimals_of(cell.token))


def _rounded(value: Decimal, cell: Cell) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals_of(cell.token)), ROUND_HALF_UP)


def _by_rate(entry: Entry) -> tuple[Decimal, Decimal, str] | None:
    """预算执行率: its share of the mark, never more than all of it."""
    rate = quantity_of(entry.rate)
    if rate is None or rate.measure not in ("%", ""):
        return None
    share = min(rate.value / (1 if not rate.measure and rate.value <= _BARE_RATE else 100), Decimal(1))
    return share, share, tr("执行率 {rate}", rate=entry.rate)


def _by_goal(entry: Entry) -> tuple[Decimal, Decimal, str] | None:
    """The share of the mark that the result deserves, as an interval, with the reason; None when the two cannot be compared."""
    goal, most, result = *goal_of(entry.goal), quantity_of(entry.result)
    why = tr("指标值 {goal}，完成值 {result}", goal=entry.goal, result=entry.result)
    if goal is None and not re.search(r"\d", entry.result):
        fits = next(((low, high) for words, low, high in _QUALITIES if words.search(entry.result)), None)
        return None if fits is None else (*fits, why)
    if goal is None or result is None or (both := compared(goal, result)) is None:
        return None
    of, reached = both
    entry_most = _MOST.search(entry.goal)
    if entry_most is None and not _LEAST.search(entry.goal) and _COST.search(entry.name):
        return None  # a bare number of costs: nobody says whether less is better
    if most is not None and result.value > most.value:
        return None  # beyond 90%-95%, the circular says nothing
    reached, of = (of, reached) if entry_most else (reached, of)
    if reached >= of:
        return Decimal(1), Decimal(1), why
    if reached < 0 or of <= 0:
        return None
    return reached / of, reached / of, why


def _reason(context: Context, entry: Entry) -> Iterator[Issue]:
    if entry.reason is not None and entry.got.value < entry.full.value and _NO_REASON.fullmatch(entry.reason):
        lost = write_number(
            entry.full.value - entry.got.value,
            max(decimals_of(entry.got.token), decimals_of(entry.full.token)),
        )
        message = tr("“{name}”扣 {lost} 分，未填偏差原因", name=entry.name, lost=lost)
        yield _at(context, entry.got, "warning", message, entry.full, code="missing-reason")


@dataclass(frozen=True, slots=True)
class _Sum:
    """A total with its parts."""

    total: Cell
    parts: tuple[Cell, ...]

    @property
    def missing(self) -> Decimal:
        return self.total.value - sum((cell.value for cell in self.parts), Decimal(0))


def _totals(
    context: Context,
    sheet: Sheet,
    wrong: Mapping[int, tuple[Decimal, Decimal]],
    exact: Mapping[int, Decimal],
) -> Iterator[tuple[Cell, Issue | None]]:
    """总分 and 产出指标（50分）: marks that add up prove that the rows are all there, and so do scores that add up.

    Yields the cell to blame, with what to say of it unless its own row says so: `wrong` are the scores that are not what
    is due, `exact` those that are due where rounding alone might explain what stands there.
    """
    marks, points = (
        _sum(sheet.full, [one.full for one in sheet.entries]),
        _sum(sheet.got, [one.got for one in sheet.entries]),
    )
    groups = [one for cell, entries in sheet.groups if (one := _sum(cell, [entry.full for entry in entries]))]
    off = [one for one in groups if one.missing]
    if marks and points and points.missing and not marks.missing:
        cell, value = _blamed(points, wrong, {one.got.start: one.full.value for one in sheet.entries})
        rounded = next(
            (one for one in points.parts if _is_due(one.value + points.missing, exact.get(one.start))), None
        )
        if rounded is not None and cell.start not in wrong:
            cell, value = (
                rounded,
                rounded.value + points.missing,
            )  # 20 for 99 % of 20, and a total with 19.8 in it
        yield cell, None if cell.start in wrong else _sum_issue(context, points, cell, value)
    elif marks and points and marks.missing and not points.missing:
        alike = [one for one in off if one.missing == marks.missing]
        inside = min(alike, key=lambda one: len(one.parts), default=None)
        off = [one for one in off if one not in alike]
        # 100 is what the marks of every such table make; 产出指标（50分） tells which part of it is off.
        parts = inside.parts if inside else marks.parts
        cell, value = _blamed_part(marks, parts, sheet.entries)
        yield cell, _sum_issue(context, marks, cell, value)
    if len(off) == 1 and (len(groups) > 1 or (marks and not marks.missing)):
        cell, value = _blamed(off[0], {}, {})
        yield cell, _sum_issue(context, off[0], cell, value)


def _is_due(value: Decimal, due: Decimal | None) -> bool:
    """Whether a value is what is due, at the places it is written with."""
    return due is not None and due.quantize(value) == value


def _sum(total: Cell | None, parts: Sequence[Cell]) -> _Sum | None:
    return _Sum(total, tuple(parts)) if total is not None and parts else None


def _blamed(
    one: _Sum, wrong: Mapping[int, tuple[Decimal, Decimal]], most: Mapping[int, Decimal]
) -> tuple[Cell, Decimal]:
    """The cell that its own row contradicts, else the total when a slip explains it, else such a part; with what it should be.

    No part may be more than its mark, the `most` that it can be.
    """
    meant = [
        (one.total, one.total.value - one.missing),
        *(
            (cell, cell.value + one.missing)
            for cell in one.parts
            if cell.value + one.missing <= most.get(cell.start, one.total.value)
        ),
    ]
    for cell, value in meant:
        if cell.start in wrong and wrong[cell.start][0] - _slack(cell) <= value <= wrong[cell.start][
            1
        ] + _slack(cell):
            return cell, value
    return next((pair for pair in meant if _slip(*pair)), meant[0])


def _blamed_part(one: _Sum, parts: Sequence[Cell], entries: Sequence[Entry]) -> tuple[Cell, Decimal]:
    """The mark that the score of its row asks for, else one that a slip explains; the total when it is not 100."""
    if one.total.value != 100 and _slip(one.total, one.total.value - one.missing):
        return one.total, one.total.value - one.missing
    meant = [(cell, cell.value + one.missing) for cell in parts]
    rows = {entry.full.start: entry for entry in entries}
    asked = (pair for pair in meant if pair[0].start in rows and _asks_for(rows[pair[0].start], pair[1]))
    exact = next(asked, None)
    return exact or next((pair for pair in meant if _slip(*pair)), meant[0])


def _asks_for(entry: Entry, mark: Decimal) -> bool:
    """Whether the score is the whole of this mark, or as much of it as the result deserves, or is beyond the mark printed."""
    full, got = entry.full.value, entry.got.value
    if got == mark or full < got <= mark:
        return True
    due = _due(entry)
    if due is None or due[0] != due[1] or not full:
        return False
    share, slack = due[0] / full, Decimal(1).scaleb(-decimals_of(entry.got.token))
    return abs(share * mark - got) < slack <= abs(due[0] - got)


def _slip(cell: Cell, value: Decimal) -> bool:
    return value >= 0 and is_digit_slip(cell.token, write_number(value, decimals_of(cell.token)))


def _sum_issue(context: Context, one: _Sum, cell: Cell, value: Decimal) -> Issue:
    message = tr(
        "各项之和为 {added}，合计为 {total}",
        added=write_number(one.total.value - one.missing, decimals_of(one.total.token)),
        total=one.total.token,
    )
    others = [other for other in (one.total, *one.parts) if other is not cell]
    return _at(
        context,
        cell,
        "error",
        message,
        *others,
        expected=write_number(value, max(decimals_of(cell.token), decimals_of(f"{value.normalize():f}"))),
    )


def _at(
    context: Context,
    cell: Cell,
    severity: Severity,
    message: str,
    *others: Cell,
    expected: str = "",
    code: str = "score-sum",
) -> Issue:
    related: Sequence[tuple[int, int]] = [(one.start, one.start + len(one.token)) for one in others]
    end = cell.start + len(cell.token)
    message += placed(context.report, cell.start)
    return context.issue(code, severity, message, cell.start, end, expected=expected, related=related)
