"""Cut texts into the longest words of a vocabulary, as tokenizers' WordPiece does: one, or many at once.

Of many, for each character the longest word that starts there is looked up, in steps of one character for all of them
together; then all texts are walked through, a word at a time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from drafter.index.folding import fold, folded

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from drafter.index.folding import Codes, Rows

    Ids = npt.NDArray[np.int32]
    # A node and a character, or the node they lead to.
    Steps = npt.NDArray[np.uint64]

UNKNOWN = "[UNK]"
_MIX = 0x9E3779B97F4A7C15
_EMPTY = 0xFFFFFFFFFFFFFFFF
# A slot of the table is taken once in so many, so that hardly two steps meet in one.
_ROOM = 4
# What is made of so many texts fits into the processor's nearer memory; fewer, and Python has more to do.
_CHUNK = 1_024


def tokenizer_of(vocabulary: Mapping[str, int]) -> Any:
    """Return a tokenizer that cuts a text as `WordPieces` does; what no word has only parts words."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    known = "".join(_characters(vocabulary)) or " "
    tokenizer = Tokenizer(
        models.WordPiece(
            dict(vocabulary),
            unk_token=UNKNOWN,
            continuing_subword_prefix="",
            max_input_chars_per_word=1 << 30,
        )
    )
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(f"[^{known}]+"), "removed")
    return tokenizer


def vocabulary_of(written: str) -> dict[str, int] | None:
    """Return the words of a tokenizer.json; None unless it cuts as one that `tokenizer_of` makes."""
    from tokenizers import Tokenizer

    told = json.loads(written)
    vocabulary: dict[str, int] = told["model"].get("vocab")
    if told["model"].get("type") != "WordPiece" or UNKNOWN not in vocabulary:
        return None
    # With its characters for words it can be compared in a quarter of the time.
    few = {one: number for number, one in enumerate([UNKNOWN, *_characters(vocabulary)])}
    told["model"]["vocab"] = few
    own = Tokenizer.from_str(json.dumps(told)).to_str() == tokenizer_of(few).to_str()
    return vocabulary if own and few.keys() <= vocabulary.keys() else None


class LongestWords:
    """Cuts one text as `WordPieces` cuts many, without its tables."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._numbers = vocabulary
        # How long a word may be that begins with these two characters.
        self._reach = {word[:2]: len(word) for word in sorted(vocabulary, key=len)}

    def cut(self, text: str) -> list[int]:
        """Return the numbers of the words in order."""
        # Bound once: this is run through for every word of every query.
        reach, number_of = self._reach.get, self._numbers.get
        plain, at = fold(text), 0
        ids: list[int] = []
        while pair := plain[at : at + 2]:
            size = reach(pair, 1)
            while (number := number_of(plain[at : at + size])) is None and size > 1:
                size -= 1
            if number is not None:
                ids.append(number)
            at += size
        return ids


def _characters(vocabulary: Mapping[str, int]) -> list[str]:
    return sorted(set("".join(word for word in vocabulary if word != UNKNOWN)))


class WordPieces:
    """A vocabulary of folded words; every character of one must be a word as well."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        import numpy as np

        self._size = len(vocabulary)
        characters = _characters(vocabulary)
        codes = np.array([ord(one) for one in characters], np.uint32)
        # Numbers of characters: 0 for what no word has.
        self._characters = np.zeros(int(codes.max(initial=0)) + 2, np.uint32)
        self._characters[codes] = np.arange(1, len(codes) + 1)
        *steps, self._words = _tree(vocabulary, self._characters)
        self._keys, self._nodes, self._shift = _table(*steps)
        # The first step of all is taken for every character of every text, and needs no search.
        every = np.arange(len(codes) + 1, dtype=np.uint32)
        self._first, _ = self._step(np.zeros(len(every), np.uint64), every)

    def cut(self, texts: Sequence[str]) -> tuple[Ids, Rows]:
        """Return the words' numbers, one text after another, and how many each text has."""
        import numpy as np

        parts = [self._cut(texts[at : at + _CHUNK]) for at in range(0, len(texts), _CHUNK)]
        ids = np.concatenate([np.empty(0, np.int32), *(ids for ids, _ in parts)])
        return ids, np.concatenate([np.empty(0, np.int64), *(sizes for _, sizes in parts)])

    def counted(self, texts: Sequence[str]) -> Any:
        """Return a sparse matrix of how often each text has each word, as so many ones."""
        import numpy as np
        from scipy import sparse

        ids, sizes = self.cut(texts)
        ends = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
        ones = np.ones(len(ids), np.float32)
        return sparse.csr_matrix((ones, ids, ends), shape=(len(texts), self._size), copy=False)

    def _cut(self, texts: Sequence[str]) -> tuple[Ids, Rows]:
        import numpy as np

        plain = folded(texts)
        characters = self._characters.take(np.minimum(plain.codes, len(self._characters) - 1))
        ids, sizes = self._longest(characters)
        starts = np.concatenate([np.zeros(1, np.int64), plain.ends[:-1] + 1])
        taken = _walk(sizes, characters != 0)
        taken &= ids >= 0
        at = np.flatnonzero(taken)
        return ids.take(at), np.diff(np.searchsorted(at, starts), append=len(at))

    def _longest(self, characters: Codes) -> tuple[Ids, npt.NDArray[np.uint8]]:
        """Return the longest word that starts at each character, -1 for none, and how far it reaches."""
        import numpy as np

        ids = np.full(len(characters), -1, np.int32)
        sizes = np.ones(len(characters), np.uint8)
        at = np.flatnonzero(characters != 0)
        nodes = self._first.take(characters.take(at))
        ids[at] = self._words.take(nodes.view(np.int64))
        # A line break follows the last character: no word reaches over the end.
        for size in range(2, 256):
            nodes, known = self._step(nodes, characters.take(at + (size - 1)))
            at, nodes = at.take(known), nodes.take(known)
            if not len(at):
                break
            words = self._words.take(nodes.view(np.int64))
            whole = np.flatnonzero(words >= 0)
            ends = at.take(whole)
            ids[ends], sizes[ends] = words.take(whole), size
        return ids, sizes

    def _step(self, nodes: Steps, characters: Codes) -> tuple[Steps, Rows]:
        """Return the node each character leads to from each node, and which of them lead anywhere."""
        import numpy as np

        sought = nodes << np.uint64(32) | characters
        # As numbers with a sign, by which arrays are looked up in half the time.
        slots = (sought * np.uint64(_MIX) >> self._shift).view(np.int64)
        keys = self._keys.take(slots)
        found = keys == sought
        missed = np.flatnonzero(~found & (keys != _EMPTY))
        while len(missed):
            slots[missed] = further = (slots.take(missed) + 1) & (len(self._keys) - 1)
            keys = self._keys.take(further)
            found[missed] = there = keys == sought.take(missed)
            missed = missed[~there & (keys != _EMPTY)]
        return self._nodes.take(slots), np.flatnonzero(found)


