"""Find the arithmetic between numbers of a text: rates, growth, differences and sums, found by wording and by calculation."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from drafter.labels import label_of
from drafter.quantity import Mention

Kind = Literal["ratio", "growth", "difference", "sum"]
Terms = tuple[tuple[int, int], ...]  # (sign, index of the mention)

_PERCENT = {"%": Decimal(100), "‰": Decimal(1000), "": Decimal(1), "倍": Decimal(1), "成": Decimal(10)}


@dataclass(frozen=True, slots=True)
class Relation:
    """`target` is stated to be Σ`left`, divided by Σ`right` when there is a right side.

    `certain` means that the wording names the terms, so that a relation that does not hold is an error; one that was only
    found by calculation always holds. `expected` is the recomputed value in the target's unit, signed.
    """

    kind: Kind
    target: int
    left: Terms
    right: Terms
    holds: bool
    certain: bool
    expected: Decimal

    @property
    def terms(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(index for _, index in self.left + self.right))

    def formula(self, names: Callable[[int], str]) -> str:
        """Return the formula in terms of what `names` calls each mention, such as "F3/(F4+F5)"."""
        left = _side(self.left, names)
        if not self.right:
            return left
        return f"{_wrap(left, self.left)}/{_wrap(_side(self.right, names), self.right)}"


def find_relations(text: str, mentions: Sequence[Mention]) -> tuple[Relation, ...]:
    """Return the relations inside the paragraphs of `text`, at most one for each target, in the order of their targets."""
    finder = _Finder(text, mentions)
    return tuple(sorted(finder.all(), key=lambda relation: relation.target))


def recompute(terms: Iterable[tuple[Terms, Sequence[Mention]]]) -> list[tuple[Decimal, Decimal]]:
    """Return the interval each signed sum may lie in, given how precisely its terms were written."""
    return [_interval(side, mentions) for side, mentions in terms]


_SPENT = re.compile(r"执行|决算|实际|完成数|完成值|支付|支出(?!预算)|使用|到位")
_PLANNED = re.compile(r"预算(?!执行|支付|完成)|目标|计划|任务|指标数|应")
_DONE = re.compile(r"执行率|支付率|支出率|支出进度|预算完成率|完成[^，。；]{0,10}预算|完成率|预算的$|预算数的$")
_SHARE = re.compile(r"占(?!用|地|领)[^，。；]{0,18}$|占比|比重|比例")
_RATE = re.compile(r"([\u4e00-\u9fff]{2,6})率")
_EXHAUSTIVE = (
    ("基本支出", "项目支出"),
    ("人员经费", "公用经费"),
    ("人员支出", "公用支出"),
    ("税收收入", "非税收入"),
    ("中央", "地方"),
)


class _Finder:
    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self.text = text
        self.mentions = mentions
        self._labels: dict[int, str] = {}
        self._starts = [mention.start for mention in mentions]

    def label(self, index: int) -> str:
        if index not in self._labels:
            self._labels[index] = label_of(self.text, self.mentions, index)
        return self._labels[index]

    def all(self) -> Iterator[Relation]:
        for scope in self._paragraphs():
            found: dict[int, Relation] = {}
            for relation in self._sums(scope):
                found.setdefault(relation.target, relation)
            for index in scope:
                mention = self.mentions[index]
                if index in found and mention.role not in ("growth", "change", "ratio"):
                    continue
                relation_or_none = self._of(index, scope, found)
                if relation_or_none is not None:
                    found[index] = relation_or_none
            yield from found.values()

    def _of(self, index: int, scope: list[int], found: dict[int, Relation]) -> Relation | None:
        role = self.mentions[index].role
        if role == "growth":
            return self._growth(index, scope)
        if role == "change":
            return self._difference(index, scope)
        if role == "ratio" and self.mentions[index].measure in ("%", "‰"):
            return self._ratio(index, scope)
        return None

    def _paragraphs(self) -> Iterator[list[int]]:
        """The quantities of each line of prose; lines of a table are left to the table checks."""
        start = 0
        for line in self.text.splitlines(keepends=True):
            end = start + len(line)
            begin, stop = bisect_left(self._starts, start), bisect_left(self._starts, end)
            scope = [i for i in range(begin, stop) if not self.mentions[i].structural]
            if len(scope) > 1 and "\t" not in line and re.search(r"[，。；]", line):
                yield scope
            start = end

    def _gap(self, left: int, right: int) -> str:
        return self.text[self.mentions[left].stop : self.mentions[right].start]

    def _same_sentence(self, left: int, right: int) -> bool:
        return not re.search(r"[。\n]", self._gap(min(left, right), max(left, right)))

    def _same_segment(self, left: int, right: int) -> bool:
        return not re.search(r"[。；\n]", self._gap(min(left, right), max(left, right)))

    def _amounts(self, index: int, scope: list[int], *, limit: int = 12) -> list[int]:
        """Amounts before `index` in its paragraph, nearest first."""
        before = [i for i in scope if i < index and self.mentions[i].role in ("value", "count", "score")]
        return before[::-1][:limit]

    def _like(self, one: int, other: int) -> bool:
        return self.mentions[one].measure == self.mentions[other].measure

    def _check(self, kind: Kind, target: int, left: Terms, right: Terms, *, certain: bool) -> Relation | None:
        low, high = _quotient(left, right, self.mentions, _PERCENT.get(self.mentions[target].measure, Decimal(1)))
        exact = _exact(left, right, self.mentions, _PERCENT.get(self.mentions[target].measure, Decimal(1)))
        if exact is None:
            return None
        stated_low, stated_high = _stated(self.mentions[target], kind)
        # The recomputed value may be rounded or cut at the written place: compare intervals, then one whole step.
        holds = low <= stated_high and stated_low <= high
        shown = exact if right else exact / _factor(self.mentions[target])
        return Relation(kind, target, left, right, holds, certain, shown)

    # -- rates -----------------------------------------------------------------------------------------------------

    def _ratio(self, index: int, scope: list[int]) -> Relation | None:
        words = self._words_before(index)
        named = self._named_pair(index, scope, words)
        if named is not None:
            relation = self._check("ratio", index, ((1, named[0]),), ((1, named[1]),), certain=True)
            if relation is not None and relation.holds:
                return relation
        else:
            relation = None
        overall = self._overall_rate(index, scope, words)
        if overall is not None and (overall.holds or relation is None):
            return overall
        by_number = self._ratio_by_number(index, scope, words)
        return by_number or relation

    def _words_before(self, index: int) -> str:
        mention = self.mentions[index]
        begin = max(mention.start - 24, self.mentions[index - 1].stop if index else 0)
        return re.split(r"[，。；：\n]", self.text[begin : mention.start])[-1].strip()

    def _named_pair(self, index: int, scope: list[int], words: str) -> tuple[int, int] | None:
        """The numerator and denominator that the wording names, in this sentence."""
        near = [i for i in self._amounts(index, scope) if self._same_sentence(i, index)]
        if _DONE.search(words) and len(near) >= 2:
            spent, planned = near[0], near[1]
            if not (self._like(spent, planned) and self._same_segment(planned, index)):
                return None
            if _planned(self.label(spent)) and not _planned(self.label(planned)):
                spent, planned = planned, spent
            if _planned(self.label(planned)) and not _planned(self.label(spent)):
                return spent, planned
            return None
        if _SHARE.search(words):
            return self._share_pair(index, near, scope)
        rate = _RATE.search(words)
        if rate and len(near) >= 2 and self._same_segment(near[1], index) and self._like(near[0], near[1]):
            verb = rate[1][-2:]
            own = self.text[self.mentions[near[1]].stop : self.mentions[near[0]].start]
            if verb in own and self.mentions[near[0]].amount <= self.mentions[near[1]].amount:
                return near[0], near[1]
        return None

    def _share_pair(self, index: int, near: list[int], scope: list[int]) -> tuple[int, int] | None:
        """X合计A，其中：B b，占p%: the head of the list is the whole, when another share of the list agrees with it."""
        if not near or not self._same_segment(near[0], index):
            return None
        part = near[0]
        if not re.match(r"\s*[，,、（(]?\s*(?:占|所占|比重)", self._gap(part, index)):
            return None
        wholes = [i for i in self._amounts(index, scope, limit=40) if i != part and self._like(i, part)]
        for whole in wholes[::-1]:
            shares = [
                (i, j)
                for i in scope
                if self.mentions[i].role == "ratio" and i not in (index,)
                for j in [i - 1]
                if j in scope and j > whole and self._like(j, whole) and _SHARE.search(self._words_before(i))
            ]
            agreeing = 0
            for i, j in shares:
                relation = self._check("ratio", i, ((1, j),), ((1, whole),), certain=False)
                if relation is not None and relation.holds and self.mentions[j].amount:
                    agreeing += 2 if self.mentions[i].step < Decimal("0.1") else 1
            if agreeing >= 2:
                return part, whole
        return None

    def _overall_rate(self, index: int, scope: list[int], words: str) -> Relation | None:
        """A total's rate whose planned total is printed only as the parts of 其中: 支出A，执行率p。其中，基本支出预算数…项目支出预算数…"""
        if not _DONE.search(words):
            return None
        near = [i for i in self._amounts(index, scope) if self._same_sentence(i, index)]
        if not near:
            return None
        after = [i for i in scope if i > index and self._like(i, near[0]) and self.mentions[i].role == "value"]
        if not after or "其中" not in self._gap(index, after[0]):
            return None
        planned = [i for i in after if _planned(self.label(i))]
        spent = [i for i in after if not _planned(self.label(i)) and _SPENT.search(self.label(i))]
        if len(planned) < 2 or len(planned) != len(spent):
            return None
        whole = next((i for i in near if self._adds_up(i, spent)), None)
        if whole is None:
            return None
        return self._check("ratio", index, ((1, whole),), tuple((1, i) for i in planned), certain=True)

    def _ratio_by_number(self, index: int, scope: list[int], words: str) -> Relation | None:
        target = self.mentions[index]
        if target.step >= 1 or target.value in (0, 100) or not (_DONE.search(words) or _SHARE.search(words) or _RATE.search(words)):
            return None
        near = self._amounts(index, scope)
        for gap in range(1, len(near)):
            for i in range(len(near) - gap):
                for part, whole in ((near[i], near[i + gap]), (near[i + gap], near[i])):
                    if not self._like(part, whole) or not self.mentions[whole].amount:
                        continue
                    low, high = _quotient(((1, part),), ((1, whole),), self.mentions, Decimal(100))
                    if high - low > 4 * target.step:
                        continue  # too coarse a pair to tell anything
                    relation = self._check("ratio", index, ((1, part),), ((1, whole),), certain=False)
                    if relation is not None and relation.holds:
                        return relation
        return None

    # -- growth and differences ------------------------------------------------------------------------------------

    def _growth(self, index: int, scope: list[int]) -> Relation | None:
        """增加D万元，增长p%: p = D ÷ (A − D); or, with last year's value B printed, (A − B) ÷ B."""
        change = next((i for i in reversed(scope) if i < index and self.mentions[i].role == "change"), None)
        if change is not None and not (self._same_segment(change, index) and self._next_to(change, index)):
            change = None
        if re.search(r"生产总值|增加值", self.label(index)):
            return None  # published at constant prices: the printed amounts do not give the rate
        asked = index if change is None else change
        before = self._base(asked, scope)
        now = self._now(asked, scope)
        if now is None:
            return None
        certain = self._named_now(asked, now)
        if before is not None and self._like(before, now):
            return self._check("growth", index, ((1, now), (-1, before)), ((1, before),), certain=certain)
        if change is not None and self._like(change, now):
            sign = self.mentions[change].sign or 1
            if self.mentions[change].amount != self.mentions[now].amount or sign < 0:
                return self._check("growth", index, ((sign, change),), ((1, now), (-sign, change)), certain=certain)
        return None

    def _next_to(self, change: int, index: int) -> bool:
        """增加D，增长p%: the rate follows its amount within a few words."""
        return len(self._gap(change, index)) <= 14 and not any(
            self.mentions[i].role != "structural" for i in range(change + 1, index)
        )

    def _is_base(self, index: int) -> bool:
        """比预算数138.50万元, 较“十三五”末的9323.1亿元: what something is compared with."""
        mention = self.mentions[index]
        clause = re.split(r"[，。；：\n]", self.text[max(mention.start - 30, 0) : mention.start])[-1]
        return bool(re.match(r"\s*(?:[^，]{0,8})(?:比|较|由|从)", clause)) and not mention.direction

    def _base(self, index: int, scope: list[int]) -> int | None:
        """What the change at `index` starts from: the amount compared with in its own clause, or last year's in its sentence."""
        near = [i for i in self._amounts(index, scope) if self._same_segment(i, index) and self._like_money(i, index)]
        if near and self._is_base(near[0]) and not re.search(r"[，。；]", self._gap(near[0], index)):
            return near[0]
        if re.search(r"比|较|同比", self._words_before(index)) or not near:
            return next((i for i in near if self.mentions[i].period == "上年"), None)
        return None

    def _like_money(self, one: int, target: int) -> bool:
        return self.mentions[target].role == "growth" or self._like(one, target)

    def _now(self, index: int, scope: list[int]) -> int | None:
        """The amount that grew: the one of the same name, else the nearest of the sentence that is not itself a base."""
        own = re.sub(r"(增长率|增减额)$", "", self.label(index))
        near = [
            i
            for i in self._amounts(index, scope, limit=40)
            if self.mentions[i].period == "本年" and not self._is_base(i) and self._like_money(i, index)
        ]
        named = next((i for i in near if _alike(self.label(i), own)), None)
        if named is not None:
            return named
        return next((i for i in near[:1] if self._same_segment(i, index)), None)

    def _named_now(self, index: int, now: int) -> bool:
        own = re.sub(r"(增长率|增减额)$", "", self.label(index))
        exact = self.label(now) == own and len(own) >= 3
        written = self.mentions[now].step <= self.mentions[index].step or self.mentions[index].role == "growth"
        return written and (exact or _alike(self.label(now), own)) and self.mentions[now].bound == ""

    def _difference(self, index: int, scope: list[int]) -> Relation | None:
        before, now = self._base(index, scope), self._now(index, scope)
        if before is None or now is None or now == before or not self._like(before, now):
            return None
        return self._check("difference", index, ((1, now), (-1, before)), (), certain=self._same_segment(now, index))

    # -- sums ------------------------------------------------------------------------------------------------------

    def _sums(self, scope: list[int]) -> Iterator[Relation]:
        """The lists that 其中 and its like open: the nearest amount before that its parts add up to."""
        for found in re.finditer(r"其中|分中央和地方看|包括|分别(?:为|是)", self._line(scope)):
            at = self._line_start(scope) + found.start()
            heads = [i for i in scope if self.mentions[i].stop <= at and self.mentions[i].role in ("value", "count")]
            stop = self._end_of_list(at)
            parts = [i for i in scope if at < self.mentions[i].start < stop and self.mentions[i].role in ("value", "count")]
            tried = [(head, [i for i in parts if self._like(i, head)]) for head in reversed(heads[-8:])]
            sums = (self._sum_of(head, alike) for head, alike in tried)
            held = next((one for one in sums if one is not None), None)
            if held is None and tried:
                held = next((one for head, alike in self._opened_by(at, tried) if (one := self._must_sum(head, alike))), None)
            if held is not None:
                yield held

    def _opened_by(self, at: int, tried: list[tuple[int, list[int]]]) -> list[tuple[int, list[int]]]:
        """The head that 其中 speaks of when the sum does not hold: the amount just before it, else the paragraph's first."""
        return [tried[0]] if not re.search(r"[。；]", self.text[self.mentions[tried[0][0]].stop : at]) else [tried[0], tried[-1]]

    def _line_start(self, scope: list[int]) -> int:
        return self.text.rfind("\n", 0, self.mentions[scope[0]].start) + 1

    def _line(self, scope: list[int]) -> str:
        start = self._line_start(scope)
        end = self.text.find("\n", start)
        return self.text[start : end if end >= 0 else len(self.text)]

    def _end_of_list(self, at: int) -> int:
        found = re.compile(r"[。\n]").search(self.text, at)
        return found.start() if found else len(self.text)

    def _sum_of(self, head: int, parts: list[int]) -> Relation | None:
        """The parts that add up to `head`: all of them, those of one measure word (执行数), or the first level of a nested list."""
        if len(parts) < 2:
            return None
        for group in [parts, *self._by_metric(parts), *([parts[:n] for n in range(len(parts) - 1, 1, -1)])]:
            if len(group) >= 2 and self._adds_up(head, group) and self._big_enough(head):
                return self._check("sum", head, tuple((1, i) for i in group), (), certain=True)
        return None

    def _must_sum(self, head: int, parts: list[int]) -> Relation | None:
        """A sum that does not hold although its parts are the whole by their names (基本支出 and 项目支出)."""
        spent = bool(_SPENT.search(self.label(head))) and not _planned(self.label(head))
        for group in [parts, *self._by_metric(parts), parts[:2]]:
            if not group or (spent and self._metric(group[0]) == "预算"):
                continue
            if self._exhaustive(group) and self._metric(head) in ("", self._metric(group[0])):
                return self._check("sum", head, tuple((1, i) for i in group), (), certain=True)
        return None

    def _by_metric(self, parts: list[int]) -> list[list[int]]:
        groups: dict[str, list[int]] = {}
        for i in parts:
            groups.setdefault(self._metric(i), []).append(i)
        return [group for group in groups.values() if len(group) >= 2 and len(group) < len(parts)]

    def _metric(self, index: int) -> str:
        found = re.search(r"(预算数?|执行数?|决算数?)$", self.label(index))
        return found[1][:2] if found else ""

    def _exhaustive(self, group: list[int]) -> bool:
        labels = [self.label(i) for i in group]
        return len(group) == 2 and any(
            one in labels[0] and other in labels[1] or one in labels[1] and other in labels[0] for one, other in _EXHAUSTIVE
        )

    def _big_enough(self, head: int) -> bool:
        """Small whole numbers add up by chance: 22 = 14 + 8."""
        mention = self.mentions[head]
        return mention.step < 1 or mention.value >= 100 or "其中" in self.text[mention.stop : mention.stop + 6]

    def _adds_up(self, head: int, parts: Sequence[int]) -> bool:
        low, high = _interval(tuple((1, i) for i in parts), self.mentions)
        stated_low, stated_high = self.mentions[head].interval
        return low <= stated_high and stated_low <= high


