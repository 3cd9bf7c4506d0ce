"""Looking back: versions of a section, two texts side by side, and what was put back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from drafter.actions.comparing import PairedLine, compare
from drafter.actions.history import changes, versions
from drafter.brief import Brief, Figure, WorkItem
from drafter.draft import DraftSection, Sentence
from drafter.workspace import BriefRevision, Revision

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def revision(number: int, text: str, author: str, minutes: int, origin: str = "human") -> Revision:
    section = DraftSection("1", "", 1, text, (Sentence(0, len(text), origin),) if text else ())  # type: ignore[arg-type]
    return Revision(number, section, author, NOON + timedelta(minutes=minutes))


def test_saves_of_one_sitting_are_one_version():
    kept = [
        revision(1, "", "", 0),
        revision(3, "甲", "王", 1),
        revision(5, "甲乙", "王", 2),
        revision(7, "甲乙丙", "王", 30),
        revision(9, "丁", "李", 31),
    ]
    shown = versions(kept, [revision(8, "迟", "赵", 30)])
    assert [(one.number, one.author, one.stands, one.refused) for one in shown] == [
        (9, "李", True, False),
        (8, "赵", False, True),
        (7, "王", False, False),
        (5, "王", False, False),
        (1, "", False, False),
    ]


def test_a_draft_made_over_a_persons_text_does_not_hide_it():
    kept = [revision(1, "人写的", "", 0), revision(3, "机器写的", "", 1, "precedent")]
    assert [one.origin for one in versions(kept, [])] == ["drafted", "human"]


def test_only_the_words_that_differ_are_marked_and_a_number_is_one_word():
    assert compare("全年收入10535.00万元。", "全年收入10871.26万元。") == (
        PairedLine(
            (("全年收入", False), ("10535.00", True), ("万元。", False)),
            (("全年收入", False), ("10871.26", True), ("万元。", False)),
        ),
    )


def test_paragraphs_added_and_dropped_stand_alone():
    old, new = "甲段说的是收入情况。\n乙段不再有了。", "甲段说的是收入情况。\n全新的一段关于河道疏浚。"
    assert [(bool(one.left), bool(one.right), one.same) for one in compare(old, new)] == [
        (True, True, True),
        (True, False, False),
        (False, True, False),
    ]


def test_each_change_of_the_data_names_its_row_the_newest_first():
    item = WorkItem("W1", "二、工作", "办了提案。")
    empty = Brief("某局", 2026, "", "", (Figure("F1", "培训经费预算数", "本年", "万元", "1"),), (item,))
    decided = replace(item, action="改写", text="办好提案。")
    states = [
        empty,
        empty.fill(F1="200"),
        replace(empty.fill(F1="210"), items=(decided, WorkItem("W2", "", "", "新增", "开了会。"))),
        replace(empty.fill(F1="210"), items=(decided,)),
    ]
    kept = [
        BriefRevision(number, brief, by, NOON)
        for number, (brief, by) in enumerate(zip(states, "甲王李赵", strict=True))
    ]
    assert [(one.author, one.row, one.label, one.old, one.new, one.can_restore) for one in changes(kept)] == [
        ("赵", "W2", "开了会。", "新增　开了会。", "", False),
        ("李", "F1", "培训经费预算数", "200", "210", True),
        ("李", "W1", "办了提案。", "待定", "改写　办好提案。", True),
        ("李", "W2", "开了会。", "", "新增　开了会。", False),
        ("王", "F1", "培训经费预算数", "", "200", True),
    ]


def test_an_item_put_into_another_section_says_from_which_to_which():
    item = WorkItem("W2", "二、工作", "", "新增", "开了会。")
    kept = [
        BriefRevision(number, Brief("某局", 2026, "", "", (), (one,)), "甲", NOON)
        for number, one in enumerate((item, replace(item, section="三、问题")))
    ]
    assert [(one.old, one.new) for one in changes(kept)] == [
        ("新增　二、工作　开了会。", "新增　三、问题　开了会。")
    ]


@given(st.text("甲乙丙1.\n", max_size=60), st.text("甲乙丙1.\n", max_size=60))
def test_nothing_is_lost_or_doubled(old: str, new: str):
    lines = compare(old, new)
    for text, side in ((old, "left"), (new, "right")):
        told = ["".join(words for words, _ in getattr(line, side)) for line in lines]
        assert [one for one in told if one] == [one for one in text.split("\n") if one.strip()]
