"""The backtest reads numbers, never wording, and counts what a person would still have had to type."""

from __future__ import annotations

from drafter.backtest import adjacent_pairs, fill_from, run_backtest, without_marks
from drafter.backtest.judging import judge_numbers
from drafter.backtest.keeping import formulaic_sections
from drafter.backtest.standing import left_standing
from drafter.drafting.composing import compose_draft
from drafter.lastyear.figures import make_brief
from drafter.reading import read_text
from drafter.report import Report
from tests.build import report_of

LAST = """云溪市档案局2022年部门整体支出绩效自评报告
一、收支情况
2022年，全局收入合计1200.00万元，支出合计1150.00万元。其中，基本支出预算数800.00万元，执行数790.00万元，执行率98.75%；项目支出预算数400.00万元，执行数360.00万元，执行率90.00%。
档案数字化扫描量比上年增长12.5%，扣除代管档案后增长9.1%。
二、工作情况
全年接收档案6120卷，接待查档3305人次。
"""
THIS = """云溪市档案局2023年部门整体支出绩效自评报告
一、收支情况
2023年，全局收入合计1300.00万元，支出合计1272.40万元。其中，基本支出预算数850.00万元，执行数846.60万元，执行率99.60%；项目支出预算数450.00万元，执行数425.80万元，执行率94.62%。
档案数字化扫描量比上年下降3.4%。
二、工作情况
全年接收档案5873卷，接待查档3460人次。
"""


def report(text: str, year: int) -> Report:
    return read_text(text, f"云溪市档案局-{year}.txt")


def test_only_adjacent_years_of_one_body_are_paired():
    last, this = report(LAST, 2022), report(THIS, 2023)
    other = read_text(
        LAST.replace("云溪市档案局", "平澜市文物局").replace("2022", "2021"), "平澜市文物局-2021.txt"
    )
    assert adjacent_pairs([this, other, last]) == ((last, this),)


def test_a_body_that_was_renamed_is_paired_and_called_by_its_new_name():
    def named(name: str, year: int) -> Report:
        return read_text(LAST.replace("云溪市档案局", name).replace("2022", str(year)), f"{name}-{year}.txt")

    old, new = named("云溪市大数据管理局", 2022), named("云溪市数据局", 2023)
    assert adjacent_pairs([new, old]) == ((old, new),)
    assert run_backtest(old, new).draft.covered == 1
    assert adjacent_pairs([new, old, named("云溪市大数据管理局", 2023)]) == (
        (old, named("云溪市大数据管理局", 2023)),
    )
    for other in ("云溪市第二人民医院", "云溪市人民检察院", "平澜市人民医院", "云溪市东城人民医院"):
        assert adjacent_pairs([named("云溪市人民医院", 2022), named(other, 2023)]) == ()


def test_every_number_of_the_draft_is_the_published_one():
    result = run_backtest(report(LAST, 2022), report(THIS, 2023))
    assert (result.numbers.right, result.numbers.wrong, result.numbers.stale, result.numbers.marked) == (
        11,
        0,
        0,
        0,
    )


def test_a_figure_the_new_report_left_out_takes_its_clause_along():
    last, this = report(LAST, 2022), report(THIS, 2023)
    brief = fill_from(make_brief(last, 2023), last, this)
    assert [figure.value for figure in brief.figures if "代管" in figure.label] == ["无"]


def test_a_rate_follows_its_formula_and_is_not_copied():
    last, this = report(LAST, 2022), report(THIS, 2023)
    brief = fill_from(make_brief(last, 2023), last, this)
    rates = [figure for figure in brief.figures if figure.formula and figure.unit == "%"]
    assert [figure.value for figure in rates] == ["", ""]


def test_the_draft_holds_more_of_the_published_text_than_last_years_text_does():
    result = run_backtest(report(LAST, 2022), report(THIS, 2023))
    assert result.draft.covered > 0.97
    assert result.untouched.covered < result.shifted.covered < result.draft.covered


def test_a_report_equal_to_last_years_but_for_the_year_is_wholly_kept():
    this = report(LAST.replace("2022", "2023"), 2023)
    assert run_backtest(report(LAST, 2022), this).draft.share == 1.0


