"""Lists inside a paragraph grow with the sheet: one more 三是, one more part behind 其中."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drafter.brief import Brief, Figure, WorkItem
from drafter.drafting.composing import compose_draft
from drafter.drafting.lists.inline_lists import find_inline_list, takes_another
from drafter.lastyear.figures import make_brief
from drafter.report import Report
from tests.build import one_chapter


def report(body: str, heading: str = "六、存在的问题") -> Report:
    return one_chapter(body, heading, year=2022)


def kept(brief: Brief) -> Brief:
    return replace(brief, items=tuple(replace(item, action="沿用") for item in brief.items))


def with_new(last: Report, text: str, section: str = "六、存在的问题") -> str:
    brief = kept(make_brief(last, 2023))
    brief = replace(brief, items=(*brief.items, WorkItem("W9", section, "", "新增", text)))
    return compose_draft(brief, last).sections[-1].text.split("\n", 1)[1].strip()


@pytest.mark.parametrize(
    ("before", "typed", "after"),
    [
        (
            "一是圈舍老旧；二是人手不足。",
            "防疫物资周转偏慢",
            "一是圈舍老旧；二是人手不足；三是防疫物资周转偏慢。",
        ),
        (
            "一是圈舍老旧。二是人手不足。",
            "防疫物资周转偏慢。",
            "一是圈舍老旧。二是人手不足。三是防疫物资周转偏慢。",
        ),
        (
            "一是圈舍老旧。部分栏舍漏雨。二是人手不足。防疫员年龄偏大，难以轮换。",
            "防疫物资周转偏慢",
            "一是圈舍老旧。部分栏舍漏雨。二是人手不足。防疫员年龄偏大，难以轮换。三是防疫物资周转偏慢。",
        ),
        (
            "存在问题：一是圈舍老旧；二是人手不足。",
            "三是防疫物资周转偏慢；",
            "存在问题：一是圈舍老旧；二是人手不足；三是防疫物资周转偏慢。",
        ),
        (
            "一是圈舍老旧；二是人手不足。上述问题待逐步解决。",
            "防疫物资周转偏慢",
            "一是圈舍老旧；二是人手不足；三是防疫物资周转偏慢。上述问题待逐步解决。",
        ),
        (
            "1.圈舍老旧，一是漏雨；二是漏风。\n2.人手不足，难以轮换。",
            "防疫物资周转偏慢。",
            "1.圈舍老旧，一是漏雨；二是漏风。\n2.人手不足，难以轮换。\n3.防疫物资周转偏慢。",
        ),
    ],
)
def test_a_new_item_goes_on_with_the_list_in_the_paragraph(before: str, typed: str, after: str):
    assert with_new(report(before), typed) == after


def test_a_new_item_goes_behind_the_paragraph_it_stands_below_in_the_table():
    last = report(
        "存在的问题：一是圈舍老旧；二是人手不足。\n改进措施：一是维修圈舍；二是补充人手。", "五、预算绩效管理"
    )
    brief = kept(make_brief(last, 2023))
    new = WorkItem("W9", "五、预算绩效管理", "", "新增", "防疫物资周转偏慢")
    brief = replace(brief, items=(brief.items[0], new, *brief.items[1:]))
    assert compose_draft(brief, last).sections[-1].text.split("\n")[1:3] == [
        "存在的问题：一是圈舍老旧；二是人手不足；三是防疫物资周转偏慢。",
        "改进措施：一是维修圈舍；二是补充人手。",
    ]


def test_problems_told_in_a_section_on_other_things_are_items_of_the_sheet():
    last = report(
        "全站对9个项目开展自评。\n存在的主要问题：一是指标不够细化；二是支付进度偏慢。",
        "五、预算绩效管理情况",
    )
    assert [item.previous[:8] for item in make_brief(last, 2023).items] == ["存在的主要问题："]


def grown(last: Report, *rows: Figure) -> str:
    brief = make_brief(last, 2023)
    brief = brief.fill(**{figure.id: "9.00" for figure in brief.figures if not figure.formula})
    brief = replace(brief, figures=(*brief.figures, *rows))
    return compose_draft(brief, last).sections[-1].text.split("\n", 1)[1].strip()


def test_rows_added_to_a_list_of_figures_in_a_paragraph_are_told_in_it():
    last = report("项目支出：一是围栏更换专项支出12.00万元；二是疫苗采购专项支出8.50万元。", "一、支出情况")
    assert grown(last, Figure("F9", "兽医站改造专项支出", "本年", "万元", "", "30.00")) == (
        "项目支出：一是围栏更换专项支出9.00万元；二是疫苗采购专项支出9.00万元；三是兽医站改造专项支出30.00万元。"
    )


def test_rows_added_behind_其中_are_told_as_its_next_part():
    last = report("收入合计20.50万元，其中：财政拨款收入12.00万元；其他收入8.50万元。", "一、收入情况")
    assert grown(last, Figure("F9", "事业收入", "本年", "万元", "", "30.00")).endswith(
        "其中：财政拨款收入9.00万元【待核】；其他收入9.00万元；事业收入30.00万元。"
    )


def test_what_is_said_of_a_new_item_is_told_in_its_paragraph():
    last = report(
        "1.围栏更换专项支出12.00万元。主要用于草场。\n2.疫苗采购专项支出8.50万元。主要用于春防。",
        "一、支出情况",
    )
    brief = make_brief(last, 2023).fill(F1="9.00", F2="9.00")
    brief = replace(
        brief,
        figures=(*brief.figures, Figure("F9", "兽医站改造专项支出", "本年", "万元", "", "30.00")),
        items=(WorkItem("W9", "一、支出情况", "", "新增", "兽医站改造专项主要用于屋面翻修。"),),
    )
    assert compose_draft(brief, last).sections[-1].text.split("\n")[3] == (
        "3.兽医站改造专项支出30.00万元。主要用于屋面翻修。"
    )


@pytest.mark.parametrize(
    "text", ["一是圈舍老旧。", "一是圈舍老旧；三是人手不足。", "一是圈舍老旧，二是漏雨；三是漏风。"]
)
def test_what_is_no_list_running_from_one_is_left_alone(text: str):
    assert find_inline_list(text) is None
    assert takes_another(text, "防疫物资周转偏慢") is False


def put_under(last: Report, above: str, row: Figure, **values: str) -> str:
    """The draft with every figure 9.00 but `values`, and `row` below the row of the figure called `above`."""
    brief = make_brief(last, 2023)
    brief = brief.fill(**{one.id: values.get(one.name, "9.00") for one in brief.figures if not one.formula})
    at = 1 + next(i for i, one in enumerate(brief.figures) if one.name == above)
    brief = replace(brief, figures=(*brief.figures[:at], row, *brief.figures[at:]))
    return compose_draft(brief, last).sections[-1].text.split("\n", 1)[1].strip()


DIP = Figure("F90", "药浴池维修", "本年", "万元", "", "3.20")


@pytest.mark.parametrize(
    ("before", "above", "after"),
    [
        (
            "项目支出中，围栏更换12.00万元、疫苗采购8.50万元、圈舍改造6.00万元，已全部完成验收。",
            "疫苗采购",
            "项目支出中，围栏更换9.00万元、疫苗采购9.00万元、药浴池维修3.20万元、圈舍改造9.00万元，已全部完成验收【待核】。",
        ),
        (
            "安排资金26.50万元，其中围栏更换12.00万元、疫苗采购8.50万元和圈舍改造6.00万元。",
            "圈舍改造",
            "安排资金27.00万元，其中围栏更换9.00万元、疫苗采购9.00万元、药浴池维修3.20万元和圈舍改造9.00万元【待核】。",
        ),
        (
            "政府采购212.40万元，其中货物64.20万元、服务148.20万元。",
            "服务",
            "政府采购18.00万元，其中货物9.00万元、服务9.00万元、药浴池维修3.20万元【待核】。",
        ),
        (
            "分项情况为：围栏更换12.00万元，疫苗采购8.50万元。",
            "疫苗采购",
            "分项情况为：围栏更换9.00万元，疫苗采购9.00万元，药浴池维修3.20万元。",
        ),
    ],
)
def test_a_row_put_under_a_part_of_a_running_list_is_told_behind_it(before: str, above: str, after: str):
    assert put_under(report(before, "一、支出情况"), above, DIP) == after


def test_it_is_told_behind_what_is_left_of_the_list_and_never_lost():
    last = report("项目支出中，围栏更换12.00万元、疫苗采购8.50万元、圈舍改造6.00万元。", "一、支出情况")
    gone = {"疫苗采购": "无"}
    assert put_under(last, "疫苗采购", DIP, **gone) == (
        "项目支出中，围栏更换9.00万元、药浴池维修3.20万元、圈舍改造9.00万元。"
    )


@pytest.mark.parametrize(
    "before",
    [
        "围栏更换12.00万元、疫苗采购8.50万元，同比分别增长3.0%、2.0%。",
        "年初预算数12.00万元，全年预算数18.50万元。",
    ],
)
def test_figures_that_are_no_list_take_no_other(before: str):
    above = "疫苗采购" if "疫苗" in before else "预算数"
    assert "【待核：新增的 F90 药浴池维修3.20万元 未写入正文】" in put_under(
        report(before, "一、支出情况"), above, DIP
    )
