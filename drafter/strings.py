"""Every sentence shown to a person, Chinese first; English comes through one table."""

from __future__ import annotations

import os
import tomllib
from functools import cache
from pathlib import Path

ENGLISH_TABLE = Path(__file__).with_name("strings_en.toml")


def tr(chinese: str, **values: object) -> str:
    """Return the sentence with `values` filled in, in the language of DRAFTER_LANG (zh unless it is "en").

    The Chinese sentence itself is the key, so code reads as what the user sees; a sentence without an English row stays Chinese.
    """
    template = _english().get(chinese, chinese) if os.environ.get("DRAFTER_LANG") == "en" else chinese
    return template.format(**values) if values else template


@cache
def _english() -> dict[str, str]:
    table: dict[str, str] = tomllib.loads(ENGLISH_TABLE.read_text("utf-8"))
    return table
