"""One person's way through the page: fill in, draft, edit, check, reload, hand over."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from drafter.reading import read_report
from drafter.sheet import write_sheet
from tests.browser.acting import (
    MEASURES,
    MONEY,
    PROBLEMS,
    WRONG,
    begin,
    begin_with_a_figure,
    begin_writing,
    holding_back,
    holding_what_was_answered,
    let_handlers_run,
    paste,
    pressing,
    selected,
)
from tests.browser.conftest import visiting
from tests.browser.served import Server, Visit
from tests.build import OFFICE_2023, brief_of, fill, office_report

pytestmark = pytest.mark.browser


def test_from_the_filled_sheet_to_the_word_file(visit: Visit, tmp_path: Path):
    page = visit.page
    sheet = tmp_path / "filled.xlsx"
    write_sheet(fill(brief_of(office_report()), OFFICE_2023), sheet)
    begin(visit)

    page.set_input_files("#sheet-upload input[type=file], input[type=file]", str(sheet))
    page.wait_for_selector(".dr-computed input[value='98.71']")
    assert page.inner_text(".dr-chart .dr-bar >> nth=0 >> b") == "98.71%"

    visit.step("分章起草")
    visit.open_section(MONEY)
    page.click("#generate")
    visit.wait_for_text("预算执行率98.71%")
    assert "2022" not in visit.text

    visit.write("\n" + WRONG)
    page.wait_for_selector(".dr-issue.dr-error:has-text('98.17')")
    page.wait_for_selector(".dr-layer .dr-m-error")
    assert page.inner_text(f".dr-outlist button:has-text('{MONEY}') .dr-badge.dr-error") == "1"
    page.click(".dr-issue.dr-error:has-text('98.17')")
    page.keyboard.insert_text("95.00%" if selected(page).endswith("%") else "95.00")
    page.wait_for_selector(".dr-issue.dr-error", state="detached")

    visit.aside("往年参考")
    page.focus("#editor textarea")
    page.keyboard.press("Control+End")
    precedent = page.get_attribute("[data-insert] >> nth=0", "data-insert")
    page.click("[data-insert] >> nth=0")
    visit.wait_for_text(precedent)
    visit.wait_until_saved()

    written = visit.text
    page.reload()
    visit.wait_for_heading(MONEY)
    assert visit.text == written

    visit.step("全文校核")
    page.wait_for_selector(".dr-coverage:has-text('个数')")
    visit.step("导出")
    with page.expect_download() as downloading:
        page.click("[data-download=docx]")
    path = tmp_path / downloading.value.suggested_filename
    downloading.value.save_as(path)
    assert path.name.endswith("2023年部门整体支出绩效自评报告.docx")
    lines = read_report(path).text.split("\n")
    assert set(written.splitlines()) <= set(lines)


def test_what_was_typed_outlives_a_killed_server_and_a_closed_window(server: Server, chrome: Any):
    with visiting(chrome, server) as visit:
        begin_writing(visit, MEASURES)
        visit.write("逐项落实整改。")
        server.kill()
        visit.page.focus("#editor textarea")
        visit.page.keyboard.press("Control+End")
        visit.page.keyboard.insert_text("停电时写的。")
        visit.page.wait_for_selector("[data-saved]:has-text('连不上')")
        server.start()
        visit.wait_until_saved()
        address = visit.page.url
    other = Visit(chrome, server.address)
    other.page.goto(address)
    other.wait_for_heading("四、下一步改进措施")
    other.wait_for_text("逐项落实整改。停电时写的。")
    other.context.close()


def test_a_figure_typed_while_the_server_is_away_outlives_the_window(server: Server, chrome: Any):
    with visiting(chrome, server) as visit:
        begin(visit)
        row = visit.page.get_attribute("tr.dr-missing [data-figure]", "data-figure")
        server.kill()
        visit.page.fill(f"[data-figure={row}]", "12.5")
        visit.page.keyboard.press("Enter")
        visit.page.wait_for_selector(".dr-refused:has-text('连不上服务')")
        address = visit.page.url
        visit.page.close()
        server.start()
        again = visit.context.new_page()
        again.goto(address)
        again.wait_for_selector(f"tr.dr-typed [data-figure={row}][value='12.5']")


def test_a_number_tells_where_it_comes_from_and_leads_there(visit: Visit):
    page = visit.page
    row = begin_with_a_figure(visit, "项目支出执行数", "2281.12")
    visit.step("分章起草")
    visit.open_section(MONEY)
    page.click("#generate")
    visit.wait_for_text("2281.12")
    number = page.wait_for_selector(f".dr-layer [data-row={row}]:has-text('2281.12')", state="attached")
    number.scroll_into_view_if_needed()
    box = number.bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*middle)
    page.wait_for_selector(f".dr-tip:has-text('{row} 项目支出执行数'):has-text('2281.12 万元')")
    page.mouse.click(*middle)
    page.wait_for_function("row => document.activeElement.dataset.figure === row", arg=row)
    page.fill(f"[data-figure={row}]", "2300.00")
    page.keyboard.press("Enter")
    page.wait_for_selector(".dr-told:has-text('已同步更新 1 节')")
    visit.step("分章起草")
    visit.wait_for_text("2300.00万元")


def test_an_earlier_version_is_looked_at_and_put_back(visit: Visit):
    page = visit.page
    begin_writing(visit, MEASURES)
    page.click("#generate")
    visit.wait_for_text("科学合理设置绩效目标")
    drafted = visit.text
    visit.write("再添一句。")
    visit.aside("历史")
    page.click(".dr-version:has-text('自动起草')")
    page.wait_for_selector(".dr-compare ins:has-text('再添一句')")
    page.keyboard.press("Escape")
    page.wait_for_selector(".dr-compare", state="detached")
    page.click("[data-compare=last]")
    page.wait_for_selector(".dr-compare th:has-text('上年报告')")
    page.click("[data-close]")
    page.click(".dr-version:has-text('自动起草')")
    page.click("[data-restore]")
    page.wait_for_function("text => document.querySelector('#editor textarea')?.value === text", arg=drafted)
    page.wait_for_selector(".dr-compare", state="detached")


def test_two_people_in_one_section_lose_nothing(visit: Visit, server: Server, chrome: Any):
    begin_writing(visit, PROBLEMS)
    other = Visit(chrome, server.address)
    other.page.goto(visit.page.url)
    other.wait_for_heading("三、存在的主要问题")
    other.write("乙写的。")
    visit.page.focus("#editor textarea")
    visit.page.keyboard.insert_text("甲写的。")
    visit.page.wait_for_selector(".dr-both mark:has-text('甲')")
    assert visit.page.inner_text(".dr-both").split() == ["对方：乙写的。", "您的：甲写的。"]
    assert visit.text == "甲写的。"
    visit.page.click(".dr-bar-note button:has-text('保留我的')")
    visit.wait_until_saved()
    other.page.reload()
    other.page.wait_for_selector(".dr-heading h1")
    assert other.text == "甲写的。"
    other.context.close()


def test_a_column_from_a_spreadsheet_is_pasted_down_the_empty_cells(visit: Visit):
    page = visit.page
    begin(visit)
    page.focus("tr.dr-missing [data-figure] >> nth=0")
    first = page.evaluate("() => document.activeElement.dataset.figure")
    cells = page.evaluate(
        "() => [...document.querySelectorAll('[data-figure]')].map(one => [one.dataset.figure, one.tabIndex >= 0])"
    )
    at = [id for id, _ in cells].index(first)
    values = [str(100 + number) for number in range(4)]
    paste(page, "\r\n".join(f"{value}\t备注" for value in values))
    open_cells = [(id, value) for (id, is_open), value in zip(cells[at:], values, strict=False) if is_open]
    for id, value in open_cells:
        page.wait_for_selector(f"tr.dr-typed [data-figure={id}][value='{value}']")
    page.reload()
    for id, value in open_cells:
        page.wait_for_selector(f"tr.dr-typed [data-figure={id}][value='{value}']")


def test_a_cell_that_is_no_number_says_so_and_stays_to_be_mended(visit: Visit):
    page = visit.page
    begin(visit)
    page.fill("tr.dr-missing [data-figure] >> nth=0", "很多")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-figure].bad[title*='不是数字']")
    assert page.input_value("[data-figure].bad") == "很多"
    # For whoever has no pointer to rest on it, too; and gone with the mistake.
    why = page.get_attribute("[data-figure].bad", "aria-describedby")
    assert "“很多”不是数字" in page.inner_text(f".dr-what #{why}")
    page.fill("[data-figure].bad", "12")
    page.keyboard.press("Enter")
    page.wait_for_selector(".dr-refused", state="detached")


def test_a_section_that_is_finished_is_locked_until_taken_back(visit: Visit):
    page = visit.page
    begin_writing(visit, PROBLEMS)
    visit.write("没有问题。")
    page.click("#mark-done")
    page.wait_for_selector("#editor textarea[readonly]")
    page.wait_for_selector(".dr-outlist button.on .dr-chip:has-text('已定稿')")
    page.click("#mark-done:has-text('取消定稿')")
    page.wait_for_selector("#editor textarea:not([readonly])")


def test_everything_is_drafted_and_the_coverage_told(visit: Visit):
    page = visit.page
    begin(visit)
    visit.step("分章起草")
    page.click("#generate-all")
    page.wait_for_selector(".toast-body:has-text('已生成')")
    visit.step("全文校核")
    page.click("#panel-findings tr[data-severity] [data-go] >> nth=0")
    page.wait_for_function(
        "() => { const t = document.querySelector('#editor textarea'); return t.selectionEnd > t.selectionStart; }"
    )
    assert selected(page).startswith("【待")


def test_a_report_is_added_to_the_library_and_found_there(visit: Visit, tmp_path: Path):
    page = visit.page
    report = tmp_path / "泽南市水务局-年度总结-2021.txt"
    report.write_text(
        "泽南市水务局2021年度工作总结\n一、工作情况\n全年疏浚河道三十六公里，新建泵站两座。\n", "utf-8"
    )
    visit.go("/library", "#library-files")
    page.set_input_files("#library-files input[type=file]", str(report))
    page.wait_for_selector(".dr-reports td:has-text('泽南市水务局')")
    page.fill("#library-query input, #library-query textarea", "疏浚河道")
    page.click("#library-search")
    page.wait_for_selector(".dr-hits .dr-ptext:has-text('疏浚河道三十六公里')")
    remove = "tr:has-text('泽南市水务局') [data-act=remove]"
    page.click(remove)
    page.click(f"{remove}:has-text('确认删除')")
    page.wait_for_selector(".dr-reports td:has-text('泽南市水务局')", state="detached")


def test_any_report_is_checked_and_what_is_no_problem_remembered(visit: Visit, tmp_path: Path):
    page = visit.page
    report = tmp_path / "泽南市水务局-自评报告-2022.txt"
    report.write_text(f"泽南市水务局2022年自评报告\n一、收支\n{WRONG}\n", "utf-8")
    visit.go("/check", "#check-upload")
    page.set_input_files("input[type=file]", str(report))
    page.wait_for_selector("#panel-checked tr[data-severity=error]:has-text('98.17')")
    page.click("#panel-checked tr[data-severity=error] [data-dismiss]")
    page.wait_for_selector(".dr-dismissed summary:has-text('（1）')")
    page.reload()
    page.wait_for_selector("#check-upload")
    page.set_input_files("input[type=file]", str(report))
    page.wait_for_selector(".dr-dismissed summary:has-text('（1）')")


def test_code_in_a_report_is_shown_and_never_run(visit: Visit, tmp_path: Path):
    page = visit.page
    code = "<img src=x onerror=alert(1)>${alert(2)}{{constructor.constructor('alert(3)')()}}"
    report = tmp_path / "泽南市林业局-自评报告-2022.txt"
    report.write_text(
        f"泽南市林业局2022年{code}自评报告\n一、收支\n造林{code}预算数20.00万元，执行数19.00万元。\n二、问题\n{code}没有。\n",
        "utf-8",
    )
    visit.go("/library", "#library-files")
    page.set_input_files("#library-files input[type=file]", str(report))
    page.wait_for_selector(".dr-reports td:has-text('林业局')")
    page.fill("#library-query input, #library-query textarea", f"造林{code}")
    page.click("#library-search")
    page.wait_for_selector(".dr-hits .dr-ptext")
    visit.go("/", "#new-start")
    page.wait_for_function("() => document.querySelector('#new-source input')?.value")
    page.fill("#new-source input", "林业局")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('#new-source input').value.includes('林业局')")
    page.click("#new-start")
    page.wait_for_selector(".dr-figures tr[data-row]")
    for step, there in (
        ("分章起草", "#generate-all"),
        ("全文校核", ".dr-coverage"),
        ("导出", "[data-download=docx]"),
    ):
        visit.step(step)
        page.wait_for_selector(there)
        let_handlers_run(page)
        if step == "分章起草":
            page.click("#generate-all")
            page.wait_for_selector(".toast-body:has-text('已生成')")
            visit.write(code)
    assert code in page.content().replace("&lt;", "<").replace("&gt;", ">")


def test_the_section_pressed_last_is_shown_though_an_earlier_answer_comes_late(visit: Visit):
    page = visit.page
    begin_writing(visit, "一、基本情况")
    with holding_back(page, lambda: page.click(f".dr-outlist button:has-text('{PROBLEMS}')")):
        visit.open_section(MEASURES)
        visit.write("写在第四部分。")
    visit.open_section(PROBLEMS)
    assert visit.text == ""
    visit.open_section(MEASURES)
    assert visit.text == "写在第四部分。"


def test_the_section_pressed_last_is_shown_however_many_answers_of_another_come_first(visit: Visit):
    page = visit.page
    begin_writing(visit, PROBLEMS)
    measures = f".dr-outlist button:has-text('{MEASURES}')"
    key = page.get_attribute(measures, "data-go")
    with holding_back(page, lambda: page.click(measures), said=f'"section":"{key}"') as held:
        for number in (2, 3):
            visit.wait_until_answered()
            page.click("#check-again")
            # The answer was of another section: the one pressed last is asked for again.
            while len(held) < number:
                page.wait_for_timeout(20)
    visit.wait_for_heading(MEASURES)
    visit.write("写在第四部分。")
    page.reload()
    visit.wait_for_heading(MEASURES)
    visit.wait_for_text("写在第四部分。")


def test_an_answer_that_overtakes_the_name_of_its_question_is_shown_and_leaves_nothing_waiting(visit: Visit):
    page, held = visit.page, []
    begin_writing(visit, PROBLEMS)
    visit.wait_until_answered()
    page.route("**/queue/join*", lambda route: held.append((route, route.fetch())))
    page.click(f".dr-outlist button:has-text('{MEASURES}')")
    page.click("#check-again")
    while len(held) < 2:
        page.wait_for_timeout(20)
    page.wait_for_timeout(1000)
    for route, response in held:
        route.fulfill(response=response)
        page.wait_for_timeout(1000)
    page.unroute("**/queue/join*")
    visit.wait_until_answered()
    visit.open_section(MEASURES)


def test_what_is_typed_while_another_section_is_on_its_way_is_saved_where_it_was_typed(visit: Visit):
    page = visit.page
    begin_writing(visit, PROBLEMS)
    with holding_back(page, lambda: page.click(f".dr-outlist button:has-text('{MEASURES}')")):
        page.focus("#editor textarea")
        page.keyboard.insert_text("还在写。")
    visit.wait_for_heading(MEASURES)
    assert visit.text == ""
    visit.open_section(PROBLEMS)
    assert visit.text == "还在写。"


def test_what_is_typed_before_a_tab_has_answered_stays_and_is_saved(
    visit: Visit, server: Server, chrome: Any
):
    begin_writing(visit, PROBLEMS)
    with visiting(chrome, server) as other:
        # The page has asked for everything; the tab asks for its part once more.
        other.page.goto(visit.page.url.replace("step=draft", "step=data"))
        other.page.wait_for_selector(".dr-figures tr[data-row]")
        with holding_back(other.page, lambda: other.step("分章起草"), said="② 分章起草"):
            other.page.wait_for_selector("#editor textarea:not([readonly])")
            other.page.focus("#editor textarea")
            other.page.keyboard.insert_text("早早写下。")
        other.wait_until_saved()
        assert other.text == "早早写下。"
        other.page.keyboard.insert_text("再写一句。")
        other.wait_until_saved()
        other.page.reload()
        other.wait_for_text("早早写下。再写一句。")


def test_an_answer_that_was_on_its_way_while_something_was_saved_changes_nothing(visit: Visit):
    page = visit.page
    begin_writing(visit, PROBLEMS)
    with holding_what_was_answered(visit, lambda: page.click("#check-again")):
        visit.write("先存下。")
    visit.wait_for_text("先存下。")
    page.keyboard.insert_text("再写一句。")
    visit.wait_until_saved()
    page.reload()
    visit.wait_for_text("先存下。再写一句。")


def test_a_press_counts_though_it_comes_as_the_stream_of_answers_ends(visit: Visit):
    """Gradio's page opens no other stream for it, since it has not read yet that the server has ended this one."""
    page = visit.page
    visit.go("/", "#new-start")
    page.wait_for_function("() => document.querySelector('#new-source input')?.value")
    page.fill("#new-source input", "政协")
    chosen = partial(page.keyboard.press, "Enter")
    with holding_what_was_answered(visit, chosen), page.expect_response("**/queue/join*"):
        page.click("#new-start")
    page.wait_for_selector(".dr-figures tr[data-row]")


