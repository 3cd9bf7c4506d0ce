"""Deeds and things: what was done is told from what it was done to, in the names of numbers."""

from __future__ import annotations

import pytest

from drafter.numbers.labels import label_of
from drafter.numbers.labels.deeds import deed_at_end, noun_of, only_deed
from drafter.numbers.quantity import find_mentions


def labels(text: str) -> list[str]:
    mentions = find_mentions(text, year=2024)
    return [label_of(text, mentions, i) for i, one in enumerate(mentions) if not one.structural]


@pytest.mark.parametrize("phrase", ["审结", "先后抓获", "推动解决", "累计办结", "实有"])
def test_a_deed_says_nothing_of_what_is_counted(phrase: str) -> None:
    assert only_deed(phrase)


@pytest.mark.parametrize(
    "phrase", ["开展培训", "接受检查", "支出", "提案", "检察建议", "减支", "做出决定", ""]
)
def test_what_a_deed_is_done_with_is_a_thing(phrase: str) -> None:
    assert not only_deed(phrase)


@pytest.mark.parametrize(
    ("phrase", "deed"),
    [
        ("依托产业平台提出", "提出"),
        ("加快建设", "建设"),
        ("实施固体废物处置", ""),
        ("草原生态修复", ""),
        ("建成", ""),
    ],
)
def test_only_a_deed_at_the_end_takes_the_thing_behind_the_number(phrase: str, deed: str) -> None:
    assert deed_at_end(phrase) == deed


@pytest.mark.parametrize(
    ("label", "noun"),
    [
        ("收集民意信息编辑报送", "民意信息"),
        ("镇法院共受理商事案件", "商事案件"),
        ("办理审查起诉案件", "审查起诉案件"),
        ("未成年人附条件不起诉", "未成年人附条件不起诉"),
        ("调出低保对象", "低保对象"),
    ],
)
def test_the_noun_of_a_name_stands_without_the_deeds_around_it(label: str, noun: str) -> None:
    assert noun_of(label) == noun


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "收集居民建议90条，推动解决80条，解决率88.9%。",
            ["收集居民建议", "居民建议推动解决", "收集居民建议解决率"],
        ),
        ("举办财务业务培训2期，培训110人次。", ["举办财务业务培训", "财务业务培训"]),
        ("开展培训12次，组织检查5次。", ["开展培训", "组织检查"]),
        ("试点开展“邻里助老服务”，全年服务340次。", ["邻里助老服务"]),
        ("加快城市更新，开行2500列。", ["开行"]),
        ("应发工资36万元，实发35万元。", ["应发工资", "实发"]),
    ],
)
def test_a_deed_alone_takes_along_what_was_counted_and_no_other_clause(
    text: str, expected: list[str]
) -> None:
    assert labels(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("办理代表建议9件、委员提案7件。", ["办理代表建议", "办理·委员提案"]),
        ("接待国内游客30万人次、入境游客2万人次。", ["接待国内游客", "接待·入境游客"]),
        ("受理监督案件9件，提起行政抗诉2件。", ["受理监督案件", "提起行政抗诉"]),
        ("新增高技能人才800人，养老保险净增参保900人。", ["新增高技能人才", "养老保险净增参保"]),
        ("引进教师8名、工程师5名，认定工匠2名。", ["引进教师", "引进·工程师", "认定工匠"]),
    ],
)
def test_a_row_shares_the_deed_of_its_first_and_a_deed_of_its_own_stays_alone(
    text: str, expected: list[str]
) -> None:
    assert labels(text) == expected
