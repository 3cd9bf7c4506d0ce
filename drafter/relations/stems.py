"""What is left of a name without its measure and without year and place: 基本支出 of 全年基本支出执行数."""

from __future__ import annotations

from functools import lru_cache

from drafter.patterns import Regex

_TAIL = Regex(
    r"(?:年初|全年|调整后?|财政拨款)?(?:预算数|预算执行数|预算安排|预算|执行数|决算数|决算|实际支出数?|实际完成数?值?|支出数|收入数|目标值|"
    r"完成值?|合计|总计|总额|数|总数|金额|规模)$"
)
_LEAD = Regex(
    r"^(?:全国|全省|全市|全区|全县|全年|本年度?|当年|年末|年底|累计|共计?|我(?:会|局|厅|办公厅|办|街道|委|院|镇|单位|部门|中心|区|市|县|省))"
)
_ASIDES = Regex(r"（.*?）|\s")


@lru_cache(8192)
def stem(label: str) -> str:
    """Return the label without measure, year and place words, "" when nothing else is in it."""
    label = _ASIDES.sub("", label)
    before = None
    while before != label:
        before = label
        label = _LEAD.sub("", _TAIL.sub("", label))
    return label


def uncounted(name: str, measure: str) -> str:
    """Return the name without what it counts, if more than one character is left: 受益 of 受益人, counted in 人."""
    bare = name.removesuffix(measure)
    return bare if len(bare) > 1 else name


def alike(one: str, other: str) -> bool:
    """Whether one name is the other with words before it."""
    return bool(one) and bool(other) and (one.endswith(other) or other.endswith(one))
