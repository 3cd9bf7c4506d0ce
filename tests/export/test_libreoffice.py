"""What LibreOffice makes of an exported file: the page of the standard, and nothing lost when it saves the file again."""

from __future__ import annotations

import subprocess
from collections import defaultdict
from pathlib import Path

import pypdfium2
import pytest

from drafter.draft import Draft, DraftSection
from drafter.errors import DraftError
from drafter.export import find_office, write_docx, write_pdf
from drafter.export.readback import ReadBack, read_back
from drafter.issue import Issue
from tests.export.test_readback import BRIEF, DRAFT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        find_office() is None, reason="LibreOffice is not installed (libreoffice-writer-nogui)"
    ),
]
LONG = "全县公园绿地养护工作稳步推进各项任务按期完成群众满意程度持续提升" * 40


def test_a_page_has_22_lines_of_28_characters(tmp_path: Path):
    draft = Draft("", 2024, "", "", (DraftSection("1", "", 0, f"{LONG}\n"),))
    write_pdf(draft, tmp_path / "out.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    lines = lines_of(document[0])
    assert [len(line) for line in lines] == [26, *[28] * 21, 3]
    assert lines[-1] == "—1—"


@pytest.mark.parametrize(
    "ways", [["docx"], ["docx", "docx"], ["odt", "docx"], ["doc", "docx"], ["rtf", "docx"]]
)
def test_a_file_saved_again_by_libreoffice_comes_home_the_same(tmp_path: Path, ways: list[str]):
    path = tmp_path / "report.docx"
    issues = [Issue("x", "error", "数不对", DRAFT.text.index("1290.40"), DRAFT.text.index("1290.40") + 7, "")]
    write_docx(DRAFT, path, brief=BRIEF, issues=issues, sources=True)
    for number, kind in enumerate(ways):
        path = saved_as(path, kind, tmp_path / str(number))
    assert read_back(path, DRAFT, brief=BRIEF) == ReadBack(DRAFT)


def test_a_pdf_that_takes_too_long_is_given_up(tmp_path: Path):
    with pytest.raises(DraftError, match=r"LibreOffice 用了 0\.01 秒还没有做完"):
        write_pdf(DRAFT, tmp_path / "out.pdf", seconds=0.01)
    assert not (tmp_path / "out.pdf").exists()


def lines_of(page: pypdfium2.PdfPage) -> list[str]:
    text = page.get_textpage()
    lines: dict[int, list[tuple[float, str]]] = defaultdict(list)
    for number in range(text.count_chars()):
        sign = text.get_text_range(number, 1)
        if sign.strip():
            left, bottom, _, top = text.get_charbox(number, loose=True)
            lines[round((bottom + top) / 20)].append((left, sign))
    return ["".join(sign for _, sign in sorted(lines[at])) for at in sorted(lines, reverse=True)]


def saved_as(path: Path, kind: str, folder: Path) -> Path:
    profile = (folder / "profile").as_uri()
    words = [str(find_office()), f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind]
    subprocess.run([*words, "--outdir", str(folder), str(path)], capture_output=True, timeout=120, check=True)
    return folder / f"{path.stem}.{kind}"
