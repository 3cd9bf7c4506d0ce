"""BM25: what counts as a term, and that parts together score as one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.index import adding, common, lexical, places, postings, scoring
from drafter.index.lexical import Lexical
from drafter.index.scoring import top_rows
from drafter.index.terms import TERM, few_terms, terms_of, words

TEXTS = [
    "河长制工作有序推进，清理河道垃圾1300吨。",
    "预算执行率为98.43%，较上年提高。",
    "建成ＡＢＣ平台，税收增长。",
    "防汛物资储备充足。",
]


def scores(parts: Sequence[Lexical], query: list[tuple[str, float]]) -> np.ndarray:
    return scoring.scores(parts, scoring.look_up(parts, query))[0]


def best(query: str, *parts: Lexical) -> list[int]:
    found = scores(parts or [Lexical.build(TEXTS)], [(query, 1.0)])
    return [int(row) for row in np.argsort(-found, kind="stable") if found[row] > 0]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("河道", [0]),
        ("道垃", [0]),
        ("abc", [2]),
        ("1300吨", [0]),
        ("98.43%", [1]),
        ("蘑菇", []),
        ("", []),
    ],
)
def test_pairs_words_of_one_character_numbers_and_foreign_words_are_found(query: str, rows: list[int]):
    assert best(query) == rows


def test_a_sentence_is_looked_for_without_its_numbers():
    assert best("清理河道垃圾，预算执行率为1300")[0] == 1
    assert best("清理河道垃圾，长制工作有序推进98.43%") == [0]


def test_the_terms_of_a_great_many_texts_are_those_of_each():
    texts = [*TEXTS, "", "老Ａ楼"] * 40
    many = terms_of(texts)
    for row, text in enumerate(texts):
        assert sorted(many.keys[many.rows == row]) == sorted(few_terms([text]).keys)


@given(
    st.lists(st.text(st.sampled_from("河道垃圾清理1300.5%吨ＡabcΣ㎡，。 \n𠮷😀"), max_size=20), max_size=4)
)
def test_the_terms_of_a_few_characters_are_those_of_many(texts: list[str]):
    few, many = few_terms(texts), terms_of(texts)
    columns = [sorted(zip(*map(list, (one.keys, one.rows, one.number)), strict=True)) for one in (few, many)]
    assert columns[0] == columns[1]


def test_a_term_has_one_key_wherever_it_stands():
    terms = terms_of(["河道", "清理河道", "河 道"])
    alone, inside, apart = (set(terms.keys[terms.rows == row].tolist()) for row in range(3))
    assert alone < inside
    assert not alone & apart


def test_parts_find_what_the_whole_finds():
    whole = best("河道垃圾1300吨和河长制")
    parts = [Lexical.build(TEXTS[:1]), Lexical.build([]), Lexical.build(TEXTS[1:])]
    assert best("河道垃圾1300吨和河长制", *parts) == whole == [0]


def test_a_weight_raises_or_lowers_what_a_phrase_finds():
    parts = [Lexical.build(TEXTS)]
    heavy = scores(parts, [("防汛物资", 1.0), ("河道垃圾", 0.1)])
    light = scores(parts, [("防汛物资", 0.1), ("河道垃圾", 1.0)])
    assert (heavy.argmax(), light.argmax()) == (3, 0)


@pytest.mark.parametrize("held", [0, 1 << 28])
def test_terms_in_a_great_many_passages_still_decide_between_the_best(
    held: int, monkeypatch: pytest.MonkeyPatch
):
    texts = [f"统一开展检查{word}。" for word in ("甲乙", "丙丁")] + ["统一开展检查。"] * 50
    query = [("丙丁统一检查", 1.0)]
    full = scores([Lexical.build(texts)], query)
    monkeypatch.setattr(scoring, "_BUDGET", 3)
    monkeypatch.setattr(scoring, "_SHORT", 0)
    monkeypatch.setattr(common, "_HELD", held)
    parts = [Lexical.build(texts)]
    # The second time, what common terms add is laid out already.
    for _ in range(2):
        found = scores(parts, query)
        assert found.argmax() == 1
        assert found[1] == pytest.approx(full[1], rel=1e-3)
        assert np.count_nonzero(found) < np.count_nonzero(full)


def test_terms_of_few_postings_are_read_in_full_beyond_the_budget(monkeypatch: pytest.MonkeyPatch):
    query = [("清理河道垃圾和税收增长", 1.0)]
    full = scores([Lexical.build(TEXTS)], query)
    monkeypatch.setattr(scoring, "_BUDGET", 1)
    np.testing.assert_array_equal(scores([Lexical.build(TEXTS)], query), full)


@pytest.mark.parametrize("reach", [1 << 30, 97])
def test_postings_are_added_as_numpy_adds_them_one_by_one(reach: int, monkeypatch: pytest.MonkeyPatch):
    random = np.random.default_rng(0)
    rows = random.integers(0, 50, 1_000).astype(np.uint32)
    worths = random.random(1_000, np.float32)
    # Terms lie in any order, some side by side, some of no postings.
    edges = np.sort(random.integers(0, 1_001, 41))
    terms = random.permutation(40)[:25]
    starts, ends, weights = edges[terms], edges[terms + 1], random.random(25, np.float32)
    plain = np.zeros(50)
    for start, end, weight in zip(starts, ends, weights, strict=True):
        np.add.at(plain, rows[start:end], weight * worths[start:end])
    monkeypatch.setattr(adding, "_REACH", reach)
    out = np.zeros(50, np.float32)
    adding.add_postings(out, rows, worths, starts, ends, weights)
    np.testing.assert_allclose(out, plain, rtol=1e-5)


@pytest.mark.parametrize("spread", [1, 5])
def test_terms_are_found_where_searching_by_halves_finds_them(spread: int, monkeypatch: pytest.MonkeyPatch):
    random = np.random.default_rng(spread)
    # Evenly spread as hashes are, and crowded at the beginning as they never are.
    known = np.unique((random.random(2_000) ** spread * 2**TERM).astype(np.uint64))
    keys = np.concatenate([random.permutation(known)[:300], random.integers(0, 2**TERM, 300, np.uint64)])
    monkeypatch.setattr(places, "_LARGE", 100)
    np.testing.assert_array_equal(places.places_of(known, keys), np.searchsorted(known, keys))


def test_a_passage_with_all_words_scores_about_what_it_could():
    parts = [Lexical.build(TEXTS)]
    found, leading, most = scoring.scores(parts, scoring.look_up(parts, [(TEXTS[3], 1.0)]))
    assert 0.8 * most < found[3] < 1.3 * most
    assert leading[found[leading].argmax()] == 3


@given(st.lists(st.integers(0, 50), min_size=1, max_size=400), st.integers(1, 20))
def test_the_best_rows_are_the_best_there_are(values: list[int], depth: int):
    some = np.array(values, np.float32)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scoring, "_GROUPS", 1)
        rows = top_rows(some, depth)
    assert sorted(some[rows], reverse=True) == [one for one in sorted(values, reverse=True)[:depth] if one]


def test_a_report_is_known_by_what_no_other_says():
    parts = [
        Lexical.build(["统一开展检查。", "统一开展检查，青峪口水库开工。"]),
        Lexical.build(["统一开展检查。"]),
    ]
    reports = [np.array([0, 1]), np.array([2])]
    looked = scoring.look_up(parts, [("统一开展检查，青峪口水库完工。", 1.0)])
    found = scoring.shared_words(parts, looked, reports, 3, 3)
    assert (found[0], found[2]) == (0, 0)
    assert found[1] > 0


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 1 << 20)), max_size=60))
def test_numbers_of_one_part_come_in_order_however_they_came(told: list[tuple[int, int]]):
    packed = np.array([(term * 0x12345 << 28) | row for term, row in told], np.uint64)
    assert postings._in_order(packed).tolist() == sorted(packed.tolist())


def test_what_a_passage_says_often_counts_more_each_time():
    parts = [Lexical.build(["河道。" * times for times in (1, 2, 20, 40)])]
    found = scores(parts, [("河道", 1.0)])
    assert 0 < found[0] < found[1] < found[2] < found[3]


@pytest.mark.parametrize("waiting", [0, 1 << 30])
def test_what_is_written_to_files_is_what_is_built_in_memory(
    waiting: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(postings, "_WAITING", waiting)
    monkeypatch.setattr(lexical, "_CHUNK", 2)
    written = Lexical.write(tmp_path, TEXTS)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("keys.npy", "rows.npy", "starts.npy", "worths.npy")
    ]
    for query in ("河道", "预算执行率", "abc"):
        built = scores([Lexical.build(TEXTS)], [(query, 1.0)])
        np.testing.assert_array_equal(scores([written], [(query, 1.0)]), built)


@given(st.lists(st.text(st.sampled_from("河道治理预算ab1.，\n 𠮷Ａ"), max_size=12), max_size=6))
def test_any_text_is_found_by_itself(texts: list[str]):
    parts = [Lexical.build(texts)]
    for row, text in enumerate(texts):
        if any(len(word) > 2 for word in words(text)) and not any(map(str.isdigit, text)):
            assert scores(parts, [(text, 1.0)])[row] > 0
