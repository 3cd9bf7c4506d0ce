"""What is being written: sections of text whose sentences and numbers know where they come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar, cast

from drafter.errors import DraftError
from drafter.rebuilding import rebuild
from drafter.report import Report, Section
from drafter.strings import tr

Kind = TypeVar("Kind")
OpenKind = Literal["待补", "待核"]
Origin = Literal["precedent", "item", "computed", "model", "human"]
Status = Literal["未起草", "草稿", "待校核", "已定稿"]


@dataclass(frozen=True, slots=True)
class PrecedentSpan:
    """Where a sentence comes from: code points in the `read` text of `source`."""

    source: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    end: int
    origin: Origin
    precedent: PrecedentSpan | None = None
    item: str = ""
    """The row of 工作要点 that decided on it, whose 佐证 is its own; the row of 数据 whose 备注 gives the reason told."""


@dataclass(frozen=True, slots=True)
class BoundFigure:
    """A number in the text and the sheet row it prints; the span covers the number without its unit.

    Where no row of the sheet holds the number, `row` is the formula over rows it was computed by, such as F91/F90.
    """

    start: int
    end: int
    row: str

    @property
    def formula(self) -> str:
        return formula_of(self.row)


def formula_of(row: str) -> str:
    """Return the formula that stands in the place of a row; "" for a row of the sheet."""
    return row if any(sign in row for sign in "+-*/") else ""


@dataclass(frozen=True, slots=True)
class OpenMark:
    """A 【待补】 or 【待核】 left in the text; the span covers the mark."""

    start: int
    end: int
    kind: OpenKind
    reason: str


@dataclass(frozen=True, slots=True)
class DraftSection:
    """One section; spans are code points from the start of `text`, which begins with the heading line (if any)."""

    key: str
    heading: str
    level: int
    text: str
    sentences: tuple[Sentence, ...] = ()
    figures: tuple[BoundFigure, ...] = ()
    open: tuple[OpenMark, ...] = ()
    status: Status = "草稿"


@dataclass(frozen=True, slots=True)
class Draft:
    """A whole report in the making; `text` is the sections' texts one after another, each ending in a line break."""

    org: str
    year: int
    title: str
    previous_report: str
    sections: tuple[DraftSection, ...]

    @property
    def text(self) -> str:
        return "".join(section.text for section in self.sections)

    def section(self, key: str) -> DraftSection:
        for section in self.sections:
            if section.key == key:
                return section
        known = "、".join(section.key for section in self.sections)
        raise DraftError(tr("稿件中没有编号为 {key} 的章节。现有章节：{known}", key=key, known=known))

    def put(self, section: DraftSection) -> Draft:
        """Return the draft with the section of the same key replaced."""
        self.section(section.key)
        return replace(
            self, sections=tuple(section if one.key == section.key else one for one in self.sections)
        )

    def revise(self, key: str, text: str) -> Draft:
        """Return the draft with a person's text in section `key`.

        Sentences and bindings in the unchanged head and tail of the section are kept; what lies between is the person's.
        """
        from drafter.text import carry_spans

        old = self.section(key)
        if text and not text.endswith("\n"):
            text += "\n"
        if text == old.text:
            return self
        keep = carry_spans(old.text, text)
        moved = [
            replace(s, start=span[0], end=span[1]) for s in old.sentences if (span := keep(s.start, s.end))
        ]
        section = replace(
            old,
            text=text,
            sentences=tuple(_with_human(moved, len(text))),
            figures=tuple(
                replace(f, start=span[0], end=span[1]) for f in old.figures if (span := keep(f.start, f.end))
            ),
            open=tuple(
                replace(o, start=span[0], end=span[1]) for o in old.open if (span := keep(o.start, o.end))
            ),
        )
        return self.put(section)

    def as_report(self, source: str = "") -> Report:
        """Return the draft as a report, with the same offsets, so that what reads reports can read it."""
        sections, offset = [], 0
        for one in self.sections:
            end = offset + len(one.text)
            sections.append(Section(one.key, one.level, one.heading, offset, end))
            offset = end
        return Report(self.title, self.org, self.year, source, self.text, tuple(sections))

    def to_json(self) -> dict[str, object]:
        """Return the JSON object of the design's contract; offsets are code points in "text"."""
        sections, sentences, figures, marks, offset = [], [], [], [], 0
        for one in self.sections:
            end = offset + len(one.text)
            sections.append(
                {
                    "key": one.key,
                    "heading": one.heading,
                    "level": one.level,
                    "start": offset,
                    "end": end,
                    "status": one.status,
                }
            )
            sentences += [
                {
                    "start": s.start + offset,
                    "end": s.end + offset,
                    "origin": s.origin,
                    "precedent": s.precedent
                    and {"source": s.precedent.source, "start": s.precedent.start, "end": s.precedent.end},
                    **({"item": s.item} if s.item else {}),
                }
                for s in one.sentences
            ]
            figures += [{"start": f.start + offset, "end": f.end + offset, "row": f.row} for f in one.figures]
            marks += [
                {"start": o.start + offset, "end": o.end + offset, "kind": o.kind, "reason": o.reason}
                for o in one.open
            ]
            offset = end
        return {
            "org": self.org,
            "year": self.year,
            "title": self.title,
            "previous_report": self.previous_report,
            "text": self.text,
            "sections": sections,
            "sentences": sentences,
            "figures": figures,
            "open": marks,
        }

    @classmethod
    def from_json(cls, data: dict[str, object]) -> Draft:
        """Return the draft that `to_json` wrote; raises DraftError when something of it is missing."""
        raw = cast("dict[str, Any]", data)
        try:
            sections = tuple(_section_of(raw, one) for one in raw["sections"])
            return cls(raw["org"], int(raw["year"]), raw["title"], raw.get("previous_report", ""), sections)
        except (AttributeError, KeyError, TypeError, ValueError) as problem:
            why = tr("缺少 {name}", name=problem.args[0]) if isinstance(problem, KeyError) else tr("内容不对")
            raise DraftError(
                tr("不是起草结果文件：{why}。请选用 drafter draft -o 生成的 .json", why=why)
            ) from problem


def _section_of(told: dict[str, Any], one: dict[str, Any]) -> DraftSection:
    """Cut a section out of a draft's JSON, in which all spans are counted from the beginning of the whole text."""
    start, end = int(one["start"]), int(one["end"])

    def inside(kind: type[Kind], spans: Sequence[dict[str, Any]]) -> tuple[Kind, ...]:
        return tuple(
            rebuild(kind, {**span, "start": span["start"] - start, "end": span["end"] - start})
            for span in spans
            if start <= span["start"] < end and span["end"] <= end
        )

    return DraftSection(
        one["key"],
        one["heading"],
        int(one["level"]),
        str(told["text"])[start:end],
        inside(Sentence, told["sentences"]),
        inside(BoundFigure, told["figures"]),
        inside(OpenMark, told["open"]),
        one["status"],
    )


def _with_human(sentences: list[Sentence], length: int) -> list[Sentence]:
    """Fill the gap that an edit left between kept sentences with one of origin "human"."""
    whole: list[Sentence] = []
    at = 0
    for sentence in sentences:
        if sentence.start > at:
            whole.append(Sentence(at, sentence.start, "human"))
        whole.append(sentence)
        at = max(at, sentence.end)
    if at < length:
        whole.append(Sentence(at, length, "human"))
    return whole
