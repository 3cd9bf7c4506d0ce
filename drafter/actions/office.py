"""What each button of the page does: begin, open, check and hand over a report, and all of the two desks."""

from __future__ import annotations

import tempfile
from collections import OrderedDict
from dataclasses import replace
from pathlib import Path

from drafter.actions.desk import REMEMBERED
from drafter.actions.handing_over import HandingDesk
from drafter.actions.judging import Checked, name_of_issue, name_of_text
from drafter.actions.mending import Mending
from drafter.actions.models import NO_MODELS, Models
from drafter.actions.rewriting_desk import RewritingDesk
from drafter.actions.table_desk import TableDesk
from drafter.checks import check_report
from drafter.checks.verdicts import comes_from, no_problem
from drafter.draft import Draft, DraftSection
from drafter.drafting.composing import compose_draft
from drafter.errors import DraftError, ReportError, SheetError
from drafter.export.checked import write_checked
from drafter.issue import Findings, Issue
from drafter.report import Report
from drafter.sheet import make_sheet
from drafter.strings import tr
from drafter.workspace import Project


class Office(TableDesk, RewritingDesk, HandingDesk):
    """All an office does with its reports."""

    def __init__(self, index: Path, workspace: Path, models: Models = NO_MODELS) -> None:
        super().__init__(index, workspace, models)
        self.mending = Mending(self.library, self._begun_from)
        self._checked: OrderedDict[str, tuple[Report, str, Findings]] = OrderedDict()

    def projects(self, *, archived: bool = False) -> tuple[Project, ...]:
        """Return the drafts, the one worked on last first; those put away only when `archived`."""
        return self.workspace.projects(archived=archived)

    def copy(self, id: str) -> str:
        """Return a new project that begins with what `id` holds now; its history begins anew."""
        draft, brief, _ = self.workspace.load(id)
        return self.workspace.create(draft, brief, copy_of=id)

    def archive(self, id: str, *, archived: bool = True) -> None:
        """Put a project away, or take it out again; its address keeps working."""
        self.workspace.archive(id, archived=archived)

    def remove_project(self, id: str) -> None:
        """Delete a project with its whole history, for good."""
        self.workspace.remove(id)

    def start(self, source: str, year: int) -> str:
        """Begin the report of `year` after last year's report `source` and return the project's id."""
        report = self.library.report(source)
        if not 1990 <= year <= 2100:
            raise SheetError(tr("年度 {year} 不对。请填四位年份，如 2026", year=year))
        brief = make_sheet(report, year)
        sections = tuple(_blank(section) for section in compose_draft(brief, report).sections)
        return self.workspace.create(Draft(brief.org, year, brief.title, report.source, sections), brief)

    def _begun_from(self, source: str) -> str:
        """Return the title of a draft that has `source` as last year's report, "" when there is none."""
        drafts = (self.workspace.load(one.id) for one in self.workspace.projects(archived=True))
        return next((draft.title for draft, brief, _ in drafts if brief.previous_report == source), "")

    # ③ 校核

    def check_file(self, path: Path) -> Checked:
        """Check a report that is no draft of ours, beside last year's of the same body where the library has it."""
        return self.check_read(self.library.read_file(path))

    def check_text(self, text: str, *, of: str = "") -> Checked:
        """Check pasted words as a text file of that content; as a mended copy `of` a checked report they keep its name and verdicts."""
        if not text.strip():
            raise ReportError(tr("框里没有文字。请复制报告全文或其中一段，在此粘贴"))
        with tempfile.TemporaryDirectory(dir=self.folder, prefix="pasted-") as folder:
            path = Path(folder) / "粘贴的文字.txt"
            path.write_text(text, "utf-8")
            report = self.library.read_file(path)
        return self.check_read(replace(report, source=self.checked(of).report.source) if of else report)

    def check_read(self, report: Report) -> Checked:
        """Check a report that has been read, and keep it in memory for what will be judged of it."""
        previous = self.library.year_before(report)
        findings = check_report(report, previous=previous)
        name = name_of_text(report.text)
        with self.lock:
            self._checked[name] = (report, previous.source if previous else "", findings)
            self._checked.move_to_end(name)
            while len(self._checked) > REMEMBERED:
                self._checked.popitem(last=False)
        return self.checked(name)

    def checked(self, name: str) -> Checked:
        """Return a report checked before, with what has been judged since."""
        with self.lock:
            known = self._checked.get(name)
        if known is None:
            raise DraftError(tr("这份报告的校核结果已不再保留。请重新上传；判定过的不会再问"))
        report, previous, findings = known
        judged = self.workspace.verdicts(report.source).judge(report, findings)
        return Checked(name, report, previous, judged)

    def check_again(self, name: str) -> Checked:
        """Check a report checked before beside what the library has by now."""
        return self.check_read(self.checked(name).report)

    def checked_file(self, name: str) -> tuple[str, bytes]:
        """Return a Word file to send back: the text with what was found as comments, and a list; what was judged no problem is left out."""
        one = self.checked(name)
        title = one.report.title or Path(one.report.source).stem

        def write(path: Path) -> None:
            write_checked(one.report, one.judged.findings, path, compared_with=one.previous)

        return self._written(tr("{title}-校核意见", title=title) + ".docx", write)

    def dismiss(self, subject: str, issue: str, *, dismissed: bool = True, everywhere: bool = False) -> None:
        """Remember that an issue of a project or a checked report is no problem, or take that back.

        It holds while the paragraph stands; `everywhere` for the phrase in every report.
        """
        report, issues = self._subject(subject)
        for one in (one for one in issues if name_of_issue(report.text, one) == issue):
            if dismissed:
                self.workspace.remember(no_problem(report, one, everywhere=everywhere))
                return
            for verdict in self.workspace.verdicts(report.source).answering(report, one):
                self.workspace.forget(verdict)

    def give_source(self, subject: str, start: int, end: int, source: str) -> None:
        """Remember where the number at these offsets of a project or a checked report is from: it then counts as verified.

        "" takes that back.
        """
        report, _ = self._subject(subject)
        if not 0 <= start < end <= len(report.text):
            raise DraftError(tr("文中没有第 {start} 至 {end} 字。请刷新页面再试", start=start, end=end))
        given = comes_from(report, start, end, " ".join(source.split()))
        for verdict in self.workspace.verdicts(report.source).said:
            if verdict.source and (verdict.words, verdict.excerpt) == (given.words, given.excerpt):
                self.workspace.forget(verdict)
        if given.source:
            self.workspace.remember(given)

    def _subject(self, subject: str) -> tuple[Report, tuple[Issue, ...]]:
        """A project by its id, or a checked report by its name, with all its issues."""
        with self.lock:
            known = self._checked.get(subject)
        if known is not None:
            return known[0], known[2].issues
        work = self.open(subject)
        return work.draft.as_report(subject), (*work.findings.issues, *work.dismissed)


def _blank(section: DraftSection) -> DraftSection:
    """Return the section before anything is drafted: its heading, no text."""
    text = section.heading + "\n" if section.heading else ""
    return DraftSection(section.key, section.heading, section.level, text, status="未起草")
