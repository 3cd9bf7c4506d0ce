"""The page's parts one by one: drafts kept apart, foreign tables, the order of work, mending, applying, checking a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx import Document

from tests.browser.acting import MEASURES, MONEY, WRONG, begin, begin_with_a_figure, begin_writing
from tests.browser.served import Server, Visit
from tests.build import OFFICE

pytestmark = pytest.mark.browser

TABLE = "单位：元\n项目\t2022年决算数\t2023年预算数\t2023年决算数\n基本支出\t82831700\t87023500\t85901400\n"


def rows(visit: Visit) -> int:
    return int(visit.page.locator(".dr-project:visible").count())


def test_a_draft_is_copied_put_away_taken_out_and_deleted(visit: Visit):
    page = visit.page
    begin(visit)
    visit.go("/", ".dr-project")
    before = rows(visit)
    page.click(".dr-project:visible >> nth=0 >> [data-act=copy]")
    page.wait_for_selector(".dr-project:visible >> nth=0 >> .dr-tag:has-text('副本')")
    assert rows(visit) == before + 1
    page.click(".dr-project:visible >> nth=0 >> [data-act=archive]")
    page.wait_for_selector(".dr-archived", state="attached")
    assert rows(visit) == before
    page.click("[data-shelf]")
    page.click(".dr-archived:visible [data-act=unarchive]")
    page.wait_for_selector(".dr-archived", state="detached")
    page.click(".dr-project:visible >> nth=0 >> [data-act=archive]")
    page.click(".dr-archived:visible [data-act=remove]")
    page.click(".dr-archived:visible [data-act=remove].dr-danger")
    page.wait_for_selector(".dr-archived", state="detached")
    assert rows(visit) == before


def test_a_pasted_table_is_confirmed_row_by_row_before_it_is_filled_in(visit: Visit):
    page = visit.page
    begin(visit)
    page.click("[data-paste]")
    page.fill("dialog textarea", TABLE)
    page.click("dialog [type=submit]")
    page.wait_for_selector(".dr-matches [data-offer]")
    assert page.locator(".dr-matches [data-offer]:checked").count() == 2
    page.click(".dr-matches tr:has-text('基本支出执行数') [data-offer]")
    page.click("[data-take]")
    page.wait_for_selector("tr.dr-typed input[value='8702.35']")
    assert page.locator("tr.dr-missing:has-text('基本支出执行数')").count() == 1


def test_a_budget_table_from_a_file_is_offered_and_can_be_left_alone(visit: Visit, tmp_path: Path):
    page = visit.page
    begin(visit)
    table = tmp_path / "决算表.csv"
    table.write_text(TABLE.replace("\t", ","), "utf-8")
    page.set_input_files("#sheet-upload input[type=file], input[type=file]", str(table))
    page.wait_for_selector(".dr-matches [data-offer]")
    page.keyboard.press("Escape")
    page.wait_for_selector(".dr-matches", state="detached")
    assert page.locator("tr.dr-missing:has-text('基本支出预算数')").count() == 1


def test_a_computed_cell_is_locked_until_it_is_meant(visit: Visit):
    page = visit.page
    begin(visit)
    cell = page.locator("tr.dr-waiting [data-figure]").first
    assert cell.get_attribute("readonly") is not None
    cell.dblclick()
    cell.fill("97.5")
    page.keyboard.press("Enter")
    page.wait_for_selector("tr.dr-typed:has-text('已改写') input[value='97.5']")


def test_a_figure_typed_over_is_put_back_from_the_list_of_changes(visit: Visit):
    page = visit.page
    begin(visit)
    cell = "[data-row=F1] [data-figure]"
    for value in ("1201.50", "1301.50"):
        page.fill(cell, value)
        page.press(cell, "Enter")
        page.wait_for_selector(f"{cell}[value='{value}']")
    page.click("#parts button[role=tab]:has-text('修改记录')")
    page.click(".dr-changes tr:has-text('1301.50') [data-put-back]")
    page.wait_for_selector(".dr-changes tbody tr:nth-child(3)")
    page.click("#parts button[role=tab]:has-text('指标数据')")
    page.wait_for_selector(f"{cell}[value='1201.50']")


def test_work_items_are_moved_by_number_by_keys_and_by_drag_and_stay_so(visit: Visit):
    page = visit.page
    begin(visit)
    page.click("#parts button[role=tab]:has-text('工作要点')")
    page.wait_for_selector("[data-item]")
    ids = order(page)
    page.fill(f"[data-item={ids[2]}] [data-place]", "1")
    page.keyboard.press("Enter")
    wait_for_order(page, [ids[2], ids[0], ids[1], *ids[3:]])
    page.focus(f"[data-item={ids[2]}] [data-place]")
    page.keyboard.press("ArrowDown")
    wait_for_order(page, [ids[0], ids[2], ids[1], *ids[3:]])
    page.drag_and_drop(f"[data-item={ids[1]}] .dr-grip", f"[data-item={ids[0]}]")
    wait_for_order(page, [ids[1], ids[0], *[id for id in ids if id not in ids[:2]]])
    places = page.evaluate("() => [...document.querySelectorAll('[data-place]')].map(one => one.value)")
    assert places == [str(number) for number in range(1, len(ids) + 1)]
    page.click("[data-new-item]")
    page.wait_for_selector("[data-drop-item]")
    page.click("[data-drop-item]")
    page.click("[data-drop-item].dr-danger")
    page.wait_for_selector("[data-drop-item]", state="detached")


def order(page: Any) -> list[str]:
    return list(
        page.evaluate("() => [...document.querySelectorAll('[data-item]')].map(one => one.dataset.item)")
    )


def wait_for_order(page: Any, ids: list[str]) -> None:
    page.wait_for_function(
        "ids => [...document.querySelectorAll('[data-item]')].map(one => one.dataset.item).join() === ids.join()",
        arg=ids,
    )


def test_words_typed_beside_an_undecided_item_decide_to_rewrite_it(visit: Visit):
    page = visit.page
    begin(visit)
    page.click("#parts button[role=tab]:has-text('工作要点')")
    page.fill("tr.dr-undecided [data-field=text] >> nth=0", "开展专题调研五次。")
    page.keyboard.press("Tab")
    page.wait_for_function(
        "() => document.querySelector('[data-item]:not(.dr-undecided) [data-field=action]')?.value === '改写'"
    )


def test_what_the_check_computed_is_put_in_by_one_press_and_marks_are_taken_away(visit: Visit):
    page = visit.page
    begin_writing(visit, MONEY)
    visit.write(WRONG)
    page.click(".dr-issue [data-fix]")
    visit.wait_for_text("预算执行率95.00%")
    page.wait_for_selector(".dr-issue.dr-error", state="detached")
    visit.open_section("(二) 年度总体工作和重点工作任务")
    page.click("#generate")
    page.wait_for_selector(".dr-issue [data-confirm]")
    marks = visit.text.count("【待核】")
    page.click(".dr-issue [data-confirm] >> nth=0")
    page.wait_for_function(
        "n => document.querySelector('#editor textarea')?.value.split('【待核】').length === n", arg=marks
    )
    visit.write("会议于【待核：日期】至22日召开。")
    page.click("[data-fill-in]")
    page.keyboard.type("3月20日")
    page.keyboard.press("Enter")
    visit.wait_for_text("会议于3月20日至22日召开。")


def test_all_issues_are_filtered_jumped_to_and_judged(visit: Visit):
    page = visit.page
    begin(visit)
    visit.step("分章起草")
    page.click("#generate-all")
    page.wait_for_selector(".toast-body:has-text('已生成')")
    visit.open_section(MONEY)
    visit.write("\n" + WRONG)
    visit.step("全文校核")
    page.wait_for_selector(".dr-issuetable tr.dr-x, .dr-issuetable [data-kind='比率不符']")
    page.select_option("[data-filter-kind]", "比率不符")
    page.wait_for_selector("[data-shown]:has-text('显示 1 条')")
    page.click("[data-kind='比率不符'] [data-dismiss]")
    page.wait_for_selector(".dr-dismissed summary:has-text('（1）')")
    page.click(".dr-dismissed summary")
    page.click("[data-undismiss]")
    page.wait_for_selector(".dr-dismissed", state="detached")
    # By key: the row has just come back, and a pointer would meet whatever lies there at that moment.
    page.press("[data-kind='比率不符'] [data-go]", "Enter")
    visit.wait_for_heading(MONEY)
    page.wait_for_function(
        "() => { const t = document.querySelector('#editor textarea'); return t?.value.slice(t.selectionStart, t.selectionEnd) === '98.17%'; }"
    )


def test_a_report_is_found_by_its_name_typed_over_the_one_proposed(visit: Visit):
    page = visit.page
    visit.go("/", "#new-start")
    page.wait_for_function("() => document.querySelector('#new-source input').value")
    page.click("#new-source input")
    page.wait_for_function("() => getSelection().toString() !== ''")
    # As an input method commits: the words come without a key of their own.
    page.keyboard.insert_text("没有这个单位")
    page.wait_for_selector("#new-source li", state="detached")
    # Not a draft of the report proposed before: that may be another office's.
    page.click("#new-start")
    page.wait_for_selector("[data-testid=toast-text]:has-text('没有叫“没有这个单位”的报告')")
    page.click("#new-source input")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(OFFICE)
    page.wait_for_selector(f"#new-source li:has-text('{OFFICE}')")


def test_a_file_of_another_kind_is_refused_in_our_words(visit: Visit, tmp_path: Path):
    script = tmp_path / "a.py"
    script.write_text("1", "utf-8")
    page = visit.page
    visit.go("/check", "#check-upload")
    page.set_input_files("input[type=file]", str(script))
    page.wait_for_selector("[data-testid=toast-text]:has-text('a.py：读不了这种文件。可用 .doc .docx')")
    assert page.inner_text(".toast-title").strip() == "没有完成"
    # It speaks of that press alone, and goes with the next.
    page.click(".dr-head [data-keys]")
    page.wait_for_selector(".toast-body", state="detached", timeout=8000)


def test_a_past_passage_comes_in_with_this_years_figures(visit: Visit):
    page = visit.page
    begin_with_a_figure(visit, "项目支出执行数", "2281.12")
    visit.step("分章起草")
    visit.open_section(MONEY)
    visit.aside("往年参考")
    page.focus("#editor textarea")
    page.click("[data-apply] >> nth=0")
    visit.wait_for_text("执行数2281.12万元")
    assert "2022年，" not in visit.text
    visit.wait_until_saved()


def test_wording_is_sought_beside_the_text_and_put_in_where_the_cursor_was(visit: Visit):
    page = visit.page
    begin_writing(visit, MONEY)
    visit.write("前。后。")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    visit.aside("往年参考")
    page.fill("[data-seek] input", "提案办理")
    page.keyboard.press("Enter")
    page.wait_for_selector(".dr-precedent mark:has-text('提案')")
    page.click("[data-insert] >> nth=0")
    visit.wait_for_text("提案")
    assert visit.text.startswith("前。")
    assert visit.text.endswith("后。")
    page.fill("[data-seek] input", "")
    page.click("[data-seek] button")
    page.wait_for_function("() => document.querySelector('[data-seek] input').value === ''")


def test_a_passage_put_in_at_the_end_of_a_long_section_is_shown(visit: Visit):
    page = visit.page
    begin_writing(visit, MONEY)
    visit.write("又一行。\n" * 60)
    page.evaluate("() => document.querySelector('.dr-paper').scrollTo(0, 0)")
    visit.aside("往年参考")
    page.click("[data-insert] >> nth=0")
    page.wait_for_function("() => document.querySelector('.dr-paper').scrollTop > 1000")


def test_a_checked_file_shows_its_text_with_the_places(visit: Visit, tmp_path: Path):
    page = visit.page
    report = tmp_path / "泽南市林业局-自评报告-2022.txt"
    report.write_text(
        "泽南市林业局2022年自评报告\n一、收支\n造林预算数20.00万元，执行数19.00万元，预算执行率90.00%。\n二、其他\n全年植树3120株。\n",
        "utf-8",
    )
    visit.go("/check", "#check-upload")
    page.set_input_files("input[type=file]", str(report))
    page.click(".dr-issuetable [data-spot]")
    page.wait_for_selector(".dr-reading mark.dr-m-error.on:has-text('90.00%')")
    page.click(".dr-chips [data-spot]:has-text('3120')")
    page.wait_for_selector(".dr-reading mark.on:has-text('3120')")


def test_the_keyboard_leads_through_steps_sections_and_issues(visit: Visit):
    page = visit.page
    begin(visit)
    page.keyboard.press("Alt+2")
    page.wait_for_selector(".dr-outlist button.on")
    first = page.inner_text(".dr-heading h1")
    page.keyboard.press("Alt+ArrowDown")
    page.wait_for_function(
        "was => { const now = document.querySelector('.dr-heading h1')?.innerText; return now && now !== was; }",
        arg=first,
    )
    visit.open_section(MONEY)
    visit.write("预算数200.00万元，执行数190.00万元，预算执行率98.17%。")
    page.wait_for_selector(".dr-issue.dr-error")
    page.keyboard.press("Control+Home")
    page.keyboard.press("F8")
    page.wait_for_function(
        "() => { const t = document.querySelector('#editor textarea'); return t.selectionEnd > t.selectionStart; }"
    )
    page.click("[data-keys]")
    page.wait_for_selector("dialog kbd:has-text('F8')")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")
    page.keyboard.press("Alt+4")
    page.wait_for_selector("[data-download=docx]")
    assert page.inner_text(":focus") == "④ 导出"
    page.keyboard.press("Tab")
    assert page.evaluate("() => !!document.activeElement.closest('#panel-ready, [role=tabpanel]')")


def test_a_name_given_once_signs_what_is_saved(visit: Visit):
    page = visit.page
    begin(visit)
    page.fill(".dr-asking input", "王小川")
    page.click(".dr-asking [type=submit]")
    page.wait_for_selector(".dr-asking", state="detached")
    visit.step("分章起草")
    visit.open_section(MEASURES)
    visit.write("逐项落实整改。")
    visit.aside("历史")
    page.wait_for_selector(".dr-version:has-text('王小川')")
    page.reload()
    page.wait_for_selector(".dr-user:has-text('王小川')")
    assert page.locator(".dr-asking").count() == 0


def test_the_page_speaks_english_when_asked(visit: Visit):
    page = visit.page
    begin(visit)
    page.click("[data-language]")
    page.wait_for_selector("#steps button[role=tab]:has-text('Data')")
    assert page.get_attribute("html", "lang") == "en"
    page.fill("tr.dr-missing [data-figure] >> nth=0", "many")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-figure].bad[title*='number']")
    page.click("[data-language]")
    page.wait_for_selector("#steps button[role=tab]:has-text('本年数据')")


def test_two_people_see_each_others_figures_and_sections(visit: Visit, server: Server, chrome: Any):
    begin(visit)
    other = Visit(chrome, server.address)
    other.page.goto(visit.page.url)
    other.page.wait_for_selector(".dr-figures tr[data-row]")
    visit.page.fill("tr.dr-missing [data-figure] >> nth=0", "41")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_selector("tr.dr-typed input[value='41']")
    other.page.fill("tr.dr-missing [data-figure] >> nth=1", "42")
    other.page.keyboard.press("Enter")
    other.page.wait_for_selector("tr.dr-typed input[value='42']")
    assert other.page.locator("tr.dr-typed input[value='41']").count() == 1
    other.context.close()
    assert OFFICE in visit.page.inner_text(".dr-brand")


def test_an_edited_word_file_comes_back_section_by_section(visit: Visit, tmp_path: Path):
    page = visit.page
    begin_writing(visit, MEASURES)
    visit.write("加强绩效业务学习。")
    visit.step("导出")
    with page.expect_download() as downloading:
        page.click("[data-download=docx]")
    downloading.value.save_as(tmp_path / "稿.docx")
    document = Document(str(tmp_path / "稿.docx"))
    (line,) = (one for one in document.paragraphs if one.text == "加强绩效业务学习。")
    line.add_run("并定期检查。")
    document.save(str(tmp_path / "改.docx"))
    page.set_input_files("#read-back input[type=file], input[type=file] >> nth=-1", str(tmp_path / "改.docx"))
    page.wait_for_selector(".dr-returned ins:has-text('并定期检查')")
    page.click("[data-take-back]")
    page.wait_for_selector(".dr-good:has-text('已采纳 1 节')")
    visit.step("分章起草")
    visit.wait_for_text("加强绩效业务学习。并定期检查。")


def test_how_a_report_was_read_is_mended_and_taken_back(visit: Visit):
    page = visit.page
    visit.go("/library", "[data-view]")
    page.click("[data-view] >> nth=0")
    page.wait_for_selector(".dr-line")
    lines = page.locator(".dr-line").count()
    page.click(".dr-line >> nth=4 >> [data-words]")
    page.hover(".dr-line >> nth=4")
    page.click(".dr-line >> nth=4 >> [data-mend=split]")
    page.wait_for_selector(".dr-mending summary:has-text('已修正 1 处')")
    assert page.locator(".dr-line").count() == lines + 1
    page.click(".dr-mending summary")
    page.click("[data-unmend]")
    page.wait_for_selector(".dr-mending summary", state="detached")
    assert page.locator(".dr-line").count() == lines


def test_a_number_nobody_could_check_is_told_where_it_is_from(visit: Visit, tmp_path: Path):
    page = visit.page
    report = tmp_path / "泽南市园林局-自评报告-2022.txt"
    report.write_text("泽南市园林局2022年自评报告\n一、工作\n全年植树3120株。\n", "utf-8")
    visit.go("/check", "#check-upload")
    page.set_input_files("input[type=file]", str(report))
    page.wait_for_selector(".dr-coverage:has-text('1 未能核对')")
    page.click("[data-source-of]")
    page.fill("dialog input", "绿化台账")
    page.keyboard.press("Enter")
    page.wait_for_selector(".dr-coverage:has-text('0 未能核对')")
    page.click("summary:has-text('已说明来源的数字（1）')")
    page.wait_for_selector(".dr-dismissed:has-text('来自 绿化台账')")
    page.click("[data-no-source]")
    page.wait_for_selector(".dr-coverage:has-text('1 未能核对')")


def test_pasted_words_are_checked_and_still_there_after_a_reload_and_back(visit: Visit):
    page = visit.page
    visit.go("/check", "[data-paste-text]")
    page.click("[data-paste-text]")
    page.click("dialog [type=submit]")
    page.wait_for_selector("dialog :text('框里没有文字')")
    page.fill(
        "dialog textarea",
        "泽南市园林局2022年自评报告\n一、工作\n造林预算数20.00万元，执行数19.00万元，预算执行率90.00%。\n",
    )
    page.click("dialog [type=submit]")
    page.wait_for_selector(".dr-reading mark.dr-m-error:has-text('90.00%')")
    page.reload()
    page.wait_for_selector(".dr-reading mark.dr-m-error:has-text('90.00%')")
    page.click("nav a:has-text('资料库')")
    page.wait_for_selector("#library-query")
    page.go_back()
    page.wait_for_selector(".dr-reading mark.dr-m-error:has-text('90.00%')")


def test_a_check_that_is_not_kept_any_more_says_so(visit: Visit):
    visit.go(f"/check?c={'0' * 32}", ".dr-unread:has-text('已不再保留')")


def test_a_work_item_written_over_is_put_back_from_the_list_of_changes(visit: Visit):
    page = visit.page
    begin(visit)
    page.click("#parts button[role=tab]:has-text('工作要点')")
    id = page.get_attribute("[data-item] >> nth=0", "data-item")
    field = f"[data-item='{id}'] [data-field=text]"
    for words in ("开展专题调研五次。", "开展专题调研六次。"):
        page.fill(field, words)
        page.press(field, "Tab")
        page.click("#parts button[role=tab]:has-text('修改记录')")
        page.wait_for_selector(f".dr-changes tr:has(td:nth-child(6):has-text('{words}'))")
        page.click("#parts button[role=tab]:has-text('工作要点')")
    page.click("#parts button[role=tab]:has-text('修改记录')")
    page.click(".dr-changes tr:has(td:nth-child(6):has-text('六次')) [data-put-back]")
    page.wait_for_selector(".dr-changes tbody tr:first-child td:nth-child(6):has-text('五次')")
    page.click("#parts button[role=tab]:has-text('工作要点')")
    page.wait_for_function(
        "field => document.querySelector(field)?.value === '开展专题调研五次。'", arg=field
    )
    page.reload()
    page.click("#parts button[role=tab]:has-text('工作要点')")
    page.wait_for_function(
        "field => document.querySelector(field)?.value === '开展专题调研五次。'", arg=field
    )


def test_a_phrase_passed_everywhere_is_passed_in_the_next_report_too(visit: Visit, tmp_path: Path):
    page = visit.page
    for office in ("泽南市体育局", "泽南市档案局"):
        text = f"{office}2022年自评报告\n一、收支\n训练基地预算数20.00万元，执行数19.00万元，预算执行率90.00%。\n"
        (tmp_path / f"{office}-自评报告-2022.txt").write_text(text, "utf-8")
    visit.go("/check", "#check-upload")
    page.set_input_files("input[type=file]", str(tmp_path / "泽南市体育局-自评报告-2022.txt"))
    everywhere = "#panel-checked tr[data-severity=error]:has-text('90.00') [data-everywhere]"
    page.click(everywhere)
    # Pressed once it only asks; pressed again it holds.
    page.click(f"{everywhere}.dr-danger:has-text('确认：所有报告')")
    page.wait_for_selector(".dr-dismissed summary:has-text('（1）')")
    visit.go("/check", "#check-upload")
    page.set_input_files("input[type=file]", str(tmp_path / "泽南市档案局-自评报告-2022.txt"))
    page.wait_for_selector("#panel-checked .dr-checkedhead:has-text('泽南市档案局')")
    page.wait_for_selector(".dr-dismissed summary:has-text('（1）')")
    assert page.locator("#panel-checked tr[data-severity=error]").count() == 0
    # It may be taken back, here as well.
    page.click(".dr-dismissed summary")
    page.click("[data-undismiss]")
    page.wait_for_selector("#panel-checked tr[data-severity=error]:has-text('90.00')")


def test_a_gap_in_the_text_leads_to_the_cell_that_fills_it(visit: Visit):
    page = visit.page
    begin_writing(visit, MONEY)
    page.click("#generate")
    visit.wait_for_text("【待补")
    row = page.get_attribute(".dr-issue [data-figure-row] >> nth=0", "data-figure-row")
    page.click(".dr-issue [data-figure-row] >> nth=0")
    page.wait_for_function("row => document.activeElement.dataset.figure === row", arg=row)
