"""Measure drafting: what last year's reports would have been spared, and how long a long report takes.

    python benchmarks/drafting.py corpus [FOLDER …]        each adjacent pair: draft, baselines, numbers; then body by body
    python benchmarks/drafting.py -v FOLDER                section by section as well
    python benchmarks/drafting.py --speed                  reports of 60 sections, long and longer: seconds and megabytes

`covered` is the share of the published characters that stood in the draft; `formulaic` counts only the sections of which at
least two thirds stood in last year's report with other numbers (`drafter.backtest.keeping`), `by heading` those of finance and
standing text and those dense with numbers. All these fill the sheet with numbers and names of list items alone, never with wording.
`reasons typed` drafts once more with the published reasons (主要原因是…) in the rows of 工作要点 that ask for them, as a clerk types them:
what the formulaic sections then hold, and how many characters were typed for it.
"""

from __future__ import annotations

import argparse
import re
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from drafter.backtest import (
    Backtest,
    Kept,
    adjacent_pairs,
    fill_from,
    run_backtest,
    same_body,
    without_marks,
)
from drafter.backtest.keeping import by_section, kept, sum_of
from drafter.brief import Action, Brief
from drafter.drafting.composing import compose_draft
from drafter.lastyear.claims import section_kind
from drafter.lastyear.figures import make_brief
from drafter.lastyear.items import Reason, find_reasons
from drafter.numbers.quantity import find_mentions
from drafter.reading import find_reports, read_report, read_text
from drafter.report import Report
from drafter.text import sentences

DENSE = 0.2
"""Share of digits from which a section that is no account of work is a list of figures."""


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("--speed", action="store_true")
    options = parser.parse_args(arguments)
    for folder in options.folders:
        for line in measured(folder, verbose=options.verbose):
            print(line)
    if options.speed:
        for line in speed():
            print(line)


def measured(folder: Path, *, verbose: bool) -> list[str]:
    reports = [read_report(path) for path in find_reports([folder])]
    lines = [
        f"{'':<28}covered (untouched, shifted)  formulaic (baseline)  reasons typed  by heading  right wrong stale unmatched marked 待核 standing"
    ]
    pooled: dict[str, list[Kept]] = {}
    for previous, published in adjacent_pairs(reports):
        earlier = [
            one
            for one in reports
            if same_body(one.org, previous.org) and (one.year or 0) < (previous.year or 0)
        ]
        result = run_backtest(previous, published, earlier=earlier)
        lines.append(row(result, published, typed_reasons(result, previous, published, earlier)))
        headed = [result.sections[i] for i in by_heading(published, result.sections)]
        pooled.setdefault(result.org, []).append(sum_of(result.sections, result.formulaic))
        pooled.setdefault(f"{result.org}（by heading）", []).append(sum_of(headed, [True] * len(headed)))
        if verbose:
            lines += [wording(result, previous, published), *sections(result, published)]
    lines += [f"{body[:20]} all its pairs: {share(some):.3f}" for body, some in pooled.items()]
    return lines


def row(result: Backtest, published: Report, typed: str) -> str:
    at = [i for i, one in enumerate(result.formulaic) if one]
    ours, base = [result.sections[i] for i in at], [result.baselines[i] for i in at]
    n = result.numbers
    return (
        f"{result.org[:12]} {result.year}  {result.draft.covered:.3f} ({result.untouched.covered:.3f}, {result.shifted.covered:.3f})"
        f"  {share(ours):.3f} ({share(base):.3f})  {typed}"
        f"  {share([result.sections[i] for i in by_heading(published, result.sections)]):.3f}"
        f"  {n.right} {n.wrong} {n.stale} {n.unmatched} {n.marked} {result.doubtful} {len(result.standing)}"
    )


def sections(result: Backtest, published: Report) -> list[str]:
    at = by_heading(published, result.sections)
    return [
        f"    {'=' if result.formulaic[i] else ' '}{'h' if i in at else ' '} {one.covered:.2f} ({base.covered:.2f}) {one.characters:5} {one.heading}"
        for i, (one, base) in enumerate(zip(result.sections, result.baselines, strict=True))
    ]


def wording(result: Backtest, previous: Report, published: Report) -> str:
    """How much of the published wording stood in last year's report, numbers and directions masked: the rest is new."""
    told = [one for one in published.sections if published.text[one.start : one.end].strip()]
    before = without_figures(previous, 0, len(previous.text))
    known = [kept(before, without_figures(published, one.start, one.end)) for one in told]
    by_rule = [one for one, chosen in zip(known, result.formulaic, strict=True) if chosen]
    headed = [known[i] for i in by_heading(published, result.sections)]
    return f"    wording that stood in last year's: formulaic {share(by_rule):.3f}, by heading {share(headed):.3f}"


def without_figures(report: Report, start: int, end: int) -> str:
    text, at = "", start
    for mention in find_mentions(report.text, year=report.year):
        if start <= mention.start < end:
            text, at = text + report.text[at : mention.start] + "#", mention.end
    return re.sub("增长|增加|上升|提高|减少|下降|降低|大于|小于|高于|低于", "±", text + report.text[at:end])


def by_heading(published: Report, measured: Sequence[Kept]) -> list[int]:
    """Which of the measured sections their headings call finance or standing text, or are lists of figures."""
    named: dict[str, list[bool]] = {}
    for section in published.sections:
        text = published.text[section.start : section.end]
        dense = len(re.findall(r"\d", text)) >= DENSE * len(text)
        kind = section_kind(published.headings_of(section))
        named.setdefault(section.heading or published.title, []).append(
            kind in ("finance", "standing") or (kind == "other" and dense)
        )
    return [i for i, one in enumerate(measured) if all(named[one.heading])]


