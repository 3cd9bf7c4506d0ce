"""How well and how fast files are read: characters kept, table cells, headings, seconds.

`python benchmarks/reading.py [REPORTS]`: REPORTS is a folder of published reports with `files/` and the like, which the
labels in tests/data speak about; without it only corpus/ and made files are measured. Made reports are printed in ten
layouts, as Word files and, where LibreOffice is installed, as PDFs and old Word files; `--seed N` makes others.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from types import ModuleType

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
_ROUNDS = 9

from benchmarks.made.reports import Part, convert, write_made  # noqa: E402
from drafter.errors import DrafterError  # noqa: E402
from drafter.reading import READERS, read_with_account  # noqa: E402
from drafter.reading.blocks import plain_spaces  # noqa: E402
from drafter.report import Report  # noqa: E402
from drafter.tables import column_heads, head_rows, row_head  # noqa: E402


def main(folder: Path | None, seed: int) -> None:
    print_table(("file", "seconds", "kept", "explained", "against", "in it"), list(kept_rows(folder)))
    if folder:
        print_table(
            ("labels", "right", "of", "%"),
            [score_cells(folder), *score_headings(folder), score_paragraphs(folder)],
        )
    print_table(
        ("made reports", "paragraphs whole", "headings", "cells", "untrue headings", "characters lost"),
        list(made_rows(seed)),
    )
    print_table(("in the child process", "median, s", "of the processor", "limit, s"), list(speed_rows()))


# ---- characters ----


def kept_rows(folder: Path | None) -> Iterator[tuple[str, ...]]:
    """Yield a row a file: our own account, and the share of another reader's characters that stand in our text or in
    what we say we left out."""
    for path in sorted(one for place in filter(None, (ROOT / "corpus", folder)) for one in place.rglob("*")):
        if path.suffix.lower() not in READERS or path.stem == "README":
            continue
        begun = time.perf_counter()
        try:
            report, account = read_with_account(path)
        except DrafterError as problem:
            yield path.name, "-", str(problem), "", "", ""
            continue
        seconds = time.perf_counter() - begun
        other, name = other_text(path)
        ours = Counter(letters(report.text))
        theirs = Counter(letters(other))
        losses = sum(loss.characters for loss in account.losses)
        missing = sum((theirs - ours).values())
        share = f"{100 * (1 - max(missing - losses, 0) / max(sum(theirs.values()), 1)):.2f}" if other else "-"
        kept = f"{100 * account.kept / max(account.characters, 1):.2f}"
        yield path.name, f"{seconds:.2f}", kept, str(account.unexplained == 0), name, share


def other_text(path: Path) -> tuple[str, str]:
    """Return what pdftotext or LibreOffice reads, where they are installed."""
    suffix = path.suffix.lower()
    if suffix == ".pdf" and shutil.which("pdftotext"):
        done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=False)
        return done.stdout.decode("utf-8", "replace"), "pdftotext"
    if suffix in (".docx", ".doc") and shutil.which("soffice"):
        with tempfile.TemporaryDirectory() as folder:
            command = [
                "soffice",
                "--headless",
                "--convert-to",
                "txt:Text (encoded):UTF8",
                "--outdir",
                folder,
                str(path),
            ]
            subprocess.run(command, capture_output=True, check=False)
            made = Path(folder) / f"{path.stem}.txt"
            return (made.read_text("utf-8-sig"), "LibreOffice") if made.exists() else ("", "-")
    return "", "-"


def letters(text: str) -> str:
    return re.sub(r"\s", "", plain_spaces(text))


# ---- labels ----


def score_cells(folder: Path) -> tuple[str, ...]:
    """A cell is right when its value stands under its row's and its column's head."""
    labels = json.loads((ROOT / "tests/data/cells.json").read_text("utf-8"))
    reports: dict[str, Report] = {}
    right = 0
    for label in labels:
        name = label["file"]
        report = reports.setdefault(name, read_with_account(folder / "files" / name)[0])
        right += label["value"] in values_at(report, label["table"] - 1, label["row"], label["column"])
    return "table cells", str(right), str(len(labels)), f"{100 * right / len(labels):.2f}"


def values_at(report: Report, table: int, row: str, column: str) -> list[str]:
    if table >= len(report.tables):
        return []
    cells = report.tables[table].cells
    heads = ["/".join(one) for one in column_heads(cells)]
    return [
        line[x]
        for y, line in enumerate(cells)
        for x in range(len(line))
        if y >= head_rows(cells) and heads[x] == column and row_head(cells, y, x) == row
    ]


def score_headings(folder: Path) -> list[tuple[str, ...]]:
    """Count labelled headings found at their level, and how many of those found are labelled; a heading is known by
    the SHA-256 of its text without spaces."""
    labels = json.loads((ROOT / "tests/data/headings.json").read_text("utf-8"))
    wanted = Counter((one["file"], one["mark"], one["level"]) for one in labels)
    found = Counter(
        (name, hashlib.sha256(letters(one.heading).encode()).hexdigest()[:10], one.level)
        for name in dict.fromkeys(one["file"] for one in labels)
        for one in read_with_account(folder / name)[0].sections
        if one.heading
    )
    right = sum((wanted & found).values())
    return [
        ("headings found", str(right), str(len(labels)), f"{100 * right / len(labels):.2f}"),
        ("headings true", str(right), str(sum(found.values())), f"{100 * right / sum(found.values()):.2f}"),
    ]


def score_paragraphs(folder: Path) -> tuple[str, ...]:
    """Count labelled paragraphs that stand as a line of their own, whole and with nothing run into them; they were drawn
    by lot from all lines that are no table's, and are known by the SHA-256 of their text without spaces."""
    labels = json.loads((ROOT / "tests/data/paragraphs.json").read_text("utf-8"))
    wanted = Counter((one["file"], one["mark"]) for one in labels)
    found = Counter(
        (name, hashlib.sha256(letters(line).encode()).hexdigest()[:10])
        for name in dict.fromkeys(one["file"] for one in labels)
        for line in read_with_account(folder / name)[0].text.split("\n")
    )
    right = sum((wanted & found).values())
    return "paragraphs whole", str(right), str(len(labels)), f"{100 * right / len(labels):.2f}"


