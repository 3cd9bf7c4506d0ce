"""Order passages by words and by meaning together."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from drafter.index.folding import Rows, Scores

# Each list is scaled to its best, then added with these weights. Chosen on tests/data/queries.tsv and on real
# reports: with more meaning than this, passages that share a topic push out the one that shares the words. A
# paragraph has words enough to need a quarter of it, and who types words with spaces between them means these words.
# What passages have as it is asked needs less as well: the topic of 污染防治 pushed 噪声污染 out.
MEANING, SHARE_IN_WORDS, SHARE_WRITTEN = 0.2, 0.25, 0.6
# A whole paragraph has one counterpart in a report, and reports that share several of its turns of phrase are
# likelier to have it. A few words may well stand in many passages of one report.
PARAGRAPH = 40
_SECOND = 0.3
_AFFINITY, _WORDS, _PHRASES = 0.3, 0.7, 0.8
_AFFINE = 50


def fused(words: Scores, meaning: Scores, *, weight: float) -> Scores:
    """Return the weighted sum of both lists, each scaled so that its best is 1."""
    total: Scores = (1 - weight) * _scaled(words) + weight * _scaled(meaning)
    return total


def with_affinity(scores: Scores, reports: Rows, breadths: Scores, words: Scores, phrases: Scores) -> Scores:
    """Raise the passages of reports that have many passages near the top or say what few others say.

    `reports` numbers each passage's, `breadths` tells how much a report has by its length alone; `words` and `phrases` tell how much of the rare ones of the query that
    report, or its body and the passage itself, has, 0 to 1.
    """
    import numpy as np

    top = (-scores).argsort(kind="stable")[:_AFFINE]
    mass = np.bincount(reports[top], weights=scores[top] ** 2, minlength=int(reports.max()) + 1)
    near = mass[reports] / breadths
    near /= max(near.max(), 1e-9)
    raised: Scores = scores + _AFFINITY * near + _WORDS * words + _PHRASES * phrases
    raised /= 1 + _AFFINITY + _WORDS + _PHRASES
    return raised


def one_of_each(scores: Scores, reports: Rows) -> Scores:
    """Let a report's second passage have three tenths of its score, the third three tenths of that, and so on."""
    import numpy as np

    order = np.lexsort((-scores, reports))
    ordered, first = reports[order], np.ones(len(order), np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    place = np.arange(len(order))
    before = place - np.maximum.accumulate(np.where(first, place, 0))
    lowered = scores.copy()
    lowered[order] *= np.float32(_SECOND) ** before
    return lowered


def best_first(scores: Scores, years: Rows, rows: Rows) -> npt.NDArray[np.intp]:
    """Return the order of the passages: by score, of equals the newer, of those the earlier in the index."""
    import numpy as np

    # Scores of equal texts differ in their last digits.
    return np.lexsort((rows, -years, -scores.round(5)))


def _scaled(scores: Scores) -> Scores:
    top = float(scores.max(initial=0.0))
    return scores / top if top > 0 else scores
