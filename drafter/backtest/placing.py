"""Take from the published report what stands in the places of last year's figures, unless it is of another thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from drafter.backtest.both_years import BothYears, ByLabel, Found, as_typed, same_measure
from drafter.backtest.matching import Named, may_be_of_one_thing, took_its_place
from drafter.brief import Brief, Figure
from drafter.checks.aligning import align_reports, lines_of
from drafter.lastyear.derived import OFF_AIM, side_of_aim
from drafter.numbers.labels.words import own_name
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex


def find_in_place(both: BothYears) -> tuple[Found, set[str]]:
    """Return what the published report prints in the place of each figure, and the rows whose place another thing has taken."""
    places = [*_places(both)]
    replaced = {
        figure.id
        for figure, mine, _ in places
        if _is_of_another(figure.name, own_name(next(iter(_names_of(mine.mention, both.by_label)), "")))
    }
    pairs = [(figure, mine.mention, its.mention) for figure, mine, its in _of_one_thing(both, places)]
    pairs = [pair for pair in pairs if pair[0].id not in replaced]
    placed = {figure.id for figure, _, _ in pairs}
    replaced |= {
        figure.id
        for figure, mine, its in places
        if figure.id not in placed and took_its_place(mine, its, both.here, both.there)
    }
    missed = _missed(both.brief, placed)
    found: Found = {}
    for figure, mention, its in pairs:
        if not _is_another(figure, mention, both.by_label, missed):
            number = as_typed(mention, figure.unit)
            sides = (
                side_of_aim(both.published.text, mention.start),
                side_of_aim(both.previous.text, its.start),
            )
            # 低于目标值0.02 in the place of 超出目标值0.06; 低于目标值90% tells the aim itself
            signed = _says_which_way(both.published.text, mention) or _says_which_way(both.previous.text, its)
            below = sides[0] * sides[1] < 0 and not signed
            aim = below and _is_the_aim(both.theirs, its)
            number = f"-{number}" if below and not aim else number
            found.setdefault(figure.id, (number, mention))
    return found, replaced


def _says_which_way(text: str, mention: Mention) -> bool:
    """Whether a word of direction is the number's own: that of 高于支出增幅5.26个百分点 belongs to the name of what it is above."""
    aimed = OFF_AIM.search(text, max(mention.start - 14, 0), mention.start)
    within = aimed is not None and mention.direction is not None and aimed.start() < mention.direction[0]
    return bool(mention.sign) and not within


def _is_the_aim(mentions: Sequence[Mention], mention: Mention) -> bool:
    """Whether 高于目标值90% behind 94.3% tells the aim, as more than half of the figure must, and not how far it was passed."""
    before = [one for one in mentions if one.start < mention.start and one.measure == mention.measure]
    points = mention.measure.endswith(("百分点", "千分点"))  # of an aim nothing is told in points
    return bool(before) and not points and 2 * mention.amount > before[-1].amount


_Place = tuple[Figure, Named, Named]


def _places(both: BothYears) -> Iterator[_Place]:
    """Each figure with the published number in like words, and last year's that it is."""
    text, mentions, theirs = both.published.text, both.mentions, both.theirs
    for line in align_reports(lines_of(text, mentions), both.previous):
        for mine, its in _by_words(text, mentions, both.previous.text, theirs, line.numbers):
            figure = both.figure_of(theirs[its])
            if figure and not mentions[mine].structural and same_measure(mentions[mine], figure.unit):
                yield figure, both.here.all[mine], both.there.all[its]


def _of_one_thing(both: BothYears, places: Sequence[_Place]) -> Iterator[_Place]:
    """The places whose two numbers may be of one thing; 比上月加快0.7个百分点 goes with the growth that it is told of."""
    refused = -1
    for figure, mine, its in places:
        between = both.published.text[refused : mine.mention.start]
        follows = refused >= 0 and not re.search(r"[。；\n]", between) and not both.here.tells(mine)
        if follows or not may_be_of_one_thing(mine, its, both.here, both.there):
            refused = mine.mention.stop
        else:
            refused = -1
            yield figure, mine, its


def _by_words(
    mine: str,
    mentions: Sequence[Mention],
    its: str,
    theirs: Sequence[Mention],
    pairs: Sequence[tuple[int, int]],
) -> Iterator[tuple[int, int]]:
    """The pairs of one line; a number that has the words of another number of last year's sentence is that one's.

    5名教师被评为学科带头人 is not the 1名教师被评为特级教师 that came first last year, but the 3名 behind it.
    """
    for one, other in pairs:
        words = _behind(mine, mentions[one])
        if len(words) >= 4 and words != _behind(its, theirs[other]):
            start = its.rfind("\n", 0, theirs[other].start)
            same = [
                i
                for i, told in enumerate(theirs)
                if not told.structural
                and _behind(its, told) == words
                and "\n" not in its[start + 1 : told.start]
                and start < told.start
            ]
            other = same[0] if len(same) == 1 else other
        yield one, other


def _behind(text: str, mention: Mention) -> str:
    return re.split(r"[\d，。；：、\n]", text[mention.stop : mention.stop + 40], maxsplit=1)[0].strip()


def _is_another(figure: Figure, mention: Mention, named: ByLabel, missed: set[tuple[str, str]]) -> bool:
    """Whether the number behind like words has not the figure's name while another one has, or the name of a row that has no place."""
    if figure.period != "本年" or mention.period != "本年":
        return False
    own = next(
        (found for name in (figure.label, figure.name) if (found := named.get((name, figure.unit, "本年")))),
        (),
    )
    if len(own) == 1 and own[0] is not mention:
        return True
    names = _names_of(mention, named)
    if figure.label in names or figure.name in names:
        return False
    return any(len(name) >= 4 and (name, mention.unit) in missed for name in names)


def _names_of(mention: Mention, named: ByLabel) -> list[str]:
    return [key[0] for key, places in named.items() if any(one is mention for one in places)]


_MEASURED = Regex(r"(?:年度)?(?:目标|指标|计划)值?|(?:实际)?完成(?:值|率|数)|得分|扣分")


def _is_of_another(one: str, other: str) -> bool:
    """新增供水受益人口目标值 and 水库监测保护人口目标值: what is measured has another name, not other words around it."""
    from rapidfuzz.distance import LCSseq

    said = [_MEASURED.search(label) for label in (one, other)]
    if not all(found and found.end() == len(label) for found, label in zip(said, (one, other), strict=True)):
        return False
    stems = [label[: found.start()] for found, label in zip(said, (one, other), strict=True) if found]
    return all(4 <= len(stem) <= 16 for stem in stems) and LCSseq.normalized_similarity(*stems) <= 0.5


def _missed(brief: Brief, placed: set[str]) -> set[tuple[str, str]]:
    """The names of one row each for which no like place was found."""
    rows = [one for one in brief.figures if one.period == "本年"]
    times = Counter((name, one.unit) for one in rows for name in {one.label, one.name})
    return {
        (name, one.unit)
        for one in rows
        for name in {one.label, one.name}
        if one.id not in placed and times[name, one.unit] == 1
    }
