"""The forms that finance bureaus lay down, filled in rightly, raise nothing; a slip in one is told at its cell."""

from __future__ import annotations

import pytest

from drafter.checks import check_report
from drafter.reading import read_text

SURVEY = """支出绩效自评表
单位：万元
年度预算申请		年初预算数	全年预算数	全年执行数	分值	执行率	得分
	年度资金总额	3108.50	3486.72	3312.38	10	95.00%	9.5
	按收入性质分：			按支出性质分：
	其中：公共预算：3126.72			其中：基本支出：1874.26
	政府性基金：360.00			项目支出：1438.12
"""
TASKS = """年度主要任务
任务名称	全年预算数（万元）			全年执行数（万元）			执行率
	总额	财政拨款	其他资金	总额	财政拨款	其他资金
就业服务	860.00	800.00	60.00	825.60	768.00	57.60	96.00%
技能培训	1200.00	1200.00	0.00	1141.50	1141.50	0.00	95.13%
劳动监察	300.00	300.00	0.00	294.00	294.00	0.00	98.00%
基本运转	500.00	500.00	0.00	484.40	484.40	0.00	96.88%
金额合计	2860.00	2800.00	60.00	2745.50	2687.90	57.60	96.00%
"""
GRANTS = """财政拨款收入支出决算总表
单位：万元
收入			支出
项目	行次	金额	项目	行次	金额
一、一般公共预算财政拨款	1	2486.35	一、城乡社区支出	7	3626.13
二、政府性基金预算财政拨款	2	1320.00	二、住房保障支出	8	153.27
本年收入合计	3	3806.35	本年支出合计	9	3779.40
年初财政拨款结转和结余	4	62.80	年末财政拨款结转和结余	10	89.75
一般公共预算财政拨款	5	62.80
总计	6	3869.15	总计	12	3869.15
"""
HOSPITALITY = """“三公”经费支出决算表
单位：万元
预算数						决算数
合计	因公出国（境）费	公务用车购置及运行费			公务接待费	合计	因公出国（境）费	公务用车购置及运行费			公务接待费
		小计	公务用车购置费	公务用车运行费				小计	公务用车购置费	公务用车运行费
1	2	3	4	5	6	7	8	9	10	11	12
16.50	0.00	12.00	0.00	12.00	4.50	14.92	0.00	11.07	0.00	11.07	3.85
"""
APPLICATIONS = """申请办理情况
办理结果	具体情形	自然人	企业	其他	合计
一、予以公开		17	124	2	143
二、不予公开	1.保护第三方合法权益	1	0	0	1
	2.内部事务信息	1	0	0	1
	3.过程性信息	2	0	0	2
三、无法提供	1.本机关不掌握	8	113	1	122
	2.没有现成信息	1	0	0	1
	3.补正后仍不明确	1	0	0	1
总计		31	237	3	271
"""
COUNTED = """“三公”经费统计数
项目	预算数
支出（万元）	1	14.92
1.因公出国（境）费	2	0.00
2.公务用车购置及运行维护费	3	11.07
（1）公务用车购置费	4	0.00
（2）公务用车运行维护费	5	11.07
3.公务接待费	6	3.85
"""
FORMS = (SURVEY, TASKS, GRANTS, HOSPITALITY, APPLICATIONS, COUNTED)


def told(form: str) -> list[tuple[str, str]]:
    return [(one.code, one.excerpt) for one in check_report(read_text(form, "某局-2024.txt")).issues]


@pytest.mark.parametrize("form", FORMS)
def test_a_form_that_is_right_raises_nothing(form: str) -> None:
    assert told(form) == []


@pytest.mark.parametrize(
    ("form", "was", "now", "code", "place"),
    [
        (SURVEY, "3312.38", "3321.38", "ratio-wrong", "3321.38"),
        (TASKS, "98.00%", "96.00%", "ratio-wrong", "96.00%"),
        (
            GRANTS,
            "年初财政拨款结转和结余	4	62.80",
            "年初财政拨款结转和结余	4	68.20",
            "sum-wrong",
            "68.20",
        ),
        (HOSPITALITY, "0.00	11.07	0.00", "0.00	11.70	0.00", "sum-wrong", "11.70"),
        (APPLICATIONS, "	8	113", "	9	113", "sum-wrong", "9"),
    ],
)
def test_a_slip_is_told_where_it_stands(form: str, was: str, now: str, code: str, place: str) -> None:
    assert told(form.replace(was, now, 1)) == [(code, place)]


