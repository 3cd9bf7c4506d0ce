"""A draft as plain text."""

from __future__ import annotations

from pathlib import Path

from drafter.draft import Draft
from drafter.export.blocks import find_blocks, has_title
from drafter.export.characters import clean, report_cleaning
from drafter.saving import save_bytes


def write_plain(draft: Draft, path: Path) -> None:
    """Write the text to `path`: one paragraph a line, tabs between the cells of tables, the title on top."""
    above = "" if has_title(find_blocks(draft)) or not draft.title.strip() else f"{draft.title}\n"
    report_cleaning(draft.text)
    # The mark at the beginning and the line ends are what every version of Notepad reads.
    save_bytes(path, clean(above + draft.text).replace("\n", "\r\n").encode("utf-8-sig"))
