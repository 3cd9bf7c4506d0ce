"""Print a number in its place: this year's value in last year's form, the direction word that agrees, or 【待补】."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from drafter.brief import Figure, rows_of
from drafter.drafting.line import Line
from drafter.drafting.pieces import Material
from drafter.drafting.wording.examples import doubts_of_examples
from drafter.drafting.wording.opposite_words import as_risen, opposite
from drafter.drafting.wording.round_words import round_words
from drafter.lastyear.derived import OFF_AIM, TWO_SIDED, side_of_aim
from drafter.lastyear.forms import UnitForm, as_written, short_cells
from drafter.lastyear.listed import counts_its_list, names_in_brackets
from drafter.lastyear.row_names import converts
from drafter.lastyear.slots import Binding, rescaled
from drafter.lastyear.typed_values import not_reported, words_typed
from drafter.numbers.numerals import decimals_of
from drafter.numbers.quantity import Mention
from drafter.strings import tr

_OTHER_SIDE = {
    "超": "低于", "超出": "低于", "超过": "低于", "高出": "低于", "高于": "低于", "多于": "少于", "低于": "高于", "少于": "多于", "不及": "超过",
    "快于": "慢于", "慢于": "快于", "提前": "推迟", "推迟": "提前", "延迟": "提前", "滞后": "提前",
    "节约": "超支", "节支": "超支", "超支": "节约", "超收": "短收", "短收": "超收", "超额完成": "少完成", "多完成": "少完成", "少完成": "多完成",
    "收支缺口": "收支结余", "收支结余": "收支缺口", "亏损": "盈利", "盈利": "亏损",
    "预算调整率": "预算调整率",
    "追加": "调减", "调增": "调减", "核增": "核减", "调减": "追加", "核减": "核增", "追减": "追加",
}  # fmt: skip

# 净投放现金, 收支相抵，结余: where it comes out below zero, it is the other.
_NET = {"净投放": "净回笼", "净流入": "净流出", "净买入": "净卖出", "净迁入": "净迁出", "净增": "净减"}
_NET |= {other: one for one, other in _NET.items()}
_NET_BEFORE = re.compile(
    rf"({'|'.join(_NET)}|(?<=相抵[，后])结余|(?<=[，；年])(?:结余|盈余))[^，。；：\d【】]{{0,8}}$"
)
_OVERSPENT = {"结余": "超支", "盈余": "亏损"}

_OF_CHANGES = ("多增", "少增", "多减", "少减")

# What may come out below zero without being a slip of the pen.
_BELOW_ZERO = re.compile(r"结余|结转|余额|差|净|盈|亏|利润|增减|增长|变动|温|率")

_COUNTED_IN = re.compile(
    r"[件个人名户家次场起项期份套台辆篇条批笔座处所张册本只头]|[人件批家户][次数]|批次|场次|班次"
)


def opening(line: Line, mention: Mention, start: int) -> int:
    """Where the words begin that are written together with the number: its direction, or 超出目标值."""
    text = line.material.text
    outgrown = OFF_AIM.search(text, start, mention.start) if mention.direction else None
    if outgrown and mention.direction and outgrown.start() < mention.direction[0]:
        return outgrown.start()  # 高于支出增幅5.26个百分点
    if mention.direction and mention.direction[0] >= start:
        return mention.direction[0]
    aimed = OFF_AIM.search(text, start, mention.start) or TWO_SIDED.search(text, start, mention.start)
    return aimed.start() if aimed else mention.start


def write_number(line: Line, mention: Mention, start: int) -> None:
    """Write the number with the words from `opening` on; `start` is where its sentence starts."""
    m = line.material
    binding = m.bindings.get(mention.start)
    row = binding.row if binding else ""
    value = m.values.get(row)
    if row in m.figures and not_reported(m.figures[row]):
        line.add("—")
        return
    words = m.text[opening(line, mention, start) : mention.start]
    if value is None or binding is None:
        _mark_missing(line, mention, words, binding)
        return
    figure = m.figures[row]
    below = value < 0 <= mention.value and not words and not _BELOW_ZERO.search(figure.label)
    if below and _COUNTED_IN.fullmatch(mention.measure):
        why = tr("{row}（{label}）是负数", row=row, label=figure.label)
        line.mark(tr("【待核：{label}（填 {value}）】", label=figure.label, value=value), "待核", why)
        return
    if value < 0 and mention.direction and m.text.startswith("率", mention.direction[1]):
        line.add(words)  # 自然增长率为-1.2‰
        mention = replace(mention, direction=None)
        words = ""
    value = _write_words(line, mention, words, value)
    value = _write_in_turn(line, mention, value)
    value = _converted(line, mention, _net(line, mention, value))
    typed = words_typed(figure)
    printed = as_written(
        mention,
        value,
        typed=typed.digits if typed else figure.value or _exact(mention, figure, value),
        form=_form(m, mention),
    )
    told = round_words(line, figure, mention, printed, value)
    told.write_before(line, mention)
    line.bind(printed, row)
    if _pulls_the_other_way(line, mention, value):
        line.doubts.append(tr("{row} 的影响方向与前面的涨跌相反", row=row))
    if _turned_unsigned(line, mention, words, figure, value):
        was = m.text[mention.direction[0] : mention.stop] if mention.direction else ""
        line.doubts.append(
            tr("{row} 填的是正数，方向与上年（{was}）相反；本年仍下降的请填负数", row=row, was=was)
        )
    if _turned_off_its_aim(line, mention, figure):
        line.doubts.append(tr("{row} 若与标准的方向未变，标准便与上年不同；低于的请填负数", row=row))
    if below:
        line.doubts.append(tr("{row}（{label}）是负数", row=row, label=figure.label))
    unit = m.text[mention.end : mention.stop]
    unit = _unit_in_turn(line, mention) or unit
    if rescaled(mention.unit, figure.unit) != 1:
        unit = figure.unit  # a person tells it in 亿元 this year
    line.add(told.around(unit))
    line.computed |= bool(figure.formula and not figure.value)
    line.ask_about(row)
    line.doubts += doubts_of_examples(line, mention, start, value)
    if value != mention.value and (counts_its_list(m.text, mention) or names_in_brackets(m.text, mention)):
        line.doubts.append(
            tr(
                "{row} 填 {value}，句中仍列出 {listed} 项，请增减",
                row=row,
                value=printed,
                listed=mention.token,
            )
        )


def _form(material: Material, mention: Mention) -> UnitForm | None:
    """How the report writes the unit; in a table, how the column is written."""
    form = material.forms.get(mention.unit)
    if mention.start not in material.once(_short_cells):
        return form
    return replace(form or UnitForm(), short=True)


def _short_cells(material: Material) -> frozenset[int]:
    return short_cells(material.text, material.mentions)


def _exact(mention: Mention, figure: Figure, value: Decimal) -> str:
    """Points that are added up are told to the last decimal of their parts: 扣1.5分 is not 扣2分 where last year's were 4."""
    told = f"{value.normalize():f}"
    finer = decimals_of(told) > decimals_of(mention.token)
    return told if finer and mention.measure == "分" and "/" not in figure.formula else ""


