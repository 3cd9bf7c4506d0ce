"""Labels: what the items of a list share, and the rates told of several amounts in turn."""

from __future__ import annotations

import pytest

from tests.build import names_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("共看望慰问62家企业、600余名工人。", ["看望慰问企业", "看望慰问工人"]),
        ("建成3个先导区、20个和美乡村。", ["建成先导区", "建成和美乡村"]),
        ("发生事故2起，造成3人死亡、5人受伤。", ["发生事故", "事故·造成死亡", "事故·受伤"]),
        (
            "在线率月均98.7%，1至3季度分别为98.2%、98.6%、98.9%。",
            ["在线率月均", "在线率月均", "在线率月均", "在线率月均", "在线率月均"],
        ),
        ("稿件60篇，被市报采用16篇，被省报采用31篇。", ["稿件", "稿件被市报采用", "稿件被省报采用"]),
    ],
)
def test_an_item_of_a_list_shares_the_words_before_it(text: str, expected: list[str]) -> None:
    assert names_in(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "教育、社会保障和就业、卫生健康、农林水四项支出分别为98万元、72万元、41万元、36万元。",
            [None, "教育支出", "社会保障和就业支出", "卫生健康支出", "农林水支出"],
        ),
        (
            "贪污贿赂犯罪、渎职犯罪、侵犯公民人身权利犯罪、侵犯财产犯罪、破坏市场经济秩序犯罪案件同比分别下降3.3%、4.2%、8.7%、7.4%、5.6%。",
            ["贪污贿赂犯罪案件增长率", "渎职犯罪案件增长率", None, None, "破坏市场经济秩序犯罪案件增长率"],
        ),
        ("全县盗窃立案数、损失数同比分别下降21%、39%。", ["盗窃立案数增长率", "盗窃损失数增长率"]),
        (
            "批准逮捕嫌疑人90人，起诉87人，较前五年分别上升20.1%、30.2%。",
            ["批准逮捕嫌疑人", "嫌疑人起诉", "批准逮捕嫌疑人增长率", "嫌疑人起诉增长率"],
        ),
        (
            "受理案件963件，审结912件，结案率94.7%，同比分别上升7.2%、6.8%和下降0.36个百分点。",
            [None, None, None, "受理案件增长率", "案件审结增长率", None],
        ),
        (
            "签发护照59本、旅行证签注26张次，同比分别上升31.1%、9.8%。",
            [None, None, "签发护照增长率", "签发·旅行证签注增长率"],
        ),
    ],
)
def test_a_rate_told_in_turn_is_that_of_its_amount(text: str, expected: list[str | None]) -> None:
    for told, wanted in zip(names_in(text), expected, strict=True):
        assert wanted is None or told == wanted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("成功侦破6起县公安局挂牌督办案件。", ["侦破县公安局挂牌督办案件"]),
        ("救助3名企业负责人参加展会。", ["救助企业负责人"]),
        ("免费为61名有服药需求残疾人发放药品。", ["发放药品·有服药需求残疾人"]),
        ("为23名3至15周岁残疾儿童安装矫形器。", ["3至15周岁残疾儿童安装矫形器", None, None]),
        ("并为全县57户困难职工发放补贴14万元。", ["发放补贴·困难职工", "困难职工发放补贴"]),
        ("完成乡道9公里水泥路面，洪峰流量1800立方米每秒。", ["完成乡道水泥路面", "洪峰流量"]),
        (
            "甲港以8.8%的增速居首，乙港6.8%的增长势头迅猛，而丙港出现20.7%的大幅下滑。",
            ["甲港增速", "乙港增长率", "丙港增长率"],
        ),
        ("丁港表现抢眼，以5.5%的增速居首。", ["丁港表现抢眼增速"]),
        (
            "【组织建设】参加业务培训3次，打掉团伙7个，抓获逃犯14名。",
            ["参加业务培训", "打掉团伙", "抓获逃犯"],
        ),
        ("22项三级指标中，20项达到预期，2项未达到。", ["三级指标", "三级指标", "三级指标"]),
    ],
)
def test_what_stands_around_a_number_is_read_by_its_build(text: str, expected: list[str | None]) -> None:
    for told, wanted in zip(names_in(text), expected, strict=True):
        assert wanted is None or told == wanted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新增规上企业14家、上市公司6家。", ["新增规上企业", "新增·上市公司"]),
        ("返还性收入18万元、转贷收入42万元。", ["返还性收入", "转贷收入"]),
        (
            "对犯罪较轻的未成年人坚持“少捕、慎诉”，不批捕87人，不起诉34人，附条件不起诉17人。",
            ["犯罪较轻的未成年人·不批捕", "犯罪较轻的未成年人·不起诉", "犯罪较轻的未成年人·附条件不起诉"],
        ),
        ("对走私案件提起公诉105件，不起诉13件。", ["对走私案件提起公诉", "走私案件·不起诉"]),
        (
            "对群众关切的物流乱象，打掉犯罪团伙5个，抓获犯罪嫌疑人65人。",
            ["群众关切的物流乱象·打掉犯罪团伙", "群众关切的物流乱象·抓获犯罪嫌疑人"],
        ),
        ("建成泵站9座，比2019年末（7座）多。", ["建成泵站", "建成泵站"]),
        ("粮食产量，今年预计全年7.2亿斤。", ["粮食产量"]),
        (
            "选派59名志愿者赴海外22个国家，先后走访17个省份51个地市。",
            ["选派志愿者", None, "走访省份", "走访地市"],
        ),
        (
            "有41名志愿者，其中11人从事教育工作，30人在各镇从事建设、治理工作。",
            ["志愿者", None, "志愿者·在各镇从事建设"],
        ),
    ],
)
def test_the_deed_of_a_row_and_whom_a_sentence_is_about_are_carried_along(
    text: str, expected: list[str | None]
) -> None:
    for told, wanted in zip(names_in(text), expected, strict=True):
        assert wanted is None or told == wanted
