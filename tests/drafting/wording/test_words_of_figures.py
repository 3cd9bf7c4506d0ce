"""The words that hang on a figure are said of this year's: which way it went, what it is beside its aim, what goes when it goes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drafter.brief import Figure
from drafter.drafting.composing import compose_draft
from drafter.lastyear.figures import make_brief
from drafter.sheet import make_sheet
from tests.build import body_of, draft_of, drafted_anew, last_body, one_chapter, text_of


@pytest.mark.parametrize(
    ("before", "values", "after"),
    [
        (
            "年末实有88人，其中行政人员35人、事业人员53人，较上年增加4人。",
            {"年末实有": "85", "行政人员": "36", "事业人员": "49"},
            "年末实有85人，其中行政人员36人、事业人员49人，较上年减少3人。",
        ),
        (
            "会议费8.00万元，比上年增加1.00万元，主要用于全区防汛会议。",
            {"会议费": "0.00"},
            "会议费0.00万元，比上年减少8.00万元。",
        ),
        (
            "编制范围的单位3个，比上年增加1个，增加单位为质量监督站。",
            {"范围的单位": "3"},
            "编制范围的单位3个，与上年持平。",
        ),
        (
            "培训支出9.70万元，同比增长3.50%，主要原因是班次增加。",
            {"培训支出": "9.70", "同比增长": "0"},
            "培训支出9.70万元，与上年同期持平。",
        ),
        (
            "被提起行政诉讼2件，均判决维持。",
            {"诉讼": "0"},
            "被提起行政诉讼0件。",
        ),
        (
            "基金收入96.00万元，均为上级补助收入。",
            {"基金收入": "0"},
            "基金收入0.00万元。",
        ),
        (
            "一是结构偏重，食品、建材两个行业占比达78.40%；二是覆盖不够广。",
            {"占比达": "无"},
            "一是结构偏重【待核】；二是覆盖不够广【待核】。",
        ),
        (
            "发病率104.60，较上年下降8.30%。",
            {"发病率": "201.90", "较上年下降": "93"},
            "发病率201.90，较上年上升93.00%。",
        ),
        (
            "收入104.60万元，较上年下降8.30%。",
            {"收入": "108"},
            "收入108.00万元，较上年增长3.25%。",
        ),
        ("平均办理时间7.6天，比上年缩短0.4天。", {"办理时间": "7.9"}, "平均办理时间7.9天，比上年延长0.3天。"),
        (
            "死亡率2.31‰，较上年下降0.24个千分点。",
            {"死亡率": "2.46"},
            "死亡率2.46‰，较上年上升0.15个千分点。",
        ),
        (
            "国内接待11批次、96人次，主要是接待兄弟县区考察，陪同8人次。",
            {"国内接待": "0", "批次、": "0", "陪同": "2"},
            "国内接待0批次、0人次，陪同2人次。",
        ),
        (
            "实际支出20.00万元，结余1.20万元，已按规定收回县财政。",
            {"支出": "21.00", "结余": "0"},
            "实际支出21.00万元，结余0.00万元。",
        ),
        (
            "维护隔离带完成率95.00%，得分9.5分，未完成原因是地形复杂。",
            {"完成率": "102.50", "得分": "10"},
            "维护隔离带完成率102.50%，得分10.0分。",
        ),
        (
            "（一）新建分馆4个，接待读者50万人次。",
            {"新建分馆": "无", "接待读者": "55"},
            "（一）接待读者55万人次。",
        ),
        (
            "1.校舍维修项目：预算240.00万元，支出236.45万元。验收合格率98.0%。",
            {"预算": "无", "支出": "无", "合格率": "99.0"},
            "1.校舍维修项目：验收合格率99.0%。",
        ),
        (
            "其中用车费79.32万元（其中购置费17.98万元、维护费50.00万元），接待费22.00万元。",
            {"用车费": "60.22", "购置费": "无", "维护费": "60.22", "接待费": "19"},
            "其中用车费60.22万元（维护费60.22万元），接待费19.00万元。",
        ),
        (
            "其中用车费79.32万元（其中购置费17.98万元、维护费50.00万元），接待费22.00万元。",
            {"用车费": "60.22", "购置费": "无", "维护费": "无", "接待费": "19"},
            "其中用车费60.22万元，接待费19.00万元。",
        ),
        ("平均办理7.6天，较上年压缩0.4天。", {"办理": "7.9"}, "平均办理7.9天，较上年延长0.3天。"),
        (
            "年末在岗436人，较上年净减11人。",
            {"在岗": "441"},
            "年末在岗441人，较上年净增5人。",
        ),
        (
            "1.处理设施目标值45处，完成值41处，完成率91.11%。偏差原因：4处站点因选址争议未开工。",
            {"目标值": "52", "完成值": "54"},
            "1.处理设施目标值52处，完成值54处，完成率103.85%。",
        ),
        (
            "1.卫生支出（类）医疗（款）单位医疗（项）412.80万元，年初预算为420.00万元，决算数小于年初预算数的主要原因是人员减少。",
            {"（项）": "438.22", "预算为": "438.22"},
            "1.卫生支出（类）医疗（款）单位医疗（项）438.22万元，年初预算为438.22万元，决算数与年初预算数持平。",
        ),
        (
            "接待费2.50万元，比上年减少0.50万元，主要原因是压减接待批次。",
            {"接待费": "2.50"},
            "接待费2.50万元，与上年持平。",
        ),
        (
            "到位520.00万元，支出508.00万元，结余12.00万元结转下年使用。",
            {"到位": "556.00", "支出": "556.00"},
            "到位556.00万元，支出556.00万元，结余0.00万元。",
        ),
        (
            "收集数据1,864.7万条,合格率93.5%,提升1.8个百分点;施测洪水127场次,抢测到流量4,860立方米/秒的洪峰。",
            {"收集数据": "2015.3", "合格率": "92.8", "提升": "-0.7", "施测洪水": "84", "流量": "无"},
            "收集数据2,015.3万条,合格率92.8%,下降0.7个百分点;施测洪水84场次。",
        ),
        (
            "设施维护1,586.40万元、辅警经费986.35万元。",
            {"设施维护": "1024.80", "辅警经费": "1012.72"},
            "设施维护1,024.80万元、辅警经费1,012.72万元。",
        ),
        (
            "2、项目支出43.75万元，占31.15%，其中设施维护10.00万元。",
            {"项目支出": "无", "占": "无", "维护": "12.00"},
            "2、设施维护12.00万元。",
        ),
        (
            "水厂供水能力2.5万吨，苇塘镇、荻湾镇、栗冲乡3个乡镇的9.40万群众用上自来水。",
            {"能力": "2.8", "乡镇的": "无"},
            "水厂供水能力2.8万吨。",
        ),
        (
            "年末车辆12辆，比上年增加1辆，主要原因是更新应急用车1辆；房屋面积900.00平方米。",
            {"年末车辆": "12", "更新应急用车": "无", "面积": "950.00"},
            "年末车辆12辆，与上年持平；房屋面积950.00平方米。",
        ),
        (
            "“三公”经费支出84.26万元，比年初预算92.00万元节约7.74万元。",
            {"支出": "97.15", "年初预算": "90.00"},
            "“三公”经费支出97.15万元，比年初预算90.00万元超支7.15万元。",
        ),
        (
            "已完工139个；未完工4个，主要是受疫情影响工期延误。",
            {"已完工": "151", "未完工": "0"},
            "已完工151个；未完工0个。",
        ),
        (
            "3.发放交通补助8263人次、413.15万元。",
            {"补助": "无", "、": "442.35"},
            "3.发放交通补助442.35万元。",
        ),
        (
            "年末在编39名（其中公务员17名、参公15名、事业6名）。",
            {"在编": "40", "公务员": "无", "参公": "无", "事业": "7"},
            "年末在编40名（事业7名）。",
        ),
        ("服务群众5200余人次。", {"服务群众": "6130"}, "服务群众6130人次。"),
        ("每季度开展巡查1次。", {}, "每季度开展巡查1次。"),
    ],
)
def test_figures_and_the_words_that_hang_on_them(before: str, values: dict[str, str], after: str):
    assert last_body(drafted_anew(before, **values)) == after


def test_a_dash_before_each_item_makes_a_list_that_loses_and_gains_items():
    body = "——教育支出86.50万元；\n——环保支出12.80万元；\n——卫生支出20.00万元。"
    new = Figure("F90", "水利支出", "本年", "万元", "", "7.00")
    told = last_body(drafted_anew(body, rows=(new,), 教育支出="90.00", 环保支出="无", 卫生支出="22.00"))
    assert told == "——教育支出90.00万元；\n——卫生支出22.00万元；\n——水利支出7.00万元。"


def test_the_name_of_what_a_paragraph_tells_claims_nothing_and_what_was_done_does():
    named = drafted_anew("（二）免疫规划。接种9600剂次。", heading="一、履职完成情况", 接种="9700")
    assert last_body(named) == "（二）免疫规划。接种9700剂次。"
    done = drafted_anew("（二）加快灾后修复。接种9600剂次。", heading="一、履职完成情况", 接种="9700")
    assert last_body(done).startswith("（二）加快灾后修复【待核】。")


def test_a_grade_that_follows_the_score_needs_no_decision():
    told = drafted_anew("自评得分92.5分，等级为“优”。", heading="四、自评结论", 自评得分="94")
    assert last_body(told) == "自评得分94.0分，等级为“优”。"


def test_the_change_of_parts_whose_whole_is_not_told_is_left_open():
    draft = drafted_anew("行政人员35人、事业人员53人，较上年增加4人。", 行政人员="36", 事业人员="49")
    assert "较上年【待补：" in last_body(draft)


@pytest.mark.parametrize("sentence", ["授予中小企业合同金额8.00万元，占64.00%。"])
def test_a_contract_given_is_no_prize(sentence: str):
    assert "待核" not in last_body(drafted_anew(sentence))


def test_a_class_of_institutions_is_a_name():
    assert "公益二类事业单位" in drafted_anew("本单位是公益二类事业单位。", heading="一、机构职能").text


def test_a_problem_listed_behind_the_first_is_a_problem_too():
    report = "支出20.00万元，发现的问题：一是工期滞后约20天；二是树木尚未移栽。全站干部职工同心协力。"
    assert last_body(drafted_anew(report, 支出="20.00", 一是工期滞后约="5")) == (
        "支出20.00万元，发现的问题：一是工期滞后5天；二是树木尚未移栽【待核】。全站干部职工同心协力。"
    )
    assert last_body(drafted_anew(report, 支出="20.00", 一是工期滞后约="无")) == (
        "支出20.00万元，发现的问题：树木尚未移栽【待核】。全站干部职工同心协力。"
    )


def test_a_row_whose_unit_a_person_changed_is_told_in_that_unit():
    report = one_chapter("预算数12600.00万元，执行数12000.00万元，执行率95.24%，决算数小于预算数。")
    brief = make_brief(report, 2024)
    first, *others = brief.figures
    first = replace(first, unit="亿元", value="1.26")
    filled = replace(brief, figures=(first, *others)).fill(F2="12600.00")
    draft = compose_draft(filled, report)
    assert last_body(draft) == "预算数1.26亿元，执行数12600.00万元，执行率100.00%，决算数与预算数持平。"
    assert draft.sections[-1].open == ()


SUBJECTS = "".join(
    f"{n}.农林水支出（类）水利（款）{name}（项）。年初预算为{plan}万元，支出决算为{spent}万元。\n"
    for n, (name, plan, spent) in enumerate(
        [("防汛", "20.00", "21.00"), ("抗旱", "30.00", "31.00"), ("农村水利", "40.00", "41.00")], 1
    )
).rstrip()


def test_a_subject_of_the_budget_is_told_behind_the_one_it_was_put_under():
    report = one_chapter(SUBJECTS, "一、支出情况")
    brief = make_brief(report, 2024)
    name = "节能环保支出（类）污染防治（款）水体（项）"
    at = next(i for i, one in enumerate(brief.figures) if one.label.startswith("抗旱支出决算")) + 1
    rows = (
        Figure("F900", f"{name}年初预算", "本年", "万元", "", "0.00"),
        Figure("F901", f"{name}支出决算", "本年", "万元", "", "5.00"),
    )
    draft = compose_draft(replace(brief, figures=(*brief.figures[:at], *rows, *brief.figures[at:])), report)
    lines = last_body(draft).splitlines()
    assert (
        lines[2] == "3.节能环保支出（类）污染防治（款）水体（项）。年初预算为0.00万元，支出决算为5.00万元。"
    )
    assert lines[3].startswith("4.农林水支出（类）水利（款）农村水利（项）。")


@pytest.mark.parametrize(
    ("before", "values", "after"),
    [
        (
            "完工9个，未完工的3个小区为东苑、西苑、南苑，原因是管线迁改。",
            {"完工": "8", "未完工的": "0"},
            "完工8个。",
        ),
        (
            "经费预算6.50万元，实际支出5.98万元，比预算节约0.52万元，控制率92.00%。",
            {"经费预算": "6.50", "实际支出": "6.50"},
            "经费预算6.50万元，实际支出6.50万元，与预算持平，控制率100.00%。",
        ),
        (
            "年初预算412.00万元，年中追加56.15万元，预算调整率13.63%。",
            {"年初预算": "425.00", "年中追加": "-6.25"},
            "年初预算425.00万元，年中调减6.25万元，预算调整率1.47%。",
        ),
        (
            "过程情况扣4分，其中到位率扣1分，执行率扣3分。",
            {"过程情况扣": "1.5", "到位率扣": "无", "执行率扣": "1.5"},
            "过程情况扣1.5分，其中执行率扣1.5分。",
        ),
        (
            "收到举报3件，办结3件。",
            {"收到举报": "-2", "办结": "2"},
            "收到举报【待核：收到举报（填 -2）】，办结2件。",
        ),
    ],
)
def test_what_is_none_or_below_zero_is_not_told_as_if_it_were_some(before, values, after):
    assert last_body(drafted_anew(before, **values)).startswith(after)


def test_the_parts_without_a_figure_stay_where_the_one_with_a_figure_goes():
    told = last_body(
        drafted_anew(
            "一是加快前期工作，执行率达到50%以上。二是引进专业人才。三是修订指标体系。",
            heading="三、下一步改进措施",
            执行率达到="无",
        )
    )
    assert [words in told for words in ("二是引进专业人才", "三是修订指标体系")] == [True, True]


def test_no_share_is_computed_of_the_change_told_behind_it():
    body = "（三）公务接待费支出3.56万元，占12.78%。比上年减少0.45万元，主要原因是严格审批。"
    report = one_chapter(body)
    assert [figure.formula for figure in make_brief(report, 2024).figures if figure.unit == "%"] == [""]


def test_a_new_item_keeps_the_class_behind_its_name():
    body = "1.卫生健康支出（类）。年初预算为96.20万元，支出决算为91.83万元。\n2.住房保障支出（类）。年初预算为112.68万元，支出决算为112.68万元。"
    rows = (
        Figure("F91", "节能环保年初预算", "本年", "万元", "", "10.00"),
        Figure("F92", "节能环保支出决算", "本年", "万元", "", "9.00"),
    )
    assert "节能环保支出（类）。年初预算为10.00万元" in last_body(drafted_anew(body, rows=rows))


@pytest.mark.parametrize("typed", ["主要原因是专项资金不再安排", "专项资金不再安排"])
def test_a_typed_reason_does_not_stand_behind_last_years_direction(typed: str):
    body = "收入总计468.15万元，较上年增加52.60万元，增长12.66%，增加的主要原因是增加专项资金。"
    report = one_chapter(body)
    brief = make_brief(report, 2024).fill(F1="431.88")
    items = tuple(replace(one, action="改写", text=typed) for one in brief.items)
    told = last_body(compose_draft(replace(brief, items=items), report))
    assert told == "收入总计431.88万元，较上年减少36.27万元，下降7.75%，主要原因是专项资金不再安排。"


@pytest.mark.parametrize(
    ("before", "typed", "after"),
    [
        ("受理214件，超过目标值200件。", ("260", "250"), "受理260件，超过目标值250件。"),
        ("受理214件，超过目标值200件。", ("189", "250"), "受理189件，未超过目标值250件。"),
        ("受理214件，高于目标值200件。", ("189", "250"), "受理189件，低于目标值250件。"),
        ("受理214件，高于目标值14件。", ("189", "-3"), "受理189件，低于目标值3件。"),
        ("满意度95.60%，高于95.00%的目标值。", ("93", "94"), "满意度93.00%，低于94.00%的目标值。"),
        ("满意度95.60%，高于95.00%的目标值。", ("94", "94"), "满意度94.00%，等于94.00%的目标值。"),
        ("面积由71.8万亩扩大到75.1万亩。", ("75.1", "68.8"), "面积由75.1万亩缩小到68.8万亩。"),
        ("面积由71.8万亩扩大到75.1万亩。", ("75.1", "78.8"), "面积由75.1万亩扩大到78.8万亩。"),
        ("面积由71.8万亩扩大到75.1万亩。", ("75.1", "75.1"), "面积由75.1万亩扩大到75.1万亩【待核】。"),
    ],
)
def test_an_aim_and_a_move_are_told_of_this_years_two_figures(
    before: str, typed: tuple[str, str], after: str
):
    report = body_of(before)
    brief = make_sheet(report, 2023).fill(F1=typed[0], F2=typed[1])
    assert text_of(draft_of(report, brief), "收支") == after


def test_of_one_thing_counted_in_two_ways_the_change_is_of_the_count_in_its_unit():
    brief = make_sheet(body_of("低保家庭198户251人，比上年减少13户。"), 2023)
    assert [figure.formula for figure in brief.figures] == ["", "", "F1-F4", ""]


def test_the_scores_at_which_grades_begin_came_filled_in():
    report = body_of(
        "自评得分92.00分，等级为“优”（90分及以上为优，80分及以上、90分以下为良，60分及以上、80分以下为中，60分以下为差）。"
    )
    brief = make_sheet(report, 2023)
    assert [f.value for f in brief.figures if f.previous not in ("92.00", "")] == [
        f.previous for f in brief.figures if f.previous not in ("92.00", "")
    ]
    assert text_of(draft_of(report, brief.fill(F1="85")), "收支").startswith("自评得分85.00分，等级为“良”")


def test_a_subject_named_without_its_class_is_asked_about():
    report = one_chapter(SUBJECTS, "一、支出情况")
    brief = make_brief(report, 2024)
    row = Figure("F900", "水土保持年初预算", "本年", "万元", "", "6.00")
    draft = compose_draft(replace(brief, figures=(*brief.figures, row)), report)
    assert "4.水土保持【待核：类、款】。年初预算为6.00万元" in draft.text
