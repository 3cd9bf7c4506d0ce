"""Move the years of a sentence on, where they say which year is reported; leave history alone and name what needs a person."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from drafter.numbers.numerals import read_numeral
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.report import Report

_YEAR = Regex(r"(?:19|20)\d\d")
_CHINESE_YEAR = Regex(r"二[〇○零][〇○零一二三四五六七八九]{2}")
_CHINESE = "〇一二三四五六七八九"
# A year that dates an event or names a prize does not move with the report: 荣获2022年度…奖, 自2022年起, 于2022年成立.
_EVENT_BEFORE = Regex(
    r"(?:荣获|获得?|获评|授予|入选|被评为|评为|列入|发布的?|印发的?|公布的?|制定的?|出台的?|颁布的?|通过的?|签订的?|下发的?)(?:了)?\s*$"
)
_BEGINNING = Regex(r"(?:自|从|于)\s*$")
_BEGUN = Regex(
    r"^\s*(?:度)?(?:起(?![草步诉重点止薪息伏底码源征])|开始|成立|设立|建立|组建|建成|启用|启动|实施|印发|出台|投入使用|改制|更名|挂牌|划转|并入)"
)
# 2023年实施项目5个, 2023年印发文件12件: how many were done in the year reported, which the sheet tells anew.
_DONE_SO_MANY = Regex(
    r"^\s*(?:度)?(?:成立|设立|建立|组建|建成|启用|启动|实施|印发|出台)了?(?!的)[^，。；：\d]{0,20}\d[\d,]*(?:[余多])?[一-鿿]{1,2}(?=[，。；、（]|$)"
)
# 根据《…规划》要求，2025年完成…: the year that somebody set does not move with the report.
_REQUIRED = Regex(r"(?:要求|规定|明确|部署|提出)[：，]?\s*(?:到|在|于)?$")
# 签订2024年度目标责任书: one is signed each year.
_YEARLY = Regex(r"^(?:度)?[^，。；《》]{0,24}(?:责任书|责任状|承诺书)")
_YEARLY_TITLE = Regex(r"[^《》]{2,40}(?:要点|计划|方案|安排|清单|台账)》")
# 《松岗统计年鉴（2023）》
_YEARBOOK = Regex(r"《[^《》\n]{0,24}(?:年鉴|年报|公报|白皮书|蓝皮书|汇编)\s?[（(—－-]?\s?$")
_WON = Regex(r"荣?获|评|授|入选")
_PRIZE_AFTER = Regex(
    r"^[^，。；]{0,30}(?:奖|称号|荣誉|先进(?:集体|单位|个人)|示范(?:单位|点)|优秀(?:单位|等次|等级)|榜)"
)
_NUMBERED_TITLE = Regex(r"[^《》]*》[（(][^《》）)]{0,16}[〔\[]\d{4}[〕\]]")
# What befell a place on a day of its own is not told of another year: “7·19”特大暴雨, 台风“海葵”, 百年一遇的洪水; 未发生特大事故 is.
_DISASTER = "强?降雨|降水|暴雨|暴雪|洪水|洪涝|洪灾|干旱|旱灾|山洪|雨雪|台风|地震|火灾|冰雹|事故|灾害"
_BEFELL = Regex(
    r"(?:度)?，?(?:(?!未|无|没有|不|防|杜绝|遏制|演练|预案)[^，。；\n]){0,40}?"
    r"(?:“\d{1,2}[·・•.．]\d{1,2}”|台风“|第?\d+号台风|(?:百年|历史|多年|几十年)(?:一遇|罕见|未遇)"
    f"|(?<!抗)(?:[春夏秋冬]{{1,2}}连|[春夏秋冬伏])旱|(?:特大|特强|罕见|超强|重特大)(?:的)?(?:{_DISASTER}))"
)

# 近五年，由2018年的65万册增至2022年的95万册: the span ends with the year reported, and five years of it begin a year later too.
_FROM_TO = Regex(
    r"(?:近(?P<count>[一二两三四五六七八九十\d]{1,2})年(?:来|间)?[^。；\n]{0,30}?)?[从由自](?P<first>(?:19|20)\d\d)\s?年(?:末|底|度)?的?"
    r"[^。；\n]{0,30}?[到至]\s?(?P<last>(?:19|20)\d\d)\s?年"
)


FARTHEST = 3
"""Years from a report to the one written after it; beyond, one of the two years is a slip, and no figure is 上年's."""


