"""Is a value off by ten thousand or a hundred from its fellow, because a unit slipped?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from drafter.checks.context import Context
from drafter.issue import Issue
from drafter.patterns import Regex
from drafter.relations.scene import Scene
from drafter.strings import tr

_LONG = 4  # digits that are the same in two places by more than chance
_EACH = Regex("均|每|单价|标准|/")


def check_units(context: Context) -> Iterator[Issue]:
    """Yield unit-slip where one name carries the same numeral in two units of one measure (512.30万元, 512.30元).

    In one paragraph four digits are enough of a name. Reported at the unit that no calculation uses, at the rarer one, else at the later place. A calculation that breaks by such a factor is reported by arithmetic.
    """
    places: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for index, key in context.scene.each(_told):
        places[key].append(index)
    for indices in places.values():
        units = {context.mentions[i].unit for i in indices}
        if len(units) != 2:
            continue
        for wrong in _odd(context, indices):
            fellow = _fellow(context, wrong, indices)
            if fellow is not None:
                message = tr(
                    "单位前后不一：此处为 {here}，别处为 {there}",
                    here=context.written(wrong),
                    there=context.written(fellow),
                )
                expected = context.mentions[fellow].token + context.mentions[fellow].unit
                yield context.issue(
                    "unit-slip",
                    "warning",
                    message,
                    *context.span(wrong),
                    expected=expected,
                    related=[context.span(fellow)],
                )


def _told(scene: Scene, index: int) -> tuple[str, str, str] | None:
    mention = scene.mentions[index]
    told = not mention.structural and mention.measure and mention.telling >= 3
    return (mention.token.replace(",", ""), mention.measure, mention.period) if told else None


def _fellow(context: Context, wrong: int, indices: list[int]) -> int | None:
    """Return the nearest number that is the same amount in the other unit, or nothing."""
    mentions = context.mentions
    same = [
        i
        for i in indices
        if mentions[i].unit != mentions[wrong].unit
        and (_same_name(context, wrong, i) or _side_by_side(context, wrong, i))
    ]
    return min(same, key=lambda i: abs(mentions[i].start - mentions[wrong].start), default=None)


def _odd(context: Context, indices: list[int]) -> list[int]:
    by_unit: dict[str, list[int]] = defaultdict(list)
    for i in indices:
        by_unit[context.mentions[i].unit].append(i)
    return min(by_unit.values(), key=lambda group: (context.backing(group), len(group), -group[0]))


def _side_by_side(context: Context, one: int, other: int) -> bool:
    """The same four digits in one paragraph, once in 元 and once in 万元, are one amount; but for what is told by head or by piece."""
    low, high = sorted((context.mentions[one].start, context.mentions[other].start))
    if "\n" in context.scene.text[low:high] or context.mentions[one].telling < _LONG:
        return False
    return not any(_EACH.search(context.scene.clauses_before(i)) for i in (one, other))


def _same_name(context: Context, one: int, other: int) -> bool:
    a, b = (re.sub(r"[（(].*?[)）]|数$|额$|为$", "", context.label(i)) for i in (one, other))
    return len(a) >= 2 and len(b) >= 2 and (a.endswith(b) or b.endswith(a))
