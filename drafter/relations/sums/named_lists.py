"""Find totals that the opening words of a list name (决算数中，…；按支出性质分：…)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from drafter.patterns import Regex
from drafter.relations.evidence.guesses import mendable, telling
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene
from drafter.relations.stems import stem
from drafter.relations.sums.changes_parted import changes_parted
from drafter.relations.sums.wholes import are_all_there

_ROLES = ("value", "count")
_OPENED = Regex(
    r"(?:[，。；：\n]|\d[.．、）])\s?(?:(?P<name>[一-鿿]{2,10}?)中|(?P<parted>[一-鿿]{0,10}?)按[一-鿿]{2,8}分(?:类|别)?)[，：]"
)
_WHOLE = Regex(r"合计|总计|总额|共|决算数?|执行数|预算数?")
_PARTED = Regex("其中")
_BEFORE, _BEHIND = 8, 12

_MARKS = ("中，", "中：", "分，", "分：")  # how what opens such a list ends


def find_named_lists(scene: Scene, scope: Sequence[int]) -> Iterator[Relation]:
    """Yield the sums that hold, and as likely those that one slip broke where the names of the parts are known to be all."""
    start = max(scene.text.rfind("\n", 0, scene.mentions[scope[0]].start), 0)
    end = scene.text.find("\n", scene.mentions[scope[-1]].stop)
    end = end if end >= 0 else len(scene.text)
    line = scene.text[start:end]
    for found in _OPENED.finditer(scene.text, start, end) if any(mark in line for mark in _MARKS) else ():
        stop = scene.text.find("。", found.end(), end)
        stop = stop if stop >= 0 else end
        parts = [i for i in scope if found.end() <= scene.mentions[i].start < stop]
        parts = [i for i in parts if scene.mentions[i].role in _ROLES][:_BEHIND]
        name = found["name"] or found["parted"] or ""
        heads = [
            i for i in scope if scene.mentions[i].stop <= found.start() and scene.mentions[i].role in _ROLES
        ]
        named = [i for i in heads if _is_named(scene, i, name)][-_BEFORE:]
        named = named or _afar(scene, name, parts)
        parted = bool(found["parted"]) and found.group().endswith("：")  # 项目经费按用途分：all of them
        yield from _first(_sums(scene, named[::-1], parts, parted=parted))
    for found in _PARTED.finditer(scene.text, start, end):
        yield from changes_parted(scene, scope, found.start(), end)


def _afar(scene: Scene, name: str, parts: Sequence[int]) -> list[int]:
    """基本支出中，工资福利支出a，商品和服务支出b: the one value that the report gives 基本支出 in another paragraph."""
    if len(stem(name)) < 2 or len(parts) < 2:
        return []
    found = [i for i in scene.named_afar(stem(name)) if i not in parts and scene.like(i, parts[0])]
    return found[:1] if len({scene.mentions[i].amount for i in found}) == 1 else []


def _first(relations: Iterator[Relation]) -> list[Relation]:
    kept = list(relations)
    return [one for one in kept if one.holds][:1] or kept[:1]


def _is_named(scene: Scene, head: int, name: str) -> bool:
    words = scene.words_before(head).removesuffix("为")
    return words.endswith(name) if name else bool(_WHOLE.search(words))


def _sums(scene: Scene, heads: Sequence[int], parts: Sequence[int], *, parted: bool) -> Iterator[Relation]:
    for head in heads:
        alike = [i for i in parts if scene.like(i, head)]
        for count in range(len(alike), 1, -1):
            group = alike[:count]
            made = relate(scene.mentions, "sum", head, tuple((1, i) for i in group), certain=True)
            to_the_end = count == len(alike) and (_of_one_noun(scene, group) or (parted and count > 2))
            complete = are_all_there(scene, group) or to_the_end
            if made is not None and made.holds and (telling(scene, made) or complete):
                yield made
            elif made is not None and complete and mendable(scene, made):
                yield relate(scene.mentions, "sum", head, made.left, likely=True) or made


def _of_one_noun(scene: Scene, group: Sequence[int]) -> bool:
    """正高级教师5人、高级教师78人、一级教师86人: three names or more, one behind the other, that end in one noun."""
    names = [re.sub(r"[（(].*?[）)]|[、，；和及其中]", "", scene.words_before(i)) for i in group]
    joined = all(
        re.fullmatch(r"[、，；和及与][^，。；：\d]{2,16}", scene.gap(i, j))
        for i, j in itertools.pairwise(group)
    )
    return len(group) > 2 and joined and len({name[-2:] for name in names}) == 1 and len(names[0]) > 2
