"""Before files are taken in: whether the disk has room for them, and whether this person has brought enough."""

from __future__ import annotations

from pathlib import Path

from drafter.room import Brought, NoRoomError, require_free
from drafter.web.asking import PERSON
from drafter.web.security import LIMIT, App, Receive, Scope, Send, refuse

# Files sent here stay for a day; those sent to /api/v1 are gone with the answer.
_KEPT = "/gradio_api/upload"
_TAKES_FILES = (_KEPT, "/api/v1/")


class Storage:
    """Answers 507 where the disk of `folder` is nearly full, or one person has brought more than `brought` lets in.

    What a body announces is counted before it is read; one that announces nothing counts as the longest that is let in.
    """

    def __init__(self, app: App, *, folder: Path, brought: Brought | None = None) -> None:
        self.app, self.folder = app, folder
        self.brought = brought or Brought()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "POST" and scope["path"].startswith(_TAKES_FILES):
            length = dict(scope["headers"]).get(b"content-length", b"")
            size = int(length) if length.isdigit() else LIMIT
            person = scope.get(PERSON)
            try:
                require_free(self.folder, size)
                if scope["path"].startswith(_KEPT):
                    self.brought.add(person.name if person else "", size)
            except NoRoomError as problem:
                await refuse(507, str(problem), send, error="no-room")
                return
        await self.app(scope, receive, send)
