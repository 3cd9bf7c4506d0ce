"""Bulletins and monthly figures: texts without a title, headlines that tell a figure, months, spans of years, how things went."""

import re

from drafter.checks import check_report
from drafter.drafting.composing import compose_draft
from drafter.lastyear.figures import make_brief
from drafter.lastyear.own_month import own_month
from drafter.reading import read_text


def drafted(text, year=2023, name="云州市统计局-统计公报-2022.txt", **values):
    last = read_text(text, name)
    return compose_draft(make_brief(last, year).fill(**values), last)


def test_a_text_without_a_title_opens_with_its_first_figures():
    draft = drafted(
        "全市规模以上工业企业实现利润320.5亿元，同比增长6.2%，其中国有企业41.3亿元。\n全市用电量81.4亿千瓦时。\n",
        F1="301.8",
        F2="-5.8",
    )
    assert draft.text.startswith("全市规模以上工业企业实现利润301.8亿元，同比下降5.8%")


def test_a_headline_that_tells_a_figure_tells_this_years():
    text = "2022年8月云州市居民消费价格同比上涨1.4%\n2022年8月，全市居民消费价格同比上涨1.4%，其中食品价格上涨2.6%。\n"
    last = read_text(text, "云州市统计局-居民消费价格-2022.txt")
    brief = make_brief(last, 2023)
    draft = compose_draft(brief.fill(**{one.id: "0.9" for one in brief.figures}), last)
    assert draft.text.split("\n")[0] == "2023年8月云州市居民消费价格同比上涨0.9%"
    assert draft.title == "2023年8月云州市居民消费价格同比上涨0.9%"
    assert "2022" not in draft.text


def test_the_month_a_report_is_on_is_no_date_of_an_event():
    text = (
        "1-9月份，全市进出口总额82.6亿元，同比增长3.1%。\n1-9月份，出口51.2亿元，增长4.4%。\n"
        "1-9月份，进口31.4亿元，增长1.0%，增幅比1-8月份高0.3个百分点。\n4月份综合保税区通过验收。\n"
    )
    assert own_month(read_text(text, "云州海关-外贸-2022.txt")) == 9
    draft = drafted(text, name="云州海关-外贸-2022.txt")
    asked = [line for line in draft.text.split("\n") if "【待核" in line]
    assert asked == ["4月份综合保税区通过验收【待核】。"]


def test_what_weighs_on_a_figure_does_not_say_which_year_it_is_of():
    brief = make_brief(
        read_text(
            "2022年上半年，全市接待游客412.5万人次。分季度看，受去年基数影响，增速放缓，其中一季度接待游客231.6万人次。\n",
            "云州市文化和旅游局-2022.txt",
        ),
        2023,
    )
    assert [(one.period, one.value) for one in brief.figures] == [("本年", ""), ("本年", "")]


def test_how_far_a_figure_has_come_back_to_an_older_year_is_this_years():
    draft = drafted("全市接待游客412.5万人次，恢复到2019年同期的68.5%，相当于上年的1.3倍。\n", F1="588.0")
    assert "68.5%，" not in re.sub("【.*?】", "", draft.text)
    assert (
        re.sub("【.*?】", "【】", draft.text)
        == "全市接待游客588.0万人次，恢复到2019年同期的【】，相当于上年的【】。"
    )


def test_how_things_went_is_asked_about_where_no_number_tells_it():
    draft = drafted(
        "一、工业生产平稳增长，出口降幅收窄\n全市工业增加值96.3亿元，增长5.1%。\n二、持续提升服务水平\n农业生产形势稳定向好。\n"
        "其他六类价格四涨二降。\n",
        F1="94.0",
        F2="-2.4",
    )
    assert [line for line in draft.text.split("\n") if line.endswith(("【待核】", "【待核】。"))] == [
        "一、工业生产平稳增长，出口降幅收窄【待核】",
        "农业生产形势稳定向好【待核】。",
        "其他六类价格四涨二降【待核】。",
    ]


def test_a_span_of_years_up_to_the_one_reported_is_asked_about():
    draft = drafted("一、综合\n图1 2016—2022年全市用电量\n2020—2021年完成两轮改造。\n")
    assert "图1 【待核：年份（上年2016—2022年）】全市用电量" in draft.text
    assert "2020—2021年完成" in draft.text


