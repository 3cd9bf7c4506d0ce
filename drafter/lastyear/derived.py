"""Find figures of last year's text that follow from others elsewhere in it: changes on the year before, figures told twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from drafter.numbers.change_words import FALLS, RISES, either
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex

_MORE_OR_LESS = rf"(?:净)?(?:{either(RISES, FALLS)}|延长|多|少|高|低)(?:了|约)?"
_ON_LAST_YEAR = Regex(
    rf"[，,（(]?(?:数量|人数|比重|占比|比例)?(?:同比|(?:比|较|与)(?:上学?年|去年|上一学?年|(?:19|20)\d\d年)(?:度|末|底|年末|同期|相比)*(?:(?:年初)?(?:预算|决算|执行)数?)?|[比较]年初){_MORE_OR_LESS}"
)
# 自评得分96.2分，评价等级为“优”，较上年提高1.7分
_GRADE = Regex(r"^，(?:评价|自评|绩效|评定)?(?:等级|等次|结果)[为：]?“?[优良中差]秀?好?”?(?=[，；])")
# 远程异地评标213次，位居全市第2位，较上年增加85次
_RANKED = Regex(
    r"^，(?:位居|位列|名列|排名|排在|居|列)[^，。；]{0,16}第[一二三四五六七八九十\d]{1,3}[位名]?(?=，)"
)
_THAN_AIM = Regex(r"^，?(?:比|较|与|高于|低于|超出?|超过|不及)[^，。；]{0,8}(?:目标|计划|预期|指标)")
# “三公”经费6.38万元，控制在预算8.00万元以内，较上年减少0.92万元: a limit is not what changed
_LIMIT = Regex(r"，(?:均|严格|有效)*(?:控制|压缩|限制|压减)在[^，。；]{0,12}$")
_AND_BY = Regex(rf"[，,、]{_MORE_OR_LESS}")
_COMPARED = Regex(r"同比|上学?年|去年|上一学?年|(?:19|20)\d\d年")
_METRICS = Regex(
    r"(?:部门|整体)*(?:预算|执行|决算|实际|完成|支出|收入)+数?|合计|总计|总额|增减额|增长率|^其中"
)
_KINDS = (
    ("budget", r"预算(?!执行)"),
    ("plan", r"计划|目标|应(?=完成|处置|缴|收)"),
    ("spent", r"执行|决算|实际|完成|支出|支付"),
    ("income", r"收入"),
)
# 与2023年相比，收、支总计各增加312.80万元: of either total, which are one number.
_BOTH = Regex(r"收入?[、和与及]?支(?:出)?(?:决算)?总计|收入[、和与及]支出")
_WHOLE = Regex(r"(?:收入|支出|收支)(?:决算)?(?:总计|合计|总额)|总(?:收入|支出)")
_TOTAL = Regex(r"合计|总计")
_SIGNIFICANT = 3


@dataclass(frozen=True, slots=True)
class Change:
    """比上年增加D（，增长p%）: the mentions of D, of p (None when it is not told), and of the figure that changed."""

    change: int
    rate: int | None
    now: int


# 较上年末增加214人
_ON_ITS_END = Regex(r"(?:上年|去年|上一年|(?:19|20)\d\d年)(?:度)?年?[末底]|年初(?!预算)")


def find_changes(
    text: str, mentions: Sequence[Mention], label: Callable[[int], str], *, within_a_year: bool = False
) -> Iterator[Change]:
    """Yield the changes on the year before whose figure is told just before them, or elsewhere in the text.

    A figure told elsewhere must agree with the change and its rate, and with the words before them. A report that ends
    `within_a_year` has no figure of a year before for what changed since the end of the last.
    """
    for at, mention in enumerate(mentions):
        if mention.role != "change" or mention.period not in ("本年", "上年"):
            continue
        if within_a_year and since_the_end(text, mention.start):
            continue
        rate = _rate_after(text, mentions, at)
        now = _told_before(text, mentions, at)
        if (
            now is None
            and rate is not None
            and _COMPARED.search(text[max(mention.start - 30, 0) : mention.start])
        ):
            now = _told_elsewhere(mentions, at, rate, label)
        if now is not None:
            yield Change(at, rate, now)


def since_the_end(text: str, at: int) -> bool:
    """Return whether the words before the number at `at` speak of the end of the year before."""
    start = max(text.rfind(mark, 0, at) for mark in "，、。；（\n")
    return _ON_ITS_END.search(text, start + 1, at) is not None


def _told_before(text: str, mentions: Sequence[Mention], at: int) -> int | None:
    before = next((i for i in range(at - 1, -1, -1) if not mentions[i].structural), None)
    if before is None:
        return None
    between = text[mentions[before].stop : mentions[at].start].strip()
    if before and _LIMIT.match(text, mentions[before - 1].stop, mentions[before].start):
        between, before = re.sub("^(?:[以之]内|以下)", "", between), before - 1
    if not _ON_LAST_YEAR.fullmatch(_RANKED.sub("", _GRADE.sub("", between))):
        return None
    if not _alike(mentions[before], mentions[at]) and (spent := _of_another_unit(text, mentions, at, before)):
        return spent
    whole = whole_of(text, mentions, before)
    if whole is not None:
        before = whole
        if before < 0:
            return None
    elif mentions[before].role == "change" and (gap := _off_its_aim(text, mentions, before)) is not None:
        before = gap
    alike = _alike(mentions[before], mentions[at]) and mentions[before].role not in ("change", "growth")
    return before if alike else None


def _of_another_unit(text: str, mentions: Sequence[Mention], at: int, before: int) -> int | None:
    """公务接待费2.34万元，接待38批312人，较上年减少0.41万元: the money, which alone can have changed by money."""
    start = max(text.rfind(mark, 0, mentions[at].start) for mark in "。；\n")
    for i in range(before - 1, -1, -1):
        one = mentions[i]
        if one.start < start or one.role in ("change", "growth"):
            return None
        if not one.structural and one.unit == mentions[at].unit:
            # 低保家庭198户251人，比上年减少13户: one thing counted in two ways.
            beside = i + 1 == before and text[one.stop : mentions[before].start].strip() in ("", "、")
            money = one.unit.endswith("元") and one.role == "value"
            return i if money or (beside and one.role in ("value", "count")) else None
    return None


def whole_of(text: str, mentions: Sequence[Mention], last: int) -> int | None:
    """年末88人，其中行政人员35人、事业人员53人，较上年…: it is the 88 that changed; None where `last` is no part, -1 where of what is not told."""
    parts, at = [last], last
    while at > 0 and mentions[at - 1].unit == mentions[last].unit:
        between = text[mentions[at - 1].stop : mentions[at].start]
        if not re.fullmatch(r"[、和及，][^，。；：、]*", between) or "其中" in between:
            break
        at -= 1
        parts.append(at)
    head = text[mentions[at - 1].stop : mentions[at].start] if at > 0 else ""
    told = (
        "其中" in head and not re.search(r"[。；\n]", head) and mentions[at - 1].unit == mentions[last].unit
    )
    if told and len(parts) > 1:
        listed = all("、" in text[mentions[i - 1].stop : mentions[i].start] for i in parts[:-1])
        if listed or sum(mentions[i].value for i in parts) == mentions[at - 1].value:
            return at - 1
    beside = re.match(r"[、和及][^，。；：]*$", text[mentions[last - 1].stop : mentions[last].start])
    # 行政35人、事业53人，较上年…: of both together, for which there is no figure.
    return -1 if last > 0 and beside and not told and mentions[last - 1].unit == mentions[last].unit else None


def _off_its_aim(text: str, mentions: Sequence[Mention], at: int) -> int | None:
    """满意度93.5%，较目标值90%高3.5个百分点，较上年…: the figure in front of the gap, which is what the change is of."""
    aim = at - 1
    if aim > 0 and _THAN_AIM.search(text[mentions[aim - 1].stop : mentions[aim].start]):
        return aim - 1
    return aim if aim >= 0 and _THAN_AIM.search(text[mentions[aim].stop : mentions[at].start]) else None


def _alike(now: Mention, change: Mention) -> bool:
    points = {"%": "百分点", "‰": "千分点"}.get(now.unit)
    return now.unit == change.unit or (points is not None and change.measure in (points, f"个{points}"))


def _rate_after(text: str, mentions: Sequence[Mention], at: int) -> int | None:
    if at + 1 >= len(mentions) or mentions[at + 1].role != "growth" or mentions[at + 1].unit != "%":
        return None
    between = text[mentions[at].stop : mentions[at + 1].start].strip()
    return at + 1 if _AND_BY.fullmatch(between) else None


def _told_elsewhere(
    mentions: Sequence[Mention], at: int, rate: int, label: Callable[[int], str]
) -> int | None:
    words = _METRICS.sub("", label(at)) or label(at).removesuffix("增减额")
    both = _BOTH.search(label(at)) is not None
    fits = [
        i
        for i, one in enumerate(mentions)
        if one.role in ("value", "count")
        and one.unit == mentions[at].unit
        and one.period == "本年"
        and _agrees(one, mentions[at], mentions[rate])
        and not re.search("预算(?!执行)", label(i))
        and (shares(words, label(i)) or (both and _WHOLE.search(label(i))))
    ]
    return fits[0] if len({mentions[i].value for i in fits}) == 1 else None


# 超出目标值0.06万平方米: by how much the figure before it is off its aim.
OFF_AIM = Regex(
    r"(?P<word>超出|超过|超(?=[年全绩预既目计指序时])|高出|高于|多于|低于|少于|不及|[快慢]于)(?P<aim>(?:[国省市区县上]家?[级定颁]|部颁|控制|考核|[全本][国省市区县州院校系行]|学[院校]|行业|系统|部门|年初|全年|绩效|年度|预期|既定|同期)*(?:目标|计划|预算|指标|标准|要求|规定|(?:序时|时间)进度|平均(?=水平|[数值分线])|警戒水?[位线]|汛限水位|保证水位|[^，。；：\d]{1,8}?(?:增[幅速]|增长率))(?:任务|水平|比例|标准|要求|[值数分线])?)\s?$"
)
# 节约资金7.15万元, 年中追加预算183.72万元, 比计划提前12天: below zero it is 超支, 调减, 推迟; 预算调整率 has no side.
TWO_SIDED = Regex(
    r"(?P<word>节约|节支|超支|超收|短收|超额完成|少完成|多完成|追加|调增|核增|调减|核减|追减|收支缺口|收支结余|亏损|盈利|提前|推迟|延迟|滞后|预算调整率)(?:了)?(?:安排)?(?:预算|支出|收入|项目|资金|经费|指标){0,2}(?:数|额)?(?:共计?|合计|为)?\s?$"
)
_SHORT_OF = (
    "低于",
    "少于",
    "不及",
    "少完成",
    "短收",
    "超支",
    "调减",
    "核减",
    "追减",
    "收支缺口",
    "亏损",
    "慢于",
    "推迟",
    "延迟",
    "滞后",
)


def side_of_aim(text: str, at: int) -> int:
    """Return 1 for 超出目标值 or 追加预算 before `at`, -1 for 低于目标值 or 调减预算, 0 when the number there has no such side."""
    words = OFF_AIM.search(text, max(at - 14, 0), at) or TWO_SIDED.search(text, max(at - 14, 0), at)
    return 0 if words is None else -1 if words["word"] in _SHORT_OF else 1


@dataclass(frozen=True, slots=True)
class Gap:
    """超出目标值D: the mentions of D and of the two figures it is the difference of."""

    gap: int
    more: int
    less: int


def find_gaps(text: str, mentions: Sequence[Mention], label: Callable[[int], str]) -> Iterator[Gap]:
    """Yield what a figure is off its aim by, where the aim is told elsewhere in the text and the three agree."""
    alike: dict[tuple[str, Decimal], list[int]] = {}
    for i, one in enumerate(mentions):
        if not one.structural:
            alike.setdefault((one.unit, one.value), []).append(i)
    for at, mention in enumerate(mentions):
        if (outgrown := _outgrown(text, mentions, at)) is not None:
            yield Gap(at, *outgrown)
            continue
        aimed = OFF_AIM.search(text, max(mention.start - 14, 0), mention.start)
        sign = side_of_aim(text, mention.start) if aimed else _side_told(text, mention)
        now = next((i for i in range(at - 1, -1, -1) if not mentions[i].structural), None)
        if not sign or mention.structural or now is None or not _alike(mentions[now], mention):
            continue
        aim = mentions[now].unit, mentions[now].value - sign * mention.value
        aims = [i for i in alike.get(aim, ()) if i not in (at, now) and shares(label(i), label(now))]
        if len({mentions[i].value for i in aims}) == 1:
            # 低于目标值 prints how far below, 较目标值低 is a change with its sign.
            below = sign < 0 and not mention.direction
            yield Gap(at, aims[0], now) if below else Gap(at, now, aims[0])


_OUTGREW = Regex(r"(?:[高低快慢]于|超过)[^，。；：\d]{1,8}(?:增[幅速]|增长率)\s?$")


def _outgrown(text: str, mentions: Sequence[Mention], at: int) -> tuple[int, int] | None:
    """收入增长12.40%，支出增长9.31%，收入增幅高于支出增幅3.09个百分点: the two rates of its sentence that it is the difference of."""
    gap = mentions[at]
    if not gap.measure.endswith("百分点") or not _OUTGREW.search(text, max(gap.start - 14, 0), gap.start):
        return None
    begin = max(text.rfind(mark, 0, gap.start) for mark in "。\n")
    rates = [
        i
        for i in range(at)
        if mentions[i].start > begin and mentions[i].role == "growth" and mentions[i].unit == "%"
    ]
    signed = {i: mentions[i].value * (mentions[i].sign or 1) for i in rates}
    pairs = [(i, j) for i in rates for j in rates if i != j and signed[i] - signed[j] == gap.value]
    return pairs[0] if len(pairs) == 1 and gap.value else None


# 为年初预算的50.5%，快于序时进度0.5个百分点
_PACE = Regex(r"，?(?:[快慢高低]于|超|比|较)(?:序时|时间)进度[快慢高低]?\s?")


def find_paces(mentions: Sequence[Mention], text: str, month: int) -> Iterator[tuple[int, int, str]]:
    """Yield how far a rate is off the share of the year that is over in `month`: the two mentions, and that share in per cent."""
    share = Decimal(100 * month) / 12
    for at, gap in enumerate(mentions):
        rate = mentions[at - 1] if at else gap
        if month and gap.measure.endswith("百分点") and rate.unit == "%":
            told = gap.value if side_of_aim(text, gap.start) > 0 or gap.sign > 0 else -gap.value
            paced = _PACE.fullmatch(text, rate.stop, gap.start)
            if paced and abs(rate.value - share - told) <= (rate.step + gap.step) / 2:
                yield at, at - 1, f"{share.quantize(Decimal('0.01')).normalize():f}"


def _side_told(text: str, mention: Mention) -> int:
    """较目标值高3.5个百分点: the side on which the figure before it is of an aim that is told elsewhere."""
    if not mention.direction:
        return 0
    before = text[max(mention.direction[0] - 12, 0) : mention.direction[0]]
    return (
        mention.sign
        if re.search(r"(?:较|比|与)[^，。；\d]{0,4}(?:目标|计划|预期)(?:任务|值|数)?(?:相比)?$", before)
        else 0
    )


def _agrees(now: Mention, change: Mention, rate: Mention) -> bool:
    difference = change.value * (change.sign or 1)
    base = now.value - difference
    if base <= 0:
        return False
    slack = rate.step / 2 + 100 * change.step / base
    return abs(100 * difference / base - rate.value * (rate.sign or 1)) <= slack


def is_told_again(one: Mention, label: str, first: Mention, first_label: str) -> bool:
    """Whether two places tell one figure: the same to three digits or more, and of one thing by their labels."""
    return (
        one.value == first.value
        and one.unit == first.unit
        and one.period == first.period
        and one.role in ("value", "count")
        and first.role in ("value", "count")
        and not one.bound
        and not first.bound
        and _of_one_kind(label, first_label, one.unit)
        and _of_one_thing(label, first_label, _digits(one))
    )


def _of_one_kind(label: str, first_label: str, unit: str) -> bool:
    """Of what is counted there is nothing but what was done: 1418人次 in the text is 实际完成值 of the table."""
    kinds = {_kind(label), _kind(first_label)}
    return len(kinds) == 1 or (kinds == {"", "spent"} and "元" not in unit)


def _of_one_thing(label: str, first_label: str, digits: int) -> bool:
    """By their labels; 合计预算数 of a table is of whatever its text tells to four digits (项目支出预算数)."""
    one, other = _METRICS.sub("", label), _METRICS.sub("", first_label)
    whole = not (one and other) and any(_TOTAL.search(name) for name in (label, first_label))
    return digits >= _SIGNIFICANT + whole and (whole or shares(one, other))


def _digits(mention: Mention) -> int:
    return len(str(mention.value.normalize()).replace(".", "").rstrip("0").split("E")[0])


def _kind(label: str) -> str:
    """What an amount is an amount of: a budget and what was spent may agree one year and differ the next."""
    told = [(found.end(), kind) for kind, pattern in _KINDS for found in re.finditer(pattern, label)]
    return max(told)[1] if told else ""  # 政府性基金预算支出决算数 is what was spent


def shares(one: str, other: str) -> bool:
    """Whether two labels have two neighbouring characters in common."""
    return any(one[at : at + 2] in other for at in range(len(one) - 1))
