"""A reason written beside its figure (原因：… in 备注) is told behind the change it explains."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drafter.draft import Draft
from drafter.drafting.composing import compose_draft
from drafter.lastyear.figures import make_brief
from tests.build import last_body, one_chapter

RISE = "支出合计60.00万元，比上年增加10.00万元，增长20.00%，主要原因是疫苗采购增加。"


def drafted(body: str, *, noted: dict[str, str], **values: str) -> Draft:
    last = one_chapter(body, "一、支出情况", year=2022)
    brief = make_brief(last, 2023).fill(**values)
    figures = tuple(replace(f, note=noted.get(f.id, f.note)) for f in brief.figures)
    return compose_draft(replace(brief, figures=figures), last)


@pytest.mark.parametrize("row", ["F1", "F2"])
def test_it_takes_the_place_of_last_years_reason_also_when_noted_at_the_figure_that_changed(row: str):
    draft = drafted(RISE, noted={row: "口径未变；原因：围栏更换完工。"}, F1="48.00")
    assert last_body(draft) == "支出合计48.00万元，比上年减少12.00万元，下降20.00%，主要原因是围栏更换完工。"
    assert [one.item for one in draft.sections[-1].sentences if one.origin == "item"] == [row]


def test_it_is_told_where_last_year_gave_no_reason():
    draft = drafted(
        RISE.replace("，主要原因是疫苗采购增加", ""), noted={"F1": "原因：围栏更换完工"}, F1="48.00"
    )
    assert last_body(draft) == "支出合计48.00万元，比上年减少12.00万元，下降20.00%，主要原因是围栏更换完工。"


def test_without_one_last_years_reason_stands_marked():
    assert last_body(drafted(RISE, noted={}, F1="72.00")).endswith("主要原因是疫苗采购增加【待核】。")


def test_what_went_by_plan_last_year_and_does_not_now_takes_its_reason_from_the_note():
    body = "1.教育支出年初预算为50.00万元，支出决算为55.00万元，决算数大于年初预算数的主要原因是缴费基数调整。\n2.卫生健康支出年初预算为30.00万元，支出决算为30.00万元，决算数与年初预算数持平。"
    draft = drafted(body, noted={"F4": "原因：人员调出"}, F1="50.00", F2="56.00", F3="30.00", F4="28.00")
    assert last_body(draft).endswith("决算数小于年初预算数的主要原因是人员调出。")
