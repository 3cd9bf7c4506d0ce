"""Tie the numbers of lines that nothing numbers to the line that opens them: 基本支出a，其中： ⏎ 人员经费b，主要包括… ⏎ 公用经费c."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from drafter.patterns import Regex
from drafter.relations.evidence.chance import chance
from drafter.relations.evidence.guesses import mendable, telling
from drafter.relations.line import Line
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene
from drafter.relations.sums.totals import sum_of
from drafter.relations.sums.wholes import are_all_there

_ROLES, _TOLD_OF_IT = ("value", "count"), ("growth", "change", "ratio", "structural")
_OPENS = Regex(
    r"(?:具体(?:为|是|包括|情况)?|如下|其中|分别为|分别是|包括|情况为|分为|构成)[^，。；：\n]{0,6}[：:]\s*$"
)
_AMONG = Regex(r"^[^，。；\d]{0,6}[，。；]\s*其中[：，]?[^，。；：\d]{1,12}$")
_NAME_FIRST = Regex(r"[ 　\t]*[一-鿿“”][一-鿿“”（）()]{2,19}(?:为|共)? *\d")
_FEWEST, _MOST = 2, 12
_UNLIKELY = 0.5  # how easily a slip may mend the list by accident


def opens(line: Line) -> bool:
    """Whether it has numbers and says at its end that a list follows."""
    named = line.first < line.last and line.text.rstrip().endswith(("：", ":"))
    return named and _OPENS.search(line.text) is not None


def is_part(scene: Scene, i: int, head: int) -> bool:
    return scene.mentions[i].role in _ROLES and scene.like(i, head) and not scene.mentions[i].bound


def find_named_lines(scene: Scene, lines: Sequence[Line]) -> Iterator[Relation]:
    """Yield the sum of lines that are all there is by their names, or of all lines of the run where it comes out or one slip explains it.

    Where the amounts come out, what each of them changed by makes up the change of the whole.
    """
    for n, line in enumerate(lines):
        if (begun := _begun(scene, line)) is None:
            continue
        head, *parts = begun
        if scene.mentions[head].role not in _ROLES or scene.mentions[head].bound:
            continue
        if any(is_part(scene, i, head) and scene.same_sentence(i, head) for i in range(line.first, head)):
            continue  # 购置费18万元、接待费2万元，具体情况如下: one of a list itself
        parts += _below(scene, head, lines[n + 1 : n + 1 + _MOST])
        made = _whole(scene, head, parts)
        if made is None:
            continue
        yield made
        if made.holds and (moved := _changes(scene, made)) is not None:
            yield moved


def _below(scene: Scene, head: int, lines: Sequence[Line]) -> Iterator[int]:
    """The first number of each line that opens with its name."""
    for line in lines:
        if not _NAME_FIRST.match(line.text) or not (numbers := scene.quantities(line)):
            return
        if not is_part(scene, numbers[0], head):
            return
        yield numbers[0]


def _whole(scene: Scene, head: int, parts: Sequence[int]) -> Relation | None:
    """The lines from the first on that come out; else those that are all there is by their names, else all."""
    runs = [parts[:size] for size in range(len(parts), _FEWEST - 1, -1)]
    made = [sum_of(scene, head, run, certain=True, likely=True) for run in runs]
    found = [one for one in made if one is not None]
    if held := next((one for one in found if one.holds and _is_told(scene, one)), None):
        return held
    named = next((one for one in found if are_all_there(scene, one.terms)), None)
    if named is not None and (len(named.terms) == len(parts) or mendable(scene, named)):
        return named
    return next((one for one in found[:1] if _is_told(scene, one)), None)


def _is_told(scene: Scene, made: Relation) -> bool:
    if made.holds:
        return len(made.terms) > _FEWEST or telling(scene, made) or are_all_there(scene, made.terms)
    return len(made.terms) > _FEWEST and mendable(scene, made) and chance(scene.mentions, made) < _UNLIKELY


def _changes(scene: Scene, made: Relation) -> Relation | None:
    """支出a，比上年减少d，其中： ⏎ 接待费b，比上年增加e。 ⏎ 用车费c，比上年减少f。: d = f − e."""
    whole, *parts = (_change_of(scene, i) for i in (made.target, *made.terms))
    left = tuple((scene.mentions[i].sign or 1, i) for i in parts if i is not None)
    if whole is None or len(left) < len(parts):
        return None
    moved = relate(scene.mentions, "difference", whole, left, likely=True)
    return moved if moved is not None and (moved.holds or mendable(scene, moved)) else None


def _change_of(scene: Scene, i: int) -> int | None:
    """The change told right behind an amount."""
    after = i + 1
    while after < len(scene.mentions) and scene.mentions[after].role == "structural":
        after += 1
    if after == len(scene.mentions) or scene.mentions[after].role != "change":
        return None
    return after if scene.like(i, after) and scene.same_segment(i, after) else None


def _begun(scene: Scene, line: Line) -> list[int] | None:
    """The amount that the lines below part, and its first part where that stands in the same line: 基本支出a，其中：人员经费b，主要包括…； ⏎"""
    if line.first == line.last:
        return None
    if opens(line):
        told = (i for i in reversed(scene.quantities(line)) if scene.mentions[i].role not in _TOLD_OF_IT)
        return [*itertools.islice(told, 1)] or None
    if not line.text.rstrip().endswith("；"):
        return None
    own = scene.quantities(line)
    for head, part in itertools.pairwise(own):
        if _AMONG.search(scene.gap(head, part)) and is_part(scene, part, head):
            return [head, part]
    return None
