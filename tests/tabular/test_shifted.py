"""Amounts that stand against other names than their own, in forms by account code."""

from __future__ import annotations

from drafter.checks import check_report
from drafter.reading import read_text

ROWS = (
    ("208", "社会保障和就业支出", "714.30"),
    ("20805", "行政事业单位养老支出", "682.10"),
    ("2080501", "行政单位离退休", "118.40"),
    ("2080505", "机关事业单位基本养老保险缴费支出", "375.80"),
    ("2080506", "机关事业单位职业年金缴费支出", "187.90"),
    ("20808", "抚恤", "32.20"),
    ("2080801", "死亡抚恤", "32.20"),
    ("210", "卫生健康支出", "243.60"),
    ("21011", "行政事业单位医疗", "243.60"),
    ("2101101", "行政单位医疗", "156.50"),
    ("2101102", "事业单位医疗", "87.10"),
)


def form(title: str, order: list[int] | None = None) -> str:
    amounts = [ROWS[n][2] for n in order or range(len(ROWS))]
    rows = [f"{code}\t{name}\t{told}\t{told}" for (code, name, _), told in zip(ROWS, amounts, strict=True)]
    return "\n".join(
        [title, "单位：万元", "科目编码\t科目名称\t合计\t基本支出", *rows, "合计\t\t957.90\t957.90"]
    )


def said(*forms: str) -> list[tuple[str, str]]:
    report = read_text("\n注：本表已审核。\n".join(forms), "某局-部门决算-2024.txt")
    return [(one.severity, one.message) for one in check_report(report).issues if one.severity != "note"]


def test_a_form_shifted_by_a_row_is_reported_once() -> None:
    shifted = form("支出决算表", [10, *range(10)])
    (one,) = said(form("收入决算表"), shifted)
    assert one == ("error", "按科目编码逐级相加，5 处中有 5 处不等于其下各项之和，金额与名称可能错行")


def test_accounts_that_changed_places_are_told_from_the_form_beside_it() -> None:
    assert said(
        form("收入决算表"), form("支出决算表", [0, 1, 3, 4, 2, *range(5, 11)]), form("一般公共预算支出表")
    ) == [
        (
            "error",
            "与另一表同名各行的金额相同而次序不同（3 行）：此处为 375.80，别处为 118.40，金额与名称错行",
        )
    ]


def test_forms_that_agree_and_forms_of_other_amounts_are_passed() -> None:
    assert said(form("收入决算表"), form("支出决算表")) == []
    assert (
        said(
            form("支出决算表"),
            "一年前\n科目编码\t科目名称\t合计\n2080501\t离退休\t120.10\n2080505\t养老保险\t118.40\n2080506\t年金\t60.20",
        )
        == []
    )
