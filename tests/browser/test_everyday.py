"""Everyday work: a clerk with a sheet typed in haste, a section chief with a finished report, a writer who looks for wording."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from drafter.sheet import write_sheet
from tests.browser.acting import MONEY, begin, begin_writing
from tests.browser.served import Visit
from tests.build import brief_of, office_report

pytestmark = pytest.mark.browser


def test_the_cells_to_mend_stay_on_the_page_while_the_sheet_is_mended(visit: Visit, tmp_path: Path):
    page = visit.page
    path = tmp_path / "数据表.xlsx"
    write_sheet(brief_of(office_report(), 2023), path)
    book = load_workbook(path)
    book["数据"].cell(2, 6).value, book["数据"].cell(3, 6).value = "很多", "1.2亿"
    book.save(path)
    begin(visit)
    typed = page.locator("tr.dr-typed").count()
    with page.expect_file_chooser() as chooser:
        page.click("#sheet-upload")
    chooser.value.set_files(str(path))
    page.wait_for_selector(".dr-wrong li:has-text('“1.2亿”不是数字')")
    assert page.locator(".dr-wrong li").count() == 2
    page.keyboard.press("Escape")
    page.wait_for_selector(".dr-wrong", state="detached")
    assert page.locator("tr.dr-typed").count() == typed


def test_a_passage_put_in_at_the_end_stands_on_a_line_of_its_own(visit: Visit):
    page = visit.page
    begin_writing(visit, MONEY)
    visit.write("前面写好的一段。")
    visit.aside("往年参考")
    for press in ("data-whole", "data-insert"):
        before = visit.text
        page.click(f".dr-precedent [{press}] >> nth=0")
        page.wait_for_function(
            "n => document.querySelector('#editor textarea').value.length > n + 10", arg=len(before)
        )
        assert visit.text.startswith(before + "\n")
        assert "\n\n" not in visit.text


def test_nothing_close_is_not_called_found(visit: Visit):
    page = visit.page
    visit.go("/library", ".dr-reports [data-view]")
    for words, said in (("外星人入侵", "外星人入侵"), ("xyz", "没有找到“xyz”的写法")):
        page.fill("#library-query input, #library-query textarea", words)
        page.click("#library-search")
        page.wait_for_selector(f".dr-hits:has-text('{said}')")
        assert "找到 " not in page.inner_text(".dr-hits")
        assert page.locator(".dr-hits .dr-precedent b:text-is('0%')").count() == 0


@pytest.mark.parametrize(("width", "language"), [(1024, "zh"), (1024, "en"), (860, "en"), (390, "en")])
def test_the_head_of_the_page_has_room_for_all_its_parts(visit: Visit, width: int, language: str):
    page = visit.page
    visit.context.add_cookies([{"name": "drafter-lang", "value": language, "url": visit.address}])
    page.set_viewport_size({"width": width, "height": 800})
    visit.go("/", "#new-start")
    overlaps = """() => { const all = [...document.querySelectorAll('.dr-head > *')].map(one => one.getBoundingClientRect());
        return all.some((one, at) => all.slice(at + 1).some(other => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom)); }"""
    assert page.evaluate(overlaps) is False


def test_all_four_steps_stand_side_by_side_on_a_phone_in_english(visit: Visit):
    page = visit.page
    visit.context.add_cookies([{"name": "drafter-lang", "value": "en", "url": visit.address}])
    begin(visit)
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    page.wait_for_selector(".dr-figures tr[data-row]")
    steps = page.locator(
        "#steps > .tab-wrapper .tab-container.visually-hidden ~ .tab-container button[role=tab], #steps > .tab-wrapper button[role=tab]:visible"
    )
    assert [one for one in steps.all_inner_texts() if one][-1] == "④ Export"


def test_a_sentence_of_a_checked_report_is_mended_and_the_alarm_is_gone(visit: Visit):
    page = visit.page
    visit.go("/check", "#check-upload")
    page.click("[data-paste-text]")
    page.fill(
        "dialog textarea",
        "某局2023年度工作总结\n\n一、收支\n培训经费预算数200.00万元，执行数190.00万元，预算执行率98.17%。\n\n二、问题\n存在以下三个问题：一是人手少；二是路远。\n",
    )
    page.click("dialog [type=submit]")
    page.click("tr[data-kind='列举个数不符'] [data-dismiss] >> nth=0")
    page.wait_for_selector(".dr-dismissed")
    page.click("[data-edit-text]")
    text = page.input_value("dialog textarea")
    assert "预算执行率98.17%" in text
    page.fill("dialog textarea", text.replace("98.17%", "95.00%"))
    page.click("dialog [type=submit]")
    page.wait_for_selector("text=没有发现问题")
    page.wait_for_selector(".dr-dismissed")
    # The address leads back to the mended copy.
    page.reload()
    page.wait_for_selector(".dr-reading:has-text('95.00%')")


def test_a_passage_found_in_the_library_is_copied_by_a_press(visit: Visit):
    page = visit.page
    visit.go("/library", ".dr-reports [data-view]")
    page.fill("#library-query input, #library-query textarea", "预算执行率")
    page.click("#library-search")
    text = page.get_attribute(".dr-hits [data-copy] >> nth=0", "data-copy")
    page.click(".dr-hits [data-copy] >> nth=0")
    page.wait_for_selector(".dr-notice:has-text('已复制')")
    page.fill("#library-query input, #library-query textarea", "")
    page.focus("#library-query input, #library-query textarea")
    page.keyboard.press("Control+v")
    assert page.input_value("#library-query input, #library-query textarea")[:20] == text[:20]
