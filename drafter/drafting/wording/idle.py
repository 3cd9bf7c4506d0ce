"""Find what is said on of figures that it is not true of this year: what nothing was spent on, why an aim that is met was missed."""

from __future__ import annotations

import re

from drafter.drafting.pieces import Material
from drafter.drafting.wording.clauses_gone import body_end
from drafter.numbers.quantity import Mention

# What is said on of a figure that was something last year and is nothing now: what the money was for, whom they received.
_OF_SOMETHING = (
    re.compile(
        r"，(?:(?:全部|均)(?:为|系)(?!\d)|(?:主要|全部|均)?(?:用于|(?:原因)?是(?:为|因|受|由于|接待|赴|前往|参加|购置|组织))|接待对象)"
    ),
    re.compile(r"，(?:均|全部)(?:被)?(?:判决|裁定|维持|驳回|胜诉|予以)[^，。；\d]*"),
    re.compile(
        r"(?<=元)(?:(?:全部)?(?:结转|用于)下(?:一)?年(?:度)?(?:继续)?使用|"
        r"(?:已|均|全部|按规定)+(?:由|被)?[^，。；\d]{0,10}(?:收回|上缴|缴回|交回|退回|缴入)[^，。；\d]{0,4})"
    ),
    re.compile(r"，(?:均|全部|都)已[^，。；\d]{1,10}(?=[，。；])"),
    re.compile(
        r"，(?:已|均|全部|将|由)[^，。；\d]{0,12}(?:收回|上缴|缴回|交回|退回|缴入|结转|处理|处置|办结|化解|整改|解决|结案|调处)(?:到位|完毕)?"
    ),
)
_FALLEN_SHORT = re.compile(
    r"，?(?:(?:未|没有)(?:能)?(?:按期|全部|全面)?(?:完成|达标|达到|实现)|偏差|扣分|失分)[^，。；]{0,8}原因[是为：]|"
    r"，?(?:其余|其他|另有)?未(?:完成|达标|实现|整改|办结|达到)[^，。；\d]{0,2}的?(?:任务|指标|项目|目标)?[为是系：](?!\d)"
)


def find_idle(material: Material, start: int, end: int, inside: tuple[Mention, ...]) -> list[tuple[int, int]]:
    """Return what is said on of figures it is not true of this year, each with the comma before it.

    What the money was for (主要用于…) where none was spent, whom they received where none came, that a balance was handed back
    where none is left, and why an aim was missed (未完成原因是…) that now is met.
    """
    text, found = material.text, []
    for said in (one for pattern in _OF_SOMETHING for one in pattern.finditer(text, start, end)):
        if any(said.start() < at < end for at in material.reasons):
            continue  # a person answers for it
        told = [m for m in inside if m.start < said.start() and m.role in ("value", "count")]
        if told and told[-1].value != 0 and material.value_at(told[-1]) == 0:
            stop = _said_on(text, said.end(), end, start, inside)
            if "：" not in text[said.start() : stop + 1]:  # what leads to a list stays
                found.append((said.start(), stop))
    for said in _FALLEN_SHORT.finditer(text, start, end):
        line = text.rfind("\n", 0, said.start()) + 1
        rates = [
            m
            for m in material.inside(line, said.start())
            if m.unit == "%" and not m.direction and not m.structural
        ]
        now = material.value_at(rates[-1]) if rates else None
        if now is not None and rates[-1].value < 100 <= now:
            found.append((said.start(), _said_on(text, said.end(), end, start, inside)))
    return found


def _said_on(text: str, at: int, end: int, start: int, inside: tuple[Mention, ...]) -> int:
    """Where it ends what is said from `at` on: before the next clause with a figure of its own."""
    stop = body_end(text, start, end)
    while (comma := text.find("，", at, stop)) >= 0:
        at = comma + 1
        close = text.find("，", at, stop)
        if any(at <= m.start < (close if close >= 0 else stop) for m in inside if not m.structural):
            return comma
    return stop
