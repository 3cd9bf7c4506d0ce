"""Relations whose words or numbers say that they were read from the wrong ones, whether they come out or not."""

from __future__ import annotations

from decimal import Decimal

from drafter.patterns import Regex
from drafter.relations.evidence.guesses import mendable
from drafter.relations.rates.by_name import named_rate
from drafter.relations.relation import Relation, factor_of
from drafter.relations.scene import Scene
from drafter.relations.sums.known_wholes import lacks_a_part

_OF_A_PLAN = Regex(r"(?:预算|计划|目标|任务)(?:总[额数]?|数|值)?的(?:约|近)?$")
_OF_THINGS = Regex(r"(?:合格|及时|满意|优良|知晓|准时|准确)(?:率|度)[^，。；\d]{0,4}$")
_OF_MONEY = Regex("资金|经费|金额|款|支付|拨付|发放|兑付|补[贴助]|支出|采购|投资|按金额")
_VITAL = Regex(r"(?:出生|死亡|自然增长)率")
_BORN_OR_DEAD = Regex("出生|死亡|增长|净增")
_COUNTED_ONCE = Regex("重复|重叠|交叉")
_CARRIED, _EACH = (
    Regex("（含(?:上[一-鿿]{0,2}|往年|以前[一-鿿]{0,2})?(?:旧存|结转|积存|存案)"),
    Regex("分别|依次"),
)
_ON_LAST_YEAR = Regex("同比|[比较]上年|[比较]去年")
_APART = Regex("(?:差值|差额|差异|差距|相差)(?:为|是|达)?$")
_MEASURE = Regex(
    "(?<=[\u4e00-\u9fff]{4})(?:总?金?额|总?数?量|人?数)$"
)  # 占中小企业合同金额的, of 中小企业合同
_SHARES = Regex(r"占[^，。；\n]{0,24}$")
_MOVES = ("growth", "change")
_OF_NAME = Regex(r"占([^，。；\n占]{2,24}?)的?(?:比[重例率])?(?:为|达到?)?$")
_AMONG = Regex("其中|包括|包含|含|[。；][一-鿿]{2,10}中[，,]")
_COUNT = Regex(r"([件人起户宗次])数(?:量)?(?:同比|比上年)?(?:下降|减少|上升|增长|增加)(?:了)?$")
_RECKONED = Regex(r"（(?:以|按)[^（）\d]{0,12}\d[^（）]{0,8}计算?）|（(?:不含|剔除|扣除)")
_WITHIN = Regex(r"([限期]内)[^，。；\d]{0,6}率(?:分别)?(?:为|达到?|约)?$")
_BEGAN, _THAN = Regex(r"[由从][^，。；\d]{0,4}$"), Regex(r"[比较](?:上年|去年)[^，。；\d]{0,8}的$")
_LAST_YEAR = Regex("上年|去年|原")
_IN_TURN = Regex(r"分别(?:同比)?[^，。；\d]{0,6}$")
_TOO_COARSE = 3  # times what is made of it
_WHOLE, _NEARLY, _TWO = 100, 3, 2


_LEVEL = Regex("([一二三四])级(?:指标|任务|目录)[^，。；\\d]{0,2}$")


def means_others(scene: Scene, relation: Relation) -> bool:
    """Whether the numbers tied are hardly those meant."""
    if not (relation.holds or relation.certain or relation.likely or mendable(scene, relation)):
        return True  # neither the words nor the numbers say it
    if relation.kind == "ratio":
        return (
            _of_no_plan(scene, relation)
            or _of_what_there_was(scene, relation)
            or _of_no_people(scene, relation)
            or _of_no_money(scene, relation)
            or (not relation.holds and named_rate(scene.words_before(relation.target)) is not None)
            or (not relation.holds and _of_its_neighbour(scene, relation))
            or (not relation.holds and not relation.certain and _told_in_turn(scene, relation))
            or (not relation.holds and not relation.certain and _of_some(scene, relation))
        )
    if relation.kind == "sum":
        return (
            _at_least(scene, relation)
            or _of_levels(scene, relation)
            or _against_its_word(scene, relation)
            or (
                not relation.holds
                and (
                    _counted_twice(scene, relation)
                    or _shares_of_others(scene, relation)
                    or _without_a_side(scene, relation)
                    or (not relation.certain and _not_whole(scene, relation))
                )
            )
        )
    return (
        _swamped(scene, relation)
        or _of_the_other_count(scene, relation)
        or (relation.kind == "difference" and _each_with_its_own(scene, relation))
    )


def _each_with_its_own(scene: Scene, relation: Relation) -> bool:
    """贷款减少6901亿元，同比多减p；债券2.48万亿元，同比多q；专项债券1.79万亿元，同比少r: what is told behind, each with its change, made no change before."""
    return len(relation.left) == 2 and all(
        i > relation.target and _has_its_change(scene, i) for i in relation.terms
    )


