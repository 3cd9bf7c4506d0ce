"""A zip of reports: its members are read one by one and stand one after the other, each under its name."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import PurePosixPath

from drafter.errors import ReportError
from drafter.reading.blocks import Block, Pages
from drafter.reading.source import Source
from drafter.reading.zipguard import ZIP_ERRORS, check_directory, damaged
from drafter.strings import tr

_MOST_MEMBERS = 200
_UTF8_NAME = 0x800


def members(source: Source, suffixes: frozenset[str]) -> Iterator[Source]:
    """Yield the readable files of a zip by name; folders, hidden files and zips inside are passed over."""
    entries = [entry for entry in check_directory(source) if _suffix(entry) in suffixes]
    if len(entries) > _MOST_MEMBERS:
        raise ReportError(
            tr("{name}：里面有 {count} 份文件，太多。请解压后分批读", name=source.name, count=len(entries))
        )
    try:
        with zipfile.ZipFile(BytesIO(source.data)) as archive:
            for entry in sorted(entries, key=_name):
                yield Source(PurePosixPath(_name(entry)).name, archive.read(entry))
    except ZIP_ERRORS as problem:
        raise ReportError(damaged(source)) from problem


def read_zip(source: Source, read: Callable[[Source], Pages], suffixes: frozenset[str]) -> Pages:
    """Return all members as one report; where there are several, each begins with a heading that is its name."""
    read_ones: list[tuple[str, Pages]] = []
    failures: list[str] = []
    for member in members(source, suffixes):
        try:
            read_ones.append((member.name, read(member)))
        except ReportError as problem:
            failures.append(str(problem))
    if not read_ones:
        why = failures[0] if failures else tr("里面没有可读的报告")
        raise ReportError(tr("{name}：{why}。请解压后检查", name=source.name, why=why))
    if len(read_ones) == 1:
        pages = read_ones[0][1]
        return replace(pages, warnings=(*pages.warnings, *failures))
    warning = tr(
        "里面有 {count} 份文件，已按名称连在一起；若是不同的报告，请解压后分别读", count=len(read_ones)
    )
    return _joined(read_ones, (warning, *failures))


def _joined(read_ones: list[tuple[str, Pages]], warnings: tuple[str, ...]) -> Pages:
    blocks: list[Block] = []
    counts = [pages.characters for _, pages in read_ones]
    tables = 0
    for name, pages in read_ones:
        blocks.append(Block(PurePosixPath(name).stem, level=1))
        levels = [None if block.level is None else block.level + 1 for block in pages.blocks]
        numbers = [None if block.table is None else block.table + tables for block in pages.blocks]
        blocks += [
            replace(block, level=level, table=table)
            for block, level, table in zip(pages.blocks, levels, numbers, strict=True)
        ]
        tables = max([tables, *(number + 1 for number in numbers if number is not None)])
    known = sum(count for count in counts if count is not None) if None not in counts else None
    return Pages(
        tuple(blocks),
        (*warnings, *(f"{name}：{one}" for name, pages in read_ones for one in pages.warnings)),
        tuple(one for _, pages in read_ones for one in pages.dropped),
        None if known is None else known + sum(len(PurePosixPath(name).stem) for name, _ in read_ones),
    )


def _suffix(entry: zipfile.ZipInfo) -> str:
    path = PurePosixPath(_name(entry))
    hidden = entry.is_dir() or path.name.startswith((".", "~$")) or "__MACOSX" in path.parts
    return "" if hidden else path.suffix.lower()


def _name(entry: zipfile.ZipInfo) -> str:
    """Zips made by Chinese Windows keep names in GBK without saying so."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return entry.filename
