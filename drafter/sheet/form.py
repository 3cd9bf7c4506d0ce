"""What the fill-in sheet looks like: its pages, their columns, and the live formula of a derived row."""

from __future__ import annotations

import re

from drafter.brief import ROW_ID, Figure
from drafter.lastyear.slots import scales_of
from drafter.numbers.numerals import decimals_of
from drafter.patterns import Regex
from drafter.strings import tr

INFO_PAGE, FIGURE_PAGE, ITEM_PAGE = "基本信息", "数据", "工作要点"
INFO_COLUMNS = ("项目", "内容")
FIGURE_COLUMNS = ("编号", "指标", "期间", "单位", "上年数", "本年数", "公式", "出处", "备注")
ITEM_COLUMNS = ("编号", "章节", "上年内容", "处理", "本年内容", "佐证")
ACTIONS = ("沿用", "改写", "删除", "新增")
_VALUE_COLUMN = "F"
_ARITHMETIC = Regex(r"[\w\s.+\-*/()]*")


def excel_formula(figure: Figure, rows: dict[str, int], units: dict[str, str]) -> str:
    """Return the live formula of a derived row: empty while a term is, rounded to last year's decimals, in the row's unit."""
    scales, factor = scales_of(figure, units)
    # What somebody typed into 公式 becomes a cell's formula only when it is arithmetic between rows; `evaluate` says
    # what is wrong with anything else.
    if any(name not in rows for name in scales) or not _ARITHMETIC.fullmatch(figure.formula):
        return ""

    def cell(match: re.Match[str]) -> str:
        scale, place = scales[match.group()], f"{_VALUE_COLUMN}{rows[match.group()]}"
        return place if scale == 1 else f"({place}*{scale})"

    expression = ROW_ID.sub(cell, figure.formula)
    if factor != 1:
        expression = f"({expression})*{factor.normalize():f}"
    blank = ",".join(f'{_VALUE_COLUMN}{rows[name]}=""' for name in scales)
    return f'=IF(OR({blank}),"",IFERROR(ROUND({expression},{decimals_of(figure.previous)}),""))'


def in_words(figure: Figure, labels: dict[str, str]) -> str:
    """Return a row's formula in the words of 指标, for the cell: row F31 stands in line 32, so =F32+F35 tells a clerk nothing."""
    signs = {"-": " − ", "+": " + ", "*": " × ", "/": " ÷ "}
    words = re.sub(
        r"[A-Za-z]\w*|[-+*/]",
        lambda m: signs.get(m[0], labels.get(m[0], m[0])),
        figure.formula.replace(" ", ""),
    )
    return tr("{label} = {words}（编号 {formula}）", label=figure.label, words=words, formula=figure.formula)
