"""Which year a report is about, where its title names several or none as one."""

from __future__ import annotations

import pytest

from drafter.reading.naming import year_in


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("某局2024年工作总结和2025年工作计划", 2024),
        ("某局2024年工作总结及2025年工作打算", 2024),
        ("某局部门整体支出绩效自评报告-2024", 2024),
        ("某局整体支出绩效自评报告（2024）", 2024),
        ("关于2024年预算执行情况和2025年预算草案的报告", 2025),
        ("某局绩效自评报告", None),
    ],
)
def test_the_year_of_a_title_is_that_of_what_was_done(title: str, year: int | None) -> None:
    assert year_in(title) == year
