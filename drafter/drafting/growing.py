"""Let lists of like items follow the sheet: new rows get the sentence of their fellows, sorted rows sort the list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from drafter.brief import Figure
from drafter.draft import PrecedentSpan, Sentence
from drafter.drafting.adapting import adapt_paragraph
from drafter.drafting.inline_lists import find_inline_list
from drafter.drafting.list_numbers import sign_of
from drafter.drafting.pieces import Material, Piece
from drafter.lastyear.items import Paragraph, number_of
from drafter.lastyear.slots import Binding, not_reported
from drafter.numbers.label_words import METRIC, METRIC_TAIL
from drafter.numbers.quantity import Mention, find_mentions
from drafter.strings import tr
from drafter.text import sentences as find_sentences


@dataclass(frozen=True)
class Fellow:
    """An item of a list: 教育支出 with its rows by what their labels add to the name, such as {"": F60, "增长率": F61}."""

    paragraph: Paragraph
    name: str
    rows: Mapping[str, str]
    mentions: Mapping[int, str]
    """The suffix of each of its numbers, by where that stands."""
    called: str
    """How its labels begin: the name, or what stands of it before its 75周年."""


@dataclass(frozen=True)
class FellowList:
    """Neighbouring items of one list that are told in one way."""

    fellows: tuple[Fellow, ...]
    inside: bool = False
    """Whether they stand in one paragraph: 一是甲…；二是乙…, 其中：甲…；乙…"""

    @property
    def main(self) -> str:
        """What the label of the first figure adds to the name."""
        return Counter(next(iter(one.rows)) for one in self.fellows).most_common(1)[0][0]

    @property
    def ids(self) -> set[str]:
        return {id for one in self.fellows for id in one.rows.values()}


@dataclass(frozen=True)
class Newcomer:
    """An item that the sheet has and last year's list has not."""

    name: str
    rows: Mapping[str, str]
    list: FellowList

    @property
    def stem(self) -> str:
        """Its name without what is measured: 兽医站改造专项 of 兽医站改造专项支出."""
        stem = METRIC_TAIL.sub("", self.name)
        return stem if len(stem) >= 4 else self.name


def find_lists(material: Material, paragraphs: Sequence[Paragraph]) -> tuple[FellowList, ...]:
    """Return the lists of two or more neighbouring numbered items whose figures are named after the item."""

    def sort(entry: tuple[Paragraph, Fellow | None]) -> tuple[str, str, str, str]:
        paragraph, fellow = entry
        if fellow is None:
            return paragraph.section.key, "", "", ""
        number = number_of(material.text[paragraph.start : paragraph.end])
        first = next(iter(fellow.rows))
        return paragraph.section.key, sign_of(number), first, material.figures[fellow.rows[first]].unit

    entries = [(one, _fellow(material, one)) for one in paragraphs]
    runs = [[fellow for _, fellow in run if fellow is not None] for _, run in groupby(entries, key=sort)]
    return tuple(FellowList(tuple(run)) for run in runs if len(run) > 1)


def find_inline_fellows(material: Material, paragraphs: Sequence[Paragraph]) -> tuple[FellowList, ...]:
    """Return the lists inside a paragraph whose parts are told of one sort of figure, each named after its part."""
    found = []
    for paragraph in paragraphs:
        inside = find_inline_list(material.text, paragraph.start, paragraph.end)
        parts = [replace(paragraph, start=start, end=end) for start, end in inside.parts] if inside else []
        fellows = [_fellow(material, part, numbered=inside is not None and inside.numbered) for part in parts]
        if fellows and all(fellows) and len({next(iter(one.rows)) for one in fellows if one}) == 1:
            found.append(FellowList(tuple(one for one in fellows if one), inside=True))
    return tuple(found)


def find_newcomers(figures: Sequence[Figure], lists: Sequence[FellowList]) -> tuple[Newcomer, ...]:
    """Return the items that rows without 出处 add to a list: 其他支出, 其他支出增长率 beside 教育支出, 教育支出增长率.

    A row whose list cannot be told without guessing adds nothing.
    """
    named = {figure.label for figure in figures if figure.evidence}
    behind = {
        id for figure in figures for id in re.findall(r"[A-Za-z]\w*", figure.formula) if figure.evidence
    }
    fresh = [
        (figure, above)
        for figure, above in _with_row_above(figures)
        if figure.period == "本年"
        and figure.label not in named
        and figure.id not in behind
        and not not_reported(figure)
    ]
    units = {one.id: one.unit for one in figures}
    found: list[Newcomer] = []
    for figure, above in fresh:
        place = _list_of(figure, above, lists, units)
        if place is not None:
            others = {
                new.label.removeprefix(place[0]): new.id for new, _ in fresh if new.label.startswith(place[0])
            }
            found.append(Newcomer(place[0], others, place[1]))
    return tuple(found)


def _with_row_above(figures: Sequence[Figure]) -> Iterator[tuple[Figure, str]]:
    """Each row that a person added, with the last row above it that was there before."""
    above = ""
    for figure in figures:
        if figure.evidence:
            above = figure.id
        else:
            yield figure, above


