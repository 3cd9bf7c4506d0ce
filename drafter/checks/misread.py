"""Was a calculation that does not come out read from the wrong numbers?"""

from __future__ import annotations

from decimal import Decimal

from drafter.checks.context import Context
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.relations import Relation, Terms, solve
from drafter.relations.evidence.guesses import leaves_out_a_term, rounding
from drafter.relations.relation import relate
from drafter.relations.shares.shares import names_its_whole
from drafter.relations.slips import is_digit_slip, is_slip, scaled_inside, slips_inside
from drafter.relations.stems import alike

_RATE_OF = Regex(r"(?P<whose>[一-鿿]{2,8})[一-鿿]{2}(?:率|度)(?:分别|约|为|达到?|是)*$")
_ALL = 99
"""Per cent below which shares of parts are not those of all parts, whatever was rounded."""
_GOAL = Regex(r"(?:目标|指标|计划)值(?:为|是)?[≥≤=＝＞＜]?$")
_FAR = 3
"""How many times too much or too little a share or a total is that was read from the wrong numbers."""
_NAMED = 4  # characters of a name that hardly two things bear
_TELLING = 2  # digits of an amount that fit a rate by chance too seldom to matter
_REACH, _LINES = 400, 2
"""Characters and lines before the result in which another term may stand."""
_ALIKE = Decimal("0.01")  # amounts so near each other fit alike
_ROUGH = Decimal("0.1")
_BY_CHANCE = 0.03
"""How often other numbers may come out by accident and still be taken for what is meant."""


def is_misread(context: Context, relation: Relation) -> bool:
    """Whether the words or the numbers around tell that `relation`, which does not hold, is not what the text says."""
    if relation in context.columns:
        return False  # its heads say what it is of, whatever else comes out in a table full of numbers
    return (
        _far_fetched(context, relation)
        or _of_another(context, relation)
        or _from_another(context, relation)
        or _tells_some(context, relation)
        or _holds_of_others(context, relation)
    )


def _tells_some(context: Context, relation: Relation) -> bool:
    """Whether a list is right as far as it goes: a table has the same whole and parts and one more, or the shares told of the parts, which come out, are not all."""
    if relation.kind != "sum" or any(sign < 0 for sign, _ in relation.left):
        return False
    shares = [
        context.mentions[one.target].value
        for i in relation.terms
        for one in context.using.get(i, ())
        if one.kind == "ratio"
        and one.holds
        and one.left == ((1, i),)
        and one.right == ((1, relation.target),)
        and context.mentions[one.target].step < 1
    ]
    if len(shares) == len(relation.terms) and sum(shares) < _ALL:
        return True
    whole, *parts = (context.mentions[i].amount for i in (relation.target, *relation.terms))
    cells = {mention.start: mention.amount for mention in context.mentions} if context.ledger.sums else {}
    for one in context.ledger.sums:
        if one.holds and len(one.parts) > len(parts) and cells.get(one.total.start) == whole:
            own = [cells.get(cell.start) for _, cell in one.parts]
            if all(part in own for part in parts):
                return True
    return False


def _holds_of_others(context: Context, relation: Relation) -> bool:
    """支付7218.65万元，支付率91.84%, where 到位7860.00万元 stands before: with one other term that is printed near it comes out.

    A term that is one slip of typing away is not another one, but the same figure printed again; and where a slip in one of
    its own numbers explains all, the calculation is meant.
    """
    if any(_slipped(context, relation, i) for i in (relation.target, *relation.terms)):
        return False
    if names_its_whole(context.scene, relation) or leaves_out_a_term(context.mentions, relation):
        return False  # 占专任教师的; 年初a，新增b，报废c，年末a + b: what else comes out is not what it says
    mentions, target = context.mentions, context.mentions[relation.target]
    if not target.value:
        return False
    near = _near(context, relation)
    if (
        relation.kind == "sum"
    ):  # 入院a，其中甲b、乙c；出院d，其中甲e、乙f: what makes up another whole is no part of this one
        near = [
            j for j in near if not any(one.holds and one.kind == "sum" for one in context.using.get(j, ()))
        ]
    # 首次突破5万件: nearly anything comes out with a number so rough.
    if relation.kind != "sum":
        near = [j for j in near if _width(mentions[j]) < _ROUGH * mentions[j].amount]
    tries = [(i, j) for i in relation.terms for j in near if context.scene.like(i, j)]
    share = float(target.step / abs(target.value))
    if len(tries) * share > _BY_CHANCE:
        return False
    for i, j in tries:
        one, other = mentions[i].token, mentions[j].token
        alike = abs(mentions[i].amount - mentions[j].amount) < _ALIKE * abs(mentions[i].amount)
        if alike or is_slip(one, other) or is_digit_slip(one, other):
            continue
        left, right = _put(relation.left, i, j), _put(relation.right, i, j)
        made = relate(mentions, relation.kind, relation.target, left, right, years=relation.years)
        if made is not None and made.holds:
            return True
    return False


