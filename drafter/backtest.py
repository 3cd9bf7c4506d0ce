"""Draft last year's report from the year before and compare with what was published: what the tool would have saved."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal

from drafter.brief import Brief
from drafter.checks.aligning import align_reports
from drafter.draft import Draft
from drafter.drafting.composing import compose_draft
from drafter.figures import make_brief
from drafter.items import find_paragraphs, number_of
from drafter.numbers.labels import label_of
from drafter.numbers.quantity import Mention, find_mentions
from drafter.report import Report
from drafter.slots import bind_figures, evaluate, multiplier
from drafter.text import sentences
from drafter.years import shift_years

_MARK = re.compile(r"【待[补核][^】\n]*】")


@dataclass(frozen=True, slots=True)
class Kept:
    """How much of a published stretch stood in the text compared, marks of the draft taken out.

    Of `characters` published, `present` stood there already: for each published sentence, the longest common subsequence with
    the sentence of the text most like it, wherever that stands (moving a sentence is not typing it). `edits` insertions,
    deletions and replacements turn aligned paragraphs into the published ones (Levenshtein).
    """

    heading: str
    characters: int
    present: int
    edits: int

    @property
    def covered(self) -> float:
        """The share of the published characters that nobody had to type, from 0 to 1."""
        return self.present / self.characters if self.characters else 1.0

    @property
    def share(self) -> float:
        """1 − edits ÷ characters, from 0 to 1."""
        return max(0.0, 1 - self.edits / self.characters) if self.characters else 1.0


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers printed in the draft: right and wrong against the published ones, stale where last year's was left.

    `unmatched` stand in sentences that were not published again; `marked` are the places left open as 【待补】.
    """

    right: int
    wrong: int
    stale: int
    unmatched: int
    marked: int


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
    sections: tuple[Kept, ...]
    baselines: tuple[Kept, ...] = ()
    """Section by section, the better of the two baselines."""


def adjacent_pairs(reports: Sequence[Report]) -> tuple[tuple[Report, Report], ...]:
    """Return every (earlier, later) pair of reports of one body whose years follow each other, by body and year.

    洪泽区人民政府 and 淮安市洪泽区人民政府 are one body: some years give the place above it, some do not.
    """
    known = sorted(
        (one for one in reports if one.org and one.year is not None),
        key=lambda one: (one.org[-8:], one.year or 0),
    )
    return tuple(
        (one, later)
        for one in known
        for later in known
        if later.year == (one.year or 0) + 1 and same_body(one.org, later.org)
    )


def same_body(one: str, other: str) -> bool:
    """Return whether two names are of one body, the shorter one lacking only the place above it."""
    shorter, longer = sorted((one, other), key=len)
    return one == other or (
        len(shorter) >= 5
        and longer.endswith(shorter)
        and longer[: -len(shorter)].endswith(("市", "省", "县", "区"))
    )


def run_backtest(previous: Report, published: Report, *, earlier: Sequence[Report] = ()) -> Backtest:
    """Fill the sheet made from `previous` with the numbers of `published`, draft, and compare with what was published.

    Only numbers are read from `published`, never its wording; `earlier` are reports before `previous` (standing wording).
    """
    assert published.year is not None
    assert previous.year is not None
    brief = fill_from(make_brief(previous, published.year), previous, published)
    draft = compose_draft(brief, previous, earlier=earlier)
    moved = shift_years(previous.text, previous.year, published.year)
    text = _MARK.sub("", draft.text)
    return Backtest(
        org=published.org,
        year=published.year,
        previous=previous.source,
        published=published.source,
        draft=_kept(text, published.text),
        untouched=_kept(previous.text, published.text),
        shifted=_kept(moved, published.text),
        numbers=_numbers(draft, previous, published),
        doubtful=sum(mark.kind == "待核" for section in draft.sections for mark in section.open),
        sections=tuple(_by_section(text, published)),
        baselines=tuple(
            max(pair, key=lambda one: one.covered)
            for pair in zip(_by_section(previous.text, published), _by_section(moved, published), strict=True)
        ),
    )


