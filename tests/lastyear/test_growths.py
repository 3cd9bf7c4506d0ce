"""A rate told behind its figure without the amount it grew by is computed from what last year's report told."""

from __future__ import annotations

import pytest

from drafter.lastyear.figures import make_brief
from drafter.sheet import make_sheet
from tests.build import body_of, draft_of, report_of, text_of


def test_the_rate_follows_from_the_figure_and_last_years():
    report = body_of("本年收入1200.00万元，较上年增长16.10%。")
    brief = make_sheet(report, 2023)
    assert [(f.label, f.period, f.value, f.formula) for f in brief.figures] == [
        ("收入", "本年", "", ""),
        ("收入增长率", "本年", "", "(F1-F3)/F3"),
        ("收入", "上年", "1200.00", ""),
    ]
    assert (
        text_of(draft_of(report, brief.fill(F1="1300")), "收支") == "本年收入1300.00万元，较上年增长8.33%。"
    )
    assert "增长12.00%" in text_of(draft_of(report, brief.fill(F1="1300", F2="12")), "收支")


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("泽南市2022年国民经济和社会发展统计公报", "全年接待游客1200人，比上年增长16.10%。"),
        ("泽南市2022年财政收支情况", "教育支出1200.00万元，比上年增长16.10%。"),
        ("泽南市水务局2022年工作总结", "工业增加值1200.00万元，比上年增长16.10%。"),
        ("泽南市水务局2022年工作总结", "供水约1200万元，比上年增长16.10%。"),
    ],
)
def test_what_grew_on_another_basis_is_typed(title, body):
    report = report_of(f"{title}\n一、情况\n{body}\n")
    assert [figure.formula for figure in make_brief(report, 2023).figures] == ["", ""]


@pytest.mark.parametrize(
    ("body", "labels"),
    [
        (
            "接访120批，同增5批，其中网上信访23件，同降2件。",
            ["接访", "接访增减额", "网上信访", "网上信访增减额"],
        ),
        (
            "规模以上工业增加值同比增长6.1%，增速比上月加快0.3个百分点，环比增长0.52%。",
            ["规模以上工业增加值增长率", "规模以上工业增加值增速增减额", "规模以上工业增加值环比增长率"],
        ),
        ("工业生产加快，环比增长0.52%。", ["工业生产环比增长率"]),
        ("收入较上年同期同口径增加12万元。", ["收入增减额"]),
        ("追加占预算的13.27%，虽比上年下降2.58个百分点。", ["追加占预算", "追加占预算增减额"]),
        ("衬砌渠道14.36公里，比目标少0.84公里。", ["衬砌渠道", "衬砌渠道较目标增减额"]),
        ("税收占比68.5%，较上年同期提高3.5个百分点。", ["税收占比", "税收占比增减额"]),
        ("自评得分93.1分，等级为“优”，较上年提高0.7分。", ["自评得分", "自评得分增减额"]),
        ("建设成本11.8万元，超过12万元的控制标准。", ["建设成本", "控制标准"]),
    ],
)
def test_a_row_is_called_what_a_clerk_knows(body, labels):
    figures = make_sheet(body_of(body), 2023).figures
    assert [figure.label for figure in figures if figure.evidence] == labels


def test_what_falls_pulls_down_and_what_rises_pulls_up():
    report = body_of("食品价格上涨2.0%，影响CPI上涨0.36个百分点。猪肉价格下降6.8%，影响CPI下降0.10个百分点。")
    brief = make_sheet(report, 2023)
    turned = text_of(draft_of(report, brief.fill(F1="-1.2", F2="-0.22", F3="+3.1", F4="+0.05")), "收支")
    assert turned == "食品价格下降1.2%，影响CPI下降0.22个百分点。猪肉价格上涨3.1%，影响CPI上涨0.05个百分点。"
    against = text_of(draft_of(report, brief.fill(F1="-1.2", F2="0.22", F3="-3", F4="-0.1")), "收支")
    assert against.startswith("食品价格下降1.2%，影响CPI上涨0.22个百分点【待核】。")


def test_where_last_year_wrote_the_last_zero_this_year_writes_it_too():
    report = body_of("灌溉面积285.40亩，林地3.5亩，草地12.35亩。")
    draft = draft_of(report, make_sheet(report, 2023).fill(F1="286.4", F2="3.2", F3="12.4"))
    assert text_of(draft, "收支") == "灌溉面积286.40亩，林地3.2亩，草地12.40亩。"
