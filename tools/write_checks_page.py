"""Write docs/checks.md from tests/checks.toml and, when given, the JSON of benchmarks/figures.py.

python tools/write_checks_page.py [figures.json]
"""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HEAD = """# 校核规则

`drafter check` 对报告逐项提出下列问题。**错误**：算术或填报表可以证明；**提醒**：请人看一眼；**提示**：供参考。
每个数要么已核（参与的计算成立，或与填报表一致），要么是序号、日期、名称等非数据（注明原因），要么列为未能核对，三者相加等于全文数字总数。

本页由 `tools/write_checks_page.py` 从 `tests/checks.toml` 生成；下面的例子就是测试。误报一经发现，先在那里加一行“放过”。
"""


def page(measured: dict[str, Any] | None) -> str:
    """Return the page; `measured` is what the benchmark printed."""
    rows = tomllib.loads((ROOT / "tests" / "checks.toml").read_text("utf-8"))
    parts = [HEAD]
    for code, row in rows.items():
        parts.append(f"\n## {code}\n\n{row['about']}\n")
        for title, kind in (("指出", "finds"), ("放过", "passes")):
            if row[kind]:
                parts.append(f"\n{title}：\n\n" + "".join(f"- {_one_line(text)}\n" for text in row[kind][:3]))
    if measured:
        parts.append(_measured(measured))
    return "".join(parts)


def _one_line(text: str) -> str:
    return " ⏎ ".join(text.strip().split("\n"))


def _measured(result: dict[str, Any]) -> str:
    lines = [
        "\n## 实测\n",
        "\n读数须知：所用文本就是编写规则时用的文本，不是留出的新文本。哪些数“可证明”，由穷举同段各数之间的算式得出（`benchmarks/closure.py`，"
        "不看用语，与校核器无关），再加上校核器认为用语已点明各项的算式；凑巧成立的算式也计入，算作未指到。错误由单处改动产生，与真实差错的分布不同。\n",
        "\n留出的自拟文本（`tests/data/relations_unseen.json`，决算、预算、自评、财政报告、公报、年报等写法，`benchmarks/unseen_wording.py`）：\n"
        "\n| 组 | 首次测得：关系认出 | 首次测得：改数指到 | 现在：关系认出 | 现在：改数指到 | 误报 |\n|---|---:|---:|---:|---:|---:|\n"
        "| 甲（看过漏项） | 46/103 | 40% | 98/103 | 86% | 0 |\n| 乙（看过漏项） | 76/103 | 56% | 95/103 | 86% | 0 |\n"
        "| 丙（漏项未看，只看过 5 处误报） | 33/102 | 35% | 79/102 | 66% | 0 |\n"
        "\n丙组最接近没见过的写法：约四分之一的关系认不出，三分之一的改数指不到。\n"
        "真实报告（不随项目分发）中以同样办法埋入，改一位数字的指到率为 91%，调换两位为 90%，单位写错为 83%，改其一处（两处同数）为 86%，比例改错为 94%；\n"
        "这些报告原文中算术类错误级提示 2 处，均在一份年报的表格里。\n",
        "\n五份部门预算、决算的表格中随机改一位数字 200 处，指到 84 处，原表无误报。\n",
        f"\n在 {result['reports']} 份报告（{result['characters']} 字）中每次埋入一个可证明的错误（`benchmarks/figures.py`）：\n",
        "\n| 错误类别 | 埋入 | 指到该处 | 新增报告中指对的 | 仅用正则表达式 |\n|---|---:|---:|---:|---:|\n",
    ]
    for kind, row in result["classes"].items():
        own, other = row["drafter"], row["regular expressions"]
        planted = row["planted"] or 1
        right = own["at the planting"] / own["reported"] if own["reported"] else 0
        lines.append(
            f"| {kind} | {row['planted']} | {own['located'] / planted:.1%} | {right:.1%} | {other['located'] / planted:.1%} |\n"
        )
    alarms = result["alarms per 1000 characters on clean text"]
    lines.append(
        f"\n未埋错误时每千字：错误 {alarms['error']}，提醒 {alarms['warning']}，提示 {alarms['note']}。"
    )
    lines.append(f"数据中已核比例 {result['recognition']:.1%}；每秒 {result['characters per second']} 字。\n")
    return "".join(lines)


if __name__ == "__main__":
    found = json.loads(Path(sys.argv[1]).read_text("utf-8")) if len(sys.argv) > 1 else None
    (ROOT / "docs" / "checks.md").write_text(page(found), "utf-8")
