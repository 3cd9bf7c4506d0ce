"""Whose report it is and of which year: asked of the title, then of the first lines, then of the file
name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import PurePath

from drafter.patterns import Regex
from drafter.reading.blocks import Block, close_gaps
from drafter.reading.numbering import find_marker, han_number

_YEAR = r"(?:19|20)\d\d"
_HAN_YEAR = Regex(r"[二一][〇○零Ｏ0九][〇○零Ｏ0一二三四五六七八九]{2}(?=年)")
_KINDS = (
    r"报告|情况|说明|总结|预算|决算|年报|计划|公报|方案|要点|自评|述职|白皮书|汇报|报表|"
    r"公开|分析|评价|规划|综述|简报|纪要|通知|公告"
)
_GENRE = Regex(rf"(?:{_KINDS})(?:书|表|稿|材料|信息|公开)*(?:[（(].{{1,20}}[）)])?$")
_DATED = Regex(rf"{_YEAR}.?年|{_KINDS}")
_ORG = Regex(
    r".{0,40}?(?:办公厅|办公室|委员会|人民政府|人民法院|人民检察院|管理局|街道办事处|办事处|政府|分局|总局|局|厅|部|委|院|司|处|署|"
    r"站|所|会|校|学院|中心|大队|支队|总队|街道|镇|乡|馆|公司|集团|团|社|协|联|省|市|县|区)$"
)
_LABEL = Regex(
    r"(?:预算主管部门|预算单位|编制部门|编制单位|单位名称|部门名称|填报单位|编报单位|报告单位)\s*[：:]\s*([^\s：:（(]{3,30})"
)
_WORK = Regex(
    r"(?:部门整体|整体支出|项目支出|部门支出|财政支出|支出绩效|绩效|本?年度|年度|政府信息公开|信息公开|法治政府|政务公开|部门|单位|区级|市级|省级|"
    r"财政收支|预算执行|收支|工作|国民经济|决算|预算|重点|上半年|下半年|第[一二三四]季度|履职|党建|述职|安全生产|项目).*$"
)
# The last line of a broken title is seldom longer: 公开说明.
_SHORT = 12
_SKIP = Regex(
    rf"^(?:附件|附表|目\s*[录次]|来源|发布|公开方式|密级|[（(].*[）)]$|[—\-]|{_YEAR}年\d{{1,2}}月\d{{1,2}}日|.{{1,20}}〔{_YEAR}〕)|来源\s*[:：]"
)


# What the title says → what kind of report it is; the first that fits names it.
KINDS: dict[str, str] = {
    r"项目(?:支出)?.{0,8}绩效": "项目支出绩效自评",
    r"(?:部门|单位)?整体.{0,6}绩效|绩效(?:自评|评价|报告)": "部门整体支出绩效自评",
    r"决算": "部门决算",
    r"财政.{0,4}(?:收支|预算执行)|预算执行情况": "财政收支情况",
    r"(?:部门|单位)预算": "部门预算",
    r"信息公开": "政府信息公开年报",
    r"法治政府": "法治政府建设报告",
    r"政府工作报告": "政府工作报告",
    r"工作(?:总结|报告|情况|要点|计划)|总结|年报|年度报告": "年度工作报告",
    r"预算": "部门预算",
}


def kind_of_report(title: str, name: str = "", first_lines: Sequence[str] = ()) -> str:
    """Return the kind of report that its title, else its file name, else a short first line tells; "" when none does."""
    lines = [line for line in first_lines if len(line) <= 40 and not re.search(r"[。，；]", line)]
    for text in (title, PurePath(name).stem, *lines):
        for pattern, kind in KINDS.items():
            if re.search(pattern, text):
                return kind
    return ""


def find_title(blocks: Sequence[Block]) -> tuple[str, tuple[int, ...]]:
    """Return the title and the blocks it stands in; a title over two or three lines is put together."""
    head: list[int] = []
    for at, block in enumerate(blocks[:12]):
        if block.cells or find_marker(block.text) or _is_body(block.text) or _is_one_of_many(block, blocks):
            break
        if not _SKIP.search(block.text) and "。" not in block.text:
            head.append(at)
    best = _title_line(blocks, head)
    if best is None:
        return "", ()
    while best + 1 in head and len(_closed(blocks[best + 1])) <= _SHORT and _ends_title(blocks, best + 1):
        best += 1
    taken = [at for at in head if at <= best and _leads_to(blocks, at, best)] + [best]
    title = "".join(_closed(blocks[at]) for at in taken)
    # Text exports glue the cover's next line on: 2025年部门预算预算主管部门：某局.
    labelled = _LABEL.search(title)
    return title[: labelled.start()] if labelled and labelled.start() else title, tuple(taken)


def _title_line(blocks: Sequence[Block], head: Sequence[int]) -> int | None:
    """Return the first line at the head that says what kind of report it is; else the second half of one that does, else
    one with a year; else the very first, unless it addresses somebody."""
    ways: tuple[Callable[[int], object], ...] = (
        lambda at: _GENRE.search(_closed(blocks[at])),
        lambda at: at - 1 in head and _ends_title(blocks, at),
        lambda at: _DATED.search(_closed(blocks[at])),
        lambda at: at == 0 and not blocks[0].text.endswith(("：", ":")),
    )
    return next((at for fits in ways for at in head if fits(at)), None)


def _ends_title(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether the line only ends the one above, set as it is: …自评报 / 告."""
    # The last line is centred where the ones above fill the width.
    one, two = ({*block.look.split()} - {"centred"} for block in blocks[at - 1 : at + 1])
    if re.search(rf"[（(]|{_YEAR}", blocks[at].text) or one != two or not blocks[at].look:
        return False
    return _GENRE.search(_closed(blocks[at - 1]) + _closed(blocks[at])) is not None


