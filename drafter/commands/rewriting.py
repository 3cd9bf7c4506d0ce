"""Write one stretch of a draft anew with a language model: shorter, longer, as one paragraph, in other terms; or write the problems from the points lost."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from drafter.commands.console import DONE
from drafter.commands.files import load_draft
from drafter.errors import DrafterError
from drafter.strings import tr

if TYPE_CHECKING:
    from drafter.draft import Draft, DraftSection
    from drafter.drafting.stretches import Terms


def rewrite_command(options: argparse.Namespace) -> int:
    from drafter.drafting.models.generation import open_generator
    from drafter.drafting.stretches import propose
    from drafter.export.writing import write_draft
    from drafter.sheet import read_sheet

    draft = load_draft(options.draft)
    section = _named(draft, options.section)
    found = propose(
        draft,
        section.key,
        options.task,
        span=_place(section, options.text),
        terms=_terms(options),
        generator=None if options.generator == "precedent" else open_generator(options.generator),
        figures={} if options.sheet is None else {one.id: one for one in read_sheet(options.sheet).figures},
    )
    if found.done.reason:
        raise DrafterError(
            tr("“{section}”没有改写：{reason}。原稿未动", section=section.heading, reason=found.done.reason)
        )
    sections = tuple(found.section if one.key == section.key else one for one in draft.sections)
    write_draft(replace(draft, sections=sections), options.output)
    unchanged = found.section == section
    said = tr("未作改动") if unchanged else "\n→ ".join(filter(None, (found.before, found.done.piece.text)))
    print(f"{section.heading}：{said}")
    return DONE


def _named(draft: Draft, name: str) -> DraftSection:
    """The section of that key or heading; a part of the heading will do where only one has it."""
    found = [one for one in draft.sections if name in (one.key, one.heading)]
    found = found or [one for one in draft.sections if name in one.heading]
    if len(found) != 1:
        headings = "、".join(one.heading for one in (found or draft.sections) if one.heading)
        raise DrafterError(
            tr(
                "稿件中叫“{name}”的节有 {count} 个。请写全节名：{headings}",
                name=name,
                count=len(found),
                headings=headings,
            )
        )
    return found[0]


def _place(section: DraftSection, words: str | None) -> tuple[int, int] | None:
    """Where the words stand in the section."""
    if words is None:
        return None
    count = section.text.count(words)
    if count != 1:
        raise DrafterError(
            tr(
                "“{section}”中“{words}”有 {count} 处。请照原文多写几个字，使它只有一处",
                section=section.heading,
                words=words,
                count=count,
            )
        )
    start = section.text.index(words)
    return start, start + len(words)


def _terms(options: argparse.Namespace) -> Terms:
    terms = tuple((old, new) for old, _, new in (term.partition("=") for term in options.term))
    if not all(map(all, terms)) or (options.task == "unify_terms") != bool(terms):
        raise DrafterError(tr("unify_terms 要用 --term 旧=新 写明用语，可写多次；其他任务不用"))
    return terms