def _net(line: Line, mention: Mention, value: Decimal) -> Decimal:
    """净投放现金-355亿元 is told as 净回笼现金355亿元."""
    said = _NET_BEFORE.search(line.out) if value < 0 and not mention.direction else None
    if said is None:
        return value
    line.out = line.out[: said.start(1)] + (_NET | _OVERSPENT)[said[1]] + line.out[said.end(1) :]
    line.turned = True
    return abs(value)


def _converted(line: Line, mention: Mention, value: Decimal) -> Decimal:
    """减少908千公顷（1362万亩）: what a bracket tells again in another unit has its direction from before."""
    m = line.material
    before = m.inside(m.text.rfind("\n", 0, mention.start) + 1, mention.start)[-1:]
    if not before or not converts(m.text, before[0], mention):
        return value
    now = m.value_at(before[0])
    if now is not None and now * value < 0:
        line.doubts.append(tr("括号内换算的增减数与前面的方向相反"))
    return abs(value)


def _write_in_turn(line: Line, mention: Mention, value: Decimal) -> Decimal:
    """分别增长8.5%、-17.0%: what fell among what rose says so itself; where not all go one way, each is to be looked at."""
    m = line.material
    run = told_in_turn(m, mention) if mention.role in ("growth", "change", "ratio") else [mention]
    head = run[0]
    if len(run) < 2 or head.direction is None:
        return value
    told = [one for one in run if not m.is_left_out(one)] or run
    each = [m.value_at(one) for one in told]
    values = [now for now in each if now]
    now = m.value_at(told[0])
    falls = now < 0 if now else head.sign < 0
    # Of what is left open nobody knows yet which way it went: 分别【待补】和上升9.1%.
    mixed = now is None or 0 in each or any((one < 0) != falls for one in values)
    # The word of direction goes with the number it stood before.
    if mention is told[0] is not head or (mixed and mention is not told[0]):
        word = m.text[head.direction[0] : head.direction[1]]
        line.add(word if (value < 0) == (head.sign < 0) else opposite(word, mention, line.out[-24:]))
    if (mixed or falls or head.sign < 0) and mention is not head:
        line.doubts.append(tr("并列的几项增减，方向请逐项核对"))
    return value if mention is head else abs(value)


