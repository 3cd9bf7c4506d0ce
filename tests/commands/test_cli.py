"""The command line: its JSON, its exit codes, and one line that says what to do when something is not right."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from drafter.cli import DONE, FAILED, FOUND, USAGE, _parser, main
from drafter.sheet import read_sheet, write_sheet
from tests import word_edits as word
from tests.build import OFFICE_2022, OFFICE_2023, fill, row_of, write_office
from tests.build_files import paragraph, write_docx, write_pdf
from tests.index_build import tiny_bert, tiny_cross_encoder, write_report
from tests.paths import ROOT

HEAVY = {
    "torch",
    "transformers",
    "sentence_transformers",
    "faiss",
    "gradio",
    "openpyxl",
    "docx",
    "numpy",
    "sklearn",
}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with last year's report of the invented office."""
    monkeypatch.chdir(tmp_path)
    write_office(tmp_path)
    return tmp_path


@pytest.fixture
def report(desk: Path) -> str:
    return next(desk.glob("*.txt")).name


@pytest.fixture
def sheet(desk: Path, report: str, capsys: pytest.CaptureFixture[str]) -> Path:
    """The sheet as the command makes it, filled in."""
    assert run(capsys, "sheet", "--from", report, "--year", "2023", "-o", "sheet.xlsx")[0] == DONE
    write_sheet(fill(read_sheet(Path("sheet.xlsx")), OFFICE_2023), Path("sheet.xlsx"))
    return Path("sheet.xlsx")


