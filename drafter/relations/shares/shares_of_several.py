"""Tie a share to several parts that its words name together, or to a whole that nobody printed but as all of its parts."""

from __future__ import annotations

from dataclasses import replace

from drafter.numbers.list_words import AND
from drafter.patterns import Regex
from drafter.relations.evidence.evidence import CLAUSE_ENDS
from drafter.relations.evidence.guesses import mendable
from drafter.relations.evidence.side_by_side import run_to
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene
from drafter.relations.stems import alike, stem

_ITEM = Regex(rf"\s*[{AND}][^，。；：\d]{{1,20}}")
_COUNTED = Regex("[两二三四五](?:大|个|类|项|者|种|级|部分)")
_AND, _ALL = Regex(f"[{AND}]"), Regex("总(?=[一-鿿]{2})|全部|本年度?|全年")


def together(scene: Scene, index: int, near: list[int], subject: str) -> list[int]:
    """失能老人96名、半失能老人57名，失能和半失能老人占: the amounts of both names, [] where the words before 占 are one name."""
    # 图解和视频等多元化解读, 装备制造和电子信息两大产业合计
    names = [stem(_COUNTED.split(one.partition("等")[0])[0]) for one in _AND.split(subject)]
    if len(names) < 2 or any(len(one) < 2 for one in names):
        return []
    if any(alike(scene.stem(i), stem(subject)) and len(scene.stem(i)) >= len(stem(subject)) for i in near):
        return []  # 社会保障和就业支出
    parts = [next((i for i in near if _goes_by(scene.stem(i), one)), None) for one in names]
    found = [i for i in parts if i is not None]
    return found if len({*found}) == len(names) and all(scene.same_sentence(i, index) for i in found) else []


def _goes_by(own: str, name: str) -> bool:
    """失能 is short for 失能老人, and not for 半失能老人."""
    return bool(own) and (own.startswith(name) or name.startswith(own))


def share_of_several(
    scene: Scene, index: int, near: list[int], parts: list[int], name: str
) -> Relation | None:
    rest = [i for i in near if i not in parts and scene.like(i, parts[0])]
    made = [
        relate(scene.mentions, "ratio", index, tuple((1, i) for i in parts), ((1, whole),), likely=True)
        for whole in rest
        if (not stem(name) or alike(scene.stem(whole), stem(name)))
        and scene.mentions[whole].amount >= max(scene.mentions[i].amount for i in parts)
    ]
    held = next((one for one in made if one is not None and one.holds), None)
    if held is None and len(made) > 1:
        made = [one for one in made if one is not None and _is_all_of_them(scene, one, index)]
    return held or (made[0] if len(made) == 1 else None)


def _is_all_of_them(scene: Scene, share: Relation, index: int) -> bool:
    """Whether what is told between the whole and its share makes the whole."""
    whole = share.right[0][1]
    items = [i for i in range(whole + 1, index) if scene.like(i, whole) and not scene.mentions[i].direction]
    made = relate(scene.mentions, "sum", whole, tuple((1, i) for i in items))
    return made is not None and made.holds


def share_of_all(
    scene: Scene, index: int, part: int, scope: list[int], name: str, *, no_whole: int | None = None
) -> Relation | None:
    """医疗收入a，…财政补助收入b，占总收入的p%；其他收入c: of all that goes by that name, whose total is not printed; only where it holds.

    `no_whole` is what bears the name and more, of which it is not: 返还和转移支付a（一般性转移支付b，占转移支付比重达p%；专项转移支付c）.
    """
    core = stem(_ALL.sub("", name))
    loose = not _ALL.match(name) or scene.mentions[index].step >= 1
    if len(core) < 2 or (loose and no_whole is None):
        return None
    listed = [
        i
        for i in scope
        if i != no_whole
        and scene.mentions[i].role in ("value", "count")
        and scene.like(i, part)
        and scene.mentions[i].period == scene.mentions[part].period
        and scene.stem(i).endswith(core)
    ]
    if len(listed) < 2 or part not in listed:
        return None
    made = relate(scene.mentions, "ratio", index, ((1, part),), tuple((1, i) for i in listed))
    return made if made is not None and made.holds else None


_YEAR = Regex("全年|年度")
_PARTS_OF_YEAR, _FAR = (("季度", 4), ("半年", 2)), 24


def share_of_year(scene: Scene, index: int, part: int, name: str) -> Relation | None:
    """一季度a，二季度b，三季度c，四季度d，四季度占全年的p%: of what its quarters, or halves, come to, where all are told."""
    if not _YEAR.fullmatch(name):
        return None
    for word, many in _PARTS_OF_YEAR:
        near = [i for i in range(max(index - _FAR, 0), index) if scene.same_sentence(i, index)]
        near = [i for i in near if scene.like(i, part)]
        parts = [i for i in near if word in _clause(scene, i)]
        if len(parts) == 1 and (run := run_to(scene, [i for i in near if i < parts[0] + many])):
            parts = run if parts[0] == run[0] else parts  # 四个季度依次完成a、b、c、d
        if len(parts) == many and (part in parts or any(one in _clause(scene, part) for one in _STRETCHES)):
            made = relate(scene.mentions, "ratio", index, ((1, part),), tuple((1, i) for i in parts))
            if made is not None and not made.holds and mendable(scene, made):
                return replace(made, likely=True)
            return made if made is not None and made.holds else None
    return None


_STRETCHES = {"上半年": (0, 2), "下半年": (2, 4), "前三季度": (0, 3), "后三季度": (1, 4)}
_STRETCH = Regex("(上半年|下半年|[前后]三季度)[^，。；：\\d]{0,8}占[^，。；：\\d]{0,10}$")


def share_of_stretch(scene: Scene, index: int) -> Relation | None:
    """一季度a，二季度b，三季度c，四季度d，下半年占全年的p%: of the quarters that make up a stretch of the year whose amount is not printed."""
    words = scene.words_before(index)
    told = _STRETCH.search(words) if "占" in words else None
    if told is None:
        return None
    quarters = [i for i in range(max(index - _FAR, 0), index) if "季度" in _clause(scene, i)]
    quarters = [i for i in quarters if scene.like(i, quarters[-1]) and scene.same_sentence(i, index)]
    if len(quarters) != dict(_PARTS_OF_YEAR)["季度"]:
        return None
    first, last = _STRETCHES[told[1]]
    made = relate(
        scene.mentions,
        "ratio",
        index,
        tuple((1, i) for i in quarters[first:last]),
        tuple((1, i) for i in quarters),
        certain=True,
    )
    return made if made is not None and (made.holds or mendable(scene, made)) else None


def _clause(scene: Scene, i: int) -> str:
    at = scene.mentions[i].start
    return CLAUSE_ENDS.split(scene.text[max(at - 16, 0) : at])[-1].rpartition("、")[2]


def share_of_list(scene: Scene, index: int, last: int, whole: int) -> Relation | None:
    """甲783件、乙579件、丙562件，占总量的77%: of all that 、 joins to the last, where that comes out."""
    parts = [last]
    while (
        parts[0] - 1 > whole
        and scene.like(parts[0] - 1, last)
        and _ITEM.fullmatch(scene.gap(parts[0] - 1, parts[0]))
    ):
        parts.insert(0, parts[0] - 1)
    if len(parts) < 2:
        return None
    made = relate(scene.mentions, "ratio", index, tuple((1, i) for i in parts), ((1, whole),), certain=True)
    return made if made is not None and made.holds else None