def share(some: Sequence[Kept]) -> float:
    characters = sum(one.characters for one in some)
    return sum(one.present for one in some) / characters if characters else 1.0


def typed_reasons(result: Backtest, previous: Report, published: Report, earlier: Sequence[Report]) -> str:
    """The share of the formulaic sections in a draft whose sheet holds the published reasons too, and how much that was to type."""
    brief = fill_from(make_brief(previous, result.year), previous, published)
    given = reasons_by_sentence(previous, published)
    items, typed = [], 0
    for item in brief.items:
        text = given.get(item.previous)
        if text is not None:
            typed += 0 if text in ("", item.previous) else len(text)
            action: Action = "删除" if not text else "沿用" if text == item.previous else "改写"
            item = replace(item, action=action, text=text if action == "改写" else "")
        items.append(item)
    draft = compose_draft(replace(brief, items=tuple(items)), previous, earlier=earlier)
    whole = sum_of(tuple(by_section(without_marks(draft.text), published)), result.formulaic)
    return f"{whole.covered:.3f} ({typed} of {whole.characters})"


def reasons_by_sentence(previous: Report, published: Report) -> dict[str, str]:
    """For each reason of last year's report the one published behind the same words, "" where those now come without one."""
    now = {told_before(published, one): one for one in reversed(find_reasons(published))}
    heads = {masked(published.text[a:b]) for a, b in sentences(published.text)}
    found = {}
    for reason in find_reasons(previous):
        head = told_before(previous, reason)
        same = now.get(head)
        if same is not None:
            found[reason.text] = published.text[same.start : same.end]
        elif head.rstrip("，") in heads:
            found[reason.text] = ""
    return found


def told_before(report: Report, reason: Reason) -> str:
    start = max((a for a, b in sentences(report.text) if a <= reason.start < b), default=0)
    return masked(report.text[start : reason.start])


def masked(text: str) -> str:
    """The words without numbers, years and directions: what two years say alike."""
    return re.sub(
        r"[\d.,%]+|增长|增加|上升|减少|下降|大于|小于|[。；]$|^\s*#?[.、]", "#", text.strip()
    ).rstrip("#")


# -- speed -------------------------------------------------------------------------------------------------------------


def speed() -> Iterator[str]:
    """The sheet and the draft of reports of 60 sections, of one, four and ten times the length: what is linear has one quotient."""
    first = long_report(60)
    compose_draft(filled(make_brief(first, 2023)), first)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    made = {times: long_report(60, times=times) for times in (1, 4, 10)}
    briefs = {times: filled(make_brief(report, 2023)) for times, report in made.items()}
    sheets: dict[int, list[float]] = {times: [] for times in made}
    drafts: dict[int, list[float]] = {times: [] for times in made}
    for _ in range(9):
        for times, report in made.items():
            sheets[times].append(seconds(lambda report=report: make_brief(report, 2023)))
            drafts[times].append(
                seconds(lambda report=report, brief=briefs[times]: compose_draft(brief, report))
            )
    for times, report in made.items():
        size = len(report.text)
        sheet, draft = statistics.median(sheets[times]), statistics.median(drafts[times])
        yield (
            f"60 sections, {size} characters, {len(briefs[times].figures)} figures: sheet {sheet:.3f} s, draft {draft:.3f} s of processor time; "
            f"{1e6 * sheet / size:.1f} and {1e6 * draft / size:.1f} s a million characters"
        )
    yield f"{megabytes:.0f} MB at most, sheet and draft of the first"


def filled(brief: Brief) -> Brief:
    return brief.fill(**{one.id: "12.50" for one in brief.figures if not one.formula})


def seconds(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def long_report(count: int, *, times: int = 1) -> Report:
    """A report of `count` sections, each holding its paragraphs `times` times over with other figures."""
    body = (
        "2022年，第{n}项经费预算数{a}.40万元，执行数{b}.25万元，预算执行率{r:.2f}%，比上年增加{c}.10万元，增长{g:.2f}%，主要原因是任务增加。\n"
        "1.举办第{n}类培训班{d}期，参训{e}人次，学员反映良好。\n2.开展专项检查{f}次，整改问题{h}个。\n"
    )
    parts = ["泽南市水务局2022年部门整体支出绩效自评报告"]
    for n in range(1, count + 1):
        text = "".join(paragraphs(body, n + count * more) for more in range(times))
        parts.append(f"{chinese(n)}、第{n}项工作开展情况\n{text}".rstrip("\n"))
    return read_text("\n".join(parts) + "\n", "泽南市水务局-2022.txt")


def paragraphs(body: str, n: int) -> str:
    a, b, c = 200 + 7 * n, 180 + 7 * n, 10 + n
    values = {"r": 100 * (b + 0.25) / (a + 0.40), "g": 100 * (c + 0.10) / (b + 0.25 - c - 0.10)}
    return body.format(n=n, a=a, b=b, c=c, d=3 + n, e=40 + 9 * n, f=5 + n, h=11 + 2 * n, **values)


def chinese(number: int) -> str:
    from drafter.numbers.numerals import write_chinese

    return write_chinese(number)


if __name__ == "__main__":
    main(sys.argv[1:])
