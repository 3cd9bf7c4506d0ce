"""Write one stretch of a draft anew with a language model: shorter, longer, as one paragraph, in other terms; or write the problems from the points lost."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from drafter.commands.console import DONE
from drafter.commands.files import load_draft, write_draft
from drafter.errors import DrafterError
from drafter.strings import tr

if TYPE_CHECKING:
    from drafter.draft import Draft, DraftSection
    from drafter.drafting.models.rewriting import Setting


def rewrite_command(options: argparse.Namespace) -> int:
    from drafter.drafting.models.generation import open_generator
    from drafter.drafting.models.rewriting import rewrite_span

    draft = load_draft(options.draft)
    section = _named(draft, options.section)
    if options.task == "write_problems":
        before, start, end = _with_lost_points(draft, section)
    elif options.generator == "precedent":
        raise DrafterError(
            tr(
                "没有模型只能做 write_problems。请用 --generator 指定 transformers:模型文件夹 或 openai:服务地址#模型名"
            )
        )
    else:
        before, (start, end) = section, _stretch(section, options.text)
    after, done = rewrite_span(
        open_generator(options.generator), options.task, before, start, end, _setting(options, draft, section)
    )
    if done.reason:
        raise DrafterError(
            tr("“{section}”没有改写：{reason}。原稿未动", section=section.heading, reason=done.reason)
        )
    sections = tuple(after if one.key == section.key else one for one in draft.sections)
    write_draft(replace(draft, sections=sections), options.output)
    said = tr("模型未作改动") if after == section else before.text[start:end] + "\n→ " + done.piece.text
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


def _stretch(section: DraftSection, words: str | None) -> tuple[int, int]:
    """Where the words stand in the section; without words, all that stands below its heading."""
    text = section.text
    if words is None:
        start, end = len(section.heading), len(text.rstrip())
        start += len(text[start:end]) - len(text[start:end].lstrip())
    else:
        if text.count(words) != 1:
            raise DrafterError(
                tr(
                    "“{section}”中“{words}”有 {count} 处。请照原文多写几个字，使它只有一处",
                    section=section.heading,
                    words=words,
                    count=text.count(words),
                )
            )
        start = text.index(words)
        end = start + len(words)
    if start >= end:
        raise DrafterError(tr("“{section}”还没有正文，没有可改写的文字", section=section.heading))
    if "\t" in text[start:end]:
        raise DrafterError(tr("这段文字里有表格。请用 --text 指定表格以外的一段"))
    return start, end


def _with_lost_points(draft: Draft, section: DraftSection) -> tuple[DraftSection, int, int]:
    from drafter.drafting.lost_points import find_lost_points, with_lost_points

    lost = [point for one in draft.sections if one.key != section.key for point in find_lost_points(one)]
    if not lost:
        raise DrafterError(tr("稿件中没有写明扣分的指标（如“预算编制扣0.20分”），没有可写的问题"))
    return with_lost_points(section, lost)


def _setting(options: argparse.Namespace, draft: Draft, section: DraftSection) -> Setting:
    from drafter.drafting.models.rewriting import Setting
    from drafter.lastyear.claims import section_kind
    from drafter.sheet import read_sheet

    figures = {} if options.sheet is None else {one.id: one for one in read_sheet(options.sheet).figures}
    terms = [tuple(term.split("=", 1)) for term in options.term]
    if any(len(term) < 2 for term in terms) or (options.task == "unify_terms") != bool(terms):
        raise DrafterError(tr("unify_terms 要用 --term 旧=新 写明用语，可写多次；其他任务不用"))
    return Setting(
        draft.org,
        draft.year,
        section.heading,
        section_kind((section.heading,)),
        figures,
        terms=[(old, new) for old, new in terms],
    )
