"""Ties of self-evaluations in the words that clerks choose: what is told again, over years, after the parts, or written out."""

from __future__ import annotations

import pytest
from build import report_of, seen_at_its_mark, ties

from drafter.checks import check_report

SCENES = {
    "a calculation of a change is written out with its bracket": (
        "“三公”经费变动率=（27.6-24）÷24=15%。",
        ["15 = (27.6-24)/24"],
    ),
    "the rate of a share has many names": (
        "年末实有在职人员122人，占编制部门核定编制数127人的比率为96.06%。",
        ["96.06 = 122/127"],
    ),
    "what was done of one kind is the sum of all that was called so": (
        "东坡村巷道硬化720平方米；西坡村巷道硬化860平方米；南坡村巷道硬化455平方米。东坡村护坡砌筑360立方米。"
        "已完成巷道硬化2035平方米。",
        ["2035 = 720+860+455"],
    ),
    "two kinds told together are what bears their name": (
        "在管高血压患者5120人，规范管理4286人，规范管理率83.7%；在管糖尿病患者1730人，规范管理1402人，规范管理率81.0%。"
        "两类慢病患者合计6850人，规范管理合计5688人。",
        ["83.7 = 4286/5120", "81.0 = 1402/1730", "6850 = 5120+1730", "5688 = 4286+1402"],
    ),
    "a budget need not be called 年初 to be changed": (
        "2024年部门预算2864.50万元，年度执行中追加312.80万元、收回46.30万元，调整后预算3131.00万元。",
        ["3131.00 = 2864.50+312.80-46.30"],
    ),
    "the whole of a share may stand before a noun, and be none of what adds up": (
        "按期完工项目23个，占全部25个项目的92%，逾期的2个项目分别延后12天和20天。",
        ["92 = 23/25"],
    ),
    "what a bracket tells of each item is none of the total behind them": (
        "一批项目批复投资3274.3万元（其中建筑工程3192万元），二批项目批复投资2068.51万元（其中建筑工程1974.775万元），"
        "合计批复投资5342.81万元（其中建筑工程5166.775万元）。",
        ["5342.81 = 3274.3+2068.51", "5166.775 = 3192+1974.775"],
    ),
    "what was not paid may stand before the rate": (
        "全年资金支付18501.10万元，未支703.00万元，支付率96.34%。",
        ["96.34 = 18501.10/(18501.10+703.00)"],
    ),
    "what passes and is in time is no money": (
        "项目全年预算860万元，执行数860万元，执行率100%。\n1.质量指标：项目验收合格率为100%。\n2.时效指标：项目竣工及时率为100%。",
        ["100 = 860/860"],
    ),
    "what was taken back is taken from what was given": (
        "下达我县补助资金117万元，其中低保资金104万元，孤儿保障资金13万元，调减42万元，全年实际下达75万元。",
        ["117 = 104+13", "75 = 117-42"],
    ),
}

# What one slip broke, the slip in 【】, and what is said of it.
SLIPS = {
    "the total told again behind its parts is none of them": (
        "项目总投资72.6万元，其中省级资金【38.3】万元，县级配套资金36.3万元，共下达资金72.6万元。",
        "sum-wrong",
    ),
    "each of two years has as many parts": (
        "补助资金共计1739200万元，其中2023年省级资金【258100】万元、中央资金498300万元，2024年省级资金316500万元、中央资金676300万元。",
        "sum-wrong",
    ),
    "a list that its words open stays one, though the next paragraph parts the total in another way": (
        "安排资金19204.10万元。其中，中央14059.11万元、市级1299.00万元、县级【2845.99】万元。\n全年支付18501.10万元，未支703.00万元，支付率96.34%。",
        "sum-wrong",
    ),
    "what is left stands before the rate": (
        "项目估算投资6740.00万元，下达项目资金共计3850.00万元，实际使用2117.50万元，资金结转【1723.50】万元，资金使用率55.00%。",
        "sum-wrong",
    ),
    "a rate of execution is of the one budget that the sentence before tells": (
        "项目预算总额5098.80万元，其中中央资金2798.80万元，省级资金2300.00万元。截至6月底，项目支出2205.74万元，预算执行率为【42.36】%。",
        "ratio-wrong",
    ),
    "all that 、 and 和 join right before 共 is there": (
        "年初预算186.00万元，购置三台设备，分别花费78.60万元、64.50万元和【31.28】万元，共支出174.30万元，预算执行率93.71%。",
        "sum-wrong",
    ),
    "来源为 opens a list": (
        "专项资金计划总规模2318万元，来源为：省级补助926万元，市级补助【462】万元，区级配套980万元。",
        "sum-wrong",
    ),
    "what is carried over follows a share of the budget as well": (
        "调整后预算3131.00万元，全年支出3068.74万元，完成调整后预算的98.01%，结转下年【62.46】万元。",
        "sum-wrong",
    ),
    "what was built beyond the plan is not what was done": (
        "改造工程计划38.5公里，完工41.2公里，超额2.7公里，完成计划的【107.7】%。",
        "ratio-wrong",
    ),
    "a share of what stands before a noun": (
        "沿线受益行政村152个，占全区169个行政村的【86.9】%，受益人口21.6万人。",
        "ratio-wrong",
    ),
    "the last of a list may be two, joined by 及": (
        "大队内设【6】个部门，分别是情报中队、秩序中队、事故中队、车辆管理所及指挥中心。",
        "enumeration-count",
    ),
}
CLEAN = {
    "what has been paid of it all is no part beside another": "统筹资金208.13万元，其中项目管理费2.07万元，目前已拨付206.36万元。",
    "an item that its own rate is told of leaves the next rate alone": (
        "分项目看：①物资购置支付21万元，资金执行率30.88%；②护林补助项目1605万元，资金执行率100%。"
    ),
    "其中 behind a ； goes into the whole list": (
        "农村公路共1286.4公里，按行政等级分，县道212.6公里、乡道384.2公里、村道689.6公里；其中沥青和水泥路面1208.9公里。"
    ),
    "及 joins two": "大队内设5个部门，分别是情报中队、秩序中队、事故中队、车辆管理所及指挥中心。",
    "和 may be within a name": "中心内设4个科室，分别是办公室、业务科、监督科、财务和资产管理科。",
}


@pytest.mark.parametrize("scene", SCENES)
def test_what_is_of_what(scene: str) -> None:
    text, expected = SCENES[scene]
    assert ties(text) == expected


@pytest.mark.parametrize("scene", SLIPS)
def test_a_slip_is_seen_where_it_stands(scene: str) -> None:
    marked, code = SLIPS[scene]
    assert seen_at_its_mark(marked) == [(code, True)]


@pytest.mark.parametrize("scene", CLEAN)
def test_nothing_is_said_of_what_is_right(scene: str) -> None:
    assert check_report(report_of(CLEAN[scene])).issues == ()
