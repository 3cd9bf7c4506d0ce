"""How well numbers are read: against numbers labelled by hand in published reports, and in characters a second, for reading and for the whole check.

    python benchmarks/reading_numbers.py REPORTS [--labels tests/data/numbers.json] [--wrong]

REPORTS is the folder the labels were made on. The label file holds no text: each number is an offset in the text `drafter read`
prints, a digest of the characters around it (so that it is found again when reading changes), and what a person read there.
A label given by the program counts as usable when a person judged that very label so; labels nobody has seen are counted apart.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import re
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from drafter.checks import check_report
from drafter.numbers.labels import label_of
from drafter.numbers.quantity import Mention, find_mentions
from drafter.reading import read_report
from drafter.report import Report, Section

# The yardstick: one pass of `re` for a number and the unit behind it, with the value as a float.
_BARE = re.compile(r"(\d+(?:\.\d+)?)\s?(万元|亿元|%|个百分点|万人次|人次|个|项|件|次|家|人|元|万|亿)?")
_NUMERAL = re.compile(r"[0-9０-９]+|[一二三四五六七八九十百千零〇两]+")


@dataclass
class Tally:
    """Right and wrong answers to one question."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, right: bool, what: str) -> None:
        if right:
            self.right += 1
        else:
            self.wrong.append(what)

    def __str__(self) -> str:
        total = self.right + len(self.wrong)
        return f"{self.right}/{total} = {self.right / total:.1%}" if total else "none"


def digest(text: str) -> str:
    """Return a short digest of `text` without blanks."""
    return hashlib.sha256(re.sub(r"\s+", "", text).encode()).hexdigest()[:12]


def place_digest(text: str, start: int) -> str:
    """Return the digest of the surroundings of `start` by which it is found again."""
    before = re.sub(r"\s+", "", text[max(start - 60, 0) : start])[-12:]
    after = re.sub(r"\s+", "", text[start : start + 60])[:16]
    return digest(before + after)


def period_kind(period: str) -> str:
    """Return the period as labels write it: all spans of several years are 多年."""
    return "多年" if "—" in period or period.startswith("近") else period


def measure(sample: dict[str, Any], texts: dict[str, tuple[str, int | None]]) -> dict[str, Tally]:
    """Return the tallies of one sample; numbers of files that are not in `texts` are left out."""
    tallies = {
        name: Tally()
        for name in ("structural/quantity", "value+unit", "period", "label usable", "label unseen")
    }
    read: dict[str, tuple[Mention, ...]] = {}
    for one in sample["numbers"]:
        if one["file"] not in texts:
            continue
        text, year = texts[one["file"]]
        mentions = read.setdefault(one["file"], find_mentions(text, year=year))
        _judge(one, text, mentions, _locate(text, one), tallies)
    return tallies


def _locate(text: str, one: dict[str, Any]) -> int:
    if place_digest(text, one["offset"]) == one["place"]:
        # The digest knows no blanks: when the reading moves by one, the old offset may be the blank before the number.
        return int(one["offset"]) + len(text[one["offset"] :]) - len(text[one["offset"] :].lstrip())
    found = (m.start() for m in _NUMERAL.finditer(text) if place_digest(text, m.start()) == one["place"])
    return next(found, int(one["offset"]))


def _judge(
    one: dict[str, Any], text: str, mentions: tuple[Mention, ...], start: int, tallies: dict[str, Tally]
) -> None:
    index = next((i for i, m in enumerate(mentions) if m.start <= start < m.end), None)
    mention = None if index is None else mentions[index]
    what = f"{one['file']}:{start} {text[max(start - 12, 0) : start + 10]!r}"
    quantity = mention is not None and not mention.structural
    tallies["structural/quantity"].add(quantity == (one["kind"] == "quantity"), what)
    if one["kind"] != "quantity":
        return
    if mention is None or index is None or not quantity:
        for name in ("value+unit", "period", "label usable"):
            tallies[name].add(False, what)
        return
    same = mention.value == Decimal(one["value"]) and mention.unit == one["unit"]
    tallies["value+unit"].add(same, f"{what} {mention.value} {mention.unit}")
    if "period" in one:
        tallies["period"].add(period_kind(mention.period) in one["period"], f"{what} {mention.period}")
    label = label_of(text, mentions, index)
    verdict = one["labels"].get(digest(label))
    if verdict is None:
        tallies["label unseen"].add(False, f"{what} {label}")
    else:
        tallies["label usable"].add(verdict, f"{what} {label}")


