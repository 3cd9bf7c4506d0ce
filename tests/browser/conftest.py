"""Chromium once for all browser tests; without it they are skipped and say what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from drafter.actions import Office
from tests.browser.served import CHROMIUM, Server, Visit, chromium
from tests.build import OFFICE, OFFICE_2022

SOURCE = f"{OFFICE}-部门整体支出绩效自评报告-2022.txt"


@pytest.fixture(scope="session")
def chrome() -> Iterator[Any]:
    if find_spec("playwright") is None:
        pytest.skip("playwright is not installed: pip install -e '.[dev]'")
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is missing: apt-get install chromium fonts-noto-cjk")
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One office for all tests, with one report in its library; each test begins a draft of its own."""
    folder = tmp_path_factory.mktemp("office")
    with serving(folder) as served:
        yield served


@contextmanager
def serving(folder: Path, *, before: str = "", generator: str = "precedent") -> Iterator[Server]:
    report = folder / SOURCE
    report.write_text(OFFICE_2022, "utf-8")
    Office(folder / "index", folder / "workspace").library.add([report])
    served = Server(folder / "index", folder / "workspace", before=before, generator=generator)
    served.start()
    try:
        yield served
    finally:
        served.kill()


@pytest.fixture
def visit(chrome: Any, server: Server) -> Iterator[Visit]:
    with visiting(chrome, server) as one:
        yield one


@contextmanager
def visiting(chrome: Any, server: Server) -> Iterator[Visit]:
    """One person at the page; afterwards nothing was asked of another host and no script failed."""
    one = Visit(chrome, server.address)
    yield one
    one.context.close()
    assert one.foreign == []
    assert one.errors == []
