"""Errors a user can act on: what happened, with the value seen, then what to do next."""

from __future__ import annotations


class DrafterError(Exception):
    """Printed as one line, exit code 3. Anything else that escapes is a bug and keeps its traceback."""


class ReportError(DrafterError):
    """A report that cannot be read, or whose body or year cannot be told."""


class SheetError(DrafterError):
    """A fill-in sheet that cannot be read as one."""


class ForeignSheetError(SheetError):
    """A table that is no fill-in sheet, so that its cells have to be matched to rows."""


class IndexFolderError(DrafterError):
    """No usable index in the folder."""


class StaleIndexError(IndexFolderError):
    """An index built with another embedder than the one asked for."""


class DraftError(DrafterError):
    """A draft that cannot be read, revised or exported."""


class ConflictError(DraftError):
    """A save on top of a revision that is no longer the newest; nothing was overwritten."""
