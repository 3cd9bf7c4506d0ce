"""The parts of a Word file: the main text and what belongs to it, as plain XML."""

from __future__ import annotations

import posixpath
import zipfile
from functools import cache
from io import BytesIO
from typing import Any

from lxml import etree

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_MAIN = "word/document.xml"


@cache
def qn(tag: str) -> str:
    """Return the full name of a tag written as w:p."""
    return _WORD + tag.removeprefix("w:")


def mark_is_deleted(properties: Any) -> bool:
    """Whether the end of a paragraph with these properties was deleted, so that the next one goes on in it."""
    mark = properties.find(qn("w:rPr")) if properties is not None else None
    return mark is not None and any(mark.find(qn(tag)) is not None for tag in ("w:del", "w:moveFrom"))


class Package:
    """A Word file opened; parts are parsed when asked for."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(BytesIO(data))
        self._names = set(self._archive.namelist())
        self._targets = self._relations()

    @property
    def body(self) -> Any:
        body = self._parse(_MAIN).find(qn("w:body"))
        if body is None:
            raise ValueError("no body")
        return body

    def related(self, kind: str) -> list[Any]:
        """Return the parts of one kind, such as "footnotes", in the order of their names."""
        names = sorted(name for name, of in self._targets if of == kind and name in self._names)
        return [self._parse(name) for name in dict.fromkeys(names)]

    def _relations(self) -> list[tuple[str, str]]:
        """Return the names of inner parts with their kinds; what lies outside the file is never looked at."""
        rels = "word/_rels/document.xml.rels"
        if rels not in self._names:
            return []
        return [
            (
                posixpath.normpath(posixpath.join("/word", one.get("Target", ""))).lstrip("/"),
                one.get("Type", "").rpartition("/")[2],
            )
            for one in self._parse(rels)
            if one.get("TargetMode") != "External"
        ]

    def _parse(self, name: str) -> Any:
        data = self._archive.read(name)
        if _STRICT in data:
            data = data.replace(_STRICT, _WORD[1:-1].encode())
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
