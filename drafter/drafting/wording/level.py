"""Say of this year's figures whether they changed at all: 与上年持平 for no change, the change for what was 持平 or 新增 last year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import partial

from drafter.checks.claims import LEVEL
from drafter.drafting.line import Line, Step
from drafter.drafting.pieces import Material
from drafter.drafting.printing import told_in_turn
from drafter.lastyear.derived import OFF_AIM
from drafter.lastyear.forms import as_written
from drafter.lastyear.unchanged import Unchanged, find_unchanged
from drafter.lastyear.years import shift_years
from drafter.numbers.change_words import OPPOSITE
from drafter.numbers.labels.words import METRIC_TAIL
from drafter.numbers.numerals import read_numeral
from drafter.numbers.quantity import Mention
from drafter.strings import tr

# 比上年, 较2022年度决算数 … right before a direction word.
_COMPARED = re.compile(
    r"(?P<than>比|较)\s?(?P<whom>(?:上学?年(?:同期|度)?|去年(?:同期)?|上一年(?:度)?|(?:19|20)\d\d\s?年(?:度)?)(?:(?:年初|全年)?(?:预算|决算|执行)数?)?)(?P<tail>[^，。；\d]{0,2})$"
)

# 比预算节约0.00万元 is written 与预算持平.
_OFF_BUDGET = re.compile(
    r"[比较](?P<whom>(?:年初|全年|批复|下达)*预算数?)(?:节约|节支|超支|结余)(?:了|资金)?\s?$"
)

# What did not change needs no reason.
_WHY = re.compile(
    r"，(?:(?:增减|变动|减少|增加|下降|增长)的?)?(?:主要)?(?:原因[是为：]|是由于|是因为?|系)[^；。]+"
)
# 增加1倍多, 增加20人左右: of no change nothing is about.
_ABOUT = re.compile(r"(?:[多余]|左右|以上)?")
# ，增加单位为…: which ones came or went, where none did.
_WHICH = re.compile(r"，(?:增加|减少|新增)(?:的)?(?:单位|机构|人员|部门|项目|科室)?(?:为|是|：)[^，。；]+")


def find_level(line: Line, inside: tuple[Mention, ...], start: int) -> dict[int, Step]:
    """Return what takes the place of changes that are none, by where their numbers start."""
    steps = {}
    for mention in inside:
        step = _level(line, mention, inside, start) or _from_zero(line, mention, inside)
        if step is not None:
            steps[mention.start] = step
    return steps


def find_changed(line: Line, start: int, end: int) -> Iterator[Step]:
    """Yield what takes the place of 与上年持平 and 上年无此项支出 where this year's figures say otherwise."""
    m = line.material
    for said in find_unchanged(m.text, m.mentions, start, end):
        step = _changed(line, said)
        if step is not None:
            yield step


# -- a change that is none ---------------------------------------------------------------------------------------------


def _level(line: Line, mention: Mention, inside: tuple[Mention, ...], start: int) -> Step | None:
    """比上年增加0.00万元，增长0.00% is written 与上年持平: what to print from the comparison word to the last zero."""
    m = line.material
    if m.value_at(mention) != 0:
        return None
    if mention.role in ("growth", "change") and len(run := told_in_turn(m, mention)) > 1 and run[0].direction:
        # 分别较上年增长0.8%和1.5%: of several one is 持平 by itself
        opens = mention.direction[0] if mention.direction else mention.start
        return opens, mention.stop, partial(_write_named_level, line)
    if off := _OFF_BUDGET.search(m.text, start, mention.start):
        return off.start(), mention.stop, partial(line.add, f"与{off['whom']}持平")
    aimed = OFF_AIM.search(m.text, start, mention.start)
    if aimed and (not mention.direction or aimed.start() < mention.direction[0]):
        return aimed.start(), mention.stop, partial(line.add, f"与{aimed['aim']}持平")
    if not mention.direction or mention.direction[0] < start:
        return None
    compared = _COMPARED.search(m.text[start : mention.direction[0]])
    same_time = re.search(r"同比$", m.text[start : mention.direction[0]])
    said = compared or same_time
    if said is None:
        return _level_by_name(line, mention, inside, start)
    stop = _behind_its_bracket(line, mention, inside)
    stop += len(_ABOUT.match(m.text, stop)[0])  # type: ignore[index]
    for other in inside:
        follows = other.start > mention.start and re.fullmatch(
            r"，[^，。；]{0,4}", m.text[stop : _opens(other)]
        )
        if follows and other.role == "growth" and not m.value_at(other) and not m.is_left_out(other):
            stop = other.stop
    whom = shift_years(compared["whom"], m.old, m.new) if compared else "上年同期"
    behind = _WHICH.match(m.text, stop) or _WHY.match(m.text, stop)
    told = [*m.reasons, *(one.start for one in inside if not one.structural)]
    if behind and not any(behind.start() <= at < behind.end() for at in told):
        line.settled.append((stop, behind.end()))
        stop = behind.end()
    return start + said.start(), stop, partial(_write_level, line, whom)