def _has_its_change(scene: Scene, i: int) -> bool:
    after = i + 1
    if after >= len(scene.mentions) or scene.mentions[after].role not in ("change", "growth"):
        return False
    return scene.same_segment(i, after) and _ON_LAST_YEAR.search(scene.words_before(after)) is not None


def _of_no_plan(scene: Scene, relation: Relation) -> bool:
    """国税a万元，完成预算的51.1%: of its own budget, which is not told, not of the other amounts of the paragraph."""
    if relation.certain or not _OF_A_PLAN.search(scene.words_before(relation.target)):
        return False
    # 年初预算10.00万元，决算10.00万元，完成100.00%: of two that are level either may have been read as the budget.
    level = scene.mentions[relation.target].value == _WHOLE
    return not any(scene.planned(i) for i in (relation.terms if level else [i for _, i in relation.right]))


def _told_in_turn(scene: Scene, relation: Relation) -> bool:
    """甲7万人，完成目标的96%；乙b、丙c、丁d，分别完成目标的95%、60%、97%: each is of its own, not of what was told before."""
    if len(relation.right) > 1:
        return False  # 基本支出a，项目支出b，分别占p和q: of all that is told in turn
    after = relation.target + 1
    listed = after < len(scene.mentions) and scene.gap(relation.target, after) in ("、", "和", "与")
    return listed and _EACH.search(scene.words_before(relation.target)) is not None


def _of_some(scene: Scene, relation: Relation) -> bool:
    """受理a件，结案b件，审限内结案率p; 维持率p（以审结12件计）: of those alone that the name or a bracket tells of."""
    target = relation.target
    if target + 1 not in relation.terms and _RECKONED.match(scene.text, scene.mentions[target].stop):
        return True
    within = _WITHIN.search(scene.words_before(target))
    return within is not None and not any(within[1] in scene.words_before(i) for i in relation.terms)


def _of_what_there_was(scene: Scene, relation: Relation) -> bool:
    """公交由186辆增至204辆，其中新能源178辆，占公交的95.7%: no share of this year is one of what there was, unless its words say so."""
    if not _SHARES.search(scene.words_before(relation.target)) or len(relation.right) != 1:
        return False
    whole, words = relation.right[0][1], scene.words_before(relation.target)
    was = _BEGAN.search(scene.words_before(whole)) or _THAN.search(scene.words_before(whole))
    return was is not None and not _LAST_YEAR.search(words) and relation.left[0][1] > whole


def _of_its_neighbour(scene: Scene, relation: Relation) -> bool:
    """甲类13件，占总量的38%，乙类12件，占总量的35%: what is told with a share of its own is no whole of the next, unless 其中 says so."""
    part, whole = relation.left[0][1], relation.right[0][1]
    if len(relation.terms) != 2 or whole >= part or not _SHARES.search(scene.words_before(relation.target)):
        return False
    # 满意的占74.4%（370人）: a share told before its part is not the whole's own
    between = (i for i in range(whole + 1, part) if i != relation.target)
    behind = (i for i in between if scene.mentions[i].role not in _MOVES)
    own = next(behind, part)
    if own == part or not _SHARES.search(scene.words_before(own)) or not scene.same_segment(whole, own):
        return False
    if _AMONG.search(scene.gap(own, part)):
        return False
    told = _OF_NAME.search(scene.words_before(relation.target))
    return told is None or _MEASURE.sub("", told[1].rstrip("）")) not in scene.words_before(whole)


def _of_no_people(scene: Scene, relation: Relation) -> bool:
    """出生a万人，死亡b万人，死亡率7.16‰: of all people, half a year before at that; no share of those born."""
    if scene.mentions[relation.target].measure != "‰" or not _VITAL.search(
        scene.words_before(relation.target)
    ):
        return False
    of_events = any(_BORN_OR_DEAD.search(scene.words_before(i)) for _, i in relation.right)
    return of_events or not (relation.holds or mendable(scene, relation))


def _of_no_money(scene: Scene, relation: Relation) -> bool:
    """全年执行数850万元，执行率100%。⏎ 验收合格率100%: what passes, is in time or pleases is no money, but where it is paid or bought."""
    words = scene.words_before(relation.target)
    money = scene.mentions[relation.left[0][1]].measure == "元"
    return money and _OF_THINGS.search(words) is not None and _OF_MONEY.search(words) is None


def _of_levels(scene: Scene, relation: Relation) -> bool:
    """12个指标，其中一级指标3个，二级指标9个，三级指标12个: each level holds the next one, so that no two of them are all."""
    levels = [found[1] for i in relation.terms if (found := _LEVEL.search(scene.words_before(i)))]
    return len({*levels}) > 1


