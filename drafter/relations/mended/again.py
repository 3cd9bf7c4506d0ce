"""Read a paragraph once more without the slip that may be in a number of which nothing is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.relations.mended.dues import find_dues
from drafter.relations.mended.likely import is_a_slip
from drafter.relations.mended.meant import Meant
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene

_AROUND = 5  # numbers before and behind that one is reckoned with
_TRIED, _TRIED_OF_ALL = 2, 8
# How fast a number that stands away stops being a likely term; and how much likelier than a chance a reading must be to be tried.
_BY_NUMBER, _BY_SENTENCE, _WORTH, _AS_PRINTED = 0.85, 0.4, 0.7, 100.0
_TELLING = 2  # digits


@dataclass(frozen=True, slots=True)
class _Reading:
    """Number `index` read as `mention` makes a calculation with `others` come out; `worth` tells how hardly by chance."""

    index: int
    mention: Mention
    others: tuple[int, ...]
    worth: float


def find_mended(
    scene: Scene,
    scope: Sequence[int],
    known: Sequence[Relation],
    find: Callable[[Scene, list[int]], Sequence[Relation]],
) -> Iterator[Relation]:
    """Yield what `find` ties a number by that `known` leaves alone, once a slip in it is taken back.

    A slip of one digit, of two that are swapped, of the point or the unit; which of its numbers has slipped is for others to tell.
    """
    told = {i for one in known if one.holds or one.certain or one.likely for i in one.numbers}
    doubted = {i for one in known if not one.holds and (one.certain or one.likely) for i in one.numbers}
    alone = [i for i in scope if i not in told and _may_slip(scene.mentions[i])]
    readings = [one for i in alone for one in _best(_readings(scene, scope, i), _TRIED)]
    said: set[frozenset[int]] = set()
    for together in _apart(_best(readings, _TRIED_OF_ALL)):
        read = {one.index: one.mention for one in together}
        view = scene.with_numbers(read, scope)
        for made in find(view, [*scope]):
            if not made.holds or made.numbers in said or not doubted.isdisjoint(made.numbers):
                continue
            if len(read.keys() & made.numbers) == 1:
                said.add(made.numbers)
                broken = _as_printed(scene, made)
                if broken is not None and not broken.holds and is_a_slip(scene, broken, certain=made.certain):
                    yield broken
        scene.look_to(view.looked_to)


def _apart(readings: Iterable[_Reading]) -> list[list[_Reading]]:
    """The readings in groups that may be tried at once: none is of a number that another one reckons with."""
    groups: list[list[_Reading]] = []
    for one in readings:
        numbers = {one.index, *one.others}
        for group in groups:
            if all(other.index not in numbers and one.index not in other.others for other in group):
                group.append(one)
                break
        else:
            groups.append([one])
    return groups


def _as_printed(scene: Scene, made: Relation) -> Relation | None:
    how = {"likely": True, "factor": made.factor, "years": made.years}
    return relate(scene.mentions, made.kind, made.target, made.left, made.right, **how)  # type: ignore[arg-type]


def _may_slip(mention: Mention) -> bool:
    return mention.telling >= _TELLING and not mention.bound and mention.token[:1].isdigit()


def _best(readings: Iterable[_Reading], most: int) -> list[_Reading]:
    """The likeliest, one for each calculation."""
    best: dict[frozenset[int], _Reading] = {}
    for one in sorted(readings, key=lambda one: -one.worth):
        best.setdefault(frozenset((one.index, *one.others)), one)
    return [*best.values()][:most]


def _readings(scene: Scene, scope: Sequence[int], index: int) -> list[_Reading]:
    at = scope.index(index)
    around = scope[max(at - _AROUND, 0) : at + _AROUND + 1]
    near = [i for i in around if i != index and scene.mentions[i].value]
    weights = {
        i: _BY_NUMBER ** abs(i - index) * (1.0 if scene.same_sentence(i, index) else _BY_SENTENCE)
        for i in near
    }
    meant, found = Meant(scene.mentions[index]), []
    for due in find_dues(scene, index, near):
        worth = 1.0
        for i in due.others:
            worth *= weights[i]
        if due.is_run and worth > _AS_PRINTED * meant.is_by_chance(due.value, due.loose):
            return []  # a run of amounts comes out as it is printed, though no words say so
        read = meant.read_as(due.value, due.loose)
        if read is not None and worth > _WORTH * read[1] and _says(scene, due.words, (index, *due.others)):
            found.append(_Reading(index, read[0], due.others, worth / read[1]))
    return found


def _says(scene: Scene, words: Regex | None, numbers: Sequence[int]) -> bool:
    """Whether the words are in the clauses from the first of the numbers to the last."""
    if words is None:
        return True
    start, stop = scene.mentions[min(numbers)].start, scene.mentions[max(numbers)].stop
    return words.search(scene.text, max(start - 12, 0), stop + 2) is not None
