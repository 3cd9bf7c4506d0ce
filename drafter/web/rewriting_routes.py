"""② A stretch in other words: told line by line as it is written, then taken or dropped."""

from __future__ import annotations

import json
import threading
from collections.abc import AsyncIterator, Iterator
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response, StreamingResponse
from starlette.concurrency import iterate_in_threadpool

from drafter.actions import Office
from drafter.errors import DrafterError
from drafter.web import panels
from drafter.web.answering import answer
from drafter.web.asking import for_those_who
from drafter.web.bodies import ProjectId, RewriteAsked, RewriteName, SectionKey


def rewriting_routes(office: Office) -> APIRouter:
    """Return the routes of the menu beside the editor."""
    router = APIRouter()

    @router.post("/projects/{id}/sections/{key}/rewrite", dependencies=[for_those_who("write")])
    async def rewrite(id: ProjectId, key: SectionKey, asked: RewriteAsked) -> Response:
        return StreamingResponse(_lines(office, id, key, asked), media_type="application/x-ndjson")

    @router.put("/projects/{id}/sections/{key}/rewritten", dependencies=[for_those_who("write")])
    def take(id: ProjectId, key: SectionKey, sent: RewriteName) -> Response:
        return answer(lambda: {"stood": office.take_rewrite(id, key, sent.name), "panels": {"rewritten": ""}})

    return router


async def _lines(office: Office, id: str, key: str, asked: RewriteAsked) -> AsyncIterator[str]:
    """One JSON object a line; who closes the connection ends the model with it."""
    gone = threading.Event()
    try:
        async for told in iterate_in_threadpool(_told(office, id, key, asked, gone)):
            yield json.dumps(told, ensure_ascii=False) + "\n"
    finally:
        gone.set()


def _told(
    office: Office, id: str, key: str, asked: RewriteAsked, gone: threading.Event
) -> Iterator[dict[str, Any]]:
    terms = tuple((old, new) for old, new in asked.terms)
    place = (asked.start, asked.end)
    try:
        for said in office.rewrite(id, key, asked.task, place=place, terms=terms, stop=gone.is_set):
            yield (
                {"text": said} if isinstance(said, str) else {"panels": {"rewritten": panels.rewritten(said)}}
            )
    except DrafterError as problem:
        yield {"message": str(problem)}