def _behind_its_bracket(line: Line, mention: Mention, inside: tuple[Mention, ...]) -> int:
    """Where 增加0千公顷（0万亩） ends: the bracket tells the same change in another unit; one that tells of a change is asked about."""
    m = line.material
    told = _SAME_IN_BRACKETS.match(m.text, mention.stop)
    other = next((one for one in inside if told and told.start() < one.start < told.end()), None)
    if told is None or other is None or other.direction or other.unit == mention.unit:
        return mention.stop
    if m.value_at(other):
        line.doubts.append(tr("括号内换算的增减数不为零，与前面的持平不符"))
    return told.end()


_SAME_IN_BRACKETS = re.compile(r"\s?[（(]\s?[\d.,]+\s?[^\d，。；（()）]{1,8}[）)]")

# 城市上涨0.7%，: the name of what grew, the word and the number, with nothing in between or behind.
_NAMED = re.compile(
    r"(?:^|[，；：。、\n])\s*(?:\d{1,4}[年月](?:度|份|末)?)*(?:其中[，：]?|同比)?[一-鿿、]{2,20}$"
)
# 国内贷款15.2亿元，下降0.0%: the change of the amount before it.
_OF_THE_AMOUNT = re.compile(r"[\d.]\s?[^\d，。；：、]{1,8}(?:[（(][^（()）]*[）)])?，$")


def _level_by_name(line: Line, mention: Mention, inside: tuple[Mention, ...], start: int) -> Step | None:
    """城市上涨0.0% is written 城市持平, 死亡人数减少0人、下降0.0% 死亡人数持平, and 贷款15.2亿元，下降0.0% 贷款15.2亿元，与上年持平."""
    m = line.material
    if mention.role not in ("growth", "change") or mention.direction is None:
        return None
    stop = mention.stop
    if mention.role == "change":
        behind = next((one for one in inside if one.start > mention.start), None)
        joined = behind and m.text[stop : _opens(behind)] in ("、", "，") and behind.role == "growth"
        if behind is None or not joined or m.is_left_out(behind):
            return None
        stop = behind.stop
    before = m.text[start : mention.direction[0]]
    if m.text[stop : stop + 1] not in tuple("，；。\n") and stop < len(m.text):
        return None
    if _OF_THE_AMOUNT.search(before):
        return mention.direction[0], stop, partial(_write_named_level, line, _compared_before(line, mention))
    if not _NAMED.search(before):
        return None
    return mention.direction[0], stop, partial(_write_named_level, line)


def _compared_before(line: Line, mention: Mention) -> str:
    """与上年 or 同比, as the paragraph compared last before the change; "" where it has not."""
    m = line.material
    told = m.text[m.text.rfind("\n", 0, mention.start) + 1 : mention.start]
    said = [*_WITH_WHOM.finditer(told)]
    if not said:
        return ""
    if said[-1]["whom"]:
        return f"与{shift_years(said[-1]['whom'], m.old, m.new)}"
    usual = _SAME_TIME.search(m.text) if said[-1][0] == "同比" else None
    return usual[0] if usual else said[-1][0]


