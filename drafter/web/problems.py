"""Every refusal in one form: {error, message, hint}, in Chinese, without a word about the inside."""

from __future__ import annotations

import re

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.requests import Request
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from drafter.errors import BusyError, ConflictError, DrafterError, LoginError
from drafter.rights import NotAllowedError
from drafter.strings import tr

# The first that fits.
_STATUS: tuple[tuple[type[DrafterError], int], ...] = (
    (NotAllowedError, 403),
    (LoginError, 401),
    (ConflictError, 409),
    (BusyError, 503),
    (DrafterError, 422),
)


def tell_problems(app: FastAPI) -> None:
    """Let `app` answer every problem that reaches it in this form."""
    app.add_exception_handler(DrafterError, _tell)
    app.add_exception_handler(RequestValidationError, _tell_invalid)
    app.add_exception_handler(HTTPException, _tell_status)


def problem_json(problem: DrafterError) -> dict[str, str]:
    """Return what is told of the problem; the hint is the way out its sentence ends with."""
    message = str(problem)
    _, found, way_out = message.rpartition("。请")
    kind = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(problem).__name__.removesuffix("Error")).lower()
    return {"error": kind, "message": message, "hint": f"请{way_out}" if found else ""}


async def _tell(request: Request, problem: Exception) -> JSONResponse:
    assert isinstance(problem, DrafterError)
    status = next(status for kind, status in _STATUS if isinstance(problem, kind))
    return JSONResponse(problem_json(problem), status)


async def _tell_invalid(request: Request, problem: Exception) -> JSONResponse:
    assert isinstance(problem, RequestValidationError)
    # Where it is wrong, never what was sent.
    places = sorted({".".join(str(part) for part in one["loc"][1:]) for one in problem.errors()} - {""})
    told = {
        "error": "invalid-request",
        "message": tr("请求的内容不对，没有保存。请刷新页面"),
        "hint": tr("请检查：{places}", places="、".join(places)) if places else "",
    }
    return JSONResponse(told, 422)


async def _tell_status(request: Request, problem: Exception) -> JSONResponse:
    assert isinstance(problem, HTTPException)
    messages = {404: tr("没有这个页面"), 405: tr("这个地址不接受这种请求")}
    message = messages.get(problem.status_code, tr("没有完成，请再试一次"))
    told = {"error": f"http-{problem.status_code}", "message": message, "hint": ""}
    return JSONResponse(told, problem.status_code, headers=problem.headers)
