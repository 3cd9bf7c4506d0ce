"""Filling in: cells typed or pasted, a sheet taken over, work items decided."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from drafter.actions.figures import ROW, shown
from drafter.brief import Brief, Figure, WorkItem
from drafter.errors import SheetError
from drafter.lastyear.slots import evaluate
from drafter.lastyear.typed_values import as_meant, entered_value
from drafter.strings import tr
from drafter.text import fold


@dataclass(frozen=True, slots=True)
class Merged:
    """What an uploaded sheet brought: the new brief, how many cells changed, and its rows that belong nowhere."""

    brief: Brief
    changed: int
    strangers: tuple[str, ...]


def type_values(brief: Brief, typed: dict[str, str]) -> tuple[Brief, dict[str, str]]:
    """Return the brief with the cells typed into, and a sentence for each cell that could not be taken.

    A derived row takes its formula back when its cell is emptied or holds what the formula gives.
    """
    refused: dict[str, str] = {}
    taken: dict[str, str] = {}
    values = evaluate(brief)
    for id, raw in typed.items():
        figure = brief.figure(id)
        if figure is None:
            refused[id] = tr("数据表中没有 {id} 这一行。请刷新页面", id=id)
            continue
        text = as_meant(raw, figure.unit)
        computed = replace(figure, value="")
        if figure.formula and not figure.value and text == shown(computed, values[id]):
            continue
        try:
            entered_value(replace(figure, value=text))
        except SheetError as problem:
            refused[id] = str(problem)
        else:
            taken[id] = text
    return brief.fill(**taken), refused


def merge_sheet(brief: Brief, sheet: Brief) -> Merged:
    """Return `brief` with the values, reasons, rows added and work items of a filled sheet; empty cells of the sheet change nothing.

    Rows are matched by number and label, then by label, period and unit, then by number and sentence: the label may be a
    person's own, and the sheet may number its rows otherwise, as one does that was made by an earlier Drafter. Raises SheetError for a sheet of another year or body.
    """
    _refuse_another(brief, sheet)
    places = _Places(brief)
    told: dict[str, Figure] = {}
    typed: dict[str, str] = {}
    added, strangers = [], []
    ours = {row.id: places.of(row) or (row.id if _is_new(row, brief) else "") for row in sheet.figures}
    for row in sheet.figures:
        if known := brief.figure(places.of(row) or ""):
            told[known.id] = replace(row, formula=_in_our_rows(row.formula, ours, known.formula))
            if row.value.strip():
                typed[known.id] = row.value
        elif _is_new(row, brief):
            added.append(replace(row, value="", formula=_in_our_rows(row.formula, ours, row.formula)))
            typed[row.id] = row.value
        else:
            strangers.append(f"{row.id} {row.label}")
    filled, refused = type_values(
        replace(brief, figures=(*(_as_told(one, told.get(one.id)) for one in brief.figures), *added)),
        typed,
    )
    if refused:
        raise SheetError("；".join(refused.values()))
    evaluate(filled)
    merged = replace(filled, items=_merge_items(brief, sheet))
    changed = sum(one not in brief.figures for one in merged.figures)
    changed += sum(item not in brief.items for item in merged.items)
    return Merged(merged, changed, tuple(strangers))


def _refuse_another(brief: Brief, sheet: Brief) -> None:
    if sheet.year and sheet.year != brief.year:
        raise SheetError(
            tr(
                "数据表是 {found} 年度的，本稿是 {year} 年度。请换用本年的数据表",
                found=sheet.year,
                year=brief.year,
            )
        )
    if sheet.org and brief.org and _bare(sheet.org) != _bare(brief.org):
        raise SheetError(
            tr(
                "数据表是“{found}”的，本稿是“{org}”的，没有导入。请换用本单位的数据表；若是同一单位，"
                "请把数据表“基本信息”页的单位改为“{org}”",
                found=sheet.org,
                org=brief.org,
            )
        )


def _bare(name: str) -> str:
    return re.sub(r"\s", "", fold(name))


class _Places:
    """Where the rows of a sheet stand in a brief."""

    def __init__(self, brief: Brief) -> None:
        self._by_id = {(f.id, f.label): f.id for f in brief.figures}
        self._by_label = {(f.label, f.period, f.unit): f.id for f in brief.figures}
        self._by_sentence = {(f.id, f.evidence): f.id for f in brief.figures if f.evidence}

    def of(self, row: Figure) -> str | None:
        return (
            self._by_id.get((row.id, row.label))
            or self._by_label.get((row.label, row.period, row.unit))
            or self._by_sentence.get((row.id, row.evidence))
        )


def _is_new(row: Figure, brief: Brief) -> bool:
    """Whether a person added the row: last year told nothing of it, and no other row has its number."""
    return not (row.previous or row.evidence or row.period == "上年" or brief.figure(row.id))


def _in_our_rows(formula: str, ours: Mapping[str, str], otherwise: str) -> str:
    """Return a sheet's formula over our rows, `otherwise` where we have not all that it names."""
    if not all(ours.get(row) for row in ROW.findall(formula)):
        return otherwise
    return ROW.sub(lambda row: ours[row[0]], formula)


