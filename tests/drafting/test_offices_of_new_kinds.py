"""What was struck out of drafts for offices of kinds not met before: a blood station, a forest farm, a school district, an office of relics."""

from __future__ import annotations

import pytest

from drafter.backtest import fill_from
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


@pytest.mark.parametrize(("said", "now"), [("投入产出比为1:36。", "1:33"), ("生师比18.2:1。", "17.9:1")])
def test_a_proportion_has_one_row_and_its_one_stays(said: str, now: str):
    report = one_chapter(said)
    brief = make_brief(report, 2024)
    assert [one.id for one in brief.figures] == ["F1"]
    typed = now.replace("1:", "") if now.startswith("1:") else now.removesuffix(":1")
    assert now in last_body(draft_of(report, brief.fill(F1=typed)))
    assert "【待核：比值（上年" in last_body(draft_of(report, brief))


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


def test_growth_told_behind_the_parts_is_of_their_whole_and_of_two_together_of_neither():
    of_whole = "受理异议投诉23件，其中异议17件、投诉6件，同比下降14.8%。"
    assert drafted(of_whole, F2="26", F3="5").endswith(
        "受理异议投诉31件，其中异议26件、投诉5件，同比上升34.8%。"
    )
    both = make_brief(one_chapter("受理异议17件、投诉6件，同比下降14.8%。"), 2024)
    assert row_of(both, "增长率").formula == ""


@pytest.mark.parametrize(
    ("said", "values", "told"),
    [
        (
            "远程评标213次，位居全市第2位，较上年增加85次。",
            {"F1": "139"},
            "较上年减少74次【待核】。",
        ),
        ("年末滞留人员19人，比年初减少4人。", {"F1": "22"}, "比年初增加3人。"),
        ("接警出动时间58秒，优于规程规定的60秒。", {"F1": "61"}, "未达到规程规定的60秒。"),
        ("接警出动时间58秒，优于规程规定的60秒。", {"F1": "60"}, "达到规程规定的60秒。"),
        ("接警出动时间58秒，优于规程规定的60秒。", {"F1": "57"}, "优于规程规定的60秒。"),
        (
            "达标率97.3%，优良率94.6%，分别比上年提高1.1个、2.3个百分点。",
            {"F3": "0.5", "F4": "无"},
            "分别比上年提高0.5个百分点【待核】。",
        ),
    ],
)
def test_what_is_told_beside_a_figure_follows_it(said: str, values: dict[str, str], told: str):
    assert drafted(said, **values).endswith(told)


OVER = "财政拨款支出1048.92万元，完成年初预算的103.24%，决算数大于年初预算数的主要原因是年中追加维修经费。"


def test_where_no_budget_is_told_its_rate_says_which_is_larger():
    assert drafted(OVER, F1="1130.24", F2="98.15").endswith(
        "完成年初预算的98.15%，决算数小于年初预算数的主要原因是年中追加维修经费【待核】。"
    )
    assert drafted(OVER, F1="1130.24", F2="100.00").endswith("决算数与年初预算数持平。")


def test_a_reason_told_in_figures_that_are_gone_is_asked_for_anew():
    said = "年初预算为165.60万元，支出决算为163.80万元，完成年初预算的98.91%，决算数小于年初预算数的主要原因是退休1人。"
    report = one_chapter(said)
    gone = next(one.id for one in make_brief(report, 2024).figures if one.unit == "人")
    draft = draft_of(report, filled_but(report).fill(F1="180.00", F2="178.80", **{gone: "无"}))
    assert last_body(draft).endswith(
        "完成年初预算的99.33%，决算数小于年初预算数的主要原因是【待补：主要原因】。"
    )


def test_a_prize_is_not_that_of_another_grade():
    before, after = (
        one_chapter(f"获全省讲解大赛{told}，救护国家{which}。", "二、主要工作", year=year)
        for year, told, which in (
            (2023, "一等奖1人次、三等奖2人次", "一级保护动物2只"),
            (2024, "二等奖3人次", "二级保护动物14只"),
        )
    )
    brief = fill_from(make_brief(before, 2024), before, after)
    assert {one.value for one in brief.figures} <= {"", "无"}


@pytest.mark.parametrize(
    ("said", "values", "told"),
    [
        (
            "满意率、解决率分别居全市13个县（市、区）第3位和第5位，培训30人。",
            {"F2": "28"},
            "分别居全市13个县（市、区）【待核：名次（上年第3位和第5位）】，培训28人。",
        ),
        ("经费支出618万元，超年初预算2.3%。", {"F2": "-3.1"}, "低于年初预算3.1%。"),
        ("满意度96.4%，比指标值高1.4个百分点。", {"F1": "94.1", "F2": "0.9"}, "高0.9个百分点【待核】。"),
        ("满意度96.4%，比指标值高1.4个百分点。", {"F1": "94.1", "F2": "-0.9"}, "低0.9个百分点。"),
        ("中央资金占预算的55.6%，比重较上年提高3.2个百分点。", {"F1": "51.8"}, "比重较上年下降3.8个百分点。"),
        ("事项增至13项。", {"F1": "13"}, "事项增至13项【待核】。"),
        ("事项增至13项。", {"F1": "11"}, "事项减至11项。"),
        (
            "连续率指标值不低于98%，实际97.16%，未达标。",
            {"F2": "98.53"},
            "实际98.53%。",
        ),
        ("连续率指标值不低于98%，实际97.16%，未达标。", {"F2": "97.53"}, "实际97.53%，未达标。"),
    ],
)
def test_words_beside_a_figure_that_this_year_decides(said: str, values: dict[str, str], told: str):
    assert drafted(said, **values).endswith(told)


