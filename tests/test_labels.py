"""Labels: what a number measures, in the words of its sentence or table."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.numbers.labels import label_of
from drafter.numbers.quantity import find_mentions


def labels(text: str) -> list[str]:
    mentions = find_mentions(text, year=2024)
    return [label_of(text, mentions, i) for i, m in enumerate(mentions) if not m.structural]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年，我局整体收入为120.50万元。", ["整体收入"]),
        (
            "基本支出预算数80万元，执行数79万元，执行率98.75%；项目支出预算数40万元，执行数38万元。",
            ["基本支出预算数", "基本支出执行数", "基本支出执行率", "项目支出预算数", "项目支出执行数"],
        ),
        ("征集提案600件，经审查立案400件，立案率66.7%。", ["征集提案", "经审查立案", "征集提案立案率"]),
        ("提出8项创新举措。", ["提出创新举措"]),
        ("制作播出18期“同行”访谈和12期“话民生”节目。", ["制作播出“同行”访谈", "“话民生”节目"]),
        ("出动22批突击队、3000人次奋战一线。", ["出动突击队", "出动突击队"]),
        ("提出14条推进“云匠”工程提质的意见建议被采纳。", ["提出推进“云匠”工程提质的意见建议"]),
        ("“建设河湖公园”等11条举措得到肯定。", ["“建设河湖公园”等举措"]),
        (
            "收集民意信息1200余条，编辑报送90篇，其中“改进排水”等8篇被市里采用。",
            ["收集民意信息", "民意信息编辑报送", "民意信息被市里采用"],
        ),
        (
            "增值税500亿元，比上年下降3%，扣除退税因素后增长4%。",
            ["增值税", "增值税增长率", "增值税（扣除退税因素后）增长率"],
        ),
        ("其中新任委员20名，占40%。", ["新任委员", "新任委员占比"]),
        ("教育支出占地区支出比重提高到18%。", ["教育支出占地区支出比重"]),
        ("泵站总数从30座增加到45座。", ["泵站总数", "泵站总数"]),
        ("新增公园12座，累计达到97座。", ["新增公园", "公园累计"]),
        ("建成“长者饭堂”30个。", ["建成“长者饭堂”"]),
        ("推进21个先行片区、200个样板村、30个补短村建设。", ["推进先行片区", "样板村", "补短村建设"]),
        ("城镇和农村居民收入分别增长4.3%、5.5%。", ["城镇和农村居民收入增长率", "城镇和农村居民收入增长率"]),
        ("甲镇、乙镇分别为3个、5个。", ["甲镇", "乙镇"]),
        (
            "预算编制（满分6分）5.60分、预算执行（满分14分）13.20分。",
            ["预算编制满分", "预算编制得分", "预算执行满分", "预算执行得分"],
        ),
        (
            "水库加固目标值11座，实际完成值10座，完成率90.91%。",
            ["水库加固目标值", "水库加固实际完成值", "水库加固完成率"],
        ),
        (
            "会议费支出83万元，比预算数98万元少15万元，比上年减少6万元，下降7.45%。",
            ["会议费支出", "会议费预算数", "会议费支出增减额", "会议费支出增减额", "会议费支出增长率"],
        ),
        ("第一产业增加值5.2亿元。", ["第一产业增加值"]),
        ("每千人口托位数达4.8个。", ["每千人口托位数"]),
        ("百亿以上产业达到8个。", ["百亿以上产业"]),
        ("行政单位养老支出（款）行政单位离退休（项）”166万元。", ["行政单位离退休"]),
        ("市政府16次调度重大项目。", ["市政府调度重大项目"]),
        ("实现16个州（市）全覆盖。", ["州（市）"]),
        ("一是社区工作经费，全年预算300万元，执行290万元。", ["社区工作经费预算", "社区工作经费执行"]),
    ],
)
def test_the_label_is_the_noun_phrase_that_governs_the_number(text: str, expected: list[str]):
    assert labels(text) == expected


def test_a_cell_is_named_by_its_row_and_the_head_of_its_column():
    text = "项目\t预算数\t执行数\n基本支出\t100.00\t98.00\n2.项目支出\t50.00\t49.00\n"
    assert labels(text) == ["基本支出预算数", "基本支出执行数", "项目支出预算数", "项目支出执行数"]


def test_a_row_of_a_pdf_table_is_named_by_its_words():
    text = "201 06 01 行政运行 84,861 84,000\n度 4.保护第三方权益 0 0 1\n"
    assert labels(text) == ["行政运行", "行政运行", "保护第三方权益", "保护第三方权益", "保护第三方权益"]


def test_a_row_without_words_takes_the_line_or_heading_above():
    assert labels("城乡规划事务\n2739.56 488.68\n") == ["城乡规划事务"] * 2
    assert labels("四、行政复议、诉讼情况\n维持 纠正 其他\n1 0 2\n") == ["行政复议、诉讼情况"] * 3


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*"支出预算执行率其中，、。；：（）“”为占比增长3 5%万元件等被的\n\t", "12.5", "分别", "项目"]
        ),
        max_size=50,
    ).map("".join)
)
def test_a_label_is_short_has_whole_quotes_and_never_fails(text: str):
    for label in labels(text):
        assert len(label) <= 26
        assert label == label.strip()
        assert label.count("“") == label.count("”")
        assert label.count("（") == label.count("）")
