"""What the events of a report's page answer: each opens the project as it stands and fills the parts that show it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from drafter.actions import Office, Work
from drafter.actions.filling import Merged
from drafter.actions.section_desk import Generated
from drafter.actions.sections import first_to_do
from drafter.actions.writing_desk import Writing
from drafter.drafting.models.generation import StoppedError
from drafter.errors import DrafterError, DraftError, ForeignSheetError, SheetError
from drafter.strings import tr
from drafter.web import panels
from drafter.web.parts import notice, say

STEPS = ("data", "draft", "check", "export")
# How many parts `_data` and `_section` fill.
_DATA_PARTS, _SECTION_PARTS = 4, 8


class ReportAnswers:
    """The answers for the page's four steps; `_data` and `_section` are in the order the page lists its parts."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def show(self, request: gr.Request) -> tuple[Any, ...]:
        """Open the project and section named in the address."""
        asked = request.query_params
        try:
            work = self.office.open(asked.get("p", ""))
        except DrafterError as problem:
            nothing = (gr.skip(),) * (_DATA_PARTS + _SECTION_PARTS + 3)
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

    def take_sheet(self, project: str, path: str) -> Iterator[tuple[Any, ...]]:
        """Take over a filled sheet; any other table is only held beside the rows, for a person to confirm.

        停止 takes effect between reading and taking over: what is still being read is dropped, nothing is changed.
        """
        nothing = (gr.skip(),) * (_DATA_PARTS + 1)
        try:
            yield *nothing, gr.Button(visible=True)
            try:
                sheet = self.office.read_sheet(Path(path))
            except ForeignSheetError:
                found = self.office.match_file(project, Path(path))
                yield *nothing, gr.skip()
                work = self.office.open(project)
                yield *self._data(work), panels.matches(work, found), gr.Button(visible=False)
                return
            yield *nothing, gr.skip()
            _tell(self.office.take_sheet(project, sheet))
            yield *self._data(self.office.open(project)), "", gr.Button(visible=False)
        except SheetError as problem:
            # A list of cells is read beside the sheet: a notice would be gone before the first one is mended.
            told = panels.refused(problem, Path(path).name) if "\n" in str(problem) else ""
            yield *nothing[1:], told or gr.skip(), gr.Button(visible=False)
            if not told:
                raise notice(problem) from problem
        except DrafterError as problem:
            yield *nothing, gr.Button(visible=False)
            raise notice(problem) from problem

    def read_back(self, project: str, path: str) -> Iterator[tuple[Any, ...]]:
        """Show what an edited file changes; nothing is saved yet, so 停止 has nothing to undo."""
        try:
            yield gr.skip(), gr.Button(visible=True)
            returned = self.office.read_back(project, Path(path))
            yield gr.skip(), gr.skip()
            yield panels.returned(returned), gr.Button(visible=False)
        except DrafterError as problem:
            yield gr.skip(), gr.Button(visible=False)
            raise notice(problem) from problem

    def go(self, project: str, event: gr.EventData) -> tuple[Any, ...]:
        return self._section(self.office.open(project), _key(event))

    def jump(self, project: str, event: gr.EventData) -> tuple[Any, ...]:
        """Open the section an issue stands in, with its words selected."""
        focus = (_offset(event, "start"), _offset(event, "end"))
        work = self.office.open(project)
        return gr.Tabs(selected="draft"), *self._section(work, _key(event), focus if any(focus) else None)

    def draft_one(self, project: str, section: str, with_model: bool) -> Iterator[tuple[Any, ...]]:
        if with_model and self.office.generator:
            with self.office.stoppable(project) as stop:
                steps = self.office.write_section(project, section, stop)
                yield from self._written(project, section, steps, one_only=True)
            return
        try:
            self.office.draft_section(project, section)
            yield *self._section(self.office.open(project), section), gr.skip(), gr.skip(), ""
        except DrafterError as problem:
            raise notice(problem) from problem

    def draft_all(self, project: str, section: str, with_model: bool) -> Iterator[tuple[Any, ...]]:
        """Draft section by section; 停止 stands in the button's place meanwhile, and takes effect between two."""
        with self.office.stoppable(project) as stop:
            if with_model and self.office.generator:
                yield from self._written(project, section, self.office.write_all(project, stop))
            else:
                yield from self._drafted(project, section, self.office.draft_all(project, stop))

    def _drafted(self, project: str, section: str, steps: Iterator[Generated]) -> Iterator[tuple[Any, ...]]:
        """Show how far drafting everything has come."""
        nothing = (gr.skip(),) * _SECTION_PARTS
        try:
            yield *nothing, *_running(True), ""
            told: Generated | None = None
            for told in steps:
                yield *self._progress(project, section, told.done, told.total, told.heading), gr.skip()
            kept = len(told.kept) if told else len(self.office.open(project).draft.sections)
            count = told.total if told else 0
            say(
                tr("已生成 {done} 节；{kept} 节已定稿或有人工修改，保持不动", done=count, kept=kept)
                if kept
                else tr("已生成 {done} 节", done=count)
            )
            yield *self._section(self.office.open(project), section), gr.skip(), gr.skip(), gr.skip()
        except StoppedError:
            yield self._stopped(project, section)
        except DrafterError as problem:
            yield *nothing, *_running(False), gr.skip()
            raise notice(problem) from problem

    def _written(
        self, project: str, section: str, steps: Iterator[Writing], *, one_only: bool = False
    ) -> Iterator[tuple[Any, ...]]:
        """Show what a model writes as it comes; 停止 takes effect at once, and what came of each section is told at the end."""
        nothing = (gr.skip(),) * _SECTION_PARTS
        try:
            yield *nothing, *_running(True), ""
            told: Writing | None = None
            for one in steps:
                if told is None or one.done > told.done:
                    yield (
                        *self._progress(project, section, one.done, one.total, one.name),
                        panels.writing(one),
                    )
                else:
                    yield *nothing, gr.skip(), gr.skip(), panels.writing(one)
                told = one
            shown = self._section(self.office.open(project), section)
            yield *shown, gr.skip(), gr.skip(), panels.written(told) if told else ""
        except StoppedError:
            yield self._stopped(project, section, one=one_only)
        except DrafterError as problem:
            yield *nothing, *_running(False), ""
            raise notice(problem) from problem

    def _stopped(self, project: str, section: str, *, one: bool = False) -> tuple[Any, ...]:
        say(
            tr("已停止，本节文字未动。再点“生成本节草稿”可重写")
            if one
            else tr("已停止。已生成的各节留在稿件里，再点“全部生成”可继续")
        )
        return *self.show_section(project, section), gr.skip(), gr.skip(), ""

    def _progress(self, project: str, section: str, done: int, total: int, heading: str) -> tuple[Any, ...]:
        """All but the last part: how far drafting everything has come."""
        work = self.office.open(project)
        told = tr("正在生成 {done}/{total}：{heading}", done=done, total=total, heading=heading)
        seen = (gr.skip(), panels.outline_list(work, section), panels.heading(work, section, told))
        return *seen, *(gr.skip(),) * (_SECTION_PARTS - len(seen)), gr.skip(), gr.skip()

    def stop(self, project: str) -> Any:
        """Have what is drafted end; it shows itself what came of it."""
        self.office.stop(project)
        return gr.Button(interactive=False)

    def may_begin(self) -> tuple[Any, Any]:
        """Put 全部生成 back in the place of 停止."""
        return _running(False)

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
            panels.precedents(work, key, self.office.precedents(work, key)),
            gr.Button(tr("取消定稿") if done else tr("标记为已定稿")),
        )


def _running(running: bool) -> tuple[Any, Any]:
    """全部生成 and 停止: while one runs, the other is there."""
    return gr.Button(visible=not running), gr.Button(visible=running, interactive=True)


def _tell(merged: Merged) -> None:
    say(tr("数据表已导入，{n} 处有变化", n=merged.changed))
    if merged.strangers:
        names = "、".join(merged.strangers[:5])
        told = tr("数据表中 {n} 行在本稿中没有对应，未导入：{names}", n=len(merged.strangers), names=names)
        gr.Warning(notice(DraftError(told)).message)


def _key(event: gr.EventData) -> str:
    """Return the section the browser asks for; whether there is such a section, the draft will say."""
    key = event._data.get("section") if isinstance(event._data, dict) else None
    if not isinstance(key, str):
        raise DraftError(tr("没有说明是哪一节。请刷新页面"))
    return key


def _offset(event: gr.EventData, name: str) -> int:
    value = event._data.get(name)
    return min(max(int(value), 0), 10**7) if isinstance(value, int | float) and value == value else 0
