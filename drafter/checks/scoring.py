"""Is a score within its full mark, and is the grade word the one its score stands for?"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal

from drafter.checks.context import Context
from drafter.issue import Issue, Severity
from drafter.patterns import Regex
from drafter.relations.points.points import full_and_got
from drafter.strings import tr

# 财预〔2020〕10号《项目支出绩效评价管理办法》第二十六条: 90（含）—100 优, 80（含）—90 良, 60（含）—80 中, 60以下 差.
_GRADES = ((Decimal(90), "优"), (Decimal(80), "良"), (Decimal(60), "中"), (Decimal(0), "差"))
_SCALE = Regex(
    r"(\d{2,3})(?:分)?(?:（含）)?(?:及以上|以上|（含）|（含）以上)[^，。；]{0,10}?(?:为|评为)?[“\"]?(优|良|中)"
)
_GRADE = Regex(
    r"(?:等级|等次|级别|评级|评定|结论|结果|评价)(?:结果)?(?:为|是|：|:)?\s*[“\"]?(优|良|中|差)(?=[”\"，。；（\s]|秀|好|等)"
)
# 自评结果为良，总分为92.4分: the grade before its score.
_GRADE_BEFORE = Regex(rf"{_GRADE.pattern}[”\"]?(?:秀|好)?[”\"]?[，,]$")
_TOTAL = Regex(
    r"(?:自评|综合|最终|总|评价|(?:项目|部门|单位|整体)(?:支出)?)(?:总|评)?(?:得|评)?分(?:数|值)?(?:为|是|：|:)?$"
)
_ASSESSED = Regex(r"(?:自评|绩效|评价|综合|最终)(?:总|评|评价|自评)*(?:得|评)分(?:数|值)?(?:为|是|：|:)?$")
# The same paragraph: 总分一般设置为100分. Bonus points, or another full mark, are for the text to say.
_OF_100 = Regex(r"(?:满分|总分|总分值|分值合计)(?:设定|设置)?(?:为|是|：|:)?\s*100(?:\.0+)?\s*分|百分制")
_OTHERWISE = Regex(
    r"加分|附加|奖励分|(?:满分|总分|总分值)(?:为|是|：|:)?\s*(?:1[1-9]|[2-9])\d{1,2}\s*分|1[1-9]\d\s*分制"
)

_FULL, _EXAM = 100, 150  # what is above that is a score of something else


def check_scoring(context: Context) -> Iterator[Issue]:
    """Yield score-sum for points above the full mark, for a score above 100 and for a grade that does not fit the score.

    The scale is the one the text states, else that of 财预〔2020〕10号; against the latter a mismatch is a warning only.
    """
    if any(one.measure == "分" for one in context.mentions):
        above = list(_above_full(context))
        yield from above
        yield from _above_100(context, {one.start for one in above})
        yield from _grades(context)


def _above_full(context: Context) -> Iterator[Issue]:
    suspect = {i for one in context.relations if not one.holds for i in (one.target, *one.terms)}
    for full, got in full_and_got(context.scene):
        if full in suspect and got not in suspect:
            continue  # the full mark is the wrong one, and arithmetic says so
        if context.mentions[got].value > context.mentions[full].value:
            message = tr("得分 {got} 超过满分 {full}", got=context.written(got), full=context.written(full))
            yield context.issue(
                "score-sum", "error", message, *context.span(got), related=[context.span(full)]
            )


def _above_100(context: Context, told: Collection[int]) -> Iterator[Issue]:
    """自评得分105分: of the 100 there are, where no word tells of more; an error where the text says that they are 100."""
    text = context.report.text
    for index, mention in enumerate(context.mentions):
        if mention.measure != "分" or not _FULL < mention.value < _EXAM or mention.bound:
            continue
        start, end = context.span(index)
        if start in told or not _ASSESSED.search(text[max(start - 14, 0) : start]) or _OTHERWISE.search(text):
            continue
        severity: Severity = "error" if _OF_100.search(text) else "warning"
        message = tr("得分 {got} 超过满分 {full}", got=context.written(index), full=f"{_FULL}分")
        yield context.issue("score-sum", severity, message, start, end)


def _grades(context: Context) -> Iterator[Issue]:
    text = context.report.text
    for index, mention in enumerate(context.mentions):
        if mention.measure != "分" or mention.structural or mention.value > 100 or mention.bound:
            continue
        named = _TOTAL.search(text, max(mention.start - 14, 0), mention.start)
        if named is None:
            continue
        grade = _GRADE.search(text, mention.stop, _sentence_end(text, mention.stop))
        grade = grade or _GRADE_BEFORE.search(text, max(named.start() - 24, 0), named.start())
        if grade is None:
            continue
        scale = context.once(_scale)
        expected = next(
            (name for least, name in scale or _GRADES if mention.value >= least),
            "差" if len(scale) > 2 or not scale else "",
        )
        if expected and expected != grade[1]:
            at = grade.start(1)
            message = tr(
                "等次与得分不符：{score} 应为“{expected}”", score=context.written(index), expected=expected
            )
            severity: Severity = "error" if scale else "warning"
            yield context.issue(
                "score-sum", severity, message, at, at + 1, expected=expected, related=[context.span(index)]
            )


def _sentence_end(text: str, at: int) -> int:
    """The end of the sentence, forty characters on at most."""
    end = text.find("。", at, at + 40)
    return end if end >= 0 else at + 40


def _scale(context: Context) -> tuple[tuple[Decimal, str], ...]:
    """The grades and their lowest scores as the text states them, () when it does not."""
    stated = {found[2]: Decimal(found[1]) for found in _SCALE.finditer(context.report.text)}
    return tuple((stated[grade], grade) for _, grade in _GRADES if grade in stated)
