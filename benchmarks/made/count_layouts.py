"""Right tables of counts, shares, prices and growth: what adds up in some columns and never in others."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from random import Random

from benchmarks.made.tables import (
    PROJECTS,
    TOWNS,
    UNITS,
    Made,
    hand_of,
    numbered,
    rounded_to,
    table_of,
)


def staff(random: Random) -> Made:
    """Small whole numbers of people: 编制, 实有, and what they are made of."""
    hand = hand_of(random)
    lists = []
    names = hand.some(UNITS, 3, 7)
    for _ in names:
        posts, have = [random.randint(0, 9) for _ in range(2)], [random.randint(0, 8) for _ in range(2)]
        lists.append([sum(posts), *posts, sum(have), *have, random.randint(0, 12)])
    total = [sum(column) for column in zip(*lists, strict=True)]
    head = [
        ["单位", "编制数", "", "", "在职人数", "", "", "退休人数"],
        ["", "合计", "行政", "事业", "合计", "行政", "事业", ""],
    ]
    rows = [[name, *map(str, one)] for name, one in zip(names, lists, strict=True)]
    merged = [(0, 0, 1, 0), (0, 1, 0, 3), (0, 4, 0, 6), (0, 7, 1, 7)]
    return table_of(
        hand, "人员编制情况表", [*head, *hand.with_total(rows, ["合计", *map(str, total)])], merged, unit=""
    )


def per_head(random: Random) -> Made:
    """People, money and money per head: nobody adds up the last."""
    hand = hand_of(random)
    rows, people, money = [], 0, Decimal(0)
    for name in hand.some(TOWNS, 3, 7):
        count, sum_paid = random.randint(80, 3000), hand.amount(10, 400)
        people, money = people + count, money + sum_paid
        rows.append([name, str(count), hand.written(sum_paid), str(rounded_to(sum_paid * 10000 / count, 2))])
    total = ["合计", str(people), hand.written(money), str(rounded_to(money * 10000 / people, 2))]
    head = ["乡镇", "发放人数（人）", "发放金额（万元）", "人均补助（元）"]
    return table_of(hand, "补贴发放情况表", numbered(hand, head, rows, total), unit="")


def assets(random: Random) -> Made:
    """Assets at the beginning and the end, some of them told apart by 其中."""
    hand = hand_of(random)
    names = ["流动资产", "固定资产", "在建工程", "无形资产"]
    begin = [hand.amount(50, 4000) for _ in names]
    end = [hand.varied(one) for one in begin]

    def row(name, a, b):
        return [name, hand.written(a), hand.written(b), hand.written(b - a), hand.growth(b, a)]

    rows = [row(*one) for one in zip(names, begin, end, strict=True)]
    inner = [row("其中：房屋", hand.varied(begin[1], -0.7, -0.4), hand.varied(end[1], -0.7, -0.4))]
    inner += [row("车辆", hand.varied(begin[1], -0.95, -0.9), hand.varied(end[1], -0.95, -0.9))]
    rows[2:2] = inner
    total = row("资产总计", sum(begin), sum(end))
    return table_of(
        hand,
        "资产情况表",
        [["项目", "年初数", "年末数", "增减额", "增减幅度"], *hand.with_total(rows, total)],
    )


def cases(random: Random) -> Made:
    """旧存, 新收, 结案, 未结, 结案率."""
    hand = hand_of(random)
    rows, lists = [], []
    for name in ("刑事", "民事", "行政", "执行", "国家赔偿"):
        old, new = random.randint(0, 60), random.randint(2, 2500)
        left = random.randint(0, min(40, new))
        lists.append([old, new, old + new, old + new - left, left])
        rows.append([name, *map(str, lists[-1]), hand.rate(old + new - left, old + new)])
    total = [sum(column) for column in zip(*lists, strict=True)]
    head = ["案件类型", "旧存", "新收", "受理合计", "结案", "未结", "结案率"]
    last = ["合计", *map(str, total), hand.rate(total[3], total[2])]
    return table_of(
        hand, "案件收结情况表", [head, *hand.with_total(rows, last)], unit="件" if hand.numbered else ""
    )


def goals(random: Random) -> Made:
    """Indicators each in its own unit: a goal, what was done, its share."""
    hand = hand_of(random)
    rows = []
    for name, unit, low, high in hand.random.sample(
        (
            ("新增造林面积", "亩", 200, 9000),
            ("培训农技人员", "人次", 100, 3000),
            ("改造老旧小区", "个", 2, 40),
            ("新建农村公路", "公里", 10, 90),
            ("发放宣传资料", "份", 1000, 90000),
            ("开展执法检查", "次", 20, 600),
            ("新增养老床位", "张", 30, 500),
            ("完成投资", "万元", 300, 9000),
        ),
        5,
    ):
        goal = random.randint(low, high)
        done = max(1, int(goal * random.uniform(0.85, 1.3)))
        rows.append([name, unit, str(goal), str(done), hand.rate(done, goal, decimals=1)])
    return table_of(
        hand, "年度重点任务完成情况表", [["指标", "单位", "年度目标", "实际完成", "完成率"], *rows], unit=""
    )


def shares_rounded(random: Random) -> Made:
    """Shares to one decimal, which need not add up to 100.0."""
    hand = hand_of(random)
    names = hand.some(PROJECTS, 3, 7)
    values = [hand.amount(10, 500) for _ in names]
    whole = sum(values, Decimal(0))
    rows = [
        [n, hand.written(v), hand.rate(v, whole, sign="", decimals=1)]
        for n, v in zip(names, values, strict=True)
    ]
    head = ["支出方向", "金额", "占比（%）"]
    return table_of(
        hand, "资金投向情况表", numbered(hand, head, rows, ["合计", hand.written(whole), "100.0"])
    )


def rounded(random: Random) -> Made:
    """亿元 rounded from 元: the total need not be the sum of what is printed."""
    hand = hand_of(random)
    names = hand.some(TOWNS, 4, 8)
    exact = [[random.uniform(0.5, 90) for _ in range(3)] for _ in names]
    total = [sum(column) for column in zip(*exact, strict=True)]

    def row(name, own):
        return [name, str(rounded_to(sum(own), 2)), *(str(rounded_to(one, 2)) for one in own)]

    rows = [row(*one) for one in zip(names, exact, strict=True)]
    head = ["地区", "生产总值", "第一产业", "第二产业", "第三产业"]
    after = ["注：部分数据因四舍五入，存在分项与合计不等的情况。"]
    return table_of(
        hand, "生产总值表", [head, *hand.with_total(rows, row("全县", total))], unit="亿元", after=after
    )


def prices(random: Random) -> Made:
    """数量, 单价 and 金额 of what was bought."""
    hand = hand_of(random)
    rows, whole, pieces = [], Decimal(0), 0
    for name in hand.random.sample(
        ("台式电脑", "打印机", "执法记录仪", "无人机", "会议桌椅", "空调", "服务器"), 4
    ):
        count, price = random.randint(1, 60), rounded_to(random.uniform(300, 20000), 0)
        whole, pieces = whole + count * price, pieces + count
        rows.append([name, "台", str(count), hand.written(price), hand.written(count * price), ""])
    total = ["合计", "", str(pieces), hand.nothing, hand.written(whole), ""]
    head = ["品名", "计量单位", "数量", "单价（元）", "金额（元）", "备注"]
    return table_of(hand, "设备购置清单", numbered(hand, head, rows, total), unit="")


def years_across(random: Random) -> Made:
    """Five years side by side, with rows of growth among the amounts."""
    hand = hand_of(random)
    rows: list[list[str]] = []
    for name in ("一般公共预算收入", "一般公共预算支出", "税收收入"):
        values = [hand.amount(400, 900)]
        for _ in range(4):
            values.append(hand.varied(values[-1], -0.1, 0.15))
        rows.append([f"{name}（万元）", *map(hand.written, values)])
        growth = [hand.growth(b, a, sign="") for a, b in pairwise(values)]
        rows.append(["比上年增长（%）", hand.nothing, *growth])
    return table_of(
        hand, "主要财政指标", [["指标", *(f"{year}年" for year in range(2020, 2025))], *rows], unit=""
    )


def ranks(random: Random) -> Made:
    """Scores of offices, their places, and the mean of all."""
    hand = hand_of(random)
    names = hand.some(UNITS, 4, 9)
    lists = [
        [
            rounded_to(random.uniform(15, 20), 1),
            rounded_to(random.uniform(20, 30), 1),
            rounded_to(random.uniform(35, 50), 1),
        ]
        for _ in names
    ]
    whole = [sum(own, Decimal(0)) for own in lists]
    order = sorted(whole, reverse=True)
    rows = [
        [n, *map(str, own), str(w), str(order.index(w) + 1)]
        for n, own, w in zip(names, lists, whole, strict=True)
    ]
    mean = [str(rounded_to(sum(column) / len(names), 2)) for column in (*zip(*lists, strict=True), whole)]
    head = ["单位", "决策（20分）", "过程（30分）", "产出与效益（50分）", "总分", "名次"]
    return table_of(hand, "绩效评价得分汇总表", [head, *rows, ["平均分", *mean, hand.nothing]], unit="")


def asked(random: Random) -> Made:
    """A poll: counts of answers and the share of those content."""
    hand = hand_of(random)
    rows, lists = [], []
    for name in ("办事效率", "服务态度", "环境设施", "政策宣传"):
        answers = [
            random.randint(40, 120),
            random.randint(10, 60),
            random.randint(0, 15),
            random.randint(0, 6),
        ]
        lists.append(answers)
        rows.append([name, str(sum(answers)), *map(str, answers), hand.rate(sum(answers[:2]), sum(answers))])
    total = [sum(column) for column in zip(*lists, strict=True)]
    head = [
        ["调查内容", "有效样本（份）", "评价结果（份）", "", "", "", "满意度"],
        ["", "", "很满意", "满意", "一般", "不满意", ""],
    ]
    body = hand.with_total(
        rows, ["合计", str(sum(total)), *map(str, total), hand.rate(sum(total[:2]), sum(total))]
    )
    return table_of(
        hand,
        "满意度调查汇总表",
        [*head, *body],
        [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 5), (0, 6, 1, 6)],
        unit="",
    )


def mixed_kinds(random: Random) -> Made:
    """Counts, areas, money and shares in one row each; totals of the first three only."""
    hand = hand_of(random)
    rows, lists = [], []
    for name in hand.some(TOWNS, 3, 7):
        homes, area, paid = random.randint(8, 400), rounded_to(random.uniform(1, 90), 2), hand.amount(10, 500)
        lists.append([Decimal(homes), area, paid])
        rows.append(
            [
                name,
                str(homes),
                str(area),
                hand.written(paid),
                f"{rounded_to(random.uniform(80, 100), 1)}%",
                "已完工",
            ]
        )
    total = [sum(column, Decimal(0)) for column in zip(*lists, strict=True)]
    head = ["乡镇", "户数", "面积（万平方米）", "投资额", "群众满意率", "进展"]
    last = ["合计", str(total[0]), str(total[1]), hand.written(total[2]), hand.nothing, ""]
    return table_of(hand, "改造任务完成情况表", numbered(hand, head, rows, last))


COUNTS: dict[str, Callable[[Random], Made]] = {
    one.__name__: one
    for one in (
        staff,
        per_head,
        assets,
        cases,
        goals,
        shares_rounded,
        rounded,
        prices,
        years_across,
        ranks,
        asked,
        mixed_kinds,
    )
}
