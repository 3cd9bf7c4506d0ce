"""What is derived from the archive for searching: a FAISS file and a lexical index, a folder per generation.

FAISS files carry no checksum and almost half of damaged ones load as if good, so the manifest holds the
SHA-256 of each file and of the passages it was built for. Nothing here is precious: on any doubt it is built
again from the archive.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafter.lexical import Lexical, words

if TYPE_CHECKING:
    from drafter.embedding import Vectors
    from drafter.passages import Passage

_FAISS = "passages.faiss"
_LEXICAL = "lexical"
_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Generation:
    """Both search structures; row i of each is the archive's passage i."""

    dense: Any
    lexical: Lexical


def build_generation(passages: Sequence[Passage], vectors: Vectors) -> Generation:
    """Build in memory; vectors must be of length 1 or 0."""
    import faiss
    import numpy as np

    # One query is two to three times slower on FAISS's default of all cores.
    faiss.omp_set_num_threads(1)
    dense = faiss.IndexFlatIP(vectors.shape[1])
    dense.add(np.ascontiguousarray(vectors, dtype=np.float32))
    return Generation(dense, Lexical.build([words(passage.content) for passage in passages]))


def state_of(passages: Sequence[Passage], fingerprint: str) -> str:
    """Name the passages, their order and their vectors, all of which the search structures depend on."""
    names = "\n".join((fingerprint, *(passage.id for passage in passages)))
    return hashlib.sha256(names.encode()).hexdigest()


def write_generation(folder: Path, generation: Generation, *, fingerprint: str, state: str) -> None:
    """Bring all files safely to disk; what was in `folder` goes."""
    import faiss

    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    # Not faiss.write_index: on a full disk it can leave a short file without raising.
    (folder / _FAISS).write_bytes(faiss.serialize_index(generation.dense).tobytes())
    generation.lexical.save(folder / _LEXICAL)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    manifest = {
        "passages": generation.dense.ntotal,
        "dim": generation.dense.d,
        "fingerprint": fingerprint,
        "state": state,
        "files": {
            path.relative_to(folder).as_posix(): {"bytes": path.stat().st_size, "sha256": _sha256(path)}
            for path in files
        },
    }
    (folder / _MANIFEST).write_text(json.dumps(manifest, indent=2), "utf-8")
    for path in (*files, folder / _MANIFEST):
        _sync(path)
    for path in (folder / _LEXICAL, folder, folder.parent):
        _sync_folder(path)


def load_generation(folder: Path, *, state: str, passages: int, dim: int) -> Generation | None:
    """Return the generation, or None when any of its files is not the one written for this state."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_text("utf-8"))
        present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        if manifest["state"] != state or present != {_MANIFEST, *manifest["files"]}:
            return None
        if any(_sha256(folder / name) != of["sha256"] for name, of in manifest["files"].items()):
            return None
        return _load(folder, passages, dim)
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
            _sync_folder(path)
    _sync_folder(folder)
    _sync_folder(folder.parent)


def _load(folder: Path, passages: int, dim: int) -> Generation | None:
    import faiss
    import numpy as np

    faiss.omp_set_num_threads(1)
    dense = faiss.deserialize_index(np.fromfile(folder / _FAISS, dtype=np.uint8))
    if not isinstance(dense, faiss.IndexFlat) or (dense.ntotal, dense.d) != (passages, dim):
        return None
    return Generation(dense, Lexical.load(folder / _LEXICAL, passages))


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _sync(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _sync_folder(path: Path) -> None:
    if os.name == "nt":  # folders cannot be opened there
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
