"""What the panels show of an issue, a precedent and a report that has not been uploaded yet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from drafter.actions import Office
from drafter.actions.sections import snippet
from drafter.passages import Passage
from drafter.reading import read_report, read_text
from drafter.retrieval import Precedent, Sought
from drafter.strings import retell, speaking
from drafter.web import panels
from drafter.web.panels.full_text import Paragraph, Rows, full_text
from tests.build import OFFICE, OFFICE_2022, SOURCE, open_office
from tests.build_files import paragraph, write_docx

CHECKED = """泽南市体育局2022年自评报告
一、收支
全年组织各类赛事活动若干场，训练基地预算数20.00万元，执行数19.00万元，预算执行率90.00%，主要原因是部分赛事延期举办。
"""


def test_the_words_around_a_place_say_where_the_line_goes_on():
    text = "标题\n甲乙丙丁戊己庚辛\n后记"
    assert snippet(text, 5, 6, around=2) == ("甲乙", "丙", "丁戊…")
    assert snippet(text, 8, 11, around=9) == ("甲乙丙丁戊", "己庚辛", "")
    assert snippet(text, 3, 4, around=9) == ("", "甲", "乙丙丁戊己庚辛")


def test_an_issue_is_shown_among_its_words_and_what_it_should_be_is_said_once(tmp_path: Path):
    (tmp_path / "泽南市体育局-自评报告-2022.txt").write_text(CHECKED, "utf-8")
    office = Office(tmp_path / "index", tmp_path / "workspace")
    html = panels.checked(office.check_file(tmp_path / "泽南市体育局-自评报告-2022.txt"))
    assert (
        "…预算数20.00万元，执行数<mark>19.00万元，预算执行率90.00%</mark>，主要原因是部分赛事延期举办…"
        in html
    )
    assert html.count("95.00") == 1
    assert "dr-error" in html
    assert 'class="dr-stat dr-warning dr-nil"' in html


def test_what_of_a_checked_file_was_not_read_is_told_above_what_was_found(tmp_path: Path):
    path = write_docx(
        tmp_path / "泽南市体育局-自评报告-2022.docx", paragraph("支出见下表。"), "<w:altChunk/>"
    )
    office = Office(tmp_path / "index", tmp_path / "workspace")
    checked = office.check_file(path)
    assert '<p class="dr-unread">请留意：有嵌入的文档没有读入' in panels.checked(checked)
    name, word = office.checked_file(checked.id)
    (tmp_path / name).write_bytes(word)
    assert "；有嵌入的文档没有读入" in read_report(tmp_path / name).text


def test_in_a_checked_text_a_wrong_number_is_marked_wrong_though_it_is_unverified_too(tmp_path: Path):
    path = tmp_path / "泽南市体育局-自评报告-2022.txt"
    path.write_text(
        "泽南市体育局2022年自评报告\n一、收支\n全年支出1200.50万元，其中基本支出800.25万元，项目支出400.52万元。\n",
        "utf-8",
    )
    office = Office(tmp_path / "index", tmp_path / "workspace")
    html = panels.checked(office.check_file(path))
    assert '<mark class="dr-m-error" data-mark="1 4">400.52万元</mark>' in html
    assert '<mark class="dr-m-bound" data-mark="3">800.25万元</mark>' in html


def test_a_mark_over_others_is_cut_and_all_of_it_is_found_by_its_number():
    report = replace(read_text("甲", "甲.txt"), text="甲乙丙\n丁戊")
    lines = full_text(report, [(1, 5, "warning"), (2, 3, "error"), (5, 5, "note")])
    assert lines == [
        Paragraph([("甲", "", ()), ("乙", "warning", (1,)), ("丙", "error", (1, 2))]),
        Paragraph([("丁", "warning", (1,)), ("戊", "note", (3,))]),
    ]


def test_a_table_of_the_checked_text_is_shown_as_one_with_its_marks_in_its_cells():
    report = read_text("支出见下表。\n项目\t预算数\t执行数\n基本支出\t6.0\t5.0\n合计\t9.0\n完毕。", "甲.txt")
    at = report.text.index("6.0")
    first, rows, last = full_text(report, [(at, at + 7, "error")])
    assert (first, last) == (Paragraph([("支出见下表。", "", ())]), Paragraph([("完毕。", "", ())]))
    assert rows == Rows(
        [
            [[("项目", "", ())], [("预算数", "", ())], [("执行数", "", ())]],
            [[("基本支出", "", ())], [("6.0", "error", (1,))], [("5.0", "error", (1,))]],
            [[("合计", "", ())], [("9.0", "", ())]],
        ],
        3,
    )


def test_years_without_a_gap_are_shown_as_a_span(tmp_path: Path):
    office = Office(tmp_path / "index", tmp_path / "workspace")
    for year in (2019, 2020, 2021, 2022):
        path = tmp_path / f"{OFFICE}-部门整体支出绩效自评报告-{year}.txt"
        path.write_text(OFFICE_2022.replace("2022", str(year)), "utf-8")
    office.library.add(sorted(tmp_path.glob("*.txt")))
    html = panels.hits("提案", office.library.precedents("征集提案", limit=1))
    assert f"<b>{OFFICE}</b> 2019—2022" in html


def test_a_search_that_found_nothing_close_says_so_and_what_is_missing():
    passage = Passage("p", "甲", OFFICE, 2022, ("工作",), "1", 0, 8, "全年征集提案。")
    said = "没有找到接近的写法"
    html = panels.hits("全年钢琴考级", [Precedent(passage, 0.99, Sought("全年钢琴考级"))])
    assert (said in html, "以下各段都没有：钢琴、考级" in html, "<b>33%</b>" in html) == (True, True, True)
    assert "找到 1 段" not in html
    assert said not in panels.hits("提案", [Precedent(passage, 0.9, Sought("提案"))])
    assert said not in panels.hits("xyz", [])


def test_what_has_no_word_of_the_question_is_not_shown():
    passage = Passage("p", "甲", OFFICE, 2022, ("工作",), "1", 0, 8, "全年征集提案。")
    html = panels.hits("钢琴考级", [Precedent(passage, 0.99, Sought("钢琴考级"))])
    assert ("没有找到“钢琴考级”的写法" in html, "dr-precedent" in html) == (True, False)


def test_a_hit_shows_the_sentence_that_matched_and_its_words():
    text = "全年召开调度会六次。新建充电桩二百个，居民反映良好。"
    passage = Passage("p", "甲", OFFICE, 2022, ("工作",), "1", 40, 40 + len(text), text)
    html = panels.hits("充电桩", [Precedent(passage, 0.9, Sought("充电桩"))])
    assert (
        '全年召开调度会六次。<span class="dr-said">新建<mark>充电桩</mark>二百个，居民反映良好。</span></p>'
        in html
    )


def test_beside_the_editor_the_sentence_that_matched_can_be_taken_by_itself(tmp_path: Path):
    office = open_office(tmp_path)
    work = office.open(office.start(SOURCE, 2023))
    hit = office.library.precedents("预算执行率", limit=1)[0]
    html = panels.precedents(work, work.draft.sections[1].key, [hit], "预算执行率")
    start, end = hit.sentence
    whole = f'data-from="{hit.passage.start}" data-to="{hit.passage.start + len(hit.passage.text)}"'
    assert whole in html
    assert f'data-from="{start}" data-to="{end}"' in html


def test_a_long_lead_is_left_out_until_the_hit_is_pointed_at():
    lead = "会议强调了各项工作的重要意义。" * 8
    passage = Passage("p", "甲", OFFICE, 2022, ("工作",), "1", 0, len(lead) + 7, lead + "新建充电桩。")
    html = panels.hits("充电桩", [Precedent(passage, 0.9, Sought("充电桩"))])
    assert f'<span class="dr-cut">…</span><span class="dr-lead">{lead}</span>' in html


def test_before_anything_is_uploaded_the_page_says_what_it_looks_for():
    assert "有没有上年残留" in panels.unchecked()


def test_beside_the_section_stand_the_numbers_nobody_supplied_and_marks_ask_for_their_words(tmp_path: Path):
    (tmp_path / SOURCE).write_text(OFFICE_2022, "utf-8")
    office = Office(tmp_path / "index", tmp_path / "workspace")
    office.library.add([tmp_path / SOURCE])
    id = office.start(SOURCE, 2023)
    office.write(id, "1.3", "😀全年培训1234人次，于【待核：日期】结束【待核】。", office.open(id).revision)
    html = panels.issues(office.open(id), "1.3")
    assert '<button type="button" data-start="6" data-end="12">😀全年培训<mark>1234人次</mark>，' in html
    assert html.count("<mark>1234人次</mark>") == 1
    assert html.count('data-asked="请填写本年的日期"') == 1
    assert html.count("data-confirm=") == 1
    assert "1234" not in panels.issues(office.open(id), "1.4")


def test_the_reason_kept_with_a_mark_is_told_in_the_language_spoken():
    kept = "增减方向与上年相反，上年的原因说明、水务局自己的话"
    assert retell(kept) == kept
    with speaking("en"):
        assert retell("上年的周年，本年需另填") == "last year's anniversary, to be filled in for this year"
        assert retell("上年的事项、上年的评价性表述") == "something done last year, last year's judgement"
        assert retell(kept) == (
            "the change goes the other way than last year, last year's reason, 水务局自己的话"
        )
