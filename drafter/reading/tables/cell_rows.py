"""Budget forms of a text whose cells stand each on a line of its own → the lines that the readers of such forms know.

208 ⏎ 05 ⏎ 01 ⏎ 行政单位离退休 ⏎ 821,520 ⏎ 821,520 is the row 208 05 01 行政单位离退休 821,520 821,520. A code, or the numbering of the
right side that goes on, tells where a row begins; what stands between two of them belongs together. Nothing is added or left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.patterns import Regex
from drafter.reading.lines import Line
from drafter.reading.tables.sided_tables import NUMBERS

_AMOUNT = r"[-−]?\d[\d,]*(?:\.\d+)?"
_AMOUNTS = Regex(rf"{_AMOUNT}(?: +{_AMOUNT})*")
_CODE, _NEXT_PART = Regex(r"[2-6]\d\d(?:\d{2}){0,2}"), Regex(r"\d{2}")
_WORDS = Regex(r"[^\d\s。；，：、][^\d\s。；，：]{0,24}")
_TOTAL, _SUM = Regex(r"[合总] ?计"), Regex(r".*[总合小] ?计(?:数|额)?")
_TITLE = Regex(r"表$")
_LEVELS = ("类", "款", "项")
_FEWEST, _NAMES, _HEADS, _PARTS = 3, 3, 14, 3
_BOTH = Regex(
    rf"(?P<before>{_AMOUNT}) *(?P<name>[一二三四五六七八九十]{{1,3}}、\D+|(?:本年)?(?:支出)?[总合]计)"
)
_NUMBERED = Regex(r"[一二三四五六七八九十]{1,3}、[^\d。；，：]{2,24}|\d{1,2} ?[.．、] ?[^\d。；，：]{2,24}")
_CLOSES = Regex(r"(?:本年)?(?:收入|支出)?(?:总计|合计)")
_ITEM = 8  # cells of one row at most


def gather_rows(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with each row of such a form run on into one."""
    found: list[Line] = []
    at = 0
    while at < len(lines):
        taken, rows = _coded(lines, at) or _sided(lines, at) or (1, [lines[at].text])
        if taken == 1:
            found.append(lines[at])
        else:
            found += [
                replace(lines[at], text=text, gap=not n and lines[at].gap) for n, text in enumerate(rows)
            ]
        at += taken
    return found


def _coded(lines: Sequence[Line], at: int) -> tuple[int, list[str]] | None:
    """How many lines the rows by codes take that begin here, with their heads, and the rows."""
    start = at
    heads = [*_heads(lines, at)]
    at += len(heads)
    rows: list[str] = []
    width = coded = 0
    while at < len(lines):
        row = _row(lines, at)
        if row is None:
            again = [*_heads(lines, at)]  # those of the next page
            if not (again and rows and _row(lines, at + len(again))):
                break
            rows.append(" ".join(again))
            at += len(again)
            continue
        taken, text, amounts = row
        rows.append(text)
        at += taken
        width, coded = max(width, amounts), coded + (text[0].isdigit())
        if not text[0].isdigit() and coded:
            break
    if coded < _FEWEST or at - start == len(rows):
        return None
    return at - start, [*_head_lines(heads, width), *rows]


def _heads(lines: Sequence[Line], at: int) -> Iterator[str]:
    """The cells of heads that stand here, to the first row."""
    for n, line in enumerate(lines[at : at + _HEADS], at + 1):
        if not _is_name(line.text) or (
            n < len(lines) and _AMOUNTS.fullmatch(lines[n].text) and _TOTAL.fullmatch(line.text)
        ):
            return
        yield line.text


def _head_lines(heads: Sequence[str], width: int) -> list[str]:
    """The heads over their columns in one line, where there is one for each; the others each as they are."""
    levels = [cell for cell in heads if cell in _LEVELS]
    cells = [cell for cell in heads if cell not in _LEVELS]
    first = len(cells) - width
    below = [" ".join(levels)] if levels else []
    if first < 1 or not _SUM.fullmatch(cells[first]):
        return [*cells, *below]
    return [*cells[: first - 1], " ".join(cells[first - 1 :]), *below]


