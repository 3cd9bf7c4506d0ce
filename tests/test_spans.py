"""Wholes that whole parts of sentences make up, whatever words open them: the same whole may be parted again and again."""

from __future__ import annotations

import pytest

from tests.test_relations import relations_of

SCENES = {
    "a whole parted three times": (
        "全年办理工单3816件。交办部门3527件，中心直办289件；按期回复3702件、逾期回复114件。工单分类：求决类2205件、咨询类1106件、其他类505件。",
        ["3816 = 3527+289", "3816 = 3702+114", "3816 = 2205+1106+505 ?"],
    ),
    "the second of two that a sentence tells after what it parts the first into": (
        "参保人数52816万人。其中，职工参保18342万人，比上年增加311万人。在职工参保人数中，在职13905万人；退休4437万人。居民参保34474万人。",
        ["52816 = 18342+34474", "18342 = 13905+4437 ?"],
    ),
    "parts that are counted by a word of their own": (
        "收到群众来信286件，与上月相比下降3.20%。其中，上级转办94件次，本级登记161件次，园区登记31件次。",
        ["286 = 94+161+31"],
    ),
    "what was used and what is left, each in its part": (
        "公益金614万元，用于福利设施352万元；下达乡镇187万元，用于改造；结余75万元，转下年使用。",
        ["614 = 352+187+75"],
    ),
}


@pytest.mark.parametrize(("text", "found"), SCENES.values(), ids=SCENES)
def test_whole_parts_of_sentences_are_tied_to_what_they_come_to(text: str, found: list[str]) -> None:
    assert [one for one in relations_of(text) if one in found] == found


@pytest.mark.parametrize(
    "text",
    [
        "东街46件；西街24件；南街22件。",
        "接待群众31批。走访企业19家，座谈12次。排查隐患12处。整改18处，其余1处。",
    ],
    ids=["small numbers of one list", "small numbers of several things"],
)
def test_numbers_that_may_come_out_by_accident_are_no_parts(text: str) -> None:
    assert not [one for one in relations_of(text) if "+" in one]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "发生较大事故18起、死亡71人，同比增加6起、22人。\n1.煤矿发生2起、死亡9人，同比减少1起。\n2.建筑施工发生3起、死亡11人，同比持平。\n3.道路交通发生13起、死亡51人，同比增加3起。",
            ["18 = 2+3+13", "71 = 9+11+51"],
        ),
        (
            "体育彩票公益金总支出364万元，用于全民健身。\n二、使用情况\n（一）用于全民健身支出312万元。其中：\n1.用于场地建设251万元；\n2.用于活动61万元。\n（二）用于竞技体育52万元。其中：\n1.用于赛事49万元；\n2.用于参赛3万元。\n特此公告。",
            ["364 = 312+52", "312 = 251+61", "52 = 49+3"],
        ),
        (
            "立案提案4186件，比上年多。其中：\n经济建设提案2093件，占50.0%；\n文化建设提案1172件，占28.0%；\n社会建设提案921件，占22.0%。\n会后交承办单位办理。",
            ["4186 = 2093+1172+921", "50.0 = 2093/4186", "28.0 = 1172/4186", "22.0 = 921/4186"],
        ),
    ],
    ids=["two columns under a line", "a numbering within another", "lines that ； ends"],
)
def test_what_each_paragraph_of_a_run_opens_with_comes_to_the_line_above(text: str, found: list[str]) -> None:
    told = [one.removesuffix(" ?") for one in relations_of(text)]
    assert [one for one in found if one not in told] == []


def test_small_numbers_of_a_run_that_come_out_once_are_no_parts() -> None:
    text = "走访企业16家，收集问题。\n1.现场解决9家诉求。\n2.转办7家诉求，限期答复。"
    assert [one for one in relations_of(text) if "+" in one] == []


AFAR = {
    "three sentences of the next paragraph": (
        "全年实现地区生产总值523.4亿元，增长5.1%。\n分产业看，第一产业增加值61.7亿元，增长3.9%；第二产业增加值208.3亿元，增长5.4%；第三产业增加值253.4亿元，增长5.0%。",
        ["523.4 = 61.7+208.3+253.4"],
    ),
    "what two paragraphs open with": (
        "全市查处问题4386起，批评教育6715人。\n查处形式主义问题2131起，批评教育3208人。\n查处享乐主义问题2255起，批评教育3507人。",
        ["4386 = 2131+2255", "6715 = 3208+3507"],
    ),
}