def _is_one_of_many(block: Block, blocks: Sequence[Block]) -> bool:
    """A heading style used again further down marks chapters, not the title."""
    return block.level is not None and sum(one.level == block.level for one in blocks) > 1


def find_org(title: str, blocks: Sequence[Block], name: str) -> str:
    """Return the body whose report it is, or ""."""
    first = "\n".join(block.text for block in blocks[:8])
    labelled = _LABEL.search(first)
    label = labelled[1].strip("。，") if labelled else ""
    named = org_in_title(title)
    # A title that names only the region leaves the body to the line under it: 某市2025年部门预算 /
    # 预算主管部门：某局.
    if label and re.search(r"[省市县区]$", named):
        return label
    return named or label or org_in_name(name) or _signature(blocks)


def find_year(title: str, blocks: Sequence[Block], name: str) -> int | None:
    """Return the year the report is about, which is not always the one it was published in."""
    first_heading = next((at for at, block in enumerate(blocks) if find_marker(block.text)), len(blocks))
    head, body = blocks[: min(first_heading, 8)], blocks[first_heading : first_heading + 8]
    return year_in(title) or _first_year(head) or year_in(PurePath(name).stem, bare=True) or _first_year(body)


def _first_year(blocks: Sequence[Block]) -> int | None:
    """Return the first year that is not part of a date or of a document number, nor one that is compared with (比2019年同期)."""
    for block in blocks:
        if not _SKIP.search(block.text) and (
            found := re.search(
                rf"(?<![比较与到至自从])({_YEAR})\s*年(?!\s*\d{{1,2}}\s*月|同期|以来|起)", _arabic(block.text)
            )
        ):
            return int(found[1])
    return None


def year_in(text: str, *, bare: bool = False) -> int | None:
    """Return the last year named as one, four digits at the very end included; with `bare`, such digits anywhere, as in a file name."""
    # 2024年工作总结和2025年工作思路 is about 2024.
    text = re.sub(
        rf"(?<=总结)(?:和|及|暨|与){_YEAR}年\S*?(?:思路|计划|打算|安排|要点|谋划)", "", _arabic(text)
    )
    years = re.findall(rf"(?<!\d)({_YEAR})\s*(?:年|财年)(?!\s*\d{{1,2}}\s*月)", text)
    years = years or re.findall(rf"(?<!\d)({_YEAR})(?!\d)" if bare else rf"(?<!\d)({_YEAR})\s*[）)]?$", text)
    return int(years[-1]) if years else None


def org_in_title(title: str) -> str:
    title = re.sub(r"^(?:关于|附件\d*[：:]?)", "", _arabic(title)).strip("《》")
    year = re.search(rf"{_YEAR}\s*(?:[—\-至]\s*{_YEAR}\s*)?年(?:度|上半年|下半年)?", title)
    before = title[: year.start()] if year else title
    after = title[year.end() :] if year else ""
    for part in (before, after):
        candidate = re.sub(r"(?:关于|部门|单位)$", "", _WORK.sub("", part).strip("：: 》《"))
        if len(candidate) >= 3 and _ORG.fullmatch(candidate):
            return candidate
    return ""


def org_in_name(name: str) -> str:
    """Return the part of the file name that is neither a year nor a kind of report."""
    stem = re.sub(rf"{_YEAR}年?度?", "-", PurePath(name).stem)
    for part in re.split(r"[-_—–\s()（）.]+", stem):
        candidate = _WORK.sub("", part) if not _ORG.fullmatch(part) else part
        if len(candidate) >= 2 and re.search(r"[\u4e00-\u9fff]", candidate) and not _GENRE.search(candidate):
            return candidate
    return ""


def _signature(blocks: Sequence[Block]) -> str:
    """A body's name alone on one of the last lines, above the date."""
    for block in reversed(blocks[-4:]):
        text = _closed(block)
        if (
            4 <= len(text) <= 30
            and _ORG.fullmatch(text)
            and not re.search(r"[，。；：、]", text)
            and not find_marker(text)
        ):
            return text
    return ""


def _leads_to(blocks: Sequence[Block], at: int, best: int) -> bool:
    """The lines right above the title belong to it when they name a body, break off, or are set as it is."""
    return at < best and all(_is_part(blocks[one], blocks[best]) for one in range(at, best))


def _is_part(block: Block, title: Block) -> bool:
    text = _closed(block)
    if len(text) > 40 or (_GENRE.search(text) and not block.look):
        return False
    alike = set(block.look.split()) & set(title.look.split())
    return bool(alike) or bool(_ORG.fullmatch(text) or re.search(rf"{_YEAR}年?度?$|^关于", text))


def _closed(block: Block) -> str:
    return close_gaps(block.text, words=True)


def _is_body(text: str) -> bool:
    return len(text) >= 20 and re.search(r"[，。；]", text) is not None


def _arabic(text: str) -> str:
    return _HAN_YEAR.sub(
        lambda found: "".join(
            str(han_number(char) if char in "一二三四五六七八九" else 0) for char in found[0]
        ),
        text,
    )
