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


class AccountError(DrafterError):
    """An account, role, password or token that is not as it must be."""


class LoginError(AccountError):
    """A name and password that do not belong together; it does not say which was wrong."""


class TooManyAttemptsError(LoginError):
    """So many failures that nothing is looked at for a while."""


class BusyError(DrafterError):
    """Too much is being done already."""