@pytest.mark.parametrize(("text", "found"), AFAR.values(), ids=AFAR)
def test_what_an_amount_of_the_paragraph_before_is_parted_into_is_tied_to_it(
    text: str, found: list[str]
) -> None:
    told = [one.removesuffix(" ?") for one in relations_of(text)]
    assert [one for one in found if one not in told] == []


@pytest.mark.parametrize(
    "text",
    [
        "基本养老保险缴费76.76万元，按规定缴纳。\n职业年金预算38.38万元，决算38.38万元，与预算持平。",
        "受理来信46件，按时转办。\n东街办结24件，西街办结22件，群众满意。",
    ],
    ids=["one number printed twice", "small numbers"],
)
def test_what_comes_out_of_another_paragraph_by_accident_is_no_sum_of_it(text: str) -> None:
    assert [one for one in relations_of(text) if one.startswith(("76.76 =", "46 ="))] == []


ADDED = {
    "三项占比合计": ("甲类占31.2%，乙类占28.6%，丙类占25.5%，三项占比合计85.3%。", ["85.3 = 31.2+28.6+25.5"]),
    "三者合计占": (
        "基金支出中，住院占62.4%、门诊占24.1%、药店占9.2%，三者合计占95.7%。",
        ["95.7 = 62.4+24.1+9.2"],
    ),
    "not all of them are added": (
        "制造业占36.2%。批发业占22.4%，零售业占8.3%，两个行业合计占30.7%。",
        ["30.7 = 22.4+8.3"],
    ),
    "not what the words do not add": ("甲类占31.2%，乙类占28.6%，丙类占59.8%。", []),
}


@pytest.mark.parametrize(("text", "found"), ADDED.values(), ids=ADDED)
def test_a_share_that_others_add_up_to_is_their_sum(text: str, found: list[str]) -> None:
    assert relations_of(text) == found


COUNTED = {
    "by a word of its own each": (
        "全年收到来信186封、来访94批次、网上信访312件，合计592件。",
        ["592 = 186+94+312"],
    ),
    "企业 and 个体户": ("走访企业56家、个体户34户，共90户。", ["90 = 56+34"]),
    "not the parts in a bracket, but what they are of": (
        "共有幼儿园412所（公办236所、民办176所），小学318所，初中96所，合计826所。",
        ["412 = 236+176", "826 = 412+318+96"],
    ),
}


@pytest.mark.parametrize(("text", "found"), COUNTED.values(), ids=COUNTED)
def test_what_is_told_in_other_words_of_count_is_added_up_all_the_same(text: str, found: list[str]) -> None:
    assert [one.removesuffix(" ?") for one in relations_of(text)] == found


NAMED = {
    "each total of those of its own name": (
        "资产总额15063.3亿元；负债总额9921.0亿元。（1）中央企业资产总额7500.9亿元；负债总额5105.4亿元。（2）省属企业资产总额6462.7亿元；负债总额4002.4亿元。（3）市属企业资产总额1099.7亿元；负债总额813.2亿元。",
        ["15063.3 = 7500.9+6462.7+1099.7", "9921.0 = 5105.4+4002.4+813.2"],
    ),
    "counted by another word than their whole": (
        "收到举报件318件，其中来电201件，来信117件。涉及水问题71个、大气问题94个、土壤问题65个、噪声问题88个。",
        ["318 = 201+117", "318 = 71+94+65+88"],
    ),
    "shares in turn of the whole of the first": (
        "全市查处奢靡之风问题5209起。其中，违规收礼、违规发放、违规吃喝三类问题居前，分别是1652起、1233起、902起，占查处享乐主义、奢靡之风问题总数的31.7%、23.7%、17.3%。",
        ["31.7 = 1652/5209", "23.7 = 1233/5209", "17.3 = 902/5209"],
    ),
    "cubic metres written m3": (
        "总供水量6095亿m3。其中，地表水源4921亿m3，占总供水量的80.7%；地下水源1117亿m3，占18.3%；其他水源57亿m3，占0.9%。",
        ["6095 = 4921+1117+57", "80.7 = 4921/6095"],
    ),
}


@pytest.mark.parametrize(("text", "found"), NAMED.values(), ids=NAMED)
def test_parts_are_told_by_their_names_and_places(text: str, found: list[str]) -> None:
    told = [one.removesuffix(" ?") for one in relations_of(text)]
    assert [one for one in found if one not in told] == []