def told_in_turn(material: Material, mention: Mention) -> list[Mention]:
    """The numbers told in turn (分别增长8.5%、4.0%和2.1%) that this one is of, the one with the word of direction first."""
    joints, run = ("、", "和", "与", "及"), [mention]
    begin = material.text.rfind("\n", 0, mention.start) + 1
    end = material.text.find("\n", mention.stop)
    numbers = [one for one in material.inside(begin, mention.start) if not one.structural]
    for one in reversed(numbers[-6:]):
        if run[0].direction or material.text[one.stop : run[0].start].strip() not in joints:
            break
        run.insert(0, one)
    behind = material.inside(mention.stop, end if end >= 0 else len(material.text))
    for one in [one for one in behind if not one.structural][:6]:
        if one.direction or material.text[run[-1].stop : one.start].strip() not in joints:
            break
        run.append(one)
    return run


def _unit_in_turn(line: Line, mention: Mention) -> str:
    """下降0.3个百分点和提高2.4个百分点: of 0.3个和2.4个百分点 each has the whole unit where a word stands between; else ""."""
    m = line.material
    run = told_in_turn(m, mention) if mention.role in ("growth", "change") else [mention]
    if len(run) < 2 or mention is run[-1]:
        return ""
    values = [m.value_at(one) for one in run]
    one, last = (m.text[each.end : each.stop].strip() for each in (mention, run[-1]))
    mixed = any(value is not None and values[0] is not None and value * values[0] < 0 for value in values)
    return last if mixed and last.startswith(one) else ""


def _turned_unsigned(line: Line, mention: Mention, words: str, figure: Figure, value: Decimal) -> bool:
    """下降4.2% last year and 3.8 typed: a clerk may have meant 下降3.8%, unless the figure it is told of has grown."""
    typed = figure.value.strip()
    m = line.material
    if m.fresh or not words or not mention.sign < 0 < value or not typed or typed.startswith(("+", "＋")):
        return False
    begin = m.text.rfind("\n", 0, mention.start) + 1
    told = [one for one in m.inside(begin, mention.start) if not one.structural][-1:]
    if (
        not told
        or told[0].role not in ("value", "count")
        or re.search(r"[。；\n]", m.text[told[0].stop : mention.start])
    ):
        return True
    now = m.value_at(told[0])
    return now is None or now <= told[0].value


# 比指标值高1.4个百分点
_THAN_AIM = re.compile(r"[比较][^，。；\d]{0,6}(?:指标|目标|标准|计划)(?:值|数)?$")


def _turned_off_its_aim(line: Line, mention: Mention, figure: Figure) -> bool:
    """成活率84.2%，高于标准0.8个百分点 where last year's 94.5 and 9.5 tell of a standard of 85: it stands if the gap is below it."""
    m = line.material
    than = m.text[max(mention.direction[0] - 12, 0) : mention.direction[0]] if mention.direction else ""
    sign = mention.sign if _THAN_AIM.search(than) else side_of_aim(m.text, mention.start)
    begin = max(m.text.rfind(mark, 0, mention.start) for mark in "。；\n")
    told = [one for one in m.inside(begin + 1, mention.start) if not one.structural][-1:]
    gap, now = m.value_at(mention), m.value_at(told[0]) if told else None
    if not sign or figure.formula or not gap or now is None:
        return False
    if not (_THAN_AIM.search(than) or OFF_AIM.search(m.text, told[0].stop, mention.start)):
        return False
    # 低于 and a number says below, 比目标低 and one below zero does.
    above = gap if mention.direction else sign * gap
    return now - above != told[0].value - sign * mention.value == now + above


