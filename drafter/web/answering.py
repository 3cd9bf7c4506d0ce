"""How a plain route answers: with JSON or a file, or with the sentence of what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi.responses import JSONResponse, Response

from drafter.errors import ConflictError, DrafterError
from drafter.web import panels
from drafter.web.sending import send_file
from drafter.workspace import SaveConflict


def answer(act: Callable[[], dict[str, Any]], standing: Callable[[], dict[str, Any]] = dict) -> Response:
    """Answer with what `act` returns, or with the sentence of what went wrong; a refused save brings what stands."""
    try:
        return JSONResponse(act())
    except SaveConflict as conflict:
        told = {"message": str(conflict), **standing(), "revision": conflict.revision}
        return JSONResponse(told, status_code=409)
    except ConflictError as problem:
        return JSONResponse({"message": str(problem)}, status_code=409)
    except DrafterError as problem:
        return JSONResponse({"message": str(problem)}, status_code=422)


def file_answer(make: Callable[[], tuple[str, bytes]]) -> Response:
    try:
        name, content = make()
    except DrafterError as problem:
        return Response(panels.page(str(problem)), 409, media_type="text/html; charset=utf-8")
    return send_file(name, content)
