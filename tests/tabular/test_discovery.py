"""What the numbers of a table say of each other though no head does, and which one is wrong when sums and rates both break."""

from __future__ import annotations

import pytest

from drafter.checks import check_report
from drafter.reading import read_text


def issues(table: str) -> list[tuple[str, str]]:
    found = check_report(read_text(table, "某县-2024.txt")).issues
    return [(one.excerpt, one.expected) for one in found if one.severity != "note"]


YIELDS = """2024年粮食生产情况
作物	播种面积（万亩）	亩产（公斤/亩）	总产（万吨）
粮食合计	65.08	408.9	26.61
早稻	12.46	398.5	4.97
中稻	24.07	452.3	10.89
玉米	18.35	389.1	7.14
小麦	10.20	353.9	3.61
"""
GRANTED = """2024年耕地地力保护补贴发放情况
乡镇	户数	面积（亩）	金额（元）	乡镇	户数	面积（亩）	金额（元）
双桥镇	1282	965.88	101417.40	龙潭镇	1220	5496.79	577162.95
沙溪镇	1525	8827.07	926842.35	大湾镇	1522	2536.73	266356.65
石鼓乡	1854	1661.66	174474.30	合计	7403	19488.13	2046253.65
"""
MONTHS = """2024年收支分月情况
单位：万元
月份	收入		支出	
	数额	至今	数额	至今
1月	1574	1574	1510	1510
2月	1553	3127	4901	6411
3月	6670	9797	2954	9365
4月	5611	15408	1583	10948
5月	8964	24372	946	11894
6月	2218	26590	6439	18333
"""
MARKS = """2024年度项目评价得分
指标名称	分值	得分	得分率
一、决策	20	19.1	95.50%
1.项目立项	8	7.8	97.50%
2.绩效目标	12	11.3	94.17%
二、过程	30	27.4	91.33%
1.资金管理	12	9.9	82.50%
2.组织实施	18	17.5	97.22%
三、效益	50	47.5	95.00%
1.项目效益	40	38.0	95.00%
2.满意度	10	9.5	95.00%
总分	100	94.0	94.00%
"""
MEANS = """农业农村投入情况
单位：万元
资金来源	2021年	2022年	2023年	2024年	四年累计	年均
中央资金	1204.36	1268.90	1421.55	1360.03	5254.84	1313.71
省级资金	486.20	521.02	498.77	610.35	2116.34	529.09
县级配套	315.75	298.40	302.16	344.93	1261.24	315.31
"""
LOTS = """土地出让情况
宗地编号	用途	面积（亩）	起始价（万元）	成交价（万元）
2024-38号	住宅	108.72	23352	23352
2024-29号	住宅	29.62	16115	19049
2024-39号	工业	98.16	17442	17442
合计	—	236.50	56909	59843
"""


CARS = """2024年车辆运行情况
车辆	里程（公里）	燃油费（元）	维修费（元）	费用合计（元）	每公里燃油费（元）
一号车	16063	11771.45	807.78	12579.23	0.73
二号车	28598	18901.10	1694.71	20595.81	0.66
三号车	16165	13074.24	7925.01	20999.25	0.81
四号车	30360	14537.42	1831.31	16368.73	0.48
合计	91186	58284.21	12258.81	70543.02	0.64
"""
VISITORS = """2024年开放情况
月份	本地（人次）	外地（人次）	合计（人次）	收入（万元）	本年累计收入（万元）
1月	3863	4793	8656	17.23	17.23
2月	4435	5501	9936	23.94	41.17
3月	4160	6625	10785	19.84	61.01
4月	2538	5780	8318	32.44	93.45
5月	5271	8046	13317	22.05	115.50
合计	20267	30745	51012	115.50	—
月均	4053	6149	10202	23.10	—
"""
APPLICANTS = """2024年招聘情况
类别	计划（人）	报名（人）	报录比
教育	17	482	28.4
卫生	33	511	15.5
农技	8	469	58.6
综合	60	531	8.9
总计	118	1993	16.9
"""


@pytest.mark.parametrize("table", [YIELDS, GRANTED, MONTHS, MARKS, MEANS, LOTS, CARS, VISITORS, APPLICANTS])
def test_a_right_table_raises_nothing(table: str) -> None:
    assert issues(table) == []


