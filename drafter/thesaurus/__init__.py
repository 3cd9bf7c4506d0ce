"""What people say and how reports write it: everyday words in a query become the phrases of reports."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from drafter.thesaurus.asking import typed_apart
from drafter.thesaurus.everyday import near_pairs, neighbours, shared_places, skeletons, telling_places
from drafter.thesaurus.file import Alike, Group, read_thesaurus

THESAURUS = Path(__file__).resolve().parents[2] / "prompts" / "thesaurus"

# A phrase found as it stands counts more the longer it is; what is only alike, less; neighbours of a report
# phrase are offered, not insisted on. The first phrase of a group is its most usual one.
_SAID = {2: 0.45, 3: 0.55, 4: 0.65}
_ALIKE, _SIBLING = 0.55, 0.15
_FALL, _LEAST = 0.08, 0.6
_MOST_PHRASES, _MOST_GROUPS, _MOST_SIBLINGS = 16, 4, 6
# An everyday question is short. What is longer is report text, which holds its own words.
_LONGEST_QUESTION = 60
_ALIKE_ENOUGH, _NEAR_THE_BEST = 0.55, 0.7
_TOGETHER, _UNHEARD = 0.95, 2.0
# Beside a matter that is said outright, one that is only alike is mostly chance.
_BESIDE = 0.6

# Characters that stand elsewhere in the question, and with others: so much less would be chance. Three characters make no question.
_STREWN_ENOUGH, _FEWEST = 0.6, 4
# Where nothing is heard, what the question's own characters find is chance: then less will do.
_NEAR, _AS_NEAR, _MOST_NEAR = 0.3, 0.9, 2
# 孩子, which is left of 不想要孩子, stands in what is said of so many matters and tells none of them.
_MANY = 5
# 质量 or 项目 stands in the report phrases of many groups and tells none of them from another.
_COMMON, _COMMON_WEIGHT = 6, 0.3


@dataclass(frozen=True, slots=True)
class Heard:
    """A matter the thesaurus heard in a query: what reports write, how sure that is, and the places in the plain query that say it."""

    written: tuple[str, ...]
    weight: float
    places: frozenset[int]


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Groups of one matter each, and where their phrases are found again."""

    groups: tuple[Group, ...]
    _alike: Alike = field(repr=False)
    _said: dict[str, tuple[int, ...]] = field(repr=False)
    _written: dict[str, tuple[int, ...]] = field(repr=False)
    _holding: dict[str, list[tuple[int, str]]] = field(repr=False)
    _common: frozenset[str] = field(repr=False)
    _frequent: frozenset[str] = field(repr=False)
    _with: dict[str, list[int]] = field(repr=False)
    # How long a phrase may be that begins with these two characters: almost none does.
    _reach: dict[str, int] = field(repr=False)

    def expand(self, query: str) -> tuple[tuple[str, float], ...]:
        """Return phrases of reports for `query`, each with a weight below 1, the weightiest first.

        Phrases that stand in the query are left out. Empty when no group comes near the matter, and for
        a passage of more than 60 characters.
        """
        said, siblings = self._groups_of(query)
        if not said and not siblings:
            said = self._nearest(query)
        weights: dict[str, float] = {}
        for group, weight in said:
            _offer(weights, group.written, weight, query)
        offered = [phrase for group in siblings for phrase in group.written if phrase not in query]
        for phrase in offered[:_MOST_SIBLINGS]:
            weights.setdefault(phrase, _SIBLING)
        best = sorted(weights.items(), key=lambda item: -item[1])[:_MOST_PHRASES]
        return tuple((phrase, round(weight, 3)) for phrase, weight in best)

    def plain(self, text: str) -> str:
        """Return the text as it is compared: narrow, in lower case, one word for all that mean the same."""
        return _plain(text, self._alike)

    def heard(self, query: str) -> tuple[Heard, ...]:
        """Return the matters that `expand` speaks of, with the places in `plain(query)` that say them."""
        text = self.plain(query)
        said, named = self._groups_of(query)
        spans = list(self._spans(text)) if said or named else []
        return tuple(
            Heard(
                group.written,
                weight,
                shared_places(text, group.said).union(
                    *(
                        range(start, end)
                        for start, end, numbers, _ in spans
                        if any(self.groups[number] is group for number in numbers)
                    )
                ),
            )
            for group, weight in (*said, *((group, 0.0) for group in named))
        )

    def _groups_of(self, query: str) -> tuple[tuple[tuple[Group, float], ...], tuple[Group, ...]]:
        """Return the groups that are said, with their weights, and those the query names in report words."""
        text = _plain(query, self._alike)
        if len(text) > _LONGEST_QUESTION:
            return (), ()
        spans = list(self._spans(text))
        sure: dict[int, float] = {}
        for start, end, numbers, is_said in spans:
            for number in numbers if is_said else ():
                sure[number] = max(sure.get(number, 0.0), _SAID[min(end - start, 4)])
        for number, likeness in self._resembling(_without(text, spans)):
            sure[number] = max(sure.get(number, 0.0), _ALIKE * likeness)
        best = sorted(sure.items(), key=lambda item: (-item[1], item[0]))[:_MOST_GROUPS]
        best = [(number, weight) for number, weight in best if weight >= _BESIDE * best[0][1]]
        # A word that stands in many groups names none of them.
        named = dict.fromkeys(
            number
            for _, _, numbers, is_said in spans
            if not is_said and len(numbers) < 3
            for number in numbers
        )
        return (
            tuple((self.groups[number], weight) for number, weight in best),
            tuple(self.groups[number] for number in named if number not in sure),
        )

    def _nearest(self, query: str) -> tuple[tuple[Group, float], ...]:
        """Return what comes nearest to a question in which no phrase stands: half of the time that is the matter meant."""
        text = _plain(query, self._alike)
        if (
            len(text) > _LONGEST_QUESTION
            or typed_apart(query)
            or not skeletons([text])[0]
            or any(self._spans(text))
        ):
            return ()
        found = sorted(self._resembling(text, _NEAR, _NEAR), key=lambda item: (-item[1], item[0]))[
            :_MOST_NEAR
        ]
        return tuple(
            (self.groups[number], _ALIKE * likeness)
            for number, likeness in found
            if likeness >= _AS_NEAR * found[0][1]
        )

    def _spans(self, text: str) -> Iterator[tuple[int, int, tuple[int, ...], bool]]:
        """Yield start, end, groups and whether it is said, of each phrase not inside a longer one."""
        taken: list[tuple[int, int]] = []
        reach = [self._reach.get(text[at : at + 2], 0) for at in range(len(text) - 1)]
        for size in range(max(reach, default=0), 1, -1):
            for start in range(len(text) - size + 1):
                if reach[start] < size:
                    continue
                piece, end = text[start : start + size], start + size
                numbers = self._said.get(piece) or self._written.get(piece)
                if not numbers or any(left <= start and end <= right for left, right in taken):
                    continue
                taken.append((start, end))
                yield start, end, numbers, piece in self._said

    def _resembling(
        self, text: str, enough: float = _ALIKE_ENOUGH, strewn: float = _STREWN_ENOUGH
    ) -> list[tuple[int, float]]:
        """Return the groups one of whose phrases, or whose phrases together, the question is made of."""
        pairs = near_pairs(text)
        likeness: dict[int, float] = {}
        shared: dict[int, set[str]] = {}
        for number, skeleton in dict.fromkeys(each for pair in pairs for each in self._holding.get(pair, ())):
            likeness[number] = max(likeness.get(number, 0.0), self._likeness(skeleton, pairs))
            shared.setdefault(number, set()).update(neighbours(skeleton))
        told = {pair for pair, near in pairs.items() if near > 0.8}
        for number, known in shared.items():
            likeness[number] = max(likeness[number], self._together(known & told, told))
        for number, share in self._strewn(text, strewn):
            likeness[number] = max(likeness.get(number, 0.0), share)
        least = max(enough, _NEAR_THE_BEST * max(likeness.values(), default=0.0))
        return [(number, score) for number, score in likeness.items() if score >= least]

    def _likeness(self, skeleton: str, pairs: dict[str, float]) -> float:
        """Return the share of the phrase that the question has."""
        needed = list(neighbours(skeleton))
        if all(pair in self._common or pair not in pairs for pair in needed):
            return 0.0
        found = sum(self._rarity(pair) * pairs.get(pair, 0.0) for pair in needed)
        # Two characters meet by chance more easily than three, and those of many matters say nothing by themselves.
        weight = 1.0 if len(skeleton) > 2 else 0.5 if skeleton in self._frequent else 0.7
        return found / sum(map(self._rarity, needed)) * weight

    def _together(self, shared: set[str], told: set[str]) -> float:
        """Return the share of the question that the group's phrases have, when it is more than one word."""
        if len(shared - self._common) < 2:
            return 0.0
        heard = sorted(told & self._holding.keys())
        # Half of the pairs are turned round or reach over two words; what nobody says is not everyday.
        unheard = _UNHEARD * (len(told) / 2 - len(heard))
        return (
            _TOGETHER
            * sum(map(self._rarity, sorted(shared)))
            / (sum(map(self._rarity, heard)) + max(0, unheard))
        )

    def _strewn(self, text: str, enough: float) -> Iterator[tuple[int, float]]:
        """Yield the groups whose phrases have so much of the question's characters, wherever they stand."""
        asked = sorted({text[at] for at in telling_places(text)})
        if len(asked) < _FEWEST:
            return
        worth = {char: math.log(1 + len(self.groups) / (1 + len(self._with.get(char, ())))) for char in asked}
        most = sum(worth.values())
        found: dict[int, float] = defaultdict(float)
        for char in asked:
            for number in self._with.get(char, ()):
                found[number] += worth[char]
        for number, weight in found.items():
            if weight >= enough * most:
                yield number, weight / most

    def _rarity(self, pair: str) -> float:
        rarity = math.log(1 + len(self.groups) / len(self._holding[pair]))
        return rarity * (_COMMON_WEIGHT if pair in self._common else 1.0)


