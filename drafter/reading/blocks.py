"""What every reader hands over: the report's paragraphs in order, before the outline is understood."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from drafter.patterns import Regex
from drafter.reading.numbering import find_marker

CJK = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\U00020000-\U0003ffff“”‘’—…·"
_BETWEEN_CJK = Regex(rf"(?<=[{CJK}])[ \t]+(?=[{CJK}])")
_BESIDE_DIGIT = Regex(
    rf"(?<=[{CJK}])[ \t]+(?=\d)|(?<=[\d%％])[ \t]+(?=[{CJK}])|(?<=\d)[ \t]+(?=[%％]|\.\d{{1,4}}[{CJK}%])"
)
_ODD_SPACES = Regex(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = Regex(
    r"[\u0000-\u0008\u000e-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
# Browsers print ⼯⻓ (radicals) to PDF for 工长, and what is copied from there into Word keeps them. Unicode has no rule for
# the simplified ones; these pairs are its table EquivalentUnifiedIdeograph, as far as they are words.
_RADICALS = (
    "⺁厂⺄乙⺊卜⺎兀⺏尣⺐尢⺒巳⺓幺⺛旡⺜日⺝月⺟母⺠民⺧牛⺩王⺪疋⺫目⺬示⺮竹⺰纟⺶羊⺷羊⺻聿⺼肉⺽臼⻁虎⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足"
    "⻋车⻐钅⻑長⻒镸⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
_LOOKALIKE = Regex(r"[\u2e80-\u2fd5\uf900-\ufad9]")
_PLAIN = {
    code: plain
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFADA))
    if len(plain := unicodedata.normalize("NFKC", chr(code))) == 1
} | {ord(one): two for one, two in zip(_RADICALS[::2], _RADICALS[1::2], strict=True)}
_PROSE = Regex(r"[，。；！？,;]")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or one table row.

    `level` is the outline level a heading style gives (1 = chapter). `look` names what sets a short line
    apart from the body
    text around it, such as "bold" or "centred"; equal looks are equal ranks. `cells` is set on rows of a
    real table, which
    `table` numbers; `row` also on lines that only look like table rows, and `beside_rows` on the lines
    among them.
    """

    text: str
    level: int | None = None
    look: str = ""
    row: bool = False
    beside_rows: bool = False
    cells: tuple[str, ...] | None = None
    table: int | None = None


@dataclass(frozen=True, slots=True)
class Pages:
    """A file's blocks and what a person should know about how they were read.

    `dropped` holds (reason, text) of what was seen and left out, `characters` how many visible ones the file shows,
    counted before anything was done to them; None where the blocks and what was dropped are all there was. `starts`
    holds for each page how many visible characters of the blocks stand before it, where the file has pages.
    """

    blocks: tuple[Block, ...]
    warnings: tuple[str, ...] = ()
    dropped: tuple[tuple[str, str], ...] = ()
    characters: int | None = None
    starts: tuple[int, ...] = ()


def plain_spaces(text: str) -> str:
    """Return `text` with every kind of space as " ", without characters that print nothing, and with plain characters in
    place of radicals and compatibility forms that print alike."""
    text = _INVISIBLE.sub("", _ODD_SPACES.sub(" ", text))
    return text.translate(_PLAIN) if _LOOKALIKE.search(text) else text


def visible(text: str) -> int:
    """Return how many characters of `text` print something."""
    return sum(not char.isspace() for char in plain_spaces(text))


def is_prose(text: str) -> bool:
    return _PROSE.search(text) is not None


def close_gaps(text: str, *, words: bool) -> str:
    """Return `text` without the spaces PDF writers leave beside numbers; with `words`, also between Chinese
    characters."""
    if " " not in text and "\t" not in text:
        return text.strip()
    text = _BESIDE_DIGIT.sub("", text)
    if words:
        text = _BETWEEN_CJK.sub("", text)
    return re.sub(r" {2,}", " ", text).strip()


def tidy(block: Block) -> Block:
    """Return the block as it will stand in the report; rows keep the spaces that part their columns."""
    text = plain_spaces(block.text).strip()
    if block.row:
        # What stands under a merged first cell is empty: its tab keeps the cells behind it under their heads.
        before = next((at for at, cell in enumerate(block.cells or ()) if cell.strip()), 0)
        return replace(block, text="\t" * before + re.sub(r" {2,}", " ", text))
    text = text.replace("\t", " ")
    marker = find_marker(text)
    # The space in "1.1 机构设置" parts number and words; it is no gap left beside a digit.
    head = text[: marker.size] if marker else ""
    return replace(block, text=head + close_gaps(text[len(head) :], words=is_prose(text)))
