"""A Word paragraph's content piece by piece: what is shown, what is hidden, and text boxes where they hang."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from drafter.reading.word.docx_package import qn

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_VML = "{urn:schemas-microsoft-com:vml}"
# Deleted and moved-away text, the marks of notes and comments, phonetic guides and the older twin of a drawing
# are not part of what the reader sees.
SKIPPED = {
    qn(tag)
    for tag in (
        *(
            "w:del",
            "w:moveFrom",
            "w:pPr",
            "w:rPr",
            "w:sdtPr",
            "w:sdtEndPr",
            "w:instrText",
            "w:delText",
            "w:rt",
        ),
        *("w:delInstrText", "w:footnoteReference", "w:endnoteReference", "w:footnoteRef", "w:endnoteRef"),
    )
} | {f"{_COMPATIBILITY}Fallback"}
# Wingdings stands in the private area of fonts; these are the boxes and ticks of forms.
_TICKS = {
    "F0FE": "☑",
    "F052": "☑",
    "F0FD": "☒",
    "F054": "☒",
    "F0FC": "✓",
    "F0FB": "✗",
    "F0A8": "□",
    "F06F": "□",
}
_WHITE = {"FFFFFF", "white"}
# Half-points: nobody reads print of two points.
_SMALLEST = 4


@dataclass
class Styles:
    """What the styles say of characters: which hide them."""

    hidden: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Piece:
    """A bit of text, or the content of a text box; hidden text prints nothing."""

    text: str = ""
    box: Any = None
    hidden: bool = False


def read_character_styles(root: Any) -> Styles:
    """Return what the part "styles" says; `root` is None where there is no such part."""
    found = root.findall(qn("w:style")) if root is not None else ()
    styles = {style.get(qn("w:styleId")): style for style in found}
    hidden = set()
    for id in styles:
        at, seen = id, 0
        while at in styles and seen < 12:
            verdict = _hides(styles[at].find(qn("w:rPr")))
            if verdict is not None:
                if verdict:
                    hidden.add(id)
                break
            based = styles[at].find(qn("w:basedOn"))
            at, seen = based.get(qn("w:val")) if based is not None else "", seen + 1
    return Styles(hidden)


def pieces(element: Any, styles: Styles, *, hidden: bool = False, shaded: bool = False) -> Iterator[Piece]:
    """Yield a paragraph's text in reading order; `hidden` is what its style says, `shaded` that it stands on colour,
    where white print can be read."""
    for child in element:
        tag = child.tag
        if tag in SKIPPED or not isinstance(tag, str):
            continue
        if tag == qn("w:r"):
            own = _run_hidden(child, styles, hidden, shaded)
            yield from pieces(child, styles, hidden=own, shaded=shaded)
        elif tag == qn("w:txbxContent"):
            yield Piece(box=child, hidden=hidden)
        elif tag == qn("w:sdt") and _is_placeholder(child):
            continue
        elif text := _text_of(child):
            yield Piece(text, hidden=hidden)
        else:
            yield from pieces(child, styles, hidden=hidden, shaded=shaded)


def _text_of(child: Any) -> str:
    tag = child.tag
    if tag in (qn("w:t"), f"{_MATH}t"):
        return child.text or ""
    if tag in (qn("w:br"), qn("w:cr")):
        return "\n"
    if tag in (qn("w:tab"), qn("w:ptab")):
        return "\t"
    if tag == qn("w:noBreakHyphen"):
        return "-"
    if tag == qn("w:sym"):
        return _symbol(child)
    return child.get("string") or "" if tag == f"{_VML}textpath" else ""


def _symbol(element: Any) -> str:
    code = (element.get(qn("w:char")) or "").upper()
    if not re.fullmatch(r"[0-9A-F]{4}", code):
        return "□"
    # Half of a surrogate pair or a control character would fail whoever writes the text down.
    sign = chr(int(code, 16))
    return _TICKS.get(code, sign if sign.isprintable() else "□")


def _is_placeholder(control: Any) -> bool:
    """单击此处输入文字 is what an empty control shows, nothing anybody wrote."""
    return control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None


def _run_hidden(run: Any, styles: Styles, inherited: bool, shaded: bool) -> bool:
    properties = run.find(qn("w:rPr"))
    if properties is None:
        return inherited
    style = properties.find(qn("w:rStyle"))
    named = style is not None and style.get(qn("w:val")) in styles.hidden
    own = _hides(properties, shaded=shaded)
    return own if own is not None else inherited or named


def _hides(properties: Any, *, shaded: bool = False) -> bool | None:
    """Tell whether run properties hide their text; None when they do not say."""
    if properties is None:
        return None
    vanish = properties.find(qn("w:vanish"))
    if vanish is not None and vanish.get(qn("w:val")) not in ("0", "false", "off"):
        return True
    size = properties.find(qn("w:sz"))
    if (
        size is not None
        and (size.get(qn("w:val")) or "").isdecimal()
        and int(size.get(qn("w:val"))) <= _SMALLEST
    ):
        return True
    color = properties.find(qn("w:color"))
    if color is not None and color.get(qn("w:val")) in _WHITE and color.get(qn("w:themeColor")) is None:
        coloured = shaded or properties.find(qn("w:highlight")) is not None or is_shaded(properties)
        return not coloured
    return False if vanish is not None else None


def is_shaded(properties: Any) -> bool:
    """Tell whether paragraph, cell or run properties set a background that is not white."""
    shade = properties.find(qn("w:shd")) if properties is not None else None
    fill = shade.get(qn("w:fill")) if shade is not None else None
    return fill is not None and fill not in ("auto", "FFFFFF", "ffffff")


def shown_characters(element: Any) -> str:
    """Return all text under an element in the order of the file, hidden or not, in boxes or not: what an account
    starts from."""
    parts: list[str] = []
    for child in element:
        if child.tag in SKIPPED or not isinstance(child.tag, str):
            continue
        if child.tag == qn("w:tr") and child.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
            continue
        text = _text_of(child)
        parts.append(text or shown_characters(child))
    return "".join(parts)