def _list_of(
    figure: Figure, above: str, lists: Sequence[FellowList], units: Mapping[str, str]
) -> tuple[str, FellowList] | None:
    """The name and the list of an item whose first figure this is: where it was put, or where the names end like its own."""
    fits: list[tuple[int, str, FellowList]] = []
    for one in lists:
        name = figure.label.removesuffix(one.main)
        unit = {units[fellow.rows[one.main]] for fellow in one.fellows if one.main in fellow.rows}
        if not figure.label.endswith(one.main) or figure.unit not in unit or len(name) < 2:
            continue
        if any(fellow.name == name for fellow in one.fellows):
            return None
        alike = sum(fellow.name[-2:] == name[-2:] for fellow in one.fellows) * 2 >= len(one.fellows)
        rank = 3 if above in one.ids else 2 if alike else 1 if one.main else 0
        if rank:
            fits.append((rank, name, one))
    best = [fit for fit in fits if fit[0] == max(rank for rank, _, _ in fits)]
    return best[0][1:] if len(best) == 1 else None


def write_newcomer(material: Material, new: Newcomer, number: str) -> Piece:
    """Return the new item in the words of its fellows; figures without a row are marked, what is of a fellow alone is left out."""
    ways = Counter(tuple(fellow.mentions.values()) for fellow in new.list.fellows)
    usual = ways.most_common(1)[0][0]
    alike = [one for one in new.list.fellows if tuple(one.mentions.values()) == usual]
    fellow = ([one for one in alike if one.called == one.name] or alike)[-1]
    # Whoever adds a row without its change adds what was not there last year.
    changed = {suffix for suffix in usual if suffix.endswith(_CHANGES)}
    first_year = "" if changed & new.rows.keys() else _told_of_a_first_year(material, fellow)
    text, suffixes = _pattern(material, fellow, number, new.name, first_year=first_year)
    # A number in the name (75周年系列活动专项) is the person's who typed it into 指标.
    named = range(at := text.find(new.name), at + len(new.name))
    mentions = tuple(one for one in find_mentions(text, year=material.old) if one.start not in named)
    told = [mention for mention in mentions if not mention.structural]
    if len(told) != len(suffixes):
        return Piece("")
    bindings = {
        mention.start: Binding(mention, new.name + suffix, new.rows.get(suffix, ""))
        for mention, suffix in zip(told, suffixes, strict=True)
    }
    fresh = replace(
        material,
        text=text,
        mentions=mentions,
        bindings=bindings,
        reasons={},
        body={},
        recounted={},
        enumerated={},
        stands=lambda sentence: True,
        fresh=True,
    )
    piece = adapt_paragraph(fresh, 0, len(text), "finance")
    precedent = PrecedentSpan(material.source, fellow.paragraph.start, fellow.paragraph.end)
    sentences = tuple(replace(one, precedent=precedent) for one in piece.sentences)
    return replace(piece, sentences=tuple(_around_name(sentences, piece.text, new.name)))


def _around_name(sentences: Sequence[Sentence], text: str, name: str) -> Iterator[Sentence]:
    """The sentences, the first one parted around the name a person typed."""
    at = text.find(name)
    for one in sentences:
        if not one.start <= at < one.end:
            yield one
            continue
        stop = at + len(name)
        if one.start < at:
            yield replace(one, end=at)
        yield Sentence(at, stop, "item")
        if stop < one.end:
            yield replace(one, start=stop)


_CHANGES = ("增减额", "增长率")
_FIRST_YEAR = re.compile(
    r"，(?P<said>(?:(?:上年|去年)(?:无|没有|未安排)(?:此|该|本)项(?:支出|预算|收入|经费)?，)?"
    r"(?:本年|当年)?(?:为|系|属于?)(?:本年|当年|今年)?(?:度)?新增(?:的)?(?:支出|科目|项目|专项|经费))(?=[，。；])"
)


def _told_of_a_first_year(material: Material, fellow: Fellow) -> str:
    """How this report says that an item is new (为本年新增项目), as near to the list as can be; "" when it never does."""
    found = list(_FIRST_YEAR.finditer(material.text))
    nearest = min(found, key=lambda one: abs(one.start() - fellow.paragraph.start), default=None)
    return nearest["said"] if nearest else ""


def doubtful_totals(figures: Sequence[Figure], newcomers: Sequence[Newcomer]) -> dict[str, str]:
    """Return why a total computed from the items of a list is to be looked at: the new item is not in its formula."""
    doubts = {}
    for new in newcomers:
        id = new.rows[new.list.main]
        for figure in figures:
            terms = set(re.findall(r"[A-Za-z]\w*", figure.formula))
            if (
                not figure.value
                and not re.search("[-/*]", figure.formula)
                and len(terms & new.list.ids) > 1
                and id not in terms
            ):
                doubts[figure.id] = tr(
                    "{row} 的公式 {formula} 未含新增的 {id}", row=figure.id, formula=figure.formula, id=id
                )
    return doubts


