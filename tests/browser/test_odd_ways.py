"""Ways nobody showed the person: blocks from a spreadsheet, the browser's Back, two windows, a reload, a finished report."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from drafter.sheet import write_sheet
from tests.browser.acting import MEASURES, MONEY, PROBLEMS, begin, begin_writing, holding_back, paste
from tests.browser.conftest import serving, visiting
from tests.browser.served import SLOW_DRAFTING, Server, Visit
from tests.build import OFFICE_2023, brief_of, fill, office_report

pytestmark = pytest.mark.browser


def open_cells(page: Any, number: int) -> list[str]:
    """The first rows to fill in that stand one below the other."""
    ids = page.evaluate(
        "() => [...document.querySelectorAll('tr.dr-missing [data-figure]')].map(one => one.dataset.figure)"
    )
    every = page.evaluate(
        "() => [...document.querySelectorAll('[data-figure]')].map(one => one.dataset.figure)"
    )
    return next(
        every[at : at + number]
        for at in range(len(every))
        if set(every[at : at + number]) <= set(ids) and len(every[at : at + number]) == number
    )


def test_numbers_come_out_of_a_spreadsheet_in_any_dress(visit: Visit):
    page = visit.page
    begin(visit)
    first, merged, second, third = open_cells(page, 4)
    page.focus(f"[data-figure={first}]")
    # Thousands, full width, a cell merged over two rows, a cell with a line break in it: Excel puts that one in quotes.
    paste(page, '1,234.50\r\n\r\n１２３４.５\r\n"(12.50)\r\n"\r\n')
    for id, value in ((first, "1,234.50"), (second, "1234.5"), (third, "-12.50")):
        page.wait_for_selector(f"tr.dr-typed [data-figure={id}][value='{value}']")
    assert page.input_value(f"[data-figure={merged}]") == ""


def test_a_block_with_its_rows_names_is_matched_by_them(visit: Visit):
    page = visit.page
    begin(visit)
    typed = page.locator("tr.dr-typed").count()
    page.focus("tr.dr-missing [data-figure] >> nth=0")
    paste(page, "项目\t2023年决算数（万元）\n基本支出\t8590.14\n项目支出\t2281.12\n")
    page.wait_for_selector(".dr-matches tr:has-text('项目支出执行数') [data-offer]")
    assert page.locator("tr.dr-typed").count() == typed


def test_lines_beyond_the_end_of_the_table_are_told(visit: Visit):
    page = visit.page
    begin(visit)
    page.focus("[data-figure] >> nth=-1")
    paste(page, "1\n2\n3\n")
    page.wait_for_selector(".dr-notice:has-text('有 2 行超出表尾')")


def test_the_sheet_of_another_year_is_refused_in_a_sentence(visit: Visit, tmp_path: Path):
    page = visit.page
    sheet = tmp_path / "filled.xlsx"
    write_sheet(fill(brief_of(office_report(), 2024), OFFICE_2023), sheet)
    begin(visit)
    typed = page.locator("tr.dr-typed").count()
    page.set_input_files("#sheet-upload input[type=file], input[type=file]", str(sheet))
    page.wait_for_selector(".toast-body:has-text('数据表是 2024 年度的，本稿是 2023 年度')")
    assert page.locator("tr.dr-typed").count() == typed


def test_back_leads_to_the_step_before_and_forward_again(visit: Visit):
    page = visit.page
    begin_writing(visit, MEASURES)
    visit.step("全文校核")
    page.wait_for_selector(".dr-coverage")
    page.go_back()
    visit.wait_for_heading(MEASURES)
    visit.open_section(PROBLEMS)
    page.go_back()
    page.wait_for_selector(".dr-figures tr[data-row]")
    page.go_forward()
    visit.wait_for_heading(PROBLEMS)
    page.go_back()
    page.go_back()
    page.wait_for_selector("#new-start")


def test_forward_counts_though_what_back_asked_for_has_not_come(visit: Visit):
    page = visit.page
    begin(visit)
    visit.step("分章起草")
    page.wait_for_url("**&step=draft")
    first = parse_qs(urlsplit(page.url).query)["s"][0]
    visit.open_section(PROBLEMS)
    with holding_back(page, page.go_back, said=f'"section":"{first}"'):
        page.go_forward()
    # Long enough for what was held back to come; the section asked for last is then asked for again, at once or after a while.
    page.wait_for_timeout(1500)
    visit.wait_until_answered()
    visit.wait_for_heading(PROBLEMS)


def test_a_reload_while_everything_is_drafted_loses_nothing(visit: Visit):
    page = visit.page
    begin_writing(visit, MEASURES)
    page.click("#generate-all")
    page.wait_for_selector("#stop, .toast-body:has-text('已生成')")
    page.reload()
    visit.wait_for_heading(MEASURES)
    page.click("#generate-all")
    page.wait_for_selector(".toast-body:has-text('已生成')")
    page.wait_for_function("() => !document.querySelector('.dr-outlist .dr-s-blank')")
    page.wait_for_selector("#generate-all:visible")


def test_drafting_everything_stops_between_two_sections_and_goes_on(chrome: Any, tmp_path: Path):
    with serving(tmp_path, before=SLOW_DRAFTING) as server, visiting(chrome, server) as visit:
        page = visit.page
        begin_writing(visit, MEASURES)
        page.focus("#generate-all")
        page.keyboard.press("Enter")
        page.wait_for_selector("[data-saved]:has-text('正在生成 2/14')")
        page.wait_for_function("() => document.activeElement.id === 'stop'")
        page.keyboard.press("Enter")
        page.wait_for_selector(".toast-body:has-text('已停止。已生成的各节留在稿件里')")
        page.wait_for_function("() => document.activeElement.id === 'generate-all'")
        visit.write("停下来写一句。")
        # The section that was under way when 停止 was pressed is finished; no other is begun.
        blank = page.locator(".dr-outlist .dr-s-blank")
        left = []
        for _ in range(2):
            page.wait_for_timeout(2000)
            page.reload()
            page.wait_for_selector(".dr-outlist button")
            left.append(blank.count())
        assert 0 < left[0] == left[1]
        page.click("#generate-all")
        page.wait_for_selector(".toast-body:has-text('已生成')")
        assert blank.count() == 0
        assert visit.text == "停下来写一句。"


def test_two_windows_of_one_person_do_not_fight(visit: Visit, server: Server, chrome: Any):
    begin_writing(visit, MEASURES)
    with visiting(chrome, server) as other:
        other.page.goto(visit.page.url)
        other.wait_for_heading(MEASURES)
        visit.write("先在第一个窗口写。")
        # The second window has not seen that; it opens the section anew, and goes on.
        other.open_section(PROBLEMS)
        other.open_section(MEASURES)
        other.wait_for_text("先在第一个窗口写。")
        other.write("再在第二个窗口写。")
        visit.open_section(PROBLEMS)
        visit.open_section(MEASURES)
        visit.wait_for_text("先在第一个窗口写。再在第二个窗口写。")


def test_a_very_long_section_is_written_and_marked_at_its_end(visit: Visit):
    page = visit.page
    begin_writing(visit, MEASURES)
    visit.write(
        "进一步加强绩效管理，提高资金使用效益。" * 1500
        + "\n培训经费预算数200.00万元，执行数190.00万元，预算执行率98.17%。"
    )
    page.wait_for_selector(".dr-layer .dr-m-error", state="attached")
    page.click(".dr-issue.dr-error .dr-issuemain")
    page.wait_for_function(
        """() => { const mark = document.querySelector('.dr-layer .dr-m-error').getBoundingClientRect(),
        paper = document.querySelector('.dr-paper').getBoundingClientRect();
        return mark.top > paper.top && mark.bottom < paper.bottom; }"""
    )
    page.reload()
    visit.wait_for_heading(MEASURES)
    page.wait_for_function("() => document.querySelector('#editor textarea')?.value.length > 28000")


def test_at_twice_the_size_no_step_is_cut_off_sideways(visit: Visit):
    page = visit.page
    begin_writing(visit, MONEY)
    page.click("#generate")
    visit.wait_for_text("【待补")
    page.set_viewport_size({"width": 640, "height": 360})
    for step, there in (
        ("本年数据", ".dr-figures tr[data-row]"),
        ("分章起草", ".dr-outlist button.on"),
        ("全文校核", ".dr-coverage"),
        ("导出", "[data-download=docx]"),
    ):
        visit.step(step)
        page.wait_for_selector(there)
        page.wait_for_function("() => document.documentElement.scrollWidth <= innerWidth")
    for address, there in (
        ("/library", ".dr-reports [data-view]"),
        ("/check", "#check-upload"),
        ("/", ".dr-project"),
    ):
        visit.go(address, there)
        page.wait_for_function("() => document.documentElement.scrollWidth <= innerWidth")


def in_the_screen(page: Any, selector: str) -> None:
    box, size = page.locator(selector).bounding_box(), page.viewport_size
    assert min(box["x"], box["y"]) >= 0
    assert box["x"] + box["width"] <= size["width"]
    assert box["y"] + box["height"] <= size["height"]


def test_on_a_phone_every_step_is_beside_the_others_and_nothing_is_cut_off_sideways(visit: Visit):
    page = visit.page
    page.set_viewport_size({"width": 390, "height": 844})
    begin(visit)
    for step, there in (
        ("本年数据", ".dr-thisyear input"),
        ("分章起草", ".dr-outlist button.on"),
        ("全文校核", ".dr-coverage"),
        ("导出", "[data-download=docx]"),
    ):
        visit.step(step)
        page.wait_for_selector(there)
        page.wait_for_function("() => document.documentElement.scrollWidth <= innerWidth")
        box = page.locator(there).first.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    visit.step("分章起草")
    page.click(".dr-menu > summary")
    in_the_screen(page, ".dr-menubox")
    page.keyboard.press("Escape")
    page.click("#generate-all")
    page.wait_for_selector(".toast-body:has-text('已生成')")
    in_the_screen(page, ".toast-body")
    # What lies under the notice can be pressed through it.
    assert page.evaluate("""() => { const box = document.querySelector('.toast-body').getBoundingClientRect();
        return !document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2).closest('.toast-wrap'); }""")
    visit.step("本年数据")
    # The explanation is a line below the buttons, not a column of single characters beside them.
    assert page.locator(".dr-sheetbar .dr-hint").bounding_box()["height"] < 60
    page.click("[data-paste]")
    in_the_screen(page, "dialog")
    page.fill("dialog textarea", "单位：元\n项目\t2022年决算数\t2023年决算数\n基本支出\t82831700\t85901400\n")
    page.click("dialog [type=submit]")
    assert page.locator(".dr-matches td:has([data-offer]) + td").first.bounding_box()["width"] > 80


def test_the_keyboard_alone_fills_in_drafts_and_hands_over(visit: Visit):
    page = visit.page
    begin(visit)
    page.focus("tr.dr-missing [data-figure] >> nth=0")
    page.keyboard.type("12.5")
    page.keyboard.press("Enter")
    page.wait_for_selector("tr.dr-typed input[value='12.5']")
    page.keyboard.press("Alt+2")
    page.wait_for_selector(".dr-outlist button.on")
    tab_to(page, "#generate")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('#editor textarea')?.value.length > 20")
    tab_to(page, "#generate-all")
    page.keyboard.press("Enter")
    page.wait_for_selector(".toast-body:has-text('已生成')")
    # 停止 stood in its place meanwhile.
    page.wait_for_function("() => document.activeElement.id === 'generate-all'")
    page.keyboard.press("Alt+4")
    page.wait_for_selector("[data-download=docx]")
    tab_to(page, "[data-download=docx]")
    with page.expect_download():
        page.keyboard.press("Enter")


def tab_to(page: Any, selector: str) -> None:
    for _ in range(80):
        if page.evaluate("one => !!document.activeElement.closest(one)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never came to {selector}")


def test_a_report_without_any_number_is_drafted_and_says_so(visit: Visit, tmp_path: Path):
    page = visit.page
    report = tmp_path / "泽南市文联-年度工作总结-2022.txt"
    report.write_text(
        "泽南市文联2022年度工作总结\n一、主要工作\n团结引导文艺工作者深入生活、扎根人民。\n二、存在问题\n基层组织建设有待加强。\n",
        "utf-8",
    )
    visit.go("/", "#new-start")
    page.set_input_files("#new-upload input[type=file], input[type=file]", str(report))
    page.wait_for_function("() => document.querySelector('#new-source input')?.value.includes('文联')")
    page.click("#new-start")
    page.wait_for_selector(".dr-figures .dr-empty:has-text('没有找到数据')")
    visit.step("分章起草")
    page.click("#generate-all")
    page.wait_for_selector(".toast-body:has-text('已生成')")
    visit.open_section("一、主要工作")
    visit.wait_for_text("扎根人民")
