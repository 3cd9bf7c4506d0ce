"""Sums that the forms themselves lay down, whatever else a table shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.patterns import Regex
from drafter.tabular.addition import Sum
from drafter.tabular.cells import Block, Cell, Line

_Part = tuple[int, bool, Regex]
_COST = r"(?:费|费用|支出|费支出)?"
_PLAIN, _OTHER_COSTS = "合计", Regex("会议费|培训费|机关运行经费")
_CARS = rf".*公务用车购置(?:及|和)运行(?:维护)?{_COST}(?:小计)?|.*公务用车.*小计"

# (the total, its signed parts), each by what its head or the name of its line says; "+…" stands for all lines of such names.
_IDENTITIES = tuple(
    (
        Regex(total),
        tuple((sign, part.startswith("+"), Regex(part.lstrip("+"))) for sign, part in parts),
    )
    for total, parts in (
        # 政府信息公开工作年度报告格式（国办公开办函〔2021〕30号）: 第一项加第二项之和，等于第三项加第四项之和.
        (
            r"[（(]七[）)]总计",
            ((1, r"一、本年新收.*"), (1, r"二、上年结转.*"), (-1, r"四、结转下年度.*")),
        ),
        # The same form: the kinds of result, each told once; from the first on, which a page end may have parted from the others.
        (r"[（(]七[）)]总计", ((1, r"[（(]一[）)].*"), (1, r"+[（(][二三四五六][）)].*|[1-9][.．].*"))),
        # The same form, 四、政府信息公开行政复议、行政诉讼情况.
        ("总计", tuple((1, name) for name in ("结果维持", "结果纠正", "其他结果", "尚未审结"))),
        # 部门决算: 政府性基金预算、国有资本经营预算财政拨款收入支出决算表.
        (r"年末结转和结余", ((1, r"年初结转和结余"), (1, r"本年收入"), (-1, r"本年支出(?:合计)?"))),
        # 部门决算 公开01表, 公开04表: what came in and what was left from last year, what was spent and what is left now.
        (
            "总计",
            (
                (1, r"本年收入合计"),
                (1, r"+年初(?:财政拨款)?结转和结余|使用非财政拨款结余(?:[（(].*)?|用事业基金弥补收支差额"),
            ),
        ),
        ("总计", ((1, r"本年支出合计"), (1, r"+年末(?:财政拨款)?结转和结余|结余分配"))),
        # “三公”经费 is of these three by definition of the forms.
        (
            r".*三公.*[合小]计|合计|(?:[一二三四五六]、)?[“”\"]?三公[“”\"]?经费(?:支出)?(?:[（(].{1,6}[）)])?",
            (
                (1, rf".*因公出国[（(]境[）)]{_COST}"),
                (1, _CARS),
                (1, rf".*公务接待{_COST}"),
            ),
        ),
        # Alone, or under the head of both.
        (
            _CARS,
            (
                (1, rf"(?:.*购置(?:及|和)运行(?:维护)?{_COST}|(?!.*运行).*)(?:公务用车|车)?购置{_COST}"),
                (
                    1,
                    rf"(?:.*购置(?:及|和)运行(?:维护)?{_COST}|(?!.*购置).*)(?:公务用车|车)?运行(?:维护)?{_COST}",
                ),
            ),
        ),
    )
)


def identities_of(blocks: Sequence[Block]) -> Iterator[Sum]:
    """Yield the sums of the table that a form lays down, along its rows or down its columns, and those of its two sides."""
    yield from _balanced(blocks)
    for block in blocks:
        for total, parts in _IDENTITIES:
            rows = _pick([line.plain for line in block.lines], total, parts)
            for column in block.columns if rows else ():
                if any(column in block.lines[at].unread for _, at in rows):
                    continue
                yield from _sum(block, [(sign, block.lines[at].cells.get(column)) for sign, at in rows])
            for layer in _layers(block):
                heads = _pick(list(layer), total, parts)
                columns = list(layer.values())
                for line in block.lines if heads else ():
                    if line.unread & {columns[at] for _, at in heads}:
                        continue
                    yield from _sum(block, [(sign, line.cells.get(columns[at])) for sign, at in heads])


def _layers(block: Block) -> Iterator[dict[str, int]]:
    """Columns by their heads in one string; groups that close with a 总计; of 预算数 and 决算数 one kind at a time, above or below."""
    last = list(dict.fromkeys((block.heads.get(i) or ("",))[-1] for i in block.columns))
    yield {"".join(dict.fromkeys(block.heads.get(i, ()))): i for i in block.columns}
    group: dict[str, int] = {}
    for i in block.columns:
        group[(block.heads.get(i) or ("",))[-1]] = i
        if "总计" in group:
            yield group
            group = {}
    first = list(dict.fromkeys(heads[0] for i in block.columns if len(heads := block.heads.get(i, ())) > 1))
    for kind in first:
        yield {
            "".join(dict.fromkeys(heads[1:])): i
            for i in block.columns
            if len(heads := block.heads.get(i, ())) > 1 and heads[0] == kind
        }
    for kind in last:
        of_kind = [i for i in block.columns if (block.heads.get(i) or ("",))[-1] == kind]
        yield {
            "".join(dict.fromkeys(block.heads[i][:-1])): i for i in of_kind if len(block.heads.get(i, ())) > 1
        }


def _pick(names: Sequence[str], total: Regex, parts: Sequence[_Part]) -> list[tuple[int, int]]:
    """The signs and places of the total and of its parts; [] unless each is there, and once but for those of many names."""
    found = [(0, at) for at, name in enumerate(names) if total.fits(name)]
    named = [
        (0, at) for _, at in found if names[at] != _PLAIN
    ]  # 合计 over “三公”经费小计, 会议费 and 培训费 is of these
    found = named or found
    if len(found) != 1 or (not named and any(map(_OTHER_COSTS.search, names))):
        return []
    for sign, many, pattern in parts:
        own = [(sign, at) for at, name in enumerate(names) if pattern.fits(name)]
        if not own or (len(own) > 1 and not many):
            return []
        found += own
    places = [at for _, at in found]
    return found if len(set(places)) == len(places) else []


def _sum(block: Block, signed: Sequence[tuple[int, Cell | None]]) -> Iterator[Sum]:
    (_, total), *parts = signed
    known = tuple((sign, cell) for sign, cell in parts if cell is not None)
    if total is not None and known:
        yield Sum(total, known, "form")


def _balanced(blocks: Sequence[Block]) -> Iterator[Sum]:
    """收入总计 and 支出总计 stand in one row and are equal: a budget balances (预算法 第十二条)."""
    if len(blocks) < 2:
        return
    for left, right in zip(blocks[0].lines, blocks[1].lines, strict=False):
        if left.plain.endswith("总计") and right.plain.endswith("总计") and left.cells and right.cells:
            one, other = _amounts(left), _amounts(right)
            many = len(one) if len(one) == len(other) else 1  # 年初数 and 期末数 on both sides
            yield from (Sum(a, ((1, b),)) for a, b in zip(one[:many], other[:many], strict=True))


def _amounts(line: Line) -> list[Cell]:
    """The amounts of a line without the whole number before one with decimals: that counts the lines (行次)."""
    cells = [line.cells[column] for column in sorted(line.cells)]
    first = next((at for at, cell in enumerate(cells) if "." in cell.token), 0)
    return cells[first:]
