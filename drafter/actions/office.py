"""What each button of the drafting page does: open, fill in, draft, write, check and hand over a report."""

from __future__ import annotations

import tempfile
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from drafter.actions.filling import Merged, merge_sheet, put_item, type_values
from drafter.actions.following import follow
from drafter.actions.history import Version, versions
from drafter.actions.judging import Checked, judge, name_of_text
from drafter.actions.library import Library
from drafter.actions.sections import body, name_of, with_body
from drafter.brief import Brief, WorkItem
from drafter.checks import check_draft, check_report
from drafter.draft import Draft, DraftSection, Status
from drafter.drafting.composing import compose_draft, compose_section
from drafter.errors import ConflictError, DraftError, SheetError
from drafter.issue import Findings, Issue
from drafter.reading.worker import read_report_safely
from drafter.report import Report
from drafter.retrieval import Precedent
from drafter.sheet import make_sheet, read_sheet, write_sheet
from drafter.strings import tr
from drafter.workspace import Project, Revision, Workspace

_REMEMBERED = 32
_ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class Work:
    """A project as it stands: pass `revision` with the next save, so that nobody's text is overwritten.

    `findings` leave out what a person judged to be no problem; that is in `dismissed`.
    """

    id: str
    draft: Draft
    brief: Brief
    revision: int
    findings: Findings
    dismissed: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Generated:
    """How far drafting everything has come; `kept` are the sections a person had written in."""

    done: int
    total: int
    heading: str
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """What typing into the table did: a sentence for each cell refused, and how the drafted sections followed.

    `kept` are the sentences that print a changed figure but were written by a person; the checks point at them.
    """

    refused: dict[str, str]
    sections: int = 0
    kept: int = 0


