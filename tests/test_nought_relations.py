"""What comes out of noughts, and of a part that is its whole, says nothing of next year's numbers."""

from __future__ import annotations

from build import body_of, brief_of

from drafter.brief import Figure


def formulas(*lines: str) -> dict[str, str]:
    """The computed rows, by name, in terms of names."""
    brief = brief_of(body_of("\n".join(lines)))
    names = {figure.id: figure.label for figure in brief.figures}

    def said(figure: Figure) -> str:
        text = figure.formula
        for row in sorted(names, key=len, reverse=True):
            text = text.replace(row, names[row])
        return text

    return {figure.label: said(figure) for figure in brief.figures if figure.formula}


def test_a_rate_of_nought_does_not_tell_what_it_is_of():
    found = formulas(
        "“三公”经费年初预算为21.00万元，支出决算为16.95万元，完成预算的80.71%，其中：因公出国费决算为0.00万元，完成预算的0.00%；"
        "公务用车费支出决算为16.95万元，完成预算的82.68%。"
    )
    assert "因公出国费完成预算" not in found
    assert [name for name, text in found.items() if "/" in text] == ["“三公”经费支出完成预算"]
    assert [*formulas("培训费年初预算为3.00万元，支出决算为0万元，完成预算的0%。")] == ["培训费支出完成预算"]


def test_a_list_of_grades_goes_on_over_its_noughts():
    found = formulas(
        "全年自评项目28个，其中评级为“优”的项目28个；评级为“良”的项目0个；评级为“合格”的项目0个；评级为“不合格”的项目0个。"
    )
    (total,) = [text for text in found.values() if "优" in text]
    assert [grade in total for grade in ("优", "良", "合格", "不合格")] == [True] * 4
    assert not [name for name in found if "良" in name]


def test_an_item_told_again_is_not_itself_and_nought():
    found = formulas(
        "接待费支出决算0.00万元；车辆运行费支出决算16.95万元。具体情况如下：",
        "1、接待费支出0.00万元。",
        "2、车辆运行费支出16.95万元。",
    )
    assert not any("+" in text for text in found.values())


def test_none_counts_no_list():
    brief = brief_of(body_of("全年安排出国团组0个、累计0人次。"))
    assert [figure.value for figure in brief.figures if figure.unit == "个"] == [""]


def test_how_things_stood_on_a_day_is_not_what_was_planned_for_the_year():
    brief = brief_of(
        body_of(
            "截至2021年8月31日，共有车辆4辆，其中：机要用车0辆、其他用车4辆。2022年预算安排购置车辆0辆，其中：机要用车0辆、其他用车0辆。"
        )
    )
    rows = [figure for figure in brief.figures if figure.label == "其他用车" and figure.period == "上年"]
    assert [(figure.previous, figure.value) for figure in rows] == [("4", "")]


def test_a_change_is_not_made_of_those_of_its_parts_where_one_did_not_change():
    found = formulas(
        "财政拨款支出预算630.61万元，比2021年预算减少163.37万元，其中：一般公共预算拨款支出预算262.61万元，比2021年预算减少68.37万元；"
        "政府性基金拨款支出预算368.00万元，比2021年预算减少95.00万元；国有资本经营预算拨款支出预算0万元，与2021年预算持平。"
    )
    (change,) = [text for name, text in found.items() if name == "财政拨款支出预算增减额"]
    assert change == "财政拨款支出预算-财政拨款支出预算"
