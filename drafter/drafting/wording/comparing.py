"""Say anew of this year's figures which of two is larger: 决算数小于预算数, 决算数与年初预算数持平."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from drafter.drafting.line import Line, Step
from drafter.drafting.noted import reason_noted_for
from drafter.drafting.pieces import Material
from drafter.drafting.typed import write_typed
from drafter.drafting.wording.clauses_gone import body_end
from drafter.numbers.quantity import Mention
from drafter.strings import tr

_PAIRS = (("大于", "小于"), ("高于", "低于"), ("多于", "少于"), ("超过", "低于"), ("超出", "低于"))
_LARGER = {larger: (larger, smaller) for larger, smaller in _PAIRS}
_SMALLER = {smaller: (larger, smaller) for larger, smaller in reversed(_PAIRS)}
_SPENT, _PLANNED = r"决算|执行|实际|完成", r"预算(?!执行)|目标|计划"
_LEFT = rf"(?P<left>(?:支出|收入)?(?:{_SPENT})(?:支出|收入)?(?:数|值|额)?)"
_RIGHT = r"(?P<right>(?:年初|全年|调整后?|批复的?)?(?:预算|目标|计划)(?:数|值|额)?)"
_SAID = re.compile(rf"{_LEFT}(?P<word>{'|'.join([*_LARGER, *_SMALLER, '等于'])}){_RIGHT}(?!\s?\d)")
_LEVEL = re.compile(rf"{_LEFT}(?P<word>与){_RIGHT}(?:基本)?(?:持平|一致|相同)")
_WITHIN = re.compile(r"(?:均)?(?:未超(?:出|过)?(?:年初|全年)?预算|未突破预算|未超支)")
_AS_PLANNED = re.compile(
    r"完成(?:了)?(?:年初|全年|调整后?)?(?:预算|计划|目标)(?:数|值)?的?\s?100(?:\.0+)?[%％]"
)
# 完成年初预算的103.24%，决算数大于年初预算数: the rate tells which is larger.
_OF_THE_PLAN = re.compile(r"完成(?:了)?(?:年初|全年|调整后?)?(?:预算|计划|目标)(?:数|值)?的?\s?$")
_WHOLE = Decimal(100)
_LEAD = re.compile(r"，?的?(?:主要)?原因(?:是|为|：)")
_REASON = re.compile(rf"{_LEAD.pattern}[^；。]+")


def find_comparisons(line: Line, start: int, end: int) -> Iterator[Step]:
    """Yield the comparisons of the sentence `start`–`end` whose two figures stand before them in the paragraph.

    Only those that were true of last year's figures: else they speak of other figures than the two that were found.
    """
    m = line.material
    for pattern in (_SAID, _LEVEL):
        for said in pattern.finditer(m.text, start, end):
            pair = _told_before(m, said.start())
            rate = _rate_before(m, said.start()) if pair is None else None
            if pair is not None and _sign(said["word"]) == _compare(pair[0].amount, pair[1].amount):
                spent, planned = (_value(m, mention) for mention in pair)
                yield _said_anew(line, said, pair[0], (spent, planned), end)
            elif rate is not None and _sign(said["word"]) == _compare(rate.value, _WHOLE):
                yield _said_anew(line, said, rate, (m.value_at(rate), _WHOLE), end)
    yield from _first_said(line, start, end)
    for said in _WITHIN.finditer(m.text, start, end):
        amounts = _last_two(m, start, said.start())
        if amounts is not None:
            yield *said.span(), partial(_write_within, line, said, *amounts)


def _last_two(material: Material, start: int, at: int) -> tuple[Mention, Mention] | None:
    """What was spent and what was planned, told last before `at` in the sentence; None when that is not clear."""
    told = [one for one in material.inside(start, at) if one.role == "value" and not one.structural][-2:]
    if len(told) != 2 or told[0].measure != told[1].measure:
        return None
    planned = [
        bool(re.search(_PLANNED, re.split(r"[，。；：]", material.text[start : one.start])[-1]))
        for one in told
    ]
    if planned == [True, False]:
        return told[1], told[0]
    return (told[0], told[1]) if planned == [False, True] else None


def _write_within(line: Line, said: re.Match[str], spent: Mention, planned: Mention) -> None:
    """未超预算: settled where the two figures bear it out, asked about with their difference where they do not."""
    line.add(said[0])
    values = _value(line.material, spent), _value(line.material, planned)
    if values[0] is None or values[1] is None:
        return
    line.settled.append(said.span())
    if values[0] > values[1]:
        scale = spent.amount / spent.value if spent.value else Decimal(1)
        by = f"{((values[0] - values[1]) / scale).normalize():f}{spent.unit}"
        line.doubts.append(tr("支出超出预算 {by}", by=by))


def _first_said(line: Line, start: int, end: int) -> Iterator[Step]:
    """What was level and said nothing of it (完成年初预算的100%。) is compared as its fellows are, now that it is not."""
    m = line.material
    stop = body_end(m.text, start, end)
    told = _AS_PLANNED.search(m.text, start, stop)
    pair = _told_before(m, stop) if told and told.end() == stop else None
    example = m.once(_with_a_reason)
    line_end = m.text.find("\n", stop)
    compared = compares(m.text, start, len(m.text) if line_end < 0 else line_end)
    if pair is None or example is None or compared or _compare(pair[0].amount, pair[1].amount):
        return
    spent, planned = (_value(m, mention) for mention in pair)
    if spent is not None and planned is not None and spent != planned:
        words = f"{example['left']}{_word(m, example['word'], _compare(spent, planned))}{example['right']}"
        lead = _LEAD.match(m.text, example.end())
        alone = m.text.endswith("。", 0, example.start())  # …的98.91%。决算数小于年初预算数的原因是
        words = f"{'。' if alone else '，'}{words}{lead[0] if lead else ''}"
        yield stop, stop, partial(_write_with_reason, line, words, pair[:1])


def _with_a_reason(material: Material) -> re.Match[str] | None:
    """The first place where this report compares the two and says why, as it mostly does: behind a comma or in a sentence of its own."""
    text = material.text
    found = [said for said in _SAID.finditer(text) if _REASON.match(text, said.end())]
    alone = [text.endswith("。", 0, said.start()) for said in found]
    mostly = 2 * sum(alone) > len(alone)
    return next((said for said, one in zip(found, alone, strict=True) if one == mostly), None)


def _silent_when_level(material: Material) -> bool:
    """Whether this report says nothing where the two are level: 完成年初预算的100%。 and never 决算数与预算数持平."""
    return bool(re.search(rf"{_AS_PLANNED.pattern}[。；]", material.text)) and not re.search(
        rf"{_LEVEL.pattern}|{_LEFT.replace('left', 'other')}等于", material.text
    )


def _said_anew(
    line: Line, said: re.Match[str], told: Mention, amounts: tuple[Decimal | None, Decimal | None], end: int
) -> Step:
    """What takes the place of `said`, whose figure is `told`; `amounts` are this year's, spent and planned."""
    m = line.material
    spent, planned = amounts
    start = max(m.text.rfind(mark, 0, said.start()) for mark in "。；\n") + 1
    if spent is None or planned is None:
        return *said.span(), partial(_leave_open, line, said[0])
    sign = _compare(spent, planned)
    reason = _REASON.match(m.text, said.end(), end)
    if sign and reason and (m.borrowed or _is_gone(m, reason)):
        words = f"{said['left']}{_word(m, said['word'], sign)}{said['right']}"
        lead = _LEAD.match(reason[0])
        words += lead[0] if lead else ""
        return said.start(), reason.end(), partial(_write_with_reason, line, words, (told,))
    if sign == _sign(said["word"]):
        line.settled.append(said.span())
        return *said.span(), partial(line.add, said[0])
    if sign == 0:
        # What is level needs no reason, but the one a person typed or kept.
        decided = reason and any(reason.start() <= at < reason.end() for at in m.reasons)
        stop = reason.end() if reason and not decided else said.end()
        if not decided and (m.lender or m).once(_silent_when_level):
            if said.start() == start and stop == body_end(m.text, start, end):
                line.settled.append((start, end))
                return start, end, partial(line.add, "")  # a sentence of its own
            if said.start() > start and m.text[said.start() - 1] == "，":
                line.settled.append((said.start() - 1, stop))
                return said.start() - 1, stop, partial(line.add, "")
        words = f"{said['left']}与{said['right']}持平"
        line.settled.append((said.start(), stop))
        if decided:
            words = f"{said['left']}等于{said['right']}"
        return said.start(), stop, partial(_write_turned, line, words)
    line.settled.append(said.span())
    words = f"{said['left']}{_word(m, said['word'], sign)}{said['right']}"
    if said["word"] == "与" and not reason and m.once(_with_a_reason) is not None:
        words = tr("{words}的主要原因是", words=words)
        return *said.span(), partial(_write_with_reason, line, words, (told,))
    return *said.span(), partial(_write_turned, line, words)