def _at_least(scene: Scene, relation: Relation) -> bool:
    """1000万亩以上 is no part of what comes out with it, but to the last place."""
    open_ = any(scene.mentions[i].bound == "以上" for i in relation.terms)
    return open_ and relation.expected != scene.mentions[relation.target].value


def _against_its_word(scene: Scene, relation: Relation) -> bool:
    """受理386件，环比减少23件，同比增加42件，上年344件，上月409件: what fell by 23 is no part of the 409, though it comes out."""
    if len(relation.left) == 2 or not relation.holds or scene.mentions[relation.target].role == "change":
        return False  # 预算96万元，支出82万元，减少14万元: the two are the first
    signs = [sign * scene.mentions[i].sign for sign, i in relation.left if scene.mentions[i].role == "change"]
    return 0 < len(signs) < len(relation.left) and min(signs) < 0


def _not_whole(scene: Scene, relation: Relation) -> bool:
    """可支配收入a，其中工资b，经营c，转移d: a list without a part that everybody knows of."""
    names = [scene.words_before(i) for i in relation.terms]
    return lacks_a_part(scene.words_before(relation.target), names)


def _without_a_side(scene: Scene, relation: Relation) -> bool:
    """差值0.9万元，其中a差值0.95万元、b差值0.05万元: which of the two is the larger is not told, so that they do not add up."""
    return any(_APART.search(scene.words_before(i)) for i in relation.terms)


def _counted_twice(scene: Scene, relation: Relation) -> bool:
    """地表水a，地下水b，两者不重复量c: what is told apart because it overlaps is not added up, but to the one of the two.

    受理13人。其中，起诉6人（含上期结转1人）: nor what was there before to what came in.
    """
    carried = any(
        _CARRIED.match(scene.text, scene.mentions[i].stop) for i in relation.terms if i != relation.target
    )
    added = [i for sign, i in relation.left if sign > 0]
    lapped = sum(1 for i in added if _COUNTED_ONCE.search(scene.words_before(i)))
    return carried or (lapped > 0 and len(added) > _TWO)


def _shares_of_others(scene: Scene, relation: Relation) -> bool:
    """其中抢险a起、救助b起，分别占同类的29%和41.8%: shares that do not come to 100 % tell that the list is not whole."""
    first = index = max(relation.terms) + 1
    shares: list[Decimal] = []
    while (
        index < len(scene.mentions)
        and scene.mentions[index].measure == "%"
        and len(shares) < len(relation.terms)
    ):
        if shares and len(scene.gap(index - 1, index)) > 1:
            break
        shares.append(scene.mentions[index].value)
        index += 1
    if (
        relation.certain
        or len(shares) != len(relation.terms)
        or not _SHARES.search(scene.words_before(first))
    ):
        return False
    return abs(sum(shares, Decimal(0)) - _WHOLE) > _NEARLY


def _of_the_other_count(scene: Scene, relation: Relation) -> bool:
    """审结478件635人，上年773件1350人，件数下降38.24%、人数下降53.14%: each rate is of the count it names, or in its turn."""
    target, terms = relation.target, relation.terms
    second = [
        not scene.gap(i - 1, i) for i in terms if i and scene.mentions[i - 1].role in ("value", "count")
    ]
    if (
        scene.mentions[target].role != "growth"
        or len(terms) != 2
        or len(second) != 2
        or second[0] != second[1]
    ):
        return False
    measure = scene.mentions[terms[0]].measure
    if named := _COUNT.search(scene.words_before(target)):
        return named[1] not in measure
    in_turn = _IN_TURN.search(scene.words_before(target)) is not None
    return (
        second[0] and in_turn and target + 1 < len(scene.mentions) and scene.gap(target, target + 1) == "、"
    )


def _swamped(scene: Scene, relation: Relation) -> bool:
    """总产13657亿斤，增267亿斤，连续7年保持在1.3万亿斤以上: from an amount told to the nearest 1000 any change comes out."""
    if not relation.holds or len(relation.left) < 2 or scene.mentions[relation.target].measure == "分":
        return False
    told = scene.mentions[relation.target]
    change = abs(told.amount)
    if relation.right:
        if told.measure != "%":
            return False
        change = (
            told.value
            / _WHOLE
            * abs(sum((sign * scene.mentions[i].amount for sign, i in relation.right), Decimal(0)))
        )
    step = max(scene.mentions[i].step * abs(factor_of(scene.mentions[i])) for i in relation.terms)
    # 规模a亿元，首次突破2万亿元，比上年增加b亿元，增长: what is only passed has no change that comes out
    passed = any(scene.mentions[i].bound for i in relation.terms)
    return step > (1 if passed else _TOO_COARSE) * change > 0
