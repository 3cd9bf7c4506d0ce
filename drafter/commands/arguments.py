"""What each command takes, in the order the help lists them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from drafter.commands import checking, drafts, judging, precedents, reading, rewriting
from drafter.commands.console import WORKSPACE
from drafter.commands.values import positive, year
from drafter.strings import tr

# Adds a command by its name, what runs it, and what it is for.
Command = Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]


def add_commands(command: Command) -> None:
    """Add every command but the page and the keeping of users, which stand beside what they open."""
    for add in (
        _add_index,
        _add_reading,
        _add_search,
        _add_drafting,
        _add_rewriting,
        _add_checking,
        _add_handing_over,
    ):
        add(command)


def _add_index(command: Command) -> None:
    index = command("index", precedents.index_command, tr("读入往年报告（文件或文件夹），建立或更新索引"))
    index.add_argument("paths", type=Path, nargs="*", help=tr("报告文件或文件夹，默认 corpus/"))
    index.add_argument("--embedder", type=Path, help=tr("嵌入模型文件夹；默认用按本资料库拟合的模型"))
    index.add_argument("--refit", action="store_true", help=tr("重新拟合默认模型并重建索引"))
    index.add_argument(
        "--kind",
        choices=["auto", "flat", "pq", "ivf", "hnsw"],
        help=tr("向量检索方式：auto 随规模选择，flat 精确，pq 短码初筛，ivf 分区，hnsw 图；默认沿用现有方式"),
    )
    index.add_argument("--json", action="store_true", help=_json_help())


def _add_reading(command: Command) -> None:
    read = command("read", reading.read_command, tr("显示读到的正文和提纲"))
    read.add_argument("file", type=Path, help=tr("要读的文件"))
    read.add_argument("--account", action="store_true", help=tr("只显示读入清单：读了什么、略去什么、为什么"))
    read.add_argument("--lines", action="store_true", help=tr("每段前标段号和标题级别，供 drafter mend 使用"))
    read.add_argument("--json", action="store_true", help=_json_help())

    mend = command(
        "mend", reading.mend_command, tr("修正读入结果：断错的段落、认错的标题、单位和年度；一直有效")
    )
    mend.add_argument("file", type=Path, help=tr("文件，或资料库中的名称"))
    mend.add_argument("--org", help=tr("单位"))
    mend.add_argument("--year", help=tr("报告年度"))
    mend.add_argument("--title", help=tr("标题"))
    mend.add_argument("--kind", help=tr("报告类型"))
    mend.add_argument("--join", action="append", default=[], metavar="N", help=tr("第 N 段并入上一段"))
    mend.add_argument(
        "--split", action="append", default=[], metavar="N:AT", help=tr("第 N 段在第 AT 个字后另起一段")
    )
    mend.add_argument(
        "--heading", action="append", default=[], metavar="N:LEVEL", help=tr("第 N 段改为标题，LEVEL 为级别")
    )
    mend.add_argument("--body", action="append", default=[], metavar="N", help=tr("第 N 段改为正文"))
    mend.add_argument("--undo", action="store_true", help=tr("先撤销最后一处修正"))
    mend.add_argument("--clear", action="store_true", help=tr("先撤销全部修正"))
    mend.add_argument("--json", action="store_true", help=_json_help())


def _add_search(command: Command) -> None:
    search = command("search", precedents.search_command, tr("查找先例写法"))
    search.add_argument("query", nargs="?", help=tr("检索词：几个词、一段文字，或平常的说法，如 车没处停"))
    search.add_argument("--queries", type=Path, help=tr("批量检索：每行 编号<TAB>检索词"))
    search.add_argument(
        "--together", action="store_true", help=tr("与 --queries 同用：各行是同一篇文字的段落，按先后排列")
    )
    search.add_argument("--limit", type=positive, default=5, help=tr("最多列出几段，默认 5"))
    search.add_argument("--before", type=year, help=tr("只查早于该年的报告"))
    search.add_argument("--year", type=year, help=tr("只查该年的报告"))
    search.add_argument("--org", help=tr("只查该单位的报告"))
    search.add_argument("--section", help=tr("章节标题中的字样"))
    search.add_argument("--embedder", type=Path, help=tr("嵌入模型文件夹，须是建索引时用的"))
    search.add_argument("--reranker", type=Path, metavar="FOLDER", help=reranker_help())
    search.add_argument("--json", action="store_true", help=_json_help())
    search.add_argument("--json-lines", action="store_true", help=tr("与 --queries 同用：每行一个结果"))


def _add_drafting(command: Command) -> None:
    sheet = command("sheet", drafts.sheet_command, tr("由上年报告生成数据表"))
    sheet.add_argument(
        "--from", dest="report", type=Path, required=True, metavar="REPORT", help=tr("上年报告")
    )
    sheet.add_argument("--year", type=year, required=True, help=tr("要起草的年度"))
    sheet.add_argument(
        "-o", "--output", type=Path, required=True, metavar="SHEET.xlsx", help=tr("数据表存到哪里")
    )

    draft = command("draft", drafts.draft_command, tr("由填好的数据表起草全文"))
    draft.add_argument("sheet", type=Path, help=tr("填好的数据表（.xlsx 或 .csv）"))
    draft.add_argument(
        "--from", dest="report", type=Path, metavar="REPORT", help=tr("上年报告；默认取数据表中所写")
    )
    draft.add_argument(
        "--generator",
        default="precedent",
        help=tr("precedent（默认）、transformers:模型文件夹 或 openai:服务地址#模型名"),
    )
    draft.add_argument(
        "--outline", type=Path, metavar="FILE.toml", help=tr("按另一提纲编排：文件，或自带提纲的名称")
    )
    draft.add_argument(
        "--reranker", type=Path, metavar="FOLDER", help=tr("与 --outline 同用：{what}", what=reranker_help())
    )
    draft.add_argument(
        "--resume", type=Path, metavar="DRAFT.json", help=tr("接着做：其中已由模型起草的章节保留")
    )
    draft.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="DRAFT.json|.md|.docx",
        help=tr("初稿存到哪里；不写则显示在屏幕上"),
    )
    draft.add_argument("--json", action="store_true", help=_json_help())


def _add_rewriting(command: Command) -> None:
    rewrite = command(
        "rewrite",
        rewriting.rewrite_command,
        tr("用模型改写稿件中的一段，数字和标记不变；或由扣分写出问题与措施"),
    )
    rewrite.add_argument("draft", type=Path, metavar="DRAFT.json", help=tr("drafter draft -o 存的稿件"))
    rewrite.add_argument("--section", required=True, help=tr("节名，写一部分也行"))
    rewrite.add_argument(
        "--task",
        required=True,
        choices=(
            "shorten",
            "expand",
            "fuse_items",
            "rewrite_item",
            "rewrite_section",
            "unify_terms",
            "write_problems",
        ),
        help=tr("缩写、扩写、合并事项、改写事项、改写正文、统一用语、由扣分写问题和措施"),
    )
    rewrite.add_argument("--text", help=tr("要改写的原文，须在这一节中只有一处；默认整节正文"))
    rewrite.add_argument(
        "--term", action="append", default=[], metavar="旧=新", help=tr("unify_terms 的用语，可写多次")
    )
    rewrite.add_argument(
        "--generator",
        default="precedent",
        help=tr(
            "transformers:模型文件夹 或 openai:服务地址#模型名；write_problems、unify_terms 也可不用模型"
        ),
    )
    rewrite.add_argument("--sheet", type=Path, help=tr("数据表：让模型知道各数是什么"))
    rewrite.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar="NEW.json|.md|.docx",
        help=tr("改写后的稿件存到哪里"),
    )


def _add_checking(command: Command) -> None:
    check = command("check", checking.check_command, tr("校核数据与文字是否一致"))
    check.add_argument("file", type=Path, help=tr("要校核的报告，或 drafter draft -o 存的 .json 稿件"))
    check.add_argument("--sheet", type=Path, help=tr("数据表：逐数对照"))
    check.add_argument(
        "--previous", type=Path, metavar="REPORT", help=tr("上年报告：看有没有沿用的旧数、旧年份")
    )
    check.add_argument("--workspace", type=Path, default=WORKSPACE, help=tr("判定记录所在，默认 workspace/"))
    check.add_argument("--json", action="store_true", help=_json_help())

    judge = command(
        "judge", judging.judge_command, tr("判定一处“不是问题”，或说明一个数的来源；下次校核不再提示")
    )
    judge.add_argument("file", type=Path, help=tr("校核过的报告"))
    judge.add_argument(
        "--at", type=int, required=True, metavar="N", help=tr("该处起始字位，即 --json 中的 start")
    )
    judge.add_argument("--code", default="", help=tr("只判定该处这一类问题，如 ratio-wrong；默认全部"))
    judge.add_argument(
        "--source", default="", metavar="TEXT", help=tr("此数来自何处；算术不符的问题不因此消失")
    )
    judge.add_argument("--everywhere", action="store_true", help=tr("同样的字句在所有报告中都不是问题"))
    judge.add_argument("--undo", action="store_true", help=tr("撤回此前的判定"))
    judge.add_argument("--sheet", type=Path, metavar="SHEET.xlsx", help=tr("校核时用的数据表"))
    judge.add_argument("--previous", type=Path, metavar="REPORT", help=tr("校核时用的上年报告"))
    judge.add_argument("--workspace", type=Path, default=WORKSPACE, help=tr("判定记录所在，默认 workspace/"))


def _add_handing_over(command: Command) -> None:
    export = command("export", drafts.export_command, tr("导出 Word、PDF、Markdown 或纯文本"))
    export.add_argument("draft", type=Path, help=tr("drafter draft -o 存的稿件"))
    export.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar="REPORT.docx|.pdf|.md|.txt",
        help=tr("导出到哪里，后缀定格式"),
    )
    export.add_argument("--sheet", type=Path, help=tr("同时按数据表校核，问题作为批注"))
    export.add_argument("--sources", action="store_true", help=tr("附数据来源表"))
    export.add_argument("--final", action="store_true", help=tr("定稿：仍有【待补】【待核】时拒绝导出"))
    export.add_argument(
        "--no-controls", dest="controls", action="store_false", help=tr("数字不放进内容控件（Word、PDF）")
    )
    export.add_argument(
        "--template",
        type=Path,
        metavar="OFFICE.docx",
        help=tr("本单位的 Word 模板（Word、PDF）：用它的样式、页面、页眉页脚"),
    )

    readback = command("readback", drafts.readback_command, tr("把在 Word 或 WPS 里改过的导出文件读回稿件"))
    readback.add_argument("file", type=Path, metavar="REPORT.docx", help=tr("改过的 Word 文件"))
    readback.add_argument("--draft", type=Path, required=True, metavar="DRAFT.json", help=tr("导出时的稿件"))
    readback.add_argument("--sheet", type=Path, help=tr("数据表：让改过的数带上指标名称"))
    readback.add_argument("-o", "--output", type=Path, metavar="NEW.json", help=tr("读回后的稿件存到哪里"))
    readback.add_argument("--json", action="store_true", help=_json_help())

    backtest = command("backtest", drafts.backtest_command, tr("用历年报告回测：若去年用它，初稿离成稿多远"))
    backtest.add_argument("folder", type=Path, help=tr("历年报告所在的文件夹"))
    backtest.add_argument("--json", action="store_true", help=_json_help())


def _json_help() -> str:
    return tr("结果以 JSON 输出，供其他程序用")


def reranker_help() -> str:
    return tr("重排模型（cross-encoder）文件夹：把找到的前 50 段重新排序")
