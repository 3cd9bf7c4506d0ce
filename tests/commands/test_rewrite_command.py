"""drafter rewrite: one stretch of a draft written anew, its figures and marks kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from drafter.cli import DONE, FAILED, main
from drafter.commands.files import load_draft
from drafter.draft import BoundFigure, Draft, DraftSection, Sentence
from tests.generation_build import ScriptedGenerator


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    done = "一、自评结论\n预算编制有偏差，预算编制扣0.20分；支付进度偏慢，预算执行扣0.50分。\n"
    work = "二、工作情况\n各项工作按照要求有序推进，支出8.00万元。余下1.00万元。\n"
    at = work.index("8.00")
    told = (Sentence(len("二、工作情况\n"), len(work) - 1, "precedent"),)
    sections = (
        DraftSection("1", "一、自评结论", 1, done),
        DraftSection("2", "二、工作情况", 1, work, told, (BoundFigure(at, at + 4, "F2"),)),
        DraftSection("3", "三、存在的问题和改进措施", 1, "三、存在的问题和改进措施\n"),
    )
    file = tmp_path / "稿.json"
    file.write_text(
        json.dumps(Draft("某局", 2025, "报告", "", sections).to_json(), ensure_ascii=False), "utf-8"
    )
    return file


def rewritten(draft: Path, *more: str) -> str:
    assert main(["rewrite", str(draft), *more, "-o", "新.json"]) == DONE
    return load_draft(Path("新.json")).text


def refused(draft: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    assert main(["rewrite", str(draft), *more, "-o", "新.json"]) == FAILED
    assert not Path("新.json").exists()
    return capsys.readouterr().err.strip()


def scripted(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    generator = ScriptedGenerator(*answers)
    monkeypatch.setattr("drafter.drafting.models.generation.open_generator", lambda spec: generator)


def test_a_sentence_is_shortened_and_its_figure_stays_bound(draft: Path, monkeypatch: pytest.MonkeyPatch):
    scripted(monkeypatch, "工作有序推进，支出⟦F2⟧。")
    words = "各项工作按照要求有序推进，支出8.00万元。"
    text = rewritten(
        draft, "--section", "工作情况", "--task", "shorten", "--text", words, "--generator", "openai:x"
    )
    assert "二、工作情况\n工作有序推进，支出8.00万元。余下1.00万元。\n" in text
    (figure,) = load_draft(Path("新.json")).sections[1].figures
    assert figure.row == "F2"


def test_an_answer_with_a_number_of_its_own_leaves_the_draft_as_it_was(
    draft: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    scripted(monkeypatch, "支出⟦F2⟧，惠及群众999人。")
    said = refused(draft, capsys, "--section", "二", "--task", "shorten", "--generator", "openai:x")
    assert said.startswith("“二、工作情况”没有改写：模型的回答不合要求")
    assert said.endswith("原稿未动")


def test_problems_and_measures_are_written_from_the_points_lost_without_a_model(draft: Path):
    assert rewritten(draft, "--section", "存在的问题", "--task", "write_problems").endswith(
        "三、存在的问题和改进措施\n"
        "1.预算编制扣0.20分，原因是预算编制有偏差。\n2.预算执行扣0.50分，原因是支付进度偏慢。\n"
        "1.针对预算编制存在的不足，【待补：改进措施】。\n2.针对预算执行存在的不足，【待补：改进措施】。\n"
    )
    assert [mark.kind for mark in load_draft(Path("新.json")).sections[2].open] == ["待补", "待补"]


def test_points_already_told_are_not_told_again(draft: Path, capsys: pytest.CaptureFixture[str]):
    rewritten(draft, "--section", "存在的问题", "--task", "write_problems")
    Path("新.json").replace(draft)
    told = refused(draft, capsys, "--section", "存在的问题", "--task", "write_problems")
    assert told == "“三、存在的问题和改进措施”已写到全部扣分的指标"


def test_terms_are_unified_to_the_letter_without_a_model_and_figures_stay_bound(draft: Path):
    terms = ("--term", "各项工作=重点工作", "--term", "支出=财政支出")
    text = rewritten(draft, "--section", "二", "--task", "unify_terms", *terms)
    assert "二、工作情况\n重点工作按照要求有序推进，财政支出8.00万元。余下1.00万元。\n" in text
    (section,) = (one for one in load_draft(Path("新.json")).sections if one.key == "2")
    assert [section.text[one.start : one.end] for one in section.figures] == ["8.00"]
    Path("新.json").replace(draft)
    assert rewritten(draft, "--section", "二", "--task", "unify_terms", *terms) == text


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--section", "二", "--task", "expand"), "没有模型只能由扣分写问题（write_problems）和统一用语（unify_terms）"),
        (("--section", "二", "--task", "unify_terms", "--term", "1.0=9.0"), "“1.0”换成“9.0”会改动文中的数"),
        (("--section", "二", "--task", "unify_terms", "--term", "万元=亿元"), "“万元”换成“亿元”会改动文中的数"),
        (("--section", "四", "--task", "write_problems"), "稿件中叫“四”的节有 0 个"),
        (("--section", "、", "--task", "write_problems"), "稿件中叫“、”的节有 3 个"),
        (("--section", "三", "--task", "expand", "--generator", "openai:x"), "“三、存在的问题和改进措施”还没有正文"),
        (
            ("--section", "二", "--task", "expand", "--text", "支付", "--generator", "openai:x"),
            "“二、工作情况”中“支付”有 0 处",
        ),
        (("--section", "二", "--task", "unify_terms", "--generator", "openai:x"), "unify_terms 要用 --term 旧=新"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_and_nothing_written(
    draft: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    more: tuple[str, ...],
    said: str,
):
    scripted(monkeypatch, "")
    assert refused(draft, capsys, *more).startswith(said)
