"""Headings and entries told apart, on small invented reports."""

from __future__ import annotations

import pytest

from drafter.reading import contents, read_text
from drafter.reading import outline as reading_outline
from drafter.reading.blocks import Block
from drafter.reading.naming import kind_of_report
from drafter.report import Report


def outline(text: str) -> list[tuple[str, str]]:
    return [(one.key, one.heading) for one in read_text(text, "某局-2023.txt").sections if one.heading]


def markers(report: Report, key: str) -> list[str]:
    return [item.marker for section in report.sections if section.key == key for item in section.items]


BODY = "全年工作平稳推进，各项任务按期完成，群众满意度稳步提高。"


def test_mixed_brackets_are_one_level_and_a_numbered_title_under_them_is_the_next():
    text = (
        f"一、基本情况\n(一) 部门概况\n1、职能简述\n{BODY}\n2、机构设置\n{BODY}\n（二）收支情况\n"
        f"{BODY}\n二、问题\n{BODY}"
    )
    assert outline(text) == [
        ("1", "一、基本情况"),
        ("1.1", "(一) 部门概况"),
        ("1.1.1", "1、职能简述"),
        ("1.1.2", "2、机构设置"),
        ("1.2", "（二）收支情况"),
        ("2", "二、问题"),
    ]


def test_duties_and_run_in_paragraphs_are_entries_not_headings():
    report = read_text(
        f"一、职能\n（1）负责河道管理工作。\n（2）负责水库调度工作。\n（3）承办其他事项。\n二、工作\n1.抓好防汛，守牢底线。{BODY}\n2.抓好供水，{BODY}",
        "某局-2023.txt",
    )
    assert [section.heading for section in report.sections] == ["一、职能", "二、工作"]
    assert markers(report, "1") == ["（1）", "（2）", "（3）"]
    assert markers(report, "2") == ["1.", "2."]


def test_a_heading_may_end_in_a_full_stop_when_its_body_follows():
    text = f"一、收支\n（一）收入情况。\n{BODY}\n（二）支出情况。\n{BODY}"
    assert outline(text) == [("1", "一、收支"), ("1.1", "（一）收入情况。"), ("1.2", "（二）支出情况。")]


def test_decimal_numbering_nests():
    text = f"1. 基本情况\n1.1 机构设置\n{BODY}\n1.2 人员编制\n{BODY}\n2. 收支情况\n2.1 收入\n{BODY}"
    assert outline(text) == [
        ("1", "1. 基本情况"),
        ("1.1", "1.1 机构设置"),
        ("1.2", "1.2 人员编制"),
        ("2", "2. 收支情况"),
        ("2.1", "2.1 收入"),
    ]


def test_levels_may_be_skipped():
    assert [key for key, _ in outline(f"一、情况\n1、人员\n{BODY}\n2、资产\n{BODY}")] == ["1", "1.1", "1.2"]


def test_chapters_named_parts_hold_the_numbers_that_begin_again():
    text = (
        f"第一部分 概况\n一、职能\n{BODY}\n二、机构\n{BODY}\n第二部分 说明\n一、收入\n{BODY}\n"
        f"二、支出\n{BODY}"
    )
    assert [key for key, _ in outline(text)] == ["1", "1.1", "1.2", "2", "2.1", "2.2"]


def test_a_table_of_contents_is_not_the_outline():
    text = (
        f"某局2023年度部门决算\n目 录\n一、职能 ………… 1\n二、机构 ………… 3\n一、职能\n{BODY}\n二、机构\n{BODY}"
    )
    assert outline(text) == [("1", "一、职能"), ("2", "二、机构")]


def test_headings_announced_without_a_title_over_them_are_not_taken_twice():
    text = f"一、职能\n二、机构\n三、问题\n一、职能\n{BODY}\n二、机构\n{BODY}\n三、问题\n{BODY}"
    report = read_text(text, "某局-2023.txt")
    assert [section.key for section in report.sections] == ["0", "1", "2", "3"]
    assert report.sections[0].end == len("一、职能\n二、机构\n三、问题\n")


def test_numbered_table_rows_are_no_headings():
    text = (
        f"一、支出\n{BODY}\n项目 预算数 执行数\n一、基本支出 100.00 90.00\n"
        f"二、项目支出 50.00 40.00\n合计 150.00 130.00\n二、问题\n{BODY}"
    )
    assert outline(text) == [("1", "一、支出"), ("2", "二、问题")]


