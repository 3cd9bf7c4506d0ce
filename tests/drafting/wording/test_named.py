"""What is another each year and no figure tells is left open in its place: ranks, names, sessions; grades follow the score."""

from __future__ import annotations

import pytest

from drafter.brief import Brief
from drafter.draft import Draft
from drafter.drafting.composing import compose_draft
from drafter.drafting.wording.grading import grade_of
from drafter.lastyear.figures import make_brief
from drafter.report import Report
from tests.build import last_body, one_chapter


def report(body: str) -> Report:
    return one_chapter(body, "一、预算情况", year=2022)


def drafted(body: str, **values: str) -> Draft:
    last = report(body)
    brief: Brief = make_brief(last, 2023)
    return compose_draft(brief.fill(**values), last)


@pytest.mark.parametrize(
    ("said", "left_open"),
    [
        ("项目由站党支部书记韩建平任组长，", "项目由站党支部书记【待核：姓名（上年韩建平）】任组长，"),
        ("项目由韩建平副站长分管，", "项目由【待核：姓名（上年韩建平）】副站长分管，"),
        ("综合考评位居全县第3位，", "综合考评位居全县【待核：名次（上年第3位）】，"),
        ("增速排列全省、全市第1位，", "增速排列全省、全市【待核：名次（上年第1位）】，"),
        (
            "关注人数居全市各县（区）同行业畜牧站前3名，",
            "关注人数居全市各县（区）同行业畜牧站【待核：名次（上年前3名）】，",
        ),
        ("综合考评位列全市首位，", "综合考评位列全市【待核：名次（上年首位）】，"),
        ("县第十三届代表大会第二次会议审议，", "县【待核：届次（上年第十三届代表大会第二次）】会议审议，"),
        ("以第七次全国种畜评估为契机，", "以【待核：届次（上年第七次）】全国种畜评估为契机，"),
        ("参加第18届、19届畜博会，", "参加【待核：届次（上年第18届、19届）】畜博会，"),
        ("第3批藏品数字化完成，", "【待核：批次（上年第3批）】藏品数字化完成，"),
        ("第一批补助3月发放，第二批9月发放，", "第一批补助3月发放，第二批9月发放，"),
        ("派出第9批驻村工作队，", "派出【待核：批次（上年第9批）】驻村工作队，"),
        ("第十八届牧歌节期间，", "【待核：届次（上年第十八届）】牧歌节期间，"),
        ("分管领导韩建平多次调度，", "分管领导【待核：姓名（上年韩建平）】多次调度，"),
        ("党委书记陈国栋讲党课，", "党委书记【待核：姓名（上年陈国栋）】讲党课，"),
        (
            "新任主席分别由林海涛、黄晓燕担任，",
            "新任主席分别由【待核：姓名（上年林海涛）】、【待核：姓名（上年黄晓燕）】担任，",
        ),
        ("由局长任组长、分管财务的副局长任副组长，", "由局长任组长、分管财务的副局长任副组长，"),
        ("由办公室主任和金融办主任会签，", "由办公室主任和金融办主任会签，"),
    ],
)
def test_names_ranks_and_sessions_are_left_open_in_their_place(said: str, left_open: str):
    assert last_body(drafted(said + "支出2.50万元。", F1="3.00")).startswith(left_open)


def test_a_rank_among_so_many_is_left_open_too():
    assert last_body(drafted("考评列全州9个畜牧站第5位。", F1="10")) == (
        "考评列全州10个畜牧站【待核：名次（上年第5位）】。"
    )


@pytest.mark.parametrize(
    ("score", "grade"), [("93.00", "优"), ("88.60", "良"), ("79.99", "中"), ("59.00", "差")]
)
def test_the_grade_is_that_of_this_years_score(score: str, grade: str):
    assert f"{score}分，等级为“{grade}”" in last_body(drafted("自评得分95.20分，等级为“优”。", F1=score))


def test_a_grade_that_changed_is_to_be_looked_at_and_one_that_did_not_is_not():
    changed = drafted("自评得分95.20分，等级为“优”。", F1="88.60")
    same = drafted("自评得分95.20分，等级为“优”。", F1="91.00")
    assert [mark.kind for section in changed.sections for mark in section.open] == ["待核"]
    assert [mark.kind for section in same.sections for mark in section.open] == []


def test_the_score_is_the_whole_not_the_last_of_its_parts():
    told = "绩效得91.5分，其中投入18.5分、效果18.0分，评价等次为“优秀”。"
    assert last_body(drafted(told, F1="88.0", F2="18.0", F3="17.5")) == (
        "绩效得88.0分，其中投入18.0分、效果17.5分，评价等次为“良好”【待核】。"
    )


def test_a_grade_given_by_another_scale_is_left_to_a_person():
    assert "等级为“优”【待核】" in last_body(drafted("自评得分87.00分，等级为“优”。", F1="72.00"))


def test_grades_of_the_national_scale():
    assert [grade_of(score) for score in map(int, ("100", "90", "89", "60", "0", "101"))] == [
        "优",
        "优",
        "良",
        "中",
        "差",
        "",
    ]


def test_what_nobody_wants_more_of_rises():
    assert "草场违法案件比上年上升4.1%" in last_body(drafted("草场违法案件比上年下降12.5%。", F1="4.1"))
    assert "管网漏损率8.7%，较上年上升0.3个百分点" in last_body(
        drafted("管网漏损率8.4%，较上年下降1.1个百分点。", F1="8.7")
    )
    assert "合格率97.1%，比上年下降1.1个百分点" in last_body(
        drafted("检疫合格率98.2%，比上年提高1.4个百分点。", F1="97.1")
    )
    assert "资产负债率56.4%，比上年末上升0.8个百分点" in last_body(
        drafted("资产负债率55.6%，比上年末下降1.3个百分点。", F1="56.4")
    )
    assert "饲料价格同比上涨1.2%" in last_body(drafted("饲料价格同比下降3.7%。", F1="+1.2"))