LISTED = """云溪市档案局2022年部门整体支出绩效自评报告
一、支出情况
1.教育支出120.00万元，比上年增加20.00万元，增长20.00%，主要原因是培训增加。
2.卫生健康支出80.00万元，比上年减少20.00万元，下降20.00%，主要原因是人员减少。
3.住房保障支出60.00万元，与上年持平。
二、人员情况
实有在职人员46人，比上年增加3人，退休人员12人。
"""


def test_items_a_list_has_gained_become_rows_and_are_told_like_their_fellows():
    last = report(LISTED, 2022)
    this = report(
        LISTED.replace("2022", "2023").replace(
            "3.住房保障支出",
            "3.节能环保支出46.80万元，比上年增加6.80万元，增长17.00%，主要原因是设备更新。\n4.住房保障支出",
        ),
        2023,
    )
    brief = fill_from(make_brief(last, 2023), last, this)
    new = [(row.label, row.value) for row in brief.figures if "节能环保" in row.label]
    assert new == [
        ("节能环保支出", "46.80"),
        ("节能环保支出增减额", "6.80"),
        ("节能环保支出增长率", "17.00"),
    ]
    assert "节能环保支出46.80万元，比上年增加6.80万元，增长17.00%" in compose_draft(brief, last).text


def test_a_change_that_can_be_computed_is_never_taken_for_not_reported():
    last = report(LISTED, 2022)
    this = report(LISTED.replace("2022", "2023").replace("46人，比上年增加3人", "46人，与上年持平"), 2023)
    assert (
        "46人，与上年持平，退休人员12人"
        in compose_draft(fill_from(make_brief(last, 2023), last, this), last).text
    )


def test_a_number_filled_into_another_figures_place_is_wrong_whatever_its_sentence_reads_like():
    last = report(LISTED, 2022)
    draft = compose_draft(make_brief(last, 2023).fill(F1="80.00"), last)
    this = report(LISTED.replace("2022", "2023"), 2023)
    assert judge_numbers(draft, last, this).wrong > 0


def test_sections_that_say_of_other_figures_what_last_years_said_are_formulaic():
    last, this = report(LAST, 2022), report(THIS, 2023)
    other = THIS.replace("全年接收档案5873卷，接待查档3460人次。", "建成数字档案馆，开通“掌上查档”。")
    assert formulaic_sections(last, this) == (True, True, True)
    assert formulaic_sections(last, report(other, 2023)) == (True, True, False)


def drafted(last: str, this: str) -> str:
    """The last paragraph of the draft filled in from what was published."""
    return _whole(last, this).splitlines()[-1]


def _whole(last: str, this: str) -> str:
    heading = "云溪市档案局{}年度部门整体支出绩效自评报告\n一、支出情况\n{}\n"
    before, after = report(heading.format(2022, last), 2022), report(heading.format(2023, this), 2023)
    return compose_draft(fill_from(make_brief(before, 2023), before, after), before).text


def test_parts_of_a_list_in_a_sentence_go_and_come_with_their_shares():
    assert drafted(
        "全年支出200.00万元。按功能科目：教育支出120.00万元，占60.00%；文化旅游支出20.00万元，占10.00%；住房保障支出60.00万元，占30.00%。",
        "全年支出240.00万元。按功能科目：教育支出150.00万元，占62.50%；住房保障支出60.00万元，占25.00%；节能环保支出30.00万元，占12.50%。",
    ) == (
        "全年支出240.00万元。按功能科目：教育支出150.00万元，占62.50%；住房保障支出60.00万元，占25.00%；节能环保支出30.00万元，占12.50%。"
    )


def test_an_item_that_took_the_place_of_another_is_not_told_under_its_name():
    assert drafted(
        "其中：防疫经费120.00万元，占60.00%；绿化经费80.00万元，占40.00%。",
        "其中：绿化经费90.00万元，占50.00%；清淤经费90.00万元，占50.00%。",
    ) == drafted(
        "其中：绿化经费80.00万元，占40.00%；防疫经费120.00万元，占60.00%。",
        "其中：绿化经费90.00万元，占50.00%；清淤经费90.00万元，占50.00%。",
    )


