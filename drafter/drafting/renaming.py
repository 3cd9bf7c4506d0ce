"""Call a body by its new name where the sheet has another one than last year's report: 大数据管理局 became 数据局."""

from __future__ import annotations

import re
from dataclasses import dataclass

from drafter.brief import Brief
from drafter.drafting.foreign import doubted
from drafter.drafting.pieces import Piece
from drafter.report import Report
from drafter.strings import tr

_SHORTEST = 5
_SHORT_FORM = r"\s?[（(](?:以下)?简称[：:]?“?(?P<short>[^”）)]{2,12})”?[）)]"


@dataclass(frozen=True, slots=True)
class Renaming:
    """What the body was called, in full and in short, and what it is called now; "" where that is not told."""

    old: str
    new: str
    short: str
    new_short: str


def find_renaming(report: Report, brief: Brief) -> Renaming | None:
    """Return how the body was renamed; its new short form is known where somebody typed it behind the new name.

    One name within the other (区司法局 of a report that calls itself 区) renames nobody.
    """
    old, new = report.org, brief.org
    if len(old) < _SHORTEST or not new or old in new or new in old:
        return None
    typed = "\n".join(item.text for item in brief.items)
    short, new_short = _short_form(report.text, old), _short_form(typed, new)
    if not short:
        short, new_short = _without_place(report.text, old, new, new_short)
    return Renaming(old, new, short, new_short)


_PLACE = re.compile(r"[^省市区县州旗]{1,8}(?=[省市区县州旗])")


def _without_place(text: str, old: str, new: str, new_short: str) -> tuple[str, str]:
    """市大数据局 of 河汊市大数据局, where last year's report calls itself so, and 市数据局 of its new name; "" where either is not told."""
    place = _PLACE.match(old)
    short = old[place.end() :] if place else ""
    if not place or len(short) < _SHORTEST or not re.search(rf"(?<!{place[0]}){short}", text):
        return "", ""
    return short, new_short or (new[place.end() :] if new.startswith(old[: place.end() + 1]) else "")


def _short_form(text: str, name: str) -> str:
    found = re.search(re.escape(name) + _SHORT_FORM, text)
    return found["short"] if found else ""


def renamed_body(piece: Piece, names: Renaming | None) -> Piece:
    """Return the paragraph with the new names, asked about where it introduces the body or still has the old short form.

    What a person typed keeps the name typed (由市大数据局更名).
    """
    if names is None:
        return piece
    if names.short and names.new_short:
        piece = _replaced(piece, names.short, names.new_short)
    named = _replaced(piece, names.old, names.new)
    still = names.short and not names.new_short and _places(named, names.short)
    if still or (named is not piece and "。" in named.text):
        said = tr("单位已由“{old}”改名，沿革、简称和职责的说法请核对", old=names.old)
        return doubted(named, said)
    return named


def _replaced(piece: Piece, old: str, new: str) -> Piece:
    for at in reversed(_places(piece, old)):
        piece = piece.replaced(at, at + len(old), new)
    return piece


def _places(piece: Piece, name: str) -> list[int]:
    """Where the name stands in last year's words."""
    return [
        found.start()
        for found in re.finditer(re.escape(name), piece.text)
        if not any(
            one.origin == "item" and one.start < found.end() and found.start() < one.end
            for one in piece.sentences
        )
    ]
