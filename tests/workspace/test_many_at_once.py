"""Many people at once: nothing is overwritten unseen."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from drafter.actions import Office
from drafter.workspace import SaveConflict, Workspace
from tests.build import OFFICE_2022, SOURCE

pytestmark = pytest.mark.slow

SECTIONS = ("1.1", "1.2", "1.3", "2", "3")


def office_in(folder: Path) -> Office:
    report = folder / SOURCE
    report.write_text(OFFICE_2022, "utf-8")
    office = Office(folder / "index", folder / "workspace")
    office.library.add([report])
    return office


_WRITER = """
import random, sys
from pathlib import Path
from drafter.workspace import SaveConflict, Workspace
folder, project, name, saves, sections = sys.argv[1:]
chance, space = random.Random(name), Workspace(Path(folder))
for turn in range(int(saves)):
    draft, _, revision = space.load(project)
    key = chance.choice(sections.split(","))
    seen, text = draft.section(key).text, f"{name}-{turn}"
    try:
        space.save_section(project, key, draft.section(key).heading + "\\n" + text + "\\n", revision=revision, author=name)
        print(key, text, "stood", seen.split("\\n")[1] if "\\n" in seen.strip() else "-", flush=True)
    except SaveConflict as conflict:
        print(key, text, "refused", "-", flush=True)
"""


@pytest.mark.timeout(900)
def test_ten_thousand_saves_by_twenty_writers_overwrite_nothing_unseen(tmp_path: Path):
    """Four processes' worth of writers at a time; each accepted save must have been based on the one before it."""
    office = office_in(tmp_path)
    project = office.start(SOURCE, 2023)
    keys = [key for key in SECTIONS if key in {s.key for s in office.open(project).draft.sections}]
    assert len(keys) >= 4

    def write(number: int) -> list[list[str]]:
        argv = [
            sys.executable,
            "-c",
            _WRITER,
            str(tmp_path / "workspace"),
            project,
            f"w{number}",
            "500",
            ",".join(keys),
        ]
        told = subprocess.run(argv, capture_output=True, text=True, check=True, env=os.environ)
        return [line.split() for line in told.stdout.splitlines()]

    with ThreadPoolExecutor(20) as pool:
        saves = [one for lines in pool.map(write, range(20)) for one in lines]
    assert len(saves) == 10_000
    with Workspace(tmp_path / "workspace") as space:
        for key in keys:
            stood = [one.section.text.split("\n")[1] for one in space.history(project, key)[1:]]
            late = [one.section.text.split("\n")[1] for one in space.refused(project, key)]
            mine = [one for one in saves if one[0] == key]
            # Whatever was told to stand is in the history, in one order, each written by someone who saw the one before.
            assert sorted(stood) == sorted(one[1] for one in mine if one[2] == "stood")
            seen = {one[1]: one[3] for one in mine if one[2] == "stood"}
            assert [text for before, text in itertools.pairwise(stood) if seen[text] != before] == []
            # Whatever came too late is kept, word for word.
            assert sorted(late) == sorted(one[1] for one in mine if one[2] == "refused")


def test_threads_of_one_server_refuse_what_is_late_and_keep_it(tmp_path: Path):
    office = office_in(tmp_path)
    project = office.start(SOURCE, 2023)
    start = office.workspace.load(project)[2]

    def save(number: int) -> bool:
        try:
            office.write(project, "3", f"第{number}人写的。", start)
            return True
        except SaveConflict:
            return False

    with ThreadPoolExecutor(20) as pool:
        stood = list(pool.map(save, range(20)))
    assert stood.count(True) == 1
    assert len(office.workspace.refused(project, "3")) == 19
