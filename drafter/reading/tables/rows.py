"""Lines that are table rows: columns parted by spaces, and the scraps of cells among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from drafter.patterns import Regex
from drafter.reading.lines import Line
from drafter.reading.numbering import find_marker

_NUMBER = Regex(r"[-+]?[\d,]*\d(?:\.\d+)?%?|-{1,2}|—|/")
_UNIT = Regex(
    r"[年月日时个条件项期人名次家万亿元份篇场批所处公平米岁号款页部届户只台套辆间座宗起分天小周余多以至%％]"
)

# How many lines away a row may stand for a scrap to be of its table.
_NEAR = 6


def mark_rows(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with table rows marked, and the wordy scraps of tables that stand among them."""
    after = [*(line.text for line in lines), ""][1:]
    marked = [
        replace(line, row=looks_like_row(line.text, nxt)) for line, nxt in zip(lines, after, strict=True)
    ]
    for at, line in enumerate(marked):
        if not line.row and _is_tabbed(line) and 0 < at < len(marked) - 1:
            beside = _is_tabbed(marked[at - 1]) and marked[at - 1].row and _is_tabbed(lines[at + 1])
            marked[at] = line = replace(line, row=beside and not line.gap)
        if not line.row and line.columns <= 60 and not re.search(r"[。；]", line.text):
            before = _row_near(marked[max(at - _NEAR, 0) : at][::-1])
            behind = _row_near(marked[at + 1 : at + 1 + _NEAR])
            marked[at] = replace(line, beside_rows=before and behind)
    return marked


def _is_tabbed(line: Line) -> bool:
    """Whether tabs part cells here, be they empty: a goal in words that ends in 。 stands in one of them."""
    return "\t" in line.text or line.empty > 0 or line.behind > 0


def looks_like_row(text: str, after: str = "") -> bool:
    """Tell whether `text` is columns parted by spaces rather than words; `after` is the next line."""
    if len(tabbed := [cell for cell in text.split("\t") if cell.strip()]) >= 2 and not re.search(
        r"[。；]$", text
    ):
        return len(tabbed) > 2 or not find_marker(text)
    cells = text.split()
    if len(cells) < 2 or (re.search(r"[。；，！？]", text) and not _ends_in_numbers(cells, 2)):
        return False
    if find_marker(text) and len(cells) == 2 and not _NUMBER.fullmatch(cells[-1]):
        return False
    if _ends_in_numbers(cells, 2) or (_ends_in_numbers(cells, 1) and not _UNIT.match(after)):
        return not _NUMBER.fullmatch(cells[0]) or len(cells) > 2 or not re.fullmatch(r"\d{4}", cells[0])
    if re.search(r"[《》：“”]", text):
        return False
    words = [cell for cell in cells if not re.fullmatch(r"[A-Za-z.]+", cell)]
    inner = any(_NUMBER.fullmatch(a) and find_marker(b) for a, b in pairwise(cells))
    units = any(_NUMBER.fullmatch(a) and _UNIT.match(b) for a, b in pairwise(cells))
    return inner or (len(words) >= 3 and not units and max(map(len, cells)) <= 16 and not find_marker(text))


def _ends_in_numbers(cells: list[str], count: int) -> bool:
    return len(cells) >= count and all(_NUMBER.fullmatch(cell) for cell in cells[-count:])


def _row_near(lines: Sequence[Line]) -> bool:
    for line in lines:
        if line.row:
            return True
        if re.search(r"[。；]", line.text) or line.columns > 60:
            return False
    return False
