"""A project as it stands, and the two folders it is worked on in: what every action starts from."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from pathlib import Path

from drafter.actions.library import Library
from drafter.actions.models import NO_MODELS, Models
from drafter.actions.sections import located
from drafter.brief import Brief
from drafter.checks import check_draft
from drafter.draft import Draft
from drafter.issue import Findings, Issue
from drafter.report import Report
from drafter.strings import language
from drafter.workspace import Workspace

REMEMBERED = 32
# How often a change is tried again when somebody else saved in between.
ATTEMPTS = 20
# Checks at one time: side by side they only slow each other down, but a long report must not hold up a short one.
_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Work:
    """A project as it stands: pass `revision` with the next save, so that nobody's text is overwritten.

    `findings` leave out what a person judged to be no problem; that is in `dismissed`, and `sourced` has the numbers
    (start, end, source) a person told the source of.
    """

    id: str
    draft: Draft
    brief: Brief
    revision: int
    findings: Findings
    dismissed: tuple[Issue, ...] = ()
    sourced: tuple[tuple[int, int, str], ...] = ()


class Desk:
    """The folders `index` with past reports and `workspace` with drafts in the making.

    Methods may be called from any thread. Each loads what is newest, so two pages on one project see each other's work.
    """

    def __init__(self, index: Path, workspace: Path, models: Models = NO_MODELS) -> None:
        self.library = Library(index, reranker=models.reranker)
        self.generator = models.generator
        self.folder = workspace
        self.workspace = Workspace(workspace)
        self.lock = threading.Lock()
        self._checking = threading.BoundedSemaphore(_AT_ONCE)
        self._findings: OrderedDict[tuple[str, Brief, str], Findings] = OrderedDict()

    def open(self, id: str) -> Work:
        return self.seen(id, *self.workspace.load(id))

    def seen(self, id: str, draft: Draft, brief: Brief, revision: int) -> Work:
        """Return the project with what the checks say and what was judged of it."""
        judged = self.workspace.verdicts(id).judge(draft.as_report(id), self.check(draft, brief))
        return Work(
            id,
            draft,
            brief,
            revision,
            _of_what_is_written(draft, judged.findings),
            judged.dismissed,
            judged.sourced,
        )

    def check(self, draft: Draft, brief: Brief) -> Findings:
        """Return what the checks say about the draft; the same draft and brief are checked once."""
        key = (draft.text, brief, language())
        if known := self._known(key):
            return known
        with self._checking:
            # Whoever waited may have been waiting for just this.
            if known := self._known(key):
                return known
            findings = check_draft(draft, brief=brief, previous=self.previous(brief))
        with self.lock:
            self._findings[key] = findings
            while len(self._findings) > REMEMBERED:
                self._findings.popitem(last=False)
        return findings

    def _known(self, key: tuple[str, Brief, str]) -> Findings | None:
        with self.lock:
            if key in self._findings:
                self._findings.move_to_end(key)
            return self._findings.get(key)

    def last_report(self, brief: Brief) -> Report:
        return self.library.report(brief.previous_report)

    def previous(self, brief: Brief) -> Report | None:
        """Last year's report, or None once it has left the library: the draft must stay open to its writer."""
        return self.library.find(brief.previous_report)


def _of_what_is_written(draft: Draft, findings: Findings) -> Findings:
    """Return what is to be looked at: that a section has no text yet is told once, not again for each of its work items."""
    blank = {section.key for section in draft.sections if section.status == "未起草"}
    kept = [one for key, one in located(draft, findings) if one.code != "item-missing" or key not in blank]
    return replace(findings, issues=tuple(kept)) if blank else findings
