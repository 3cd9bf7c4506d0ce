"""Read an edited Word file back in child processes with limits: it comes from outside like any other file.

One child opens the file, another compares it with the draft: a file of thousands of paragraphs that are nearly the
draft's makes that slow. A process is started for each, since a file is read back once and a person waits for it.
"""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from drafter.brief import Brief
from drafter.draft import BoundFigure, Draft, DraftSection, OpenMark, PrecedentSpan, Sentence
from drafter.errors import DraftError, ReportError
from drafter.export.readback import Earlier, FigureChange, ReadBack, SectionChange, as_exported, compare
from drafter.export.readback.word_file import Anchor, Control, WordFile, WordLine, read_word_file
from drafter.reading.child import SECONDS, Child, answer_requests

_CHILD = Child("drafter.export.readback.worker")


def read_back_safely(
    path: Path,
    draft: Draft,
    *,
    brief: Brief | None = None,
    earlier: Earlier | None = None,
    seconds: float = SECONDS,
) -> ReadBack:
    """Return what `read_back` would; a crash, a hang or a memory bomb becomes a DraftError."""
    try:
        word = _word_file(_CHILD.ask({"path": str(path.absolute())}, path.name, seconds))
        base, stale = as_exported(draft, word, earlier)
        asked = {
            "name": path.name,
            "word": asdict(word),
            "draft": asdict(draft),
            "base": asdict(base),
            "stale": sorted(stale),
            "brief": brief.to_json() if brief else None,
        }
        return _read_back(_CHILD.ask(asked, path.name, seconds))
    except ReportError as problem:
        raise DraftError(str(problem)) from problem


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    if "path" in asked:
        return asdict(read_word_file(Path(asked["path"])))
    brief = Brief.from_json(asked["brief"]) if asked["brief"] else None
    draft, base, stale = _draft(asked["draft"]), _draft(asked["base"]), set(asked["stale"])
    return asdict(compare(_word_file(asked["word"]), draft, base, stale, brief=brief, name=asked["name"]))


# -- from JSON ---------------------------------------------------------------------------------------------------------


def _word_file(data: dict[str, Any]) -> WordFile:
    lines = tuple(
        WordLine(
            **{
                **one,
                "controls": tuple(Control(**control) for control in one["controls"]),
                "sections": tuple(Anchor(**anchor) for anchor in one["sections"]),
            }
        )
        for one in data["lines"]
    )
    return WordFile(lines, data["changes"], tuple((kind, count) for kind, count in data["left_out"]))


def _read_back(data: dict[str, Any]) -> ReadBack:
    return ReadBack(
        _draft(data["draft"]),
        tuple(SectionChange(**one) for one in data["sections"]),
        tuple(FigureChange(**one) for one in data["figures"]),
        tuple(data["notes"]),
    )


def _draft(data: dict[str, Any]) -> Draft:
    return Draft(**{**data, "sections": tuple(_section(one) for one in data["sections"])})


def _section(data: dict[str, Any]) -> DraftSection:
    sentences = (
        Sentence(**{**one, "precedent": one["precedent"] and PrecedentSpan(**one["precedent"])})
        for one in data["sentences"]
    )
    parts = {
        "sentences": tuple(sentences),
        "figures": tuple(BoundFigure(**one) for one in data["figures"]),
        "open": tuple(OpenMark(**one) for one in data["open"]),
    }
    return DraftSection(**{**data, **parts})


if __name__ == "__main__":
    sys.exit(answer_requests(_answer))