def test_what_is_told_of_more_under_a_shorter_name_is_not_put_among_last_years():
    told = drafted(
        "2022年，在局网站、公报主动公开局规章13件（含新制定5件，修改8件），主动公开局和局办公室行政规范性文件42件，人事任免文件106件，其他文件113件。",
        "2023年，全系统共主动公开新增局规章18件（含新制定4件，修改14件）、行政规范性文件707件，其他文件349件。在局网站发布局和局办公室行政规范性文件50件、人事任免文件195件、其他文件77件。",
    )
    assert "707" not in told


def test_thousands_of_hectares_are_filled_from_tens_of_thousands():
    assert drafted("全年造林面积539.3千公顷。", "全年造林面积60.92万公顷。") == "全年造林面积609.2千公顷。"


def test_rows_that_a_table_has_gained_are_told():
    last = "项目\t预算数\t执行数\n消防队\t860.00\t858.00\n执法\t320.00\t296.00"
    this = "项目\t预算数\t执行数\n消防队\t895.00\t889.00\n执法\t310.00\t307.00\n避灾点\t60.00\t57.80"
    assert drafted(last, this) == "避灾点\t60.00\t57.80"
    assert drafted(last, this.replace("执法\t310.00\t307.00\n", "")) == drafted(last, this)
    assert "执法" not in _whole(last, this.replace("执法\t310.00\t307.00\n", ""))


def test_a_part_of_a_sum_that_is_told_no_more_is_not_reported():
    assert (
        drafted(
            "全年总支出200.00万元。其中人员经费120.00万元，公用经费60.00万元，其他支出20.00万元。",
            "全年总支出210.00万元。其中人员经费140.00万元，公用经费70.00万元。",
        )
        == "全年总支出210.00万元。其中人员经费140.00万元，公用经费70.00万元。"
    )


def test_a_number_is_that_of_the_words_behind_it_not_of_the_first_place_in_the_sentence():
    assert "5名馆员被评为学科带头人" in drafted(
        "1名馆员被评为省特级专家，3名馆员被评为学科带头人。", "5名馆员被评为学科带头人。"
    )


def test_a_growth_published_as_level_is_typed_as_none():
    assert (
        drafted(
            "1.教育支出20.00万元，同比增长3.50%。\n2.交通支出12.00万元，同比增长4.20%。",
            "1.教育支出21.00万元，同比增长5.00%。\n2.交通支出12.00万元，与上年同期持平。",
        )
        == "2.交通支出12.00万元，与上年同期持平。"
    )


def test_a_budget_cut_in_the_place_of_one_added_to_is_typed_below_zero():
    said = "年初预算数8218.60万元，年中{}万元，全年预算数{}万元。"
    cut = said.format("调减116.70", "8101.90")
    assert drafted(said.format("追加912.43", "9131.03"), cut) == cut
    raised = said.format("调增912.43", "9131.03")
    assert without_marks(drafted(cut, raised)) == raised


def test_a_total_told_in_round_this_year_is_left_to_its_parts():
    said = "支出合计{}，比上年增加{}万元，增长{}%。其中，基本支出{}万元，项目支出{}万元。"
    told = drafted(
        said.format("9791.06万元", "388.91", "4.14", "7612.30", "2178.76"),
        said.format("1.09亿元", "1112.42", "11.36", "8584.90", "2318.58"),
    )
    assert told == said.format("10903.48万元", "1112.42", "11.36", "8584.90", "2318.58")


def test_an_aim_that_was_missed_is_no_number_below_zero():
    missed = "系统可用率99.86%，低于目标值99.9%。"
    assert drafted("系统可用率99.95%，高于目标值99.9%。", missed) == missed
    points = "完工率{}%，较上年{}个百分点；优良率{}%，{}目标值{}个百分点。"
    below = points.format("96.0", "下降1.0", "84.1", "低于", "0.9")
    assert drafted(points.format("97.0", "提高0.4", "87.6", "高于", "2.6"), below) == below


def test_an_indicator_in_the_place_of_another_does_not_lend_it_its_number():
    said = "（{}效益）。{}目标值{}万人，实际完成值{}万人；用水户满意度目标值90.00%，实际完成值94.50%。"
    told = drafted(
        said.format("社会", "城乡供水新增受益人口", "9.00", "9.40"),
        said.format("社会", "水库监测保护对象数量", "21.50", "22.06"),
    )
    assert "21.50" not in told
    assert "22.06" not in told
    renamed = said.format("社会", "供水新增受益人口", "9.20", "9.60")
    assert "城乡供水新增受益人口目标值9.20万人，实际完成值9.60万人" in drafted(
        said.format("社会", "城乡供水新增受益人口", "9.00", "9.40"), renamed
    )


