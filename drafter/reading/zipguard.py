"""Look at a zip before a parser does, so that a bomb is refused while it is still small."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import Path, PurePosixPath

from drafter.errors import ReportError
from drafter.reading.source import Source, load_source
from drafter.strings import tr

_MOST_ENTRIES = 2000
_MOST_BYTES = 256 * 2**20
_MOST_IN_ONE = 64 * 2**20
# Parsed XML takes many times its size; text of this size would be thousands of pages.
_MOST_XML = 24 * 2**20
_MOST_RATIO, _MOST_XML_RATIO = 200, 100
_LARGE = 2**20
# What zipfile raises on damaged archives, some of it by accident.
ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    KeyError,
    ValueError,
    RuntimeError,
    NotImplementedError,
)
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ROOT = re.compile(rb"<[A-Za-z]")
_HEAD = 4096


def check_zip(file: Path | Source, *, part: str) -> None:
    """Raise ReportError unless `file` is an Office file with the entry `part`, of reasonable size when unpacked
    and without entity definitions, which Office never writes."""
    source = load_source(file) if isinstance(file, Path) else file
    entries = check_directory(source)
    if part not in [entry.filename for entry in entries]:
        raise ReportError(damaged(source))
    try:
        with zipfile.ZipFile(BytesIO(source.data)) as archive:
            for entry in entries:
                if entry.filename.lower().endswith((".xml", ".rels")):
                    _check_xml(archive, entry, source)
    except ZIP_ERRORS as problem:
        raise ReportError(damaged(source)) from problem


def check_directory(source: Source) -> list[zipfile.ZipInfo]:
    """Return the entries of a zip that is whole and of reasonable size when unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(source.data)) as archive:
            entries = archive.infolist()
    except ZIP_ERRORS as problem:
        raise ReportError(damaged(source)) from problem
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names):
        raise ReportError(damaged(source))
    unsafe = any(
        name.startswith(("/", "\\")) or ".." in PurePosixPath(name.replace("\\", "/")).parts for name in names
    )
    packed = sum(entry.compress_size for entry in entries)
    if (
        unsafe
        or any(map(_is_bloated, entries))
        or len(entries) > _MOST_ENTRIES
        or sum(entry.file_size for entry in entries) > _MOST_BYTES
        # Entries that share their bytes take more room packed than the whole file.
        or packed > len(source.data)
    ):
        raise ReportError(bloated(source))
    if any(entry.flag_bits & 1 for entry in entries):
        raise ReportError(tr("{name}：文件已加密。请去掉密码后再读", name=source.name))
    return entries


def _is_bloated(entry: zipfile.ZipInfo) -> bool:
    packed = max(entry.compress_size, 1)
    if entry.filename.lower().endswith((".xml", ".rels", ".vml")):
        return entry.file_size > _MOST_XML or (
            entry.file_size > 4 * _LARGE and entry.file_size > _MOST_XML_RATIO * packed
        )
    return entry.file_size > _MOST_IN_ONE or (
        entry.file_size > _LARGE and entry.file_size > _MOST_RATIO * packed
    )


def _check_xml(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, source: Source) -> None:
    """Read a part through, a piece at a time: sizes in the directory may lie, and the reading proves its checksum."""
    with archive.open(entry) as part:
        head = part.read(_HEAD)
        plain = head.replace(b"\0", b"")
        # An honest part begins at once; one that hides its beginning behind a long comment has something to hide.
        if _DTD.search(plain) or (head and not _ROOT.search(plain)):
            raise ReportError(bloated(source))
        while part.read(_LARGE):
            pass


def bloated(source: Source) -> str:
    return tr(
        "{name}：压缩内容异常（条目过多或展开后过大），没有打开。请在 Word 或 WPS 里另存一份再读",
        name=source.name,
    )


def damaged(source: Source) -> str:
    if source.data.startswith(b"\xd0\xcf\x11\xe0"):
        return tr(
            "{name}：是旧版 Word 或加密文件。请在 Word 或 WPS 里去掉密码、另存为 .docx 后再读",
            name=source.name,
        )
    suffix = source.suffix if source.suffix in (".docx", ".xlsx", ".zip") else ".docx"
    return tr(
        "{name}：文件已损坏，不是完整的 {suffix}。请在 Word 或 WPS 里打开并另存一份再读",
        name=source.name,
        suffix=suffix,
    )
