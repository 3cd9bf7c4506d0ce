"""The page: Gradio on our own FastAPI application, for people on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from drafter.errors import DrafterError
from drafter.strings import tr

if TYPE_CHECKING:
    from fastapi import FastAPI

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def serve(host: str, port: int, *, index: Path, workspace: Path) -> None:
    """Serve the page until interrupted, and print its address once it answers."""
    if host not in LOOPBACK:
        raise DrafterError(
            tr("还没有登录功能，不能在 {host} 上对外开放。请用 --host 127.0.0.1，仅供本机使用", host=host)
        )
    from drafter.web.server import run

    run(build_app(index, workspace), host, port)


def build_app(index: Path, workspace: Path) -> FastAPI:
    """Return the application over the index in `index` and the drafts in `workspace`; both are made when missing."""
    from drafter.web.environment import prepare

    prepare(workspace)
    # Gradio reads the environment when it is imported: only now.
    from drafter.web.application import build

    return build(index, workspace)
