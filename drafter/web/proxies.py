"""What a trusted proxy says about a request it passes on: from whom, and whether it came by https."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

from drafter.errors import DrafterError
from drafter.strings import tr
from drafter.web.doors import FROM_PROXY
from drafter.web.security import App, Receive, Scope, Send

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class Proxies:
    """Takes X-Forwarded-For and X-Forwarded-Proto from `trusted` neighbours only; from others they are just words."""

    def __init__(self, app: App, *, trusted: Iterable[Network]) -> None:
        self.app = app
        self.trusted = tuple(trusted)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope.get("client") and self._trusts(scope["client"][0]):
            scope = {**scope, FROM_PROXY: True, **self._told(scope)}
        await self.app(scope, receive, send)

    def _told(self, scope: Scope) -> Scope:
        said = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        told: Scope = {}
        if said.get(b"x-forwarded-proto", "").strip() in ("http", "https"):
            told["scheme"] = said[b"x-forwarded-proto"].strip()
        # Each proxy adds its neighbour at the end: the last one that is no proxy of ours is who asked.
        for address in reversed(said.get(b"x-forwarded-for", "").split(",")):
            if address.strip() and not self._trusts(address.strip()):
                told["client"] = (address.strip()[:64], 0)
                break
        return told

    def _trusts(self, address: str) -> bool:
        try:
            known = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(known in network for network in self.trusted)


def read_networks(texts: Iterable[str]) -> tuple[Network, ...]:
    """Read addresses and networks such as 10.1.0.5 or 10.1.0.0/24."""
    found = []
    for text in texts:
        try:
            found.append(ipaddress.ip_network(text.strip(), strict=False))
        except ValueError as problem:
            raise DrafterError(
                tr("--trusted-proxy {text} 不是 IP 地址或网段。请写成如 10.1.0.5", text=text)
            ) from problem
    return tuple(found)
