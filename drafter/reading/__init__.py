"""Any report file → Report: text with one paragraph a line, outline, tables, title, body and year."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from drafter.errors import ReportError
from drafter.reading.account import Account, account_of
from drafter.reading.assembling import assemble
from drafter.reading.blocks import Pages
from drafter.reading.kinds import kind_of, refuse
from drafter.reading.plain import blocks_of, read_markdown, read_plain
from drafter.reading.source import Source, cannot_open, load_source, refuse_endless
from drafter.report import Report
from drafter.strings import tr


def _read_docx(source: Source) -> Pages:
    from drafter.reading.word.docx import read_docx

    return read_docx(source)


def _read_pdf(source: Source) -> Pages:
    from drafter.reading.pdf import read_pdf

    return read_pdf(source)


def _read_doc(source: Source) -> Pages:
    from drafter.reading.word.doc import read_doc

    return read_doc(source)


def _read_sheets(source: Source) -> Pages:
    from drafter.reading.workbooks.sheets import read_sheets

    return read_sheets(source)


def _read_html(source: Source) -> Pages:
    from drafter.reading.html import read_html

    return read_html(source)


def _read_zip(source: Source) -> Pages:
    from drafter.reading.archive import read_zip

    return read_zip(source, pages_of, frozenset(READERS) - {".zip"})


def import_readers() -> None:
    """Import now what the readers need, so that a process that waits for files is ready for the first."""
    from drafter.reading import html, pdf
    from drafter.reading.word import doc, docx
    from drafter.reading.workbooks import sheets

    assert all((doc, docx, html, pdf, sheets))


READERS: dict[str, Callable[[Source], Pages]] = {
    ".txt": read_plain,
    ".md": read_markdown,
    ".docx": _read_docx,
    ".pdf": _read_pdf,
    ".doc": _read_doc,
    ".wps": _read_doc,
    ".xlsx": _read_sheets,
    ".xls": _read_sheets,
    ".et": _read_sheets,
    ".html": _read_html,
    ".htm": _read_html,
    ".zip": _read_zip,
}
# Found in a folder these are fill-in sheets and budget tables more often than reports; named alone they are read.
_SHEETS = {".xlsx", ".csv", ".xls", ".et"}
_HIDDEN = (".", "~$")
_NO_REPORTS = {"readme", "license", "licence", "changelog", "contributing", "说明", "使用说明", "目录说明"}


def read_report(path: Path) -> Report:
    """Return the report in `path`."""
    return read_with_account(path)[0]


def read_with_account(path: Path, *, name: str = "") -> tuple[Report, Account]:
    """Return the report and the account of what was read of the file and what was not.

    `name` is the file's name as the user knows it, where that is not the path's.
    """
    path = Path(path)
    name = name or path.name
    try:
        if path.is_dir():
            raise ReportError(tr("{path}：是文件夹，不是文件。请指定其中的一份报告", path=path))
        if not path.is_file():
            raise ReportError(tr("{path}：没有这个文件。请检查路径", path=path))
    except OSError as problem:
        raise ReportError(cannot_open(path, problem)) from problem
    refuse(path.name, READERS)
    source = load_source(path)
    pages = pages_of(source)
    refuse_endless(sum(len(block.text) for block in pages.blocks), name)
    report = assemble(pages, name)
    return report, account_of(report, pages)


def pages_of(source: Source) -> Pages:
    """Return what the reader for this kind of file makes of it; its bytes decide where the name misleads."""
    kind, warning = kind_of(source, READERS)
    pages = READERS[kind](source)
    return replace(pages, warnings=(warning, *pages.warnings)) if warning else pages


def read_text(text: str, source: str) -> Report:
    """Return the report that `text` is; `source` serves as its file name."""
    return assemble(Pages(blocks_of(text)), source)


def find_reports(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return the readable report files among files and folders, sorted; in folders, sheets, hidden
    and lock files and notes such as README are passed over.

    A folder that cannot be looked into is returned like a file that cannot be read: what it holds is not lost unnoticed.
    """
    found: set[Path] = set()
    for path in map(Path, paths):
        if path.is_dir():
            inside = list(_reports_under(path))
            if not inside:
                raise ReportError(
                    tr(
                        "{path}：文件夹里没有报告。请放入 {kinds} 文件",
                        path=path,
                        kinds=" ".join(sorted(READERS)),
                    )
                )
            found.update(inside)
        elif path.is_file():
            refuse(path.name, READERS)
            found.add(path)
        else:
            raise ReportError(tr("{path}：没有这个文件或文件夹。请检查路径", path=path))
    if not found:
        raise ReportError(
            tr("没有可读的报告。请指定含有 {kinds} 文件的文件夹", kinds=" ".join(sorted(READERS)))
        )
    return tuple(sorted(found))


def _reports_under(folder: Path) -> Iterator[Path]:
    """Yield the reports in a folder, and each folder in it that cannot be looked into."""
    shut: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=lambda problem: shut.append(Path(problem.filename))):
        folders[:] = [name for name in folders if not name.startswith(_HIDDEN)]
        yield from (path for name in names if _is_report(path := Path(place, name)))
    yield from shut


def _is_report(path: Path) -> bool:
    kind = path.suffix.lower()
    wanted = kind in READERS and kind not in _SHEETS and path.stem.lower() not in _NO_REPORTS
    return wanted and not path.name.startswith(_HIDDEN) and path.is_file()
