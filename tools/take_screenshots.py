"""Take pictures of every step of the page, on the sample corpus with the example sheet filled in.

python tools/take_screenshots.py                       the pictures of docs/screenshots
python tools/take_screenshots.py --all FOLDER          every step at 1280×720 and 1920×1080, in Chinese and English
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from drafter.accounts import Accounts  # noqa: E402
from drafter.actions import Office  # noqa: E402
from drafter.reading import READERS  # noqa: E402
from tests.browser.served import Server, Visit, chromium  # noqa: E402

SHEET = ROOT / "corpus" / "填报示例-云栖市政协办公厅-2026.xlsx"
LAST_YEAR = "云栖市政协办公厅-部门整体支出绩效自评报告-2025.docx"
CHECKED = ROOT / "corpus" / "清澜市水利局-部门整体支出绩效自评报告-2024.docx"
MONEY = "（三）部门整体收支情况"
WRONG = "\n培训经费预算数200.00万元，执行数190.00万元，预算执行率98.17%。"
SIZES = ((1280, 720), (1920, 1080))
LANGUAGES = ("zh", "en")
# What docs/screenshots shows, and the scene it is taken from.
IN_DOCS = {
    "1-projects": "projects",
    "2-data": "data",
    "3-items": "items",
    "4-draft": "draft-wrong",
    "5-precedents": "precedents",
    "6-section-data": "section-data",
    "7-check": "check",
    "8-export": "export",
    "9-library": "search",
}


class Scenes:
    """The steps one after another, in the order a report is made; each method leaves the page ready to be looked at."""

    def __init__(self, visit: Visit, project: str) -> None:
        self.visit, self.page, self.project = visit, visit.page, project

    def all(self) -> dict[str, Callable[[], None]]:
        return {
            name.replace("_", "-"): getattr(self, name)
            for name in vars(Scenes)
            if not name.startswith("_") and name != "all"
        }

    def projects(self) -> None:
        self.visit.go("/", "#panel-projects .dr-project")
        self.page.wait_for_function(
            "() => document.querySelector('#new-year input, #new-year textarea')?.value"
        )

    def data(self) -> None:
        self.visit.go(f"/report?p={self.project}&step=data", ".dr-figures tr[data-row]")

    def data_missing(self) -> None:
        self.page.click("[data-filter=computed]")

    def paste(self) -> None:
        self.page.click("[data-filter='']")
        self.page.click("[data-paste]")
        self.page.wait_for_selector("dialog textarea")

    def matches(self) -> None:
        self.page.fill(
            "dialog textarea",
            "单位：元\n项目\t2025年决算数\t2026年预算数\t2026年决算数\n基本支出\t98765400\t103862000\t102143600\n"
            "项目支出\t29000000\t31040000\t30835800\n会议费\t\t1200000\t1180000\n",
        )
        self.page.click("dialog [type=submit]")
        self.page.wait_for_selector(".dr-matches [data-offer]")

    def items(self) -> None:
        self.page.keyboard.press("Escape")
        self.page.wait_for_selector(".dr-matches", state="detached")
        self._part(1)
        self.page.wait_for_selector("[data-item]")

    def changes(self) -> None:
        self._part(2)
        self.page.wait_for_selector(".dr-changes")

    def draft(self) -> None:
        self.visit.go(f"/report?p={self.project}&step=draft", ".dr-outlist button.on")
        self.visit.open_section(MONEY)
        self.page.wait_for_selector(".dr-layer [data-row]", state="attached")

    def hover(self) -> None:
        number = self.page.wait_for_selector(".dr-layer [data-row] >> nth=6", state="attached")
        box = number.bounding_box()
        self.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self.page.wait_for_selector(".dr-tip:not([hidden])")

    def draft_wrong(self) -> None:
        self.page.mouse.move(5, 5)
        self.page.focus("#editor textarea")
        self.page.keyboard.press("Control+End")
        self.page.keyboard.insert_text(WRONG)
        self.page.wait_for_selector(".dr-issue.dr-error")
        self.page.wait_for_selector(".dr-heading [data-saved]:has-text(':')")

    def precedents(self) -> None:
        self._aside(1)
        self.page.wait_for_selector(".dr-precedent")

    def section_data(self) -> None:
        self._aside(2)
        self.page.wait_for_selector(".dr-usedrow")

    def history(self) -> None:
        self._aside(3)
        self.page.wait_for_selector(".dr-version")

    def last_year(self) -> None:
        self.page.click("[data-compare=last]")
        self.page.wait_for_selector(".dr-compare")

    def drafting_all(self) -> None:
        self.page.keyboard.press("Escape")
        self.page.wait_for_selector(".dr-compare", state="detached")
        self._aside(0)
        self.page.click("#generate-all")
        self.page.wait_for_selector("#stop")

    def drafted_all(self) -> None:
        self.page.wait_for_selector(".toast-body")

    def check(self) -> None:
        self.visit.go(f"/report?p={self.project}&step=check", ".dr-coverage")

    def check_below(self) -> None:
        self.page.evaluate("() => document.querySelector('.dr-unverified')?.scrollIntoView()")

    def export(self) -> None:
        self.visit.go(f"/report?p={self.project}&step=export", "[data-download=docx]")

    def library(self) -> None:
        self.visit.go("/library", ".dr-reports [data-view]")

    def search(self) -> None:
        self.page.fill("#library-query input, #library-query textarea", "预算执行率")
        self.page.click("#library-search")
        self.page.wait_for_selector(".dr-hits .dr-ptext")

    def reading(self) -> None:
        self.page.click("[data-view] >> nth=0")
        self.page.wait_for_selector(".dr-line")

    def backtest(self) -> None:
        self.page.keyboard.press("Escape")
        self.page.wait_for_selector(".dr-line", state="detached")
        self.page.click("[data-act=backtest] >> nth=0")
        self.page.wait_for_selector(".dr-backtest")

    def check_page(self) -> None:
        self.visit.go("/check", "#check-upload")

    def checked(self) -> None:
        self.page.set_input_files("input[type=file]", str(CHECKED))
        self.page.wait_for_selector("#panel-checked .dr-coverage")

    def keys(self) -> None:
        self.page.click("[data-keys]")
        self.page.wait_for_selector("dialog kbd")

    def gone(self) -> None:
        self.visit.go("/report?p=000000000000", ".dr-notfound, #panel-missing .dr-card")

    def _part(self, number: int) -> None:
        self.page.click(f"#parts > .tab-wrapper button[role=tab] >> nth={number}")

    def _aside(self, number: int) -> None:
        self.page.click(f"#aside > .tab-wrapper button[role=tab] >> nth={number}")


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        if options.all:
            options.all.mkdir(parents=True, exist_ok=True)
            _login(browser, Path(folder) / "closed", options.all)
        office = Office(Path(folder) / "index", Path(folder) / "workspace")
        office.library.add(
            sorted(one for one in (ROOT / "corpus").iterdir() if one.suffix in READERS and one != SHEET)
        )
        with _serving(Path(folder)) as server:
            if options.all:
                for size in SIZES:
                    for language in LANGUAGES:
                        _walk(browser, server, office, size, language, options.all, options.only)
            else:
                _for_docs(browser, server, office)


def _for_docs(browser: Any, server: Server, office: Office) -> None:
    folder = ROOT / "docs" / "screenshots"
    with tempfile.TemporaryDirectory() as taken:
        size, signed = SIZES[0], {"drafter-name": quote("李明")}
        _walk(browser, server, office, size, "zh", Path(taken), list(IN_DOCS.values()), cookies=signed)
        for name, scene in IN_DOCS.items():
            (picture,) = Path(taken).glob(f"[0-9][0-9]-{scene}-zh-{size[0]}.png")
            (folder / f"{name}.png").write_bytes(picture.read_bytes())


def _login(browser: Any, folder: Path, pictures: Path) -> None:
    """The page of an office with accounts, before and after a wrong password."""
    Accounts(folder / "workspace").add("王芳", "管理", "zhi-you-wo-zhidao")
    with _serving(folder) as server:
        for size in SIZES:
            visit = Visit(browser, server.address, size=size)
            visit.go("/", "#password")
            visit.page.screenshot(path=str(pictures / f"00-login-zh-{size[0]}.png"))
            visit.page.fill("#name", "王芳")
            visit.page.fill("#password", "cuo-de-mima")
            visit.page.click("[type=submit]")
            visit.page.wait_for_selector(".dr-problem")
            visit.page.screenshot(path=str(pictures / f"00-login-refused-zh-{size[0]}.png"))
            visit.context.close()


def _walk(
    browser: Any,
    server: Server,
    office: Office,
    size: tuple[int, int],
    language: str,
    folder: Path,
    names: Sequence[str],
    *,
    cookies: Mapping[str, str] = MappingProxyType({}),
) -> None:
    visit = Visit(browser, server.address, size=size)
    for name, value in {"drafter-lang": language, **cookies}.items():
        visit.context.add_cookies([{"name": name, "value": value, "url": server.address}])
    try:
        for number, (name, show) in enumerate(Scenes(visit, _begun(office)).all().items(), 1):
            show()
            if names and name not in names:
                continue
            visit.page.wait_for_timeout(400)
            visit.page.screenshot(path=str(folder / f"{number:02}-{name}-{language}-{size[0]}.png"))
    finally:
        visit.context.close()


def _begun(office: Office) -> str:
    id = office.start(LAST_YEAR, 2026)
    office.take_sheet(id, office.read_sheet(SHEET))
    for _ in office.draft_all(id):
        pass
    return id


@contextmanager
def _serving(folder: Path) -> Iterator[Server]:
    server = Server(folder / "index", folder / "workspace")
    server.start()
    try:
        yield server
    finally:
        server.kill()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, metavar="FOLDER")
    parser.add_argument("--only", action="append", default=[], help="a scene's name, such as draft")
    return parser.parse_args()


if __name__ == "__main__":
    main()
