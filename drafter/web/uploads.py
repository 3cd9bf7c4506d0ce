"""Files a person hands in: given back their own names, read in, told of one by one."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from fastapi import UploadFile

from drafter.actions import Office
from drafter.errors import DrafterError
from drafter.reading import READERS
from drafter.strings import tr

REPORT_TYPES = sorted(READERS)
MOST_FILES = 200


def add_reports(
    office: Office, paths: Sequence[Path], *, progress: Callable[[int, int, str], None] | None = None
) -> tuple[list[tuple[bool, str]], tuple[str, ...]]:
    """Take files into the library; returns a line for each (did it work, sentence) and the names they have there."""
    check_number(paths)
    wrong = [path for path in paths if path.suffix.lower() not in READERS]
    right = [path for path in paths if path.suffix.lower() in READERS]
    lines = [
        (False, tr("{name}：读不了这种文件。可用 {known}", name=path.name, known=" ".join(REPORT_TYPES)))
        for path in wrong
    ]
    if not right:
        return lines, ()
    summary = office.library.add(right, progress=progress)
    sources = (*summary.added, *summary.refreshed, *summary.unchanged)
    lines += [(True, tr("{name}：已加入资料库", name=name)) for name in summary.added]
    lines += [(True, tr("{name}：已更新", name=name)) for name in summary.refreshed]
    lines += [(True, tr("{name}：资料库中已有，内容相同", name=name)) for name in summary.unchanged]
    lines += [(False, why) for _, why in summary.failures]
    return lines, sources


def check_number(paths: Sequence[object]) -> None:
    """Refuse more files than one upload may bring."""
    if len(paths) > MOST_FILES:
        raise DrafterError(
            tr("一次最多上传 {most} 个文件，收到 {n} 个。请分批上传", most=MOST_FILES, n=len(paths))
        )


def known_project(office: Office, id: str) -> str:
    """Return the project's id when there is such a project, "" otherwise."""
    try:
        office.workspace.load(id)
    except DrafterError:
        return ""
    return id


class Tray:
    """Files a program sent, laid under their own names into a folder: body and year are often told by a name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def lay(self, upload: UploadFile) -> Path:
        place = Path(tempfile.mkdtemp(dir=self._folder))
        path = place / _own_name(upload.filename or "")
        with path.open("wb") as file:
            shutil.copyfileobj(upload.file, file)
        return path

    def lay_any(self, upload: UploadFile | None) -> Path | None:
        return self.lay(upload) if upload is not None and (upload.filename or upload.size) else None


@contextmanager
def tray(folder: Path) -> Iterator[Tray]:
    """Return a tray in `folder`; what is on it is gone afterwards."""
    with tempfile.TemporaryDirectory(dir=folder, prefix="sent-") as inside:
        yield Tray(Path(inside))


def _own_name(name: str) -> str:
    """Return the name without folders, cut to what a file system takes, its ending kept."""
    plain = "".join(c for c in name.replace("\\", "/").rpartition("/")[2] if c.isprintable()).strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    if not dot:
        stem, suffix = plain, ""
    room = 240 - len(suffix.encode("utf-8", "replace"))
    cut = stem.encode("utf-8", "replace")[: max(room, 0)].decode("utf-8", "ignore")
    return (f"{cut}{dot}{suffix}" if len(suffix) < 20 else stem[:60]) or "file"
