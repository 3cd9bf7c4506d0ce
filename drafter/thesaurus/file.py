"""Read the thesaurus as an office edits it: TOML files of groups, with mistakes named by file and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from drafter.errors import DrafterError, reason_of
from drafter.strings import tr

_FIELDS = {"group": ("said", "written"), "alike": ("words",)}
# What the files look like as a rule; tomllib needs five times as long and reads the rest.
_HEAD = re.compile(r"\[\[(group|alike)\]\]")
_PHRASE = r'"[^\s"\\\x7f][^"\\\x00-\x1f\x7f]*"'
_LIST = re.compile(rf"(said|written|words) = \[({_PHRASE}(?:, {_PHRASE})*)\]")


class ThesaurusError(DrafterError):
    """A thesaurus file that cannot be read as one."""


@dataclass(frozen=True, slots=True)
class Group:
    """One matter: what people call it, and the phrases of reports, the most usual first."""

    said: tuple[str, ...]
    written: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """Everyday words that stand for one another; each is read as the first of its row."""

    first: Mapping[str, str]
    _pattern: re.Pattern[str] | None

    @classmethod
    def of(cls, rows: list[tuple[str, ...]]) -> Alike:
        first = {word: row[0] for row in rows for word in row}
        # The longest is tried first, and a first word holds its place against a shorter one inside it.
        words = sorted(first, key=lambda word: (-len(word), word))
        return cls(first, re.compile("|".join(map(re.escape, words))) if words else None)

    def fold(self, text: str) -> str:
        return self._pattern.sub(lambda found: self.first[found.group()], text) if self._pattern else text


def read_thesaurus(path: Path) -> tuple[tuple[Group, ...], Alike]:
    groups: list[Group] = []
    alike: list[tuple[str, ...]] = []
    for file in _files(path):
        for kind, values in _tables(file):
            if kind == "group":
                groups.append(Group(values["said"], values["written"]))
            else:
                alike.append(values["words"])
    return tuple(groups), Alike.of(alike)


def _files(path: Path) -> list[Path]:
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    if not files:
        raise ThesaurusError(tr("{path}：文件夹里没有 .toml 词表。请放入词表文件，或换一个文件夹", path=path))
    return files


def _tables(file: Path) -> Iterator[tuple[str, dict[str, tuple[str, ...]]]]:
    """Yield the kind of each table and its lists, none missing and none empty."""
    text = _text(file)
    found = _usual(text)
    for kind, number, values in found if found is not None else _any_toml(file, text):
        for name in _FIELDS[kind]:
            if not values.get(name):
                raise _mistake(file, _line_of(text, kind, number), tr("{name} 缺少说法", name=name))
        yield kind, values


def _usual(text: str) -> list[tuple[str, int, dict[str, tuple[str, ...]]]] | None:
    """Return the tables of a file written in the usual form, or None for another form or a mistake."""
    tables: list[tuple[str, int, dict[str, tuple[str, ...]]]] = []
    counts = dict.fromkeys(_FIELDS, 0)
    for line in text.split("\n"):
        if not line or line.startswith("#"):
            continue
        if listed := _LIST.fullmatch(line):
            name, phrases = listed.groups()
            if not tables or name not in _FIELDS[tables[-1][0]] or name in tables[-1][2]:
                return None
            tables[-1][2][name] = tuple(phrases[1:-1].split('", "'))
        elif head := _HEAD.fullmatch(line):
            tables.append((head[1], counts[head[1]], {}))
            counts[head[1]] += 1
        else:
            return None
    return tables


def _any_toml(file: Path, text: str) -> Iterator[tuple[str, int, dict[str, tuple[str, ...]]]]:
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        raise _mistake(file, line, tr("标点或格式不对，引号、逗号、方括号须用英文的")) from error
    for kind, tables in content.items():
        if kind not in _FIELDS or not isinstance(tables, list):
            line = _line_with(text, kind)
            raise _mistake(file, line, tr("不认识 {name}，只能写 [[group]] 或 [[alike]]", name=kind))
        for number, table in enumerate(tables):
            yield kind, number, _lists(file, text, kind, number, table)


def _lists(file: Path, text: str, kind: str, number: int, table: object) -> dict[str, tuple[str, ...]]:
    line = _line_of(text, kind, number)
    values: dict[str, tuple[str, ...]] = {}
    for name, phrases in table.items() if isinstance(table, dict) else ():
        if name not in _FIELDS[kind]:
            known = "、".join(_FIELDS[kind])
            raise _mistake(file, line, tr("不认识 {name}，这里只能写 {known}", name=name, known=known))
        if not isinstance(phrases, list) or not all(map(_is_phrase, phrases)):
            raise _mistake(file, line, tr('{name} 应写成 ["说法", "说法"]，不留空', name=name))
        values[name] = tuple(phrases)
    return values


def _is_phrase(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and "\n" not in value


def _text(file: Path) -> str:
    try:
        # Windows editors put a mark before the first line.
        return file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise _mistake(file, line, tr("不是 UTF-8 文字，请另存为 UTF-8")) from error
    except OSError as error:
        raise ThesaurusError(
            tr("{path}：词表打不开（{problem}）。请检查路径", path=file, problem=reason_of(error))
        ) from error


def _line_of(text: str, kind: str, number: int) -> int:
    """Return the line of the table's heading, counting tables of its kind from 0."""
    heads = [at for at, line in enumerate(text.split("\n"), 1) if re.match(rf"\s*\[\[\s*{kind}\s*\]\]", line)]
    return heads[number] if number < len(heads) else 1


def _line_with(text: str, name: str) -> int:
    return next((at for at, line in enumerate(text.split("\n"), 1) if name in line.split("#")[0]), 1)


def _mistake(file: Path, line: int, problem: str) -> ThesaurusError:
    return ThesaurusError(
        tr("{file} 第 {line} 行：{problem}。请改正后重试", file=file.name, line=line, problem=problem)
    )