def load_thesaurus(path: Path = THESAURUS) -> Thesaurus:
    """Read one TOML file, or all of a folder in the order of their names; a mistake names file and line."""
    groups, alike = read_thesaurus(path)
    said = _places((group.said for group in groups), alike)
    written = _places((group.written for group in groups), alike)
    lean = list(zip(skeletons(said), said.values(), strict=True))
    holding = _holding(lean)
    return Thesaurus(
        groups=groups,
        _alike=alike,
        _said=said,
        _written=written,
        _holding=holding,
        _common=_common(groups),
        _frequent=_frequent(holding),
        _with=_with(lean),
        _reach=_reach((*said, *written)),
    )


def _places(phrases: Iterable[tuple[str, ...]], alike: Alike) -> dict[str, tuple[int, ...]]:
    """Return in which groups each phrase stands, as `_plain` reads it."""
    listed = list(phrases)
    numbers = [number for number, group in enumerate(listed) for _ in group]
    # All at once: one call a phrase takes longer than everything else.
    plain = _plain("\n".join(map("\n".join, listed)), alike).split("\n")
    places: dict[str, tuple[int, ...]] = {}
    for phrase, number in zip(plain, numbers, strict=True):
        places[phrase] = (*places[phrase], number) if phrase in places else (number,)
    return places


