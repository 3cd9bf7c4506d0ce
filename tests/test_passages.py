"""Passages: what becomes one, and that its place is true."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from drafter.passages import content_hash, split_passages
from tests.index_build import report_of


def texts(*sections: tuple[str, str], max_chars: int = 400, title: str = "") -> list[str]:
    return [one.text for one in split_passages(report_of(*sections, title=title), max_chars=max_chars)]


def test_each_paragraph_is_a_passage_under_its_heading():
    report = report_of(
        ("一、概况", "本局负责水利工作。\n本局下设三个科室。"), ("二、问题", "支付进度不够均衡。")
    )
    assert [(one.headings, one.section, one.text) for one in split_passages(report)] == [
        (("一、概况",), "1", "本局负责水利工作。"),
        (("一、概况",), "1", "本局下设三个科室。"),
        (("二、问题",), "2", "支付进度不够均衡。"),
    ]


def test_a_heading_alone_and_the_title_make_no_passage():
    assert texts(("", "云岭市水利局年度报告"), ("一、概况", ""), title="云岭市水利局年度报告") == []


def test_a_long_paragraph_is_cut_at_sentence_ends():
    assert texts(("一、概况", "甲甲甲甲甲甲。乙乙乙乙乙乙。丙丙丙丙丙丙。"), max_chars=15) == [
        "甲甲甲甲甲甲。乙乙乙乙乙乙。",
        "丙丙丙丙丙丙。",
    ]


def test_a_sentence_longer_than_a_passage_is_cut_at_a_comma_and_else_anywhere():
    assert texts(("一、概况", "甲甲甲甲甲甲，乙乙乙乙乙乙。"), max_chars=10) == [
        "甲甲甲甲甲甲，",
        "乙乙乙乙乙乙。",
    ]
    assert texts(("一、概况", "甲" * 25), max_chars=10) == ["甲" * 10, "甲" * 10, "甲" * 5]


def test_rows_of_a_table_stay_together():
    assert texts(("一、收支", "项目 金额\n收入 120.5\n支出 118.2\n以上数据来自年度决算。")) == [
        "项目 金额\n收入 120.5\n支出 118.2",
        "以上数据来自年度决算。",
    ]


def test_long_rows_of_a_table_stay_together_too():
    rows = "项目名称\t预算数\t执行数\n防汛抗旱及水毁水利工程修复和物资储备\t1342.00\t1318.26\t98.23%"
    assert texts(("一、收支", f"{rows}\n以上数据来自年度决算。")) == [rows, "以上数据来自年度决算。"]


def test_the_same_report_gives_the_same_ids_and_another_source_gives_others():
    section = ("一、概况", "本局负责水利工作。")
    one, again = split_passages(report_of(section)), split_passages(report_of(section))
    other = split_passages(report_of(section, source="2024.txt"))
    assert one == again
    assert one[0].id != other[0].id
    assert content_hash(one[0]) == content_hash(other[0])


PROSE = st.text(st.sampled_from("甲乙丙12.5，。；（）“”\n 　𠮷"), max_size=120)


@given(st.lists(PROSE, min_size=1, max_size=4), st.integers(5, 40))
def test_text_is_always_the_reports_text_at_its_place_and_no_two_overlap(bodies: list[str], max_chars: int):
    report = report_of(*((f"{n}、章", body) for n, body in enumerate(bodies)))
    passages = split_passages(report, max_chars=max_chars)
    assert [one.text for one in passages] == [report.text[one.start : one.end] for one in passages]
    assert all(len(one.text) <= max_chars for one in passages)
    assert all(one.end <= two.start for one, two in pairwise(passages))
    assert len({one.id for one in passages}) == len(passages)


@given(st.lists(st.text("甲乙丙，。；", min_size=30, max_size=90), min_size=1, max_size=4))
def test_no_character_of_a_paragraph_is_lost(paragraphs: list[str]):
    passages = split_passages(report_of(("一、章", "\n".join(paragraphs))), max_chars=40)
    assert "".join(one.text for one in passages) == "".join(paragraphs)
