"""What still stands between a draft and handing it over."""

from __future__ import annotations

from dataclasses import dataclass

from drafter.actions.figures import figure_rows
from drafter.actions.sections import located, name_of, place_in_body
from drafter.brief import Brief
from drafter.draft import Draft
from drafter.issue import Findings
from drafter.strings import retell, tr


@dataclass(frozen=True, slots=True)
class ReadyRow:
    """One line of the list. `key`, `start` and `end` lead to the first place to look at; `step` to a step of the page."""

    ok: bool
    kind: str
    name: str
    detail: str
    action: str = ""
    step: str = ""
    key: str = ""
    start: int = 0
    end: int = 0


def ready_rows(draft: Draft, brief: Brief, findings: Findings) -> tuple[ReadyRow, ...]:
    """Return the list in the order one would work it off; before anything is drafted, nothing of what the text holds."""
    begun = any(section.status != "未起草" for section in draft.sections)
    text = (_marks(draft), _errors(draft, findings), _numbers(findings)) if begun else ()
    return (_figures(brief), _sections(draft), *text, _final(draft))


def _figures(brief: Brief) -> ReadyRow:
    missing = [row.figure.label for row in figure_rows(brief) if row.state == "missing"]
    if not missing:
        return ReadyRow(True, "warning", tr("数据已填齐"), tr("{n} 项", n=len(brief.figures)))
    names = "、".join(missing[:3]) + (tr(" 等") if len(missing) > 3 else "")
    return ReadyRow(
        False, "warning", tr("还有 {n} 项数据没有填", n=len(missing)), names, tr("去填写"), "data"
    )


def _sections(draft: Draft) -> ReadyRow:
    blank = [section for section in draft.sections if section.status == "未起草"]
    if not blank:
        return ReadyRow(True, "warning", tr("各章节均已起草"), tr("{n} 节", n=len(draft.sections)))
    detail = "、".join(name_of(section) for section in blank[:3]) + (tr(" 等") if len(blank) > 3 else "")
    name = tr("还有 {n} 节没有起草", n=len(blank))
    return ReadyRow(False, "warning", name, detail, tr("去起草"), "draft", blank[0].key)


def _marks(draft: Draft) -> ReadyRow:
    offset, left = 0, []
    for section in draft.sections:
        left += [(section.key, offset + mark.start, offset + mark.end, mark.reason) for mark in section.open]
        offset += len(section.text)
    if not left:
        blank = any(section.status == "未起草" for section in draft.sections)
        detail = tr("还没有起草的章节不算") if blank else tr("可以导出定稿")
        return ReadyRow(True, "error", tr("没有待补、待核之处"), detail)
    key, start, end, reason = left[0]
    name = tr("还有 {n} 处【待补】【待核】", n=len(left))
    detail = tr("第一处：{reason}", reason=retell(reason))
    return ReadyRow(
        False, "error", name, detail, tr("去处理"), "draft", key, *place_in_body(draft, key, start, end)
    )


def _errors(draft: Draft, findings: Findings) -> ReadyRow:
    errors = [(key, issue) for key, issue in located(draft, findings) if issue.severity == "error"]
    if not errors:
        return ReadyRow(True, "error", tr("校核没有发现错误"), tr("提示和建议见“全文校核”"))
    key, issue = errors[0]
    name = tr("校核发现 {n} 处错误", n=len(errors))
    place = place_in_body(draft, key, issue.start, issue.end)
    return ReadyRow(False, "error", name, issue.message, tr("去处理"), "draft", key, *place)


def _numbers(findings: Findings) -> ReadyRow:
    left = len(findings.coverage.unverified)
    if not left:
        return ReadyRow(
            True, "warning", tr("已写出的数字均已核对"), tr("{n} 个", n=findings.coverage.verified)
        )
    detail = tr("请对照原始材料逐个确认")
    return ReadyRow(False, "warning", tr("有 {n} 个数字未能核对", n=left), detail, tr("去查看"), "check")


def _final(draft: Draft) -> ReadyRow:
    left = [section for section in draft.sections if section.status != "已定稿"]
    if not left:
        return ReadyRow(True, "warning", tr("各章节均已定稿"), tr("{n} 节", n=len(draft.sections)))
    name = tr("还有 {n} 节没有标记为已定稿", n=len(left))
    return ReadyRow(False, "warning", name, tr("不影响导出"), tr("去定稿"), "draft", left[0].key)
