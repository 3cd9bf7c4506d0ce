"""The brake on guessing passwords: so many failures a name and an address, then nothing is looked at for a while."""

from __future__ import annotations

import ipaddress
import sqlite3

WINDOW = 300.0
PER_ACCOUNT, PER_ADDRESS = 5, 20


def begin(db: sqlite3.Connection, account: str, address: str, now: float) -> int | None:
    """Count an attempt before it is looked at and return its number; None when there were too many.

    Counted first, so that a thousand at once are no way around it. Names without an account count the same.
    """
    db.execute("DELETE FROM attempts WHERE at < ? OR at > ?", (now - WINDOW, now + WINDOW))
    if stopped_by(db, account, address):
        return None
    row = db.execute(
        "INSERT INTO attempts (account, address, at) VALUES (?, ?, ?)", (account, network_of(address), now)
    )
    return row.lastrowid


def stopped_by(db: sqlite3.Connection, account: str, address: str) -> str:
    """Return the name or the address that has used up its attempts, "" when neither has."""
    for column, value, most in (
        ("account", account, PER_ACCOUNT),
        ("address", network_of(address), PER_ADDRESS),
    ):
        count = db.execute(f"SELECT count(*) FROM attempts WHERE {column} = ?", (value,)).fetchone()[0]
        if count >= most:
            return value
    return ""


def succeeded(db: sqlite3.Connection, account: str) -> None:
    """Forget the failures of whoever came in; those from the same address for other names stay counted."""
    db.execute("DELETE FROM attempts WHERE account = ?", (account,))


def network_of(address: str) -> str:
    """Return what counts as one address: of IPv6 the /64, which one person commands as a whole."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if known.version == 4:
        return str(known)
    if known.ipv4_mapped is not None:
        return str(known.ipv4_mapped)
    return str(ipaddress.ip_network((known, 64), strict=False).network_address)
