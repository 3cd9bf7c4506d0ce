"""What last year's report tells of the body itself: changes, leaders and parts are asked about, and a person decides in 工作要点."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drafter.brief import Action, WorkItem
from drafter.draft import Draft
from drafter.drafting.composing import compose_draft
from drafter.lastyear.body import body_kind
from drafter.lastyear.figures import make_brief
from tests.build import report_of

REPORT = """
云上区文化局2023年度部门整体支出绩效自评报告
一、部门概况
（一）主要职能
1.负责全区文化机构的设立、合并、撤销审核。
2.2023年起承担原区体育局划入的全民健身职责。
（二）机构设置
2023年，根据区委编办批复，新设数字科，撤销市场科，内设机构由2个增至3个。下属单位2家，分别为区文化馆、区图书馆。局长王建国，副局长李红梅、方志强。
二、收支情况
2023年支出120.00万元。本年区体育中心不再纳入我局部门预算。
"""
CHANGE = "2023年，根据区委编办批复，新设数字科，撤销市场科，内设机构由2个增至3个"


def draft_with(**decisions: tuple[Action, str]) -> Draft:
    """The draft on 2024 with the items that begin with these words decided, the figures filled in."""
    report = report_of(REPORT.lstrip(), source="云上区文化局-2023.txt")
    brief = make_brief(report, 2024)
    brief = brief.fill(**{one.id: "130.00" for one in brief.figures if one.label.endswith("支出")})
    items = list(brief.items)
    for words, (action, text) in decisions.items():
        at = next(i for i, one in enumerate(items) if words in one.previous)
        items[at] = replace(items[at], action=action, text=text)
    return compose_draft(replace(brief, items=tuple(items)), report)


def section(draft: Draft, heading: str) -> str:
    return next(one.text for one in draft.sections if heading in one.heading)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("2023年，新设数字科，内设机构由8个增至9个。", "change"),
        ("区博物馆由区文物局划转我局管理。", "change"),
        ("根据机构改革方案，组建数据局。", "change"),
        ("将民一庭、民二庭合并为民事审判庭。", "change"),
        ("新增下属单位1家。", "change"),
        ("预算单位3个，比上年增加1个，增加单位为质量监督站。", "change"),
        ("原局长韩立军调离。", "change"),
        ("本年区体育中心不再纳入部门预算。", "change"),
        ("2009年由原文化局和原体育局合并组建。", None),
        ("负责企业的合并、分立和撤销登记。", None),
        ("指导监督全区机构改革工作。", None),
        ("核定编制60名，较上年增加编制2名。", None),
        ("在职56人，较上年增加2人，主要原因是区博物馆人员转隶。", None),
        ("截至2023年12月31日，在职56人，比上年增加2人。", None),
        ("2023年3月，成立由局长任组长的自评工作组。", None),
        ("本年支出120万元，较上年增加3万元。", None),
        ("局长王建国，副局长李红梅。", "leaders"),
        ("项目负责人：方建平。", "leaders"),
        ("由局长任组长，各科室负责人为成员。", None),
        ("内设机构3个，即：办公室、人事科、财务科。", "parts"),
        ("局机关内设办公室、人事科、财务科等3个科室。", "parts"),
        ("区妇联无下属单位。", "parts"),
        ("设临床科室18个、医技科室7个。", None),
        ("主要职能是贯彻执行文化工作方针。", None),
    ],
)
def test_a_sentence_about_the_body_is_told_from_duties_history_and_figures(sentence: str, kind: str | None):
    assert body_kind(sentence, 2023) == kind


def test_what_the_body_is_made_of_is_a_row_in_an_overview_too():
    said = "县水利局内设办公室、水资源股2个股室，下设县水库管理所、县水政大队2个单位"
    report = report_of(
        f"云上县水利局2023年度自评报告\n一、部门基本情况\n（一）机构设置。{said}。\n", source="2023.txt"
    )
    assert [one.previous for one in make_brief(report, 2024).items] == [said]


def test_a_change_of_last_year_is_asked_about_and_its_year_does_not_move():
    text = section(draft_with(), "机构设置")
    assert text.splitlines()[1].startswith("【待核：年份（上年2023年）】，根据区委编办批复，新设数字科")
    assert "新设数字科，撤销市场科，内设机构由3个增至【待补：内设机构（上年3个）】【待核】。" in text
    assert "起承担原区体育局划入的全民健身职责【待核】。" in section(draft_with(), "主要职能")
    assert "不再纳入我局部门预算【待核】。" in section(draft_with(), "收支情况")
    assert "2024年起" not in draft_with().text


def test_what_a_person_writes_of_this_years_change_stands_in_its_place():
    told = draft_with(新设数字科=("改写", "2024年，人事科并入办公室，内设机构由3个减至2个。"))
    assert section(told, "机构设置").splitlines()[1] == (
        "2024年，人事科并入办公室，内设机构由3个减至2个。下属单位2家，分别为区文化馆、区图书馆。"
        "局长【待核：姓名（上年王建国）】，副局长【待核：姓名（上年李红梅）】、【待核：姓名（上年方志强）】。"
    )


def test_a_change_that_is_kept_is_told_with_its_own_numbers_and_one_that_goes_leaves_the_rest():
    kept = section(draft_with(新设数字科=("沿用", "")), "机构设置")
    told = CHANGE.replace("2023年", "【待核：年份（上年2023年）】")
    assert kept.splitlines()[1].startswith(told + "。下属单位2家")
    gone = section(draft_with(新设数字科=("删除", "")), "机构设置")
    assert gone.splitlines()[1].startswith("下属单位2家，分别为区文化馆、区图书馆。")
    assert "1.负责" in section(draft_with(全民健身=("删除", "")), "主要职能")


def test_leaders_that_are_kept_are_not_asked_about():
    kept = section(draft_with(局长王建国=("沿用", "")), "机构设置")
    assert kept.splitlines()[1].endswith("局长王建国，副局长李红梅、方志强。")


def test_a_new_change_is_placed_in_the_section_it_names():
    report = report_of(REPORT.lstrip(), source="云上区文化局-2023.txt")
    brief = make_brief(report, 2024)
    new = WorkItem("N1", "机构设置", "", "新增", "2024年9月，加挂区文物局牌子。")
    draft = compose_draft(replace(brief, items=(*brief.items, new)), report)
    assert section(draft, "机构设置").splitlines()[-1] == "2024年9月，加挂区文物局牌子。"