def _planned(label: str) -> bool:
    return bool(_PLANNED.search(label)) and not re.search(r"(?:执行数|决算数?|支出决算|实际支出)$", label)


def _alike(one: str, other: str) -> bool:
    return bool(one) and bool(other) and (one.endswith(other) or other.endswith(one))


def _factor(mention: Mention) -> Decimal:
    from drafter.numerals import MULTIPLIERS

    return MULTIPLIERS.get(mention.unit.removesuffix(mention.measure) if mention.measure else mention.unit, Decimal(1))


def _interval(terms: Terms, mentions: Sequence[Mention]) -> tuple[Decimal, Decimal]:
    low = high = Decimal(0)
    for sign, index in terms:
        below, above = mentions[index].interval
        low += below if sign > 0 else -above
        high += above if sign > 0 else -below
    return low, high


def _quotient(left: Terms, right: Terms, mentions: Sequence[Mention], scale: Decimal) -> tuple[Decimal, Decimal]:
    low, high = _interval(left, mentions)
    if not right:
        return low, high
    below, above = _interval(right, mentions)
    if below <= 0 <= above:
        return Decimal("-Infinity"), Decimal("Infinity")
    ends = [side / base * scale for side in (low, high) for base in (below, above)]
    return min(ends), max(ends)


def _exact(left: Terms, right: Terms, mentions: Sequence[Mention], scale: Decimal) -> Decimal | None:
    top = sum((sign * mentions[i].amount for sign, i in left), Decimal(0))
    if not right:
        return top
    bottom = sum((sign * mentions[i].amount for sign, i in right), Decimal(0))
    return top / bottom * scale if bottom else None


