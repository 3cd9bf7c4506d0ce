"""Plant errors into clean reports, one at a time, and count what is found, where, and what is cried in vain.

    python benchmarks/figures.py [FOLDER…] [--seed N] [--per-class N] [--json]

Only plantings that arithmetic, the sheet or last year's report can prove are counted (planting.py). Classes are drawn with a seed;
the default folder is corpus/. Two baselines run beside: nothing, and regular expressions only (执行率 after two amounts, 增长 after
an amount and its change).
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from checking_speed import edited
from planting import CLASSES, Clean, Planting, Span

from drafter.checks import check_report
from drafter.errors import DrafterError
from drafter.reading import read_report

PROSE = (".txt", ".md", ".docx", ".pdf")  # spreadsheets hold what reports are written from


def drafter_spans(planting: Planting) -> list[tuple[Span, str]]:
    found = check_report(planting.report, brief=planting.brief, previous=planting.previous).issues
    return [((one.start, one.end), one.severity) for one in found if one.severity != "note"]


def nothing_spans(planting: Planting) -> list[tuple[Span, str]]:
    return []


_RATE = re.compile(
    r"([\d.]+)万元[^。；\d]{0,12}?([\d.]+)万元[^。；\d]{0,12}?(?:执行率|完成[^。；\d]{0,8}的)[^\d。；]{0,3}([\d.]+)%"
)
_GROWTH = re.compile(r"([\d.]+)[万亿]元[^。；\d]{0,8}?(增加|减少)([\d.]+)[万亿]元，(?:增长|下降)([\d.]+)%")


def regex_spans(planting: Planting) -> list[tuple[Span, str]]:
    found = []
    for one in _RATE.finditer(planting.report.text):
        whole, part, rate = (float(one[n]) for n in (1, 2, 3))
        if whole and abs(part / whole * 100 - rate) > 0.02:
            found.append((one.span(3), "error"))
    for one in _GROWTH.finditer(planting.report.text):
        now, change, rate = (float(one[n]) for n in (1, 3, 4))
        base = now - change if one[2] == "增加" else now + change
        if base and abs(change / base * 100 - rate) > 0.02:
            found.append((one.span(4), "error"))
    return found


LOOKERS: dict[str, Callable[[Planting], list[tuple[Span, str]]]] = {
    "drafter": drafter_spans,
    "regular expressions": regex_spans,
    "nothing": nothing_spans,
}


def read_folder(folders: list[Path]) -> list[Clean]:
    reports = []
    for path in sorted(
        path for folder in folders for path in folder.rglob("*") if path.suffix.lower() in PROSE
    ):
        try:
            reports.append(read_report(path))
        except DrafterError as problem:
            print(problem, file=sys.stderr)
    by_body = {(one.org, one.year): one for one in reports if one.org and one.year}
    return [Clean(one, by_body.get((one.org, (one.year or 0) - 1))) for one in reports]


def measure(
    reports: list[Clean], *, seed: int, per_class: int, misses: list[Planting] | None = None
) -> dict[str, object]:
    """Recall counts a planting as found when an error or warning that the clean report does not raise touches it."""
    rng = random.Random(seed)
    alarms: dict[tuple[str, str, bool, bool], set[Span]] = {}

    def before(name: str, planting: Planting) -> set[Span]:
        key = (name, planting.report.source, planting.brief is not None, planting.previous is not None)
        if key not in alarms:
            clean = next(one.report for one in reports if one.report.source == planting.report.source)
            alarms[key] = {span for span, _ in LOOKERS[name](replace(planting, report=clean))}
        return alarms[key]

    rows: dict[str, dict[str, object]] = {}
    for kind, plant in CLASSES.items():
        plantings = [one for clean in reports for one in _first(plant(clean, rng), per_class)]
        rng.shuffle(plantings)
        rows[kind] = {"planted": len(plantings[:per_class])}
        for name, look in LOOKERS.items():
            hits = right = cries = 0
            for planting in plantings[:per_class]:
                known = before(name, planting)
                spans = [span for span, _ in look(planting) if _shifted(span, planting) not in known]
                hit = [span for span in spans if span[0] < planting.span[1] and planting.span[0] < span[1]]
                hits += bool(hit)
                right += len(hit)
                cries += len(spans)
                if misses is not None and name == "drafter" and not hit:
                    misses.append(planting)
            rows[kind][name] = {"located": hits, "reported": cries, "at the planting": right}
    characters = sum(len(clean.report.text) for clean in reports)
    started = time.process_time()
    findings = [check_report(clean.report) for clean in reports]
    seconds = time.process_time() - started
    severities = Counter(issue.severity for one in findings for issue in one.issues)
    coverage = [one.coverage for one in findings]
    again = edited([one.report for one in reports], seed)
    quantities = sum(one.total - one.structural for one in coverage)
    related = sum(1 for clean in reports for m, use in clean.using.items() if use)
    return {
        "reports": len(reports),
        "characters": characters,
        "classes": rows,
        "alarms per 1000 characters on clean text": {
            name: round(severities[name] / characters * 1000, 4) for name in ("error", "warning", "note")
        },
        "regular expressions: alarms per 1000": round(
            sum(len(regex_spans(Planting("", clean.report, (0, 0), 0))) for clean in reports)
            / characters
            * 1000,
            4,
        ),
        "numbers": sum(one.total for one in coverage),
        "verified": sum(one.verified for one in coverage),
        "recognition": round(sum(one.verified for one in coverage) / max(quantities, 1), 4),
        "numbers in a relation": related,
        "characters per second": round(characters / max(seconds, 1e-9)),
        "milliseconds to check 20,000 characters again after an edit": round(again["again"], 1),
    }


def _shifted(span: Span, planting: Planting) -> Span:
    """Where an alarm stands in the clean report, when it stands behind the planting and the planting changed the length."""
    clean_length = planting.length
    shift = len(planting.report.text) - clean_length
    return (span[0] - shift, span[1] - shift) if span[0] >= planting.span[1] else span


def _first(plantings: Iterator[Planting], most: int) -> list[Planting]:
    """At most a fair share from one report, so that none outweighs the others."""
    return [planting for _, planting in zip(range(max(most // 4, 3)), plantings, strict=False)]


def show(result: dict[str, object]) -> None:
    classes = result["classes"]
    assert isinstance(classes, dict)
    print(f"{result['reports']} reports, {result['characters']} characters")
    print(f"{'class':28}{'planted':>8}" + "".join(f"{name:>22}{'precision':>11}" for name in LOOKERS))
    for kind, row in classes.items():
        cells = ""
        for name in LOOKERS:
            one = row[name]
            recall = one["located"] / row["planted"] if row["planted"] else 0
            precision = one["at the planting"] / one["reported"] if one["reported"] else 0
            cells += f"{recall:>22.1%}{precision:>11.1%}"
        print(f"{kind:28}{row['planted']:>8}{cells}")
    for name in list(result)[3:]:
        print(f"{name}: {result[name]}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "folders", nargs="*", type=Path, default=[Path(__file__).resolve().parent.parent / "corpus"]
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per-class", type=int, default=80)
    parser.add_argument("--misses", action="store_true", help="print each planting drafter did not locate")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    misses: list[Planting] = []
    result = measure(read_folder(asked.folders), seed=asked.seed, per_class=asked.per_class, misses=misses)
    if asked.json:
        print(json.dumps(result, ensure_ascii=False, indent=1))
    else:
        show(result)
    for one in misses if asked.misses else ():
        around = one.report.text[max(one.span[0] - 60, 0) : one.span[1] + 50].replace("\n", "⏎")
        print(f"{one.kind} | {one.report.source} | {one.report.text[slice(*one.span)]} | {around}")


if __name__ == "__main__":
    main()
