"""Bulletins told anew: coarse amounts, spans of years, growth that turned, names and parts told in turn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drafter.backtest.filling import fill_from
from drafter.brief import Brief
from drafter.draft import Draft
from drafter.lastyear.figures import make_brief
from drafter.report import Report
from tests.build import draft_of, report_of

TITLE = "泽南市图书馆2022年借阅情况\n"


def last_year(text: str) -> tuple[Report, Brief]:
    report = report_of(TITLE + text)
    return report, make_brief(report, 2023)


def drafted(text: str, **values: str) -> str:
    return said(complete(text, **values))


def complete(text: str, **values: str) -> Draft:
    report, brief = last_year(text)
    rows = tuple(replace(row, value=values.get(row.id, row.value)) for row in brief.figures)
    return draft_of(report, replace(brief, figures=rows))


def said(draft: Draft) -> str:
    return draft.text.split("\n", 1)[1].strip()


def marks(draft: Draft) -> list[str]:
    return [mark.reason for section in draft.sections for mark in section.open]


def test_no_change_is_computed_of_an_amount_told_far_more_coarsely():
    _, brief = last_year(
        "馆藏3.95亿册，比2021年增加2350万册，增长6.32%。读者12.50万人，比上年增加0.50万人，增长4.17%。"
    )
    assert [(row.label, row.formula) for row in brief.figures if row.period == "本年"] == [
        ("馆藏", ""),
        ("馆藏增减额", ""),
        ("馆藏增长率", ""),
        ("读者", ""),
        ("读者增减额", "F4-F7"),
        ("读者增长率", "(F4-F7)/F7"),
    ]


def test_the_last_five_years_begin_a_year_later_with_a_number_of_their_own():
    text = "近五年，借阅量从2018年的65万册增至2022年的95万册。"
    _, brief = last_year(text)
    assert [row.value for row in brief.figures] == ["", ""]
    assert drafted(text, F1="70", F2="99") == "近五年，借阅量从2019年的70万册增至2023年的99万册。"


def test_a_span_of_untold_length_asks_where_it_begins():
    assert (
        drafted("借阅量由2016年的65万册增至2022年的95万册。", F2="99")
        == "借阅量由【待核：年份（上年2016年）】的65万册增至2023年的99万册。"
    )


def test_ages_say_who_is_counted_and_stay():
    _, brief = last_year("26至50岁读者3.40万人，51～60岁读者0.69万人。")
    assert [row.value for row in brief.figures] == ["26", "50", "", "51", "60", ""]


def test_growth_on_the_year_and_on_the_month_are_two_rows_also_where_they_were_equal():
    text = "1—8月，营业收入752万元，同比增长20.9%，增速同比提高0.2个百分点，比1—7月加快0.2个百分点。"
    _, brief = last_year(text)
    assert [row.label for row in brief.figures][2:] == ["营业收入增速增减额", "营业收入增速环比增减额"]
    assert drafted(text, F1="796", F2="13.6", F3="-7.3", F4="-1.3").endswith(
        "同比增长13.6%，增速同比下降7.3个百分点，比1—7月放缓1.3个百分点。"
    )


def test_a_change_told_of_a_growth_that_turned_is_asked_about():
    draft = complete("图书出口额同比增长9.3%，增速较上半年回落0.9个百分点。", F1="-8.1", F2="-0.3")
    assert said(draft) == "图书出口额同比下降8.1%，增速较上半年回落0.3个百分点【待核】。"
    assert marks(draft) == ["F1 升降与上年相反，其后增速或降幅的变化请核对"]


def test_a_share_told_behind_a_growth_that_turned_is_no_change_of_it():
    draft = complete("图书出口额同比增长9.3%，占比提高0.9个百分点。", F1="-8.1", F2="0.3")
    assert said(draft) == "图书出口额同比下降8.1%，占比提高0.3个百分点。"


def test_a_whole_of_which_a_part_was_not_arranged_is_not_the_sum_of_the_others():
    _, brief = last_year(
        "“三公”经费支出42.36万元。因公出国（境）费未安排支出。车辆运行维护费15.80万元；公务接待费26.56万元。"
    )
    assert next((row.label, row.formula) for row in brief.figures) == ("“三公”经费支出", "")


def test_numbers_told_in_turn_of_points_all_fall():
    draft = complete(
        "大、中型书店景气指数分别为49.8%和48.5%，比上月下降0.8和0.1个百分点。",
        F1="49.0",
        F2="48.9",
        F3="-0.9",
        F4="-0.1",
    )
    assert said(draft).endswith("比上月下降0.9和0.1个百分点【待核】。")


def test_of_a_pair_the_one_that_is_gone_is_not_named():
    text = "大、中型书店销售额分别为49.8万元和48.5万元。"
    assert drafted(text, F1="无", F2="48.9") == "中型书店销售额为48.9万元。"
    draft = complete(text, F1="49.9", F2="无")  # what they share is named with the last
    assert marks(draft) == ["“分别”所对应的各项有增减，请逐项核对"]


def test_the_time_goes_with_the_last_that_it_leads_to():
    assert (
        drafted(
            "读者12.5万人，同比增长3.2%。个人读者6.2万人，截至年末，人均借阅8.4册。",
            F1="13.1",
            F2="4.8",
            F3="6.5",
            F4="无",
        )
        == "读者13.1万人，同比增长4.8%。个人读者6.5万人。"
    )


def test_examples_are_asked_about_where_their_number_or_their_line_is_another():
    asked = complete("社科类、文学类等5大类图书馆藏增加。", F1="7")
    assert marks(asked) == ["个数有变，所举的名称本年是否仍如此"]
    assert marks(complete("社科类、文学类等5大类图书馆藏12.0万册。", F1="5", F2="13.0")) == []
    line = complete("零售、餐饮等行业指数位于55.0%以上。", F1="60.0")
    assert marks(line) == ["所举的名称本年是否仍如此"]


def test_a_structure_that_does_not_make_a_hundred_is_asked_about():
    text = "馆藏结构比为22.8:38.8:38.4。"
    assert marks(complete(text, F1="22.0", F2="37.8", F3="40.1")) == [
        "22.0:37.8:40.1 各项之和为 99.9，请调整末位"
    ]
    assert marks(complete(text, F1="22.0", F2="37.8", F3="40.2")) == []


def filled(before: str, after: str) -> list[str]:
    previous, brief = last_year(before)
    published = report_of(TITLE.replace("2022", "2023") + after, source="2023.txt")
    return [row.value for row in fill_from(brief, previous, published).figures]


def test_a_decline_that_slows_is_not_filled_in_for_a_growth_that_slowed():
    assert filled(
        "图书出口额同比增长9.3%，增速较上半年回落0.9个百分点。",
        "图书出口额同比下降8.1%，降幅较上半年收窄0.3个百分点。",
    ) == ["-8.1", "无"]


def test_the_change_of_a_shorter_name_is_not_filled_in_where_both_are_told():
    before = "有声读物馆藏784万件，比2021年增加292万件。"
    after = "读物馆藏3190万件，比2022年增加175万件。有声读物馆藏1310万件，扣除报废后比2022年增加526万件。"
    assert filled(before, after)[1] != "175"


def test_equal_numbers_told_in_turn_are_rows_of_their_own():
    text = "公开招标、邀请招标、询价、单一来源购书规模分别占全馆购书规模的77.6%、1.0%、1.0%和3.8%。"
    said_now = said(complete(text, F1="77.2", F2="0.8", F3="0.9", F4="3.3"))
    assert said_now == text.replace("77.6%、1.0%、1.0%和3.8%", "77.2%、0.8%、0.9%和3.3%")


def test_headings_and_clauses_that_say_which_way_it_went_are_asked_about():
    for claim in (
        "馆藏面积稳中略降。",
        "借阅增速出现分化。",
        "借阅量依然领跑。",
        "前三的分馆依然为青石馆、莲塘馆和石桥馆。",
        "新馆借阅量超过老馆借阅量。",
        "天气总体晴好，降水适宜。",
        "部分分馆闭馆，导致到馆人数下降。",
        "书店11日发布最新统计。",
    ):
        assert marks(complete(claim)) != [], claim
    text = "二手书价格同比下降3.2%，降幅与上月相同。"
    assert marks(complete(text, F1="-3.0")) == ["与上年持平的表述"]


def test_what_leads_to_a_part_that_goes_leads_to_the_next():
    assert (
        drafted(
            "年末，70个分馆中，借阅下降的有55个，比上月增加4个；借阅上升的有10个，比上月减少2个。",
            F1="70",
            F2="无",
            F3="无",
            F4="9",
            F5="-1",
        )
        == "年末，70个分馆中，借阅上升的有9个，比上月减少1个。"
    )
    assert drafted("读者12.5万人。目前，全市共有88个分馆开放。", F1="13.1", F2="无") == "读者13.1万人。"


def test_how_it_changed_goes_with_what_is_not_reported():
    text = "读者12.5万人，同比增长1.9%。新办证3.2万张，同比增长41.6%，创历史新高。"
    assert said(complete(text, F1="13.1", F2="2.0", F3="无")) == "读者13.1万人，同比增长2.0%。"


def test_no_change_is_computed_of_an_amount_told_ten_times_as_coarsely():
    _, brief = last_year("全年藏书4734千册，比上年减少16.6千册。")
    assert [row.formula for row in brief.figures][-1] == ""


def test_hours_of_the_clock_alone_tell_nothing():
    text = "读者12.5万人。6月18日20时至20日8时，到馆4.2万人。"
    _, brief = last_year(text)
    assert [row.previous for row in brief.figures] == ["12.5", "4.2"]
    assert drafted(text, F1="13.1", F2="无") == "读者13.1万人。"


@pytest.mark.parametrize(
    ("text", "values", "said_now"),
    [
        (  # 其中 led to the first, and what stands behind ； is no part of 油料
            "小麦产量3.1万吨，增长5.0%；油料产量8.2万吨，增长2.1%，其中：菜籽产量5.3万吨，增长1.0%；蔬菜产量9.4万吨，增长4.0%。",
            {"F1": "3.2", "F2": "5", "F3": "8.4", "F4": "2", "F5": "无", "F7": "9.6", "F8": "2"},
            "小麦产量3.2万吨，增长5.0%；油料产量8.4万吨，增长2.0%；蔬菜产量9.6万吨，增长2.0%。",
        ),
        (
            "粮食产量8.2万吨，增长2.1%，其中：小春产量5.3万吨，增长1.0%；大春产量2.9万吨，增长4.0%。",
            {"F1": "8.3", "F2": "5", "F3": "无", "F5": "3.0", "F6": "2"},
            "粮食产量8.3万吨，增长5.0%，其中：大春产量3.0万吨，增长2.0%。",
        ),
        (
            "2022年，网站发布信息4583条，其中，更新目录2107条，更新动态60条。",
            {"F1": "无", "F2": "2000", "F3": "70"},
            "2023年，更新目录2000条，更新动态70条。",
        ),
        (
            "网站发布信息4583条，增长2.1%。其中，更新目录2107条，更新动态60条。",
            {"F1": "无", "F2": "无", "F3": "2000", "F4": "70"},
            "更新目录2000条，更新动态70条。",
        ),
    ],
)
def test_no_parts_are_told_of_what_is_not(text: str, values: dict[str, str], said_now: str):
    assert drafted(text, **values) == said_now


def test_a_change_of_nothing_takes_its_bracket_and_its_rate_along():
    text = "借阅面积830千公顷（1245万亩），比2021年增加30千公顷（45万亩），增长3.8%。"
    assert drafted(text, F1="830", F2="1245", F4="0") == "借阅面积830千公顷（1245万亩），与2022年持平。"


def test_a_rate_of_nothing_behind_its_amount_is_level_as_its_paragraph_compares():
    text = "借出图书15.2万册，比上年增长4.1%；归还图书12.8万册，增长2.2%。\n二、图书流通增长4.0%"
    now = drafted(text, F1="15.2", F2="0", F3="12.8", F4="0", F5="0")
    assert now == "借出图书15.2万册，与上年持平；归还图书12.8万册，与上年持平。\n二、图书流通持平"


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"F2": "8.0", "F4": "2.0"}, []),
        ({"F2": "1.0", "F4": "2.0"}, ["“少儿借阅增速高于成人借阅”，本年两项增速为1.0%、2.0%"]),
        ({"F2": "8.0"}, ["“少儿借阅增速高于成人借阅”，本年是否仍如此", "数据表 F4 未填"]),
    ],
)
def test_which_of_two_grew_faster_is_held_against_this_years_rates(values: dict[str, str], why: list[str]):
    text = "少儿借阅5.2万册，同比增长9.0%；成人借阅7.3万册，同比增长3.0%。少儿借阅增速高于成人借阅。"
    assert sorted(marks(complete(text, F1="6.1", F3="7.4", **values))) == sorted(why)


def test_what_flowed_in_on_balance_flows_out_below_zero():
    assert drafted("全年净流入读者320人。", F1="-45") == "全年净流出读者45人。"


def test_of_points_told_in_turn_the_unit_stands_behind_the_last():
    text = "借阅量增速分别比上月和上年同期低0.6个和1.3个百分点。"
    assert drafted(text, F1="0.4", F2="1.1") == "借阅量增速分别比上月和上年同期高0.4个和1.1个百分点【待核】。"


def test_the_number_of_a_footnote_is_no_figure():
    _, brief = last_year("少儿图书[1]借阅5.2万册。\n注：[1]少儿图书包括绘本和童话。\n[2]期刊不计。")
    assert [row.previous for row in brief.figures] == ["5.2"]


def test_a_rate_below_zero_is_last_years_with_its_sign():
    _, brief = last_year("读者自然增长率为-3.19‰，借阅增速为-2.4%，比上年下降3.18个百分点。")
    assert [row.previous for row in brief.figures if row.period == "本年"] == ["-3.19", "-2.4", "-3.18"]
    assert drafted("读者自然增长率为-3.19‰。", F1="0.52") == "读者自然增长率为0.52‰。"
    assert drafted("读者自然增长率为-3.19‰。", F1="-4.05") == "读者自然增长率为-4.05‰。"


def test_months_and_how_it_was_reckoned_only_lead_to_the_figures():
    report = report_of(
        "泽南市图书馆2022年1—4月份借阅情况\n一、借阅任务完成情况\n"
        "1—4月份，修缮书架720个，同比下降5.6%（按可比口径计算，详见附注6）；举办讲座5场，增长8%。\n"
    )
    brief = make_brief(report, 2023).fill(F1="700", F2="-2.8", F3="6", F4="20")
    assert marks(draft_of(report, brief)) == []


def test_the_number_of_an_old_circular_is_not_asked_about():
    told = complete(
        "根据通知（文办函〔2019〕30号）要求，借出5册。\n根据通知（文办函〔2021〕8号）要求，归还3册。",
        F1="6",
        F2="4",
    )
    assert marks(told) == ["上年的文号，本年需另填"]


def test_what_no_money_was_for_is_not_asked_about():
    text = "一、基金支出情况\n基金支出96万元，用于水库移民扶持。"
    told = complete(text, F1="0")
    assert (said(told), marks(told)) == ("一、基金支出情况\n基金支出0万元。", [])


@pytest.mark.parametrize(("now", "why"), [("2", []), ("0", ["F1 填 0，其后所说的情况是否仍有"])])
def test_what_came_of_something_is_asked_about_where_there_was_none(now: str, why: list[str]):
    assert marks(complete("接到读者投诉1件，结果为维持；借出图书5册。", F1=now, F2="6")) == why


@pytest.mark.parametrize(
    ("values", "now", "why"),
    [
        (("-20", "-30"), "减少20千公顷（30万亩）", []),
        (("+20", "+30"), "增加20千公顷（30万亩）", []),
        (("+20", "-30"), "增加20千公顷（30万亩）", ["括号内换算的增减数与前面的方向相反"]),
    ],
)
def test_a_change_told_again_in_brackets_is_called_one_and_has_its_direction_from_before(
    values: tuple[str, str], now: str, why: list[str]
):
    text = "林地比上年减少12千公顷（18万亩）。"
    _, brief = last_year(text)
    assert [(row.label, row.unit, row.previous) for row in brief.figures] == [
        ("林地增减额", "千公顷", "-12"),
        ("林地增减额", "万亩", "-18"),
    ]
    told = complete(text, F1=values[0], F2=values[1])
    assert (now in said(told), marks(told)) == (True, why)


@pytest.mark.parametrize(
    ("values", "now"),
    [
        (("无", "3.1", "-2.0"), "与近年均值相比，图书和期刊分别增长3.1%和下降2.0%【待核】。"),
        (("无", "无", "2.0"), "与近年均值相比，期刊增长2.0%。"),
        (("4.0", "无", "2.0"), "与近年均值相比，读者、期刊分别增长4.0%和2.0%【待核】。"),
    ],
)
def test_a_name_told_in_turn_goes_with_its_number(values: tuple[str, ...], now: str):
    text = "与近年均值相比，读者、图书和期刊分别增长3.8%、6.3%和2.3%。"
    assert drafted(text, **dict(zip(("F1", "F2", "F3"), values, strict=True))) == now


def test_what_was_brought_about_is_not_told_without_what_brought_it():
    text = "全年渗漏共造成12册受潮，报废3册，损失5万元。"
    assert marks(complete(text, F1="无", F2="4", F3="6")) == ["所述的数据本年不再列示，请补主语"]
    assert marks(complete(text, F1="8", F2="4", F3="无")) == []


def test_a_name_with_a_measure_of_its_own_does_not_take_the_last_ones():
    _, brief = last_year("与近年均值相比，受灾人次、死亡人数和受灾面积分别下降2.4%、2.8%和7.2%。")
    assert [row.label for row in brief.figures] == ["受灾人次增长率", "死亡人数增长率", "受灾面积增长率"]


def test_how_a_heading_says_things_were_distributed_is_asked_about():
    report = report_of(TITLE + "一、借阅城乡分布不均，“南多北少”格局明显\n借出图书5册。\n")
    draft = draft_of(report, make_brief(report, 2023).fill(F1="6"))
    assert "格局明显【待核】" in draft.text