def test_a_number_left_out_does_not_lose_the_next_heading():
    assert [heading for _, heading in outline(f"一、甲\n{BODY}\n二、乙\n{BODY}\n四、丁\n{BODY}")] == [
        "一、甲",
        "二、乙",
        "四、丁",
    ]


def test_short_lines_between_paragraphs_are_titles_and_salutations_are_not():
    text = (
        f"2023年某县政府工作报告\n各位代表：\n{BODY}\n过去一年工作回顾\n{BODY}\n"
        f"（一）产业稳步发展。{BODY}\n（二）民生持续改善。{BODY}\n今年工作安排\n{BODY}"
    )
    report = read_text(text, "某县-2023.txt")
    assert [(one.key, one.heading) for one in report.sections[1:]] == [
        ("1", "过去一年工作回顾"),
        ("2", "今年工作安排"),
    ]
    assert markers(report, "1") == ["（一）", "（二）"]


def test_prices_years_and_ranges_are_no_numbering():
    report = read_text(
        f"一、情况\n2023.5亿元不是编号，{BODY}\n12、13日召开会议，{BODY}\n3.5公里道路完工，{BODY}",
        "某局-2023.txt",
    )
    assert [section.items for section in report.sections] == [()]


def test_sections_lie_side_by_side_and_cover_the_text():
    report = read_text(
        f"某局2023年度工作总结\n一、甲\n（一）乙\n{BODY}\n二、丙\n{BODY}\n某局\n2024年1月5日", "某局-2023.txt"
    )
    assert "".join(report.text[one.start : one.end] for one in report.sections) == report.text
    assert all(report.text.startswith(one.heading, one.start) for one in report.sections)


def test_an_annex_keeps_its_own_numbering_apart():
    text = (
        f"某局2023年度工作总结\n一、情况\n{BODY}\n二、问题\n{BODY}\n附件1：项目支出绩效自评报告\n一、项目概况\n{BODY}\n"
        f"二、绩效情况\n{BODY}\n附件2\n2023年度惠民实事清单\n一、供水\n{BODY}\n二、治水\n{BODY}"
    )
    assert outline(text) == [
        ("1", "一、情况"),
        ("2", "二、问题"),
        ("3", "附件1：项目支出绩效自评报告"),
        ("3.1", "一、项目概况"),
        ("3.2", "二、绩效情况"),
        ("4", "2023年度惠民实事清单"),
        ("4.1", "一、供水"),
        ("4.2", "二、治水"),
    ]


def test_a_mention_of_annexes_over_the_signature_is_no_heading():
    text = f"一、情况\n{BODY}\n二、问题\n{BODY}\n附件：2023年度支出绩效自评表\n某市水务局\n2024年1月5日"
    assert outline(text) == [("1", "一、情况"), ("2", "二、问题")]
    listed = f"一、情况\n{BODY}\n附件：1.支出自评表\n2.资产情况表\n某市水务局\n2024年1月5日"
    assert outline(listed) == [("1", "一、情况")]


def test_the_names_of_annexed_tables_are_chapters_and_a_table_amid_the_text_is_not():
    rows = "项目\t预算数\t执行数\n供水\t12.50\t11.80\n合计\t12.50\t11.80"
    annexed = f"目录\n一、职能\n二、说明\n一、职能\n{BODY}\n二、说明\n{BODY}\n2023年部门收支预算总表\n单位：万元\n{rows}\n2023年部门支出预算表\n单位：万元\n{rows}"
    assert [heading for _, heading in outline(annexed)] == [
        "一、职能",
        "二、说明",
        "2023年部门收支预算总表",
        "2023年部门支出预算表",
    ]
    amid = f"一、支出\n{BODY}\n2023年部门支出预算表\n单位：万元\n{rows}\n二、问题\n{BODY}"
    assert outline(amid) == [("1", "一、支出"), ("2", "二、问题")]


def test_a_title_that_looks_ahead_is_of_the_year_it_looks_back_on():
    text = "临水镇2024年工作总结和2025年工作思路\n一、工作情况\n开展培训3次。\n"
    assert read_text(text, "临水镇-2024.txt").year == 2024


def test_a_sentence_with_a_figure_in_it_is_no_heading():
    text = "临水镇2024年工作总结\n一、问题\n（一）管护不健全，正常运行率为87.5%。\n（二）缺口较大，需投入2800万元。\n建议加大投入。\n"
    assert [one.heading for one in read_text(text, "临水镇-2024.txt").sections][1:] == ["一、问题"]


