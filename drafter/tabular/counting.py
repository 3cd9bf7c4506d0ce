"""Which numbers count things one by one, so that nothing of them was rounded."""

from __future__ import annotations

from drafter.numbers.quantity import Mention
from drafter.numbers.units import MEASURED

_DAYS = ("天", "日")


def is_counted(mention: Mention) -> bool:
    """Whether its unit is one of things or days (人, 件, 床日), none in which amounts are rounded: money, lengths, 万人."""
    days = mention.measure.endswith(_DAYS)
    return bool(mention.measure) and mention.factor == 1 and (days or not MEASURED.is_in(mention.measure))
