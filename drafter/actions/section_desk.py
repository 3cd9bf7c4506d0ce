"""② What is done to the sections of a draft: drafted, written, brought back, finished."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from drafter.actions.desk import ATTEMPTS, Desk, Work
from drafter.actions.fixing import confirmed, find_issue, fixed, replacement, still_there
from drafter.actions.history import Version, sittings, versions
from drafter.actions.models import NO_MODELS, Models
from drafter.actions.sections import body, name_of, with_body
from drafter.draft import DraftSection, Status
from drafter.drafting.applying import apply_passage
from drafter.drafting.composing import compose_draft, compose_section
from drafter.drafting.models.generation import Stop, StoppedError, never
from drafter.errors import DraftError
from drafter.index.filtering import Filters
from drafter.retrieval import Precedent
from drafter.strings import tr
from drafter.workspace import Revision


@dataclass(frozen=True, slots=True)
class Generated:
    """How far drafting everything has come; `kept` are the sections a person had written in."""

    done: int
    total: int
    heading: str
    kept: tuple[str, ...]


class SectionDesk(Desk):
    """The desk with the sections of a draft on it.

    What takes long can be told to end: `with desk.stoppable(id) as stop` hands it what `desk.stop(id)` makes true.
    """

    def __init__(self, index: Path, workspace: Path, models: Models = NO_MODELS) -> None:
        super().__init__(index, workspace, models)
        self._stops: dict[str, list[threading.Event]] = {}

    @contextmanager
    def stoppable(self, id: str) -> Iterator[Stop]:
        """Tell, for as long as the block takes, whether somebody stopped what is drafted in this project meanwhile."""
        pressed = threading.Event()
        with self.lock:
            self._stops.setdefault(id, []).append(pressed)
        try:
            yield pressed.is_set
        finally:
            with self.lock:
                self._stops[id].remove(pressed)
                if not self._stops[id]:
                    del self._stops[id]

    def stop(self, id: str) -> None:
        """End what is being drafted in this project, within a moment; sections that are done stay."""
        with self.lock:
            running = list(self._stops.get(id, ()))
        for one in running:
            one.set()

    def draft_section(self, id: str, key: str) -> None:
        """Draft section `key` from last year's wording and this year's figures; what stood there stays in its history."""
        for _ in range(ATTEMPTS):
            draft, brief, revision = self.workspace.load(id)
            require_open(draft.section(key))
            report = self.last_report(brief)
            composed = compose_section(brief, report, key, earlier=self.library.earlier(report))
            # What is not drafted yet does not follow a figure typed meanwhile: it is drafted with it.
            if self.workspace.load(id)[1] == brief:
                break
        section = replace(composed, status="草稿")
        self.workspace.save_section(id, key, section, revision=revision)

    def draft_all(self, id: str, stop: Stop = never) -> Iterator[Generated]:
        """Draft every section nobody has written in, one by one; finished and edited ones are kept as they are.

        Raises StoppedError between two sections once `stop` says so.
        """
        draft, brief, _ = self.workspace.load(id)
        open_ = [section for section in draft.sections if not is_persons(section)]
        kept = tuple(name_of(section) for section in draft.sections if is_persons(section))
        report = self.last_report(brief)
        composed = compose_draft(brief, report, earlier=self.library.earlier(report))
        for number, section in enumerate(open_, 1):
            if stop():
                raise StoppedError
            now, typed, revision = self.workspace.load(id)
            if typed != brief:
                brief, composed = typed, compose_draft(typed, report, earlier=self.library.earlier(report))
            if now.section(section.key) == section:
                drafted = replace(composed.section(section.key), status="草稿")
                self.workspace.save_section(id, section.key, drafted, revision=revision)
            yield Generated(number, len(open_), name_of(section), kept)

    def look(self, id: str, key: str, text: str) -> Work:
        """Return the project as it would stand with this text as the body of section `key`; nothing is saved."""
        draft, brief, revision = self.workspace.load(id)
        return self.seen(id, draft.revise(key, with_body(draft.section(key), text)), brief, revision)

    def write(self, id: str, key: str, text: str, revision: int) -> int:
        """Save a person's text as the body of section `key`; returns the revision for the next save of it."""
        section = self.workspace.load(id)[0].section(key)
        require_open(section)
        number = self.workspace.save_section(id, key, with_body(section, text), revision=revision)
        if section.status == "未起草" and text.strip():
            self.workspace.set_status(id, key, "草稿")
        return number

    def bring_back(self, id: str, key: str) -> None:
        """Put the text before the last change of section `key` back, as a new revision; again undoes that.

        What a person typed in one sitting is one change.
        """
        draft, _, revision = self.workspace.load(id)
        now = draft.section(key)
        require_open(now)
        kept = sittings(list(self.workspace.history(id, key)), every_draft=True)
        before = [one.section for one in kept if one.section.text != now.text]
        if not before:
            raise DraftError(tr("“{name}”还没有更早的版本", name=name_of(now)))
        self.workspace.save_section(id, key, before[-1], revision=revision)

    def fix(self, id: str, name: str) -> str:
        """Put what the check computed in the place of an issue's words; returns the section's key.

        Raises DraftError, and changes nothing, when the check would not be satisfied by it.
        """
        work = self.open(id)
        issue = find_issue(work.draft, work.findings, name)
        key, mended = fixed(work.draft, issue)
        require_open(work.draft.section(key))
        if still_there(issue, self.check(mended, work.brief)):
            raise DraftError(
                tr("改为“{words}”后仍对不上，没有改动。请定位后手工修改", words=replacement(issue))
            )
        self.workspace.save_section(id, key, mended.section(key), revision=work.revision)
        return key

    def confirm(self, id: str, name: str, words: str = "") -> str:
        """Take away the 【待核】 that an issue points at, or put `words` in the place it holds open; returns the section's key.

        The sentence becomes the person's own.
        """
        work = self.open(id)
        key, settled = confirmed(work.draft, find_issue(work.draft, work.findings, name), words)
        require_open(work.draft.section(key))
        self.workspace.save_section(id, key, settled.section(key), revision=work.revision)
        return key

    def applied(self, id: str, source: str, start: int, end: int) -> str:
        """Return a past passage told with this year's figures; what the table does not supply is marked."""
        _, brief, _ = self.workspace.load(id)
        report = self.library.report(source)
        if not 0 <= start < end <= len(report.text):
            raise DraftError(tr("资料库中的这份报告已更新。请重新打开“往年参考”"))
        return apply_passage(report, start, end, brief).text.strip("\n")

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
        require_open(now)
        section = replace(self.version(id, key, number).section, status=now.status)
        self.workspace.save_section(id, key, section, revision=revision)

    def last_year(self, id: str, key: str) -> str:
        """Return the body of section `key` in last year's report, "" when it has no such section any more."""
        report = self.last_report(self.workspace.load(id)[1])
        found = [section for section in report.sections if section.key == key]
        return report.text[found[0].body_start : found[0].end].strip("\n") if found else ""

    def set_status(self, id: str, key: str, status: Status) -> None:
        self.workspace.set_status(id, key, status)

    def precedents(self, work: Work, key: str, words: str = "", *, limit: int = 6) -> tuple[Precedent, ...]:
        """Return past passages close to `words`, or else to what section `key` is about, from years before the draft's.

        The body's own come before others that are as close.
        """
        section, heading = work.draft.section(key), ""
        if not words.strip():
            heading = section.heading
            words = body(section)[:160].strip() or heading or work.draft.title
        filters = Filters(before=work.draft.year)
        return self.library.precedents(
            words, limit=limit, filters=filters, heading=heading, body=work.draft.org
        )


def is_persons(section: DraftSection) -> bool:
    return section.status == "已定稿" or any(sentence.origin == "human" for sentence in section.sentences)


def require_open(section: DraftSection) -> None:
    if section.status == "已定稿":
        raise DraftError(tr("“{name}”已定稿。请先点“取消定稿”再修改", name=name_of(section)))
