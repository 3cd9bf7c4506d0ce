"""The index: what it keeps, what it notices, and what survives."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import drafter.index
from drafter.errors import IndexFolderError, ReportError, StaleIndexError
from drafter.index import IndexSummary, PassageIndex, index_reports, open_index, remove_reports
from drafter.index.archive import reading
from drafter.index.generations import _sha256
from drafter.index.vectorising import Made
from drafter.reading import read_report
from drafter.report import Item, Section, Table
from drafter.retrieval import find_precedents
from tests.index_build import text_of, tiny_bert, write_report

QUERY = "巡河与河道清理"
NEW_FLOODS = "全年未出现超警戒水位，抢险队伍演练四次，物资储备充足。"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for year in (2022, 2023):
        write_report(tmp_path / "corpus", year)
    return tmp_path / "corpus"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


def hits(index: PassageIndex) -> list[tuple[str, float]]:
    return [(one.passage.id, one.score) for one in find_precedents(index, QUERY)]


def names(paths: tuple[str, ...]) -> list[str]:
    return [name[-8:-4] for name in paths]


def outcome(summary: IndexSummary) -> tuple[list[str], list[str], list[str], int]:
    return names(summary.added), names(summary.refreshed), names(summary.unchanged), summary.embedded


def test_a_reopened_index_gives_the_same_hits(corpus: Path, folder: Path):
    index_reports([corpus], folder)
    first = open_index(folder)
    assert hits(open_index(folder)) == hits(first)
    assert find_precedents(first, QUERY)[0].passage.headings == ("三、河长制",)


def test_the_report_comes_back_whole_without_its_file(corpus: Path, folder: Path):
    odd = replace(
        read_report(write_report(corpus, 2022)),
        sections=(Section("1", 1, "一、部门概况", 0, 9, (Item("1.", 3, 5),)), Section("2", 1, "", 9, 12)),
        tables=(Table((("项目", "金额"), ("收入", "1.50")), 3, 9),),
        warnings=("表格一处合并单元格",),
    )
    index_reports(
        [corpus], folder, read=lambda path: (odd if "2022" in path.name else read_report(path), None)
    )
    for path in list(corpus.iterdir()):
        path.unlink()
    assert open_index(folder).report(odd.source) == odd


def test_reports_are_listed_by_body_and_year(corpus: Path, folder: Path):
    write_report(corpus, 2021, org="安宁市教育局")
    index_reports([corpus], folder)
    assert [(org, year) for _, org, year, _ in open_index(folder).reports()] == [
        ("云岭市水利局", 2022),
        ("云岭市水利局", 2023),
        ("安宁市教育局", 2021),
    ]


def test_only_new_passages_are_embedded(corpus: Path, folder: Path):
    first = index_reports([corpus], folder)
    # Both years say the same: eight paragraphs have one vector each.
    assert outcome(first) == (["2022", "2023"], [], [], 8)
    assert outcome(index_reports([corpus], folder)) == ([], [], ["2022", "2023"], 0)
    write_report(corpus, 2024, 防汛抗旱=NEW_FLOODS)
    assert outcome(index_reports([corpus], folder)) == (["2024"], [], ["2022", "2023"], 1)


def test_each_passage_has_the_vector_of_what_it_says_in_an_index_of_all_and_of_what_is_new(
    corpus: Path, folder: Path
):
    index_reports([corpus], folder)
    index = open_index(folder)
    with reading(folder) as archive:
        for after in (0, 5):
            said = index.encode([one.content for one in archive.entries(after=after)])
            kept = archive.vectors.of(index.embedder.fingerprint, index.embedder.dim, after=after)
            assert np.abs(kept - said).max() < 0.001


def test_what_passages_say_is_looked_up_by_an_index_from_the_first_run_on(corpus: Path, folder: Path):
    index_reports([corpus], folder)
    with sqlite3.connect(folder / "index.sqlite3") as db:
        plan = db.execute("EXPLAIN QUERY PLAN SELECT 1 FROM passages WHERE content = ?", ("",)).fetchone()
    assert plan[3] == "SEARCH passages USING COVERING INDEX passage_content (content=?)"


def test_a_changed_file_takes_the_place_of_what_it_said_before(corpus: Path, folder: Path):
    index_reports([corpus], folder)
    write_report(corpus, 2023, 防汛抗旱=NEW_FLOODS)
    assert outcome(index_reports([corpus], folder)) == ([], ["2023"], ["2022"], 1)
    texts = [one.text for one in open_index(folder).passages() if one.year == 2023]
    assert NEW_FLOODS in texts
    assert len(texts) == 8


def test_running_again_on_a_moved_folder_adds_nothing(corpus: Path, folder: Path):
    index_reports([corpus], folder)
    moved = corpus.rename(corpus.with_name("moved"))
    assert outcome(index_reports([moved], folder)) == ([], [], ["2022", "2023"], 0)


def test_two_files_of_one_name_are_both_kept(tmp_path: Path, folder: Path):
    for name in ("甲", "乙"):
        (tmp_path / "corpus" / name).mkdir(parents=True)
        (tmp_path / "corpus" / name / "2023.txt").write_text(text_of(2023, org=f"{name}县水利局"), "utf-8")
    index_reports([tmp_path / "corpus"], folder)
    index = open_index(folder)
    assert {source for source, *_ in index.reports()} == {"2023.txt", "甲/2023.txt"}
    assert {one.source for one in index.passages()} == {"2023.txt", "甲/2023.txt"}
    assert index.report("甲/2023.txt").org == "甲县水利局"
    again = index_reports([tmp_path / "corpus"], folder)
    assert (again.added, again.refreshed, len(again.unchanged)) == ((), (), 2)


def test_an_unreadable_file_is_told_and_does_not_stop_the_rest(corpus: Path, folder: Path):
    (corpus / "坏的-2021.docx").write_bytes(b"PK\x03\x04 broken")
    summary = index_reports([corpus], folder)
    assert names(summary.added) == ["2022", "2023"]
    assert [file for file, _ in summary.failures] == ["坏的-2021.docx"]


def test_a_file_that_breaks_the_parser_does_not_stop_the_rest_and_what_was_known_of_it_stays(
    corpus: Path, folder: Path
):
    index_reports([corpus], folder)
    write_report(corpus, 2023, 防汛抗旱=NEW_FLOODS)

    def read(path: Path) -> object:
        raise RecursionError("too deep")

    summary = index_reports([corpus], folder, read=read)  # type: ignore[arg-type]
    assert [("too deep" in why) for _, why in summary.failures] == [True]
    assert len(open_index(folder).reports()) == 2


def test_an_empty_folder_is_an_error_and_nothing_is_written(tmp_path: Path, folder: Path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(ReportError, match="没有报告"):
        index_reports([tmp_path / "empty"], folder)
    assert not folder.exists()


def test_when_no_report_can_be_read_nothing_is_written(tmp_path: Path, folder: Path):
    (tmp_path / "坏的.docx").write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(IndexFolderError, match=r"坏的\.docx"):
        index_reports([tmp_path / "坏的.docx"], folder)
    assert not folder.exists()


def test_no_index_says_which_command_makes_one(tmp_path: Path):
    with pytest.raises(IndexFolderError, match="请先运行 drafter index"):
        open_index(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_a_file_that_is_no_database_is_told(folder: Path):
    folder.mkdir()
    (folder / "index.sqlite3").write_bytes(b"not a database" * 100)
    with pytest.raises(IndexFolderError, match="索引文件已损坏"):
        open_index(folder)


def damage_flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def damage_cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-3])


@pytest.mark.parametrize("damage", [damage_flip, damage_cut, Path.unlink])
@pytest.mark.parametrize("name", ["0/passages.faiss", "manifest.json", "0/worths.npy", "0/texts.npy"])
def test_a_damaged_derived_file_is_noticed_and_built_again(
    name: str, damage: object, corpus: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    index_reports([corpus], folder)
    good = hits(open_index(folder))
    path = folder / "generations" / "1" / name
    written = path.read_bytes()
    damage(path)  # type: ignore[operator]
    monkeypatch.setattr(
        "drafter.index.embedding.StaticEmbedder.encode", lambda *_: pytest.fail("embedded again")
    )
    index = open_index(folder)
    monkeypatch.undo()
    assert hits(index) == good
    assert path.read_bytes() == written


def test_no_generation_at_all_is_built_again_in_any_process(corpus: Path, folder: Path):
    """Another process has another hash seed; what it builds must be the bytes the manifest would name."""
    index_reports([corpus], folder)
    built = {path.name: path.read_bytes() for path in (folder / "generations/1").rglob("*") if path.is_file()}
    for path in list((folder / "generations/1").rglob("*.*")):
        path.unlink()
    ask = f"from pathlib import Path; from drafter.index import open_index; open_index(Path({str(folder)!r}))"
    subprocess.run([sys.executable, "-c", ask], check=True, env={**os.environ, "PYTHONHASHSEED": "7"})
    again = {path.name: path.read_bytes() for path in (folder / "generations/1").rglob("*") if path.is_file()}
    assert again == built


def test_where_the_index_cannot_be_written_derived_files_are_made_for_this_process_alone(
    corpus: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    index_reports([corpus], folder)
    good = hits(open_index(folder))
    shutil.rmtree(folder / "generations")

    def refuse(place: Path) -> None:
        raise IndexFolderError(f"{place} is being written by another")

    monkeypatch.setattr("drafter.index.opening.writing", refuse)
    assert hits(open_index(folder)) == good
    assert not (folder / "generations").exists()


def test_of_a_large_index_only_what_was_touched_since_is_read_through(
    corpus: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    index_reports([corpus], folder)
    monkeypatch.setattr("drafter.index.generations._LARGE", 0)
    good, read = hits(open_index(folder)), []
    monkeypatch.setattr(
        "drafter.index.generations._sha256", lambda path: read.append(path.name) or _sha256(path)
    )
    assert hits(open_index(folder)) == good
    assert read == ["manifest.json"]
    damage_flip(folder / "generations/1/0/worths.npy")
    assert hits(open_index(folder)) == good
    assert "worths.npy" in read


@pytest.mark.parametrize("refit", [False, True])
def test_an_index_run_that_dies_before_its_commit_leaves_the_old_state(
    refit: bool, corpus: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    index_reports([corpus], folder)
    before, reader = hits(open_index(folder)), open_index(folder)
    write_report(corpus, 2024, 河长制="巡河与河道清理：" + NEW_FLOODS)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("drafter.index.archive.Archive.set_current", die)
    with pytest.raises(KeyboardInterrupt):
        index_reports([corpus], folder, refit=refit)
    monkeypatch.undo()
    assert hits(open_index(folder)) == hits(reader) == before
    assert len(index_reports([corpus], folder, refit=refit).added) == 1
    assert hits(reader) == before
    assert len(open_index(folder).reports()) == 3


def test_dying_between_commit_and_renaming_the_new_embedder_loses_nothing(
    corpus: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    index_reports([corpus], folder)
    write_report(corpus, 2024, 河长制=NEW_FLOODS)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(drafter.index, "_tidy", die)
    with pytest.raises(KeyboardInterrupt):
        index_reports([corpus], folder, refit=True)
    monkeypatch.undo()
    after = hits(open_index(folder))
    assert len(open_index(folder).reports()) == 3
    assert index_reports([corpus], folder).embedded == 0
    assert not (folder / "embedder-next").exists()
    assert hits(open_index(folder)) == after


def test_another_embedder_is_refused_with_both_names_until_the_index_is_built_with_it(
    corpus: Path, folder: Path, tmp_path: Path
):
    index_reports([corpus], folder)
    tiny = tiny_bert(tmp_path / "tiny")
    with pytest.raises(
        StaleIndexError, match=r"embedder [0-9a-f]{12} 建立的，现在要用的是 tiny [0-9a-f]{12}"
    ):
        open_index(folder, embedder=tiny)
    summary = index_reports([corpus], folder, embedder=tiny)
    assert (summary.embedder, summary.embedded) == ("tiny", 8)
    assert hits(open_index(folder)) == hits(open_index(folder, embedder=tiny))
    with pytest.raises(StaleIndexError, match=r"tiny [0-9a-f]{12} 建立的，现在要用的是 embedder"):
        open_index(folder, embedder=folder / "embedder")


def test_an_index_whose_embedder_was_changed_is_refused(corpus: Path, folder: Path, tmp_path: Path):
    tiny = tiny_bert(tmp_path / "tiny")
    index_reports([corpus], folder, embedder=tiny)
    tiny.rename(tmp_path / "gone")
    with pytest.raises(StaleIndexError, match="（无）"):
        open_index(folder)
    tiny_bert(tmp_path / "b", seed=1)
    (tmp_path / "b").rename(tiny)
    with pytest.raises(StaleIndexError, match="现在要用的是 tiny"):
        open_index(folder)


def test_a_lost_default_embedder_is_fitted_again(corpus: Path, folder: Path):
    index_reports([corpus], folder)
    before = hits(open_index(folder))
    damage_flip(folder / "embedder" / "model.safetensors")
    with pytest.raises(IndexFolderError):
        open_index(folder)
    index_reports([corpus], folder)
    assert hits(open_index(folder)) == before


def test_refit_makes_the_embedder_anew_and_without_it_the_embedder_stays(corpus: Path, folder: Path):
    index_reports([corpus], folder)
    first = open_index(folder).embedder.fingerprint
    write_report(corpus, 2024, 防汛抗旱=NEW_FLOODS)
    index_reports([corpus], folder)
    assert open_index(folder).embedder.fingerprint == first
    assert index_reports([corpus], folder, refit=True).embedded == 9
    assert open_index(folder).embedder.fingerprint != first
    with sqlite3.connect(folder / "index.sqlite3") as db:
        assert db.execute("SELECT count(*), count(DISTINCT fingerprint) FROM vectors").fetchone() == (9, 1)


def test_reports_can_be_taken_out(corpus: Path, folder: Path):
    index_reports([corpus], folder)
    gone = next(source for source, _, year, _ in open_index(folder).reports() if year == 2022)
    assert remove_reports(folder, [gone, "不存在.txt"]) == (gone,)
    assert {one.year for one in open_index(folder).passages()} == {2023}
    with pytest.raises(IndexFolderError, match="资料库中没有"):
        open_index(folder).report(gone)


def test_only_two_generations_are_kept(corpus: Path, folder: Path):
    for year in (2024, 2025, 2026):
        write_report(corpus, year)
        index_reports([corpus], folder)
    assert sorted(path.name for path in (folder / "generations").iterdir()) == ["2", "3"]


def test_progress_counts_up_to_the_end(corpus: Path, folder: Path):
    told: list[tuple[int, int, str]] = []
    index_reports([corpus], folder, progress=lambda *step: told.append(step))
    assert (2, 2, "读取") in told
    assert told[-1] == (8, 8, "计算向量")


@pytest.fixture
def always_growing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let even these small indexes grow by segments, as large ones do."""
    monkeypatch.setattr(drafter.index.growing, "ANEW_UP_TO", 0)
    monkeypatch.setattr(drafter.index.growing, "ANEW_SHARE", 10)


