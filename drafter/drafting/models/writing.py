"""Draft a whole report with a language model: section by section, on the plan that precedent adaptation gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from drafter.brief import Brief
from drafter.draft import Draft, DraftSection
from drafter.drafting.composing import Composer, Progress
from drafter.drafting.models.generation import NOBODY, Generator, Hearing, Stop, StoppedError, never
from drafter.drafting.models.prompting import Task
from drafter.drafting.models.rewriting import Rewritten, Setting, rewrite_piece, section_piece, with_piece
from drafter.drafting.pieces import Piece, join
from drafter.lastyear.claims import section_kind
from drafter.report import Report
from drafter.strings import tr

# A stretch for one question: long enough to fuse sentences, short enough for a small model's window.
STRETCH = 900

Outcome = Literal["model", "partly", "unchanged", "precedent", "fallback", "incomplete", "kept", "stopped"]


@dataclass(frozen=True, slots=True)
class SectionResult:
    """One section of the new draft, complete in every case, and who wrote it.

    "model" or "partly": the model; "unchanged": it changed nothing; "precedent": it was not asked (titles, duties, tables);
    "fallback" and "incomplete": precedent adaptation, for the `reasons` given; "kept": given as done; "stopped": not yet asked.
    """

    section: DraftSection
    outcome: Outcome
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelDraft:
    """A whole draft and how each of its sections came about."""

    draft: Draft
    results: tuple[SectionResult, ...]


def compose_draft_with(
    generator: Generator,
    brief: Brief,
    report: Report,
    *,
    earlier: Sequence[Report] = (),
    done: Mapping[str, DraftSection] | None = None,
    stop: Stop = never,
    progress: Progress | None = None,
) -> ModelDraft:
    """Return this year's whole draft, written by `generator` where it could be used.

    When `stop` ends it early, the rest is adapted from precedent, with outcome "stopped" and status 未起草; give the finished
    sections back as `done` to go on. `progress` is told (sections done, sections in all).
    """
    writer = SectionWriter(brief, report, earlier=earlier)
    results = []
    for result in writer.write_all(generator, done=done or {}, stop=stop):
        results.append(result)
        if progress is not None:
            progress(len(results), len(report.sections))
    return ModelDraft(writer.composer.draft([one.section for one in results]), tuple(results))


class SectionWriter:
    """Writes the sections of one draft; last year's report is read and bound once for all of them."""

    def __init__(self, brief: Brief, report: Report, *, earlier: Sequence[Report] = ()) -> None:
        self.brief, self.composer = brief, Composer(brief, report, earlier=earlier)
        self._earlier = earlier

    def plan(self, key: str) -> DraftSection:
        """Return section `key` adapted from last year's, which is what a model is to put in other words."""
        return self.composer.section(self.composer.named(key))

    def write(self, plan: DraftSection, generator: Generator, hearing: Hearing = NOBODY) -> SectionResult:
        """Return an adapted section with its prose rewritten, stretch by stretch; headings, tables and duties stay as they are."""
        setting, whole, at = self._setting(plan), section_piece(plan), 0
        pieces: list[Piece] = []
        done: list[Rewritten] = []
        for start, end, task in _stretches(plan) if setting.kind != "standing" and plan.key != "0" else ():
            one = rewrite_piece(generator, task, whole.cut(start, end), setting, hearing)
            pieces += [whole.cut(at, start), one.piece]
            done.append(one)
            at = end
        pieces.append(whole.cut(at, len(whole.text)))
        return _result(with_piece(plan, join(pieces)), done)

    def write_all(
        self, generator: Generator, *, done: Mapping[str, DraftSection], stop: Stop
    ) -> Iterator[SectionResult]:
        """Yield the sections of the draft one after another, as soon as each is written."""
        stopped = False
        for key in (section.key for section in self.composer.report.sections):
            if key in done:
                yield SectionResult(done[key], "kept")
                continue
            plan = self.plan(key)
            stopped = stopped or stop()
            if not stopped:
                try:
                    yield self.write(plan, generator, Hearing(stop=stop))
                    continue
                except StoppedError:
                    stopped = True
            yield SectionResult(replace(plan, status="未起草"), "stopped", (tr("已停止，尚未交给模型"),))

    def _setting(self, plan: DraftSection) -> Setting:
        brief, report = self.brief, self.composer.report
        section = self.composer.named(plan.key)
        return Setting(
            brief.org or report.org,
            brief.year,
            plan.heading,
            section_kind(report.headings_of(section)),
            self.composer.material.figures,
            _examples(section.heading, self._earlier),
        )


def _result(section: DraftSection, done: Sequence[Rewritten]) -> SectionResult:
    outcomes = {one.outcome for one in done}
    failed = [one for one in done if one.outcome in ("fallback", "incomplete")]
    outcome: Outcome = "precedent"
    if failed:
        outcome = (
            "partly" if "model" in outcomes else "incomplete" if "incomplete" in outcomes else "fallback"
        )
    elif done:
        outcome = "model" if "model" in outcomes else "unchanged"
    return SectionResult(section, outcome, tuple(dict.fromkeys(one.reason for one in failed)))


def _examples(heading: str, earlier: Sequence[Report]) -> tuple[str, ...]:
    """The beginning of the same section in the newest of the earlier reports."""
    name = re.sub(r"^\W*[\d一二三四五六七八九十]+\W*", "", heading)
    for report in sorted(earlier, key=lambda one: -(one.year or 0)):
        for section in report.sections:
            if name and section.heading.endswith(name):
                lines = [
                    line
                    for line in report.text[section.body_start : section.end].split("\n")
                    if "\t" not in line
                ]
                return ("\n".join(lines).strip()[:400],) if "".join(lines).strip() else ()
    return ()


_SENTENCE_END = re.compile(r"[。；！？][”’」』）)】〕》]*\s*$")


def _stretches(section: DraftSection) -> Iterator[tuple[int, int, Task]]:
    """Yield the spans of prose to rewrite, each of whole paragraphs, and whether it is a person's own work item.

    Rows of tables, captions and lines that end in a colon are no prose.
    """
    at = len(section.heading)
    at += section.text[at : at + 1] == "\n"
    begin, end, task = at, at, None
    for line in re.finditer(r"[^\n]+", section.text[at:]):
        start, stop = at + line.start(), at + line.end()
        kind: Task | None = _task(section, start, stop, line.group())
        fits = (
            kind == task
            and stop - begin <= STRETCH
            and kind != "rewrite_item"
            and section.text[end:start] == "\n"
        )
        if task is not None and not fits:
            yield begin, end, task
        if not fits:
            begin, task = start, kind
        end = stop
    if task is not None:
        yield begin, end, task


def _task(section: DraftSection, start: int, end: int, line: str) -> Task | None:
    if "\t" in line or not _SENTENCE_END.search(line) or len(line) < 12:
        return None
    inside = [one for one in section.sentences if one.start < end and start < one.end]
    if any(one.origin == "human" for one in inside):
        return None
    return "rewrite_item" if inside and all(one.origin == "item" for one in inside) else "rewrite_section"
