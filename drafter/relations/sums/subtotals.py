"""Add up the first or last few of a list: 分三批：首批a、第二批b、第三批c，前两批共a + b; 第一至第四季度a、b、c、d，上半年a + b."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter.numbers.list_words import AND, TOTAL
from drafter.numbers.numerals import read_numeral
from drafter.patterns import Regex
from drafter.relations.evidence.evidence import lead
from drafter.relations.evidence.guesses import mendable, telling
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene

_YEAR = {"上半年": slice(0, 2), "下半年": slice(2, 4), "前三季度": slice(0, 3)}
_QUARTERS, _PART = 4, Regex("|".join(_YEAR))
_FIRST_QUARTER = Regex("(?:一(?:至第?四|[、—-]二[、—-]三[、—-]四)|一|四个)季度")
_OTHER = Regex("[占比同较]|率|平均")
_FEW = Regex(
    r"(?P<side>[前后])(?P<many>[两二三四五六七八九]|[2-9])(?:个|大)?(?!季度|[年月天日周届])[一-鿿]{1,4}?(?P<added>合计|共计?|总计|总和|之和|小计|累计)[^，。；：\d]{0,8}"
)
_FIRST, _OPENS = (
    Regex("首|第?一"),
    Regex(r"：|其中|分别|包括|[。；，][^，。；：\d]{0,12}中，|中[^，。；：\d]{0,8}$"),
)
_NAMED = Regex(
    rf"(?:其中)?[：，]?(?P<names>[^，。；：]{{2,24}}?)(?:资金|支出|收入|经费|费用)?(?:[两二三四五](?:[项类者家个块级]|部分))?(?:{TOTAL}|共)(?:为|达)?"
)
_LISTED_BEHIND = Regex(r"[：（]|[^。；]{0,24}(?:依次|分别|其中|包括)")
_COMMA, _AND = Regex("、"), Regex(f"[{AND}]")
_ENDS, _MARKS = Regex(r"[，。；：\n]"), Regex(r"[，。；：、\n]")
_NUMBERED = Regex("[一二三四五六七八九十]{1,2}是")
_ROLES, _WINDOW = ("value", "count"), 40
_ADDS, _FEWEST, _PAIR = ("共", "计", "和"), 2, 2
KINDS = ("项", "类", "个", "部分", "者")
_SUBJECT = Regex(r"(?:^|[，。；：\n])(?:以上|上述|上面|前述|这|其中)*([一-鿿]{2,12})$")


def find_subtotals(scene: Scene, scope: Sequence[int]) -> Iterator[Relation]:
    """Yield what is told of a part of a list behind it, if it comes out or a slip keeps it from that."""
    start, stop = scene.mentions[scope[0]].start, scene.mentions[scope[-1]].start
    if scene.text.find("季度", max(start - 12, 0), stop) >= 0:
        yield from _of_quarters(scene, scope)
    for head in scope[2:]:
        if scene.mentions[head].role in _ROLES and any(one in scene.words_before(head) for one in _ADDS):
            few = _few(scene, head)
            yield from _of_few(scene, scope, head, few) if few else _of_named(scene, scope, head)


def is_subtotal(scene: Scene, index: int) -> bool:
    """Whether the number is told to be what the first or last few before it come to: 前两批共4920.66万元."""
    return any(one in scene.words_before(index) for one in _ADDS) and _few(scene, index) is not None


def calls_others(scene: Scene, index: int, parts: Sequence[int], others: Sequence[int]) -> bool:
    """复议17件。诉讼20件，胜诉7件，败诉10件。复议诉讼两类合计: whether its words name one of `others`, and not all of the parts."""
    if scene.mentions[index - 1].measure not in KINDS:
        return False
    start = scene.mentions[index - 1].start
    named = _SUBJECT.search(scene.text, max(start - 20, 0), start)
    if named is None:
        return False
    pairs = [named[1][n : n + _PAIR] for n in range(len(named[1]) - 1)]
    called, of_others = (
        [any(pair in scene.words_before(i) for pair in pairs) for i in some] for some in (parts, others)
    )
    return any(of_others) and not all(called)


def _few(scene: Scene, index: int) -> re.Match[str] | None:
    start = scene.mentions[index].start
    found = _FEW.search(scene.text, max(start - _WINDOW, 0), start)
    return found if found is not None and found.end() == start else None


def _of_named(scene: Scene, scope: Sequence[int], head: int) -> Iterator[Relation]:
    """中央a，省级b，县级c，其中中央和省级资金合计: those of the list before that the total names, where it names as many, and not all."""
    told = _NAMED.fullmatch(_before(scene, head, _ENDS))
    if told is None or not _AND.search(told["names"]):
        return
    listed = [i for i in scope if i < head and scene.mentions[i].role in _ROLES and scene.like(i, head)]
    items = {i: _before(scene, i, _MARKS) for i in listed}
    for joined in (_COMMA, _AND):  # 社会保障和就业、住房保障两类
        names = joined.split(told["names"])
        found = [_called(items, name) for name in names]
        parts = sorted({i for own in found for i in own})
        if _FEWEST <= len(names) == len(parts) and all(scene.same_sentence(i, parts[0]) for i in parts):
            made = relate(scene.mentions, "sum", head, tuple((1, i) for i in parts), certain=True)
            if made is not None and (made.holds or mendable(scene, made)):
                yield made
            return


def _called(items: dict[int, str], name: str) -> list[int]:
    """The last item that begins with the name; else the only one that ends so: 口粮 of 应急口粮."""
    begins = [i for i, item in items.items() if _is_called(item, name)]
    ends = [i for i, item in items.items() if len(name) >= _PAIR and item.endswith(name)]
    return begins[-1:] or (ends if len(ends) == 1 else [])


def _is_called(item: str, name: str) -> bool:
    item = _NUMBERED.sub("", item, count=1)
    return bool(name) and (item.startswith(name) or f"“{name}”" in item)


def _before(scene: Scene, i: int, marks: Regex) -> str:
    """What stands before it back to a mark, whatever numbers are in it: 较满意 of “较满意”的占15.5%（77人）."""
    start = scene.mentions[i].start
    return (
        marks.split(scene.text[max(start - _WINDOW, 0) : start])[-1]
        .lstrip("“‘")
        .removeprefix("其中")
        .removeprefix("：")
    )


def _of_few(scene: Scene, scope: Sequence[int], head: int, found: re.Match[str]) -> Iterator[Relation]:
    if _LISTED_BEHIND.match(scene.text, scene.mentions[head].stop):
        return  # 前四个项目合计a，依次是
    many = int(read_numeral(found["many"].replace("两", "二")) or 0)
    listed = [
        i
        for i in scope
        if i < head
        and scene.mentions[i].role in _ROLES
        and scene.like(i, head)
        and not scene.bracketed(i, head)
    ]
    listed = [i for i in listed if scene.same_sentence(i, listed[-1])]
    if scene.mentions[head].role not in _ROLES or len(listed) < many:
        return
    if found["side"] == "后":
        groups = [listed[-many:]]
    else:
        groups = [listed[n : n + many] for n in _starts(scene, listed) if n + many <= len(listed)]
    made = [
        relate(scene.mentions, "sum", head, tuple((1, i) for i in group), certain=True) for group in groups
    ]
    sums = [one for one in made if one is not None]
    held = next((one for one in sums if one.holds and (one is sums[0] or telling(scene, one))), None)
    if held is not None:
        yield held
    elif sums and mendable(scene, sums[0]):
        yield sums[0]


def _starts(scene: Scene, listed: Sequence[int]) -> list[int]:
    """Where the list may begin, the likeliest first: with what is called the first, behind what opens a list, with its second or first amount."""
    called = [n for n, i in enumerate(listed) if _FIRST.match(scene.words_before(i))]
    opened = [n for n, i in enumerate(listed) if _OPENS.search(scene.clauses_before(i))]
    return [*dict.fromkeys([*called[:1], *opened[-1:], 0, 1])]


def _of_quarters(scene: Scene, scope: Sequence[int]) -> Iterator[Relation]:
    if len(scope) <= _QUARTERS:
        return
    amounts = [i for i in scope if scene.mentions[i].role in _ROLES and not scene.mentions[i].bound]
    first = next((n for n, i in enumerate(amounts) if _FIRST_QUARTER.search(lead(scene, i))), None)
    if first is None:
        return
    quarters = amounts[first : first + _QUARTERS]
    if not all(scene.like(i, quarters[0]) and scene.same_sentence(i, quarters[0]) for i in quarters):
        return
    for i in amounts[first + _QUARTERS :]:
        words = lead(scene, i)
        part = _PART.search(words)
        if part is None or _OTHER.search(words) or not scene.like(i, quarters[0]):
            continue
        terms = tuple((1, quarter) for quarter in quarters[_YEAR[part[0]]])
        made = relate(scene.mentions, "sum", i, terms, certain=True)
        if made is not None and (made.holds or mendable(scene, made)):
            yield made
