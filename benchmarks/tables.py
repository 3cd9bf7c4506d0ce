"""Change one digit in the tables of clean reports, one at a time, and count what is pointed to, against what can be proven at all.

    python benchmarks/tables.py [FOLDER…] [--seed N] [--per-report N] [--misses] [--json]

Read are reports with tables (.docx, .pdf, .xlsx, .xls); the default folder is corpus/. A change is provable when a generous
search by brute force finds the cell in something that held before and no longer does: a subset of its row that adds up, a
run or the codes of its column, the same figure under the same name in another table or in the prose. The search knows
nothing of the checker and takes chance for proof, so no checker can reach all of it; a change that rounding hides is not
provable.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from drafter.checks import check_report
from drafter.errors import DrafterError
from drafter.reading import read_report
from drafter.report import Report

SUFFIXES = (".docx", ".pdf", ".xlsx", ".xls")
NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True)
class Amount:
    """A cell with a number: where it is in its table and in the text, its value and last written place."""

    table: int
    row: int
    column: int
    start: int
    token: str

    @property
    def value(self) -> Decimal:
        return Decimal(self.token.replace(",", ""))

    @property
    def step(self) -> Decimal:
        return Decimal(1).scaleb(-len(self.token.partition(".")[2]))


def amounts_of(report: Report) -> list[Amount]:
    """Every number that stands in a cell by itself, but for account codes and list numbers: these have words to their right."""
    found = []
    for number, table in enumerate(report.tables):
        at = table.start
        for r, row in enumerate(table.cells):
            for c, cell in enumerate(row):
                token = cell.strip()
                place = report.text.find(token, at, table.end) if token else -1
                if place < 0:
                    continue
                at = place + len(token)
                after = next((other for other in row[c + 1 :] if other.strip()), "")
                coded = re.fullmatch(r"\d{1,9}", token) and re.search(r"[一-鿿]", "".join(row[c + 1 : c + 4]))
                if NUMBER.fullmatch(token) and not (coded and after):
                    found.append(Amount(number, r, c, place, token))
    return found


def proofs(report: Report, amounts: list[Amount], one: Amount) -> Iterator[tuple[Decimal, Decimal]]:
    """Yield (residual if nothing changes, rounding allowed) of all that holds the value of `one`."""
    if not one.value:
        return
    row = [a for a in amounts if (a.table, a.row) == (one.table, one.row) and a is not one and a.value]
    for n in range(1, min(len(row), 8) + 1):
        for others in itertools.combinations(row[:10], n):
            yield from _adding(one, others)
    column = sorted(
        (a for a in amounts if (a.table, a.column) == (one.table, one.column) and a is not one),
        key=lambda a: a.row,
    )
    above, below = [a for a in column if a.row < one.row], [a for a in column if a.row > one.row]
    for run in (list(reversed(above)), below):  # `one` is the total of what is next to it
        for n in range(1, len(run) + 1):
            yield from _adding(one, run[:n], signs=False)
    yield from _in_runs(one, column)
    yield from _by_code(report, amounts, one)
    yield from _elsewhere(report, amounts, one)


def _adding(one: Amount, others: object, *, signs: bool = True) -> Iterator[tuple[Decimal, Decimal]]:
    parts = list(others)  # type: ignore[call-overload]
    slack = (one.step + sum((a.step for a in parts), Decimal(0))) / 2
    total = sum((a.value for a in parts), Decimal(0))
    if abs(total - one.value) < slack:
        yield total - one.value, slack
    for whole in parts if signs and len(parts) > 1 else ():
        if abs(one.value + total - 2 * whole.value) < slack:
            yield one.value + total - 2 * whole.value, slack


def _in_runs(one: Amount, column: list[Amount]) -> Iterator[tuple[Decimal, Decimal]]:
    """Some line of the column is the total of a run that holds `one`."""
    lines = sorted([*column, one], key=lambda a: a.row)
    place = lines.index(one)
    for total in column:
        if not total.value:
            continue
        where = lines.index(total)
        run = range(where + 1, len(lines)) if where < place else range(where - 1, -1, -1)
        added, steps = Decimal(0), total.step
        for i in run:
            added += lines[i].value
            steps += lines[i].step
            past = i >= place if where < place else i <= place
            if past and abs(added - total.value) < steps / 2:
                yield added - total.value, steps / 2


def _code_of(report: Report, one: Amount) -> str:
    row = report.tables[one.table].cells[one.row]
    digits = [cell.strip() for cell in row[: one.column] if re.fullmatch(r"\d{2,7}", cell.strip())]
    return "".join(digits[-3:]) if digits and len(digits[0]) >= 3 else ""


def _by_code(report: Report, amounts: list[Amount], one: Amount) -> Iterator[tuple[Decimal, Decimal]]:
    same = [a for a in amounts if (a.table, a.column) == (one.table, one.column)]
    coded = [(a, code) for a in same if (code := _code_of(report, a))]
    mine = _code_of(report, one)
    for parent, code in [*coded, *((a, "") for a in same if not _code_of(report, a))]:
        children = [(a, c) for a, c in coded if c != code and c.startswith(code)]
        top = [a for a, c in children if not any(c != o and c.startswith(o) for _, o in children)]
        if top and (parent is one or (mine and one in top)):
            slack = (parent.step + sum((a.step for a in top), Decimal(0))) / 2
            off = sum((a.value for a in top), Decimal(0)) - parent.value
            if abs(off) < slack:
                yield off, slack


def _elsewhere(report: Report, amounts: list[Amount], one: Amount) -> Iterator[tuple[Decimal, Decimal]]:
    if len(re.sub(r"\D", "", one.token).strip("0")) < 3:
        return
    name = _name(report, one)
    for other in amounts:
        if other.table != one.table and other.value == one.value and _name(report, other) == name:
            yield Decimal(0), one.step
    for scale in (1, 10000):
        said = f"{(one.value / scale).quantize(Decimal('0.01')):f}"
        if name and re.search(
            re.escape(name) + rf"[^。\n]{{0,12}}(?<![\d.]){re.escape(said)}(?!\d)", report.text
        ):
            yield Decimal(0), Decimal("0.01") * scale


def _name(report: Report, one: Amount) -> str:
    row = report.tables[one.table].cells[one.row]
    words = [cell.strip() for cell in row[: one.column] if re.search(r"[一-鿿]", cell)]
    return re.sub(r"^[一二三四五六七八九十\d]+[、.]\s*|\s", "", words[-1]) if words else ""


def damaged(report: Report, one: Amount, token: str) -> Report:
    """Return the report with one cell changed; a digit stands for a digit, so nothing moves."""
    text = report.text[: one.start] + token + report.text[one.start + len(one.token) :]
    tables = []
    for number, table in enumerate(report.tables):
        cells = [list(row) for row in table.cells]
        if number == one.table:
            cells[one.row][one.column] = cells[one.row][one.column].replace(one.token, token)
        tables.append(replace(table, cells=tuple(map(tuple, cells))))
    return replace(report, text=text, tables=tuple(tables))


def other_digit(token: str, rng: random.Random) -> str:
    place = rng.choice([i for i, c in enumerate(token) if c.isdigit()])
    digit = rng.choice(
        [d for d in "0123456789" if d != token[place] and (place or d != "0" or len(token) == 1)]
    )
    return token[:place] + digit + token[place + 1 :]


def measure(reports: list[Report], *, seed: int, per_report: int, misses: bool) -> dict[str, object]:
    """Recall counts a change as found when an error or warning that the clean report does not raise touches the cell."""
    rng = random.Random(seed)
    planted = provable = found = found_provable = cries = right = alarms = cells = 0
    for report in reports:
        amounts = amounts_of(report)
        cells += len(amounts)
        clean = {(i.code, i.start, i.end) for i in check_report(report).issues if i.severity != "note"}
        alarms += sum(code in ("sum-wrong", "same-figure-two-values") for code, _, _ in clean)
        for one in rng.sample(amounts, min(per_report, len(amounts))):
            token = other_digit(one.token, rng)
            change = abs(Decimal(token.replace(",", "")) - one.value)
            proven = any(change - abs(off) >= slack for off, slack in proofs(report, amounts, one))
            issues = check_report(damaged(report, one, token)).issues
            new = [i for i in issues if i.severity != "note" and (i.code, i.start, i.end) not in clean]
            at = [i for i in new if i.start < one.start + len(one.token) and one.start < i.end]
            planted += 1
            provable += proven
            found += bool(at)
            found_provable += bool(at) and proven
            cries += len(new)
            right += len(at)
            if misses and proven and not at:
                row = " | ".join(report.tables[one.table].cells[one.row])
                said = [(i.code, i.excerpt, i.message) for i in new]
                print(f"{report.source} {one.table}: {one.token} → {token} | {row} | {said}", file=sys.stderr)
    return {
        "reports": len(reports),
        "cells with a number": cells,
        "planted": planted,
        "provable by brute force": provable,
        "pointed to": found,
        "of the provable": round(found_provable / max(provable, 1), 4),
        "new reports at the planting": round(right / max(cries, 1), 4),
        "alarms on the clean tables": alarms,
    }


def read_folders(folders: list[Path]) -> list[Report]:
    reports = []
    for path in sorted(p for folder in folders for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES):
        try:
            report = read_report(path)
        except DrafterError as problem:
            print(problem, file=sys.stderr)
            continue
        if amounts_of(report):
            reports.append(report)
    return reports


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "folders", nargs="*", type=Path, default=[Path(__file__).resolve().parent.parent / "corpus"]
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per-report", type=int, default=40)
    parser.add_argument(
        "--misses", action="store_true", help="print each provable change that was not located"
    )
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    result = measure(
        read_folders(asked.folders), seed=asked.seed, per_report=asked.per_report, misses=asked.misses
    )
    if asked.json:
        print(json.dumps(result, ensure_ascii=False, indent=1))
    else:
        for name, value in result.items():
            print(f"{name:32}{value:>10}")


if __name__ == "__main__":
    main()
