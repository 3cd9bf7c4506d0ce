"""Turns of phrase: pairs and triples of characters that a paragraph and some passages share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from drafter.index.folding import Rows, Scores

    Runs = npt.NDArray[np.uint64]

_MULTIPLIER = 0x9E3779B97F4A7C15
# Runs are looked up in a table by the last bits of their hash.
_BITS = 16
_ZERO, _NINE, _BREAK = 0x30, 0x39, 0x0A


def shared_phrases(query: str, texts: Sequence[str], bodies: Rows) -> tuple[Scores, Scores]:
    """Return for each text how much its body, and how much it itself, shares with the query of what few of the bodies say, 0 to 1.

    `bodies` numbers the body of each text. Any figure is like any other.
    """
    import numpy as np

    if not len(texts):
        return np.zeros(0, np.float32), np.zeros(0, np.float32)
    told = bodies.tolist()
    numbers = {body: number for number, body in enumerate(dict.fromkeys(told))}
    body_of = np.array([numbers[body] for body in told])
    codes, asked = _codes("\n".join((query, *texts, "\n"))), len(query) + 1
    pairs = _longer(codes[:-2], codes[1:-1])
    own = _runs(pairs, codes, np.arange(asked))
    # A triple begins where a pair does.
    at = _likely(own[0], pairs[asked:])
    own = own[_whole(codes[: asked + 2])]
    which, same = _among(own, _runs(pairs, codes, asked + at))
    owners = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])[at]
    width = len(texts).bit_length()
    run, text = _each_once(((which << width) + owners)[same], own.size, width)
    # A run counts once for a body, however often it says it.
    of_body, body = _each_once((run << width) + body_of[text], own.size, width)
    # Cubed, as rare words are.
    rarity = np.log(len(numbers) / np.maximum(np.bincount(of_body, minlength=own.size), 1)) ** 3
    of_bodies = np.bincount(body, rarity[of_body], len(numbers))
    of_bodies -= of_bodies.min()
    return _scaled(of_bodies)[body_of], _scaled(np.bincount(text, rarity[run], len(texts)))


def _each_once(pairs: Rows, count: int, width: int) -> tuple[Rows, Rows]:
    """Return the two numbers of each pair once; the first are below `count`, the second have `width` bits."""
    import numpy as np

    said = np.zeros(count << width, np.bool_)
    said[pairs] = True
    places = said.nonzero()[0]
    return places >> width, places & (1 << width) - 1


def _scaled(worth: npt.NDArray[Any]) -> Scores:
    import numpy as np

    return (worth / (worth.max() or 1.0)).astype(np.float32)


def _codes(text: str) -> Runs:
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint64)
    np.putmask(codes, codes - np.uint64(_ZERO) <= _NINE - _ZERO, _ZERO)
    return codes


def _longer(runs: Runs, codes: Runs) -> Runs:
    """Return the hashes of runs that go on with these characters."""
    import numpy as np

    longer: Runs = runs * np.uint64(_MULTIPLIER)
    longer += codes
    return longer


def _runs(pairs: Runs, codes: Runs, at: Rows) -> Runs:
    """Return the hashes of the pairs and of the triples that start at these places."""
    import numpy as np

    runs = np.empty((2, len(at)), np.uint64)
    runs[0] = pairs[at]
    runs[1] = _longer(runs[0], codes[at + 2])
    return runs


def _whole(codes: Runs) -> npt.NDArray[np.bool_]:
    """Return for pairs and triples, and each of the characters but two, whether no line break is in the run that starts there."""
    import numpy as np

    inside = codes != _BREAK
    pairs = inside[:-2] & inside[1:-1]
    return np.stack([pairs, pairs & inside[2:]])


def _likely(known: Runs, runs: Runs) -> Rows:
    """Return where a run may be a known one: everywhere one is, and in a few other places."""
    import numpy as np

    seen = np.zeros(1 << _BITS, np.bool_)
    seen[_slots(known)] = True
    return seen[_slots(runs)].nonzero()[0]


def _among(known: Runs, runs: Runs) -> tuple[Rows, npt.NDArray[np.bool_]]:
    """Return for each run which of the known it is, of several alike always one, and whether it is any."""
    import numpy as np

    table, slots = np.zeros(1 << _BITS, np.int64), _slots(known)
    table[slots] = np.arange(len(known))
    which = table[_slots(runs)]
    if not len(known):
        return which, np.zeros(which.shape, np.bool_)
    same = known[which] == runs
    # Of two that have one slot, the second has taken it.
    for lost in (known[table[slots]] != known).nonzero()[0].tolist():
        there = runs == known[lost]
        which[there] = (known == known[lost]).argmax()
        same |= there
    return which, same


def _slots(runs: Runs) -> Rows:
    import numpy as np

    # Numbers without a sign are slow to look up by.
    return (runs & np.uint64((1 << _BITS) - 1)).view(np.int64)
