"""Tables that are right, in the layouts offices use, printed as Word, Excel and pasted text: how many alarms do they raise?

    python benchmarks/right_tables.py [--seed N] [--count N] [--layout NAME] [--show] [--json]

Every figure is invented and the arithmetic closes; only where the layout says so rounding leaves a last place off. Each
layout is made anew from each seed: other names and sizes, 合计 on top or at the bottom, blanks or dashes, separators of
thousands, minus signs as offices write them. An alarm is a misreading.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.made.count_layouts import COUNTS
from benchmarks.made.mixed_layouts import MIXED
from benchmarks.made.money_layouts import MONEY
from benchmarks.made.tables import Made
from drafter.checks import check_report
from drafter.issue import Issue
from drafter.reading import read_report


def write_word(made: Made, path: Path) -> None:
    from docx import Document

    document = Document()
    for line in made.before:
        document.add_paragraph(line)
    table = document.add_table(rows=len(made.rows), cols=made.width)
    for at, row in enumerate(made.rows):
        for column, cell in enumerate(row):
            table.cell(at, column).text = cell
    for top, left, bottom, right in made.merged:
        table.cell(top, left).merge(table.cell(bottom, right)).text = made.rows[top][left]
    for line in made.after:
        document.add_paragraph(line)
    document.save(str(path))


def write_excel(made: Made, path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in made.before:
        sheet.append([line])
    first = len(made.before) + 1
    for at, row in enumerate(made.rows):
        for column, cell in enumerate(row):
            if cell:
                sheet.cell(first + at, column + 1, cell)
    for top, left, bottom, right in made.merged:
        sheet.merge_cells(
            start_row=first + top, start_column=left + 1, end_row=first + bottom, end_column=right + 1
        )
    for line in made.after:
        sheet.append([line])
    book.save(str(path))


def _pasted(part: Callable[[Sequence[str]], str]) -> Callable[[Made, Path], None]:
    def write(made: Made, path: Path) -> None:
        lines = [*made.before, *map(part, made.rows), *made.after]
        path.write_text("\n".join(lines) + "\n", "utf-8")

    return write


def _markdown(made: Made, path: Path) -> None:
    rows = ["| " + " | ".join(row) + " |" for row in made.rows]
    lines = [*made.before, "", rows[0], "|" + "---|" * made.width, *rows[1:], "", *made.after]
    path.write_text("\n".join(lines) + "\n", "utf-8")


LAYOUTS = MONEY | COUNTS | MIXED
# Copied from a page, a cell is a line or stands behind a tab; empty cells stay between tabs and are lost elsewhere.
WRITERS: dict[str, tuple[str, Callable[[Made, Path], None]]] = {
    "Word": (".docx", write_word),
    "Excel": (".xlsx", write_excel),
    "Markdown": (".md", _markdown),
    "tabs": (".txt", _pasted("\t".join)),
    "spaces": (".txt", _pasted(lambda row: " ".join(filter(None, row)))),
    "lines": (".txt", _pasted(lambda row: "\n".join(filter(None, row)))),
}


def alarms_of(made: Made, writer: str, folder: Path) -> tuple[list[Issue], str]:
    """Return the errors and warnings on the table printed so, and the text as read."""
    suffix, write = WRITERS[writer]
    path = folder / f"某局-情况说明-2024{suffix}"
    write(made, path)
    report = read_report(path)
    return [one for one in check_report(report).issues if one.severity != "note"], report.text


def main() -> None:
    arguments = argparse.ArgumentParser(description="alarms on tables that are right")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--count", type=int, default=20, help="tables of each layout")
    arguments.add_argument("--layout", choices=sorted(LAYOUTS))
    arguments.add_argument("--show", action="store_true")
    arguments.add_argument("--json", action="store_true")
    chosen = arguments.parse_args()
    counted: Counter[tuple[str, str]] = Counter()
    characters = tables = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in [chosen.layout] if chosen.layout else LAYOUTS:
            for number in range(chosen.count):
                made = LAYOUTS[name](random.Random(f"{name} {chosen.seed} {number}"))
                for writer in WRITERS:
                    issues, text = alarms_of(made, writer, Path(folder))
                    characters, tables = characters + len(text), tables + 1
                    for issue in issues:
                        counted[name, issue.severity] += 1
                        if chosen.show:
                            print(f"{name} {number} {writer}: {issue.severity} {issue.code} {issue.message}")
    total = {
        severity: sum(n for (_, one), n in counted.items() if one == severity)
        for severity in ("error", "warning")
    }
    figures = {"tables": tables, "characters": characters, **{f"{k}s": v for k, v in total.items()}}
    if chosen.json:
        print(json.dumps(figures))
        return
    for name in LAYOUTS:
        print(f"{name:24}{counted[name, 'error']:6}{counted[name, 'warning']:6}")
    print(figures, f"errors per 1,000 characters {total['error'] / characters * 1000:.3f}")


if __name__ == "__main__":
    main()
