"""Reorder the first hits with a cross-encoder, when a model for it is on the machine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

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


class CrossEncoderReranker:
    """A cross-encoder model folder, such as a bge-reranker-* one, through sentence-transformers on the CPU."""

    def __init__(self, folder: Path) -> None:
        refuse_code(folder)
        from sentence_transformers import CrossEncoder

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
