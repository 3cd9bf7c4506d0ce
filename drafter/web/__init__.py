"""The page: Gradio on our own FastAPI application, for this machine or, with a login, for the office."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI

    from drafter.web.access import Access


def serve(
    host: str,
    port: int,
    *,
    index: Path,
    workspace: Path,
    generator: str = "precedent",
    reranker: Path | None = None,
    trust_header: str = "",
    trusted_proxies: Sequence[str] = (),
    sites: Sequence[str] = (),
    certificate: Path | None = None,
    key: Path | None = None,
) -> None:
    """Serve the page until interrupted, and print its address once it answers."""
    from drafter.web.access import read_access

    # Asked first: a refusal should not wait for Gradio.
    access = read_access(
        host, workspace, trust_header=trust_header, trusted_proxies=trusted_proxies, sites=sites
    )
    from drafter.web.server import run

    app = build_app(index, workspace, access, generator=generator, reranker=reranker)
    run(app, host, port, certificate=certificate, key=key)


def build_app(
    index: Path,
    workspace: Path,
    access: Access | None = None,
    *,
    generator: str = "precedent",
    reranker: Path | None = None,
) -> FastAPI:
    """Return the application over the index in `index` and the drafts in `workspace`; both are made when missing.

    Models are loaded before it answers: a folder that is none is told at once.
    """
    from drafter.actions import Office, open_models
    from drafter.web.access import Access
    from drafter.web.environment import prepare

    prepare(workspace)
    # Gradio reads the environment when it is imported: only now.
    from drafter.web.application import build

    return build(Office(index, workspace, open_models(generator, reranker)), access or Access())
