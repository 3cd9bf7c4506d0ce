"""Say whose a measure is that its sentence named without its owner: 茶园1100公顷，产量280吨 → 茶园产量; 其中市本级 of what."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from drafter.numbers.labels.asked import Asked
from drafter.numbers.labels.deeds import noun_of
from drafter.numbers.labels.measures import OWNED, OWNED_TAIL, is_bare
from drafter.numbers.labels.spots import Spot
from drafter.numbers.labels.topics import amounts_before
from drafter.numbers.labels.words import LONGEST, METRIC, METRIC_TAIL, trim_links
from drafter.numbers.mention import Mention
from drafter.patterns import Regex

_INVESTED = Regex("(?:计划|概算|完成)?总?投资$")
_KIND = Regex(r"(?:增长率|增减额|占比)$")
_BALANCE, _ACCOUNT = (
    Regex(
        r"(?:年末|当年|当期|本期|本年)?(?:收支|滚存|累计)?(?:当期|本期|本年)?(?:结余|结存)|总支出|(?:收入|支出)总量|本级(?:收入|支出)|结转收入"
    ),
    Regex(r"([一-鿿（）()]{2,18}(?:基金|预算))(?:本年|本级)?总?(?:收入|支出)$"),
)
_PART = Regex(r"(?:中央|地方|省|市|县|区|州)?本级|中央|地方|[省市县区]级|城镇|农村|男性|女性|境内|境外")
_ALL_OF = Regex(r"^(?:全[国省市县区州]|截至[^，]{0,8})?(?:共有?)?")
_AIMS = ("任务", "目标", "计划")
_KEPT = ("猪", "牛", "羊", "禽", "鸡", "鸭")
_PEOPLE = ("人", "人次", "名", "户", "次", "件")  # whoever is counted so has no area, output or beds
_ASIDE_CLAUSE = Regex(
    r"[，,]\s*(?![按以比较同])[^，,。；;、0-9]*(?=[，,])"
)  # a clause without a number: something else is told
_ENDS, _AMONG = Regex(r"[。；;\n]"), Regex(r"[。；;\n]|其中")


_THIS = Regex("(?:该|此项?)(?P<noun>工程|项目|政策|系统|园区|平台|公司|中心|基地)")


def with_its_name(text: str, start: int, label: str) -> str:
    """城东路改造工程。该工程总投资8万元: what 该工程 is, told in the sentence before."""
    found = _THIS.match(label)
    if found is None:
        return label
    begin = max(text.rfind("\n", 0, start) + 1, start - 150)
    names = re.findall(rf"([一-鿿“”]{{2,16}}{found['noun']})[，。；：（]", text[begin:start])
    names = [re.sub("^[一-鿿]{0,3}的", "", name) for name in names]
    named = next((trim_links(name) for name in reversed(names) if name[0] not in "该此"), "")
    whole = named + label[found.end() :]
    return whole if named and len(whole) <= LONGEST else label


_FLOWS = {"收入": "支出", "支出": "收入"}
_FLOW = Regex("(?P<fund>[一-鿿]{1,6}?)(?P<total>总?)(?P<flow>收入|支出)")
_TOOK = Regex("^(?:累计|全年|完成|实现|共)+")


def with_twin(spot: Spot, label: str) -> str:
    """全县医保基金总收入9亿元，基金总支出8亿元: both are of one fund, which the first names in full."""
    found = _FLOW.fullmatch(label)
    if found is None or spot.mention.measure != "元" or not spot.index:
        return label
    before = spot.mentions[spot.index - 1]
    if (
        before.measure != "元"
        or before.role != "value"
        or spot.text[before.stop : spot.mention.start] != "，" + label
    ):
        return label
    called = spot.called(spot.index - 1)
    twin = f"{found['fund']}{found['total']}{_FLOWS[found['flow']]}"
    whose = _TOOK.sub("", called.removesuffix(twin)) if called.endswith(twin) else ""
    return whose + label if 1 < len(whose) <= LONGEST - len(label) else label


def with_owner(
    text: str, mentions: Sequence[Mention], index: int, label: str, name: Callable[[int], str]
) -> str:
    """Return `label` with its owner before it, if it needs one and the sentence tells it; `name` labels the number at an index."""
    kind = found[0] if (found := _KIND.search(label)) else ""
    bare = label.removesuffix(kind) if kind else label
    if OWNED.fullmatch(bare):
        owner = _owner(Asked(text, mentions, index, bare, name, bare))
    elif _BALANCE.fullmatch(bare):
        owner = _account(text, mentions, index, name)
    elif not kind and _PART.fullmatch(bare):
        return _part_of(text, mentions, index, bare, name)
    else:
        return label
    return owner + label if owner and len(owner) + len(label) <= LONGEST else label


def _owner(asked: Asked) -> str:
    """The nearest thing counted before in the sentence, or the owner of the measure told before this one."""
    for back, called, between in amounts_before(asked):
        if _AMONG.search(between) or _ASIDE_CLAUSE.search(between):
            return ""
        if is_bare(called) or called.endswith(_AIMS):
            continue
        stem, measure = OWNED_TAIL.sub("", called), asked.mentions[back].measure
        if stem == called and measure == "元":
            stem = _INVESTED.sub("", METRIC_TAIL.sub("", called))
        if (
            (len(stem) < 2 and stem not in _KEPT)
            or METRIC.fullmatch(stem)
            or (stem == called and measure in ("元", *_PEOPLE))
        ):
            return ""
        return noun_of(_ALL_OF.sub("", stem).removeprefix("实现"))
    return ""


def _account(text: str, mentions: Sequence[Mention], index: int, name: Callable[[int], str]) -> str:
    """失业保险基金收入6亿元，其中…。支出4亿元。本年收支结余: the fund whose income the paragraph told last."""
    for back in range(index - 1, max(index - 16, -1), -1):
        if "\n" in text[mentions[back].stop : mentions[index].start]:
            return ""
        if mentions[back].role == "value" and (account := _ACCOUNT.search(name(back))):
            return account[1]
    return ""


def _part_of(
    text: str, mentions: Sequence[Mention], index: int, part: str, name: Callable[[int], str]
) -> str:
    """管理不规范金额5.9亿元，其中市本级5.5亿元: the part, and what it is a part of."""
    mention = mentions[index]
    for back in range(index - 1, max(index - 6, -1), -1):
        one = mentions[back]
        between = text[one.stop : mention.start]
        if _ENDS.search(between):
            return part
        if one.measure != mention.measure or one.role not in ("value", "count") or "其中" not in between:
            continue
        whole = _ALL_OF.sub("", name(back))
        return part + whole if len(whole) >= 2 and len(part) + len(whole) <= LONGEST else part
    return part
