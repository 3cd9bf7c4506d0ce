"""Whatever digits stand in a report, checking it ends: other numbers make other sums hold, by accident too."""

from __future__ import annotations

import random

import pytest

from drafter.checks import check_report
from drafter.numbers.quantity import find_mentions
from drafter.reading import read_text
from tests.paths import CORPUS

REPORTS = sorted(CORPUS.glob("*.txt"))
PIECE = 4_000


@pytest.mark.parametrize("text", ["全年处理投诉，合计0件。", "检查5次。发现问题，共计0个。"])
def test_a_total_of_nothing_is_made_of_nothing(text: str):
    found = check_report(read_text(text, "甲局-决算-2024.txt"))
    assert (found.issues, found.coverage.verified) == ((), 0)


@pytest.mark.parametrize(
    "text",
    [
        "结余0.46亿元，调整后结余-0.46亿元，支出37.78亿元，利用率为12.61%。",
        "全年共接待游客近0亿人次，其中过夜游客为1572万人次，一日游游客为25.5万人次。",
    ],
)
def test_what_comes_to_nothing_is_divided_by_nowhere(text: str):
    assert check_report(read_text(text, "甲局-决算-2024.txt")).coverage.verified == 0


@pytest.mark.parametrize("seed", range(20))
def test_a_report_with_other_digits_or_none_is_checked_to_its_end(seed: int):
    rng = random.Random(seed)
    text = rng.choice(REPORTS).read_text("utf-8")
    begin = rng.randrange(max(len(text) - PIECE, 1))
    text = text[begin : begin + PIECE]
    noughts, others = str.maketrans("123456789", "000000000"), str.maketrans("0123456789", "1234567890")
    texts = (text.translate(noughts), text.translate(others), "".join(c for c in text if rng.random() > 0.01))
    for one in texts:
        report = read_text(one, "甲局-决算-2024.txt")
        found = check_report(report)
        assert found.coverage.total == len(find_mentions(report.text, year=2024))
        assert all(0 <= issue.start <= issue.end <= len(report.text) for issue in found.issues)
