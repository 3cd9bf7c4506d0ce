"""The menu beside the editor: a stretch in other words, shown before it is taken, refused with a reason, and taken back."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from drafter.actions import Models, Office
from drafter.actions.rewriting_desk import Rewrite
from drafter.actions.sections import body
from drafter.drafting.models.figure_lock import Slot
from drafter.drafting.models.generation import Answer, Generator, OnText, Stop, StoppedError
from drafter.drafting.models.prompting import Prompt
from drafter.errors import DrafterError, DraftError
from drafter.workspace import SaveConflict
from tests.build import begun
from tests.generation_build import ScriptedGenerator

MONEY, PROBLEMS, MEASURES, RESULT = "1.3", "3", "4", "2.1"


@pytest.fixture
def desk(library: Path, tmp_path: Path) -> Office:
    """The office without a model, and project `id` drafted with this year's figures."""
    office = Office(library, tmp_path / "workspace")
    office.id = id = begun(office)  # type: ignore[attr-defined]
    list(office.draft_all(id))
    return office


def with_model(desk: Office, generator: Generator) -> Office:
    office = Office(desk.library.folder, desk.folder, Models(generator))
    office.id = desk.id  # type: ignore[attr-defined]
    return office


def text(desk: Office, key: str) -> str:
    return body(desk.open(desk.id).draft.section(key))  # type: ignore[attr-defined]


def asked(desk: Office, key: str, task: str, words: str = "", **more: object) -> Rewrite:
    """What the menu proposes for the words, selected in the section, or for the whole of it."""
    at = text(desk, key).index(words)
    place = (at, at + len(words))
    *_, made = desk.rewrite(desk.id, key, task, place=place, **more)  # type: ignore
    assert isinstance(made, Rewrite)
    return made


def shorter(prompt: Prompt) -> str:
    return prompt.plan.replace("其中，", "")


def test_a_rewrite_is_shown_first_then_taken_then_taken_back(desk: Office):
    desk = with_model(desk, ScriptedGenerator(shorter))
    before = text(desk, MONEY)
    made = asked(desk, MONEY, "shorten", "其中")
    assert made.before.startswith("其中，基本支出预算数8702.35万元")
    assert made.after.startswith("基本支出预算数8702.35万元")
    assert text(desk, MONEY) == before
    stood = desk.take_rewrite(desk.id, MONEY, made.name)
    assert text(desk, MONEY) == before.replace("其中，", "")
    section = desk.open(desk.id).draft.section(MONEY)
    assert {"8702.35", "98.71"} <= {section.text[one.start : one.end] for one in section.figures}
    desk.restore(desk.id, MONEY, stood)
    assert text(desk, MONEY) == before


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (lambda prompt: prompt.plan + "惠及群众九百人。", "写了资料之外的数字"),
        (lambda prompt: prompt.plan.replace("⟦F18⟧", ""), "漏了数据或标记：2345.80万元"),
        (
            lambda prompt: "另行说明。",
            "漏了数据或标记：2023年、10871.26万元、98.40%、8702.35万元……；篇幅不当：太短",
        ),
        (lambda prompt: prompt.plan, "模型认为不用改，原文未动"),
    ],
)
def test_what_is_refused_says_why_in_words_of_the_text_and_changes_nothing(desk: Office, answer, why: str):
    desk = with_model(desk, ScriptedGenerator(answer))
    before = text(desk, MONEY)
    with pytest.raises(DraftError) as told:
        asked(desk, MONEY, "expand")
    assert why in str(told.value)
    assert "记号" not in str(told.value)
    assert text(desk, MONEY) == before


def test_a_place_counts_as_browsers_count_and_is_widened_to_sentences(desk: Office):
    office = desk
    office.write(office.id, MEASURES, "𠮷𠮷先学习。再检查。后总结。", office.open(office.id).revision)
    desk = with_model(office, ScriptedGenerator(lambda prompt: prompt.plan.replace("检查", "抽查")))
    # 再检 begins at the eighth unit: each rare character is two.
    *_, made = desk.rewrite(desk.id, MEASURES, "rewrite_item", place=(8, 9))
    assert (made.before, made.after) == ("再检查。", "再抽查。")
    *_, made = desk.rewrite(desk.id, MEASURES, "rewrite_item", place=(9, 9))
    assert made.before == "𠮷𠮷先学习。再检查。后总结。"


def test_a_rewrite_of_what_somebody_has_changed_since_is_refused(desk: Office):
    desk = with_model(desk, ScriptedGenerator(shorter))
    made = asked(desk, MONEY, "shorten", "其中")
    desk.write(desk.id, MONEY, "别人写的。", desk.open(desk.id).revision)
    with pytest.raises(SaveConflict):
        desk.take_rewrite(desk.id, MONEY, made.name)
    assert text(desk, MONEY) == "别人写的。"
    with pytest.raises(DraftError, match="已不在内存中"):
        desk.take_rewrite(desk.id, PROBLEMS, made.name)


def test_problems_are_written_from_lost_points_where_the_models_answer_is_no_good(desk: Office):
    lost = "自评得分97.6分。目标设定不够具体，绩效目标扣2.4分。"
    desk.write(desk.id, RESULT, lost, desk.open(desk.id).revision)
    with pytest.raises(DrafterError, match="扣分就写在这一节"):
        asked(desk, RESULT, "write_problems")
    plain = asked(desk, PROBLEMS, "write_problems")
    assert (plain.before, plain.reason) == ("", "")
    assert plain.after == "1.绩效目标扣2.4分，原因是目标设定不够具体。"
    made = asked(with_model(desk, ScriptedGenerator("一派胡言9。")), PROBLEMS, "write_problems")
    assert made.after == plain.after
    assert made.reason.startswith("模型的回答不合要求")
    desk.take_rewrite(desk.id, PROBLEMS, plain.name)
    assert text(desk, PROBLEMS).endswith("\n1.绩效目标扣2.4分，原因是目标设定不够具体。")


def test_terms_are_unified_to_the_letter_with_or_without_a_model(desk: Office):
    for office in (desk, with_model(desk, ScriptedGenerator("不该问我"))):
        made = asked(office, MONEY, "unify_terms", terms=(("我厅", "办公厅"),))
        assert made.after == text(desk, MONEY).replace("我厅", "办公厅")
    with pytest.raises(DraftError, match="没有找到要统一的用语"):
        asked(desk, MONEY, "unify_terms", terms=(("没有的词", "词"),))
    with pytest.raises(DrafterError, match="会改动文中的数"):
        asked(desk, MONEY, "unify_terms", terms=(("万元", "亿元"),))


def test_without_a_model_the_others_say_how_to_get_one_and_a_finished_section_stays(desk: Office):
    with pytest.raises(DrafterError, match="--generator"):
        asked(desk, MONEY, "shorten")
    desk.set_status(desk.id, MONEY, "已定稿")
    with pytest.raises(DraftError, match="已定稿"):
        asked(desk, MONEY, "unify_terms", terms=(("我厅", "办公厅"),))


def test_who_stops_waits_no_longer_even_for_a_silent_model(desk: Office):
    left = threading.Event()

    class Silent:
        name, exact = "silent", False

        def generate(self, prompt: Prompt, *, slots: Sequence[Slot], on_text: OnText, stop: Stop) -> Answer:
            while not stop():
                left.wait(0.02)
            left.set()
            raise StoppedError

    desk = with_model(desk, Silent())
    with pytest.raises(StoppedError):
        list(desk.rewrite(desk.id, MONEY, "shorten", stop=lambda: True))
    assert left.wait(5)