def test_a_press_that_begins_while_a_save_is_on_its_way_counts(visit: Visit):
    """Leaving the text saves it; what the save brings must not take the place of the button under the pointer."""
    page = visit.page
    begin_writing(visit, MONEY)
    visit.write(WRONG)
    fix = ".dr-issue.dr-error [data-fix]"
    page.wait_for_selector(fix)
    page.keyboard.insert_text("\n会议费预算数100.00万元，执行数50.00万元，预算执行率60.00%。")
    with pressing(page, fix):
        page.wait_for_selector("[data-saved]:has-text('已自动保存')")
    visit.wait_for_text("95.00%")


def test_a_press_counts_for_the_button_that_came_in_the_place_of_the_one_pressed(visit: Visit):
    page = visit.page
    begin_writing(visit, "一、基本情况")
    with pressing(page, ".dr-outlist button:has-text('三、存在的主要问题')"):
        page.evaluate(
            "() => { const list = document.querySelector('.dr-outlist'); list.innerHTML = list.innerHTML; }"
        )
    visit.wait_for_heading("三、存在的主要问题")


def test_a_copy_given_back_after_a_reload_takes_nothing_that_another_has_saved(
    visit: Visit, server: Server, chrome: Any
):
    begin_writing(visit, PROBLEMS)
    other = Visit(chrome, server.address)
    other.page.goto(visit.page.url)
    other.wait_for_heading("三、存在的主要问题")
    visit.page.focus("#editor textarea")
    other.write("乙写的。")
    visit.page.keyboard.insert_text("甲写的。")
    visit.page.wait_for_selector(".dr-both")
    visit.page.reload()
    visit.wait_for_text("乙写的。")
    visit.page.click(".dr-bar-note button:has-text('恢复')")
    visit.page.wait_for_selector(".dr-both mark:has-text('乙')")
    other.page.reload()
    other.wait_for_text("乙写的。")
    other.context.close()


def test_words_taken_back_before_they_were_saved_leave_no_saving_behind(visit: Visit):
    begin_writing(visit, PROBLEMS)
    visit.write("已经写了。")
    visit.page.keyboard.insert_text("字")
    visit.page.keyboard.press("Backspace")
    visit.page.wait_for_selector("[data-saved]:has-text('正在')", state="detached")
    assert "已自动保存" in visit.page.inner_text("[data-saved] >> nth=0")
