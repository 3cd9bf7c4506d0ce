"""Where the list of a total's parts ends: at a bracket or a mark, at last year's amount, or where the total is told again."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from drafter.numbers.list_words import TOTAL
from drafter.patterns import Regex
from drafter.relations.scene import Scene
from drafter.relations.sums.subtotals import is_subtotal
from drafter.text import open_brackets

_ROLES = ("value", "count")
_AGAIN = Regex(TOTAL)
_ENDS = Regex(r"[）)]"), Regex(r"[；。\n]"), Regex(r"[。\n]"), Regex(r"\n")
BRACKETED = Regex(r"[（(][^（()）]*[）)]")


def may_be_parts(scene: Scene, head: int, parts: Sequence[int]) -> list[int]:
    """Those of the amounts behind the total that may be its parts: to last year's, or to the total told again behind the list."""
    parts = [i for i in parts if not _inside(scene, parts[0], i)]
    beyond = (n for n, i in enumerate(parts) if _was(scene, i, head) or _is_told_again(scene, i))
    return parts[: next(beyond, len(parts))]


def runs_to_an_end(scene: Scene, head: int, parts: Sequence[int]) -> Iterator[list[int]]:
    """The runs that may be the whole list: to a closing bracket, a ；, the end of the sentence, the longest first that one mark ends."""
    if not parts:
        return
    seen: set[int] = set()
    inside = open_brackets(scene.gap(head, parts[0])) > 0
    gaps = [scene.gap(one, other) for one, other in itertools.pairwise(parts)]
    gaps = gaps if inside else [BRACKETED.sub("", gap) for gap in gaps]
    for mark in _ENDS if inside else _ENDS[1:]:
        size = next((n for n, gap in enumerate(gaps, 1) if mark.search(gap)), len(parts))
        if size > 1 and size not in seen:
            seen.add(size)
            yield list(parts[:size])
    yield from (list(parts[:n]) for n in range(len(parts), 1, -1) if n not in seen)


def is_complete(scene: Scene, group: Sequence[int]) -> bool:
    """Whether the list goes on to a mark that ends it and its items stand side by side."""
    after = group[-1] + 1
    while after < len(scene.mentions) and scene.mentions[after].structural:
        after += 1
    goes_on = (
        after < len(scene.mentions) and scene.same_segment(group[-1], after) and scene.like(group[-1], after)
    )
    if goes_on and _is_told_again(scene, after):
        return True  # …，合计2921.00万: the total is told again; …，前两批共
    return not goes_on or scene.mentions[after].role not in _ROLES or scene.bracketed(group[-1], after)


def _is_told_again(scene: Scene, i: int) -> bool:
    """Whether it is the total once more, or what some of the parts come to."""
    return _AGAIN.search(scene.words_before(i)) is not None or is_subtotal(scene, i)


def _was(scene: Scene, i: int, head: int) -> bool:
    """受理816件。其中投诉402件。上年受理414件: what there was last year is no part of what there is."""
    return scene.mentions[i].period == "上年" != scene.mentions[head].period and not scene.same_sentence(
        i, head
    )


def _inside(scene: Scene, first: int, i: int) -> bool:
    """甲91402万（其中乙2764万，降1.4%）；丙10234万: in a bracket that opens behind the first part."""
    return i > first and open_brackets(scene.gap(first, i)) > 0
