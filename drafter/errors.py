"""Errors a user can act on: what happened, with the value seen, then what to do next."""

from __future__ import annotations

import errno

from drafter.strings import tr


class DrafterError(Exception):
    """Printed as one line, exit code 3. Anything else that escapes is a bug and keeps its traceback."""


class ReportError(DrafterError):
    """A report that cannot be read, or whose body or year cannot be told."""


class SheetError(DrafterError):
    """A fill-in sheet that cannot be read as one; several cells to mend are named a line each."""


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


def reason_of(problem: OSError) -> str:
    """Return why the system refused, in words an office knows; in the system's own where the reason is a rare one."""
    match problem.errno:
        case errno.ENOENT:
            return tr("没有这个文件或文件夹")
        case errno.EACCES | errno.EPERM:
            return tr("没有权限")
        case errno.ENOSPC | errno.EDQUOT:
            return tr("磁盘已满")
        case errno.EROFS:
            return tr("磁盘只读")
        case errno.EISDIR:
            return tr("是文件夹，不是文件")
        case errno.ENOTDIR:
            return tr("路径中有一段不是文件夹")
        case errno.ENAMETOOLONG:
            return tr("文件名太长")
        case errno.EADDRINUSE:
            return tr("已被别的程序占用")
        case errno.EADDRNOTAVAIL:
            return tr("不是本机的地址")
    return problem.strerror or str(problem)
