"""Choose the word for the other direction: amounts 增长 where they do not 下降, rates 上升, prices 上涨, points 提高."""

from __future__ import annotations

import re

from drafter.drafting.pieces import Material
from drafter.numbers.change_words import OPPOSITE
from drafter.numbers.quantity import Mention

# What nobody wants more of is said to 上升, not to 增长 or 提高.
_UNWANTED = re.compile(
    r"警情|投诉|案件|发案|事故|火灾|灾情|失业|死亡|伤亡|污染|浓度|信访|上访|隐患|漏损|差错|逾期|不良|不合格|不达标|超标|空编|违法|欠费|缺口|负债率|亏损|损失|受灾|倒塌|近视|报废|辍学|流失|患病|发病|受害率|成灾率|故障"
)
# A rate is no amount: it 上升.
_RATE = re.compile(
    r"(?:率|比重|占比)[为达到]{0,2}[\d.,]+(?:/\d*[十百千万])?[^，。；一-鿿]*，?(?:同比|环比|[比较][^，。；\d]{1,8})$"
)
# Prices 上涨.
_PRICE = re.compile(
    r"(?:价格|物价|[油房菜粮肉煤]价|CPI|PPI)(?:总?水平|总?指数)?(?:同比|环比|[比较与](?:上|去)年[^，。；]{0,4})?$"
)


def opposite(word: str, mention: Mention, before: str = "") -> str:
    """The other direction: amounts and rates 增长 where they do not 下降, scores and percentage points 提高; `before` is what is told."""
    points = mention.measure.endswith(("百分点", "千分点"))
    if (
        word == "下降"
        and mention.role == "change"
        and not points
        and mention.unit != "%"
        and mention.measure != "分"
    ):
        return "增加"  # 油耗比上年下降0.4升
    if word == "下降" and mention.measure.startswith("/"):
        return "上升"  # 死亡率8.1/10万
    if word in ("下降", "回落") and (mention.unit == "%" or points) and _PRICE.search(before):
        return "上涨"
    if word == "下降" and (mention.measure == "分" or points or mention.unit == "%"):
        if _UNWANTED.search(before) or (mention.unit == "%" and _RATE.search(before)):
            return "上升"
        return "提高" if mention.unit != "%" else OPPOSITE[word]
    if word in ("提高", "提升") and mention.measure == "分":
        return "下降"
    if word == "压缩" and re.search(r"[日天时]$|分钟", mention.measure):
        return "延长"
    if word == "提高" and points:
        return "下降"
    return OPPOSITE.get(word, word)


def as_risen(material: Material, mention: Mention, word: str) -> str:
    """同比上升12.6%，环比下降8.3%: what rises 上升 in one place of the sentence does in the next."""
    start = max(material.text.rfind(mark, 0, mention.start) for mark in "。；\n")
    said = {
        material.text[slice(*one.direction)]
        for one in material.inside(start + 1, mention.start)
        if one.direction
    }
    return "上升" if word == "增长" and "上升" in said and "增长" not in said else word
