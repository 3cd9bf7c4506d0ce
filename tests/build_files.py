"""Makes small Word and PDF files for tests, down to the XML and the page operators."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_ROOTS = {"header": "hdr", "footer": "ftr"}
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_MAIN}.styles+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_MAIN}.numbering+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def paragraph(text: str, *, style: str = "", num: tuple[int, int] | None = None, bold: bool = False) -> str:
    """Return a paragraph; `num` is (list, level) of automatic numbering."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num:
        properties += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r>{look}<w:t>{text}</w:t></w:r></w:p>"


def table(*rows: Sequence[str]) -> str:
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows
    )
    return f"<w:tbl>{cells}</w:tbl>"


def write_docx(
    path: Path,
    *body: str,
    levels: Sequence[tuple[str, str]] = (),
    styles: str = "",
    numbering: str = "",
    parts: Mapping[str, str] | None = None,
) -> Path:
    """Write a Word file of body XML.

    `levels` are the (format, pattern) of list 1, or `numbering` is the whole content of that part; `parts` are further
    parts by kind, such as "footnotes".
    """
    lists = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        for at, (kind, pattern) in enumerate(levels)
    )
    numbering = numbering or (
        f'<w:abstractNum w:abstractNumId="0">{lists}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    roots = {
        "styles": f"<w:styles {_SPACES}>{styles}</w:styles>",
        "numbering": f"<w:numbering {_SPACES}>{numbering}</w:numbering>",
        **{
            kind: f"<w:{_ROOTS.get(kind, kind)} {_SPACES}>{xml}</w:{_ROOTS.get(kind, kind)}>"
            for kind, xml in (parts or {}).items()
        },
    }
    relations = "".join(
        f'<Relationship Id="r{at}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>'
        for at, kind in enumerate(roots)
    )
    main = f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELS.format(main))
        archive.writestr("word/_rels/document.xml.rels", _RELS.format(relations))
        for kind, xml in roots.items():
            archive.writestr(f"word/{kind}.xml", xml)
        archive.writestr(
            "word/document.xml", f"<w:document {_SPACES}><w:body>{''.join(body)}</w:body></w:document>"
        )
    return path


Stroke = tuple[float, float, float, float]


def ruled(xs: Sequence[float], ys: Sequence[float], *without: Stroke) -> list[Stroke]:
    """Return the strokes of a table with lines at `xs` and `ys`, but for the pieces `without`."""
    across = [(a, y, b, y) for y in ys for a, b in pairwise(xs)]
    down = [(x, a, x, b) for x in xs for a, b in pairwise(ys)]
    return [stroke for stroke in across + down if stroke not in without]


def write_pdf(
    path: Path,
    *pages: Sequence[tuple[float, float, str] | tuple[float, float, str, int]],
    size: int = 16,
    strokes: Sequence[Sequence[Stroke]] = (),
    sideways: bool = False,
) -> Path:
    """Write a PDF whose pages are lines given as (left edge, height, text), or with a size of their own; no font is
    embedded.

    `strokes` are the lines drawn on each page, as (x, y, x, y). A page written `sideways` is turned back for showing.
    """
    kids = " ".join(f"{6 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/FontDescriptor 5 0 R/DW 1000/W[1 95 500]"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>",
        "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -200 1000 900]/ItalicAngle 0"
        "/Ascent 880/Descent -120/CapHeight 700/StemV 80>>",
    ]
    for at, lines in enumerate(pages):
        drawn = strokes[at] if at < len(strokes) else ()
        shown = "0 1 -1 0 595 0 cm\n" * sideways
        shown += "".join(
            f"BT /F1 {own[0] if own else size} Tf {left} {height} Td <{text.encode('utf-16-be').hex()}> Tj ET\n"
            for left, height, text, *own in lines
        )
        shown += "".join(f"{x0} {y0} m {x1} {y1} l S\n" for x0, y0, x1, y1 in drawn)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate {90 * sideways}/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {7 + 2 * at} 0 R>>"
        )
        objects.append(f"<</Length {len(shown)}>>stream\n{shown}endstream")
    return _write_objects(path, objects)


def write_drawn_pdf(path: Path, text: str) -> Path:
    """Write a PDF of one line in a font whose two characters, 一 and 国, are drawings, as browsers print them."""
    bar, box = "1000 0 d0 50 350 900 60 re f", "1000 0 d0 50 -80 900 860 re f"
    names = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def"
        " 1 begincodespacerange <00> <ff> endcodespacerange 2 beginbfchar <01> <4e00> <02> <56fd> endbfchar endcmap"
    )
    shown = "".join("01" if char == "一" else "02" for char in text)
    line = f"BT /F1 12 Tf 80 700 Td <{shown}> Tj ET"
    return _write_objects(
        path,
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Count 1/Kids[3 0 R]>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>",
            "<</Type/Font/Subtype/Type3/FontBBox[0 -120 1000 880]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 1/LastChar 2"
            "/Widths[1000 1000]/Encoding<</Type/Encoding/Differences[1/a/b]>>/CharProcs<</a 6 0 R/b 7 0 R>>"
            "/ToUnicode 8 0 R/Resources<<>>>>",
            *(f"<</Length {len(one)}>>stream\n{one}\nendstream" for one in (line, bar, box, names)),
        ],
    )


def _write_objects(path: Path, objects: Sequence[str]) -> Path:
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table_at = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    data += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{table_at}\n%%EOF".encode()
    path.write_bytes(data)
    return path
