"""Wholes that whole parts of sentences make up, whatever words open them: the same whole may be parted again and again."""

from __future__ import annotations

import pytest

from tests.test_relations import relations_of

SCENES = {
    "a whole parted three times": (
        "全年办理工单3816件。交办部门3527件，中心直办289件；按期回复3702件、逾期回复114件。工单分类：求决类2205件、咨询类1106件、其他类505件。",
        ["3816 = 3527+289", "3816 = 3702+114 ?", "3816 = 2205+1106+505 ?"],
    ),
    "the second of two that a sentence tells after what it parts the first into": (
        "参保人数52816万人。其中，职工参保18342万人，比上年增加311万人。在职工参保人数中，在职13905万人；退休4437万人。居民参保34474万人。",
        ["52816 = 18342+34474 ?", "18342 = 13905+4437 ?"],
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
