"""Draft last year's report from the year before and compare with what was published: what the tool would have saved."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import asdict, dataclass, replace

from drafter.backtest.filling import fill_from
from drafter.backtest.judging import Numbers, judge_numbers, without_marks
from drafter.backtest.keeping import Kept, by_section, formulaic_sections, kept, sum_of
from drafter.backtest.standing import left_standing
from drafter.drafting.composing import compose_draft
from drafter.lastyear.figures import make_brief
from drafter.lastyear.years import shift_years
from drafter.patterns import Regex
from drafter.report import Report
from drafter.strings import tr

__all__ = [
    "Backtest",
    "Kept",
    "Numbers",
    "adjacent_pairs",
    "backtest_json",
    "backtest_steps",
    "fill_from",
    "finished",
    "run_backtest",
    "same_body",
    "without_marks",
]


@dataclass(frozen=True, slots=True)
class Backtest:
    """One pair of adjacent years: the draft against two baselines, last year's text as it was and with its years moved on."""

    org: str
    year: int
    previous: str
    published: str
    draft: Kept
    untouched: Kept
    shifted: Kept
    numbers: Numbers
    doubtful: int
    standing: tuple[str, ...]
    """Last year's words left without a mark that were not published again (`left_standing`)."""
    sections: tuple[Kept, ...]
    baselines: tuple[Kept, ...] = ()
    """Section by section, the better of the two baselines."""
    formulaic: tuple[bool, ...] = ()
    """Section by section, whether it is written by formula (`formulaic_sections`)."""


def adjacent_pairs(reports: Sequence[Report]) -> tuple[tuple[Report, Report], ...]:
    """Return every (earlier, later) pair of reports of one body whose years follow each other, by body and year.

    洪泽区人民政府 and 淮安市洪泽区人民政府 are one body: some years give the place above it, some do not. So are 岚埠市大数据管理局 and
    岚埠市数据局 where neither has a report of the other year, and no third may be meant.
    """
    known = sorted(
        (one for one in reports if one.org and one.year is not None),
        key=lambda one: (one.org[-8:], one.year or 0),
    )
    following = [(one, later) for one in known for later in known if later.year == (one.year or 0) + 1]
    pairs = [pair for pair in following if same_body(pair[0].org, pair[1].org)]
    before, behind = {id(one) for one, _ in pairs}, {id(later) for _, later in pairs}
    renamed = [
        (one, later)
        for one, later in following
        if id(one) not in before
        and id(later) not in behind
        and one.kind == later.kind
        and may_be_renamed(one.org, later.org)
    ]
    alone = [
        pair for pair in renamed if sum(pair[0] is one or pair[1] is later for one, later in renamed) == 1
    ]
    return tuple(sorted((*pairs, *alone), key=lambda pair: known.index(pair[0])))


def same_body(one: str, other: str) -> bool:
    """Return whether two names are of one body, the shorter one lacking only the place above it."""
    shorter, longer = sorted((one, other), key=len)
    return one == other or (
        len(shorter) >= 5
        and longer.endswith(shorter)
        and longer[: -len(shorter)].endswith(("市", "省", "县", "区"))
    )


_PLACE = Regex(r"[^省市区县州旗]{1,8}[省市区县州旗]")
_ONE_OF_SEVERAL = Regex(r"[第一二三四五六七八九十东西南北\d]|附属|分")
_SHORTEST = 3


def may_be_renamed(one: str, other: str) -> bool:
    """Return whether two names may be those of one body before and after: of one place, and one made of words of the other."""
    place, there = _PLACE.match(one), _PLACE.match(other)
    if place is None or there is None or place[0] != there[0]:
        return False
    shorter, longer = sorted((one[place.end() :], other[place.end() :]), key=len)
    at, more = 0, ""
    for character in longer:
        if at < len(shorter) and character == shorter[at]:
            at += 1
        else:
            more += character
    whole = at == len(shorter) >= _SHORTEST and shorter[-1] == longer[-1]
    return whole and 0 < len(more) <= 2 * len(shorter) and not _ONE_OF_SEVERAL.search(more)


def run_backtest(previous: Report, published: Report, *, earlier: Sequence[Report] = ()) -> Backtest:
    """Fill the sheet made from `previous` with the numbers of `published`, draft, and compare with what was published.

    Only numbers are read from `published`, never its wording; `earlier` are reports before `previous` (standing wording).
    """
    return finished(backtest_steps(previous, published, earlier=earlier))


def backtest_steps(
    previous: Report, published: Report, *, earlier: Sequence[Report] = ()
) -> Generator[str, None, Backtest]:
    """Do the same step by step and say before each what it is: whoever waits sees it, and may stop there."""
    assert published.year is not None
    assert previous.year is not None
    yield tr("摘取当年的数据")
    brief = fill_from(make_brief(previous, published.year), previous, published)
    if may_be_renamed(previous.org, published.org):
        brief = replace(brief, org=published.org)  # as whoever fills in the sheet does
    yield tr("起草全文")
    draft = compose_draft(brief, previous, earlier=earlier)
    yield tr("与发布的文字对照")
    moved = shift_years(previous.text, previous.year, published.year)
    text = without_marks(draft.text)
    kept_of = {one: kept(one, published.text) for one in (text, previous.text, moved)}
    yield tr("核对数字")
    numbers = judge_numbers(draft, previous, published)
    yield tr("逐节对照")
    sections = tuple(by_section(text, published))
    yield tr("与上年稿逐节对照")
    return Backtest(
        org=published.org,
        year=published.year,
        previous=previous.source,
        published=published.source,
        draft=kept_of[text],
        untouched=kept_of[previous.text],
        shifted=kept_of[moved],
        numbers=numbers,
        doubtful=sum(mark.kind == "待核" for section in draft.sections for mark in section.open),
        standing=tuple(left_standing(draft, previous, published)),
        sections=sections,
        baselines=tuple(
            max(pair, key=lambda one: one.covered)
            for pair in zip(by_section(previous.text, published), by_section(moved, published), strict=True)
        ),
        formulaic=formulaic_sections(previous, published),
    )


def finished(steps: Generator[str, None, Backtest]) -> Backtest:
    """Take all the steps and return what they came to."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: Backtest = end.value
            return result


def backtest_json(result: Backtest) -> dict[str, object]:
    """Return one pair as `drafter backtest --json` prints it: shares from 0 to 1, numbers as counts."""

    def shown(one: Kept) -> dict[str, object]:
        return {"covered": round(one.covered, 4), "kept": round(one.share, 4), "characters": one.characters}

    chosen = result.formulaic or (False,) * len(result.sections)

    return {
        "org": result.org,
        "year": result.year,
        "previous": result.previous,
        "published": result.published,
        "draft": shown(result.draft),
        "baselines": {"untouched": shown(result.untouched), "years_shifted": shown(result.shifted)},
        "formulaic": {
            **shown(sum_of(result.sections, chosen)),
            "baseline": shown(sum_of(result.baselines, chosen)),
        },
        "numbers": asdict(result.numbers),
        "doubtful": result.doubtful,
        "standing": list(result.standing),
        "sections": [
            {"heading": one.heading, **shown(one), "baseline": shown(base), "formulaic": formulaic}
            for one, base, formulaic in zip(result.sections, result.baselines, chosen, strict=True)
        ],
    }
