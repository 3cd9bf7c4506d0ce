"""What a person mended in how a file was read: joins, splits, headings, and whose report of which year it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from drafter.errors import ReportError
from drafter.reading.laying import Paragraph, take_apart, with_paragraphs
from drafter.reading.numbering import find_marker
from drafter.reading.pieces import glue
from drafter.report import Report
from drafter.strings import tr

MendKind = Literal["join", "split", "level", "org", "year", "title", "kind"]
FIELDS: tuple[MendKind, ...] = ("org", "year", "title", "kind")
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Mend:
    """One correction. It knows its paragraph by its words, so that it survives a better reader or a changed file.

    `paragraph` is the line as it stood then, the `nth` of these very words; `join` puts it to the line `before` it,
    `split` parts it after `value` characters, `level` makes it a heading of that level, 0: body text. A field's
    `before` is what was read, `value` what is right.
    """

    kind: MendKind
    value: str = ""
    paragraph: str = ""
    nth: int = 0
    before: str = ""

    def sentence(self) -> str:
        """Return what it does, for a person."""
        line = self.paragraph if len(self.paragraph) <= 20 else f"{self.paragraph[:19]}…"
        at = int(self.value) if self.kind == "split" else 0
        told = {
            "join": tr("“{line}”并入上一段", line=line),
            "split": tr("在“{line}”前另起一段", line=self.paragraph[at : at + 20]),
            "level": tr("“{line}”改为正文", line=line)
            if self.value == "0"
            else tr("“{line}”改为 {level} 级标题", line=line, level=self.value),
            "org": tr("单位改为“{value}”", value=self.value),
            "year": tr("年度改为“{value}”", value=self.value),
            "title": tr("标题改为“{value}”", value=self.value),
            "kind": tr("报告类型改为“{value}”", value=self.value),
        }
        return told[self.kind]


@dataclass(frozen=True, slots=True)
class Mended:
    """The report after the mends, and those that found nothing to mend."""

    report: Report
    unfit: tuple[Mend, ...] = ()


def apply_mends(report: Report, mends: Sequence[Mend]) -> Mended:
    """Return the report with the mends made one after another; one whose words are not there changes nothing."""
    if not mends:
        return Mended(report)
    paragraphs = list(take_apart(report))
    unfit = []
    for mend in mends:
        if mend.kind in FIELDS:
            report, fits = _with_field(report, mend)
        else:
            fits = _mend(paragraphs, mend)
        if not fits:
            unfit.append(mend)
    return Mended(with_paragraphs(report, paragraphs), tuple(unfit))


# ---- making one, from what stands on the page ----


def join_mend(report: Report, number: int) -> Mend:
    """Return the mend that puts line `number` (from 0) to the line before it."""
    lines = report.text.split("\n")
    _require_line(lines, number)
    if number == 0:
        raise ReportError(tr("第一段前面没有段落可并。请选后面的段落"))
    mend = Mend("join", "", lines[number], _nth(lines, number), lines[number - 1])
    return _fitting(report, mend)


def split_mend(report: Report, number: int, at: int) -> Mend:
    """Return the mend that parts line `number` (from 0) after `at` characters."""
    lines = report.text.split("\n")
    _require_line(lines, number)
    line = lines[number]
    if not line[:at].strip() or not line[max(at, 0) :].strip() or at < 0:
        raise ReportError(tr("在第 {at} 个字后分段会留下空段。请选段落中间的位置", at=at))
    return _fitting(report, Mend("split", str(at), line, _nth(lines, number)))


def level_mend(report: Report, number: int, level: int) -> Mend:
    """Return the mend that makes line `number` (from 0) a heading of `level`, 0: body text."""
    lines = report.text.split("\n")
    _require_line(lines, number)
    if not 0 <= level <= DEEPEST:
        raise ReportError(tr("标题级别是 1 到 {most}，0 为正文；收到 {level}", most=DEEPEST, level=level))
    return _fitting(report, Mend("level", str(level), lines[number], _nth(lines, number)))


def field_mend(report: Report, kind: str, value: str) -> Mend:
    """Return the mend that sets org, year, title or kind."""
    value = " ".join(value.split())
    known = [one for one in FIELDS if one == kind]
    if not known:
        raise ReportError(tr("没有“{kind}”这一项。可改：{known}", kind=kind, known="、".join(FIELDS)))
    if kind == "year" and not (value.isdecimal() and 1949 <= int(value) <= 2199):
        raise ReportError(tr("年度“{value}”不是四位年份。请写成如 2023", value=value))
    if not value or len(value) > 200:
        raise ReportError(tr("“{value}”是空的或太长。请填写 1 到 200 个字", value=value))
    return Mend(known[0], value, before=_field(report, kind))


def _require_line(lines: Sequence[str], number: int) -> None:
    if not 0 <= number < len(lines):
        raise ReportError(
            tr("没有第 {number} 段，全文共 {count} 段。请刷新后再选", number=number + 1, count=len(lines))
        )


def _nth(lines: Sequence[str], number: int) -> int:
    return lines[:number].count(lines[number])


def _fitting(report: Report, mend: Mend) -> Mend:
    if apply_mends(report, [mend]).unfit:
        raise ReportError(tr("表格里的行不能合并、分段或改为标题。请选正文段落"))
    return mend


# ---- applying one ----


def _with_field(report: Report, mend: Mend) -> tuple[Report, bool]:
    if _field(report, mend.kind) not in (mend.before, mend.value):
        return report, False
    value: Any = int(mend.value) if mend.kind == "year" else mend.value
    return replace(report, **{mend.kind: value}), True


def _field(report: Report, kind: str) -> str:
    value = getattr(report, kind)
    return "" if value is None else str(value)


def _mend(paragraphs: list[Paragraph], mend: Mend) -> bool:
    """Change the paragraphs as `mend` says; tell whether there was something to change."""
    at = _find(paragraphs, mend)
    if at is None:
        return False
    paragraphs[:] = _CHANGES[mend.kind](paragraphs, at, mend)
    return True


def _find(paragraphs: Sequence[Paragraph], mend: Mend) -> int | None:
    """Return where the mend's paragraph is: the nth of these words, or the only one left of them."""
    alike = [at for at, one in enumerate(paragraphs) if one.text == mend.paragraph]
    alike = alike[mend.nth : mend.nth + 1] or (alike if len(alike) == 1 else [])
    fits = alike and paragraphs[alike[0]].table is None
    if fits and mend.kind == "join":
        before = paragraphs[alike[0] - 1] if alike[0] else None
        fits = before is not None and before.table is None and before.text == mend.before
    if fits and mend.kind == "split":
        fits = 0 < int(mend.value) < len(mend.paragraph)
    return alike[0] if fits else None


