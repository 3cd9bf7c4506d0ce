"""Show how a file was read, and mend it by hand."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.commands.console import DONE, print_json, wrong_usage
from drafter.commands.files import has_index
from drafter.strings import tr

if TYPE_CHECKING:
    from drafter.reading.account import Account
    from drafter.reading.mending import Mend
    from drafter.readings import Reading
    from drafter.report import Report

# The options of `drafter mend` that speak about line N, in the order they are carried out on one line.
_LINE_MENDS = ("split", "heading", "body", "join")


def read_command(options: argparse.Namespace) -> int:
    from drafter.readings import Readings, unsure_of

    _, reading = Readings(options.index).take(options.file)
    report = reading.mended()
    if options.json:
        print_json(report_json(report) | {"account": account_json(reading.account)})
        return DONE
    if options.account:
        _print_account(reading, report)
        return DONE
    print(tr("标题：{title}", title=report.title))
    print(
        tr(
            "单位：{org}　年度：{year}　类型：{kind}",
            org=report.org or tr("不明"),
            year=report.year or tr("不明"),
            kind=report.kind or tr("不明"),
        )
    )
    if unsure := unsure_of(report):
        print(ask_for(str(options.file), unsure))
    if options.lines:
        _print_lines(report)
        return DONE
    for section in report.sections:
        if section.heading:
            print("　" * section.level + section.heading)
    print()
    print(report.text)
    return DONE


def ask_for(name: str, fields: Sequence[str]) -> str:
    """Return the sentence that asks a person for what nobody can tell from the file."""
    called = {"org": tr("单位"), "year": tr("年度"), "kind": tr("报告类型")}
    given = " ".join(f"--{field} {called[field]}" for field in fields)
    what = "、".join(called[field] for field in fields)
    return tr("{name}：看不出{what}。请补上：drafter mend {name} {given}", name=name, what=what, given=given)


def report_json(report: Report) -> dict[str, object]:
    """Return the text and outline as understood, as `drafter read --json` prints it."""
    return {
        "title": report.title,
        "org": report.org,
        "year": report.year,
        "kind": report.kind,
        "text": report.text,
        "sections": [
            {
                "key": section.key,
                "level": section.level,
                "heading": section.heading,
                "start": section.start,
                "end": section.end,
                "items": [
                    {"marker": item.marker, "start": item.start, "end": item.end} for item in section.items
                ],
            }
            for section in report.sections
            if section.heading
        ],
        "tables": [{"start": table.start, "end": table.end, "cells": table.cells} for table in report.tables],
        "warnings": list(report.warnings),
    }


def account_json(account: Account | None) -> dict[str, object] | None:
    return asdict(account) | {"unexplained": account.unexplained} if account else None


def _print_account(reading: Reading, report: Report) -> None:
    if reading.account:
        print(reading.account.sentence())
        for loss in reading.account.losses:
            print(
                tr(
                    "　略去：{reason}，{count} 字：{sample}",
                    reason=loss.reason,
                    count=loss.characters,
                    sample=loss.sample,
                )
            )
    for mend in reading.mends:
        print(tr("　人工修正：{what}", what=mend.sentence()))
    for warning in report.warnings:
        print(tr("　注意：{warning}", warning=warning))


def _print_lines(report: Report) -> None:
    from drafter.reading.laying import take_apart

    lines = [one for one in take_apart(report) if one.text]
    for number, one in enumerate(lines, 1):
        rank = f"H{one.level}" if one.level else "表" if one.table is not None else ""
        print(f"{number:>4} {rank:<2} {one.text}")


def mend_command(options: argparse.Namespace) -> int:
    from drafter.index import mend_report
    from drafter.readings import Readings

    digest, reading, source = _find(options.file, options.index)
    if _mended(reading, options) != reading.mends:
        change = partial(_mended, options=options)
        if source:
            reading = mend_report(options.index, source, change)
        else:
            reading = Readings(options.index).change(digest, reading, change)
    if options.json:
        print_json({"file": options.file.name, "mends": [asdict(mend) for mend in reading.mends]})
        return DONE
    for number, mend in enumerate(reading.mends, 1):
        print(f"{number}. {mend.sentence()}")
    if not reading.mends:
        print(tr("{name}：没有人工修正", name=options.file.name))
    for warning in reading.mended().warnings:
        print(tr("注意：{warning}", warning=warning))
    return DONE


def _find(path: Path, index: Path) -> tuple[str, Reading, str]:
    """Return the file's digest, its reading, and the name it has in the index, "" when it is not there."""
    from drafter.readings import Readings

    if not path.is_file():
        from drafter.index import reading_of

        digest, reading, _ = reading_of(index, str(path))
        return digest, reading, str(path)
    digest, reading = Readings(index).take(path)
    if not has_index(index):
        return digest, reading, ""
    from drafter.index.archive import known_files

    return digest, reading, next((one.source for one in known_files(index) if one.digest == digest), "")


def _mended(reading: Reading, options: argparse.Namespace) -> tuple[Mend, ...]:
    from drafter.reading.mending import FIELDS, field_mend

    mends = () if options.clear else reading.mends[:-1] if options.undo else reading.mends
    for field in FIELDS:
        value = getattr(options, field)
        if value is not None:
            report = replace(reading, mends=mends).mended()
            mends = (*mends, field_mend(report, field, value))
    # From the last line up, so that all numbers speak about the text as it stands now.
    for number, kind, value in sorted(_line_mends(options), key=lambda one: -one[0]):
        report = replace(reading, mends=mends).mended()
        mends = (*mends, _MAKERS[kind](report, number, value))
    return tuple(mends)


def _line_mends(options: argparse.Namespace) -> list[tuple[int, str, int]]:
    found = []
    for kind in _LINE_MENDS:
        for written in getattr(options, kind):
            number, _, value = written.partition(":")
            pair = kind in ("split", "heading")
            if not number.isdecimal() or pair != value.isdecimal() or int(number) < 1:
                form = "N:AT" if kind == "split" else "N:LEVEL" if pair else "N"
                wrong_usage(tr("--{kind} {written}：请写成 {form}", kind=kind, written=written, form=form))
            found.append((int(number) - 1, kind, int(value or 0)))
    return found


def _join(report: Report, number: int, _: int) -> Mend:
    from drafter.reading.mending import join_mend

    return join_mend(report, number)


def _split(report: Report, number: int, at: int) -> Mend:
    from drafter.reading.mending import split_mend

    return split_mend(report, number, at)


def _level(report: Report, number: int, level: int) -> Mend:
    from drafter.reading.mending import level_mend

    return level_mend(report, number, level)


_MAKERS: dict[str, Callable[[Report, int, int], Mend]] = {
    "split": _split,
    "heading": _level,
    "body": _level,
    "join": _join,
}