def segments(folder: Path) -> list[str]:
    newest = max((folder / "generations").iterdir(), key=lambda path: int(path.name))
    return sorted(path.name for path in newest.iterdir() if path.is_dir())


def found(folder: Path, query: str = QUERY) -> list[tuple[int | None, str]]:
    hits = find_precedents(open_index(folder), query, group=False, limit=4)
    return [(one.passage.year, one.passage.text) for one in hits]


@pytest.mark.usefixtures("always_growing")
def test_what_is_added_makes_a_segment_and_is_found_as_if_built_anew(corpus: Path, folder: Path):
    index_reports([corpus], folder)
    write_report(corpus, 2024, 河长制="巡河与河道清理常态化，清淤二十公里。")
    assert len(index_reports([corpus], folder).added) == 1
    assert segments(folder) == ["0", "1"]
    grown = found(folder)
    assert grown[0] == (2024, "巡河与河道清理常态化，清淤二十公里。")
    index_reports([corpus], folder, kind="flat")
    assert segments(folder) == ["0"]
    assert [text for _, text in found(folder)] == [text for _, text in grown]


@pytest.mark.usefixtures("always_growing")
def test_what_is_taken_out_or_replaced_is_never_found_again(corpus: Path, folder: Path):
    index_reports([corpus], folder)
    write_report(corpus, 2023, 河长制="完成河湖健康评价六条。")
    index_reports([corpus], folder)
    reader = open_index(folder)
    assert len(reader) == len(reader.passages()) == 16
    assert [year for year, text in found(folder) if "巡河" in text] == [2022]
    gone = next(source for source, _, year, _ in reader.reports() if year == 2022)
    remove_reports(folder, [gone])
    assert [year for year, text in found(folder) if "巡河" in text] == []
    assert found(folder, "河湖健康评价")[0] == (2023, "完成河湖健康评价六条。")
    assert [one.passage.year for one in find_precedents(reader, QUERY, limit=1)] == [2022]


