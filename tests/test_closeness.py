"""Whether what was found is close to what was asked, and how a query is read that was mistyped."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.answering import answer_json, notes_on
from drafter.closeness import covered, missing
from drafter.index import PassageIndex, index_reports, open_index
from drafter.respelling import read_as
from drafter.retrieval import find_precedents
from drafter.thesaurus import load_thesaurus
from tests.index_build import write_report

BOOK = """
[[group]]
said = ["车没处停", "停车难"]
written = ["停车泊位", "停车设施"]
"""


@pytest.mark.parametrize(
    ("query", "matched", "content", "close"),
    [
        ("停车泊位", ("停车泊位",), "新增停车泊位三百个。", True),
        ("车没处停", ("停车泊位",), "新增停车泊位三百个。", True),
        # One word of two, which stands everywhere.
        ("钢琴考级", ("钢琴",), "学会十个指头弹钢琴。", False),
        # Two words apart are no chance.
        ("楼下垃圾乱扔不分类", ("垃圾", "分类"), "推进生活垃圾分类。", True),
        # Half of a word is another word.
        ("相对论", ("相对",), "农民相对集中居住。", False),
        ("红烧肉怎么做", (), "切实做好各项工作。", False),
    ],
)
def test_a_passage_is_close_that_has_more_than_half_or_several_words_or_what_reports_write(
    tmp_path: Path, query: str, matched: tuple[str, ...], content: str, close: bool
):
    (tmp_path / "words.toml").write_text(BOOK, "utf-8")
    assert covered(load_thesaurus(tmp_path), query, matched, content).close == close


def test_missing_are_the_words_no_passage_has():
    assert missing("太空旅游怎么写", ["发展乡村旅游。"]) == ("太空",)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("社區矯正", "社区矫正"),
        ("固定资产投姿", "固定资产投资"),
        ("政府采够", "政府采购"),
        ("公务接代费", "公务接待费"),
        # Right as they are: everyday talk, and a word the reports do not have.
        ("政府的账上", "政府的账上"),
        ("社区没人管", "社区没人管"),
        ("钢琴考级", "钢琴考级"),
    ],
)
def test_a_query_is_read_in_the_reports_script_and_by_ear(typed: str, meant: str):
    known = {
        "社区": 9,
        "区矫": 2,
        "矫正": 2,
        "产投": 4,
        "投资": 8,
        "采购": 7,
        "府采": 7,
        "掌上": 5,
        "接待": 6,
        "务接": 3,
        "待费": 3,
        "每人": 3,
    }
    assert read_as(typed, lambda words: [known.get(word, 0) for word in words]) == meant


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> PassageIndex:
    folder = tmp_path_factory.mktemp("closeness")
    write_report(folder / "corpus", 2023)
    index_reports([folder / "corpus"], folder / "index")
    return open_index(folder / "index")


def test_an_answer_says_whether_anything_is_close_and_how_the_query_was_read(index: PassageIndex):
    def told(query: str) -> dict[str, object]:
        answer = answer_json(query, find_precedents(index, query, limit=3))
        return {name: answer[name] for name in ("query", "read_as", "close", "missing")}

    assert told("清理河道") == {"query": "清理河道", "read_as": "清理河道", "close": True, "missing": []}
    assert told("水質達標率")["read_as"] == "水质达标率"
    assert told("火星河道") == {
        "query": "火星河道",
        "read_as": "火星河道",
        "close": False,
        "missing": ["火星"],
    }
    assert notes_on("火星河道", find_precedents(index, "火星河道")) == (
        "没有找到接近的写法，以下各段只是略有关联。可换一个说法",
        "以下各段都没有：火星",
    )


def test_what_is_shown_as_close_is_no_closer_than_what_it_has_of_the_question(index: PassageIndex):
    best = find_precedents(index, "火星移民河道", limit=1)[0]
    assert best.score > 0.8 > 0.5 > best.closeness > 0
