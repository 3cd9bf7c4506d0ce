"""Tie proportions that are written as one: 三次产业结构为12.1:40.5:47.4, in hundredths of the amounts told before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene

_FEWEST = 3
_COLONS = frozenset(":：∶")


def find_proportions(scene: Scene, scope: Sequence[int]) -> Iterator[Relation]:
    """Yield the share of each amount in all; one that does not hold only where most of its fellows do."""
    for run in _runs(scene, scope):
        parts = _parts(scene, [i for i in scope if i < run[0]], len(run))
        shares = [
            relate(
                scene.mentions,
                "ratio",
                target,
                ((1, part),),
                tuple((1, i) for i in parts),
                certain=True,
                factor=Decimal(100),
            )
            for target, part in zip(run, parts, strict=False)
        ]
        holding = sum(one is not None and one.holds for one in shares)
        if 2 * holding > len(run):
            yield from (one for one in shares if one is not None)


def _runs(scene: Scene, scope: Sequence[int]) -> Iterator[list[int]]:
    """The numbers without a unit that only colons part."""
    run: list[int] = []
    for i in [*scope, None]:
        if i is not None and run and i == run[-1] + 1 and scene.gap(run[-1], i).strip() in _COLONS:
            run.append(i)
            continue
        if len(run) >= _FEWEST:
            yield run
        run = [i] if i is not None and not scene.mentions[i].measure else []


def _parts(scene: Scene, before: Sequence[int], count: int) -> list[int]:
    """The last amounts of one kind before the proportions; how each of them grew may stand between."""
    amounts = [i for i in before if scene.mentions[i].role == "value" and scene.mentions[i].measure]
    parts = amounts[-count:]
    alike = len(parts) == count and all(scene.like(i, parts[0]) for i in parts)
    return parts if alike else []
