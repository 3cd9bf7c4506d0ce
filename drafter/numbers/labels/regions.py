"""Tell the numbers of one paragraph apart by the place that each of its sentences speaks of."""

from __future__ import annotations

from functools import lru_cache

from drafter.numbers.labels.deeds import has_deed
from drafter.numbers.labels.places import VIEW
from drafter.numbers.labels.words import LONGEST
from drafter.patterns import Regex

# 京津冀及周边地区…；长三角地区…: what opens sentences of one paragraph, and tells their numbers apart.
_PLACE = Regex(
    r"(?:^|[。；;])(?:其中[，,:：]?)?(?P<place>(?![全我本各该其此当一完组推建打支]|实施|加[快强大]|深化|统筹|扩大|提高|促进|服务|融入|对接|聚焦|围绕)(?:[一-鿿]{2,10}?(?:地区|平原|流域|自治区|兵团)|[一-鿿]{1,4}?(?:省|(?<!城)市|州)))(?![一-鿿]{0,6}[局委办院厅处会校场])"
)


_KIND = Regex("(?:增长率|增减额|占比)$")


def with_place(text: str, offset: int, label: str) -> str:
    """Return a label with the place its sentence speaks of, where sentences of the paragraph speak of several."""
    begin, end = text.rfind("\n", 0, offset) + 1, text.find("\n", offset)
    places = _places(text[begin : end if end >= 0 else len(text)])
    if len({place for _, place in places}) < 2:
        return label
    at, place = next(((at, place) for at, place in reversed(places) if begin + at <= offset), (0, ""))
    told = _KIND.sub("", label)
    if "。" in text[begin + at : offset] and text.count(told, begin, end if end >= 0 else len(text)) < 2:
        return label  # 陇东地区发现油田。新增绿化面积9万亩: of the whole again
    if place and VIEW.search(text, begin + at, offset):
        return label  # 宜兴市交易额13亿元。从行业分类看: of all places again
    fits = place and label and place not in label and len(place) + len(label) <= LONGEST
    return place + label if fits else label


@lru_cache(512)
def _places(line: str) -> tuple[tuple[int, str], ...]:
    told = ((found.start("place"), found["place"]) for found in _PLACE.finditer(line))
    return tuple((at, place) for at, place in told if not has_deed(place))  # 目前列入市, 加强与东部协作省
