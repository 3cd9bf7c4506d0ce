"""What a slip of typing may have made of a numeral."""

from decimal import Decimal

import pytest

from drafter.relations.slips import slips_inside


@pytest.mark.parametrize(
    ("token", "low", "high", "meant"),
    [
        ("1243.50", "1234.50", "1234.50", ["1234.50"]),  # two neighbours swapped
        ("3214", "1234", "1234", ["1234"]),  # swapped over a third
        ("1,284", "1230", "1240", ["1,234"]),  # one digit wrong
        ("12", "11", "13", ["11", "13"]),
        ("112", "12", "12", []),  # no numeral opens with a zero
        ("1.2", "0.2", "0.2", ["0.2"]),  # but for one before its point
        ("-35", "-53", "-53", ["-53"]),
        ("98.5", "98.44", "98.46", ["98.4"]),  # as precise as it is written: 98.4 stands for up to 98.45
        ("三十", "0", "100", []),
    ],
)
def test_a_slip_is_told_from_the_interval_that_the_number_must_lie_in(token, low, high, meant):
    assert slips_inside(token, Decimal(low), Decimal(high)) == meant
