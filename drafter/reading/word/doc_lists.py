"""Automatic numbering of old Word files: the 一、 a reader sees, told by the list tables ([MS-DOC] 2.9.131, 2.9.147)."""

from __future__ import annotations

import struct

from drafter.reading.word.docx_numbering import Level, Numbering

# nfc codes ([MS-OSHARED] 2.2.1.3) → the names .docx gives the same formats.
_FORMATS = {
    0: "decimal",
    1: "upperRoman",
    2: "lowerRoman",
    3: "upperLetter",
    4: "lowerLetter",
    10: "ideographDigital",
    11: "japaneseCounting",
    14: "decimalFullWidth",
    18: "decimalEnclosedCircle",
    22: "decimalZero",
    23: "bullet",
    28: "decimalEnclosedCircle",
    35: "taiwaneseCountingThousand",
    37: "chineseCounting",
    39: "chineseCountingThousand",
    255: "none",
}
_LEVELS = 9


def read_lists(lists: bytes, overrides: bytes, after: bytes) -> Numbering:
    """Return the numbering; `lists` is PlfLst, `overrides` PlfLfo, `after` the table stream from the end of PlfLst,
    where the levels stand. Damaged tables number nothing."""
    numbering = Numbering()
    try:
        of_list = _levels(lists, after)
        count = struct.unpack_from("<i", overrides)[0]
        for number in range(min(count, 10_000)):
            id = struct.unpack_from("<i", overrides, 4 + 16 * number)[0]
            for at, level in enumerate(of_list.get(id, ())):
                numbering.levels[str(number + 1), at] = level
            numbering.abstract_of[str(number + 1)] = str(id)
    except (struct.error, IndexError, UnicodeDecodeError):
        pass
    return numbering


def _levels(lists: bytes, after: bytes) -> dict[int, list[Level]]:
    count = struct.unpack_from("<h", lists)[0]
    found: dict[int, list[Level]] = {}
    place = 0
    for number in range(count):
        id, simple = struct.unpack_from("<i22xB", lists, 2 + 28 * number)
        levels = []
        for _ in range(1 if simple & 1 else _LEVELS):
            level, place = _level(after, place)
            levels.append(level)
        found[id] = levels
    return found


def _level(after: bytes, place: int) -> tuple[Level, int]:
    start, kind = struct.unpack_from("<iB", after, place)
    characters, paragraphs = after[place + 24], after[place + 25]
    place += 28 + paragraphs + characters
    size = struct.unpack_from("<H", after, place)[0]
    raw = after[place + 2 : place + 2 + 2 * size].decode("utf-16-le")
    # A character below 9 stands for the number of that level.
    pattern = "".join(f"%{ord(char) + 1}" if ord(char) < _LEVELS else char for char in raw)
    return Level(_FORMATS.get(kind, "decimal"), pattern, start), place + 2 + 2 * size
