"""Tie shares told in turn to their parts: 分别占p、q和r, in the order of the amounts or of the names before them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from drafter.patterns import Regex
from drafter.relations.evidence.evidence import CLAUSE_ENDS
from drafter.relations.evidence.guesses import mendable
from drafter.relations.evidence.side_by_side import JOINED_LOOSELY, run_around
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene
from drafter.relations.shares.shares import ratio
from drafter.relations.stems import alike, stem

_TWO = 2
_BARE, _TOLD_IN_TURN = Regex("占比?(?:为|达)?"), Regex("(?:分别|依次)(?:为|是|有)?$")
_LISTED = Regex(r"[^，,；：:、和与及]*[、和与及][^，,；：:、]*")
_IN_TURN = Regex(
    r"(?:分别|依次|各)[只仅约共]?占(?:比|(?P<whole>[^，。；：\n]{1,20}?)的?)?(?:比重|比例)?(?:为)?$|(?:占比|比重|比例)(?:分别|依次|各)(?:为|是|占|达到?)*$"
    r"|[两二三四五六](?:级|方|者|项|类|块|部分)[^，。；\d]{0,6}(?:占比|比重|比例)(?:为|是|占|达到?)*$"
)


def share_in_turn(scene: Scene, index: int, scope: list[int]) -> Relation | None:
    """答复240件，其中公开150件、部分公开90件，分别占62.5%、37.5%: as many shares as parts, in their order."""
    first, last = run_around(scene, index, JOINED_LOOSELY)
    count = last - first + 1
    found = _IN_TURN.search(_counted_off(scene, first)) if count > 1 else None
    parts = scene.amounts(first, scope, limit=3 * count)
    if parts and scene.mentions[parts[0]].role == "count" and scene.mentions[parts[0]].value == count:
        parts = parts[1:]  # 三项分别占: how many there are is none of them
    parts = [i for i in parts if scene.like(i, parts[0])][:count][::-1]  # 9个、3564万元，续建5个、1296万元
    if len(parts) < count or any(not scene.like(i, parts[0]) for i in parts):
        return None
    if found is None and count > 1 and _BARE.fullmatch(scene.words_before(first)):
        return _of_all_parts(scene, index, parts, parts[index - first])
    if found is None:
        return None
    if any(re.search(r"[。；\n]", scene.gap(i, j)) for i, j in itertools.pairwise([*parts, first])):
        return None
    before = [i for i in scene.amounts(parts[0], scope, limit=6) if scene.like(i, parts[0])]
    heads = [i for i in before if scene.same_sentence(i, parts[0])]
    named = [
        i
        for i in heads
        if found["whole"] and stem(found["whole"]) and alike(scene.stem(i), stem(found["whole"]))
    ]
    heads = [
        i for i in heads if all(scene.mentions[i].amount >= scene.mentions[part].amount for part in parts)
    ]
    heads = [i for i in heads if scene.mentions[i].period == scene.mentions[parts[0]].period] or heads
    heads.sort(key=lambda i: not _held_by(scene, i, parts))
    told = found["whole"] and stem(found["whole"])
    made_of = [i for i in before if _made_of(scene, i, parts)]
    whole = next(iter(named or (made_of if told else heads)), None)
    if whole is None and count > _TWO:
        shares = range(first, last + 1)
        whole = next((i for i in before if _most_agree(scene, i, parts, shares)), None)
    made = None if whole is None else ratio(scene, index, parts[index - first], whole, certain=True)
    if (
        made is not None
        and whole is not None
        and not made.holds
        and _LISTED.fullmatch(scene.gap(whole, parts[0]))
    ):
        return (
            None  # 较大a起和重大b起、特大c起，分别占全年总数的p和q: what 和 joins to the parts is one of them
        )
    return made


def _counted_off(scene: Scene, first: int) -> str:
    """The words before the first share, with how many there are: 三类道路占比."""
    words, count = scene.words_before(first), first - 1
    if not first or scene.mentions[count].role != "count" or not scene.gap(count, first).endswith(words):
        return words
    whole = scene.text[scene.mentions[count].start : scene.mentions[first].start]
    return words if CLAUSE_ENDS.search(whole) else whole


def _of_all_parts(scene: Scene, index: int, parts: list[int], own: int) -> Relation | None:
    """四档统计，分别为276份、214份、62份、16份，占比48.59%、37.68%、10.92%、2.82%: the one 分别 may do for both lists."""
    opened = _TOLD_IN_TURN.search(scene.words_before(parts[0])) is not None
    if not opened or not all(JOINED_LOOSELY.fullmatch(scene.gap(i, j)) for i, j in itertools.pairwise(parts)):
        return None
    made = relate(scene.mentions, "ratio", index, ((1, own),), tuple((1, i) for i in parts), certain=True)
    return made if made is not None and (made.holds or mendable(scene, made)) else None


def _made_of(scene: Scene, whole: int, parts: list[int]) -> bool:
    """Whether the parts add up to the amount."""
    made = relate(scene.mentions, "sum", whole, tuple((1, i) for i in parts))
    return made is not None and made.holds


def _most_agree(scene: Scene, whole: int, parts: Sequence[int], shares: Sequence[int]) -> bool:
    """Whether all of the shares but one are just what the parts are of the amount."""
    made = (ratio(scene, share, part, whole) for share, part in zip(shares, parts, strict=False))
    return sum(one is not None and one.holds for one in made) >= len(shares) - 1


def _held_by(scene: Scene, whole: int, parts: list[int]) -> bool:
    """Whether the parts add up to the amount, or its words say that it is a total."""
    return _made_of(scene, whole, parts) or bool(re.search("总|合计|共", scene.words_before(whole)))


def respective_share(scene: Scene, index: int, scope: list[int]) -> Relation | None:
    """甲和乙分别占总额的p和q: the share in the place of its name."""
    first = index
    while (
        first > scope[0]
        and scene.mentions[first - 1].role == "ratio"
        and re.fullmatch(r"\s*[、和与，]\s*", scene.gap(first - 1, first))
    ):
        first -= 1
    begin = max(scene.mentions[first].start - 50, 0)
    found = re.search(
        r"([^，。；：\n]{2,36})分别[只仅约]?占([^，。；：\n]{1,20}?)的?(?:比重为|比例为)?$",
        scene.text[begin : scene.mentions[first].start],
    )
    if not found:
        return None
    names = re.split(r"[、和与]", re.sub(r"(?:执行数|决算数|支出数|预算数)$", "", found[1].strip()))
    if index - first >= len(names):
        return None
    near = scene.amounts(index, scope, limit=40)
    part = next(
        (
            i
            for i in near
            if not scene.planned(i)
            and stem(names[index - first])
            and scene.stem(i).endswith(stem(names[index - first]))
        ),
        None,
    )
    if part is None:
        return None
    like = [i for i in near if i != part and scene.like(i, part)]
    if len(names) == _TWO and (made := _of_both(scene, index, part, like, stem(names[1 - (index - first)]))):
        return made
    mention = scene.mentions[index]
    wholes = [i for i in like if _is_whole(scene, i, part, found[2])]
    other = scene.mentions[first if index != first else min(first + 1, scope[-1])]
    for whole in sorted(wholes, key=lambda i: -scene.mentions[i].amount):
        relation = ratio(scene, index, part, whole, certain=True)
        if relation is not None and (relation.holds or abs(mention.value + other.value - 100) > mention.step):
            return relation  # two shares that do not make 100 together: one of them is wrong
    return None


def _of_both(scene: Scene, index: int, part: int, like: list[int], name: str) -> Relation | None:
    """支出预算a，其中基本支出b，项目支出c。基本支出和项目支出分别占总支出的p和q: of the amount that both come to, whatever it is called."""
    other = next((i for i in like if name and scene.stem(i).endswith(name) and not scene.planned(i)), None)
    whole = next((i for i in like if other is not None and _made_of(scene, i, [part, other])), None)
    return None if whole is None else ratio(scene, index, part, whole, certain=True)


def _is_whole(scene: Scene, whole: int, part: int, name: str) -> bool:
    return (
        scene.mentions[whole].amount > scene.mentions[part].amount
        and scene.stem(whole).endswith(stem(name))
        and not scene.planned(whole)
    )
