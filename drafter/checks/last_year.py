"""Does what is said of last year agree with last year's report, and is anything of it left standing word for word?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from drafter.checks.context import Context
from drafter.claims import find_claims, section_kind
from drafter.issue import Issue
from drafter.numbers.numerals import decimals_of, write_number
from drafter.numbers.quantity import Mention
from drafter.relations.changes import other_basis
from drafter.relations.relation import factor_of
from drafter.relations.scene import alike, stem
from drafter.relations.slips import is_digit_slip, is_slip
from drafter.strings import tr

_RESTATED = Decimal("0.5")
_POINT = Decimal(1)
"""Per cent by which last year's value may be restated; measured on 152 pairs of official statements, 2 % differ by more."""


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
        if (its := _published(context, there, now)) is not None:
            sign, grown = relation.left[0][0], context.mentions[change]
            base = context.mentions[now].amount - sign * grown.amount
            yield from _compare(context, change, base, its, grown.step)
    told |= {one.target for one in context.relations if one.holds and one.kind in ("growth", "difference")}
    for index, mention in enumerate(context.mentions):
        if index in told or mention.bound or context.scene.in_table(index):
            continue
        if mention.role in ("growth", "change"):
            yield from _change(context, index, there)
        elif mention.period == "上年" and mention.role in ("value", "count", "score"):
            yield from _told(context, index)


def _published(context: Context, there: dict[int, int], now: int) -> int | None:
    """The number of last year's report in the place of this year's `now`, when both count the same."""
    its = there.get(now)
    if its is None or context.theirs[its].structural or context.theirs[its].period != "本年":
        return None
    return its if context.theirs[its].measure == context.mentions[now].measure else None


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
    slipped = _slipped(mention, change)
    yield _issue(context, at, its, f"{base / factor:f}{mention.unit}", warned=off > _POINT or slipped)


def _issue(context: Context, at: int, its: int, base: str, *, warned: bool) -> Issue:
    assert context.previous is not None
    published = context.theirs[its]
    message = tr(
        "上年数与上年报告不一致：由此处推得 {base}，上年报告为 {published}",
        base=base,
        published=context.previous.text[published.start : published.stop],
    )
    start, end = context.span(at)
    if (direction := context.mentions[at].direction) is not None:
        start = direction[0]
    return context.issue("cross-year-base", "warning" if warned else "note", message, start, end)


def _slipped(mention: Mention, value: Decimal) -> bool:
    meant = write_number(value, decimals_of(mention.token))
    if len(re.sub(r"\D", "", mention.token)) < 2:
        return False  # of one digit any other is a slip
    return is_digit_slip(mention.token, meant) or is_slip(mention.token, meant)


_SINCE = re.compile(
    r"[）)]?[，,；]?\s*(?:同比|(?:比|较|与)(?:上年|去年|上一年|(?:19|20)\d\d年)(?:末|底|同期|度)?(?:相比)?)[，]?(?P<name>[^，。；：\d]*?)"
    r"(?:净|再|又)?(?:增|减|升|降|提|下|上|压|缩|回|扩|多|少|高|低)[^，。；：\d]{0,6}"
)


def _change(context: Context, index: int, there: dict[int, int]) -> Iterator[Issue]:
    """出栏57.18万头，同比下降2.5%: the number just before and what last year's report has in its place give the change."""
    scene, mention = context.scene, context.mentions[index]
    now = index - 1
    while now >= 0 and context.mentions[now].structural:
        now -= 1
    if now < 0 or not mention.direction or not scene.same_segment(now, index) or other_basis(scene, index):
        return
    gap = scene.gap(now, index)
    said = _SINCE.fullmatch(gap) or _SINCE.fullmatch(re.split("[，；]", gap)[-1])
    if said is not None and said["name"]:
        before = range(index - 1, max(index - 12, -1), -1)
        named = (i for i in before if alike(scene.stem(i), stem(said["name"])))
        now = next((i for i in named if scene.same_sentence(i, index)), -1)
    elif said is not None and said[0] != gap:
        return  # a clause of its own stands between
    its = _published(context, there, now)
    if said is None or its is None:
        return
    published, mine = context.theirs[its], context.mentions[now]
    if mention.measure in ("个百分点", "百分点") and mine.measure == "%":
        base = mine.value - mention.sign * mention.value
        off = abs(base - published.value)
        if off > mention.step + published.step:
            slipped = _slipped(mention, abs(mine.value - published.value))
            yield _issue(context, index, its, f"{base}%", warned=off > _POINT or slipped)
    elif mention.role == "change" and scene.like(now, index):
        yield from _compare(context, index, mine.amount - mention.sign * mention.amount, its, mention.step)
    elif mention.role == "growth" and mention.measure == "%" and published.amount > 0:
        grown = (mine.amount - published.amount) / published.amount * 100
        off = abs(grown - mention.sign * mention.value)
        rounding = (mine.step + published.step) * factor_of(mine) / published.amount * 100
        base = mine.amount / (1 + mention.sign * mention.value / 100) if mention.value != 100 else Decimal(0)
        if off > mention.step + rounding and base:
            shown = write_number(base / factor_of(mine), decimals_of(mine.token)) + mine.unit
            slipped = _slipped(mention, abs(grown)) and off > _RESTATED
            yield _issue(context, index, its, shown, warned=off > _POINT or slipped)


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
        yield _issue(context, index, its[0], context.written(index), warned=True)


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
