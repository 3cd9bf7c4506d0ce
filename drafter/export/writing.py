"""A draft as the file its name asks for."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from drafter.draft import Draft
from drafter.errors import DraftError
from drafter.export.docx import write_docx
from drafter.export.markdown import write_markdown
from drafter.export.notes import require_closed
from drafter.export.pdf import write_pdf
from drafter.export.plain import write_plain
from drafter.saving import save_bytes
from drafter.strings import tr


def write_draft(draft: Draft, path: Path, *, final: bool = False, **how: Any) -> None:
    """Write the draft as the suffix of `path` says; `how` are the options of `write_docx`, and what a kind of file cannot
    show is left out. `final` raises DraftError while a 待补 or 待核 stands."""
    write = WRITERS.get(path.suffix.lower())
    if write is None:
        raise DraftError(
            tr(
                "不会写“{suffix}”文件。输出文件请用 .docx、.pdf、.md、.txt 或 .json",
                suffix=path.suffix.lower() or path.name,
            )
        )
    if final:
        require_closed(draft)
    write(draft, path, **how)


def _write_paper(
    draft: Draft,
    path: Path,
    *,
    issues: object = (),
    controls: bool = False,
    comments: bool = False,
    **how: Any,
) -> None:
    """Write a PDF: what only Word shows is left out."""
    write_pdf(draft, path, **how)


def _write_words(write: Callable[[Draft, Path], None]) -> Callable[..., None]:
    return lambda draft, path, **_: write(draft, path)


def _write_json(draft: Draft, path: Path) -> None:
    save_bytes(path, json.dumps(draft.to_json(), ensure_ascii=False, indent=1).encode())


WRITERS: dict[str, Callable[..., None]] = {
    ".docx": write_docx,
    ".pdf": _write_paper,
    ".md": _write_words(write_markdown),
    ".txt": _write_words(write_plain),
    ".json": _write_words(_write_json),
}
