"""Name a number by what was done for those it counts, or what its money went to: 用于编制预算, 发放补贴."""

from __future__ import annotations

from drafter.numbers.labels.spots import Spot
from drafter.patterns import Regex

_USED_FOR = Regex(r"((?:主要)?用于[^，。；、0-9]{3,22})")
_DONE_FOR = Regex(
    r"(?:[0-9][0-9,.]*万?余?[人户名])?(?P<did>(?:发放|发|办理|提供|开展|实施|进行|支付|减免|落实|送|补贴|补助|给予|拨付|配发|赠送)[^，。；、0-9]{2,18})(?=[，。；、0-9])"
)


def used_for(spot: Spot) -> str | None:
    """申请资金90万元。其中：30万元用于编制预算."""
    found = None if spot.bare else _USED_FOR.match(spot.text, spot.mention.stop)
    return found and found[1]


def done_for_them(spot: Spot) -> str | None:
    """春节期间为690户1249人发放生活补贴62万元: who are counted by what was done for them."""
    if not spot.left.endswith(("为", "对", "向", "给")) or spot.mention.measure not in (
        "户",
        "人",
        "名",
        "家",
    ):
        return None
    found = _DONE_FOR.match(spot.text, spot.mention.stop)
    return found and found["did"]
