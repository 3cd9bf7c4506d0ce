"""Put work items in the order a person gave them: which paragraph takes whose place, and what is told behind it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from drafter.brief import WorkItem
from drafter.lastyear.items import Paragraph

_PROBLEMS = re.compile(r"(?:问题|不足|困难|短板)[^。；]{0,12}[：:是]\s*(?:一是|[（(]?[1一][）)、.．])")
_MEASURES = re.compile(r"(?:改进|措施|下一步|下步|打算|将从|将重点|将进一步)[^。；]{0,30}一是")
_WANTING = re.compile(
    r"不够|不足|不强|不高|不到位|不及时|不规范|薄弱|滞后|欠缺|有待|较[多少低慢弱]|缺[口乏少]|短板|突出"
)


@dataclass(frozen=True)
class Order:
    """Where the items of one section go.

    `moved` is the paragraph that stands in the place of another, by where that starts; `behind` are the new items told after
    the paragraph that starts there; `first` those told before all others, `last` those nobody put anywhere.
    """

    moved: Mapping[int, Paragraph] = field(default_factory=dict)
    behind: Mapping[int, Sequence[WorkItem]] = field(default_factory=dict)
    first: Sequence[WorkItem] = ()
    last: Sequence[WorkItem] = ()


def order_items(
    text: str, paragraphs: Sequence[Paragraph], items: Sequence[WorkItem], added: Sequence[WorkItem]
) -> Order:
    """Return the order of a section's items as the table lists them; `added` are its new ones.

    A new item is told behind the last year's item above it in the table. Where the section's items stand in the table as they
    stood in the report, nothing moves.
    """
    known = {text[one.start : one.end].strip(): one for one in paragraphs if one.is_item}
    told: list[Paragraph | WorkItem] = []
    for item in items:
        paragraph = known.get(item.previous.strip())
        if paragraph is not None and paragraph not in told:
            told.append(paragraph)
        elif item in added:
            told.append(item)
    listed = [one for one in told if isinstance(one, Paragraph)]
    places = sorted(listed, key=lambda one: one.start)
    moved = {place.start: one for place, one in zip(places, listed, strict=True) if place.start != one.start}
    behind: dict[int, list[WorkItem]] = {}
    first: list[WorkItem] = []
    above: Paragraph | None = None
    for one in told:
        if isinstance(one, Paragraph):
            above = one
        elif above is not None:
            behind.setdefault(_of_its_kind(text, above, listed, one).start, []).append(one)
        elif listed:
            first.append(one)
    placed = [*first, *(item for items in behind.values() for item in items)]
    return Order(moved, behind, first, [item for item in added if item not in placed])


def _of_its_kind(text: str, above: Paragraph, listed: Sequence[Paragraph], new: WorkItem) -> Paragraph:
    """The paragraph behind which `new` goes: added at the end of a section of problems and measures, what is wanting is a problem."""
    if (
        above is not listed[-1]
        or not _WANTING.search(new.text)
        or not _MEASURES.search(text, above.start, above.end)
    ):
        return above
    return next((one for one in reversed(listed) if _PROBLEMS.search(text, one.start, one.end)), above)
