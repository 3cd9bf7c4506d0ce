"""Regular expressions that are compiled when they are first used.

A check of one report meets a third of the patterns Drafter knows; compiling the others took as long as the check.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

_REMEMBERED = {"fits": "fullmatch", "is_in": "search"}
_MANY = 4096


class Regex:
    """What `re.compile` returns, except that the work is done, and its error raised, at the first use.

    The functions of `re` do not take it in the place of a pattern: call its own methods.
    """

    # None of these is set before its first use; `__getattr__` is then asked for it.
    search: Callable[..., re.Match[str] | None]
    match: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]
    finditer: Callable[..., Iterator[re.Match[str]]]
    findall: Callable[..., list[Any]]
    split: Callable[..., list[str | Any]]
    sub: Callable[..., str]
    subn: Callable[..., tuple[str, int]]
    # Whether the pattern is all of a string, or somewhere in it; remembered, for a report asks of the same cells, heads, units and
    # words again and again.
    fits: Callable[[str], bool]
    is_in: Callable[[str], bool]

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if asked := _REMEMBERED.get(name):
            find = getattr(self, asked)
            value: Any = lru_cache(_MANY)(lambda text: find(text) is not None)
        else:
            value = getattr(re.compile(self.pattern, self._flags), name)
        setattr(self, name, value)
        return value
