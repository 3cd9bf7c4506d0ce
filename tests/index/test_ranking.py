"""How passages are ordered beyond what each of them says."""

from __future__ import annotations

import numpy as np

from drafter.index.ranking import one_of_each, with_affinity


def affinity(breadths: list[float]) -> list[float]:
    """Return the scores of two passages of one report and one of another, all alike."""
    same, none = np.full(3, 0.5, np.float32), np.zeros(3, np.float32)
    raised = with_affinity(same, np.array([0, 0, 1]), np.array(breadths, np.float32), none, none)
    return [round(one, 6) for one in raised.tolist()]


def test_a_report_with_more_passages_near_the_top_is_preferred():
    first, second, other = affinity([1, 1, 1])
    assert first == second > other


def test_a_report_that_is_only_longer_is_not():
    first, second, other = affinity([2, 2, 1])
    assert first == second == other


def test_further_passages_of_a_report_count_three_tenths_and_three_tenths_of_that():
    scores = np.array([0.8, 0.4, 0.8, 0.8], np.float32)
    lowered = one_of_each(scores, np.array([1, 0, 1, 1]))
    np.testing.assert_allclose(lowered, [0.8, 0.4, 0.24, 0.072], rtol=1e-6)
