"""② One stretch of a section in other words: proposed beside what stands, taken or dropped, and taken back."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from drafter.actions.desk import REMEMBERED
from drafter.actions.listening import Listened, listen_to
from drafter.actions.models import NO_MODELS, Models
from drafter.actions.section_desk import require_open
from drafter.actions.sections import body, lead, name_of
from drafter.actions.writing_desk import WritingDesk
from drafter.draft import DraftSection
from drafter.drafting.models.generation import Hearing, Stop, never
from drafter.drafting.models.prompting import Task
from drafter.drafting.stretches import Proposal, Terms, propose, whole_sentences
from drafter.errors import DraftError
from drafter.strings import tr


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A stretch in other words, nothing saved yet: `take_rewrite(name)` does. `reason` says why a model's answer was not used."""

    name: str
    project: str
    key: str
    task: Task
    before: str
    after: str
    section: DraftSection
    revision: int
    reason: str = ""


class RewritingDesk(WritingDesk):
    """The desk where a stretch can be had in other words."""

    def __init__(self, index: Path, workspace: Path, models: Models = NO_MODELS) -> None:
        super().__init__(index, workspace, models)
        self._rewrites: OrderedDict[str, Rewrite] = OrderedDict()

    def rewrite(
        self,
        id: str,
        key: str,
        task: Task,
        *,
        place: tuple[int, int] = (0, 0),
        terms: Terms = (),
        stop: Stop = never,
    ) -> Iterator[str | Rewrite]:
        """Yield what a model writes for the stretch as it comes, unchecked, and at last the rewrite to decide on.

        `place` counts UTF-16 units of the body and is widened to whole sentences; where it is empty, one item is the paragraph
        it stands in, and any other task takes the whole section. Raises DraftError when nothing would be changed, and says why.
        """
        draft, brief, revision = self.workspace.load(id)
        section = draft.section(key)
        require_open(section)
        span = None if place[0] == place[1] and task != "rewrite_item" else _span(section, place)
        figures = {figure.id: figure for figure in brief.figures}
        # Terms are replaced to the letter: that is what whoever names both wants, and no model does it better.
        generator = None if task == "unify_terms" else self.generator
        asked = partial(propose, draft, key, task, span=span, terms=terms, figures=figures)
        if generator is None:
            yield self._kept(id, section, task, asked(), revision)
            return

        def act(listened: Listened, ended: Stop) -> Proposal:
            return asked(generator=listened, hearing=Hearing(listened.hear, ended))

        for said in listen_to(generator, act, stop):
            yield said if isinstance(said, str) else self._kept(id, section, task, said, revision)

    def take_rewrite(self, id: str, key: str, name: str) -> int:
        """Put a rewrite in its place; returns the number of the version that stood there, to go back to."""
        with self.lock:
            taken = self._rewrites.get(name)
        if taken is None or (taken.project, taken.key) != (id, key):
            raise DraftError(tr("这次改写的结果已不在内存中。请再改写一次"))
        require_open(self.workspace.load(id)[0].section(key))
        stood = self.workspace.history(id, key)[-1].number
        self.workspace.save_section(id, key, taken.section, revision=taken.revision)
        return stood

    def _kept(self, id: str, section: DraftSection, task: Task, made: Proposal, revision: int) -> Rewrite:
        if made.section.text == section.text:
            raise DraftError(_why_nothing(section, task, made))
        status = "草稿" if section.status == "未起草" else section.status
        rewrite = Rewrite(
            secrets.token_hex(8),
            id,
            section.key,
            task,
            made.before,
            made.done.piece.text,
            replace(made.section, status=status),
            revision,
            made.done.reason,
        )
        with self.lock:
            self._rewrites[rewrite.name] = rewrite
            while len(self._rewrites) > REMEMBERED:
                self._rewrites.popitem(last=False)
        return rewrite


def _span(section: DraftSection, place: tuple[int, int]) -> tuple[int, int]:
    """The sentences of the section that a place in its body touches."""
    text, before = body(section), len(lead(section))
    start, end = (_code_points(text, offset) for offset in sorted(place))
    return whole_sentences(section, before + start, before + end)


def _code_points(text: str, utf16: int) -> int:
    return len(text.encode("utf-16-le")[: 2 * max(utf16, 0)].decode("utf-16-le", "ignore"))


def _why_nothing(section: DraftSection, task: Task, made: Proposal) -> str:
    if made.done.reason:
        return tr(
            "“{section}”没有改写：{reason}。原文未动", section=name_of(section), reason=made.done.reason
        )
    if task == "unify_terms":
        return tr("没有找到要统一的用语（数据和标记里的字不换）")
    return tr("模型认为不用改，原文未动")
