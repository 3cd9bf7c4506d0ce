"""The page as people feel it: first view, choosing a section, issues while typing, twenty at once, memory.

python benchmarks/page.py            needs Debian's chromium; on the sample corpus
python benchmarks/page.py --people 40 --rounds 9
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from drafter.actions import Office  # noqa: E402
from tests.browser.served import Server, Visit, chromium  # noqa: E402

# What the page promises, in milliseconds and MB.
PROMISED = {
    "first view, warm": 2000,
    "a section chosen": 200,
    "issues after the last key": 300,
    "a click among all people": 1500,
    "memory, idle, MB": 350,
}
WRONG = "培训经费预算数200.00万元，执行数190.00万元，预算执行率98.17%。"


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        index, workspace = Path(folder) / "index", Path(folder) / "workspace"
        office = Office(index, workspace)
        office.library.add(_reports())
        projects = [_drafted(office, number) for number in range(3)]
        del office
        server = Server(index, workspace)
        server.start()
        try:
            rows = measure(server, projects, options)
        finally:
            server.kill()
    print(f"{'':32}{'median':>9}{'p95':>9}{'promised':>10}")
    for name, values in rows.items():
        print(f"{name:32}{statistics.median(values):9.0f}{_p95(values):9.0f}{PROMISED.get(name, 0):10}")


def measure(server: Server, projects: Sequence[str], options: argparse.Namespace) -> dict[str, list[float]]:
    rows: dict[str, list[float]] = {"memory, started, MB": [server.memory()]}
    with chromium() as browser:
        visit = Visit(browser, server.address)
        visit.go("/", ".dr-projects, .dr-card")
        visit.go("/library", ".dr-table")
        time.sleep(3)
        rows["memory, idle, MB"] = [server.memory()]
        rows["first view, warm"] = [
            _timed(lambda: visit.go("/", "#panel-projects a")) for _ in range(options.rounds)
        ]
        visit.go(f"/report?p={projects[0]}&step=draft", ".dr-outlist button.on")
        visit.page.wait_for_timeout(1500)
        rows["a section chosen"] = _choose(visit, options.rounds * 3)
        rows["issues after the last key"] = _type(visit, options.rounds)
        visit.context.close()
    clicks = Crowd(server.address, projects, options.people).click(options.rounds)
    for what in ("choose", "look", "save"):
        rows[f"  {what}, {options.people} at once"] = [seconds for kind, seconds in clicks if kind == what]
    rows["a click among all people"] = [seconds for _, seconds in clicks]
    for what in ("choose", "look", "save"):
        rows[f"  {what}, CPU of the server"] = _cpu(server, projects[0], what, options.rounds)
    rows["memory, after use, MB"] = [server.memory()]
    return rows


# -- one person in a browser -------------------------------------------------------------------------------------------

# Measured inside the page: from the press to the paint that shows it.
_CHOOSE = """key => new Promise(done => {
  const start = performance.now(), heading = document.querySelector('.dr-heading h1')?.textContent;
  const look = () => {
    const on = document.querySelector('.dr-outlist button.on')?.dataset.go;
    if (on === key && document.querySelector('.dr-heading h1')?.textContent !== heading) done(performance.now() - start);
    else requestAnimationFrame(look);
  };
  document.querySelector(`.dr-outlist button[data-go="${key}"]`).click();
  requestAnimationFrame(look);
})"""
_TYPE = """text => new Promise(done => {
  const box = document.querySelector('#editor textarea');
  box.focus(); box.setSelectionRange(box.value.length, box.value.length);
  document.execCommand('insertText', false, text);
  const start = performance.now(), marked = () => document.querySelectorAll('.dr-layer .dr-m-error').length;
  const before = marked();
  const look = () => marked() > before ? done(performance.now() - start)
    : performance.now() - start > 8000 ? done(NaN) : requestAnimationFrame(look);
  requestAnimationFrame(look);
})"""


def _choose(visit: Visit, times: int) -> list[float]:
    keys = visit.page.eval_on_selector_all(
        ".dr-outlist button[data-go]", "all => all.map(one => one.dataset.go)"
    )
    taken = []
    for number in range(times):
        taken.append(float(visit.page.evaluate(_CHOOSE, keys[(number + 1) % len(keys)])))
        visit.page.wait_for_timeout(250)
    return taken


def _type(visit: Visit, times: int) -> list[float]:
    taken = []
    for _ in range(times):
        taken.append(float(visit.page.evaluate(_TYPE, "\n" + WRONG)))
        visit.page.wait_for_timeout(2500)
    return taken


# -- many people at once -----------------------------------------------------------------------------------------------


class Crowd:
    """People with the same few reports open who all press at the same moment, each time."""

    def __init__(self, address: str, projects: Sequence[str], people: int) -> None:
        self.address, self.projects, self.people = address, projects, people
        self.together = threading.Barrier(people)

    def click(self, rounds: int) -> list[tuple[str, float]]:
        with ThreadPoolExecutor(self.people) as pool:
            return [
                one
                for taken in pool.map(lambda number: self._person(number, rounds), range(self.people))
                for one in taken
            ]

    def _person(self, number: int, rounds: int) -> list[tuple[str, float]]:
        import httpx

        project = self.projects[number % len(self.projects)]
        taken = []
        with httpx.Client(base_url=self.address, timeout=60) as client:
            opened = Opened(client, project, f"person{number}")
            for turn in range(rounds):
                key, text = opened.keys[(number + turn) % len(opened.keys)], f"{number}人写了{turn}次。"
                for what in ("choose", "look", "save"):
                    self.together.wait()
                    taken.append((what, _timed(partial(getattr(opened, what), key, text))))
        return taken


def _cpu(server: Server, project: str, what: str, rounds: int) -> list[float]:
    """Return the milliseconds of CPU a click costs the server: alone, so many at once wait so many times this."""
    import httpx

    taken = []
    with httpx.Client(base_url=server.address, timeout=60) as client:
        opened = Opened(client, project, f"alone-{what}")
        for turn in range(rounds):
            before = server.seconds()
            for number, key in enumerate(opened.keys[:10]):
                getattr(opened, what)(key, f"{what}第{turn}次{number}。")
            taken.append((server.seconds() - before) * 100)
    return taken


class Opened:
    """A report opened as the page opens it: its events called over the queue, its texts over the plain routes."""

    def __init__(self, client: Any, project: str, session: str) -> None:
        self.client, self.project, self.session = client, project, session
        self.address = {"p": project, "step": "draft"}
        client.get("/report", params=self.address).raise_for_status()
        config = client.get("/config").json()
        names = {one["id"]: one["props"].get("elem_id") for one in config["components"]}
        events = [
            (names.get(target), event, one)
            for one in config["dependencies"]
            for target, event in one["targets"]
        ]
        self.chosen = next(one for name, event, one in events if (name, event) == ("panel-outline", "go"))
        # The page's own load event, which tells the session its project: the one with that state among its outputs.
        state = self.chosen["inputs"][0]
        load = next(one for _, event, one in events if event == "load" and state in one["outputs"])
        outline = self._call(load, None)
        self.keys = list(dict.fromkeys(re.findall(r'data-go=\\?"([\d.]+)\\?"', outline)))

    def choose(self, key: str, text: str) -> None:
        assert f'data-go=\\"{key}\\"' in self._call(self.chosen, {"section": key})

    def look(self, key: str, text: str) -> None:
        self._send("POST", f"{key}/look", text)

    def save(self, key: str, text: str) -> None:
        self._send("PUT", key, text)

    def _send(self, method: str, place: str, text: str) -> None:
        sent = {"text": text, "revision": 0}
        answer = self.client.request(method, f"/projects/{self.project}/sections/{place}", json=sent)
        # Whoever comes second with another text is told so: that is an answer, too.
        assert answer.status_code in (200, 409), answer.text

    def _call(self, event: dict[str, Any], data: Any) -> str:
        asked = {
            "fn_index": event["id"],
            "data": [None] * len(event["inputs"]),
            "session_hash": self.session,
            "event_data": data,
        }
        self.client.post("/gradio_api/queue/join", params=self.address, json=asked).raise_for_status()
        where = {"session_hash": self.session}
        with self.client.stream("GET", "/gradio_api/queue/data", params=where) as stream:
            done = next(line for line in stream.iter_lines() if "process_completed" in line)
        assert json.loads(done[5:])["success"], done
        return done


def _reports() -> list[Path]:
    from drafter.reading import READERS

    return sorted(
        one for one in (ROOT / "corpus").iterdir() if one.suffix in READERS and one.suffix != ".xlsx"
    )


def _drafted(office: Office, number: int) -> str:
    newest = max(row.year or 0 for row in office.library.reports())
    rows = [row for row in office.library.reports() if row.year == newest]
    id = office.start(rows[number % len(rows)].source, newest + 1)
    for _ in office.draft_all(id):
        pass
    return id


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[max(0, -(-len(values) * 95 // 100) - 1)]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=9)
    return parser.parse_args()


if __name__ == "__main__":
    main()
