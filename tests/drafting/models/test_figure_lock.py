"""A locked text shows no number, and printing it gives back the plan to the letter."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.brief import Figure
from drafter.draft import OpenMark
from drafter.drafting.models.figure_lock import TOKEN, Locked, is_numeral, lock
from drafter.drafting.pieces import Piece
from tests.generation_build import plan_of


def test_a_figure_is_locked_with_its_direction_word_and_its_unit():
    locked = lock(plan_of("支出{F2 12.50}万元，比上年下降{F3 1.20}%。"), year=2025)
    assert locked.text == "支出⟦F2⟧，比上年⟦F3⟧。"
    assert [(s.name, s.text, s.text[slice(*s.number)]) for s in locked.slots] == [
        ("F2", "12.50万元", "12.50"),
        ("F3", "下降1.20%", "1.20"),
    ]


def test_years_marks_names_and_list_numbers_are_locked_too():
    locked = lock(plan_of("1.2025年“三公”经费【待补：支出（上年3万元）】，进一步压减【待核】。"), year=2025)
    assert "1." not in locked.text
    assert kinds("（1）2025年“三公”经费【待补：支出（上年3万元）】，进一步压减【待核】。") == [
        ("list", "（1）"),
        ("year", "2025年"),
        ("name", "三公"),
        ("mark", "【待补：支出（上年3万元）】"),
        ("name", "进一步"),
        ("mark", "【待核】"),
    ]


def test_enumerations_inside_a_paragraph_are_locked_in_their_order():
    assert kinds("一是抓学习。二是抓落实；三要抓实效。") == [
        ("list", "一是"),
        ("list", "二是"),
        ("list", "三要"),
    ]


def test_a_number_that_no_row_supplies_is_locked_as_it_stands():
    assert kinds("走访企业35家，帮扶两户。") == [("number", "35家"), ("number", "两户")]


def test_the_same_print_of_a_row_is_one_token_and_another_print_is_another():
    locked = lock(plan_of("支出{F1 12.5}万元。支出{F1 12.5}万元，即{F1 12.50}万元。"), year=2025)
    assert locked.text == "支出⟦F1⟧。支出⟦F1⟧，即⟦F1b⟧。"
    assert [slot.count for slot in locked.slots] == [2, 1]


def test_every_mark_has_its_own_token():
    assert lock(plan_of("甲【待核】。乙【待核】。"), year=2025).text == "甲⟦M1⟧。乙⟦M2⟧。"


def test_a_model_is_told_what_a_figure_measures_and_not_how_much():
    row = Figure("F1", "2024年末在职人员", "本年", "人", "12")
    locked = lock(plan_of("在职人员{F1 15}人，比2024年减少{F2 3}人。"), year=2025, figures={"F1": row})
    assert [slot.meaning for slot in locked.slots] == ["年末在职人员：…人", "上年", "：减少…人"]


def test_brackets_that_look_like_tokens_are_locked_as_text():
    locked = lock(plan_of("按⟦F1⟧办理，支出{F1 3}元，⟦未完。"), year=2025)
    bare = TOKEN.sub("", locked.text)
    assert "⟦" not in bare
    assert locked.print(locked.text).text == locked.plan.text


def test_printing_says_where_figures_and_marks_stand_after_a_rewrite():
    locked = lock(plan_of("支出{F1 12.50}万元【待核】。"), year=2025)
    printed = locked.print("我局共支出⟦F1⟧⟦M1⟧。")
    assert printed.text == "我局共支出12.50万元【待核】。"
    assert [printed.text[f.start : f.end] for f in printed.figures] == ["12.50"]
    assert printed.open == (OpenMark(12, 16, "待核", "未填"),)


PARTS = [
    "支出{F1 12.50}万元", "比上年下降{F2 3}%", "2025年", "【待核】", "【待补：人数（上年3人）】", "⟦F1⟧", "一般公共预算", "进一步",
    "三个方面", "（一）", "1.", "①", "〔2024〕7号", "百分之五", "十四五", "5—8月", "Ⅳ类", "½", "３０", "“12345”热线", "\n", "。", "，", "工作",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=14), st.text(max_size=5))
def test_locking_loses_nothing_and_leaves_no_numeral(parts: list[str], noise: str):
    plan = plan_of("".join(parts) + noise.replace("{", ""))
    locked = lock(plan, year=2025)
    assert [c for c in TOKEN.sub("", locked.text) if is_numeral(c) or c in "⟦⟧"] == []
    printed = locked.print(locked.text)
    assert printed == Piece(plan.text, (), in_order(plan.figures), in_order(plan.open))


@pytest.mark.parametrize("word", ["参加", "办理", "同时", "双方", "半年", "陆续"])
def test_words_that_count_nothing_stay_words(word: str):
    assert lock(plan_of(f"我局{word}开展工作。"), year=2025).text in (
        f"我局{word}开展工作。",
        "我局⟦N1⟧开展工作。",
    )


def kinds(text: str) -> list[tuple[str, str]]:
    locked: Locked = lock(plan_of(text), year=2025)
    order = [slot for name in TOKEN.findall(locked.text) if (slot := locked.slot(name))]
    return [(slot.kind, slot.text) for slot in order]


def in_order(spans):  # type: ignore[no-untyped-def]
    return tuple(sorted(spans, key=lambda one: one.start))
