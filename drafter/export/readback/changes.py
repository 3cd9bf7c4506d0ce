"""What an edited file brings home: the draft as it now reads, and what a person should decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from drafter.draft import Draft
from drafter.strings import tr

Kind = Literal["edited", "added", "removed", "moved"]


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A number bound to a row of the sheet that reads otherwise now, or is gone (`new` is "").

    `old` and `new` are as written, with their units; `old_number` and `number` are without. The span is in the text of
    section `key` of the new draft and covers `new`; where the number is gone, it is empty.
    `formula` is that of a derived row: its value follows from other rows.
    """

    row: str
    label: str
    old: str
    new: str
    number: str
    old_number: str
    key: str
    start: int
    end: int
    same_unit: bool = True
    formula: str = ""

    @property
    def advice(self) -> str:
        """Return what can be done about it, in one sentence."""
        if not self.new:
            return tr(
                "文中已不再写这个数。如仍要写，请恢复原句；如不再报告，可在数据表 {row} 行填“无”",
                row=self.row,
            )
        if self.formula:
            return tr(
                "此数由公式 {formula} 算得：请改数据表中的原始数，或把文中的数改回 {old}",
                formula=self.formula,
                old=self.old,
            )
        if not self.same_unit:
            return tr(
                "单位也改了：请核对数据表 {row} 行的单位，或把文中改回 {old}", row=self.row, old=self.old
            )
        return tr(
            "以新数为准：把数据表 {row} 行的本年数改为 {number}；以数据表为准：把文中改回 {old}",
            row=self.row,
            number=self.number,
            old=self.old,
        )


@dataclass(frozen=True, slots=True)
class SectionChange:
    """A section that came home otherwise; `before` and `after` are its texts.

    `conflict` tells that the draft's own text has changed as well since the export; what then stands in the new
    draft is the file's.
    """

    kind: Kind
    key: str
    heading: str
    before: str
    after: str
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class ReadBack:
    """The draft with the edits in it, what became of its sections and bound numbers, and what could not be read."""

    draft: Draft
    sections: tuple[SectionChange, ...] = ()
    figures: tuple[FigureChange, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def to_decide(self) -> bool:
        """Whether anything came home that a person has to decide on."""
        loose = any(one.conflict or one.kind in ("added", "removed") for one in self.sections)
        return bool(self.figures) or loose

    def to_json(self) -> dict[str, Any]:
        return {
            "sections": [
                {"change": one.kind, "key": one.key, "heading": one.heading, "conflict": one.conflict}
                for one in self.sections
            ],
            "figures": [
                {
                    "row": one.row,
                    "label": one.label,
                    "old": one.old,
                    "new": one.new,
                    "section": one.key,
                    "start": one.start,
                    "end": one.end,
                    "advice": one.advice,
                }
                for one in self.figures
            ],
            "notes": list(self.notes),
        }
