"""Small operations on Chinese prose that keep offsets valid."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from drafter.patterns import Regex

_FOLD = dict(zip("０１２３４５６７８９．，％－＋", "0123456789.,%-+", strict=True))
_CLOSERS = "”’」』）)】〕》"
_SENTENCE_END = Regex(rf"[。！？；!?;][{_CLOSERS}]*|\n")


def fold(text: str) -> str:
    """Return `text` with full-width digits and signs narrowed, one character for one; the comma 「，」 stays."""
    for full, half in _FOLD.items():
        if half != "," and full in text:  # sixteen searches are far quicker than str.translate on a long text
            text = text.replace(full, half)
    return text


CHINESE = Regex("[\u4e00-\u9fff]")

# One plain character first, which `re` looks for far faster than it tries a condition at each place.
_HALF_WIDTH = Regex(r"[,:;()](?<!\d[,:](?=\d))")
_WIDE = {",": "，", ":": "：", ";": "；", "(": "（", ")": "）"}


@lru_cache(8)  # whoever reads the numbers of a text and whoever relates them ask for the same
def widen(text: str) -> str:
    """Return `text` with half-width punctuation as Chinese prose prints it, one character for one; 1,234 and 2:1 stay."""
    return _HALF_WIDTH.sub(lambda found: _WIDE[found[0]], text)


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the spans of sentences between `start` and `end`, in order and without gaps inside a line.

    A sentence ends after 。！？； (with the quotes and brackets that close it) or at the line break, which belongs to no
    sentence. An end mark inside an open quote or bracket does not end the sentence.
    """
    end = len(text) if end is None else end
    begin = start
    for mark in _SENTENCE_END.finditer(text, start, end):
        stop = mark.start() if mark.group() == "\n" else mark.end()
        if mark.group() != "\n" and _open_bracket(text, begin, stop):
            continue
        if text[begin:stop].strip():
            yield begin, stop
        begin = mark.end()
    if text[begin:end].strip():
        yield begin, end


def _open_bracket(text: str, begin: int, stop: int) -> bool:
    piece, rest = text[begin:stop], text[stop : text.find("\n", stop)]
    pairs = (("“", "”"), ("（", "）"), ("《", "》"), ("(", ")"), ("「", "」"))
    return any(piece.count(left) > piece.count(right) for left, right in pairs if right in rest)


def parts_at(text: str, mark: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans between the marks from `start` to `end`, without the marks."""
    at = start
    while (found := text.find(mark, at, end)) >= 0:
        yield at, found
        at = found + len(mark)
    yield at, end


def open_brackets(piece: str) -> int:
    """Return how many round brackets of `piece` are left open, less than none where more close in it."""
    return piece.count("（") + piece.count("(") - piece.count("）") - piece.count(")")


def carry_spans(old: str, new: str) -> Callable[[int, int], tuple[int, int] | None]:
    """Return a function that moves a span of `old` to the same characters in `new`, or to None when the edit touched it.

    One edit is assumed: the common head and the common tail stay, the rest changed.
    """
    limit = min(len(old), len(new))
    head = next((i for i in range(limit) if old[i] != new[i]), limit)
    tail = next((i for i in range(limit - head) if old[-1 - i] != new[-1 - i]), limit - head)
    shift = len(new) - len(old)

    def keep(start: int, end: int) -> tuple[int, int] | None:
        if end <= head:
            return start, end
        if start >= len(old) - tail:
            return start + shift, end + shift
        return None

    return keep