def test_notes_and_how_words_are_used_claim_nothing():
    draft = drafted(
        "一、综合[1]\n全市生产总值[2]865.2亿元，增长（以下均为按可比价计算）5.3%。\n", F1="901.7", F2="4.8"
    )
    assert draft.text == "一、综合[1]\n全市生产总值[2]901.7亿元，增长（以下均为按可比价计算）4.8%。\n"


def test_a_clause_goes_with_its_whole_bracket_and_its_whole_name():
    last = "利润12.4亿元，增幅比上月高0.6个百分点（按可比口径计算，详见附注）。主要行业如下：电力、热力生产和供应业增长4.9%，纺织业增长2.2%。\n"
    assert (
        drafted(last, F1="13.0", F2="无", F3="无", F4="1.8").text
        == "利润13.0亿元。主要行业如下：纺织业增长1.8%。"
    )


def test_among_goes_with_the_last_that_it_leads_to():
    last = "价格上涨2.2%，其中，食品上涨2.7%。城市上涨2.1%。\n"
    assert drafted(last, F1="0.3", F2="无", F3="0.4").text == "价格上涨0.3%。城市上涨0.4%。"


def rows(text, name="云州市统计局-统计公报-2022.txt"):
    return {one.label: one for one in make_brief(read_text(text, name), 2023).figures}


def test_what_is_equal_by_chance_is_told_apart_by_what_it_is_compared_with():
    text = (
        "1—8月平均，全市价格比上年同期上涨0.7%。8月份，全市价格环比上涨0.7%。其中，城市上涨0.6%，农村持平。\n"
    )
    assert [*rows(text)] == ["价格增长率", "价格环比增长率", "价格·城市增长率"]


def test_a_bare_measure_takes_along_what_its_clause_is_about():
    text = "鲜菜价格上涨15.9%，影响指数上涨0.33个百分点；蛋类价格下降2.6%，影响指数下降0.08个百分点。\n"
    assert [label for label in rows(text) if "指数" in label] == [
        "鲜菜价格：影响指数增减额",
        "蛋类价格：影响指数增减额",
    ]


def test_names_told_in_turn_each_have_their_own_row():
    text = "第一、二、三产业增加值分别为23.5亿元、305.2亿元和421.8亿元。通信、教育、居住价格分别上涨3.1%、1.9%和1.4%。\n"
    assert [*rows(text)] == [
        "第一产业增加值",
        "第二产业增加值",
        "第三产业增加值",
        "通信价格增长率",
        "教育价格增长率",
        "居住价格增长率",
    ]


def test_names_told_in_turn_before_同比_share_their_measure_and_leave_the_place_they_are_all_in():
    text = "全市图书、期刊、报纸发行量同比分别增长4.1%、4.6%、3.7%。\n"
    assert [*rows(text)] == ["图书发行量增长率", "期刊发行量增长率", "报纸发行量增长率"]


def test_how_a_change_differs_from_last_years_has_a_row_and_words_of_its_own():
    text = "7月份存款增加510万元，同比少增170万元；贷款减少114万元，同比多减76万元。\n"
    found = {label: row.previous for label, row in rows(text).items()}
    assert found["存款同比多增额"] == "-170"
    assert found["贷款同比多增额"] == "-76"
    last = "7月份存款增加510万元，同比少增170万元。\n"
    assert "存款增加620万元，同比多增110万元" in drafted(last, F1="620", F2="110").text
    assert "存款减少30万元，同比多减540万元" in drafted(last, F1="-30", F2="-540").text
    assert "存款减少30万元，同比少减12万元" in drafted(last, F1="-30", F2="12").text


def test_a_quarter_is_part_of_the_name_and_what_is_said_aside_is_not():
    text = "分季度看，一季度接待游客83.1万人次；二季度接待游客62.4万人次。共受理案件926件（含旧存案件47件），结案713件。\n"
    assert [*rows(text)] == [
        "一季度接待游客",
        "二季度接待游客",
        "受理案件",
        "受理案件·含旧存案件",
        "案件结案",
    ]


def test_a_share_is_of_the_figure_it_names_and_of_no_other():
    text = (
        "全市居民人均可支配收入27650元，增长5.3%。\n人均工资性收入15678元，增长5.1%，占可支配收入的比重为56.7%；"
        "人均经营净收入4352元，增长5.2%，占可支配收入的比重为15.7%；人均财产净收入2463元，增长5.8%，占可支配收入的比重为8.9%。\n"
    )
    assert [one.formula for one in rows(text).values() if "比重" in one.label] == ["F3/F1", "F6/F1", "F9/F1"]


