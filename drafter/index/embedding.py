"""Embedders: text → vectors, from a model folder on disk, with torch only where the model needs it."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from drafter.errors import IndexFolderError
from drafter.index.wordpiece import LongestWords, WordPieces, vocabulary_of
from drafter.strings import tr

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]

_MODEL_FILES = {".json", ".safetensors", ".txt", ".model", ".jinja"}
# They are unpickled when loaded, which runs whatever code is in them.
_PICKLED = {".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle"}
# So many texts of our own embedder are cut together: five times as fast, once that is prepared.
_MANY = 64


class Embedder(Protocol):
    """`fingerprint` names the weights: vectors of different fingerprints must not be compared."""

    name: str
    dim: int
    fingerprint: str

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row of length 1 per text; a row of zeros for a text without any known token."""
        ...


def open_embedder(folder: Path) -> Embedder:
    """Open a sentence-transformers model folder; slow for models that need torch, quick for static ones."""
    folder = Path(folder)
    modules = _modules(folder)
    refuse_code(folder, modules)
    kinds = [str(module.get("type", "")).rpartition(".")[2] for module in modules]
    if kinds in (["StaticEmbedding"], ["StaticEmbedding", "Normalize"]):
        home = folder / str(modules[0].get("path", ""))
        if (home / "model.safetensors").is_file() and _has_tensor(home, "embedding.weight"):
            return StaticEmbedder(folder, home)
    return SentenceTransformerEmbedder(folder)


class StaticEmbedder:
    """A table of token vectors; a text is the mean of its tokens, as SentenceTransformer(folder) has it."""

    def __init__(self, folder: Path, home: Path) -> None:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        try:
            table = load_file(home / "model.safetensors")["embedding.weight"]
            self._table: Vectors = table.astype("float32", copy=False)
            written = (home / "tokenizer.json").read_text("utf-8")
            self._vocabulary = vocabulary_of(written)
            self._tokenizer = None if self._vocabulary else Tokenizer.from_str(written)
        except Exception as problem:  # tokenizers and safetensors raise nothing narrower
            raise _broken(folder, problem) from problem
        if self._tokenizer:
            self._tokenizer.no_padding()
        self.name = folder.name
        self.dim = int(self._table.shape[1])
        self.fingerprint = fingerprint_of(folder, self.dim)

    def encode(self, texts: Sequence[str]) -> Vectors:
        import numpy as np

        if len(texts) > _MANY and self._vocabulary:
            return normalised(self._pieces.counted(texts) @ self._table)
        out = np.zeros((len(texts), self.dim), dtype=np.float32)
        for row, ids in enumerate(self._cut(texts)):
            if ids:
                out[row] = whole = np.add.reduce(self._table[ids])
                # Here, in a fifth of the time that a query's one row would take among many.
                length = math.sqrt(float(whole @ whole))
                if 0 < length < math.inf:
                    out[row] /= length
                else:
                    out[row] = normalised(whole[None])[0]
        return out

    def _cut(self, texts: Sequence[str]) -> list[list[int]]:
        if not self._tokenizer:
            return list(map(self._words.cut, texts))
        encodings = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [encoding.ids for encoding in encodings]

    @cached_property
    def _words(self) -> LongestWords:
        return LongestWords(self._vocabulary or {})

    @cached_property
    def _pieces(self) -> WordPieces:
        return WordPieces(self._vocabulary or {})


class SentenceTransformerEmbedder:
    """Any other model folder, such as a bge-*-zh one, through sentence-transformers on the CPU."""

    def __init__(self, folder: Path) -> None:
        from sentence_transformers import SentenceTransformer

        try:
            self._model = SentenceTransformer(
                str(folder),
                device="cpu",
                trust_remote_code=False,
                local_files_only=True,
                model_kwargs={"use_safetensors": True},
            )
            self.dim = int(self._model.get_embedding_dimension())
        except Exception as problem:  # whatever a model library makes of files that are no model
            raise _broken(folder, problem) from problem
        self.name = folder.name
        self.fingerprint = fingerprint_of(folder, self.dim)

    def encode(self, texts: Sequence[str]) -> Vectors:
        import numpy as np

        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        rows = self._model.encode(list(texts), show_progress_bar=False, convert_to_numpy=True)
        return normalised(np.asarray(rows, dtype=np.float32))


def fingerprint_of(folder: Path, dim: int) -> str:
    """Return the SHA-256 over the names and contents of the model's files and `dim`."""
    digest = hashlib.sha256(f"dim {dim}\n".encode())
    for path in sorted(folder.rglob("*")):
        if path.suffix in _MODEL_FILES and path.is_file():
            digest.update(f"{path.relative_to(folder).as_posix()} {path.stat().st_size}\n".encode())
            with path.open("rb") as stream:
                while block := stream.read(1 << 20):
                    digest.update(block)
    return digest.hexdigest()


def normalised(rows: Vectors) -> Vectors:
    """Return the rows scaled to length 1; rows of zeros stay, and so become what is not a finite number."""
    import numpy as np

    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    if not np.isfinite(lengths).all():
        rows = np.nan_to_num(rows, nan=0.0, posinf=0.0, neginf=0.0)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    result: Vectors = (rows / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return result


def _modules(folder: Path) -> list[dict[str, Any]]:
    """Return the rows of modules.json; none for a plain transformers folder."""
    if not (folder / "modules.json").is_file() and not (folder / "config.json").is_file():
        raise IndexFolderError(
            tr(
                "{folder}：不是向量模型文件夹（没有 modules.json 或 config.json）。"
                "请指定 sentence-transformers 模型文件夹",
                folder=folder,
            )
        )
    try:
        found = json.loads((folder / "modules.json").read_text("utf-8"))
    except FileNotFoundError:
        return []
    except ValueError as problem:
        raise _broken(folder, problem) from problem
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def refuse_code(folder: Path, modules: Sequence[dict[str, Any]] = ()) -> None:
    """Refuse what would run code: pickled weights without safetensors beside them, foreign modules."""
    for path in folder.rglob("*"):
        if path.suffix in _PICKLED and not any(path.parent.glob("*.safetensors")):
            raise IndexFolderError(
                tr(
                    "{file}：只接受 safetensors 权重，pickle 格式可能藏有代码。"
                    "请换用带 model.safetensors 的模型",
                    file=path,
                )
            )
    for module in modules:
        kind = str(module.get("type", ""))
        if not kind.startswith("sentence_transformers."):
            raise IndexFolderError(
                tr(
                    "{folder}：模型要运行自带代码（{kind}），已拒绝。请换用标准的 sentence-transformers 模型",
                    folder=folder,
                    kind=kind,
                )
            )


def _has_tensor(home: Path, name: str) -> bool:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(home / "model.safetensors", "np") as tensors:
            return name in tensors.keys()  # noqa: SIM118, not a mapping
    except SafetensorError as problem:
        raise _broken(home, problem) from problem


def _broken(folder: Path, problem: Exception) -> IndexFolderError:
    reason = (str(problem).strip() or repr(problem)).splitlines()[0][:200]
    return IndexFolderError(
        tr("{folder}：向量模型打不开（{problem}）。请重新复制模型文件夹", folder=folder, problem=reason)
    )
