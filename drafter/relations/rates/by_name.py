"""Tie rates whose name alone says of what they are, wherever the text tells the two: 存贷比, 不良贷款率, 恩格尔系数, 个贷率."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from drafter.patterns import Regex
from drafter.relations.evidence.guesses import mendable
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene

_IS = r"(?:为|是|达到?|约|[：:])*$"
_CLAUSE = 10  # characters
_NEAR = 60  # numbers between a rate and what it is of
_OTHERS = Regex("新增|新发放|累放|累计发放|上年|去年")
_MARKS = Regex(
    "率|比|系数|每百元"
)  # one of these is in each name below: most words before a number have none


@dataclass(frozen=True, slots=True)
class _Named:
    name: Regex
    part: Regex
    whole: Regex
    factor: Decimal = Decimal(1)
    counted: bool = False  # of things rather than of money


# 住房公积金信息披露 (建金〔2015〕26号) for the rates of housing funds; 规模以上工业企业主要财务指标 (国家统计局) for those of industry.
_NAMED = (
    _Named(Regex(f"成新率{_IS}"), Regex("净值"), Regex("原值")),
    _Named(Regex(f"(?<!新增)存贷比[例率]?{_IS}"), Regex("贷款"), Regex("存款")),
    _Named(Regex(f"不良(?:贷款)?率{_IS}"), Regex("不良"), Regex("(?<!不良)贷款")),
    _Named(Regex(f"恩格尔系数{_IS}"), Regex("食品"), Regex("消费")),
    _Named(Regex(f"(?:个人住房贷款(?:使用)?|个贷)率{_IS}"), Regex("贷款余额"), Regex("缴存余额")),
    _Named(Regex(f"提取率{_IS}"), Regex("提取额"), Regex("缴存额")),
    _Named(Regex(f"药占比{_IS}"), Regex("药品收入|药费"), Regex("医疗收入")),
    _Named(Regex(f"入住率{_IS}"), Regex("入住"), Regex("床位"), counted=True),
    _Named(Regex(f"收入利润率{_IS}"), Regex("利润"), Regex("(?:营业|业务|销售)收入")),
    _Named(
        Regex(f"每百元[^，。；]{{2,6}}收入中的成本{_IS}"),
        Regex("成本"),
        Regex("(?:营业|业务|销售)收入"),
        Decimal(100),
    ),
)


def find_by_name(scene: Scene, settled: Collection[int]) -> Iterator[Relation]:
    """Yield the one that holds; where none does, a slip is likely, if the paragraph tells both."""
    for index, named in scene.each(_rate):
        if index not in settled:
            yield from _of_its_own(scene, index, named)


def _rate(scene: Scene, index: int) -> _Named | None:
    mention = scene.mentions[index]
    told = mention.role in ("ratio", "value") and not mention.bound
    return named_rate(scene.words_before(index)) if told else None


@lru_cache(4096)
def named_rate(words: str) -> _Named | None:
    """Return what the rate is of whose name these words end with, None for any other."""
    return next((one for one in _NAMED if one.name.search(words)), None) if _MARKS.search(words) else None


def _of_its_own(scene: Scene, index: int, named: _Named) -> Iterator[Relation]:
    near = [i for i in range(max(index - _NEAR, 0), index) if _is_amount(scene, i, named.counted)]
    parts = [i for i in near if named.part.search(scene.words_before(i))]
    wholes = [i for i in near if named.whole.search(scene.words_before(i)) and i not in parts]
    made = [
        relate(scene.mentions, "ratio", index, ((1, part),), ((1, whole),), certain=True, factor=named.factor)
        for part in reversed(parts)
        for whole in reversed(wholes)
    ]
    found = [one for one in made if one is not None]
    held = next((one for one in found if one.holds), None)
    if held is not None:
        yield held
        return
    # 各项存款a，其中住户存款b。各项贷款c，存贷比p%: of the whole before what is in it
    found.sort(key=lambda one: _is_part(scene, one.right[0][1]))
    if found and "\n" not in scene.gap(min(found[0].terms), index) and mendable(scene, found[0]):
        yield replace(found[0], certain=False, likely=True)


def _is_part(scene: Scene, i: int) -> bool:
    return "其中" in scene.clauses_before(i)[-_CLAUSE:]


def _is_amount(scene: Scene, i: int, counted: bool) -> bool:
    mention = scene.mentions[i]
    plain = mention.role == "value" and (mention.measure == "元") != counted and not mention.bound
    return plain and not _OTHERS.search(scene.words_before(i))
