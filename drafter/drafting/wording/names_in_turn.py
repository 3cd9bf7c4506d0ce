"""Let the name go with the number told in its turn: of 甲数、乙数和丙数分别下降1%、2%和3% where only the last two are reported."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.drafting.pieces import Material
from drafter.drafting.printing import told_in_turn
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex

_NAMES = Regex(r"(?:^|[，。；：\n])(?P<names>[^，。；：\n\d（）]{4,})(?P<each>分别)[^，。；\n\d]{0,6}$")
_JOINT = Regex(r"、|和|与|及(?=[一-鿿]{2})")


def find_names_gone(material: Material, start: int, inside: tuple[Mention, ...]) -> Iterator[tuple[int, int]]:
    """Yield the names before the sentence's lists of numbers whose own number is not reported this year.

    Not the last one's: what the names share stands behind it (教育、居住价格).
    """
    done: set[int] = set()
    for mention in inside:
        run = [] if mention.structural else told_in_turn(material, mention)
        if len(run) < 2 or run[0].start in done:
            continue
        done.add(run[0].start)
        gone = [material.is_left_out(one) for one in run]
        begin = run[0].direction[0] if run[0].direction else run[0].start
        told = _NAMES.search(material.text[start:begin])
        if not any(gone) or gone[-1] or told is None:
            continue
        at = start + told.start("names")
        firsts = [at, *(at + joint.end() for joint in _JOINT.finditer(told["names"]))]
        if len(firsts) != len(run):
            continue
        yield from ((firsts[i], firsts[i + 1]) for i, left_out in enumerate(gone) if left_out)
        if gone.count(False) == 1:
            yield start + told.start("each"), start + told.end("each")
