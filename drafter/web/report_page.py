"""The page of one report: ① this year's data, ② drafting by section, ③ checking the whole, ④ handing it over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from drafter.actions import Office, Work
from drafter.actions.sections import first_to_do
from drafter.errors import DrafterError, DraftError, ForeignSheetError
from drafter.rights import Action
from drafter.strings import tr
from drafter.web import panels
from drafter.web.look import footer
from drafter.web.parts import FLUSH, button, editor, listen, notice, panel, say, told, when_open

TABLE_TYPES = (".xlsx", ".xls", ".et", ".csv", ".docx", ".doc", ".wps", ".pdf")
STEPS = ("data", "draft", "check", "export")
EXPORT_OPTIONS = (
    ("附校核批注（Word 批注）", "comments"),
    ("附数据来源表", "sources"),
    ("作为定稿（不留待补、待核）", "final"),
)


class ReportPage:
    """Places the parts of the page, connects them to the office, and answers them."""

    def __init__(self, page: gr.Blocks, office: Office) -> None:
        self.office = office
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
            self.data_head = panel("data_head")
        with gr.Row(elem_classes="dr-stack", equal_height=False):
            with gr.Column(scale=8), gr.Tabs(elem_id="parts"):
                with gr.Tab(tr("指标数据")):
                    self.figures = panel("figures")
                with gr.Tab(tr("工作要点")):
                    self.items = panel("items")
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
                    self.compare = panel("compare")

    def _place_export(self) -> None:
        with gr.Row(elem_classes="dr-stack", equal_height=False):
            with gr.Column(scale=6):
                self.ready = panel("ready")
            with gr.Column(scale=5, elem_classes="dr-panel"):
                gr.HTML(f'<h2 class="dr-title">{tr("导出")}</h2>', apply_default_css=False)
                choices = [(tr(words), name) for words, name in EXPORT_OPTIONS]
                self.options = gr.CheckboxGroup(choices, value=["comments"], label=tr("Word 文件的内容"))
                self.downloads = panel("downloads")
                note = tr(
                    "Word 版式按 GB/T 9704-2012《党政机关公文格式》：A4、每页 22 行、每行 28 字、仿宋三号。"
                )
                gr.HTML(f'<p class="dr-hint">{note}</p>', apply_default_css=False)

                gr.HTML(f'<h2 class="dr-title">{tr("读回修改稿")}</h2>', apply_default_css=False)
                note = tr("导出的 Word 文件经他人修改后在此上传，逐节看改了什么，再决定采纳哪些。")
                gr.HTML(f'<p class="dr-hint">{note}</p>', apply_default_css=False)
                self.back_file = gr.UploadButton(
                    tr("上传修改后的 Word…"), file_types=[".docx"], file_count="single", elem_id="read-back"
                )
        self.returned = panel("returned")

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
            page.load, self.show, may="read", outputs=[*everything, self.findings, self.ready, self.downloads]
        )
        here = (self.project, self.section)
        ready = [self.ready, self.downloads]
        for tab, step, function, outputs in (
            (self.data_tab, "data", self.show_data, self.data_parts),
            (self.draft_tab, "draft", self.show_section, self.section_parts),
            (self.check_tab, "check", self.show_findings, self.findings),
            (self.export_tab, "export", self.show_export, ready),
        ):
            inputs = (*here, self.options) if step == "export" else here
            listen(
                tab.select, told(when_open(function)), *inputs, may="read", outputs=outputs, js=_at_step(step)
            )
        listen(
            self.sheet.upload,
            told(self.take_sheet),
            self.project,
            self.sheet,
            may="write",
            outputs=[*self.data_parts, self.matches],
            show_progress="full",
        )
        listen(
            self.back_file.upload,
            told(self.read_back),
            self.project,
            self.back_file,
            may="write",
            outputs=self.returned,
            show_progress="full",
        )
        listen(
            self.returned.go,
            told(self.show_export),
            *here,
            self.options,
            may="read",
            outputs=ready,
        )
        listen(self.outline.go, told(self.go), self.project, may="read", outputs=self.section_parts)
        listen(self.compare.go, told(self.go), self.project, may="read", outputs=self.section_parts)
        for jumping in (self.findings, self.ready):
            listen(
                jumping.go,
                told(self.jump),
                self.project,
                may="read",
                outputs=[self.steps, *self.section_parts],
            )
        presses: tuple[tuple[gr.Button, Any, Action], ...] = (
            (self.generate, self.draft_one, "write"),
            (self.again, self.check_again, "read"),
            (self.back, self.bring_back, "write"),
            (self.done, self.mark_done, "finish"),
        )
        for press, function, may in presses:
            progress = "full" if press is self.generate else "hidden"
            listen(
                press.click,
                told(function),
                *here,
                may=may,
                outputs=self.section_parts,
                js=FLUSH,
                show_progress=progress,
                show_progress_on=self.editor,
            )
        self._connect_drafting_all(here)
        listen(
            self.options.input,
            told(self.show_links),
            self.project,
            self.options,
            may="read",
            outputs=self.downloads,
        )

    def _connect_drafting_all(self, here: tuple[gr.State, gr.State]) -> None:
        """While everything is being drafted, 停止 takes the button's place."""
        buttons = [self.generate_all, self.stop]

        def swapped(running: bool) -> Any:
            return lambda: (gr.Button(visible=not running), gr.Button(visible=running))

        listen(self.generate_all.click, swapped(True), may="write", outputs=buttons, js=FLUSH)
        drafting = listen(
            self.generate_all.click,
            self.draft_all,
            *here,
            may="write",
            outputs=self.section_parts,
            js=FLUSH,
            concurrency_limit=1,
            concurrency_id="drafting",
        )
        listen(drafting.then, swapped(False), may="write", outputs=buttons)
        stopped = listen(self.stop.click, swapped(False), may="write", outputs=buttons, cancels=[drafting])
        listen(stopped.then, told(self.show_section), *here, may="read", outputs=self.section_parts)

    # What the events answer

    def show(self, request: gr.Request) -> tuple[Any, ...]:
        """Open the project and section named in the address."""
        asked = request.query_params
        try:
            work = self.office.open(asked.get("p", ""))
        except DrafterError as problem:
            nothing = (gr.skip(),) * (len(self.data_parts) + len(self.section_parts) + 3)
            return "", panels.header("report"), panels.message(str(problem)), gr.Tabs(visible=False), *nothing
        keys = [section.key for section in work.draft.sections]
        key = asked.get("s") if asked.get("s") in keys else first_to_do(work.draft)
        step = asked.get("step") if asked.get("step") in STEPS else "data"
        return (
            work.id,
            panels.header("report", work=work),
            "",
            gr.Tabs(selected=step),
            *self._data(work),
            *self._section(work, key),
            panels.findings(work),
            panels.ready(work),
            panels.downloads(work, ["comments"], self.office.kinds()),
        )

    def show_data(self, project: str, section: str) -> tuple[Any, ...]:
        return self._data(self.office.open(project))

    def show_section(self, project: str, section: str) -> tuple[Any, ...]:
        return self._section(self.office.open(project), section)

    def show_findings(self, project: str, section: str) -> str:
        return panels.findings(self.office.open(project))

    def show_export(self, project: str, section: str, options: list[str]) -> tuple[str, str]:
        work = self.office.open(project)
        return panels.ready(work), panels.downloads(work, options, self.office.kinds())

    def show_links(self, project: str, options: list[str]) -> str:
        return panels.downloads(self.office.open(project), options, self.office.kinds())

    def take_sheet(self, project: str, path: str) -> tuple[Any, ...]:
        """Take over a filled sheet; any other table is only held beside the rows, for a person to confirm."""
        try:
            merged = self.office.import_sheet(project, Path(path))
        except ForeignSheetError:
            found = self.office.match_file(project, Path(path))
            work = self.office.open(project)
            return *self._data(work), panels.matches(work, found)
        say(tr("数据表已导入，{n} 处有变化", n=merged.changed))
        if merged.strangers:
            names = "、".join(merged.strangers[:5])
            gr.Warning(
                notice(
                    DraftError(
                        tr(
                            "数据表中 {n} 行在本稿中没有对应，未导入：{names}",
                            n=len(merged.strangers),
                            names=names,
                        )
                    )
                ).message
            )
        return *self._data(self.office.open(project)), ""

    def read_back(self, project: str, path: str) -> str:
        return panels.returned(self.office.read_back(project, Path(path)))

    def go(self, project: str, event: gr.EventData) -> tuple[Any, ...]:
        return self._section(self.office.open(project), _key(event))

    def jump(self, project: str, event: gr.EventData) -> tuple[Any, ...]:
        """Open the section an issue stands in, with its words selected."""
        focus = (_offset(event, "start"), _offset(event, "end"))
        work = self.office.open(project)
        return gr.Tabs(selected="draft"), *self._section(work, _key(event), focus if any(focus) else None)

    def draft_one(self, project: str, section: str) -> tuple[Any, ...]:
        self.office.draft_section(project, section)
        return self._section(self.office.open(project), section)

    def draft_all(self, project: str, section: str) -> Iterator[tuple[Any, ...]]:
        try:
            generated = None
            for generated in self.office.draft_all(project):
                work = self.office.open(project)
                told = tr(
                    "正在生成 {done}/{total}：{heading}",
                    done=generated.done,
                    total=generated.total,
                    heading=generated.heading,
                )
                yield (
                    gr.skip(),
                    panels.outline_list(work, section),
                    panels.heading(work, section, told),
                    *(gr.skip(),) * 5,
                )
            kept = len(generated.kept) if generated else len(self.office.open(project).draft.sections)
            done = generated.total if generated else 0
            say(tr("已生成 {done} 节；{kept} 节已定稿或有人工修改，保持不动", done=done, kept=kept))
            yield self._section(self.office.open(project), section)
        except DrafterError as problem:
            raise notice(problem) from problem

    def check_again(self, project: str, section: str) -> tuple[Any, ...]:
        return self._section(self.office.open(project), section)

    def bring_back(self, project: str, section: str) -> tuple[Any, ...]:
        self.office.bring_back(project, section)
        return self._section(self.office.open(project), section)

    def mark_done(self, project: str, section: str) -> tuple[Any, ...]:
        """Mark the section as finished, or take the mark away."""
        done = self.office.open(project).draft.section(section).status == "已定稿"
        self.office.set_status(project, section, "草稿" if done else "已定稿")
        return self._section(self.office.open(project), section)

    def _data(self, work: Work) -> tuple[Any, ...]:
        return panels.data_head(work), panels.figures(work), panels.items(work), panels.chart(work)

    def _section(self, work: Work, key: str, focus: tuple[int, int] | None = None) -> tuple[Any, ...]:
        done = work.draft.section(key).status == "已定稿"
        return (
            key,
            panels.outline_list(work, key),
            panels.heading(work, key),
            panels.editor_state(work, key, focus),
            panels.issues(work, key),
            panels.section_rows(work, key),
            panels.precedents(work, self.office.precedents(work, key)),
            gr.Button(tr("取消定稿") if done else tr("标记为已定稿")),
        )


def _at_step(step: str) -> str:
    """Browser code that notes the step in the address and lets what is typed reach the server."""
    return f"async (...values) => {{ window.drafter.at('{step}'); return await window.drafter.flushed(...values); }}"


def _key(event: gr.EventData) -> str:
    """Return the section the browser asks for; whether there is such a section, the draft will say."""
    key = event._data.get("section") if isinstance(event._data, dict) else None
    if not isinstance(key, str):
        raise DraftError(tr("没有说明是哪一节。请刷新页面"))
    return key


def _offset(event: gr.EventData, name: str) -> int:
    value = event._data.get(name)
    return min(max(int(value), 0), 10**7) if isinstance(value, int | float) and value == value else 0
