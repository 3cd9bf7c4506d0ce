"""Tie what there is at the end to what there was, what came and what went, whatever is counted: 年初馆藏a，接收b，销毁c，年末馆藏d."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.numbers.change_words import either
from drafter.numbers.list_words import A_SHARE, AVERAGE
from drafter.patterns import Regex
from drafter.relations.evidence.guesses import carelessly_made, mendable
from drafter.relations.relation import Relation, Terms, relate
from drafter.relations.scene import Scene

# 2024年初, 2024年末: the year is a number of its own, so that 初 and 末 begin the words behind it.
_AT_THE_END = Regex(
    r"(?:(?:年|期|月|季|学期|^)[末底终]|现|目前|截至[^，。；\d]{0,8})[^，。；\d]{0,6}"
    r"(?:结存|结余|结转|余额|库存|存量|存栏|保有|留存|滚存|馆藏|在册|在编|在校|在建|在岗|实有|现有|未结|累计|原值|规模|有|存|数|量|额|达)[^，。；\d]{0,6}$"
    r"|(?:年|期|月|季|学期)[末底终](?:的|为|达到?)?$"
    r"|(?:未结|未办结|未审结|未执结)[^，。；\d率]{0,6}$|^[增减升降](?:加|少|长)?[至到为]$"
)
_AT_THE_START = Regex(
    r"(?:(?:年|期|月|季|学期|^)初|上(?:年|期|月|季)(?:[末底终]|结转|结余|结存)?|去年[末底终]?|原有|旧存|积存)[^，。；\d]{0,10}$"
)
_COMES = (
    "收入 增加 补充 充实 净增 新增 新设 新注册 新收 新招 新立 新建 新入 新接 新开 开工 制发 制定 出台 印发 登记 受理 收到 接收 计提 建成 "  # any thing
    "购入 购置 采购 征集 入库 转入 调入 划入 补栏 引进 录用 聘用 招录 入学 迁入 "  # things and people
    "征缴 归集 募集 筹集 借入 拨入 发行 举借 转贷"  # money
)
_CAME = Regex(rf"(?:{either(_COMES)}|缴存(?!余额|总额)|[发投]放[^，。；\d]{{0,6}}贷款)[^，。；\d]{{0,10}}$")
_GOES = (
    "支出 减少 动用 净减 核减 使用 完工 竣工 办结 审结 执结 结案 废止 失效 注销 解除 撤销 关停 退出 退库 "  # any thing
    "报废 销毁 处置 出库 转出 调出 划出 核销 出栏 轮出 消耗 领用 出让 退租 辞职 离职 解聘 离任 毕业 退休 迁出 解矫 死亡 出院 "  # things and people
    "支付 提取 回收 收回 拨付 偿还 归还 清偿 化解 上缴"  # money
)
_WENT = Regex(rf"(?:{either(_GOES)}|发放(?![^，。；\d]{{0,6}}贷款))[^，。；\d]{{0,10}}$")
_NET = Regex(r"净[增减](?:加|少|员)?(?:了)?$")
_ROLLED = Regex(r"(?:滚存|累计)(?:结余|余额)(?:为|达到?)?$")
_OF_THE_YEAR = Regex(r"(?:当年|本年|当期|年度)(?:收支)?结余(?:为|达到?)?$")
_OF_ANOTHER = Regex(A_SHARE)  # 占耕地面积a: what it is a share of is no stock of its own
_SUBTOTAL = Regex("合计|总计|小计")
_FEWEST = 3


def find_stocks(scene: Scene, scope: Sequence[int]) -> Iterator[Relation]:
    """Yield end = start + came − went where all like amounts of the sentence are one of these; as likely where one slip broke it."""
    for index in scope if len(scope) >= _FEWEST else ():
        if scene.mentions[index].bound:
            continue
        if scene.mentions[index].role == "change":
            yield from _net(scene, index, scope)
        if scene.mentions[index].role not in ("value", "count"):
            continue
        at_the_start = _AT_THE_START.search(scene.words_before(index)) is not None
        if not at_the_start and not _AT_THE_END.search(scene.words_before(index)):
            continue
        near = [
            i
            for i in scope
            if i != index
            and scene.same_segment(min(i, index), max(i, index))
            and scene.like(i, index)
            and scene.mentions[i].role in ("value", "count", "change")
            and not AVERAGE.is_in(scene.words_before(i))
            and not _OF_ANOTHER.match(scene.words_before(i))
        ]
        near = _without_net(scene, near)
        now = (_grown_to(scene, near) if at_the_start else None) or index
        terms: Terms = ((1, near[0]), (1, index)) if now != index else ()
        if now == index:
            terms = _back_to_it(scene, near) if at_the_start else _from_the_start(scene, index, near)
        if not terms and not at_the_start and len(near) == 2:
            terms = _from_before(scene, index, near, scope)
        if not terms and not at_the_start and _ROLLED.search(scene.words_before(index)):
            terms = _rolled_on(scene, index, scope)
        made = relate(scene.mentions, "sum", now, terms, certain=True) if terms else None
        if made is not None and (made.holds or carelessly_made(scene, made, near)):
            yield made
        elif made is not None and mendable(scene, made):
            yield relate(scene.mentions, "sum", now, made.left, likely=True) or made


def _without_net(scene: Scene, near: Sequence[int]) -> list[int]:
    """Without the net change, which is told once more by what came and what went: 新入库21家、退库7家，净增14家."""
    rest = [i for i in near if not _NET.search(scene.words_before(i))]
    return rest if {_sign(scene, i) for i in rest} >= {1, -1} else [*near]


def _net(scene: Scene, index: int, scope: Sequence[int]) -> Iterator[Relation]:
    """新增23家、退出14家，净增9家: what came less what went, where the clause tells both."""
    if not _NET.search(scene.words_before(index)):
        return
    near = [
        i
        for i in scope
        if i < index
        and scene.same_segment(i, index)
        and scene.like(i, index)
        and not _AT_THE_END.search(scene.words_before(i))
        and not _AT_THE_START.search(scene.words_before(i))
    ]
    signs = [(_sign(scene, i), i) for i in near]
    while signs and not signs[0][0]:
        signs = signs[1:]  # 年末有168家，新增23家、退出14家
    if {sign for sign, _ in signs} != {1, -1}:
        return
    way = scene.mentions[index].sign or 1
    terms = tuple((way * sign, i) for sign, i in signs)
    made = relate(scene.mentions, "sum", index, terms, certain=True)
    if made is not None:
        yield made if made.holds else replace(made, certain=False, likely=True)


def _from_before(scene: Scene, index: int, near: Sequence[int], scope: Sequence[int]) -> Terms:
    """上年末原值a，其中…。拟新增b，拟报废c，预计年末原值d: from what the sentence before begins with."""
    signs = [(_sign(scene, i), i) for i in near]
    name = scene.words_before(index)[-2:]
    starts = [
        i
        for i in scope
        if i < near[0]
        and _AT_THE_START.search(scene.words_before(i))
        and scene.words_before(i).endswith(name)
        and scene.like(i, index)
        and not scene.same_sentence(i, index)
    ]
    began = any(_AT_THE_START.search(scene.words_before(i)) for i in near)
    whole = {sign for sign, _ in signs} == {1, -1} and len(starts) == 1 and not began
    return ((1, starts[0]), *signs) if whole and max(near) < index else ()


def _rolled_on(scene: Scene, index: int, scope: Sequence[int]) -> Terms:
    """当年结余b；上年末滚存结余a，年末滚存结余a + b."""
    near = [i for i in scope if i < index and scene.same_sentence(i, index) and scene.like(i, index)]
    own = [i for i in near if _OF_THE_YEAR.search(scene.words_before(i))]
    starts = [
        i
        for i in near
        if _ROLLED.search(scene.words_before(i)) and _AT_THE_START.search(scene.words_before(i))
    ]
    return ((1, starts[0]), (1, own[0])) if len(own) == len(starts) == 1 else ()


def _from_the_start(scene: Scene, index: int, near: Sequence[int]) -> Terms:
    """What there was, what came and what went, signed; nothing where one of the amounts is none of these."""
    signs = [(_sign(scene, i), i) for i in near]
    starts = [i for i in near if _AT_THE_START.search(scene.words_before(i))]
    if any(_SUBTOTAL.search(scene.words_before(i)) for i in near):
        return ()  # 上年结余a，补助b，收入合计c，支出d: what came is told once more
    if len(near) == 2 and len(starts) == 1:
        moved = next(i for i in near if i not in starts)
        # 年初a，净增b，年末c; told behind both it is the change between them, net or not
        net = scene.mentions[moved].role == "change" and (
            moved > index or _NET.search(scene.words_before(moved))
        )
        return ((1, starts[0]), (scene.mentions[moved].sign, moved)) if net else ()  # 年初a，净增b，年末
    whole = len(starts) == 1 and len(near) >= _FEWEST and {sign for sign, _ in signs} == {1, -1}
    return tuple(signs) if whole else ()


def _grown_to(scene: Scene, near: Sequence[int]) -> int | None:
    """新建12.8万亩，累计建成36.7万亩，年初累计23.9万亩: what there is now of what came and what there was, told behind both."""
    if len(near) != _FEWEST - 1 or near[0] + 1 != near[1] or _sign(scene, near[0]) < 1:
        return None
    return near[1] if "累计" in scene.words_before(near[1]) else None


def _back_to_it(scene: Scene, near: Sequence[int]) -> Terms:
    """在册684人，解矫412人，新接收438人，去年底658人: what is there now, with what went and without what came."""
    if len(near) != _FEWEST or near[0] + len(near) != near[-1] + 1:
        return ()
    signs = [_sign(scene, i) for i in near]
    if signs[0] or sorted(signs[1:]) != [-1, 1]:
        return ()
    return ((1, near[0]), *((-sign, i) for sign, i in zip(signs[1:], near[1:], strict=True)))


def _sign(scene: Scene, i: int) -> int:
    words = scene.words_before(i)
    if _AT_THE_START.search(words):
        return 1
    return -1 if _WENT.search(words) else 1 if _CAME.search(words) else 0
