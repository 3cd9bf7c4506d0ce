"""The log of what was done: only added to, each line sealed with the one before."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: when, who from where, what and on what. Never the words of a document."""

    number: int
    at: str
    who: str
    address: str
    action: str
    subject: str


def append(
    db: sqlite3.Connection, action: str, *, who: str = "", address: str = "", subject: str = ""
) -> None:
    last = db.execute("SELECT number, chain FROM log ORDER BY number DESC LIMIT 1").fetchone() or (0, "")
    entry = Entry(
        last[0] + 1,
        datetime.now(UTC).isoformat(timespec="milliseconds"),
        *(_one_line(text) for text in (who, address, action, subject)),
    )
    db.execute("INSERT INTO log VALUES (?, ?, ?, ?, ?, ?, ?)", (*_fields(entry), _seal(entry, last[1])))


def entries(db: sqlite3.Connection, limit: int) -> list[Entry]:
    """Return the newest `limit` entries, oldest first."""
    rows = db.execute(
        "SELECT number, at, who, address, action, subject FROM log ORDER BY number DESC LIMIT ?", (limit,)
    )
    return [Entry(*row) for row in rows][::-1]


def broken_at(db: sqlite3.Connection) -> int | None:
    """Return the number of the first entry that was changed or is missing, None when all are as written.

    What was cut off at the end leaves no gap: compare with `newest_seal` noted elsewhere.
    """
    seal, expected = "", 1
    for *fields, chain in db.execute(
        "SELECT number, at, who, address, action, subject, chain FROM log ORDER BY number"
    ):
        entry = Entry(*fields)
        seal = _seal(entry, seal)
        if entry.number != expected or seal != chain:
            return expected
        expected += 1
    return None


def newest_seal(db: sqlite3.Connection) -> str:
    row = db.execute("SELECT chain FROM log ORDER BY number DESC LIMIT 1").fetchone()
    return row[0] if row else ""


def _seal(entry: Entry, before: str) -> str:
    said = json.dumps([before, *_fields(entry)], ensure_ascii=False)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _fields(entry: Entry) -> tuple[object, ...]:
    return (entry.number, entry.at, entry.who, entry.address, entry.action, entry.subject)


def _one_line(text: str) -> str:
    """Return text that is one line on any terminal: what a stranger typed must not forge another."""
    shown = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text[:_LONGEST])
    return shown.encode("utf-8", "replace").decode()