def in_sheet_order(lists: Sequence[FellowList], figures: Sequence[Figure]) -> dict[int, Paragraph]:
    """Return which paragraph takes the place of another, by where that starts: lists whose rows a person has sorted anew."""
    place = {figure.id: at for at, figure in enumerate(figures)}
    moved: dict[int, Paragraph] = {}
    for one in lists:
        firsts = [next(iter(fellow.rows.values())) for fellow in one.fellows]
        if not all(re.fullmatch(r"F\d+", id) for id in firsts) or firsts != sorted(
            firsts, key=lambda id: int(id[1:])
        ):
            continue  # told first elsewhere: the order of the rows was never that of the list
        order = sorted(one.fellows, key=lambda fellow: place[next(iter(fellow.rows.values()))])
        for fellow, other in zip(one.fellows, order, strict=True):
            if fellow is not other:
                moved[fellow.paragraph.start] = other.paragraph
    return moved


# -- reading the items -------------------------------------------------------------------------------------------------


def _fellow(material: Material, paragraph: Paragraph, *, numbered: bool = True) -> Fellow | None:
    text = material.text[paragraph.start : paragraph.end]
    number = number_of(text)
    lead = re.split(r"[，。；：（]|\d(?!\d*周年)", text[len(number) :], maxsplit=1)[0].strip()
    bound = [
        (mention, material.figures[binding.row])
        for mention in _inside(material, paragraph.start, paragraph.end)
        if (binding := material.bindings.get(mention.start)) and binding.row and mention.measure != "周年"
    ]
    if (numbered and not number) or len(lead) < 2 or not bound:
        return None
    label = bound[0][1].label
    name = called = _name_of([lead, *(figure.label for _, figure in bound)])
    if lead[len(name) : len(name) + 1].isdigit():
        name = lead
    # 卫生健康支出。年初预算为…: its first figure is called 卫生健康年初预算.
    named_short = lead.removeprefix(name) in ("支出", "收入", "经费", "费用", "资金", "项目", "专项")
    if len(called) < 2 or not lead.startswith(name):
        return None
    if label not in (lead, name) and name != lead and not named_short:
        return None
    rows: dict[str, str] = {}
    mentions: dict[int, str] = {}
    for mention, figure in bound:
        if figure.label.startswith(called):
            suffix = figure.label.removeprefix(called)
            mentions[mention.start] = suffix
            rows.setdefault(suffix, figure.id)
    return Fellow(paragraph, name, rows, mentions, called)


def _name_of(labels: Sequence[str]) -> str:
    """What the item is called: 社区建设专项 of 社区建设专项预算, 社区建设专项实际支出; 教育支出 of 教育支出, 教育支出增长率."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(*labels[:2], strict=False))
    first = "".join(one for one, _ in same)
    stem = METRIC_TAIL.sub("", first)
    apart = any(
        label.startswith(stem) and not label.startswith(first) and METRIC.fullmatch(label[len(stem) :])
        for label in labels[2:]
    )
    return stem if apart and len(stem) >= 2 else first


def _inside(material: Material, start: int, end: int) -> Iterator[Mention]:
    return (m for m in material.mentions if start <= m.start < end and not m.structural)


def _pattern(
    material: Material, fellow: Fellow, number: str, name: str, *, first_year: str
) -> tuple[str, list[str]]:
    """The fellow's words up to its first figures, under the new name, and the suffixes of the numbers in them.

    `first_year` takes the place of what changed since the year before.
    """
    text, start = (
        material.text,
        fellow.paragraph.start + len(number_of(material.text[fellow.paragraph.start :])),
    )
    kept, suffixes = "", []
    for begin, stop in find_sentences(text, start, fellow.paragraph.end):
        clauses = [clause for clause in _clauses(text, begin, stop) if _keeps(material, fellow, *clause)]
        told = [fellow.mentions[m.start] for a, b in clauses for m in _inside(material, a, b)]
        words = [text[a:b].strip("，") for a, b in clauses]
        if first_year and any(suffix.endswith(_CHANGES) for suffix in told):
            clauses = [span for span in clauses if not _tells_a_change(material, fellow, *span)]
            told = [suffix for suffix in told if not suffix.endswith(_CHANGES)]
            words = [*(text[a:b].strip("，") for a, b in clauses), first_year]
        kept += "，".join(words).rstrip("。；") + ("。" if words else "")
        suffixes += told
        if suffixes:
            break
    return number + kept.replace(fellow.name, name), suffixes


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for comma in re.finditer("，", text[start:end]):
        yield at, start + comma.start()
        at = start + comma.end()
    yield at, end


def _keeps(material: Material, fellow: Fellow, start: int, end: int) -> bool:
    """Whether a clause tells the item's own figures and no others, or names the item."""
    own = [mention.start in fellow.mentions for mention in _inside(material, start, end)]
    said = material.text[start:end].strip("。；")
    return all(own) if own else said.startswith(fellow.name) and len(said) - len(fellow.name) <= 2


def _tells_a_change(material: Material, fellow: Fellow, start: int, end: int) -> bool:
    return any(fellow.mentions[m.start].endswith(_CHANGES) for m in _inside(material, start, end))
