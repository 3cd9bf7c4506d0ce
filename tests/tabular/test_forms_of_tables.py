"""Forms of more than one kind of cell: assets that come and go, pairs of label and value, heads whose merged cells were lost."""

from __future__ import annotations

import pytest

from drafter.checks import check_report
from drafter.reading import read_text
from drafter.tables import column_heads

MOVED = """单位：万元
资产类别	年初余额	本年增加	本年减少	年末余额
房屋及构筑物	812.40	96.15	20.30	888.25
通用设备	133.27	18.92	7.46	144.73
图书、档案	25.61	3.04	0.00	28.65
合计	971.28	118.11	27.76	1061.63
"""
DEBT = """单位：万元
债务类别	2023年末债务余额	2024年债务变动		2024年末债务余额
		本年举借	本年偿还本金	
一般债务	15208.36	1260.50	384.27	16084.59
专项债务	26471.90	3415.25	602.18	29284.97
合计	41680.26	4675.75	986.45	45369.56
"""
PAIRS = """单位：万元
项目名称		河道清淤项目			
项目资金		实施期资金总额：	2165.79	年度资金总额：	1245.70
		其中：财政拨款	1330.59	其中：财政拨款	549.69
		其他资金	835.20	其他资金	696.01
"""
HALVES = """单位：万元
资产	年初数	期末数	负债和净资产	年初数	期末数
货币资金	512.38	640.27	应付账款	96.45	88.13
固定资产净值	1430.16	1395.82	累计盈余	1846.09	1947.96
资产总计	1942.54	2036.09	负债和净资产总计	1942.54	2036.09
"""


def found(text: str) -> list[tuple[str, str]]:
    issues = check_report(read_text(text, "某局-2024.txt")).issues
    return [(one.excerpt, one.expected) for one in issues if one.severity != "note"]


@pytest.mark.parametrize(
    ("text", "slip", "said"),
    [
        (MOVED, ("96.15", "98.15"), ("98.15", "96.15")),
        (MOVED, ("144.73", "1447300.00"), ("1447300.00", "144.73")),
        (DEBT, ("384.27", "374.27"), ("374.27", "384.27")),
        (PAIRS, ("549.69", "594.69"), ("594.69", "549.69")),
        (PAIRS, ("835.20", "8352000.00"), ("8352000.00", "835.20")),
        (HALVES, ("2036.09\n", "2046.09\n"), ("2046.09", "2036.09")),
    ],
)
def test_what_a_form_adds_up_is_added_up(text: str, slip: tuple[str, str], said: tuple[str, str]) -> None:
    assert found(text) == []
    assert found(text.replace(*slip)) == [said]


LOST = """单位名称	合计	因公出国（境）费	公务用车购置及运行费	公务接待费
小计	购置费	运行费
合计	20.31	0.00	18.16	9.00	9.16	2.15
局机关	5.58	0.00	5.29	0.00	5.29	0.29
监测中心	14.73	0.00	12.87	9.00	3.87	1.86
"""


def test_heads_whose_merged_cells_were_lost_stand_over_what_shares_their_words() -> None:
    rows = [line.split("\t") for line in LOST.splitlines()]
    cars = "公务用车购置及运行费"
    assert column_heads(rows) == (
        ("单位名称",),
        ("合计",),
        ("因公出国（境）费",),
        (cars, "小计"),
        (cars, "购置费"),
        (cars, "运行费"),
        ("公务接待费",),
    )
    assert found("单位：万元\n" + LOST) == []
    assert found("单位：万元\n" + LOST.replace("3.87", "3.57")) == [("3.57", "3.87")]


def test_heads_over_groups_that_are_all_alike_are_as_wide_as_these() -> None:
    rows = [
        line.split("\t")
        for line in ("预算数\t决算数", "小计\t购置\t运行\t小计\t购置\t运行", "9.1\t4.0\t5.1\t8.8\t3.9\t4.9")
    ]
    assert column_heads(rows)[3:5] == (("决算数", "小计"), ("决算数", "购置"))


def test_where_nothing_tells_what_a_head_stands_over_no_column_has_one() -> None:
    rows = [["甲", "乙", "丙"], ["小计", "其余"], ["1.5", "2.5", "3.5", "4.5"]]
    assert column_heads(rows) == ((), (), (), ())


SCORED = """部门支出绩效自评报告
2024年某局年初预算数2894.44万元，全年预算数2907.66万元，全年执行数2877.74万元。
经自评得94.04分。产出指标满分60分，得分57.74分；效益指标满分30分，得分26.4分。
巡查河道次数：年度指标值≥36次，实际完成38次，分值20分，得分20分。
印制宣传资料实际完成2458份，分值20分，得分17.74分。
附表
三级指标	年初预算数（万元）	全年预算数（万元）	全年执行数（万元）	分值	执行率	得分
年度资金总额	2894.44	2907.66	2877.74	10	98.97%	9.9
其中：基本支出	334.92	334.92	305.00	-	91.07%	-
项目支出	2559.52	2572.74	2572.74	-	100.00%	-
一级指标	二级指标	三级指标	年度指标值	实际完成值	分值	得分	偏差原因
产出指标	数量指标	巡查河道次数	≥36次	38次	20	20	
		印制宣传资料	≥2771份	2458份	20	17.74	纸张紧缺
	质量指标	水质达标率	≥90%	96%	20	20	
效益指标	社会效益指标	人居环境	有所改善	基本达成	30	26.4	反馈不全
总分					100	94.04	
"""


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        (("数2894.44", "数2394.44"), [("2394.44万元", "2894.44")]),
        (("≥36次，", "≥35次，"), [("35次", "36")]),
        (("完成2458份", "完成2453份"), [("2453份", "2458")]),
        (("得分57.74分；", "得分51.74分；"), [("51.74分", "57.74")]),
        (("38次\t20\t20", "38次\t20\t10"), [("10", "20")]),
    ],
)
def test_what_the_prose_tells_of_indicators_is_in_their_rows(
    slip: tuple[str, str], said: list[tuple[str, str]]
) -> None:
    assert found(SCORED) == []
    assert slip[0] in SCORED
    assert set(said) <= set(found(SCORED.replace(*slip)))


IN_ROWS = """单位：万元
项目名称	档案保护专项			主管部门	某局		
预算数	896.54		执行数		880.12	执行率	98.17%
项目资金总额（万元）	505.42	其中：财政拨款	69.32			其他资金	436.10
"""
CARRIED = """单位：万元
收入		支出	
项目	金额	项目	金额
本年收入合计	1352.46	本年支出合计	1360.94
年初财政拨款结转和结余	143.73	年末财政拨款结转和结余	135.25
一般公共预算财政拨款	124.38		
政府性基金预算财政拨款	19.35		
总计	1496.19	总计	1496.19
"""


@pytest.mark.parametrize(
    ("text", "slip", "said"),
    [
        (IN_ROWS, ("98.17%", "93.17%"), ("93.17%", "98.17")),
        (IN_ROWS, ("505.42", "5054200.00"), ("5054200.00", "505.42")),
        (CARRIED, ("124.38", "1243800.00"), ("1243800.00", "124.38")),
    ],
)
def test_labels_and_values_in_one_row_are_read_as_pairs(
    text: str, slip: tuple[str, str], said: tuple[str, str]
) -> None:
    assert found(text) == []
    assert found(text.replace(*slip)) == [said]
