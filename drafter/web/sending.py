"""Files to download: with their Chinese names, kept by no cache."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from fastapi.responses import Response

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "md": "text/markdown; charset=utf-8",
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
}
# What Windows and browsers do not take in a file's name.
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f\\/:*?"<>|\u202a-\u202e\u2066-\u2069\ud800-\udfff]')


def send_file(name: str, content: bytes) -> Response:
    """Return the file as a download of this name."""
    safe = _NOT_IN_NAMES.sub("_", name).strip(" .") or "report"
    suffix = safe.rpartition(".")[2]
    headers = {
        "content-disposition": f"attachment; filename=\"report.{suffix}\"; filename*=UTF-8''{quote(safe)}",
        "cache-control": "no-store",
    }
    return Response(content, media_type=_TYPES[suffix], headers=headers)


def send_written(folder: Path, name: str, write: Callable[[Path], object]) -> Response:
    """Return as a download what `write` puts into a file of this kind, made in `folder` and gone afterwards."""
    with tempfile.TemporaryDirectory(dir=folder, prefix="export-") as inside:
        path = Path(inside) / f"file{Path(name).suffix}"
        write(path)
        return send_file(name, path.read_bytes())
