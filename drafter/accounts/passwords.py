"""Passwords: what is asked of one, and its argon2 hash."""

from __future__ import annotations

import threading
from functools import cache
from typing import TYPE_CHECKING

from drafter.errors import AccountError
from drafter.strings import tr

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 8, 200
# Each check takes 19 MiB: two at a time, however many knock.
_at_once = threading.BoundedSemaphore(2)


def require_good(password: str, name: str) -> None:
    """Raise AccountError for a password that is guessed first."""
    if len(password) < SHORTEST:
        raise AccountError(tr("密码太短：至少 {n} 位", n=SHORTEST))
    if len(password) > LONGEST:
        raise AccountError(tr("密码太长：最多 {n} 位", n=LONGEST))
    if name.casefold() in password.casefold() or len(set(password)) < 4:
        raise AccountError(tr("密码太容易猜：不要含用户名，也不要只用两三种字符"))


def hashed(password: str) -> str:
    with _at_once:
        return _hasher().hash(password)


def matches(hash: str, password: str) -> bool:
    """Tell whether the password is the one hashed. An empty or foreign hash takes as long, and never matches."""
    from argon2.exceptions import InvalidHashError, VerificationError

    password = password[:LONGEST]
    with _at_once:
        try:
            return _hasher().verify(hash or _decoy(), password) and bool(hash)
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(hash: str) -> bool:
    return _hasher().check_needs_rehash(hash)


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    # OWASP Password Storage Cheat Sheet, Argon2id: 19 MiB, two passes, one lane.
    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@cache
def _decoy() -> str:
    return _hasher().hash("nobody has this password")
