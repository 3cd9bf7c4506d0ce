"""校核报告: any report is checked as it is, without a project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from drafter.actions import Office
from drafter.errors import DrafterError, DraftError, ReportError
from drafter.reading import READERS
from drafter.strings import tr
from drafter.web import panels
from drafter.web.look import footer
from drafter.web.parts import button, listen, listen_until, notice, panel, told
from drafter.web.uploads import REPORT_TYPES, known_project


def build_check(page: gr.Blocks, office: Office) -> None:
    """Place the page's parts and connect them."""
    header = panel("header")
    with gr.Column(elem_classes="dr-page"):
        with gr.Row(elem_classes="dr-row"):
            upload = gr.UploadButton(
                tr("上传要校核的报告"),
                file_types=REPORT_TYPES,
                file_count="single",
                variant="primary",
                elem_id="check-upload",
            )
            stop = button(tr("停止"), visible=False, elem_id="check-stop")
            panel("check_head", value=panels.check_head())
        checked = panel("checked", value=panels.unchecked())
    footer()

    def show(request: gr.Request) -> tuple[Any, ...]:
        """Show what the address says was checked, as long as it is remembered."""
        header = panels.header("check", project=known_project(office, request.query_params.get("p", "")))
        asked = request.query_params.get("c")
        try:
            return header, panels.checked(office.check_again(asked)) if asked else gr.skip()
        except DraftError as problem:
            return header, panels.unchecked(str(problem))

    def take(path: str) -> Iterator[tuple[Any, ...]]:
        """Read the file, then check it; 停止 takes effect between the two, and what is still being read is dropped."""
        try:
            require_readable(path)
            yield gr.skip(), gr.Button(visible=True)
            report = office.library.read_file(Path(path))
            yield gr.skip(), gr.skip()
            yield panels.checked(office.check_read(report)), gr.Button(visible=False)
        except DrafterError as problem:
            yield gr.skip(), gr.Button(visible=False)
            raise notice(problem) from problem

    def require_readable(path: str) -> None:
        if Path(path).suffix.lower() not in READERS:
            raise ReportError(
                tr("{name}：读不了这种文件。可用 {known}", name=Path(path).name, known=" ".join(REPORT_TYPES))
            )

    listen(page.load, told(show), may="read", outputs=[header, checked])
    listen_until(
        stop,
        upload.upload,
        take,
        upload,
        may="check",
        outputs=[checked],
        concurrency_limit=2,
        concurrency_id="checking",
        show_progress_on=checked,
    )
