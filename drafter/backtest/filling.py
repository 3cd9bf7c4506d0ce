"""Fill the sheet from the published report as a clerk would: its numbers and what they are called, never its wording."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from drafter.backtest.growing import add_newcomers
from drafter.brief import Brief, Figure
from drafter.checks.aligning import align_reports, lines_of
from drafter.drafting.inline_lists import find_inline_list
from drafter.lastyear.derived import side_of_aim
from drafter.lastyear.items import find_paragraphs, number_of
from drafter.lastyear.row_names import name_of, signed_in_turn
from drafter.lastyear.rows import Rows
from drafter.lastyear.slots import bind_figures, evaluate
from drafter.lastyear.typed_values import multiplier, not_reported
from drafter.numbers.quantity import Mention, find_mentions
from drafter.patterns import Regex
from drafter.report import Report
from drafter.text import sentences


def fill_from(brief: Brief, previous: Report, published: Report) -> Brief:
    """Type into the sheet what the published report prints in the place of each of last year's figures.

    A figure of a sentence whose other figures were published again without it is 无: not reported this year. A derived row is
    left to its formula where that gives the published number; where the office printed another (a restated base, a rounding
    of its own), that one is typed, as a clerk would. Items that a list has gained are rows added behind it.
    """
    mentions = signed_in_turn(published.text, find_mentions(published.text, year=published.year))
    theirs = find_mentions(previous.text, year=previous.year)
    rows = {binding.mention.start: binding.row for binding in bind_figures(previous, brief)}
    named = _named(published, mentions)
    found: dict[str, tuple[str, Mention]] = {}
    pairs = [
        (figure, mentions[mine], theirs[its])
        for line in align_reports(lines_of(published.text, mentions), previous)
        for mine, its in _by_words(published.text, mentions, previous.text, theirs, line.numbers)
        if (figure := brief.figure(rows.get(theirs[its].start, ""))) is not None
        and not mentions[mine].structural
        and _same_measure(mentions[mine], figure.unit)
    ]
    replaced = {
        figure.id for figure, mention, _ in pairs if _is_of_another(figure.label, _name_of(mention, named))
    }
    pairs = [pair for pair in pairs if pair[0].id not in replaced]
    missed = _missed(brief, {figure.id for figure, _, _ in pairs})
    for figure, mention, its in pairs:
        if not _is_another(figure, mention, named, missed):
            number = _as_typed(mention, figure.unit)
            sides = side_of_aim(published.text, mention.start), side_of_aim(previous.text, its.start)
            # 低于目标值0.02 in the place of 超出目标值0.06
            number = f"-{number}" if sides[0] * sides[1] < 0 and not (mention.sign or its.sign) else number
            found.setdefault(figure.id, (number, mention))
    _fill_by_label(brief, named, found)
    _fill_level(previous, published, rows, found)
    _fill_level_by_name(brief, published, found)
    absent = _told_without(previous, rows, found)
    absent |= (_gone(brief, previous, published, rows) | replaced) - found.keys()
    # What a change or a rate is told of is told too, wherever it stands; a part of a sum may have gone.
    absent -= {term for id in found for term in re.findall(r"F\d+", _but_sums(_formula(brief, id)))}
    absent -= {figure.id for figure in brief.figures if figure.value}  # it stays unless somebody changes it
    typed = brief.fill(**{id: value for id, (value, _) in found.items() if not _formula(brief, id)})
    base = typed.fill(**dict.fromkeys(absent - set(found), "无"))
    computed = evaluate(base.fill(**{id: "" for id in absent if _formula(brief, id)}))
    # What can be computed is: a clerk leaves formulas alone.
    base = base.fill(**{id: "" for id in absent if _formula(brief, id) and computed[id] is not None})
    base = add_newcomers(base, previous, published)
    computed, overrides = evaluate(base), {}
    gone = {figure.id for figure in base.figures if not_reported(figure)}
    for id, (value, mention) in found.items():
        result = computed.get(id)
        if (
            _formula(base, id)
            and id not in gone
            and (result is None or abs(result - Decimal(value)) > mention.step / 2)
        ):
            overrides[id] = value
    return base.fill(**overrides)


def _but_sums(formula: str) -> str:
    return re.sub(r"\([\w\s+]+\)", "", formula) if re.search(r"[-*/]", formula) else ""


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


_Names = Mapping[tuple[str, str, str], Sequence[Mention]]


def _named(published: Report, mentions: Sequence[Mention]) -> dict[tuple[str, str, str], list[Mention]]:
    """The published numbers by name, unit and which year they speak of."""
    named: dict[tuple[str, str, str], list[Mention]] = {}
    rows = Rows(published, mentions, ()).of
    for index, mention in enumerate(mentions):
        if mention.structural:
            continue
        names = [name_of(published.text, mentions, index)]
        if index in rows and not rows[index].label.endswith("）"):
            names.insert(0, rows[index].label)  # told apart as the sheet does it
        for name in dict.fromkeys(names):
            named.setdefault((name, mention.unit, mention.period), []).append(mention)
    return named


def _is_another(figure: Figure, mention: Mention, named: _Names, missed: set[tuple[str, str]]) -> bool:
    """Whether the number behind like words has not the figure's name while another one has, or the name of a row that has no place."""
    if figure.period != "本年" or mention.period != "本年":
        return False
    own = named.get((figure.label, figure.unit, "本年"), ())
    if len(own) == 1 and own[0] is not mention:
        return True
    name = _name_of(mention, named)
    return name != figure.label and len(name) >= 4 and (name, mention.unit) in missed


