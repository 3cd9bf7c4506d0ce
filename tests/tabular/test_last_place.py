"""One step off is a slip where all else comes out to the last place, and rounding where it does not."""

from __future__ import annotations

from tests.tabular.test_checked_tables import Rows, changed, said
from tests.tabular.test_counts_beside_money import errors

BOUGHT: Rows = (
    ("采购方式", "预算金额", "成交金额", "节约资金"),
    ("公开招标", "1842.03", "1682.69", "159.34"),
    ("竞争性磋商", "522.73", "508.39", "14.34"),
    ("竞争性谈判", "791.46", "682.97", "108.49"),
    ("询价", "83.17", "79.52", "3.65"),
    ("单一来源", "640.28", "633.11", "7.17"),
    ("框架协议", "95.61", "91.88", "3.73"),
    ("网上竞价", "37.89", "33.46", "4.43"),
    ("合计", "4013.17", "3712.02", "301.15"),
)
ROUNDED: Rows = changed(changed(BOUGHT, "询价", "79.52", "79.51"), "单一来源", "7.17", "7.18")
OUTPUT: Rows = (
    ("地区", "合计", "一产", "二产", "三产"),
    ("全市", "6224", "1480", "2127", "2617"),
    ("东区", "2314", "515", "801", "997"),
    ("西区", "2087", "493", "720", "874"),
    ("北区", "1824", "472", "606", "745"),
)


def test_a_step_is_a_slip_where_two_calculations_say_the_same() -> None:
    assert said(BOUGHT) == []
    assert ("error", "sum-wrong", "14.35", "14.34") in said(changed(BOUGHT, "竞争性磋商", "14.34", "14.35"))


def test_a_step_is_rounding_where_others_are_off_as_well() -> None:
    assert {severity for severity, *_ in said(ROUNDED)} <= {"note"}


def test_whole_numbers_in_no_unit_may_be_rounded_amounts() -> None:
    assert errors(OUTPUT) == []
