"""Look at a zip's directory before a parser does, so that a bomb is refused while it is still small."""

from __future__ import annotations

import zipfile
from pathlib import Path, PurePosixPath

from drafter.errors import ReportError
from drafter.strings import tr

_MOST_ENTRIES = 2000
_MOST_BYTES = 256 * 2**20
_MOST_IN_ONE = 64 * 2**20
_MOST_RATIO = 200


def check_zip(path: Path, *, part: str) -> None:
    """Raise ReportError unless `path` is a zip with the entry `part` and of reasonable size when unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as problem:
        raise ReportError(_damaged(path)) from problem
    names = [entry.filename for entry in entries]
    if part not in names or len(set(names)) < len(names):
        raise ReportError(_damaged(path))
    unsafe = any(
        name.startswith(("/", "\\")) or ".." in PurePosixPath(name.replace("\\", "/")).parts for name in names
    )
    bloated = any(
        entry.file_size > _MOST_IN_ONE
        or (entry.file_size > 2**20 and entry.file_size > _MOST_RATIO * max(entry.compress_size, 1))
        for entry in entries
    )
    if (
        unsafe
        or bloated
        or len(entries) > _MOST_ENTRIES
        or sum(entry.file_size for entry in entries) > _MOST_BYTES
    ):
        raise ReportError(
            tr(
                "{name}：压缩内容异常（条目过多或展开后过大），没有打开。请在 Word 或 WPS 里另存一份再读",
                name=path.name,
            )
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise ReportError(tr("{name}：文件已加密。请去掉密码后再读", name=path.name))


def _damaged(path: Path) -> str:
    with path.open("rb") as file:
        old = file.read(4) == b"\xd0\xcf\x11\xe0"
    if old:
        return tr(
            "{name}：是旧版 Word 或加密文件。请在 Word 或 WPS 里去掉密码、另存为 .docx 后再读", name=path.name
        )
    return tr("{name}：文件已损坏，不是完整的 .docx。请在 Word 或 WPS 里打开并另存一份再读", name=path.name)
