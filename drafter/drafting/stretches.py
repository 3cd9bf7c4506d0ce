"""Write one stretch of a section anew, for the command and the page alike: in a model's words, or by what needs no model."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from drafter.brief import Figure
from drafter.draft import Draft, DraftSection
from drafter.drafting.lost_points import find_lost_points, with_lost_points
from drafter.drafting.models.figure_lock import line_sentences
from drafter.drafting.models.generation import NOBODY, Generator, Hearing, PrecedentGenerator
from drafter.drafting.models.prompting import Task
from drafter.drafting.models.rewriting import Rewritten, Setting, rewrite_span, section_piece, with_piece
from drafter.drafting.pieces import Piece, join
from drafter.errors import DrafterError
from drafter.lastyear.claims import section_kind
from drafter.numbers.quantity import find_mentions
from drafter.strings import tr

Terms = tuple[tuple[str, str], ...]

# What is done in plain words, or to the letter, where there is no model.
WITHOUT_MODEL: tuple[Task, ...] = ("write_problems", "unify_terms")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A stretch written anew, nothing of it saved: the section with it, what stood there, and how it came about.

    Where `done.reason` says that the model's answer could not be used, the section is as it was, or has the lost points in plain words.
    """

    section: DraftSection
    before: str
    done: Rewritten


def propose(
    draft: Draft,
    key: str,
    task: Task,
    *,
    span: tuple[int, int] | None = None,
    terms: Terms = (),
    generator: Generator | None = None,
    figures: Mapping[str, Figure] | None = None,
    hearing: Hearing = NOBODY,
) -> Proposal:
    """Return section `key` with the stretch from `span`, else all below its heading, written anew.

    Raises DrafterError when there is nothing to do it with or to. `figures` tell a model what the numbers are.
    """
    section = draft.section(key)
    if generator is None and task not in WITHOUT_MODEL:
        raise DrafterError(
            tr(
                "没有模型只能由扣分写问题（write_problems）和统一用语（unify_terms）。请用 --generator 指定 transformers:模型文件夹 或 openai:服务地址#模型名"
            )
        )
    if task == "write_problems":
        before, start, end = _with_lost_points(draft, section)
    else:
        before, (start, end) = section, span or _body(section)
        _require_prose(section, start, end)
    if task == "unify_terms" and generator is None:
        return _unified(section, start, end, terms, draft.year)
    setting = Setting(
        draft.org,
        draft.year,
        section.heading,
        section_kind((section.heading,)),
        figures or {},
        terms=terms,
    )
    after, done = rewrite_span(
        generator or PrecedentGenerator(), task, before, (start, end), setting, hearing
    )
    return Proposal(after, "" if task == "write_problems" else before.text[start:end], done)


def whole_sentences(section: DraftSection, start: int, end: int) -> tuple[int, int]:
    """Return the span widened to the sentences it touches; of an empty one, to the paragraph it stands in."""
    body, _ = _body(section)
    start, end = max(start, body), max(end, body)
    if start >= end:
        first, last = section.text.rfind("\n", 0, start) + 1, section.text.find("\n", start)
        return max(first, body), len(section.text) if last < 0 else last
    touched = [(s, e) for _, s, e in line_sentences(section.text) if s < end and start < e]
    return (max(touched[0][0], body), touched[-1][1]) if touched else (start, end)


def _body(section: DraftSection) -> tuple[int, int]:
    text = section.text
    start, end = len(section.heading), len(text.rstrip())
    return start + len(text[start:end]) - len(text[start:end].lstrip()), end


def _require_prose(section: DraftSection, start: int, end: int) -> None:
    if not section.text[start:end].strip():
        raise DrafterError(tr("“{section}”还没有正文，没有可改写的文字", section=section.heading))
    if "\t" in section.text[start:end]:
        raise DrafterError(tr("这段文字里有表格。请只选表格以外的一段（命令行用 --text）"))


def _with_lost_points(draft: Draft, section: DraftSection) -> tuple[DraftSection, int, int]:
    found = [point for one in draft.sections if one.key != section.key for point in find_lost_points(one)]
    if not found and find_lost_points(section):
        raise DrafterError(tr("扣分就写在这一节。请到写存在的问题或改进措施的一节，再由扣分写"))
    if not found:
        raise DrafterError(tr("稿件中没有写明扣分的指标（如“预算编制扣0.20分”），没有可写的问题"))
    told = section.text
    lost = [
        one
        for one in found
        if not re.search(f"{re.escape(one.indicator)}(?:扣{one.points}分|存在的不足)", told)
    ]
    if not lost:
        raise DrafterError(tr("“{section}”已写到全部扣分的指标", section=section.heading))
    return with_lost_points(section, lost)


def _unified(section: DraftSection, start: int, end: int, terms: Terms, year: int) -> Proposal:
    whole = section_piece(section)
    piece = unify_terms(whole.cut(start, end), terms, year=year)
    told = join([whole.cut(0, start), piece, whole.cut(end, len(whole.text))])
    before = whole.text[start:end]
    done = Rewritten(piece, "unchanged" if piece.text == before else "model")
    return Proposal(with_piece(section, told), before, done)


def unify_terms(piece: Piece, terms: Terms, *, year: int) -> Piece:
    """Return the text with each old term replaced by the new one, outside of figures and marks; raises where a number would change."""
    for old, new in terms:
        changed = _replaced(piece, old, new)
        if _numbers(changed.text, year) != _numbers(piece.text, year):
            raise DrafterError(tr("“{old}”换成“{new}”会改动文中的数，没有替换", old=old, new=new))
        piece = changed
    return piece


def _replaced(piece: Piece, old: str, new: str) -> Piece:
    # From behind, so that places in front stay where they were found. What says the new term already stays.
    known = [found.span() for found in re.finditer(re.escape(new), piece.text)] if old in new else []
    held = [*known, *((one.start, one.end) for one in piece.figures)]
    held += [(one.start, one.end) for one in piece.open]
    for found in reversed(list(re.finditer(re.escape(old), piece.text))):
        if not any(start < found.end() and found.start() < end for start, end in held):
            piece = piece.replaced(found.start(), found.end(), new)
    return piece


def _numbers(text: str, year: int) -> list[str]:
    return [text[one.start : one.stop] for one in find_mentions(text, year=year)]
