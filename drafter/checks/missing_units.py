"""Does an amount or a share stand without its unit among others that have theirs: 占5.36%；占76.23；, 支出决算为4.19。?"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.checks.context import Context
from drafter.issue import Issue, Severity
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.strings import tr

_BEFORE = 14
_SHARE = Regex(r"[，,、；;]\s*占(?:比|比重)?为?\s*$")
_AMOUNT = Regex(r"(?:预算|决算|支出|收入|经费|资金|金额)数?(?:为|是)?\s*$")
_ENDS = Regex(r"\s*(?:[。，；;、（(]|$)")


def check_missing_units(context: Context) -> Iterator[Issue]:
    """Yield unit-slip at a share without %, at an amount without 万元 beside one of its sentence that has it; 万 for 万元 is a note.

    Nought needs no unit.
    """
    mentions = context.mentions
    for index, mention in enumerate(mentions):
        if mention.structural or not mention.value or mention.unit not in ("", "万"):
            continue
        unit = _missing(context, index, mention)
        if unit:
            message = tr("缺少单位：同段其他数写作“{unit}”", unit=unit)
            severity: Severity = "note" if mention.unit else "warning"
            yield context.issue(
                "unit-slip", severity, message, *context.span(index), expected=mention.token + unit
            )


def _missing(context: Context, index: int, mention: Mention) -> str:
    """The unit that a number lacks, "" when it lacks none."""
    text = context.report.text
    if not _ENDS.match(text, mention.stop):
        return ""
    before = text[max(mention.start - _BEFORE, 0) : mention.start]
    if not mention.unit and _SHARE.search(before):
        fellows = (one for one in _near(context, index, reach=6) if one.unit == "%")
        return (
            "%"
            if any(_SHARE.search(text[max(one.start - _BEFORE, 0) : one.start]) for one in fellows)
            else ""
        )
    if not _AMOUNT.search(before):
        return ""
    for one in _near(context, index, reach=1 if mention.unit == "" else 3):
        if one.measure != "元" or not _AMOUNT.search(text[max(one.start - _BEFORE, 0) : one.start]):
            continue
        if mention.unit == "" or (one.unit == "万元" and one.token == mention.token):
            return one.unit
    return ""


def _near(context: Context, index: int, *, reach: int) -> Iterator[Mention]:
    """The quantities before and behind within as many numbers, of one paragraph; 万 for 万元 may stand in the next one."""
    mentions, text = context.mentions, context.report.text
    own = mentions[index]
    for one in mentions[max(index - reach, 0) : index + reach + 1]:
        low, high = sorted((one.start, own.start))
        if one is not own and not one.structural and (own.unit or "\n" not in text[low:high]):
            yield one
