"""Which cell of a row is wrong is told by all that it takes part in, falls and coarse shares too."""

from __future__ import annotations

from tests.tabular.test_checked_tables import Rows, changed
from tests.tabular.test_counts_beside_money import errors

CHANNELS: Rows = (
    ("渠道", "2024年", "", "2023年", "", "增减", "同比（%）"),
    ("", "件次", "占比（%）", "件次", "占比（%）", "", ""),
    ("总计", "7296", "100.00", "7701", "100.00", "-405", "-5.26"),
    ("来信", "1503", "20.60", "1519", "19.72", "-16", "-1.05"),
    ("来访", "2234", "30.62", "2406", "31.24", "-172", "-7.15"),
    ("网上投诉", "81", "1.11", "1170", "15.19", "-1089", "-93.08"),
    ("12345热线", "1351", "18.52", "696", "9.04", "655", "94.11"),
    ("领导信箱", "2127", "29.15", "1910", "24.80", "217", "11.36"),
)


def test_a_fall_is_blamed_itself_where_its_two_amounts_are_borne_out() -> None:
    assert errors(CHANNELS) == []
    assert errors(changed(CHANNELS, "总计", "-5.26", "-5.62")) == ["-5.62"]


def test_a_row_named_by_a_number_to_call_has_numbers_like_any_other() -> None:
    assert errors(changed(CHANNELS, "12345热线", "18.52", "81.52")) == ["81.52"]
