"""Folding and cutting many texts at once: the same as one by one, as Python and tokenizers do it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.index import folding
from drafter.index.folding import fold, folded
from drafter.index.wordpiece import UNKNOWN, LongestWords, WordPieces, tokenizer_of, vocabulary_of

WORDS = ["河长制", "河长", "长制工作", "工作", "abc", "ab", "治理"]
VOCABULARY = {one: n for n, one in enumerate(dict.fromkeys([UNKNOWN, *WORDS, *"".join(WORDS)]))}
TEXTS = st.lists(st.text(st.sampled_from("河长制工作治理abcＡ1，。\n 蘑菇㎡éΣ"), max_size=20), max_size=8)


@pytest.fixture
def always_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folding, "_FEW", 0)


@pytest.mark.usefixtures("always_many")
@pytest.mark.parametrize(
    "texts",
    [
        [],
        [""],
        ["ＡＢＣ１２，河长制", "㎡①㈱ﬁ", ""],
        ["ΑΣ", "e\u0301", "ﾊﾞ", "\u1100\u1161", "𠮷Ａ", "İ", "a\nb"],
    ],
)
def test_folding_many_texts_is_folding_each(texts: list[str]):
    assert folded(texts).text() == "".join(f"{fold(text)}\n" for text in texts)


@pytest.mark.usefixtures("always_many")
def test_every_character_is_folded_as_it_is_alone():
    texts = [chr(code) + "中" for code in range(1, 0x3000) if chr(code) != "\n"]
    assert folded(texts).text().split("\n")[:-1] == [fold(text) for text in texts]


@pytest.mark.usefixtures("always_many")
def test_a_character_knows_whose_it_is():
    assert folded(["甲乙", "", "丙"]).owners().tolist() == [0, 0, 0, 1, 2, 2]


@given(TEXTS)
def test_many_texts_and_one_are_cut_as_tokenizers_cuts_one(texts: list[str]):
    ids, sizes = WordPieces(VOCABULARY).cut(texts)
    tokenizer = tokenizer_of(VOCABULARY)
    theirs = [tokenizer.encode(text, add_special_tokens=False).ids for text in texts]
    assert ids.tolist() == [one for row in theirs for one in row]
    assert sizes.tolist() == [len(row) for row in theirs]
    assert [LongestWords(VOCABULARY).cut(text) for text in texts] == theirs


def test_the_longest_word_is_taken_and_what_no_word_has_parts_words():
    names = list(VOCABULARY)
    ids, sizes = WordPieces(VOCABULARY).cut(["河长制工作", "河长的工作", "河1长"])
    assert [names[one] for one in ids.tolist()] == ["河长制", "工作", "河长", "工作", "河", "长"]
    assert sizes.tolist() == [2, 2, 2]


def test_only_a_tokenizer_of_our_own_making_is_cut_our_way():
    from tokenizers import normalizers

    own = tokenizer_of(VOCABULARY)
    assert vocabulary_of(own.to_str()) == VOCABULARY
    own.normalizer = normalizers.NFKC()
    assert vocabulary_of(own.to_str()) is None
