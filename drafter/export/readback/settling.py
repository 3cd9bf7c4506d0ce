"""What a person decides about an edited file: which sections to take, and which side is right about a number."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from drafter.draft import BoundFigure, Draft, DraftSection, OpenMark, Sentence
from drafter.errors import DraftError
from drafter.export.readback.changes import FigureChange, ReadBack
from drafter.strings import tr

Span = TypeVar("Span", Sentence, BoundFigure, OpenMark)


def settle(
    back: ReadBack, *, into_sheet: Collection[FigureChange] = (), put_back: Collection[FigureChange] = ()
) -> tuple[Draft, dict[str, str]]:
    """Return the draft after the decisions on its numbers, and what to type into which row of the sheet.

    A number that goes into the sheet is bound again, and so is one that is put back.
    """
    typed: dict[str, str] = {}
    draft = back.draft
    chosen = [one for one in back.figures if one in into_sheet or one in put_back]
    # From the end of a section to its beginning, so that what is put back moves no place still to come.
    for one in sorted(chosen, key=lambda one: one.start, reverse=True):
        if one in into_sheet:
            _require_typeable(one, typed)
            typed[one.row] = one.number
        draft = draft.put(_with_number(draft.section(one.key), one, put_back=one not in into_sheet))
    return draft, typed


def choose(draft: Draft, back: ReadBack, keys: Collection[str]) -> Draft:
    """Return `draft` with those changes of the file that concern the sections in `keys`, and no others."""
    kinds = {(one.kind, one.key) for one in back.sections if one.key in keys}
    new = {section.key: section for section in back.draft.sections}
    gone = {key for kind, key in kinds if kind == "removed"}
    fresh = {key for kind, key in kinds if kind == "added"}
    edited = {key for kind, key in kinds if kind == "edited"}
    sections = {section.key: section for section in draft.sections if section.key not in gone}
    # A number put back may leave a section as it was.
    edited = {key for key in edited if new[key].text != draft.section(key).text}
    sections |= {key: new[key] for key in (*fresh, *edited)}
    theirs = [section.key for section in back.draft.sections if section.key in sections]
    mine = [section.key for section in draft.sections if section.key in sections]
    moved = any(kind == "moved" for kind, _ in kinds)
    order = _joined(theirs, mine) if moved else _joined(mine, theirs)
    return replace(draft, title=back.draft.title, sections=tuple(sections[key] for key in order))


def _require_typeable(one: FigureChange, typed: dict[str, str]) -> None:
    if one.formula == one.row:
        raise DraftError(
            tr("“{new}”由公式 {row} 算得，数据表中没有这一行。请改表中的原始数", new=one.new, row=one.row)
        )
    if not one.number or not one.same_unit:
        raise DraftError(
            tr("{row} 行不能直接改成“{new}”：单位不同或已不是数。请在数据表中改", row=one.row, new=one.new)
        )
    if typed.get(one.row, one.number) != one.number:
        raise DraftError(
            tr(
                "{row} 行在文中被改成了两个不同的数：{one}、{other}。请先统一",
                row=one.row,
                one=typed[one.row],
                other=one.number,
            )
        )


def _with_number(section: DraftSection, one: FigureChange, *, put_back: bool) -> DraftSection:
    """Return the section with the number bound to its row again, as it was before or as it reads now."""
    if section.text[one.start : one.end] != one.new:
        raise DraftError(tr("“{name}”在读回之后又改过。请重新读回一次", name=section.heading or tr("标题")))
    if put_back and not one.new:
        raise DraftError(tr("{row} 行的句子已删去，放不回原处。请在编辑框中恢复原句", row=one.row))
    words, number = (one.old, one.old_number) if put_back else (one.new, one.number)
    by = len(words) - len(one.new)
    bound = BoundFigure(one.start, one.start + len(number), one.row)
    return replace(
        section,
        text=section.text[: one.start] + words + section.text[one.end :],
        sentences=tuple(_moved(section.sentences, one.start, by)),
        figures=tuple(sorted((*_moved(section.figures, one.start, by), bound), key=lambda one: one.start)),
        open=tuple(_moved(section.open, one.start, by)),
    )


def _moved(spans: Sequence[Span], at: int, by: int) -> Iterator[Span]:
    """Yield the spans after the text at `at` became longer by so much; those over it grow."""
    for one in spans:
        if one.end > at:
            one = replace(one, start=one.start + (by if one.start > at else 0), end=one.end + by)
        yield one


def _joined(order: Sequence[str], other: Sequence[str]) -> list[str]:
    """Return `order` with the keys only `other` has, each behind the one before it there."""
    keys = list(order)
    for number, key in enumerate(other):
        if key not in keys:
            before = next((one for one in reversed(other[:number]) if one in keys), None)
            keys.insert(keys.index(before) + 1 if before is not None else 0, key)
    return keys
