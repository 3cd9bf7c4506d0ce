"""Take in report files: read what the archive does not have yet, and find the name each goes by."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from drafter import __version__
from drafter.errors import DrafterError
from drafter.index.archive import Archive, Known
from drafter.passages import RULES, Passage, content_hash, split_passages
from drafter.reading.source import cannot_open
from drafter.readings import Read, Reading, Readings, rules_of
from drafter.strings import tr

if TYPE_CHECKING:
    from drafter.report import Report

# Called with (done, total, what is being done).
Progress = Callable[[int, int, str], None]

# Files read by older rules are read again.
_READER = f"{__version__}/{RULES}"


def _reader(rules: str) -> str:
    """Return what names the rules a file was read by, the mends made in it among them."""
    return f"{_READER}+{rules}" if rules else _READER


@dataclass(frozen=True)
class Arrival:
    """A file whose content the index does not have yet."""

    path: Path
    digest: str
    reading: Reading

    @cached_property
    def place(self) -> Path:
        return self.path.resolve()

    @cached_property
    def report(self) -> Report:
        """The report with what a person mended in it."""
        return self.reading.mended()

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        return split_passages(self.report)

    @cached_property
    def contents(self) -> tuple[str, ...]:
        """The names of what the passages say, as the archive knows them."""
        return tuple(map(content_hash, self.passages))


def read_changed(
    files: Sequence[Path], known: Sequence[Known], readings: Readings, read: Read, tell: Progress
) -> tuple[list[Arrival], tuple[str, ...], tuple[tuple[str, str], ...]]:
    register = Register(known, readings.rules())
    arrivals: list[Arrival] = []
    unchanged: list[str] = []
    failures: list[tuple[str, str]] = []
    for done, file in enumerate(files):
        tell(done, len(files), tr("读取 {name}", name=file.name))
        try:
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            if source := register.same_content(file, digest):
                unchanged.append(source)
                continue
            arrival = Arrival(file, *readings.take(file, read=read))
            arrival.report.text.encode()
        except DrafterError as problem:
            failures.append((file.name, str(problem)))
        except OSError as problem:
            failures.append((file.name, cannot_open(file, problem)))
        # A damaged file can make a parser raise anything; it must not take the other files with it.
        except Exception as problem:
            failures.append(
                (
                    file.name,
                    tr(
                        "{name}：读取出错（{problem}）。请另存一份再试", name=file.name, problem=repr(problem)
                    ),
                )
            )
        else:
            arrivals.append(arrival)
    tell(len(files), len(files), tr("读取"))
    return arrivals, tuple(unchanged), tuple(failures)


class Register:
    """The files known, by what they hold and by name; `rules` names the mends made in each, by digest."""

    def __init__(self, known: Sequence[Known], rules: dict[str, str]) -> None:
        self.sources: set[str] = set()
        self._rules = rules
        self._held: dict[tuple[str, str], list[Known]] = {}
        self._named: dict[str, list[Known]] = {}
        for one in known:
            self.add(one)

    def add(self, one: Known) -> None:
        self.sources.add(one.source)
        self._held.setdefault((one.digest, one.reader), []).append(one)
        self._named.setdefault(os.path.basename(one.path), []).append(one)

    def same_content(self, file: Path, digest: str) -> str:
        """Return the source that has this very content already, also when the folder was moved."""
        held = self._held.get((digest, _reader(self._rules.get(digest, ""))), ())
        place = str(file.resolve()) if held else ""
        return next(
            (one.source for one in held if os.path.basename(one.path) == file.name or one.path == place), ""
        )

    def source_for(self, one: Arrival) -> str:
        """Return the name the report had, or its file name, with folders until no other has it."""
        path = one.place
        for old in self._named.get(path.name, ()):
            moved = (old.org, old.year) == (one.report.org, one.report.year) and not Path(old.path).exists()
            if old.path == str(path) or moved:
                return old.source
        names = ["/".join(path.parts[-depth:]) for depth in range(1, len(path.parts))]
        return next((name for name in names if name not in self.sources), str(path))


def put_all(
    archive: Archive, arrivals: Sequence[Arrival], rules: dict[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Store what has arrived; return the sources added, refreshed, and left alone as the same file twice."""
    added: list[str] = []
    refreshed: list[str] = []
    same: list[str] = []
    register = Register(archive.known(), rules)
    with archive.filling():
        for one in arrivals:
            if source := register.same_content(one.path, one.digest):
                same.append(source)
                continue
            source = register.source_for(one)
            (refreshed if source in register.sources else added).append(source)
            register.add(put_one(archive, one, source))
    return tuple(added), tuple(refreshed), tuple(same)


def put_one(archive: Archive, one: Arrival, source: str) -> Known:
    """Store one report under `source`, in place of what was there."""
    report = replace(one.report, source=source)
    reader = _reader(rules_of(one.reading.mends))
    file = Known(source, str(one.place), one.digest, reader, report.org, report.year)
    passages = one.passages if source == one.report.source else split_passages(report)
    archive.put(report, passages, one.contents, file)
    return file
