"""The index's SQLite file: reports and their passages, beside them vectors. Its commit is the only commit point."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from drafter.errors import IndexFolderError, reason_of
from drafter.index.segments import Entry
from drafter.index.vector_table import VectorTable
from drafter.passages import Passage
from drafter.rebuilding import rebuild
from drafter.report import Report
from drafter.strings import tr

DATABASE = "index.sqlite3"
_VERSION = 2
_BUSY_SECONDS = 10.0
_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE reports (
    id INTEGER PRIMARY KEY, source TEXT NOT NULL UNIQUE, org TEXT NOT NULL, year INTEGER, title TEXT NOT NULL,
    text TEXT NOT NULL, outline TEXT NOT NULL, path TEXT NOT NULL, digest TEXT NOT NULL, reader TEXT NOT NULL
);
CREATE TABLE passages (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, report INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    section TEXT NOT NULL, headings TEXT NOT NULL,
    start INTEGER NOT NULL, stop INTEGER NOT NULL, content TEXT NOT NULL
);
CREATE UNIQUE INDEX passage_order ON passages (report, start);
CREATE TABLE vectors (
    content TEXT NOT NULL, fingerprint TEXT NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (content, fingerprint)
) WITHOUT ROWID;
"""
_BY_CONTENT = "CREATE INDEX passage_content ON passages (content)"
# Came later: an archive written before has no such table until it is written to. It is here, and not only in the
# outline, so that opening an index takes no outline apart.
_PAGES = """CREATE TABLE IF NOT EXISTS report_pages (
    report INTEGER PRIMARY KEY REFERENCES reports (id) ON DELETE CASCADE, starts TEXT NOT NULL
)"""

# Came later too. Reading past the texts of all reports takes a second where there are ten thousand.
_KNOWN = "CREATE INDEX IF NOT EXISTS report_known ON reports (source, path, digest, reader, org, year)"


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
    """The committed state: its generation, and the embedder it was built with; path "" means our own.

    `manifest` is the SHA-256 of the generation's manifest, `last` the highest passage number in it, `kind` how
    vectors are searched, `fitted` how many passages our own embedder was fitted to, `meaning` how much vectors
    count beside words, 0 to 1.
    """

    generation: int
    fingerprint: str
    dim: int
    embedder: str
    path: str
    manifest: str = ""
    last: int = 0
    kind: str = "auto"
    fitted: int = 0
    meaning: float = 0.2


