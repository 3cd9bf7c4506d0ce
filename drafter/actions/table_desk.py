"""① What is done to this year's data: figures typed, sheets taken over, work items decided; the drafted sections follow."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from drafter.actions.desk import ATTEMPTS, Desk
from drafter.actions.filling import Merged, drop_item, merge_sheet, put_item, sort_items, type_values
from drafter.actions.following import follow
from drafter.actions.history import Change, changes
from drafter.actions.match_worker import match_file_safely, match_text_safely
from drafter.actions.matching import Matches
from drafter.actions.models import NO_MODELS, Models
from drafter.brief import Brief, WorkItem
from drafter.draft import DraftSection
from drafter.drafting.composing import compose_draft
from drafter.errors import ConflictError
from drafter.sheet.worker import read_sheet_safely
from drafter.strings import tr


@dataclass(frozen=True, slots=True)
class Typed:
    """What typing into the table did: a sentence for each cell refused, and how the drafted sections followed.

    `kept` are the sentences that print a changed figure but were written by a person; the checks point at them.
    """

    refused: dict[str, str]
    sections: int = 0
    kept: int = 0


class TableDesk(Desk):
    """The desk with this year's data on it."""

    def __init__(self, index: Path, workspace: Path, models: Models = NO_MODELS) -> None:
        super().__init__(index, workspace, models)
        # Figures and the sentences that print them change together, one change after another.
        self._filling = threading.Lock()

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

    def sort_items(self, id: str, ids: Sequence[str]) -> None:
        """Put the work items in the order of `ids`; sections drafted from now on tell them so."""
        self._change_brief(id, lambda brief: sort_items(brief, ids))

    def drop_item(self, id: str, item: str) -> None:
        """Take a work item that a person added out of the table."""
        self._change_brief(id, lambda brief: drop_item(brief, item))

    def match_file(self, id: str, path: Path) -> Matches:
        """Return what a foreign table (.xlsx .xls .et .csv .docx .pdf) offers for the rows; nothing is changed."""
        return match_file_safely(path, self.workspace.load(id)[1])

    def match_text(self, id: str, text: str) -> Matches:
        """Return what a block copied from a spreadsheet offers for the rows; nothing is changed."""
        return match_text_safely(text, self.workspace.load(id)[1], name=tr("粘贴的表格"))

    def read_sheet(self, path: Path) -> Brief:
        """Read a filled sheet (.xlsx or .csv); raises ForeignSheetError for a table that is none: `match_file` reads those."""
        return read_sheet_safely(path)

    def take_sheet(self, id: str, sheet: Brief) -> Merged:
        """Take over a filled sheet; its empty cells change nothing. The drafted sections follow."""
        merged: list[Merged] = []

        def change(brief: Brief) -> Brief:
            merged.append(merge_sheet(brief, sheet))
            return merged[-1].brief

        with self._filling:
            self._follow(id, *self._change_brief(id, change))
        return merged[-1]

    def changes(self, id: str) -> tuple[Change, ...]:
        """Return what was changed in this year's data, and by whom, the newest first."""
        return changes(self.workspace.brief_history(id))

    def _change_brief(self, id: str, change: Callable[[Brief], Brief]) -> tuple[Brief, Brief]:
        """Change the newest table, again when somebody saved in between: a cell typed here undoes no other."""
        for attempt in range(ATTEMPTS):
            _, brief, revision = self.workspace.load(id)
            try:
                changed = change(brief)
                self.workspace.save_brief(id, changed, revision=revision)
                break
            except ConflictError:
                if attempt == ATTEMPTS - 1:
                    raise
        return brief, changed

    def _follow(self, id: str, before: Brief, after: Brief) -> tuple[int, int]:
        """Tell the sentences that print a changed figure anew; return the sections changed and the sentences kept."""
        report = self.previous(before)
        if report is None or before.figures == after.figures:
            return 0, 0
        if not any(_is_open(section) for section in self.workspace.load(id)[0].sections):
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
        for attempt in range(ATTEMPTS):
            draft, _, revision = self.workspace.load(id)
            now = draft.section(after.key)
            if not _is_open(now):
                break
            followed = follow(now, before, after, year=draft.year)
            try:
                self.workspace.save_section(id, after.key, followed.section, revision=revision)
                return followed.section != now, followed.kept
            except ConflictError:
                if attempt == ATTEMPTS - 1:
                    raise
        return False, 0


def _is_open(section: DraftSection) -> bool:
    """Whether the section has text that follows its figures: it is drafted, and not finished."""
    return section.status not in ("未起草", "已定稿")