def _width(mention: Mention) -> Decimal:
    low, high = mention.interval
    return high - low


def _near(context: Context, relation: Relation) -> list[int]:
    """The amounts of the lines around the result that the calculation does not use."""
    text, at = context.report.text, context.mentions[relation.target].start
    begin = at
    for _ in range(_LINES + 1):
        begin = max(text.rfind("\n", 0, begin), 0)
    end = text.find("\n", at)
    used = {relation.target, *relation.terms}
    indices = context.indices(max(begin, at - _REACH), min(end if end >= 0 else len(text), at + _REACH))
    return [
        i
        for i in indices
        if i not in used and context.mentions[i].role in ("value", "count") and context.mentions[i].value
    ]


def _put(terms: Terms, i: int, j: int) -> Terms:
    return tuple((sign, j if index == i else index) for sign, index in terms)


def _far_fetched(context: Context, relation: Relation) -> bool:
    """死亡人口2.58万人 beside 出生人口1.62万人，死亡率8.28‰: a share of something that is not printed.

    Nobody writes a share or a total that is several times off, unless a slip of typing made it.
    """
    if relation.kind not in ("ratio", "sum"):
        return False
    stated, expected = context.mentions[relation.target].value, abs(relation.expected)
    far = max(stated, expected) > _FAR * min(stated, expected)
    if leaves_out_a_term(context.mentions, relation):
        return False  # 录用12人、退休9人，净增12人
    return far and not any(_slipped(context, relation, i) for i in (relation.target, *relation.terms))


def _of_another(context: Context, relation: Relation) -> bool:
    """游客满意396人次、不满意7人次；周边村民满意率90.8%: a likely rate of somebody whom its numbers do not tell of."""
    target = relation.target
    if relation.kind == "ratio" and _GOAL.search(context.scene.words_before(target)):
        return True  # 合格率目标值≥94%，实际完成97%；按期完成率目标值=100%: an aim is worked out of nothing
    if relation.kind != "ratio" or relation.certain:
        return False
    if any(context.scene.same_segment(min(i, target), max(i, target)) for i in relation.terms):
        return False
    if all(_bears(context.label(target), context.scene.stem(i)) for i in relation.terms):
        return False
    rate = _RATE_OF.match(context.scene.words_before(target))
    told = context.scene.text[
        max(context.mentions[min(relation.terms)].start - 30, 0) : context.mentions[target].start
    ]
    return rate is not None and told.count(rate["whose"]) < 2


def _bears(label: str, name: str) -> bool:
    """部门整体支出预算执行率 is of 部门整体支出."""
    return len(name) >= _NAMED and label.startswith(name)


def _from_another(context: Context, relation: Relation) -> bool:
    """甲比上年的23.1微克下降7.4%；乙36.2微克，同比下降4.7%: what one item of a list fell from is no base of the next."""
    if relation.kind not in ("growth", "difference") or len(relation.left) != 2:
        return False
    (_, now), (_, base) = relation.left
    scene, target = context.scene, relation.target
    if base > now or scene.same_segment(base, now) or not scene.same_segment(now, target):
        return False
    used = any(one.holds and one.kind == relation.kind for one in context.using.get(base, ()))
    return used or not alike(scene.stem(base), scene.stem(now))


def _slipped(context: Context, relation: Relation, index: int) -> bool:
    """Whether a slip in the number explains all; in a short term one fits by chance too often."""
    mention = context.mentions[index]
    interval = solve(context.mentions, relation, index)
    short = index != relation.target and mention.telling <= _TELLING and not relation.certain
    if interval is None or short or not all(end.is_finite() for end in interval):
        return False
    rounded = relation.kind == "sum" or index == relation.target
    slack = rounding(context.mentions, relation, index) if rounded else Decimal(0)
    low, high = interval[0] - slack, interval[1] + slack
    return bool(slips_inside(mention.token, low, high)) or scaled_inside(mention.value, low, high) is not None
