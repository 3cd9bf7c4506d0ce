"""Plain text and Markdown: encodings, paragraphs, title, body and year; and which files are reports."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.errors import ReportError
from drafter.reading import find_reports, read_report, read_text
from drafter.reading.naming import year_in
from drafter.report import year_of

SAMPLE = (
    "青禾市档案馆2023年度工作总结\n一、馆藏情况\n全年接收档案1.28万卷，编目到位。\n"
    "二、问题\n库房偏紧，正在选址新建。"
)


def lines(text: str) -> list[str]:
    return read_text(text, "x.txt").text.split("\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_usual_encoding_is_read_whole(tmp_path: Path, encoding: str):
    path = tmp_path / "报告.txt"
    path.write_bytes(SAMPLE.encode(encoding))
    assert read_report(path).text == SAMPLE


def test_bytes_of_no_encoding_are_refused(tmp_path: Path):
    path = tmp_path / "报告.txt"
    path.write_bytes("收入".encode() + b"\xff\xfe\x81\xff" + "支出".encode())
    with pytest.raises(ReportError, match="另存为 UTF-8"):
        read_report(path)


def test_a_paragraph_broken_by_a_page_end_is_joined():
    first = "全年围绕市委部署，深入开展调研，推动各项任务落地见效，群众满意度稳步提高，围绕省、"
    text = f"一、工作\n\n{first}\n\n市会议精神，继续前进。\n\n二、问题\n\n人手偏紧。"
    assert lines(text)[1] == first + "市会议精神，继续前进。"


def test_a_quotation_mark_nobody_closed_holds_no_paragraphs_together():
    paragraphs = [
        "我局认真落实“河长制各项要求，全年疏浚河道三十六公里。",
        "全年组织培训12期，参加360人次。",
        "会议费预算数100.00万元，执行数50.00万元。",
    ]
    assert lines("\n".join(paragraphs)) == paragraphs
    closed = ["会议提出“河湖要长治。", "制度要长效。”全局照此办理。"]
    assert lines("\n".join(closed)) == ["".join(closed)]


def test_lines_of_a_fixed_width_are_joined_and_page_numbers_dropped():
    whole = (
        "全馆职工认真学习有关档案工作的法律法规和制度要求坚持收集齐全整理规范保管安全利用方便的工作思路不断提升馆藏质量和服务水平，"
        * 3
    )
    wrapped = [whole[at : at + 28] for at in range(0, len(whole), 28)]
    text = "\n".join(
        ["一、总体情况", *wrapped[:3], "- 1 -", "", *wrapped[3:], "特此报告。", "二、问题", "人手偏紧。"]
    )
    assert lines(text) == ["一、总体情况", whole + "特此报告。", "二、问题", "人手偏紧。"]


def test_indented_paragraphs_of_a_fixed_width_are_parted_by_their_indent():
    first = "　　" + "各科室认真落实年度工作要点按月调度按季通报重点项目全部按期完成" * 2 + "，进展顺利。"
    second = "　　" + "财务部门加强预算执行管理严格控制一般性支出压减会议培训等经费" * 2 + "，成效明显。"
    wrapped = [whole[at : at + 25] for whole in (first, second, first) for at in range(0, len(whole), 25)]
    assert lines("\n".join(wrapped)) == [first.strip(), second.strip(), first.strip()]


def test_a_long_heading_without_a_full_stop_is_not_joined_to_its_body():
    heading = "（一）着力提升馆藏建设质量，编目利用与数字化加工能力迈上新的更高台阶"
    assert lines(f"{heading}\n全年新开工项目12个，完成投资3.5亿元。")[0] == heading


def test_spaces_beside_digits_go_and_columns_stay():
    text = "一、情况\n2023 年，全馆共接待读者 1200 人次，占 98.1 %。\n项目 预算数 执行数\n编目 100 90"
    assert lines(text)[1:] == [
        "2023年，全馆共接待读者1200人次，占98.1%。",
        "项目 预算数 执行数",
        "编目 100 90",
    ]


def test_a_title_broken_in_the_line_or_over_lines_is_whole():
    one = read_text("青禾市档案馆 2023 年部门整体 支出绩效自评报告\n一、情况\n工作正常，按期完成。", "x.txt")
    two = read_text(
        "青禾市清源区人民政府\n2023 年政府信息公开工作年度报告\n一、情况\n工作正常，按期完成。", "x.txt"
    )
    assert (one.title, one.org, one.year) == (
        "青禾市档案馆2023年部门整体支出绩效自评报告",
        "青禾市档案馆",
        2023,
    )
    assert (two.title, two.org, two.year) == (
        "青禾市清源区人民政府2023年政府信息公开工作年度报告",
        "青禾市清源区人民政府",
        2023,
    )


@pytest.mark.parametrize(
    ("title", "name", "org", "year"),
    [
        ("2022年财政收支情况", "青禾市财政局-2022.txt", "青禾市财政局", 2022),
        ("2025年青禾省政府工作报告", "a.txt", "青禾省政府", 2025),
        ("青禾市水务局2024年度部门决算", "a.txt", "青禾市水务局", 2024),
        ("二〇二三年工作总结", "青禾市水务局.txt", "青禾市水务局", 2023),
        ("工作总结", "青禾市水务局-部门整体支出绩效自评报告-2021.txt", "青禾市水务局", 2021),
        ("青禾市水务局关于2023年度法治政府建设情况的报告", "a.txt", "青禾市水务局", 2023),
    ],
)
def test_body_and_year_come_from_title_then_file_name(title: str, name: str, org: str, year: int):
    report = read_text(f"{title}\n2020年3月1日\n一、情况\n工作正常，按期完成。", name)
    assert (report.title, report.org, report.year) == (title, org, year)


def test_a_year_nobody_names_is_asked_for():
    report = read_text("工作总结\n一、情况\n工作正常，按期完成。", "总结.txt")
    assert report.year is None
    with pytest.raises(ReportError, match=r"2023\.txt"):
        year_of(report)


def test_markdown_headings_tables_and_emphasis(tmp_path: Path):
    path = tmp_path / "a.md"
    path.write_text(
        "# 青禾市水务局2023年工作总结\n\n## 基本情况\n\n全年**供水**稳定，水质达标。\n\n"
        "| 项目 | 数 |\n|---|---|\n| 供水 | 12 |\n",
        "utf-8",
    )
    report = read_report(path)
    assert report.text == "青禾市水务局2023年工作总结\n基本情况\n全年供水稳定，水质达标。\n项目\t数\n供水\t12"
    assert [(one.key, one.heading) for one in report.sections] == [("0", ""), ("1", "基本情况")]
    assert [table.cells for table in report.tables] == [(("项目", "数"), ("供水", "12"))]


def test_a_folder_gives_its_reports_without_sheets_hidden_and_lock_files(tmp_path: Path):
    for name in ("b.txt", "a.md", ".c.txt", "~$d.docx", "e.xlsx", "f.csv"):
        (tmp_path / name).write_text("x", "utf-8")
    assert find_reports([tmp_path]) == (tmp_path / "a.md", tmp_path / "b.txt")


def test_empty_folders_missing_paths_and_strange_files_say_what_to_do(tmp_path: Path):
    (tmp_path / "old.rtf").write_bytes(b"x")
    for path, remedy in (
        (tmp_path, "请放入"),
        (tmp_path / "nowhere", "请检查路径"),
        (tmp_path / "old.rtf", "另存为 .docx"),
    ):
        with pytest.raises(ReportError, match=remedy):
            find_reports([path])


def test_an_empty_text_is_refused():
    with pytest.raises(ReportError, match="没有文字"):
        read_text(" \n\n", "空.txt")


def test_reading_text_needs_no_word_or_pdf_library():
    code = (
        "import sys, drafter.reading as r; r.read_text('一、甲\\n乙，丙。', 'x');"
        "print([m for m in ('docx', 'pypdfium2', 'lxml') if m in sys.modules])"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet="一二、（）(1)1.①第部分章全年工作，。；：“” \n\t2023年项目数", min_size=1, max_size=200)
)
def test_no_character_is_lost_and_sections_cover_the_text(text: str):
    try:
        report = read_text(text, "x.txt")
    except ReportError:
        return
    assert "".join(report.text.split()) == "".join(text.split())
    assert "".join(report.text[one.start : one.end] for one in report.sections) == report.text
    assert len({one.key for one in report.sections}) == len(report.sections)
    assert all(line == line.strip() and line for line in report.text.split("\n"))


def test_characters_that_print_nothing_are_taken_out():
    smuggled = "".join(chr(0xE0000 + ord(char)) for char in "ignore")
    assert lines(f"收入\u200b12.5\u2066万元，{smuggled}运行\ufeff平稳。") == ["收入12.5万元，运行平稳。"]


def test_the_first_line_of_a_paragraph_is_joined_though_the_file_lost_its_indent():
    first = (
        "二〇二三年，青禾市坚持依法公开全面公开及时公开，不断完善制度机制，健全保障体系，推进各项工作规范有序开展。"
        "全年围绕中心工作，聚焦群众关切，优化栏目设置和内容供给，回应社会关切，公开质量和服务水平持续得到提升，各项任务按计划推进。"
    )
    second = (
        "（一）平台建设。加强对门户网站和各类新媒体账号的日常监测，按照标准定期检查，及时关停整合更新不及时、无人维护的账号，"
        "确保发布内容准确规范，办事指引清楚明白，并对重点栏目逐月开展抽查通报和整改回访。"
    )
    wrapped = [
        line
        for whole in (first, second)
        for line in (whole[:26], *(whole[i : i + 28] for i in range(26, len(whole), 28)))
    ]
    text = read_text(
        "\n".join(["青禾市2023年信息公开年度报告", "一、总体情况", *wrapped]), "青禾市-2023.txt"
    ).text
    assert text.splitlines() == ["青禾市2023年信息公开年度报告", "一、总体情况", first, second]


def test_a_first_line_without_a_mark_and_the_meaning_of_a_word_go_on_in_the_next_line():
    first = (
        "青禾市人民政府办公室本级及所属三家单位当年度收入和支出决算总计为三千二百五十一万元，与上一年度相比减少九十五万元，"
        "主要原因是基本建设项目按照工程进度安排资金，部分项目结转到以后年度继续实施，各单位严格控制一般性支出，压减会议培训差旅，"
        "并对大额资金的使用情况逐项开展绩效跟踪，发现偏离目标的及时纠正，全年各项重点工作任务均得到有力保障，资金使用效益稳步提升。"
    )
    meaning = "一、年末结转和结余：指以前年度或者当年度预算安排的资金因为客观条件发生变化没有完成的。"
    wrapped = [
        line
        for whole in (first, meaning)
        for line in (whole[:26], *(whole[i : i + 28] for i in range(26, len(whole), 28)))
    ]
    text = read_text("\n".join(["名词解释", *wrapped]), "青禾市-2023.txt").text
    assert text.splitlines() == ["名词解释", first, meaning]


def test_wrapped_items_go_on_in_the_next_line_though_they_have_no_full_stop_yet():
    lines = [
        "1.教育支出（类）普通教育（款）小学教育（项），主要用于",
        "甲小学教师工资和校舍维修等支出。年初预算为51.50万元，",
        "支出决算为51.98万元，决算数大于预算数的主要原因：教师",
        "人数增加。",
        "2.教育支出（类）进修及培训（款）教师进修（项），主要用",
        "于教师进修、教研活动和资料购置等支出。年初预算为60.65万",
        "元，支出决算为61.16万元。决算数大于预算数的主要原因：",
        "进修人数增加。",
        "3.教育支出（类）教育费附加安排的支出（款）其他教育费",
        "附加安排的支出（项），主要用于校园安全等支出，年初预算",
        "为40.00万元，支出决算为30.00万元，小于年初预算，原因是",
        "部分项目推迟到下一年度实施，款项按合同约定的进度支付。",
        "情况说明",
    ]  # fmt: skip
    paragraphs = read_text("\n".join(lines), "甲局-决算-2024.txt").text.split("\n")
    assert [paragraph[:2] for paragraph in paragraphs] == ["1.", "2.", "3.", "情况"]
    assert "原因：进修人数" in paragraphs[1]


def test_an_amount_and_its_measure_parted_by_the_end_of_a_line_are_joined():
    report = read_text("甲局2024年度收入支出总计 4733.14\n万元。比上年增加90.09万元。", "甲局-决算-2024.txt")
    assert report.text == "甲局2024年度收入支出总计4733.14万元。比上年增加90.09万元。"


def test_lines_of_which_none_ends_a_sentence_are_joined_in_time_linear_in_their_number():
    line = "各单位要认真落实有关（要求"

    def seconds(many: int) -> float:
        start = time.process_time()
        assert lines("\n".join([line] * many)) == [line * many]
        return time.process_time() - start

    assert min(seconds(4000) for _ in range(3)) < 8 * min(seconds(1000) for _ in range(3))


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("某局2024年工作总结和2025年工作计划", 2024),
        ("某局2024年工作总结及2025年工作打算", 2024),
        ("某局部门整体支出绩效自评报告-2024", 2024),
        ("某局整体支出绩效自评报告（2024）", 2024),
        ("关于2024年预算执行情况和2025年预算草案的报告", 2025),
        ("某局绩效自评报告", None),
    ],
)
def test_the_year_of_a_title_is_that_of_what_was_done(title: str, year: int | None) -> None:
    assert year_in(title) == year
