"""An office's own Word file as a template: its styles, page, headers and footers, and what stands around the text."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.oxml.ns import qn

from drafter.errors import DraftError, ReportError
from drafter.reading.source import load_source
from drafter.reading.zipguard import check_zip
from drafter.strings import tr

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_TEMPLATE = b"wordprocessingml.template.main+xml"
_DOCUMENT = b"wordprocessingml.document.main+xml"
_PLACE = re.compile(r"\s*[【{]{1,2}\s*正文\s*[】}]{1,2}\s*")


@dataclass(frozen=True, slots=True)
class Template:
    """A template opened and emptied; `before` and `behind` are what stays around the text."""

    document: WordDocument
    before: tuple[Any, ...] = ()
    behind: tuple[Any, ...] = ()


def prepare(path: Path) -> bytes:
    """Return the file as a document that is whole, without macros and without links to other files."""
    try:
        source = load_source(path)
        check_zip(source, part="word/document.xml")
    except ReportError as problem:
        raise DraftError(tr("模板不能用：{problem}", problem=problem)) from problem
    data, buffer = _without_macros(path.name, source.data), BytesIO()
    try:
        document = Document(BytesIO(data))
        _cut_links(document)
        document.save(buffer)
    except Exception as problem:  # python-docx raises whatever the damaged part makes it stumble over
        raise DraftError(
            tr(
                "模板 {name} 打不开：文件已损坏或不是 Word 文件。请在 Word 或 WPS 中另存为 .docx",
                name=path.name,
            )
        ) from problem
    return buffer.getvalue()


def open_template(prepared: bytes) -> Template:
    """Open a template `prepare` has made. Where a paragraph says 【正文】, the text takes its place and the rest stays; else
    only the styles, the page and its headers and footers are used."""
    document = Document(BytesIO(prepared))
    body = document.element.body
    blocks = [one for one in body if one.tag != qn("w:sectPr")]
    place = next(
        (n for n, one in enumerate(blocks) if one.tag == qn("w:p") and _PLACE.fullmatch(_text(one))), None
    )
    before, behind = ((), ()) if place is None else (tuple(blocks[:place]), tuple(blocks[place + 1 :]))
    for one in blocks:
        if place is None or one is blocks[place]:
            body.remove(one)
    return Template(document, before, behind)


def _without_macros(name: str, data: bytes) -> bytes:
    """Return the file as a document: a .dotx differs from it by one word; one with macros is refused."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = archive.namelist()
        types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
        if b"macroEnabled" in types or any("vba" in one.lower() for one in names):
            raise DraftError(tr("模板 {name} 带有宏，没有使用。请在 Word 中另存为不带宏的 .docx", name=name))
        if _TEMPLATE not in types:
            return data
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as copy:
            for one in names:
                part = archive.read(one)
                copy.writestr(
                    one, part.replace(_TEMPLATE, _DOCUMENT) if one == "[Content_Types].xml" else part
                )
    return buffer.getvalue()


def _cut_links(document: WordDocument) -> None:
    """Drop the link to the file the template was made from: Word would look for it, maybe on the network."""
    settings = document.settings.element
    for link in settings.findall(qn("w:attachedTemplate")):
        settings.remove(link)
    for part in document.part.package.iter_parts():
        for key in [key for key, one in part.rels.items() if one.reltype.endswith("attachedTemplate")]:
            del part.rels[key]


def _text(paragraph: Any) -> str:
    return "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
