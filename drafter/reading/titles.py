"""What a heading looks like: a numbered line that stands alone, a styled line, a short line set apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter.patterns import Regex
from drafter.reading.blocks import Block, is_prose
from drafter.reading.numbering import find_marker

LONGEST_TITLE = 30
_LONGEST_HEADING = 50
_NO_TITLE = Regex(
    r"[，。；！？：:;、…]|^\d{4}年\d{1,2}月|^[\d\s.,%]+$|^[（(].*[）)]$|^(?:附件|附表|附：|单位|来源|注)|日期|来源|^—|^-|公章|盖章"
)

_TABLE_NAME = Regex(
    r"(?:预算|决算|收支|收入|支出|经费|情况|明细|绩效|自评|汇总|统计|一览|项目|评分).*表(?:[（(].{1,12}[）)])?$"
)
_UNIT_LINE = Regex(r"单位\s*[：:]|^(?:编制|填报|填制|公开)\w{0,4}[：:]|^(?:金额|单位)")
_ANNEX = Regex(
    r"附[件表录]\s*[\d一二三四五六七八九十]{0,3}\s*[：:]?(?:(?:(?<=[：:])|(?<=附件\d))\s*(?!\d)(\S.{1,40}))?"
)
_DATE = Regex(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日")
_RANK_OF_ANNEXES = -1.0
# Below parts and chapters, above 一、.
_RANK_OF_TABLES = 2.8


def stands_alone(text: str) -> bool:
    """Tell whether a numbered line is short and holds no whole sentence; one 。 at its very end is
    allowed."""
    body = text.rstrip()
    inner = body[:-1] if body.endswith(("。", "：", ":")) else body
    if (
        len(body) > _LONGEST_HEADING
        or re.search(r"[。；！？]", inner)
        or body.endswith(("；", "，", "、", ";", ","))
    ):
        return False
    return not (body.endswith(("：", ":")) and len(body) > 20)


def find_titles(blocks: Sequence[Block], contents: frozenset[int]) -> dict[int, float]:
    """Return the rank of each heading told by style or by standing alone, not by numbering."""
    styled = {
        at: block.level
        for at, block in enumerate(blocks)
        if block.level is not None and block.text and not block.row
    }
    ranks: dict[int, float] = {
        at: _rank_of_style(level, blocks) for at, level in styled.items() if at not in contents
    }
    begun = next(
        (
            at
            for at, block in enumerate(blocks)
            if at in contents or _is_paragraph(block) or find_marker(block.text)
        ),
        0,
    )
    free = [at for at in range(begun + 1, len(blocks)) if at not in contents]
    plain = [at for at in free if _is_plain_title(blocks, contents, at)]
    looks = {blocks[at].look for at in plain} - {""}
    # The first chapter may follow the report's title at once; it looks as the others do.
    plain += [
        at for at in range(1, begun) if blocks[at].look in looks and _is_plain_title(blocks, contents, at)
    ]
    for look in {blocks[at].look for at in plain}:
        alike = [at for at in plain if blocks[at].look == look]
        rank = min(_rank_before(blocks, contents, at) for at in alike)
        ranks |= dict.fromkeys(alike, rank)
    by_look = {_kind_of(blocks[at].look): ranks[at] for at in plain}
    tables = [
        at
        for at in free
        if at not in ranks and is_table_title(blocks, at) and not _amid_numbers(blocks, contents, at)
    ]
    like_chapters = [by_look[look] for at in tables if (look := _kind_of(blocks[at].look)) in by_look]
    rank = min(like_chapters) if 2 * len(like_chapters) >= len(tables) > 0 else _RANK_OF_TABLES
    return ranks | dict.fromkeys(tables, rank) | dict.fromkeys(_annexes(blocks, free), _RANK_OF_ANNEXES)


def _kind_of(look: str) -> str:
    """Return the look without how much larger it is: the names of tables are often set as large as the page is wide."""
    return re.sub(r"(?<=large)[\d.]+", "", look)


def _annexes(blocks: Sequence[Block], free: Sequence[int]) -> Iterator[int]:
    """Yield where annexes begin: at 附件1：…… itself, or at the title under a bare 附件. A mention of annexes above the
    signature begins none."""
    for at in free:
        named = _ANNEX.fullmatch(blocks[at].text)
        after = blocks[at + 1 : at + 4]
        if not named or blocks[at].row or not after:
            continue
        if named[1]:
            mention = find_marker(named[1]) or find_marker(after[0].text) == find_marker("2.")
            signed = any(_DATE.fullmatch(block.text) or _ANNEX.fullmatch(block.text) for block in after)
            if not mention and not signed:
                yield at
        elif _could_be_title(after[0]):
            yield at + 1
        elif not _ANNEX.fullmatch(after[0].text):
            yield at


def _could_be_title(block: Block) -> bool:
    plain = not block.row and not find_marker(block.text) and not re.search(r"[。；：，]", block.text)
    return plain and 4 <= len(block.text) <= LONGEST_TITLE + 10


def is_table_title(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether the line names the table right under it; 表1 …… is a caption and none."""
    block = blocks[at]
    if block.level is not None or block.row or not 4 <= len(block.text) <= LONGEST_TITLE + 10:
        return False
    if not _TABLE_NAME.search(block.text) or re.match(r"(?:附?表|图)\s*[\d一二三四五六七八九十]", block.text):
        return False
    after = at + 1
    while after < len(blocks) and after <= at + 2 and _UNIT_LINE.search(blocks[after].text):
        after += 1
    table = after < len(blocks) and blocks[after].row
    return table and (bool(block.look) or after > at + 1) and find_marker(block.text) is None


