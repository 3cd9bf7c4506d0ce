"""What the READMEs and the design say the commands do and print is what they do and print."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from drafter.cli import DONE, FOUND, _parser, main
from tests.paths import CORPUS, DATA, ROOT

READMES = ("README.md", "README.zh-CN.md")
# Told once for all of them.
COMMON = {"--help", "--index", "--workspace", "--output", "--json"}


def bare(text: str) -> str:
    return "".join(text.split())


def only(pattern: str) -> str:
    (path,) = CORPUS.glob(pattern)
    return str(path)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in which the sample reports are indexed, as `make run` leaves it."""
    folder = tmp_path_factory.mktemp("readme")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(["index", str(CORPUS)]) == DONE
        yield folder


def told(capsys: pytest.CaptureFixture[str], *words: str, code: int = DONE) -> list[str]:
    """The lines a command prints."""
    capsys.readouterr()
    assert main(words) == code
    return capsys.readouterr().out.splitlines()


def test_the_uses_in_the_readmes_print_what_they_say(printed: Path, capsys: pytest.CaptureFixture[str]):
    report = Path(only("东陵区*-2024.txt")).read_text("utf-8")
    # Two of three: the first and the last.
    first, second, rest = report.split("12903.40", 2)
    wrong = f"{first}12930.40{second}12903.40{rest.replace('12903.40', '12930.40')}"
    (printed / "待核稿-2024.txt").write_text(wrong, "utf-8")
    sheet = only("填报示例-云栖市政协办公厅-2026.xlsx")
    lines = [
        *told(capsys, "sheet", "--from", only("云栖*-2025.docx"), "--year", "2026", "-o", "数据表.xlsx"),
        *told(capsys, "draft", sheet, "-o", "初稿.docx"),
        *told(capsys, "search", "车没处停", "--limit", "1"),
        *told(capsys, "check", "待核稿-2024.txt", code=FOUND),
    ]
    drafted = "\n".join(told(capsys, "read", "初稿.docx"))
    for name in READMES:
        readme = bare((ROOT / name).read_text("utf-8"))
        assert [line for line in lines if bare(line) not in readme] == []
        (begun,) = re.findall(r"2026年，我厅部门整体支出预算数.*?。……", readme)
        assert begun.removesuffix("……") in bare(drafted)


def commands() -> dict[str, argparse.ArgumentParser]:
    (choices,) = [one.choices for one in _parser()._actions if isinstance(one.choices, dict)]
    return choices


def test_the_design_tells_every_option_of_every_command():
    rows = [
        line
        for line in (ROOT / "docs" / "design.md").read_text("utf-8").splitlines()
        if line.startswith("| `drafter ")
    ]
    for name, parser in commands().items():
        row = " ".join(one for one in rows if one.startswith(f"| `drafter {name} "))
        options = {option for one in parser._actions for option in one.option_strings if option[:2] == "--"}
        assert {option for option in options - COMMON if option not in row} == set(), name
        if name != "user":
            told = set(re.findall(r"--[a-z-]+", row.partition("` |")[0]))
            assert told <= options, name


def test_the_design_says_where_everything_is():
    (listed,) = re.findall(
        r"## Where things are\n\n(.*?)\n\n", (ROOT / "docs" / "design.md").read_text("utf-8"), re.S
    )
    names = [
        f"{one.name}/" if one.is_dir() else one.name
        for one in (ROOT / "drafter").iterdir()
        if one.name[0] != "_" and (one.suffix == ".py" or any(one.glob("*.py")))
    ]
    assert [name for name in names if name not in listed] == []


def test_the_files_that_the_documents_name_are_there():
    folders = ("drafter", "tests", "tools", "benchmarks", "prompts")
    here = {path.name for folder in folders for path in (ROOT / folder).rglob("*.*")}
    gone = []
    for page in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")):
        words = page.read_text("utf-8")
        named = {Path(one).name for one in re.findall(r"`([\w/.-]+\.(?:py|js|j2|tsv))`", words)}
        gone += [f"{page.name}: {name}" for name in sorted(named - here)]
        links = {one for one in re.findall(r"\]\(([\w./-]+)\)", words) if not (page.parent / one).exists()}
        gone += [f"{page.name}: {link}" for link in sorted(links)]
    assert gone == []


def test_all_test_data_is_read_by_what_its_table_names():
    rows = re.findall(r"^\| (`.+?) \|.*\| (.*?) \|$", (DATA / "README.md").read_text("utf-8"), re.M)
    named = {name.rstrip("/"): readers for names, readers in rows for name in re.findall(r"`([^`]+)`", names)}
    assert set(named) == {one.name for one in DATA.iterdir()} - {"README.md"}
    unread = []
    for name, readers in named.items():
        paths = [
            ROOT / (one if "/" in one and one.startswith("benchmarks") else f"tests/{one}")
            for one in re.findall(r"`([^`]+)`", readers)
        ]
        # What names its folder or file in pieces does so in the module beside it.
        beside = [other for path in paths for other in path.parent.glob("*.py")]
        if not paths or not any(name in path.read_text("utf-8") for path in (*paths, *beside)):
            unread.append(name)
    assert unread == []


def test_every_benchmark_stands_in_their_table():
    words = (ROOT / "benchmarks" / "README.md").read_text("utf-8")
    there = {path.name for path in (ROOT / "benchmarks").glob("*.py")}
    assert there == set(re.findall(r"`(\w+\.py)(?: [^`]*)?`", words))