def _walk(sizes: npt.NDArray[np.uint8], known: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Return where a word starts when each run of known characters, over whose end no word reaches, is cut from its beginning."""
    import numpy as np

    taken = np.zeros(len(sizes), np.bool_)
    at = np.flatnonzero(known & ~np.concatenate([np.zeros(1, np.bool_), known[:-1]]))
    while len(at):
        taken[at] = True
        at = at + sizes.take(at)
        at = at.compress(known.take(at))
    return taken


def _tree(vocabulary: Mapping[str, int], characters: Codes) -> tuple[Steps, Steps, Ids]:
    """Return which node follows on which node and character, and the word that ends at each node, -1 for none."""
    import numpy as np

    words = [word for word in vocabulary if word != UNKNOWN]
    spelt = np.array(words or [""])
    letters = characters[spelt.view(np.uint32).reshape(len(spelt), -1)].astype(np.uint64)
    at = np.zeros(len(spelt), np.uint64)
    steps, count = [np.empty(0, np.uint64)], 1
    for column in letters.T:
        longer = np.flatnonzero(column)
        taken, which = np.unique(at[longer] << np.uint64(32) | column[longer], return_inverse=True)
        at[longer] = (count + which).astype(np.uint64)
        steps.append(taken)
        count += len(taken)
    ends = np.full(count, -1, np.int32)
    ends[at[: len(words)].view(np.int64)] = [vocabulary[word] for word in words]
    return np.concatenate(steps), np.arange(1, count, dtype=np.uint64), ends


def _table(waiting: Steps, targets: Steps) -> tuple[Steps, Steps, np.uint64]:
    """Return a table of steps by their hash: a step stands in the first free slot from there."""
    import numpy as np

    bits = max(4, (len(waiting) * _ROOM).bit_length())
    size = 1 << bits
    keys, nodes = np.full(size, _EMPTY, np.uint64), np.zeros(size, np.uint64)
    slots = waiting * np.uint64(_MIX) >> np.uint64(64 - bits)
    while len(waiting):
        _, first = np.unique(slots, return_index=True)
        first = first[keys[slots[first]] == _EMPTY]
        keys[slots[first]], nodes[slots[first]] = waiting[first], targets[first]
        rest = np.ones(len(waiting), np.bool_)
        rest[first] = False
        waiting, targets = waiting[rest], targets[rest]
        slots = (slots[rest] + np.uint64(1)) % np.uint64(size)
    return keys, nodes, np.uint64(64 - bits)
