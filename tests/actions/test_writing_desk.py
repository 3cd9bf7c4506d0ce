"""A language model on the page: it writes whole sections around the numbers, is listened to, stopped, gone on with, and fallen back from."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from drafter.actions import Models, Office
from drafter.actions.following import follow
from drafter.actions.sections import body
from drafter.actions.writing_desk import Writing
from drafter.draft import BoundFigure, Draft, DraftSection, OpenMark, PrecedentSpan, Sentence
from drafter.drafting.models.figure_lock import Slot
from drafter.drafting.models.generation import Answer, GenerationError, Generator, OnText, Stop, StoppedError
from drafter.drafting.models.prompting import Prompt
from tests.build import begun, report_of, row_of
from tests.generation_build import ScriptedGenerator

MONEY = "1.3"


@pytest.fixture
def office(library: Path, tmp_path: Path) -> Callable[[Generator | None], Office]:
    return lambda generator: Office(library, tmp_path / "workspace", Models(generator))


def reworded(prompt: Prompt) -> str:
    """What a good model may answer: every token in its place, a word said otherwise."""
    return prompt.plan.replace("执行数", "实际执行数").replace("开展", "组织开展")


def text(office: Office, id: str, key: str = MONEY) -> str:
    return body(office.open(id).draft.section(key))


def results(told: Sequence[Writing]) -> dict[str, str]:
    return {one.key: one.outcome for one in told[-1].results}


class Slow:
    """Writes half of its answer and then waits until it is told to go on, or stopped."""

    name, exact = "slow", False

    def __init__(self) -> None:
        self.go_on = threading.Event()

    def generate(self, prompt: Prompt, *, slots: Sequence[Slot], on_text: OnText, stop: Stop) -> Answer:
        answer = reworded(prompt)
        on_text(answer[:20])
        while not self.go_on.wait(0.02):
            if stop():
                raise StoppedError
        on_text(answer[20:])
        return Answer(answer)


def test_the_model_writes_a_section_and_every_number_stays_bound(office):
    desk = office(ScriptedGenerator(reworded))
    id = begun(desk)
    told = list(desk.write_section(id, MONEY))
    assert results(told) == {MONEY: "model"}
    assert "项目支出预算数2345.80万元，实际执行数2281.12万元" in text(desk, id)
    section = desk.open(id).draft.section(MONEY)
    assert {"2281.12", "97.24"} <= {section.text[one.start : one.end] for one in section.figures}
    assert "model" in {one.origin for one in section.sentences}
    assert section.status == "草稿"
    desk.bring_back(id, MONEY)
    assert text(desk, id) == ""


def test_what_it_writes_is_seen_while_it_writes(office):
    slow = Slow()
    desk = office(slow)
    id = begun(desk)
    writing = desk.write_section(id, MONEY)
    assert [next(writing).text for _ in range(2)] == ["", "2023年，我厅整体收入10871.26万元，支出"]
    slow.go_on.set()
    assert results(list(writing)) == {MONEY: "model"}


def test_stopped_it_ends_at_once_keeps_what_is_done_and_goes_on_from_there(office):
    desk = office(ScriptedGenerator(reworded))
    id = begun(desk)
    list(desk.write_section(id, MONEY))
    slow = Slow()
    again = office(slow)
    before = again.open(id).draft
    with again.stoppable(id) as stop:
        writing = again.write_all(id, stop)
        heard = next(one for one in writing if one.text)
        again.stop(id)
        with pytest.raises(StoppedError):
            list(writing)
    after = again.open(id).draft
    assert after.section(heard.key) == before.section(heard.key)
    assert heard.written == ("（三）部门整体收支情况",)
    slow.go_on.set()
    told = list(again.write_all(id))
    assert MONEY not in results(told)
    assert told[-1].done == told[-1].total == len(results(told))
    assert all(one.status == "草稿" for one in again.open(id).draft.sections)
    assert results(told)[heard.key] == "model"


def test_what_rests_on_other_work_items_is_written_again(office):
    desk = office(ScriptedGenerator(reworded))
    id = begun(desk)
    list(desk.write_section(id, MONEY))
    item = desk.open(id).brief.items[0]
    desk.write_item(id, replace(item, action="改写", text="今年换了做法。"))
    assert MONEY in results(list(desk.write_all(id)))


@pytest.mark.parametrize(
    ("answer", "outcome", "reason"),
    [
        ("惠及群众999人。", "fallback", "模型的回答不合要求：漏了数据或标记：2023年、10871.26万元"),
        (GenerationError("连接模型服务失败：Connection refused"), "fallback", "连接模型服务失败：Connection refused"),
        (Answer("2023年，我厅", "cut"), "incomplete", "未完成：模型的回答中断"),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_used_leaves_last_years_wording_and_says_why(
    office, answer: str | Answer | Exception, outcome: str, reason: str
):
    desk = office(ScriptedGenerator(answer))
    id = begun(desk)
    (told,) = list(desk.write_section(id, MONEY))[-1].results
    assert (told.outcome, told.reasons[0].startswith(reason)) == (outcome, True)
    assert "项目支出预算数2345.80万元，执行数2281.12万元" in text(desk, id)


@pytest.mark.parametrize("whose", ["the model's", "a person's"])
def test_a_failure_leaves_standing_what_was_written_before(office, whose: str):
    desk = office(ScriptedGenerator(reworded))
    id = begun(desk)
    if whose == "a person's":
        desk.write(id, MONEY, "我自己写的。", desk.open(id).revision)
    else:
        list(desk.write_section(id, MONEY))
    before = desk.open(id).draft.section(MONEY)
    failing = office(ScriptedGenerator(GenerationError("连接模型服务失败：超时")))
    (told,) = list(failing.write_section(id, MONEY))[-1].results
    assert (told.outcome, told.reasons) == ("left", ("连接模型服务失败：超时",))
    assert failing.open(id).draft.section(MONEY) == before


def test_a_failure_gives_up_what_was_written_from_other_work_items(office):
    desk = office(ScriptedGenerator(reworded))
    id = begun(desk)
    list(desk.write_section(id, MONEY))
    desk.write_item(id, replace(desk.open(id).brief.items[0], action="改写", text="今年换了做法。"))
    failing = office(ScriptedGenerator(GenerationError("连接模型服务失败：超时")))
    (told,) = list(failing.write_section(id, MONEY))[-1].results
    assert told.outcome == "fallback"


def test_sections_a_person_wrote_in_are_kept(office):
    desk = office(ScriptedGenerator(reworded))
    id = begun(desk)
    desk.write(id, "4", "我自己写的措施。", desk.open(id).revision)
    told = list(desk.write_all(id))
    assert told[-1].kept == ("四、下一步改进措施",)
    assert text(desk, id, "4") == "我自己写的措施。"


def test_what_a_person_writes_meanwhile_is_not_overwritten(office):
    slow = Slow()
    desk = office(slow)
    id = begun(desk)
    writing = desk.write_section(id, "4")
    next(one for one in writing if one.text)
    desk.write(id, "4", "我先写了。", desk.open(id).revision)
    slow.go_on.set()
    (told,) = list(writing)[-1].results
    assert told.reasons == ("起草期间有人修改了本节；模型的稿子在“历史”中，未写入",)
    assert text(desk, id, "4") == "我先写了。"
    assert next(one.refused for one in desk.versions(id, "4"))


def test_a_figure_typed_while_the_model_writes_is_in_what_it_wrote(office):
    slow = Slow()
    desk = office(slow)
    id = begun(desk)
    writing = desk.write_section(id, MONEY)
    next(one for one in writing if one.text)
    desk.type_figures(id, {row_of(desk.open(id).brief, "项目支出执行数").id: "2300.00"})
    slow.go_on.set()
    assert results(list(writing)) == {MONEY: "model"}
    assert "实际执行数2300.00万元，预算执行率98.05%" in text(desk, id)


def test_a_figure_typed_later_changes_the_models_sentence_and_stays_bound(office):
    desk = office(ScriptedGenerator(reworded))
    id = begun(desk)
    list(desk.write_section(id, MONEY))
    typed = desk.type_figures(id, {row_of(desk.open(id).brief, "项目支出执行数").id: "2300.00"})
    assert (typed.sections, typed.kept) == (1, 0)
    assert "实际执行数2300.00万元，预算执行率98.05%" in text(desk, id)
    section = desk.open(id).draft.section(MONEY)
    assert {"2300.00", "98.05"} <= {section.text[one.start : one.end] for one in section.figures}
    assert "model" in {one.origin for one in section.sentences}


def one_sentence(
    words: str, *figures: tuple[str, str], mark: str = "", origin: str = "model"
) -> DraftSection:
    """A section of one sentence; figures are (row, as printed), `mark` an open 【待补】 in it."""
    whole = f"一、题\n{words}\n"
    bound = tuple(BoundFigure(whole.index(told), whole.index(told) + len(told), row) for row, told in figures)
    at = whole.index(mark) if mark else 0
    open_ = (OpenMark(at, at + len(mark), "待补", "未填"),) if mark else ()
    told = (Sentence(5, len(whole) - 1, origin),)  # type: ignore[arg-type]
    return DraftSection("1", "一、题", 1, whole, told, bound, open_)


@pytest.mark.parametrize(
    ("before", "after", "mine", "became"),
    [
        (  # what was open is filled in
            one_sentence("全年支出【待补：支出（上年3万元）】。", mark="【待补：支出（上年3万元）】"),
            one_sentence("全年支出4.2万元。", ("F1", "4.2")),
            one_sentence("这一年共支出【待补：支出（上年3万元）】。", mark="【待补：支出（上年3万元）】"),
            "这一年共支出4.2万元。",
        ),
        (  # the other way now: the words about it may be wrong
            one_sentence("支出增加3.5万元。", ("F1", "3.5")),
            one_sentence("支出减少1.5万元。", ("F1", "1.5")),
            one_sentence("支出保持增势，增加3.5万元。", ("F1", "3.5")),
            "支出保持增势，增加3.5万元。",
        ),
        (  # more than the figure is said otherwise
            one_sentence("支出8万元，超过预算。", ("F1", "8")),
            one_sentence("支出5万元，未超过预算。", ("F1", "5")),
            one_sentence("全年支出8万元，超出预算。", ("F1", "8")),
            "全年支出8万元，超出预算。",
        ),
        (  # a person's own words
            one_sentence("支出8万元。", ("F1", "8")),
            one_sentence("支出5万元。", ("F1", "5")),
            one_sentence("全年支出8万元。", ("F1", "8"), origin="human"),
            "全年支出8万元。",
        ),
    ],
)  # fmt: skip
def test_of_a_models_sentence_only_the_figures_follow(
    before: DraftSection, after: DraftSection, mine: DraftSection, became: str
):
    followed = follow(mine, before, after, year=2023)
    assert (body(followed.section), followed.kept) == (became, int(body(mine) == became))
    section = followed.section
    assert [section.text[one.start : one.end] for one in section.figures] == (
        ["4.2"] if "4.2" in became else [mine.text[one.start : one.end] for one in mine.figures]
    )


def test_an_event_of_last_year_is_asked_about_in_the_models_words_too():
    from drafter.checks import check_draft

    said = "组织召开了全市防汛工作现场推进会，取得良好效果。"
    previous = report_of("某局2022年工作报告\n一、工作开展情况\n" + said + "\n")
    at = previous.text.index(said)
    told = "全市防汛工作现场推进会已组织召开，效果良好。"
    heading = "一、工作开展情况\n"
    for precedent, asked in ((PrecedentSpan(previous.source, at, at + len(said)), 1), (None, 0)):
        whole = Sentence(len(heading), len(heading + told), "model", precedent)
        section = DraftSection("1", heading.strip(), 1, heading + told + "\n", (whole,))
        draft = Draft("某局", 2023, "某局2023年工作报告", previous.source, (section,))
        found = [one for one in check_draft(draft, previous=previous).issues if one.code == "stale-text"]
        assert [one.message for one in found] == [
            "模型改写自上年报告的一句，含上年的事项，请核实是否仍然成立"
        ] * asked