def test_a_skipped_level_and_a_year_in_a_heading_do_not_disturb_the_outline():
    text = f"某县2024年政府工作报告\n一、2023年工作回顾\n1、产业\n{BODY}\n2、民生\n{BODY}\n二、2024年工作安排\n（一）产业\n{BODY}\n（二）民生\n{BODY}"
    report = read_text(text, "某县.txt")
    assert [one.key for one in report.sections] == ["0", "1", "1.1", "1.2", "2", "2.1", "2.2"]
    assert report.year == 2024


def test_the_kind_of_report_is_told_by_its_title_or_its_name():
    kinds = {
        "某局2023年度部门整体支出绩效自评报告": "部门整体支出绩效自评",
        "某局2023年度项目支出绩效自评报告": "项目支出绩效自评",
        "某局2023年度部门决算": "部门决算",
        "某区2025年区级部门预算": "部门预算",
        "2023年财政收支情况": "财政收支情况",
        "某区2023年政府信息公开工作年度报告": "政府信息公开年报",
        "2025年某省政府工作报告": "政府工作报告",
        "某局2023年工作总结": "年度工作报告",
    }
    assert {title: kind_of_report(title) for title in kinds} == kinds
    assert (kind_of_report("某局", "某局-2023年部门决算.pdf"), kind_of_report("某局")) == ("部门决算", "")


def test_the_number_of_an_annex_may_touch_its_name():
    text = f"一、情况\n{BODY}\n附件2名词解释\n供水：{BODY}\n治水：{BODY}"
    assert outline(text) == [("1", "一、情况"), ("2", "附件2名词解释")]


def test_a_heading_may_begin_with_a_year_after_its_number():
    text = "一、总体情况\n1.资金安排\n全年安排12万元。\n2.2024年工作安排\n继续推进。\n3.2亿元以上项目\n共两个。\n"
    assert outline(text) == [("1", "一、总体情况"), ("1.1", "1.资金安排"), ("1.2", "2.2024年工作安排")]


def test_chapters_numbered_by_a_bare_digit_hold_their_decimal_sections():
    text = (
        "1 概况\n全年安排12万元。\n1.1 职能\n负责供水。\n1.2 2023年重点工作\n新建泵站。\n2 问题\n"
        "2.1 资金\n资金偏紧，全年到位\n8 家单位的补助。\n"
    )
    assert outline(text) == [
        ("1", "1 概况"),
        ("1.1", "1.1 职能"),
        ("1.2", "1.2 2023年重点工作"),
        ("2", "2 问题"),
        ("2.1", "2.1 资金"),
    ]


def test_a_title_may_stand_over_a_single_short_sentence():
    text = "绩效目标\n全年安排资金12万元，用于供水。\n完成情况\n目标均已完成。\n下一步打算\n继续推进各项工作，按月调度。\n"
    report = read_text("某局2023年工作总结\n我局认真履职，完成各项任务。\n" + text, "a.txt")
    assert [one.heading for one in report.sections[1:]] == ["绩效目标", "完成情况", "下一步打算"]


def test_a_bare_digit_before_a_lone_line_is_no_chapter():
    assert outline("本局所属单位有：\n1 某市水务局（本级）\n其余略。\n") == []


def test_a_long_report_is_searched_for_its_contents_once_not_once_a_list(monkeypatch: pytest.MonkeyPatch):
    entry, looked = contents._entry, []
    monkeypatch.setattr(contents, "_entry", lambda text: looked.append(text) or entry(text))
    chapter = "一、防汛\n(1) 巡查河道\n(2) 清理沟渠\n(3) 备足沙袋\n汛期各处均有人值守，未发生险情。\n"
    report = read_text("泽南市水务局2022年工作报告\n" + chapter * 200, "泽南市水务局-2022.txt")
    assert len(looked) < 10 * report.text.count("\n")


def test_numbering_that_starts_anew_a_hundred_times_is_placed_as_fast_per_line(
    monkeypatch: pytest.MonkeyPatch,
):
    kin, asked = reading_outline._kin, []
    monkeypatch.setattr(reading_outline, "_kin", lambda *both: asked.append(0) or kin(*both))

    def times(lists: int) -> int:
        asked.clear()
        blocks = [Block(f"一、培训{n}人次，支出{n}万元。") for n in range(lists)]
        assert len(reading_outline.find_outline(blocks)) == lists
        return len(asked)

    assert times(400) < 4.5 * times(100)
