"""What is left of an everyday sentence when the words that say nothing are taken out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from operator import add

# Without them 车没处停 and 车停不下 both read 车停.
_EMPTY = re.compile(
    "没地方|没有?处|没有|没法|没人|地方|怎么样?|怎样|如何|为什么|什么|哪些|哪里|哪儿|多少|我们?家?|咱们?|你们?|他们?"
    "|她们?|大家|自己|一个|一些|一下|一点|可以|能不能|是不是|有没有|有点|总是|老是|经常|天天|这个|那个|这些|那些"
    "|不了|不到|不上|不下|不够|不能|不好|不会|不敢|起来|出来|下来|上去|下去|今年|去年|明年|每年|本市|全市|全区|全县"
    "|情况|进一步|下一步|做好|办好|完成|计划|[一几两三好][个条股盏块张件次家座栋处间把台辆趟位口]"
    "|[的了着过得吗呢吧啊呀嘛么不没别太很更最挺真就都也还又再才只给把被让叫为在到去来与跟及或想要是有些这那哪里难]"
)
_BETWEEN = re.compile(r"[\W\d_]+")
_BETWEEN_IN_LINE = re.compile(r"[^\w\n]+|[\d_]+")
_SKIPPED, _TURNED = 0.7, 0.85


def skeletons(phrases: Iterable[str]) -> list[str]:
    """Return each phrase without empty words, numbers and signs; of one that says nothing else, an empty string."""
    # All at once: one call a phrase takes longer than everything else.
    return _BETWEEN_IN_LINE.sub("", _EMPTY.sub("", "\n".join(phrases))).split("\n")


def near_pairs(question: str) -> dict[str, float]:
    """Return which characters stand side by side, which counts 1, or with one between them, which counts less.

    The other order counts too, and less: 路修 is said as well as 修路. No pair reaches over a comma.
    """
    pieces = [_EMPTY.sub("", clause) for clause in _BETWEEN.split(question)]
    pairs: dict[str, float] = {}
    for distance, weight in ((1, 1.0), (2, _SKIPPED)):
        for piece in pieces:
            for left, right in zip(piece, piece[distance:], strict=False):
                pairs[left + right] = max(pairs.get(left + right, 0.0), weight)
                pairs[right + left] = max(pairs.get(right + left, 0.0), weight * _TURNED)
    return pairs


def neighbours(text: str) -> Iterator[str]:
    """Yield each two characters side by side, in order."""
    return map(add, text, text[1:])


def telling_places(text: str) -> frozenset[int]:
    """Return where the letters and figures stand that are in no empty word; of a text of empty words, where all stand."""
    empty = {at for found in _EMPTY.finditer(text) for at in range(*found.span())}
    letters = {at for at, char in enumerate(text) if char.isalnum()}
    return frozenset(letters - empty or letters)


def shared_places(text: str, phrases: Iterable[str]) -> frozenset[int]:
    """Return where characters of `text` stand that are beside one another in one of the phrases too, or nearly, in either order."""
    pairs = {pair for phrase in skeletons(phrases) for pair in neighbours(phrase)}
    telling = sorted(telling_places(text))
    return frozenset(
        at
        for distance in (1, 2)
        for both in zip(telling, telling[distance:], strict=False)
        if {text[both[0]] + text[both[1]], text[both[1]] + text[both[0]]} & pairs
        for at in both
    )
