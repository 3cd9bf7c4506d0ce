"""The table of rights: every event of the page and every route has its row, and it holds for each role."""

from __future__ import annotations

from typing import Any

import gradio as gr
import pytest
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.routing import Mount

from drafter.rights import ACTIONS, RIGHTS, ROLES, NotAllowedError, Person, acting, acting_as, require
from drafter.web import build_app
from drafter.web.asking import OPEN, action_of, only_for, take_in
from tests.web.endpoints import ANYONE, EVENTS, ROUTES


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    folder = tmp_path_factory.mktemp("rights")
    return build_app(folder / "index", folder / "workspace")


def events(app: FastAPI) -> list[Any]:
    """The functions a browser can call: each is an address, hidden from the list or not."""
    mounted: Any = app.routes[-1]
    return [one.fn for one in mounted.app.app.get_blocks().fns.values() if one.fn is not None]


def test_every_event_of_the_page_asks_for_a_right(app: FastAPI):
    functions = events(app)
    assert len(functions) > 20
    assert [one for one in functions if getattr(one, "drafter_action", None) not in ACTIONS] == []


def test_every_route_of_ours_asks_for_a_right_or_is_meant_for_anyone(app: FastAPI):
    routes = [one for one in app.routes if isinstance(one, APIRoute)]
    assert len(routes) > 10
    assert [one.path for one in routes if action_of(one) not in ACTIONS and one.path not in OPEN] == []


def test_every_route_and_event_has_its_row_in_the_list(app: FastAPI):
    """Read from the running application: what is new, gone or asks for another right does not pass unseen."""
    *ours, mount = app.routes
    assert isinstance(mount, Mount)
    assert [type(one) for one in ours if not isinstance(one, APIRoute)] == []
    asked = {f"{method} {one.path}": action_of(one) for one in ours for method in one.methods}  # type: ignore[attr-defined]
    assert asked == dict.fromkeys(ANYONE) | ROUTES
    pages = mount.app.app.get_blocks()  # type: ignore[attr-defined]
    found = [
        (name_of_event(pages, one), one.fn.drafter_action) for one in pages.fns.values() if one.fn is not None
    ]
    assert dict(found) == EVENTS
    # Of two events by one name neither may hide the other's right.
    assert [(name, action) for name, action in found if EVENTS[name] != action] == []


def name_of_event(pages: Any, event: Any) -> str:
    starts = []
    for id, kind in event.targets:
        block = pages.blocks.get(id)
        where = "page" if block is None else block.elem_id or type(block).__name__
        starts.append(f"{where}.{kind}")
    return f"{' '.join(starts)} {event.fn.__qualname__.replace('<locals>.', '')}"


def test_a_route_that_forgot_to_ask_keeps_the_page_from_starting():
    router = APIRouter()
    router.add_api_route("/forgotten", lambda: "")
    with pytest.raises(TypeError, match="/forgotten"):
        take_in(FastAPI(), router)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_does_what_the_table_says_and_nothing_else(role: Any):
    with acting_as(Person("某人", role)):
        for action in ACTIONS:
            if role in RIGHTS[action]:
                require(action)
            else:
                with pytest.raises(NotAllowedError, match=f"“{role}”不能"):
                    require(action)


def test_whoever_reviews_changes_no_figure_and_whoever_drafts_passes_nothing():
    assert "审核" not in RIGHTS["write"]
    assert "起草" not in RIGHTS["finish"]
    assert all("管理" in roles for roles in RIGHTS.values())


def test_nobody_may_do_anything():
    assert acting() is None
    for action in ACTIONS:
        with pytest.raises(NotAllowedError, match="请先登录"):
            require(action)


@pytest.mark.parametrize("function", [lambda: "done", lambda: (yield "done")])
def test_an_event_called_without_a_person_does_not_run(function: Any):
    asking = only_for(function, "read", tell=lambda problem: gr.Error(str(problem)))
    with pytest.raises(gr.Error, match="请先登录"):
        next(iter(asking()))
