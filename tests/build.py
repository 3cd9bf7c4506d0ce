"""Builders for the tests: a report from a text, a brief from rows, a draft from sentences, and an invented report in the seed's form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.brief import Action, Brief, Figure, WorkItem
from drafter.checks import check_report
from drafter.draft import Draft, DraftSection
from drafter.drafting.composing import compose_draft
from drafter.lastyear.figures import make_brief
from drafter.numbers.labels import label_of
from drafter.numbers.quantity import find_mentions
from drafter.reading import read_text
from drafter.relations import find_relations
from drafter.report import Report
from drafter.sheet import make_sheet

if TYPE_CHECKING:
    from drafter.actions import Office

# Everything in it is invented: the city, the office, its work and its figures. Its arithmetic is right.
OFFICE = "泽南市政协办公厅"
SOURCE = f"{OFFICE}-部门整体支出绩效自评报告-2022.txt"
OFFICE_2022 = """泽南市政协办公厅2022年部门整体支出绩效自评报告
一、基本情况
(一) 部门概况
1、泽南市政协职能简述
泽南市政协办公厅是泽南市政协的工作机构,为市政协履行政治协商、民主监督、参政议政职能提供服务。
(1) 负责市政协全体会议、常务委员会会议和主席会议的会务工作。
(2) 负责委员提案的征集、审查和转办工作。
(3) 承办市政协领导交办的其他事项。
2、部门机构设置
办公厅内设秘书处、提案处、行政处、人事处等4个处室。
(二) 年度总体工作和重点工作任务
2022年以来，市政协认真贯彻党的二十大精神，坚持“长期共存、互相监督、肝胆相照、荣辱与共”十六字方针，各项工作有序开展。
1.强化思想引领。制作播出16期“同心泽南”委员访谈，在“七一”前走访慰问老委员34人，“一国两制”宣讲覆盖群众2600余人次。
2.搭建“直通车”渠道。“老旧小区加装电梯”“夜间公交优化”“校园食堂监管”等12份意见建议直报市政府，其中5份获采纳。
3.办好“街坊提案”。用好数据库、刊物、骨干队伍三个抓手，全年共征集提案512件，经审查立案341件，立案率为66.6%。
4.畅通12345热线通道。协同12345政务服务便民热线开通委员专线，推出18个提案成果展示专栏。
（三）部门整体收支情况
2022年，我厅整体收入10535.00万元，支出10535.00万元，预算执行率98.17%。其中，基本支出预算数8421.50万元，执行数8283.17万元，预算执行率98.36%；项目支出预算数2310.40万元，执行数2251.83万元，预算执行率97.46%。
（四）部门整体绩效管理情况
2022年的绩效目标按照章程要求设定，所有项目均有明细测算，对无明细测算的项目一律不予安排。
二、综合评价分析
（一）自评结论综述
2022年部门整体支出绩效目标完成情况良好，自评评分为97.6分。
（二）各项工作任务绩效目标完成情况分析
1. 专项工作费预算完成率为99.12%，组织专题调研14次。
2. 民生议事平台专项预算完成率为100%，推送文章864篇，播放量9.7万人次，2022年度荣获泽南市政务新媒体进步奖。
（三）主要工作成效
全年共征集提案512件，经审查立案341件，立案率为66.6%。接待群众4310人，比2021年增加210人，增长5.1%。
三、存在的主要问题
个别绩效目标设定不够专业。
四、下一步改进措施
加强绩效业务学习，科学合理设置绩效目标。
"""

# This year's figures by the label of their rows: consistent with one another, none equal to last year's.
OFFICE_2023 = {
    "处室": "4",
    "制作播出“同心泽南”委员访谈": "19",
    "走访慰问老委员": "41",
    "宣讲覆盖群众": "3150",
    "意见建议": "15",
    "采纳": "7",
    "征集提案": "536",
    "经审查立案": "362",
    "展示专栏": "21",
    "整体收入": "10871.26",
    "基本支出预算数": "8702.35",
    "基本支出执行数": "8590.14",
    "项目支出预算数": "2345.80",
    "项目支出执行数": "2281.12",
    "自评评分": "98.2",
    "专项工作费预算完成率": "98.75",
    "专题调研": "17",
    "民生议事平台专项预算完成率": "99.9",
    "推送文章": "903",
    "播放量": "11.3",
    "接待群众": "4527",
}


def report_of(text: str, *, source: str = "2022.txt") -> Report:
    """Return the report that `text` is; the year comes from its title or from `source`."""
    return read_text(text, source)


def office_report(text: str = OFFICE_2022) -> Report:
    return report_of(text, source=SOURCE)


def body_of(body: str, *, year: int = 2022, heading: str = "二、部门收支情况") -> Report:
    """Return a report with a title, a standing first chapter and `body` under `heading`."""
    text = (
        f"泽南市水务局{year}年部门整体支出绩效自评报告\n一、部门概况\n负责全市水务工作。\n{heading}\n{body}\n"
    )
    return report_of(text, source=f"泽南市水务局-{year}.txt")


def one_chapter(body: str, heading: str = "一、收支情况", *, year: int = 2023) -> Report:
    """Return a report of a title and `body` under `heading`."""
    return report_of(f"云上区水务局{year}年度报告\n{heading}\n{body}\n", source=f"云上区水务局-{year}.txt")


def brief_of(report: Report, year: int | None = None, **values: str) -> Brief:
    """Return the sheet made from `report` with `values` typed into the rows named by their labels."""
    return fill(make_sheet(report, year or (report.year or 0) + 1), values)


def fill(brief: Brief, values: dict[str, str]) -> Brief:
    """Type values into rows named by their label (the whole, else the one label that contains the words)."""
    return brief.fill(**{row_of(brief, words).id: value for words, value in values.items()})


def row_of(brief: Brief, words: str, *, period: str = "本年") -> Figure:
    """Return the one row of this label; fails the test when there is none or more than one."""
    rows = [f for f in brief.figures if f.period == period]
    found = [f for f in rows if f.label == words] or [f for f in rows if words in f.label]
    assert len(found) == 1, (words, [f.label for f in found or rows])
    return found[0]


def figures(*rows: tuple[str, str, str], unit: str = "万元") -> tuple[Figure, ...]:
    """Return rows (id, value, formula) without evidence."""
    return tuple(Figure(id, id, "本年", unit, "1.00", value, formula) for id, value, formula in rows)


def decide(brief: Brief, *decisions: tuple[str, Action, str]) -> Brief:
    """Decide on the work items whose text contains the given words."""
    items = list(brief.items)
    for words, action, text in decisions:
        at = [number for number, item in enumerate(items) if words in item.previous]
        assert len(at) == 1, (words, at)
        items[at[0]] = replace(items[at[0]], action=action, text=text)
    return replace(brief, items=tuple(items))


def added(brief: Brief, *new: tuple[str, str]) -> Brief:
    """Add work items (section, text)."""
    items = [
        WorkItem(f"N{number}", section, "", "新增", text) for number, (section, text) in enumerate(new, 1)
    ]
    return replace(brief, items=(*brief.items, *items))


def draft_of(report: Report, brief: Brief | None = None) -> Draft:
    return compose_draft(brief or brief_of(report), report)


def drafted_anew(
    body: str, *, heading: str = "一、收支情况", rows: tuple[Figure, ...] = (), **values: str
) -> Draft:
    """Return the draft on 2024 of one paragraph of 2023, `values` typed into the rows of the numbers that these words stand before."""
    report = one_chapter(body, heading)
    brief = make_brief(report, 2024)
    typed = {
        figure.id: value
        for words, value in values.items()
        for figure in brief.figures
        if any(f"{words}【" in line for line in figure.evidence) and not figure.formula
    }
    brief = brief.fill(**typed)
    return compose_draft(replace(brief, figures=(*brief.figures, *rows)), report)


def filled_but(report: Report, **typed: str) -> Brief:
    """Return the sheet on the next year with `typed` in the rows of the figures that these words stand before, the others as they were."""
    brief = make_brief(report, (report.year or 0) + 1)
    values = {
        figure.id: next(
            (v for w, v in typed.items() if any(f"{w}【" in line for line in figure.evidence)),
            figure.previous,
        )
        for figure in brief.figures
        if not figure.formula and not figure.value
    }
    return brief.fill(**values)


def told_anew(body: str, *, heading: str = "二、主要工作", action: Action = "", **typed: str) -> str:
    """Return one paragraph of 2024 as it is told on 2025 when nothing but `typed` has changed and `action` is decided on its items."""
    report = one_chapter(body, heading, year=2024)
    brief = filled_but(report, **typed)
    items = tuple(replace(item, action=action) for item in brief.items)
    return last_body(compose_draft(replace(brief, items=items), report))


def last_body(draft: Draft) -> str:
    """Return the body of the last section."""
    return draft.sections[-1].text.split("\n", 1)[1].rstrip("\n")


def text_of(draft: Draft, heading: str) -> str:
    """Return the body of the one section whose heading contains these words, without its last line break."""
    found = [section for section in draft.sections if heading in section.heading]
    assert len(found) == 1, [section.heading for section in draft.sections]
    return body(found[0])


def body(section: DraftSection) -> str:
    return section.text.removeprefix(section.heading).strip("\n")


def unmarked(text: str) -> str:
    """Return `text` with all that stands between 【 and 】 taken out."""
    return re.sub(r"【[^】]*】", "", text)


def write_office(folder: Path, text: str = OFFICE_2022) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / SOURCE
    path.write_text(text, "utf-8")
    return path


def open_office(folder: Path) -> Office:
    """Return the office whose library, in `folder`, holds last year's report."""
    from drafter.actions import Office

    office = Office(folder / "index", folder / "workspace")
    office.library.add([write_office(folder)])
    return office


