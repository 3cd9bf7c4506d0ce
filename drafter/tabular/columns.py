"""What one column of a table is of two others, row by row: 执行率 of 预算数 and 执行数, 增减额 of two years; or one row, laid across."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import Literal

from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.relations.relation import Kind, Relation, relate
from drafter.report import Report, Table
from drafter.tables import column_heads, head_rows
from drafter.tabular.addition import TOTAL
from drafter.tabular.cells import tables_in
from drafter.tabular.discovery import discover
from drafter.tabular.exact import held_exactly, one_slip
from drafter.tabular.pairs import pairs_of
from drafter.tabular.products import growths_in, products_in

Grid = Sequence[Sequence[int | None]]  # the index of the mention in each cell
Side = tuple[tuple[int, int], ...]  # (sign, column)

_RATE = Regex(r"率|占比|比例|比重|构成|幅|%|％|进度$|同比|环比")
_CHANGE = Regex(
    r"增减|增加|减少|增长(?![率幅速比])|增量|增额|减额|升降|差额|差异|变动|变化|净增|结余|结转|剩余|余额|欠|未[完收付拨缴支]|超支|节约|核减|审减"
)
_POINTS = Regex(r"变化|变动|增减|升降|增长|提高|下降|差")
_SHARE = Regex(r"占|比例|比重|构成")
_PLAN = Regex(r"预算|计划|目标|安排|任务|应")
_DONE = Regex(r"执行|决算|实际|完成|支付|使用")
_PERFORMED = Regex(r"(?:执行|完成|支付|支出|使用|到位)(?:率|进度|比例)")
_EXECUTED, _AT_FIRST = Regex(r"执行率"), Regex(r"年初")
_MOVED = Regex(r"增减|增长|增幅|升降|变动|同比|变化")
_LIMIT, _SCORE = Regex("[≥≤＞＜><=＝]"), Regex("分值|得分|权重|满分")
_NOTHING = " -－—–/"
"""What an empty cell may hold: a column of 10, -, -, - parts no others."""
_RESULT = Regex(
    r".*(?:率|占比|比重|增减|增幅|增减[额数]|差额|结余|进度)(?:[（(][^（）()]*[）)])?|[月年日季]均|平均(?:值|数)?"
)
_ROWS = 12  # of a table laid across; one of more rows is a list
_ALL = 100
_ONE_OF_THREE = 8  # digits of two rows that outweigh a third
_ENOUGH = 5
"""Digits of cells that come out, by which a rule is taken for that of its column: five do not by chance."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Column `target` is Σ`left`, over Σ`right` when there is one; `of_total`: over the same column of the total's row, the
    `grand` one or that next `above` or `below` it."""

    kind: Kind
    target: int
    left: Side
    right: Side = ()
    of_total: Literal["", "grand", "above", "below"] = ""
    named: bool = False


def find_columns(report: Report, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """Yield what the columns of the tables of `report` say of each other, one relation a row.

    A rule is what the heads name (执行率 beside one 预算数 and one 执行数), or what two rows or more bear out; a column of
    which several rules are as likely has none.
    """
    if not report.tables:
        return
    by_start = {mention.start: i for i, mention in enumerate(mentions) if not mention.structural}
    for table in (part for whole in report.tables for part in tables_in(report.text, whole)):
        grid = [[by_start.get(cell.start + _sign_before(cell.token)) for cell in row] for row in table[1]]
        yield from _in_table(table[0], grid, mentions)
        if _is_laid_across(table[0].cells):
            yield from _in_table(_turned(table[0]), list(zip_longest(*grid)), mentions)
        for labels, values in pairs_of(table[1]):
            row = [by_start.get(cell.start) for cell in values]
            cells = Table((labels, tuple(cell.token for cell in values)), table[0].start, table[0].end)
            yield from _in_table(cells, [[None] * len(row), row], mentions)


def _sign_before(token: str) -> int:
    """How many characters of ≥90% stand before the number."""
    found = _LIMIT.match(token)
    return found.end() if found else 0


def _is_laid_across(cells: Sequence[Sequence[str]]) -> bool:
    """Whether a row is of the rows above it, 得分率 below 权重 and 得分: the kinds or years stand side by side."""
    top = head_rows(cells)
    names = ["".join(row[0].split()) if row else "" for row in cells[top:]]
    return len(names) <= _ROWS and any(_RESULT.fits(name) for name in names[2:])


def _turned(table: Table) -> Table:
    """The table with its rows for columns; numbers that count columns (栏次) are no heads of a row."""
    rows = [row for row in table.cells if row]
    return Table(tuple(zip_longest(*rows, fillvalue="")), table.start, table.end)


def _in_table(table: Table, grid: Grid, mentions: Sequence[Mention]) -> Iterator[Relation]:
    top = head_rows(table.cells)
    heads = [
        "".join("".join(dict.fromkeys(path)).replace("、", "").split()) for path in column_heads(table.cells)
    ]
    body = range(top, len(grid))
    even = len({len(row) for row in table.cells[max(top - 1, 0) :]}) == 1
    totals = [at for at in body if any(TOTAL.fits("".join(c.split())) for c in table.cells[at])]
    grand = [at for at in totals if not any("小计" in c for c in table.cells[at])]
    total = next(iter(grand or totals), None)
    of_rows = {
        "grand": dict.fromkeys(body, total),
        "above": {
            at: max((one for one in totals if one < at), default=None) for at in body if at not in totals
        },
        "below": {
            at: min((one for one in totals if one > at), default=None) for at in body if at not in totals
        },
    }
    if len(totals) < 2:
        of_rows = {"grand": of_rows["grand"]}
    names = {at: next(("".join(cell.split()) for cell in table.cells[at] if cell.strip()), "") for at in body}
    told, together = set[int](), set[frozenset[int]]()
    places = {i: c for at in body for c, i in enumerate(grid[at]) if i is not None}
    for one in (
        *products_in(heads, grid, body, mentions),
        *growths_in(names, heads, grid, mentions),
        *_by_heads(table, heads, grid, body, of_rows, mentions, even=even),
    ):
        told.add(places[one.target])
        together.add(frozenset(places[i] for i in one.numbers))
        yield one
    yield from discover(heads, grid, body, mentions, but=told, known=together)


def _by_heads(
    table: Table,
    heads: Sequence[str],
    grid: Grid,
    body: range,
    of_rows: Mapping[str, Mapping[int, int | None]],
    mentions: Sequence[Mention],
    *,
    even: bool,
) -> Iterator[Relation]:
    """What the columns say of which the head names a rate or a change."""
    for columns in _groups(table, grid, body):
        rates = [c for c in columns if _is_rate(c, heads[c], grid, mentions)]
        amounts = [c for c in columns if c not in rates]
        last = [c for c in amounts if _of_last_year(c, grid, mentions)]
        for target in columns:
            if target not in rates and not _CHANGE.search(heads[target]):
                continue
            # 完成率 is not of 得分 and 分值, though these follow it up to the full mark.
            terms = (
                amounts
                if _SCORE.search(heads[target])
                else [c for c in amounts if not _SCORE.search(heads[c])]
            )
            rules = [*_rules(target, heads, terms, last, rate=target in rates)]
            if target in rates and _POINTS.search(heads[target]):
                rules += _points(target, [c for c in rates if not _POINTS.search(heads[c])])
            found = {rule: list(_relations(rule, grid, body, of_rows, mentions)) for rule in rules}
            yield from _best(found, mentions, even=even)


def _groups(table: Table, grid: Grid, body: range) -> Iterator[list[int]]:
    """The columns of numbers between columns of words: 收入 and 支出 side by side are two groups."""
    width = max(map(len, grid), default=0)
    group: list[int] = []
    for column in range(width):
        filled = [
            at for at in body if column < len(grid[at]) and table.cells[at][column].strip(_NOTHING).strip()
        ]
        numbers = [at for at in filled if grid[at][column] is not None]
        if filled and len(numbers) * 2 > len(filled):
            group.append(column)
        elif filled and group:
            yield group
            group = []
    if group:
        yield group


def _is_rate(column: int, head: str, grid: Grid, mentions: Sequence[Mention]) -> bool:
    units = [mentions[i].unit for row in grid if column < len(row) and (i := row[column]) is not None]
    return all(unit in ("%", "‰") for unit in units) and bool(_RATE.search(head) or units)


def _of_last_year(column: int, grid: Grid, mentions: Sequence[Mention]) -> bool:
    return all(
        mentions[i].period == "上年" for row in grid if column < len(row) and (i := row[column]) is not None
    )


def _rules(
    target: int, heads: Sequence[str], amounts: Sequence[int], last: Sequence[int], *, rate: bool
) -> Iterator[Rule]:
    head = heads[target]
    pairs = [(a, b) for a in amounts for b in amounts if a != b and target not in (a, b)]
    others = [c for c in amounts if c != target and not _CHANGE.search(heads[c])]
    done = [c for c in others if _DONE.search(heads[c])]  # 预算执行数 too
    plan = [c for c in others if _PLAN.search(heads[c]) and c not in done]
    if _EXECUTED.search(head):  # 财预〔2020〕10号: 执行率 is of 全年预算数, after what the year added to it
        plan = [c for c in plan if not _AT_FIRST.search(heads[c])] or plan
    this = [c for c in others if c not in last]
    spent = [done, plan] if len(plan) == len(done) == 1 and _PERFORMED.search(head) else []
    moved = [this, list(last)] if len(last) == len(this) == 1 and _MOVED.search(head) else []
    if not rate:
        for a, b in pairs:
            yield Rule("difference", target, ((1, a), (-1, b)), named=[[a], [b]] == moved)
        return
    for a, b in pairs:
        named = [[a], [b]]
        if not (_MOVED.search(head) and _CHANGE.search(heads[a])):
            yield Rule("ratio", target, ((1, a),), ((1, b),), named=named == spent)
        yield Rule("growth", target, ((1, a), (-1, b)), ((1, b),), named=named == moved)
        if _CHANGE.search(heads[a]) and _MOVED.search(head):
            yield Rule("growth", target, ((1, a),), ((1, b),))
            yield Rule("growth", target, ((1, a),), ((1, b), (-1, a)))
    if _SHARE.search(head):
        for a in amounts:
            yield Rule("ratio", target, ((1, a),), of_total="grand")
            yield Rule("ratio", target, ((1, a),), of_total="above")
            yield Rule("ratio", target, ((1, a),), of_total="below")


def _points(target: int, rates: Sequence[int]) -> Iterator[Rule]:
    """比重变化 of the shares of two years: one less the other."""
    for a, b in ((a, b) for a in rates for b in rates if a != b):
        yield Rule("difference", target, ((1, a), (-1, b)))


def _relations(
    rule: Rule,
    grid: Grid,
    body: range,
    of_rows: Mapping[str, Mapping[int, int | None]],
    mentions: Sequence[Mention],
) -> Iterator[Relation]:
    relations: list[Relation] = []
    for at in body:
        total = of_rows.get(rule.of_total, {}).get(at)
        if rule.of_total and total is None:
            continue
        target = _at(grid, at, rule.target)
        left = [(sign, _at(grid, at, c)) for sign, c in rule.left]
        right = [(sign, _at(grid, at, c)) for sign, c in rule.right]
        if rule.of_total and total is not None:
            right = [(1, _at(grid, total, rule.left[0][1]))]
        terms = [(sign, i) for sign, i in (*left, *right) if i is not None]
        if target is None or len(terms) < len(left) + len(right):
            continue
        cut = len(left)
        factor = _unit_left_out(rule.kind, mentions[target], [mentions[i] for _, i in terms])
        found = relate(
            mentions, rule.kind, target, tuple(terms[:cut]), tuple(terms[cut:]), certain=True, factor=factor
        )
        if rule.kind == "growth" and all(mentions[i].measure == "%" for _, i in terms):
            # 净资产收益率 3.65%, 3.38%, 0.27 in a column of growths: what changed of a rate is told in points.
            apart = relate(mentions, "difference", target, tuple(terms[:cut]), certain=True)
            found = apart if apart is not None and apart.holds else found if found and found.holds else None
        # The whole is all of itself, whatever the rounded shares above it add up to.
        whole = rule.of_total and at == total and abs(mentions[target].value - _ALL) < 1
        if found is not None and (found.holds or not whole):
            relations.append(found)
    # 57 beside 1,213万元: a cell whose unit was not told proves nothing, but where other rows lack it too and come out.
    held = {_units(one, mentions) for one in relations if one.holds}
    for one in relations:
        units = _units(one, mentions)
        if one.holds or len(set(units)) == 1 or units in held:
            yield one


def _unit_left_out(kind: Kind, target: Mention, terms: Sequence[Mention]) -> Decimal:
    """What makes 31.05 of 万元 where a 增减 has no unit of its own: it is in that of both amounts."""
    units = {one.unit for one in terms}
    return 1 / terms[0].factor if kind == "difference" and not target.unit and len(units) == 1 else Decimal(1)


def _units(one: Relation, mentions: Sequence[Mention]) -> tuple[bool, ...]:
    """Which of its amounts have a unit."""
    amounts = [*one.terms, *((one.target,) if one.kind == "difference" else ())]
    return tuple(bool(mentions[i].measure) for i in amounts)


def _at(grid: Grid, row: int, column: int) -> int | None:
    return grid[row][column] if column < len(grid[row]) else None


def _best(
    found: Mapping[Rule, list[Relation]], mentions: Sequence[Mention], *, even: bool
) -> Iterator[Relation]:
    """The relations of the rule that most rows bear out; the heads decide between rules, and alone where one row is all.

    Not where rows are shorter than the heads, as where a merged cell was lost: which stands over which, they do not tell.
    """
    scored = []
    for rule, relations in found.items():
        held = [one for one in relations if one.holds]
        failed = len(relations) - len(held)
        weight = sum((_digits(mentions[one.target]) for one in held), Decimal(0))
        borne = weight >= _ENOUGH and len(held) > 1 and failed * 3 <= len(held)
        if failed == 1 and len(held) == 2 and weight >= _ONE_OF_THREE:
            borne = all(one.holds or one_slip(mentions, one) for one in relations)
        alone = rule.named and even and failed <= max(len(held), 1) and bool(relations)
        if borne or alone:
            scored.append((rule.named, weight, rule))
    if not scored:
        return
    best = max(score[:2] for score in scored)
    winners = [rule for *score, rule in scored if tuple(score) == best]
    same = {tuple(one.terms for one in found[rule]) for rule in winners}
    # With 增减额 beside two years all ways to work out 增减率 are one; and 执行率 of 总额 is that of 财政拨款 where all is of it.
    broken = {tuple(one.target for one in found[rule] if not one.holds) for rule in winners}
    right = {tuple(one.target for one in found[rule] if one.holds) for rule in winners}
    if len(same) == 1 or all(rule.kind == "growth" for rule in winners) or len(broken) == len(right) == 1:
        yield from held_exactly(found[winners[0]], mentions)


def _digits(mention: Mention) -> Decimal:
    """How many digits of a result tell something: none of 0, one of 100 %."""
    if mention.value in (0, 100):
        return Decimal(1 if mention.value else 0)
    return Decimal(len(mention.token.replace(".", "").replace(",", "").lstrip("-0")))