# 与2020年相比，两年平均增长2.5%: as many years before the one reported as are averaged.
_AVERAGED = Regex(
    r"(?:同期)?(?:相比)?[^。；\n]{0,30}?(?P<count>[两二三四五六七八九十\d]{1,2})年(?:年均|平均)"
)


@dataclass(frozen=True, slots=True)
class YearEdit:
    """What to print at a span: the shifted year, or nothing known ("" with a `kind` a person has to settle)."""

    start: int
    end: int
    text: str
    kind: Literal["", "日期", "文号", "年份", "届次", "批次", "名次", "比值", "姓名"] = ""
    supposed: bool = False
    """Whether that it moved is to be looked at: a document of this year may have another name."""


def find_year_edits(
    text: str, mentions: tuple[Mention, ...], old: int, new: int, own_month: int = 0, ends_in: int = 0
) -> Iterator[YearEdit]:
    """Yield what becomes of each structural date, year and document number when a report on `old` is written for `new`.

    The year reported on, the one before and the one after move on by `new` − `old`; earlier years are history and stay. The
    first and the last day of a reported year move with it; any other date, every 文号 of a moving year, and a year inside a
    name (荣获2022年度…奖) or of a disaster belongs to an event and is left to a person. A span of years that ends with the one reported
    (图1 2014—2022年) is another this year: whether it begins later too, a person says. `own_month` is the month that a monthly
    report is on, which moves on with its year.
    """
    spans = dict(_spans_from(text, mentions, old, new))
    for mention in mentions:
        if not mention.structural:
            continue
        if mention.start in spans:
            yield spans[mention.start]
        elif mention.reason == "文号" and _moves(mention.token, old):
            yield YearEdit(mention.start, mention.stop, "", "文号")
        elif mention.reason == "名称" and mention.token == str(old) and text.startswith("”", mention.stop):
            yield YearEdit(mention.start, mention.stop, "", "年份")  # “商渔共治2022”专项行动
        elif mention.reason == "日期" and _YEAR.search(mention.token):
            yield from _date(text, mention, old, new, own_month, ends_in)
        elif (
            mention.reason == "年份"
            and _moves(mention.token, old)
            and (day := _DAY_IN_WORDS.match(text, mention.stop))
        ):
            yield _date_in_words(text, mention, day, old, new)
        elif mention.reason == "年份" and _is_season(mention.token) and _moves(mention.token, old):
            yield YearEdit(mention.start, mention.stop, _all_moved(mention.token, new - old))
        elif mention.reason == "年份" and moving_year(text, mention) and _moves(mention.token, old):
            yield _year(text, mention, old, new)
        elif mention.reason == "年份" and len(years := _years(mention.token)) > 1 and years[-1] == old:
            yield YearEdit(mention.start, mention.stop, "", "年份")
        elif mention.reason == "年份" and (first := _averaged_from(text, mention, old)):
            moved = mention.token.replace(str(first), str(first + new - old))
            yield YearEdit(mention.start, mention.stop, moved)
        elif mention.reason == "年份" and _moves(mention.token, old) and _names_itself(text, mention):
            yield YearEdit(mention.start, mention.stop, shift_years(mention.token, old, new))
        elif mention.reason == "年份" and _years(mention.token) == [old]:
            # 《关于开展2022年度自评工作的通知》: this year there is another, and nobody but a person knows its name; where its
            # 文号 follows, that is asked for. 《2022年工作要点》 there is each year: whether it is called so, is asked behind it.
            numbered = _NUMBERED_TITLE.match(text, mention.stop)
            yearly = _YEARLY_TITLE.match(text, mention.stop) or _YEARBOOK.search(
                text, max(mention.start - 40, 0), mention.start
            )
            moved = shift_years(mention.token, old, new) if numbered or yearly else ""
            kind: Literal["", "年份"] = "" if moved else "年份"
            yield YearEdit(mention.start, mention.stop, moved, kind, supposed=bool(moved and not numbered))


def _is_season(token: str) -> bool:
    """Whether it is one of the years that begin in one and end in the next: 2022-2023学年."""
    years = _years(token)
    return token.endswith("学年") and len(years) == 2 and years[1] == years[0] + 1


def _all_moved(token: str, by: int) -> str:
    return _YEAR.sub(lambda found: str(int(found[0]) + by), token)


