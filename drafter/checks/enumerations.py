"""Does the number before 个方面, 项措施, 个渠道 count the list beside it?"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.checks.context import Context
from drafter.checks.counted_lists import count_lists
from drafter.issue import Issue, Severity
from drafter.patterns import Regex
from drafter.strings import tr

_ADDED = Regex(r"[^，。；：\d]{0,6}(?:合计|共计|总计|之和|相加)[^，。；：\d]{0,6}")


def check_enumerations(context: Context) -> Iterator[Issue]:
    """Yield enumeration-count where the list is surely delimited and its length is another.

    Lists in quotation marks just before the number, numbered paragraphs and 一是…二是… behind it, 分别是 A、B、C. A list closed by
    等 may leave items out, so only a longer one is reported. A plain 、 list before the number is a warning: its first item may
    belong to the words before.
    """
    for index, counted, severity in context.once(_counts):
        if counted != context.mentions[index].value:
            message = tr("列举 {counted} 项，文中称 {stated}", counted=counted, stated=context.written(index))
            yield context.issue(
                "enumeration-count", severity, message, *context.span(index), expected=str(counted)
            )


def counted_rightly(context: Context) -> set[int]:
    """Return the mentions that say how long a list is and are right: they count as verified."""
    return {index for index, counted, _ in context.once(_counts) if counted == context.mentions[index].value}


def _counts(context: Context) -> tuple[tuple[int, int, Severity], ...]:
    """(mention, length of its list, how sure) of every list that can be delimited."""
    return *count_lists(context.scene.text, context.mentions), *_added_up(context)


def _added_up(context: Context) -> Iterator[tuple[int, int, Severity]]:
    """以上五项合计228.78亿元: as many amounts as add up to the total."""
    for relation in context.relations:
        count = relation.target - 1
        if relation.kind != "sum" or not relation.holds or count < 0 or len(relation.terms) < 2:
            continue
        said = context.mentions[count]
        if said.role != "count" or said.measure not in ("项", "类", "个", "者", "部分") or said.value > 30:
            continue
        between = context.report.text[said.stop : context.mentions[relation.target].start]
        if _ADDED.fullmatch(between) and max(relation.terms) < count:
            yield count, len(relation.terms), "error"
