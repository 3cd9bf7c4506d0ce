"""What kind of file it is: its name says so, its first bytes decide, and what cannot be read is told what to do."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection
from io import BytesIO
from pathlib import Path

from drafter.errors import ReportError
from drafter.reading.encoding import decode
from drafter.reading.source import Source
from drafter.strings import tr

RICH_TEXT = b"{\\rtf"
_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
# How files begin, whatever they are called.
_BEGINNINGS = {
    b"%PDF-": ".pdf",
    RICH_TEXT: ".rtf",
    b"MIME-Version:": ".mht",
    b"\x89PNG": ".png",
    b"\xff\xd8\xff": ".jpg",
    b"Rar!": ".rar",
    b"7z\xbc\xaf": ".7z",
}
# What tells apart the zips that programs for offices write.
_PARTS = {
    b"word/document.xml": ".docx",
    b"xl/workbook.xml": ".xlsx",
    b"ppt/presentation.xml": ".pptx",
    b"opendocument.text": ".odt",
    b"opendocument.spreadsheet": ".ods",
    b"OFD.xml": ".ofd",
}
_OFFICE = b"[Content_Types].xml"
_WORD, _SHEET = (".docx", ".doc", ".wps"), (".xlsx", ".xls", ".et")
_ALIKE = ({".doc", ".wps"}, {".xls", ".et"}, {".html", ".htm"})
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|meta)\b", re.I | re.S
)
_PICTURES = {".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic"}
_MACROS = {".docm", ".dotm", ".xlsm", ".xltm", ".xlsb"}
_OTHERS = {".rtf", ".odt", ".ods", ".dot", ".dotx", ".wpt", ".mht", ".mhtml"}
_PACKED = {".rar", ".7z", ".tar", ".gz"}


def refuse(name: str, known: Collection[str]) -> None:
    """Raise ReportError for a kind of file that is not read, with what to do instead."""
    suffix = Path(name).suffix.lower()
    if suffix not in known:
        raise ReportError(f"{name}：{_why_not(suffix, known)}")


def _why_not(suffix: str, known: Collection[str]) -> str:
    if suffix in _MACROS:
        return tr("含宏的 {suffix} 文件不打开。请另存为 .docx 或 .xlsx 再读", suffix=suffix)
    if suffix == ".ofd":
        return tr("暂不能读 OFD 版式文件。请用阅读器另存为 .pdf 再读")
    if suffix in _PICTURES:
        return tr("是图片，里面没有文字。请先做文字识别（OCR），或找 Word 版")
    if suffix in _OTHERS:
        return tr("暂不能直接读 {suffix}。请在 Word 或 WPS 里另存为 .docx", suffix=suffix)
    if suffix in _PACKED:
        return tr("暂不能打开 {suffix} 压缩包。请解压后再读", suffix=suffix)
    kinds = " ".join(sorted(known))
    return tr("不认识的文件类型 {suffix}。可读的有 {kinds}", suffix=suffix or tr("（无）"), kinds=kinds)


def how_to_lighten(name: str) -> str:
    """Say what helps when a file of this kind takes too long to read."""
    match Path(name).suffix.lower():
        case ".doc" | ".wps":
            return tr("请在 Word 或 WPS 里另存为 .docx 再读")
        case ".pdf":
            return tr("请拆成几份再读，或改用它的 Word 版")
        case ".docx":
            return tr("请删去图片和附表，或拆成几份再读")
        case ".xlsx" | ".xls" | ".et" | ".csv":
            return tr("请只留下要用的工作表和行，另存一份再读")
        case ".zip":
            return tr("请解压后分几次添加")
        case _:
            return tr("请拆成几份再读，每份一篇报告")


def kind_of(source: Source, known: Collection[str]) -> tuple[str, str]:
    """Return the suffix whose reader fits the bytes, and a warning when that is not the file's own.

    Offices rename: a .doc may hold .docx, HTML or plain text, a .pdf a picture. A zip named otherwise is not opened, so
    that none is read inside another.
    """
    refuse(source.name, known)
    own = source.suffix
    if not source.data:
        raise ReportError(
            tr("{name}：是空文件（0 字节），可能没有下载完或复制完。请重新取一份", name=source.name)
        )
    inside = "" if own == ".zip" else _inside(source)
    if inside in ("", own) or {inside, own} in _ALIKE:
        return own, ""
    if inside in known and inside != ".zip":
        return inside, tr("扩展名是 {own}，内容其实是 {inside}，已按内容读", own=own, inside=inside)
    why = tr("请改回扩展名再读") if inside == ".zip" else _why_not(inside, known)
    raise ReportError(
        tr(
            "{name}：扩展名是 {own}，内容其实是 {inside}。{why}",
            name=source.name,
            own=own,
            inside=inside,
            why=why,
        )
    )


def _inside(source: Source) -> str:
    """Return the suffix the file should have by its bytes, or "" when they tell nothing."""
    head = source.data[:2048].lstrip(b"\xef\xbb\xbf\t\r\n ")
    for beginning, suffix in _BEGINNINGS.items():
        if head.startswith(beginning):
            return suffix
    if head.startswith(_ZIP):
        return _inside_zip(source)
    if head.startswith(_OLE):
        return _inside_ole(source)
    # A text may well tell of HTML, and be nothing but text.
    if source.suffix not in (*_WORD, *_SHEET, ".pdf"):
        return ""
    if _HTML.match(head):
        return ".html"
    return ".txt" if b"%PDF-" not in head and _is_text(source) else ""


def _inside_zip(source: Source) -> str:
    for part, suffix in _PARTS.items():
        if part in source.data:
            return suffix
    # One that is not whole is no zip to go by.
    whole = zipfile.is_zipfile(BytesIO(source.data))
    return ".zip" if whole and _OFFICE not in source.data else ""


def _is_text(source: Source) -> bool:
    try:
        return bool(decode(source.data, source.name))
    except ReportError:
        return False


def _inside_ole(source: Source) -> str:
    """The names of streams stand in the file as UTF-16."""
    names = {
        name: name.encode("utf-16-le") in source.data
        for name in ("EncryptedPackage", "WordDocument", "Workbook")
    }
    if names["EncryptedPackage"]:
        raise ReportError(tr("{name}：文件已加密。请去掉密码后再读", name=source.name))
    if names["WordDocument"]:
        return ".doc"
    return ".xls" if names["Workbook"] else ""