@pytest.mark.parametrize(
    ("table", "right", "wrong"),
    [
        (YIELDS, "452.3", "425.3"),  # a quotient of two columns in other units, which nobody adds up
        (YIELDS, "7.14", "7.41"),
        (GRANTED, "5496.79", "5469.79"),  # a list that goes on at its right, 105元 a 亩
        (GRANTED, "1854", "1584"),
        (GRANTED, "926842.35", "962842.35"),
        (MONTHS, "5611", "5161"),  # running totals that no head calls so
        (MONTHS, "18333", "13833"),
        (MARKS, "30	27.4", "300	27.4"),  # what breaks a sum and a rate
        (MARKS, "11.3", "13.1"),
        (MEANS, "529.09", "592.09"),
        (MEANS, "2116.34", "2161.34"),
        (LOTS, "23352\n2024-29", "32352\n2024-29"),  # a dash behind 合计 is no name
        (CARS, "0.81", "0.18"),
        (VISITORS, "61.01", "610.1"),
        (VISITORS, "23.10", "32.10"),
        (APPLICANTS, "28.4", "98.4"),  # beside 8.9, which 8.85 makes
    ],
)
def test_one_slip_is_seen_at_its_place(table: str, right: str, wrong: str) -> None:
    slipped = table.replace(right, wrong, 1)
    number = wrong.split()[0]
    assert any(number in excerpt for excerpt, _ in issues(slipped)), issues(slipped)


def test_what_breaks_a_sum_and_a_rate_is_said_once() -> None:
    assert issues(MARKS.replace("一、决策	20", "一、决策	29")) == [("29", "20")]


def test_rates_worked_out_of_what_is_printed_leave_no_last_place_open() -> None:
    rows = (
        "甲险种	8.36	8.5	98.35",
        "乙险种	45.87	42.7	107.42",
        "丙险种	9.37	9.2	101.85",
        "丁险种	20.39	19.2	106.20",
    )
    head = "参保情况\n险种	参保人数（万人）	目标任务（万人）	目标完成率（%）"
    table = "\n".join((head, *rows, ""))
    assert issues(table) == []
    assert [expected for _, expected in issues(table.replace("98.35", "98.75"))] == ["98.35"]
    assert issues(table.replace("107.42", "107.50").replace("98.35", "98.75")) == []  # these were not


YEARS = """近四年财政收入情况
指标	计量单位	2021年	2022年	2023年	2024年
一般公共预算收入	亿元	271.85	289.04	306.74	323.72
比上年增长	%	—	6.32	6.12	5.54
税收收入	亿元	196.18	205.45	210.75	222.40
增值税	亿元	127.31	133.03	141.79	147.88
企业所得税	亿元	68.87	72.42	68.96	74.52
非税收入	亿元	75.67	83.59	95.99	101.32
"""
POINTS = """考核评分汇总表
名次	县区	组织领导（30分）	重点任务（40分）	群众评价（30分）	加分	扣分	综合得分
1	甲县	28.16	37.61	27.58	0.50	0.30	93.55
2	乙县	27.95	36.94	26.76	0	1.00	90.65
3	丙县	26.44	35.63	26.08	2	0	90.15
4	丁县	25.75	35.28	25.60	1.20	0.30	87.53
5	戊县	25.10	34.66	25.12	0.50	0.60	84.78
"""
QUARTERS = """用电情况
单位：亿千瓦时
时间	全社会用电量	工业	其他	年内累计
一季度	100.39	48.49	51.90	100.39
二季度	73.44	34.19	39.25	173.83
三季度	82.76	42.61	40.15	256.59
四季度	88.87	53.32	35.55	345.46
全年	345.46	178.61	166.85	345.46
"""


@pytest.mark.parametrize(
    ("table", "right", "wrong"),
    [
        (YEARS, "72.42", "74.22"),  # lines that no name makes parts of the one above
        (YEARS, "95.99", "59.99"),
        (POINTS, "36.94", "39.64"),  # 扣分 goes off
        (POINTS, "84.78", "87.48"),
        (QUARTERS, "256.59", "265.59"),  # nobody adds up what runs on
        (QUARTERS, "82.76", "28.76"),
    ],
)
def test_lines_add_up_as_columns_do_and_some_go_off(table: str, right: str, wrong: str) -> None:
    assert issues(table) == []
    slipped = issues(table.replace(right, wrong, 1))
    assert any(wrong in excerpt for excerpt, _ in slipped), slipped