# ---- made reports ----


def made_rows(seed: int) -> Iterator[tuple[str, ...]]:
    """Yield, for each kind of file and layout, the paragraphs that stand in the text exactly, the headings found at their
    level, those found that are none, the cells, and the characters lost."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        made = write_made(folder, seed, 2)
        for suffix in ("docx", "pdf", "doc"):
            if suffix != "docx" and not convert(folder, suffix):
                continue
            counts: dict[str, Counter[str]] = {}
            for stem, (layout, parts) in made.items():
                found = score_made(read_with_account(folder / f"{stem}.{suffix}")[0], parts)
                for name in (layout, "all") if suffix == "pdf" else ("all",):
                    counts.setdefault(name, Counter()).update(found)
            for name, one in counts.items():
                pairs = [
                    f"{one[what]} of {one[f'{what} in all']}" for what in ("paragraphs", "headings", "cells")
                ]
                yield f".{suffix}, {name}", *pairs, str(one["untrue"]), str(one["lost"])


def score_made(report: Report, parts: Sequence[Part]) -> Counter[str]:
    lines = Counter(letters(line) for line in report.text.split("\n"))
    found = Counter((one.level, letters(one.heading)) for one in report.sections if one.heading)
    read = Counter(letters(cell) for table in report.tables for row in table.cells for cell in row if cell)
    paragraphs = Counter(letters(part.text) for part in parts if part.kind == "paragraph")
    headings = Counter((part.level, letters(part.text)) for part in parts if part.kind == "heading")
    cells = Counter(letters(cell) for part in parts for row in part.rows for cell in row)
    written = Counter("".join(letters(part.text) for part in parts) + "".join(cells.elements()))
    pairs = {"paragraphs": (paragraphs, lines), "headings": (headings, found), "cells": (cells, read)}
    score: Counter[str] = Counter()
    for what, (wanted, got) in pairs.items():
        score[what] = sum((wanted & got).values())
        score[f"{what} in all"] = sum(wanted.values())
    score["untrue"] = sum((found - headings).values())
    score["lost"] = sum((written - Counter(letters(report.text))).values())
    return score


# ---- speed ----


def speed_rows() -> Iterator[tuple[str, ...]]:
    """Yield the median seconds a file takes, in a process started for it and in one kept warm, which forks a child for it."""
    from drafter.reading import worker
    from tests.build_files import paragraph, write_docx, write_pdf

    line = "全市供水水质稳定达标群众反映问题办结及时各项指标12"
    with tempfile.TemporaryDirectory() as folder:
        pages = [[(80.0, 780.0 - 28 * at, line) for at in range(22)] for _ in range(60)]
        pdf = write_pdf(Path(folder) / "a.pdf", *pages)
        docx = write_docx(Path(folder) / "a.docx", *(paragraph(line * 8 + "。") for _ in range(100)))
        for name, path, limit in (("PDF, 60 pages", pdf, "1.0"), (".docx, 20,000 characters", docx, "0.3")):
            request = json.dumps(worker.request(path, path.name)).encode()
            found: dict[str, list[tuple[float, float]]] = {"started for it": [], "kept warm": []}
            for _ in range(_ROUNDS):
                for how, ask in (("started for it", ask_new), ("kept warm", ask_warm)):
                    begun, worked = time.perf_counter(), all_seconds(worker)
                    assert len(ask(worker, request)) > 10_000
                    found[how].append((time.perf_counter() - begun, all_seconds(worker) - worked))
            for how, times in found.items():
                wall, work = (median(one[at] for one in times) for at in (0, 1))
                yield f"{name}, {how}", f"{wall:.2f}", f"{work:.2f}", limit


def ask_new(worker: ModuleType, request: bytes) -> bytes:
    done = subprocess.run(
        worker.CHILD.command, input=request, capture_output=True, env=worker.CHILD.environment, check=True
    )
    return done.stdout


def ask_warm(worker: ModuleType, request: bytes) -> bytes:
    return worker.CHILD.keeper.ask(request, 60) or b""


def all_seconds(worker: ModuleType) -> float:
    """Return the processor time of all children so far, those of the process kept warm as well."""
    warm = worker.CHILD.keeper
    warm._running()
    fields = Path(f"/proc/{warm._process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    ticks = sum(map(int, fields[11:15]))
    return child_seconds() + ticks / os.sysconf("SC_CLK_TCK")


def child_seconds() -> float:
    """Return the processor time of all child processes so far; on a busy machine it says more than the clock."""
    times = os.times()
    return times.children_user + times.children_system


def print_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    print("\n| " + " | ".join(heads) + " |\n|" + "---|" * len(heads))
    for row in rows:
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--seed", type=int, default=20_000)
    options = parser.parse_args()
    main(options.folder, options.seed)
