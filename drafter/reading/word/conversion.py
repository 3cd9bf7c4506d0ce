"""The second way to read an old Word file: LibreOffice, where it is installed, turns it into .docx."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from drafter.reading.kinds import RICH_TEXT

_OLD_WORD = {".doc", ".wps"}
# A damaged file must not keep its reader waiting.
_SECONDS = 9.0
_OLE = b"\xd0\xcf\x11\xe0"


def convert_old_word(path: Path, folder: Path, *, seconds: float) -> Path | None:
    """Return a .docx in `folder`, or None when the file is no old Word file or LibreOffice cannot do it."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None or path.suffix.lower() not in _OLD_WORD or not _may_be_word(path):
        return None
    # A copy, since LibreOffice puts a lock file beside what it opens; a profile of its own, since it will not run twice.
    copy = folder / f"report{path.suffix.lower()}"
    shutil.copyfile(path, copy)
    profile = (folder / "profile").absolute().as_uri()
    try:
        subprocess.run(
            [
                office,
                f"-env:UserInstallation={profile}",
                "--headless",
                "--convert-to",
                "docx",
                "--outdir",
                str(folder),
                str(copy),
            ],
            capture_output=True,
            timeout=min(seconds, _SECONDS),
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError):
        return None
    made = folder / "report.docx"
    return made if made.is_file() else None


def _may_be_word(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(8).startswith((_OLE, RICH_TEXT))
    except OSError:
        return False
