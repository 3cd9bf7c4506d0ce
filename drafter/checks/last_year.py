"""Does what is said of last year agree with last year's report, and is anything of it left standing word for word?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from drafter.checks.context import Context
from drafter.claims import find_claims, section_kind
from drafter.issue import Issue, Severity
from drafter.strings import tr

_POINT = Decimal(1)
"""Per cent by which last year's value may be restated; measured on 152 pairs of official statements, 2 % differ by more."""


def check_last_year(context: Context) -> Iterator[Issue]:
    """Yield cross-year-base where last year's value, printed or implied by 比上年增加D, is not the one published then.

    Below one per cent it is a note: final accounts restate budgets reports.
    """
    if context.previous is None:
        return
    there = {mine: its for line in context.aligned for mine, its in line.numbers}
    for relation in context.relations:
        if relation.kind != "growth" or not relation.holds or len(relation.left) != 1:
            continue
        change, now = relation.left[0][1], relation.right[0][1]
        its = there.get(now)
        if (
            its is None
            or context.theirs[its].structural
            or context.theirs[its].measure != context.mentions[now].measure
        ):
            continue
        sign, grown = relation.left[0][0], context.mentions[change]
        base = context.mentions[now].amount - sign * grown.amount
        yield from _compare(context, change, base, its, grown.step)


def _compare(context: Context, at: int, base: Decimal, its: int, step: Decimal) -> Iterator[Issue]:
    assert context.previous is not None
    published = context.theirs[its]
    if not published.amount or published.period != "本年":
        return
    off = abs(base - published.amount) / abs(published.amount) * 100
    mention = context.mentions[at]
    factor = abs(mention.amount / mention.value) if mention.value else Decimal(1)
    if abs(base - published.amount) <= (step + published.step) * factor:
        return
    severity: Severity = "note" if off <= _POINT else "warning"
    message = tr(
        "上年数与上年报告不一致：由此处推得 {base}，上年报告为 {published}",
        base=f"{base / factor:f}{mention.unit}",
        published=context.previous.text[published.start : published.stop],
    )
    yield context.issue("cross-year-base", severity, message, *context.span(at))


def check_stale_text(context: Context) -> Iterator[Issue]:
    """Yield stale-text where a sentence that tells an event, a date or a 文号 is last year's to the letter."""
    if context.previous is None or context.report.year == context.previous.year:
        return
    text = context.report.text
    for line in context.aligned:
        sentence = text[line.start : line.end].strip()
        if len(sentence) < 14 or sentence != context.previous.text[line.there_start : line.there_end].strip():
            continue
        section = context.report.section_at(line.start)
        kind = section_kind(context.report.headings_of(section))
        why = next(
            (
                reason
                for reason in find_claims(sentence, kind)
                if reason in ("日期、届次或文号", "上年的事项")
            ),
            "",
        )
        if why and kind != "standing":
            message = tr("与上年报告整句相同，含{why}，请核实是否仍然成立", why=tr(why))
            yield context.issue("stale-text", "warning", message, line.start, line.end)
