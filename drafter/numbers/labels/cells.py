"""Name a number in a table by the words of its row, and of its column where tabs part the cells."""

from __future__ import annotations

import re
from functools import lru_cache

from drafter.numbers.tables.heads import TableHeads, heads_of
from drafter.numbers.units import read_tail
from drafter.patterns import Regex
from drafter.text import CHINESE

NUMBERING = Regex(
    r"^(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|第?[一二三四五六七八九十]{1,3}、|\d{1,2}(?:[.．](?!\d)|、))"
)
_NUMBER = Regex(r"^[-+]?[\d０-９][\d,，.．０-９]*%?$|^[-—–/]+$")
# A row whose words hold a comma: （二）部分公开（区分处理的，只计这一情形） 4 0 0 0 0 0 4.
_ROW_OF_NUMBERS = Regex(r"[^。；]*(?:[ 　]-?[\d,]+(?:\.\d+)?){3,}\s*$")
_PROSE = Regex(r"[。；，]")
_BLANKS, _BRACKETS = Regex(r"[ 　]+"), Regex(r"[（(][^（）()]*[）)]")
# 上年决算数 and 2024年决算数 are the 决算数 of a period, which is told beside the label.
_DATED = Regex(
    r"(?<![比较为占])(?:上年|本年|去年|今年|(?:19|20)\d\d年)度?(?!收入|支出|[末初]?结转|[末初])|^数$"
)
_METRIC = Regex(r"(?:数|率|额|分|值|量)$")
LONGEST, _LONGEST_HEAD = 26, 14
_REACH = 40  # rows looked at above a cell for the merged one that names it
_MARKS = Regex(r"\s*[≥≤＞＜><=＝约▲△(（+\-−¥￥]*\s*")
_ASIDE = Regex(r"\s*(?:及?以[上下内]|左右)?[)）]?(?:[（(][^）)\t]*[）)])?\s*")
_AMOUNT, _DATE = Regex(r"[≥≤＞＜><=＝约不少于低超过高]*\d[\d,.]*"), Regex(r"(?:19|20)\d\d年.{0,12}")
_BESIDE = Regex(r"来源|备注|时间|日期|期限?$|主管|责任|负责|联系|单位性质|进展|^(?:计量)?单位$")
_OPEN = Regex(r"(?:小|合|总)计|金额|数量|占比|比重|比例|幅度|[个人户件次]数|行政|事业|其他")
_INSIDE = Regex(r"^其?中[：:]")
_RUN_TOGETHER, _CUT_SHORT = Regex(r"\d[\d,.]*\d"), Regex(r"[（(][^）)]*$")


def undated(head: str) -> str:
    """Return the head of a column without the year it is of, "" when nothing else is left."""
    return _DATED.sub("", _DATED.sub("", head))


def cell_label(text: str, start: int, stop: int) -> str | None:
    """Return the label of the cell that `start`–`stop` fills alone, None when it stands in prose.

    "" means a cell without words near it.
    """
    begin = text.rfind("\n", max(start - 600, 0), start) + 1
    end = text.find("\n", stop, stop + 600)
    row = text[begin : end if end >= 0 else stop]
    if "\t" in row:
        return _in_cells(text, begin, row, start - begin, stop - begin)
    before, after = text[start - 1 : start] if start else "\n", text[stop : stop + 1] or "\n"
    if before not in "\n 　" or after not in "\n 　":
        return None
    words = _in_row(row, start - begin)
    return None if words is None else words or _above(text, begin)


# ---- where tabs part the cells ----


def _in_cells(text: str, begin: int, row: str, start: int, stop: int) -> str | None:
    """The name of the row with the heads of the column, None where the cell says more than the number and its unit."""
    left, right = row[:start].rpartition("\t")[2], row[stop:].partition("\t")[0]
    if not _MARKS.fits(left) or not _ASIDE.fits(right):
        return None
    heads = heads_of(text)
    head = _head(heads.path_over(begin + start) or ())
    name = _name(heads, begin, row[:start].split("\t")[:-1])
    if not name and row.startswith("\t"):
        name = _name_above(text, heads, begin)
    if name == "小计" and (group := NUMBERING.sub("", heads.side(begin + start))) not in ("", name):
        name = group + name
    if not head or head in name:
        return name
    if head.startswith(("收入", "支出")) and name.endswith(head[:2]):
        head = head[2:]  # 卫生健康支出, under 支出 and 金额
    name = name[: max(LONGEST - 2 - len(head), 6)]
    return f"{name}{head}" if not name or _METRIC.search(head) else f"{name}（{head}）"


