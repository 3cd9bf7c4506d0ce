"""Is every work item of the sheet told, and told once?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from drafter.brief import WorkItem
from drafter.checks.context import Context
from drafter.issue import Issue
from drafter.strings import tr

_TOLD = 0.5  # share of an item's character pairs that a paragraph must hold to tell it
_ENOUGH = 6  # pairs
_SAME = 0.8  # and to tell it so fully that a second such paragraph repeats it


def check_work_items(context: Context) -> Iterator[Issue]:
    """Yield item-missing for an item of which a paragraph is held half by none of the text's, item-twice where a second paragraph nearly repeats it.

    Dropped and undecided items are not looked for; a missing item is reported at the heading of its section.
    """
    if context.brief is None:
        return
    lines = [
        (start, end, _pairs(context.report.text[start:end]))
        for start, end in _paragraphs(context.report.text)
    ]
    for item in context.brief.items:
        told = words_to_tell(item)
        pairs = _pairs(told)
        if len(pairs) < _ENOUGH:
            continue
        shares = [(len(pairs & own) / len(pairs), start, end) for start, end, own in lines]
        if any(
            max((len(part & own) / len(part) for _, _, own in lines), default=0.0) < _TOLD
            for part in _parts(told)
        ):
            section = next(
                (one for one in context.report.sections if one.heading and one.heading == item.section),
                context.report.sections[0],
            )
            message = tr("工作要点 {id} 未写入：{text}", id=item.id, text=told[:30])
            yield context.issue(
                "item-missing", "warning", message, section.start, section.start + len(section.heading)
            )
        again = sorted(start for share, start, _ in shares if share >= _SAME)
        for start in again[1:]:
            end = next(stop for share, begin, stop in shares if begin == start)
            message = tr("工作要点 {id} 写了两处", id=item.id)
            yield context.issue("item-twice", "warning", message, start, end)


def words_to_tell(item: WorkItem) -> str:
    """Return what the report has to tell of the item, "" for one that is dropped or not decided on."""
    return item.text if item.action in ("改写", "新增") else item.previous if item.action == "沿用" else ""


def find_telling(context: Context, told: str) -> tuple[int, int] | None:
    """Return the paragraph that tells it most fully, None where no paragraph holds half of it."""
    pairs = _pairs(told)
    if len(pairs) < _ENOUGH:
        return None
    shares = [
        (len(pairs & _pairs(context.report.text[start:end])) / len(pairs), start, end)
        for start, end in _paragraphs(context.report.text)
    ]
    share, start, end = max(shares, default=(0.0, 0, 0), key=lambda one: one[0])
    return (start, end) if share >= _TOLD else None


def _parts(told: str) -> list[frozenset[str]]:
    """What each paragraph of an item tells; a line too short to be known again is left to the others."""
    parts = [pairs for line in told.split("\n") if len(pairs := _pairs(line)) >= _ENOUGH]
    return parts or [_pairs(told)]


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    for found in re.finditer(r"[^\n]+", text):
        yield found.span()


# While somebody types, all paragraphs but one are as they were at the look before.
@lru_cache(4096)
def _pairs(text: str) -> frozenset[str]:
    plain = re.sub(r"[\W\d_]", "", text)
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1))
