"""Characters that no document can carry, and how wide the others print."""

from __future__ import annotations

import logging
import re
from unicodedata import east_asian_width

from drafter.strings import tr

log = logging.getLogger(__name__)

# XML 1.0 refuses the C0 controls, U+FFFE/FFFF and lone surrogates; the C1 controls and the bidirectional
# overrides are invisible and make a text read otherwise than it prints.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Return `text` without the characters that break or falsify a document; tabs and line breaks stay."""
    return _UNPRINTABLE.sub("", text)


def count_unprintable(text: str) -> int:
    """Return how many characters `clean` would take out."""
    return len(_UNPRINTABLE.findall(text))


def width(text: str) -> float:
    """Return the printed width in Chinese characters: a Latin letter or digit takes half of one."""
    return sum(1.0 if east_asian_width(one) in "WFA" else 0.5 for one in text)


def has_shared_signs(text: str) -> bool:
    """Tell whether `text` holds signs that are wide in Chinese and narrow in Latin type, such as “ and ①."""
    return any(east_asian_width(one) == "A" for one in text)


def report_cleaning(text: str) -> None:
    """Say in the log how many characters the export had to leave out."""
    if count := count_unprintable(text):
        log.warning(tr("导出时去掉了 {count} 个控制字符", count=count))
