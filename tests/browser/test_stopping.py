"""停止 beside an upload: what was read is dropped, and the next file is taken at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import serving, visiting

pytestmark = pytest.mark.browser


def read_when_told(folder: Path) -> str:
    """Code that has a file called 慢 wait, while it is read, until `folder` has a file named go."""
    return (
        "import time; from pathlib import Path; from drafter.actions.library import Library\n"
        "read_file = Library.read_file\n"
        "def slowly(self, path):\n"
        f"    while '慢' in path.name and not Path({str(folder / 'go')!r}).exists(): time.sleep(0.05)\n"
        "    return read_file(self, path)\n"
        "Library.read_file = slowly\n"
    )


def report(folder: Path, name: str) -> str:
    number = "100.00" if "慢" in name else "200.00"
    (folder / name).write_text(f"全年收入{number}万元，其中财政拨款收入{number}万元。", encoding="utf-8")
    return str(folder / name)


@pytest.mark.parametrize("slow", [["慢.txt"], ["慢一.txt", "慢二.txt"]])
def test_what_was_stopped_while_it_was_read_is_dropped_and_the_file_after_it_is_read(
    chrome: Any, tmp_path: Path, slow: list[str]
):
    with serving(tmp_path, before=read_when_told(tmp_path)) as server, visiting(chrome, server) as visit:
        page = visit.page
        visit.go("/check", "#check-upload")
        for name in slow:
            page.set_input_files("input[type=file]", report(tmp_path, name))
            page.click("#check-stop")
            # Nothing has been read yet: 停止 did that.
            page.wait_for_selector("#check-stop", state="hidden")
        page.set_input_files("input[type=file]", report(tmp_path, "对.txt"))
        (tmp_path / "go").touch()
        page.wait_for_selector("#panel-checked:has-text('200.00')")
        assert "100.00" not in page.inner_text("#panel-checked")