def _amid_numbers(blocks: Sequence[Block], contents: frozenset[int], at: int) -> bool:
    """Tell whether the text's numbering runs on around a table, which then belongs to the text: 二、…… prose, the
    table, 三、……"""
    free = (one for one in range(at - 1, -1, -1) if one not in contents and not blocks[one].row)
    prose = False
    before = None
    for one in free:
        before = find_marker(blocks[one].text)
        if before and stands_alone(blocks[one].text):
            break
        prose = prose or _is_paragraph(blocks[one])
    if not before or not prose:
        return False
    for one in range(at + 1, len(blocks)):
        marker = find_marker(blocks[one].text)
        if marker and not blocks[one].row and marker.rank <= before.rank and marker.rank >= 3:
            return marker.number > 1
        if marker and not blocks[one].row and marker.rank < 3:
            return False
    return False


def _rank_of_style(level: int, blocks: Sequence[Block]) -> float:
    """A style used on numbered lines ranks with them; otherwise its levels come before and between the
    numbers'."""
    markers = [find_marker(block.text) for block in blocks if block.level == level]
    ranks = [marker.rank for marker in markers if marker]
    return min(ranks) if ranks else (0.5, 2.5, 3.5, 4.5)[min(level, 4) - 1]


def _is_plain_title(blocks: Sequence[Block], contents: frozenset[int], at: int) -> bool:
    block, before = blocks[at], blocks[at - 1]
    after = blocks[at + 1] if at + 1 < len(blocks) else Block("")
    if block.level is not None or block.row or block.beside_rows or not 2 <= len(block.text) <= LONGEST_TITLE:
        return False
    if _NO_TITLE.search(block.text) or find_marker(block.text) or " " in block.text or after.row:
        return False
    marker = find_marker(after.text)
    if marker and marker.number == 1 and marker.rank <= 4 and stands_alone(after.text):
        return bool(block.look) or not before.row
    apart = _is_paragraph(before) or at - 1 in contents or bool(block.look)
    return apart and (_is_paragraph(after) or marker is not None)


def _is_paragraph(block: Block) -> bool:
    if block.row:
        return False
    # A short sentence is one too: 目标均已完成。
    whole = len(block.text) >= 6 and block.text.endswith("。")
    ended = block.text.rstrip("”’）)")[-1:] in "。！？；："
    return whole or (len(block.text) >= 12 and is_prose(block.text) and ended)


def _rank_before(blocks: Sequence[Block], contents: frozenset[int], at: int) -> float:
    """A title after which numbering starts again stands above that numbering; otherwise it is the finest
    part."""
    for next_at in range(at + 1, len(blocks)):
        marker = find_marker(blocks[next_at].text)
        if marker and next_at not in contents and not blocks[next_at].row:
            return marker.rank - 0.5 if marker.number == 1 else 7.5
    return 7.5
