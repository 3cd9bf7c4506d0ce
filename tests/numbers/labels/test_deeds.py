"""Deeds and things: what was done is told from what it was done to, in the names of numbers."""

from __future__ import annotations

import pytest

from drafter.numbers.labels.ahead import thing_ahead
from drafter.numbers.labels.deeds import deed_at_end, last_words, noun_of, only_deed
from tests.build import names_in


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
    assert names_in(text) == expected


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
    assert names_in(text) == expected


@pytest.mark.parametrize(
    ("words", "thing"),
    [
        ("重点企业开展技术指导", "重点企业"),
        ("推进提质的意见建议", "推进提质的意见建议"),
        ("在建项目正在招标", "在建项目"),
        ("平均水平", "平均水平"),
        ("作品荣获金奖", "作品"),
        ("和美乡村", "和美乡村"),
        ("集体和个人获市级表彰", "集体和个人"),
        ("竣工验收项目", "竣工验收项目"),
    ],
)
def test_the_thing_behind_a_number_ends_where_something_is_told_of_it(words: str, thing: str) -> None:
    assert thing_ahead(words) == thing


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("办理代表提出的23件书面建议。", ["办理代表提出的书面建议"]),
        ("建成以城东等12个村为重点的3500亩优质果园。", ["建成以城东等村为重点的", "优质果园"]),
        ("受灾群众每户发放了1万元的救助金。", ["受灾群众每户发放救助金"]),
        ("对6名处级干部和37名科级干部提起公诉。", ["提起公诉·处级干部", "提起公诉·科级干部"]),
        ("为56名返乡青年、10户小企业放贷286万元。", ["放贷·返乡青年", "小企业放贷", "小企业放贷"]),
        ("对2部法规贯彻情况开展执法检查。", ["开展执法检查·法规贯彻情况"]),
        (
            "除险加固病险水库10座，全市共有水闸3座，共建产业园2个。",
            ["除险加固病险水库", "水闸", "共建产业园"],
        ),
        ("年初批复8个项目985万元。", ["批复项目", "批复项目"]),
        ("立案的9件提案已全部办理完毕，办结率达100%。", ["立案的提案", "提案办结率"]),
        (
            "慰问困难职工90名，其中农民工20名，慰问金额8万元；慰问劳模4名。",
            ["慰问困难职工", "慰问困难职工·农民工", "慰问困难职工·慰问金额", "慰问劳模"],
        ),
        (
            "农村居民人均收入2.2万元，其中，工资性收入7728元。",
            ["农村居民人均收入", "农村居民人均收入·工资性收入"],
        ),
    ],
)
def test_what_stands_behind_a_number_or_was_told_of_all_names_it(text: str, expected: list[str]) -> None:
    assert names_in(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("城东路改造工程。该工程总投资8347万元。", ["城东路改造工程总投资"]),
        ("今年实施城区防洪工程，对河道进行疏浚，项目总投资2722万元。", ["实施城区防洪工程·项目总投资"]),
        (
            "组织业务培训6次，培训190人次，组织10人参加省里的技能培训。",
            ["组织业务培训", "业务培训", "组织参加省里的技能培训"],
        ),
        ("妇联为两名困难妇女争取救助金。", ["争取救助金·困难妇女"]),
        ("油路里程1230公里，已占总里程的41%。", ["油路里程", "油路里程占总里程"]),
        ("完成人工造林333公顷，补植补造86公顷，改造培育53公顷。", ["完成人工造林", "补植补造", "改造培育"]),
        ("一年来，共转出1名，转入2名。", ["转出", "转入"]),
    ],
)
def test_a_bare_measure_takes_the_work_told_of_and_a_person_what_he_was_sent_to(
    text: str, expected: list[str]
) -> None:
    assert names_in(text) == expected


def test_a_long_name_is_cut_between_words() -> None:
    assert last_words("开展“法治宣传进社区”等主题活动", 14) == "“法治宣传进社区”等主题活动"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全市小麦平均单产达452公斤，总产275万吨。", ["小麦平均单产", "小麦总产"]),
        (
            "全县共有文化经营单位86家，从业人员910人，营业收入967万元。",
            ["文化经营单位", "文化经营单位从业人员", "文化经营单位营业收入"],
        ),
        (
            "申报删除了3名在逃人员，12个县（市、区）建成新馆。",
            ["申报删除了在逃人员", "建成新馆·县（市、区）"],
        ),
        ("提出建议80条、被采纳审计建议64条。", ["提出建议", "被采纳审计建议"]),
        ("占全省的6.47%，较全省总体增速高1.87个百分点。", ["占全省", "占全省较全省总体增速高"]),
    ],
)
def test_whose_a_yield_or_an_income_is_and_what_is_above_another(text: str, expected: list[str]) -> None:
    assert names_in(text) == expected
