"""Chromium once for all browser tests; without it they are skipped and say what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from browser.served import CHROMIUM, Server, Visit, chromium
from build import OFFICE, OFFICE_2022

from drafter.actions import Office

SOURCE = f"{OFFICE}-部门整体支出绩效自评报告-2022.txt"


@pytest.fixture(scope="session")
def chrome() -> Iterator[Any]:
    if find_spec("playwright") is None:
        pytest.skip("playwright is not installed: pip install -e '.[dev]'")
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is missing: apt-get install chromium fonts-noto-cjk")
    with chromium() as browser:
        yield browser


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A fresh office with one report in its library and no draft."""
    report = tmp_path / SOURCE
    report.write_text(OFFICE_2022, "utf-8")
    Office(tmp_path / "index", tmp_path / "workspace").library.add([report])
    served = Server(tmp_path / "index", tmp_path / "workspace")
    served.start()
    yield served
    served.kill()


@pytest.fixture
def visit(chrome: Any, server: Server) -> Iterator[Visit]:
    visiting = Visit(chrome, server.address)
    yield visiting
    visiting.context.close()
    assert visiting.foreign == []
    assert visiting.errors == []
