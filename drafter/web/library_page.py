"""资料库: past reports come in here and are searched."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from drafter.actions import Office
from drafter.backtest import Backtest
from drafter.errors import DrafterError
from drafter.index.filtering import Filters
from drafter.strings import tr
from drafter.web import panels
from drafter.web.asking import require_here
from drafter.web.look import footer
from drafter.web.parts import button, listen, listen_until, notice, panel, say, told
from drafter.web.uploads import REPORT_TYPES, add_reports, check_number, known_project

_HITS = 12
# Committed together; 停止 takes effect between them.
_TOGETHER = 6


class LibraryPage:
    """Places the page's parts, answers and connects them."""

    def __init__(self, page: gr.Blocks, office: Office) -> None:
        self.office = office
        self.header = panel("header")
        with gr.Row(elem_classes="dr-page dr-stack", equal_height=False):
            with gr.Column(scale=7):
                self.reports = panel("reports")
                self.halt = button(tr("停止回测"), visible=False, elem_id="backtest-stop")
                self.tried = panel("backtest")
                panel("reading")
            with gr.Column(scale=5):
                with gr.Column(elem_classes="dr-panel"):
                    self._place_adding()
                with gr.Column(elem_classes="dr-panel"):
                    self._place_search()
        footer()
        self._connect(page)

    def _place_adding(self) -> None:
        gr.HTML(f'<h2 class="dr-title">{tr("加入往年报告")}</h2>', apply_default_css=False)
        note = tr("可一次选多份：Word、WPS、PDF、Excel、网页、文本、压缩包")
        gr.HTML(f'<p class="dr-hint">{note}</p>', apply_default_css=False)
        self.files = gr.File(
            label=note,
            show_label=False,
            file_types=REPORT_TYPES,
            file_count="multiple",
            height=120,
            elem_id="library-files",
        )
        self.stop = button(tr("停止"), visible=False, elem_id="library-stop")
        self.added = panel("added")

    def _place_search(self) -> None:
        gr.HTML(f'<h2 class="dr-title">{tr("查找往年写法")}</h2>', apply_default_css=False)
        with gr.Row(elem_classes="dr-row"):
            self.query = gr.Textbox(
                show_label=False,
                placeholder=tr("如：预算执行率、提案办理"),
                max_lines=1,
                max_length=200,
                elem_id="library-query",
                elem_classes="dr-fill",
            )
            self.search = button(tr("查找"), primary=True, elem_id="library-search")
        with gr.Row(elem_classes="dr-row"):
            self.org = gr.Dropdown(
                choices=[], show_label=False, elem_id="library-org", elem_classes="dr-fill"
            )
            self.year = gr.Dropdown(choices=[], show_label=False, min_width=130, elem_id="library-year")
        self.hits = panel("hits")

    def show(self, request: gr.Request) -> tuple[Any, ...]:
        rows = self.office.library.reports()
        orgs = [(tr("全部单位"), ""), *((one, one) for one in sorted({row.org for row in rows if row.org}))]
        years = sorted({row.year for row in rows if row.year}, reverse=True)
        choices = [(tr("全部年度"), ""), *((str(one), str(one)) for one in years)]
        header = panels.header(
            "library", project=known_project(self.office, request.query_params.get("p", ""))
        )
        return (
            header,
            self.listed(),
            gr.Dropdown(choices=orgs, value=""),
            gr.Dropdown(choices=choices, value=""),
        )

    def listed(self) -> str:
        return panels.reports_of(self.office.library)

    def act(self, event: gr.EventData, progress: gr.Progress = gr.Progress()) -> Iterator[tuple[Any, ...]]:  # noqa: B008
        """Remove the report pressed, or draft it after the fact: that may be stopped at each step."""
        asked = event._data if isinstance(event._data, dict) else {}
        source = str(asked.get("section", ""))
        try:
            if asked.get("act") == "remove":
                require_here("discard", source)
                self.office.library.remove(source)
                say(tr("{source} 已移出资料库", source=source))
                yield self.listed(), "", gr.skip()
                return
            yield gr.skip(), "", gr.Button(visible=True)
            result = yield from _trying(self.office.library.backtest_steps(source), progress)
            yield gr.skip(), panels.backtest(result), gr.Button(visible=False)
        except DrafterError as problem:
            yield gr.skip(), gr.skip(), gr.Button(visible=False)
            raise notice(problem) from problem

    def take(
        self,
        paths: list[str] | None,
        progress: gr.Progress = gr.Progress(),  # noqa: B008
    ) -> Iterator[tuple[Any, ...]]:
        """Take the files in a few at a time: what is in stays in when somebody stops."""
        try:
            check_number(paths or ())
            yield gr.skip(), gr.skip(), gr.skip(), gr.Button(visible=True)
            lines: list[tuple[bool, str]] = []
            for start in range(0, len(paths or ()), _TOGETHER):
                some = [Path(path) for path in (paths or ())[start : start + _TOGETHER]]

                def tell(done: int, total: int, what: str, start: int = start) -> None:
                    progress((start + done, len(paths or ())), desc=what)

                lines += add_reports(self.office, some, progress=tell)[0]
                yield panels.added(lines), self.listed(), gr.skip(), gr.skip()
            yield panels.added(lines), self.listed(), None, gr.Button(visible=False)
        except DrafterError as problem:
            yield gr.skip(), gr.skip(), gr.skip(), gr.Button(visible=False)
            raise notice(problem) from problem

    def find(self, words: str, org: str | None, chosen: str | None) -> str:
        filters = Filters(year=int(chosen) if chosen else None, org=org)
        found = self.office.library.precedents(words, limit=_HITS, filters=filters)
        return panels.hits(words.strip(), found)

    def _connect(self, page: gr.Blocks) -> None:
        listen(
            page.load, told(self.show), may="read", outputs=[self.header, self.reports, self.org, self.year]
        )
        one_by_one: dict[str, Any] = {"concurrency_limit": 1, "concurrency_id": "reading"}
        listen_until(
            self.stop,
            self.files.upload,
            self.take,
            self.files,
            may="collect",
            outputs=[self.added, self.reports, self.files],
            **one_by_one,
        )
        listen(
            self.stop.click,
            lambda: (None, self.listed()),
            may="collect",
            outputs=[self.files, self.reports],
        )
        listen_until(
            self.halt,
            self.reports.go,
            self.act,
            may="read",
            outputs=[self.reports, self.tried],
            show_progress_on=self.reports,
            **one_by_one,
        )
        for event in (self.search.click, self.query.submit, self.org.input, self.year.input):
            # What is sought last is what is shown: a second search must not be lost on the first.
            listen(
                event,
                told(self.find),
                self.query,
                self.org,
                self.year,
                may="read",
                outputs=self.hits,
                trigger_mode="always_last",
            )


def _trying(
    steps: Generator[str, None, Backtest], progress: gr.Progress
) -> Generator[tuple[Any, ...], None, Backtest]:
    """Take the steps and tell each; every one is a moment at which 停止 takes effect."""
    number = 0
    while True:
        try:
            what = next(steps)
        except StopIteration as end:
            result: Backtest = end.value
            return result
        progress((number, None), desc=what, unit=tr("步"))
        number += 1
        yield gr.skip(), gr.skip(), gr.skip()
