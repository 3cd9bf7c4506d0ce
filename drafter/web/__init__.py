"""The page: Gradio on our own FastAPI application, for this machine or, with a login, for the office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI

    from drafter.web.access import Access


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where the page is served, from which folders, with which models, and to whom: what `drafter app` was told."""

    index: Path
    workspace: Path
    host: str = "127.0.0.1"
    port: int = 7860
    certificate: Path | None = None
    key: Path | None = None
    generator: str = "precedent"
    reranker: Path | None = None
    sites: Sequence[str] = ()
    trust_header: str = ""
    trusted_proxies: Sequence[str] = ()


def serve(asked: Settings) -> None:
    """Serve the page until interrupted, and print its address once it answers."""
    from drafter.web.access import read_access

    # Asked first: a refusal should not wait for Gradio.
    access = read_access(
        asked.host,
        asked.workspace,
        trust_header=asked.trust_header,
        trusted_proxies=asked.trusted_proxies,
        sites=asked.sites,
    )
    from drafter.web.server import run

    app = build_app(asked.index, asked.workspace, access, generator=asked.generator, reranker=asked.reranker)
    run(app, asked.host, asked.port, certificate=asked.certificate, key=asked.key)


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
