"""Tell where a text says how things went or where they stand, without the number that would bear it out."""

from __future__ import annotations

from drafter.lastyear.claim_words import claims
from drafter.patterns import Regex

_REASON = Regex(r"(?:主要)?原因(?:是|为|：)[^。；]*")
# （以下如无特别说明，均为同比名义增长）: how the words are used, and no claim.
_DEFINED = Regex(r"[（(](?:以下|下同|如无特别|注[：:])[^（）()\n]*[）)]")


def without_definitions(sentence: str) -> str:
    """Return the sentence without the brackets that only say how its words are used."""
    return _DEFINED.sub("", sentence)


def tells_course(sentence: str) -> bool:
    """Whether a sentence or heading says which way things went (出口增长加快), which another year's figures may not bear out."""
    sentence = _REASON.sub("", sentence.strip())  # which is asked about as a reason
    return any(claims(sort, sentence) for sort in ("course", "headed_course", "befell"))


def tells_standing(sentence: str) -> bool:
    """Whether it says where a figure stands beside one that is not told, or what follows from it (降至荣枯线以下，表明…)."""
    return claims("standing", sentence) or claims("concluded", sentence)


def tells_make_up(sentence: str) -> bool:
    """Whether it says what most of something consisted of (主要污染物为细颗粒物和臭氧)."""
    return claims("make_up", sentence)
