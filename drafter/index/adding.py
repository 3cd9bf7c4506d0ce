"""Add what terms are worth to the scores of passages: the one loop of a search that has to be compiled."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy.typing as npt

    from drafter.index.folding import Rows, Scores

# The loop counts in 32 bits; of more postings it is shown a part at a time.
_REACH = 1 << 30


def add_postings(
    out: Scores, rows: npt.NDArray[Any], worths: Scores, starts: Rows, ends: Rows, weights: Scores
) -> None:
    """Add `weight * worths[at]` to `out[rows[at]]`, for each term at all places from its start to its end.

    The loop is scipy's product of a matrix and a vector. It has a matrix as columns side by side, each ending where the
    next begins, and terms do not lie so. Taken from the last to the first, the column between two of them
    ends before it begins, and is empty: so they are read where they lie.
    """
    import numpy as np

    product, rows = _sparsetools().csc_matvec, rows.view(np.int32)
    for first in range(0, len(rows), _REACH):
        inside = np.flatnonzero((starts >= first) & (starts < first + _REACH))
        inside = inside[np.argsort(starts[inside])[::-1]]
        columns = 2 * len(inside)
        edges, factors = np.empty(columns, np.int32), np.zeros(columns, np.float32)
        edges[::2], edges[1::2] = starts[inside] - first, ends[inside] - first
        factors[::2] = weights[inside]
        product(len(out), columns - 1, edges, rows[first:], worths[first:], factors, out)


@cache
def _sparsetools() -> Any:
    """Load scipy's compiled loops alone: with the package around them that takes ten times as long."""
    from importlib.machinery import PathFinder
    from importlib.util import module_from_spec

    import scipy

    spec = PathFinder.find_spec("scipy.sparse._sparsetools", [str(Path(scipy.__file__).parent / "sparse")])
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
