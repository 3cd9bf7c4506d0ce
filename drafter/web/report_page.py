"""The page of one report: ① this year's data, ② drafting by section, ③ checking the whole, ④ handing it over."""

from __future__ import annotations

from typing import Any

import gradio as gr

from drafter.actions import Office
from drafter.rights import Action
from drafter.strings import tr
from drafter.web import panels
from drafter.web.look import footer
from drafter.web.parts import FLUSH, button, editor, listen, listen_until, panel, told, when_open
from drafter.web.report_answers import ReportAnswers

TABLE_TYPES = (".xlsx", ".xls", ".et", ".csv", ".docx", ".doc", ".wps", ".pdf")
EXPORT_OPTIONS = (
    ("附校核批注（Word 批注）", "comments"),
    ("附数据来源表", "sources"),
    ("作为定稿（不留待补、待核）", "final"),
)


class ReportPage:
    """Places the parts of the page, connects them to their answers."""

    def __init__(self, page: gr.Blocks, office: Office) -> None:
        self.answers = ReportAnswers(office)
        self.has_model = office.generator is not None
        self.project, self.section = gr.State(""), gr.State("")
        self.header = panel("header")
        self.missing = panel("missing")
        with gr.Tabs(elem_id="steps") as self.steps:
            with gr.Tab(tr("① 本年数据"), id="data") as self.data_tab:
                self._place_data()
            with gr.Tab(tr("② 分章起草"), id="draft") as self.draft_tab:
                self._place_draft()
            with gr.Tab(tr("③ 全文校核"), id="check") as self.check_tab:
                self.findings = panel("findings")
            with gr.Tab(tr("④ 导出"), id="export") as self.export_tab:
                self._place_export()
        footer()
        self.data_parts = [self.data_head, self.figures, self.items, self.chart]
        self.section_parts = [
            self.section,
            self.outline,
            self.heading,
            self.editor,
            self.issues,
            self.used,
            self.precedents,
            self.done,
        ]
        self._connect(page)

    def _place_data(self) -> None:
        with gr.Row(elem_classes="dr-row"):
            self.sheet = gr.UploadButton(
                tr("导入数据"),
                file_types=[*TABLE_TYPES],
                file_count="single",
                variant="primary",
                elem_id="sheet-upload",
            )
            self.stop_sheet = button(tr("停止"), visible=False, elem_id="sheet-stop")
            self.data_head = panel("data_head")
        with gr.Row(elem_classes="dr-stack", equal_height=False):
            with gr.Column(scale=8), gr.Tabs(elem_id="parts"):
                with gr.Tab(tr("指标数据")):
                    self.figures = panel("figures")
                with gr.Tab(tr("工作要点")):
                    self.items = panel("items")
                with gr.Tab(tr("修改记录")):
                    panel("data_history", value=panels.data_history(()))
            with gr.Column(scale=4):
                self.chart = panel("chart")
        self.matches = panel("matches")

    def _place_draft(self) -> None:
        with gr.Row(elem_classes="dr-stack", equal_height=False):
            with gr.Column(scale=3):
                self.outline = panel("outline")
            with gr.Column(scale=7):
                self.heading = panel("heading")
                with gr.Row(elem_classes="dr-row"):
                    self.generate = button(tr("生成本节草稿"), primary=True, elem_id="generate")
                    self.generate_all = button(tr("全部生成"), elem_id="generate-all")
                    self.stop = button(tr("停止"), elem_id="stop", visible=False)
                    self.again = button(tr("重新校核"), elem_id="check-again")
                    self.back = button(tr("恢复上一版"), elem_id="bring-back")
                    self.done = button(tr("标记为已定稿"), elem_id="mark-done")
                    panel("rewriting", value=panels.rewriting(self.answers.office.generator))
                    self.with_model = gr.Checkbox(
                        self.has_model,
                        label=tr("用模型行文"),
                        visible=self.has_model,
                        container=False,
                        elem_id="with-model",
                    )
                self.writing = panel("writing")
                self.editor = editor()
            with gr.Column(scale=4), gr.Tabs(elem_id="aside"):
                with gr.Tab(tr("校核问题")):
                    self.issues = panel("issues")
                with gr.Tab(tr("往年参考")):
                    self.precedents = panel("precedents")
                with gr.Tab(tr("本节数据")):
                    self.used = panel("section")
                with gr.Tab(tr("历史")):
                    self.history = panel("history", value=panels.history(()))
                    panel("compare")

        panel("rewritten")

    def _place_export(self) -> None:
        with gr.Row(elem_classes="dr-stack", equal_height=False):
            with gr.Column(scale=6):
                self.ready = panel("ready")
            with gr.Column(scale=5):
                with gr.Column(elem_classes="dr-panel"):
                    self._place_downloads()
                with gr.Column(elem_classes="dr-panel"):
                    self._place_reading_back()
        self.returned = panel("returned")

    def _place_downloads(self) -> None:
        gr.HTML(f'<h2 class="dr-title">{tr("导出")}</h2>', apply_default_css=False)
        choices = [(tr(words), name) for words, name in EXPORT_OPTIONS]
        self.options = gr.CheckboxGroup(choices, value=["comments"], label=tr("Word 文件的内容"))
        self.downloads = panel("downloads")
        note = tr("Word 版式按 GB/T 9704-2012《党政机关公文格式》：A4、每页 22 行、每行 28 字、仿宋三号。")
        gr.HTML(f'<p class="dr-hint">{note}</p>', apply_default_css=False)

    def _place_reading_back(self) -> None:
        gr.HTML(f'<h2 class="dr-title">{tr("读回修改稿")}</h2>', apply_default_css=False)
        note = tr("导出的 Word 文件经他人修改后在此上传，逐节看改了什么，再决定采纳哪些。")
        gr.HTML(f'<p class="dr-hint">{note}</p>', apply_default_css=False)
        with gr.Row(elem_classes="dr-row"):
            self.back_file = gr.UploadButton(
                tr("上传修改后的 Word…"), file_types=[".docx"], file_count="single", elem_id="read-back"
            )
            self.stop_back = button(tr("停止"), visible=False, elem_id="read-back-stop")

    def _connect(self, page: gr.Blocks) -> None:
        everything = [
            self.project,
            self.header,
            self.missing,
            self.steps,
            *self.data_parts,
            *self.section_parts,
        ]
        listen(
            page.load,
            self.answers.show,
            may="read",
            outputs=[*everything, self.findings, self.ready, self.downloads],
        )
        here = (self.project, self.section)
        self._connect_steps(here)
        self._connect_files()
        self._connect_jumps()
        self._connect_presses(here)
        self._connect_drafting(here)

    def _connect_steps(self, here: tuple[gr.State, gr.State]) -> None:
        ready = [self.ready, self.downloads]
        for tab, step, function, outputs in (
            (self.data_tab, "data", self.answers.show_data, self.data_parts),
            (self.draft_tab, "draft", self.answers.show_section, self.section_parts),
            (self.check_tab, "check", self.answers.show_findings, self.findings),
            (self.export_tab, "export", self.answers.show_export, ready),
        ):
            inputs = (*here, self.options) if step == "export" else here
            listen(
                tab.select, told(when_open(function)), *inputs, may="read", outputs=outputs, js=_at_step(step)
            )
        listen(
            self.returned.go,
            told(self.answers.show_export),
            *here,
            self.options,
            may="read",
            outputs=ready,
        )
        listen(
            self.options.input,
            told(self.answers.show_links),
            self.project,
            self.options,
            may="read",
            outputs=self.downloads,
        )

    def _connect_files(self) -> None:
        """A sheet that is brought in, an edited file that comes back: 停止 stands beside each while it is read."""
        for taken, answer, outputs, stop in (
            (self.sheet, self.answers.take_sheet, [*self.data_parts, self.matches], self.stop_sheet),
            (self.back_file, self.answers.read_back, [self.returned], self.stop_back),
        ):
            listen_until(
                stop,
                taken.upload,
                answer,
                self.project,
                taken,
                may="write",
                outputs=outputs,
                concurrency_limit=2,
                concurrency_id="reading-in",
            )

    def _connect_jumps(self) -> None:
        """No press is dropped while the answer to the one before is on its way; the editor shows the last one."""
        going: dict[str, Any] = {"may": "read", "trigger_mode": "multiple"}
        listen(self.outline.go, told(self.answers.go), self.project, outputs=self.section_parts, **going)
        for jumping in (self.findings, self.ready):
            listen(
                jumping.go,
                told(self.answers.jump),
                self.project,
                outputs=[self.steps, *self.section_parts],
                **going,
            )

    def _connect_presses(self, here: tuple[gr.State, gr.State]) -> None:
        presses: tuple[tuple[gr.Button, Any, Action], ...] = (
            (self.again, self.answers.check_again, "read"),
            (self.back, self.answers.bring_back, "write"),
            (self.done, self.answers.mark_done, "finish"),
        )
        for press, function, may in presses:
            listen(press.click, told(function), *here, may=may, outputs=self.section_parts, js=FLUSH)

    def _connect_drafting(self, here: tuple[gr.State, gr.State]) -> None:
        """While a model writes, or everything is being drafted, 停止 takes the button's place."""
        buttons = [self.generate_all, self.stop]
        for press, function, name, limit in (
            (self.generate, self.answers.draft_one, "drafting-one", 8),
            (self.generate_all, self.answers.draft_all, "drafting", 1),
        ):
            drafting = listen(
                press.click,
                function,
                *here,
                self.with_model,
                may="write",
                outputs=[*self.section_parts, *buttons, self.writing],
                js=FLUSH,
                # Words that come one by one are seen under no veil; several may wait for one model.
                show_progress="hidden" if self.has_model or press is self.generate_all else "full",
                show_progress_on=self.editor,
                concurrency_limit=4 if self.has_model else limit,
                concurrency_id=name,
            )
            # Not before it has ended: a press of a button whose last answer is still on its way is lost.
            listen(drafting.then, self.answers.may_begin, may="read", outputs=buttons)
        # Not Gradio's `cancels`: until the step under way has ended, it would drop the next press of 全部生成.
        listen(self.stop.click, told(self.answers.stop), self.project, may="write", outputs=self.stop)


def _at_step(step: str) -> str:
    """Browser code that notes the step in the address and lets what is typed reach the server."""
    return f"async (...values) => {{ window.drafter.at('{step}'); return await window.drafter.flushed(...values); }}"
