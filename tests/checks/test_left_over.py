"""A number of last year's that a person pasted or retyped is found in any sentence."""

from __future__ import annotations

from drafter.checks import check_report
from drafter.issue import Findings
from drafter.lastyear.figures import make_brief
from drafter.reading import read_text

HEAD = "云溪市档案局{year}年部门整体支出绩效自评报告\n一、收支情况\n"
LAST = read_text(
    HEAD.format(year=2022) + "2022年，全局收入14590.86万元，支出14210.35万元。全年征集档案693件。\n",
    "云溪市档案局-2022.txt",
)


def check(extra: str, **values: str) -> Findings:
    brief = make_brief(LAST, 2023).fill(**values)
    body = "2023年，全局收入15012.34万元，支出14900.10万元。全年征集档案705件。"
    return check_report(
        read_text(HEAD.format(year=2023) + body + extra + "\n", "云溪市档案局-2023.txt"), brief=brief
    )


def found(findings: Findings) -> list[tuple[str, str, str]]:
    return [(issue.severity, issue.code, issue.excerpt) for issue in findings.issues]


def test_last_years_value_under_its_own_name_is_an_error():
    findings = check("对照预算，全局收入14590.86万元。", F1="15012.34", F2="14900.10", F3="705")
    assert found(findings) == [("error", "stale-figure", "14590.86万元")]


def test_the_same_digits_under_another_name_are_a_warning():
    findings = check("有关经费14590.86万元已经落实。", F1="15012.34", F2="14900.10", F3="705")
    assert found(findings) == [("warning", "stale-figure", "14590.86万元")]


def test_a_row_that_is_not_filled_yet_leaves_a_warning():
    findings = check("累计征集档案693件。", F1="15012.34", F2="14900.10")
    assert ("warning", "stale-figure", "693件") in found(findings)


def test_last_year_told_as_last_year_is_no_issue():
    findings = check("上年全局收入14590.86万元。", F1="15012.34", F2="14900.10", F3="705")
    assert found(findings) == []


def test_a_value_that_has_not_changed_is_no_issue():
    findings = check("另有收入14590.86万元。", F1="14590.86", F2="14900.10", F3="705")
    assert ("error", "stale-figure", "14590.86万元") not in found(findings)


def test_a_rate_that_is_last_years_again_as_it_is_printed_is_no_issue():
    last = read_text(
        HEAD.format(year=2022) + "2022年，全年征集提案693件，经审查立案456件，立案率为65.8%。\n",
        "云溪市档案局-2022.txt",
    )
    brief = make_brief(last, 2023).fill(F1="742", F2="488")
    text = "2023年，全年征集提案742件，经审查立案488件，立案率为65.8%。会上通报，提案立案率为65.8%。\n"
    report = read_text(HEAD.format(year=2023) + text, "云溪市档案局-2023.txt")
    assert found(check_report(report, brief=brief)) == []
    changed = brief.fill(F1="742", F2="500")
    assert ("error", "stale-figure", "65.8%") in found(check_report(report, brief=changed))


def test_what_stands_in_a_mark_is_no_number_of_the_report():
    text = HEAD.format(year=2023) + "2023年，全局收入【待补：全局收入（上年14590.86万元）】。\n"
    coverage = check_report(read_text(text, "云溪市档案局-2023.txt")).coverage
    assert (coverage.verified, coverage.unverified) == (0, ())
    assert coverage.structural == 3  # the year twice, the heading's number once


def beside_last_year(text: str, before: str) -> list[tuple[str, str, str]]:
    head = "云溪市档案局{}年工作报告\n一、工作情况\n"
    return found(
        check_report(
            read_text(head.format(2023) + text, "云溪市档案局-2023.txt"),
            previous=read_text(head.format(2022) + before, "云溪市档案局-2022.txt"),
        )
    )


def test_a_single_digit_is_warned_of_only_where_all_else_in_its_sentence_is_new():
    before = "全年召开调度会3次，整改问题16个。"
    assert beside_last_year("全年召开调度会3次，整改问题21个。", before) == [
        ("warning", "stale-figure", "3次")
    ]
    assert beside_last_year("全年召开调度会3次，整改问题16个。", before) == [
        ("warning", "stale-text", "全年召开调度会3次，整改问题16个。"),
        ("note", "stale-figure", "3次"),
        ("warning", "stale-figure", "16个"),
    ]


def test_what_the_text_says_is_as_it_was_is_passed():
    assert beside_last_year("受理信访12件，与上年持平。", "受理信访12件，比上年减少2件。") == []
    assert beside_last_year("下属单位由7个减为6个。", "全局下属单位7个。") == []
    before = "每季度召开一次分析会，全年召开4次，通报问题9个。"
    assert beside_last_year("每季度召开一次分析会，全年召开4次，通报问题5个。", before) == []


def test_what_was_said_of_the_year_before_last_is_left_over_too():
    said = beside_last_year("2022年，新建公园126座。", "2021年，新建公园126座。")
    assert said == [("warning", "stale-figure", "126座")]
