"""Turns of phrase that a paragraph and some passages share."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from drafter.index.phrases import shared_phrases


def shared(query: str, *told: tuple[int, str]) -> tuple[list[float], list[float]]:
    """Return for each text what its body shares, and what it does itself."""
    bodies, themselves = shared_phrases(
        query, [text for _, text in told], np.array([body for body, _ in told])
    )
    return bodies.tolist(), themselves.tolist()


def test_a_body_is_known_by_a_turn_of_phrase_no_other_has():
    assert shared("打好攻坚硬仗", (7, "打好攻坚硬仗。"), (3, "打好硬仗。")) == ([1, 0], [1, 0])


def test_what_every_body_says_tells_none_of_them_from_another():
    assert shared("稳步推进各项工作", (0, "稳步推进各项工作"), (1, "稳步推进各项工作")) == ([0, 0], [0, 0])


def test_all_passages_of_a_body_share_what_one_of_them_says():
    told = (0, "会议圆满闭幕。"), (0, "打好攻坚硬仗。"), (1, "会议圆满闭幕。")
    assert shared("打好攻坚硬仗", *told) == ([1, 1, 0], [0, 1, 0])


def test_one_turn_of_one_body_says_more_than_many_that_half_of_them_share():
    told = (0, "守牢底线"), (1, "各项工作稳中有进"), (2, "各项工作稳中有进"), (3, "会议闭幕")
    _, themselves = shared("各项工作稳中有进，守牢底线", *told)
    assert themselves[0] > themselves[1] == themselves[2]


def test_figures_are_all_alike():
    assert shared("新建公园38个", (0, "新建公园95个"), (1, "新建公司九个")) == ([1, 0], [1, 0])


def test_no_turn_of_phrase_reaches_over_a_line():
    assert shared("攻坚\n硬仗", (0, "坚硬"), (1, "别的话")) == ([0, 0], [0, 0])
    assert shared("攻坚硬仗", (0, "攻\n坚"), (1, "别的话")) == ([0, 0], [0, 0])


def by_reading(query: str, told: list[tuple[int, str]]) -> tuple[list[float], list[float]]:
    """Say the same by looking for each run in each text."""
    runs = {
        line[at : at + n] for line in query.split("\n") for n in (2, 3) for at in range(len(line) - n + 1)
    }
    bodies = sorted({body for body, _ in told})
    of_bodies, of_texts = np.zeros(max(bodies) + 1), np.zeros(len(told))
    for run in runs:
        has = np.array([run in text for _, text in told])
        having = sorted({body for (body, _), one in zip(told, has, strict=True) if one})
        rarity = np.log(len(bodies) / max(len(having), 1)) ** 3
        of_bodies[having] += rarity
        of_texts[has] += rarity
    of_bodies -= of_bodies[bodies].min()
    shares = of_bodies / (of_bodies[bodies].max() or 1), of_texts / (of_texts.max() or 1)
    return shares[0][[body for body, _ in told]].tolist(), shares[1].tolist()


_TEXT = st.text(st.sampled_from("甲乙丙丁，\n𠮷"), max_size=30)


@given(_TEXT, st.lists(st.tuples(st.integers(0, 3), _TEXT), min_size=1, max_size=6))
def test_it_finds_what_reading_finds(query: str, told: list[tuple[int, str]]):
    np.testing.assert_allclose(shared(query, *told), by_reading(query, told), atol=1e-6)