_SAME_TIME = re.compile(r"[与较和同](?:上年|去年)同期(?=持平)")
_WITH_WHOM = re.compile(
    r"(?:比|较)(?P<whom>(?:上学?年|去年|上一学?年)(?:同期|末)?|(?:19|20)\d\d\s?年(?:同期|末)?)|同比|环比"
)


def _write_named_level(line: Line, compared: str = "") -> None:
    line.add(f"{compared}持平")
    line.computed, line.direction = True, 0


# How this report says that nothing changed: 较上年无变化, 与上年一致.
_SAID = re.compile(
    r"(?P<than>[与较比同和])(?:上学?年|去年|上一学?年)(?:度|同期)?(?:(?:年初|全年)?(?:预算|决算|执行)数?)?(?P<level>(?:基本)?持平|相同|一致|无(?:增减)?变化|没有变化)"
)


def _usual_words(material: Material) -> tuple[str, str]:
    said = Counter(found.groups() for found in _SAID.finditer(material.text)).most_common(1)
    than, level = said[0][0] if said else ("与", "持平")
    return than, level


def _write_level(line: Line, whom: str) -> None:
    than, level = line.material.once(_usual_words)
    line.add(f"{than}{whom}{level.removeprefix('基本')}")
    line.computed, line.direction = True, 0


def _from_zero(line: Line, mention: Mention, inside: tuple[Mention, ...]) -> Step | None:
    """There is no rate of growth on nothing: 增长25.00% becomes （上年为零） behind the amount it grew by."""
    m = line.material
    binding = m.bindings.get(mention.start)
    figure = m.figures.get(binding.row) if binding else None
    if (
        mention.role != "growth"
        or figure is None
        or not figure.formula
        or m.values.get(figure.id) is not None
    ):
        return None
    base = re.fullmatch(r"\((\w+)-(\w+)\)/\2", figure.formula)
    if base is None or m.values.get(base[1]) is None or m.values.get(base[2]) != 0:
        return None
    for change in inside:
        if change.role == "change" and m.text[change.stop : _opens(mention)] in ("，", "、"):
            return change.stop, mention.stop, partial(_write_from_zero, line)
    return None


def _write_from_zero(line: Line) -> None:
    line.add(tr("（上年为零）"))
    line.computed = True


def _opens(mention: Mention) -> int:
    return mention.direction[0] if mention.direction else mention.start


# -- what did not change last year, or was not there before it ---------------------------------------------------------


def _changed(line: Line, said: Unchanged) -> Step | None:
    """The change in the words of its fellows, None where last year's words are true again or the figures do not tell."""
    m = line.material
    mention = m.mentions[said.now]
    binding = m.bindings.get(mention.start)
    rows = m.changes.get(binding.row) if binding else None
    if rows is None:
        return None
    now, base = m.values.get(rows.now), m.values.get(rows.base)
    if now is None or base is None or m.values.get(rows.change) is None:
        return None
    if said.none and base == 0 and now != 0:
        return None  # it is new once more
    line.settled.append((said.start, said.end))
    level = now == base or (said.about and 100 * abs(now - base) <= LEVEL * abs(base))
    whom = shift_years(said.whom, m.old, m.new)
    if level and not said.none:
        return said.start, said.end, partial(_write_as_it_was, line, said, whom)
    if said.behind:
        return said.start, said.end, partial(_write_rate, line, mention, rows.rate)
    if level:
        return said.start, said.end, partial(_write_level, line, whom)
    what = METRIC_TAIL.search(m.figures[rows.now].label) if _rate_between(line, mention, said) else None
    return (
        said.start,
        said.end,
        partial(_write_change, line, mention, (what[0] if what else "", whom), rows.change, rows.rate),
    )


def _rate_between(line: Line, mention: Mention, said: Unchanged) -> bool:
    """Whether the change would be taken for that of a rate told behind the figure: 执行数98.00万元，完成率100.00%，…"""
    return any(not one.structural for one in line.material.inside(mention.stop, said.start))


def _write_as_it_was(line: Line, said: Unchanged, whom: str) -> None:
    words = line.material.text[said.start : said.end]
    at = line.material.text.index(said.whom, said.start) - said.start
    line.add(words[:at] + whom + words[at + len(said.whom) :])
    line.direction = 0


