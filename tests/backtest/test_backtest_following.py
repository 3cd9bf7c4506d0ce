"""What is told of a figure goes with it when the sheet is filled from the published report: never to another figure's row."""

from __future__ import annotations

from drafter.backtest import fill_from
from drafter.backtest.judging import judge_numbers
from drafter.drafting.composing import compose_draft
from drafter.lastyear.figures import make_brief
from tests.backtest.test_backtest import drafted, report
from tests.build import body_of


def test_a_growth_told_of_another_amount_does_not_fill_the_row_of_one_that_is_told_no_more():
    text = drafted(
        "图书采购保持平稳。三季度末，全市成人图书存量97.20万册，同比增长10.4%，增速比上季末高0.3个百分点。",
        "少儿采购保持平稳。三季度末，全市少儿图书存量38.70万册，同比增长11.1%，增速比上季末高0.6个百分点。",
    )
    assert "11.1" not in text
    assert "0.6" not in text


def test_the_growth_told_behind_an_amount_is_its_own_whatever_is_told_behind_that():
    assert drafted(
        "其中，外借图书65.60万册，增长17.2%，阅览图书46.60万册，增长8.8%。",
        "其中，外借图书67.50万册，增长2.8%，增长较快的有文学、童书，增幅分别为17.8%、15.5%；阅览图书51.40万册，增长10.4%。",
    ).startswith("其中，外借图书67.50万册，增长2.8%")


def test_what_rounded_parts_come_to_is_the_number_printed_beside_them_under_another_name():
    text = drafted(
        "2022年8月，全市各级接待窗口受理咨询147.3万件，环比增长6.9%。其中，市级受理咨询3.6万件，县级受理咨询9.8万件，镇级受理咨询133.9万件。",
        "2023年8月，各单位受理群众咨询和求助132.1万件，环比下降9.6%。其中，市级受理咨询5.8万件，县级受理咨询6.7万件，镇级受理咨询119.7万件。",
    )
    assert "，全市各级接待窗口受理咨询132.1万件，环比下降9.6%。" in text


def test_figures_whose_fellows_have_another_name_now_have_it_too_and_quarters_are_not_crossed():
    said = "全年到馆参观总人次{}万。其中，成人到馆参观人次{}万，少儿到馆参观人次{}万。分季度看，其中一季度到馆参观人次{}万；二季度到馆参观人次{}万；三季度到馆参观人次{}万。"
    told = said.replace("到馆参观总人次", "入馆参观人次").replace("到馆", "入馆")
    last = said.format("25.30", "19.28", "6.01", "8.30", "6.25", "6.39")
    assert drafted(last, told.format("48.91", "37.58", "11.33", "12.16", "11.68", "12.90")) == said.format(
        "48.91", "37.58", "11.33", "12.16", "11.68", "12.90"
    )


def test_what_is_told_of_a_group_of_places_does_not_take_the_numbers_of_all():
    text = drafted(
        "文化交流方面，全市在“山海协作”沿线的6个地区举办展览29场；展出藏品4169件，同比下降11.7%。",
        "全市举办展览53场，展出藏品7417件，同比增长4.4%。同期全市对“山海协作”沿线地区展出照片441幅。",
    )
    assert "7417" not in text
    assert "4.4" not in text


def test_a_bare_name_that_stood_beside_a_longer_one_does_not_take_the_number_of_a_third():
    text = drafted(
        "全市图书馆总接待人次84.2万。盲人阅览室总数80个，比上年增加2个，总接待人次12.3万。",
        "全市图书馆总接待人次95.5万，其中，少儿馆总接待人次42.6万。",
    )
    assert "42.6" not in text


def test_a_figure_whose_subject_opens_the_sentence_is_found_under_its_shorter_name():
    assert drafted(
        "2022年上半年，全市公共图书馆共接待查阅读者1.68万人次，其中成人8027人次。",
        "全市公共图书馆优化服务流程，共接待查阅读者2.87万人次，其中成人9137人次。",
    ).startswith("2023年上半年，全市公共图书馆共接待查阅读者2.87万人次")


def test_what_is_told_of_one_place_does_not_take_the_number_of_the_whole():
    text = drafted(
        "全年少儿借阅增长71.1%，比上年多2册。",
        "全年借阅平稳。在城东，家庭借阅保持增长，其中少儿借阅增长117%。",
    )
    assert "117" not in text


def test_brackets_and_sums_in_a_name_do_not_make_it_another():
    assert drafted(
        "全市图书外借合计2.56万人次，同比增长15.7%；实现收入3011.00万元。",
        "全市图书外借2.51万人次，同比减少2.0%；实现收入2891.98万元。",
    ).startswith("全市图书外借合计2.51万人次，同比下降2.0%；实现收入2891.98万元。")


def test_a_figure_is_not_judged_by_the_number_of_another_in_its_place_where_its_own_is_printed():
    last = report(
        "云溪市图书馆2022年情况\n2022年，图书馆总接待人次84.7亿，比上年增加7.3亿人次（增长9.4%）。\n", 2022
    )
    this = report(
        "云溪市图书馆2023年情况\n根据统计，2023年，全市图书馆总接待人次84.2亿，与上年基本持平。全市少儿图书馆总数80319个，比上年增加2983个，总接待人次12.3亿，比上年增加0.2亿人次。\n",
        2023,
    )
    draft = compose_draft(make_brief(last, 2023).fill(F1="84.2"), last)
    assert "比上年减少0.5亿人次" in draft.text
    assert judge_numbers(draft, last, this).wrong == 0


def test_a_total_is_not_computed_without_a_part_that_the_text_still_names():
    text = drafted(
        "三季度，共接待读者1.23万人次，其中成人6168人次，少儿5017人次，外地读者1115人次；办证643张。",
        "三季度，全市接待各类读者1.6万人次；外地读者办证818张。读者中，成人7854人次，少儿6469人次，外籍读者1646人次。",
    )
    assert text.startswith("三季度，共接待读者【待补：")


def test_a_figure_that_any_work_may_have_is_not_taken_from_another():
    before = "绕城公路于5月28日建成通车，全长14.2公里，总投资6.35亿元；图书馆新馆完成主体工程，建筑面积3.1万平方米。"
    after = "跨河大桥于10月18日建成通车，全长1.86公里，总投资3.00亿元；图书馆新馆完成装修工程，建筑面积3.2万平方米。"
    previous, published = body_of(before, year=2022), body_of(after, year=2023)
    brief = fill_from(make_brief(previous, 2023), previous, published)
    assert [figure.value for figure in brief.figures] == ["", "", "3.2"]
