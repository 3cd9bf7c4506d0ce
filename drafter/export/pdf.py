"""A draft as PDF: LibreOffice, where it is installed, prints the Word file."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import Any

from drafter.draft import Draft
from drafter.errors import DraftError
from drafter.export.docx import write_docx
from drafter.saving import save_bytes
from drafter.strings import tr

_SECONDS = 120
# One after another: each takes a processor and a few hundred megabytes.
_printing = threading.Lock()
_FILTER = (
    'pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"}}'
)


def find_office() -> str | None:
    """Return the path of LibreOffice, None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def write_pdf(draft: Draft, path: Path, *, seconds: float = _SECONDS, **how: Any) -> None:
    """Write the draft as `write_docx` lays it out, without comments and controls; `how` are its other options."""
    office = find_office()
    if office is None:
        raise DraftError(
            tr(
                "这台机器没有 LibreOffice，不能直接生成 PDF。"
                "请先导出 Word，在 Word 或 WPS 里另存为 PDF；或请管理员安装 LibreOffice 后再试"
            )
        )
    with tempfile.TemporaryDirectory(prefix="drafter-") as name:
        folder = Path(name)
        write_docx(draft, folder / "report.docx", controls=False, comments=False, **how)
        with _printing:
            _run(office, folder, seconds)
        made = folder / "report.pdf"
        data = made.read_bytes() if made.is_file() else b""
        if not data.startswith(b"%PDF"):
            raise DraftError(tr("LibreOffice 没有生成 PDF。请先导出 Word，在 Word 或 WPS 里另存为 PDF"))
        save_bytes(path, data)


def _run(office: str, folder: Path, seconds: float) -> None:
    # A profile of its own: LibreOffice will not run twice on one, and a person may have it open.
    profile = (folder / "profile").absolute().as_uri()
    command = [
        office,
        f"-env:UserInstallation={profile}",
        "--headless",
        "--norestore",
        "--convert-to",
        _FILTER,
    ]
    child = subprocess.Popen(
        [*command, "--outdir", str(folder), str(folder / "report.docx")],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired as problem:
        raise DraftError(
            tr(
                "LibreOffice 用了 {seconds} 秒还没有做完，已停止。请先导出 Word，在 Word 或 WPS 里另存为 PDF",
                seconds=f"{seconds:g}",
            )
        ) from problem
    finally:
        _end(child)


def _end(child: subprocess.Popen[bytes]) -> None:
    """End what was started, and what that has started in turn."""
    if child.poll() is None:
        if os.name == "posix":
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()
        child.wait()
