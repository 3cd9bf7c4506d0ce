"""What the words beside a number say of it: what it is (a share, a growth, a count), which way it went, and how exact it is."""

from __future__ import annotations

import re

from drafter.numbers.change_words import FALLS, RISES, either
from drafter.numbers.mention import Role
from drafter.numbers.units import Tail
from drafter.patterns import Regex

RATES = ("%", "‰", "倍", "成", "番", "百分点", "个百分点")
_AIM = Regex(r"支持|促进|推动|鼓励|扶持|用于|保障")
_COMPARED = ("多", "少", "高", "低", "增", "减", "升", "降", "涨", "跌", "增支", "减支", "增产", "减产")
_OF_A_SORT = ("增产", "减产", "增支", "减支")
_DIRECTION = Regex(
    rf"(?P<word>{either(RISES, FALLS)}|延长|[增减][支产]|多|高|少|低|(?<![新审调倍递])[增减升降涨跌])"
    r"(?:[（(](?:增长|增加|上升|提高|减少|下降|降低)[）)])?(?:了|率|比例|幅度|幅|额|数)?(?:分别)?(?:为|达到|达|约|近|超过|超|是|：|:|至少)*\s*$"
)
_LESS = frozenset((*FALLS.split(), "少", "低", "减", "降", "跌", "减支", "减产"))
# What may stand between such a word and its number, and how such a word ends: most numbers have none, and that is seen at once.
_LINKS = "了率比例度额数分别为达到约近超过是：:至 \t\n\u3000"
_LAST = frozenset(word[-1] for word in (*RISES.split(), *FALLS.split(), *"长多高少低增减升降涨跌幅支产）)"))
_CAME_FROM, _ARRIVED = Regex(r"[由从](?!于)[^，。；\d]{0,16}\d"), Regex(r"[为到]\s*$")
_BECAME, _NOUN = Regex(rf"(?P<word>{either(RISES, FALLS)})为$"), Regex("[净幅]")
_BOUND = Regex(
    r"(?:(?P<most>不足|不到|不超过|不高于|不多于|低于|小于|少于|最多)|(?P<least>超过|超|逾|突破|不少于|不低于|至少|高于|大于)|(?P<about>(?<![节签合预契条])约|大约|近|将近|接近|左右))\s?$"
)
_BY_SO_MUCH = Regex(r"\d[万亿]?[\u4e00-\u9fff]{1,4}(?:超|超过|低于|高于|少于|多于)\s?$")
_AGAINST = Regex(r"比(?!例|重)|较(?!大|好|多)|超出|超过")
_STOPS = frozenset("，。；）,;)\n")
_BOUND_ENDS = set("足到过于多超逾破少约近右 ")
SAYING = frozenset((*_LAST, *_BOUND_ENDS, *_LINKS)) - set("：:\t\n")
"""What ends the words that say of a number which way it went or how exact it is; where one of them breaks off, none do."""


def role_of(measure: str, direction: tuple[int, int] | None, token: str) -> Role:
    if measure in ("%", "‰", "倍", "成", "番"):
        return "growth" if direction else "ratio"
    if measure == ":1":
        return "ratio"
    if direction:
        return "change"
    if measure == "分":
        return "score"
    if measure in ("个", "项", "条", "类", "种", "大", "大类", "方面") and "." not in token:
        return "count"
    return "value"


def direction_of(left: str, start: int, measure: str = "") -> tuple[int, tuple[int, int] | None]:
    if left.rstrip(_LINKS)[-1:] not in _LAST:
        return 0, None
    found = _DIRECTION.search(left, max(len(left) - 16, 0))
    grown = found and measure == "%" and found["word"] in _OF_A_SORT  # 夏粮产量75万吨，减产0.1%
    if not found or (
        found["word"] in _COMPARED and not grown and not re.search(r"比|较", left[: found.start()])
    ):
        return 0, None
    if _ARRIVED.search(found[0], len(found["word"])) and _CAME_FROM.search(left[: found.start()]):
        return 0, None  # 由318.20万元调减为289.60万元: where it arrived
    if found["word"] in ("增长", "提升", "提高") and _AIM.search(left) and not re.search(r"比|较", left):
        return 0, None  # 支持服务能力提升80万元: the money is for it
    base = start - len(left)
    sign = -1 if found["word"] in _LESS else 1
    return sign, (base + found.start("word"), base + found.end("word"))


def became(left: str) -> bool:
    """Whether `left` says what the number came to: 减少为0.00万元, but not 净增为."""
    found = _BECAME.search(left)
    return found is not None and not _NOUN.search(found["word"])


def bound_of(left: str, tail: Tail, behind: str) -> str:
    """What an inexact number claims; `behind` is the character after it."""
    found = _BOUND.search(left, max(len(left) - 6, 0)) if left and left[-1] in _BOUND_ENDS else None
    if found and _BY_SO_MUCH.search(left, max(len(left) - 16, 0)) and _AGAINST.search(left):
        found = None  # 较预算8.20亿元超0.43亿元
    if found and tail.measure in ("%", "个百分点") and behind in _STOPS and left.strip() == "超":
        found = None  # 完成投资108.7亿元，超8.7%。
    if tail.after in ("以下", "以内") or (found and found["most"]):
        return "以内"
    if tail.after == "以上" or tail.more or (found and found["least"]):
        return "以上"
    return "约" if found or tail.after else ""
