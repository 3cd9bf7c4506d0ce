"""What stood unmarked, or as last year's, in drafts whose figures turned round: trends, feats, names, school years, forms."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from drafter.lastyear.claims import find_claims
from drafter.lastyear.forms import as_written, unit_forms
from drafter.lastyear.named import find_named
from drafter.numbers.quantity import find_mentions
from drafter.sheet import make_sheet
from tests.build import body_of, draft_of, text_of, unmarked


def drafted(before: str, *, heading: str = "二、工作完成情况", **typed: str) -> str:
    report = body_of(before, heading=heading)
    return text_of(draft_of(report, make_sheet(report, 2023).fill(**typed)), heading[2:])


@pytest.mark.parametrize(
    "said",
    [
        "各季度产值分别为1.8亿元、2.1亿元和2.3亿元，呈逐季上升态势。",
        "全年收支结余412.60万元，实现扭亏为盈。",
        "总产量1.87万吨，实现“九连丰”。",
        "全区首创“铁脚板”发现机制。",
        "在全市救助工作会议上作典型发言。",
        "两次组织专班赴12个村入户核查，入户率达35%。",
    ],
)
def test_what_a_figure_of_another_year_may_not_bear_out_is_asked_about(said: str):
    assert drafted(said, heading="三、主要经验").count("【待核】") == 1


@pytest.mark.parametrize(
    "said", ["公益二类事业单位。", "逐户走访困难家庭86户。", "两次以上违规的，取消资格。"]
)
def test_words_that_look_like_it_claim_nothing(said: str):
    assert [*find_claims(said, "finance")] == []


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("医院院长为周启明，党委书记为何秀兰。", ["周启明", "何秀兰"]),
        ("负责人为高级工程师，组长为成员单位，法定代表人为自然人。", []),
    ],
)
def test_who_is_in_charge_is_named_behind_wei_as_well(said: str, names: list[str]):
    assert [said[one.start : one.end] for one in find_named(said, 0, len(said), standing=False)] == names


def test_sessions_told_together_are_open_together_and_no_figures():
    said = "贯彻市委六届五次、六次全会精神，检查3次。"
    report = body_of(said)
    assert [one.unit for one in make_sheet(report, 2023).figures] == ["次"]
    assert "市委【待核：届次（上年六届五次、六次）】全会" in drafted(said)


def test_a_class_of_bodies_and_the_four_quarters_are_no_figures():
    report = body_of("本单位为公益二类事业单位。四个季度产值分别为1亿元、2亿元、3亿元和4亿元。")
    assert [one.previous for one in make_sheet(report, 2023).figures] == ["1", "2", "3", "4"]


def test_school_years_move_on_wherever_they_stand():
    said = "2021-2022学年，开展活动3次。2022-2023学年，计划开展活动5次。"
    assert drafted(said, F1="4", F2="6") == "2022-2023学年，开展活动4次。2023-2024学年，计划开展活动6次。"


def test_a_date_in_words_is_open_as_one_in_figures_is():
    said = "二〇二二年六月，服务中心正式揭牌。截至二〇二二年十二月三十一日，资产5万元。"
    assert drafted(said, heading="二、部门收支情况", F1="6") == (
        "【待核：日期（上年二〇二二年六月）】，服务中心正式揭牌【待核】。截至二〇二三年十二月三十一日，资产6万元。"
    )


@pytest.mark.parametrize(("value", "printed"), [("7.48", "7.5"), ("50", "50.0")])
def test_among_rates_of_one_and_of_two_decimals_each_has_its_own(value: str, printed: str):
    said = "占85.96%，执行率97.89%，增长4.6%，增长8.3%，下降11.77%，同比12.4%，使用率86.3%，达成91.2%，占23%，占17%。"
    mentions = find_mentions(said, year=2022)
    growth = next(one for one in mentions if one.token == "4.6")
    assert as_written(growth, Decimal(value), form=unit_forms(mentions)["%"]) == printed


@pytest.mark.parametrize(
    ("typed", "told"),
    [("-700", "比上年减产700吨"), ("700", "比上年增产700吨"), ("0", "与上年持平")],
)
def test_a_harvest_that_fell_is_told_as_one(typed: str, told: str):
    assert told in drafted("总产量1.87万吨，比上年增产320吨。", F1="1.8", F2=typed)


@pytest.mark.parametrize(
    ("before", "typed", "told"),
    [
        ("灌溉系数0.568，高于省定目标0.008。", ("0.565", "-0.005"), "灌溉系数0.565，低于省定目标0.005。"),
        ("完成71.5公里，超额完成3.5公里。", ("78.4", "-3.6"), "完成78.4公里，少完成3.6公里。"),
        ("平均分598.4分，高出全区平均分21.6分。", ("586.7", "-4.2"), "平均分586.7分，低于全区平均分4.2分。"),
        (
            "优良率83.7%，低于全市平均水平2.1个百分点。",
            ("85.9", "-1.2"),
            "优良率85.9%，高于全市平均水平1.2个百分点。",
        ),
    ],
)
def test_the_side_of_an_average_or_of_an_aim_set_from_above_turns(
    before: str, typed: tuple[str, str], told: str
):
    assert unmarked(drafted(before, F1=typed[0], F2=typed[1])) == told


def test_heads_and_visits_that_happen_to_make_up_a_number_are_no_formula_for_it():
    report = body_of("低保对象1559人，较上年减少87人；特困人员609人；临时救助950人次。")
    assert make_sheet(report, 2023).figures[0].formula == ""


def test_a_number_is_not_computed_from_its_equal_and_the_nothing_of_the_next_item():
    report = body_of(
        "1、群众团体（款）一般行政管理事务（项）\n年初预算为241.94万元，支出决算为241.94万元，完成年初预算的100.0%。\n"
        "2、教育支出（类）培训支出（项）\n年初预算为0万元，支出决算为12.00万元。"
    )
    assert [one.formula for one in make_sheet(report, 2023).figures] == ["", "", "F2/F1", "", ""]
    fees = body_of("“三公”经费18.60万元，其中：公务接待费0万元、公务用车费18.60万元。")
    assert make_sheet(fees, 2023).figures[0].formula == "F2+F3"


def test_a_count_of_the_parts_of_a_paragraph_is_asked_about_where_they_are_fewer():
    said = "完成指标16项，未完成3项：一是满意度91%；二是占比17%；三是就诊率80%。"
    told = drafted(said, F1="17", F2="3", F3="93", F4="19", F5="无")
    assert told == "完成指标17项，未完成3项【待核】：一是满意度93%；二是占比19%。"
    assert "【" not in drafted(said, F1="17", F2="3", F3="93", F4="19", F5="82")


def test_of_several_scores_each_has_its_grade():
    said = "其中“甲服务”项目得分96.5分，等级为“优”；“乙管理”项目得分89.2分，等级为“良”。"
    assert unmarked(drafted(said, F1="85", F2="93")) == (
        "其中“甲服务”项目得分85.0分，等级为“良”；“乙管理”项目得分93.0分，等级为“优”。"
    )


def test_an_item_that_a_list_gains_has_its_name_where_that_is_a_sentence_of_its_own():
    report = body_of(
        "1.普法宣传（项）。年初预算为86.00万元，支出决算为80.00万元，完成年初预算的93.02%。\n"
        "2.社区矫正（项）。年初预算为215.50万元，支出决算为198.40万元，完成年初预算的92.06%。",
        heading="二、支出决算情况",
    )
    brief = make_sheet(report, 2023).fill(F1="90", F2="88", F4="200", F5="190")
    rows = [row for row in brief.figures if row.previous]
    gained = [
        replace(rows[0], id="F91", label="法治建设年初预算", previous="", value="50", evidence=()),
        replace(rows[1], id="F92", label="法治建设支出决算", previous="", value="48", evidence=()),
    ]
    told = text_of(draft_of(report, replace(brief, figures=(*brief.figures, *gained))), "支出决算情况")
    assert "3.法治建设（项）。年初预算为50.00万元，支出决算为48.00万元，完成年初预算的96.00%。" in told


@pytest.mark.parametrize(
    ("said", "typed"),
    [
        ("平均住院日8.1天，较上年缩短0.4天。", {"F1": "8.1"}),
        ("手术8426台次，其中三、四级手术5204台次。", {"F1": "8705", "F2": "5690"}),
        ("（二）运行效率。床位使用率86%。", {"F1": "88"}),
        ("1.“三公”经费支出11.30万元，比上年下降6.6%。", {"F1": "11.30"}),
    ],
)
def test_what_the_sheet_has_settled_is_not_asked_about(said: str, typed: dict[str, str]):
    assert "【" not in drafted(said, **typed)


def test_names_before_an_amount_are_not_counted_by_it():
    said = "全年发放助学金、营养补助等52.36万元。"
    assert "【" not in drafted(said, heading="三、学生资助", F1="47.84")


def test_a_document_number_that_is_open_is_not_asked_about_twice():
    said = "根据《关于做好补助工作的通知》（云民发〔2022〕8号），安排资金86万元。"
    assert drafted(said, heading="二、部门收支情况", F1="90").count("【待核") == 1


def test_the_change_of_what_was_new_last_year_is_no_item_of_its_own():
    said = "1.养护项目4380.00万元，比上年增加20.00万元。\n2.公园建设项目150.00万元，为本年新增项目。"
    told = drafted(said, heading="二、主要项目安排", F1="4000", F3="100")
    assert told.splitlines() == [
        "1.养护项目4000.00万元，比上年减少380.00万元。",
        "2.公园建设项目100.00万元，比上年减少50.00万元。",
    ]


def test_what_is_told_of_no_figure_any_more_is_asked_about():
    said = "设定的22项三级指标中，20项达到预期，2项未达到：一是创新平台6个；二是创新团队3个。"
    told = drafted(said, F1="20", F2="无", F3="无", F4="无", F5="3")
    assert told.startswith("设定的20项三级指标中【待核】")


def test_what_was_new_in_the_year_reported_is_so_no_more_and_a_new_item_is():
    report = body_of(
        "1.教育支出120.00万元，比2021年增加6.20万元。\n2.水利支出52.00万元，比2021年增加5.00万元。\n"
        "3.公园建设支出150.00万元，为2022年新增项目。",
        heading="二、支出安排情况",
    )
    brief = make_sheet(report, 2023).fill(F1="130", F3="60", F5="10")
    gained = replace(brief.figures[0], id="F91", label="环保支出", previous="", value="60", evidence=())
    told = text_of(draft_of(report, replace(brief, figures=(*brief.figures, gained))), "支出安排情况")
    assert "3.公园建设支出10.00万元，比上年减少140.00万元。" in told
    assert "4.环保支出60.00万元，为2023年新增项目【待核】。" in told


def test_that_an_item_was_new_is_asked_about_where_it_is_told_behind_what_was_made_of_it():
    said = "1.绿地养护4380.00万元。\n2.公园建设150.00万元，新建公园3个，为2022年新增项目。"
    told = drafted(said, heading="二、支出安排情况", F1="4000", F2="100", F3="3")
    assert told.splitlines()[1] == "2.公园建设100.00万元，新建公园3个，为2023年新增项目【待核】。"


def test_what_came_in_less_what_went_is_net_of_either_sign():
    text = "净增单位302家，在册职工比上年净增12人。"
    assert drafted(text, F1="-40", F2="-3").startswith("净减单位40家，在册职工比上年净减3人")


def test_what_rises_in_one_place_of_a_sentence_does_in_the_next():
    text = "受理诉求86,452件，同比上升12.6%，环比下降8.3%。"
    assert "环比上升5.7%" in drafted(text, F1="82,916", F2="-4.1", F3="5.7")


def test_thousands_are_set_apart_as_the_report_does_elsewhere():
    text = "藏书1,240册，访客3,644人次，志愿者1,350名，展览860场。"
    assert "展览1,024场" in drafted(text, F4="1024")
    assert "展览1024场" in drafted("藏书1,240册，展览860场。", F2="1024")
