"""A draft as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from drafter.draft import Draft
from drafter.export.blocks import Grid, Line, find_blocks, has_title
from drafter.export.characters import clean, report_cleaning
from drafter.saving import save_bytes

_SPECIAL = re.compile(r"[*`<]|\\(?=[!-/:-@\[-`{-~])|(?<!\w)_|_(?!\w)|&(?=#?\w+;)|\](?=\()")
_OPENING = re.compile(r"^(#{1,6}(?=\s|$)|>|[-+](?=\s|$)|(?:-\s*){3,}$|=+\s*$|~{3,})")


def write_markdown(draft: Draft, path: Path) -> None:
    """Write the draft to `path`: title as #, chapters as ##, tables with pipes, open marks as they stand."""
    blocks = find_blocks(draft)
    parts = list(_parts(draft.text, blocks))
    if draft.title.strip() and not has_title(blocks):
        parts.insert(0, f"# {_escape(draft.title)}")
    report_cleaning(draft.text)
    save_bytes(path, ("\n\n".join(parts) + "\n").encode("utf-8"))


def _parts(text: str, blocks: Sequence[Line | Grid]) -> Iterator[str]:
    title = "".join(
        text[b.start : b.end].strip() for b in blocks if isinstance(b, Line) and b.role == "title"
    )
    if title.strip():
        yield f"# {_escape(title)}"
    for block in blocks:
        if isinstance(block, Grid):
            yield _table([[text[start:end] for start, end in row] for row in block.rows])
        elif block.role != "title" and (words := _escape(text[block.start : block.end])):
            yield f"{'#' * min(block.level + 1, 6)} {words}" if block.role == "heading" else words


def _table(rows: Sequence[Sequence[str]]) -> str:
    columns = max(len(row) for row in rows)
    lines = [
        "| " + " | ".join(_cell(row[n]) if n < len(row) else "" for n in range(columns)) + " |"
        for row in rows
    ]
    return "\n".join([lines[0], "|" + " --- |" * columns, *lines[1:]])


def _cell(words: str) -> str:
    return _escape(words).replace("|", r"\|")


def _escape(words: str) -> str:
    """Return the line so that Markdown shows it as it is; what needs no backslash gets none."""
    words = _SPECIAL.sub(lambda found: "\\" + found[0], clean(words).strip().replace("\t", " "))
    # One tilde is a range (5~10万元), a pair of them would strike the text between them out.
    if words.count("~") > 1:
        words = words.replace("~", r"\~")
    return _OPENING.sub(lambda found: "\\" + found[0], words)
