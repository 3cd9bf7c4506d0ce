"""② What a language model does to the sections of a draft, where the office has one: whole sections, listened to and stopped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from drafter.actions.following import follow
from drafter.actions.listening import Listened, listen_to
from drafter.actions.section_desk import SectionDesk, is_persons, require_open
from drafter.actions.sections import name_of
from drafter.brief import Brief
from drafter.draft import DraftSection
from drafter.drafting.models.generation import Hearing, Stop, StoppedError, never
from drafter.drafting.models.writing import Outcome, SectionResult, SectionWriter
from drafter.errors import ConflictError
from drafter.strings import tr


@dataclass(frozen=True, slots=True)
class Told:
    """Who wrote a section in the end, and why it was not the model where it was not.

    "left": the model failed, and what a person or the model had written before stands.
    """

    key: str
    name: str
    outcome: Outcome | Literal["left"]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Writing:
    """How far a model has come: `text` is what it has written of section `key` so far, unchecked; `results` are those done.

    `kept` are the sections a person had written in, `written` those the model had written before from the same data.
    """

    key: str
    name: str
    done: int
    total: int
    text: str = ""
    results: tuple[Told, ...] = ()
    kept: tuple[str, ...] = ()
    written: tuple[str, ...] = ()


class WritingDesk(SectionDesk):
    """The desk with a language model beside it; without one, sections are drafted as `SectionDesk` does."""

    def write_section(self, id: str, key: str, stop: Stop = never) -> Iterator[Writing]:
        """Have the model write section `key`; what stood there stays in its history. Raises StoppedError soon after `stop`."""
        section = self.workspace.load(id)[0].section(key)
        require_open(section)
        yield from self._write(id, [section], stop)

    def write_all(self, id: str, stop: Stop = never) -> Iterator[Writing]:
        """Have the model write every section nobody has written in, one by one.

        Those it wrote before are kept while the work items are as they were: so what was stopped goes on.
        """
        draft, brief, _ = self.workspace.load(id)
        kept = [one for one in draft.sections if is_persons(one)]
        written = [one for one in draft.sections if one not in kept and self._is_written(id, one, brief)]
        told = Writing("", "", 0, 0, kept=_names(kept), written=_names(written))
        rest = [one for one in draft.sections if one not in kept + written]
        for one in self._write(id, rest, stop):
            yield replace(one, kept=told.kept, written=told.written)
        if len(kept) + len(written) == len(draft.sections):
            yield told

    def _write(self, id: str, sections: Sequence[DraftSection], stop: Stop) -> Iterator[Writing]:
        """Write the sections one by one; one that a person has begun to write in meanwhile is left to them."""
        results: list[Told] = []
        writer = None
        for number, section in enumerate(sections):
            if stop():
                raise StoppedError
            now, brief, revision = self.workspace.load(id)
            began = now.section(section.key)
            if is_persons(began) and began != section:
                continue
            if writer is None or writer.brief != brief:
                writer = self._writer(brief)
            here = Writing(section.key, name_of(section), number, len(sections), "", tuple(results))
            yield here
            for said in self._listen(writer, writer.plan(section.key), stop):
                if isinstance(said, str):
                    yield replace(here, text=said)
                else:
                    results.append(self._put(id, began, brief, said, revision))
            yield replace(here, done=number + 1, results=tuple(results))

    def _put(self, id: str, began: DraftSection, brief: Brief, result: SectionResult, revision: int) -> Told:
        """Save what came of a section that stood as it `began`, unless a person has written in it meanwhile."""
        result = self._caught_up(id, brief, result)
        draft, typed, now = self.workspace.load(id)
        told = Told(began.key, name_of(began), result.outcome, result.reasons)
        stands = is_persons(began) or self._is_written(id, began, typed)
        if result.outcome in ("fallback", "incomplete") and stands:
            # What a person or the model wrote is not given up for last year's wording, which nobody asked for.
            return replace(told, outcome="left")
        try:
            # With what was seen before, a person's text is not overwritten; the model's stays in the history as 未写入.
            theirs = is_persons(draft.section(began.key)) and draft.section(began.key) != began
            section = replace(result.section, status="草稿")
            self.workspace.save_section(id, began.key, section, revision=revision if theirs else now)
        except ConflictError:
            return replace(
                told, outcome="kept", reasons=(tr("起草期间有人修改了本节；模型的稿子在“历史”中，未写入"),)
            )
        return told

    def _listen(self, writer: SectionWriter, plan: DraftSection, stop: Stop) -> Iterator[str | SectionResult]:
        assert self.generator is not None

        def act(listened: Listened, ended: Stop) -> SectionResult:
            return writer.write(plan, listened, Hearing(listened.hear, ended))

        return listen_to(self.generator, act, stop)

    def _caught_up(self, id: str, brief: Brief, result: SectionResult) -> SectionResult:
        """What the model wrote, told with the figures typed meanwhile; where it cannot be, last year's wording is."""
        typed = self.workspace.load(id)[1]
        if typed == brief:
            return result
        key = result.section.key
        then, now = self._writer(brief).plan(key), self._writer(typed).plan(key)
        followed = follow(result.section, then, now, year=typed.year)
        if not followed.kept:
            return replace(result, section=followed.section)
        return replace(result, section=now, outcome="fallback", reasons=(tr("起草期间数据有改动"),))

    def _writer(self, brief: Brief) -> SectionWriter:
        report = self.last_report(brief)
        return SectionWriter(brief, report, earlier=self.library.earlier(report))

    def _is_written(self, id: str, section: DraftSection, brief: Brief) -> bool:
        """Whether the model wrote the section from these work items; figures typed since have been followed."""
        first = 0
        for one in reversed(self.workspace.history(id, section.key)):
            if not _is_models(one.section):
                break
            first = one.number
        then = [one.brief for one in self.workspace.brief_history(id) if one.number < first]
        return bool(then) and _decided(then[-1]) == _decided(brief)


def _names(sections: Sequence[DraftSection]) -> tuple[str, ...]:
    return tuple(name_of(one) for one in sections)


def _is_models(section: DraftSection) -> bool:
    return any(sentence.origin == "model" for sentence in section.sentences)


def _decided(brief: Brief) -> Brief:
    return replace(brief, figures=tuple(replace(figure, value="") for figure in brief.figures))
