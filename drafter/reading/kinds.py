"""What kind of file it is: its name says so, its first bytes decide, and what cannot be read is told what to do."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from drafter.errors import ReportError
from drafter.reading.source import Source
from drafter.strings import tr

_OLE, _ZIP, _PDF = b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"%PDF-"
RICH_TEXT = b"{\\rtf"
_WORD, _SHEET = (".docx", ".doc", ".wps"), (".xlsx", ".xls", ".et")
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
    if suffix in known:
        return
    if suffix in _MACROS:
        why = tr("{name}：含宏的 {suffix} 文件不打开。请另存为 .docx 或 .xlsx 再读", name=name, suffix=suffix)
    elif suffix == ".ofd":
        why = tr("{name}：暂不能读 OFD 版式文件。请用阅读器另存为 .pdf 再读", name=name)
    elif suffix in _PICTURES:
        why = tr("{name}：是图片，里面没有文字。请先做文字识别（OCR），或找 Word 版", name=name)
    elif suffix in _OTHERS:
        why = tr("{name}：暂不能直接读 {suffix}。请在 Word 或 WPS 里另存为 .docx", name=name, suffix=suffix)
    elif suffix in _PACKED:
        why = tr("{name}：暂不能打开 {suffix} 压缩包。请解压后再读", name=name, suffix=suffix)
    else:
        kinds = " ".join(sorted(known))
        suffix = suffix or tr("（无）")
        why = tr("{name}：不认识的文件类型 {suffix}。可读的有 {kinds}", name=name, suffix=suffix, kinds=kinds)
    raise ReportError(why)


def kind_of(source: Source, known: Collection[str]) -> tuple[str, str]:
    """Return the suffix whose reader fits the bytes, and a warning when that is not the file's own.

    Offices rename: a .doc may hold .docx, HTML or RTF. Text, zips and PDF are left to their readers, which say so
    themselves when the bytes are something else.
    """
    refuse(source.name, known)
    own, inside = source.suffix, ""
    if own in (*_WORD, *_SHEET):
        inside = _inside(source)
    if not inside or inside == own or {inside, own} in ({".doc", ".wps"}, {".xls", ".et"}):
        return own, ""
    if inside == ".rtf":
        raise ReportError(
            tr("{name}：内容其实是 RTF。请在 Word 或 WPS 里打开，另存为 .docx 再读", name=source.name)
        )
    return inside, tr("扩展名是 {own}，内容其实是 {inside}，已按内容读", own=own, inside=inside)


def _inside(source: Source) -> str:
    """Return the suffix an Office file should have by its bytes, or "" when they tell nothing."""
    head = source.data[:2048]
    if head.startswith(_PDF):
        return ".pdf"
    if head.startswith(RICH_TEXT):
        return ".rtf"
    if head.startswith(_ZIP):
        if b"word/document.xml" in source.data:
            return ".docx"
        return ".xlsx" if b"xl/workbook.xml" in source.data else ""
    if head.startswith(_OLE):
        return _inside_ole(source)
    return ".html" if _HTML.match(head.removeprefix(b"\xef\xbb\xbf")) else ""


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
