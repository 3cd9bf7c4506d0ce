"""What a heading looks like: a numbered line that stands alone, a styled line, a short line set apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter.reading.blocks import Block, is_prose
from drafter.reading.numbering import find_marker

LONGEST_TITLE = 30
_LONGEST_HEADING = 50
_NO_TITLE = re.compile(
    r"[，。；！？：:;、…]|^\d{4}年\d{1,2}月|^[\d\s.,%]+$|^[（(].*[）)]$|^(?:附件|附表|附：|单位|来源|注)|日期|来源|^—|^-|公章|盖章"
)


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
    plain = [
        at
        for at in range(begun + 1, len(blocks))
        if at not in contents and _is_plain_title(blocks, contents, at)
    ]
    for look in {blocks[at].look for at in plain}:
        alike = [at for at in plain if blocks[at].look == look]
        rank = min(_rank_before(blocks, contents, at) for at in alike)
        ranks |= dict.fromkeys(alike, rank)
    return ranks


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
    return (
        len(block.text) >= 12
        and not block.row
        and is_prose(block.text)
        and block.text.rstrip("”’）)")[-1:] in "。！？；："
    )


def _rank_before(blocks: Sequence[Block], contents: frozenset[int], at: int) -> float:
    """A title after which numbering starts again stands above that numbering; otherwise it is the finest
    part."""
    for next_at in range(at + 1, len(blocks)):
        marker = find_marker(blocks[next_at].text)
        if marker and next_at not in contents and not blocks[next_at].row:
            return marker.rank - 0.5 if marker.number == 1 else 7.5
    return 7.5
