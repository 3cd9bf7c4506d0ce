"""Invented reports of known paragraphs, headings and tables, printed in many layouts, to measure reading on.

`write_made(folder, first_seed, count)` writes Word files; LibreOffice, where installed, makes PDFs and old Word files of them.
"""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_BODIES = ("泽安市水务局", "云岭县农业农村局", "清河区望江街道办事处", "东林市图书馆", "北桥港务管理处")
_KINDS = ("部门整体支出绩效自评报告", "工作总结", "财政收支情况报告")
_WHO = [
    "区农业农村局",
    "市供水保障中心",
    "县图书馆",
    "街道社区服务科",
    "港务管理处",
    "各乡镇",
    "财务科",
    "所属事业单位",
    "评估机构",
]
_SENTENCES = (
    "{who}全年组织开展专项检查{n}次，发现问题{m}个，已整改{m}个，整改率为{p}%。",
    "{who}年初预算安排{a}万元，全年执行{b}万元，预算执行率{p}%，较上年提高{q}个百分点。",
    "针对群众反映的“老旧管网漏损”问题，{who}会同有关部门制定《供水管网更新改造三年行动方案》，明确责任分工和验收标准。",
    "一是加强组织领导，成立工作专班；二是完善工作机制，实行周调度、月通报；三是强化督促检查，确保各项任务落地见效。",
    "截至2024年12月31日，{who}共有在职人员{n}人，其中：行政编制{m}人，离退休人员{m}人。",
    "社会公众满意度调查共发放问卷{n}份，回收有效问卷{m}份，满意度为{p}%。",
    "{who}坚持问题导向，围绕2023年审计指出的3类7项问题逐条销号。",
    "GDP能耗、COD排放等指标均控制在目标值以内，其中PM2.5平均浓度为{p}微克/立方米。",
    "{who}与第三方机构签订服务合同，合同编号为HT-2024-{n}，金额{a}万元，已按进度支付。",
    "会议强调，要把“过紧日子”要求落到实处，从严控制一般性支出。",
    "绩效目标完成情况良好。",
    "工作中仍存在一些不足，主要表现在以下几个方面：",
)
_HEADS = [
    "基本情况",
    "部门职能",
    "机构设置及人员情况",
    "年度工作任务",
    "预算安排情况",
    "资金使用情况分析",
    "项目组织实施情况",
    "绩效目标完成情况",
    "产出指标",
    "效益指标",
    "满意度指标",
    "存在的主要问题",
    "原因分析",
    "改进措施和有关建议",
    "2023年度重点工作回顾",
    "制度建设情况",
    "资产管理情况",
    "政府采购执行情况",
    "其他需要说明的问题",
    "信息公开与社会监督",
    "2024年工作安排",
    "主要做法及成效",
    "经验与启示",
    "风险防控",
    "人才队伍建设",
]
_HAN = "一二三四五六七八九十"
NUMBERINGS = {
    "一、（一）1.": ("{h}、{t}", "（{h}）{t}", "{d}.{t}"),
    "第一部分": ("第{h}部分 {t}", "{h}、{t}", "（{h}）{t}"),
    "1 1.1 1.1.1": ("{d} {t}", "{path} {t}", "{path} {t}"),
    "第一章": ("第{h}章 {t}", "第{h}节 {t}", "{h}、{t}"),
    "chapters without": ("{t}", "（{h}）{t}", "{d}.{t}"),
    "a level skipped": ("{h}、{t}", "{d}.{t}", "（{d}）{t}"),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """Sizes in points; `indent` in characters; `after` is the space under a paragraph."""

    size: float = 12
    indent: int = 2
    after: float = 0
    exact: float = 0
    justified: bool = True
    columns: int = 1
    landscape: bool = False
    centred: bool = False
    contents: bool = False
    head: str = ""
    foot: str = "{}"


LAYOUTS = {
    "official, 28 pt": Layout(size=16, exact=28, foot="- {} -"),
    "flush, space between": Layout(indent=0, after=8),
    "flush, no space": Layout(indent=0, foot="第 {} 页"),
    "flush, ragged": Layout(indent=0, after=6, justified=False, foot=""),
    "small print, running head": Layout(size=10.5, head="内部资料 注意保存"),
    "two columns": Layout(size=10.5, columns=2),
    "two columns, flush": Layout(size=10.5, columns=2, indent=0, after=6, foot=""),
    "landscape": Layout(size=14, landscape=True, head="绩效自评报告", foot=""),
    "centred chapters": Layout(size=14, centred=True),
    "table of contents": Layout(size=14, contents=True),
}


@dataclass(frozen=True, slots=True)
class Part:
    """`kind` is title, heading, paragraph or table; a table has `rows`."""

    kind: str
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


def made_report(seed: int, numbering: str, *, tables: bool = True) -> list[Part]:
    chance = random.Random(seed)
    heads = iter(chance.sample(_HEADS, len(_HEADS)) * 4)
    parts = [Part("title", f"{chance.choice(_BODIES)}2023年度{chance.choice(_KINDS)}")]

    def heading(*path: int) -> Part:
        han, form = _HAN[path[-1] - 1], NUMBERINGS[numbering][len(path) - 1]
        text = form.format(h=han, d=path[-1], t=next(heads), path=".".join(map(str, path)))
        return Part("heading", text, len(path))

    def paragraphs(most: int) -> Iterator[Part]:
        for _ in range(chance.randint(1, most)):
            yield Part("paragraph", "".join(_sentence(chance) for _ in range(chance.randint(1, 5))))

    parts += paragraphs(1)
    for one in range(1, chance.randint(4, 7)):
        parts.append(heading(one))
        parts += paragraphs(1)
        for two in range(1, chance.randint(1, 5)):
            parts.append(heading(one, two))
            parts += paragraphs(3)
            if chance.random() < 0.3:
                for three in range(1, chance.randint(3, 5)):
                    parts.append(heading(one, two, three))
                    parts += paragraphs(2)
            if tables and chance.random() < 0.25:
                parts.append(Part("table", rows=_rows(chance)))
                parts += paragraphs(1)
    return parts


def _sentence(chance: random.Random) -> str:
    n, m = sorted((chance.randint(12, 980), chance.randint(12, 980)), reverse=True)
    amount = chance.uniform(100, 99999)
    return chance.choice(_SENTENCES).format(
        who=chance.choice(_WHO),
        n=n,
        m=m,
        p=f"{chance.uniform(60, 99.9):.2f}",
        q=f"{chance.uniform(0.1, 9):.1f}",
        a=f"{amount:,.2f}" if chance.random() < 0.3 else f"{amount:.2f}",
        b=f"{chance.uniform(10, 999):.2f}",
    )


def _rows(chance: random.Random) -> tuple[tuple[str, ...], ...]:
    rows = [("项目", "年初预算数", "全年执行数", "执行率")]
    for _ in range(chance.randint(2, 16)):
        planned = chance.uniform(10, 9999)
        spent = planned * chance.uniform(0.5, 1)
        rows.append(
            (f"{chance.choice(_HEADS)}支出", f"{planned:.2f}", f"{spent:.2f}", f"{spent / planned:.2%}")
        )
    return tuple(rows)


# ---- Word files ----


def write_made(folder: Path, first_seed: int, count: int) -> dict[str, tuple[str, list[Part]]]:
    """Write `count` files of each layout as .docx; return layout and parts by the file's stem."""
    made = {}
    for at, (name, layout) in enumerate(LAYOUTS.items()):
        for number in range(count):
            seed = first_seed + 100 * at + number
            numbering = list(NUMBERINGS)[(at + number) % len(NUMBERINGS)]
            parts = made_report(seed, numbering, tables=layout.columns == 1)
            _write_docx(folder / f"{seed}.docx", parts, layout)
            made[str(seed)] = name, parts
    return made


def convert(folder: Path, suffix: str) -> bool:
    """Let LibreOffice write every .docx in the folder as `suffix` too; False where it is not installed."""
    if not shutil.which("soffice"):
        return False
    files = [str(path) for path in sorted(folder.glob("*.docx"))]
    subprocess.run(
        ["soffice", "--headless", "--convert-to", suffix, "--outdir", str(folder), *files],
        capture_output=True,
        check=True,
    )
    return True


def _write_docx(path: Path, parts: list[Part], layout: Layout) -> None:
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    if layout.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    if layout.columns > 1:
        columns = OxmlElement("w:cols")
        columns.set(qn("w:num"), str(layout.columns))
        columns.set(qn("w:space"), "425")
        for old in section._sectPr.findall(qn("w:cols")):
            section._sectPr.remove(old)
        section._sectPr.append(columns)

    def write(paragraph: Any, text: str, size: float, *, bold: bool = False) -> None:
        run = paragraph.add_run(text)
        run.font.size, run.bold, run.font.name = Pt(size), bold, "Noto Serif CJK SC"
        run._element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")

    def line(text: str, size: float, *, align: Any, indent: int = 0, bold: bool = False) -> None:
        paragraph = document.add_paragraph()
        form = paragraph.paragraph_format
        form.first_line_indent, form.space_before, form.space_after = (
            Pt(size * indent),
            Pt(0),
            Pt(layout.after),
        )
        form.line_spacing = Pt(layout.exact) if layout.exact else 1.15
        paragraph.alignment = align
        write(paragraph, text, size, bold=bold)

    if layout.head:
        write(section.header.paragraphs[0], layout.head, 9)
    if layout.foot:
        before, after = layout.foot.split("{}")
        foot = section.footer.paragraphs[0]
        foot.alignment = ALIGN.CENTER
        write(foot, before, 9)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        foot._p.append(field)
        write(foot, after, 9)
    body = ALIGN.JUSTIFY if layout.justified else ALIGN.LEFT
    for part in parts:
        if part.kind == "title":
            line(part.text, layout.size + 6, align=ALIGN.CENTER, bold=True)
            if layout.contents:
                line("目　录", layout.size + 2, align=ALIGN.CENTER, bold=True)
                for page, entry in enumerate((one for one in parts if 0 < one.level <= 2), 2):
                    dots = "." * max(4, 60 - 2 * len(entry.text))
                    line(f"{entry.text}{dots}{page}", layout.size - 2, align=ALIGN.LEFT)
                document.add_page_break()
        elif part.kind == "heading":
            centred = layout.centred and part.level == 1
            line(
                part.text,
                layout.size,
                align=ALIGN.CENTER if centred else ALIGN.LEFT,
                indent=0 if centred else layout.indent,
                bold=part.level <= 2,
            )
        elif part.kind == "paragraph":
            line(part.text, layout.size, align=body, indent=layout.indent)
        else:
            table = document.add_table(len(part.rows), len(part.rows[0]))
            table.style = "Table Grid"
            for y, row in enumerate(part.rows):
                for x, cell in enumerate(row):
                    write(table.cell(y, x).paragraphs[0], cell, 10.5)
    document.save(str(path))