def _is_gone(material: Material, reason: re.Match[str]) -> bool:
    """Whether the reason was told by figures alone (退休1人) that are not reported this year."""
    told = [one for one in material.inside(*reason.span()) if not one.structural]
    return bool(told) and all(material.is_left_out(one) for one in told)


def _leave_open(line: Line, words: str) -> None:
    line.add(words)
    line.doubts.append(tr("孰大孰小，待两数填齐后再定"))


def _write_turned(line: Line, words: str) -> None:
    line.add(words)
    line.turned = True


def _write_with_reason(line: Line, words: str, told: tuple[Mention, ...]) -> None:
    """This report gives a reason wherever the two differ; last year there was none to give."""
    line.add(words)
    noted = reason_noted_for(line.material.figures, line.material.bindings, told)
    if noted is not None:
        line.take_over(write_typed(noted.text, line.material, item=noted.id))
        return
    why = tr("新增的一项，原因需另填") if line.material.borrowed else tr("本年两数不同，原因需另填")
    line.mark(tr("【待补：主要原因】"), "待补", why)


def compares(text: str, start: int, end: int) -> bool:
    """Whether the clause says which of what was spent and what was planned is larger."""
    return bool(_SAID.search(text, start, end) or _LEVEL.search(text, start, end))


def gives_a_reason(text: str, start: int, end: int) -> bool:
    """Whether it says why in the same clause: 决算数小于预算数的主要原因是…."""
    return any(_REASON.match(text, said.end(), end) for said in _SAID.finditer(text, start, end))


