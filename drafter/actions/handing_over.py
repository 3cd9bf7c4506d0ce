"""④ What is done to hand a report over: written to a file, and read back after others have edited that."""

from __future__ import annotations

import secrets
import tempfile
from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path

from drafter.actions.desk import REMEMBERED, Desk
from drafter.actions.models import NO_MODELS, Models
from drafter.actions.sections import name_of
from drafter.draft import Draft, DraftSection
from drafter.errors import ConflictError, DraftError
from drafter.export import find_office
from drafter.export.readback import FigureChange, ReadBack, choose, settle
from drafter.export.readback.worker import read_back_safely
from drafter.export.writing import write_draft
from drafter.sheet import write_sheet
from drafter.strings import tr


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file to hand over; `missing` says in one sentence why it cannot be made here, "" when it can."""

    suffix: str
    name: str
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """A file read back and nothing saved yet: look at `back`, then call `take_back` with the decisions."""

    name: str
    project: str
    draft: Draft
    back: ReadBack
    revision: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What was saved: the sections' names, what to type into the table, and a sentence for each section refused."""

    sections: tuple[str, ...]
    figures: dict[str, str]
    refused: tuple[str, ...]


class HandingDesk(Desk):
    """The desk a report leaves from and comes back to."""

    def __init__(self, index: Path, workspace: Path, models: Models = NO_MODELS) -> None:
        super().__init__(index, workspace, models)
        self._returned: OrderedDict[str, Returned] = OrderedDict()

    def kinds(self) -> tuple[Kind, ...]:
        """Return the files a report can be handed over as, the usual one first."""
        no_office = "" if find_office() else tr("需在这台机器上安装 LibreOffice")
        return (
            Kind("docx", "Word"),
            Kind("pdf", "PDF", no_office),
            Kind("md", "Markdown"),
            Kind("txt", tr("纯文本")),
        )

    def export(
        self,
        id: str,
        kind: str,
        *,
        comments: bool = True,
        sources: bool = False,
        final: bool = False,
        controls: bool = True,
        template: Path | None = None,
    ) -> tuple[str, bytes]:
        """Return the report as a file to hand over: its name and bytes. `kind` is a suffix of `kinds`; `template`,
        an office's own .docx, counts for Word and PDF."""
        known = [one.suffix for one in self.kinds()]
        if kind not in known:
            raise DraftError(tr("不能导出为 {kind}。可选：{known}", kind=kind, known="、".join(known)))
        work = self.open(id)

        def write(path: Path) -> None:
            write_draft(
                work.draft,
                path,
                final=final,
                issues=work.findings.issues if comments else (),
                sources=sources,
                controls=controls,
                brief=work.brief,
                template=template,
            )

        return self._written(f"{work.draft.title or tr('报告')}.{kind}", write)

    def sheet_file(self, id: str) -> tuple[str, bytes]:
        """Return the fill-in sheet as it stands: the file's name and its bytes."""
        _, brief, _ = self.workspace.load(id)
        return self._written(f"{brief.org}{brief.year}年度数据表.xlsx", lambda path: write_sheet(brief, path))

    def read_back(self, id: str, path: Path) -> Returned:
        """Read an exported file that was edited; what the draft itself has become since is told from its history."""
        draft, brief, revision = self.workspace.load(id)

        def earlier(key: str) -> list[DraftSection]:
            return [one.section for one in reversed(self.workspace.history(id, key))]

        back = read_back_safely(path, draft, brief=brief, earlier=earlier)
        returned = Returned(secrets.token_hex(8), id, draft, back, revision)
        with self.lock:
            self._returned[returned.name] = returned
            while len(self._returned) > REMEMBERED:
                self._returned.popitem(last=False)
        return returned

    def returned(self, name: str) -> Returned:
        """Return a file read back before."""
        with self.lock:
            known = self._returned.get(name)
        if known is None:
            raise DraftError(tr("读回的结果已不在内存中。请重新上传文件"))
        return known

    def take_back(
        self,
        name: str,
        keys: Collection[str],
        *,
        into_sheet: Collection[FigureChange] = (),
        put_back: Collection[FigureChange] = (),
    ) -> Taken:
        """Save the changes of the sections `keys`, each as a revision of its own.

        Numbers to go into the sheet are returned for `type_figures`. A section that is finished, or was saved by
        somebody in between, is refused and stays as it is.
        """
        returned = self.returned(name)
        settled, typed = settle(returned.back, into_sheet=into_sheet, put_back=put_back)
        chosen = choose(returned.draft, replace(returned.back, draft=settled), keys)
        taken: list[str] = []
        refused: list[str] = []
        before = {section.key: section for section in returned.draft.sections}
        for section in chosen.sections:
            if section.key not in before or section == before[section.key]:
                continue
            try:
                self._take(returned, section)
                taken.append(name_of(section))
            except DraftError as problem:
                refused.append(str(problem))
        order = [section.key for section in chosen.sections]
        if order != list(before):
            added = [section for section in chosen.sections if section.key not in before]
            self.workspace.arrange(returned.project, order, added=added)
            taken += [name_of(section) for section in added]
        return Taken(tuple(taken), typed, tuple(refused))

    def _take(self, returned: Returned, section: DraftSection) -> None:
        if returned.draft.section(section.key).status == "已定稿":
            raise DraftError(tr("“{name}”已定稿，没有改动。请先点“取消定稿”再读回", name=name_of(section)))
        try:
            self.workspace.save_section(returned.project, section.key, section, revision=returned.revision)
        except ConflictError as problem:
            raise DraftError(tr("“{name}”：{problem}", name=name_of(section), problem=problem)) from problem

    def _written(self, name: str, write: Callable[[Path], object]) -> tuple[str, bytes]:
        with tempfile.TemporaryDirectory(dir=self.folder, prefix="export-") as folder:
            path = Path(folder) / f"file{Path(name).suffix}"
            write(path)
            return name, path.read_bytes()
