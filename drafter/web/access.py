"""Who the page is opened to: read from the command's options, refused when that would be everyone."""

from __future__ import annotations

import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from drafter.accounts import Accounts
from drafter.errors import DrafterError
from drafter.strings import tr
from drafter.web.doors import Door, LoginDoor, OpenDoor, ProxyDoor
from drafter.web.proxies import Network, read_networks

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Access:
    """`sites` are the names the page is reached by beside loopback ones; with `addresses` also any IP address."""

    door: Door = field(default_factory=OpenDoor)
    accounts: Accounts | None = None
    trusted: tuple[Network, ...] = ()
    sites: tuple[str, ...] = ()
    addresses: bool = False


def read_access(
    host: str,
    workspace: Path,
    *,
    trust_header: str = "",
    trusted_proxies: Sequence[str] = (),
    sites: Sequence[str] = (),
) -> Access:
    """Return the access for serving on `host`. Once there are accounts, everyone logs in, on this machine too.

    Raises DrafterError when anyone who reaches `host` could come in.
    """
    trusted = read_networks(trusted_proxies)
    if trust_header:
        return Access(
            _proxy_door(workspace, trust_header, trusted), Accounts(workspace), trusted, *_names(host, sites)
        )
    accounts = Accounts(workspace)
    if accounts.all():
        return Access(LoginDoor(accounts), accounts, trusted, *_names(host, sites))
    accounts.close()
    how = tr("请先添加账号：drafter user add 姓名 --role 管理")
    if host not in LOOPBACK:
        raise DrafterError(tr("还没有账号，不能在 {host} 上开放，否则谁都能打开。{how}", host=host, how=how))
    if trusted or sites:
        raise DrafterError(tr("还没有账号，没有人能登录。{how}", how=how))
    return Access()


def _proxy_door(workspace: Path, header: str, trusted: tuple[Network, ...]) -> ProxyDoor:
    if not trusted:
        raise DrafterError(
            tr("--trust-header 须与 --trusted-proxy 同用：写明统一登录代理的 IP，否则谁都能自称是谁")
        )
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]{0,63}", header):
        raise DrafterError(
            tr("--trust-header {header} 不是请求头的名字。请写成如 X-Remote-User", header=header)
        )
    return ProxyDoor(Accounts(workspace), header)


def _names(host: str, sites: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    own = () if host in LOOPBACK else (socket.gethostname(),)
    named = (host, *sites, *own)
    return tuple(dict.fromkeys(name.strip("[]").lower() for name in named)), host not in LOOPBACK
