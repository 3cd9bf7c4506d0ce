"""What becomes of the reasons of a sentence that a person decided on: dropped, rewritten, never lost."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter.brief import WorkItem
from drafter.drafting.pieces import Material
from drafter.drafting.wording.idle import find_idle
from drafter.drafting.wording.leaving_out import find_omitted
from drafter.lastyear.claims import find_reason_words
from drafter.lastyear.items import Reason
from drafter.numbers.quantity import Mention

Decided = Sequence[tuple[Reason, WorkItem]]


def dropped_reasons(text: str, start: int, reasons: Decided) -> list[tuple[int, int]]:
    """Return where the reasons stand that go, each with the comma before it, or behind it at the head of the sentence."""
    dropped = []
    for reason, item in reasons:
        if item.action == "删除":
            first = reason.start == start
            tail = reason.end + 1 if first and text[reason.end : reason.end + 1] == "，" else reason.end
            dropped.append((reason.start if first else reason.start - 1, tail))
    return dropped


def rewritten_reasons(text: str, reasons: Decided) -> list[tuple[int, int, str, str]]:
    """Return the typed reasons with the stretch each takes the place of, and the row of each."""
    return [
        (*_typed_over(text, reason, item.text.strip()), item.id)
        for reason, item in reasons
        if item.action == "改写"
    ]


def kept_against_a_change(
    material: Material, reasons: Decided, inside: tuple[Mention, ...]
) -> set[tuple[int, int]]:
    """Where reasons stand that were kept (增加的主要原因是经费增加) behind a change that turned: said anew, and asked about as if nobody had decided."""
    found = set()
    for reason, item in reasons:
        changes = [one for one in inside if one.start < reason.start and one.direction]
        now = material.value_at(changes[-1]) if changes and item.action == "沿用" else None
        if now is not None and now * changes[-1].sign < 0:
            found.add((reason.start, reason.end))
    return found


_COMPARED = re.compile(r"决算数?(?:大于|小于|高于|低于|超过|少于|多于)")


def kept_of_a_comparison(text: str, start: int, reasons: Decided) -> set[tuple[int, int]]:
    """Where reasons stand that were kept of a comparison (决算数大于年初预算数的主要原因：追加补助): it explains none that has turned."""
    return {
        (reason.start, reason.end)
        for reason, item in reasons
        if item.action == "沿用" and _COMPARED.search(text, start, reason.given)
    }


def find_omitted_around(
    material: Material, start: int, end: int, inside: tuple[Mention, ...], reasons: Decided
) -> list[tuple[int, int]]:
    """Return what goes with the figures not reported this year; never the place of a reason a person typed."""
    typed = [(reason.start, reason.end) for reason, item in reasons if item.action == "改写"]
    outside = tuple(m for m in inside if not any(begin <= m.start < stop for begin, stop in typed))
    kept = []
    gone = find_omitted(material, start, end, outside)
    gone += [
        one
        for one in find_idle(material, start, end, inside)
        if not any(begin < one[1] and one[0] < stop for begin, stop in gone)
    ]
    for begin, stop in sorted(gone):
        within = [at for at, _ in typed if begin <= at < stop]
        stop = min([stop, *(at - 1 if at > begin + 1 else at for at in within)])
        if begin < stop:
            kept.append((begin, stop))
    return kept


_WAY = re.compile(r"(?:增减|变动|增加|减少|增长|下降|上升|追加|调增|调减)(?:变化)?的?")


def _typed_over(text: str, reason: Reason, typed: str) -> tuple[int, int, str]:
    """What the typed text takes the place of, and with which words; 增加的 before 主要原因是 was said of last year's change."""
    begin, said = _typed_from(text, reason, typed), typed.rstrip("。；")
    if begin == reason.given and _WAY.fullmatch(text[reason.start : reason.word]):
        begin, said = reason.start, text[reason.word : reason.given] + said
    return begin, reason.end, said


def _typed_from(text: str, reason: Reason, typed: str) -> int:
    """What the typed text takes the place of: the clause where it begins as that does, else the reason alone.

    Whoever types 培训班减少 for 主要原因是培训班增加 need not type 主要原因是; 主要原因是… takes the place of 增加的主要原因是 as well.
    """
    head = text[reason.start : reason.word]
    if head and typed.startswith(head[:4]):
        return reason.start
    said = next(find_reason_words(typed, 0, len(typed)), None)
    if said is None or said[0] > 4:
        return reason.given
    return reason.start if _WAY.fullmatch(head) else reason.word
