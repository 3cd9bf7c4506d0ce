"""What this year supplies: figures and work items, as the fill-in sheet holds them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Literal, cast

from drafter.errors import SheetError
from drafter.numbers.labels.words import own_name
from drafter.patterns import Regex
from drafter.rebuilding import rebuild
from drafter.strings import tr

Period = Literal["本年", "上年"]
Action = Literal["沿用", "改写", "删除", "新增", ""]
ROW_ID = Regex(r"[A-Za-z]\w*")
"""A row as a formula names it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of page 数据.

    Values are strings as written, so that 12.50 stays 12.50; "" means not filled in. `evidence` holds the
    sentences of last year's report that use the figure, the number between 【 】. A derived row has `formula`
    over ids, such as "F3/F2"; a typed `value` in a derived row overrides the formula.
    """

    id: str
    label: str
    period: Period
    unit: str
    previous: str
    value: str = ""
    formula: str = ""
    evidence: tuple[str, ...] = ()
    note: str = ""

    @property
    def name(self) -> str:
        """The label without what it is told to be of, by which the other year's report may call the figure."""
        return own_name(self.label)


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One row of page 工作要点: what last year's report told, and what becomes of it ("" = not decided)."""

    id: str
    section: str
    previous: str
    action: Action = ""
    text: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """The whole sheet. `previous_report` is the path or name of last year's report."""

    org: str
    year: int
    title: str
    previous_report: str
    figures: tuple[Figure, ...] = ()
    items: tuple[WorkItem, ...] = ()

    def __hash__(self) -> int:
        """What tells the states of one sheet apart; all of it would be read hundreds of times while somebody types."""
        return hash((self.org, self.year, tuple(figure.value for figure in self.figures)))

    def figure(self, id: str) -> Figure | None:
        return next((figure for figure in self.figures if figure.id == id), None)

    def fill(self, **values: str) -> Brief:
        """Return the brief with this year's values typed into the rows named, such as F1="12.5"."""
        return replace(
            self, figures=tuple(replace(f, value=values[f.id]) if f.id in values else f for f in self.figures)
        )

    def to_json(self) -> dict[str, object]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, object]) -> Brief:
        """Return the brief that `to_json` wrote; raises SheetError when something is missing or unknown."""
        raw = cast("dict[str, Any]", data)
        try:
            told = {one.name: raw[one.name] for one in fields(cls)}
            return rebuild(cls, {**told, "year": int(raw["year"])})
        except (KeyError, TypeError, ValueError) as problem:
            raise SheetError(
                tr("不是数据表的内容：{problem}。请重新导入数据表", problem=repr(problem))
            ) from problem


def rows_of(formula: str) -> tuple[str, ...]:
    """Return the ids of the rows that a formula is computed from, in its order, each once; none where there is no formula."""
    return tuple(dict.fromkeys(ROW_ID.findall(formula)))
