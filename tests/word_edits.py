"""What Word, WPS and people do to an exported file between sending it out and getting it back."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn


def edit(path: Path, *changes: Callable[[Any], object]) -> Path:
    document = Document(str(path))
    for change in changes:
        change(document.element.body)
    document.save(str(path))
    return path


def write(old: str, new: str) -> Callable[[Any], None]:
    """Type `new` over `old`, which may run over several runs and controls of one paragraph."""

    def change(body: Any) -> None:
        for paragraph in body.iter(qn("w:p")):
            texts = list(paragraph.iter(qn("w:t")))
            whole = "".join(text.text or "" for text in texts)
            if old in whole:
                _write_over(texts, whole.index(old), len(old), new)
                return
        raise AssertionError(old)

    return change


def _write_over(texts: list[Any], start: int, length: int, new: str) -> None:
    at = 0
    for text in texts:
        words = text.text or ""
        left, right = max(start - at, 0), min(start + length - at, len(words))
        if left < right:
            text.text = words[:left] + new + words[right:]
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            new = ""
        at += len(words)


def add_after(beginning: str, *lines: str, style: str | None = None) -> Callable[[Any], None]:
    """Put new paragraphs behind the one that begins so, in its style or another."""

    def change(body: Any) -> None:
        at = paragraph(body, beginning)
        for line in lines:
            new = OxmlElement("w:p")
            properties = at.find(qn("w:pPr"))
            if properties is not None:
                new.append(deepcopy(properties))
            if style:
                new.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").set(qn("w:val"), style)
            new.append(run(line))
            at.addnext(new)
            at = new

    return change


def drop(*beginnings: str) -> Callable[[Any], None]:
    """Select the paragraphs that begin so and press the delete key."""

    def change(body: Any) -> None:
        for beginning in beginnings:
            gone = paragraph(body, beginning)
            for mark in gone.xpath(".//w:bookmarkStart"):
                following = next(gone.itersiblings(qn("w:p")))
                following.insert(1, mark)
            for mark in gone.xpath(".//w:bookmarkEnd"):
                before = next(gone.itersiblings(qn("w:p"), preceding=True))
                before.append(mark)
            body.remove(gone)

    return change


def move(first: str, last: str, before: str) -> Callable[[Any], None]:
    """Cut the paragraphs from `first` to `last` and paste them in front of the one that begins with `before`."""

    def change(body: Any) -> None:
        start, stop, target = paragraph(body, first), paragraph(body, last), paragraph(body, before)
        taken = [start]
        while taken[-1] is not stop:
            taken.append(taken[-1].getnext())
        for one in taken:
            target.addprevious(one)

    return change


def part(words: str) -> Callable[[Any], None]:
    """Press the return key in front of `words`, which stand in one run."""

    def change(body: Any) -> None:
        at = next(r for r in body.iter(qn("w:r")) if words in shown(r))
        twin, old = deepcopy(at), at.getparent()
        before, behind = shown(at).split(words, 1)
        at.find(qn("w:t")).text, twin.find(qn("w:t")).text = before, words + behind
        new = OxmlElement("w:p")
        for child in [twin, *at.itersiblings()]:
            new.append(child)
        old.addnext(new)

    return change


def shown(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def like_word(body: Any) -> None:
    """Split runs at random words, note who typed them when, and doubt the spelling."""
    for number, one in enumerate(list(body.iter(qn("w:r")))):
        one.set(qn("w:rsidR"), f"00A{number:05X}")
        texts = [child for child in one if child.tag != qn("w:rPr")]
        if [text.tag for text in texts] == [qn("w:t")] and len(texts[0].text) > 3:
            twin = deepcopy(one)
            middle = len(texts[0].text) // 2
            twin.find(qn("w:t")).text = texts[0].text[middle:]
            texts[0].text = texts[0].text[:middle]
            for half in (one, twin):
                half.find(qn("w:t")).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            one.addnext(twin)
            doubt = OxmlElement("w:proofErr")
            doubt.set(qn("w:type"), "spellStart")
            one.addnext(doubt)


def without_controls(body: Any) -> None:
    for control in list(body.iter(qn("w:sdt"))):
        for child in list(control.find(qn("w:sdtContent"))):
            control.addprevious(child)
        control.getparent().remove(control)


def without_bookmarks(body: Any) -> None:
    for mark in body.xpath(".//w:bookmarkStart | .//w:bookmarkEnd"):
        mark.getparent().remove(mark)


def tracked(old: str, new: str) -> Callable[[Any], None]:
    """Write `new` for the run that reads `old`, with changes tracked and not accepted."""

    def change(body: Any) -> None:
        one = next(r for r in body.iter(qn("w:r")) if shown(r) == old)
        inserted, deleted = OxmlElement("w:ins"), OxmlElement("w:del")
        inserted.append(run(new))
        one.addprevious(deleted)
        deleted.addnext(inserted)
        deleted.append(one)
        for text in one.iter(qn("w:t")):
            text.tag = qn("w:delText")

    return change


def tracked_away(beginning: str) -> Callable[[Any], None]:
    """Delete a whole paragraph with changes tracked."""

    def change(body: Any) -> None:
        gone = paragraph(body, beginning)
        for one in list(gone.xpath("./w:r | ./w:sdt/w:sdtContent/w:r")):
            deleted = OxmlElement("w:del")
            one.addprevious(deleted)
            deleted.append(one)
            for text in one.iter(qn("w:t")):
                text.tag = qn("w:delText")
        mark = OxmlElement("w:rPr")
        mark.append(OxmlElement("w:del"))
        gone.get_or_add_pPr().append(mark)

    return change


def paragraph(body: Any, beginning: str) -> Any:
    for one in body.iter(qn("w:p")):
        if shown(one).startswith(beginning):
            return one
    raise AssertionError(beginning)


def run(words: str) -> Any:
    one, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = words
    one.append(text)
    return one
