"""Does the number before 个方面, 项措施, 个渠道 count the list beside it?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.checks.context import Context
from drafter.checks.counted_lists import count_lists
from drafter.issue import Issue, Severity
from drafter.patterns import Regex
from drafter.strings import tr

_OPENED = Regex(r"[^，。；：\d、]{0,6}(?:：[^，。；：\d、]{1,14}|分别(?:为|是))")
_MOST = 30
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
        if relation.kind != "sum" or not relation.holds or len(relation.terms) < 2:
            continue
        yield from _told_in_turn(context, relation.terms)
        count = relation.target - 1
        if count < 0:
            continue
        said = context.mentions[count]
        if said.role != "count" or said.measure not in ("项", "类", "个", "者", "部分") or said.value > _MOST:
            continue
        between = context.report.text[said.stop : context.mentions[relation.target].start]
        if _ADDED.fullmatch(between) and max(relation.terms) < count:
            yield count, len(relation.terms), "error"


def _told_in_turn(context: Context, terms: Sequence[int]) -> Iterator[tuple[int, int, Severity]]:
    """用于四个方面：甲a、乙b、丙c、丁d; 甲、乙、丙三项支出分别为a、b、c: as many amounts as make up a total."""
    first = min(terms)
    said = context.mentions[first - 1] if first else None
    if (
        said is None
        or said.role != "count"
        or not 1 < said.value <= _MOST
        or max(terms) - first + 1 != len(terms)
    ):
        return
    text = context.report.text
    if not _OPENED.fullmatch(text[said.stop : context.mentions[first].start]):
        return
    gaps = (text[context.mentions[i].stop : context.mentions[i + 1].start] for i in sorted(terms)[:-1])
    if all("。" not in gap and "\n" not in gap for gap in gaps):
        yield first - 1, len(terms), "error"
