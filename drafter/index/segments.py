"""A segment: passages and both search structures over them, in files that never change and are read in place."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from drafter.index.arrays import GrowingArray, open_array
from drafter.index.dense import build_dense, read_dense, write_dense
from drafter.index.lexical import Lexical
from drafter.passages import Passage, content_of

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

    from drafter.index.dense import Halves

_FAISS = "passages.faiss"
_TEXTS = "texts.npy"
_PLACES = "places.npy"
_COLUMNS = "columns.npy"
# Passages are taken apart so many at a time.
_CHUNK = 1_000


class Entry(NamedTuple):
    """A passage as the archive has it; `number` grows with every passage stored, `report` is the report's.

    A dataclass would take a third of the time in which the archive is read.
    """

    number: int
    id: str
    report: int
    section: str
    headings: tuple[str, ...]
    start: int
    end: int
    text: str

    @property
    def content(self) -> str:
        return content_of(self.headings, self.text)


@dataclass(frozen=True, slots=True)
class Segment:
    """Row i of every part is the same passage; rows are in the order of their numbers."""

    columns: npt.NDArray[Any]
    # A text, and where it ends, is read from them in a third of the time it takes from arrays.
    texts: memoryview
    ends: memoryview
    places: tuple[tuple[str, tuple[str, ...]], ...]
    lexical: Lexical
    dense: Any

    def __len__(self) -> int:
        return len(self.columns)

    def passage(self, row: int, source: str, org: str, year: int | None, text: str | None = None) -> Passage:
        _, name, _, _, start, place = self.columns[row].item()
        section, headings = self.places[place]
        text = self.text(row) if text is None else text
        return Passage(f"{name:016x}", source, org, year, headings, section, start, start + len(text), text)

    def text(self, row: int) -> str:
        return str(self.texts[self.ends[row - 1] if row else 0 : self.ends[row]], "utf-8")


def build_segment(
    folder: Path, entries: Iterable[Entry], vectors: Callable[[], Halves], *, kind: str = "auto"
) -> Segment:
    """Build in `folder` and open there; vectors must be of length 1 or 0, in the order of the entries.

    They are asked for when the words are done: a great many would not fit beside what that needs.
    """
    import numpy as np

    folder.mkdir(parents=True)
    places: dict[tuple[str, tuple[str, ...]], int] = {}
    with GrowingArray(folder / _TEXTS, np.uint8) as texts, GrowingArray(folder / _COLUMNS, _ROW) as columns:

        def contents() -> Iterator[str]:
            coming = iter(entries)
            while some := list(islice(coming, _CHUNK)):
                encoded = [one.text.encode() for one in some]
                columns.write(_columns(some, texts.size + np.cumsum(list(map(len, encoded))), places))
                texts.write(b"".join(encoded))
                yield from (one.content for one in some)

        Lexical.write(folder, contents())
    listed = json.dumps(tuple(places), ensure_ascii=False).encode()
    np.save(folder / _PLACES, np.frombuffer(listed, np.uint8), allow_pickle=False)
    write_dense(build_dense(vectors(), kind), folder / _FAISS)
    return read_segment(folder)


def _columns(
    entries: Sequence[Entry], ends: npt.NDArray[Any], places: dict[tuple[str, tuple[str, ...]], int]
) -> npt.NDArray[Any]:
    """Return what is kept of passages beside their texts, which end there; a new place gets a number."""
    import numpy as np

    columns = np.empty(len(entries), _ROW)
    numbers, names, reports, sections, headings, starts, _, _ = zip(*entries, strict=True)
    told = [places.setdefault(place, len(places)) for place in zip(sections, headings, strict=True)]
    ids = np.frombuffer(bytes.fromhex("".join(names)), ">u8")
    for (name, _), values in zip(_ROW, (numbers, ids, ends, reports, starts, told), strict=True):
        columns[name] = values
    return columns


_ROW = [
    ("number", "<i8"),
    ("id", "<u8"),
    ("text_end", "<i8"),
    ("report", "<i4"),
    ("start", "<i4"),
    ("place", "<i4"),
]


def read_segment(folder: Path) -> Segment:
    """Open in place; the caller has made sure that the files are the ones written."""
    import numpy as np

    columns = open_array(folder / _COLUMNS)
    places = json.loads(np.load(folder / _PLACES, allow_pickle=False).tobytes())
    return Segment(
        columns,
        open_array(folder / _TEXTS).data,
        np.ascontiguousarray(columns["text_end"]).data,
        tuple((section, tuple(headings)) for section, headings in places),
        Lexical.load(folder, len(columns)),
        read_dense(folder / _FAISS),
    )


def numbers_of(segments: Sequence[Segment]) -> npt.NDArray[np.int64]:
    import numpy as np

    return np.concatenate([np.empty(0, np.int64), *(one.columns["number"] for one in segments)])
