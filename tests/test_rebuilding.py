"""What `asdict` and JSON have taken apart is put together again."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from drafter.draft import Draft, DraftSection, OpenMark, PrecedentSpan, Sentence
from drafter.errors import DraftError
from drafter.export.readback.word_file import Anchor, Control, WordFile, WordLine
from drafter.rebuilding import rebuild
from drafter.report import Report, Table
from tests.build import office_report

SENTENCES = (Sentence(0, 4, "precedent", PrecedentSpan("2022.txt", 3, 7)), Sentence(4, 8, "human"))
SECTION = DraftSection(
    "1", "一、情况", 1, "一、情况\n【待补】\n", SENTENCES, (), (OpenMark(5, 9, "待补", "缺"),)
)


def test_what_was_taken_apart_is_the_same_again():
    word = WordFile(
        (WordLine("甲", 1, (Control(0, 1, "F1"),), (Anchor("k", "t", True),)),), 2, (("note", 1),)
    )
    report = office_report()
    table = Report("题", "局", None, "a.txt", "甲\t乙", (), (Table((("甲", "乙"),), 0, 3),))
    for one in (word, report, table, Draft("局", 2023, "题", "2022.txt", (SECTION,))):
        assert rebuild(type(one), json.loads(json.dumps(asdict(one)))) == one


def test_what_is_left_out_has_its_default_and_what_is_unknown_is_refused():
    assert rebuild(Sentence, {"start": 0, "end": 4, "origin": "human"}) == Sentence(0, 4, "human")
    for wrong in ({"start": 0}, {"start": 0, "end": 4, "origin": "human", "colour": "red"}):
        with pytest.raises(TypeError):
            rebuild(Sentence, wrong)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({}, "缺少 sections"),
        ({"sections": [{"key": "1", "start": 0, "end": 2}]}, "缺少 heading"),
        ({"sections": "x"}, "内容不对"),
        ([], "内容不对"),
        (None, "内容不对"),
    ],
)
def test_a_draft_that_is_none_says_what_it_lacks(told: object, why: str):
    with pytest.raises(DraftError, match=f"^不是起草结果文件：{why}。请选用 drafter draft -o 生成的 .json$"):
        Draft.from_json(told)  # type: ignore[arg-type]
