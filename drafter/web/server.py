"""Run the application on one port and stop it cleanly."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn

from drafter.errors import DrafterError, reason_of
from drafter.strings import tr

if TYPE_CHECKING:
    from fastapi import FastAPI


def run(
    app: FastAPI, host: str, port: int, *, certificate: Path | None = None, key: Path | None = None
) -> None:
    """Serve until interrupted; raises DrafterError when the port is taken or the certificate is none."""
    if key and not certificate:
        raise DrafterError(tr("有 --tls-key 却没有 --tls-cert，不能启用 HTTPS。请用 --tls-cert 指定证书文件"))
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as problem:
            raise DrafterError(
                tr(
                    "端口 {port} 用不了（{problem}）。请换一个：--port {other}",
                    port=port,
                    problem=reason_of(problem),
                    other=port + 1,
                )
            ) from problem
        config = _config(app, certificate, key)
        try:
            config.load()
        # Of a missing file, and of what is no certificate or has another key.
        except OSError as problem:
            raise DrafterError(
                tr(
                    "HTTPS 证书 {name} 用不了（{reason}）。请检查 --tls-cert 和 --tls-key 的 PEM 文件",
                    name=certificate,
                    reason=reason_of(problem),
                )
            ) from problem
        port = listener.getsockname()[1]
        shown = f"[{host}]" if ":" in host else host
        scheme = "https" if certificate else "http"
        _Server(f"{scheme}://{shown}:{port}", config).run(sockets=[listener])


class _Server(uvicorn.Server):
    """Prints the address when the page answers, not before."""

    def __init__(self, address: str, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        print(
            tr("Drafter 已启动，请在浏览器打开 {address}（按 Ctrl+C 停止）", address=self.address), flush=True
        )


def _config(app: FastAPI, certificate: Path | None, key: Path | None) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        workers=1,
        log_level="warning",
        proxy_headers=False,
        server_header=False,
        limit_concurrency=400,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=3,
        ssl_certfile=certificate,
        ssl_keyfile=key,
        h11_max_incomplete_event_size=16384,
    )
