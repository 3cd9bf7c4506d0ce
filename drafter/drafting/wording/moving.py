"""Turn the verb of 由71.8万平方米扩大到75.1万平方米 where this year's figure is the smaller of the two, and of 增至13项 where it is less than last year's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import pairwise

from drafter.drafting.line import Line, Step
from drafter.numbers.change_words import FALLS, OPPOSITE
from drafter.numbers.quantity import Mention
from drafter.strings import tr

_FELL = frozenset(FALLS.split()) | {"压减", "精简", "缩小", "缩短", "压缩", "下调", "减", "降"}
_TURN = {
    **OPPOSITE,
    "扩大": "缩小",
    "缩小": "扩大",
    "上调": "下调",
    "下调": "上调",
    "精简": "增加",
    "提高": "下降",
    "提升": "下降",
}
_TO = re.compile(
    r"(?P<word>增加|扩大|提高|提升|上升|增长|上调|减少|压减|下降|降低|缩小|缩短|延长|下调|压缩|精简|增|减|升|降)(?:到|至|为)\s?$"
)
_FROM_FAR = re.compile(r"[由从][^，。；]*$")
_FROM = re.compile(r"[由从][^，。；\d]{0,12}$")


def find_moves(line: Line, inside: tuple[Mention, ...]) -> Iterator[Step]:
    """Yield the verbs between two figures of a sentence, the first of them led by 由 or 从, where last year's two bore it out."""
    m = line.material
    yield from _find_raised(line, inside)
    numbers = [one for one in inside if not one.structural]
    for one, other in pairwise(numbers):
        between = m.text[one.stop : other.start]
        said = _TO.search(between)
        led = _FROM.search(m.text, max(one.start - 14, 0), one.start)
        if said is None or led is None or re.search(r"[，。；]", between) or one.measure != other.measure:
            continue
        if (other.amount < one.amount) != (said["word"] in _FELL) or one.amount == other.amount:
            continue
        at = one.stop + said.start("word")
        yield at, at + len(said["word"]), partial(_write, line, said["word"], one, other)


def _find_raised(line: Line, inside: tuple[Mention, ...]) -> Iterator[Step]:
    """Yield the verb of 服务事项增至13项 where this year's is last year's again, which asks, or is the less, which turns it."""
    m = line.material
    for one in inside:
        said = (
            None if one.structural or one.direction else _TO.search(m.text, max(one.start - 8, 0), one.start)
        )
        if said is None or one.role not in ("count", "value") or one.planned or one.period != "本年":
            continue
        if _FROM_FAR.search(m.text[max(said.start() - 24, 0) : said.start()]):
            continue  # 由84项增至106项 is of its own two
        yield *said.span("word"), partial(_write_raised, line, said["word"], one)


def _write_raised(line: Line, word: str, one: Mention) -> None:
    now = line.material.value_at(one)
    turns = now is not None and now != one.value and (now < one.value) != (word in _FELL)
    line.add(_TURN.get(word, word) if turns else word)
    line.turned |= turns and word in _TURN
    if now == one.value or (turns and word not in _TURN):
        line.doubts.append(tr("与上年数相同或方向相反，“{word}”是否仍成立", word=word))


def _write(line: Line, word: str, one: Mention, other: Mention) -> None:
    was, now = (line.material.value_at(each) for each in (one, other))
    if (
        was is None
        or now is None
        or one.unit != other.unit
        or (now != was and (now < was) == (word in _FELL))
    ):
        line.add(word)
    elif now == was:
        line.add(word)
        line.doubts.append(tr("前后两数相同，“{word}”是否仍成立", word=word))
    else:
        line.add(_TURN.get(word, word))
        line.turned = True