def _reach(phrases: Iterable[str]) -> dict[str, int]:
    """Return the length of the longest phrase for each two characters some begin with."""
    return {phrase[:2]: len(phrase) for phrase in sorted(phrases, key=len)}


def _holding(said: Iterable[tuple[str, tuple[int, ...]]]) -> dict[str, list[tuple[int, str]]]:
    """Return, for two characters side by side, the phrases that hold them; these come without their empty words, with their groups."""
    holding: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for skeleton, numbers in said:
        for number in numbers:
            phrase = (number, skeleton)
            for pair in neighbours(skeleton):
                holding[pair].append(phrase)
    return dict(holding)


def _frequent(holding: dict[str, list[tuple[int, str]]]) -> frozenset[str]:
    """Return the pairs of characters that stand in what is said of many groups."""
    return frozenset(
        pair
        for pair, phrases in holding.items()
        if len(phrases) >= _MANY and len({number for number, _ in phrases}) >= _MANY
    )


def _with(said: Iterable[tuple[str, tuple[int, ...]]]) -> dict[str, list[int]]:
    """Return which groups have each character in what is said."""
    characters: dict[int, set[str]] = defaultdict(set)
    for skeleton, numbers in said:
        for number in numbers:
            characters[number].update(skeleton)
    groups: dict[str, list[int]] = defaultdict(list)
    for number, some in characters.items():
        for char in some:
            groups[char].append(number)
    return dict(groups)


def _common(groups: Iterable[Group]) -> frozenset[str]:
    """Return the pairs of characters that stand in the report phrases of many groups, in both orders."""
    counts: Counter[str] = Counter()
    for group in groups:
        counts.update(set(neighbours("\n".join(group.written))))
    common = {pair for pair, count in counts.items() if count >= _COMMON}
    return frozenset(common | {pair[::-1] for pair in common})


def _plain(text: str, alike: Alike) -> str:
    return alike.fold(unicodedata.normalize("NFKC", text).lower())


def _without(text: str, spans: Iterable[tuple[int, int, tuple[int, ...], bool]]) -> str:
    """Return `text` with a comma for each phrase already understood, so that its characters count once."""
    for start, end, _, _ in spans:
        if end - start > 2:
            text = text[:start] + "," * (end - start) + text[end:]
    return text


def _offer(weights: dict[str, float], phrases: Iterable[str], weight: float, query: str) -> None:
    for place, phrase in enumerate(phrases):
        if phrase not in query:
            share = weight * max(_LEAST, 1 - _FALL * place)
            weights[phrase] = max(weights.get(phrase, 0.0), share)
