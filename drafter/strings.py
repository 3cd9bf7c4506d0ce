"""Every sentence shown to a person, Chinese first; English comes through one table."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LANGUAGES = ("zh", "en")
# Fewer characters of its own, and a sentence could be any.
_TELLING = 4
ENGLISH_TABLE = Path(__file__).with_name("strings_en.toml")


_speaking: ContextVar[str] = ContextVar("speaking", default="")


def language() -> str:
    """Return what is spoken here: as set by `speaking`, else by DRAFTER_LANG, else zh."""
    return _speaking.get() or os.environ.get("DRAFTER_LANG", LANGUAGES[0])


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say everything in `language` meanwhile."""
    token = _speaking.set(language)
    try:
        yield
    finally:
        _speaking.reset(token)


def tr(chinese: str, **values: object) -> str:
    """Return the sentence with `values` filled in, in the language spoken (zh unless it is "en").

    The Chinese sentence itself is the key, so code reads as what the user sees; a sentence without an English row stays Chinese.
    """
    template = _english().get(chinese, chinese) if language() == "en" else chinese
    return template.format(**values) if values else template


def in_english(text: str) -> str:
    """Return the English of a sentence of the table, the text itself when it has none."""
    return _english().get(text, text)


def retell(kept: str) -> str:
    """Return a sentence that `tr` made in Chinese and somebody kept, in the language spoken; parts joined by 、 are told one by one.

    What no row of the table makes stays as it is.
    """
    if language() != "en":
        return kept
    return _retold(kept) or tr("、").join(_retold(part) or part for part in kept.split("、"))


@cache
def _retold(kept: str) -> str:
    if kept in _english():
        return _english()[kept]
    for form, english in _forms():
        if found := form.fullmatch(kept):
            return english.format(**{name: retell(value) for name, value in found.groupdict().items()})
    return ""


@cache
def _forms() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The sentences with places for values, those that say most by themselves first; a value twice in one is none."""
    forms = []
    for chinese, english in _english().items():
        words = re.split(r"\{(\w+)\}", chinese)
        said, names = "".join(words[::2]), words[1::2]
        if names and len(set(names)) == len(names) and len(said) >= _TELLING and "{" not in said:
            parts = (f"(?P<{one}>.+)" if at % 2 else re.escape(one) for at, one in enumerate(words))
            forms.append((len(said), re.compile("".join(parts)), english))
    return tuple((form, english) for _, form, english in sorted(forms, key=lambda one: -one[0]))


@cache
def _english() -> dict[str, str]:
    table: dict[str, str] = tomllib.loads(ENGLISH_TABLE.read_text("utf-8"))
    return table
