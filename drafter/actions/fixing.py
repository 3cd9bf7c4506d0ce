"""Mend what a check computed: put the expected words in, and only if the check is then satisfied."""

from __future__ import annotations

import re

from drafter.actions.judging import name_of_issue
from drafter.actions.sections import name_of, start_of
from drafter.draft import Draft
from drafter.errors import DraftError
from drafter.issue import Findings, Issue
from drafter.strings import tr

# What follows the numeral in the words an issue points at: 万元, %, 年.
_TAIL = re.compile(r"[^\d.,，．０-９一二三四五六七八九十百千零〇两]*$")
_ASKED = re.compile(r"【待核：(.+)】")
_NUMERAL = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")


def fixable(issue: Issue) -> bool:
    """Whether the check said what should stand there, in words that can take its place."""
    return bool(issue.expected) and issue.start < issue.end and bool(replacement(issue))


def replacement(issue: Issue) -> str:
    """Return what is put in the place of the issue's words, "" when that cannot be told: a number keeps its unit."""
    if "\n" in issue.excerpt or issue.expected == issue.excerpt:
        return ""
    if _NUMERAL.fullmatch(issue.expected):
        tail = _TAIL.search(issue.excerpt)
        unit = tail.group() if tail else ""
        # A number stands for a number only; of a sentence with several nobody knows which one.
        if len(_NUMERAL.findall(issue.excerpt)) > 1:
            return ""
        return issue.expected + unit
    return issue.expected


def find_issue(draft: Draft, findings: Findings, name: str) -> Issue:
    """Return the issue of this name; it is gone once its paragraph was edited."""
    for issue in findings.issues:
        if name_of_issue(draft.text, issue) == name:
            return issue
    raise DraftError(tr("这一处已经改动，问题不在了。请刷新校核结果"))


def fixed(draft: Draft, issue: Issue) -> tuple[str, Draft]:
    """Return the key of the section and the draft with the issue's words replaced."""
    section = draft.section(draft.as_report().section_at(issue.start).key)
    offset = start_of(draft, section.key)
    start, end = issue.start - offset, issue.end - offset
    words = replacement(issue)
    if not words or section.text[start:end] != issue.excerpt:
        raise DraftError(tr("“{name}”中的这一处不能自动更正。请定位后手工修改", name=name_of(section)))
    return section.key, draft.revise(section.key, section.text[:start] + words + section.text[end:])


def confirmable(issue: Issue) -> bool:
    """Whether the issue is a 【待核】: a person who has looked it up takes the mark away."""
    return issue.code == "placeholder-left" and issue.excerpt.startswith("【待核")


def word_asked_for(text: str, issue: Issue) -> str:
    """Return what is to be written in the place of a 【待核：年份（上年2022年）】, "" where the mark asks for no word.

    A bare 【待核】 stands behind words that are there; one alone in its line speaks of the line.
    """
    asked = _ASKED.fullmatch(issue.excerpt) if confirmable(issue) else None
    return asked[1] if asked and not _alone(text, issue) else ""


def confirmed(draft: Draft, issue: Issue, words: str = "") -> tuple[str, Draft]:
    """Return the key of the section and the draft without the mark, with `words` where the mark stands for some."""
    section = draft.section(draft.as_report().section_at(issue.start).key)
    if not confirmable(issue):
        raise DraftError(tr("这一处不是【待核】。【待补】请在“本年数据”中填数"))
    asked, words = word_asked_for(draft.text, issue), " ".join(words.split())
    if asked and not words:
        raise DraftError(tr("“{mark}”处还空着，只去掉标记，句子就断了。请填写本年的内容", mark=issue.excerpt))
    start, end = (at - start_of(draft, section.key) for at in (issue.start, issue.end))
    end += _alone(draft.text, issue)  # with its line
    put = words if asked else ""
    return section.key, draft.revise(section.key, section.text[:start] + put + section.text[end:])


def _alone(text: str, issue: Issue) -> bool:
    """Whether nothing else stands in the issue's line."""
    return text[: issue.start].endswith("\n") and text.startswith("\n", issue.end)


def still_there(issue: Issue, findings: Findings) -> bool:
    """Whether the mended draft has an issue of the same kind at the same place."""
    return any(one.code == issue.code and one.start == issue.start for one in findings.issues)