def fill_from(brief: Brief, previous: Report, published: Report) -> Brief:
    """Type into the sheet what the published report prints in the place of each of last year's figures.

    A figure of a sentence whose other figures were published again without it is 无: not reported this year. A derived row is left to its formula where that gives the published number; where the office printed another (a restated
    base, a rounding of its own), that one is typed, as a clerk would.
    """
    mentions = find_mentions(published.text, year=published.year)
    theirs = find_mentions(previous.text, year=previous.year)
    rows = {binding.mention.start: binding.row for binding in bind_figures(previous, brief)}
    found: dict[str, tuple[str, Mention]] = {}
    for line in align_reports(published, mentions, previous):
        for mine, its in line.numbers:
            row = rows.get(theirs[its].start)
            figure = brief.figure(row) if row else None
            if figure is None or mentions[mine].structural or not _same_measure(mentions[mine], figure.unit):
                continue
            found.setdefault(figure.id, (_as_typed(mentions[mine], figure.unit), mentions[mine]))
    _fill_by_label(brief, published, mentions, found)
    absent = _told_without(previous, rows, found)
    absent |= _gone(brief, previous, published, rows) - found.keys()
    # What a change or a rate is told of is told too, wherever it stands.
    absent -= {term for id in found for term in re.findall(r"F\d+", _formula(brief, id))}
    base = brief.fill(**dict.fromkeys(absent - set(found), "无"))
    base = base.fill(**{id: value for id, (value, _) in found.items() if not _formula(base, id)})
    computed = evaluate(base)
    overrides = {}
    for id, (value, mention) in found.items():
        result = computed.get(id)
        if _formula(base, id) and (result is None or abs(result - Decimal(value)) > mention.step / 2):
            overrides[id] = value
    return base.fill(**overrides)


def _told_without(previous: Report, rows: Mapping[int, str], found: Mapping[str, object]) -> set[str]:
    """The rows missing from sentences of which other figures were published again."""
    absent: set[str] = set()
    for start, end in sentences(previous.text):
        if not re.search(r"[，。；]", previous.text[start:end]):
            continue  # a row of a table keeps its cells
        inside = {row for at, row in rows.items() if start <= at < end and row}
        if inside & found.keys():
            absent |= inside - found.keys()
    return absent


def _gone(brief: Brief, previous: Report, published: Report, rows: Mapping[int, str]) -> set[str]:
    """The rows of list items (科目, projects) whose name the published report does not have any more."""
    gone: set[str] = set()
    for paragraph in find_paragraphs(previous):
        text = previous.text[paragraph.start : paragraph.end]
        number = number_of(text)
        name = re.split(r"[\d，。；：、（]", text[len(number) :], maxsplit=1)[0]
        if number and len(name) >= 4 and name not in published.text:
            gone |= {row for at, row in rows.items() if paragraph.start <= at < paragraph.end and row}
    return gone


def _fill_by_label(
    brief: Brief, published: Report, mentions: Sequence[Mention], found: dict[str, tuple[str, Mention]]
) -> None:
    """A figure that moved to another sentence is known by its name, where only one number has it."""
    named: dict[str, list[tuple[str, Mention]]] = {}
    for index, mention in enumerate(mentions):
        if not mention.structural and mention.period == "本年":
            named.setdefault(mention.unit, []).append((label_of(published.text, mentions, index), mention))
    used = {id(mention) for _, mention in found.values()}
    labels = Counter((figure.label, figure.unit) for figure in brief.figures if figure.period == "本年")
    for same in (_same_label, _shorter_label):
        for figure in brief.figures:
            if figure.id in found or figure.period != "本年" or labels[figure.label, figure.unit] != 1:
                continue
            places = [mention for label, mention in named.get(figure.unit, ()) if same(figure.label, label)]
            if len(places) == 1 and id(places[0]) not in used:
                used.add(id(places[0]))
                found[figure.id] = (_as_typed(places[0], figure.unit), places[0])


def _same_label(one: str, other: str) -> bool:
    return one == other


