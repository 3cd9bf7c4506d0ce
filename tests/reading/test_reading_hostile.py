"""Damaged files and bombs: an answer or one of our errors, in time, in little memory, and never a crash."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from tests.build_files import paragraph, write_docx
from tests.paths import ROOT
from tests.reading.hostile_files import MAKERS


def child(*arguments: str, seconds: float = 900) -> str:
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    done = subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        timeout=seconds,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        check=False,
    )
    assert done.returncode == 0, f"the parser died with {done.returncode}: {done.stderr[-2000:]}"
    return done.stdout


def check_damaged(format: str, first: int, count: int) -> None:
    outcome = json.loads(
        child("-m", "tests.reading.hostile_files", format, str(first), str(count)).splitlines()[-1]
    )
    assert outcome["bad"] == []
    assert outcome["slowest"] < 10


@pytest.mark.parametrize("format", MAKERS)
def test_sixty_damaged_files_of_each_kind_are_answered(format: str):
    check_damaged(format, 0, 60)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("format", MAKERS)
def test_a_thousand_damaged_files_of_each_kind_are_answered(format: str):
    check_damaged(format, 1000, 1000)


# ---- bombs ----

_LAUGHS = "<!DOCTYPE w [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + at)} '{f'&{chr(97 + at)};' * 10}'>" for at in range(9)
)
_ZERO = b"\0" * 2**20


def packed(parts: dict[str, bytes | int], *, twice: bool = False) -> bytes:
    """Return a zip; a number stands for that many mebibytes of zeros."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in parts.items():
            with archive.open(name, "w") as entry:
                if isinstance(data, int):
                    for _ in range(data):
                        entry.write(_ZERO)
                else:
                    entry.write(data)
        if twice:
            archive.fp.seek(0, 2)  # type: ignore[union-attr]
    return out.getvalue()


def lying(raw: bytes, name: bytes) -> bytes:
    """Return the zip with a part's size in the directory written down as 10 bytes."""
    at = raw.rindex(name) - 46
    return raw[: at + 24] + struct.pack("<I", 10) + raw[at + 28 :]


def overlapping(raw: bytes, copies: int) -> bytes:
    """Return the zip with many directory entries that share the bytes of the last one."""
    end = raw.rindex(b"PK\x05\x06")
    start = struct.unpack_from("<I", raw, end + 16)[0]
    directory = raw[start:end]
    last = directory[directory.rindex(b"PK\x01\x02") :]
    more = b"".join(
        last[:46] + f"{at:09}".encode().ljust(len(last) - 46, b"x")[: len(last) - 46] for at in range(copies)
    )
    count = struct.unpack_from("<H", raw, end + 10)[0] + copies
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(directory) + len(more), start, 0)
    return raw[:start] + directory + more + tail


def bombs(good: dict[str, dict[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Yield forty files that grow when opened: twenty as .docx, twenty as .xlsx."""
    for kind, main in (("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml")):
        parts = good[kind]
        for name in (
            main,
            *[part for part in parts if part.endswith(("styles.xml", "sheet1.xml", "numbering.xml"))][:2],
        ):
            yield kind, packed({**parts, name: 60})
            yield kind, packed({**parts, name: (_LAUGHS + "]><w>&j;</w>").encode()})
            yield (
                kind,
                packed({**parts, name: b"<!--" + b" " * 9000 + b"--><!DOCTYPE w [<!ENTITY a 'x'>]><w/>"}),
            )
            yield kind, packed({**parts, name: b"<w>" + b"<a>" * 200_000})
        yield kind, packed({**parts, "media/a.bin": 100})
        yield kind, packed({**parts, **{f"media/{at}.bin": 20 for at in range(6)}})
        yield kind, packed({**parts, **{f"media/{at}": b"" for at in range(2500)}})
        yield kind, packed({**parts, "../../evil": b"x"})
        yield kind, packed({**parts, "/etc/evil": b"x"})
        yield kind, lying(packed({**parts, "media/a.bin": b"x", main: 30}), main.encode())
        yield kind, overlapping(packed({**parts, "media/a.bin": 3}), 300)
        yield kind, packed({**parts, main: (_LAUGHS + "]><w>&j;</w>").encode("utf-16")})


_READ_ONE = """
import resource, sys, time
from pathlib import Path
from drafter.errors import DrafterError
from drafter.reading import read_report
from drafter.reading.word import docx
from drafter.reading.workbooks import sheets
from docx import Document
import lxml.etree, python_calamine
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
before, begun = peak(), time.perf_counter()
try:
    read_report(Path(sys.argv[1])); word = "read"
except DrafterError as problem:
    word = "refused"
print(word, round(time.perf_counter() - begun, 3), (peak() - before) // 1024)
"""


def test_forty_bombs_are_refused_in_a_second_and_in_little_memory(tmp_path: Path):
    good = {}
    for kind in ("docx", "xlsx"):
        with zipfile.ZipFile(MAKERS[kind](tmp_path / f"good.{kind}")) as archive:
            good[kind] = {name: archive.read(name) for name in archive.namelist()}
    made = list(bombs(good))
    outcomes = []
    for number, (kind, raw) in enumerate(made):
        path = tmp_path / f"{number}.{kind}"
        path.write_bytes(raw)
        word, seconds, mebibytes = child("-c", _READ_ONE, str(path)).split()
        outcomes.append((number, kind, word, float(seconds) <= 1, int(mebibytes) <= 64))
    assert len(made) == 40
    assert [one for one in outcomes if one[2:] != ("refused", True, True)] == []


def test_files_of_external_names_and_large_pictures_are_no_bombs(tmp_path: Path):
    path = write_docx(tmp_path / "a.docx", paragraph("全年供水稳定，水质达标。"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/media/a.png", os.urandom(3 * 2**20))
    from drafter.reading import read_report

    assert read_report(path).text == "全年供水稳定，水质达标。"
