"""Make the filled example sheet in corpus/, when what it should hold has changed: `python tools/make_example_sheet.py`.

What it holds stands in example_sheet.toml.
"""

from __future__ import annotations

import sys
import tomllib
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from drafter.brief import Brief, Figure, WorkItem
from drafter.reading import read_report
from drafter.sheet import make_sheet, read_sheet, write_sheet

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
PREVIOUS = CORPUS / "云栖市政协办公厅-部门整体支出绩效自评报告-2025.docx"
EXAMPLE = CORPUS / "填报示例-云栖市政协办公厅-2026.xlsx"
HELD = tomllib.loads(Path(__file__).with_name("example_sheet.toml").read_text("utf-8"))


def example() -> Brief:
    """Return the sheet for 2026 with every row filled in and every item decided."""
    brief = make_sheet(read_report(PREVIOUS), 2026)
    typed = {row_of(brief, words).id: value for words, value in figures()}
    items = [decide(item) for item in brief.items]
    added = HELD["added"]
    items.append(WorkItem(f"W{len(items) + 1}", added["section"], "", "新增", added["text"], "联络工作总结"))
    brief = replace(brief.fill(**typed), previous_report=PREVIOUS.name, items=tuple(items))
    left = [
        f"{figure.id} {figure.label}" for figure in brief.figures if not figure.value and not figure.formula
    ]
    assert not left, left
    return brief


def figures() -> list[tuple[str, str]]:
    pairs = [line.rpartition(" ") for line in HELD["figures"].strip().splitlines()]
    return [(words, value) for words, _, value in pairs]


def row_of(brief: Brief, words: str) -> Figure:
    """Return the one row that shows these words."""
    found = [one for one in brief.figures if any(words in sentence for sentence in one.evidence)]
    assert len(found) == 1, (words, [one.id for one in found])
    return found[0]


def decide(item: WorkItem) -> WorkItem:
    found = [one for one in HELD["item"] if item.previous.startswith(one["begins"])]
    assert len(found) == 1, item.previous
    return replace(item, action=found[0]["action"], text=found[0].get("text", ""))


if __name__ == "__main__":
    wanted = example()
    if not EXAMPLE.exists() or read_sheet(EXAMPLE) != wanted:
        write_sheet(wanted, EXAMPLE)
    print(EXAMPLE.name)
