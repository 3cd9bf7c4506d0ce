"""Find what an amount of the paragraphs before is parted into: whole sentences of a paragraph, or what several paragraphs open with.

地区生产总值412.6亿元，增长4.8%。 ⏎ 分产业看，第一产业a；第二产业b；第三产业c.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from math import fsum

from drafter.numbers.quantity import Mention
from drafter.relations.afar.spans import KIN, REST, ROLES, WAS
from drafter.relations.broken.as_meant import without_crumbs
from drafter.relations.evidence.accidents import of_sum
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene

_BEFORE, _PARAGRAPHS = 24, 3  # amounts among which the whole is looked for, and over how many paragraphs
_FEWEST, _MOST = 2, 12
_DOUBT = 0.02
_TELLING, _MANY = 3, 4  # digits of a total, or else parts, below which it comes out of any three numbers


def find_spans_afar(scene: Scene, known: Sequence[Relation]) -> Iterator[Relation]:
    """Yield the sums that come out by no accident, of numbers that no other sum holds together."""
    told = {one.numbers for one in known if one.holds}
    joined = {i: one.target for one in known if one.kind == "sum" and one.holds for i in one.terms}
    scopes = scene.paragraphs
    paragraphs = [
        {kind: [scope[n] for n in items] for kind, items in scene.once(scope, _kinds).items()}
        for scope in scopes
    ]
    for place, kinds in enumerate(paragraphs):
        for kind in kinds:
            heads = [
                i
                for before in paragraphs[max(place - _PARAGRAPHS, 0) : place]
                for i in before.get(kind, ())[-_BEFORE:]
            ][-_BEFORE:]
            if heads:
                own = [
                    [scopes[place][n] for n in group] for group in scene.once(scopes[place], _groups)[kind]
                ]
                for made in _fitting(scene, heads, [*own, *_openings(paragraphs, place, kind)]):
                    if made.numbers not in told and not _held_together(made, joined):
                        told.add(made.numbers)
                        joined |= dict.fromkeys(made.terms, made.target)
                        yield made


def _kinds(scene: Scene, scope: Sequence[int]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for n, i in enumerate(scope):
        mention = scene.mentions[i]
        if _counts(mention):
            found.setdefault(KIN.get(mention.measure, mention.measure), []).append(n)
    return found


def _groups(scene: Scene, scope: Sequence[int]) -> dict[str, list[list[int]]]:
    """What may make up a whole, of each kind."""
    place = {i: n for n, i in enumerate(scope)}
    return {
        kind: [[place[i] for i in group] for group in _grouped(scene, [scope[n] for n in items])]
        for kind, items in scene.once(scope, _kinds).items()
    }


def _counts(mention: Mention) -> bool:
    plain = mention.role in ROLES and mention.amount > 0 and not mention.bound
    return plain and mention.period not in ("上年", "下年")


def _grouped(scene: Scene, items: Sequence[int]) -> Iterator[Sequence[int]]:
    """The amounts of each sentence, of all sentences, and what the parts of each and of all open with."""
    sentences: list[list[int]] = []
    for n, i in enumerate(items):
        if n and scene.same_sentence(items[n - 1], i):
            sentences[-1].append(i)
        else:
            sentences.append([i])
    for run in [*sentences, items] if len(sentences) > 1 else sentences:
        own = [i for n, i in enumerate(run) if not n or "其中" not in scene.gap(run[n - 1], i)]
        firsts = [i for n, i in enumerate(run) if not n or not scene.same_segment(run[n - 1], i)]
        seen: list[Sequence[int]] = []
        for group in (run, own, firsts):
            if _FEWEST <= len(group) <= _MOST and group not in seen:
                seen.append(group)
                yield group


def _openings(paragraphs: Sequence[dict[str, list[int]]], place: int, kind: str) -> Iterator[Sequence[int]]:
    """What this paragraph and the next ones open with: 查处甲类3800起，… ⏎ 查处乙类4094起，…"""
    firsts = [own[kind][0] for own in paragraphs[place : place + _PARAGRAPHS] if kind in own]
    yield from (firsts[:n] for n in range(_FEWEST, len(firsts) + 1))


def _fitting(scene: Scene, heads: Sequence[int], groups: Sequence[Sequence[int]]) -> Iterator[Relation]:
    order = sorted((scene.mentions[i].rough[0], i) for i in heads)
    for tried, group in enumerate(groups, 1):
        amounts, steps = zip(*[scene.mentions[i].rough for i in group], strict=True)
        total, slack = fsum(amounts), fsum(steps)
        near = bisect_left(order, (total - slack, -1))
        if near == len(order) or order[near][0] > total + slack:
            continue
        terms = [scene.mentions[i] for i in group]
        larger = len(order) - bisect_left(order, (max(amounts), -1))
        for amount, head in order[near:]:
            if amount > total + slack:
                break
            made = relate(scene.mentions, "sum", head, tuple((1, i) for i in group))
            if made is None or not made.holds or REST.search(scene.words_before(head)):
                continue
            if any(WAS.search(scene.words_before(i)) for i in made.numbers):
                continue
            if len({one.amount for one in terms}) < len(terms) or _of_the_other_side(scene, head, group):
                continue
            plain = len(group) < _MANY and scene.mentions[head].telling < _TELLING
            if not plain and of_sum(scene.mentions, made) * larger * tried <= _DOUBT:
                yield without_crumbs(scene, made)
                break


def _of_the_other_side(scene: Scene, head: int, group: Sequence[int]) -> bool:
    """收入总计a，支出总计a。收入b，年初结转c: what came in parts the one total, not the other of the same amount."""
    labels = [scene.label(i) for i in group]
    for side, other in (("收入", "支出"), ("支出", "收入")):
        if side in scene.label(head) and other not in scene.label(head):
            return any(other in one for one in labels) and not any(side in one for one in labels)
    return False


def _held_together(made: Relation, joined: dict[int, int]) -> bool:
    """Whether two of the parts are parts of something else already."""
    wholes = [joined[i] for i in made.terms if i in joined]
    return len(wholes) > len({*wholes})
