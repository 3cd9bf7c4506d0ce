"""Name what a number measures so that who sees only the name and the value knows which figure of the report it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from drafter.numbers.labels.own import own_label
from drafter.numbers.labels.wholes import whole_of
from drafter.numbers.labels.words import METRIC, OF
from drafter.numbers.mention import Mention
from drafter.text import widen
from drafter.traditional import simplified

__all__ = ["METRIC", "label_of", "named", "whole_told"]


def label_of(text: str, mentions: Sequence[Mention], index: int) -> str:
    """Return what the number `mentions[index]` measures; "" when nothing near it says.

    It is named in the words of its own sentence, in at most 26 characters; where these do not say what is counted, what the
    sentences tell it to be of stands before them, in at most 20: 新增债券·专项债券, 刑事案件·审结.
    """
    own = own_label(text, mentions, index)
    return named(whole_told(text, mentions, index, own), own)


def named(whole: str, own: str) -> str:
    """Return the name of a number that its own words call `own`, behind what it is told to be of."""
    return f"{whole}{OF}{own}" if whole else own


def whole_told(
    text: str, mentions: Sequence[Mention], index: int, own: str, name: Callable[[int], str] | None = None
) -> str:
    """Return what the number called `own` is told to be of, "" if its name says it; `name` knows what others are called."""
    return whole_of(
        _as_prose(text), mentions, index, own, name or (lambda other: own_label(text, mentions, other))
    )


@lru_cache(8)
def _as_prose(text: str) -> str:
    """The text in simplified characters, with the punctuation of Chinese prose, one character for one."""
    return widen(simplified(text))