def begun(office: Office) -> str:
    """Begin the draft on 2023 with this year's figures typed, nothing drafted yet; return its project."""
    id = office.start(SOURCE, 2023)
    type_all(office, id)
    return id


def type_all(office: Office, id: str) -> None:
    """Type this year's figures into the sheet of a draft begun."""
    brief = office.open(id).brief
    typed = office.type_figures(id, {row_of(brief, words).id: value for words, value in OFFICE_2023.items()})
    assert typed.refused == {}


def ties(text: str) -> list[str]:
    """Each relation as "target = formula", with ≠ where it does not hold and ? where the wording does not name the terms."""
    mentions = find_mentions(text, year=2024)
    return [
        f"{mentions[one.target].token} {'=' if one.holds else '≠'} "
        f"{one.formula(lambda index: mentions[index].token)}{'' if one.certain else ' ?'}"
        for one in find_relations(text, mentions)
    ]


def seen_at_its_mark(marked: str) -> list[tuple[str, bool]]:
    """Return the code of each issue of the text whose slip stands in 【】, and whether the issue touches the slip."""
    start = marked.index("【")
    found = check_report(report_of(marked.replace("【", "").replace("】", ""))).issues
    return [(one.code, one.start <= start < one.end) for one in found]


def names_in(text: str) -> list[str]:
    """Return what the numbers of `text` are called, in their order."""
    mentions = find_mentions(text, year=2024)
    return [label_of(text, mentions, i) for i, m in enumerate(mentions) if not m.structural]


def labels(brief: Brief) -> Sequence[str]:
    return [figure.label for figure in brief.figures]
