"""Labels: shares, the plans they are of, and what grew from a base or is left of it."""

from __future__ import annotations

import pytest

from tests.build import names_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "支出7,271万元，完成年初预算3,170万元的229.4%，比上年增加2,982万元，增幅69.5%。",
            ["支出", "支出年初预算", "支出完成年初预算", "支出增减额", "支出增长率"],
        ),
        (
            "完成植树163亩，为年度任务65亩的2.5倍，占总任务203亩的80%。",
            ["完成植树", "完成植树年度任务", "完成植树占年度任务", "完成植树总任务", "完成植树占总任务"],
        ),
        (
            "受理执行类案件71件；受案数量占全院总收案数的35.9%。",
            ["受理执行类案件", "受理执行类案件占全院总收案数"],
        ),
    ],
)
def test_a_plan_is_called_a_plan_and_its_share_a_share(text: str, expected: list[str | None]) -> None:
    for told, wanted in zip(names_in(text), expected, strict=True):
        assert wanted is None or told == wanted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "设备、土建、设计服务规模分别为9亿元、15亿元和1亿元，占全市规模的36%、60%和4%。",
            [
                "设备服务规模",
                "土建服务规模",
                "设计服务规模",
                *(f"{one}服务规模占比" for one in ("设备", "土建", "设计")),
            ],
        ),
        (
            "省级采购、部门采购、分散采购规模分别为8亿元、2亿元和24亿元，占全省采购规模比例为24%、6%和70%。",
            [
                *("省级采购规模", "部门采购规模", "分散采购规模"),
                *("省级采购规模占比", "部门采购规模占比", "分散采购规模占比"),
            ],
        ),
        (
            "采购规模占全省支出的9.4%。从方式看，公开招标、邀请招标采购规模分别占采购规模的97.2%、2.8%。",
            ["采购规模占全省支出", "公开招标采购规模占比", "邀请招标采购规模占比"],
        ),
        (
            "采购规模34亿元，占全省支出和总产值的比重分别为9.4%和2.9%。",
            ["采购规模", "采购规模占全省支出比重", "采购规模占总产值比重"],
        ),
        (
            "东部、中部地区出口分别增长12.4%和11.8%，占全国比重分别提升0.6个和0.7个百分点。",
            [
                *("东部地区出口增长率", "中部地区出口增长率"),
                *("东部地区出口占全国比重增减额", "中部地区出口占全国比重增减额"),
            ],
        ),
    ],
)
def test_shares_told_in_turn_are_those_of_the_amounts_before(text: str, expected: list[str]) -> None:
    assert [told.replace("·", "") for told in names_in(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "运行经费从去年的193万元猛减到今年的125万元，降幅35.2%。",
            ["运行经费", "运行经费", "运行经费增长率"],
        ),
        ("运行经费在去年76万元的基础上猛增了75.1%。", ["运行经费", "运行经费增长率"]),
        (
            "转移支付资金4112万元，剔除管理费85万元后，为4027万元。",
            ["转移支付资金", "剔除管理费", "剔除管理费后转移支付资金"],
        ),
        (
            "一般公共预算财政拨款收入32万元，一般公共预算财政拨款支出32万元。",
            ["一般公共预算财政拨款收入", "一般公共预算财政拨款支出"],
        ),
    ],
)
def test_what_moved_grew_or_is_left_keeps_its_name(text: str, expected: list[str]) -> None:
    assert names_in(text) == expected
