"""What a relation is: whether it holds at the precision written, and what one number would have to be for it to hold."""

from __future__ import annotations

from decimal import Decimal

from drafter.numbers.quantity import find_mentions
from drafter.relations import Relation, _add, find_relations, holds_with, solve
from tests.build import ties


def test_a_relation_that_does_not_hold_says_what_would() -> None:
    text = "抽检水样400份，合格390份，合格率97.40%。"
    mentions = find_mentions(text, year=2024)
    (relation,) = find_relations(text, mentions)
    assert (relation.holds, relation.certain, relation.expected) == (False, True, Decimal("97.5"))
    assert holds_with(mentions, relation, 2, "97.50")
    interval = solve(mentions, relation, 1)
    assert interval is not None
    assert interval[0] < Decimal("389.6") < interval[1]


def test_the_precision_written_decides() -> None:
    assert ties("执行数11505.73万元，预算数11703.88万元，预算执行率98.3%。") == ["98.3 = 11505.73/11703.88"]
    assert ties("预算数11703.88万元，执行数11505.73万元，预算执行率98.33%。") == ["98.33 ≠ 11505.73/11703.88"]


def test_terms_of_another_paragraph_are_not_taken() -> None:
    other = "抽检水样400份，覆盖各处水源和输水管网，采样、送检、复核都按规程进行，检测结果按月公开，群众反映的问题均已回复，全年没有发生水质事故，情况良好。"
    assert ties(f"{other}\n合格390份，合格率97.40%。") == []


def test_a_text_may_end_with_the_unit_of_its_last_number() -> None:
    assert ties("共支出12万元，其中购置3辆") == []


def test_two_ways_that_come_out_drive_out_the_same_one_that_does_not() -> None:
    def sum_of(parts: tuple[int, ...], *, holds: bool) -> Relation:
        return Relation("sum", 0, tuple((1, i) for i in parts), (), holds, not holds, Decimal(1))

    found = {(0, (1, 2)): sum_of((1, 2), holds=False)}
    _add(found, [sum_of((1, 3), holds=True), sum_of((1, 4), holds=True)])
    assert list(found) == [(0, (1, 3)), (0, (1, 4))]
