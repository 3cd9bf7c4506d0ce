"""`make` prepares .venv once: when something it depends on changed, and only then."""

from __future__ import annotations

import importlib.util
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

from tests.paths import ROOT

TOOL = ROOT / "tools" / "environment.py"


class Commands:
    """Stands in for subprocess.run, remembers the commands, and lets the one that holds `failing` fail."""

    def __init__(self) -> None:
        self.seen: list[list[str]] = []
        self.failing = ""

    def __call__(self, command: list[object], **options: object) -> subprocess.CompletedProcess[bytes]:
        words = [str(word) for word in command]
        self.seen.append(words)
        if self.failing and self.failing in words:
            if options.get("check"):
                raise subprocess.CalledProcessError(1, words)
            return subprocess.CompletedProcess(words, 1)
        if "venv" in words:
            Path(words[-1]).mkdir(exist_ok=True)
        return subprocess.CompletedProcess(words, 0)

    def installed(self) -> list[str]:
        """Return what pip was asked to install since the last time of asking."""
        asked = [words[words.index("-e") + 1] for words in self.seen if "-e" in words]
        made = ["venv"] if any("venv" in words for words in self.seen) else []
        self.seen.clear()
        return made + asked


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> Commands:
    commands = Commands()
    monkeypatch.setattr(subprocess, "run", commands)
    return commands


@pytest.fixture
def environment(tmp_path: Path, commands: Commands) -> ModuleType:
    (tmp_path / "pyproject.toml").write_text('[build-system]\nrequires = []\n[project]\nname = "x"\n')
    (tmp_path / "constraints.txt").write_text("one==1\n")
    return load(tmp_path)


def load(root: Path) -> ModuleType:
    """Return the tool as it would be in a clone at `root`, on a system whose wheels need no notice."""
    spec = importlib.util.spec_from_file_location("environment", TOOL)
    assert spec
    assert spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    tool.ROOT, tool.VENV, tool.RECORD = root, root / ".venv", root / ".venv" / "record.json"
    tool.PYTHON = root / ".venv" / "bin" / "python"
    tool.BASE = {"python": tool.PYTHON_VERSION, "folder": str(root)}
    tool.notice_of_large_torch = lambda: None
    return tool


def test_a_second_run_installs_nothing(environment: ModuleType, commands: Commands):
    environment.main("run")
    assert commands.installed() == ["venv", "."]
    environment.main("run")
    assert commands.installed() == []


def test_every_run_compiles_the_modules_that_changed_since_the_last(
    environment: ModuleType, commands: Commands
):
    compiling = [str(environment.PYTHON), "-m", "compileall", "-q", "drafter"]
    environment.main("run")
    environment.main("run")
    assert commands.seen.count(compiling) == 2
    assert commands.seen[-1] == compiling


def test_the_developers_tools_come_when_asked_for_and_stay(environment: ModuleType, commands: Commands):
    environment.main("run")
    commands.installed()
    environment.main("dev")
    assert commands.installed() == [".[dev]"]
    (environment.ROOT / "constraints.txt").write_text("one==2\n")
    environment.main("run")
    assert commands.installed() == [".[dev]"]
    environment.main("dev")
    assert commands.installed() == []


def test_another_python_or_a_moved_folder_makes_a_new_environment(
    environment: ModuleType, commands: Commands
):
    environment.main("dev")
    commands.installed()
    environment.BASE = {**environment.BASE, "python": "3.99.0"}
    environment.main("run")
    assert commands.installed() == ["venv", "."]
    environment.BASE = {**environment.BASE, "folder": "/elsewhere"}
    environment.main("run")
    assert commands.installed() == ["venv", "."]


def test_an_interrupted_installation_is_done_again(environment: ModuleType, commands: Commands):
    commands.failing = "."
    with pytest.raises(subprocess.CalledProcessError):
        environment.main("run")
    commands.installed()
    commands.failing = ""
    environment.main("run")
    assert commands.installed() == ["venv", "."]


def test_a_broken_interpreter_makes_a_new_environment(environment: ModuleType, commands: Commands):
    environment.main("run")
    commands.installed()
    commands.failing = str(environment.PYTHON)
    with pytest.raises(subprocess.CalledProcessError):
        environment.main("run")
    assert commands.installed() == ["venv", "."]
