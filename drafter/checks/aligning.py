"""Line a text up with the sentences it was written after, so that a number here is known to be that number there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from drafter.brief import Brief
from drafter.numbers.change_words import FALLS, RISES, either
from drafter.numbers.quantity import Mention, find_mentions
from drafter.patterns import Regex
from drafter.report import Report
from drafter.text import sentences

_ALIKE = 0.6  # share of character pairs two sentences must have in common to be versions of one
_DIRECTIONS = Regex(rf"{either(RISES, FALLS)}|大于|小于|高于|低于")
_ITEM = Regex(r"[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]\s*([^，。；：\n【]{2,16})")
_COMPARISONS = Regex(
    r"比上年(?:同期|度)?|较上年(?:同期|度)?|比去年(?:同期)?|较去年(?:同期)?|同比|与上年(?:度)?相比|上年同期|[比较]#?年(?:度)?"
)
_NAME = Regex(r"《[^》]*》|“[^”]*”")
_MARK = Regex(r"【待[补核][^】]*】")


@dataclass(frozen=True, slots=True)
class Aligned:
    """A sentence here and the one it follows there; `numbers` pairs the indices of their mentions, structural ones too."""

    start: int
    end: int
    there_start: int
    there_end: int
    numbers: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its numbers masked: `mask` has one # a number, `indices` their mentions in order.

    `head` names the list item whose paragraph the sentence goes on (5.文史资料专项。预算数…), "" when it opens one itself.
    """

    start: int
    end: int
    mask: str
    indices: tuple[int, ...]
    head: str = ""


def align_evidence(here: Sequence[Line], brief: Brief) -> dict[int, str]:
    """Return which mention of a text prints which row of the sheet, by the sentences of its 出处."""
    there, rows = _evidence(brief)
    bound: dict[int, str] = {}
    # Quoted sentences have no paragraph around them.
    for one, other in _pairs(here, there, headed=False):
        for mine, its in _numbers(here[one], there.lines[other]):
            if its in rows[other]:
                bound[mine] = rows[other][its]
    return bound


# A sheet and last year's report stay while the text beside them is checked after every pause of its writer.
@lru_cache(16)
def _evidence(brief: Brief) -> tuple[_There, dict[int, dict[int, str]]]:
    """Return the sentences of the sheet's 出处, and which of their numbers stand for which row."""
    sources: dict[str, dict[int, str]] = {}
    for figure in brief.figures:
        for line in figure.evidence:
            head, opened, rest = line.partition("【")
            number, closed, tail = rest.partition("】")
            if opened and closed:
                sources.setdefault(head + number + tail, {})[len(head)] = figure.id
    lines: list[Line] = []
    rows: dict[int, dict[int, str]] = {}
    for nth, (sentence, places) in enumerate(sources.items()):
        own = find_mentions(sentence)
        lines.append(_line(sentence, own, 0, len(sentence), 0, len(own)))
        rows[nth] = {i: places[mention.start] for i, mention in enumerate(own) if mention.start in places}
    return _There(lines), rows


@lru_cache(16)
def numbers_of(previous: Report) -> tuple[Mention, ...]:
    """Return the numbers of last year's report."""
    return find_mentions(previous.text, year=previous.year)


@lru_cache(16)
def _sentences_of(previous: Report) -> _There:
    return _There(lines_of(previous.text, numbers_of(previous)))


def align_reports(here: Sequence[Line], previous: Report) -> tuple[Aligned, ...]:
    """Return the sentences of a report beside those of `previous` they follow, in reading order."""
    there = _sentences_of(previous)
    return tuple(
        Aligned(
            here[one].start,
            here[one].end,
            there.lines[other].start,
            there.lines[other].end,
            tuple(_numbers(here[one], there.lines[other])),
        )
        for one, other in _pairs(here, there)
    )


def lines_of(text: str, mentions: Sequence[Mention]) -> list[Line]:
    """Return the sentences of `text`, in order."""
    starts = [mention.start for mention in mentions]
    return [
        _line(text, mentions, start, end, bisect_left(starts, start), bisect_left(starts, end))
        for start, end in sentences(text)
    ]


def _line(text: str, mentions: Sequence[Mention], start: int, end: int, first: int, last: int) -> Line:
    mask, indices, at = [], [], start
    for index in range(first, last):
        mention = mentions[index]
        mask.append(text[at : mention.start])
        at = mention.end
        # List numbers move with the list; what stands inside a 【待补】 is last year's and is taken out with it.
        if mention.reason not in ("序号", "标记"):
            mask.append("#")
            indices.append(index)
    mask.append(text[at:end])
    masked = "".join(mask)
    if "【" in masked:
        masked = _MARK.sub("", masked)
    return Line(start, end, masked.strip(), tuple(indices), _head(text, start))


def _head(text: str, start: int) -> str:
    line = text.rfind("\n", 0, start) + 1
    found = _ITEM.match(text, line, start)
    return found[1] if found and line < start else ""


def _pairs(here: Sequence[Line], there: _There, *, headed: bool = True) -> list[tuple[int, int]]:
    """Index pairs of sentences that are versions of one; each sentence here has at most one.

    Unless `headed`, the list items whose paragraphs they stand in are no matter.

    Runs of like sentences are matched in order first, since each project's 预算数…执行数… reads the same and reports keep
    their order; what lies between two such runs is compared there, and only then with the rest.
    """
    matcher = SequenceMatcher(
        None,
        [_wording(line.head if headed else "", line.mask) for line in here],
        there.wordings,
        autojunk=False,
    )
    found: list[tuple[int, int]] = []
    rest: list[tuple[int, range]] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            found += zip(range(a, b), range(c, d), strict=True)
        else:
            rest += [(one, range(c, d)) for one in range(a, b)]
    taken = {other for _, other in found}
    for one, gap in rest:
        head, mask = here[one].head if headed else "", here[one].mask
        best = there.nearest(head, mask, set(gap) - taken)
        if best is None:
            best = there.nearest(head, mask, set(range(len(there.lines))) - taken)
        if best is not None:
            taken.add(best)
            found.append((one, best))
    return sorted(found)