@pytest.fixture
def draft(sheet: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert run(capsys, "draft", str(sheet), "-o", "draft.json")[0] == DONE
    return Path("draft.json")


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Run a command; return its exit code and what it wrote to stdout and stderr."""
    capsys.readouterr()
    try:
        code = main(words)
    except SystemExit as end:
        code = int(end.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


def answer(capsys: pytest.CaptureFixture[str], *words: str, code: int = DONE) -> Any:
    """The one JSON object a command prints."""
    ended, out, err = run(capsys, *words, "--json")
    assert (ended, err, out.count("\n")) == (code, "", 1)
    return json.loads(out)


def refusal(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """The one line a command that could not do it prints; it must have written nothing."""
    before = files()
    code, out, err = run(capsys, *words)
    assert (code, out, err.count("\n")) == (FAILED, "", 1), err
    assert files() == before
    return err.rstrip("\n")


def files() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in Path().rglob("*") if path.is_file()}


# -- read ------------------------------------------------------------------------------------------------------


def test_read_prints_text_and_outline(report: str, capsys: pytest.CaptureFixture[str]):
    read = answer(capsys, "read", report)
    assert set(read) >= {"title", "org", "year", "text", "sections"}
    assert (read["title"], read["org"], read["year"]) == (
        OFFICE_2022.splitlines()[0],
        "泽南市政协办公厅",
        2022,
    )
    assert read["text"] == OFFICE_2022.strip()
    assert [(s["key"], s["level"], s["heading"]) for s in read["sections"]][:3] == [
        ("1", 1, "一、基本情况"),
        ("1.1", 2, "(一) 部门概况"),
        ("1.1.1", 3, "1、泽南市政协职能简述"),
    ]
    for section in read["sections"]:
        assert read["text"][section["start"] :].startswith(section["heading"])
        assert section["start"] < section["end"] <= len(read["text"])


def test_a_command_looks_for_cycles_rarely(report: str, monkeypatch: pytest.MonkeyPatch):
    told: list[int] = []
    monkeypatch.setattr("gc.set_threshold", lambda every, *_: told.append(every))
    assert main(["read", report]) == 0
    assert told
    assert told[0] >= 10_000


def test_read_without_json_is_for_people(report: str, capsys: pytest.CaptureFixture[str]):
    code, out, err = run(capsys, "read", report)
    assert (code, err) == (DONE, "")
    assert out.splitlines()[:3] == [
        f"标题：{OFFICE_2022.splitlines()[0]}",
        "单位：泽南市政协办公厅　年度：2022　类型：部门整体支出绩效自评",
        "　一、基本情况",
    ]


def test_what_cannot_be_read_is_told_in_one_line(desk: Path, capsys: pytest.CaptureFixture[str]):
    Path("坏.docx").write_bytes(b"PK\x03\x04 not a document")
    Path("坏.pdf").write_bytes(b"%PDF-1.4 broken")
    Path("料.xyz").write_bytes(b"PNG")
    Path("空.txt").write_bytes(b"")
    assert "坏.docx" in refusal(capsys, "read", "坏.docx")
    assert "坏.pdf" in refusal(capsys, "read", "坏.pdf")
    assert refusal(capsys, "read", "料.xyz").startswith("料.xyz：不认识的文件类型 .xyz。可读的有 ")
    assert "空.txt" in refusal(capsys, "read", "空.txt")
    assert refusal(capsys, "read", "没有.txt") == "没有.txt：没有这个文件。请检查路径"


# -- index and search ------------------------------------------------------------------------------------------


@pytest.fixture
def index(desk: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    for year in (2022, 2023):
        write_report(desk / "corpus", year)
    assert run(capsys, "index")[0] == DONE
    return desk / "index"


def test_indexing_twice_changes_nothing(index: Path, capsys: pytest.CaptureFixture[str]):
    again = answer(capsys, "index")
    assert {key: len(again[key]) for key in ("added", "refreshed", "unchanged", "failures")} == {
        "added": 0,
        "refreshed": 0,
        "unchanged": 2,
        "failures": 0,
    }
    assert (again["reports"], again["embedded"]) == (2, 0)
    assert run(capsys, "index")[1].startswith("索引 index：新增 0 份，更新 0 份，未变 2 份；共 2 份报告、")


def test_search_finds_passages_where_they_stand(index: Path, capsys: pytest.CaptureFixture[str]):
    found = answer(capsys, "search", "巡河清理河道", "--limit", "2")
    assert found["query"] == "巡河清理河道"
    assert len(found["hits"]) == 2
    best = found["hits"][0]
    assert set(best) >= {"id", "score", "org", "year", "source", "headings", "start", "end", "text"}
    assert best["headings"] == ["三、河长制"]
    text = answer(capsys, "read", f"corpus/{best['source']}")["text"]
    assert text[best["start"] : best["end"]] == best["text"]


def test_a_hit_says_by_which_words_it_was_found(index: Path, capsys: pytest.CaptureFixture[str]):
    out = run(capsys, "search", "巡河清理河道", "--limit", "1")[1]
    assert out.splitlines()[2] == "   含：巡河、清理、河道"
    assert "\033" not in out


def test_search_keeps_to_its_filters(index: Path, capsys: pytest.CaptureFixture[str]):
    assert {hit["year"] for hit in answer(capsys, "search", "巡河", "--before", "2023")["hits"]} == {2022}
    assert {hit["year"] for hit in answer(capsys, "search", "巡河", "--year", "2023")["hits"]} == {2023}
    assert {hit["headings"][0] for hit in answer(capsys, "search", "饮水", "--section", "供水")["hits"]} == {
        "五、农村供水"
    }
    assert answer(capsys, "search", "饮水", "--org", "没有的单位")["hits"] == []


def test_many_queries_give_one_line_each(index: Path, capsys: pytest.CaptureFixture[str]):
    Path("q.tsv").write_text("a\t巡河清理河道\nb\t农村饮水安全\n", "utf-8")
    code, out, err = run(capsys, "search", "--queries", "q.tsv", "--json-lines", "--limit", "1")
    lines = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (DONE, "")
    assert [(one["qid"], one["query"], one["hits"][0]["headings"]) for one in lines] == [
        ("a", "巡河清理河道", ["三、河长制"]),
        ("b", "农村饮水安全", ["五、农村供水"]),
    ]


def test_queries_may_be_paragraphs_of_one_text(index: Path, capsys: pytest.CaptureFixture[str]):
    Path("q.tsv").write_text("a\t巡河清理河道\nb\t农村饮水安全\n", "utf-8")
    alone = run(capsys, "search", "--queries", "q.tsv", "--limit", "1")[1].splitlines()
    code, out, _ = run(capsys, "search", "--queries", "q.tsv", "--together", "--limit", "1")
    scores = [[json.loads(line)["hits"][0]["score"] for line in some] for some in (alone, out.splitlines())]
    assert code == DONE
    assert scores[0][0] == scores[1][0]
    assert scores[0][1] < scores[1][1]


def test_queries_without_a_tab_are_refused(index: Path, capsys: pytest.CaptureFixture[str]):
    Path("q.tsv").write_text("巡河清理河道\n", "utf-8")
    assert (
        refusal(capsys, "search", "--queries", "q.tsv")
        == "检索词文件 q.tsv 有的行没有制表符。每行应为 编号<TAB>检索词"
    )
    assert refusal(capsys, "search", "--queries", "没有.tsv").startswith("读不了检索词文件 没有.tsv：")


def test_search_needs_an_index_and_one_query(desk: Path, capsys: pytest.CaptureFixture[str]):
    assert refusal(capsys, "search", "巡河") == "index：这里还没有资料库索引。请先运行 drafter index"
    code, _, err = run(capsys, "search")
    assert (code, err) == (USAGE, "请给出一个检索词，或用 --queries 指定 qid<TAB>query 的文件\n")
    assert run(capsys, "search", " ")[::2] == (code, err)
    assert run(capsys, "search", "巡河", "--limit", "0")[0] == USAGE
    code, _, err = run(capsys, "search", "巡河", "--json-lines")
    assert (code, err) == (USAGE, "--together 和 --json-lines 须与 --queries 同用\n")


def test_passages_that_have_nothing_of_the_question_are_not_shown_to_people(
    index: Path, capsys: pytest.CaptureFixture[str]
):
    assert run(capsys, "search", "xyzzy")[1] == "没有找到。可换一个说法，或放宽 --year、--org、--section\n"


def test_an_index_of_another_embedder_is_refused(
    index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    other = tiny_bert(tmp_path / "other-model")
    before = files()
    code, out, err = run(capsys, "search", "巡河", "--embedder", str(other))
    told = err.splitlines()[-1].split("\r")[-1]  # below the loading bar of the model
    assert (code, out, files()) == (FAILED, "", before)
    assert told.startswith("index：索引是用向量模型 ")
    assert told.endswith("。请改用原来的模型，或用现在的模型重新运行 drafter index")


def test_a_reranker_orders_what_search_found(index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    model = str(tiny_cross_encoder(tmp_path / "reranker"))
    plain = answer(capsys, "search", "巡河清理河道", "--limit", "20")["hits"]
    turned = answer(capsys, "search", "巡河清理河道", "--limit", "20", "--reranker", model)["hits"]
    assert {one["id"] for one in turned} == {one["id"] for one in plain}
    assert [one["id"] for one in turned] != [one["id"] for one in plain]
    assert refusal(capsys, "search", "巡河", "--reranker", "corpus") == (
        "corpus：不是重排模型（没有 config.json）。请指定 cross-encoder 文件夹，如 bge-reranker；向量模型用 drafter index --embedder"
    )


def test_an_empty_folder_makes_no_index(desk: Path, capsys: pytest.CaptureFixture[str]):
    (desk / "空").mkdir()
    assert refusal(capsys, "index", "空").startswith("空：文件夹里没有报告。请放入 ")
    assert refusal(capsys, "index") == "corpus：没有这个文件或文件夹。请检查路径"
    assert not (desk / "index").exists()


def test_a_damaged_file_among_good_ones_is_named_and_the_others_are_kept(
    desk: Path, capsys: pytest.CaptureFixture[str]
):
    write_report(desk / "corpus", 2022)
    (desk / "corpus" / "坏的-2023.docx").write_bytes(b"PK\x03\x04 broken")
    code, out, err = run(capsys, "index")
    assert code == FAILED
    assert err.startswith("未能读取 ")
    assert "坏的-2023.docx" in err
    assert "新增 1 份" in out


# -- sheet -----------------------------------------------------------------------------------------------------


def test_sheet_says_what_is_left_to_fill_in(desk: Path, report: str, capsys: pytest.CaptureFixture[str]):
    code, out, err = run(capsys, "sheet", "--from", report, "--year", "2023", "-o", "sheet.xlsx")
    assert (code, err) == (DONE, "")
    assert (
        out
        == "已生成数据表 sheet.xlsx：30 行数据，其中 7 行自动计算、3 行已带出，待填 20 行；工作要点 11 条\n"
    )
    assert read_sheet(Path("sheet.xlsx")).previous_report == report


def test_a_sheet_finds_its_report_from_another_folder(
    desk: Path, report: str, capsys: pytest.CaptureFixture[str]
):
    (desk / "表").mkdir()
    run(capsys, "sheet", "--from", report, "--year", "2023", "-o", "表/sheet.xlsx")
    assert read_sheet(Path("表/sheet.xlsx")).previous_report == f"../{report}"
    assert run(capsys, "draft", "表/sheet.xlsx", "-o", "draft.md")[0] == DONE


@pytest.mark.parametrize("year", ["abc", "23", "２０２３年", "3023"])
def test_a_year_that_is_none_is_refused(report: str, year: str, capsys: pytest.CaptureFixture[str]):
    code, out, err = run(capsys, "sheet", "--from", report, "--year", year, "-o", "sheet.xlsx")
    assert (code, out) == (USAGE, "")
    assert err.splitlines()[-1] == f"drafter sheet：--year：“{year}”不是四位年份，请写成如 2023"


def test_a_year_that_does_not_come_after_is_refused(report: str, capsys: pytest.CaptureFixture[str]):
    told = refusal(capsys, "sheet", "--from", report, "--year", "2022", "-o", "sheet.xlsx")
    assert told == f"要起草的年度 2022 不晚于上年报告“{report}”的年度 2022。请检查要起草的年度（--year）"


def test_a_sheet_that_skips_a_year_says_whose_figures_are_missing(
    report: str, capsys: pytest.CaptureFixture[str]
):
    code, _, told = run(capsys, "sheet", "--from", report, "--year", "2024", "-o", "sheet.xlsx")
    assert code == DONE
    assert told == f"“{report}”是 2022 年的报告，不是 2023 年的：“上年”各行留空，请填 2023 年的数\n"


def test_a_sheet_is_made_from_a_file_that_is_there(desk: Path, capsys: pytest.CaptureFixture[str]):
    told = refusal(capsys, "sheet", "--from", "没有.txt", "--year", "2023", "-o", "sheet.xlsx")
    assert told == "找不到上年报告“没有.txt”。请检查路径，或用 --from 指定文件"


def test_no_sheet_is_made_from_a_report_of_an_unknown_year(desk: Path, capsys: pytest.CaptureFixture[str]):
    Path("报告.txt").write_text("泽南市水务局自评报告\n一、部门概况\n负责全市水务工作。\n", "utf-8")
    refused = refusal(capsys, "sheet", "--from", "报告.txt", "--year", "2023", "-o", "new.xlsx")
    assert refused == "报告.txt：看不出单位、年度。请补上：drafter mend 报告.txt --org 单位 --year 年度"


def test_a_sheet_is_not_written_as_something_else(report: str, capsys: pytest.CaptureFixture[str]):
    told = refusal(capsys, "sheet", "--from", report, "--year", "2023", "-o", report)
    assert told.startswith("数据表只能存为 .xlsx")


def test_a_sheet_can_be_made_from_a_report_in_the_index(index: Path, capsys: pytest.CaptureFixture[str]):
    name = "云岭市水利局-部门整体支出绩效自评报告-2023.txt"
    Path("corpus", name).unlink()
    assert run(capsys, "sheet", "--from", name, "--year", "2024", "-o", "sheet.xlsx")[0] == DONE
    assert run(capsys, "draft", "sheet.xlsx", "-o", "draft.json")[0] == DONE


# -- draft -----------------------------------------------------------------------------------------------------


def test_draft_prints_text_sections_sentences_figures_and_marks(
    sheet: Path, capsys: pytest.CaptureFixture[str]
):
    made = answer(capsys, "draft", str(sheet))
    assert set(made) >= {"org", "year", "title", "text", "sections", "sentences", "figures", "open"}
    assert (made["org"], made["year"]) == ("泽南市政协办公厅", 2023)
    assert {tuple(sorted(one)) for one in made["sections"]} == {
        ("end", "heading", "key", "level", "start", "status")
    }
    assert {tuple(sorted(one)) for one in made["sentences"]} == {("end", "origin", "precedent", "start")}
    assert {tuple(sorted(one)) for one in made["figures"]} == {("end", "row", "start")}
    assert {tuple(sorted(one)) for one in made["open"]} == {("end", "kind", "reason", "start")}
    row = row_of(read_sheet(sheet), "征集提案").id
    assert [made["text"][f["start"] : f["end"]] for f in made["figures"] if f["row"] == row] == ["536", "536"]
    assert {made["text"][o["start"] : o["start"] + 3] for o in made["open"]} == {"【待核"}


def test_draft_writes_json_markdown_or_word(sheet: Path, capsys: pytest.CaptureFixture[str]):
    made = answer(capsys, "draft", str(sheet))
    for name in ("draft.json", "draft.md", "draft.docx"):
        code, out, _ = run(capsys, "draft", str(sheet), "-o", name)
        assert code == DONE
        assert out.startswith(f"已起草 {name}：14 节，32 个数已取自数据表；【待补】0 处，【待核】")
    assert json.loads(Path("draft.json").read_text("utf-8")) == made
    assert "整体收入10871.26万元" in Path("draft.md").read_text("utf-8")
    assert "整体收入10871.26万元" in "".join(Document("draft.docx").element.body.xpath(".//w:t/text()"))


def test_a_reranker_is_for_drafts_under_another_outline(sheet: Path, capsys: pytest.CaptureFixture[str]):
    code, out, err = run(capsys, "draft", str(sheet), "--reranker", "模型")
    assert (code, out) == (USAGE, "")
    assert err == "--reranker 用来为提纲的新节找写法，请与 --outline 同用\n"


def test_draft_alone_prints_the_text(sheet: Path, capsys: pytest.CaptureFixture[str]):
    assert (
        run(capsys, "draft", str(sheet))[1].splitlines()[0]
        == "泽南市政协办公厅2023年部门整体支出绩效自评报告"
    )


def test_a_csv_names_its_report_on_the_command_line(
    desk: Path, sheet: Path, report: str, capsys: pytest.CaptureFixture[str]
):
    rows = [[cell.value for cell in row] for row in load_workbook(sheet)["数据"].iter_rows()]
    import csv

    with open("数据.csv", "w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(
            [["" if str(cell or "").startswith("=IF") else cell for cell in row] for row in rows]
        )
    assert refusal(capsys, "draft", "数据.csv") == "数据.csv 没有写明上年报告。请用 --from 指定"
    made = answer(capsys, "draft", "数据.csv", "--from", report)
    assert (made["year"], made["title"]) == (2023, "泽南市政协办公厅2023年部门整体支出绩效自评报告")
    assert "整体收入10871.26万元" in made["text"]


def broken(sheet: Path, page: str, row: int, column: int, value: object) -> None:
    book = load_workbook(sheet)
    book[page].cell(row, column).value = value
    book.save(sheet)


@pytest.mark.parametrize(
    ("place", "says"),
    [
        (("数据", 1, 6, "今年"), "sheet.xlsx 的“数据”页缺少列：本年数。请补上列名，或重新下载数据表（命令：drafter sheet）"),
        (("基本信息", 3, 2, "明年"), "sheet.xlsx 的年度“明年”不是四位年份。请填如 2023"),
        (("基本信息", 3, 2, "2021"), "数据表的年度 2021 不晚于上年报告"),
        (("基本信息", 5, 2, "没有.txt"), "找不到上年报告“没有.txt”。请检查路径，或用 --from 指定文件"),
        (("数据", 3, 6, "12,5"), "的本年数“12,5”不是数字。请只填数字，如 12.50；单位已在“单位”列"),
        (("工作要点", 2, 4, "保留"), "工作要点页第 2 行的处理“保留”不认识。请选 沿用、改写、删除 或 新增"),
        (("工作要点", 30, 5, "没有章节的新事项。"), "“没有章节的新事项。”还没有写明章节。请在“工作要点”中为它选一个章节"),
    ],
)  # fmt: skip
def test_a_sheet_that_is_not_right_writes_no_draft(
    sheet: Path, place: tuple[str, int, int, object], says: str, capsys: pytest.CaptureFixture[str]
):
    Path("draft.json").write_text("vorher", "utf-8")
    broken(sheet, *place)
    assert says in refusal(capsys, "draft", str(sheet), "-o", "draft.json")


def test_wrong_files_given_to_draft_are_refused(sheet: Path, report: str, capsys: pytest.CaptureFixture[str]):
    assert refusal(capsys, "draft", "没有.xlsx") == "找不到数据表：没有.xlsx。请检查路径"
    assert refusal(capsys, "draft", report).startswith(f"{report} 不是数据表：只认 .xlsx 或 .csv")
    assert (
        refusal(capsys, "draft", str(sheet), "-o", "draft.rtf")
        == "不会写“.rtf”文件。输出文件请用 .docx、.pdf、.md、.txt 或 .json"
    )
    assert refusal(capsys, "draft", str(sheet), "-o", "没有的夹/draft.docx").startswith(
        "写不了文件 draft.docx："
    )


# -- check -----------------------------------------------------------------------------------------------------


def test_check_counts_every_number_and_finds_nothing_in_a_right_report(
    report: str, capsys: pytest.CaptureFixture[str]
):
    code, out, err = run(capsys, "check", report, "--json")
    told = json.loads(out)
    assert err == ""
    assert [issue["code"] for issue in told["issues"] if issue["severity"] == "error"] == []
    assert code == (FOUND if told["issues"] else DONE)
    assert set(told) >= {"file", "characters", "numbers", "issues"}
    assert (told["file"], told["characters"]) == (report, len(OFFICE_2022.strip()))
    numbers = told["numbers"]
    assert numbers["total"] == numbers["verified"] + numbers["structural"] + numbers["unverified"]


def test_check_finds_the_wrong_number_where_it_stands(desk: Path, capsys: pytest.CaptureFixture[str]):
    Path("改-2022.txt").write_text(OFFICE_2022.replace("98.17%", "98.71%"), "utf-8")
    told = answer(capsys, "check", "改-2022.txt", code=FOUND)
    text = answer(capsys, "read", "改-2022.txt")["text"]
    wrong = [issue for issue in told["issues"] if issue["severity"] == "error"]
    assert [text[issue["start"] : issue["end"]] for issue in wrong] == ["98.71"] or [
        text[issue["start"] : issue["end"]] for issue in wrong
    ] == ["98.71%"]
    assert set(wrong[0]) >= {
        "code",
        "severity",
        "message",
        "start",
        "end",
        "excerpt",
        "expected",
        "section",
        "related",
    }
    assert wrong[0]["expected"].startswith("98.17")
    assert wrong[0]["section"] == "1.3"
    assert all(set(one) == {"start", "end"} for one in wrong[0]["related"])


def test_check_compares_with_the_sheet_and_with_last_year(
    sheet: Path, draft: Path, report: str, capsys: pytest.CaptureFixture[str]
):
    text = json.loads(draft.read_text("utf-8"))["text"]
    Path("改-2023.txt").write_text(text.replace("10871.26", "10781.26", 1), "utf-8")
    told = answer(capsys, "check", "改-2023.txt", "--sheet", str(sheet), "--previous", report, code=FOUND)
    assert "figure-differs" in {issue["code"] for issue in told["issues"]}
    Path("旧-2023.txt").write_text(text.replace("2023年，我厅", "2022年，我厅", 1), "utf-8")
    told = answer(capsys, "check", "旧-2023.txt", "--previous", report, code=FOUND)
    assert "stale-year" in {issue["code"] for issue in told["issues"]}


def test_check_reads_a_draft_as_it_is(draft: Path, sheet: Path, capsys: pytest.CaptureFixture[str]):
    told = answer(capsys, "check", str(draft), "--sheet", str(sheet), code=FOUND)
    assert told["characters"] == len(json.loads(draft.read_text("utf-8"))["text"])
    assert {issue["code"] for issue in told["issues"] if issue["severity"] == "error"} <= {"placeholder-left"}


def test_what_was_judged_is_not_said_again_until_it_is_taken_back(
    desk: Path, capsys: pytest.CaptureFixture[str]
):
    Path("对照.txt").write_text(
        "全市人口86.20万人。决算数660.00万元，比上年增加60.00万元，增长12.50%。", "utf-8"
    )

    def checked() -> tuple[int, list[str], list[str], int]:
        code, out, _ = run(capsys, "check", "对照.txt", "--json")
        data = json.loads(out)
        codes = [[one["code"] for one in data[kind]] for kind in ("issues", "dismissed")]
        return code, codes[0], codes[1], data["numbers"]["unverified"]

    before = checked()
    at = json.loads(run(capsys, "check", "对照.txt", "--json")[1])["issues"][0]["start"]
    assert run(capsys, "judge", "对照.txt", "--at", str(at))[0] == DONE
    assert checked() == (DONE, [], ["growth-wrong"], before[3])
    assert run(capsys, "judge", "对照.txt", "--at", str(at), "--undo")[0] == DONE
    assert checked() == before
    assert run(capsys, "judge", "对照.txt", "--at", "4", "--source", "统计公报")[0] == DONE
    assert checked() == (*before[:3], before[3] - 1)
    code, _, told = run(capsys, "judge", "对照.txt", "--at", "9")
    assert (code, "没有问题" in told) == (FAILED, True)


def test_check_tells_people_line_by_line(desk: Path, capsys: pytest.CaptureFixture[str]):
    Path("改-2022.txt").write_text(OFFICE_2022.replace("98.17%", "98.71%"), "utf-8")
    code, out, err = run(capsys, "check", "改-2022.txt")
    assert (code, err) == (FOUND, "")
    assert "[错误] " in out
    assert "98.71" in out
    assert out.splitlines()[-1].startswith("本稿 ")


def test_check_says_what_makes_it_less_than_it_seems(
    desk: Path, sheet: Path, report: str, capsys: pytest.CaptureFixture[str]
):
    told = run(capsys, "check", report, "--sheet", str(sheet))[2]
    assert told == "请留意：数据表是 2023 年度的，报告是 2022 年度的\n"
    write_docx(Path("附图-2024.docx"), paragraph("支出见下图。"), "<w:altChunk/>")
    told = run(capsys, "check", "附图-2024.docx")[2]
    assert told == "请留意：有嵌入的文档没有读入，内容可能不全；请在 Word 里另存一份再读\n"


def test_check_refuses_what_it_cannot_read(
    desk: Path, sheet: Path, report: str, capsys: pytest.CaptureFixture[str]
):
    Path("坏.json").write_text('{"text": 3}', "utf-8")
    Path("坏.docx").write_bytes(b"PK\x03\x04broken")
    assert refusal(capsys, "check", "坏.json").startswith("不是起草结果文件：")
    assert "坏.docx" in refusal(capsys, "check", "坏.docx")
    assert refusal(capsys, "check", "没有.txt") == "没有.txt：没有这个文件。请检查路径"
    assert refusal(capsys, "check", report, "--sheet", "没有.xlsx") == "找不到数据表：没有.xlsx。请检查路径"
    assert refusal(capsys, "check", report, "--previous", "没有.txt") == "没有.txt：没有这个文件。请检查路径"


def test_check_starts_without_heavy_packages(desk: Path):
    """On a report of 5,000 characters, in a process of its own."""
    Path("长-2022.txt").write_text(OFFICE_2022 + OFFICE_2022.split("\n", 1)[1] * 4, "utf-8")
    ask = (
        "import sys; from drafter.cli import main; code = main(['check', '长-2022.txt', '--json']);"
        f"print(sorted({HEAVY!r} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask],
        capture_output=True,
        text=True,
        check=False,
        env={**_environment(), "PYTHONPATH": str(ROOT)},
    )
    assert done.stderr.strip() == "[]"
    assert json.loads(done.stdout)["characters"] > 5000


def _environment() -> dict[str, str]:
    import os

    return dict(os.environ)


# -- export ----------------------------------------------------------------------------------------------------


def test_export_writes_word_and_markdown(draft: Path, sheet: Path, capsys: pytest.CaptureFixture[str]):
    assert run(capsys, "export", str(draft), "-o", "报告.docx", "--sheet", str(sheet), "--sources") == (
        DONE,
        "已导出 报告.docx\n",
        "",
    )
    assert run(capsys, "export", str(draft), "-o", "报告.md") == (DONE, "已导出 报告.md\n", "")
    text = json.loads(draft.read_text("utf-8"))["text"]
    written = "".join(Document("报告.docx").element.body.xpath(".//w:t/text()"))
    assert [line for line in text.splitlines() if "".join(line.split()) not in "".join(written.split())] == []


def test_a_final_export_is_refused_while_something_is_open(draft: Path, capsys: pytest.CaptureFixture[str]):
    told = refusal(capsys, "export", str(draft), "-o", "报告.docx", "--final")
    assert "待核" in told


def test_export_refuses_what_is_no_draft_and_other_suffixes(
    draft: Path, report: str, capsys: pytest.CaptureFixture[str]
):
    assert refusal(capsys, "export", report, "-o", "报告.docx").startswith(f"读不了稿件 {report}：")
    assert refusal(capsys, "export", "没有.json", "-o", "报告.docx").startswith("读不了稿件 没有.json：")
    assert (
        refusal(capsys, "export", str(draft), "-o", "报告.rtf")
        == "不会写“.rtf”文件。输出文件请用 .docx、.pdf、.md、.txt 或 .json"
    )
    assert (
        refusal(capsys, "export", str(draft), "-o", "报告")
        == "不会写“报告”文件。输出文件请用 .docx、.pdf、.md、.txt 或 .json"
    )


def test_plain_text_is_the_text_of_the_draft(draft: Path, capsys: pytest.CaptureFixture[str]):
    assert run(capsys, "export", str(draft), "-o", "报告.txt") == (DONE, "已导出 报告.txt\n", "")
    assert Path("报告.txt").read_text("utf-8-sig") == json.loads(draft.read_text("utf-8"))["text"]
    assert "待核" in refusal(capsys, "export", str(draft), "-o", "报告.txt", "--final")


def test_pdf_without_libreoffice_says_what_to_do(
    draft: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PATH", "")
    assert refusal(capsys, "export", str(draft), "-o", "报告.pdf") == (
        "这台机器没有 LibreOffice，不能直接生成 PDF。"
        "请先导出 Word，在 Word 或 WPS 里另存为 PDF；或请管理员安装 LibreOffice 后再试"
    )


def test_an_edited_word_file_is_read_back(
    draft: Path, sheet: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    # In this process the file cannot be opened: the child does it.
    monkeypatch.setattr("drafter.export.readback.word_file.Package", None)
    run(capsys, "export", str(draft), "-o", "报告.docx", "--sheet", str(sheet), "--sources")
    whole = ("readback", "报告.docx", "--draft", str(draft), "--sheet", str(sheet))
    assert run(capsys, *whole) == (DONE, "文字和数据都没有改动\n", "")
    word.edit(
        Path("报告.docx"),
        word.write("个别绩效目标", "少数绩效目标"),
        word.write("征集提案536", "征集提案537"),
    )
    told = answer(capsys, *whole, "-o", "新稿.json", "--json", code=FOUND)
    assert [(one["change"], one["key"]) for one in told["sections"]] == [("edited", "1.2"), ("edited", "3")]
    (figure,) = told["figures"]
    assert (figure["label"], figure["old"], figure["new"]) == ("征集提案", "536件", "537件")
    assert told["draft"] == json.loads(Path("新稿.json").read_text("utf-8"))
    code, out, _ = run(capsys, *whole)
    assert (code, out.splitlines()[:2]) == (
        FOUND,
        ["已改　(二) 年度总体工作和重点工作任务", "已改　三、存在的主要问题"],
    )
    assert refusal(capsys, "readback", str(draft), "--draft", str(draft)).startswith("draft.json：文件已损坏")


# -- the whole -------------------------------------------------------------------------------------------------


def test_every_option_says_what_it_is_for(capsys: pytest.CaptureFixture[str]):
    commands = next(one for one in _parser()._actions if isinstance(one, argparse._SubParsersAction))
    silent = [
        f"{name} {action.option_strings or action.dest}"
        for name, command in commands.choices.items()
        for action in command._actions
        if not action.help and not isinstance(action, argparse._SubParsersAction)
    ]
    assert silent == []
    code, out, err = run(capsys)
    assert (code, out) == (USAGE, "")
    assert all(f"    {name} " in err for name in commands.choices)


@pytest.mark.parametrize(
    "words", [[], ["起草"], ["sheet"], ["draft"], ["read", "a", "b"], ["check", "a.txt", "--nothing"]]
)
def test_wrong_usage_ends_with_two(words: list[str], capsys: pytest.CaptureFixture[str]):
    code, out, err = run(capsys, *words)
    assert (code, out) == (USAGE, "")
    assert err.startswith("用法： drafter")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("起草", "drafter：命令 没有 起草，可用：index、read、"),
        ("check", "drafter check：还缺 file"),
        ("check a.txt --nothing", "drafter：不认识 --nothing"),
        ("search 预算 --limit", "drafter search：--limit 后面要写明它的值"),
        ("search 预算 --limit 0", "drafter search：--limit：应为正整数：0"),
    ],
)
def test_wrong_usage_is_told_in_our_words(words: str, told: str, capsys: pytest.CaptureFixture[str]):
    assert run(capsys, *words.split())[2].splitlines()[-1].startswith(told)


def test_word_and_pdf_reports_go_the_same_way(desk: Path, capsys: pytest.CaptureFixture[str]):
    lines = [
        "泽南市水务局2022年工作报告",
        "一、收支情况",
        "2022年预算数200.00万元，执行数150.00万元，预算执行率75.00%。",
    ]
    write_docx(desk / "水务-2022.docx", *map(paragraph, lines))
    write_pdf(desk / "水务-2022.pdf", [(90, 780 - 30 * at, line[:30]) for at, line in enumerate(lines)])
    for name in ("水务-2022.docx", "水务-2022.pdf"):
        assert run(capsys, "sheet", "--from", name, "--year", "2023", "-o", "s.xlsx")[0] == DONE
        assert "预算数【待补：" in run(capsys, "draft", "s.xlsx")[1]


def test_the_package_is_the_command(tmp_path: Path):
    report = tmp_path / "甲局-部门决算-2023.txt"
    report.write_text("甲局2023年度部门决算\n全年支出12.5万元。\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "drafter", "read", str(report), "--json"],
        capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout)["title"] == "甲局2023年度部门决算"
