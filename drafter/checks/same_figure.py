"""Is one figure printed with two values in the same document?"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from drafter.checks.context import Context
from drafter.checks.two_values import two_values
from drafter.issue import Issue
from drafter.numbers.labels.words import METRIC
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.relations.scene import Scene
from drafter.relations.slips import is_digit_slip, is_slip

_SHORTEST = 5  # characters of words before the number that make two places speak of the same thing
_LONG = 5  # digits that make a slip between two places of one name no coincidence
_VAGUE = 2  # characters of a name that only such a slip makes one: 收入, 支出
_SAYS_OF_WHAT = Regex("完成|占|为|是|比|较")  # and the clause before it whose share that is
_BREAK = Regex(r"[，。；：！？、（）()]")
_IDLE = Regex(r"\s|(?:19|20)\d\d年度?|全年|共|约|近|超过?|达到?|为")
# Words that say which of several amounts of one thing this is.
_OWN = Regex(
    "预算|决算|执行|计划|目标|任务|实际|完成|收入|[上去]年|同期|其中|合计|共|送审|审定|中标|(?<!要)支出(?!（)[^，。；]{0,2}$"
)
# 2024年度预算5.30万元，…2024年预算安排5.30万元, told again with what it is compared with.
_BUDGET, _ARRANGED = Regex(r"^预算数?为?$"), Regex(r"^预算安排(?:数)?为?$")
_MANY = 8  # values of one name, of which two may be a slip apart by chance
_OWN_STOCK = Regex(
    r"[我本全](?:[局厅委办院校处站所馆队社镇乡]|中心|部门|单位|机关|系统|街道)(?:现有|共有|实有|有)?[^，。；]{0,6}(?:编制数?|[员工人]数?|车辆|党员)$"
)
_BODY = Regex("^本?(?:部门|单位)(?=[收支])")
_PAIRED = 7  # telling digits of two numbers that stand side by side twice and are the same pair
_DIGIT, _AIMED = Regex(r"\d"), Regex("预算|目标|计划")


def check_same_figure(context: Context) -> Iterator[Issue]:
    """Yield same-figure-two-values where the same words, period and unit carry two values one slip of typing apart.

    The words are those of the clause before the number; a bare measure (年初预算为) says too little to compare. Numbers of five
    digits and more are also compared by their label without its measure (基本支出, 基本支出决算数). A goal and its result, or two
    years, differ by more than a slip (two digits swapped, one digit wrong, the decimal point or 万 misplaced), and numbers of
    fewer than three digits differ by one too easily. The issue stands at the place that a calculation contradicts, else at the
    rarer value, else at the later one.
    """
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    named = dict(context.scene.each(_named))
    for index, mention in enumerate(context.mentions):
        if mention.structural or mention.role not in ("value", "count", "ratio", "score"):
            continue
        words = _words(context.scene.text, mention.start)
        if _names(words) and not (mention.role == "ratio" and _SAYS_OF_WHAT.match(words)):
            places[("words", words, mention.unit, mention.period)].append(index)
        if index in named:
            places[named[index]].append(index)
    reported: set[int] = set()
    for issue in itertools.chain(
        *(_compare(context, indices) for indices in _outside_forms(context, places.values())),
        _told_twice(context),
        _beside_the_same(context),
        _shared_elsewhere(context),
    ):
        if issue.start not in reported:
            reported.add(issue.start)
            yield issue


def _outside_forms(context: Context, groups: Iterable[list[int]]) -> Iterator[list[int]]:
    """The groups of two places or more, without what forms print among themselves: that is compared by account."""
    forms = {i for start, end in context.ledger.forms for i in context.indices(start, end)}
    for group in groups:
        printed = {context.mentions[i].value for i in group if i in forms}
        told = [i for i in group if i not in forms and context.mentions[i].value not in printed]
        left = group if not printed else group if told and len(printed) == 1 else told
        if len(left) > 1:
            yield left


def _told_twice(context: Context) -> Iterator[Issue]:
    """“住房补贴（项）”53.84万元，…2024年预算安排35.84万元，比上年减少: an amount told bare, and again with what it is compared with.

    One slip lies between the two, a calculation that holds uses the second and none the first. Amounts that say themselves what they
    are (预算, 决算, 收入 beside 支出) may differ.
    """
    for scope in context.scene.paragraphs:
        long = [
            i
            for i in scope
            if context.mentions[i].role in ("value", "count") and _long(context.mentions[i], least=4)
        ]
        unused = [i for i in long if i not in context.using]
        words = {i: context.scene.clauses_before(i) for i in long} if unused else {}
        bare = [i for i in unused if not _OWN.search(words[i]) or _BUDGET.search(words[i])]
        for index in bare:
            arranged = bool(_OWN.search(words[index]))
            for other in long:
                one, two = context.mentions[index], context.mentions[other]
                if arranged and not _ARRANGED.search(words[other]):
                    continue
                if (
                    other > index
                    and (one.unit, one.period, one.bound) == (two.unit, two.period, "")
                    and is_slip(one.token, two.token)
                    and abs(one.value - two.value) > one.step
                    and any(relation.holds for relation in context.using.get(other, ()))
                ):
                    yield _issue(context, index, [other])
                    break


def _beside_the_same(context: Context) -> Iterator[Issue]:
    """收入a万元，比上年预算减少d万元；…支出a万元，比上年预算减少d′万元: behind one amount and the same words two values a slip apart.

    The two numbers together have digits enough that no other thing has them by chance.
    """
    pairs: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for scope in context.scene.paragraphs:
        for one, index in itertools.pairwise(scope):
            beside, mention = context.mentions[one], context.mentions[index]
            if (
                mention.role in ("value", "change")
                and beside.role in ("value", "count")
                and beside.telling + mention.telling >= _PAIRED
            ):
                words = context.scene.gap(one, index)
                if len(words) > _SHORTEST and "。" not in words:
                    pairs[beside.token, beside.unit, words, mention.unit].append(index)
    for indices in pairs.values():
        if len({context.mentions[i].value for i in indices}) == 2:
            wrong, right = _less_backed(context, indices)
            told, meant = context.mentions[wrong[0]], context.mentions[right[0]]
            if is_slip(told.token, meant.token) and context.backing(wrong) < 1:
                yield _issue(context, wrong[0], right)


def _shared_elsewhere(context: Context) -> Iterator[Issue]:
    """支出9726.50万元，其中甲754.75万元，占7.74%: two shares or more of a whole printed elsewhere, one slip from the amount above them."""
    for scope in context.scene.paragraphs:
        wholes: dict[int, list[int]] = defaultdict(list)
        for relation in (one for i in scope for one in context.using.get(i, ()) if one.target == i):
            if relation.kind == "ratio" and relation.holds and len(relation.right) == len(relation.left) == 1:
                wholes[relation.right[0][1]].append(relation.left[0][1])
        for whole, parts in wholes.items():
            if len(parts) < 2 or whole in scope or not _long(context.mentions[whole], least=4):
                continue
            for head in (i for i in scope if i < min(parts) and context.scene.like(i, whole)):
                told, meant = context.mentions[head], context.mentions[whole]
                if told.amount != meant.amount and is_slip(told.token, meant.token):
                    yield _issue(context, head, [whole])


def _named(scene: Scene, index: int) -> tuple[str, ...] | None:
    """The name, unit and period of a long amount that is no aim."""
    mention = scene.mentions[index]
    if mention.role != "value" or not _long(mention):
        return None
    name = _BODY.sub("", scene.stem(index))
    told = len(name) >= _VAGUE and not _AIMED.search(scene.label(index))
    return ("name", name, mention.unit, mention.period) if told else None


def _long(mention: Mention, *, least: int = _LONG) -> bool:
    return mention.digits >= least


def _words(text: str, at: int) -> str:
    start = max(at - 40, 0)
    return _told(text[max(text.rfind("\n", start, at) + 1, start) : at])


@lru_cache(8192)
def _told(before: str) -> str:
    return _IDLE.sub("", _BREAK.split(before)[-1])


@lru_cache(8192)
def _names(words: str) -> bool:
    """Whether the words before a number say what it is, and not only that it is a measure."""
    return len(words) >= _SHORTEST and not METRIC.fullmatch(words) and not _DIGIT.search(words)


def _compare(context: Context, indices: list[int]) -> Iterator[Issue]:
    values = {context.mentions[i].value for i in indices}
    if len(values) > 2 and all(_long(context.mentions[i]) for i in indices):
        yield from _pairs_of_many(context, indices)
        return
    if len(values) != 2 or not _slip_apart(context, *_one_of_each(context, indices)):
        return  # three values under one label are a list, not a slip
    wrong, right = _less_backed(context, indices)
    if _same_paragraph(context, wrong[0], right[0]) or _added_up(context, wrong):
        return
    first, second = context.mentions[wrong[0]], context.mentions[right[0]]
    if first.step < 1 and abs(first.value - second.value) <= first.step:
        return  # 尾差 of rounding
    for index in wrong:
        yield _issue(context, index, right)


def _slip_apart(context: Context, one: int, other: int) -> bool:
    """Whether one slip parts the two; of what a body has itself (我局在职人员) two digits are enough."""
    tokens = context.mentions[one].token, context.mentions[other].token
    if is_slip(*tokens):
        return True
    own = _OWN_STOCK.match(_words(context.scene.text, context.mentions[one].start))
    return own is not None and min(map(len, tokens)) > 1 and is_digit_slip(*tokens)


def _less_backed(context: Context, indices: list[int]) -> list[list[int]]:
    """The places of two values: first those that calculations back less, else the rarer, else the later ones."""
    values = sorted({context.mentions[i].value for i in indices})
    groups = [[i for i in indices if context.mentions[i].value == value] for value in values]
    return sorted(groups, key=lambda group: (context.backing(group), len(group), -group[0]))


def _pairs_of_many(context: Context, indices: list[int]) -> Iterator[Issue]:
    """收入 of several funds, and the one of them told twice: two long values that a slip parts, each in a paragraph of its own."""
    first = {context.mentions[i].value: i for i in reversed(indices)}
    if len(first) > _MANY:
        return
    for one, other in itertools.combinations(first.values(), 2):
        if is_slip(context.mentions[one].token, context.mentions[other].token):
            pair = {context.mentions[one].value, context.mentions[other].value}
            yield from _compare(context, [i for i in indices if context.mentions[i].value in pair])


def _issue(context: Context, index: int, right: list[int]) -> Issue:
    name = context.told_label(index) or _words(context.scene.text, context.span(index)[0])
    return two_values(context, index, right, name=name)


def _added_up(context: Context, indices: list[int]) -> bool:
    """Whether the table these stand in adds up with each of them: 行政运行 and what of it is 基本支出 differ."""
    sure = context.ledger.added_up
    return all(context.mentions[i].start in sure for i in indices)


def _one_of_each(context: Context, indices: list[int]) -> tuple[int, int]:
    other = next(i for i in indices if context.mentions[i].value != context.mentions[indices[0]].value)
    return indices[0], other


def _same_paragraph(context: Context, one: int, other: int) -> bool:
    low, high = sorted((context.mentions[one].start, context.mentions[other].start))
    return "\n" not in context.report.text[low:high]
