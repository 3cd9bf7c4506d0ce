"""The index's SQLite file: reports, their passages and vectors. Its commit is the only commit point."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.errors import IndexFolderError
from drafter.passages import Passage, content_hash
from drafter.reading.worker import report_from_json
from drafter.strings import tr

if TYPE_CHECKING:
    from drafter.embedding import Vectors
    from drafter.report import Report

DATABASE = "index.sqlite3"
_VERSION = 1
_BUSY_SECONDS = 10.0
_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE reports (
    id INTEGER PRIMARY KEY, source TEXT NOT NULL UNIQUE, org TEXT NOT NULL, year INTEGER, title TEXT NOT NULL,
    text TEXT NOT NULL, outline TEXT NOT NULL, path TEXT NOT NULL, digest TEXT NOT NULL, reader TEXT NOT NULL
);
CREATE TABLE passages (
    id TEXT PRIMARY KEY, report INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    section TEXT NOT NULL, headings TEXT NOT NULL,
    start INTEGER NOT NULL, stop INTEGER NOT NULL, content TEXT NOT NULL
);
CREATE UNIQUE INDEX passage_order ON passages (report, start);
CREATE TABLE vectors (
    content TEXT NOT NULL, fingerprint TEXT NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (content, fingerprint)
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Known:
    """What the archive knows of a file it has read; `reader` names the rules it was read by."""

    source: str
    path: str
    digest: str
    reader: str
    org: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Current:
    """The committed state: its generation, and the embedder it was built with; path "" means our own."""

    generation: int
    fingerprint: str
    dim: int
    embedder: str
    path: str


class Archive:
    """One transaction on the file: all methods see a single state."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def known(self) -> tuple[Known, ...]:
        rows = self._db.execute("SELECT source, path, digest, reader, org, year FROM reports ORDER BY id")
        return tuple(Known(*row) for row in rows)

    def current(self) -> Current | None:
        found = self._db.execute("SELECT value FROM meta WHERE key = 'current'").fetchone()
        return Current(**json.loads(found[0])) if found else None

    def set_current(self, current: Current) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES ('current', ?)", (json.dumps(asdict(current)),))

    def put(self, report: Report, passages: Sequence[Passage], file: Known) -> None:
        """Store a report under `file.source`, in place of what was there."""
        self._db.execute("DELETE FROM reports WHERE source = ?", (file.source,))
        row = self._db.execute(
            "INSERT INTO reports (source, org, year, title, text, outline, path, digest, reader)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(file.source, report.org, report.year, report.title, report.text, _outline(report)),
                *(file.path, file.digest, file.reader),
            ),
        )
        for one in passages:
            headings = json.dumps(one.headings, ensure_ascii=False)
            self._db.execute(
                "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?)",
                (one.id, row.lastrowid, one.section, headings, one.start, one.end, content_hash(one)),
            )

    def remove(self, source: str) -> bool:
        return self._db.execute("DELETE FROM reports WHERE source = ?", (source,)).rowcount > 0

    def reports(self) -> tuple[Report, ...]:
        rows = self._db.execute("SELECT text, outline FROM reports ORDER BY id")
        return tuple(report_from_json({**json.loads(outline), "text": text}) for text, outline in rows)

    def passages(self) -> tuple[Passage, ...]:
        """Return all passages; their order is the order of `vectors` and of the generation's rows."""
        reports = {
            row[0]: row[1:] for row in self._db.execute("SELECT id, source, org, year, text FROM reports")
        }
        found = []
        for name, report, section, headings, start, stop in self._db.execute(
            "SELECT id, report, section, headings, start, stop FROM passages ORDER BY report, start"
        ):
            source, org, year, text = reports[report]
            path = tuple(json.loads(headings))
            found.append(Passage(name, source, org, year, path, section, start, stop, text[start:stop]))
        return tuple(found)

    def unembedded(self, fingerprint: str) -> dict[str, str]:
        """Return what has no vector of this embedder yet: content hash → passage id."""
        rows = self._db.execute(
            "SELECT content, min(id) FROM passages WHERE NOT EXISTS (SELECT 1 FROM vectors"
            " WHERE vectors.content = passages.content AND fingerprint = ?) GROUP BY content",
            (fingerprint,),
        )
        return dict(rows)

    def put_vectors(self, fingerprint: str, contents: Sequence[str], vectors: Vectors) -> None:
        rows = zip(contents, vectors, strict=True)
        self._db.executemany(
            "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
            [(content, fingerprint, vector.astype("<f4").tobytes()) for content, vector in rows],
        )

    def drop_unused_vectors(self, fingerprint: str) -> None:
        self._db.execute(
            "DELETE FROM vectors WHERE fingerprint <> ? OR content NOT IN (SELECT content FROM passages)",
            (fingerprint,),
        )

    def vectors(self, fingerprint: str, dim: int) -> Vectors:
        import numpy as np

        rows = self._db.execute(
            "SELECT vector FROM passages JOIN vectors"
            " ON vectors.content = passages.content AND fingerprint = ? ORDER BY report, start",
            (fingerprint,),
        )
        return np.frombuffer(b"".join(row[0] for row in rows), dtype="<f4").reshape(-1, dim)


