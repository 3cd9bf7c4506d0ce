"""Reorder the first hits with a cross-encoder, when a model for it is on the machine."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from drafter.errors import IndexFolderError
from drafter.index.embedding import refuse_code
from drafter.passages import Passage
from drafter.strings import tr

# A cross-encoder reads query and passage together: good, and too slow for more than the first few.
_DEPTH = 50


class Reranker(Protocol):
    def rerank(self, query: str, ranked: Sequence[tuple[Passage, float]]) -> list[tuple[Passage, float]]:
        """Return the same passages, best first, with scores from 0 to 1."""
        ...


def open_reranker(folder: Path | None) -> Reranker | None:
    """Return the reranker in a folder, None when none was asked for. Loading takes seconds."""
    return None if folder is None else CrossEncoderReranker(folder)


class CrossEncoderReranker:
    """A cross-encoder model folder, such as a bge-reranker-* one, through sentence-transformers on the CPU."""

    def __init__(self, folder: Path) -> None:
        folder = Path(folder)
        _refuse_other(folder)
        refuse_code(folder)
        from sentence_transformers import CrossEncoder
        from transformers.utils import logging

        logging.disable_progress_bar()
        try:
            self._model = CrossEncoder(
                str(folder),
                device="cpu",
                trust_remote_code=False,
                local_files_only=True,
                model_kwargs={"use_safetensors": True},
            )
        except Exception as problem:  # whatever a model library makes of files that are no model
            reason = (str(problem).strip() or repr(problem)).splitlines()[0][:200]
            raise IndexFolderError(
                tr(
                    "{folder}：重排模型打不开（{problem}）。请重新复制模型文件夹",
                    folder=folder,
                    problem=reason,
                )
            ) from problem

    def rerank(self, query: str, ranked: Sequence[tuple[Passage, float]]) -> list[tuple[Passage, float]]:
        import numpy as np

        first, rest = ranked[:_DEPTH], ranked[_DEPTH:]
        if not first:
            return []
        raw = np.asarray(
            self._model.predict([(query, passage.content) for passage, _ in first], show_progress_bar=False),
            dtype=np.float64,
        ).reshape(len(first), -1)[:, -1]
        # Models differ in what they return; as ranks, what is not reordered stays below.
        scores = (raw - raw.min()) / max(float(np.ptp(raw)), 1e-9)
        floor = max((score for _, score in rest), default=0.0)
        order = np.argsort(-scores, kind="stable").tolist()
        return [(first[at][0], floor + (1 - floor) * float(scores[at])) for at in order] + list(rest)


def _refuse_other(folder: Path) -> None:
    """Refuse what judges no pair of texts: the library would put untrained weights on any model and rank by chance."""
    if not folder.is_dir():
        raise IndexFolderError(
            tr("找不到重排模型文件夹 {folder}。请检查路径，模型须已下载到本机", folder=folder)
        )
    config = _written(folder / "config.json")
    kinds = config.get("architectures") or [config.get("model_type") or tr("没有 config.json")]
    kept = _written(folder / "config_sentence_transformers.json").get("model_type") == "CrossEncoder"
    # What a model answers with: one score, or no and yes.
    answers = len(config.get("id2label") or ()) or 2
    if (kept or str(kinds[0]).endswith("ForSequenceClassification")) and answers <= 2:
        return
    raise IndexFolderError(
        tr(
            "{folder}：不是重排模型（{kind}）。请指定 cross-encoder 文件夹，如 bge-reranker；向量模型用 drafter index --embedder",
            folder=folder,
            kind=tr("分 {n} 类的分类模型", n=answers) if answers > 2 else kinds[0],
        )
    )


def _written(file: Path) -> dict[str, Any]:
    """What a file of the model says of it; nothing when there is none that can be read."""
    with suppress(OSError, ValueError):
        told = json.loads(file.read_text("utf-8"))
        return told if isinstance(told, dict) else {}
    return {}