class Archive:
    """One transaction on the file: all methods see a single state.

    `removed` are the numbers of the passages taken out in it, `orphans` what they said.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self.vectors = VectorTable(db)
        self.removed: list[int] = []
        self.orphans: set[str] = set()

    def known(self) -> tuple[Known, ...]:
        # Sorted here, so that SQLite reads `_KNOWN` alone.
        rows = self._db.execute("SELECT id, source, path, digest, reader, org, year FROM reports").fetchall()
        return tuple(Known(*row[1:]) for row in sorted(rows))

    def current(self) -> Current | None:
        found = self._db.execute("SELECT value FROM meta WHERE key = 'current'").fetchone()
        return Current(**json.loads(found[0])) if found else None

    def set_current(self, current: Current) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES ('current', ?)", (json.dumps(asdict(current)),))

    def put(self, report: Report, passages: Sequence[Passage], contents: Sequence[str], file: Known) -> None:
        """Store a report under `file.source`, in place of what was there; `contents` is the hash of each passage's."""
        self.remove(file.source)
        row = self._db.execute(
            "INSERT INTO reports (source, org, year, title, text, outline, path, digest, reader)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(file.source, report.org, report.year, report.title, report.text, _outline(report)),
                *(file.path, file.digest, file.reader),
            ),
        )
        number = row.lastrowid
        if report.pages:
            self._db.execute("INSERT INTO report_pages VALUES (?, ?)", (number, json.dumps(report.pages)))
        paths = {
            headings: json.dumps(headings, ensure_ascii=False)
            for headings in {one.headings for one in passages}
        }
        self._db.executemany(
            "INSERT INTO passages (id, report, section, headings, start, stop, content)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (one.id, number, one.section, paths[one.headings], one.start, one.end, content)
                for one, content in zip(passages, contents, strict=True)
            ],
        )

    @contextmanager
    def filling(self) -> Iterator[None]:
        """Put what is stored in a first index in order once it is all there, in a fifth less time than as it comes."""
        first = self._db.execute("SELECT 1 FROM passages LIMIT 1").fetchone() is None
        if first:
            self._db.execute("DROP INDEX passage_content")
        yield
        if first:
            self._db.execute(_BY_CONTENT)

    def remove(self, source: str) -> bool:
        gone = self._db.execute(
            "SELECT number, content FROM passages WHERE report = (SELECT id FROM reports WHERE source = ?)",
            (source,),
        ).fetchall()
        self.removed += [number for number, _ in gone]
        self.orphans.update(content for _, content in gone)
        return self._db.execute("DELETE FROM reports WHERE source = ?", (source,)).rowcount > 0

    def listed(self) -> dict[int, tuple[str, str, int | None, str]]:
        """Return (source, org, year, title) of every report by its number."""
        rows = self._db.execute("SELECT id, source, org, year, title FROM reports ORDER BY id")
        return {row[0]: row[1:] for row in rows}

    def pages(self) -> dict[int, str]:
        """Return where the pages begin of every report that has any, by its number, as JSON."""
        known = self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'report_pages'").fetchone()
        return dict(self._db.execute("SELECT report, starts FROM report_pages")) if known else {}

    def reports(self) -> tuple[Report, ...]:
        rows = self._db.execute("SELECT text, outline FROM reports ORDER BY id")
        return tuple(_report(*row) for row in rows)

    def report(self, source: str) -> Report | None:
        found = self._db.execute("SELECT text, outline FROM reports WHERE source = ?", (source,)).fetchone()
        return _report(*found) if found else None

    def count(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM passages").fetchone()[0])

    def sayings(self) -> int:
        """Return how many different things the passages say."""
        return int(self._db.execute("SELECT count(DISTINCT content) FROM passages").fetchone()[0])

    def contents(self) -> list[str]:
        """Return the hash of what each passage says, by number."""
        return [row[0] for row in self._db.execute("SELECT content FROM passages ORDER BY number")]

    def last(self) -> int:
        return int(self._db.execute("SELECT coalesce(max(number), 0) FROM passages").fetchone()[0])

    def entries(self, *, after: int = 0) -> Iterator[Entry]:
        """Yield the passages numbered above `after` by number, which is the order of `vectors` too."""
        known, text = 0, ""
        paths: dict[str, tuple[str, ...]] = {}
        for number, name, report, section, headings, start, stop in self._db.execute(
            "SELECT number, id, report, section, headings, start, stop FROM passages"
            " WHERE number > ? ORDER BY number",
            (after,),
        ):
            if report != known:
                known = report
                text = self._db.execute("SELECT text FROM reports WHERE id = ?", (report,)).fetchone()[0]
            if headings not in paths:
                paths[headings] = tuple(json.loads(headings))
            yield Entry(number, name, report, section, paths[headings], start, stop, text[start:stop])


@contextmanager
def looking(folder: Path) -> Iterator[Archive | None]:
    """Open the archive in `folder` for one consistent look; None when there is none yet, or an empty file."""
    path = folder / DATABASE
    if not path.is_file():
        yield None
        return
    with _transaction(path, "BEGIN") as db:
        yield Archive(db) if _version(db) else None


@contextmanager
def reading(folder: Path) -> Iterator[Archive]:
    """Look as `looking` does; raises IndexFolderError when there is no archive."""
    with looking(folder) as archive:
        if archive is None:
            raise no_index(folder)
        yield archive


def known_files(folder: Path) -> tuple[Known, ...]:
    """Return the files the archive in `folder` knows; none when there is no archive yet."""
    with looking(folder) as archive:
        return archive.known() if archive else ()


def committed(folder: Path) -> Current | None:
    """Return the committed state of the index in `folder`; None when there is none yet."""
    with looking(folder) as archive:
        return archive.current() if archive else None


def no_index(folder: Path) -> IndexFolderError:
    return IndexFolderError(tr("{folder}：这里还没有资料库索引。请先运行 drafter index", folder=folder))


@contextmanager
def writing(folder: Path) -> Iterator[Archive]:
    """Open or create the archive and have it alone; committed at the end, undone when anything is raised."""
    with disk_told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with _transaction(folder / DATABASE, "BEGIN IMMEDIATE") as db:
            if _version(db) == 0:
                for statement in _SCHEMA.split(";\n"):
                    db.execute(statement)
                db.execute(_BY_CONTENT)
                db.execute(f"PRAGMA user_version = {_VERSION}")
            db.execute(_PAGES)
            db.execute(_KNOWN)
            yield Archive(db)


@contextmanager
def disk_told(folder: Path) -> Iterator[None]:
    """Turn what the disk refused while the index was written into a sentence; what was committed stands."""
    try:
        yield
    except OSError as problem:
        raise IndexFolderError(
            tr(
                "{folder}：索引写不进去（{reason}），原有的没有改动。请确认磁盘未满、文件夹可写，再试一次",
                folder=folder,
                reason=reason_of(problem),
            )
        ) from problem


@contextmanager
def _transaction(path: Path, begin: str) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)) as db:
            for pragma in (
                # Of a file that is made now: a tenth less time to fill it than by pages of half the size.
                "page_size = 8192",
                "journal_mode = WAL",
                "synchronous = FULL",
                "foreign_keys = ON",
                "trusted_schema = OFF",
                "cache_size = -65536",
            ):
                db.execute(f"PRAGMA {pragma}")
            db.execute(begin)
            if _version(db) not in (0, _VERSION):
                raise IndexFolderError(
                    tr(
                        "{path}：索引由另一版本的 Drafter 建立。"
                        "请换用那个版本，或删除该文件夹后重新运行 drafter index",
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


def _report(text: str, outline: str) -> Report:
    return rebuild(Report, {**json.loads(outline), "text": text})


def _outline(report: Report) -> str:
    """Return everything of the report but its text, which has a column of its own."""
    return json.dumps({**asdict(report), "text": ""}, ensure_ascii=False)
