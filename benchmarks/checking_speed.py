"""How fast numbers are read and reports checked, beside a bare scan of the same text, and how soon the issues are right after an edit.

    python benchmarks/checking_speed.py [FOLDER…] [--rounds N] [--seed N]

All is processor time of one thread, the median of N rounds, each in a process of its own: what a process has checked it remembers.
Its first check also compiles the patterns that it meets, which no later one does; so the check is measured twice, as a process's
first and behind one of a text that has no line in common with it. The default folder is corpus/.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from drafter.checks import check_report
from drafter.collecting import collect_rarely
from drafter.errors import DrafterError
from drafter.numbers.quantity import find_mentions
from drafter.reading import read_report, read_text
from drafter.report import Report, Section

# The yardstick: one pass of `re` for a number and the unit behind it, with the value as a float.
_BARE = re.compile(r"(\d+(?:\.\d+)?)\s?(万元|亿元|%|个百分点|万人次|人次|个|项|件|次|家|人|元|万|亿)?")
_AMOUNT = re.compile(r"\d(?=[\d.]*(?:万元|亿元|%|人|件|个|项))")
_PROSE = (".txt", ".md", ".docx", ".pdf")
_OTHERS = str.maketrans("0123456789", "1234567890")
_EDITED, _EDITS = 20_000, 24  # characters of the report that is edited, and how often it is in one round
_LENGTHS = (20_000, 200_000, 2_000_000)

ROWS = {
    "reading": "reading, times the bare scan (limit 25)",
    "check": "the whole check, times the bare scan (limit 100)",
    "first": "the same as a process's first check",
    "again": f"checking {_EDITED:,} characters again after an edit, ms (limit 50)",
    "anew": "the same with reading the text anew, ms",
}


def measure(reports: Sequence[Report], *, rounds: int, seed: int) -> dict[str, float]:
    """Return the median of each of ROWS."""
    work = [(reports, seed + nth) for nth in range(rounds)]
    found: dict[str, float] = {}
    with multiprocessing.get_context("fork").Pool(1, maxtasksperchild=1) as fresh:
        for task in (_first, _later, edited):
            results = fresh.starmap(task, work, chunksize=1)
            found |= {name: statistics.median(one[name] for one in results) for name in results[0]}
    return {name: found[name] for name in ROWS}


def by_length(reports: Sequence[Report]) -> dict[int, float]:
    """Return the microseconds a character that checking texts of growing length takes."""
    with multiprocessing.get_context("fork").Pool(1, maxtasksperchild=1) as fresh:
        work = [(reports, length) for length in _LENGTHS]
        return dict(zip(_LENGTHS, fresh.starmap(_long, work, chunksize=1), strict=True))


def _first(reports: Sequence[Report], seed: int) -> dict[str, float]:
    return {"first": _seconds(lambda: [check_report(one) for one in reports]) / _scan(reports)}


def _later(reports: Sequence[Report], seed: int) -> dict[str, float]:
    _check_another(reports)
    reading = _seconds(lambda: [find_mentions(one.text, year=one.year) for one in reports])
    check = _seconds(lambda: [check_report(one) for one in reports])
    scan = _scan(reports)
    return {"reading": reading / scan, "check": check / scan}


def edited(reports: Sequence[Report], seed: int) -> dict[str, float]:
    """Edits of one text, each alone: a digit changed, or a clause with a number put in, which moves all that follows."""
    rng = random.Random(seed)
    clean = read_text("\n".join(one.text for one in reports)[:_EDITED], "2024.txt")
    amounts = [found.start() for found in _AMOUNT.finditer(clean.text)]
    stops = [found.start() for found in re.finditer("。", clean.text)]
    again, anew = [], []
    for nth in range(_EDITS):
        check_report(clean)
        at, keep, words = rng.choice(amounts), 1, str(rng.randrange(1, 10))
        if nth % 2:
            at, keep, words = rng.choice(stops), 0, f"，另有{rng.randrange(10, 99)}件"
        text = clean.text[:at] + words + clean.text[at + keep :]
        started = time.process_time()
        report = read_text(text, "2024.txt")
        again.append(_seconds(lambda report=report: check_report(report)) * 1000)  # type: ignore[misc]
        anew.append((time.process_time() - started) * 1000)
    return {"again": statistics.median(again), "anew": statistics.median(anew)}


def _long(reports: Sequence[Report], length: int) -> float:
    _check_another(reports)
    short = "\n".join(one.text for one in reports if len(one.text) < 60_000)
    copies = (_told_apart(short, 1 + nth) for nth in range(length // len(short) + 1))
    report = _plain("\n".join(copies)[:length])
    return _seconds(lambda: check_report(report)) / length * 1e6


def _check_another(reports: Sequence[Report]) -> None:
    """Check what has no line with a number in common with the reports, so that patterns are compiled and nothing else is known."""
    for one in reports:
        tables = tuple(
            replace(table, cells=tuple(tuple(cell.translate(_OTHERS) for cell in row) for row in table.cells))
            for table in one.tables
        )
        check_report(replace(one, text=one.text.translate(_OTHERS), tables=tables))


def _plain(text: str) -> Report:
    return Report("", "", 2024, "2024.txt", text, (Section("0", 0, "", 0, len(text)),))


def _told_apart(text: str, nth: int) -> str:
    """The text with a character of its own at the end of each sentence and line."""
    return re.sub(r"(?=[。\n])", chr(0x5000 + nth), text)


def _scan(reports: Sequence[Report]) -> float:
    times = 5
    return min(
        _seconds(lambda: [[float(found[1]) for found in _BARE.finditer(one.text)] for one in reports])
        for _ in range(times)
    )


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def table(name: str, reports: Sequence[Report], *, rounds: int, seed: int) -> Iterator[str]:
    """Yield the lines to print of one folder's reports."""
    yield f"{name}: {len(reports)} reports, {sum(len(one.text) for one in reports):,} characters"
    measured = measure(reports, rounds=rounds, seed=seed)
    yield from (f"  {said}: {measured[row]:.1f}" for row, said in ROWS.items())
    for length, cost in by_length(reports).items():
        yield f"  checking {length:,} characters, µs for each: {cost:.2f}"


def read_folder(folder: Path) -> Iterator[Report]:
    for path in sorted(one for one in folder.rglob("*") if one.suffix.lower() in _PROSE):
        try:
            yield read_report(path)
        except DrafterError as problem:
            print(problem, file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    corpus = Path(__file__).resolve().parent.parent / "corpus"
    parser.add_argument("folders", nargs="*", type=Path, default=[corpus])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    collect_rarely()  # as the command does
    for folder in asked.folders:
        print(*table(folder.name, list(read_folder(folder)), rounds=asked.rounds, seed=asked.seed), sep="\n")


if __name__ == "__main__":
    main()
