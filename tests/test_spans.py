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
        ["286 = 94+161+31 ?"],
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