def _told_before(material: Material, at: int) -> tuple[Mention, Mention] | None:
    """The figures spent and planned last told before `at` in its line, in one measure."""
    line = material.text.rfind("\n", 0, at) + 1
    spent = planned = None
    for mention in reversed(material.inside(line, at)):
        if mention.structural or mention.role in ("change", "growth", "ratio"):
            continue
        words = re.split(r"[，。；：、（\d]", material.text[line : mention.start].rstrip())[-1]
        # …（项）14862.45万元，年初预算为13980.00万元: what was spent is told without the word.
        unnamed = planned is not None and words.endswith(("）", "支出")) and mention.role == "value"
        if (spent is None and unnamed) or (spent is None and re.search(_SPENT, words)):
            spent = mention
        elif planned is None and re.search(_PLANNED, words):
            planned = mention
        if spent is not None and planned is not None:
            return (spent, planned) if spent.measure == planned.measure else None
    return None


def _rate_before(material: Material, at: int) -> Mention | None:
    """The rate of what was planned that is told right before `at`."""
    line = material.text.rfind("\n", 0, at) + 1
    told = [one for one in material.inside(line, at) if not one.structural][-1:]
    if not told or told[0].unit != "%" or material.text[told[0].stop : at] not in ("，", "。"):
        return None
    return told[0] if _OF_THE_PLAN.search(material.text, line, told[0].start) else None


def _value(material: Material, mention: Mention) -> Decimal | None:
    """This year's amount in the measure of the mention."""
    value = material.value_at(mention)
    return (
        None if value is None else value * (mention.amount / mention.value if mention.value else Decimal(1))
    )


def _compare(one: Decimal, other: Decimal) -> int:
    return (one > other) - (one < other)


def _sign(word: str) -> int:
    return 1 if word in _LARGER else -1 if word in _SMALLER else 0


def _first_comparison(material: Material) -> re.Match[str] | None:
    return _SAID.search(material.text)


def _word(material: Material, was: str, sign: int) -> str:
    """The word for the side it is on now; for what was level, as this report says it elsewhere."""
    if _sign(was) == 0:
        said = material.once(_first_comparison)
        was = said["word"] if said and _sign(said["word"]) else "大于"
    larger, smaller = _LARGER.get(was) or _SMALLER[was]
    return larger if sign > 0 else smaller
