"""The tables of accounts.db."""

from __future__ import annotations

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        # `key` is the folded name: 王芳 and ｗａｎｇ are found however they are typed. An empty password never matches.
        """CREATE TABLE accounts (key TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL,
           password TEXT NOT NULL, created TEXT NOT NULL)""",
        # Only the SHA-256 of what the browser or program holds: who reads the file cannot come in with it.
        """CREATE TABLE keys (hash TEXT PRIMARY KEY, kind TEXT NOT NULL, account TEXT NOT NULL
           REFERENCES accounts ON DELETE CASCADE, created REAL NOT NULL, seen REAL NOT NULL, expires REAL NOT NULL)""",
        "CREATE TABLE attempts (id INTEGER PRIMARY KEY, account TEXT NOT NULL, address TEXT NOT NULL, at REAL NOT NULL)",
        "CREATE INDEX attempts_by_time ON attempts (at)",
        """CREATE TABLE log (number INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, address TEXT NOT NULL,
           action TEXT NOT NULL, subject TEXT NOT NULL, chain TEXT NOT NULL)""",
        "CREATE INDEX log_by_action ON log (action, number)",
        "CREATE TRIGGER log_stays BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END",
        "CREATE TRIGGER log_remains BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END",
    ),
)