def _write_change(line: Line, mention: Mention, told: tuple[str, str], change: str, rate: str) -> None:
    """比上年增加4名, with the rate where this report tells rates of such changes; `told` is what changed and on whom."""
    m = line.material
    value = m.values[change]
    assert value is not None
    fellow = _fellow(line, mention)
    what, whom = told
    line.add(what + m.once(_usual_than) + whom + ("增加" if value > 0 else "减少"))
    line.bind(as_written(mention, abs(value), form=m.forms.get(mention.unit)), change)
    line.add(m.text[mention.end : mention.stop])
    line.ask_about(change)
    line.direction, line.computed, line.turned = (1 if value > 0 else -1), True, True
    if rate and m.values.get(rate) is None:
        line.add(tr("（上年为零）"))
    elif rate and fellow is not None:
        line.add("，")
        _write_rate_like(line, fellow, rate)


def _write_rate(line: Line, mention: Mention, rate: str) -> None:
    """The rate in the place of （上年无此项支出）, where this report tells rates."""
    fellow = _fellow(line, mention)
    if fellow is not None and line.material.values.get(rate) is not None:
        line.add("，")
        _write_rate_like(line, fellow, rate)


def _write_rate_like(line: Line, fellow: Mention, rate: str) -> None:
    m = line.material
    value = m.values.get(rate)
    if value is None or fellow.direction is None:
        return
    word = m.text[fellow.direction[0] : fellow.direction[1]]
    line.add(word if (value < 0) == (fellow.sign < 0) else OPPOSITE.get(word, word))
    line.add(m.text[fellow.direction[1] : fellow.start])
    line.bind(as_written(fellow, value, form=m.forms.get(fellow.unit)), rate)
    line.add(m.text[fellow.end : fellow.stop])
    line.ask_about(rate)


def _usual_than(material: Material) -> str:
    """Whether this report compares with 比, 较 or 与."""
    changes = (one for one in material.mentions if one.role == "change" and one.direction)
    heads = (material.text[max(_opens(one) - 24, 0) : _opens(one)] for one in changes)
    than = Counter(found["than"] for head in heads if (found := _COMPARED.search(head)))
    return than.most_common(1)[0][0] if than else "比"


def _changes_told(material: Material) -> list[tuple[Mention, Mention | None]]:
    """The changes of the report, each with the number behind it."""
    told = zip(material.mentions, (*material.mentions[1:], None), strict=True)
    return [(change, rate) for change, rate in told if change.role == "change"]


def _fellow(line: Line, mention: Mention) -> Mention | None:
    """The nearest rate of growth told behind a change in the unit of `mention`: how this report says it."""
    m = line.material
    changes = [pair for pair in m.once(_changes_told) if pair[0].unit == mention.unit]
    rates = [
        (change, rate)
        for change, rate in changes
        if rate is not None
        and rate.role == "growth"
        and rate.direction
        and m.text[change.stop : rate.direction[0]] in ("，", "、")
    ]
    nearest = sorted(changes, key=lambda pair: abs(pair[0].start - mention.start))[:2]
    if len(nearest) == 2 and not any(pair in rates for pair in nearest):
        return None  # its neighbours are told without a rate
    return min((rate for _, rate in rates), key=lambda rate: abs(rate.start - mention.start), default=None)


def changed_from(line: Line) -> str:
    """Why 与上年持平 cannot stand, with the amounts of the figure told last that is known for both years; "" when none is."""
    m = line.material
    for figure in reversed(line.figures):
        row, value = m.figures[figure.row], m.values.get(figure.row)
        was = read_numeral(row.previous) if row.previous else None
        if value is not None and was is not None and value != was and row.unit != "%":
            moved = tr("增加") if value > was else tr("减少")
            return tr(
                "{row} 上年 {was}、本年 {value}，{moved}{by}{unit}，不是持平",
                row=row.id, was=was, value=value, moved=moved, by=abs(value - was), unit=row.unit,
            )  # fmt: skip
    return ""
