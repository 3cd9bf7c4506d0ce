"""What is derived from the archive for searching: a folder per generation, a folder in it per segment.

FAISS files carry no checksum and almost half of damaged ones load as if good, so the manifest holds the
SHA-256 of each file, and the archive that of the manifest. Nothing here is precious: on any doubt it is built
again from the archive. A generation shares the files of unchanged segments with the one before, by links.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafter.index.segments import Segment, read_segment
from drafter.saving import sync_folder

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_MANIFEST = "manifest.json"
_DEAD = "dead.npy"
# Reading so much through takes a second: beyond, only what was written or copied after the manifest is read,
# and a file of the right size that is older is taken for the one written.
_LARGE = 1 << 29
# Of the generation this process wrote last: how each file stood then, and its SHA-256.
_WRITTEN: dict[Path, tuple[tuple[int, int, int], str]] = {}


@dataclass(frozen=True, slots=True)
class Generation:
    """Segments in the order of their passages' numbers, and the numbers of those that are gone since."""

    segments: tuple[Segment, ...]
    dead: npt.NDArray[np.int64]


def write_generation(
    folder: Path,
    kept: Sequence[Segment],
    build: Sequence[Callable[[Path], Segment]],
    dead: npt.NDArray[np.int64],
    *,
    fingerprint: str,
    before: Path | None = None,
) -> tuple[str, Generation]:
    """Build segments behind the `kept` ones, the first of the generation in `before`, whose files are shared.

    What was in `folder` goes. All files are brought safely to disk; the first returned is the SHA-256 of the manifest.
    """
    import numpy as np

    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        files = _shared(before, folder, len(kept)) if before and kept else {}
        fresh = [one(folder / str(number)) for number, one in enumerate(build, len(kept))]
        np.save(folder / _DEAD, dead, allow_pickle=False)
        built = Generation((*kept, *fresh), dead)
        return _finished(folder, built, files, fingerprint), built
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def load_generation(folder: Path, manifest: str, *, trusting: bool = False) -> Generation | None:
    """Return the generation, or None when the manifest or any file is not the one written.

    With `trusting`, files are only compared by size: enough to build on, since they are read whole before
    they are searched.
    """
    import numpy as np

    try:
        if _sha256(folder / _MANIFEST) != manifest:
            return None
        said = json.loads((folder / _MANIFEST).read_text("utf-8"))
        finished = (folder / _MANIFEST).stat().st_mtime_ns
        large = sum(of["bytes"] for of in said["files"].values()) > _LARGE
        for name, of in said["files"].items():
            if (folder / name).stat().st_size != of["bytes"]:
                return None
            touched = not large or (folder / name).stat().st_mtime_ns > finished
            if not trusting and touched and not _holds(folder / name, of["sha256"]):
                return None
        segments = tuple(read_segment(folder / str(number)) for number in range(said["segments"]))
        return Generation(segments, np.load(folder / _DEAD, allow_pickle=False))
    # Whatever is wrong with a derived file, the answer is the same: build it again.
    except (OSError, ValueError, KeyError, TypeError, RuntimeError):
        return None


def drop_generations(folder: Path, *, keep: int) -> None:
    """Remove all but `keep` and the one before it, which a reader may just be opening."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in {str(keep), str(keep - 1)}:
            shutil.rmtree(path, ignore_errors=True)


def sync_tree(folder: Path) -> None:
    """Bring every file below `folder`, and their names, safely to disk."""
    for path in folder.rglob("*"):
        if path.is_file():
            _sync(path)
        else:
            sync_folder(path)
    sync_folder(folder)
    sync_folder(folder.parent)


def _finished(folder: Path, built: Generation, files: dict[str, Any], fingerprint: str) -> str:
    """Bring what is not in `files` yet safely to disk, with the manifest, and return the SHA-256 of that."""
    _WRITTEN.clear()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in files:
            files[name] = {"bytes": path.stat().st_size, "sha256": _sha256(path)}
            _sync(path)
            _WRITTEN[path.resolve()] = (_state(path), files[name]["sha256"])
    manifest = {
        "passages": sum(map(len, built.segments)) - len(built.dead),
        "segments": len(built.segments),
        "fingerprint": fingerprint,
        "files": files,
    }
    (folder / _MANIFEST).write_text(json.dumps(manifest, indent=2), "utf-8")
    _sync(folder / _MANIFEST)
    for path in (*(folder / str(number) for number in range(len(built.segments))), folder, folder.parent):
        sync_folder(path)
    return _sha256(folder / _MANIFEST)


def _shared(kept: Path, folder: Path, count: int) -> dict[str, Any]:
    """Link the files of the first `count` segments into `folder`; return what the manifest says of them."""
    said: dict[str, Any] = json.loads((kept / _MANIFEST).read_text("utf-8"))["files"]
    files = {name: of for name, of in said.items() if "/" in name and int(name.split("/")[0]) < count}
    for name in files:
        target = folder / name
        target.parent.mkdir(exist_ok=True)
        try:
            os.link(kept / name, target)
        except OSError:  # a file system without links
            shutil.copyfile(kept / name, target)
    return files


def _holds(path: Path, sha256: str) -> bool:
    """Whether the file is the one written; what this process wrote, and nobody touched since, is not read again."""
    state, written = _WRITTEN.get(path.resolve(), (None, ""))
    return written == sha256 if state == _state(path) else _sha256(path) == sha256


def _state(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _sync(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())