@contextmanager
def reading(folder: Path) -> Iterator[Archive]:
    """Open the archive in `folder` for one consistent look; raises IndexFolderError when there is none."""
    path = folder / DATABASE
    if not path.is_file():
        raise no_index(folder)
    with _transaction(path, "BEGIN") as db:
        if _version(db) == 0:
            raise no_index(folder)
        yield Archive(db)


def known_files(folder: Path) -> tuple[Known, ...]:
    """Return the files the archive in `folder` knows; none when there is no archive yet."""
    path = folder / DATABASE
    if not path.is_file():
        return ()
    with _transaction(path, "BEGIN") as db:
        return Archive(db).known() if _version(db) else ()


def no_index(folder: Path) -> IndexFolderError:
    return IndexFolderError(tr("{folder}：这里还没有资料库索引。请先运行 drafter index", folder=folder))


@contextmanager
def writing(folder: Path) -> Iterator[Archive]:
    """Open or create the archive and have it alone; committed at the end, undone when anything is raised."""
    folder.mkdir(parents=True, exist_ok=True)
    with _transaction(folder / DATABASE, "BEGIN IMMEDIATE") as db:
        if _version(db) == 0:
            for statement in _SCHEMA.split(";\n"):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {_VERSION}")
        yield Archive(db)


@contextmanager
def _transaction(path: Path, begin: str) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)) as db:
            for pragma in (
                "journal_mode = WAL",
                "synchronous = FULL",
                "foreign_keys = ON",
                "trusted_schema = OFF",
            ):
                db.execute(f"PRAGMA {pragma}")
            db.execute(begin)
            if _version(db) > _VERSION:
                raise IndexFolderError(
                    tr(
                        "{path}：索引由更新版本的 Drafter 建立。"
                        "请升级 Drafter，或删除该文件夹后重新运行 drafter index",
                        path=path.parent,
                    )
                )
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise
    except sqlite3.OperationalError as problem:
        raise IndexFolderError(
            tr(
                "{path}：索引用不了（{problem}）。"
                "请确认没有另一个 drafter index 在运行、磁盘未满、文件夹可写，再试一次",
                path=path.parent,
                problem=problem,
            )
        ) from problem
    except sqlite3.DatabaseError as problem:
        raise IndexFolderError(
            tr(
                "{path}：索引文件已损坏（{problem}）。请把该文件夹移走，再运行 drafter index 重新建立",
                path=path.parent,
                problem=problem,
            )
        ) from problem


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _outline(report: Report) -> str:
    """Return everything of the report but its text, which has a column of its own."""
    return json.dumps({**asdict(report), "text": ""}, ensure_ascii=False)
