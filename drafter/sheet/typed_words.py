"""Words a person typed or pasted into a cell: without what nobody sees, their lines joined where pasting broke them."""

from __future__ import annotations

from drafter.patterns import Regex
from drafter.reading.lines import columns, is_finished
from drafter.reading.numbering import find_marker
from drafter.reading.pieces import glue

# Controls, soft hyphens, zero-width and direction marks, as they come along from a page, a PDF or a chat window.
_UNSEEN = Regex(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]"
)
_LINE_END = Regex(r"\r\n?|\u2028|\u2029|_x000D_\n?|\x0b")
_BLANKS = Regex(r"[ \t\u3000\xa0]*\n[ \t\u3000\xa0]*")
# Half of the 28 characters of a line of an official document: a shorter line without an end is a heading of its own.
_WRAPPED = 28


def typed_words(text: str) -> str:
    """Return the words in the paragraphs they were meant in: a line goes on where it breaks off at ，、； or amid a sentence.

    What begins with a number (1.、（一）、一、) or follows 。！？： begins a paragraph of its own.
    """
    text = _BLANKS.sub("\n", _UNSEEN.sub("", _LINE_END.sub("\n", text))).strip()
    paragraphs: list[str] = []
    for line in filter(None, text.split("\n")):
        if paragraphs and _goes_on(paragraphs[-1], line):
            paragraphs[-1] = glue((paragraphs[-1], line))
        else:
            paragraphs.append(line)
    return "\n".join(paragraphs)


def typed_name(text: str) -> str:
    """Return a name (an indicator, a unit, a heading) on one line."""
    return glue(typed_words(text).split("\n"))


def _goes_on(before: str, line: str) -> bool:
    if "\t" in before or "\t" in line or find_marker(line):
        return False
    if before[-1] in "，、；,;":
        return True
    return not is_finished(before) and columns(before) >= _WRAPPED
