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
from drafter.draft import Draft
from drafter.errors import DraftError, ReportError
from drafter.export.readback import Earlier, ReadBack, as_exported, compare
from drafter.export.readback.word_file import WordFile, read_word_file
from drafter.reading.child import SECONDS, Child, answer_requests
from drafter.rebuilding import rebuild

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
        word = rebuild(WordFile, _CHILD.ask({"path": str(path.absolute())}, path.name, seconds))
        base, stale = as_exported(draft, word, earlier)
        asked = {
            "name": path.name,
            "word": asdict(word),
            "draft": asdict(draft),
            "base": asdict(base),
            "stale": sorted(stale),
            "brief": brief.to_json() if brief else None,
        }
        return rebuild(ReadBack, _CHILD.ask(asked, path.name, seconds))
    except ReportError as problem:
        raise DraftError(str(problem)) from problem


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    if "path" in asked:
        return asdict(read_word_file(Path(asked["path"])))
    brief = Brief.from_json(asked["brief"]) if asked["brief"] else None
    draft, base = rebuild(Draft, asked["draft"]), rebuild(Draft, asked["base"])
    word, stale = rebuild(WordFile, asked["word"]), set(asked["stale"])
    return asdict(compare(word, draft, base, stale, brief=brief, name=asked["name"]))


if __name__ == "__main__":
    sys.exit(answer_requests(_answer))
