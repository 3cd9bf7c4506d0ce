"""Of all the addresses Gradio answers, those the page needs; the others are not there."""

from __future__ import annotations

import re
from typing import Any

from drafter.strings import tr
from drafter.web.security import App, Receive, Scope, Send, refuse

_NEEDED = re.compile(
    r"""
    /(?:report|check|library)?/?          # the pages
    | /(?:config|theme\.css|favicon\.ico|manifest\.json)
    | /(?:assets|static|svelte)/[\w./-]+    # scripts, fonts and styles that come with Gradio
    | /gradio_api/(?:theme\.css|startup-events|upload|upload_progress|cancel|reset)/?
    | /gradio_api/queue/(?:join|data)
    | /gradio_api/heartbeat/\w{1,64}
    """,
    re.VERBOSE,
)


class OnlyNeeded:
    """Answers 404 for whatever else Gradio offers: functions by name, files by path, descriptions, monitoring."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not (_NEEDED.fullmatch(scope["path"]) and ".." not in scope["path"]):
            await refuse(404, tr("没有这个页面"), send, error="not-found")
            return
        await self.app(scope, receive, send)


def fetch_nothing() -> None:
    """Take from Gradio what it fetches addresses with: an upload that names one instead of a file would be followed."""
    import safehttpx
    from gradio import processing_utils

    for module, name in ((processing_utils, "async_ssrf_protected_get"), (safehttpx, "get")):
        if not hasattr(module, name):
            raise TypeError(f"{module.__name__}.{name} is gone: look what fetches addresses now")
        setattr(module, name, _refuse)


async def _refuse(*_: Any, **__: Any) -> Any:
    raise PermissionError("nothing is fetched from addresses")
