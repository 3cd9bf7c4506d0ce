"""Where the words looked for are to stand, and which passages that makes likelier."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drafter.matching import pairs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drafter.index.folding import Rows, Scores
    from drafter.index.passage_index import PassageIndex
    from drafter.passages import Passage

# How much a passage under a heading like the one being written is preferred, and how much one of the same body.
_SAME_SECTION, _OWN = 0.15, 0.15
# What a paragraph says of a report counts so much for the next one, and as much less for each further one.
_FALL = 0.5


@dataclass(slots=True)
class Evidence:
    """How near each report, by its number, was to the paragraphs before, of which the last count most."""

    near: dict[int, float] = field(default_factory=dict)

    def raised(self, scores: Scores, reports: Rows) -> Scores:
        """Return the scores of passages of these reports, raised by that; then take the scores into account."""
        import numpy as np

        numbers = reports.tolist()
        raised: Scores = scores + np.array([self.near.get(one, 0.0) for one in numbers], np.float32)
        best = dict.fromkeys(self.near, 0.0)
        for report, score in zip(numbers, scores.tolist(), strict=True):
            best[report] = max(best.get(report, 0.0), score)
        self.near = {report: _FALL * (self.near.get(report, 0.0) + score) for report, score in best.items()}
        return raised


@dataclass(frozen=True, slots=True)
class Place:
    """Under which heading, in whose report, and behind which paragraphs."""

    heading: str = ""
    body: str = ""
    behind: Evidence | None = None

    def preferred(self, scores: Scores, index: PassageIndex, rows: Rows) -> Scores:
        """Return the scores with what heading and body say of the rows; 1 stays the most there is."""
        import numpy as np

        if self.body:
            own = [index.body_at(row)[0] == self.body for row in rows.tolist()]
            scores = _raised(scores, np.array(own, np.float32), _OWN)
        if self.heading:
            alike = _likeness(self.heading, index.passages_at(rows))
            scores = _raised(scores, alike, _SAME_SECTION)
        return scores


def _raised(scores: Scores, said: Scores, weight: float) -> Scores:
    """Return the scores with what else is said of them, 1 still the most."""
    raised: Scores = (scores + weight * said).astype(scores.dtype) / (1 + weight)
    return raised


def _likeness(heading: str, passages: Sequence[Passage]) -> Scores:
    """Return how alike the heading and the nearest of each passage's headings are, 0 to 1."""
    import numpy as np

    wanted = pairs_of(heading)

    def alike(one: str) -> float:
        pairs = pairs_of(one)
        return 2 * len(wanted & pairs) / max(len(wanted) + len(pairs), 1)

    known = {one: alike(one) for passage in passages for one in passage.headings}
    return np.array([max(map(known.__getitem__, one.headings), default=0.0) for one in passages], np.float32)
