"""Tell which of last year's figures the published report does not have any more: their rows are 无, not open."""

from __future__ import annotations

import re
from collections.abc import Mapping

from drafter.backtest.both_years import BothYears, Found, formula_of
from drafter.brief import rows_of
from drafter.drafting.lists.inline_lists import find_inline_list
from drafter.lastyear.items import find_paragraphs, number_of
from drafter.numbers.change_words import FALLS, RISES, either
from drafter.patterns import Regex
from drafter.report import Report
from drafter.text import sentences


def find_absent(both: BothYears, found: Found, replaced: set[str]) -> set[str]:
    """Return the rows told no more; `replaced` are those whose place another thing has taken."""
    absent = _told_without(both.previous, both.rows, found)
    absent |= (_gone(both.previous, both.published, both.rows) | replaced) - found.keys()
    # What a change or a rate is told of is told too, wherever it stands; a part of a sum may have gone.
    absent -= {term for id in found for term in rows_of(_but_sums(formula_of(both.brief, id)))}
    absent -= _grown(both, found)
    absent -= _parts_of_more(both, found, absent)
    # It stays unless somebody changes it.
    return absent - {figure.id for figure in both.brief.figures if figure.value}


def _grown(both: BothYears, found: Found) -> set[str]:
    """The rows of amounts whose growth is told: without them 同比增长3.6% would be told of nothing."""
    rows: set[str] = set()
    before = None
    for one in both.there.all.values():
        row = both.rows.get(one.mention.start, "")
        if one.tail and row in found and before is not None and before.name == one.stem:
            rows.add(both.rows.get(before.mention.start, ""))
        before = one if not one.tail else before
    return rows


def _parts_of_more(both: BothYears, found: Found, absent: set[str]) -> set[str]:
    """The parts of totals which those that were found do not make up (成人 and 少儿 without 老人 are not all), where the text still names them."""
    kept: set[str] = set()
    printed = {one.mention.amount for one in both.here.all.values()}
    named = {
        row
        for one in both.there.all.values()
        if (row := both.rows.get(one.mention.start)) and one.bare in both.published.text
    }
    for figure in both.brief.figures:
        terms = set(rows_of(figure.formula))
        told = [found[id][1].amount for id in terms & found.keys()]
        lacking = terms & absent & named
        if _SUM.fullmatch(figure.formula) and lacking and told and sum(told) not in printed:
            kept |= {figure.id, *lacking}
    return kept


_SUM = Regex(r"\s*\w+(?:\s*\+\s*\w+)+\s*")


def _but_sums(formula: str) -> str:
    return re.sub(r"\([\w\s+]+\)", "", formula) if re.search(r"[-*/]", formula) else ""


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


def _gone(previous: Report, published: Report, rows: Mapping[int, str]) -> set[str]:
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
            name = _CHANGE.sub("", name)
            if len(name) >= 4 and name not in published.text:
                gone |= {row for at, row in rows.items() if start <= at < end and row}
    return gone


def _is_listed(name: str, published: Report) -> bool:
    """Whether a paragraph or a part of one still begins with the name; spoken of elsewhere (甲项目完工) it may be no more."""
    opens = rf"(?:^|[，、；：。\n])(?:其中[：，]?)?(?:[（(]?[\d一二三四五六七八九十]{{1,3}}(?:[）)]|、|[.．]|是)\s*)?(?:[^，、；：。\n]{{0,8}})?{re.escape(name)}"
    return re.search(opens + r"(?!完工|已|建成|竣工|结束)", published.text, re.M) is not None


_PART = re.compile(r"^[一二三四五六七八九十]{1,3}是")
_CHANGE = Regex(rf"(?:同比|环比|[比较](?:上年|去年)(?:同期|度)?)?(?:{either(RISES, FALLS)})$")
