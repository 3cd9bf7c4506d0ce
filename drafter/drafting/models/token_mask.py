"""Let a model spell words and the section's tokens, and nothing that writes a number: decided byte by byte, whatever the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from drafter.drafting.models.figure_lock import Slot, is_numeral

_OPENER = "⟦".encode()


@dataclass(frozen=True, slots=True)
class State:
    """Where a text stands: the bytes of a character not yet complete, the token being spelled, and the tokens still allowed.

    `left` is None for what may stand any number of times. A text may end where `at_rest` is true.
    """

    left: tuple[tuple[bytes, int | None], ...]
    partial: bytes = b""
    spelling: bytes = b""

    @property
    def at_rest(self) -> bool:
        return not self.partial and not self.spelling


def start_state(slots: Sequence[Slot]) -> State:
    """Return the state before the first byte; a name may be repeated, everything else stands as often as planned."""
    left = {slot.token.encode(): None if slot.kind == "name" else slot.count for slot in slots}
    return State(tuple(sorted(left.items())))


def step(state: State, piece: bytes) -> State | None:
    """Return the state after the bytes of `piece`, None when one of them is not allowed."""
    for byte in piece:
        after = _spell(state, byte) if state.spelling else _write(state, byte)
        if after is None:
            return None
        state = after
    return state


def _spell(state: State, byte: int) -> State | None:
    spelled = state.spelling + bytes([byte])
    for token, times in state.left:
        if token == spelled:
            return State(_used(state.left, token) if times is not None else state.left)
        if token.startswith(spelled):
            return replace(state, spelling=spelled)
    return None


def _used(left: tuple[tuple[bytes, int | None], ...], token: bytes) -> tuple[tuple[bytes, int | None], ...]:
    counts = [(one, times - 1 if one == token and times is not None else times) for one, times in left]
    return tuple((one, times) for one, times in counts if times != 0)


def _write(state: State, byte: int) -> State | None:
    written = state.partial + bytes([byte])
    if written == _OPENER:
        return State(state.left, b"", written) if state.left else None
    match _reads_as(written):
        case "":
            return replace(state, partial=written) if _can_be_completed(written) else None
        case None:
            return None
        case character:
            return replace(state, partial=b"") if _may_stand(character) else None


def _reads_as(written: bytes) -> str | None:
    """The character the bytes spell, "" while it is incomplete, None when they spell nothing."""
    try:
        return written.decode()
    except UnicodeDecodeError as problem:
        return "" if problem.reason == "unexpected end of data" else None


@cache
def _can_be_completed(written: bytes) -> bool:
    """Whether any character that may stand begins with these bytes, so that no model writes itself into a corner."""
    for last in range(0x80, 0xC0):
        longer = written + bytes([last])
        reads = _reads_as(longer)
        if longer == _OPENER or (reads and _may_stand(reads)) or (reads == "" and _can_be_completed(longer)):
            return True
    return False


def _may_stand(character: str) -> bool:
    return (
        character not in "⟦⟧" and not is_numeral(character) and (character.isprintable() or character == "\n")
    )


class Vocabulary:
    """The bytes of every token of a vocabulary, sorted so that what may come next is found quickly."""

    def __init__(self, pieces: Iterable[bytes | None]) -> None:
        self.pieces = tuple(pieces)
        clean = State(())
        self._always: list[int] = []
        self._sometimes: list[int] = []
        self._by_first: dict[int, list[int]] = {}
        for id, piece in enumerate(self.pieces):
            if not piece:
                continue
            self._by_first.setdefault(piece[0], []).append(id)
            if _OPENER in piece:
                self._sometimes.append(id)
            elif step(clean, piece) is not None:
                self._always.append(id)

    def allowed(self, state: State) -> list[int]:
        """Return the ids of all tokens that may come at `state`."""
        if state.at_rest:
            return self._always + [id for id in self._sometimes if self._fits(state, id)]
        return [
            id
            for first in self._next_bytes(state)
            for id in self._by_first.get(first, ())
            if self._fits(state, id)
        ]

    def _fits(self, state: State, id: int) -> bool:
        return step(state, self.pieces[id] or b"") is not None

    def _next_bytes(self, state: State) -> Sequence[int]:
        if not state.spelling:
            return range(0x80, 0xC0)
        at = len(state.spelling)
        return tuple({token[at] for token, _ in state.left if token.startswith(state.spelling)})


def can_spell(vocabulary: Vocabulary, slots: Sequence[Slot]) -> bool:
    """Whether every token can be written with this vocabulary at all."""
    whole = {piece for piece in vocabulary.pieces if piece}
    return all(_split(slot.token.encode(), whole) for slot in slots)


def _split(token: bytes, pieces: set[bytes]) -> bool:
    """Whether the bytes can be laid out with the pieces."""
    reach = [True] + [False] * len(token)
    for end in range(1, len(token) + 1):
        reach[end] = any(reach[begin] and token[begin:end] in pieces for begin in range(end))
    return reach[-1]