def _joined(paragraphs: list[Paragraph], at: int, mend: Mend) -> list[Paragraph]:
    before = paragraphs[at - 1]
    whole = replace(before, text=glue((before.text, paragraphs[at].text)))
    return [*paragraphs[: at - 1], whole, *paragraphs[at + 1 :]]


def _parted(paragraphs: list[Paragraph], at: int, mend: Mend) -> list[Paragraph]:
    one, cut = paragraphs[at], int(mend.value)
    rest = one.text[cut:].strip()
    parts = [replace(one, text=one.text[:cut].strip()), Paragraph(rest, marker=_marker(rest))]
    return [*paragraphs[:at], *parts, *paragraphs[at + 1 :]]


def _ranked(paragraphs: list[Paragraph], at: int, mend: Mend) -> list[Paragraph]:
    one, level = paragraphs[at], int(mend.value)
    changed = replace(one, level=level, marker="" if level else _marker(one.text))
    return [*paragraphs[:at], changed, *paragraphs[at + 1 :]]


def _marker(text: str) -> str:
    marker = find_marker(text)
    return marker.text if marker else ""


_CHANGES: dict[str, Callable[[list[Paragraph], int, Mend], list[Paragraph]]] = {
    "join": _joined,
    "split": _parted,
    "level": _ranked,
}