def _name(heads: TableHeads, begin: int, cells: list[str]) -> str:
    """The words nearest to the left that are neither an amount (≥42公里) nor a unit nor say when, by whom and from what."""
    found: list[tuple[bool, int, str]] = []
    at = begin
    for cell in cells:
        words = cell.strip()
        if CHINESE.is_in(words) and not _is_amount(words):
            beside = "".join(heads.path_over(at) or ())
            found.append((not _BESIDE.is_in(beside), len(found), words))
        at += len(cell) + 1
    return _INSIDE.sub("", NUMBERING.sub("", max(found)[2])) if found else ""


def _name_above(text: str, heads: TableHeads, begin: int) -> str:
    """The name of the row that a merged first cell reaches down from."""
    for _ in range(_REACH):
        end = begin - 1
        if end <= 0:
            return ""
        begin = text.rfind("\n", 0, end) + 1
        row = text[begin:end]
        if "\t" not in row or heads.path_over(begin) is None:
            return ""
        if not row.startswith("\t"):
            return _name(heads, begin, row.split("\t")[:1])
    return ""


@lru_cache(8192)
def _is_amount(words: str) -> bool:
    """Whether a cell holds an amount with its unit, a unit alone, or a time."""
    number = _AMOUNT.match(words)
    if number and _ASIDE.fullmatch(words[read_tail(words, number.end()).stop :]):
        return True
    return read_tail("1" + words, 1).unit == words or _DATE.fullmatch(words) is not None


@lru_cache(8192)
def _head(path: tuple[str, ...]) -> str:
    """The nearest head of a column without its year and unit; 小计 and 金额 with the head above that says of what."""
    told = [_BRACKETS.sub("", undated("".join(head.split()))).strip() for head in dict.fromkeys(path)]
    told = [head for head in told if CHINESE.is_in(head)]
    if not told:
        return ""
    if len(told) > 1 and _OPEN.fullmatch(told[-1]):
        return (told[-2] + told[-1])[-_LONGEST_HEAD:]
    return told[-1][:_LONGEST_HEAD]


# ---- where blanks part them ----


# Most rows of a text under check are those of its last check: what a row says by itself is worked out once.
@lru_cache(8192)
def _in_row(row: str, at: int) -> str | None:
    """The words that name the number at a place of a row, None when the row is prose."""
    if _PROSE.search(row) and not _ROW_OF_NUMBERS.search(row):
        return None
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
        if NUMBERING.match(piece) and CHINESE.is_in(NUMBERING.sub("", piece)):
            break
    words = _RUN_TOGETHER.split("".join(kept))[
        -1
    ]  # PDF text may run cells together: 91,016.35一、公共服务支出
    return _CUT_SHORT.sub(
        "", NUMBERING.sub("", words)
    )  # （二）部分公开（只计这一情形，不: cut by the line's end


def _above(text: str, begin: int) -> str:
    """The name of a row that PDF text set on the line above its numbers, else the heading the table stands under."""
    previous = text.rfind("\n", max(begin - 200, 0), max(begin - 1, 0)) + 1
    line = text[previous : max(begin - 1, 0)].strip()
    if (
        line
        and len(line) <= 16
        and " " not in line
        and CHINESE.is_in(line)
        and not re.search(r"[\d，。：:]", line)
    ):
        return NUMBERING.sub("", line)
    found = re.findall(
        r"(?m)^[ 　]*[一二三四五六七八九十]{1,3}、([^，。；：\n]{4,26})$", text[max(begin - 1500, 0) : begin]
    )
    return found[-1].strip() if found else ""
