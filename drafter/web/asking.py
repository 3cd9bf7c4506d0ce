"""Where the page asks the table of rights: once around every event, once before every route."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from fastapi import APIRouter, Depends, FastAPI
from fastapi.requests import Request
from fastapi.routing import APIRoute
from gradio.context import LocalContext

from drafter.errors import DrafterError
from drafter.rights import RECORDED, Action, NotAllowedError, Person, acting_as, require
from drafter.strings import speaking
from drafter.web.visitor import language_of

LOGIN = "/login"
# Routes anyone may ask: they say nothing about the office. Beside them the files of the login page.
OPEN = frozenset({"/healthz", LOGIN, "/logout", "/drafter/{name}"})
# Where the gate leaves who is asking, in the scope of each request.
PERSON = "drafter.person"
# What becomes of a recorded action: set by the application, which knows the accounts.
RECORD = "drafter.record"


def only_for(
    function: Callable[..., Any], action: Action, *, tell: Callable[[DrafterError], Exception]
) -> Callable[..., Any]:
    """Let `function` run for those who may do `action`: every event of Gradio is an address anyone can call.

    Also names the person for whatever is saved meanwhile. An event that comes without a request has nobody asking.
    `tell` turns the refusal into what Gradio shows.
    """

    def admit(values: tuple[Any, ...]) -> None:
        try:
            require_here(action, next((one for one in values if isinstance(one, str) and one), ""))
        except NotAllowedError as problem:
            raise tell(problem) from problem

    around = _generator if inspect.isgeneratorfunction(function) else _plain
    asking = around(function, admit)
    asking.drafter_action = action  # type: ignore[attr-defined]
    return asking


def require_here(action: Action, subject: str) -> None:
    """Inside an event: require a right, for what the press turned out to ask for."""
    require(action)
    scope = _scope()
    if action in RECORDED and scope is not None and RECORD in scope:
        scope[RECORD](action, subject)


def _plain(function: Callable[..., Any], admit: Callable[[tuple[Any, ...]], None]) -> Callable[..., Any]:
    @functools.wraps(function)
    def asking(*values: Any, **named: Any) -> Any:
        with _as_asked():
            admit(values)
            return function(*values, **named)

    return asking


def _generator(function: Callable[..., Any], admit: Callable[[tuple[Any, ...]], None]) -> Callable[..., Any]:
    @functools.wraps(function)
    def asking(*values: Any, **named: Any) -> Iterator[Any]:
        with _as_asked():
            admit(values)
            steps = function(*values, **named)
        try:
            while True:
                # Each step may run in another context, so each is told anew.
                with _as_asked():
                    try:
                        step = next(steps)
                    except StopIteration:
                        return
                yield step
        finally:
            steps.close()

    return asking


@contextmanager
def _as_asked() -> Iterator[None]:
    """In the name and the language of whoever the event comes from."""
    scope = _scope()
    with acting_as(_person()), speaking(language_of(scope) if scope is not None else ""):
        yield


def _person() -> Person | None:
    scope = _scope()
    return scope.get(PERSON) if scope is not None else None


def _scope() -> Any:
    request = LocalContext.request.get(None)
    return request.request.scope if request is not None and request.request is not None else None


class OnlyFor:
    """The same for a route of ours, as its dependency."""

    def __init__(self, action: Action) -> None:
        self.action = action

    async def __call__(self, request: Request) -> None:
        require(self.action)
        if self.action in RECORDED and RECORD in request.scope:
            request.scope[RECORD](self.action, request.url.path)


def for_those_who(action: Action) -> Any:
    """Return the dependency that admits those who may do `action`."""
    return Depends(OnlyFor(action))


def action_of(route: APIRoute) -> Action | None:
    """Return the right a route asks for, None when it asks for none."""
    asked = [one.call.action for one in route.dependant.dependencies if isinstance(one.call, OnlyFor)]
    return asked[0] if asked else None


def take_in(app: FastAPI, router: APIRouter) -> None:
    """Serve the routes of `router`; a route that asks for no right and is not among the open ones is a mistake."""
    open_ = [
        route.path
        for route in router.routes
        if isinstance(route, APIRoute) and action_of(route) is None and route.path not in OPEN
    ]
    if open_ or not all(isinstance(route, APIRoute) for route in router.routes):
        raise TypeError(f"routes without dependencies=[for_those_who(...)]: {open_}")
    # As they are, not wrapped: so a look at app.routes shows them all.
    app.router.routes.extend(router.routes)
