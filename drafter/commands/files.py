"""Find last year's report, and load drafts."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.errors import DrafterError, reason_of
from drafter.strings import tr

if TYPE_CHECKING:
    from drafter.brief import Brief
    from drafter.draft import Draft
    from drafter.report import Report


def has_index(folder: Path) -> bool:
    from drafter.index.archive import committed

    return committed(folder) is not None


def last_year(options: argparse.Namespace, brief: Brief) -> Report:
    """Last year's report: the one named on the command line, else the one the sheet was made from."""
    if options.report is not None:
        return find_report(options.report, options.index)
    if not brief.previous_report:
        raise DrafterError(tr("{sheet} 没有写明上年报告。请用 --from 指定", sheet=options.sheet.name))
    named = Path(brief.previous_report)
    for place in (options.sheet.parent / named, named, options.sheet.parent / named.name):
        if place.is_file():
            return find_report(place, options.index)
    return find_report(named, options.index)


def find_report(path: Path, index: Path) -> Report:
    """The report in the file, with what was mended in it, else the one of that name in the index."""
    from drafter.readings import read_mended

    if path.is_file():
        return read_mended(path, index)
    if has_index(index):
        from drafter.index.archive import reading

        with reading(index) as archive:
            for report in archive.reports():
                if report.source == path.name:
                    return report
    raise DrafterError(tr("找不到上年报告“{path}”。请检查路径，或用 --from 指定文件", path=path))


def earlier_reports(report: Report, index: Path) -> list[Report]:
    """Reports of the same body before last year's: what already stood there is standing wording."""
    if not has_index(index) or not report.org or report.year is None:
        return []
    from drafter.index.archive import reading

    with reading(index) as archive:
        return [
            one
            for one in archive.reports()
            if one.org == report.org and one.year is not None and one.year < (report.year or 0)
        ]


def load_draft(path: Path) -> Draft:
    from drafter.draft import Draft

    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as problem:
        why = reason_of(problem) if isinstance(problem, OSError) else tr("不是 JSON，或不完整")
        raise DrafterError(
            tr("读不了稿件 {path}：{why}。请选用 drafter draft -o 生成的 .json", path=path, why=why)
        ) from problem
    return Draft.from_json(data)
