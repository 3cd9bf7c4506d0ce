"""停止 beside an upload: what was read is dropped, and the next file is taken at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browser.conftest import serving, visiting

pytestmark = pytest.mark.browser

SLOW_READING = (
    "import time; from drafter.actions.library import Library; read_file = Library.read_file\n"
    "def slowly(self, path):\n    time.sleep(6 if '慢' in path.name else 0)\n    return read_file(self, path)\n"
    "Library.read_file = slowly\n"
)


def test_the_file_after_the_one_that_was_stopped_is_read(chrome: Any, tmp_path: Path):
    wrong, right = tmp_path / "慢.txt", tmp_path / "对.txt"
    wrong.write_text("全年支出100.00万元。", encoding="utf-8")
    right.write_text("全年收入200.00万元，其中财政拨款收入200.00万元。", encoding="utf-8")
    with serving(tmp_path, before=SLOW_READING) as server, visiting(chrome, server) as visit:
        page = visit.page
        visit.go("/check", "#check-upload")
        page.set_input_files("input[type=file]", str(wrong))
        page.click("#check-stop")
        page.wait_for_selector("#check-stop", state="hidden")
        page.set_input_files("input[type=file]", str(right))
        page.wait_for_selector("#panel-checked:has-text('200.00')", timeout=20_000)


def test_a_second_file_is_stopped_while_the_first_one_stopped_is_still_being_read(
    chrome: Any, tmp_path: Path
):
    with serving(tmp_path, before=SLOW_READING) as server, visiting(chrome, server) as visit:
        page = visit.page
        visit.go("/check", "#check-upload")
        for name in ("慢一.txt", "慢二.txt"):
            (tmp_path / name).write_text("全年支出100.00万元。", encoding="utf-8")
            page.set_input_files("input[type=file]", str(tmp_path / name))
            page.click("#check-stop")
            page.wait_for_selector("#check-stop", state="hidden", timeout=4_000)
        page.wait_for_timeout(13_000)
        assert "100.00" not in page.inner_text("#panel-checked")
