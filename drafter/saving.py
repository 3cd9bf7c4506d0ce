"""Put a finished file in its place: whole, or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from drafter.errors import DraftError, reason_of
from drafter.strings import tr


def save_bytes(path: Path, data: bytes) -> None:
    """Write `data` to `path` so that a crash at any moment leaves the old file or the new one."""
    # The name must stay below 255 bytes however long the target's is, so it does not repeat it.
    beside = path.parent / f".{secrets.token_hex(8)}.tmp"
    try:
        _write_through(beside, data)
        os.replace(beside, path)
        sync_folder(path.parent)
    except OSError as problem:
        raise DraftError(
            tr(
                "写不了文件 {name}：{reason}。请确认文件夹存在、磁盘未满、文件没有在 Word 中打开，再导出一次",
                name=path.name,
                reason=reason_of(problem),
            )
        ) from problem
    finally:
        beside.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """See to it that the disk holds what stands in the folder, where folders can be opened for that."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_through(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    with open(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(descriptor)
