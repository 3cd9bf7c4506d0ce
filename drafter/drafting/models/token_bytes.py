"""Tell which bytes each token of a tokenizer writes, for byte-level, sentence-piece and word-piece vocabularies."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from drafter.drafting.models.generation import GenerationError
from drafter.strings import tr

_BYTE = re.compile(r"<0x([0-9A-Fa-f]{2})>")


def token_bytes(tokenizer: Any, size: int) -> list[bytes | None]:
    """Return what each of the `size` token ids writes; None for ids that write nothing (special, unused).

    Raises GenerationError for a tokenizer whose pieces cannot be told.
    """
    kind = _kind(tokenizer)
    pieces: list[bytes | None] = [None] * size
    special = set(tokenizer.all_special_ids)
    added: Mapping[int, Any] = getattr(tokenizer, "added_tokens_decoder", {})
    for token, id in tokenizer.get_vocab().items():
        if id in special or id >= size or (id in added and added[id].special):
            continue
        pieces[id] = token.encode() if id in added else _written(token, kind)
    return pieces


def _kind(tokenizer: Any) -> str:
    backend = getattr(tokenizer, "backend_tokenizer", None)
    described = backend.to_str() if backend is not None else ""
    decoder = json.dumps((json.loads(described) if described else {}).get("decoder"))
    for kind, sign in (("bytes", "ByteLevel"), ("word pieces", "WordPiece"), ("sentence pieces", "▁")):
        if (
            sign in decoder
            or sign.encode("unicode-escape").decode() in decoder
            or (sign == "▁" and "Metaspace" in decoder)
        ):
            return kind
    if decoder in ("null", '{"type": "Fuse"}'):
        return "plain"
    raise GenerationError(
        tr("模型的分词方式无法识别：{decoder}。请换用带 tokenizer.json 的常见模型", decoder=decoder[:80])
    )


def _written(token: str, kind: str) -> bytes | None:
    if kind == "bytes":
        table = _byte_table()
        return bytes(table[c] for c in token) if all(c in table for c in token) else token.encode()
    if kind == "word pieces":
        return token.removeprefix("##").encode()
    if kind == "plain":
        return token.encode()
    if byte := _BYTE.fullmatch(token):
        return bytes([int(byte[1], 16)])
    return token.replace("▁", " ").encode()


@cache
def _byte_table() -> dict[str, int]:
    """The characters that byte-level vocabularies write for bytes: printable ones for themselves, the rest from U+0100 on."""
    plain = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    rest = [byte for byte in range(256) if byte not in plain]
    return {chr(byte): byte for byte in plain} | {chr(256 + n): byte for n, byte in enumerate(rest)}
