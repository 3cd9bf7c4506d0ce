"""Reads many damaged files of one format in a process of its own and prints what became of them as JSON.

`python -m tests.reading.hostile_files FORMAT FIRST COUNT`: file n is damaged by seed n, so that each can be made again.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from drafter.errors import DrafterError
from drafter.reading import read_report
from tests.build_files import paragraph, ruled, table, write_docx, write_pdf
from tests.build_ole import Para, row, write_doc, write_xls

BODY = "全年供水稳定，水质达标，完成投资3.5亿元，占年度计划的98.1%。"
Maker = Callable[[Path], Path]


def _docx(path: Path) -> Path:
    body = [
        paragraph("一、情况", num=(1, 0)),
        paragraph(BODY),
        table(["项目", "数"], ["供水", "12"]),
        paragraph(BODY, bold=True),
    ]
    return write_docx(path, *body, levels=[("chineseCounting", "%1、")], parts={"footnotes": ""})


def _pdf(path: Path) -> Path:
    page = [
        (80, 760, "青禾市水务局2023年工作总结"),
        (112, 720, "一、情况"),
        (80, 690, BODY),
        (90, 640, "项目"),
        (300, 640, "12.5"),
    ]
    return write_pdf(path, page, page, strokes=[ruled((80, 280, 480), (660, 630, 600))] * 2)


def _xlsx(path: Path) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    for cells in (["收支预算表"], ["项目", "数"], ["供水", 12.5], ["合计", 12.5]):
        book.active.append(cells)
    book.save(path)
    return path


def _xls(path: Path) -> Path:
    return write_xls(path, "表", {(0, 0): "项目", (0, 1): "数", (1, 0): "供水", (1, 1): 12.5})


def _doc(path: Path) -> Path:
    return write_doc(
        path,
        Para("一、情况\r"),
        Para(f"{BODY}\r"),
        *row("项目", "数", edges=(0, 1000, 2000)),
        Para(f"{BODY}\r"),
    )


def _html(path: Path) -> Path:
    text = f"<html><body><h1>总结</h1><p>一、情况</p><p>{BODY}</p><table><tr><td>a<td>1</tr><tr><td>b<td>2</tr></table></body></html>"
    path.write_text(text, "utf-8")
    return path


def _txt(path: Path) -> Path:
    path.write_text(f"总结\n一、情况\n{BODY}\n项目 预算 执行\n供水 12.5 11.8\n" * 3, "utf-8")
    return path


def _zip(path: Path) -> Path:
    inner = _docx(path.with_suffix(".docx"))
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(inner, "正文.docx")
        archive.writestr("附件.txt", BODY)
    return path


MAKERS: dict[str, Maker] = {
    "docx": _docx,
    "pdf": _pdf,
    "xlsx": _xlsx,
    "xls": _xls,
    "doc": _doc,
    "html": _html,
    "txt": _txt,
    "md": _txt,
    "zip": _zip,
}


def damaged(raw: bytes, chance: random.Random) -> bytes:
    """Return the bytes with a few of them changed, cut, doubled, moved or blanked."""
    data = bytearray(raw)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(data) or 1)
        size = min(chance.choice((1, 2, 4, 16, 200)), len(data) - at)
        kind = chance.randrange(6)
        if kind == 0:
            data[at : at + size] = bytes(chance.randrange(256) for _ in range(size))
        elif kind == 1:
            del data[at : at + size]
        elif kind == 2:
            data[at:at] = data[at : at + size] * chance.choice((1, 3, 50))
        elif kind == 3:
            data[at : at + size] = bytes([chance.choice((0, 255))]) * size
        elif kind == 4 and chance.random() < 0.3:
            del data[at:]
        else:
            data[at : at + 1] = bytes([(data[at] ^ (1 << chance.randrange(8))) if data else 0])
    return bytes(data)


def spoiled(raw: bytes, chance: random.Random) -> bytes:
    """Return the file damaged: of a zip, half of the time one part inside it, packed whole again."""
    if not raw.startswith(b"PK") or chance.random() < 0.5:
        return damaged(raw, chance)
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        target = chance.choice(old.namelist())
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, damaged(data, chance) if name == target else data)
    return out.getvalue()


def main(format: str, first: int, count: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (2 * 2**30, 2 * 2**30))
    bad: list[str] = []
    slowest = 0.0
    read = 0
    with tempfile.TemporaryDirectory() as folder:
        raw = MAKERS[format](Path(folder) / f"good.{format}").read_bytes()
        path = Path(folder) / f"a.{format}"
        for seed in range(first, first + count):
            path.write_bytes(spoiled(raw, random.Random(f"{format} {seed}")))
            begun = time.perf_counter()
            try:
                report = read_report(path)
                read += 1
                if "".join(report.text[one.start : one.end] for one in report.sections) != report.text:
                    bad.append(f"{seed}: sections do not cover the text")
            except DrafterError as problem:
                if not str(problem) or "\n" in str(problem):
                    bad.append(f"{seed}: {problem!r}")
            except BaseException as problem:
                bad.append(f"{seed}: {problem!r}")
            slowest = max(slowest, time.perf_counter() - begun)
    print(json.dumps({"bad": bad, "slowest": slowest, "read": read, "refused": count - read}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
