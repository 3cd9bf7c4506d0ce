"""A number that nothing is told of is read once more without the slip that may be in it; what comes out then is asked about."""

from __future__ import annotations

import pytest

from drafter.checks import check_report
from drafter.numbers.quantity import find_mentions
from drafter.relations.scene import Scene
from tests.build import report_of, seen_at_its_mark

SLIPS = (
    # a digit of a rate, of a part of a total, of a total
    "全系统固定资产原值8653.2万元，净值5078.4万元，成新率（净值与原值之比）为【56.7】%。",
    "馆藏总量245310卷，其中已扫描【186420】卷，当年新增扫描27350卷，上年末累计169070卷。",
    "校舍维修项目结算价1384.20万元，已支付1216.50万元，留存质保金及未付款【157.70】万元。",
    # two that are swapped
    "规模养殖场出栏【23.42】万头，全年出栏61.4万头，规模化率52.8%。",
    # an amount of another unit
    "每亩单价860元，共栽植1.24万亩，栽植支出【1066.4亿元】。",
)


@pytest.mark.parametrize("marked", SLIPS)
def test_a_slip_in_words_no_rule_knows_is_asked_about(marked: str):
    found = seen_at_its_mark(marked)
    assert [seen for _, seen in found] == [True]
    assert [
        one.severity for one in check_report(report_of(marked.replace("【", "").replace("】", ""))).issues
    ] == ["warning"]


RIGHT = (
    # nothing has slipped, though a slip would make something come out
    "不批捕206人，不捕率32.54%；不起诉312人，不诉率为25.37%。",
    "收入完成63.85亿元，为预算的81.9%，短收14.15亿元，其中土地出让收入58.26亿元，同比下降18.7%。",
    "业务收入14249.37万元。工资支出3103.04万元，材料支出11141.01万元，其他支出0.32万元。",
    "共有机构101.4万个，其中医院3.4万个，在医院中有公立医院1.2万个，民营医院2.2万个；基层机构96.0万个；专业机构1.7万个。",
    "经营收入3.86亿元，为预算的120.6%；支出1.94亿元，调入一般公共预算1.75亿元。",
    "个人贷款逾期额526.84万元，逾期率0.322‰。风险准备金余额16342.00万元。",
    "利润收入5840万元、股利股息1260万元、产权转让900万元，三项收入合在一起8000万元。",
    "新建普通高中17所，设立综合高中81所，公办专门学校达到16所。",
    "形成调研报告37份，其中报送21份，获批示13份次。",
)


@pytest.mark.parametrize("text", RIGHT)
def test_what_comes_out_but_for_a_slip_by_accident_is_left_alone(text: str):
    assert [one for one in check_report(report_of(text)).issues if one.severity != "note"] == []


def test_a_scene_with_another_number_leaves_the_printed_one_as_it_is():
    text = "预算20.00万元，执行19.00万元。"
    mentions = find_mentions(text, year=2024)
    scene = Scene(text, mentions)
    scope = scene.paragraphs[0]
    view = scene.with_numbers({scope[1]: mentions[scope[0]]}, scope)
    assert view.mentions[scope[1]].token == "20.00"
    assert scene.mentions[scope[1]].token == "19.00"
    assert view.words_before(scope[1]) == scene.words_before(scope[1])
