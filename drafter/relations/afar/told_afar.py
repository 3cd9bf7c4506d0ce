"""Tie a rate, a growth or a difference whose own paragraph lacks a term to what other paragraphs and tables print under its name."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from drafter.kept import kept
from drafter.patterns import Regex
from drafter.relations.changes.change_terms import TO_CHANGE, subject_of
from drafter.relations.changes.changes import other_basis, own_change
from drafter.relations.evidence.evidence import earlier
from drafter.relations.evidence.guesses import digits, mendable
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene
from drafter.relations.shares.shares import SHARE
from drafter.relations.stems import stem

_PERFORMED = Regex(
    r"(?:资金|预算|经费|年度|全年)*(?P<verb>执行|支付|拨付|支出|使用|到位|完成|投资完成)(?:率|进度)$"
)
# Rates whose name says of what they are, and no part of it what they are a share in.
_KNOWN = {
    "资产负债率": ("负债", "资产"),
    "财政自给率": ("一般公共预算收入", "一般公共预算支出"),
    "常住人口城镇化率": ("城镇常住人口", "常住人口"),
}
_SHORTEST, _TELLING = 2, 4  # characters of a name; those by which a name that does not fit is worth a look
_MOST = 6  # places of one name that are tried
_ROOM = 16  # characters of measure (全年预算数为) between a name and its number
_PRECISE = 3  # digits of a result that hardly fit by chance when the names agree
_BREAK, _LEAD = Regex(r"[，。；：、\n]"), Regex("^(?:其中|而|另外|此外)")


def find_told_afar(scene: Scene, known: Iterable[Relation]) -> Iterator[Relation]:
    """Yield what the names tie over paragraphs, for the results that nothing in `known` explains.

    One that does not hold is likely at most, and only where the text gives each name one value and a slip explains it.
    """
    told = {
        one.target for one in known if (one.holds or one.certain or one.likely) and not _of_points(scene, one)
    }
    names = _Names(scene)
    for line in scene.lines:
        if line.first == line.last or not line.is_prose:
            continue
        left = [i for i, _ in scene.said(line, _is_open) if i not in told]
        if not left:
            continue
        scope = scene.quantities(line)
        for index in left:
            share = scene.mentions[index].role == "ratio"
            tried = _ratios(scene, names, index, scope) if share else _changes(scene, names, index)
            found = _best(scene, itertools.chain(tried, _beside_in_table(scene, names, index, scope)))
            if found is not None:
                yield found


def _is_open(scene: Scene, index: int) -> bool | None:
    mention = scene.mentions[index]
    result = mention.role in ("growth", "change") or (mention.role == "ratio" and mention.measure == "%")
    return (result and not mention.bound and len(digits(scene, index)) >= _PRECISE) or None


def _of_points(scene: Scene, relation: Relation) -> bool:
    """执行率97.65%，得9.77分（满分10分）: that the points follow from the rate does not tell what the rate is of."""
    return relation.kind == "ratio" and scene.mentions[relation.left[0][1]].measure == "分"


class _Names:
    """Where the text prints an amount right behind a name, in prose or in the row of a table; each name is looked up once.

    授予中小企业合同金额 tells 中小企业合同 too, but is not its name.
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._starts = [mention.start for mention in scene.mentions]
        self._found: dict[str, list[int]] = {}

    def called(self, said: str, name: str) -> list[int]:
        """Return the numbers of just this full name, else those of the name without its measure: 本年支出 before 支出总计."""
        if said != name and said.endswith(name):
            exact = [i for i in self._places(said) if self._scene.words_before(i).endswith(said)]
            if exact:
                return exact
        return self.amounts(name)

    def amounts(self, name: str) -> list[int]:
        """Return the numbers that the text names so, their measure aside."""
        if len(name) < _SHORTEST:
            return []
        if name not in self._found:
            self._found[name] = list(dict.fromkeys(self._look(name)))
        return self._found[name]

    @kept
    def cells(self) -> dict[Decimal, list[int]]:
        """The numbers of tables by what they amount to."""
        found: dict[Decimal, list[int]] = {}
        for line in self._scene.lines:
            for index in self._scene.quantities(line) if "\t" in line.text else ():
                found.setdefault(self._scene.mentions[index].amount, []).append(index)
        return found

    def row(self, index: int) -> list[int]:
        """Return the numbers that stand in the row of a cell."""
        text, start = self._scene.text, self._scene.mentions[index].start
        stop = text.find("\n", start)
        first = bisect_left(self._starts, text.rfind("\n", 0, start) + 1)
        return [*range(first, bisect_left(self._starts, stop if stop >= 0 else len(text), first))]

    def _look(self, name: str) -> Iterator[int]:
        for index in self._places(name):
            own = self._scene.stem(index)
            if own == name or (len(name) >= _TELLING and own.endswith(name)):
                yield index

    def _places(self, name: str) -> Iterator[int]:
        """The amounts and rates told right behind a name or in its row."""
        text, at = self._scene.text, self._scene.text.find(name)
        while at >= 0:
            end = at + len(name)
            for index in self._behind(text, end):
                mention = self._scene.mentions[index]
                if mention.role in ("value", "count", "ratio") and not mention.bound:
                    yield index
            at = text.find(name, end)

    def _behind(self, text: str, end: int) -> Iterable[int]:
        """The number right behind a name, or those of its row."""
        first = bisect_left(self._starts, end)
        stop = text.find("\n", end)
        stop = len(text) if stop < 0 else stop
        if first == len(self._starts) or self._starts[first] >= min(stop, end + _ROOM):
            return []
        between = text[end : self._starts[first]]
        if "\t" in between:
            return range(first, min(bisect_left(self._starts, stop, first), first + _MOST))
        return [] if _BREAK.search(between) else [first]