_PULLS = re.compile(r"(?:影响|拉动|带动)[^，。；\d]{0,16}$")


def _pulls_the_other_way(line: Line, mention: Mention, value: Decimal) -> bool:
    """食品价格下降1.2%，影响CPI上涨0.22个百分点: what falls pulls down what it is part of."""
    m = line.material
    if mention.direction is None or not value:
        return False
    clause = m.text[max(mention.direction[0] - 24, 0) : mention.direction[0]]
    if not _PULLS.search(clause):
        return False
    at = m.text.rfind("\n", 0, mention.start) + 1
    begin = max(at, *(m.text.rfind(mark, at, mention.start) for mark in "；。"))
    told = [one for one in m.inside(begin, mention.start) if one.role == "growth"][-1:]
    moved = m.value_at(told[0]) if told else None
    return moved is not None and told[0].sign == mention.sign and moved * value < 0


def _write_words(line: Line, mention: Mention, words: str, value: Decimal) -> Decimal:
    """Write the words before the number so that they agree with the sign of `value`; return the value to print."""
    if not words:
        return value
    aimed = OFF_AIM.search(words) or (None if mention.direction else TWO_SIDED.search(words))
    if aimed:
        if value < 0:
            other = _OTHER_SIDE[aimed["word"]]
            words, line.turned = other + words[len(aimed["word"]) :], other != aimed["word"]
        line.add(words)
        return abs(value)
    assert mention.direction is not None
    word = words[: mention.direction[1] - mention.direction[0]]
    line.direction = (value > 0) - (value < 0)
    if value and word in _OF_CHANGES:
        words = _of_change(line, mention, value) + words[len(word) :]
        line.turned = not words.startswith(word)
    elif value != 0 and (value < 0) != (mention.sign < 0):
        line.turned = True
        words = as_risen(line.material, mention, opposite(word, mention, line.out[-24:])) + words[len(word) :]
    line.add(words)
    return value


def _of_change(line: Line, mention: Mention, value: Decimal) -> str:
    """增加20亿元，同比少增5亿元, and 减少20亿元，同比多减5亿元 where the change that is compared is a decline this year."""
    m = line.material
    told = [one for one in m.mentions if one.start < mention.start and one.role == "change" and one.direction]
    base = m.value_at(told[-1]) if told else None
    word = m.text[mention.direction[0] : mention.direction[1]] if mention.direction else ""
    way = word[-1:] if not base else "减" if base < 0 else "增"
    return ("多" if (value < 0) == (way == "减") else "少") + way


def _mark_missing(line: Line, mention: Mention, words: str, binding: Binding | None) -> None:
    """The place of a number nobody supplied yet, with what it measures and what it was."""
    m = line.material
    label = (binding.label if binding else "") or tr("本年数")
    was = words + m.text[mention.start : mention.stop].strip()
    if mention.measure == "周年":
        write_anniversary(line, was)
        return
    mark = tr("【待补：{label}】", label=label)
    if not m.fresh and m.new > m.old + 1:
        mark = tr("【待补：{label}（{year}年{was}）】", label=label, year=m.old, was=was)
    elif not m.fresh:
        mark = tr("【待补：{label}（上年{was}）】", label=label, was=was)
    line.mark(mark, "待补", _why_missing(line, binding.row if binding else ""))


def write_anniversary(line: Line, was: str) -> None:
    """Leave open which anniversary it is this year."""
    mark = tr("【待核：{kind}（上年{was}）】", kind=tr("周年"), was=was)
    line.mark(mark, "待核", tr("上年的{kind}，本年需另填", kind=tr("周年")))


def _why_missing(line: Line, row: str) -> str:
    figure = line.material.figures.get(row)
    if figure is None or not figure.formula:
        return tr("数据表 {row} 未填", row=row) if row else tr("数据表中没有这一行")
    missing = [id for id in rows_of(figure.formula) if line.material.values.get(id) is None]
    if not missing:
        return tr("{row} 的公式 {formula} 分母为零，算不出", row=row, formula=figure.formula)
    return tr(
        "{row} 由公式 {formula} 计算，缺 {missing}",
        row=row,
        formula=figure.formula,
        missing="、".join(missing),
    )
