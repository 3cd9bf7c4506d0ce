"""Which columns and rows of a block add up at all."""

from __future__ import annotations

from dataclasses import replace

from drafter.patterns import Regex
from drafter.tabular.cells import Block

_RATE = Regex(
    r"(?<!税)率|增[长幅速]|[升降减]、?幅|完成(?:预算)?比例|[（(]\s?[%％‰]\s?[)）]|[%％‰]$|[人户亩车生班件案台次日月村]均|平均|每(?:[人户亩件台辆床次班生吨度]|百?公里|平方米|立方米)|单价|单产|单位成本|[^占]比$|[（(][^（）()/]*/[^（）()/]*[）)]$"
)
_RATE_OF_ROW = Regex(
    r".*(?:(?:增减|增长|变动|完成|执行|得分|支付|到位)率|[增升降]幅)(?:[（(][%％][）)])?|.*[（(][%％‰][）)]"
)
_NUMBERED = Regex("[一二三四五六七八九十]、")
_MARK, _SCORE = Regex(r"(?:分值|权重|满分)(?:[（(].*)?$"), Regex(r"得分(?:[（(].*)?$")


def without_rates(block: Block, *, scores: bool) -> Block:
    """Return the block without 完成率（%）, 单价 and 人均, be they columns or rows: nobody adds them up. What a part has of the whole (占比) adds up to 100.

    Nor, without `scores`, 分值 and 得分 side by side: those of a 自评表 have a check of their own.
    """
    heads = {i: "".join(block.heads.get(i, ())) for i in block.columns}
    # No 自评表 has a 小计, or numbers what it scores.
    scores = scores or any(line.plain == "小计" or _NUMBERED.match(line.plain) for line in block.lines)
    scored = not scores and all(any(one.search(head) for head in heads.values()) for one in (_MARK, _SCORE))
    columns = tuple(
        i
        for i, head in heads.items()
        if not _RATE.search(head) and not (scored and (_MARK.search(head) or _SCORE.search(head)))
    )
    summable = [line for line in block.lines if not _RATE_OF_ROW.fits(line.plain)]
    if len(columns) == len(block.columns) and len(summable) == len(block.lines):
        return block
    lines = [
        replace(line, cells={i: cell for i, cell in line.cells.items() if i in columns}) for line in summable
    ]
    return replace(block, columns=columns, lines=tuple(lines))
