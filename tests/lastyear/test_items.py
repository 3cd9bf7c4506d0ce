"""Work items: kept, rewritten, dropped and added, each once and where it belongs, with the numbers running on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drafter.brief import Action, Brief
from drafter.draft import Draft, DraftSection
from drafter.errors import SheetError
from drafter.lastyear.items import find_paragraphs, find_work_items, number_of, place_added
from drafter.report import Report
from tests.build import added, body_of, brief_of, decide, draft_of, office_report, report_of, text_of

LIST = (
    "1. 开展巡河检查行动，河道面貌改善。\n2. 举办节水宣传培训班，参与踊跃。\n3. 启动泵站改造工程，进展有序。"
)


def work(body: str) -> Report:
    return body_of(body, heading="二、主要工作成效")


def after(body: str, *decisions: tuple[str, Action, str], new: tuple[str, ...] = ()) -> list[str]:
    """The lines of the work section once all items are decided: kept, but for the decisions given."""
    report = work(body)
    brief = keep_all(brief_of(report))
    brief = added(decide(brief, *decisions), *(("主要工作成效", text) for text in new))
    return text_of(draft_of(report, brief), "主要工作成效").splitlines()


def keep_all(brief: Brief) -> Brief:
    return decide(brief, *((item.previous, "沿用", "") for item in brief.items))


def test_kept_items_stand_as_they_were_and_unmarked():
    assert after(LIST) == LIST.splitlines()


def test_an_undecided_item_is_marked_sentence_by_sentence():
    report = work("1. 举办节水培训班。反响热烈。")
    assert text_of(draft_of(report), "主要工作成效") == "1. 举办节水培训班【待核】。反响热烈【待核】。"


def test_a_rewritten_item_is_the_typed_text_under_its_old_number():
    assert after(LIST, ("节水", "改写", "举办节水进校园活动12场。")) == [
        "1. 开展巡河检查行动，河道面貌改善。",
        "2. 举办节水进校园活动12场。",
        "3. 启动泵站改造工程，进展有序。",
    ]


def test_a_rewritten_item_that_brings_its_number_keeps_it():
    assert after(LIST, ("节水", "改写", "2. 节水进校园。"))[1] == "2. 节水进校园。"


def test_numbers_run_on_when_an_item_goes():
    assert after(LIST, ("巡河", "删除", "")) == [
        "1. 举办节水宣传培训班，参与踊跃。",
        "2. 启动泵站改造工程，进展有序。",
    ]


def test_new_items_follow_the_last_item_with_the_next_numbers():
    assert after(LIST, ("节水", "删除", ""), new=("建成智慧水务平台。", "整治黑臭水体。")) == [
        "1. 开展巡河检查行动，河道面貌改善。",
        "2. 启动泵站改造工程，进展有序。",
        "3. 建成智慧水务平台。",
        "4. 整治黑臭水体。",
    ]


def test_a_list_whose_items_all_go_begins_again_at_one():
    everything: list[tuple[str, Action, str]] = [(words, "删除", "") for words in ("巡河", "节水", "泵站")]
    assert after(LIST, *everything, new=("建成智慧水务平台。",)) == ["1. 建成智慧水务平台。"]


@pytest.mark.parametrize(
    ("one", "two", "three"),
    [
        ("（一）", "（二）", "（三）"),
        ("(1)", "(2)", "(3)"),
        ("1、", "2、", "3、"),
        ("一是", "二是", "三是"),
        ("1．", "2．", "3．"),
    ],
)
def test_every_sort_of_list_number_runs_on(one: str, two: str, three: str):
    lines = f"{one}开展巡河检查行动，成效明显。\n{two}举办节水宣传培训班，参与踊跃。\n{three}启动泵站改造工程，进展有序。"
    report = report_of(
        f"泽南市水务局2022年工作报告\n一、主要工作成效\n今年主要做了以下工作：\n{lines}\n二、其他\n无。\n"
    )
    brief = added(
        decide(keep_all(brief_of(report)), ("巡河", "删除", "")), ("主要工作成效", "整治黑臭水体。")
    )
    kept = [
        f"{one}举办节水宣传培训班，参与踊跃。",
        f"{two}启动泵站改造工程，进展有序。",
        f"{three}整治黑臭水体。",
    ]
    text = draft_of(report, brief).text
    assert "\n".join(kept) in text


def test_lists_inside_a_list_are_numbered_by_themselves():
    body = (
        "今年的工作有以下两项。\n一是开展巡河检查行动，河道面貌改善。\n1. 召开巡河部署会议，任务到人。\n2. 组织了联合巡河，效果良好。\n"
        "二是举办节水宣传培训班，参与踊跃。\n1. 印发节水倡议书，家喻户晓。\n2. 推出节水短片，反响热烈。"
    )
    assert after(body, ("部署会议", "删除", ""), ("倡议书", "删除", "")) == [
        "今年的工作有以下两项。",
        "一是开展巡河检查行动，河道面貌改善。",
        "1. 组织了联合巡河，效果良好。",
        "二是举办节水宣传培训班，参与踊跃。",
        "1. 推出节水短片，反响热烈。",
    ]


def test_a_number_last_year_gave_twice_is_left_alone():
    assert after(LIST.replace("3. ", "2. ")) == LIST.replace("3. ", "2. ").splitlines()


def test_a_decimal_is_no_list_number():
    assert (
        number_of("3.5万人参加活动。"),
        number_of("3.参加活动。"),
        number_of("一是参加。"),
        number_of("一是。"),
    ) == (
        "",
        "3.",
        "一是",
        "",
    )


@pytest.mark.parametrize("name", ["主要工作成效", "二、主要工作成效", "2", "二、 主要工作成效", "工作成效"])
def test_a_section_is_named_by_heading_key_or_words(name: str):
    report = work(LIST)
    placed = place_added(added(brief_of(report), (name, "整治黑臭水体。")).items, report)
    assert {key: [item.text for item in items] for key, items in placed.items()} == {"2": ["整治黑臭水体。"]}


@pytest.mark.parametrize(
    ("section", "says"),
    [
        ("", "“整治黑臭水体。”还没有写明章节。请在“工作要点”中为它选一个章节"),
        ("九、其他", "的章节“九、其他”不在上年报告中。请填其中之一：一、部门概况、二、"),
    ],
)
def test_an_added_item_that_belongs_nowhere_is_named_with_what_to_do(section: str, says: str):
    report = work(LIST)
    with pytest.raises(SheetError, match=says):
        place_added(added(brief_of(report), (section, "整治黑臭水体。")).items, report)


def test_a_section_nobody_knows_is_an_error_that_lists_those_there_are():
    report = work(LIST)
    with pytest.raises(SheetError) as told:
        draft_of(report, added(brief_of(report), ("党建工作", "整治黑臭水体。")))
    assert (
        str(told.value)
        == "工作要点 N1 的章节“党建工作”不在上年报告中。请填其中之一：一、部门概况、二、主要工作成效"
    )


def test_a_heading_that_stands_twice_asks_for_the_key_and_is_not_written_twice():
    report = report_of(
        "泽南市水务局2022年工作报告\n一、防汛\n（一）工作开展\n举办防汛演练。\n（二）不足\n装备老化。\n"
        "二、供水\n（一）工作开展\n建成水厂一座。\n（二）不足\n管网漏损。\n"
    )
    with pytest.raises(
        SheetError, match=r"对应不止一处：1\.1 （一）工作开展、2\.1 （一）工作开展。请改填章节编号，如 1\.1"
    ):
        draft_of(report, added(brief_of(report), ("（一）工作开展", "整治黑臭水体。")))
    text = draft_of(report, added(brief_of(report), ("2.1", "整治黑臭水体。"))).text
    assert text.count("整治黑臭水体。") == 1
    assert text.index("二、供水") < text.index("整治黑臭水体。") < text.rindex("（二）不足")


@pytest.mark.parametrize("action", ["改写", "删除"])
def test_a_decision_on_an_item_that_is_not_in_last_years_report_is_an_error(action: Action):
    report = work(LIST)
    changed = decide(brief_of(report), ("节水", action, "节水进校园。"))
    with pytest.raises(SheetError, match=f"工作要点 W2 的“上年内容”在上年报告中找不到，无法{action}"):
        draft_of(work(LIST.replace("节水", "护水")), changed)


def test_items_are_what_was_done_and_planned_and_what_the_body_is_made_of_not_duties_nor_figures():
    assert [item.previous[:10] for item in find_work_items(office_report())] == [
        "办公厅内设秘书处、提",
        "2022年以来，市政",
        "1.强化思想引领。制",
        "2.搭建“直通车”渠",
        "3.办好“街坊提案”",
        "4.畅通12345热",
        "2022年部门整体支",
        "1. 专项工作费预算",
        "2. 民生议事平台专",
        "个别绩效目标设定不够",
        "加强绩效业务学习，科",
    ]


def test_every_line_of_prose_is_a_paragraph_of_its_section_and_tables_are_not():
    report = work("举办培训班。\n项目\t金额\n清淤\t12\n参与踊跃。")
    lines = [(p.section.key, report.text[p.start : p.end]) for p in find_paragraphs(report)]
    assert lines == [("1", "负责全市水务工作。"), ("2", "举办培训班。"), ("2", "参与踊跃。")]


# -- reasons ---------------------------------------------------------------------------------------------------

TRAINING = "培训费12.50万元，比上年增加2.50万元，增长25.00%，主要原因是培训班增加。"
REASON = "主要原因是培训班增加"


def explained(
    action: Action, text: str = "", *, body: str = TRAINING, words: str = REASON, now: str = "10.00"
) -> DraftSection:
    """The finance section with 培训费 down to 10.00 and the reason decided on."""
    report = body_of(body)
    brief = brief_of(report).fill(F1=now)
    return draft_of(report, decide(brief, (words, action, text))).sections[-1]


def line(section: DraftSection) -> str:
    return section.text.splitlines()[1]


def test_each_reason_of_a_finance_section_is_an_item_of_its_own():
    report = body_of(
        f"{TRAINING}\n会议费3.00万元，受会期缩短影响，比上年减少0.50万元。决算数小于预算数的主要原因：厉行节约。"
    )
    assert [(item.id, item.section, item.previous) for item in find_work_items(report)] == [
        ("W1", "二、部门收支情况", "主要原因是培训班增加"),
        ("W2", "二、部门收支情况", "受会期缩短影响"),
        ("W3", "二、部门收支情况", "决算数小于预算数的主要原因：厉行节约"),
    ]


def test_a_reason_given_twice_shows_the_words_before_it():
    report = body_of(f"{TRAINING}\n{TRAINING.replace('培训费', '教材费')}")
    assert [item.previous for item in find_work_items(report)] == [
        TRAINING[:-1],
        TRAINING[:-1].replace("培训费", "教材费"),
    ]


def test_a_reason_nobody_decided_on_is_marked():
    assert line(draft_of(body_of(TRAINING)).sections[-1]).endswith("主要原因是培训班增加【待核】。")


def test_a_kept_reason_loses_its_mark_where_it_still_explains_the_change():
    grown, fallen = line(explained("沿用", now="15.00")), line(explained("沿用"))
    assert grown == "培训费15.00万元，比上年增加2.50万元，增长20.00%，主要原因是培训班增加。"
    assert fallen.endswith("下降20.00%，主要原因是培训班减少【待核】。")


@pytest.mark.parametrize("typed", ["培训班减少", "主要原因是培训班减少", "主要原因是培训班减少。"])
def test_a_rewritten_reason_stands_in_its_place_as_typed(typed: str):
    section = explained("改写", typed)
    assert line(section) == "培训费10.00万元，比上年减少2.50万元，下降20.00%，主要原因是培训班减少。"
    assert section.open == ()
    told = [section.text[s.start : s.end] for s in section.sentences if s.origin == "item"]
    assert told == [typed.rstrip("。")]


def test_a_figure_inside_a_rewritten_reason_is_bound_to_its_row():
    section = explained("改写", "主要原因是培训费压到10.00万元")
    assert [section.text[f.start : f.end] for f in section.figures if f.row == "F1"] == ["10.00", "10.00"]


def test_a_dropped_reason_goes_with_its_comma():
    assert line(explained("删除")) == "培训费10.00万元，比上年减少2.50万元，下降20.00%。"


def test_a_dropped_reason_that_is_a_sentence_leaves_none():
    body = "培训费12.50万元，办班3期。决算数小于预算数的主要原因：厉行节约。"
    assert line(explained("删除", body=body, words="厉行节约")).endswith("期）】。")


def test_a_reason_before_the_figure_goes_with_the_comma_behind_it():
    body = "受会期缩短影响，培训费12.50万元。"
    assert line(explained("删除", body=body, words="受会期缩短影响")) == "培训费10.00万元。"


def test_what_else_the_sentence_claims_is_still_asked_about():
    assert line(explained("沿用", body=TRAINING.replace("培训费12", "培训成效显著，培训费12"))).endswith(
        "培训班减少【待核】。"
    )


def test_a_reason_last_year_did_not_give_cannot_be_rewritten():
    report = body_of(TRAINING)
    brief = decide(brief_of(report), (REASON, "改写", "培训班减少"))
    with pytest.raises(SheetError, match="在上年报告中找不到，无法改写"):
        draft_of(body_of(TRAINING.replace("班", "课")), brief)


def test_a_typed_reason_is_never_lost_with_a_figure_that_goes():
    body = "培训费12.50万元，讲课费2.00万元，主要原因是办班3期。"
    report = body_of(body)
    brief = decide(brief_of(report), ("办班", "改写", "压缩班次")).fill(F1="10.00", F2="无", F3="无")
    assert line(draft_of(report, brief).sections[-1]) == "培训费10.00万元，主要原因是压缩班次。"


def test_each_sentence_of_an_item_knows_its_row_and_so_its_evidence():
    report = office_report()
    brief = brief_of(report)
    first, second = brief.items[:2]
    items = (
        replace(first, action="沿用"),
        replace(second, action="改写", text="开展专题培训4期。", evidence="签到表"),
    )
    draft = draft_of(report, replace(brief, items=(*items, *brief.items[2:])))
    again = Draft.from_json(draft.to_json())
    told = {
        one.item: section.text[one.start : one.end]
        for section in again.sections
        for one in section.sentences
        if one.item
    }
    assert again == draft
    assert sorted(told) == [first.id, second.id]
    assert told[second.id].endswith("开展专题培训4期。")


def test_a_typed_item_ends_as_last_years_did():
    assert after(LIST, ("节水", "改写", "节水进校园"), new=("整治黑臭水体", "做了什么？")) == [
        "1. 开展巡河检查行动，河道面貌改善。",
        "2. 节水进校园。",
        "3. 启动泵站改造工程，进展有序。",
        "4. 整治黑臭水体。",
        "5. 做了什么？",
    ]
    assert after(LIST.replace("。", ""), ("节水", "改写", "节水进校园"))[1] == "2. 节水进校园"