def _stated(target: Mention, kind: Kind) -> tuple[Decimal, Decimal]:
    """What the text says, signed by its direction word where the kind has a direction."""
    low, high = target.interval
    if kind in ("growth", "difference") and target.sign < 0:
        return -high, -low
    return low, high


def _side(terms: Terms, names: Callable[[int], str]) -> str:
    text = "".join(("+" if sign > 0 else "-") + names(index) for sign, index in terms)
    return text.removeprefix("+")


def _wrap(text: str, terms: Terms) -> str:
    return text if len(terms) == 1 and terms[0][0] > 0 else f"({text})"


def holds_with(mentions: Sequence[Mention], relation: Relation, index: int, token: str) -> bool:
    """Return whether `relation` would hold if the number at `index` had been written `token`."""
    from dataclasses import replace

    from drafter.numerals import read_numeral

    value = read_numeral(token)
    if value is None:
        return False
    mention = mentions[index]
    factor = mention.amount / mention.value if mention.value else _factor(mention)
    changed = {index: replace(mention, token=token, value=value, amount=value * factor)}
    view = _Overlay(mentions, changed)
    target = view[relation.target]
    scale = _PERCENT.get(target.measure, Decimal(1))
    low, high = _quotient(relation.left, relation.right, view, scale)
    stated_low, stated_high = _stated(target, relation.kind)
    return low <= stated_high and stated_low <= high


class _Overlay(Sequence[Mention]):
    """The mentions with some replaced, without copying them all."""

    def __init__(self, mentions: Sequence[Mention], changed: dict[int, Mention]) -> None:
        self._mentions, self._changed = mentions, changed

    def __getitem__(self, index):  # type: ignore[no-untyped-def]
        return self._changed.get(index) or self._mentions[index]

    def __len__(self) -> int:
        return len(self._mentions)