def _averaged_from(text: str, mention: Mention, old: int) -> int:
    """The year that an average of years up to `old` is reckoned from, where this is it; else 0."""
    found = (
        _AVERAGED.match(text, mention.stop) if text.endswith(("与", "比", "较"), 0, mention.start) else None
    )
    years = _years(mention.token)
    count = read_numeral(found["count"]) if found else None
    return years[0] if len(years) == 1 and count is not None and years[0] == old - count else 0


def _names_itself(text: str, mention: Mention) -> bool:
    """现公布《某局2022年政府信息公开工作年度报告》, 审议通过《…2021年年度报告》: the title is the one that the report has in its first line, this year's or the one before."""
    opened, closed = text.rfind("《", 0, mention.start), text.find("》", mention.stop)
    head = text[: text.find("\n")]
    named = text[opened + 1 : closed]
    return (
        opened >= 0
        and closed >= 0
        and len(named) > len("2022年报告")
        and _YEAR.sub("", "".join(head.split())) == _YEAR.sub("", "".join(named.split()))
    )


def moving_year(text: str, mention: Mention) -> bool:
    """Whether the year may be this report's own: not a span of years (2023—2025年), not part of a 《title》, a “name” or a campaign's (净网行动—2023)."""
    if len(_YEAR.findall(mention.token)) > 1 or text[max(mention.start - 1, 0) : mention.start] in tuple(
        "—–-"
    ):
        return False
    line = text.rfind("\n", 0, mention.start) + 1
    before = text[line : mention.start]
    return before.count("《") <= before.count("》") and before.count("“") <= before.count("”")


def shift_years(text: str, old: int, new: int) -> str:
    """Return a title or heading with every year from `old` − 1 to `old` + 1 moved on."""
    text = _YEAR.sub(lambda m: str(int(m[0]) + new - old) if abs(int(m[0]) - old) <= 1 else m[0], text)
    return _CHINESE_YEAR.sub(lambda m: _chinese(m[0], old, new), text)


def shift_title(report: Report, year: int) -> str:
    """Return last year's title for the new year; 2024年工作总结暨2025年工作计划 moves on in both places."""
    moved = shift_years(report.title, report.year or year, year)
    title = re.sub(r"(?<!\d)(?:19|20)\d\d(?=\s*年)", str(year), report.title, count=1)
    return title if moved == report.title else moved


@dataclass(frozen=True, slots=True)
class SpanInWords:
    """从2018年…到2022年, which ends with the year reported: its text, its first year, and whether that moves on (近五年)."""

    start: int
    end: int
    first: int
    moves: bool


def find_spans_in_words(text: str, old: int, start: int = 0, end: int | None = None) -> Iterator[SpanInWords]:
    """Yield the spans of three years and more told in words up to the year `old`."""
    for found in _FROM_TO.finditer(text, start, len(text) if end is None else end):
        first = int(found["first"])
        if int(found["last"]) == old and first < old - 1:
            length = read_numeral(found["count"]) if found["count"] else None
            moves = length is not None and length in (old - first, old - first + 1)
            yield SpanInWords(found.start("first"), found.end(), first, moves)


def _spans_from(
    text: str, mentions: tuple[Mention, ...], old: int, new: int
) -> Iterator[tuple[int, YearEdit]]:
    """Yield by its place each year from which such a span comes: moved where its length is told, else open."""
    if not mentions:
        return
    years = {one.start: one for one in mentions if one.structural and one.reason == "年份"}
    line = text.rfind("\n", 0, mentions[0].start) + 1
    for span in find_spans_in_words(text, old, line, mentions[-1].stop):
        if (one := years.get(span.start)) is not None:
            moved = one.token.replace(str(span.first), str(span.first + new - old))
            edit = YearEdit(one.start, one.stop, moved if span.moves else "", "" if span.moves else "年份")
            yield one.start, edit


def _moves(token: str, old: int) -> bool:
    return any(abs(year - old) <= 1 for year in _years(token))


def _years(token: str) -> list[int]:
    return [int(year) for year in _YEAR.findall(token)] or [
        _read(year) for year in _CHINESE_YEAR.findall(token)
    ]