def _name_of(mention: Mention, named: _Names) -> str:
    return next((key[0] for key, places in named.items() if any(one is mention for one in places)), "")


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
    times = Counter((one.label, one.unit) for one in rows)
    return {(one.label, one.unit) for one in rows if one.id not in placed and times[one.label, one.unit] == 1}


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
        # 75周年系列活动专项 is named whole, 教育支出120.00万元 up to its figure.
        name = re.split(r"[，。；：、（]|\d(?!\d*周年)", text[len(number) :], maxsplit=1)[0]
        if number and len(name) >= 4 and not _is_listed(name, published):
            gone |= {row for at, row in rows.items() if paragraph.start <= at < paragraph.end and row}
        inside = find_inline_list(previous.text, paragraph.start, paragraph.end)
        for start, end in inside.parts if inside else ():
            name = re.split(r"[，。；：、（]|\d", _PART.sub("", previous.text[start:end]), maxsplit=1)[0]
            if len(name) >= 4 and name not in published.text:
                gone |= {row for at, row in rows.items() if start <= at < end and row}
    return gone


def _is_listed(name: str, published: Report) -> bool:
    """Whether a paragraph or a part of one still begins with the name; spoken of elsewhere (甲项目完工) it may be no more."""
    opens = rf"(?:^|[，、；：。\n])(?:其中[：，]?)?(?:[（(]?[\d一二三四五六七八九十]{{1,3}}(?:[）)]|、|[.．]|是)\s*)?(?:[^，、；：。\n]{{0,8}})?{re.escape(name)}"
    return re.search(opens + r"(?!完工|已|建成|竣工|结束)", published.text, re.M) is not None


_PART = re.compile(r"^[一二三四五六七八九十]{1,3}是")


def _fill_by_label(brief: Brief, named: _Names, found: dict[str, tuple[str, Mention]]) -> None:
    """A figure that moved to another sentence is known by its name, where only one number has it."""
    used = {id(mention) for _, mention in found.values()}
    labels = Counter((figure.label, figure.unit, figure.period) for figure in brief.figures)
    for same in (_same_label, _shorter_label, _same_sort, _other_side):
        for figure in brief.figures:
            if figure.id in found or labels[figure.label, figure.unit, figure.period] != 1:
                continue
            places = [
                mention
                for (name, unit, period), mentions in named.items()
                for mention in mentions
                if (unit, period) == (figure.unit, figure.period) and same(figure.label, name)
            ]
            if len(places) == 1 and id(places[0]) not in used:
                used.add(id(places[0]))
                found[figure.id] = (_as_typed(places[0], figure.unit), places[0])


_LEVEL = Regex(
    r"，(?:[与同较比和])?(?:上年|去年)?(?:同期|度)?(?:基本)?(?:持平|相同|一致|(?:无|没有)(?:增减)?变化)"
)


def _fill_level(
    previous: Report, published: Report, rows: Mapping[int, str], found: dict[str, tuple[str, Mention]]
) -> None:
    """与上年持平 in the place of last year's growth is a growth of 0, told in words."""
    mentions = find_mentions(previous.text, year=previous.year)
    for before, change in pairwise(one for one in mentions if not one.structural):
        row, told = rows.get(change.start, ""), found.get(rows.get(before.start, ""))
        if change.role not in ("change", "growth") or not row or row in found or told is None:
            continue
        between = previous.text[before.stop : change.start]
        if not re.search(r"[。；\n]", between) and _LEVEL.match(published.text, told[1].stop):
            found[row] = ("0", told[1])


def _fill_level_by_name(brief: Brief, published: Report, found: dict[str, tuple[str, Mention]]) -> None:
    """城市持平，农村上涨0.1%: what is level by its own name has grown by 0."""
    told = next(iter(found.values()), None)
    for figure in brief.figures if told else ():
        stem = figure.label.rpartition("：")[2].removesuffix("增长率")
        if figure.id in found or figure.formula or stem == figure.label or len(stem) < 2:
            continue
        level = re.findall(rf"[，；。\n]{re.escape(stem)}(?:基本)?持平(?=[，；。])", published.text)
        if told and len(level) == 1:
            found[figure.id] = ("0", told[1])


def _same_label(one: str, other: str) -> bool:
    return one == other


def _shorter_label(one: str, other: str) -> bool:
    """全国税收收入 and 税收收入: one name says more of where, both say the same thing."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= 4 and longer.endswith(shorter) and len(longer) - len(shorter) <= 4


def _same_sort(one: str, other: str) -> bool:
    """强台风等极端天气过程 and 低温雨雪等极端天气过程: what is counted is the same, the examples are this year's."""
    sorts = [label.rpartition("等")[2] for label in (one, other) if "等" in label]
    return len(sorts) == 2 and sorts[0] == sorts[1] and len(sorts[0]) >= 3


_TWO_SIDED = Regex(r"(?:追加|调增|核增|调减|核减|追减|增减额)$")


def _other_side(one: str, other: str) -> bool:
    """一般公共预算年中追加 and 年中调减: one figure, above zero or below; the sign is told by the word."""
    longer, shorter = sorted((_TWO_SIDED.sub("±", one), _TWO_SIDED.sub("±", other)), key=len, reverse=True)
    return one != other and shorter.endswith("±") and len(shorter) >= 3 and longer.endswith(shorter)


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
