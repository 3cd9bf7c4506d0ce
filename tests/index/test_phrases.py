"""Turns of phrase that a paragraph and some passages share."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from drafter.index.phrases import shared_phrases


def shared(query: str, *told: tuple[int, str]) -> list[float]:
    return shared_phrases(query, [text for _, text in told], np.array([body for body, _ in told])).tolist()


def test_a_body_is_known_by_a_turn_of_phrase_no_other_has():
    assert shared("打好攻坚硬仗", (7, "打好攻坚硬仗。"), (3, "打好硬仗。")) == [1, 0]


def test_what_every_body_says_tells_none_of_them_from_another():
    assert shared("稳步推进各项工作", (0, "稳步推进各项工作"), (1, "稳步推进各项工作")) == [0, 0]


def test_all_passages_of_a_body_share_what_one_of_them_says():
    found = shared("打好攻坚硬仗", (0, "会议圆满闭幕。"), (0, "打好攻坚硬仗。"), (1, "会议圆满闭幕。"))
    assert found == [1, 1, 0]


def test_figures_are_all_alike():
    assert shared("新建公园38个", (0, "新建公园95个"), (1, "新建公司九个")) == [1, 0]


def test_no_turn_of_phrase_reaches_over_a_line():
    assert shared("攻坚\n硬仗", (0, "攻坚硬仗"), (1, "别的话")) == [0, 0]


def by_reading(query: str, texts: list[str]) -> list[float]:
    """Say the same by looking for each run in each text."""
    runs = {
        line[at : at + n]
        for line in query.split("\n")
        for n in range(3, 7)
        for at in range(len(line) - n + 1)
    }
    worth = np.zeros(len(texts))
    for run in runs:
        has = np.array([run in text for text in texts])
        worth[has] += np.log(len(texts) / max(has.sum(), 1))
    return ((worth - worth.min()) / (np.ptp(worth) or 1)).tolist()


_TEXT = st.text(st.sampled_from("甲乙丙丁，\n𠮷"), max_size=30)


@given(_TEXT, st.lists(_TEXT, min_size=1, max_size=5))
def test_it_finds_what_reading_finds(query: str, texts: list[str]):
    found = shared(query, *enumerate(texts))
    np.testing.assert_allclose(found, by_reading(query, texts), atol=1e-6)
