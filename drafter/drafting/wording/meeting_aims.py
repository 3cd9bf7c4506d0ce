"""Say anew whether a figure met its aim: 未达到目标值95% of 91.67% becomes 达到 of 100%, 未超过12万元的控制标准 becomes 超过."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from itertools import pairwise

from drafter.drafting.line import Line, Step
from drafter.drafting.printing import opening, write_number
from drafter.numbers.quantity import Mention
from drafter.strings import tr

_OTHER = {
    "未达到": "达到", "没有达到": "达到", "未能达到": "达到", "达到": "未达到", "达到了": "未达到",
    "未超过": "超过", "未超出": "超出", "没有超过": "超过", "未突破": "突破", "超过": "未超过", "超出": "未超出", "突破": "未突破",
    "控制在": "", "高于": "低于", "低于": "高于",
}  # fmt: skip
_WORD = "|".join(sorted(_OTHER, key=len, reverse=True))
_MORE = ("超过", "超出", "突破", "高于", "低于")
_SIDES = ("高于", "低于")
_AIM = r"(?:年度|年初|全年|绩效|预期|既定|规定|考核)*(?:的)?(?:目标|计划|预期|控制|标准|任务|红线|上限|限额|要求|规定)(?:值|数|线|标准|指标)*(?:的)?"
_BEFORE = re.compile(rf"(?P<word>{_WORD})(?:{_AIM})?\s?$")
_WHY = re.compile(r"[^，。；]{0,8}(?P<why>，(?:主要)?原因[是为：][^，。；]+)")
_NAMED_BEHIND = re.compile(rf"\s?(?:以内|以下|以上)?的?{_AIM}|\s?(?:以内|以下)")


def find_aims_met(line: Line, start: int, inside: tuple[Mention, ...]) -> Iterator[Step]:
    """Yield the words of the sentence that say so of the figure before them, where that was true of last year's two figures.

    What is true again is settled; what is not turns, and 控制在…以内 that no longer is true is asked about.
    """
    m = line.material
    yield from _find_bettered(line, start, inside)
    yield from _find_missed(line, inside)
    for aim in inside:
        said = None if aim.structural or aim.direction else _BEFORE.search(m.text, start, aim.start)
        if said is None:
            continue
        # 超出目标值0.06万平方米 tells by how much, 超过12万元的控制标准 that it is more; 超过目标值3% may be either.
        behind = _NAMED_BEHIND.match(m.text, aim.stop) is not None
        by_how_much = said["word"] in _MORE and not behind
        if (by_how_much and _is_computed(line, aim)) or not (behind or re.search(_AIM, said[0])):
            continue
        told = [
            one
            for one in inside
            if one.start < said.start() and one.measure == aim.measure and not one.direction
        ]
        if not told or not _true(said["word"], told[-1].amount, aim.amount):
            continue
        if by_how_much and not _is_the_aim(m.text, told[-1], aim):
            continue  # 超过目标值14件 of 214 tells by how much
        if opening(line, aim, start) < aim.start:  # the words and the number are written together
            yield said.start("word"), aim.stop, partial(_write_both, line, said, told[-1], aim)
        else:
            yield *said.span("word"), partial(_write, line, said, told[-1], aim)
        yield from _idle_reason(line, said["word"], told[-1], aim)


# 接警出动58秒，优于规程规定的60秒: less is better where last year's was less
_BETTER = re.compile(
    r"(?P<word>优于|好于|快于)(?:[^，。；\d]{0,8}(?:目标|标准|规定|要求|限值|指标|规程)(?:值|的|限)?[^，。；\d]{0,4})$"
)


def _find_bettered(line: Line, start: int, inside: tuple[Mention, ...]) -> Iterator[Step]:
    """Yield 未达到 in the place of 优于规程规定的60秒 where this year's figure is on the other side, 达到 where it is just as much."""
    for aim in inside:
        said = (
            None if aim.structural or aim.direction else _BETTER.search(line.material.text, start, aim.start)
        )
        told = [one for one in inside if said and one.start < said.start() and one.measure == aim.measure][
            -1:
        ]
        if said and told and told[0].amount != aim.amount:
            yield *said.span("word"), partial(_write_bettered, line, said, told[0], aim)


