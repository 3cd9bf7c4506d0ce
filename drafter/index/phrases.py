"""Turns of phrase: runs of three to six characters that a paragraph and some passages share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from drafter.index.folding import Rows, Scores

    Runs = npt.NDArray[np.uint64]

# Shorter ones are words, which are counted elsewhere; a longer one holds several of these.
_SHORTEST, _LONGEST = 3, 6
_MULTIPLIER = 0x9E3779B97F4A7C15
# Runs are looked up in a table by the last bits of their hash.
_BITS = 16
_ZERO, _NINE, _BREAK = 0x30, 0x39, 0x0A


def shared_phrases(query: str, texts: Sequence[str], bodies: Rows) -> Scores:
    """Return for each text how much its body shares with the query of what few of the bodies say, 0 to 1.

    `bodies` numbers the body of each text. Any figure is like any other.
    """
    import numpy as np

    if not len(texts):
        return np.zeros(0, np.float32)
    told = bodies.tolist()
    numbers = {body: number for number, body in enumerate(dict.fromkeys(told))}
    body_of, count = np.array([numbers[body] for body in told]), len(numbers)
    codes, asked = _codes("\n".join((query, *texts, "\n" * _LONGEST))), len(query) + 1
    shortest = _longer(_longer(codes[:-_LONGEST], codes[1:]), codes[2:])
    own = _runs(shortest, codes, np.arange(asked))
    # A longer run begins where one of three characters does.
    at = _likely(own[0], shortest[asked:])
    owners = np.repeat(body_of, [len(text) + 1 for text in texts])[at]
    which, same = _among(own[_whole(codes[: asked + _LONGEST], asked)], _runs(shortest, codes, asked + at))
    # A run counts once for a body, however often it says it.
    width = count.bit_length()
    said = np.zeros(own.size << width, np.bool_)
    said[((which << width) + owners)[same]] = True
    places = said.nonzero()[0]
    run, body = places >> width, places & (1 << width) - 1
    worth = np.bincount(body, np.log(count / np.bincount(run)[run]), count)
    worth -= worth.min()
    scaled: Scores = (worth / (worth.max() or 1.0)).astype(np.float32)[body_of]
    return scaled


def _codes(text: str) -> Runs:
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint64)
    np.putmask(codes, codes - np.uint64(_ZERO) <= _NINE - _ZERO, _ZERO)
    return codes


def _longer(runs: Runs, codes: Runs) -> Runs:
    """Return the hashes of runs that go on with these characters."""
    import numpy as np

    longer = runs * np.uint64(_MULTIPLIER)
    longer[: len(codes)] += codes[: len(longer)]
    return longer


def _runs(shortest: Runs, codes: Runs, at: Rows) -> Runs:
    """Return a hash of the run of each length that starts at these places."""
    import numpy as np

    runs = np.empty((_LONGEST - _SHORTEST + 1, len(at)), np.uint64)
    runs[0] = shortest[at]
    for row, size in enumerate(range(_SHORTEST, _LONGEST)):
        runs[row + 1] = _longer(runs[row], codes[at + size])
    return runs


def _whole(codes: Runs, count: int) -> npt.NDArray[np.bool_]:
    """Return for each length and each of the first characters whether no line break is in the run that starts there."""
    import numpy as np

    inside = codes != _BREAK
    whole = np.empty((_LONGEST, count), np.bool_)
    whole[0] = inside[:count]
    for size in range(1, _LONGEST):
        np.logical_and(whole[size - 1], inside[size : size + count], out=whole[size])
    return whole[_SHORTEST - 1 :]


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
