"""Bookmarks in an exported file that tell, when it comes back, which section a paragraph belongs to."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from drafter.draft import DraftSection

# Word hides bookmarks that begin with a line and takes names of 40 characters at most.
_PREFIX = "_Drafter_"
# In place of the text's fingerprint: the mark stands at the section's second line.
BODY = "body"
_SECTION = re.compile(rf"{_PREFIX}([0-9a-f]{{8}})_([0-9a-f]{{8}}|{BODY})")
_ASIDE = re.compile(rf"{_PREFIX}(title|annex|frame)\d*")


def fingerprint(text: str) -> str:
    """Return eight hexadecimal digits that tell texts apart."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def section_anchor(section: DraftSection) -> str:
    """Return the bookmark's name: which section it is, and with which text it left."""
    return f"{_PREFIX}{fingerprint(section.key)}_{fingerprint(section.text)}"


def body_anchor(section: DraftSection) -> str:
    """Return the name for the section's second line, by which it is found when its heading was typed anew."""
    return f"{_PREFIX}{fingerprint(section.key)}_{BODY}"


def aside_anchor(kind: str, number: int = 0) -> str:
    """Return the name for what stands in the file and not in the draft: "title", "annex" or "frame"."""
    return f"{_PREFIX}{kind}{number or ''}"


def parse_section_anchor(name: str) -> tuple[str, str] | None:
    """Return the fingerprints of key and text when `name` marks a section."""
    found = _SECTION.fullmatch(name)
    return (found[1], found[2]) if found else None


def parse_aside_anchor(name: str) -> str:
    """Return "title", "annex" or "frame" when `name` marks such a thing, else ""."""
    found = _ASIDE.fullmatch(name)
    return found[1] if found else ""


def bracket(first: Any, last: Any, name: str) -> None:
    """Put a bookmark around the paragraphs from `first` to `last`; an old one of that name goes."""
    root = first.getroottree().getroot()
    numbers = [int(n) for n in root.xpath("//w:bookmarkStart/@w:id") if n.isdecimal()]
    number = str(max(numbers, default=0) + 1)
    begin, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    begin.set(qn("w:id"), number)
    begin.set(qn("w:name"), name)
    end.set(qn("w:id"), number)
    properties = first.find(qn("w:pPr"))
    if properties is None:
        first.insert(0, begin)
    else:
        properties.addnext(begin)
    last.append(end)