def _write_bettered(line: Line, said: re.Match[str], told: Mention, aim: Mention) -> None:
    now, wanted = (_amount(line, one) for one in (told, aim))
    if now is None or wanted is None:
        line.add(said["word"])
        line.doubts.append(tr("是否达到目标，待两数填齐后再定"))
        return
    better = now != wanted and (now > wanted) == (told.amount > aim.amount)
    line.add(said["word"] if better else "达到" if now == wanted else "未达到")
    line.settled.append(said.span())
    line.turned |= not better


# 指标值不低于98%，实际97.16%，未达标，主要原因是…
_MISSED = re.compile(
    r"，(?:仍|尚)?未(?:能)?(?:达标|达到(?:目标|指标)值?)(?P<why>，(?:主要)?原因[是为：][^，。；]+)?(?=[，。；])"
)


def _find_missed(line: Line, inside: tuple[Mention, ...]) -> Iterator[Step]:
    """Yield nothing in the place of 未达标 and its reason where this year's figure meets the bound told before it."""
    m = line.material
    for aim, told in pairwise(one for one in inside if not one.structural):
        said = _MISSED.match(m.text, told.stop)
        met = {"以上": 1, "以内": -1}.get(aim.bound, 0)
        if (
            said is None
            or not met
            or aim.measure != told.measure
            or any(said.start() < at < said.end() for at in m.reasons)
        ):
            continue
        now, wanted = (_amount(line, one) for one in (told, aim))
        if (
            now is not None
            and wanted is not None
            and met * now >= met * wanted
            and met * told.amount < met * aim.amount
        ):
            line.settled.append(said.span())
            yield *said.span(), partial(line.add, "")


def _idle_reason(line: Line, word: str, told: Mention, aim: Mention) -> Iterator[Step]:
    """Why an aim was missed goes where it is met, unless a person decided on it."""
    m = line.material
    now, wanted = (_amount(line, one) for one in (told, aim))
    reason = _WHY.match(m.text, aim.stop)
    if (
        not reason
        or not word.startswith(("未", "没有"))
        or now is None
        or wanted is None
        or "达到" not in word
    ):
        return
    numbers = m.inside(reason.start("why"), reason.end())
    inside = [*m.reasons, *(one.start for one in numbers if not one.structural)]
    if now >= wanted and not any(reason.start("why") <= at < reason.end() for at in inside):
        line.settled.append(reason.span("why"))
        yield *reason.span("why"), partial(line.add, "")


def _write(line: Line, said: re.Match[str], told: Mention, aim: Mention) -> None:
    word, m = said["word"], line.material
    now, wanted = (_amount(line, one) for one in (told, aim))
    if now is None or wanted is None:
        line.add(word)
        line.doubts.append(tr("是否达到目标，待两数填齐后再定"))
    elif _true(word, now, wanted):
        line.add(word)
        line.settled.append(said.span())
    elif word in _SIDES and now == wanted:
        line.add(tr("等于"))
        line.settled.append(said.span())
    elif _OTHER[word] and (word not in _MORE or _is_the_aim(m.text, told, aim)):
        line.add(_OTHER[word])
        line.settled.append(said.span())
        line.turned = True
    else:
        line.add(word)
        line.doubts.append(tr("“{said}”与本年数不符", said=m.text[said.start() : aim.stop]))


def _write_both(line: Line, said: re.Match[str], told: Mention, aim: Mention) -> None:
    _write(line, said, told, aim)
    line.add(line.material.text[said.end("word") : aim.start])
    write_number(line, aim, aim.start)


def _is_the_aim(text: str, told: Mention, aim: Mention) -> bool:
    """Whether 超过目标值200件 behind 214件 tells the aim, as more than half of the figure must, and not how far it was passed."""
    return _NAMED_BEHIND.match(text, aim.stop) is not None or 2 * aim.amount > told.amount


def _is_computed(line: Line, mention: Mention) -> bool:
    binding = line.material.bindings.get(mention.start)
    return binding is None or not binding.row or bool(line.material.figures[binding.row].formula)


def _amount(line: Line, mention: Mention) -> Decimal | None:
    value = line.material.value_at(mention)
    if value is None:
        return None
    return value * (mention.amount / mention.value if mention.value else Decimal(1))


def _true(word: str, told: Decimal, aim: Decimal) -> bool:
    if word in _SIDES:
        return told > aim if word == "高于" else told < aim
    if "达到" in word:
        return (told >= aim) == word.startswith("达到")
    return (told <= aim) == (word == "控制在" or word.startswith(("未", "没有")))