_UNTIL_DAY = Regex(r"\s?(?:至|到|[-—－~～]+)\s?(?:\d{1,2}\s?月)?\s?\d{1,2}\s?日")
_DAY_IN_WORDS = Regex(r"([一二三四五六七八九十]{1,2})月(?:([一二三四五六七八九十]{1,3})日)?")
# 统计期限为2023年9月1日至2024年8月31日: a school year is reported on.
_SEASON = Regex(
    r"(?:统计|评价|评估|自评|数据|报告)[^，。；\d]{0,10}(?P<first>20\d\d年(?P<month>\d{1,2})月1日)起?\s?(?:至|到|[-—－–~～]+)\s?(?P<last>20\d\d年(?P<until>\d{1,2})月(?P<day>\d{1,2})日)"
)
# 2023年1月至12月 is the year reported on.
_TO_DECEMBER = Regex(r"\s?(?:至|到|[-—－~～]+)\s?12\s?月")


def _date(
    text: str, mention: Mention, old: int, new: int, own_month: int, ends_in: int
) -> Iterator[YearEdit]:
    year, *rest = [int(part) for part in re.findall(r"\d+", mention.token)]
    if abs(year - old) > 1:
        return
    whole = rest == [1] and _TO_DECEMBER.match(text, mention.stop)
    month = own_month or ends_in
    closes = len(rest) == 2 and rest[0] == month and rest[1] == monthrange(year, month)[1]
    if (
        rest in ([1, 1], [12, 31], [12], [own_month])
        or whole
        or _is_of_a_season(text, mention)
        or (closes and month != 2)
    ):
        yield YearEdit(mention.start, mention.stop, shift_years(mention.token, old, new))
    else:
        yield YearEdit(mention.start, _to_day(text, mention.stop), "", "日期")


def _is_of_a_season(text: str, mention: Mention) -> bool:
    """Whether the date is the first or the last day of twelve months that the report says it is on."""
    line = max(text.rfind(mark, 0, mention.start) for mark in "。\n") + 1
    for found in _SEASON.finditer(text, line, mention.stop + len("日起至2024年12月31日")):
        first, last = int(found["first"][:4]), int(found["last"][:4])
        month, until, day = (int(found[part]) for part in ("month", "until", "day"))
        whole = last == first + 1 and until == month - 1 and day == monthrange(last, until)[1]
        if whole and mention.start in (found.start("first"), found.start("last")):
            return True
    return False


def _date_in_words(text: str, mention: Mention, day: re.Match[str], old: int, new: int) -> YearEdit:
    """二〇二三年六月: as a date in figures."""
    rest = [int(read_numeral(part) or 0) for part in day.groups() if part]
    whole = rest == [1] and text.startswith(("至", "到"), day.end())
    if rest in ([1, 1], [12, 31], [12]) or whole:
        return YearEdit(mention.start, mention.stop, shift_years(mention.token, old, new))
    return YearEdit(mention.start, day.end(), "", "日期")


def _to_day(text: str, stop: int) -> int:
    """Where 2024年3月4日至3月22日 ends: the day it went on to is open with the first."""
    until = _UNTIL_DAY.match(text, stop)
    return until.end() if until else stop


def _year(text: str, mention: Mention, old: int, new: int) -> YearEdit:
    line = text.rfind("\n", 0, mention.start) + 1
    before, after = text[line : mention.start], text[mention.stop : mention.stop + 40]
    if _YEARLY.match(after):
        return YearEdit(mention.start, mention.stop, shift_years(mention.token, old, new))
    begun = _BEGUN.match(after) and (_BEGINNING.search(before) or not after.startswith("开始"))
    if begun and _DONE_SO_MANY.match(after) and not _BEGINNING.search(before):
        begun = None
    if (
        _EVENT_BEFORE.search(before)
        or (_years(mention.token) == [old + 1] and _REQUIRED.search(before))
        or begun
        or _BEFELL.match(text, mention.stop)
        or ((prize := _PRIZE_AFTER.match(after)) and _WON.search(before[-12:] + prize[0]))
    ):
        return YearEdit(mention.start, mention.stop, "", "年份")
    return YearEdit(mention.start, mention.stop, shift_years(mention.token, old, new))


def _read(year: str) -> int:
    return int("".join(str(_CHINESE.index("〇" if c in "○零" else c)) if c != "二" else "2" for c in year))


def _chinese(year: str, old: int, new: int) -> str:
    value = _read(year)
    if abs(value - old) > 1:
        return year
    return "".join(_CHINESE[int(digit)] if digit != "2" else "二" for digit in str(value + new - old))
