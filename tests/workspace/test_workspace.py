"""The workspace keeps every save: of threads, of processes, and of writers that are killed."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from drafter.brief import Brief, Figure, WorkItem
from drafter.draft import BoundFigure, Draft, DraftSection, OpenMark, PrecedentSpan, Sentence
from drafter.errors import ConflictError, DraftError, SheetError
from drafter.workspace import SaveConflict, Workspace
from tests.paths import ROOT

DRAFT = Draft(
    "云州市水务局",
    2024,
    "云州市水务局2024年度自评报告",
    "2023.docx",
    (
        DraftSection("0", "", 0, "云州市水务局2024年度自评报告\n"),
        DraftSection(
            "1",
            "一、收支情况",
            1,
            "一、收支情况\n收入12.5万元。培训【待补：期数】。\n",
            (Sentence(7, 17, "precedent", PrecedentSpan("2023.docx", 3, 9)),),
            (BoundFigure(9, 13, "F1"),),
            (OpenMark(19, 26, "待补", "期数"),),
        ),
        DraftSection("2", "二、打算", 1, "二、打算\n继续努力。\n", status="未起草"),
    ),
)
BRIEF = Brief(
    "云州市水务局",
    2024,
    "云州市水务局2024年度自评报告",
    "2023.docx",
    (Figure("F1", "收入", "本年", "万元", "11.0", "12.50", evidence=("收入【11.0】万元。",)),),
    (WorkItem("W1", "2", "开展巡查。", "改写", "开展排查。"),),
)


def test_a_reopened_workspace_has_everything(tmp_path: Path):
    with Workspace(tmp_path) as workspace:
        id = workspace.create(DRAFT, BRIEF, author="小王")
    with Workspace(tmp_path) as workspace:
        draft, brief, _ = workspace.load(id)
        assert (draft, brief) == (DRAFT, BRIEF)
        assert [(p.id, p.org, p.year, p.title, p.archived) for p in workspace.projects()] == [
            (id, "云州市水务局", 2024, "云州市水务局2024年度自评报告", False)
        ]


def test_a_persons_text_keeps_the_bindings_it_leaves_untouched(tmp_path: Path):
    workspace, id, revision = opened(tmp_path)
    text = DRAFT.section("1").text + "另作说明。\n"
    workspace.save_section(id, "1", text, revision=revision, author="小王")
    assert workspace.load(id)[0] == DRAFT.revise("1", text)
    assert [(one.section.text, one.author) for one in workspace.history(id, "1")] == [
        (DRAFT.section("1").text, ""),
        (text, "小王"),
    ]


def test_a_save_on_an_old_revision_is_refused_with_both_texts_and_kept(tmp_path: Path):
    workspace, id, revision = opened(tmp_path)
    workspace.save_section(id, "2", "二、打算\n甲的文字。\n", revision=revision, author="甲")
    with pytest.raises(SaveConflict, match="甲保存过") as conflict:
        workspace.save_section(id, "2", "二、打算\n乙的文字。\n", revision=revision, author="乙")
    assert isinstance(conflict.value, ConflictError)
    assert (conflict.value.mine, conflict.value.theirs) == (
        "二、打算\n乙的文字。\n",
        "二、打算\n甲的文字。\n",
    )
    assert workspace.load(id)[0].section("2").text == "二、打算\n甲的文字。\n"
    assert [(one.section.text, one.author) for one in workspace.refused(id, "2")] == [
        ("二、打算\n乙的文字。\n", "乙")
    ]
    merged = "二、打算\n甲乙的文字。\n"
    workspace.save_section(id, "2", merged, revision=conflict.value.revision)
    assert workspace.load(id)[0].section("2").text == merged


def test_one_renewed_number_is_enough_to_save_section_after_section(tmp_path: Path):
    workspace, id, revision = opened(tmp_path)
    for text in ("甲\n", "乙\n", "丙\n"):
        for key in ("1", "2", "1"):
            revision = workspace.save_section(id, key, text + key, revision=revision)
        revision = workspace.save_brief(id, BRIEF.fill(F1=text), revision=revision)
    assert [section.text for section in workspace.load(id)[0].sections[1:]] == ["丙\n1\n", "丙\n2\n"]


def test_saving_one_section_does_not_hide_what_another_person_did_to_the_next(tmp_path: Path):
    workspace, id, revision = opened(tmp_path)
    workspace.save_section(id, "1", "他人的一\n", revision=revision)
    mine = workspace.save_section(id, "2", "我的二\n", revision=revision)
    with pytest.raises(SaveConflict):
        workspace.save_section(id, "1", "我的一\n", revision=mine)


def test_settling_one_conflict_does_not_hide_the_next(tmp_path: Path):
    workspace, id, revision = opened(tmp_path)
    workspace.save_section(id, "1", "他人的一\n", revision=revision)
    later = workspace.load(id)[2]
    workspace.save_section(id, "2", "他人的二\n", revision=later)
    with pytest.raises(SaveConflict) as conflict:
        workspace.save_section(id, "1", "我的一\n", revision=revision)
    mine = workspace.save_section(id, "1", "合并的一\n", revision=conflict.value.revision)
    with pytest.raises(SaveConflict):
        workspace.save_section(id, "2", "我的二\n", revision=mine)


def test_the_same_text_again_adds_no_revision(tmp_path: Path):
    workspace, id, revision = opened(tmp_path)
    assert workspace.save_section(id, "1", DRAFT.section("1").text, revision=revision) == revision
    assert workspace.save_brief(id, BRIEF, revision=revision) == revision
    assert len(workspace.history(id, "1")) == 1


def test_two_people_with_the_same_words_do_not_conflict(tmp_path: Path):
    workspace, id, revision = opened(tmp_path)
    workspace.save_section(id, "2", "相同\n", revision=revision)
    mine = workspace.save_section(id, "2", "相同\n", revision=revision)
    workspace.save_section(id, "2", "更好\n", revision=mine)
    assert workspace.load(id)[0].section("2").text == "更好\n"


def test_a_drafted_section_replaces_text_bindings_and_status(tmp_path: Path):
    workspace, id, revision = opened(tmp_path)
    section = replace(DRAFT.section("1"), key="2", status="待校核")
    workspace.save_section(id, "2", section, revision=revision)
    assert workspace.load(id)[0].section("2") == section


def test_the_brief_has_revisions_and_conflicts_too(tmp_path: Path):
    workspace, id, revision = opened(tmp_path)
    workspace.save_brief(id, BRIEF.fill(F1="13.0"), revision=revision)
    with pytest.raises(SaveConflict, match="数据表") as conflict:
        workspace.save_brief(id, BRIEF.fill(F1="14.0"), revision=revision)
    assert '"value": "14.0"' in conflict.value.mine
    assert workspace.load(id)[1] == BRIEF.fill(F1="13.0")


def test_a_status_is_set_without_a_revision(tmp_path: Path):
    workspace, id, revision = opened(tmp_path)
    workspace.set_status(id, "1", "已定稿")
    assert workspace.load(id)[0].section("1").status == "已定稿"
    workspace.save_section(id, "1", "改\n", revision=revision)
    assert workspace.load(id)[0].section("1").status == "已定稿"
    assert len(workspace.history(id, "1")) == 2


def test_archived_projects_are_listed_on_request_and_removed_ones_are_gone(tmp_path: Path):
    workspace, id, _ = opened(tmp_path)
    workspace.archive(id)
    assert workspace.projects() == ()
    assert [one.archived for one in workspace.projects(archived=True)] == [True]
    workspace.archive(id, archived=False)
    assert len(workspace.projects()) == 1
    workspace.remove(id)
    with pytest.raises(DraftError, match=f"没有编号为 {id} 的稿件"):
        workspace.load(id)
    with sqlite3.connect(tmp_path / "drafts.db") as db:
        assert db.execute("SELECT count(*) FROM revisions").fetchone() == (0,)


def test_unknown_sections_revisions_and_projects_are_named(tmp_path: Path):
    workspace, id, revision = opened(tmp_path)
    with pytest.raises(DraftError, match="没有编号为 9 的章节。现有章节：0、1、2"):
        workspace.save_section(id, "9", "字\n", revision=revision)
    with pytest.raises(DraftError, match=f"没有版本 {revision + 101}"):
        workspace.save_section(id, "1", "字\n", revision=revision + 101)
    with pytest.raises(ConflictError):
        workspace.save_section(id, "1", "字\n", revision=0)
    with pytest.raises(DraftError, match="没有编号为 x 的稿件"):
        workspace.history("x", "1")


def test_half_an_emoji_does_not_cost_the_save(tmp_path: Path):
    workspace, id, revision = opened(tmp_path)
    workspace.save_section(id, "1", "字\ud83d\x00\n", revision=revision, author="\ud83d")
    assert workspace.load(id)[0].section("1").text == "字\ud83d\x00\n"


def test_the_file_is_private_durable_and_versioned(tmp_path: Path):
    workspace, _, _ = opened(tmp_path / "new")
    assert (tmp_path / "new" / "drafts.db").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    with workspace._store.reading() as db:
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "user_version")
        assert [db.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas] == ["wal", 2, 1, 3]


def test_a_file_of_a_newer_version_or_of_another_kind_is_refused(tmp_path: Path):
    workspace, _, _ = opened(tmp_path)
    with workspace._store.writing() as db:
        db.execute("PRAGMA user_version = 99")
    workspace.close()
    with pytest.raises(DraftError, match=r"99 > 3.*请升级"):
        Workspace(tmp_path)
    (tmp_path / "drafts.db").write_bytes(b"this is no database at all" * 100)
    with pytest.raises(DraftError, match=r"稿件库 drafts\.db 用不了"):
        Workspace(tmp_path)


def test_a_brief_that_lacks_something_is_no_brief():
    assert Brief.from_json(BRIEF.to_json()) == BRIEF
    with pytest.raises(SheetError, match="figures"):
        Brief.from_json({"org": "", "year": 2024, "title": "", "previous_report": ""})


def test_four_threads_with_fifty_saves_each_lose_nothing(tmp_path: Path):
    workspace, id, _ = opened(tmp_path)
    refused: list[str] = []

    def write(name: str) -> None:
        for number in range(50):
            revision = workspace.load(id)[2]
            text = f"{name}{number}\n"
            while True:
                try:
                    workspace.save_section(id, "1", text, revision=revision, author=name)
                    break
                except SaveConflict as conflict:
                    refused.append(text)
                    revision = conflict.revision

    run_together([threading.Thread(target=write, args=(name,)) for name in "甲乙丙丁"])
    stands = [one.section.text for one in workspace.history(id, "1")[1:]]
    assert sorted(stands) == sorted(f"{name}{number}\n" for name in "甲乙丙丁" for number in range(50))
    assert sorted(one.section.text for one in workspace.refused(id, "1")) == sorted(refused)


def test_processes_share_one_workspace(tmp_path: Path):
    workspace, id, _ = opened(tmp_path)
    workspace.close()
    writers = [start_writer(tmp_path, id, name, count=20) for name in "甲乙丙"]
    for writer in writers:
        assert writer.communicate(timeout=120)[1] == ""
    with Workspace(tmp_path) as reopened:
        stands = {one.section.text for one in reopened.history(id, "1")[1:]}
    assert stands == {f"{name}{number}\n" for name in "甲乙丙" for number in range(20)}


def test_a_new_workspace_may_be_opened_by_many_at_once(tmp_path: Path):
    opened_ids: list[str] = []
    threads = [
        threading.Thread(target=lambda: opened_ids.append(Workspace(tmp_path).create(DRAFT, BRIEF)))
        for _ in range(8)
    ]
    run_together(threads)
    assert {one.id for one in Workspace(tmp_path).projects()} == set(opened_ids)
    assert len(opened_ids) == 8


def test_a_killed_writer_loses_no_save_it_acknowledged(tmp_path: Path):
    workspace, id, _ = opened(tmp_path)
    workspace.close()
    for name in "甲乙丙":
        writer = start_writer(tmp_path, id, name, count=100_000)
        assert writer.stdout is not None
        acknowledged = [writer.stdout.readline() for _ in range(15)]
        writer.send_signal(signal.SIGKILL)
        acknowledged += [
            line for line in writer.communicate()[0].splitlines(keepends=True) if line.endswith("\n")
        ]
        with Workspace(tmp_path) as reopened:
            stands = [one.section.text for one in reopened.history(id, "1")]
            assert reopened.load(id)[0].section("1").text == stands[-1]
        assert set(acknowledged) <= set(stands)


WRITER = """
import sys
from pathlib import Path
from drafter.workspace import SaveConflict, Workspace

