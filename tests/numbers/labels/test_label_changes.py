"""Labels: changes of a pace, what pulled another amount, what was so at the same time of last year."""

from __future__ import annotations

import pytest

from tests.build import names_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "税收收入9亿元，同比增长6%，增速比一季度提高1.2个百分点，比上年同期加快0.8个百分点。",
            ["税收收入", "税收收入增长率", "税收收入增速增减额", "税收收入增速增减额"],
        ),
        ("工业投资增长7%，比上年全年加快2个百分点。", ["工业投资增长率", "工业投资增速增减额"]),
        ("结案率93%，比上年提高2个百分点。", ["结案率", "结案率增减额"]),
        ("总产值增长5%，比1—6月回落0.4个百分点。", ["总产值增长率", "总产值增速增减额"]),
        ("总量比同期增加7亿元，比同期增速高0.8个百分点。", ["总量增减额", "总量增速增减额"]),
    ],
)
def test_a_change_in_points_of_what_grew_is_one_of_its_pace(text: str, expected: list[str]) -> None:
    assert names_in(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "建筑业增加值增长4%，增速与一季度持平，拉动生产总值增长0.1个百分点。",
            ["建筑业增加值增长率", "建筑业增加值拉动生产总值增减额"],
        ),
        ("民间投资拉动全市投资增长3个百分点。", ["民间投资拉动全市投资增减额"]),
        (
            "县属企业比重比同期提高8个百分点，拉动全县经济增长2个百分点。",
            ["县属企业比重增减额", "县属企业拉动全县经济增减额"],
        ),
    ],
)
def test_what_pulled_another_amount_is_named_before_it(text: str, expected: list[str]) -> None:
    assert names_in(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "工业投资完成90亿元，同比下降11%（同期为下降9%、一季度为增长3%）。",
            ["工业投资完成", "工业投资完成增长率", "工业投资完成同期增长率", "一季度工业投资完成增长率"],
        ),
        (
            "民营经济占全县经济比重为24%，比同期比重提高8个百分点。",
            ["民营经济占全县经济比重", "民营经济占全县经济比重增减额"],
        ),
        ("审结涉农案件90件，较“十三五”增长66%。", ["审结涉农案件", "审结涉农案件增长率"]),
        (
            "价格上涨1%；扣除食品和能源的核心价格上涨2%。",
            ["价格增长率", "扣除食品和能源的核心价格增长率"],
        ),
        ("总产量十年增长1.3倍。", ["总产量十年增长率"]),
        ("公共收入累计完成7亿元，5年增长18%。", ["公共收入累计完成", "公共收入累计完成增长率"]),
        ("粮食生产自2010年以来连续5年突破百亿斤。", ["粮食生产连续突破百亿斤", None]),
    ],
)
def test_what_something_is_compared_with_is_no_name_of_it(text: str, expected: list[str | None]) -> None:
    for told, wanted in zip(names_in(text), expected, strict=True):
        assert wanted is None or told == wanted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "审结甲类纠纷、乙类纠纷案件分别为17件、9件，年均分别增长0.7%、5.1%。",
            [None, None, "审结甲类纠纷案件年均增长率", "乙类纠纷案件年均增长率"],
        ),
        (
            "山区、库区收入增速分别高于平原地区0.2、0.1个百分点。",
            ["山区收入增速高于平原地区", "库区收入增速高于平原地区"],
        ),
        (
            "调减玉米面积77亩，增加水稻面积26亩、蔬菜16亩、药材12亩。",
            ["调减玉米面积", "增加水稻面积", "增加·蔬菜", "增加·药材"],
        ),
    ],
)
def test_what_is_told_of_a_row_is_told_of_each(text: str, expected: list[str | None]) -> None:
    for told, wanted in zip(names_in(text), expected, strict=True):
        assert wanted is None or told == wanted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "改造管网186公里，惠及居民5万户，漏损率9%。",
            ["改造管网", None, "改造管网漏损率"],
        ),
        (
            "签约项目38个，总投资26亿元，开工27个，开工率71.1%。",
            ["签约项目", None, None, "签约项目开工率"],
        ),
        ("县法院收案291件，结案319件。", ["县法院收案", "县法院结案"]),
        (
            "对刑事裁判提出抗诉57件，法院审结47件。对违法情形提出纠正意见11件，法院采纳率96.6%。",
            [
                "对刑事裁判提出抗诉",
                "对刑事裁判提出抗诉·法院审结",
                None,
                "对违法情形提出纠正意见·法院采纳率",
            ],
        ),
        ("依法惩治新型腐败和隐性腐败，起诉32人。", ["依法惩治新型腐败和隐性腐败·起诉"]),
        ("84.8%的犯罪嫌疑人在检察环节认罪认罚。", ["犯罪嫌疑人在检察环节认罪认罚"]),
        ("13个实现收入的税种中，有6个增收。", ["实现收入的税种", None]),
        ("财政拨款230万元，上年结转55万元。", ["财政拨款", "上年结转"]),
    ],
)
def test_what_was_done_is_told_with_what_it_was_done_to(text: str, expected: list[str | None]) -> None:
    for told, wanted in zip(names_in(text), expected, strict=True):
        assert wanted is None or told == wanted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "玉米产量75万吨，增产1.2%；大豆产量9万吨，减产0.1%。",
            [None, "玉米产量增长率", None, "大豆产量增长率"],
        ),
        ("进出口值328亿元，同增17.1%，占全国的13.3%。", ["进出口值", "进出口值增长率", "进出口值占全国"]),
        (
            "工业投资增长22%，比同期服务业投资增速高9个百分点。",
            ["工业投资增长率", "工业投资比同期服务业投资增速高"],
        ),
        ("收入9亿元，再创历史新高，比上年增长8%。", ["收入", "收入增长率"]),
        ("总产值达14.9亿元，首次突破14亿元大关，增加2亿元。", ["总产值", "总产值", "总产值增减额"]),
        ("外资801亿元人民币，同比下降9%。", ["外资", "外资增长率"]),
        ("物流需求增速环比9月回升0.5个百分点。", ["物流需求增速增减额"]),
        (
            "收入90亿元，增长5%，比去年同期和去年全年均提高0.3个百分点。",
            ["收入", "收入增长率", "收入增速增减额"],
        ),
    ],
)
def test_more_words_of_change_and_of_comparison(text: str, expected: list[str | None]) -> None:
    for told, wanted in zip(names_in(text), expected, strict=True):
        assert wanted is None or told == wanted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Two flows of one fund or budget, the second of which leaves out whose it is.
        (
            "全县医保基金总收入9亿元，基金总支出8亿元。",
            ["医保基金总收入", "医保基金总支出"],
        ),
        (
            "县级政府性基金预算收入9亿元。调入资金2亿元，收入总量11亿元。",
            ["县级政府性基金预算收入", "调入资金", "县级政府性基金预算收入总量"],
        ),
        ("增加60亿元债务限额。", ["增加债务限额"]),
        (
            "监测河段90个，水质好的河段占9.3%，较好的占65.1%。",
            [None, "水质好的河段占比", "水质较好的河段占比"],
        ),
        (
            "发行债券79亿元。其中，发行一般债券23亿元，发行专项债券56亿元；按用途划分，发行新增债券53亿元。",
            [None, None, None, "发行债券·发行新增债券"],
        ),
        (
            "首次发行股票90只，筹资12亿元。",
            ["首次发行股票", "首次发行股票·筹资"],
        ),
        (
            "目录条目1235条，比上年增加127条、修改88条。",
            ["目录条目", "目录条目增减额", "目录条目修改"],
        ),
        ("围绕增长、结构、效率提出3项指标。", ["围绕增长、结构、效率提出指标"]),
        ("出口增长较快的是机电、服装和钢材，分别增长9%、8%、7%。", [None, None, None]),
        (
            "猪肉、鲜菜价格分别下降4%和5%。",
            ["猪肉价格增长率", "鲜菜价格增长率"],
        ),
    ],
)
def test_whose_a_figure_is_comes_from_what_was_told_before(text: str, expected: list[str | None]) -> None:
    for told, wanted in zip(names_in(text), expected, strict=True):
        assert wanted is None or told == wanted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "共有干警584人。法官403人，占69%；其他人员181人。35岁以下的143人，占24%；36—45岁的182人。",
            [None] * 5 + ["干警·35岁以下", "干警·35岁以下占比", None, None, "干警·36—45岁"],
        ),
        ("公务员89人，工人4人，共计93人。", ["公务员", "工人", "公务员等合计"]),
        (
            "甲镇、乙镇和丙镇位列前三，采购规模分别达到4亿元、3亿元和2亿元。",
            ["甲镇采购规模", "乙镇采购规模", "丙镇采购规模"],
        ),
        ("总产值达到526亿元，跃居全省第5位，年均增长4.4%。", ["总产值", "总产值年均增长率"]),
        (
            "女性党员10万名，约占党员总数的24%，比上年提高1个百分点。",
            ["女性党员", "女性党员占党员总数", None],
        ),
        (
            "发生事故58起、死亡59人，同比减少13起、15人，分别下降19.9%、20.6%。",
            [None, None, None, None, "发生事故增长率", "事故·死亡增长率"],
        ),
        ("扑救21个区县的33起火灾。", ["扑救区县", None]),
        ("开展“三项行动”，帮助3.67万家企业消除隐患9.62万项。", ["三项行动帮助", None]),
        ("下辖社区1个，1438户5696人。", ["下辖社区", "总户数", "总人口"]),
        ("存款余额七十一点六亿元，增长百分之四十一。", ["存款余额", "存款余额增长率"]),
    ],
)
def test_who_is_counted_is_of_all_that_were_counted(text: str, expected: list[str | None]) -> None:
    for told, wanted in zip(names_in(text), expected, strict=True):
        assert wanted is None or told == wanted
