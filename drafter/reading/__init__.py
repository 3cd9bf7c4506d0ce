"""Any report file → Report: text with one paragraph a line, outline, tables, title, body and year."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from drafter.errors import ReportError
from drafter.reading.assembling import assemble
from drafter.reading.blocks import Pages
from drafter.reading.plain import blocks_of, read_markdown, read_plain
from drafter.report import Report
from drafter.strings import tr


def _read_docx(path: Path) -> Pages:
    from drafter.reading.docx import read_docx

    return read_docx(path)


def _read_pdf(path: Path) -> Pages:
    from drafter.reading.pdf import read_pdf

    return read_pdf(path)


READERS: dict[str, Callable[[Path], Pages]] = {
    ".txt": read_plain,
    ".md": read_markdown,
    ".docx": _read_docx,
    ".pdf": _read_pdf,
}
_CONVERTIBLE = {".doc", ".wps", ".rtf", ".odt", ".docm", ".html", ".htm"}
_SHEETS = {".xlsx", ".csv", ".xls", ".et"}


def read_report(path: Path, *, org: str = "", year: int | None = None) -> Report:
    """Return the report in `path`; `org` and `year` win over what the file says."""
    path = Path(path)
    if path.is_dir():
        raise ReportError(tr("{path}：是文件夹，不是文件。请指定其中的一份报告", path=path))
    if not path.is_file():
        raise ReportError(tr("{path}：没有这个文件。请检查路径", path=path))
    try:
        pages = _reader_for(path)(path)
    except OSError as problem:
        raise ReportError(
            tr("{path}：打不开（{problem}）。请检查权限，或关闭占用它的程序", path=path, problem=problem)
        ) from problem
    return assemble(pages, path.name, org=org, year=year)


def read_text(text: str, source: str) -> Report:
    """Return the report that `text` is; `source` serves as its file name."""
    return assemble(Pages(blocks_of(text)), source)


def require_year(report: Report) -> int:
    if report.year is None:
        raise ReportError(
            tr("{name}：看不出是哪一年的报告。请把年份写进文件名，例如 2023.txt", name=report.source)
        )
    return report.year


def find_reports(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return the readable report files among files and folders, sorted; sheets, hidden and lock files are
    passed over."""
    found: set[Path] = set()
    for path in map(Path, paths):
        if path.is_dir():
            inside = [one for one in path.rglob("*") if _is_report(one, path)]
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
            if path.suffix.lower() in _SHEETS:
                continue
            _reader_for(path)
            found.add(path)
        else:
            raise ReportError(tr("{path}：没有这个文件或文件夹。请检查路径", path=path))
    if not found:
        raise ReportError(
            tr("没有可读的报告。请指定含有 {kinds} 文件的文件夹", kinds=" ".join(sorted(READERS)))
        )
    return tuple(sorted(found))


def _is_report(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
    return not hidden and path.suffix.lower() in READERS and path.is_file()


def _reader_for(path: Path) -> Callable[[Path], Pages]:
    suffix = path.suffix.lower()
    if suffix in READERS:
        return READERS[suffix]
    if suffix in _CONVERTIBLE:
        raise ReportError(
            tr(
                "{name}：暂不能直接读 {suffix}。请在 Word 或 WPS 里另存为 .docx",
                name=path.name,
                suffix=suffix,
            )
        )
    kinds = " ".join(sorted(READERS))
    raise ReportError(
        tr(
            "{name}：不认识的文件类型 {suffix}。可读的有 {kinds}",
            name=path.name,
            suffix=suffix or "（无）",
            kinds=kinds,
        )
    )
