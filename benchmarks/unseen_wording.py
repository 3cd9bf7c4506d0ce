"""Count, over invented paragraphs in many wordings, which relations are tied and which planted digits are located.

    python benchmarks/unseen_wording.py [--misses SET]

tests/data/relations_unseen.json holds the paragraphs with every relation labelled by hand as a formula over named numbers. Digits are
changed or two neighbours swapped, seeded, in every number of a relation; only what breaks a labelled formula by more than rounding and
a step of the result counts. A relation is tied otherwise but right when its numbers differ from the labelled ones only within another
labelled relation: a share of the parts' sum in place of the whole, a saving in place of the two amounts. A planting is located when an error or warning that the clean paragraph does not have touches it.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from drafter.checks import check_report
from drafter.checks.context import Context
from drafter.reading import read_text
from drafter.report import Report

ROOT = Path(__file__).resolve().parent.parent
_YEAR = 2024
_SOURCE = f"甲局-部门决算-{_YEAR}.txt"


@dataclass
class Counts:
    """What was found of what there was."""

    relations: int = 0
    tied: int = 0
    otherwise: int = 0
    planted: int = 0
    located: int = 0
    false: int = 0

    def __str__(self) -> str:
        return (
            f"tied {self.tied}/{self.relations} = {self.tied / self.relations:.1%} "
            f"(otherwise right {self.otherwise}: {(self.tied + self.otherwise) / self.relations:.1%}), "
            f"located {self.located}/{self.planted} = {self.located / self.planted:.1%}, false alarms {self.false}"
        )


def names_in(formula: str) -> set[str]:
    """Return the numbers that a formula names."""
    return set(re.findall("[a-z]", formula))


def measure(rows: list[dict[str, Any]], *, seed: int = 3, misses: list[str] | None = None) -> Counts:
    """Return the counts over the paragraphs of one set."""
    counts = Counts()
    for row in rows:
        report = _report(row["text"])
        context = Context(report)
        known = {_values(context, [one.target, *one.terms]) for one in context.relations if one.holds}
        at = {name: _mention_at(context, start) for name, (start, _) in row["spans"].items()}
        labelled = [
            _values(context, [at[n] for n in {formula["of"], *names_in(formula["is"])}])
            for formula in row["relations"]
        ]
        for formula, numbers in zip(row["relations"], labelled, strict=True):
            counts.relations += 1
            tied = numbers in known
            counts.tied += tied
            of = _values(context, [at[formula["of"]]])
            counts.otherwise += not tied and any(
                of <= one and any(one ^ numbers <= other for other in labelled if other != numbers)
                for one in known
            )
            if not tied and misses is not None:
                misses.append(f"not tied: {formula['of']} = {formula['is']} in {row['text']}")
        clean = {(one.start, one.end) for one in check_report(report).issues if one.severity != "note"}
        counts.false += len(clean)
        for start, end, token in _plantings(row, random.Random(seed)):
            counts.planted += 1
            damaged = _report(row["text"][:start] + token + row["text"][end:])
            issues = [one for one in check_report(damaged).issues if one.severity != "note"]
            touched = any(
                one.start < start + len(token) and start < one.end and (one.start, one.end) not in clean
                for one in issues
            )
            counts.located += touched
            if not touched and misses is not None:
                misses.append(f"not located: {row['text'][start:end]} → {token} in {row['text']}")
    return counts


def _report(text: str) -> Report:
    """The paragraph as one of a report on 2024, whichever year it happens to name."""
    return replace(read_text(text, _SOURCE), year=_YEAR)


def _mention_at(context: Context, start: int) -> int:
    return next(i for i, m in enumerate(context.mentions) if m.start <= start < m.end)


def _values(context: Context, indices: list[int]) -> frozenset[tuple[object, str]]:
    """The amounts; which of two places with one value is meant does not matter, nor does a part that is zero."""
    mentions = [context.mentions[i] for i in indices]
    return frozenset((m.amount, m.measure) for m in mentions if m.value)


def _plantings(row: dict[str, Any], rng: random.Random) -> Iterator[tuple[int, int, str]]:
    for name, (start, end) in sorted(row["spans"].items(), key=lambda item: item[1]):
        uses = [one for one in row["relations"] if name == one["of"] or name in names_in(one["is"])]
        token = row["text"][start:end]
        for change in (_other_digit, _swapped) if uses else ():
            for _ in range(30):
                other = change(token, rng)
                leads = other[:1] == "0" and len(other) > 1 and not other.startswith("0.")
                if other != token and not leads and float(other) and _breaks(row, uses, name, other):
                    yield start, end, other
                    break


def _other_digit(token: str, rng: random.Random) -> str:
    place = rng.choice([i for i, char in enumerate(token) if char.isdigit()])
    return token[:place] + rng.choice("0123456789") + token[place + 1 :]


def _swapped(token: str, rng: random.Random) -> str:
    places = [i for i in range(len(token) - 1) if token[i : i + 2].isdigit() and token[i] != token[i + 1]]
    if not places:
        return token
    i = rng.choice(places)
    return token[:i] + token[i + 1] + token[i] + token[i + 2 :]


def _breaks(row: dict[str, Any], uses: list[dict[str, Any]], name: str, token: str) -> bool:
    printed = {one: row["text"][start:end] for one, (start, end) in row["spans"].items()}
    values = {one: float(text) for one, text in printed.items()} | {name: float(token)}
    for use in uses:
        try:
            result = _evaluate(use["is"], values)
            slack = sum(
                abs(_evaluate(use["is"], values | {one: values[one] + _step(printed[one]) / 2}) - result)
                for one in names_in(use["is"])
            )
        except ZeroDivisionError:
            continue
        if abs(result - values[use["of"]]) > slack + 1.01 * 10 ** -use["places"]:
            return True
    return False


def _step(token: str) -> float:
    return float(10 ** -len(token.partition(".")[2]))


def _evaluate(formula: str, values: dict[str, float]) -> float:
    return float(eval(formula, {"__builtins__": {}}, values))  # our own formulas


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--misses", metavar="SET", help="print what was missed of one set, A to O")
    asked = parser.parse_args()
    sets = json.loads((ROOT / "tests" / "data" / "relations_unseen.json").read_text("utf-8"))["sets"]
    for one in sets:
        misses: list[str] = []
        print(f"{one['name']}. {one['note']}\n  {measure(one['paragraphs'], misses=misses)}")
        print(*(f"    {miss}" for miss in misses if asked.misses == one["name"]), sep="\n")


if __name__ == "__main__":
    main()
