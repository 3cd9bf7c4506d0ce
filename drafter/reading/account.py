"""What was read of a file and what was not: the loss is counted and has a reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from drafter.reading.blocks import Pages, visible
from drafter.report import Report
from drafter.strings import tr


@dataclass(frozen=True, slots=True)
class Loss:
    """Visible characters left out for one reason; `sample` shows the first of them."""

    reason: str
    characters: int
    sample: str


@dataclass(frozen=True, slots=True)
class Account:
    """Counts are of visible characters: no spaces, no line ends.

    `characters` are those of the source, `kept` those in the report's text; `unexplained` should be 0.
    """

    source: str
    sections: int
    paragraphs: int
    tables: int
    cells: int
    characters: int
    kept: int
    losses: tuple[Loss, ...]

    @property
    def unexplained(self) -> int:
        return self.characters - self.kept - sum(loss.characters for loss in self.losses)

    def sentence(self) -> str:
        """Return the account in one sentence for a person."""
        text = tr(
            "{name}：{sections} 节、{paragraphs} 段、{tables} 张表，读入 {kept} 字（原件 {characters} 字）",
            name=self.source,
            sections=self.sections,
            paragraphs=self.paragraphs,
            tables=self.tables,
            kept=self.kept,
            characters=self.characters,
        )
        left = [tr("{reason} {count} 字", reason=loss.reason, count=loss.characters) for loss in self.losses]
        if self.unexplained:
            left.append(tr("原因不明 {count} 字", count=self.unexplained))
        return text + (tr("；未读入：{losses}", losses="，".join(left)) if left else "")


def account_of(report: Report, pages: Pages) -> Account:
    """Return the account of a report and the pages it was made from."""
    losses = tuple(_losses(pages.dropped))
    kept = visible(report.text)
    lines = report.text.count("\n") + 1
    rows = sum(len(table.cells) for table in report.tables)
    known = pages.characters if pages.characters is not None else kept + sum(one.characters for one in losses)
    return Account(
        source=report.source,
        sections=sum(bool(section.heading) for section in report.sections),
        paragraphs=max(lines - rows, 0),
        tables=len(report.tables),
        cells=sum(bool(cell) for table in report.tables for row in table.cells for cell in row),
        characters=known,
        kept=kept,
        losses=losses,
    )


def _losses(dropped: Iterable[tuple[str, str]]) -> Iterable[Loss]:
    texts: dict[str, list[str]] = {}
    for reason, text in dropped:
        if visible(text):
            texts.setdefault(reason, []).append(text)
    for reason, parts in texts.items():
        yield Loss(reason, sum(map(visible, parts)), " / ".join(parts)[:80])
