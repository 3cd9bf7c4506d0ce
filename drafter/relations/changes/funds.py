"""Tie what a housing fund holds to what was paid in, drawn, lent and paid back: 缴存额a…缴存余额b，同比增长p%, though last year's is not told."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from drafter.patterns import Regex
from drafter.relations.evidence.guesses import mendable
from drafter.relations.relation import Relation, Terms, relate
from drafter.relations.scene import Scene

# 住房公积金年度报告 are all of one form (建金〔2015〕26号), which tells how much each stock grew and what made it grow.
_PAID_IN, _DRAWN = (
    Regex(r"(?:^|当年|全年|本年|实现)缴存额(?:为)?$"),
    Regex(r"(?:^|当年|全年|本年)提取额(?:为)?$"),
)
_LENT, _PAID_BACK = (
    Regex(r"发放[^，。；\d]{0,8}贷款(?:额|金额)?$"),
    Regex(r"(?:回收|收回)[^，。；\d]{0,8}贷款$|^当年回收$"),
)
_BEFORE = Regex(r"累计")
_STOCKS = (
    (Regex(r"(?<!贷款)缴存总额(?:为|达)?$"), ((1, _PAID_IN),)),
    (Regex(r"(?<!贷款)提取总额(?:为|达)?$"), ((1, _DRAWN),)),
    (Regex(r"缴存余额(?:为|达)?$"), ((1, _PAID_IN), (-1, _DRAWN))),
    (Regex(r"贷款余额(?:为|达)?$"), ((1, _LENT), (-1, _PAID_BACK))),
)
_MADE_OF = (
    (_STOCKS[0][0], (_STOCKS[1][0], _STOCKS[2][0])),
    (Regex(r"业务收入(?:为)?$"), (Regex(r"业务支出(?:为)?$"), Regex(r"增值收益(?:为)?$"))),
)
_SINCE = Regex(r"，?(?:同比|[比较](?:上年|去年|年初|上年度)[末底]?)[一-鿿]{2}")
_NEAR = 40  # numbers between a stock and what moved it


def find_fund_flows(scene: Scene, settled: Collection[int]) -> Iterator[Relation]:
    """Yield growth = flows ÷ (stock − flows), and paid in = drawn + held; one that does not hold is likely where a slip explains it."""
    if "缴存" not in scene.text or "提取" not in scene.text:
        return
    amounts = [(i, _words(scene, i)) for i, mention in enumerate(scene.mentions) if _is_money(scene, i)]
    for stock, words in amounts:
        growth = stock + 1
        flows = next((flows for name, flows in _STOCKS if name.search(words)), None)
        if flows is None or growth == len(scene.mentions) or growth in settled:
            continue
        if scene.mentions[growth].role != "growth" or not _SINCE.fullmatch(scene.gap(stock, growth)):
            continue
        moved = [(sign, _nearest(amounts, stock, name)) for sign, name in flows]
        terms: Terms = tuple((sign, i) for sign, i in moved if i is not None)
        if len(terms) == len(flows):
            base = ((1, stock), *((-sign, i) for sign, i in terms))
            yield from _told(scene, relate(scene.mentions, "growth", growth, terms, base, certain=True))
    for whole, words in amounts:
        names = next((names for name, names in _MADE_OF if name.search(words)), ())
        parts = [_nearest(amounts, whole, name) for name in names]
        terms = tuple((1, i) for i in parts if i is not None)
        # In one paragraph the words tell as much.
        if terms and len(terms) == len(parts) and "\n" in scene.gap(whole, max(i for _, i in terms)):
            yield from _told(scene, relate(scene.mentions, "sum", whole, terms, certain=True))


def _told(scene: Scene, made: Relation | None) -> Iterator[Relation]:
    if made is not None and made.holds:
        yield made
    elif made is not None and mendable(scene, made):
        yield replace(made, certain=False, likely=True)


def _is_money(scene: Scene, i: int) -> bool:
    mention = scene.mentions[i]
    return (
        mention.role == "value"
        and mention.measure == "元"
        and mention.period not in ("上年", "下年")
        and not mention.bound
    )


def _words(scene: Scene, i: int) -> str:
    """What an amount is called: 发放个人住房贷款0.43万笔、19.23亿元 is told behind its count."""
    words = scene.words_before(i)
    return scene.words_before(i - 1) if i and not words.strip("、") else words


def _nearest(amounts: Sequence[tuple[int, str]], stock: int, name: Regex) -> int | None:
    """The amount of that name next to the stock, before it first."""
    found = [
        i
        for i, words in amounts
        if abs(i - stock) <= _NEAR and name.search(words) and not _BEFORE.search(words)
    ]
    return min(found, key=lambda i: (i > stock, abs(i - stock)), default=None)
