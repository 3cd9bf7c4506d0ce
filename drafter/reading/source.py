"""A file as it came: its name and its bytes, so that one inside a zip is read like one on the disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from drafter.errors import ReportError, reason_of
from drafter.strings import tr

_MOST_BYTES = 256 * 2**20
# Some four thousand pages in print. What follows on reading takes its time by the character, and whoever else adds a report waits.
_MOST_CHARACTERS = 3_000_000


@dataclass(frozen=True, slots=True)
class Source:
    name: str
    data: bytes

    @property
    def suffix(self) -> str:
        return Path(self.name).suffix.lower()


def load_source(path: Path) -> Source:
    """Return the file; one too large for a report is refused before it is read."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= _MOST_BYTES else b""
    except OSError as problem:
        raise ReportError(cannot_open(path.name, problem)) from problem
    if size > _MOST_BYTES:
        raise ReportError(
            tr(
                "{name}：有 {size} MB，超过 {most} MB，不像是一份报告。请拆分后再读",
                name=path.name,
                size=size // 2**20,
                most=_MOST_BYTES // 2**20,
            )
        )
    return Source(path.name, data)


def refuse_endless(characters: int, name: str) -> None:
    """Raise ReportError for more text than a report has."""
    if characters > _MOST_CHARACTERS:
        raise ReportError(
            tr(
                "{name}：有 {count} 万字，超过 {most} 万字，不像是一份报告。请拆分后再读",
                name=name,
                count=f"{characters / 10_000:,.0f}",
                most=_MOST_CHARACTERS // 10_000,
            )
        )


def cannot_open(path: Path | str, problem: OSError) -> str:
    return tr(
        "{path}：打不开（{problem}）。请检查权限，或关闭占用它的程序", path=path, problem=reason_of(problem)
    )
