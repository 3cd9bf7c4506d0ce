"""Name a number in a table by the words of its row, and of its column where tabs part the cells."""

from __future__ import annotations

import re
from functools import lru_cache

from drafter.patterns import Regex

NUMBERING = Regex(
    r"^(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|第?[一二三四五六七八九十]{1,3}、|\d{1,2}(?:[.．](?!\d)|、))"
)
_NUMBER = Regex(r"^[-+]?[\d０-９][\d,，.．０-９]*%?$|^[-—–/]+$")
_CHINESE = Regex(r"[一-鿿]")
# A row whose words hold a comma: （二）部分公开（区分处理的，只计这一情形） 4 0 0 0 0 0 4.
_ROW_OF_NUMBERS = Regex(r"[^。；]*(?:[ 　]-?[\d,]+(?:\.\d+)?){3,}\s*$")
_PROSE = Regex(r"[。；，]")
_BLANKS, _DIGIT, _BRACKETS = Regex(r"[ 　]+"), Regex(r"\d"), Regex(r"[（(][^（）()]*[）)]")
# 上年决算数 and 2024年决算数 are the 决算数 of a period, which is told beside the label.
_DATED = Regex(r"(?:上年|本年|去年|今年|(?:19|20)\d\d年)度?(?!收入|支出|[末初]?结转|[末初])|^数$")
_METRIC = Regex(r"(?:数|率|额|分|值|量)$")
_REACH = 40  # rows looked at above a cell for the head of its column
_RUN_TOGETHER, _CUT_SHORT = Regex(r"\d[\d,.]*\d"), Regex(r"[（(][^）)]*$")


def undated(head: str) -> str:
    """Return the head of a column without the year it is of, "" when nothing else is left."""
    return _DATED.sub("", _DATED.sub("", head))


def cell_label(text: str, start: int, stop: int) -> str | None:
    """Return the label of the cell that `start`–`stop` fills alone, None when it stands in prose.

    "" means a cell without words near it.
    """
    before, after = text[start - 1 : start] if start else "\n", text[stop : stop + 1] or "\n"
    if before not in "\n\t 　" or after not in "\n\t 　":
        return None
    begin = text.rfind("\n", max(start - 600, 0), start) + 1
    end = text.find("\n", stop, stop + 600)
    row = text[begin : end if end >= 0 else stop]
    words = _in_row(row, start - begin)
    if words is None:
        return None
    return (
        _with_head(text, begin, words, row.count("\t", 0, start - begin))
        if "\t" in row
        else words or _above(text, begin)
    )


# Most rows of a text under check are those of its last check: what a row says by itself is worked out once.
@lru_cache(8192)
def _in_row(row: str, at: int) -> str | None:
    """The words that name the number at a place of a row, None when the row is prose."""
    cells = "\t" in row
    if _PROSE.search(row[:at] if cells else row) and not _ROW_OF_NUMBERS.search(row):
        return None
    if cells:
        before = row[:at].split("\t")[:-1]
        words = next((cell.strip() for cell in reversed(before) if _CHINESE.search(cell)), "")
        return NUMBERING.sub("", words)
    return _words(_BLANKS.split(row[:at])) if _looks_tabular(row) else None


def _looks_tabular(row: str) -> bool:
    """Whether a line without tabs is a row of words and numbers: PDF text parts the cells by blanks."""
    pieces = row.split()
    numbers = sum(1 for piece in pieces if _NUMBER.match(piece))
    return numbers >= 2 or (numbers == 1 and len(pieces) == 2 and len(pieces[0]) >= 2)


def _words(pieces: list[str]) -> str:
    """The words nearest before a number, from the last list number on."""
    kept: list[str] = []
    for piece in reversed(pieces):
        if not piece or _NUMBER.match(piece):
            if kept:
                break
            continue
        kept.insert(0, piece)
        if NUMBERING.match(piece) and _CHINESE.search(NUMBERING.sub("", piece)):
            break
    words = _RUN_TOGETHER.split("".join(kept))[
        -1
    ]  # PDF text may run cells together: 91,016.35一、公共服务支出
    return _CUT_SHORT.sub(
        "", NUMBERING.sub("", words)
    )  # （二）部分公开（只计这一情形，不: cut by the line's end


def _with_head(text: str, begin: int, name: str, column: int) -> str:
    """The name of a row with the head of the column."""
    head = _column(text, begin, column)
    if not head or head in name:
        return name
    return f"{name}{head}" if not name or _METRIC.search(head) else f"{name}（{head}）"


def _column(text: str, begin: int, column: int) -> str:
    """The words of the nearest cell above in the same column."""
    for _ in range(_REACH):
        if begin <= 0:
            return ""
        previous = text.rfind("\n", max(begin - 2000, 0), begin - 1) + 1
        heads = _heads(text[previous : begin - 1])
        if len(heads) < 2:
            return ""
        if len(heads) > column and column and (head := heads[column]) is not None:
            return head
        begin = previous
    return ""


@lru_cache(8192)
def _heads(row: str) -> tuple[str | None, ...]:
    """The words of each cell that may head a column, None for the others."""
    return tuple(_head(cell.strip()) for cell in row.split("\t"))


def _head(cell: str) -> str | None:
    name = undated(cell)
    if not _CHINESE.search(cell) or _DIGIT.search(name):
        return None
    return _BRACKETS.sub("", name).strip()[:12]


def _above(text: str, begin: int) -> str:
    """The name of a row that PDF text set on the line above its numbers, else the heading the table stands under."""
    previous = text.rfind("\n", max(begin - 200, 0), max(begin - 1, 0)) + 1
    line = text[previous : max(begin - 1, 0)].strip()
    if (
        line
        and len(line) <= 16
        and " " not in line
        and _CHINESE.search(line)
        and not re.search(r"[\d，。：:]", line)
    ):
        return NUMBERING.sub("", line)
    found = re.findall(
        r"(?m)^[ 　]*[一二三四五六七八九十]{1,3}、([^，。；：\n]{4,26})$", text[max(begin - 1500, 0) : begin]
    )
    return found[-1].strip() if found else ""
