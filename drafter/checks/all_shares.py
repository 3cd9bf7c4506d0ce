"""Do the shares of all parts come to a hundred per cent?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from drafter.checks.context import Context
from drafter.issue import Issue
from drafter.patterns import Regex
from drafter.strings import tr

_SHARE = Regex(r"(?:占比?|比重|比例)[^，。；、\d]{0,8}$")
_REST = Regex("^[、和及]?(?:其他|其它|其余)")  # whoever tells the others tells all
_FEWEST, _ALL = 3, 100


def check_all_shares(context: Context) -> Iterator[Issue]:
    """Yield sum-wrong where three shares or more of one sentence, the last of 其他, make another total however far back they begin."""
    scene, mentions = context.scene, context.mentions
    for scope in scene.paragraphs:
        shares = [i for i in scope if mentions[i].measure == "%" and _SHARE.search(scene.words_before(i))]
        for place, last in enumerate(shares):
            if not _REST.search(scene.words_before(last)) or mentions[last].role != "ratio":
                continue
            run = [i for i in shares[: place + 1] if scene.same_sentence(i, last)]
            if any(scene.same_sentence(last, i) for i in shares[place + 1 : place + 2]):
                continue
            if len(run) < _FEWEST or any(mentions[i].bound for i in run) or _come_out(context, run):
                continue
            total = sum((mentions[i].value for i in run), Decimal(0))
            message = tr("各项占比合计为 {total}%，不是 100%", total=total)
            place_of_all = mentions[run[0]].start, mentions[last].stop
            yield context.issue(
                "sum-wrong", "warning", message, *place_of_all, related=map(context.span, run)
            )


def _come_out(context: Context, run: Sequence[int]) -> bool:
    """Whether the last ones come to 100, as they are rounded: before them stands the share of the whole itself, say."""
    total, slack = Decimal(0), Decimal(0)
    for i in reversed(run):
        total += context.mentions[i].value
        slack += context.mentions[i].step / 2
        if abs(total - _ALL) <= slack:
            return True
    return False
