"""What reading each file gave and what a person mended in it, kept beside the index by the file's content."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from drafter.reading import read_with_account
from drafter.reading.account import Account
from drafter.reading.mending import Mend, apply_mends
from drafter.rebuilding import rebuild
from drafter.report import Report
from drafter.store import Store
from drafter.strings import tr

DATABASE = "readings.sqlite3"
_MIGRATIONS = (
    (
        """CREATE TABLE readings (
            number INTEGER PRIMARY KEY AUTOINCREMENT, digest TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
            report BLOB NOT NULL, account TEXT NOT NULL, mends TEXT NOT NULL
        )""",
        "CREATE INDEX reading_name ON readings (name)",
    ),
    # Reports are no longer packed; a Drafter that expects them to be refuses the file.
    (),
)
_COLUMNS = "name, report, account, mends"
_KEEP = f"INSERT OR REPLACE INTO readings (digest, {_COLUMNS}) VALUES (?, ?, ?, ?, ?)"
# A file of the same name is the same one, changed, when so many of its paragraphs are still there.
_SAME = 0.5

Read = Callable[[Path], tuple[Report, Account | None]]


@dataclass(frozen=True, slots=True)
class Reading:
    """One file as read: `report` before any mend, and the mends in the order they were made.

    `account` is None for what an older Drafter took in.
    """

    name: str
    report: Report
    account: Account | None
    mends: tuple[Mend, ...] = ()

    def mended(self) -> Report:
        """Return the report as it counts; a mend that no longer fits is told in its warnings."""
        result = apply_mends(self.report, self.mends)
        if not result.unfit:
            return result.report
        lost = "；".join(mend.sentence() for mend in result.unfit)
        warning = tr("有 {count} 处人工修正不再适用：{lost}", count=len(result.unfit), lost=lost)
        return replace(result.report, warnings=(*result.report.warnings, warning))


class Readings:
    """The readings in `folder`, the index's; nothing is created before something is kept."""

    def __init__(self, folder: Path) -> None:
        self._path = Path(folder) / DATABASE

    def find(self, digest: str) -> Reading | None:
        """Return what is kept of the file with this content."""
        rows = self._rows("WHERE digest = ?", digest)
        return rows[0] if rows else None

    def rules(self) -> dict[str, str]:
        """Return a name for the mends of each file that has any, by its digest: other mends, another name."""
        rows = self._select("SELECT digest, mends FROM readings WHERE mends <> '[]'")
        return {digest: _name_of(mends) for digest, mends in rows}

    def take(self, path: Path, *, read: Read = read_with_account) -> tuple[str, Reading]:
        """Read a file, with the mends made in it before, also when it has changed since; returns its digest too."""
        report, account = read(path)
        digest = digest_of(path)
        known = self.find(digest)
        mends = known.mends if known else self._carried(report, path.name)
        return digest, Reading(path.name, report, account, mends)

    def keep(self, readings: Iterable[tuple[str, Reading]]) -> None:
        """Keep readings, each in place of what was known of the content with its digest."""
        coming = iter(readings)
        first = next(coming, None)
        if first is None:
            return
        with self._writing() as db:
            db.executemany(_KEEP, ((digest, *_row(reading)) for digest, reading in chain([first], coming)))

    def change(self, digest: str, reading: Reading, mends: Callable[[Reading], Sequence[Mend]]) -> Reading:
        """Keep what is known of this content by now with the mends that `mends` makes of it, and return that.

        `reading` serves where nothing is known yet. Of two who mend at once neither loses what it mended.
        """
        with self._writing() as db:
            row = db.execute(f"SELECT {_COLUMNS} FROM readings WHERE digest = ?", (digest,)).fetchone()
            known = _reading(*row) if row else reading
            changed = replace(known, mends=tuple(mends(known)))
            db.execute(_KEEP, (digest, *_row(changed)))
        return changed

    def _carried(self, report: Report, name: str) -> tuple[Mend, ...]:
        """Return the mends of an earlier state of the file."""
        for before in self._rows("WHERE name = ? AND mends <> '[]' ORDER BY number DESC LIMIT 20", name):
            if _share(before.report, report) >= _SAME:
                return before.mends
        return ()

    def _rows(self, which: str, value: str) -> list[Reading]:
        rows = self._select(f"SELECT {_COLUMNS} FROM readings {which}", value)
        return [_reading(*row) for row in rows]

    def _select(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        if not self._path.is_file():
            return []
        store = self._open()
        try:
            with store.reading() as db:
                return db.execute(query, values).fetchall()
        finally:
            store.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        store = self._open()
        try:
            with store.writing() as db:
                yield db
        finally:
            store.close()

    def _open(self) -> Store:
        return Store(self._path, _MIGRATIONS, what=tr("读入记录"))


def read_mended(path: Path, folder: Path, *, read: Read = read_with_account) -> Report:
    """Return the report in `path` as the people working with the index in `folder` have mended it."""
    return Readings(folder).take(Path(path), read=read)[1].mended()


def rules_of(mends: Sequence[Mend]) -> str:
    """Return the name that `Readings.rules` gives to these mends, "" for none."""
    return _name_of(_json_of(mends)) if mends else ""


def digest_of(path: Path) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def _json_of(mends: Sequence[Mend]) -> str:
    return json.dumps([asdict(mend) for mend in mends], ensure_ascii=False)


def _name_of(mends: str) -> str:
    return hashlib.sha256(mends.encode()).hexdigest()[:12]


def _share(before: Report, after: Report) -> float:
    lines = set(before.text.split("\n"))
    return len(lines & set(after.text.split("\n"))) / len(lines)


def _row(reading: Reading) -> tuple[str, bytes, str, str]:
    report = json.dumps(asdict(reading.report), ensure_ascii=False)
    # Packing this took a twentieth of building an index, and spared a thirtieth of its size. Two bytes a character
    # instead of three; `json.loads` tells them apart.
    account = json.dumps(asdict(reading.account) if reading.account else None, ensure_ascii=False)
    return reading.name, report.encode("utf-16-le"), account, _json_of(reading.mends)


def _reading(name: str, report: bytes, account: str, mends: str) -> Reading:
    # Drafters before packed it.
    plain = report if report.startswith(b"{") else zlib.decompress(report)
    return Reading(
        name,
        rebuild(Report, json.loads(plain)),
        rebuild(Account, counts) if (counts := json.loads(account)) else None,
        tuple(Mend(**mend) for mend in json.loads(mends)),
    )


def unsure_of(report: Report) -> tuple[str, ...]:
    """Return which of org, year and kind nobody can tell from the file and a person should be asked for."""
    return tuple(field for field in ("org", "year", "kind") if not getattr(report, field))
