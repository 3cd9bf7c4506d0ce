"""How a report of the library was read, beside its outline, and mending it by hand: what is mended stays mended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from drafter.actions.library import Library
from drafter.errors import ConflictError, ReportError
from drafter.reading.account import Account
from drafter.reading.laying import take_apart
from drafter.reading.mending import Mend, apply_mends, field_mend, join_mend, level_mend, split_mend
from drafter.readings import Reading, unsure_of
from drafter.report import Report
from drafter.strings import tr


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One paragraph as read: `level` ≥ 1 is a heading, 0 body text; table rows cannot be mended."""

    number: int
    start: int
    end: int
    text: str
    level: int
    in_table: bool


@dataclass(frozen=True, slots=True)
class MendRow:
    """One mend made before, told in a sentence; `fits` is False when the file changed and it finds nothing to mend."""

    number: int
    sentence: str
    fits: bool


@dataclass(frozen=True, slots=True)
class ReadView:
    """A report of the library as read and mended. `unsure` are the fields (org, year, kind) a person should be asked
    for; `account` is None for what an older Drafter took in."""

    report: Report
    lines: tuple[ReadLine, ...]
    mends: tuple[MendRow, ...]
    account: Account | None
    unsure: tuple[str, ...]


class Mending:
    """What the page does with the text beside the outline. Lines are numbered from 0; `text` is the line as the page
    shows it, so that a page grown old changes nothing by mistake.

    `begun_from` returns the title of a draft begun from a report, "" when there is none.
    """

    def __init__(self, library: Library, begun_from: Callable[[str], str]) -> None:
        self._library = library
        self._begun_from = begun_from

    def view(self, source: str) -> ReadView:
        return _view(source, self._library.reading(source))

    def join(self, source: str, number: int, text: str) -> ReadView:
        """Put a line to the one before it."""
        return self._add(source, number, text, lambda report: join_mend(report, number))

    def split(self, source: str, number: int, text: str, at: int) -> ReadView:
        """Begin a new paragraph after `at` characters of a line."""
        return self._add(source, number, text, lambda report: split_mend(report, number, at))

    def set_level(self, source: str, number: int, text: str, level: int) -> ReadView:
        """Make a line a heading of `level`, or body text with 0."""
        return self._add(source, number, text, lambda report: level_mend(report, number, level))

    def set_field(self, source: str, field: str, value: str) -> ReadView:
        """Set org, year, title or kind."""
        return self._change(
            source, lambda reading: _added(reading, field_mend(reading.mended(), field, value))
        )

    def undo(self, source: str, number: int | None = None) -> ReadView:
        """Take back one mend, the last without `number`; those after it stay where they still fit."""

        def without(reading: Reading) -> Sequence[Mend]:
            at = len(reading.mends) - 1 if number is None else number
            if not 0 <= at < len(reading.mends):
                raise ConflictError(tr("没有这处修正，可能已经撤销。请刷新页面"))
            return (*reading.mends[:at], *reading.mends[at + 1 :])

        return self._change(source, without)

    def _add(self, source: str, number: int, text: str, make: Callable[[Report], Mend]) -> ReadView:
        def mended(reading: Reading) -> Sequence[Mend]:
            report = reading.mended()
            lines = report.text.split("\n")
            if not 0 <= number < len(lines) or lines[number] != text:
                raise ConflictError(tr("这一段已被改过。请刷新页面后再改"))
            return _added(reading, make(report))

        return self._change(source, mended)

    def _change(self, source: str, change: Callable[[Reading], Sequence[Mend]]) -> ReadView:
        def changed(reading: Reading) -> Sequence[Mend]:
            mends = change(reading)
            self._require_free(source, reading, replace(reading, mends=tuple(mends)))
            return mends

        return _view(source, self._library.mend(source, changed))

    def _require_free(self, source: str, before: Reading, after: Reading) -> None:
        """Refuse to move the outline under a draft: its sections are known by their place in last year's."""
        if _outline(before) != _outline(after) and (title := self._begun_from(source)):
            raise ReportError(
                tr(
                    "《{title}》已按这份报告的章节起草，章节不能再改。请先删除那份稿件，改好章节再重新开始",
                    title=title,
                )
            )


def _outline(reading: Reading) -> list[tuple[str, str]]:
    return [(section.key, section.heading) for section in reading.mended().sections]


def _added(reading: Reading, mend: Mend) -> Sequence[Mend]:
    return (*reading.mends, mend)


def _view(source: str, reading: Reading) -> ReadView:
    report = replace(reading.mended(), source=source)
    unfit = apply_mends(reading.report, reading.mends).unfit
    lines: list[ReadLine] = []
    offset = 0
    for one in take_apart(report):
        if one.text:
            place = len(lines), offset, offset + len(one.text)
            lines.append(ReadLine(*place, one.text, one.level, one.table is not None))
            offset += len(one.text) + 1
    mends = [MendRow(at, mend.sentence(), mend not in unfit) for at, mend in enumerate(reading.mends)]
    return ReadView(report, tuple(lines), tuple(mends), reading.account, unsure_of(report))
