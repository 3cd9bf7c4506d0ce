"""Patterns that wait for their first use do then what those of `re` do."""

from __future__ import annotations

import re

import pytest

from drafter.patterns import Regex


def test_a_pattern_is_compiled_at_its_first_use_and_kept(monkeypatch: pytest.MonkeyPatch):
    compiled: list[str] = []
    compile_now = re.compile

    def compile_noted(pattern: str, flags: int) -> re.Pattern[str]:
        compiled.append(pattern)
        return compile_now(pattern, flags)

    monkeypatch.setattr(re, "compile", compile_noted)
    rate = Regex(r"执行率(\d+)%")
    assert compiled == []
    assert rate.search("预算执行率98%").group(1) == "98"  # type: ignore[union-attr]
    assert rate.search("预算执行率") is None
    assert compiled == [r"执行率(\d+)%"]


def test_its_flags_and_its_text_are_those_given():
    assert Regex("f\\d", re.IGNORECASE).fullmatch("F1")
    assert Regex("f\\d").pattern == "f\\d"


def test_a_pattern_that_cannot_be_read_is_refused_at_its_first_use():
    broken = Regex("(")
    with pytest.raises(re.error):
        broken.search("")


def test_what_was_asked_of_a_string_is_not_looked_for_again():
    number = Regex(r"\d+")
    assert (number.fits("12"), number.fits("12件"), number.is_in("12件"), number.is_in("件")) == (
        True,
        False,
        True,
        False,
    )
    assert number.fits("12")
    assert number.fits.cache_info().hits == 1  # type: ignore[attr-defined]
