"""Lists that run on in a sentence, each part a name and its figure (其中甲12万元、乙8万元): where they stand, and room for one more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from drafter.drafting.lists.fellows import Fellow, FellowList, fellow_of, mentions_inside
from drafter.drafting.pieces import Material, Piece, join
from drafter.lastyear.items import Paragraph
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.text import sentences

_OPENS = Regex(r"^(?:其中|包括|主要(?:是|有|包括)|分别[为是]|即)")
_HEADED = Regex(r"(?:其中|包括|分别[为是]|如下|[为分类划]|构成|情况|[收支出入目金费]中)[：，]?$")
_LAST = ("和", "及", "与", "以及")
# 年初预算数, 比上年增加, 得分: told one after another, and no parts of one whole.
_NO_PART = Regex(
    r"^(?:[比较与同占]|环比|增|减|下降|上升|提高|完成|达|得|扣|满分|共计?|合计|累计)|预算数|执行数|决算数"
)
_END = Regex(r"[，、；：。）\n]|以及|[和及与](?=[^，、；。\d]{2,20}\d)")


def find_running_lists(material: Material, paragraphs: Sequence[Paragraph]) -> tuple[FellowList, ...]:
    """Return the lists of two or more parts that one mark sets apart: 、, or ， where 其中 leads to them or their names end alike."""
    found = []
    for paragraph in paragraphs:
        for start, end in sentences(material.text, paragraph.start, paragraph.end):
            if "分别" in re.sub(r"分别[为是]", "", material.text[start:end]):
                continue  # 甲3万元、乙2万元，分别增长5%、4%: one more would leave the rates behind
            inside = list(mentions_inside(material, start, end))
            for mark in "、，":
                for run in _runs(material.text, inside, mark):
                    fellows = tuple(_parts(material, paragraph, run, start))
                    if len(fellows) == len(run) and _belong_together(material, fellows, mark):
                        found.append(FellowList(fellows, inside=True, mark=mark))
    return tuple(found)


def with_part(piece: Piece, one: FellowList, above: str, more: Piece) -> Piece | None:
    """Return the paragraph with `more` behind the part of the row `above`, or the nearest part that is left; None where none is."""
    while more.text[-1:] in tuple("。；"):
        more = more.cut(0, len(more.text) - 1)
    at = next(
        (i for i, fellow in enumerate(one.fellows) if above in fellow.rows.values()), len(one.fellows) - 1
    )
    for fellow in (*one.fellows[at::-1], *one.fellows[at + 1 :]):
        place = _behind(piece.text, fellow.name)
        if place is None:
            continue
        before = re.search(rf"(?:{'|'.join(_LAST)}){re.escape(fellow.name)}", piece.text[:place])
        if before and before.end() > place - 30 and fellow is one.fellows[-1]:
            # Before the last one, which 和 leads to.
            return join(
                [
                    piece.cut(0, before.start()),
                    Piece(one.mark),
                    more,
                    piece.cut(before.start(), len(piece.text)),
                ]
            )
        return join([piece.cut(0, place), Piece(one.mark), more, piece.cut(place, len(piece.text))])
    return None


def _behind(text: str, name: str) -> int | None:
    """Where the part of this name ends in the draft, its marks counted in."""
    told = list(re.finditer(re.escape(name) + r"[^，、；：。\d【]{0,6}(?=[\d【])", text))
    if len(told) != 1:
        return None
    at = told[0].end()
    at = text.index("】", at) + 1 if text.startswith("【待补", at) else at
    while at < len(text) and text[at] != "【" and not _END.match(text, at):
        at += 1
    return at


def _runs(text: str, inside: Sequence[Mention], mark: str) -> Iterator[list[Mention]]:
    """Neighbouring numbers of one unit with nothing but the mark and a name between them."""
    run: list[Mention] = []
    for one, other in pairwise(inside):
        between = text[one.stop : other.start]
        last = next((word for word in _LAST if between.startswith(word)), "")
        name = between[len(mark) :] if between.startswith(mark) else between[len(last) :] if last else ""
        if one.unit == other.unit and one.unit != "%" and _is_name(name):
            run = [*(run or [one]), other]
            if not last:
                continue
        if run:
            yield run
        run = []
    if run:
        yield run


def _is_name(words: str) -> bool:
    return (
        2 <= len(words) <= 24 and not re.search(r"[，、；：。\d（【]", words) and not _NO_PART.search(words)
    )


def _parts(material: Material, paragraph: Paragraph, run: Sequence[Mention], start: int) -> Iterator[Fellow]:
    for before, mention in zip((None, *run), run, strict=False):
        marks = (material.text.rfind(mark, start, mention.start) + 1 for mark in "，、；：。（")
        begin = max(start, before.stop if before else start, *marks)
        words = material.text[begin : mention.start]
        lead = next((len(word) for word in _LAST if before and words.startswith(word)), 0)
        opens = _OPENS.search(words)
        begin += opens.end() if opens and before is None else lead
        part = replace(paragraph, start=begin, end=mention.stop)
        fellow = fellow_of(material, part, numbered=False) or _short(material, part, mention)
        if fellow is not None and not _NO_PART.search(fellow.name):
            yield fellow


def _short(material: Material, part: Paragraph, mention: Mention) -> Fellow | None:
    """货物64.20万元、服务148.20万元: names so short that their rows say more."""
    name, binding = material.text[part.start : mention.start].strip(), material.bindings.get(mention.start)
    if binding is None or not binding.row or len(name) < 2:
        return None
    if not material.figures[binding.row].name.endswith(name):
        return None
    return Fellow(part, name, {"": binding.row}, {mention.start: ""}, name)


def _belong_together(material: Material, fellows: Sequence[Fellow], mark: str) -> bool:
    if len({next(iter(one.rows)) for one in fellows}) != 1 or len({one.name for one in fellows}) != len(
        fellows
    ):
        return False
    alike = len({one.name[-2:] for one in fellows}) == 1
    start = fellows[0].paragraph.start
    return mark == "、" or alike or _HEADED.search(material.text[max(start - 8, 0) : start]) is not None