def test_a_slip_is_told_by_the_names_of_its_row_and_column() -> None:
    def said(form: str, was: str, now: str) -> list[str]:
        return [one.message for one in check_report(read_text(form.replace(was, now), "a.txt")).issues]

    assert said(TASKS, "825.60", "852.60") == [
        "表中合计不符：各项之和为 2772.50，合计为 2745.50（第7行“金额合计”、“全年执行数（万元）·总额”列）；"
        "疑误的是 852.60（第3行“就业服务”、“全年执行数（万元）·总额”列）"
    ]
    assert said(TASKS, "98.00%", "96.00%") == [
        "计算不符：294.00÷300.00 = 98.00%，文中为 96.00%（第5行“劳动监察”、“执行率”列）"
    ]
    prose = "本年支出合计3797.40万元。\n"
    assert said(prose + GRANTS, "", "") == [
        "与表中所列不一：文中为 3797.40万元，表中为 3779.40（财政拨款收入支出决算总表第5行“本年支出合计”、“支出·金额”列）"
    ]


ASSESSED = """绩效自评表
项目资金（万元）		年初预算数	全年预算数	全年执行数	分值	执行率	得分
年度资金总额	156.00	168.00	158.76	10	94.50%	9.45
年度目标	预期目标	实际完成情况
全年开馆不少于330天。	全年开馆336天。
绩效指标	一级指标	二级指标	三级指标	年度指标值	实际完成值	分值	得分	偏差原因
产出指标（50分）	数量指标	开馆天数	≥330天	336天	20	20	
讲座场次	24	22	20	18.33	两场因故取消
质量指标	上架准确率	≥98%	98.5%	10	10	
效益指标（30分）	社会效益指标	新增读者	≥6000人	7218人	15	15	
可持续影响指标	阅读氛围	逐步提升	达成预期指标	15	15	
满意度指标（10分）	满意度指标	读者满意度	≥92%	96.3%	10	10	
总分	100	97.78	
"""


def test_rows_copied_from_a_page_without_what_merged_cells_cover_stand_under_their_heads() -> None:
    report = read_text(ASSESSED, "某馆-2024.txt")
    (table,) = report.tables
    assert {(row[6], row[7]) for row in table.cells[-8:]} == {
        *(("分值", "得分"), ("20", "20"), ("20", "18.33"), ("10", "10"), ("15", "15"), ("100", "97.78"))
    }
    assert told(ASSESSED) == []
    assert told(ASSESSED.replace("18.33	", "20	")) == [("score-sum", "20")]
    assert told(ASSESSED.replace("两场因故取消", "")) == [("missing-reason", "18.33")]


@pytest.mark.parametrize("parted", ["\n", " "])
def test_indicators_of_which_a_text_holds_a_cell_a_line_or_lost_the_empty_ones_are_read(parted: str) -> None:
    rows = [parted.join(row.split()) for row in ASSESSED.splitlines()]
    rows[1] = rows[1].replace("（万元）", "").replace("项目资金" + parted, "项目资金\n")
    form = "\n".join(rows) + "\n"
    assert told(form) == []
    assert told(form.replace("18.33", "20")) == [("score-sum", "20")]
    assert told(form.replace("97.78", "97.87")) == [("score-sum", "97.87")]
    assert told(form.replace(parted + "两场因故取消", "")) == [("missing-reason", "18.33")]


COSTS = """“三公”经费、会议费、培训费支出情况表
单位：万元
项目	2024年预算数	2024年决算数
合计	52.00	44.18
一、“三公”经费小计	33.50	28.46
（一）因公出国（境）费用	0.00	0.00
（二）公务用车购置及运行维护费	23.00	20.33
（三）公务接待费	10.50	8.13
二、会议费	7.50	5.92
三、培训费	11.00	9.80
"""


def test_a_total_over_public_expenses_meetings_and_training_is_not_of_the_first_alone() -> None:
    assert told(COSTS) == []
    assert told(COSTS.replace("8.13", "8.31")) == [("sum-wrong", "8.31")]


def test_the_whole_mark_is_asked_about_where_the_goal_was_missed_and_others_are_scored_to_a_tenth() -> None:
    missed = ASSESSED.replace("≥98%	98.5%", "≥98%	94.5%")
    assert [(one.severity, one.excerpt) for one in check_report(read_text(missed, "a.txt")).issues] == [
        ("warning", "10")
    ]
    whole = missed.replace("18.33", "18").replace("97.78", "97.45")
    assert told(whole) == []


def test_an_indicator_cut_by_a_page_end_closes_the_group_above_it() -> None:
    cut = ASSESSED.replace("产出指标（50分）", "绩效指标	产出指标（50分）").replace(
        "绩效指标	一级", "类	一级"
    )
    cut = cut.replace("满意度指标（10分）	满", "	满意度指标（10	满").replace(
        "可持续", "		可持续"
    )
    assert told(cut) == []


DISCLOSURE = """办理结果	具体情形	自然人	企业	总计
（二）部分公开		3	1	4
（三）不予公开	1.国家秘密	2	0	2
（四）无法提供	1.不掌握	8	3	11
（七）总计		30	8	38
"""


def test_results_that_a_page_end_parted_from_their_first_are_not_added_up() -> None:
    assert told(DISCLOSURE) == []
    whole = DISCLOSURE.replace("（二）", "（一）予以公开		17	4	21\n（二）")
    assert told(whole) == []
    assert told(whole.replace("8	3	11", "9	3	12")) != []
