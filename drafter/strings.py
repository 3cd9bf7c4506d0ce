"""Every sentence shown to a person, Chinese first; English comes through one table."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LANGUAGES = ("zh", "en")
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


@cache
def _english() -> dict[str, str]:
    table: dict[str, str] = tomllib.loads(ENGLISH_TABLE.read_text("utf-8"))
    return table