class Office:
    """The two folders an office works in: `index` with past reports, `workspace` with drafts in the making.

    Methods may be called from any thread. Each loads what is newest, so two pages on one project see each other's work.
    """

    def __init__(self, index: Path, workspace: Path) -> None:
        self.library = Library(index)
        self.folder = workspace
        self.workspace = Workspace(workspace)
        self._findings: OrderedDict[tuple[str, Brief], Findings] = OrderedDict()
        self._checked: OrderedDict[str, tuple[Report, str, Findings]] = OrderedDict()
        self._lock = threading.Lock()
        # Figures and the sentences that print them change together, one change after another.
        self._filling = threading.Lock()

    def projects(self) -> tuple[Project, ...]:
        return self.workspace.projects()

    def start(self, source: str, year: int) -> str:
        """Begin the report of `year` after last year's report `source` and return the project's id."""
        report = self.library.report(source)
        if not 1990 <= year <= 2100:
            raise SheetError(tr("年度 {year} 不对。请填四位年份，如 2026", year=year))
        brief = make_sheet(report, year)
        sections = tuple(_blank(section) for section in compose_draft(brief, report).sections)
        return self.workspace.create(Draft(brief.org, year, brief.title, report.source, sections), brief)

    def open(self, id: str) -> Work:
        draft, brief, revision = self.workspace.load(id)
        judged = judge(draft.text, self.check(draft, brief), self.workspace.dismissals(id))
        return Work(id, draft, brief, revision, judged.findings, judged.dismissed)

    def check(self, draft: Draft, brief: Brief) -> Findings:
        """Return what the checks say about the draft; the same draft and brief are checked once."""
        key = (draft.text, brief)
        with self._lock:
            if key in self._findings:
                self._findings.move_to_end(key)
                return self._findings[key]
        findings = check_draft(draft, brief=brief, previous=self._previous(brief))
        with self._lock:
            self._findings[key] = findings
            while len(self._findings) > _REMEMBERED:
                self._findings.popitem(last=False)
        return findings

    # ① 本年数据

    def type_figures(self, id: str, typed: dict[str, str]) -> Typed:
        """Save cells of 本年数 and let the drafted sections follow."""
        refused: dict[str, str] = {}

        def change(brief: Brief) -> Brief:
            filled, problems = type_values(brief, typed)
            refused.clear()
            refused.update(problems)
            return filled

        with self._filling:
            sections, kept = self._follow(id, *self._change_brief(id, change))
        return Typed(refused, sections, kept)

    def write_item(self, id: str, item: WorkItem) -> str:
        """Save one work item and return its id; one with id "" is added at the end of the table."""
        written: list[str] = []

        def change(brief: Brief) -> Brief:
            changed, name = put_item(brief, item)
            written.append(name)
            return changed

        self._change_brief(id, change)
        return written[-1]

    def import_sheet(self, id: str, path: Path) -> Merged:
        """Take over a filled sheet (.xlsx or .csv); its empty cells change nothing. The drafted sections follow."""
        sheet = read_sheet(path)
        merged: list[Merged] = []

        def change(brief: Brief) -> Brief:
            merged.append(merge_sheet(brief, sheet))
            return merged[-1].brief

        with self._filling:
            self._follow(id, *self._change_brief(id, change))
        return merged[-1]

    def _change_brief(self, id: str, change: Callable[[Brief], Brief]) -> tuple[Brief, Brief]:
        """Change the newest table, again when somebody saved in between: a cell typed here undoes no other."""
        for attempt in range(_ATTEMPTS):
            _, brief, revision = self.workspace.load(id)
            try:
                changed = change(brief)
                self.workspace.save_brief(id, changed, revision=revision)
                break
            except ConflictError:
                if attempt == _ATTEMPTS - 1:
                    raise
        return brief, changed

    def _follow(self, id: str, before: Brief, after: Brief) -> tuple[int, int]:
        """Tell the sentences that print a changed figure anew; return the sections changed and the sentences kept."""
        report = self._previous(before)
        if report is None or before.figures == after.figures:
            return 0, 0
        # Only the figures: what was decided about work items waits until a section is drafted again.
        earlier = self.library.earlier(report)
        old = compose_draft(replace(after, figures=before.figures), report, earlier=earlier)
        new = compose_draft(after, report, earlier=earlier)
        changed = kept = 0
        for section in new.sections:
            was = old.section(section.key)
            if was.text != section.text:
                moved, left = self._follow_section(id, was, section)
                changed, kept = changed + moved, kept + left
        return changed, kept

    def _follow_section(self, id: str, before: DraftSection, after: DraftSection) -> tuple[bool, int]:
        for attempt in range(_ATTEMPTS):
            draft, _, revision = self.workspace.load(id)
            now = draft.section(after.key)
            if now.status in ("未起草", "已定稿"):
                break
            followed = follow(now, before, after)
            try:
                self.workspace.save_section(id, after.key, followed.section, revision=revision)
                return followed.section != now, followed.kept
            except ConflictError:
                if attempt == _ATTEMPTS - 1:
                    raise
        return False, 0

    def sheet_file(self, id: str) -> tuple[str, bytes]:
        """Return the fill-in sheet as it stands: the file's name and its bytes."""
        _, brief, _ = self.workspace.load(id)
        return self._written(f"{brief.org}{brief.year}年度数据表.xlsx", lambda path: write_sheet(brief, path))

    # ② 分章起草

    def draft_section(self, id: str, key: str) -> None:
        """Draft section `key` from last year's wording and this year's figures; what stood there stays in its history."""
        draft, brief, revision = self.workspace.load(id)
        _require_open(draft.section(key))
        report = self._report(brief)
        composed = compose_section(brief, report, key, earlier=self.library.earlier(report))
        section = replace(composed, status="草稿")
        self.workspace.save_section(id, key, section, revision=revision)

    def draft_all(self, id: str) -> Iterator[Generated]:
        """Draft every section nobody has written in, one by one; finished and edited ones are kept as they are."""
        draft, brief, _ = self.workspace.load(id)
        open_ = [section for section in draft.sections if not _is_persons(section)]
        kept = tuple(name_of(section) for section in draft.sections if _is_persons(section))
        report = self._report(brief)
        composed = compose_draft(brief, report, earlier=self.library.earlier(report))
        for number, section in enumerate(open_, 1):
            now, _, revision = self.workspace.load(id)
            if now.section(section.key) == section:
                drafted = replace(composed.section(section.key), status="草稿")
                self.workspace.save_section(id, section.key, drafted, revision=revision)
            yield Generated(number, len(open_), name_of(section), kept)

    def write(self, id: str, key: str, text: str, revision: int) -> int:
        """Save a person's text as the body of section `key`; returns the revision for the next save of it."""
        section = self.workspace.load(id)[0].section(key)
        _require_open(section)
        number = self.workspace.save_section(id, key, with_body(section, text), revision=revision)
        if section.status == "未起草" and text.strip():
            self.workspace.set_status(id, key, "草稿")
        return number

    def bring_back(self, id: str, key: str) -> None:
        """Put the text before the last change of section `key` back, as a new revision; again undoes that."""
        draft, _, revision = self.workspace.load(id)
        now = draft.section(key)
        _require_open(now)
        before = [one.section for one in self.workspace.history(id, key) if one.section.text != now.text]
        if not before:
            raise DraftError(tr("“{name}”还没有更早的版本", name=name_of(now)))
        self.workspace.save_section(id, key, before[-1], revision=revision)

    def versions(self, id: str, key: str) -> tuple[Version, ...]:
        """Return the versions of section `key`, the newest first."""
        return versions(self.workspace.history(id, key), self.workspace.refused(id, key))

    def version(self, id: str, key: str, number: int) -> Revision:
        """Return one saved state of section `key`, also one that was refused."""
        for one in (*self.workspace.history(id, key), *self.workspace.refused(id, key)):
            if one.number == number:
                return one
        raise DraftError(tr("本节没有版本 {number}。请刷新页面", number=number))

    def restore(self, id: str, key: str, number: int) -> None:
        """Put version `number` of section `key` back, as a new revision: what stands now stays in the history."""
        draft, _, revision = self.workspace.load(id)
        now = draft.section(key)
        _require_open(now)
        section = replace(self.version(id, key, number).section, status=now.status)
        self.workspace.save_section(id, key, section, revision=revision)

    def last_year(self, id: str, key: str) -> str:
        """Return the body of section `key` in last year's report, "" when it has no such section any more."""
        report = self._report(self.workspace.load(id)[1])
        found = [section for section in report.sections if section.key == key]
        return report.text[found[0].body_start : found[0].end].strip("\n") if found else ""

    def set_status(self, id: str, key: str, status: Status) -> None:
        self.workspace.set_status(id, key, status)

    def precedents(self, work: Work, key: str, *, limit: int = 6) -> tuple[Precedent, ...]:
        """Return past passages close to what section `key` is about, from years before the draft's."""
        section = work.draft.section(key)
        words = body(section)[:160].strip() or section.heading or work.draft.title
        return self.library.precedents(words, limit=limit, before=work.draft.year, heading=section.heading)

    # ③ 校核

    def check_file(self, path: Path) -> Checked:
        """Check a report that is no draft of ours, beside last year's of the same body where the library has it."""
        report = read_report_safely(path)
        previous = self.library.year_before(report)
        findings = check_report(report, previous=previous)
        name = name_of_text(report.text)
        with self._lock:
            self._checked[name] = (report, previous.source if previous else "", findings)
            self._checked.move_to_end(name)
            while len(self._checked) > _REMEMBERED:
                self._checked.popitem(last=False)
        return self.checked(name)

    def checked(self, name: str) -> Checked:
        """Return a report checked before, with what has been judged since."""
        with self._lock:
            known = self._checked.get(name)
        if known is None:
            raise DraftError(tr("这份报告的校核结果已不在内存中。请重新上传"))
        report, previous, findings = known
        return Checked(name, report, previous, judge(report.text, findings, self.workspace.dismissals(name)))

    def dismiss(self, subject: str, issue: str, *, dismissed: bool = True) -> None:
        """Remember that an issue of a project or a checked report is no problem, or take that back."""
        self.workspace.dismiss(subject, issue, dismissed=dismissed)

    # ④ 导出

    def export(
        self, id: str, kind: str, *, comments: bool = True, sources: bool = False, final: bool = False
    ) -> tuple[str, bytes]:
        """Return the report as a file to hand over: its name and bytes. `kind` is a key of the table below."""
        from drafter.export import write_docx, write_markdown

        work = self.open(id)
        # Each mark carries a comment of its own, with its reason.
        issues = [issue for issue in work.findings.issues if comments and issue.code != "placeholder-left"]

        def docx(path: Path) -> None:
            write_docx(work.draft, path, issues=issues, sources=sources, final=final, brief=work.brief)

        writers = {"docx": docx, "md": lambda path: write_markdown(work.draft, path)}
        if kind not in writers:
            raise DraftError(tr("不能导出为 {kind}。可选：{known}", kind=kind, known="、".join(writers)))
        return self._written(f"{work.draft.title or tr('报告')}.{kind}", writers[kind])

    def _written(self, name: str, write: Callable[[Path], object]) -> tuple[str, bytes]:
        with tempfile.TemporaryDirectory(dir=self.folder, prefix="export-") as folder:
            path = Path(folder) / f"file{Path(name).suffix}"
            write(path)
            return name, path.read_bytes()

    def _report(self, brief: Brief) -> Report:
        return self.library.report(brief.previous_report)

    def _previous(self, brief: Brief) -> Report | None:
        """Last year's report, or None once it has left the library: the draft must stay open to its writer."""
        return self.library.find(brief.previous_report)


def _blank(section: DraftSection) -> DraftSection:
    """Return the section before anything is drafted: its heading, no text."""
    text = section.heading + "\n" if section.heading else ""
    return DraftSection(section.key, section.heading, section.level, text, status="未起草")


def _is_persons(section: DraftSection) -> bool:
    return section.status == "已定稿" or any(sentence.origin == "human" for sentence in section.sentences)


def _require_open(section: DraftSection) -> None:
    if section.status == "已定稿":
        raise DraftError(tr("“{name}”已定稿。请先点“取消定稿”再修改", name=name_of(section)))
