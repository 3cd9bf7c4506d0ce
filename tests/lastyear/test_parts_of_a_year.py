"""Reports on half a year, a quarter or a school year: what is 上年's for them, which dates are their own, and what is compared with 上学年."""

from __future__ import annotations

from drafter.lastyear.figures import make_brief
from tests.build import draft_of, last_body, report_of
from tests.lastyear.test_years import moved

HALF = "云上区水务局2024年上半年工作总结\n一、工作开展情况\n{}\n"


def formulas(title: str, body: str) -> dict[str, str]:
    report = report_of(f"{title}\n一、工作开展情况\n{body}\n", source="云上区水务局-2024.txt")
    return {figure.name: figure.formula for figure in make_brief(report, 2025).figures if figure.formula}


def test_what_changed_since_the_end_of_the_year_before_is_no_difference_of_two_junes():
    body = (
        "截至6月底，全区用水户15326户，较上年末增加214户。新装水表386只，同比增加26只。"
        "志愿者由上年末的510人增至546人。"
    )
    half = report_of(HALF.format(body), source="云上区水务局-2024.txt")
    brief = make_brief(half, 2025)
    assert [(one.previous, one.formula) for one in brief.figures if one.formula] == [("26", "F3-F7")]
    assert [one.value for one in brief.figures if one.previous == "510"] == [""]
    assert len(formulas("云上区水务局2024年工作总结", body)) == 2


def test_the_day_on_which_the_half_ends_is_not_asked_about():
    report = report_of(
        HALF.format(
            "截至6月底，用水户15326户。截至2024年6月30日，到位资金12万元。6月，召开大会，参会120人。"
        ),
        source="云上区水务局-2024.txt",
    )
    brief = make_brief(report, 2025).fill(F1="15508", F2="20", F3="90")
    assert last_body(draft_of(report, brief)) == (
        "截至6月底，用水户15508户。截至2025年6月30日，到位资金20万元。6月，召开大会，参会90人【待核】。"
    )


def test_changes_on_the_school_year_before_are_computed():
    body = (
        "学校微博发布1,024条，较上学年减少152条，下降12.9%。毕业生满意率93.4%，比上学年提高1.8个百分点。"
        "在校生3200人，比上学年增长4.1%。校报18期，与上学年持平。"
    )
    found = formulas("云上师范学院2023—2024学年信息公开工作年度报告", body)
    assert [*found] == [
        "学校微博发布增减额", "学校微博发布增长率", "毕业生满意率增减额", "在校生增长率", "校报增减额", "校报增长率",
    ]  # fmt: skip


def test_the_twelve_months_that_a_school_year_is_counted_over_move_on():
    assert moved("统计期限为2021年9月1日至2022年8月31日。") == "统计期限为2022年9月1日至2023年8月31日。"
    assert moved("数据统计期限自2021年9月1日起至2022年8月31日止。") == (
        "数据统计期限自2022年9月1日起至2023年8月31日止。"
    )
    assert moved("物业服务期为2021年9月1日至2022年8月31日。") == "物业服务期为〔日期〕至〔日期〕。"