@pytest.mark.usefixtures("always_growing")
def test_many_segments_become_one_behind_the_first(
    corpus: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(drafter.index.growing, "MOST_SEGMENTS", 3)
    for year in (2024, 2025, 2026, 2027):
        index_reports([corpus], folder)
        write_report(corpus, year, 河长制=f"第{year - 2000}批河道清理完成。")
    index_reports([corpus], folder)
    assert segments(folder) == ["0", "1", "2"]
    assert {year for year, text in found(folder, "河道清理完成")} == {2024, 2025, 2026, 2027}


@pytest.mark.usefixtures("always_growing")
def test_a_damaged_segment_is_noticed_and_everything_built_again(corpus: Path, folder: Path):
    index_reports([corpus], folder)
    write_report(corpus, 2024)
    index_reports([corpus], folder)
    good = found(folder)
    damage_flip(folder / "generations/2/1/texts.npy")
    assert found(folder) == good
    assert segments(folder) == ["0"]
    assert found(folder) == good


@pytest.mark.parametrize("kind", ["flat", "pq", "ivf", "hnsw"])
def test_an_index_moves_between_kinds_without_embedding(kind: str, corpus: Path, folder: Path):
    index_reports([corpus], folder)
    before = found(folder)
    assert index_reports([corpus], folder, kind=kind).embedded == 0
    assert found(folder) == before
    write_report(corpus, 2024, 河长制=NEW_FLOODS)
    index_reports([corpus], folder)
    assert found(folder, "超警戒水位")[0] == (2024, NEW_FLOODS)


def test_an_unknown_kind_is_told_with_the_known_ones(corpus: Path, folder: Path):
    with pytest.raises(IndexFolderError, match="没有名为 flatt 的向量索引。可用：auto flat pq ivf hnsw"):
        index_reports([corpus], folder, kind="flatt")


def test_embedding_anew_goes_on_where_it_was_interrupted(
    corpus: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    index_reports([corpus], folder)
    before = hits(open_index(folder))
    tiny = tiny_bert(tmp_path / "tiny")
    monkeypatch.setattr("drafter.index.vectorising._BATCH", 3)
    monkeypatch.setattr("drafter.index.vectorising._MOST", 3)
    monkeypatch.setattr("drafter.index.vectorising._COMMIT_SECONDS", 0)

    def stop(done: int, total: int, what: str) -> None:
        if what == "计算向量" and done == 6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index_reports([corpus], folder, embedder=tiny, progress=stop)
    assert hits(open_index(folder)) == before
    assert index_reports([corpus], folder, embedder=tiny).embedded == 2
    assert open_index(folder, embedder=tiny).embedder.name == "tiny"


def test_vectors_just_made_are_found_by_what_is_said_whatever_the_order():
    vectors = np.arange(6, dtype=np.float16).reshape(3, 2)
    made = Made(3, ["b", "a", "c"], vectors)
    assert made.of(["b", "a", "c"]) is vectors
    assert made.of(["a", "b", "a"]).tolist() == [[2, 3], [0, 1], [2, 3]]
    assert made.of(["a", "d"]) is None


def test_a_model_that_knows_nothing_hardly_counts(corpus: Path, folder: Path, tmp_path: Path):
    index_reports([corpus], folder)
    assert open_index(folder).meaning == 0.2
    index_reports([corpus], folder, embedder=tiny_bert(tmp_path / "tiny"))
    # Of eight texts it has the right one by chance in an eighth of some twenty questions, one or two more or fewer.
    assert open_index(folder).meaning < 0.25
    assert found(folder)[0][1].startswith("持续推进河长制工作")


def test_an_index_that_has_outgrown_its_embedder_says_so_until_it_is_fitted_again(corpus: Path, folder: Path):
    index_reports([corpus], folder)
    for year in range(2024, 2028):
        write_report(
            corpus,
            year,
            **{name: f"第{year}批{name}工作已完成。" for name in ("河长制", "农村供水", "队伍建设")},
        )
    assert index_reports([corpus], folder).outgrown
    assert index_reports([corpus], folder).outgrown
    assert not index_reports([corpus], folder, refit=True).outgrown
    assert not index_reports([corpus], folder).outgrown
