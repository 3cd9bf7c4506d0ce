"""One SQLite file, opened so that a commit survives a crash and threads and processes may share it."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from drafter.errors import DraftError, reason_of
from drafter.strings import tr

BUSY_SECONDS = 30.0
_OUTSIDE_CAUSES = {
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_NOTADB,
}


class Store:
    """A connection guarded by a lock. `migrations[n]` are the statements that bring version n to n + 1; `what` is what a
    user calls the file."""

    def __init__(self, path: Path, migrations: Sequence[Sequence[str]], *, what: str = "") -> None:
        self.path = path
        self._what = what or tr("稿件库")
        self._lock = threading.RLock()
        with self._told():
            _make_private(path)
            self._db = sqlite3.connect(
                path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            try:
                _configure(self._db)
                self._migrate(migrations)
            except BaseException:
                self._db.close()
                raise

    def close(self) -> None:
        with self._lock:
            self._db.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction that has the file to itself; undone when anything is raised."""
        with self._transaction("BEGIN IMMEDIATE") as db:
            yield db

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One transaction that sees a single state of the file."""
        with self._transaction("BEGIN") as db:
            yield db

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        with self._lock, self._told():
            self._db.execute(begin)
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def _migrate(self, migrations: Sequence[Sequence[str]]) -> None:
        with self.writing() as db:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if version > len(migrations):
                raise DraftError(
                    tr(
                        "{name} 由更新版本的 Drafter 建立（{version} > {known}）。请升级 Drafter 后再打开",
                        name=self.path.name,
                        version=version,
                        known=len(migrations),
                    )
                )
            for number in range(version, len(migrations)):
                for statement in migrations[number]:
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {number + 1}")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what disk, permissions or other programs did into a sentence; bugs keep their traceback."""
        try:
            yield
        except OSError as problem:
            raise self._error(reason_of(problem)) from problem
        except sqlite3.DatabaseError as problem:
            if getattr(problem, "sqlite_errorcode", 0) & 0xFF not in _OUTSIDE_CAUSES:
                raise
            raise self._error(str(problem)) from problem

    def _error(self, reason: str) -> DraftError:
        return DraftError(
            tr(
                "{what} {name} 用不了：{reason}。请确认磁盘未满、文件夹可写、文件没有损坏，再试一次",
                what=self._what,
                name=self.path.name,
                reason=reason,
            )
        )


def _make_private(path: Path) -> None:
    if not path.parent.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.parent.chmod(0o700)
    try:
        # An existing file is not opened: closing it would drop the locks of this process's other connections.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        path.chmod(0o600)


def _configure(db: sqlite3.Connection) -> None:
    give_up = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            # Two processes opening a new file at once: the switch to WAL does not wait for its lock.
            db.execute("PRAGMA journal_mode = WAL").fetchone()
            break
        except sqlite3.OperationalError as problem:
            if problem.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
            time.sleep(0.02)
    # FULL: in WAL mode NORMAL may lose the last commits when the power goes.
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA trusted_schema = OFF")
