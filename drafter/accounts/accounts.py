"""The accounts of a workspace: who there is, who comes in, and with what key."""

from __future__ import annotations

import hashlib
import re
import secrets
import sqlite3
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

from drafter.accounts import brake, log, passwords
from drafter.accounts.log import Entry
from drafter.accounts.schema import MIGRATIONS
from drafter.errors import AccountError, LoginError, TooManyAttemptsError
from drafter.rights import Person, Role
from drafter.store import Store
from drafter.strings import tr

FILE = "accounts.db"
IDLE, SESSION = 12 * 3600.0, 7 * 86400.0
_TOUCHED_EVERY = 300.0
_NAME = re.compile(r"[\w.@\-·]{1,32}")


@dataclass(frozen=True, slots=True)
class Account:
    """`has_password` is False for those who come in through a proxy only."""

    name: str
    role: Role
    has_password: bool
    created: datetime
    tokens: int = 0


class Accounts:
    """The accounts kept in `folder`; any thread and process may ask. `clock` gives seconds since 1970."""

    def __init__(self, folder: Path, *, clock: Callable[[], float] = time.time) -> None:
        self._store = Store(folder / FILE, MIGRATIONS)
        # Looked up with every request: a reader of its own never waits for somebody else's commit.
        self._reader = Store(folder / FILE, MIGRATIONS)
        self._clock = clock

    def close(self) -> None:
        self._store.close()
        self._reader.close()

    # Who there is

    def all(self) -> tuple[Account, ...]:
        with self._reader.reading() as db:
            rows = db.execute(
                "SELECT name, role, password, a.created, count(hash) FROM accounts a LEFT JOIN keys"
                " ON account = key AND kind = 'token' AND expires > ? GROUP BY key ORDER BY name",
                (self._clock(),),
            ).fetchall()
        return tuple(
            Account(name, role, bool(password), datetime.fromisoformat(created), tokens)
            for name, role, password, created, tokens in rows
        )

    def person(self, name: str) -> Person | None:
        """Return who the name belongs to, None when there is no such account."""
        with self._reader.reading() as db:
            row = db.execute("SELECT name, role FROM accounts WHERE key = ?", (_key(name),)).fetchone()
        return Person(*row) if row else None

    def add(self, name: str, role: Role, password: str | None) -> None:
        """Add an account; without a password its holder comes in through a trusted proxy only."""
        name = unicodedata.normalize("NFKC", name).strip()
        if not _NAME.fullmatch(name):
            raise AccountError(tr("用户名“{name}”不合适：1 至 32 个汉字、字母、数字或 . - _ @", name=name))
        _require_role(role)
        if password is not None:
            passwords.require_good(password, name)
        hash = "" if password is None else passwords.hashed(password)
        with self._store.writing() as db:
            if db.execute("SELECT 1 FROM accounts WHERE key = ?", (_key(name),)).fetchone():
                raise AccountError(tr("已有用户“{name}”。改密码请用 drafter user password", name=name))
            row = (_key(name), name, role, hash, datetime.now(UTC).isoformat())
            db.execute("INSERT INTO accounts VALUES (?, ?, ?, ?, ?)", row)
            log.append(db, "account-added", subject=f"{name} {role}")

    def set_role(self, name: str, role: Role) -> None:
        """Give the account another role; it holds from the next click."""
        _require_role(role)
        with self._store.writing() as db:
            known, before = _found(db, name)
            db.execute("UPDATE accounts SET role = ? WHERE key = ?", (role, _key(name)))
            log.append(db, "role-changed", subject=f"{known} {before} → {role}")

    def set_password(self, name: str, password: str) -> None:
        """Set another password; wherever the account was logged in, it is logged out, and its tokens end."""
        passwords.require_good(password, name)
        hash = passwords.hashed(password)
        with self._store.writing() as db:
            known, _ = _found(db, name)
            db.execute("UPDATE accounts SET password = ? WHERE key = ?", (hash, _key(name)))
            db.execute("DELETE FROM keys WHERE account = ?", (_key(name),))
            brake.succeeded(db, _key(name))
            log.append(db, "password-changed", subject=known)

    def remove(self, name: str) -> None:
        """Remove the account; what it wrote stays, with its name."""
        with self._store.writing() as db:
            known, _ = _found(db, name)
            db.execute("DELETE FROM accounts WHERE key = ?", (_key(name),))
            log.append(db, "account-removed", subject=known)

    # Who comes in

    def log_in(self, name: str, password: str, *, address: str) -> str:
        """Return a new session key. Raises LoginError, the same and as late for a name that does not exist."""
        key = _key(name)
        with self._store.writing() as db:
            attempt = brake.begin(db, key, address, self._clock())
            if attempt is None:
                self._note_stopped(db, key, address)
        if attempt is None:
            raise TooManyAttemptsError(
                tr("登录失败次数过多。请 {n} 分钟后再试，或请管理员重设密码", n=int(brake.WINDOW // 60))
            )
        with self._reader.reading() as db:
            row = db.execute("SELECT name, password FROM accounts WHERE key = ?", (key,)).fetchone()
        known, hash = row or ("", "")
        if not passwords.matches(hash, password):
            with self._store.writing() as db:
                # A name that is none may be a password typed into the wrong box: it is not written down.
                subject = "" if known else "no such account"
                log.append(db, "login-failed", who=known, address=address, subject=subject)
            raise LoginError(tr("用户名或密码不对"))
        renewed = passwords.hashed(password) if passwords.is_outdated(hash) else hash
        with self._store.writing() as db:
            changed = "UPDATE accounts SET password = ? WHERE key = ? AND password = ?"
            if not db.execute(changed, (renewed, key, hash)).rowcount:  # removed or changed in between
                raise LoginError(tr("用户名或密码不对"))
            brake.succeeded(db, key)
            log.append(db, "login", who=known, address=address)
            return self._new_key(db, "session", key, SESSION)

    def holder(self, secret: str, *, kind: str = "session") -> Person | None:
        """Return who holds this session key or token, None when it is unknown, ended or too long unused."""
        now = self._clock()
        with self._reader.reading() as db:
            row = db.execute(
                "SELECT a.name, a.role, seen, expires FROM keys JOIN accounts a ON account = a.key"
                " WHERE hash = ? AND kind = ?",
                (_hash(secret), kind),
            ).fetchone()
        if row is None or row[3] < now or (kind == "session" and row[2] < now - IDLE):
            return None
        if row[2] < now - _TOUCHED_EVERY:
            with self._store.writing() as db:
                db.execute("UPDATE keys SET seen = ? WHERE hash = ?", (now, _hash(secret)))
        return Person(row[0], row[1])

    def log_out(self, secret: str) -> None:
        person = self.holder(secret)
        with self._store.writing() as db:
            db.execute("DELETE FROM keys WHERE hash = ? AND kind = 'session'", (_hash(secret),))
            if person is not None:
                log.append(db, "logout", who=person.name)

    def new_token(self, name: str, *, days: int) -> str:
        """Return a token with which a program does what the account may do; it is shown this once."""
        if not 1 <= days <= 366:
            raise AccountError(tr("令牌有效期应为 1 至 366 天：{days}", days=days))
        with self._store.writing() as db:
            known, _ = _found(db, name)
            log.append(db, "token-issued", subject=f"{known} {days}d")
            return self._new_key(db, "token", _key(name), days * 86400.0)

    def revoke_tokens(self, name: str) -> int:
        """End all tokens of the account and return how many there were."""
        with self._store.writing() as db:
            known, _ = _found(db, name)
            gone = db.execute("DELETE FROM keys WHERE account = ? AND kind = 'token'", (_key(name),)).rowcount
            log.append(db, "tokens-revoked", subject=f"{known} {gone}")
        return gone

    # What was done

    def record(self, action: str, *, who: str = "", address: str = "", subject: str = "") -> None:
        with self._store.writing() as db:
            log.append(db, action, who=who, address=address, subject=subject)

    def entries(self, limit: int = 200) -> list[Entry]:
        with self._reader.reading() as db:
            return log.entries(db, limit)

    def log_broken_at(self) -> int | None:
        """Return the number of the first log entry that was tampered with, None when there is none."""
        with self._reader.reading() as db:
            return log.broken_at(db)

    def log_seal(self) -> str:
        """Return the seal of the newest entry: noted elsewhere, it shows later that nothing before was cut off."""
        with self._reader.reading() as db:
            return log.newest_seal(db)

    def _new_key(self, db: sqlite3.Connection, kind: str, account: str, seconds: float) -> str:
        secret, now = secrets.token_urlsafe(32), self._clock()
        db.execute("DELETE FROM keys WHERE expires < ?", (now,))
        row = (_hash(secret), kind, account, now, now, now + seconds)
        db.execute("INSERT INTO keys VALUES (?, ?, ?, ?, ?, ?)", row)
        return secret

    def _note_stopped(self, db: sqlite3.Connection, key: str, address: str) -> None:
        """Write down that attempts are refused, once for each spell: a thousand refusals are no thousand lines."""
        stopped = brake.stopped_by(db, key, address)
        known = db.execute("SELECT name FROM accounts WHERE key = ?", (key,)).fetchone()
        who = known[0] if known and stopped == key else ""
        last = db.execute(
            "SELECT at FROM log WHERE action = 'login-stopped' AND who = ? AND address = ? ORDER BY number DESC",
            (who, address),
        ).fetchone()
        if last is None or datetime.fromisoformat(last[0]).timestamp() < time.time() - brake.WINDOW:
            log.append(db, "login-stopped", who=who, address=address)


def _found(db: sqlite3.Connection, name: str) -> tuple[str, str]:
    """Return the name as it was added, and the role."""
    row: tuple[str, str] | None = db.execute(
        "SELECT name, role FROM accounts WHERE key = ?", (_key(name),)
    ).fetchone()
    if row is None:
        raise AccountError(tr("没有用户“{name}”。已有用户见 drafter user list", name=name))
    return row


def _require_role(role: str) -> None:
    if role not in get_args(Role):
        raise AccountError(
            tr("没有“{role}”这个角色。可用：{known}", role=role, known="、".join(get_args(Role)))
        )


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", name[:200]).strip().casefold().encode("utf-8", "replace").decode()


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
