"""Refuse and note every connection that would leave this machine, in the tests and in what they start."""

from __future__ import annotations

import ipaddress
import os
import sys
from pathlib import Path

LOG = "DRAFTER_TEST_NETWORK_LOG"
# An audit hook sees what the C code of `socket` does, by whichever name it was called.
DESTINATION = {
    "socket.connect": lambda args: args[1],
    "socket.sendto": lambda args: args[1],
    "socket.sendmsg": lambda args: args[1],
    "socket.getaddrinfo": lambda args: args[0],
    "socket.gethostbyname": lambda args: args[0],
    "socket.gethostbyaddr": lambda args: args[0],
}


class NetworkRefused(ConnectionRefusedError):
    """What a program sees on a machine without a network."""


def install() -> None:
    sys.addaudithook(_refuse_foreign)


def refusals() -> list[str]:
    """Return what was refused so far, here and in child processes, oldest first."""
    log = Path(os.environ[LOG])
    return log.read_text("utf-8").splitlines() if log.exists() else []


def forget_refusals() -> None:
    Path(os.environ[LOG]).unlink(missing_ok=True)


def is_local(destination: object) -> bool:
    """Tell whether an address, (address, port …), host name or Unix socket path stays on this machine."""
    host = destination[0] if isinstance(destination, tuple) and destination else destination
    host = host.decode("utf-8", "replace") if isinstance(host, bytes) else host
    if not isinstance(host, str) or host in ("", "localhost") or host.startswith(("/", "\0")):
        return True  # Not a string: a netlink address, or a socket that is connected already.
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    address = getattr(address, "ipv4_mapped", None) or address
    return address.is_loopback or address.is_unspecified


def _refuse_foreign(event: str, args: tuple[object, ...]) -> None:
    if event not in DESTINATION or is_local(DESTINATION[event](args)):
        return
    line = f"{event} {DESTINATION[event](args)!r}"
    if log := os.environ.get(LOG):
        with open(log, "a", encoding="utf-8") as stream:
            stream.write(line + "\n")
    raise NetworkRefused(f"the tests allow no connection off this machine: {line}")
