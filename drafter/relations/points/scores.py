"""Tie the points of a self-assessment: got = Σ got, full mark = Σ full marks, lost = full − got, and the overall score."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from drafter.patterns import Regex
from drafter.relations.evidence.guesses import mendable
from drafter.relations.points.bare_lists import find_bare_lists
from drafter.relations.points.points import LOST, Item, items_of, nest, points_of, walk
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene
from drafter.relations.slips import is_digit_slip
from drafter.text import open_brackets

_OVERALL = Regex(
    r"(?:自评|综合|最终|总|评价|考核|绩效)(?:总|评|综合)?(?:得|评)?分(?:数|值)?(?:合计)?(?:为|是|：|:)?$|得分合计(?:为)?$|(?:合计|总计|共计|累计)得?分?(?:为)?$"
)
_GOT_OF_ALL = Regex(r"(?:得分?|自评|评定|综合评价)(?:为|是|：|:)?$")
_AMONG, _BEHIND = (
    Regex(r"\s*(?:[：（]|，(?:其中|包括|分别))"),
    Regex("(?:以上|上述|各项)?(?:合计|共计?|总计)(?:扣|失)分?$"),
)
_ITS_POINTS = Regex(
    r"。(?:主要)?扣分(?:点|项|原因|因素|情况)?(?:主要)?(?:集中在|在于|体现在|来自|为|是|如下)"
)
_OTHER_WHOLES = (Decimal(110), Decimal(120), Decimal(150))  # full marks of all, where it is not 100
_REACH = 40  # items before a loss among which its own is looked for


def find_scores(scene: Scene) -> Iterator[Relation]:
    """Yield the relations between points.

    Full marks that add up prove that the parts are the whole; so do top items that make 100 for the overall score.
    """
    points = points_of(scene)
    if len(points) < 2:
        return
    items = items_of(scene, points)
    tops = nest(scene, items)
    for item in walk(tops):
        yield from _within(scene, item)
    yield from _overall(scene, points, tops, items)
    told = {i for item in items for i in (item.full, item.got)}
    yield from (one for one in find_bare_lists(scene, points) if told.isdisjoint(one.terms))
    yield from _lost(scene, points, items)
    yield from _weighed(scene, items)
    yield from _lost_of_all(scene, points, items)


def _within(scene: Scene, item: Item) -> Iterator[Relation]:
    if item.parts:
        for head, parts in (
            (item.got, [p.got for p in item.parts]),
            (item.full, [p.full for p in item.parts]),
        ):
            relation = relate(scene.mentions, "sum", head, tuple((1, i) for i in parts), certain=True)
            if relation is not None:
                yield relation


def _overall(
    scene: Scene, points: Sequence[int], tops: Sequence[Item], items: Sequence[Item]
) -> Iterator[Relation]:
    run: list[Item] = []
    marks = {scene.mentions[item.full].value for item in items}
    whole = max([one for one in marks if one in _OTHER_WHOLES], default=Decimal(100))
    for start in range(len(tops)):
        total = Decimal(0)
        for end in range(start, len(tops)):
            total += scene.mentions[tops[end].full].value
            if total == whole and end > start:
                run = list(tops[start : end + 1])
            if total >= whole:
                break
        if run:
            break
    if not run:
        return
    paired = {item.got for item in items if scene.mentions[item.full].value != whole}
    paired |= {item.full for item in items}  # 总分100分，自评93.85分
    overall = {item.got for item in items if scene.mentions[item.full].value == whole and not item.parts}
    for index in points:
        words = scene.words_before(index)
        told = index in overall or _OVERALL.search(words) or _leads(scene, index, points, run[0])
        if index not in paired and told and not re.search("扣|失分", words):
            relation = relate(
                scene.mentions, "sum", index, tuple((1, item.got) for item in run), certain=True
            )
            if relation is not None:
                yield relation
                yield from _lost_of_run(scene, points, index, run)


def _lost_of_run(scene: Scene, points: Sequence[int], index: int, run: Sequence[Item]) -> Iterator[Relation]:
    """执行10分得9.5分，…，合计92.37分，扣7.63分: what the overall score leaves of the full marks, told right behind it."""
    after = bisect_right(points, index)
    if after == len(points) or not re.fullmatch(
        r"，(?:共计?|合计|累计)?(?:扣|失|丢)(?:减|除|分)?", scene.gap(index, points[after])
    ):
        return
    left = (*((1, item.full) for item in run), (-1, index))
    if (relation := relate(scene.mentions, "sum", points[after], left, certain=True)) is not None:
        yield relation


def _leads(scene: Scene, index: int, points: Sequence[int], first: Item) -> bool:
    """项目得分96.4分。其中执行率满分10分，得9.6分: the points told right before the items, in their paragraph."""
    place = bisect_left(points, min(first.full, first.got))
    return (
        place > 0
        and points[place - 1] == index
        and "\n" not in scene.gap(index, points[place])
        and _GOT_OF_ALL.search(scene.words_before(index)) is not None
    )


def _lost(scene: Scene, points: Sequence[int], items: Sequence[Item]) -> Iterator[Relation]:
    """满分30分，得27.8分 … 扣2.2分 of one paragraph; and 扣2.2分，其中A扣1.5分、B扣0.7分."""
    lost = [i for i in points if LOST.search(scene.words_before(i))]
    everything, got, inside = items, [item.got for item in items], set[int]()
    for place, index in enumerate(lost):
        items = everything[max(bisect_left(got, index) - _REACH, 0) : bisect_left(got, index)]
        if re.fullmatch(r"\W*(?:共|合计|共计)?扣分?", scene.words_before(index)):
            owner = next((item for item in reversed(items) if item.got < index and item.parts), None)
            if owner is None and "扣" in scene.words_before(index)[1:]:  # 共扣, not the 扣 of one item
                owner = next((item for item in items if scene.mentions[item.full].value == 100), None)
            if owner is not None and "\n" not in scene.gap(owner.got, index):
                relation = relate(
                    scene.mentions, "sum", index, ((1, owner.full), (-1, owner.got)), certain=True
                )
                if relation is not None:
                    yield relation
                    continue
        relation = _lost_here(scene, index, points, items) or _lost_together(scene, index, items)
        if relation is not None:
            yield relation
            continue
        if (item := _named(scene, index, items)) is not None:
            relation = relate(scene.mentions, "sum", index, ((1, item.full), (-1, item.got)), certain=True)
            if relation is not None and (relation.holds or _same_name(scene, index, item)):
                yield relation
        for relation in _parted(scene, index, lost[place + 1 : place + _REACH]):
            inside |= {*relation.terms}
            yield relation
        before = [i for i in lost[max(place - _REACH, 0) : place] if "\n" not in scene.gap(i, index)]
        if relation := _in_all(scene, index, [i for i in before if i not in inside]):
            yield relation


def _parted(scene: Scene, index: int, behind: Sequence[int]) -> Iterator[Relation]:
    """共扣2.2分：甲扣1.5分、乙扣0.7分; 产出指标扣3.1分，其中甲扣1.8分、乙扣1.3分；…; 决策指标扣1.5分。甲扣1分，乙扣0.5分."""
    parts = [i for i in behind if _beside(scene.gap(index, i))]
    opened = bool(parts) and _AMONG.match(scene.gap(index, parts[0])) is not None
    listed = bool(parts) and _ITS_POINTS.match(scene.gap(index, parts[0])) is not None
    if opened and not _opens(scene, index):
        parts = [i for i in parts if scene.same_segment(index, i)]
    relation = relate(scene.mentions, "sum", index, tuple((1, i) for i in parts), certain=True)
    if len(parts) < 2 or relation is None:
        return
    told = relation.holds and (opened or _opens(scene, index) or scene.gap(index, parts[0]).startswith("。"))
    if not told and _opens(scene, index):
        told = _all_told(scene, index, parts) or _near(scene, relation)
    if told or (opened and _near(scene, relation)):
        yield relation
    elif listed and mendable(scene, relation):
        yield replace(relation, certain=False, likely=True)


def _in_all(scene: Scene, index: int, before: Sequence[int]) -> Relation | None:
    """甲扣3.1分，其中…；乙扣1分；丙扣0.7分。以上合计扣4.8分: all that was lost before in the paragraph, what is made up of others once."""
    if len(before) < 2 or not _BEHIND.search(scene.words_before(index)):
        return None
    relation = relate(scene.mentions, "sum", index, tuple((1, i) for i in before), certain=True)
    return relation if relation is not None and (relation.holds or _near(scene, relation)) else None


def _beside(gap: str) -> bool:
    """Whether a loss behind another is one of its parts, and not one that a bracket breaks down further."""
    return "\n" not in gap and open_brackets(gap) <= 0


def _all_told(scene: Scene, index: int, parts: Sequence[int]) -> bool:
    """共扣2.2分：…: all losses, unless 主要扣分点 opens the list of the larger ones."""
    return "共" in scene.words_before(index) and "主要" not in scene.gap(index, parts[0])


def _lost_here(scene: Scene, index: int, points: Sequence[int], items: Sequence[Item]) -> Relation | None:
    """产出指标40分，自评37.5分，扣2.5分: what is lost of the item just told; where more losses follow, each may be a part."""
    item = next((item for item in reversed(items) if item.got < index), None)
    place = bisect_left(points, index)
    if item is None or points[place - 1] != max(item.full, item.got):
        return None
    if not scene.same_segment(points[place - 1], index) or not re.fullmatch(
        r"[，（]?\s*(?:共|合计)?(?:扣分?|扣减|失分)(?:了)?", scene.gap(points[place - 1], index)
    ):
        return None
    follows = place + 1 < len(points) and scene.same_segment(index, points[place + 1])
    return relate(
        scene.mentions,
        "sum",
        index,
        ((1, item.full), (-1, item.got)),
        certain=not follows,
        likely=True,
    )


def _lost_together(scene: Scene, index: int, items: Sequence[Item]) -> Relation | None:
    """自评总分88分，其中甲9分（满分10分）、乙79分（满分90分），合计扣12分: what all items of the sentence lost, whose full marks nobody added up."""
    if not re.search("合计|共计?|总计|累计", scene.words_before(index)):
        return None
    here = [item for item in items if scene.same_sentence(min(item.full, item.got), index)]
    if len(here) < 2 or any(item.parts for item in here):
        return None
    left = tuple(pair for item in here for pair in ((1, item.full), (-1, item.got)))
    made = relate(scene.mentions, "sum", index, left, certain=True)
    return made if made is not None and (made.holds or _near(scene, made)) else None


def _weighed(scene: Scene, items: Sequence[Item]) -> Iterator[Relation]:
    """执行率92.95%，权重10分，按执行率得9.30分: points are the full mark times the rate told before, if the words or the numbers say so."""
    for item in items:
        first = min(item.full, item.got)
        rate = next(
            (i for i in range(first - 1, max(first - 4, -1), -1) if not scene.mentions[i].structural), None
        )
        if rate is None or scene.mentions[rate].measure != "%" or scene.mentions[rate].role != "ratio":
            continue
        if not scene.same_segment(rate, item.got) or not scene.mentions[item.full].value:
            continue
        made = relate(scene.mentions, "ratio", rate, ((1, item.got),), ((1, item.full),), certain=True)
        told = re.search("按[^，。；]{0,12}(?:率|比例|进度)", scene.gap(rate, item.got))
        if made is not None and made.holds:
            yield made
        elif made is not None and told and mendable(scene, made) and scene.mentions[rate].value < 100:
            yield replace(made, certain=False, likely=True)


_LOSSES = Regex(
    r"扣分(?:项|点|指标|情况|原因|事项|因素)?[^。；\n]{0,10}(?:为|是|如下|有|：|:)|主要扣分|共?扣分"
)


def _lost_of_all(scene: Scene, points: Sequence[int], items: Sequence[Item]) -> Iterator[Relation]:
    """满分100分，自评96.5分。扣分项为：甲扣1.5分，乙扣1分，丙扣1分: what is left of 100 when all losses are taken off."""
    for item in items:
        if item.parts or scene.mentions[item.full].value != 100:
            continue
        lost = [i for i in _behind(scene, points, item) if LOST.search(scene.words_before(i))]
        if len(lost) < 2 or not _LOSSES.search(scene.gap(item.got, lost[0])):
            continue
        left = ((1, item.full), *((-1, i) for i in lost))
        relation = relate(scene.mentions, "sum", item.got, left, certain=True)
        if relation is not None and (relation.holds or _near(scene, relation)):
            yield relation


def _behind(scene: Scene, points: Sequence[int], item: Item) -> Iterator[int]:
    """The points behind an item in its paragraph."""
    for i in points[bisect_right(points, max(item.full, item.got)) :]:
        if "\n" in scene.gap(item.got, i):
            return
        yield i


def _named(scene: Scene, index: int, items: Sequence[Item]) -> Item | None:
    """预算执行扣0.30分: the item of that name."""
    name = re.sub(r"(?:扣分|扣|扣减|失分)$", "", scene.words_before(index))
    if len(name) < 3:
        return None
    return next((item for item in items if item.got < index and _name(scene, item).endswith(name)), None)


def _same_name(scene: Scene, index: int, item: Item) -> bool:
    inside = "\n" not in scene.gap(min(item.got, item.full), index)
    return inside and scene.words_before(index).startswith(_name(scene, item) + "扣")


def _name(scene: Scene, item: Item) -> str:
    start = scene.mentions[min(item.full, item.got)].start
    words = re.split(r"[，。；：、\n]", scene.text[max(start - 30, 0) : start])[-1]
    return re.sub(r"[（(]?(?:满分|分值|权重|标准分)(?:为|：)?$", "", words).strip()


def _near(scene: Scene, relation: Relation) -> bool:
    from drafter.numbers.numerals import decimals_of, write_number

    token = scene.mentions[relation.target].token
    return is_digit_slip(token, write_number(relation.expected, decimals_of(token)))


def _opens(scene: Scene, index: int) -> bool:
    """共扣2.2分, or 扣2.2分 at the head of a sentence: the losses behind it are its parts."""
    words = scene.words_before(index)
    start = scene.mentions[index].start - len(words)
    return bool(re.search(r"共|合计", words)) or (words == "扣" and scene.text[max(start - 1, 0)] in "。\n")
