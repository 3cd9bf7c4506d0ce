"""PDF files: characters with their places → lines → paragraphs told by indent and line length."""

from __future__ import annotations

import re
from typing import Any

from drafter.errors import ReportError
from drafter.reading.blocks import Pages, visible
from drafter.reading.paging import page_starts
from drafter.reading.pdf.columns import in_columns
from drafter.reading.pdf.layout import paragraphs_of
from drafter.reading.pdf.lines import Line
from drafter.reading.pdf.margins import without_margins
from drafter.reading.pdf.page import PageContent, read_page
from drafter.reading.pdf.rows import join_tables
from drafter.reading.pdf.tables import lines_and_rows
from drafter.reading.source import Source
from drafter.strings import tr

_MOST_PAGES = 2000


def read_pdf(source: Source) -> Pages:
    """Return the paragraphs; must run in one thread of a process at a time, since PDFium keeps global
    state."""
    import pypdfium2

    from drafter.reading.pdf.fonts import stand_in

    stand_in()
    try:
        document = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as problem:
        raise ReportError(_unreadable(source, str(problem))) from problem
    try:
        count = len(document)
        if count == 0 or count > _MOST_PAGES:
            raise ReportError(
                tr("{name}：有 {count} 页，不像是一份报告。请检查文件", name=source.name, count=count)
            )
        contents = _contents(document, count)
    finally:
        document.close()
    if not any(content and content.glyphs for content in contents):
        raise ReportError(
            tr("{name}：里面没有文字，疑似扫描件。请先做文字识别（OCR），或找 Word 版", name=source.name)
        )
    pages = [lines_and_rows(content, at) if content else ([], ()) for at, content in enumerate(contents)]
    lines, margins = without_margins(in_columns(pages))
    joined = join_tables(lines)
    warnings = _warnings(contents)
    if not _is_whole(source.data):
        warnings.append(tr("文件结构有损，内容可能不全；请与原件核对"))
    unseen = [content.unseen for content in contents if content]
    shown = [glyph.char for content in contents if content for glyph in content.glyphs]
    return Pages(
        tuple(paragraphs_of(joined.lines)),
        tuple(warnings),
        dropped=(
            *((tr("页眉、页脚和页码"), line.text) for line in margins),
            *((tr("跨页重复的表头"), text) for text in joined.repeated),
            *((tr("印在页面或格子以外"), text) for text in unseen),
        ),
        characters=visible("".join(shown)) + sum(map(visible, unseen)),
        starts=page_starts(map(_on_page, joined.lines), count),
    )


def _on_page(line: Line) -> tuple[int, str]:
    return line.page, "".join(line.grid.cells) if line.grid else line.text


def _is_whole(data: bytes) -> bool:
    """Tell whether the cross-reference table is where the file says.

    PDFium repairs a wrong one by itself and may lose pages on the way.
    """
    at = re.findall(rb"startxref\s+(\d{1,12})\s+%%EOF", data[-2048:])
    return (
        bool(at)
        and re.match(rb"\s*(?:xref|\d+\s+\d+\s+obj)", data[int(at[-1]) : int(at[-1]) + 64]) is not None
    )


def _contents(document: Any, count: int) -> list[PageContent | None]:
    """Return what stands on each page, or None for one that cannot be read."""
    import pypdfium2

    contents: list[PageContent | None] = []
    for number in range(count):
        try:
            page = document[number]
            contents.append(read_page(page))
            page.close()
        except pypdfium2.PdfiumError:
            contents.append(None)
    return contents


def _warnings(contents: list[PageContent | None]) -> list[str]:
    warnings = []
    failed = [str(at) for at, content in enumerate(contents, 1) if content is None]
    empty = [str(at) for at, content in enumerate(contents, 1) if content and not content.glyphs]
    if failed:
        warnings.append(tr("第 {pages} 页读不出，内容可能不全", pages="、".join(failed)))
    aside = [str(at) for at, content in enumerate(contents, 1) if content and content.aside]
    if aside:
        warnings.append(tr("第 {pages} 页的文字是竖排或横转的，已按其方向读；请核对", pages="、".join(aside)))
    if empty:
        warnings.append(tr("第 {pages} 页没有文字，可能是图片或空白页", pages="、".join(empty)))
    odd = sum(glyph.char == "\ufffd" for content in contents if content for glyph in content.glyphs)
    if odd:
        warnings.append(tr("有 {count} 个字读不出，显示为 �", count=odd))
    return warnings


def _unreadable(source: Source, problem: str) -> str:
    if "assword" in problem:
        return tr("{name}：文件已加密。请去掉密码后再读", name=source.name)
    return tr(
        "{name}：文件已损坏，不是完整的 PDF。请用 PDF 阅读器打开并另存一份，或找 Word 版", name=source.name
    )
