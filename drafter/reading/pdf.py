"""PDF files: characters with their places → lines → paragraphs told by indent and line length."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

from drafter.errors import ReportError
from drafter.reading.blocks import Pages
from drafter.reading.pdf_layout import paragraphs_of
from drafter.reading.pdf_lines import Line, without_margins
from drafter.reading.pdf_rows import join_tables
from drafter.strings import tr

_MOST_PAGES = 2000


def read_pdf(path: Path) -> Pages:
    """Return the paragraphs; must run in one thread of a process at a time, since PDFium keeps global
    state."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as problem:
        raise ReportError(_unreadable(path, str(problem))) from problem
    try:
        count = len(document)
        if count == 0 or count > _MOST_PAGES:
            raise ReportError(
                tr("{name}：有 {count} 页，不像是一份报告。请检查文件", name=path.name, count=count)
            )
        pages, failed = _pages(document, count)
    finally:
        document.close()
    if not any(pages):
        raise ReportError(
            tr("{name}：里面没有文字，疑似扫描件。请先做文字识别（OCR），或找 Word 版", name=path.name)
        )
    joined = join_tables(without_margins(pages))
    blocks = paragraphs_of(joined.lines)
    warnings = _warnings(pages, failed)
    if not _is_whole(path):
        warnings.append(tr("文件结构有损，内容可能不全；请与原件核对"))
    return Pages(tuple(blocks), tuple(warnings))


def _is_whole(path: Path) -> bool:
    """Tell whether the cross-reference table is where the file says.

    PDFium repairs a wrong one by itself and may lose pages on the way.
    """
    data = path.read_bytes()
    at = re.findall(rb"startxref\s+(\d{1,12})\s+%%EOF", data[-2048:])
    return (
        bool(at)
        and re.match(rb"\s*(?:xref|\d+\s+\d+\s+obj)", data[int(at[-1]) : int(at[-1]) + 64]) is not None
    )


def _pages(document: Any, count: int) -> tuple[list[list[Line]], list[int]]:
    import pypdfium2

    from drafter.reading.pdf_page import read_page
    from drafter.reading.pdf_tables import lines_and_rows

    pages: list[list[Line]] = []
    failed = []
    for number in range(count):
        try:
            page = document[number]
            pages.append(lines_and_rows(read_page(page), number))
            page.close()
        except pypdfium2.PdfiumError:
            pages.append([])
            failed.append(number + 1)
    return pages, failed


def _warnings(pages: list[list[Line]], failed: list[int]) -> list[str]:
    warnings = []
    if failed:
        warnings.append(tr("第 {pages} 页读不出，内容可能不全", pages="、".join(map(str, failed))))
    empty = [number + 1 for number, page in enumerate(pages) if not page and number + 1 not in failed]
    if empty:
        warnings.append(tr("第 {pages} 页没有文字，可能是图片或空白页", pages="、".join(map(str, empty))))
    odd = Counter(char for page in pages for line in page for char in line.text)["\ufffd"]
    if odd:
        warnings.append(tr("有 {count} 个字读不出，显示为 �", count=odd))
    return warnings


def _unreadable(path: Path, problem: str) -> str:
    if "assword" in problem:
        return tr("{name}：文件已加密。请去掉密码后再读", name=path.name)
    return tr(
        "{name}：文件已损坏，不是完整的 PDF。请用 PDF 阅读器打开并另存一份，或找 Word 版", name=path.name
    )
