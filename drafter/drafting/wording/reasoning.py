"""Say a reason anew that names figures of the sheet (主要原因是基本支出和项目支出均有所增加), or turn it with the change it explains."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from drafter.drafting.line import Line, Step
from drafter.drafting.pieces import Material
from drafter.drafting.wording.clauses_gone import body_end
from drafter.lastyear.claims import find_reason_words
from drafter.numbers.change_words import OPPOSITE

_TURN = {**OPPOSITE, "上调": "下调", "下调": "上调"}
_MOVED = re.compile(
    rf"(?P<who>[^，。；：\d（]{{2,30}}?)(?P<all>均|都)?(?P<some>有所|相应|进一步|同步)?(?P<word>{'|'.join(w for w in _TURN if len(w) > 1)})"
    r"(?P<much>较多|较大|较快|所致)?"
)
# 比上年增加…，增加的主要原因是…: the word turns with the change.
_LEAD = re.compile(r"(?<=[，；。])(?P<word>增加|减少|增长|下降|上升|降低|提高)(?=的?(?:主要)?原因)")
_NEXT = re.compile(r"；|，(?=其中|(?:比|较|与)(?:上年|去年|预算|年初)|同比|完成(?:年初)?预算|占)")
_METRIC = re.compile(r"(?:年初|全年|本年)?(?:预算|决算|执行|支出|收入|费用|经费)?(?:数|额|合计|总额)?$")


def find_reasons_to_say_anew(
    line: Line, start: int, end: int, decided: list[tuple[int, int]]
) -> Iterator[Step]:
    """Yield the reasons of one clause that say what grew or shrank; those of events, and those decided on, are let be.

    Said of the figures themselves it is settled; turned only because the change turned, it is still asked about.
    """
    text = line.material.text
    close = body_end(text, start, end)
    for lead in _LEAD.finditer(text, start, close):
        if not any(a <= lead.start("word") < b for a, b in decided):
            yield *lead.span("word"), partial(_write_lead, line, lead["word"])
    for word, given in find_reason_words(text, start, close):
        stop = _NEXT.search(text, given, close)
        end_of_reason = stop.start() if stop else close
        moved = _MOVED.fullmatch(text, given, end_of_reason)
        if moved and not any(a <= given < b for a, b in decided):
            yield given, end_of_reason, partial(_write, line, moved, (word, end_of_reason))


def _write_lead(line: Line, word: str) -> None:
    line.add(word if not line.direction or _rises(word) == (line.direction > 0) else _TURN[word])


def _write(line: Line, moved: re.Match[str], span: tuple[int, int]) -> None:
    names = [name for name in re.split(r"[、和与及]", moved["who"]) if name]
    signs = [_sign(line, name) for name in names]
    agree = [name for name, sign in zip(names, signs, strict=True) if sign and sign == line.direction]
    if agree and None not in signs:
        who = moved["who"] if len(agree) == len(names) else "、".join(agree)
        together = (moved["all"] or "") + (moved["some"] or "") if len(agree) == len(names) else ""
        line.add(who + together + _word(moved["word"], line.direction))
        line.computed = True
        line.settled.append(span)
    elif line.turned and None in signs and line.direction:
        line.add(line.material.text[moved.start() : moved.start("word")])
        line.add(_TURN[moved["word"]] + (moved["much"] or ""))
    else:
        line.add(moved[0])


def _word(word: str, direction: int) -> str:
    """The word last year used, or its opposite: whichever says the direction."""
    return word if _rises(word) == (direction > 0) else _TURN[word]


def _rises(word: str) -> bool:
    return word in ("增长", "增加", "上升", "提高", "提升", "上涨", "增幅", "增收", "扩大", "减幅", "上调")


def _sign(line: Line, name: str) -> int | None:
    """Whether the figure of that name grew (1), shrank (-1) or stayed (0); None when the sheet does not tell."""
    signs = line.material.once(_signs).get(_plain(name), set())
    return next(iter(signs)) if len(signs) == 1 else None


def _signs(material: Material) -> dict[str, set[int]]:
    """Which way the figures of each name went."""
    found: dict[str, set[int]] = {}
    for now, rows in material.changes.items():
        value = material.values.get(rows.change)
        if value is not None:
            found.setdefault(_plain(material.figures[now].name), set()).add((value > 0) - (value < 0))
    return found


def _plain(name: str) -> str:
    return _METRIC.sub("", name) or name