def _best(scene: Scene, tried: Iterable[Relation]) -> Relation | None:
    """The first that holds; else the only one there is, when a slip explains it."""
    broken: dict[object, Relation] = {}
    for one in itertools.islice(tried, 4 * _MOST):
        if one.holds:
            return replace(one, likely=False)
        broken[one.kind, tuple(scene.mentions[i].amount for i in one.terms)] = one
    if len(broken) != 1:
        return None
    (only,) = broken.values()
    exact = all(len(digits(scene, i)) >= _PRECISE for i in only.terms)
    return only if only.likely and exact and mendable(scene, only) else None


def _changes(scene: Scene, names: _Names, index: int) -> Iterator[Relation]:
    """(A − B) ÷ B, A − B, or D ÷ (A − D), of amounts under the name of what changed."""
    if other_basis(scene, index):
        return
    target = scene.mentions[index]
    asked = own_change(scene, index) if target.role == "growth" else None
    told = index if asked is None else asked
    name = _LEAD.sub("", subject_of(scene, told)[0])
    said = _LEAD.sub("", TO_CHANGE.split(scene.words_before(told), maxsplit=1)[0])
    found = [i for i in names.called(said, name) if not scene.planned(i)]
    now = [i for i in found if scene.mentions[i].period == "本年"][:_MOST]
    base = [i for i in found if earlier(scene.mentions[i].period, "本年")][:_MOST]
    points = target.measure in ("个百分点", "百分点")
    for one, other in itertools.product(now, base):
        alike = scene.like(one, other) and (points or target.role == "growth" or scene.like(one, index))
        if not alike or (scene.mentions[one].measure == "%") != points:
            continue
        left = ((1, one), (-1, other))
        if target.role == "growth":
            yield from _made(scene, relate(scene.mentions, "growth", index, left, ((1, other),)), name)
        else:
            yield from _made(scene, relate(scene.mentions, "difference", index, left), name)
    if asked is None:
        return
    sign = scene.mentions[asked].sign or 1
    for one in (i for i in now if scene.like(asked, i)):
        made = relate(scene.mentions, "growth", index, ((sign, asked),), ((1, one), (-sign, asked)))
        yield from _made(scene, made, name, told=asked)


def _ratios(scene: Scene, names: _Names, index: int, scope: Sequence[int]) -> Iterator[Relation]:
    """What was done of what was planned, a named share of a named whole, or one of the rates that everybody knows."""
    words, label = scene.words_before(index), scene.label(index)
    for rate, (part, whole) in _KNOWN.items():
        if label.endswith(rate) or rate in words:
            yield from _pairs(scene, index, names.amounts(part), names.amounts(whole), part, whole)
            return
    if (share := SHARE.search(words)) and share[1]:
        subject, whole = stem(words[: share.start()]), stem(share[1])
        parts = names.amounts(subject) if subject else scene.amounts(index, list(scope), limit=1)
        yield from _pairs(scene, index, parts, names.amounts(whole), subject, whole)
    elif performed := _PERFORMED.search(label):
        name = stem(label[: performed.start()])
        planned = {i: scene.planned(i) for i in names.amounts(name)}
        done = [i for i in planned if not planned[i]]
        yield from _pairs(scene, index, done, [i for i in planned if planned[i]], name)


def _pairs(
    scene: Scene, index: int, parts: Sequence[int], wholes: Sequence[int], *names: str
) -> Iterator[Relation]:
    for part, whole in itertools.product(*(_of_one_year(scene, index, found) for found in (parts, wholes))):
        if part != whole and scene.like(part, whole) and scene.mentions[whole].amount > 0:
            yield from _made(
                scene, relate(scene.mentions, "ratio", index, ((1, part),), ((1, whole),)), *names
            )


def _of_one_year(scene: Scene, index: int, found: Sequence[int]) -> list[int]:
    period = scene.mentions[index].period
    return [i for i in found if scene.mentions[i].period == period and scene.mentions[i].measure != "%"][
        :_MOST
    ]


def _beside_in_table(scene: Scene, names: _Names, index: int, scope: Sequence[int]) -> Iterator[Relation]:
    """支出合计2773.62万元，执行率98.67%: a table prints the amount as well, and beside it what it was to be or was last year."""
    target = scene.mentions[index]
    near = [i for i in scene.amounts(index, list(scope), limit=1) if scene.same_segment(i, index)]
    if target.role == "change" or not near or len(digits(scene, near[0])) < _TELLING:
        return
    growth = target.role == "growth"
    for cell in names.cells.get(scene.mentions[near[0]].amount, ())[:_MOST]:
        for other in names.row(cell):
            mention = scene.mentions[other]
            apart = earlier(mention.period, target.period) if growth else scene.planned(other)
            if other == cell or not apart or not scene.like(other, near[0]) or not mention.amount:
                continue
            left = ((1, near[0]), (-1, other)) if growth else ((1, near[0]),)
            made = relate(scene.mentions, "growth" if growth else "ratio", index, left, ((1, other),))
            yield from _made(scene, made)


def _made(
    scene: Scene, relation: Relation | None, *names: str, told: int | None = None
) -> Iterator[Relation]:
    """The relation, likely where its terms bear these very names."""
    if relation is not None and relation.target not in relation.terms:
        exact = all(
            len(scene.label(i)) >= _TELLING and scene.stem(i) in names for i in relation.terms if i != told
        )
        yield replace(relation, likely=exact)
