"""The first page: reports in the making, and how to begin a new one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from drafter.actions import Office
from drafter.actions.library import ReportRow
from drafter.errors import DrafterError, SheetError
from drafter.strings import tr
from drafter.web import panels
from drafter.web.asking import require_here
from drafter.web.look import footer
from drafter.web.parts import button, listen, listen_until, notice, panel, say, told
from drafter.web.uploads import REPORT_TYPES, add_reports

_OPEN = "(id) => { if (id) window.location.assign('/report?p=' + encodeURIComponent(id)); }"


class HomePage:
    """Places the page's parts, answers and connects them."""

    def __init__(self, page: gr.Blocks, office: Office) -> None:
        self.office = office
        self.header = panel("header")
        with gr.Row(elem_classes="dr-page dr-stack", equal_height=False):
            with gr.Column(scale=7):
                self.projects = panel("projects")
            with gr.Column(scale=4, elem_classes="dr-panel"):
                self._place_beginning()
        self.opened = gr.Textbox(visible=False)
        footer()
        self._connect(page)

    def _place_beginning(self) -> None:
        gr.HTML(f'<h2 class="dr-title">{tr("新建稿件")}</h2>', apply_default_css=False)
        # What is typed and not in the list comes here too: Gradio would go back to the report proposed, unseen.
        self.source = gr.Dropdown(
            label=tr("上年报告"), choices=[], filterable=True, allow_custom_value=True, elem_id="new-source"
        )
        self.upload = gr.UploadButton(
            tr("上传一份上年报告…"), file_types=REPORT_TYPES, file_count="single", elem_id="new-upload"
        )
        self.stop = button(tr("停止"), visible=False, elem_id="new-stop")
        self.year = gr.Textbox(label=tr("要起草的年度"), max_lines=1, max_length=4, elem_id="new-year")
        self.start = button(tr("新建稿件"), primary=True, elem_id="new-start")
        self.added = panel("added")

    def show(self) -> tuple[Any, ...]:
        newest = self.office.library.newest()
        return (
            panels.header("home"),
            self.listed(),
            self.choose(newest.source if newest else None),
            self.next_year(newest.source if newest else None),
        )

    def listed(self) -> str:
        rows = self.office.projects(archived=True)
        return panels.projects(rows, has_reports=bool(self.office.library.reports()))

    def act(self, event: gr.EventData) -> str:
        """Copy, put away, take out or delete the draft pressed."""
        asked = event._data if isinstance(event._data, dict) else {}
        id, wanted = str(asked.get("section", "")), asked.get("act")
        if wanted == "remove":
            require_here("discard", id)
            self.office.remove_project(id)
            say(tr("稿件已删除"))
        elif wanted in ("archive", "unarchive"):
            self.office.archive(id, archived=wanted == "archive")
        elif wanted == "copy":
            self.office.copy(id)
            say(tr("已复制，副本在列表最前"))
        return self.listed()

    def choose(self, chosen: str | None) -> Any:
        rows = sorted(self.office.library.reports(), key=lambda row: (-(row.year or 0), row.org))
        return gr.Dropdown(choices=_choices(rows), value=chosen)

    def next_year(self, chosen: str | None) -> str:
        meant = reports_meant(self.office.library.reports(), chosen or "")
        return str(meant[0].year + 1) if len(meant) == 1 and meant[0].year else ""

    def take(self, path: str) -> Iterator[tuple[Any, ...]]:
        """Take last year's report in and choose it; what is still being read when somebody stops is not chosen."""
        try:
            yield *(gr.skip(),) * 3, gr.Button(visible=True)
            lines, sources = add_reports(self.office, [Path(path)])
            yield (gr.skip(),) * 4
            picked = (
                (self.choose(sources[0]), self.next_year(sources[0])) if sources else (gr.skip(), gr.skip())
            )
            yield panels.added(lines), *picked, gr.Button(visible=False)
        except DrafterError as problem:
            yield *(gr.skip(),) * 3, gr.Button(visible=False)
            raise notice(problem) from problem

    def begin(self, chosen: str | None, typed: str) -> str:
        if not chosen:
            raise SheetError(tr("还没有选上年报告。请在“上年报告”中选一份，或先上传"))
        meant = reports_meant(self.office.library.reports(), chosen)
        if not meant:
            raise SheetError(
                tr("资料库中没有叫“{words}”的报告。请在“上年报告”中选一份，或先上传", words=chosen)
            )
        if len(meant) > 1:
            raise SheetError(
                tr(
                    "资料库中有 {n} 份报告带“{words}”。请在“上年报告”中选定一份",
                    n=len(meant),
                    words=chosen,
                )
            )
        if not typed.strip().isdecimal():
            raise SheetError(tr("年度“{year}”不对。请填四位年份，如 2026", year=typed))
        return self.office.start(meant[0].source, int(typed))

    def _connect(self, page: gr.Blocks) -> None:
        listen(
            page.load,
            told(self.show),
            may="read",
            outputs=[self.header, self.projects, self.source, self.year],
        )
        listen(self.projects.go, told(self.act), may="write", outputs=self.projects)
        listen(
            self.source.input,
            told(self.next_year),
            self.source,
            may="read",
            outputs=self.year,
            trigger_mode="always_last",
        )
        listen_until(
            self.stop,
            self.upload.upload,
            self.take,
            self.upload,
            may="collect",
            outputs=[self.added, self.source, self.year],
            concurrency_limit=1,
            concurrency_id="reading",
        )
        listen(
            self.start.click,
            told(self.begin),
            self.source,
            self.year,
            may="write",
            outputs=self.opened,
            show_progress="full",
        ).then(None, inputs=self.opened, js=_OPEN)


def reports_meant(rows: Sequence[ReportRow], chosen: str) -> list[ReportRow]:
    """Return the report of this file name, else all whose title, body or file name has the words typed."""
    words = "".join(chosen.split())
    exact = [row for row in rows if row.source == chosen]
    return exact or [
        row
        for row in rows
        if words and any(words in "".join(told.split()) for told in (row.title, row.org, row.source))
    ]


def _choices(rows: Sequence[ReportRow]) -> list[tuple[str, str]]:
    """Return what the list shows of each report and the name it goes by: its title, with the file when two share it."""
    titles = Counter(row.title for row in rows)
    return [
        (row.title if row.title and titles[row.title] == 1 else f"{row.title}（{row.source}）", row.source)
        for row in rows
    ]