folder, id, name, count = sys.argv[1:]
workspace = Workspace(Path(folder))
for number in range(int(count)):
    revision = workspace.load(id)[2]
    while True:
        try:
            workspace.save_section(id, "1", f"{name}{number}\\n", revision=revision)
            break
        except SaveConflict as conflict:
            revision = conflict.revision
    print(f"{name}{number}", flush=True)
"""


def start_writer(folder: Path, id: str, name: str, *, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), id, name, str(count)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)},
    )


def run_together(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def opened(folder: Path) -> tuple[Workspace, str, int]:
    workspace = Workspace(folder)
    id = workspace.create(DRAFT, BRIEF)
    return workspace, id, workspace.load(id)[2]


def test_sections_are_put_in_another_order_added_and_left_out(tmp_path: Path):
    with Workspace(tmp_path) as workspace:
        id = workspace.create(DRAFT, BRIEF)
        new = DraftSection("3", "三、附记", 1, "三、附记\n无。\n", status="草稿")
        workspace.arrange(id, ["0", "3", "2"], added=[new])
        draft = workspace.load(id)[0]
        assert draft.sections == (DRAFT.sections[0], new, DRAFT.sections[2])
        with pytest.raises(DraftError, match="稿件中没有编号为 1 的章节。现有章节：0、3、2"):
            workspace.save_section(id, "1", "一、收支情况\n", revision=workspace.load(id)[2])
        with pytest.raises(DraftError, match="章节已有变化"):
            workspace.arrange(id, ["0", "1"])
        workspace.arrange(id, ["0", "1", "2"], added=[DRAFT.sections[1]])
        assert workspace.load(id)[0].sections == DRAFT.sections
