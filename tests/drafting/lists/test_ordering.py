"""Work items are told in the order a person gave them, and the list's numbers follow."""

from __future__ import annotations

from dataclasses import replace

from drafter.brief import Brief, WorkItem
from tests.build import brief_of, draft_of, report_of

REPORT = report_of(
    "泽南市水务局2022年部门整体支出绩效自评报告\n一、年度重点工作任务\n"
    "1.开展河道巡查，清理漂浮物。\n2.完成泵站改造，通过验收。\n3.组织节水宣传，覆盖社区。\n"
    "二、下一步改进措施\n加强业务学习。\n",
    source="泽南市水务局-2022.txt",
)
SECTION = "一、年度重点工作任务"


def lines(brief: Brief) -> list[str]:
    """The words each item opens with."""
    return [line[:6] for line in draft_of(REPORT, brief).section("1").text.split("\n")[1:] if line]


def sorted_by(brief: Brief, *words: str) -> Brief:
    items = {word: item for word in words for item in brief.items if word in item.previous + item.text}
    rest = [item for item in brief.items if item not in items.values()]
    return replace(brief, items=(*items.values(), *rest))


def with_new(brief: Brief) -> Brief:
    return replace(
        brief, items=(*brief.items, WorkItem("W9", SECTION, "", "新增", "排查供水管网，消除隐患。"))
    )


def test_items_moved_in_the_table_are_told_in_that_order_and_numbered_anew():
    brief = sorted_by(brief_of(REPORT), "节水宣传", "河道巡查", "泵站改造")
    assert lines(brief) == ["1.组织节水", "2.开展河道", "3.完成泵站"]


def test_a_new_item_is_told_behind_the_one_above_it():
    brief = sorted_by(with_new(brief_of(REPORT)), "河道巡查", "供水管网", "泵站改造", "节水宣传")
    assert lines(brief) == ["1.开展河道", "2.排查供水", "3.完成泵站", "4.组织节水"]


def test_a_new_item_on_top_is_told_first():
    brief = sorted_by(with_new(brief_of(REPORT)), "供水管网", "河道巡查", "泵站改造", "节水宣传")
    assert lines(brief) == ["1.排查供水", "2.开展河道", "3.完成泵站", "4.组织节水"]


def test_an_untouched_table_moves_nothing_and_new_items_come_last():
    assert lines(with_new(brief_of(REPORT))) == ["1.开展河道", "2.完成泵站", "3.组织节水", "4.排查供水"]