def _as_told(figure: Figure, row: Figure | None) -> Figure:
    """A row with what a person wrote in its sheet beside the number: another label, a reason, another formula."""
    if row is None or row.id != figure.id:
        return figure
    return replace(
        figure,
        label=row.label or figure.label,
        formula=row.formula if figure.formula else "",
        note=row.note or figure.note,
    )


def put_item(brief: Brief, item: WorkItem) -> tuple[Brief, str]:
    """Return the brief with a work item decided, or added when its id is "", and the item's id."""
    if not item.id:
        item = replace(item, id=_next_item(brief.items), action=item.action or "新增")
        return replace(brief, items=(*brief.items, item)), item.id
    if all(one.id != item.id for one in brief.items):
        raise SheetError(tr("工作要点中没有 {id}。请刷新页面", id=item.id))
    items = tuple(
        replace(
            one,
            action=item.action,
            text=item.text,
            evidence=item.evidence,
            section=item.section or one.section,
        )
        if one.id == item.id
        else one
        for one in brief.items
    )
    return replace(brief, items=items), item.id


def sort_items(brief: Brief, ids: Sequence[str]) -> Brief:
    """Return the brief with its work items in the order of `ids`; raises SheetError when it has others by now."""
    items = {item.id: item for item in brief.items}
    if len(ids) != len(items) or set(ids) != set(items):
        raise SheetError(tr("工作要点刚被他人增减，顺序没有保存。请刷新页面后再排"))
    return replace(brief, items=tuple(items[id] for id in ids))


def drop_item(brief: Brief, id: str) -> Brief:
    """Return the brief without a work item that a person added; what last year told is only marked 删除."""
    if any(item.id == id and item.previous for item in brief.items):
        raise SheetError(tr("{id} 是上年内容，不能移除。不再写请选“删除”", id=id))
    return replace(brief, items=tuple(item for item in brief.items if item.id != id))


def _merge_items(brief: Brief, sheet: Brief) -> tuple[WorkItem, ...]:
    """Return the items with what the sheet decides, then those it adds.

    An item is known by what it said last year; by its number only where the sheet's has other words than all of ours.
    """
    ours = {_words(item) for item in brief.items}
    exact = {(one.id, _words(one)): one for one in sheet.items}
    by_words = {_words(one): one for one in sheet.items if one.previous}
    by_number = {(one.id, one.section): one for one in by_words.values() if _words(one) not in ours}
    used: set[str] = set()
    kept: list[WorkItem] = []
    for item in brief.items:
        new = exact.get((item.id, _words(item)))
        if new is None and item.previous:
            new = by_words.get(_words(item)) or by_number.get((item.id, item.section))
        if new is not None:
            used.add(new.id)
            if new.action or new.text:
                item = replace(item, action=new.action, text=new.text, evidence=new.evidence)
        kept.append(item)
    added = {(item.section, item.text) for item in kept if not item.previous}
    for one in sheet.items:
        if one.id not in used and (one.previous or (one.section, one.text) not in added):
            taken = any(one.id == item.id for item in kept)
            kept.append(replace(one, id=_next_item(kept)) if taken else one)
    return tuple(kept)


def _words(item: WorkItem) -> tuple[str, str]:
    return item.section, "".join(item.previous.split())


def _next_item(items: Sequence[WorkItem]) -> str:
    return f"W{max((int(one.id[1:]) for one in items if one.id[1:].isdigit()), default=0) + 1}"
