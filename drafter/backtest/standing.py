"""Find the words of last year's that a draft tells without a mark and that were not published again: what a chief strikes out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.draft import Draft
from drafter.lastyear.items import number_of
from drafter.lastyear.years import shift_years
from drafter.patterns import Regex
from drafter.report import Report

_SENTENCE = Regex(r"[^。；\n]+")
_CLAUSE = Regex(r"[^，：\t]+")
# 同时, 主要包括: what is as short as this leads on and tells nothing.
_LEAST = 6


def left_standing(draft: Draft, previous: Report, published: Report) -> Iterator[str]:
    """Yield the clauses that stood in last year's report and not in this year's, numbers aside, in sentences without a mark.

    Numbers are judged by themselves (`judging.py`); of an event, a name or a reason there is nothing else to see that it is last
    year's. Headings are the outline, which a person chooses.
    """
    moved = shift_years(previous.text, previous.year or draft.year, draft.year)
    before = {_words(clause[0]) for one in _SENTENCE.finditer(moved) for clause in _CLAUSE.finditer(one[0])}
    after = _words(published.text)
    for section in draft.sections:
        told = [*_SENTENCE.finditer(section.text, len(section.heading))]
        asked = [
            any(one.start <= said.end() and said.start() < one.end for one in section.open) for said in told
        ]
        for at, sentence in enumerate(told):
            # 1.整治自建房。 is the name of what is asked about behind it.
            names = (
                number_of(sentence[0].strip()) and section.text[sentence.end() : sentence.end() + 2] != "。\n"
            )
            if asked[at] or (names and any(asked[at + 1 : at + 2])):
                continue
            for clause in _CLAUSE.finditer(sentence[0]):
                words = _words(clause[0])
                if len(words) >= _LEAST and words in before and words not in after:
                    yield clause[0].strip()


def _words(text: str) -> str:
    return re.sub(r"[^一-鿿]", "", text)
