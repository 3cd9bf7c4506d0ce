"""Numerals: what is written is read back, in Arabic and in Chinese digits."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.numbers.numerals import decimals_of, read_numeral, step_of, write_chinese, write_number


@pytest.mark.parametrize(
    ("token", "value"),
    [
        ("0", "0"),
        ("12.50", "12.50"),
        ("1,234,567.89", "1234567.89"),
        ("-3.5", "-3.5"),
        ("十", "10"),
        ("十六", "16"),
        ("二十", "20"),
        ("两百零三", "203"),
        ("三千五百", "3500"),
        ("一万二千", "12000"),
        ("二〇二三", "2023"),
        ("五十点零六", "50.06"),
    ],
)
def test_a_numeral_is_read_as_its_value(token: str, value: str):
    assert read_numeral(token) == Decimal(value)


@pytest.mark.parametrize("token", ["", "水利", "三人", "1.2.3", "十x"])
def test_what_is_no_numeral_is_none(token: str):
    assert read_numeral(token) is None


@pytest.mark.parametrize(
    ("token", "step"),
    [("12.50", "0.01"), ("1,200", "1"), ("7", "1"), ("三十", "10"), ("十六", "1"), ("三百", "100")],
)
def test_the_step_is_the_last_written_place(token: str, step: str):
    assert step_of(token) == Decimal(step)


def test_rounding_is_half_up_and_groups_are_kept():
    assert write_number(Decimal("1234.565"), 2, grouped=True) == "1,234.57"
    assert write_number(Decimal("0.5"), 0) == "1"
    assert decimals_of("1,234.57") == 2


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2), st.integers(0, 2), st.booleans())
def test_a_written_number_reads_back(value: Decimal, decimals: int, grouped: bool):
    written = write_number(value, decimals, grouped=grouped)
    back = read_numeral(written)
    assert back is not None
    assert abs(back - value) <= Decimal(1).scaleb(-decimals) / 2
    assert decimals_of(written) == decimals


@given(st.integers(0, 99))
def test_chinese_outline_numbers_read_back(number: int):
    assert read_numeral(write_chinese(number)) == number