def test_the_total_so_far_in_the_place_of_the_months_figure_is_not_taken_for_it():
    assert (
        drafted(
            "8月末，馆藏总量46.20万件，比上年增长3.1%。当月新征集藏品380件。",
            "8月末，馆藏总量47.90万件，比上年增长3.7%。前8个月新征集藏品2960件。",
        )
        == "8月末，馆藏总量47.90万件，比上年增长3.7%。当月新征集藏品【待补：当月新征集藏品（上年380件）】。"
    )


def test_the_months_figures_are_found_where_the_report_now_tells_the_months_so_far_first():
    said = "{}，进馆读者{}万人次，同比增长{}%。其中，成人{}万人次，少儿{}万人次。"
    month, total = ("8月份", "3.20", "4.1", "2.10", "1.10"), ("1—8月份", "21.40", "6.3", "14.80", "6.60")
    now, so_far = ("8月份", "3.50", "9.4", "2.20", "1.30"), ("1—8月份", "23.10", "7.9", "15.70", "7.40")
    text = drafted(said.format(*month) + said.format(*total), said.format(*so_far) + said.format(*now))
    assert without_marks(text) == said.format(*now) + said.format(*so_far)


def test_items_told_in_turn_are_followed_by_their_names_into_another_order():
    assert (
        drafted(
            "全市图书、期刊、报纸发行量同比分别增长4.1%、4.6%、3.7%。",
            "全市报纸、图书、期刊发行量同比分别增长2.2%、5.3%、1.9%。",
        )
        == "全市图书、期刊、报纸发行量同比分别增长5.3%、1.9%、2.2%。"
    )


def test_another_thing_that_is_told_in_the_place_of_one_told_no_more_does_not_lend_it_its_numbers():
    text = drafted(
        "全年修复古籍210册。数字化服务点接待量比上年增长10.6%，增速提高1.3个百分点。",
        "全年修复古籍240册。流动图书车接待量比上年增长6.2%，增速提高0.7个百分点。",
    )
    assert "240册" in text
    assert "6.2" not in text
    assert "0.7" not in text


def test_what_was_added_less_than_last_year_is_typed_below_zero_and_said_as_少增():
    told = "7月份馆藏增加510件，同比少增170件；库存复本减少114件，同比少减176件。"
    assert (
        without_marks(drafted("7月份馆藏增加680件，同比多增90件；库存复本减少290件，同比多减22件。", told))
        == told
    )
    turned = "7月份馆藏减少30件，同比多减90件；库存复本增加41件，同比多增70件。"
    assert without_marks(drafted(told, turned)) == turned


def test_the_total_so_far_under_the_name_of_the_month_is_judged_wrong():
    last = report("云溪市档案局2022年8月情况\n8月份，接待读者3200人次。全年计划6万人次。\n", 2022)
    draft = compose_draft(make_brief(last, 2023).fill(F1="23100"), last)
    this = report("云溪市档案局2023年8月情况\n1—8月份，接待读者23100人次。全年计划6万人次。\n", 2023)
    assert judge_numbers(draft, last, this).wrong == 1


def test_a_change_computed_in_last_years_unit_is_the_published_one_to_the_place_it_is_told_in():
    last = report("云溪市教育局2022年情况\n全市共有幼儿园24.47万所，比上年增加1.06万所。\n", 2022)
    draft = compose_draft(make_brief(last, 2023).fill(F1="24.57"), last)
    for published, wrong in (("1033所", 0), ("1063所", 1)):
        told = f"云溪市教育局2023年情况\n全市共有幼儿园24.57万所，比上年增加{published}。\n"
        assert judge_numbers(draft, last, report(told, 2023)).wrong == wrong


def test_the_amount_to_the_place_of_its_parts_is_the_published_one_told_in_round():
    last = report("云溪市档案局2022年决算\n支出合计9791.06万元。\n", 2022)
    draft = compose_draft(make_brief(last, 2023).fill(F1="10903.48"), last)
    for published, wrong in (("1.09亿元", 0), ("1.19亿元", 1)):
        told = f"云溪市档案局2023年决算\n支出合计{published}。\n"
        assert judge_numbers(draft, last, report(told, 2023)).wrong == wrong


