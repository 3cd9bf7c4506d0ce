"""The sheet and the draft of a report look at each of its numbers a few times, however many there are; so does its check."""

from __future__ import annotations

from drafter import relations
from drafter.checks import check_report
from drafter.lastyear.figures import make_brief
from drafter.numbers import quantity
from drafter.numbers.mention import Mention
from drafter.numbers.quantity import find_mentions
from drafter.relations.sums import items
from tests.build import draft_of, report_of

SECTION = (
    "{n}、工作开展情况\n2022年，经费预算数{a}.40万元，执行数{b}.25万元，比上年增加{n}.10万元，影响总量上升0.{n}个百分点，主要原因是任务增加。\n"
    "1.举办培训班{n}期，参训{a}人次。\n2.其中，专项检查{b}次，整改问题{n}个。\n"
)


def looks(sections: int, monkeypatch) -> int:
    """How often it is asked of a number whether it is one."""
    text = "".join(SECTION.format(n=n, a=200 + 7 * n, b=180 + 7 * n) for n in range(1, sections + 1))
    report = report_of(f"泽南市水务局2022年工作总结\n{text}", source="泽南市水务局-2022.txt")
    asked = 0

    def structural(one: Mention) -> bool:
        nonlocal asked
        asked += 1
        return one.role == "structural"

    monkeypatch.setattr(Mention, "structural", property(structural))
    brief = make_brief(report, 2023)
    draft_of(report, brief.fill(**{one.id: "12.50" for one in brief.figures if not one.formula}))
    return asked


def test_four_times_the_numbers_are_looked_at_four_times_as_often(monkeypatch):
    assert looks(32, monkeypatch) < 4.5 * looks(8, monkeypatch)


def test_relations_of_a_text_are_brought_together_as_often_however_many_paragraphs_it_has(monkeypatch):
    def brought(paragraphs: int) -> int:
        text = "".join(f"预算数{200 + n}.00万元，执行数{100 + n}.00万元。\n" for n in range(paragraphs))
        times, add = [], relations._add
        with monkeypatch.context() as patched:
            patched.setattr(relations, "_add", lambda found, more: times.append(add(found, more)))
            relations.find_relations(text, find_mentions(text))
        return len(times)

    assert brought(30) == brought(3)


def test_a_number_put_in_makes_no_other_paragraph_be_looked_at_again(monkeypatch):
    others = "".join(
        f"项目{n}支出{100 + n}.00万元，占基本支出的{(100 + n) / 6:.2f}%，结余{n}.00万元。\n"
        for n in range(20, 40)
    )
    apart = "各科室按照职责分工抓好落实。" * 6 + "\n"
    lines = [
        "全年基本支出600.00万元，其中人员经费420.00万元。\n",
        apart,
        "办理信访500件，来信300件。\n",
        apart,
        others,
    ]
    looked, look = [], relations.relations_in
    monkeypatch.setattr(
        relations, "relations_in", lambda scene, scope: looked.append(scope) or look(scene, scope)
    )
    first = check_report(report_of("".join(lines)))
    assert len(looked) == 22
    lines[2] = "办理信访500件，来信300件，另有来访35件。\n"
    again = check_report(report_of("".join(lines)))
    assert len(looked) == 23
    assert again.issues == first.issues
    assert again.coverage.verified == first.coverage.verified > 20


def test_shares_of_a_list_are_divided_by_the_few_amounts_before_it_that_they_may_be_of(monkeypatch):
    before = "".join(f"预算数{300 + 7 * n}.00万元，执行数{290 + 7 * n}.00万元。\n" for n in range(60))
    amounts = [112.64, 98.11, 64.02, 35.23]
    text = f"全年项目支出310.00万元。\n{before}按类别看，有4类项目。\n" + "".join(
        f"{n}.项目类别，资金{one:.2f}万元，占{one / 3.1:.2f}%。\n" for n, one in enumerate(amounts, 1)
    )
    divided, relate = [], items.relate
    monkeypatch.setattr(items, "relate", lambda *told, **more: divided.append(told) or relate(*told, **more))
    found = relations.find_relations(text, find_mentions(text))
    assert sum(one.kind == "ratio" and one.holds for one in found) >= len(amounts)
    assert len(divided) < 5 * len(amounts)


def test_the_numbers_of_last_years_report_are_read_once_for_its_sheet_and_its_draft(monkeypatch):
    text = "".join(SECTION.format(n=n, a=300 + 7 * n, b=280 + 7 * n) for n in range(1, 33))
    report = report_of(f"泽南市水务局2022年工作总结\n{text}", source="泽南市水务局-2022.txt")
    read, scanner = [], quantity._Scanner
    monkeypatch.setattr(quantity, "_Scanner", lambda text, *more: read.append(text) or scanner(text, *more))
    brief = make_brief(report, 2023)
    draft_of(report, brief.fill(**{one.id: "12.50" for one in brief.figures if not one.formula}))
    assert read.count(report.text) == 1
