"""What was struck out of drafts for offices of kinds not met before: a blood station, a forest farm, a school district, an office of relics."""

from __future__ import annotations

import pytest

from drafter.lastyear.figures import make_brief
from tests.build import draft_of, filled_but, last_body, one_chapter, row_of


def drafted(body: str, **values: str) -> str:
    report = one_chapter(body)
    return last_body(draft_of(report, filled_but(report).fill(**values)))


@pytest.mark.parametrize(
    ("said", "left_open"),
    [
        ("举办第十八届“世界读书日”系列活动，", "举办【待核：届次（上年第十八届）】“世界读书日”系列活动，"),
        ("优秀率居全县第一，", "优秀率居全县【待核：名次（上年第一）】，"),
        (
            "合格率、优秀率分别居全县第一、第三，",
            "合格率、优秀率分别居全县【待核：名次（上年第一、第三）】，",
        ),
        ("运动会获团体总分第三名，", "运动会获团体总分【待核：名次（上年第三名）】，"),
        ("取得全县第2名的好成绩，", "取得全县【待核：名次（上年第2名）】的好成绩，"),
    ],
)
def test_editions_and_ranks_that_were_won_are_left_open(said: str, left_open: str):
    assert drafted(f"{said}培训30人。", F1="28").startswith(left_open)


def test_a_proportion_whose_two_numbers_are_told_is_computed():
    said = "在校学生6240人，专任教师400人，师生比1∶15.6。"
    assert drafted(said, F1="6000") == "在校学生6000人，专任教师400人，师生比1∶15.0。"


STANDARD = "成活率94.5%，高于省定标准9.5个百分点。"


def test_a_gap_off_a_standard_turns_with_its_sign():
    assert drafted(STANDARD, F1="84.2", F2="-0.8") == "成活率84.2%，低于省定标准0.8个百分点。"
    assert drafted(STANDARD, F1="85.0", F2="0") == "成活率85.0%，与省定标准持平。"


def test_a_gap_typed_without_its_sign_is_asked_about_where_the_standard_would_move():
    assert drafted(STANDARD, F1="84.2", F2="0.8").endswith("高于省定标准0.8个百分点【待核】。")
    assert drafted(STANDARD, F1="90.0", F2="5.0").endswith("高于省定标准5.0个百分点。")


def test_the_change_behind_a_limit_is_of_what_was_kept_within_it():
    report = one_chapter("“三公”经费支出6.38万元，控制在预算8.00万元以内，较上年减少0.92万元。")
    brief = make_brief(report, 2024)
    assert [one.formula for one in brief.figures if one.label.endswith("增减额")] == ["F1-F4"]
    draft = draft_of(report, brief.fill(F1="7.15", F2="7.50"))
    assert last_body(draft).endswith("控制在预算7.50万元以内，较上年增加0.77万元。")


def test_a_rate_that_last_years_figures_do_not_give_back_is_of_others():
    said = "发生面积1.12万亩，防治面积1.08万亩，{}率{}%。"
    one, other = (
        row_of(make_brief(one_chapter(said.format(*told)), 2024), "率")
        for told in (("无公害防治", "96.3"), ("防治", "96.4"))
    )
    assert (one.formula, other.formula) == ("", "F2/F1")


@pytest.mark.parametrize(
    ("said", "values", "told"),
    [
        ("出土文物413件，比上年增加1倍多。", {"F2": "0"}, "与上年持平。"),
        ("近视率46.3%，比上年下降1.2个百分点。", {"F1": "47.0"}, "比上年上升0.7个百分点。"),
        ("辍学学生2人，均已劝返。", {"F1": "0"}, "辍学学生0人。"),
        ("辍学学生2人，均已劝返。", {"F1": "3"}, "辍学学生3人，均已劝返【待核】。"),
    ],
)
def test_what_is_said_on_of_a_figure_follows_it(said: str, values: dict[str, str], told: str):
    assert drafted(said, **values).endswith(told)


@pytest.mark.parametrize(
    ("said", "gone", "told"),
    [
        (
            "新征集文物38件，其中二级文物1件、三级文物5件；修复26件。",
            ("F1", "F2"),
            "三级文物5件；修复26件。",
        ),
        (
            "投入263万元，改造项目3个，分别为教学楼、食堂、运动场，竣工2个。",
            ("F2",),
            "投入263万元，竣工2个。",
        ),
        (
            "检测标本900份，其中转氨酶不合格38份，是报废的首要原因。",
            ("F2",),
            "检测标本900份。",
        ),
    ],
)
def test_what_hangs_on_a_figure_goes_with_it(said: str, gone: tuple[str, ...], told: str):
    assert drafted(said, **dict.fromkeys(gone, "无")) == told


def test_the_parts_stay_among_their_whole_where_only_its_growth_goes():
    said = "总支出95万元，比上年增长4.27%，其中人员经费50万元、设备购置30万元。"
    assert drafted(said, F2="无") == "总支出95万元，其中人员经费50万元、设备购置30万元。"
