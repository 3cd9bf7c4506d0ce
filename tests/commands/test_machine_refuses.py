"""What the disk, the permissions or the network refuse is told in one sentence with its way out, and loses nothing."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from drafter.cli import DONE, FAILED, USAGE, main
from drafter.commands import precedents
from drafter.index import open_index
from tests.build import write_office
from tests.index_build import write_report


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for year in (2022, 2023):
        write_report(tmp_path / "corpus", year)
    return tmp_path


def refusal(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """The one line on stderr of a command that could not do it."""
    capsys.readouterr()
    assert main(words) == FAILED
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    return err.rstrip("\n")


def refusing(number: int) -> Any:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


def test_an_index_that_cannot_be_written_says_why(desk: Path, capsys: pytest.CaptureFixture[str]):
    (desk / "文件.txt").write_text("这是文件", "utf-8")
    told = refusal(capsys, "index", "--index", "文件.txt/index")
    assert told == (
        "文件.txt/index：索引写不进去（路径中有一段不是文件夹），原有的没有改动。"
        "请确认磁盘未满、文件夹可写，再试一次"
    )


def test_a_disk_that_fills_up_leaves_the_index_as_it_was(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    main(["index"])
    write_report(Path("corpus"), 2024)
    with monkeypatch.context() as full:
        full.setattr("numpy.save", refusing(errno.ENOSPC))
        assert "索引写不进去（磁盘已满）" in refusal(capsys, "index")
        full.setattr("drafter.index.fitting.fit_embedder", refusing(errno.ENOSPC))
        assert "索引写不进去（磁盘已满）" in refusal(capsys, "index", "--refit")
    assert len(open_index(Path("index")).reports()) == 2
    assert main(["index"]) == DONE
    assert len(open_index(Path("index")).reports()) == 3


def test_an_empty_index_file_is_no_index_and_is_made_one(capsys: pytest.CaptureFixture[str]):
    Path("index").mkdir()
    Path("index/index.sqlite3").touch()
    assert refusal(capsys, "search", "巡河") == "index：这里还没有资料库索引。请先运行 drafter index"
    assert main(["index"]) == DONE
    assert main(["search", "巡河"]) == DONE


def test_an_index_without_its_own_embedder_says_how_to_get_it_back(capsys: pytest.CaptureFixture[str]):
    main(["index"])
    Path("index/embedder/model.safetensors").write_bytes(b"")
    assert refusal(capsys, "search", "巡河") == (
        "index：由报告拟合的向量模型不见了，或已损坏。请再运行 drafter index，它会重新拟合"
    )
    assert main(["index"]) == DONE
    assert main(["search", "巡河"]) == DONE


def test_a_folder_that_cannot_be_looked_into_is_told_and_the_rest_is_read(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    write_report(Path("corpus/锁着"), 2021)
    scan = os.scandir

    def locked(path: Any) -> Any:
        if Path(path).name == "锁着":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", locked)
    monkeypatch.setattr(Path, "read_bytes", _read_all_but_folders(Path.read_bytes))
    assert main(["index"]) == FAILED
    out, err = capsys.readouterr()
    assert err == ("未能读取 锁着：corpus/锁着：打不开（没有权限）。请检查权限，或关闭占用它的程序\n")
    assert "新增 2 份" in out


def _read_all_but_folders(read: Any) -> Any:
    def reading(path: Path) -> Any:
        if path.is_dir():
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return read(path)

    return reading


def test_permissions_denied_anywhere_are_told_and_a_bug_keeps_its_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    def denied(_: object) -> int:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), "某处/资料")

    monkeypatch.setattr(precedents, "search_command", denied)
    assert refusal(capsys, "search", "巡河") == "某处/资料：没有权限。请检查权限和磁盘空间，再运行一次"
    monkeypatch.setattr(precedents, "search_command", refusing(errno.EBADF))
    with pytest.raises(OSError, match="Bad file descriptor"):
        main(["search", "巡河"])


def test_a_backtest_goes_on_without_what_cannot_be_read(capsys: pytest.CaptureFixture[str]):
    Path("corpus/坏.docx").write_bytes(b"PK\x03\x04")
    assert main(["backtest", "corpus"]) == DONE
    out, err = capsys.readouterr()
    assert err.startswith("未能读取 坏.docx：坏.docx：文件已损坏")
    assert "云岭市水利局　2023" in out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["readback", "没有.docx", "--draft", "draft.json"], "没有.docx：打不开（没有这个文件或文件夹）。"),
        (
            ["export", "draft.json", "-o", "稿.docx", "--template", "没有.docx"],
            "模板不能用：没有.docx：打不开（没有这个文件或文件夹）。",
        ),
        (["export", "没有.json", "-o", "稿.docx"], "读不了稿件 没有.json：没有这个文件或文件夹"),
        (["export", "坏.json", "-o", "稿.docx"], "读不了稿件 坏.json：不是 JSON，或不完整"),
        (["search", "--queries", "corpus"], "读不了检索词文件 corpus：是文件夹，不是文件"),
    ],
)
def test_a_file_that_is_not_there_or_no_file_is_named(
    desk: Path, words: list[str], told: str, capsys: pytest.CaptureFixture[str]
):
    report = write_office(desk)
    main(["index"])
    main(["sheet", "--from", report.name, "--year", "2023", "-o", "sheet.xlsx"])
    main(["draft", "sheet.xlsx", "-o", "draft.json"])
    Path("坏.json").write_text('{"org": "某局"', "utf-8")
    assert refusal(capsys, *words).startswith(told)
    assert not Path("稿.docx").exists()


@pytest.mark.parametrize("port", ["65536", "-1", "八千"])
def test_a_port_that_is_none_is_wrong_usage(port: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as end:
        main(["app", f"--port={port}"])
    assert end.value.code == USAGE
    assert f"端口应为 0 到 65535：{port}" in capsys.readouterr().err


def test_a_certificate_that_is_none_is_told(desk: Path, capsys: pytest.CaptureFixture[str]):
    (desk / "证书.pem").write_text("这不是证书", "utf-8")
    way_out = "请检查 --tls-cert 和 --tls-key 的 PEM 文件"
    told = refusal(capsys, "app", "--port", "0", "--tls-cert", "没有.pem")
    assert told == f"HTTPS 证书 没有.pem 用不了（没有这个文件或文件夹）。{way_out}"
    assert refusal(capsys, "app", "--port", "0", "--tls-cert", "证书.pem").endswith(way_out)
    assert "没有 --tls-cert" in refusal(capsys, "app", "--port", "0", "--tls-key", "证书.pem")