def test_the_year_since_something_began_moves_on():
    assert drafted("2023年是十年禁渔的第3年，办案9起。", F1="8") == "2024年是十年禁渔的第4年，办案8起。"
    assert drafted("2023年是改革的第三年。") == "2024年是改革的第四年。"


def test_names_and_lines_drawn_are_no_figures():
    report = one_chapter("选送案例入选全省十大典型案例，15秒接通率97.5%，使用20年以上的3口。")
    assert [(one.unit, one.value) for one in make_brief(report, 2024).figures] == [
        ("%", ""),
        ("年", "20"),
        ("口", ""),
    ]


@pytest.mark.parametrize(
    ("said", "gone", "told"),
    [
        ("更新9套，会商报告指标值52期，实际完成54期。", "F2", "更新9套，实际完成54期。"),
        ("更新9套；会商报告指标值52期，实际完成54期。", "F2", "更新9套；实际完成54期【待核】。"),
        (
            "用时4天；15秒接通率97.5%，高出市定标准2.5个百分点。",
            "F2",
            "用时4天；高出市定标准2.5个百分点【待核】。",
        ),
    ],
)
def test_what_lost_what_it_is_about_asks_for_it(said: str, gone: str, told: str):
    assert drafted(said, **{gone: "无"}).endswith(told)


OUTGREW = "收入增加96.15万元，增长12.40%，支出增加71.28万元，增长9.31%，收入增幅高于支出增幅3.09个百分点。"


@pytest.mark.parametrize(
    ("said", "values", "told"),
    [
        (OUTGREW, {"F2": "-1.06", "F4": "4.20"}, "收入增幅低于支出增幅5.26个百分点。"),
        ("收入900万元，支出870万元，结余30万元。", {"F1": "862", "F2": "872"}, "，超支10万元。"),
        (
            "总收入1.86亿元，总支出1.83亿元，盈余0.03亿元。",
            {"F1": "1.81", "F2": "1.85", "F3": "-0.04"},
            "，亏损0.04亿元。",
        ),
        (
            "考核得分89.4分，未达到90分的要求。",
            {"F1": "91.2", "F2": "90"},
            "考核得分91.2分，达到90分的要求。",
        ),
        ("油耗9.2升，比上年下降0.4升。", {"F1": "10.1"}, "比上年增加0.9升。"),
        ("感染率1.84%，均优于标准。", {"F1": "1.62"}, "均优于标准【待核】。"),
        ("开展“商渔共治2023”行动，检查326艘次。", {"F1": "352"}, "检查352艘次【待核】。"),
    ],
)
def test_words_that_the_fourth_lot_had_wrong(said: str, values: dict[str, str], told: str):
    assert drafted(said, **values).endswith(told)


def test_a_campaign_that_bears_the_year_leaves_it_open():
    assert "“商渔共治【待核：年份（上年2023）】”行动" in drafted("开展“商渔共治2023”行动，检查326艘次。")
    assert [
        one.unit for one in make_brief(one_chapter("投资350万元购置3.0T核磁共振1台。"), 2024).figures
    ] == [
        "万元",
        "台",
    ]


@pytest.mark.parametrize(
    ("said", "values", "told"),
    [
        ("事项由84项增至106项，占全部的75.7%。", {"F1": "62", "F2": "94"}, "事项由62项增至94项，"),
        ("总收入4216万元，比预算数超收186万元。", {"F2": "-164"}, "比预算数短收164万元。"),
        (
            "合格率99.7%，优秀率62.4%，较上年分别提高0.2个和4.1个百分点。",
            {"F3": "-0.3", "F4": "2.4"},
            "较上年分别下降0.3个百分点和提高2.4个百分点【待核】。",
        ),
        (
            "人均办证701件，居全市6家公证机构首位。",
            {"F1": "801"},
            "居全市6家公证机构【待核：名次（上年首位）】。",
        ),
        (
            "安排382万元，用于养老服务186万元、残疾人康复74万元、儿童福利62万元。",
            {"F2": "无"},
            "安排382万元，用于残疾人康复74万元、儿童福利62万元。",
        ),
    ],
)
def test_words_that_the_last_lot_had_wrong(said: str, values: dict[str, str], told: str):
    assert told in drafted(said, **values)


def test_an_aim_is_not_less_than_last_years():
    report = one_chapter("办理时限压缩到3.5个工作日。", "六、2024年目标")
    assert "压缩到4.0个工作日" in last_body(draft_of(report, make_brief(report, 2024).fill(F1="4.0")))
