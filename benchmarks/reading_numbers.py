"""How well numbers are read, against numbers labelled by hand in published reports, and how fast (checking_speed.py).

    python benchmarks/reading_numbers.py REPORTS [--labels tests/data/numbers.json] [--wrong]

REPORTS is the folder the labels were made on. The label file holds no text: each number is an offset in the text `drafter read`
prints, a digest of the characters around it (so that it is found again when reading changes), and what a person read there.
A label given by the program counts as usable when a person judged that very label so; labels nobody has seen are counted apart.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from checking_speed import table

from drafter.numbers.labels import label_of
from drafter.numbers.quantity import Mention, find_mentions
from drafter.reading import read_report

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


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("reports", type=Path, nargs="?")
    default = Path(__file__).parent.parent / "tests" / "data" / "numbers.json"
    parser.add_argument("--labels", type=Path, default=default)
    parser.add_argument("--wrong", action="store_true", help="print each wrong answer")
    chosen = parser.parse_args()
    if chosen.reports is None:
        # `make bench` names none, and goes on.
        print("give the folder of the reports that the labels speak of; they are no part of the project")
        return
    reports = {
        str(p.relative_to(chosen.reports)): read_report(p) for p in sorted(chosen.reports.rglob("*.txt"))
    }
    # First of all, in processes that have read and checked nothing.
    print(*table(chosen.reports.name, list(reports.values()), rounds=9, seed=1), sep="\n")
    texts = {name: (report.text, report.year) for name, report in reports.items()}
    for sample in json.loads(chosen.labels.read_text(encoding="utf-8"))["samples"]:
        print(f"{sample['name']}. {sample['note']}")
        for name, tally in measure(sample, texts).items():
            print(f"  {name}: {len(tally.wrong) if name == 'label unseen' else tally}")
            if chosen.wrong and tally.wrong:
                print(*(f"    {what}" for what in tally.wrong), sep="\n")


if __name__ == "__main__":
    main()
