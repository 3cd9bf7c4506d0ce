"""What a check computed can be put in by one press; a passage of the past can be told with this year's figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.actions import Office
from drafter.actions.fixing import replacement
from drafter.actions.judging import name_of_issue
from drafter.errors import DraftError, SheetError
from drafter.issue import Issue
from tests.build import SOURCE, begun, open_office

MONEY = "1.3"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return open_office(tmp_path)


@pytest.fixture
def project(office: Office) -> str:
    id = begun(office)
    office.draft_section(id, MONEY)
    return id


def write(office: Office, id: str, text: str) -> None:
    office.write(id, MONEY, text, office.open(id).revision)


def test_a_rate_that_was_computed_is_put_in_with_its_sign(office: Office, project: str):
    write(office, project, "培训经费预算数200.00万元，执行数190.00万元，预算执行率98.17%。")
    work = office.open(project)
    (issue,) = (one for one in work.findings.issues if one.code == "ratio-wrong")
    assert office.fix(project, name_of_issue(work.draft.text, issue)) == MONEY
    work = office.open(project)
    assert "预算执行率95.00%。" in work.draft.section(MONEY).text
    assert not [one for one in work.findings.issues if one.code == "ratio-wrong"]


def test_an_issue_that_is_gone_is_not_mended(office: Office, project: str):
    with pytest.raises(DraftError, match="已经改动"):
        office.fix(project, "0" * 24)


@pytest.mark.parametrize(
    ("excerpt", "expected", "put"),
    [
        ("98.17%", "98.12", "98.12%"),
        ("98.17%", "98.12%", "98.12%"),
        ("2022", "2023", "2023"),
        ("增加", "减少", "减少"),
        ("收入10万元、支出9万元", "9", ""),
        ("两段\n文字", "一段", ""),
    ],
)
def test_the_words_put_in_keep_the_unit_and_replace_one_number_only(excerpt: str, expected: str, put: str):
    assert replacement(Issue("any", "error", "", 0, len(excerpt), excerpt, expected)) == put


def mark_of(office: Office, id: str, words: str) -> str:
    """The name of the one 【待核】 with these words."""
    work = office.open(id)
    (issue,) = (one for one in work.findings.issues if one.excerpt == words)
    return name_of_issue(work.draft.text, issue)


def test_a_mark_that_holds_a_place_open_gives_it_to_this_years_words_only(office: Office, project: str):
    write(office, project, "由【待核：姓名（上年张三）】主持【待核】，于【待核：日期】至3月22日举行。")
    for words in ("", " "):
        with pytest.raises(DraftError, match="“【待核：日期】”处还空着，只去掉标记，句子就断了"):
            office.confirm(project, mark_of(office, project, "【待核：日期】"), words)
    assert office.confirm(project, mark_of(office, project, "【待核：日期】"), "3月20日\n") == MONEY
    office.confirm(project, mark_of(office, project, "【待核】"))
    office.confirm(project, mark_of(office, project, "【待核：姓名（上年张三）】"), "李四")
    assert office.open(project).draft.section(MONEY).text.endswith("\n由李四主持，于3月20日至3月22日举行。\n")


def test_a_mark_alone_in_its_line_goes_when_it_was_looked_into(office: Office, project: str):
    write(office, project, "收支平衡。\n【待核：新增的 F900 维修费 未写入正文】\n本年无结转。")
    office.confirm(project, mark_of(office, project, "【待核：新增的 F900 维修费 未写入正文】"))
    assert office.open(project).draft.section(MONEY).text.endswith("收支平衡。\n本年无结转。\n")


def test_last_years_passage_is_told_with_this_years_figures(office: Office, project: str):
    report = office.library.report(SOURCE)
    start = report.text.index("2022年，我厅整体收入")
    told = office.applied(project, SOURCE, start, report.text.index("\n", start))
    assert told.startswith("2023年，我厅整体收入10871.26万元，支出10871.26万元，预算执行率98.40%。")
    assert "2022" not in told


def test_one_sentence_of_a_passage_is_told_with_this_years_figures(office: Office, project: str):
    hit = next(
        one
        for one in office.library.precedents("整体收入 支出 预算执行率", limit=9)
        if one.sentence[1] < one.passage.start + len(one.passage.text)
    )
    told = office.applied(project, hit.passage.source, *hit.sentence)
    assert told.startswith("2023年，我厅整体收入10871.26万元，支出10871.26万元，预算执行率98.40%。")
    assert told.count("。") == 1


def test_another_bodys_passage_keeps_none_of_its_numbers(office: Office, project: str, tmp_path: Path):
    other = tmp_path / "泽南市水务局-自评报告-2022.txt"
    body = "2022年，泽南市水务局清淤河道36公里，基本支出预算数512.00万元。"
    other.write_text(f"泽南市水务局2022年部门整体支出绩效自评报告\n一、收支\n{body}\n", "utf-8")
    office.library.add([other])
    report = office.library.report(other.name)
    start = report.text.index("2022年，泽南市水务局清淤")
    told = office.applied(project, other.name, start, start + len(body))
    assert [word for word in ("36", "512", "水务局") if word in told] == []
    assert "基本支出预算数8702.35万元" in told
    assert told.endswith("【待核】。")


def test_the_order_of_work_items_is_kept_and_an_added_one_can_go(office: Office, project: str):
    ids = [item.id for item in office.open(project).brief.items]
    office.sort_items(project, ids[::-1])
    assert [item.id for item in office.open(project).brief.items] == ids[::-1]
    with pytest.raises(SheetError, match="顺序没有保存"):
        office.sort_items(project, ids[1:])
    with pytest.raises(SheetError, match="请选“删除”"):
        office.drop_item(project, ids[0])
