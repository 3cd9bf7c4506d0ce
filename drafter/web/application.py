"""Put together: the office, the plain routes, the pages, and the wall around them."""

from __future__ import annotations

import warnings
from typing import Any

import gradio as gr
from fastapi import FastAPI
from fastapi.requests import Request
from starlette.middleware.cors import CORSMiddleware

from drafter.actions import Office
from drafter.strings import tr
from drafter.web import look
from drafter.web.access import Access
from drafter.web.api import api_routes
from drafter.web.asking import PERSON, take_in
from drafter.web.check_page import build_check
from drafter.web.data_routes import data_routes
from drafter.web.document import OwnHead
from drafter.web.gate import Gate
from drafter.web.home_page import HomePage
from drafter.web.library_page import LibraryPage
from drafter.web.login import login_routes
from drafter.web.mounted import OnlyNeeded, fetch_nothing
from drafter.web.problems import tell_problems
from drafter.web.proxies import Proxies
from drafter.web.report_page import ReportPage
from drafter.web.rewriting_routes import rewriting_routes
from drafter.web.routes import routes
from drafter.web.security import Wall
from drafter.web.storage import Storage
from drafter.web.visitor import Spoken

UPLOAD_LIMIT = "50mb"
PAGES = ("", "/report", "/check", "/library")


def build(office: Office, access: Access) -> FastAPI:
    """Return the whole application; `drafter.web.build_app` sets the environment first."""
    fetch_nothing()
    app = FastAPI(title="Drafter", docs_url=None, redoc_url=None, openapi_url=None)
    # With no origin allowed this adds nothing, but its presence turns off Gradio's own, which answers to any origin.
    app.add_middleware(CORSMiddleware, allow_origins=[])
    app.add_middleware(OwnHead, head=look.head, styles=look.styles, paths=PAGES)
    app.add_middleware(Storage, folder=office.folder)
    app.add_middleware(Gate, door=access.door, accounts=access.accounts)
    app.add_middleware(Spoken)
    app.add_middleware(Wall, hosts=access.sites, addresses=access.addresses)
    app.add_middleware(Proxies, trusted=access.trusted)
    tell_problems(app)
    take_in(app, login_routes(access.door, access.accounts))
    take_in(app, routes(office))
    take_in(app, rewriting_routes(office))
    take_in(app, data_routes(office))
    take_in(app, api_routes(app, office))
    with warnings.catch_warnings():
        # Several pages and no SSR is what we ask for; Gradio warns of it all the same.
        warnings.filterwarnings("ignore", message="SSR mode is not supported")
        return _mounted(app, office)


def _mounted(app: FastAPI, office: Office) -> FastAPI:
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        _pages(office),
        path="/",
        allowed_paths=[],
        blocked_paths=[str(office.library.folder.absolute()), "/etc", "/root", "/home", "/proc", "/var"],
        max_file_size=UPLOAD_LIMIT,
        show_error=False,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        run_history=False,
        footer_links=[],
        theme=look.theme(),
        auth_dependency=_name,
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
    )
    mount: Any = mounted.routes[-1]
    mount.app = OnlyNeeded(mount.app)
    return mounted


def _name(request: Request) -> str | None:
    """Tell Gradio who is asking; the gate has let nobody through."""
    person = request.scope.get(PERSON)
    return None if person is None else person.name


def _pages(office: Office) -> gr.Blocks:
    with gr.Blocks(
        title=tr("Drafter 年度报告起草"), analytics_enabled=False, delete_cache=(3600, 86400), fill_width=True
    ) as pages:
        HomePage(pages, office)
    with pages.route(tr("起草"), "/report", show_in_navbar=False):
        ReportPage(pages, office)
    with pages.route(tr("校核报告"), "/check", show_in_navbar=False):
        build_check(pages, office)
    with pages.route(tr("资料库"), "/library", show_in_navbar=False):
        LibraryPage(pages, office)
    pages.queue(max_size=64, default_concurrency_limit=8, api_open=False)
    pages.max_threads = 16
    pages.state_session_capacity = 300
    return pages
