"""What the layouts beside it share: a made table, how an office writes its amounts, and names to fill it with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random

Amounts = list[Decimal]


@dataclass(frozen=True)
class Made:
    """A table with the lines around it; `merged` are (top, left, bottom, right) and hold text in their first place only."""

    before: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    after: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        return max(map(len, self.rows))


@dataclass(frozen=True)
class Hand:
    """How one office writes: decimals, separators, minus, nothing; and where its totals stand."""

    random: Random
    decimals: int
    grouped: bool
    minus: str
    nothing: str
    on_top: bool
    numbered: bool

    def amount(self, low: float, high: float) -> Decimal:
        return rounded_to(self.random.uniform(low, high), self.decimals)

    def varied(self, value: Decimal, low: float = -0.2, high: float = 0.3) -> Decimal:
        return rounded_to(float(value) * (1 + self.random.uniform(low, high)), self.decimals)

    def written(self, value: Decimal | int | None, *, empty: bool = False) -> str:
        if value is None or (empty and not value):
            return self.nothing
        plain = f"{abs(value):,}" if self.grouped else f"{abs(value)}"
        return self.minus.format(plain) if value < 0 else plain

    def rate(self, part: Decimal | int, whole: Decimal | int, *, sign: str = "%", decimals: int = 2) -> str:
        if not whole:
            return self.nothing
        value = rounded_to(float(Decimal(part) / Decimal(whole) * 100), decimals)
        return (self.minus.format(abs(value)) if value < 0 else str(value)) + sign

    def growth(self, now: Decimal, last: Decimal, *, sign: str = "%", decimals: int = 1) -> str:
        return self.rate(now - last, last, sign=sign, decimals=decimals)

    def with_total(self, rows: list[list[str]], total: list[str]) -> list[list[str]]:
        return [total, *rows] if self.on_top else [*rows, total]

    def some(self, names: Sequence[str], least: int, most: int) -> list[str]:
        return self.random.sample(list(names), self.random.randint(least, min(most, len(names))))


def rounded_to(value: float | Decimal, decimals: int) -> Decimal:
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def hand_of(random: Random) -> Hand:
    return Hand(
        random,
        decimals=random.choice((0, 1, 2, 2, 2, 4)),
        grouped=random.random() < 0.4,
        minus=random.choice(("-{}", "-{}", "({})", "（{}）", "▲{}", "△{}", "－{}", "−{}")),
        nothing=random.choice(("", "", "-", "—", "0", "/", "——")),
        on_top=random.random() < 0.4,
        numbered=random.random() < 0.5,
    )


UNITS = (
    "办公室",
    "规划科",
    "执法大队",
    "信息中心",
    "服务中心",
    "培训中心",
    "档案馆",
    "质监站",
    "宣教中心",
    "后勤中心",
)
PROJECTS = (
    "老旧管网改造",
    "执法装备购置",
    "信息系统运维",
    "人才引进补助",
    "困难群众救助",
    "农村公路养护",
    "宣传教育经费",
    "基层站所维修",
    "病虫害防治",
    "重点场所监测",
    "志愿服务补贴",
    "应急物资储备",
)
TOWNS = (
    "东湾镇",
    "青石镇",
    "柳塘镇",
    "白沙镇",
    "西岭乡",
    "云水乡",
    "石牌街道",
    "江岸街道",
    "高铁新区",
    "南溪镇",
)


def table_of(
    hand: Hand,
    title: str,
    rows: Sequence[Sequence[str]],
    merged: Sequence[tuple[int, int, int, int]] = (),
    *,
    unit: str = "万元",
    after: Sequence[str] = (),
) -> Made:
    before = [title, *([f"单位：{unit}"] if unit else ())]
    return Made(tuple(before), tuple(tuple(row) for row in rows), tuple(merged), tuple(after))


def numbered(hand: Hand, head: list[str], rows: list[list[str]], total: list[str]) -> list[list[str]]:
    """The rows with their total, under a 序号 where the office numbers them."""
    body = hand.with_total(rows, total)
    if not hand.numbered:
        return [head, *body]
    count = iter(range(1, len(body) + 1))
    return [["序号", *head], *(["" if row is total else str(next(count)), *row] for row in body)]
