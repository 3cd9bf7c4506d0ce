"""Right tables of money: plans and payments, sources, subtotals, two years side by side, income beside spending."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random

from benchmarks.made.tables import (
    PROJECTS,
    TOWNS,
    Amounts,
    Made,
    hand_of,
    numbered,
    table_of,
)


def plan_and_done(random: Random) -> Made:
    """预算数, 执行数, 执行率 of several projects and their total."""
    hand = hand_of(random)
    names = hand.some(PROJECTS, 3, 8)
    plan = [hand.amount(20, 900) for _ in names]
    done = [hand.varied(one, -0.2, 0) for one in plan]

    def row(name, a, b):
        return [name, hand.written(a), hand.written(b), hand.rate(b, a)]

    rows = [row(*one) for one in zip(names, plan, done, strict=True)]
    head = ["项目名称", "全年预算数", "全年执行数", "执行率"]
    return table_of(hand, "项目支出执行情况表", numbered(hand, head, rows, row("合计", sum(plan), sum(done))))


def two_years(random: Random) -> Made:
    """Amount and share of two years under merged heads, what changed, and by how much."""
    hand = hand_of(random)
    names = hand.some(
        ("工资福利支出", "商品和服务支出", "对个人和家庭的补助", "资本性支出", "债务利息支出", "其他支出"),
        3,
        6,
    )
    last = [hand.amount(20, 900) for _ in names]
    now = [hand.varied(one, -0.4, 0.4) for one in last]
    whole_last, whole = sum(last, Decimal(0)), sum(now, Decimal(0))

    def row(name: str, a: Decimal, b: Decimal) -> list[str]:
        return [
            name,
            hand.written(a),
            hand.rate(a, whole_last, decimals=1),
            hand.written(b),
            hand.rate(b, whole, decimals=1),
            hand.written(b - a),
            hand.growth(b, a),
        ]

    rows = [row(*one) for one in zip(names, last, now, strict=True)]
    head = [
        ["科目", "2023年", "", "2024年", "", "增减情况", ""],
        ["", "金额", "占比", "金额", "占比", "增减额", "增减率"],
    ]
    body = hand.with_total(rows, row("合计", whole_last, whole))
    return table_of(
        hand, "支出结构对比表", [*head, *body], [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 4), (0, 5, 0, 6)]
    )


def sources(random: Random) -> Made:
    """Projects paid from several purses: 小计 of them, what was spent, what is left."""
    hand = hand_of(random)
    names = hand.some(PROJECTS, 3, 7)
    lists: list[Amounts] = []
    for _ in names:
        parts = [hand.amount(5, 300) if random.random() < 0.6 else Decimal(0) for _ in range(3)]
        parts[0] = parts[0] or hand.amount(5, 300)
        spent = hand.varied(sum(parts, Decimal(0)), -0.2, 0)
        lists.append([sum(parts, Decimal(0)), *parts, spent, sum(parts, Decimal(0)) - spent])
    total = [sum(column, Decimal(0)) for column in zip(*lists, strict=True)]

    def row(name, own):
        return [name, *(hand.written(one, empty=True) for one in own), ""]

    rows = [row(*one) for one in zip(names, lists, strict=True)]
    head = [
        ["项目", "资金来源", "", "", "", "实际支出", "结余", "备注"],
        ["", "小计", "中央", "省级", "县级", "", "", ""],
    ]
    merged = [(0, 0, 1, 0), (0, 1, 0, 4), (0, 5, 1, 5), (0, 6, 1, 6), (0, 7, 1, 7)]
    return table_of(
        hand, "项目资金来源及使用情况表", [*head, *hand.with_total(rows, row("合计", total))], merged
    )


def towns_with_subtotals(random: Random) -> Made:
    """县本级, the towns with their 小计, and 合计 of both."""
    hand = hand_of(random)
    towns = hand.some(TOWNS, 3, 7)
    own = [hand.amount(100, 900), hand.amount(80, 700)]
    lists = [[hand.amount(10, 200), hand.amount(5, 150)] for _ in towns]
    below = [sum(column, Decimal(0)) for column in zip(*lists, strict=True)]
    total = [a + b for a, b in zip(own, below, strict=True)]

    def row(name, one):
        return [name, *map(hand.written, one)]

    body = hand.with_total(
        [row("县本级", own), row("乡镇小计", below), *(row(*one) for one in zip(towns, lists, strict=True))],
        row("合计", total),
    )
    return table_of(hand, "补助资金分配表", [["地区", "上级资金", "本级配套"], *body])


def quarters_running(random: Random) -> Made:
    """Running totals: none of them is the sum of the others."""
    hand = hand_of(random)
    names = hand.some(PROJECTS, 3, 6)
    lists: list[Amounts] = []
    for _ in names:
        at, own = Decimal(0), []
        for _ in range(4):
            at += hand.amount(10, 200)
            own.append(at)
        lists.append([hand.varied(at, 0.01, 0.2), *own])
    total = [sum(column, Decimal(0)) for column in zip(*lists, strict=True)]

    def row(name, own):
        return [name, *map(hand.written, own), hand.rate(own[-1], own[0])]

    rows = [row(*one) for one in zip(names, lists, strict=True)]
    head = ["项目", "年度预算", "1-3月累计", "1-6月累计", "1-9月累计", "1-12月累计", "支出进度"]
    return table_of(hand, "支出进度表", numbered(hand, head, rows, row("合计", total)))


def quarters(random: Random) -> Made:
    """Four quarters and the year."""
    hand = hand_of(random)
    names = hand.some(TOWNS, 3, 6)
    lists = [[hand.amount(10, 200) for _ in range(4)] for _ in names]
    lists = [[*own, sum(own, Decimal(0))] for own in lists]
    total = [sum(column, Decimal(0)) for column in zip(*lists, strict=True)]
    rows = [[name, *map(hand.written, own)] for name, own in zip(names, lists, strict=True)]
    head = ["乡镇", "第一季度", "第二季度", "第三季度", "第四季度", "全年"]
    return table_of(hand, "资金拨付情况表", numbered(hand, head, rows, ["合计", *map(hand.written, total)]))


def buying(random: Random) -> Made:
    """政府采购: plan, contract, what was saved and its rate."""
    hand = hand_of(random)
    names = ["货物", "工程", "服务"]
    plan = [hand.amount(30, 900) for _ in names]
    done = [hand.varied(one, -0.12, -0.001) for one in plan]

    def row(name, n, a, b):
        return [
            name,
            str(n),
            hand.written(a),
            hand.written(b),
            hand.written(a - b),
            hand.rate(a - b, a),
        ]

    counts = [random.randint(1, 40) for _ in names]
    rows = [row(*one) for one in zip(names, counts, plan, done, strict=True)]
    head = ["采购类别", "项目数（个）", "预算金额", "合同金额", "节约资金", "节约率"]
    return table_of(
        hand, "政府采购情况表", numbered(hand, head, rows, row("合计", sum(counts), sum(plan), sum(done)))
    )


def among_them(random: Random) -> Made:
    """Totals with some of what they are made of, told by 其中, at two depths."""
    hand = hand_of(random)
    income = [hand.amount(300, 900), hand.amount(100, 400)]
    last = [hand.varied(one) for one in income]

    def row(name, a, b):
        return [name, hand.written(a), hand.written(b), hand.growth(a, b)]

    inside = [
        row(n, hand.varied(income[0], *r), hand.varied(last[0], *r))
        for n, r in (
            ("其中：增值税", (-0.7, -0.6)),
            ("企业所得税", (-0.85, -0.8)),
            ("个人所得税", (-0.95, -0.9)),
        )
    ]
    rows = [
        row("一般公共预算收入", sum(income), sum(last)),
        row("一、税收收入", income[0], last[0]),
        *inside,
        row("二、非税收入", income[1], last[1]),
    ]
    return table_of(hand, "收入完成情况表", [["项目", "2024年", "2023年", "增长率"], *rows])


def budget_and_actual(random: Random) -> Made:
    """年初预算数, 决算数, how far they are apart, of last year too."""
    hand = hand_of(random)
    rows = []
    lists: list[Amounts] = []
    for name in hand.some(
        ("住房保障支出", "教育支出", "卫生健康支出", "农林水支出", "公共安全支出", "节能环保支出"), 3, 6
    ):
        plan = hand.amount(40, 900)
        lists.append([plan, hand.varied(plan, -0.1, 0.2), hand.varied(plan, -0.2, 0.2)])
        rows.append((name, lists[-1]))
    total = [sum(column, Decimal(0)) for column in zip(*lists, strict=True)]

    def line(name: str, own: Amounts) -> list[str]:
        plan, done, last = own
        return [
            name,
            hand.written(plan),
            hand.written(done),
            hand.rate(done, plan),
            hand.written(last),
            hand.growth(done, last),
        ]

    head = ["支出功能科目", "年初预算数", "决算数", "完成年初预算的比例", "上年决算数", "决算数较上年增减"]
    return table_of(
        hand, "财政拨款支出情况表", numbered(hand, head, [line(*one) for one in rows], line("合计", total))
    )


def grouped_rows(random: Random) -> Made:
    """A merged first column over the items of each group, each group closed by its 小计."""
    hand = hand_of(random)
    rows: list[list[str]] = [["类别", "项目", "预算金额", "支付金额", "支付率"]]
    merged, sums = [], [Decimal(0), Decimal(0)]

    def line(a, b):
        return [hand.written(a), hand.written(b), hand.rate(b, a)]

    for group in ("民生保障类", "基础设施类", "产业发展类")[: random.randint(2, 3)]:
        first = len(rows)
        own = [Decimal(0), Decimal(0)]
        for at, name in enumerate(hand.some(PROJECTS, 2, 4)):
            plan = hand.amount(20, 500)
            done = hand.varied(plan, -0.2, 0)
            own = [own[0] + plan, own[1] + done]
            rows.append([group if not at else "", name, *line(plan, done)])
        rows.append(["", "小计", *line(*own)])
        merged.append((first, 0, len(rows) - 1, 0))
        sums = [sums[0] + own[0], sums[1] + own[1]]
    rows.append(["合计", "", *line(*sums)])
    merged.append((len(rows) - 1, 0, len(rows) - 1, 1))
    return table_of(hand, "专项资金支付情况表", rows, merged)


def halves(random: Random) -> Made:
    """收入 and 支出 side by side, of unequal length, which balance."""
    hand = hand_of(random)
    income = [hand.amount(800, 3000), hand.amount(20, 300), hand.amount(1, 60)]
    carried = hand.amount(5, 200)
    whole = sum(income, carried)
    left = hand.amount(1, 100)
    names = hand.some(
        (
            "一般公共服务支出",
            "教育支出",
            "科学技术支出",
            "社会保障和就业支出",
            "卫生健康支出",
            "住房保障支出",
        ),
        3,
        6,
    )
    parts = [hand.varied((whole - left) / len(names), -0.5, 0) for _ in names[1:]]
    parts = [*parts, whole - left - sum(parts, Decimal(0))]
    l_rows = [
        ("财政拨款收入", income[0]),
        ("事业收入", income[1]),
        ("经营收入", None),
        ("其他收入", income[2]),
    ]
    r_rows = list(zip(names, parts, strict=True))
    height = max(len(l_rows), len(r_rows))
    numerals = "一二三四五六七八九"
    rows = [["收入", "", "支出", ""], ["项目", "决算数", "项目（按功能分类）", "决算数"]]
    for at in range(height):
        a = l_rows[at] if at < len(l_rows) else None
        b = r_rows[at] if at < len(r_rows) else None
        rows.append(
            [
                *((f"{numerals[at]}、{a[0]}", hand.written(a[1])) if a else ("", "")),
                *((f"{numerals[at]}、{b[0]}", hand.written(b[1])) if b else ("", "")),
            ]
        )
    w = hand.written
    rows += [
        ["本年收入合计", w(whole - carried), "本年支出合计", w(whole - left)],
        ["年初结转和结余", w(carried), "年末结转和结余", w(left)],
        ["总计", w(whole), "总计", w(whole)],
    ]
    return table_of(hand, "收入支出决算总表", rows, [(0, 0, 0, 1), (0, 2, 0, 3)])


def two_pieces(random: Random) -> Made:
    """A list cut by the end of a page: the heads stand again in the middle, the total at the end."""
    hand = hand_of(random)
    names = hand.some(TOWNS, 6, 9)
    lists = [[hand.amount(10, 200), hand.amount(10, 200)] for _ in names]
    total = [sum(column, Decimal(0)) for column in zip(*lists, strict=True)]
    head = ["乡镇", "下达金额", "支付金额"]
    rows = [[name, *map(hand.written, own)] for name, own in zip(names, lists, strict=True)]
    half = len(rows) // 2
    return table_of(
        hand, "资金下达情况表", [head, *rows[:half], head, *rows[half:], ["合计", *map(hand.written, total)]]
    )


MONEY: dict[str, Callable[[Random], Made]] = {
    one.__name__: one
    for one in (
        plan_and_done,
        two_years,
        sources,
        towns_with_subtotals,
        quarters_running,
        quarters,
        buying,
        among_them,
        budget_and_actual,
        grouped_rows,
        halves,
        two_pieces,
    )
}
