"""The page as a person meets it: a served application in its own process, and Chromium in front of it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.paths import ROOT

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
_SERVE = (
    "import sys; from pathlib import Path; from drafter.web import Settings, serve; "
    "serve(Settings(port=int(sys.argv[3]), index=Path(sys.argv[1]), workspace=Path(sys.argv[2]), generator=sys.argv[4]))"
)

# A section takes as long as with a language model.
SLOW_DRAFTING = (
    "import time; from drafter.actions import Office; draft_all = Office.draft_all\n"
    "def slowly(self, id, stop):\n    for one in draft_all(self, id, stop):\n        yield one\n        time.sleep(1)\n"
    "Office.draft_all = slowly\n"
)

# Everything imported once; each line on stdin forks a server on that port, and the next is read when it is dead.
_SERVE_AGAIN = """
import os, sys
from pathlib import Path
from drafter.web import Settings, serve
from drafter.web.environment import prepare
index, workspace = Path(sys.argv[1]), Path(sys.argv[2])
prepare(workspace)
import drafter.web.application, drafter.web.server
for port in sys.stdin:
    child = os.fork()
    if not child:
        serve(Settings(port=int(port), index=index, workspace=workspace))
        os._exit(0)
    os.waitpid(child, 0)
"""


class Server:
    """Serves `index` and `workspace`; after `kill` a new `start` takes the same port, as after a power cut; code `before` runs first."""

    def __init__(
        self, index: Path, workspace: Path, *, before: str = "", generator: str = "precedent"
    ) -> None:
        self.index, self.workspace, self._before, self._generator = index, workspace, before, generator
        self.port = 0
        self.address = ""

    def start(self) -> None:
        self._process = self._run(self._before + _SERVE, str(self.port), self._generator)
        self._read_address()

    def _run(self, code: str, *values: str) -> subprocess.Popen[str]:
        paths = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
        return subprocess.Popen(
            [sys.executable, "-c", code, str(self.index), str(self.workspace), *values],
            env={**os.environ, "PYTHONPATH": paths},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def _read_address(self) -> None:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
        assert found, f"the server said {line!r}"
        self.address, self.port = found[0], int(found[1])

    def memory(self) -> float:
        """Return what the process holds, shared pages counted in part, in MB."""
        lines = Path(f"/proc/{self._process.pid}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024

    def seconds(self) -> float:
        """Return the CPU time the process has used, which other programs do not lengthen."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def stop(self) -> int:
        self._process.terminate()
        return self._process.wait(timeout=15)


class ServerAgain(Server):
    """The same, quick to be there again: killed as suddenly, but forked from a process that has everything imported."""

    def __init__(self, index: Path, workspace: Path) -> None:
        super().__init__(index, workspace)
        self._process = self._run(_SERVE_AGAIN)

    def start(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{self.port}\n")
        self._process.stdin.flush()
        self._read_address()

    def pull_plug(self) -> None:
        for child in Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text().split():
            os.kill(int(child), signal.SIGKILL)

    def kill(self) -> None:
        self.pull_plug()
        super().kill()


@contextmanager
def chromium() -> Iterator[Any]:
    """Start the browser; its contexts are separate people."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


class Visit:
    """One person's page, with notes of what it asked for and what went wrong in it."""

    def __init__(self, browser: Any, address: str, *, size: tuple[int, int] = (1440, 900)) -> None:
        self.address = address
        # The page is light, whatever a person's system prefers; those that prefer dark ask it for more.
        self.context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            accept_downloads=True,
            locale="en-US",
            color_scheme="dark",
        )
        self.page = self.context.new_page()
        # A busy machine takes its time; how long the page takes is measured in benchmarks, not here.
        self.page.set_default_timeout(60000)
        self.foreign: list[str] = []
        self.asked = 0
        self._answers_open: set[Any] = set()
        self.errors: list[str] = []
        # Of the whole context: also what a worker, a frame or another window asks for.
        self.context.on("request", self._note_request)
        for end in ("requestfinished", "requestfailed"):
            self.context.on(end, lambda request: self._answers_open.discard(request))
        self.page.on("websocket", lambda socket: self.foreign.append(socket.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on(
            "dialog", lambda dialog: (self.errors.append(f"dialog: {dialog.message}"), dialog.dismiss())
        )

    def _note_request(self, request: Any) -> None:
        self.asked += 1
        if "/queue/data" in request.url:
            self._answers_open.add(request)
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.foreign.append(request.url)

    def go(self, path: str, wait_for: str) -> None:
        self.page.goto(self.address + path)
        self.page.wait_for_selector(wait_for)

    def step(self, name: str) -> None:
        self.page.click(f"#steps > .tab-wrapper button[role=tab]:has-text('{name}')")

    def aside(self, name: str) -> None:
        self.page.click(f"#aside > .tab-wrapper button[role=tab]:has-text('{name}')")

    def open_section(self, heading: str) -> None:
        button = f".dr-outlist button:has-text('{heading}')"
        key = self.page.get_attribute(button, "data-go")
        self.page.click(button)
        # The address follows the editor, which is filled last.
        self.page.wait_for_function("key => new URL(location.href).searchParams.get('s') === key", arg=key)
        self.wait_for_heading(heading)

    def wait_for_heading(self, heading: str) -> None:
        self.page.wait_for_selector(f".dr-heading h1:has-text('{heading}')")

    @property
    def text(self) -> str:
        return str(self.page.input_value("#editor textarea"))

    def write(self, text: str) -> None:
        """Type at the end of the section and wait until it is saved."""
        self.page.focus("#editor textarea")
        self.page.keyboard.press("Control+End")
        self.page.keyboard.insert_text(text)
        self.wait_until_saved()

    def wait_until_saved(self) -> None:
        self.page.wait_for_selector("[data-saved]:has-text('已自动保存')")

    def wait_until_answered(self) -> None:
        """Wait until no answer is on its way: one asked for now would come with those already coming."""
        while self._answers_open:
            self.page.wait_for_timeout(20)

    def wait_for_text(self, words: str) -> None:
        self.page.wait_for_function(
            "words => document.querySelector('#editor textarea')?.value.includes(words)", arg=words
        )
