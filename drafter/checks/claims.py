"""Do judgements such as 大幅增长, 基本持平, 未超预算, 超额完成 agree with the values beside them?"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from drafter.checks.compared import find_compared
from drafter.checks.context import Context
from drafter.issue import Issue
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.strings import tr

LARGE = Decimal(10)
"""Per cent from which 大幅 may be said."""
LEVEL = Decimal(5)
"""Per cent up to which 基本持平 may be said."""

# Every branch opens with a plain character, which `re` looks for far faster than it tries a group at each place.
_LARGE = Regex(
    r"大幅(?:度)?(?:增长|增加|提升|提高|上升|下降|减少|降低|压减)|增长(?:较大|明显|显著)|下降(?:较大|明显|显著)|增幅(?:较大|明显|显著)|降幅(?:较大|明显|显著)"
)
_LEVEL = Regex(r"基本持平|大体持平")
_WITHIN = Regex(r"未超(?:出|过)?(?:年初|全年)?预算|未突破预算|控制在预算(?:以?内|范围内)|均未超支|未超支")
_OVER = Regex(r"超额完成(?!\s?(?:约|近|了)?\d)")  # 超额完成27.4%: by so much
_ALL = Regex(r"全部完成|全面完成|如期完成|圆满完成")
_MUCH = Regex("明显|显著")
_DONE_ALL = Regex(
    r"(?:(?:所有[^，。；\d]{1,6}(?:均|都)?已?|全部(?:按期|如期|按时)?)(?:完成|办结|办理|答复|到位|达标|合格|落实|整改|执行|支付|拨付|验收|竣工|结案|化解|销号|收回|回收|发放|兑现|清退|开工|建成|投产)|(?:全面|如期|圆满|按期|按时|超额)完成)(?!率)"
)
_TO_DO = Regex(
    r"应|共|收到|受理|承办|交办|计划|目标|任务|下达|设[定置]|接收|发现|排查|立案|核定|预算|安排|需|发放|问题|隐患|事项"
)
_DID = Regex(
    r"完成|办结|办理|答复|整改|到位|实际|验收|竣工|培训|结案|审结|支付|支出|执行|达标|合格|化解|销号|落实|收回|回收|发放|兑现|清退|开工|建成|已"
)
_OF_SOME = Regex(r"要求|应|计划|需|目标")  # 任务27项，其中要求9月底前完成21项，已全部完成
_SAYING = Regex(
    "[，,、；;（）()]|[已均都现也]|目前|截至目前|年度|各项|绩效|目标|任务|计划|指标|工作|预算|项目|资金|支出"
)
_REACHED = Regex(r"[，,](?:已|均|都)?(?:达到|实现|完成)了?[^，。；\d]{0,12}")
_AIM_BEHIND = Regex(r"(?:的|以上的?)?[^，。；\d]{0,4}(?:目标|标准|要求|任务|指标值)")
_FEWER_IS_BETTER = Regex(
    r"失业|事故|死亡|负债|不良|逾期|投诉|差错|控制|下降|降低|成本|时限|能耗|排放|浓度|违[法规]"
)
# 药占比降至25.3%，耗材占比控制在18.7%: another name stands between, so that nothing is told of the first.
_NOT_BEYOND = Regex(
    r"[，,]?(?:[^，。；\d]{0,4}(?=[均也]?(?:未|没有)))?(?P<claim>(?:[均也]?(?:未|没有)(?:超出|超过|超|突破|高于)|[均也已]?(?:严格)?控制在|[均也]?不[高多大]于)[^，。；\d]{0,12})"
)
_LIMIT = r"预算|限额|控制(?!在)|指标|标准|上限|红线|目标"
_LIMIT_NAMED, _LIMIT_BEHIND = (
    Regex(_LIMIT),
    Regex(rf"(?:以内|之内|以下|范围内)|的?[^，。；\d]{{0,4}}(?:{_LIMIT})"),
)
_OTHERS, _SHORT = Regex("上年|往年|历[年史]|遗留|其余|其他|剩余"), 4
_REACH, _NEAR = 60, 14
_HELD = ("value", "count", "ratio")


def check_claims(context: Context) -> Iterator[Issue]:
    """Yield claim-unsupported for a judgement that the number in its own clause, or the pair just before, does not bear out."""
    text = context.report.text
    for found in _CLAIM.finditer(text):
        pattern, judge = next(row for row in _JUDGES if row[0].match(text, found.start()))
        number = _beside(context, found.end(), before=pattern is _LEVEL)
        if number is not None and (why := judge(number)):
            yield _unsupported(context, found.span(), number, why)
    yield from _of_two(context)
    for found in _DONE_ALL.finditer(text):
        yield from _all_done(context, found)
        yield from _short_of_all(context, found)
    yield from _not_reached(context)
    yield from _overspent(context)
    yield from _beyond_its_limit(context)


def _of_two(context: Context) -> Iterator[Issue]:
    """支出820万元，比上年815万元大幅增长; 30万元，上年25万元，与上年基本持平: how much two amounts side by side differ."""
    for one in context.once(find_compared):
        change = abs(one.change(context))
        large, level = "大幅" in one.how or _MUCH.search(one.how), one.how and not one.sign
        if (large and change < LARGE) or (level and change > LEVEL):
            value = f"{change:.2f}"
            why = (
                tr("变动 {value}%，不足 {least}%", value=value, least=LARGE)
                if large
                else tr("变动 {value}%，超过 {most}%", value=value, most=LEVEL)
            )
            claim = context.report.text[slice(*one.place)]
            related = [context.span(one.now), context.span(one.base)]
            message = tr("“{claim}”与数值不符：{why}", claim=claim, why=why)
            yield context.issue("claim-unsupported", "warning", message, *one.place, related=related)


def _all_done(context: Context, found: re.Match[str]) -> Iterator[Issue]:
    """应办提案136件，办结128件，全部办结: the amounts of what there was to do and of what was done, right before the words."""
    scene, text = context.scene, context.report.text
    near = [
        i
        for i in context.indices(found.start() - _REACH, found.start())
        if not context.mentions[i].structural
    ]
    if len(near) < 2:
        return
    whole, done = near[-2:]
    if not (scene.same_sentence(whole, done) and scene.like(whole, done)):
        return
    named = scene.words_before(whole) + scene.words_after(whole)
    told = scene.gap(whole, done)
    between = text[context.mentions[done].stop : found.start()]
    if (
        context.mentions[done].amount < context.mentions[whole].amount
        and not (context.mentions[done].bound or context.mentions[whole].bound)
        and _TO_DO.search(named)
        and _DID.search(told)
        and not _OF_SOME.search(told)
        and _is_of_the_same(between, text[max(found.start() - _REACH, 0) : context.mentions[done].start])
    ):
        why = tr("{whole} 中只有 {done}", whole=context.written(whole), done=context.written(done))
        message = tr("“{claim}”与数值不符：{why}", claim=found[0], why=why)
        related = [context.span(whole), context.span(done)]
        yield context.issue("claim-unsupported", "warning", message, *found.span(), related=related)


def _short_of_all(context: Context, found: re.Match[str]) -> Iterator[Issue]:
    """执行率为96.4%，预算资金全部执行: a rate below 100 right before words that leave nothing out."""
    text = context.report.text
    near = [one for one in context.near(found.start(), _NEAR) if one.start < found.start()]
    number = near[-1] if near else None
    if number is None or number.role != "ratio" or number.measure != "%" or number.bound:
        return
    between = text[number.stop : found.start()]
    if "、" not in between and _is_of_the_same(between, "") and (why := _not_all(number)):
        yield _unsupported(context, found.span(), number, why)


def _not_reached(context: Context) -> Iterator[Issue]:
    """满意度为88.6%，达到了90%的目标值: less than the aim that is said to be reached."""
    mentions, text = context.mentions, context.scene.text
    for one, aim in itertools.pairwise(mentions):
        if one.role != "ratio" or aim.role != "ratio" or one.measure != aim.measure or one.value >= aim.value:
            continue
        words = _REACHED.fullmatch(text, one.stop, aim.start)
        told = text[max(one.start - _REACH, 0) : one.start]
        if words is None or one.bound or _FEWER_IS_BETTER.search(re.split("[。；\n]", told)[-1]):
            continue
        if _AIM_BEHIND.match(text, aim.stop):
            why = tr("{one} 不到 {other}", one=one.token + one.unit, other=aim.token + aim.unit)
            yield _unsupported(context, (one.stop + 1, aim.stop), one, why)


def _unsupported(context: Context, place: tuple[int, int], number: Mention, why: str) -> Issue:
    message = tr("“{claim}”与数值不符：{why}", claim=context.report.text[slice(*place)], why=why)
    related = [(number.start, number.stop)]
    return context.issue("claim-unsupported", "warning", message, *place, related=related)


def _is_of_the_same(between: str, before: str) -> bool:
    """Whether nothing is said between the numbers and the words but of what was told before: not 上年遗留案件全部办结."""
    said = _SAYING.sub("", between)
    if "。" in between or "\n" in between or len(said) > _SHORT or _OTHERS.search(said):
        return False
    return sum(char in before for char in said) * 2 >= len(said)


def _beside(context: Context, at: int, *, before: bool) -> Mention | None:
    """The rate right behind the words, or in the clause before or behind for 持平."""
    for mention in context.near(at, 14):
        gap = context.scene.text[min(at, mention.stop) : max(at, mention.start)]  # whose commas are all ，
        if mention.role not in ("growth", "ratio") or mention.measure != "%" or mention.start < at:
            continue
        if not re.search(r"[。；\n]" if before else r"[，、。；\n]", gap):
            return mention
    return None


def _not_large(number: Mention) -> str:
    return tr("变动 {value}%，不足 {least}%", value=number.token, least=LARGE) if number.value < LARGE else ""


def _not_level(number: Mention) -> str:
    if number.role == "growth" and number.value > LEVEL:
        return tr("变动 {value}%，超过 {most}%", value=number.token, most=LEVEL)
    return ""


def _not_over(number: Mention) -> str:
    return (
        tr("完成 {value}%，未到 100%", value=number.token)
        if number.role == "ratio" and number.value < 100
        else ""
    )


def _not_all(number: Mention) -> str:
    words = number.role == "ratio" and number.value < 100
    return tr("完成 {value}%，未到 100%", value=number.token) if words else ""


_JUDGES = ((_LARGE, _not_large), (_LEVEL, _not_level), (_OVER, _not_over), (_ALL, _not_all))
_CLAIM = Regex("|".join(pattern.pattern for pattern, _ in _JUDGES))  # read once for all


def _beyond_its_limit(context: Context) -> Iterator[Issue]:
    """支出25.4万元，未超过23万元的年初预算; 余额96.4亿元，控制在限额93.8亿元以内: the limit told right behind the words, and what is told right before them."""
    mentions, scene = context.mentions, context.scene
    for n, (one, limit) in enumerate(itertools.pairwise(mentions)):
        if one.role not in _HELD or one.amount <= limit.amount or one.bound or not scene.like(n, n + 1):
            continue
        words = _NOT_BEYOND.fullmatch(scene.text, one.stop, limit.start)
        named = words is not None and _LIMIT_NAMED.search(words["claim"])
        if words is not None and (named or _LIMIT_BEHIND.match(scene.text, limit.stop)):
            why = tr("{one} 多于 {other}", one=context.written(n), other=context.written(n + 1))
            claim = context.report.text[words.start("claim") : limit.stop]
            message = tr("“{claim}”与数值不符：{why}", claim=claim, why=why)
            yield context.issue("claim-unsupported", "error", message, one.start, limit.stop)


def _overspent(context: Context) -> Iterator[Issue]:
    """预算数A，支出B，未超预算: the two amounts before the words."""
    text = context.report.text
    for found in _WITHIN.finditer(text):
        start = max(text.rfind(mark, 0, found.start()) for mark in "。；\n") + 1
        near = [i for i in context.indices(start, found.start()) if context.mentions[i].role == "value"]
        planned = [
            i
            for i in near
            if re.search("预算", context.label(i)) and not re.search("执行|决算", context.label(i))
        ]
        spent = [i for i in near if i not in planned and context.mentions[i].period == "本年"]
        if (
            len(planned) != 1
            or len(spent) != 1
            or context.mentions[planned[0]].measure != context.mentions[spent[0]].measure
        ):
            continue
        if context.mentions[spent[0]].amount > context.mentions[planned[0]].amount:
            why = tr(
                "支出 {spent}，预算 {planned}",
                spent=context.written(spent[0]),
                planned=context.written(planned[0]),
            )
            message = tr("“{claim}”与数值不符：{why}", claim=found[0], why=why)
            yield context.issue(
                "claim-unsupported",
                "error",
                message,
                *found.span(),
                related=[context.span(spent[0]), context.span(planned[0])],
            )