def test_a_direction_that_turns_within_a_list_does_not_end_it():
    told = "甲园区产值20.5亿元、乙园区产值3.1亿元、丙园区产值2.2亿元、丁园区产值1.2亿元"
    assert [*rows(f"{told}，同比分别增长8.3%、8.5%、下降17.0%、19.2%。\n")][4:] == [
        "甲园区产值增长率",
        "乙园区产值增长率",
        "丙园区产值增长率",
        "丁园区产值增长率",
    ]


def test_of_numbers_told_in_turn_one_goes_with_its_mark():
    last = "通信、教育、居住价格分别上涨3.1%、1.9%和1.4%。\n"
    assert "分别上涨2.0%和1.0%" in drafted(last, F1="2.0", F2="无", F3="1.0").text
    assert "分别上涨2.0%、1.5%" in drafted(last, F1="2.0", F2="1.5", F3="无").text


def test_a_growth_rate_that_is_a_name_keeps_its_name_below_zero():
    last = "出生率6.28‰，死亡率6.24‰，自然增长率为0.04‰。\n"
    assert drafted(last, F1="5.80", F2="6.66").text == "出生率5.80‰，死亡率6.66‰，自然增长率为-0.86‰。"


def test_numbers_told_in_turn_each_say_their_own_direction_where_they_part():
    last = "通信、教育、居住价格分别上涨3.1%、1.9%和1.4%。\n"
    assert "分别下降1.3%、上涨2.5%和下降0.4%" in drafted(last, F1="-1.3", F2="2.5", F3="-0.4").text
    assert "分别下降1.3%、2.5%和0.4%" in drafted(last, F1="-1.3", F2="-2.5", F3="-0.4").text


def test_the_word_of_direction_goes_with_the_number_it_stood_before():
    last = "百货店、专卖店分别下降7.4%、2.3%。\n"
    assert [one.previous for one in rows(last).values()] == ["-7.4", "-2.3"]
    assert "专卖店增长8.2%" in drafted(last, F1="无", F2="8.2").text


def test_a_number_told_in_turn_agrees_with_its_row():
    last = read_text("百货店、专卖店分别下降7.4%、2.3%。\n", "云州市统计局-统计公报-2022.txt")
    brief = make_brief(last, 2023).fill(F1="-6.1", F2="-1.8")
    published = read_text("百货店、专卖店分别下降6.1%、1.8%。\n", "云州市统计局-统计公报-2023.txt")
    findings = check_report(published, brief=brief, previous=last)
    assert (findings.issues, findings.coverage.verified) == ((), 2)


def test_one_value_of_two_things_is_two_rows():
    text = "粮食价格上涨3.6%，影响指数上涨0.06个百分点；水产品价格上涨2.8%，影响指数上涨0.06个百分点。\n"
    assert len(rows(text)) == 4


def test_what_a_growth_came_back_to_is_asked_about():
    draft = drafted(
        "2022年全市货运量335.2万吨，同比增长9.2%，增速恢复至正常年份平均水平。\n", F1="347.6", F2="3.4"
    )
    assert "平均水平【待核】" in draft.text


def test_what_rose_by_as_much_has_one_row_under_both_names():
    assert [*rows("图书价格上涨1.1%；衣着、居住价格均上涨0.6%。\n")] == [
        "图书价格增长率",
        "衣着、居住价格增长率",
    ]


def test_what_grew_by_nothing_is_level_by_its_name():
    last = "8月份，价格环比上涨0.7%。其中，城市上涨0.6%，农村上涨0.8%。\n"
    assert "其中，城市持平，农村上涨0.1%" in drafted(last, F1="0.1", F2="0", F3="0.1").text


def test_a_growth_that_was_faster_is_said_to_be_slower():
    last = "10月份，外借图书761册，同比增长8.9%，增速比上月加快1.2个百分点。\n"
    assert "增速比上月放缓0.7个百分点" in drafted(last, F1="802", F2="8.2", F3="-0.7").text


def test_a_growth_is_named_by_its_chapter_as_its_amount_is_where_the_other_ones_was_level():
    text = "一、城区情况\n6月噪声平均值为45分贝，同比持平。\n二、园区情况\n6月噪声平均值为60分贝，同比上升11.1%。\n"
    assert [*rows(text)] == [
        "城区情况：噪声平均值",
        "园区情况：噪声平均值",
        "园区情况：噪声平均值增长率",
    ]


