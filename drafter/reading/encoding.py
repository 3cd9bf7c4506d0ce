"""Bytes → text: the encoding is known by its mark, proved by UTF-8's own rules, or weighed by how Chinese the result is."""

from __future__ import annotations

from functools import cache

from drafter.errors import ReportError
from drafter.patterns import Regex
from drafter.strings import tr

_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_CONTROL = Regex(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_PRIVATE = Regex(r"[\ue000-\uf8ff]{3}")
_BEYOND_LATIN = Regex(r"[^\x00-\u07ff]")
_SAMPLE = 4000
# Below this a text is more likely misread than rare; 㐂 or 𠮷 alone reaches 0.5.
_LEAST = 0.45
_SHORT = 8


def decode(raw: bytes, name: str) -> str:
    """Return the text of `raw`; nothing is guessed away: what no encoding reads whole is refused."""
    if raw.startswith((b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise ReportError(
            tr("{name}：内容不是纯文本（像是 PDF 或 Word 文件）。请改回原来的扩展名后再读", name=name)
        )
    bom = next((encoding for mark, encoding in _BOMS.items() if raw.startswith(mark)), None)
    if bom:
        text = _read(raw, bom)
    else:
        text = _read(raw, "utf-8")
        # Characters of three bytes do not come about by chance; short GBK texts can look like those of two.
        if text is None or not (text.isascii() or _BEYOND_LATIN.search(text)):
            text = _most_chinese(raw, [text])
    if text is None:
        raise ReportError(
            tr("{name}：认不出文字编码（试过 UTF-8、UTF-16、GB18030）。请另存为 UTF-8 后再读", name=name)
        )
    return text


def _read(raw: bytes, encoding: str) -> str | None:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if _CONTROL.search(text) or _PRIVATE.search(text) else text


def _most_chinese(raw: bytes, texts: list[str | None]) -> str | None:
    chinese = _read(raw, "gb18030")
    # So short a file could be anything; GBK is what such files are.
    if len(raw) < _SHORT and b"\0" not in raw and chinese and _likeness(chinese) >= _LEAST:
        return chinese
    texts += [chinese, _read(raw, "utf-16-le"), _read(raw, "utf-16-be")]
    read = [text for text in texts if text is not None]
    best = max(read, key=_likeness, default=None)
    return best if best is not None and _likeness(best) >= _LEAST else None


def _likeness(text: str) -> float:
    """Return from 0 to 1 how much `text` is made of what Chinese texts are made of."""
    sample = text[:_SAMPLE]
    return sum(map(_weight, sample)) / len(sample) if sample else 1.0


@cache
def _weight(char: str) -> float:
    """Common characters stand in the first half of GB 2312; misread bytes give rare and foreign ones."""
    if char.isascii():
        return 0.9
    try:
        lead = char.encode("gb2312")[0]
    except UnicodeEncodeError:
        han = "\u3400" <= char <= "\u9fff" or char >= "\U00020000"
        return 0.5 if han else 0.9 if char in "—…·“”‘’①②③④⑤⑥⑦⑧⑨⑩ \u3000" else 0.0
    if lead <= 0xA3 or 0xB0 <= lead <= 0xD7:
        return 1.0
    return 0.6 if lead >= 0xD8 else 0.3
