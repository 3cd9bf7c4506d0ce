"""Turns of phrase: runs of three to six characters that a paragraph and some passages share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from drafter.index.folding import Codes, Rows
    from drafter.index.lexical import Scores

    Runs = npt.NDArray[np.uint64]

# Shorter ones are words, which are counted elsewhere; a longer one holds several of these.
_SHORTEST, _LONGEST = 3, 6
_MULTIPLIER = 0x9E3779B97F4A7C15
# Runs are looked for by the last bits of their hash first, which rules almost all of them out.
_BITS = 16
_ZERO, _NINE, _BREAK = 0x30, 0x39, 0x0A


def shared_phrases(query: str, texts: Sequence[str], bodies: Rows) -> Scores:
    """Return for each text how much its body shares with the query of what few of the bodies say, 0 to 1.

    `bodies` numbers the body of each text. Any figure is like any other.
    """
    import numpy as np

    bodies = np.unique(bodies, return_inverse=True)[1]
    count = int(bodies.max(initial=0)) + 1
    owners = np.repeat(bodies, [len(text) + 1 for text in texts])
    asked, told = _codes(f"{query}\n"), _codes("".join(f"{text}\n" for text in texts))
    places, wanted = _shortest(asked)
    at, runs = _shortest(told)
    has = np.zeros((_LONGEST - _SHORTEST + 1, len(wanted) + 1, count), np.bool_)
    for size in range(_SHORTEST, _LONGEST + 1):
        if size > _SHORTEST:
            places, wanted = _longer(asked, places, wanted, size)
            at, runs = _longer(told, at, runs, size)
        at, runs, which = _among(np.sort(wanted), at, runs)
        # A run counts once for a body, however often it says it.
        has[size - _SHORTEST, which, owners[at]] = True
    of_run = has.reshape(-1, count)
    worth = np.log(count / np.maximum(of_run.sum(axis=1), 1)) @ of_run
    spread = float(np.ptp(worth))
    scaled: Scores = ((worth - worth.min()) / (spread or 1.0)).astype(np.float32)
    return scaled[bodies]


def _codes(text: str) -> Codes:
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint32)
    codes[(codes >= _ZERO) & (codes <= _NINE)] = _ZERO
    return codes


def _shortest(codes: Codes) -> tuple[Rows, Runs]:
    """Return where the shortest runs start, and a hash of each; none reaches over a line break."""
    import numpy as np

    size = max(len(codes) - _SHORTEST + 1, 0)
    whole, runs = np.ones(size, np.bool_), np.zeros(size, np.uint64)
    for step in range(_SHORTEST):
        following = codes[step : step + size]
        whole &= following != _BREAK
        runs = runs * np.uint64(_MULTIPLIER) + following
    at = np.flatnonzero(whole)
    return at, runs[at]


def _longer(codes: Codes, at: Rows, runs: Runs, size: int) -> tuple[Rows, Runs]:
    """Return the same for runs of `size`, which are one character longer."""
    import numpy as np

    following = codes[np.minimum(at + size - 1, len(codes) - 1)]
    whole = following != _BREAK
    return at[whole], runs[whole] * np.uint64(_MULTIPLIER) + following[whole]


def _among(known: Runs, at: Rows, runs: Runs) -> tuple[Rows, Runs, Rows]:
    """Return the runs that are known, where they start, and which of the known, sorted ones each is first."""
    import numpy as np

    last = np.uint64((1 << _BITS) - 1)
    seen = np.zeros(1 << _BITS, np.bool_)
    seen[known & last] = True
    likely = seen[runs & last]
    at, runs = at[likely], runs[likely]
    which = np.searchsorted(known, runs)
    which[which == len(known)] = 0
    same = known[which] == runs if len(known) else np.zeros(len(runs), np.bool_)
    return at[same], runs[same], which[same]
