"""The words by which a sentence claims something, sort by sort: the table claims.toml, read when the first is asked for."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NotRequired, TypedDict

TABLE = Path(__file__).with_name("claims.toml")


class Turn(TypedDict):
    """A regular expression, a sentence it finds, and one like it that it passes over."""

    find: str
    finds: str
    passes: NotRequired[str]


class Sort(TypedDict, total=False):
    """Words that claim something wherever they stand, and turns of phrase."""

    words: list[str]
    turns: list[Turn]


@cache
def claim_table() -> dict[str, Sort]:
    """Return the table by the names of its sorts."""
    with TABLE.open("rb") as file:
        return tomllib.load(file)


@cache
def words_of(sort: str) -> re.Pattern[str]:
    """Return what finds a claim of this sort; KeyError for one that the table does not have."""
    told = claim_table()[sort]
    turns = [turn["find"] for turn in told.get("turns", ())]
    return re.compile("|".join([*told.get("words", ()), *turns]))


def claims(sort: str, sentence: str) -> bool:
    """Whether the sentence claims something of this sort."""
    return words_of(sort).search(sentence) is not None
