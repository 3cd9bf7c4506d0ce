"""A hundred pulled plugs while somebody types: how many seconds of typing each costs, and that all of it comes back."""

from __future__ import annotations

import itertools
import random
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from drafter.actions import Office
from drafter.workspace import Workspace
from tests.browser.conftest import SOURCE
from tests.browser.served import ServerAgain, Visit
from tests.build import OFFICE_2022

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KILLS = 100
MOST_LOST = 15
PACE = 0.2  # five characters a second
SECTION = "四、下一步改进措施"
WORDS = "逐项核对本年各项支出的执行进度并对偏差较大的项目说明原因。"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[ServerAgain, str, str]]:
    """A server that can be killed, a draft on it, and the key of the section written in."""
    (tmp_path / SOURCE).write_text(OFFICE_2022, "utf-8")
    office = Office(tmp_path / "index", tmp_path / "workspace")
    office.library.add([tmp_path / SOURCE])
    project = office.start(SOURCE, 2023)
    key = next(one.key for one in office.open(project).draft.sections if one.heading == SECTION)
    server = ServerAgain(tmp_path / "index", tmp_path / "workspace")
    server.start()
    try:
        yield server, project, key
    finally:
        server.kill()


class Typist:
    """Types at a steady pace into whatever page is open, and knows when each character was typed."""

    def __init__(self) -> None:
        self.text = ""
        self.at: list[float] = []
        self._words = itertools.cycle(WORDS)

    def type(self, page: Any, *, until: float) -> None:
        while (left := until - time.monotonic()) > 0:
            if left > PACE:
                word = next(self._words)
                self.at.append(time.monotonic())
                self.text += word
                page.keyboard.insert_text(word)
            page.wait_for_timeout(min(left, PACE) * 1000)

    def lost(self, kept: str, now: float) -> float:
        """Return how many seconds of typing are not in `kept`: the time since the first character that is missing."""
        assert self.text.startswith(kept)
        return now - self.at[len(kept)] if len(kept) < len(self.text) else 0.0


@pytest.mark.timeout(1800)
def test_a_pulled_plug_costs_seconds_of_typing_at_most_and_the_browser_brings_them_back(
    office: tuple[ServerAgain, str, str], chrome: Any
):
    server, project, key = office
    chance, typist = random.Random(7), Typist()
    on_disk: list[float] = []
    for_good: list[float] = []
    visit = Visit(chrome, server.address)
    address = f"{server.address}/report?p={project}&s={key}&step=draft"
    open_at_the_end(visit, address)
    for kill in range(KILLS):
        typist.type(visit.page, until=time.monotonic() + chance.uniform(0.3, 2.7))
        server.pull_plug()
        killed = time.monotonic()
        on_disk.append(typist.lost(kept_text(server.workspace, project, key), killed))
        if kill % 5 == 4:
            # The whole machine went: the window is closed as well, and opened anew.
            visit.page.close()
            server.start()
            visit.page = visit.context.new_page()
            visit.page.set_default_timeout(60_000)
            open_at_the_end(visit, address)
            if visit.text != typist.text:
                visit.page.click(".dr-bar-note button:has-text('恢复')")
                visit.wait_for_text(typist.text)
        else:
            # The window stays, and its writer goes on writing.
            typist.type(visit.page, until=time.monotonic() + 0.5)
            server.start()
            typist.type(visit.page, until=time.monotonic() + 0.5)
        for_good.append(typist.lost(visit.text, time.monotonic()))
        wait_until_kept(visit.page, server.workspace, project, key, typist.text)
    visit.context.close()
    told = sorted(on_disk)
    print(
        f"\n{KILLS} kills, seconds of typing not yet on the server's disk: "
        f"median {statistics.median(told):.2f}, p90 {told[KILLS * 9 // 10]:.2f}, most {told[-1]:.2f}; "
        f"nothing: {told.count(0.0)}; still lost after the browser gave back its copy: most {max(for_good):.2f}"
    )
    assert len(on_disk) == KILLS
    assert max(on_disk) <= MOST_LOST
    assert max(for_good) == 0


def open_at_the_end(visit: Visit, address: str) -> None:
    visit.page.goto(address)
    visit.wait_for_heading(SECTION)
    # The editor is filled last, and then offers what it has kept.
    visit.page.wait_for_function(
        "() => !document.querySelector('#editor textarea').readOnly && document.querySelector('#editor textarea').placeholder"
    )
    visit.page.focus("#editor textarea")
    visit.page.keyboard.press("Control+End")


def kept_text(workspace: Path, project: str, key: str) -> str:
    with Workspace(workspace) as space:
        section = space.load(project)[0].section(key)
    return section.text.removeprefix(section.heading + "\n").removesuffix("\n")


def wait_until_kept(page: Any, workspace: Path, project: str, key: str, text: str) -> None:
    patience = time.monotonic() + 60
    while (kept := kept_text(workspace, project, key)) != text:
        assert time.monotonic() < patience, (kept[-40:], text[-40:])
        page.wait_for_timeout(50)