def test_shares_told_in_turn_are_not_of_those_whose_shares_were_told_before():
    text = "城东读者占56%，城西读者占47%，河东和河西读者以借阅为主，跨区借阅占比分别为15%和28%。\n"
    assert [*rows(text)][2:] == ["跨区借阅占比", "跨区借阅占比（2）"]


def test_the_change_of_an_amount_with_a_long_name_has_the_whole_of_it():
    text = "云州湾及周边地区“三湾九港”海域平均水质优良天数比例为82.3%，同比下降0.3个百分点。\n"
    label, change = [*rows(text)][:2]
    assert change == label + "增减额"


def test_a_sentence_is_about_its_amount_and_not_about_how_many_bodies_there_are():
    text = (
        "三家文化企业门票收入16亿元，同比增长9.8%，带动全市收入增长1.5个百分点。\n"
        "三家文化企业演出收入43亿元，同比增长0.5%，带动全市收入增长0.2个百分点。\n"
    )
    assert [label for label in rows(text) if "带动" in label] == [
        "文化企业门票收入：带动全市收入增减额",
        "文化企业演出收入：带动全市收入增减额",
    ]


def test_a_headline_that_tells_an_amount_tells_this_years_and_one_with_a_count_in_its_name_does_not():
    text = (
        "2022年1月全市受理咨询1473.7万件\n2022年1月，全市各窗口受理咨询1473.7万件。其中，市级受理9.6万件。\n"
    )
    draft = drafted(text, name="云州市档案局-咨询-2022.txt", F1="1321.8")
    assert draft.text.split("\n")[0] == "2023年1月全市受理咨询1321.8万件"
    assert "1473.7" not in re.sub("【.*?】", "", draft.text)
    assert drafted("2022年10件实事完成情况\n全年建成书屋12个。\n").text.startswith("2023年10件实事完成情况\n")


def test_a_sentence_that_names_the_report_is_no_title_and_its_day_is_asked_about():
    draft = drafted(
        "2022年1至3月全市借阅数据\n4月19日，市图书馆发布2022年1至3月全市借阅数据。\n借阅图书14.3万册。\n",
        name="云州市图书馆-2022.txt",
    )
    assert "4月19日" in draft.text
    assert "借阅数据【待核】。" in draft.text


def test_the_year_of_a_campaign_is_left_open():
    draft = drafted("全市开展严厉打击侵权“清网”行动—2022，查处案件31起。\n", F1="42")
    assert "行动—【待核：年份（上年2022）】，查处案件42起" in draft.text


def test_what_is_computed_of_tenths_is_told_to_tenths_also_where_last_years_had_a_nought_to_drop():
    text = "图书借出10982.2万册，归还15073.2万册，净归还4091万册，借阅6565.9万人次，收入11227.8万元。\n"
    brief = make_brief(read_text(text, "云州市图书馆-2022.txt"), 2023)
    assert brief.figures[2].formula == "F2-F1"
    assert "净归还5828.4万册" in drafted(text, F1="12195.6", F2="18024").text
    assert "净归还5828万册" in drafted(text, F1="12195.6", F2="18023.6").text


def test_the_last_day_of_the_month_reported_moves_with_its_year():
    draft = drafted(
        "2022年9月全市借阅情况\n截至2022年9月30日，全市共有分馆286家，2022年9月12日新开1家。\n",
        name="云州市图书馆-2022.txt",
        F1="330",
    )
    assert "截至2023年9月30日，全市共有分馆330家" in draft.text
    assert "【待核：日期（上年2022年9月12日）】" in draft.text


def test_the_rate_of_a_change_on_a_restated_base_is_that_of_the_change():
    text = "年末职工1398.3人，比上年增加50.8人，增长3.8%。\n"
    assert "1441.1人，比上年增加42.8人，增长3.1%" in drafted(text, F1="1441.1").text
    assert "1441.1人，比上年增加42.5人，增长3.0%" in drafted(text, F1="1441.1", F2="42.5").text


def test_a_sentence_that_lost_what_it_began_with_asks_for_it():
    draft = drafted(
        "初步核算，生产总值首次突破9万亿元，达90385亿元，比上年增长8.3%。\n", F1="无", F2="94628", F3="1.9"
    )
    assert "达94628亿元，比上年增长1.9%【待核】。" in draft.text


def test_how_far_a_figure_has_come_back_to_a_holiday_of_an_older_year_is_this_years():
    draft = drafted("假期接待读者2.51万人次，恢复至2019年春节假日同期的73.9%。\n", F1="3.08", F2="88.6")
    assert "恢复至2019年春节假日同期的88.6%" in draft.text