def _row(lines: Sequence[Line], at: int) -> tuple[int, str, int] | None:
    """How many lines the row takes that begins here, what it is when run on, and how many amounts it has."""
    if at == len(lines):
        return None
    parts = [lines[at].text]
    at_end = at + 1
    if _CODE.fullmatch(parts[0]):
        while len(parts) < _PARTS and at_end < len(lines) and _NEXT_PART.fullmatch(lines[at_end].text):
            parts.append(lines[at_end].text)
            at_end += 1
        names = at_end
        while at_end < min(len(lines), names + _NAMES) and _WORDS.fullmatch(lines[at_end].text):
            at_end += 1
        if at_end == names:
            return None
        parts.append("".join(line.text for line in lines[names:at_end]))
    elif not _TOTAL.fullmatch(parts[0]):
        return None
    told = at_end
    while at_end < len(lines) and _AMOUNTS.fullmatch(lines[at_end].text) and not _begins(lines, at_end):
        parts += lines[at_end].text.split()
        at_end += 1
    if at_end == told:
        return None
    return at_end - at, " ".join(parts), sum(len(line.text.split()) for line in lines[told:at_end])


def _begins(lines: Sequence[Line], at: int) -> bool:
    """Whether a number is the code of a row rather than an amount: a name stands behind it."""
    if not _CODE.fullmatch(lines[at].text):
        return False
    at += 1
    while at < len(lines) and _NEXT_PART.fullmatch(lines[at].text):
        at += 1
    return at < len(lines) and _WORDS.fullmatch(lines[at].text) is not None


def _sided(lines: Sequence[Line], at: int) -> tuple[int, list[str]] | None:
    """How many lines a form of two sides takes that begins here, and its rows: each ends with the amounts of its right side."""
    if not lines[at].text.startswith("一、") or not _NUMBERED.fullmatch(lines[at].text):
        return None
    start, items, closing = at, list[str](), list[str]()
    row: list[str] = []
    while at < len(lines) and len(items) < len(NUMBERS) and len(row) <= _ITEM:
        cells = _cells(lines[at].text)
        at += 1
        if cells is None or _CLOSES.fullmatch(cells[0]):
            at -= 1
            break
        if row and _is_name(cells[0]) and not _AMOUNTS.fullmatch(row[-1]):
            row[-1] += cells[0]  # the rest of a name that was too long
            continue
        row += cells
        if _is_right(lines, at, cells[-1], f"{NUMBERS[len(items)]}、"):
            if at + 1 < len(lines) and _is_name(lines[at].text) and _AMOUNTS.fullmatch(lines[at + 1].text):
                row[-1] += lines[at].text
                at += 1
            at, more = _told(lines, at)
            items.append(" ".join([*row, *more]))
            row = []
    items += _split(row)  # the left side is the longer one
    while at < len(lines) and _is_name(lines[at].text) and len(closing) < _ITEM:
        name = lines[at].text
        at, left = _told(lines, at + 1)
        both = _BOTH.fullmatch(lines[at].text) if at < len(lines) else None
        if both and not left:
            left, other = [both["before"]], both["name"]
        elif at < len(lines) and len(left) < _FEWEST - 1 and _is_name(lines[at].text):
            other = lines[at].text
        else:
            break
        at, right = _told(lines, at + 1)
        closing.append(" ".join([name, *left, other, *right]))
        if right and _CLOSES.fullmatch(other) and not other.startswith("本年"):
            break
    return (at - start, [*items, *closing]) if len(items) >= _FEWEST and closing else None


def _is_name(text: str) -> bool:
    return _WORDS.fullmatch(text) is not None and not _TITLE.search(text) and not _NUMBERED.fullmatch(text)


def _told(lines: Sequence[Line], at: int) -> tuple[int, list[str]]:
    """Behind the amounts that stand here, and these; a name's own rest before them stays with it."""
    told: list[str] = []
    while at < len(lines) and _AMOUNTS.fullmatch(lines[at].text):
        told += lines[at].text.split()
        at += 1
    return at, told


def _split(row: Sequence[str]) -> list[str]:
    """Items with the amount behind each."""
    items: list[str] = []
    for cell in row:
        if _AMOUNTS.fullmatch(cell) and items:
            items[-1] += f" {cell}"
        else:
            items.append(cell)
    return items


def _cells(text: str) -> list[str] | None:
    """The cells of a line: 3,286,618,082.20 一、社会保障和就业支出 are two."""
    if both := _BOTH.fullmatch(text):
        return [both["before"], both["name"].strip()]
    return [text] if any(one.fullmatch(text) for one in (_AMOUNTS, _NUMBERED, _WORDS)) else None


def _is_right(lines: Sequence[Line], at: int, cell: str, number: str) -> bool:
    """Whether a cell is the item of the right side of a row: it bears its number, and none of the next cells does as well."""
    return cell.startswith(number) and not any(
        one.startswith(number) for line in lines[at : at + _PARTS] for one in _cells(line.text) or ()
    )
