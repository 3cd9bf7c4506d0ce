"""Eight encodings of two hundred texts, from one character to a page: read exactly, or refused, never mangled."""

from __future__ import annotations

import random

import pytest

from drafter.errors import ReportError
from drafter.reading.plain import decode

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gbk", "gb2312", "gb18030")
COMMON = "全年供水稳定水质达标各项任务按期完成群众满意度稳步提高收入支出预算执行率决算绩效自评报告总结一二三四五六七八九十"
MARKS = "，。、；：“”（）《》——％①0123456789２０２３.%AB"
RARE = "镕䶮㐂𠮷犇骉彧玥翀煊"


def texts() -> list[str]:
    """Return 200 texts: single characters, short lines, long lines, pages, and some with rare names."""
    chance = random.Random(7)
    made = (
        list(COMMON[:30]) + [f"{one}{two}" for one, two in zip(COMMON[::2], COMMON[1::2], strict=False)][:20]
    )
    made += list(RARE)
    while len(made) < 200:
        size = chance.choice((3, 8, 20, 60, 300, 1500))
        letters = [chance.choice(COMMON if chance.random() < 0.85 else MARKS) for _ in range(size)]
        if chance.random() < 0.3:
            letters.insert(chance.randrange(len(letters)), chance.choice(RARE))
        if chance.random() < 0.6:
            letters.insert(len(letters) // 2, "\r\n")
        made.append("".join(letters))
    return made


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_texts_come_back_as_they_were(encoding: str):
    exact = tried = 0
    mangled = []
    # Two bytes without a mark are one character of UTF-16 or two of ASCII; nobody can tell.
    least = 4 if encoding in ("utf-16-le", "utf-16-be") else 1
    for text in filter(lambda one: len(one) >= least, texts()):
        try:
            raw = text.encode(encoding)
        except UnicodeEncodeError:
            continue
        tried += 1
        try:
            read = decode(raw, "a.txt").removeprefix("\ufeff")
        except ReportError:
            continue
        exact += read == text
        mangled += [text[:20]] if read != text else []
    assert tried >= 100
    assert exact >= 0.995 * tried
    assert mangled == []


@pytest.mark.parametrize(
    "raw",
    [b"\xff\xfe\x81", "收入".encode() + b"\xff\xfe\x81\xff", b"\x00\x01\x02\x03", bytes(range(128, 256))],
)
def test_bytes_that_are_no_text_are_refused(raw: bytes):
    with pytest.raises(ReportError, match="认不出文字编码"):
        decode(raw, "a.txt")