@lru_cache(4096)
def _wording(head: str, mask: str) -> str:
    """The mask with directions and comparisons levelled: 比上年增加 and 同比减少 are one wording."""
    return head + _DIRECTIONS.sub("±", _COMPARISONS.sub("", mask))


class _There:
    """The sentences a text may follow, and which of them share how many pairs of characters with a given one."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.wordings = [_wording(line.head, line.mask) for line in lines]
        self._postings: dict[str, list[int]] = defaultdict(list)
        self._sizes: list[int] = []
        self._heads = [line.head for line in lines]
        # While somebody types, all sentences but one are as they were at the look before.
        self._alike = lru_cache(4096)(self._find_alike)
        for number, line in enumerate(lines):
            grams = _grams(line.head + line.mask)
            self._sizes.append(len(grams))
            for gram in grams:
                self._postings[gram].append(number)

    def _may_be(self, number: int, head: str) -> bool:
        """Sentences under two differently named list items are not versions of each other."""
        other = self._heads[number]
        return not head or not other or head == other or _named_alike(head, other)

    def nearest(self, head: str, mask: str, among: set[int]) -> int | None:
        """The sentence of `among` most like one, None when none is a version of it; short ones tell too little."""
        return next((number for number in self._alike(head, mask) if number in among), None)

    def _find_alike(self, head: str, mask: str) -> tuple[int, ...]:
        """The sentences a sentence may be a version of, the likest first."""
        grams = _grams(head + mask)
        if len(grams) < 3:
            return ()
        shared = Counter(number for gram in grams for number in self._postings.get(gram, ()))
        scores = {
            number: 2 * common / (len(grams) + self._sizes[number]) for number, common in shared.items()
        }
        alike = [number for number in scores if scores[number] >= _ALIKE and self._may_be(number, head)]
        return tuple(sorted(alike, key=lambda number: (-scores[number], number)))


@lru_cache(4096)
def _named_alike(head: str, other: str) -> bool:
    return SequenceMatcher(None, head, other, autojunk=False).ratio() >= 0.7


@lru_cache(4096)
def _grams(mask: str) -> frozenset[str]:
    plain = re.sub(r"[#\s，。；、：,.;%]", "", _DIRECTIONS.sub("", _COMPARISONS.sub("", mask)))
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1))


def _numbers(here: Line, there: Line) -> list[tuple[int, int]]:
    """Pair the numbers that stand behind the same words, in order; comparisons and directions count as the same."""
    if here.mask == there.mask:
        return list(zip(here.indices, there.indices, strict=False))
    places = _places(here.mask, len(here.indices), there.mask, len(there.indices))
    return [(here.indices[mine], there.indices[its]) for mine, its in places]


@lru_cache(4096)
def _places(here: str, mine_count: int, there: str, their_count: int) -> tuple[tuple[int, int], ...]:
    """The same by the numbers' places among those of two masks."""
    mine, theirs = _words_before_numbers(here, mine_count), _words_before_numbers(there, their_count)
    if _other_subject(mine, theirs):
        return ()
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(mine) + 1)]
    for i in range(len(mine) - 1, -1, -1):
        for j in range(len(theirs) - 1, -1, -1):
            alike = _alike(mine[i], theirs[j])
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + alike if alike else 0.0)
    pairs, i, j = [], 0, 0
    while i < len(mine) and j < len(theirs):
        alike = _alike(mine[i], theirs[j])
        if alike and best[i][j] == best[i + 1][j + 1] + alike:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return tuple(pairs)


def _other_subject(mine: list[str], theirs: list[str]) -> bool:
    """Whether the sentences open with different things measured: 一般公共服务支出… and 住房保障支出… in one pattern."""
    if not mine or not theirs or min(len(mine[0]), len(theirs[0])) < 3:
        return False
    return not any(_alike(mine[0], word) for word in theirs) and not any(
        _alike(theirs[0], word) for word in mine
    )


def _words_before_numbers(mask: str, count: int) -> list[str]:
    """What stands between each number and the one before it, levelled."""
    pieces = _DIRECTIONS.sub("±", _COMPARISONS.sub("", mask)).split("#")[:count]
    return [re.sub(r"[\s，。；、：,;（）()]", "", piece) for piece in pieces]


def _alike(one: str, other: str) -> float:
    """How surely two numbers behind these words are the same slot, 0 when they are not."""
    if one == other:
        return 1.0
    tail = next(
        (i for i in range(min(len(one), len(other))) if one[-1 - i] != other[-1 - i]),
        min(len(one), len(other)),
    )
    longest = max(len(one), len(other), 1)
    if tail / longest >= 0.5 or tail >= 5:
        return 0.5 + tail / longest / 2
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    if ratio >= 0.7 and tail >= 1:
        return ratio
    # 编研成果《甲》于 and 编研成果《乙》于: another work each year, told of in the same place.
    unnamed = _NAME.sub("《》", one)
    return 0.5 if unnamed != one and len(unnamed) > 3 and unnamed == _NAME.sub("《》", other) else 0.0