def best_time(work: Callable[[], object], *, rounds: int = 5) -> float:
    """Return the shortest processor time of some rounds, in seconds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def print_speed(texts: Iterable[str]) -> None:
    """Print how fast numbers are read beside the bare scan, and that the cost is linear."""
    text = "\n".join(texts)
    bare = best_time(lambda: [float(m[1]) for m in _BARE.finditer(text)])
    full = best_time(lambda: find_mentions(text, year=2025))
    mentions = find_mentions(text, year=2025)
    labels = best_time(
        lambda: [label_of(text, mentions, i) for i, m in enumerate(mentions) if not m.structural], rounds=2
    )
    size = len(text)
    print(f"{size:,} characters, {len(mentions):,} numbers")
    print(
        f"bare re scan {size / bare / 1e6:.1f} M characters/s; reading {size / full / 1e6:.2f}; labels {size / labels / 1e6:.2f}"
    )
    print(f"reading takes {full / bare:.1f} times the bare scan (limit 25)")
    long = (text * (2_000_000 // size + 1))[:2_000_000]
    ratio = best_time(lambda: find_mentions(long, year=2025), rounds=1) / len(long) / (full / size)
    print(f"two million characters cost {ratio:.2f} times as much a character")


def print_check_speed(reports: Sequence[Report]) -> None:
    """Print how fast whole reports are checked beside the bare scan, in processes that have checked nothing before.

    What a process has checked is remembered, and would not be measured again.
    """
    with multiprocessing.get_context("fork").Pool(1, maxtasksperchild=1) as fresh:
        pairs = fresh.map(_scan_and_check, [reports] * 5, chunksize=1)
        bare, full = (statistics.median(column) for column in zip(*pairs, strict=True))
        size = sum(len(report.text) for report in reports)
        print(f"whole check {size / full / 1e6:.2f} M characters/s")
        print(f"the whole check takes {full / bare:.1f} times the bare scan (limit 100)")
        short = "\n".join(report.text for report in reports if len(report.text) < 60_000)
        for length in (20_000, 200_000, 2_000_000):
            # Each copy ends its sentences with a character of its own: what is remembered of one helps with no other.
            copies = (
                short.replace("。", f"{chr(0x5000 + nth)}。") for nth in range(length // len(short) + 1)
            )
            text = "\n".join(copies)[:length]
            long = Report("", "", 2024, "2024.txt", text, (Section("0", 0, "", 0, len(text)),))
            _, seconds = fresh.apply(_scan_and_check, [[long]])
            print(f"{length:>9,} characters: {seconds:6.2f} s, {seconds / length * 1e6:.2f} µs a character")


def _scan_and_check(reports: Sequence[Report]) -> tuple[float, float]:
    bare = best_time(lambda: [[float(m[1]) for m in _BARE.finditer(report.text)] for report in reports])
    return bare, best_time(lambda: [check_report(report) for report in reports], rounds=1)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("reports", type=Path)
    default = Path(__file__).parent.parent / "tests" / "data" / "numbers.json"
    parser.add_argument("--labels", type=Path, default=default)
    parser.add_argument("--wrong", action="store_true", help="print each wrong answer")
    chosen = parser.parse_args()
    reports = {
        str(p.relative_to(chosen.reports)): read_report(p) for p in sorted(chosen.reports.rglob("*.txt"))
    }
    print_check_speed(list(reports.values()))
    texts = {name: (report.text, report.year) for name, report in reports.items()}
    for sample in json.loads(chosen.labels.read_text(encoding="utf-8"))["samples"]:
        print(f"{sample['name']}. {sample['note']}")
        for name, tally in measure(sample, texts).items():
            print(f"  {name}: {len(tally.wrong) if name == 'label unseen' else tally}")
            if chosen.wrong and tally.wrong:
                print(*(f"    {what}" for what in tally.wrong), sep="\n")
    print_speed(text for text, _ in texts.values())


if __name__ == "__main__":
    main()
