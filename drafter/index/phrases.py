"""Turns of phrase: runs of three to six characters that a paragraph and some passages share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from drafter.index.folding import Codes, Rows, Scores

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
    runs, whole = _runs(_codes("\n".join((query, *texts, ""))))
    asked = len(query) + 1
    wanted = np.unique(runs[:, :asked][whole[:, :asked]])
    found, places = _among(wanted, runs[:, asked:], whole[:, asked:])
    owners = np.repeat(bodies, [len(text) + 1 for text in texts])
    has = np.zeros((len(wanted), count), np.bool_)
    # A run counts once for a body, however often it says it.
    has[found, owners[places]] = True
    worth = np.log(count / np.maximum(has.sum(axis=1), 1)) @ has
    spread = float(np.ptp(worth))
    scaled: Scores = ((worth - worth.min()) / (spread or 1.0)).astype(np.float32)
    return scaled[bodies]


def _codes(text: str) -> Codes:
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint32)
    codes[(codes >= _ZERO) & (codes <= _NINE)] = _ZERO
    return codes


def _runs(codes: Codes) -> tuple[Runs, npt.NDArray[np.bool_]]:
    """Return a hash of the run of each length that starts at each character, and whether no line break is in it."""
    import numpy as np

    size = len(codes)
    # Past the end there are line breaks.
    padded = np.concatenate([codes, np.full(_LONGEST, _BREAK, np.uint32)])
    inside = padded != _BREAK
    runs = np.zeros((_LONGEST + 1, size), np.uint64)
    whole = np.ones((_LONGEST + 1, size), np.bool_)
    for at in range(_LONGEST):
        np.multiply(runs[at], np.uint64(_MULTIPLIER), out=runs[at + 1])
        runs[at + 1] += padded[at : at + size]
        np.logical_and(whole[at], inside[at : at + size], out=whole[at + 1])
    return runs[_SHORTEST:], whole[_SHORTEST:]


def _among(known: Runs, runs: Runs, whole: npt.NDArray[np.bool_]) -> tuple[Rows, Rows]:
    """Return which of the known, sorted runs stand among the whole ones, and where they start."""
    import numpy as np

    last = np.uint64((1 << _BITS) - 1)
    seen = np.zeros(1 << _BITS, np.bool_)
    seen[known & last] = True
    # Numbers without a sign are slow to look up by.
    at = np.flatnonzero(seen[(runs & last).view(np.int64)] & whole)
    likely = runs.ravel()[at]
    which = np.searchsorted(known, likely)
    which[which == len(known)] = 0
    same = known[which] == likely if len(known) else np.zeros(0, np.bool_)
    return which[same], at[same] % runs.shape[1]
