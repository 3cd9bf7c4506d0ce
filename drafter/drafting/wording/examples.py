"""Ask about what is named as an example beside a number of this year: 社科类、文学类等5大类, 零售、餐饮等行业指数高于55%."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from drafter.drafting.line import Line
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.strings import tr

_AND_OTHERS = Regex(r"[^，。；：、\d]{2,16}等\s?$")
# Who is above a line is told anew each year, also where the line stays.
_BY_A_LINE = Regex(
    r"[、和][^，。；：、\d]{2,20}等(?:[^，。；：、\d]{0,4})(?:行业|地区|省份?|城市|县|乡镇|国家|产品|品种|类别|领域|企业|单位|部门)[^，。；\d]{0,16}"
    r"(?P<over>位于|处于|高于|低于|超过?|突破|不足|在)\s?$"
)
_OR_MORE = Regex(r"\s?以[上下]")


def doubts_of_examples(line: Line, mention: Mention, start: int, value: Decimal) -> Iterator[str]:
    """Yield why the names before the number, in the sentence from `start`, may be others this year."""
    text = line.material.text
    # 发放助学金、营养补助等52.36万元: what money went on is told with its amount, not counted by it
    counted = (
        mention.role in ("count", "value") and value != mention.value and not mention.measure.endswith("元")
    )
    if counted and _AND_OTHERS.search(text, start, mention.start):
        yield tr("个数有变，所举的名称本年是否仍如此")
        return
    said = _BY_A_LINE.search(text, start, mention.start)
    if said and (
        said["over"] in ("高于", "低于", "超过", "超", "突破", "不足") or _OR_MORE.match(text, mention.stop)
    ):
        yield tr("所举的名称本年是否仍如此")
