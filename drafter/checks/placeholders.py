"""Is something left that was meant to be filled in?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.checks.context import Context
from drafter.issue import Issue, Severity
from drafter.patterns import Regex
from drafter.strings import tr

# One set of characters first: the search runs at its speed, and what each may open is tried only there.
_LEFT = Regex(
    "[【XxＸ×✕〔＿_（(某…?？T\\[［](?:"
    + "|".join(
        [
            r"(?<=【)待[补核][^】\n]*】|(?<=【)请?(?:填写|填入|输入|补充)[^】\n]{0,20}】",
            "(?<=[XxＸ])(?<![A-Za-z].)[XxＸ]+(?![A-Za-z])|(?<=[×✕])[×✕]+",
            r"(?<=〔)\s*〕(?![内中里]|表示)",
            r"(?<=[＿_])[＿_]+|(?<=（)\s{2,}）|(?<=\()\s{2,}\)",
            r"(?<=某)某|(?<=…)…{2,}|(?<=\?)\?{2,}|(?<=？)？{2,}",
            r"(?<=（)(?:此处|请)[^）\n]{0,30}(?:填写|补充|说明)[^）\n]{0,20}）",
            r"(?<=【)\s*】",
            r"(?<=[\[［])(?:请?填写|请?输入|姓名|单位(?:名称)?|部门(?:名称)?|电话|日期|年份?|金额|数[量字]|名称|地址|[ \u3000]+|[Xx×]+)[\]］]",
            "(?<=T)(?:ODO|BD)(?![a-z])",
        ]
    )
    + ")"
)
# 被告人李某某, 联系人：王××: a person's name kept back on purpose; common surnames by the census of 2020.
_PERSON = Regex(
    r"[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤](?=[某×])"
)

_BEFORE = Regex(r"[^，。；：\t\n【】]+$")


def check_placeholders(context: Context) -> Iterator[Issue]:
    """Yield placeholder-left for 【待补】, 【待核】, XX, empty brackets, rules to write on, and template instructions.

    Blanks of a form stand many in a paragraph: the first is told, and how many follow.
    """
    text = context.report.text
    blanks: dict[tuple[int, Severity], list[re.Match[str]]] = {}
    for found in _LEFT.finditer(text):
        mark, (start, end) = found.group(), found.span()
        if mark[0] == "…" and re.match(r"…+\s*\d*\s*(?:\n|$)", text[start : end + 8]):
            continue  # dotted leader of a table of contents
        if mark.startswith("【待"):
            message = context.reasons.get((start, end)) or _what_to_do(text, start, mark)
            yield context.issue("placeholder-left", "warning", message, start, end)
            continue
        named = mark[0] in "×某" and _PERSON.search(text[max(start - 2, 0) : start + 1])
        line = text.rfind("\n", 0, start)
        blanks.setdefault((line, "note" if named else "warning"), []).append(found)
    for (_, severity), (first, *others) in blanks.items():
        message = tr("疑似模板中未填写的内容：{mark}", mark=first[0].strip() or "　")
        if others:
            message += tr("（本段共 {count} 处）", count=len(others) + 1)
        related = [one.span() for one in others]
        yield context.issue("placeholder-left", severity, message, *first.span(), related=related)


def _what_to_do(text: str, start: int, mark: str) -> str:
    """In a Word file the reason of a mark is a comment, which is not read: then the words it stands behind are told."""
    words = _BEFORE.search(text, text.rfind("\n", 0, start) + 1, start)
    if mark == "【待核】" and words:
        return tr("“{words}”尚未核实，核实后删去【待核】", words=words[0])
    return tr("尚未处理：{mark}", mark=mark)
