"""Web pages: the visible text in reading order, with headings and tables; links around the article are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from drafter.errors import ReportError
from drafter.reading.blocks import Block, Pages, close_gaps, plain_spaces, visible
from drafter.reading.plain import decode
from drafter.reading.source import Source
from drafter.strings import tr

_SILENT = {"script", "style", "noscript", "template", "iframe", "object", "head", "title", "select", "button"}
_AROUND = {"nav", "footer", "aside"}
_INLINE = {
    *(
        "a",
        "abbr",
        "b",
        "big",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
    ),
    *("o:p", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr", "img"),
}
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$)"
    r"|(?<![-\w])color\s*:\s*(?:#fff(?:fff)?\b|white\b)",
    re.IGNORECASE,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
_DEEPEST = 250
_WIDEST = 200


def read_html(source: Source) -> Pages:
    from lxml import etree, html

    text = _decoded(source)
    try:
        # A declared encoding is of no use any more and makes lxml refuse the text.
        root = html.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text) or "<p></p>")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as problem:
        raise ReportError(
            tr("{name}：不是完整的网页。请在浏览器里打开，复制正文另存为 .txt 再读", name=source.name)
        ) from problem
    walker = _Walker()
    body = root if root.tag == "body" else root.find(".//body")
    walker.walk(root if body is None else body, 0)
    walker.flush()
    hidden = sum(visible(text) for reason, text in walker.dropped if reason == tr("隐藏的文字"))
    warnings = (tr("有 {count} 个隐藏的字没有读入，请查看原件", count=hidden),) if hidden else ()
    kept = sum(visible(block.text) for block in walker.blocks)
    lost = sum(visible(text) for _, text in walker.dropped)
    return Pages(tuple(walker.blocks), warnings, tuple(walker.dropped), kept + lost)


def _decoded(source: Source) -> str:
    found = _CHARSET.search(source.data[:4096])
    named = found[1].decode("ascii").lower() if found else ""
    if named in ("gb2312", "gbk", "gb18030", "big5", "utf-8"):
        try:
            return source.data.decode("gb18030" if named.startswith("gb") else named).lstrip("\ufeff")
        except UnicodeDecodeError:
            pass
    return decode(source.data, source.name)


@dataclass
class _Walker:
    blocks: list[Block] = field(default_factory=list)
    dropped: list[tuple[str, str]] = field(default_factory=list)
    tables: int = 0
    _line: str = ""
    _level: int | None = None

    def walk(self, element: Any, depth: int) -> None:
        """Take up an element's text and its children's; block elements begin and end a paragraph."""
        if depth > _DEEPEST:
            self.dropped.append((tr("嵌套过深"), _text_of(element)))
            return
        self._add(element.text)
        for child in element:
            self._child(child, depth)
            self._add(child.tail)

    def _child(self, child: Any, depth: int) -> None:
        tag = child.tag
        if not isinstance(tag, str) or tag in _SILENT:
            return
        if reason := _left_out(child):
            self.dropped.append((reason, _text_of(child)))
        elif tag == "br":
            self.flush()
        elif tag in _INLINE:
            self.walk(child, depth + 1)
        elif tag == "table" and _is_data(child):
            self.flush()
            self._table(child)
        else:
            self.flush()
            self._level = int(tag[1]) if re.fullmatch(r"h[1-6]", tag) else None
            self.walk(child, depth + 1)
            self.flush()
            self._level = None

    def _add(self, text: str | None) -> None:
        if text:
            self._line += re.sub(r"[ \t\r\n\f]+", " ", text)

    def flush(self) -> None:
        text = plain_spaces(self._line).strip()
        if text:
            self.blocks.append(Block(text, level=self._level))
        self._line = ""

    def _table(self, table: Any) -> None:
        caption = table.find("caption")
        if caption is not None:
            self._add(_text_of(caption))
            self.flush()
        grid = _grid(table)
        for cells in grid:
            if any(cells):
                self.blocks.append(Block("\t".join(cells), row=True, cells=cells, table=self.tables))
        self.tables += 1


def _left_out(element: Any) -> str:
    style = element.get("style") or ""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true" or _HIDDEN.search(style):
        return tr("隐藏的文字")
    if element.tag in _AROUND or element.get("role") in ("navigation", "contentinfo"):
        return tr("网页导航和页脚")
    if element.tag in ("ul", "ol", "div", "dl", "table"):
        links = list(element.iterfind(".//a"))
        text = visible(_text_of(element)) if len(links) >= 4 else 0
        if text and sum(visible(_text_of(link)) for link in links) >= 0.8 * text:
            return tr("网页导航和页脚")
    return ""


def _text_of(element: Any) -> str:
    """Return all printing text under an element."""
    parts = [element.text or ""]
    for one in element.iterdescendants():
        if isinstance(one.tag, str) and one.tag not in _SILENT:
            parts.append(one.text or "")
        parts.append(one.tail or "")
    return "".join(parts)


# ---- tables ----


def _is_data(table: Any) -> bool:
    """Old pages are laid out with tables; one that holds tables, headings or long paragraphs is only layout."""
    if table.find(".//table") is not None or any(table.find(f".//h{n}") is not None for n in (1, 2, 3)):
        return False
    rows = list(_rows(table))
    if max((len(list(_cells(row))) for row in rows), default=0) < 2:
        return False
    return not any(len(list(cell.iterfind(".//p"))) > 3 for row in rows for cell in _cells(row))


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _cells(row: Any) -> Iterator[Any]:
    return (cell for cell in row if cell.tag in ("td", "th"))


def _grid(table: Any) -> list[tuple[str, ...]]:
    """Return the rows; a merged cell gives its text in its first place and "" in the others."""
    taken: dict[tuple[int, int], str] = {}
    rows = list(_rows(table))
    for y, row in enumerate(rows):
        x = 0
        for cell in _cells(row):
            while (y, x) in taken:
                x += 1
            text = close_gaps(re.sub(r"\s+", " ", plain_spaces(_text_of(cell))), words=True)
            wide, high = _span(cell.get("colspan")), min(_span(cell.get("rowspan")), len(rows) - y)
            for at in ((y + dy, x + dx) for dy in range(high) for dx in range(wide)):
                taken.setdefault(at, "")
            taken[y, x] = text
    width = max((x for _, x in taken), default=-1) + 1
    return [tuple(taken.get((y, x), "") for x in range(width)) for y in range(len(rows))]


def _span(text: str | None) -> int:
    return min(max(int(text), 1), _WIDEST) if text and text.strip().isdecimal() else 1
