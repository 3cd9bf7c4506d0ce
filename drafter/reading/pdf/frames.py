"""Where a page's text begins and ends: its edges, its character width, the distance of its lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from drafter.reading.lines import is_finished
from drafter.reading.pdf.lines import Line

# A page and a column of it; column 0 is the whole width.
Place = tuple[int, int]
# Lines this near an edge, in character widths, end at it.
_AT_EDGE = 0.3
_NEARLY_ALL = 0.9
_FEWEST = 5


@dataclass(frozen=True, slots=True)
class Frame:
    """The body's left and right edge and its character width on a page.

    `even` is the right edge at which most lines end, because they are justified, 0 when the right is ragged; `pitch` is the
    distance from line to line inside a paragraph, `face` what most of the document is set in.
    """

    left: float
    right: float
    size: float
    even: float
    pitch: float
    face: str


Frames = dict[Place, Frame]


def place_of(line: Line) -> Place:
    return line.page, line.column


def measure(lines: Sequence[Line]) -> Frames:
    """Measure each page, and each column of it; one with little prose borrows the document's measure."""
    frames: Frames = {}
    counts: Counter[str] = Counter()
    for line in lines:
        counts[line.face] += 0 if line.grid else len(line.text)
    face = counts.most_common(1)[0][0] if counts else ""
    for column in {line.column for line in lines}:
        frames |= _measure_alike([line for line in lines if line.column == column], face)
    return frames


def _measure_alike(lines: Sequence[Line], face: str) -> Frames:
    places: dict[Place, list[Line]] = {}
    for line in lines:
        places.setdefault(place_of(line), [])
    lines = [line for line in lines if not line.grid] or lines
    whole = _frame(lines, face)
    for line in lines:
        places[place_of(line)].append(line)
    frames = {}
    for place, own in places.items():
        long = [
            line
            for line in own
            if line.right - line.left > 0.6 * (whole.right - whole.left) and len(line.cells) == 1
        ]
        frames[place] = _frame(own, face) if len(long) >= 4 else whole
    return frames


def _frame(lines: Sequence[Line], face: str) -> Frame:
    prose = [line for line in lines if len(line.cells) == 1 and len(line.text) >= 15] or list(lines)
    size = median(line.size for line in prose)
    left = _common([line.left for line in prose], size, low=True)
    right = _common([line.right for line in prose], size, low=False)
    return Frame(left, right, size, _even(prose, left, right, size), _pitch(lines), face)


def _common(edges: Sequence[float], size: float, *, low: bool) -> float:
    """Return the outermost edge that at least a tenth of the lines share."""
    counts = Counter(round(edge / (size / 2)) for edge in edges)
    often = [slot for slot, count in counts.items() if count >= 0.1 * len(edges)] or list(counts)
    slot = min(often) if low else max(often)
    return median(edge for edge in edges if round(edge / (size / 2)) == slot)


def _even(lines: Sequence[Line], left: float, right: float, size: float) -> float:
    """Return where justified lines end: nearly all that end no sentence, and so go on, end in one place."""
    rights = [
        line.right
        for line in lines
        if line.right - line.left > 0.6 * (right - left) and not is_finished(line.text)
    ]
    if len(rights) < _FEWEST:
        return 0.0
    edge = median(rights)
    there = [one for one in rights if abs(one - edge) <= _AT_EDGE * size]
    return edge if len(there) >= _NEARLY_ALL * len(rights) else 0.0


def _pitch(lines: Sequence[Line]) -> float:
    """Return the usual distance of two lines: the smaller half of all, since larger ones part paragraphs."""
    steps = [
        one.bottom - two.bottom
        for one, two in pairwise(lines)
        if place_of(one) == place_of(two) and one.bottom > two.bottom
    ]
    return median(sorted(steps)[: (len(steps) + 1) // 2]) if len(steps) >= 4 else 0.0
