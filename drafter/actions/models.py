"""The models an office has on its machines: one that writes, one that reorders what a search found. Nothing needs either."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from drafter.drafting.models.generation import Generator, open_generator
from drafter.reranking import Reranker, open_reranker


@dataclass(frozen=True, slots=True)
class Models:
    """`generator` writes sections and rewrites stretches; without one, last year's wording is adapted."""

    generator: Generator | None = None
    reranker: Reranker | None = None


NO_MODELS = Models()


def open_models(generator: str = "precedent", reranker: Path | None = None) -> Models:
    """Return the models named as on the command line; loading may be slow, and what is no model is told at once."""
    writer = None if generator == "precedent" else open_generator(generator)
    return Models(writer, open_reranker(reranker))
