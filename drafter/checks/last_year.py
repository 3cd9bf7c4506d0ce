"""Does what is said of last year agree with last year's report, and is anything of it left standing word for word?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from drafter.checks.context import Context
from drafter.checks.since_last_year import POINT, base_issue, check_change, is_slipped, published_there
from drafter.issue import Issue
from drafter.lastyear.claims import find_claims, section_kind
from drafter.relations.relation import factor_of
from drafter.relations.slips import is_slip
from drafter.strings import tr


def check_last_year(context: Context) -> Iterator[Issue]:
    """Yield cross-year-base where last year's value, printed or implied by 比上年增加D or 增长p%, is not the one published then.

    Below one per cent it is a note, unless a slip of typing explains it: final accounts restate what budgets report.
    """
    if context.previous is None:
        return
    there = {mine: its for line in context.aligned for mine, its in line.numbers}
    told = set[int]()
    for relation in context.relations:
        if relation.kind != "growth" or not relation.holds or len(relation.left) != 1:
            continue
        change, now = relation.left[0][1], relation.right[0][1]
        told.add(change)
        if (its := published_there(context, there, now)) is not None:
            sign, grown = relation.left[0][0], context.mentions[change]
            base = context.mentions[now].amount - sign * grown.amount
            yield from _compare(context, change, base, its, grown.step)
    told |= {one.target for one in context.relations if one.holds and one.kind in ("growth", "difference")}
    for index, mention in enumerate(context.mentions):
        if index in told or mention.bound or context.scene.in_table(index):
            continue
        if mention.role in ("growth", "change"):
            yield from check_change(context, index, there)
        elif mention.period == "上年" and mention.role in ("value", "count", "score"):
            yield from _told(context, index)


def _compare(context: Context, at: int, base: Decimal, its: int, step: Decimal) -> Iterator[Issue]:
    published = context.theirs[its]
    if not published.amount or published.period != "本年":
        return
    mention = context.mentions[at]
    factor = factor_of(mention)
    if abs(base - published.amount) <= (step + published.step) * factor:
        return
    off = abs(base - published.amount) / abs(published.amount) * 100
    change = abs(base + (mention.sign or 1) * mention.amount - published.amount) / factor
    slipped = is_slipped(mention, change)
    yield base_issue(context, at, its, f"{base / factor:f}{mention.unit}", warned=off > POINT or slipped)


def _told(context: Context, index: int) -> Iterator[Issue]:
    """上年为17.98万元: the one value that last year's report gives that name, when a slip parts the two."""
    mention = context.mentions[index]
    name = context.scene.stem(index)
    its = context.their_names.get((name, mention.measure), ()) if len(name) > 2 else ()
    if len({context.theirs[i].amount for i in its}) != 1:
        return
    published = context.theirs[its[0]]
    if published.unit != mention.unit or published.value == mention.value:
        return
    if is_slip(mention.token, published.token) and abs(published.value - mention.value) > mention.step:
        yield base_issue(context, index, its[0], context.written(index), warned=True)


def check_stale_text(context: Context) -> Iterator[Issue]:
    """Yield stale-text where a sentence that tells an event, a date or a 文号 is last year's to the letter, or in a model's words."""
    if context.previous is None or context.report.year == context.previous.year:
        return
    text = context.report.text
    for line in context.aligned:
        sentence = text[line.start : line.end].strip()
        if len(sentence) < 14 or sentence != context.previous.text[line.there_start : line.there_end].strip():
            continue
        if why := _event(context, line.start, sentence):
            message = tr("与上年报告整句相同，含{why}，请核实是否仍然成立", why=tr(why))
            yield context.issue("stale-text", "warning", message, line.start, line.end)
    for (start, end), (there_start, there_end) in context.retold.items():
        # A figure or a mark in it was looked after when it was drafted.
        if any(start <= at < end for at in (*context.printed, *(at for at, _ in context.reasons))):
            continue
        why = _event(context, start, text[start:end])
        if why and why == _event(context, start, context.previous.text[there_start:there_end]):
            message = tr("模型改写自上年报告的一句，含{why}，请核实是否仍然成立", why=tr(why))
            yield context.issue("stale-text", "warning", message, start, end)


def _event(context: Context, at: int, sentence: str) -> str:
    """Which event, date or 文号 the sentence tells in the section at that place, which is not one of standing facts; else ""."""
    kind = section_kind(context.report.headings_of(context.report.section_at(at)))
    told = (one for one in find_claims(sentence, kind) if one in ("日期、届次或文号", "上年的事项"))
    return next(told, "") if kind != "standing" else ""
