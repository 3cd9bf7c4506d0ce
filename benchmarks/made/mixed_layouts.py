"""Right tables in which counts stand beside money, rows have units of their own, and amounts were rounded though no unit is stated."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import accumulate
from random import Random

from benchmarks.made.tables import PROJECTS, TOWNS, Made, hand_of, rounded_to, table_of


def workload(random: Random) -> Made:
    """Each row in the unit its own column names: people, days, money; what changed has none."""
    hand = hand_of(random)
    rows = [["指标", "单位", "本年", "上年", "增减", "同比（%）"]]
    for name, unit, high in (
        ("门诊人次", "人次", 400_000),
        ("出院人次", "人次", 40_000),
        ("占用床日", "床日", 300_000),
        ("手术台次", "台次", 9_000),
    ):
        now, last = random.randint(high // 4, high), random.randint(high // 4, high)
        rows.append([name, unit, str(now), str(last), hand.written(now - last), _growth(now, last)])
    for name in ("业务收入", "其中：检查收入"):
        a, b = rounded_to(random.uniform(900, 9000), 2), rounded_to(random.uniform(900, 9000), 2)
        rows.append([name, "万元", str(a), str(b), hand.written(a - b), _growth(a, b)])
    return table_of(hand, "业务工作量情况表", rows, unit="")


def vehicles(random: Random) -> Made:
    """Costs of each car, all of them, and what a kilometre takes, which nobody adds up."""
    hand = hand_of(random)
    lists = []
    for _ in range(random.randint(3, 7)):
        far = random.randint(4000, 30000)
        fuel, repair = (rounded_to(random.uniform(*ends), 2) for ends in ((3000, 24000), (500, 9000)))
        lists.append([Decimal(far), fuel, repair, fuel + repair])
    total = [sum(column) for column in zip(*lists, strict=True)]
    rows = [
        [name, *map(str, one), str(rounded_to(one[1] / one[0], 2))]
        for name, one in zip(
            [*(f"{n}号车" for n in range(1, len(lists) + 1)), "合计"], [*lists, total], strict=True
        )
    ]
    head = ["车辆", "里程（公里）", "燃油费（元）", "维修费（元）", "费用合计（元）", "每公里燃油费（元）"]
    return table_of(hand, "车辆运行情况表", [head, *rows], unit="")


def adjusted(random: Random) -> Made:
    """年初预算, what was added or taken off in the year, and what it came to."""
    hand = hand_of(random)
    lists = []
    for _ in range(random.randint(3, 7)):
        first = hand.amount(100, 3000)
        change = hand.varied(first, -0.2, 0.3) - first
        lists.append([first, change, first + change])
    total = [sum(column) for column in zip(*lists, strict=True)]
    names = random.sample(PROJECTS, len(lists))
    rows = [[name, *map(hand.written, one)] for name, one in zip(names, lists, strict=True)]
    body = hand.with_total(rows, ["合计", *map(hand.written, total)])
    return table_of(hand, "预算调整情况表", [["项目", "年初预算数", "调整数", "全年预算数"], *body])


def visitors(random: Random) -> Made:
    """Months with a running total, closed by 合计 and 月均."""
    hand = hand_of(random)
    months = random.randint(4, 12)
    lists = [
        (random.randint(2000, 9000), random.randint(900, 20000), rounded_to(random.uniform(3, 40), 2))
        for _ in range(months)
    ]
    so_far = accumulate(one[2] for one in lists)
    rows = [
        [f"{n}月", str(a), str(b), str(a + b), str(paid), str(total)]
        for n, ((a, b, paid), total) in enumerate(zip(lists, so_far, strict=True), 1)
    ]
    home, away, paid = (sum(column) for column in zip(*lists, strict=True))
    mean = [str(rounded_to(Decimal(one) / months, 0)) for one in (home, away, home + away)]
    rows.append(["合计", str(home), str(away), str(home + away), str(paid), "—"])
    rows.append(["月均", *mean, str(rounded_to(paid / months, 2)), "—"])
    head = ["月份", "本地（人次）", "外地（人次）", "合计（人次）", "收入（万元）", "本年累计收入（万元）"]
    return table_of(hand, "开放服务情况表", [head, *rows], unit="")


def rounded_bare(random: Random) -> Made:
    """Amounts each rounded by itself, to whole numbers or one decimal, in no unit; a hotline among the names."""
    hand = hand_of(random)
    places = random.choice((0, 1))
    exact = [[Decimal(str(random.uniform(50, 3000))) for _ in range(2)] for _ in range(random.randint(3, 6))]
    total = [sum(column, Decimal(0)) for column in zip(*exact, strict=True)]
    names = ["12345热线", *random.sample(TOWNS, len(exact) - 1)]
    rows = [
        [name, *(str(rounded_to(value, places)) for value in (a + b, a, b))]
        for name, (a, b) in zip(["合计", *names], [total, *exact], strict=True)
    ]
    return table_of(hand, "来源情况表", [["来源", "小计", "上半年", "下半年"], *rows], unit="")


def _growth(now: Decimal | int, last: Decimal | int) -> str:
    return str(rounded_to(Decimal(now - last) * 100 / last, 2))


MIXED: dict[str, Callable[[Random], Made]] = {
    one.__name__: one for one in (workload, vehicles, adjusted, visitors, rounded_bare)
}
