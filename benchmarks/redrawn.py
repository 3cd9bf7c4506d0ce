"""Check right reports whose figures are drawn anew: what is cried in vain and what is missed whatever the digits, in each sentence.

    python benchmarks/redrawn.py [--draws N] [--seed N] [--misses]

The reports in redrawn/ are templates, two of them with tables: every figure is drawn or follows from what was drawn, so that all of them are right, and an alarm
is one in vain. A sentence whose relation is never seen shows as the same miss in every draw; one that misleads by some digits only shows
in a few. Slips are planted as figures.py does.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from figures import measure, show
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from planting import Clean, Planting

from drafter.checks import check_report
from drafter.reading import read_text

FOLDER = Path(__file__).with_name("redrawn")
Number = int | Decimal


def rounded(value: Decimal | float, places: int = 2) -> Decimal:
    return Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def percent(part: Number, whole: Number, places: int = 2) -> Decimal:
    return rounded(Decimal(part) / Decimal(whole) * 100, places)


def apart(one: Number, other: Number) -> Number:
    return abs(one - other)


def growth(now: Number, base: Number, places: int = 2) -> Decimal:
    return percent(apart(now, base), base, places)


class Draw:
    """What a template may ask for; `places` are decimals."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)

    def whole(self, low: int, high: int) -> Decimal:
        return Decimal(self._random.randint(int(low), int(high)))

    def amount(self, low: float, high: float, places: int = 2) -> Decimal:
        return rounded(Decimal(str(self._random.uniform(low, high))), places)

    def near(self, value: Number, low: int, high: int, places: int = 2) -> Decimal:
        """Up to so many per cent less or more, and never the same."""
        other = rounded(value * (100 + self.amount(low, high)) / 100, places)
        return other if other != value else other + Decimal(1).scaleb(-places)

    def share(self, value: Number, low: float, high: float) -> Decimal:
        return rounded(value * self.amount(low, high) / 100)

    def parts(self, total: Number, many: int, places: int = 2) -> list[Decimal]:
        weights = [self._random.random() + 0.15 for _ in range(many)]
        found = [rounded(total * Decimal(str(weight / sum(weights))), places) for weight in weights[:-1]]
        return [*found, total - sum(found)]

    def counts(self, total: Number, many: int) -> list[Decimal]:
        return self.parts(total, many, 0)

    def pick(self, *values: int) -> int:
        return self._random.choice(values)


def drawn(name: str, seed: str) -> str:
    """Return the report of this template with figures that follow from the seed alone."""
    environment = Environment(loader=FileSystemLoader(FOLDER), undefined=StrictUndefined, trim_blocks=True)
    draw = Draw(f"{name} {seed}")
    return environment.get_template(name).render(
        whole=draw.whole,
        amount=draw.amount,
        near=draw.near,
        share=draw.share,
        parts=draw.parts,
        counts=draw.counts,
        pick=draw.pick,
        rounded=rounded,
        percent=percent,
        apart=apart,
        growth=growth,
        more=lambda now, base: "增加" if now > base else "减少",
        grew=lambda now, base: "增长" if now > base else "下降",
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--draws", type=int, default=20, help="reports of each template")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per-class", type=int, default=120)
    parser.add_argument(
        "--misses", action="store_true", help="print each alarm in vain and each slip not located"
    )
    asked = parser.parse_args()
    names = sorted(path.name for path in FOLDER.glob("*.j2"))
    reports = [
        read_text(drawn(name, f"{asked.seed} {n}"), f"{name.partition('.')[0]}-{n}-2024.txt")
        for name in names
        for n in range(asked.draws)
    ]
    verified: Counter[str] = Counter()
    open_: Counter[str] = Counter()
    for report in reports:
        found = check_report(report)
        kind = report.source.partition("-")[0]
        verified[kind] += found.coverage.verified
        open_[kind] += len(found.coverage.unverified)
        for issue in found.issues if asked.misses else ():
            if issue.severity != "note":
                print(f"in vain | {report.source} | {issue.severity} {issue.code} | {issue.message}")
    for kind in verified:
        print(f"{kind}: {verified[kind] / (verified[kind] + open_[kind]):.1%} of the numbers verified")
    misses: list[Planting] = []
    cleans = [Clean(report, None) for report in reports]
    show(measure(cleans, seed=asked.seed, per_class=asked.per_class, misses=misses))
    for one in misses if asked.misses else ():
        around = one.report.text[max(one.span[0] - 60, 0) : one.span[1] + 50].replace("\n", "⏎")
        print(f"{one.kind} | {one.report.source} | {one.report.text[slice(*one.span)]} | {around}")


if __name__ == "__main__":
    main()
