"""Find the rates told right behind the figure they are of, without the amount it grew by: 本年收入1200万元，较上年增长16.10%."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from drafter.lastyear.derived import whole_of
from drafter.numbers.change_words import FALLS, RISES, either
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex

_ON_LAST_YEAR = Regex(
    rf"[，,（(。]?\s?(?:金额|数量|人数)?(?:同比|(?:比|较|与|同)(?:上学?年|去年|上一学?年)(?:度|同期|相比)*，?)?(?:净)?(?:{either(RISES, FALLS)})了?"
)
# What an office takes in, spends and has is its own to count; the growth of 增加值 and 零售额 is told at other prices or of another
# body of firms, and that of the treasury's revenue on a comparable basis.
_OWN_MONEY = Regex(
    r"收入|支出|经费|费用?(?:$|[决预])|预算|决算|结转|结余|资产|采购|拨款|执行数|资金|补助|补贴"
)
_OTHERWISE = Regex(
    r"增加值|生产总值|GDP|可支配|人均|消费|零售|投资|产值|产业|利润|价格|营业|业务收入|旅游|税收|税$|财政(?:总?收入|支出)|公共(?:财政)?预算|基金|非税|进出口|存款|贷款"
)
_COUNTED = Regex(
    r"万?(?:人|名|人次|件次?|批次?|个|次|期|场次?|辆|台|户|家|项|起|宗|篇|条|份|册|张|床|例|处|所|座|课时|单位|人份|卷|株|头|只|枚|艘|架|节|学时|车次|班次|具|册次|户次|家次|批次)"
)


# What these tell grew on a base that was revised or made comparable, not on what was printed: six of eleven rates of a country's
# budget came out another.
_OF_OTHERS = Regex(
    r"财政.{0,6}(?:收支|运行|预算|决算)|预算.{0,4}执行情况(?:的?报告|[和及与])|预算草案|公报|国民经济|经济(?:社会)?(?:运行|发展|形势)|政府工作报告|国有资本|统计"
)


def tells_of_others(title: str) -> bool:
    """Whether a report of that title tells of a region's economy or treasury rather than of the body that wrote it."""
    return _OF_OTHERS.search(title) is not None


def find_growths(
    text: str, mentions: Sequence[Mention], label: Callable[[int], str]
) -> Iterator[tuple[int, int]]:
    """Yield each such rate with its figure, where what it grew from is what last year's report told of it."""
    for at, rate in enumerate(mentions):
        if rate.role != "growth" or rate.unit != "%" or rate.period not in ("本年", "上年") or rate.bound:
            continue
        now = next((i for i in range(at - 1, -1, -1) if not mentions[i].structural), None)
        if now is None or not _ON_LAST_YEAR.fullmatch(text, mentions[now].stop, rate.start):
            continue
        whole = whole_of(text, mentions, now)
        if whole is not None and whole < 0:
            continue  # 异议17件、投诉6件，同比下降14.8%: of both together
        now = now if whole is None else whole
        one = mentions[now]
        if one.role in ("value", "count") and one.period == "本年" and not (one.bound or one.direction):
            name = label(now)
            money = one.measure == "元" and _OWN_MONEY.search(name) and not _OTHERWISE.search(name)
            # 92.8万人次 may be 92.75: no rate to the tenth of a per cent comes of a figure told to three digits.
            told_finely = one.step == 1 or 50 * one.step <= rate.step * one.value
            if (money or _COUNTED.fullmatch(one.unit)) and told_finely:
                yield at, now