def test_a_change_from_a_restated_base_is_typed_also_where_its_sentence_was_parted():
    text = drafted(
        "8月末，全市门店空置率64.3%，同比下降0.2个百分点，城东门店62.7%，同比上升0.2个百分点。",
        "8月末，全市门店空置率64.5%，上升0.2个百分点。城东门店63.1%，上升0.1个百分点。",
    )
    assert text.rstrip().endswith("城东门店63.1%，同比上升0.1个百分点。")


def test_what_is_told_in_the_section_on_the_month_before_is_not_taken_for_the_change_of_the_year():
    told = "一、同比变动情况\n图书价格{}%，影响总水平{}个百分点。\n二、环比变动情况\n图书价格{}%，影响总水平{}个百分点。"
    last = told.format("上涨0.6", "上涨0.49", "下降0.2", "下降0.18")
    this = told.format("下降3.0", "下降2.45", "上涨0.5", "上涨0.37")
    assert without_marks(_whole(last, this)).replace("提高", "上涨").endswith(this + "\n")


def test_a_change_since_another_year_does_not_take_the_number_of_the_change_since_last_month():
    text = drafted(
        "8月份，借阅量比2019年同期增长11.2%。从环比看，借阅量比上月增长0.31%。",
        "8月份，藏书量增长1.9%。从环比看，借阅量比上月增长0.32%。",
    )
    assert "比上月增长0.32%" in text
    assert "比2019年同期增长0.32%" not in text


def test_what_rose_by_as_much_is_one_figure_and_lends_none_its_own():
    text = drafted(
        "全年藏书12.10万册。报刊、图书价格均上涨0.6%。",
        "全年藏书12.60万册。报刊、图书价格分别上涨1.1%和0.2%。",
    )
    assert "均上涨0.2%" not in text


def test_a_growth_told_again_leaves_the_amount_it_is_told_of_open():
    assert drafted(
        "全年，文创销售3373万元，同比增长10.5%；场馆门票收入407万元，增长35.1%。",
        "全年，文创和服务收入合计3493万元；文创销售同比增长3.6%；场馆门票收入427万元，增长5.0%。",
    ).startswith("全年，文创销售【待补：")


def test_a_name_that_a_paragraph_now_tells_of_two_bodies_is_neither_ones_number():
    text = drafted(
        "全年公开人事任免文件106件，其他政策文件113件。",
        "全年全市公开其他政策文件34980件。本级公开人事任免文件195件，其他政策文件77件。",
    )
    assert "任免文件195件" in text
    assert "34980" not in text


def test_no_rate_is_computed_from_a_number_told_in_round_figures_that_the_office_does_not_tell():
    assert (
        drafted("接待来访7436人次，同比上升76.3%；办结信访318件。", "接待来访1.4万人次；办结信访342件。")
        == "接待来访14000人次；办结信访342件。"
    )


def test_how_much_faster_a_growth_is_does_not_stand_for_how_much_deeper_a_fall_was():
    text = drafted(
        "10月份，外借图书761册，同比下降18.9%，降幅比上月扩大15.2个百分点；办证185张，增长12.3%。",
        "10月份，外借图书879册，同比增长15.5%，增速比上月加快15.1个百分点；办证190张，增长2.6%。",
    )
    assert "15.5%" in text
    assert "15.1" not in text


def standing(before: str, after: str) -> list[str]:
    previous, published = (
        report_of(f"云上区水务局{year}年度报告\n一、基本情况\n{body}\n", source=f"云上区水务局-{year}.txt")
        for year, body in ((2023, before), (2024, after))
    )
    return [*left_standing(compose_draft(make_brief(previous, 2024), previous), previous, published)]


def test_the_words_that_the_office_put_otherwise_are_listed_and_those_it_kept_are_not():
    assert standing(
        "本局为区政府工作部门。办公地点在北门老街。", "本局为区政府工作部门。办公地点在南湖新区。"
    ) == ["办公地点在北门老街"]


def test_what_a_mark_asks_about_and_numbers_are_not_listed():
    assert standing("职工26人。会上荣获先进集体称号。", "职工25人。会上未评先进。") == []