def _shorter_label(one: str, other: str) -> bool:
    """全国税收收入 and 税收收入: one name says more of where, both say the same thing."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= 4 and longer.endswith(shorter) and len(longer) - len(shorter) <= 4


def _formula(brief: Brief, id: str) -> str:
    figure = brief.figure(id)
    return figure.formula if figure else ""


def _same_measure(mention: Mention, unit: str) -> bool:
    return (
        mention.measure == unit
        or mention.unit == unit
        or (unit.endswith(mention.measure) and bool(mention.measure))
    )


def _as_typed(mention: Mention, unit: str) -> str:
    value = mention.value * (mention.sign or 1)
    if mention.unit == unit:
        token = mention.token.replace(",", "").replace("，", "")
        sign = "-" if mention.sign < 0 and value else ""
        return sign + token if token[:1].isdigit() else f"{value:f}"
    return f"{(mention.amount * (mention.sign or 1) / multiplier(unit)).normalize():f}"


def backtest_json(result: Backtest) -> dict[str, object]:
    """Return one pair as `drafter backtest --json` prints it: shares from 0 to 1, numbers as counts."""

    def kept(one: Kept) -> dict[str, object]:
        return {"covered": round(one.covered, 4), "kept": round(one.share, 4), "characters": one.characters}

    return {
        "org": result.org,
        "year": result.year,
        "previous": result.previous,
        "published": result.published,
        "draft": kept(result.draft),
        "baselines": {"untouched": kept(result.untouched), "years_shifted": kept(result.shifted)},
        "numbers": asdict(result.numbers),
        "doubtful": result.doubtful,
        "sections": [
            {"heading": one.heading, **kept(one), "baseline": kept(base)}
            for one, base in zip(result.sections, result.baselines, strict=True)
        ],
    }


# -- how much was kept -------------------------------------------------------------------------------------------------


def _kept(text: str, published: str) -> Kept:
    pairs = list(_paired(text.splitlines(), published.splitlines()))
    return _compare("", pairs, _pieces(text))


def _compare(heading: str, pairs: Sequence[tuple[str, str]], pieces: Sequence[str]) -> Kept:
    characters = sum(len(line) for _, line in pairs)
    return Kept(
        heading,
        characters,
        sum(_present(line, pieces) for _, line in pairs),
        sum(_distance(*pair) for pair in pairs),
    )


def _pieces(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def _present(line: str, pieces: Sequence[str]) -> int:
    """How many characters of a published line stand in the sentences of the text; a half-alike sentence is none."""
    from rapidfuzz import process
    from rapidfuzz.distance import LCSseq

    found = 0
    for sentence in _pieces(line):
        best = process.extractOne(sentence, pieces, scorer=LCSseq.normalized_similarity)
        if best is not None and best[1] >= 0.5:
            found += int(LCSseq.similarity(sentence, best[0]))
    return found


def _by_section(text: str, published: Report) -> Iterator[Kept]:
    lines = published.text.splitlines()
    pairs, pieces = list(_paired(text.splitlines(), lines)), _pieces(text)
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    for section in published.sections:
        inside = [
            pair for start, pair in zip(starts, pairs, strict=True) if section.start <= start < section.end
        ]
        if any(line for _, line in inside):
            yield _compare(section.heading or published.title, inside, pieces)


def _distance(one: str, other: str) -> int:
    from rapidfuzz.distance import Levenshtein

    # A paragraph with no counterpart has to be typed whole, no more: deleting a wrong one is one stroke.
    return min(int(Levenshtein.distance(one, other)), len(other))


def _paired(mine: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each published line with the line of the text it came from ("" when none), each of mine used once, in order."""
    from rapidfuzz import fuzz

    scores = [[fuzz.ratio(one, other) if one and other else 0.0 for other in theirs] for one in mine]
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(mine) + 1)]
    for i in range(len(mine) - 1, -1, -1):
        for j in range(len(theirs) - 1, -1, -1):
            score = scores[i][j]
            pair = best[i + 1][j + 1] + score * len(theirs[j]) if score >= 35 else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], pair)
    i = j = 0
    while j < len(theirs):
        if i == len(mine):
            yield "", theirs[j]
            j += 1
        elif scores[i][j] >= 35 and best[i][j] == best[i + 1][j + 1] + scores[i][j] * len(theirs[j]):
            yield mine[i], theirs[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            yield "", theirs[j]
            j += 1


# -- the numbers -------------------------------------------------------------------------------------------------------


def _numbers(draft: Draft, previous: Report, published: Report) -> Numbers:
    here = draft.as_report("")
    mine, theirs = (
        find_mentions(here.text, year=here.year),
        find_mentions(published.text, year=published.year),
    )
    matched = {one: other for line in align_reports(here, mine, published) for one, other in line.numbers}
    old = find_mentions(previous.text, year=previous.year)
    before = {one: other for line in align_reports(here, mine, previous) for one, other in line.numbers}
    right = wrong = stale = unmatched = 0
    for index, mention in enumerate(mine):
        if mention.structural:
            continue
        other = theirs[matched[index]] if index in matched else None
        if other is None or other.structural or other.measure != mention.measure:
            unmatched += 1
        elif mention.amount * (mention.sign or 1) == other.amount * (other.sign or 1):
            right += 1
        elif index in before and old[before[index]].amount == mention.amount:
            stale += 1
        else:
            wrong += 1
    marked = sum(mark.kind == "待补" for section in draft.sections for mark in section.open)
    return Numbers(right, wrong, stale, unmatched, marked)
