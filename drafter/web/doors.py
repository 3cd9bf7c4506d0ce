"""The three ways in: this machine without a login, a login with name and password, a proxy that has asked already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from http.cookies import CookieError, SimpleCookie
from typing import Protocol

from drafter.accounts import Accounts
from drafter.rights import LOCAL, Person
from drafter.web.security import Scope
from drafter.web.visitor import given_name

COOKIE = "drafter_session"
# Where programs may come in with a token; the pages are for people.
TOKEN_PATHS = "/api/"


class Door(Protocol):
    """Tells who is asking. `login` is whether there is a page to send strangers to."""

    @property
    def login(self) -> bool: ...

    def who(self, scope: Scope) -> Person | None: ...


class OpenDoor:
    """Whoever reaches a loopback address sits at this machine."""

    login = False

    def who(self, scope: Scope) -> Person | None:
        return replace(LOCAL, name=given_name(scope), address=address_of(scope))


@dataclass(frozen=True, slots=True)
class LoginDoor:
    """The cookie of the login page, or a token for the interface."""

    accounts: Accounts
    login: bool = True

    def who(self, scope: Scope) -> Person | None:
        person = by_token(self.accounts, scope)
        if person is None and (key := session_key(scope)):
            person = self.accounts.holder(key)
        return person and replace(person, address=address_of(scope))


@dataclass(frozen=True, slots=True)
class ProxyDoor:
    """The name a trusted proxy puts in `header`; the role is that of the account of this name.

    The header counts only from the proxy itself: anyone can send one. A name without an account does not come in.
    """

    accounts: Accounts
    header: str
    login: bool = False

    def who(self, scope: Scope) -> Person | None:
        person = by_token(self.accounts, scope)
        if person is None and scope.get(FROM_PROXY):
            wanted = self.header.lower().encode()
            names = [value for name, value in scope["headers"] if name.lower() == wanted]
            # Two names are one too many: which of them did the proxy set?
            if len(names) == 1 and names[0]:
                person = self.accounts.person(_decoded(names[0]))
        return person and replace(person, address=address_of(scope))


FROM_PROXY = "drafter.from-proxy"


def address_of(scope: Scope) -> str:
    return scope["client"][0] if scope.get("client") else ""


def session_key(scope: Scope) -> str:
    """Return what the browser holds as its session, "" without one."""
    cookies = [value.decode("latin-1") for name, value in scope["headers"] if name.lower() == b"cookie"]
    try:
        found = SimpleCookie("; ".join(cookies)).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def by_token(accounts: Accounts, scope: Scope) -> Person | None:
    if not scope["path"].startswith(TOKEN_PATHS):
        return None
    values: Iterable[bytes] = (v for name, v in scope["headers"] if name.lower() == b"authorization")
    kind, _, secret = next(iter(values), b"").decode("latin-1").partition(" ")
    return accounts.holder(secret.strip(), kind="token") if kind.lower() == "bearer" else None


def _decoded(value: bytes) -> str:
    """Return a name as the proxy meant it: most send UTF-8, whatever the standard says."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")
