"""Name a number by the words beside it: the noun before it, the one behind its unit, or both.

Each rule returns the name, or None where it has nothing to say. Those of `BEHIND` are also given the words before the number
that still name it and the noun behind its unit.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from drafter.numbers.labels import sizes
from drafter.numbers.labels.ahead import doer_ahead
from drafter.numbers.labels.behind import right_of
from drafter.numbers.labels.changes import acted_on
from drafter.numbers.labels.deeds import (
    deed_at_end,
    framed,
    has_deed,
    last_words,
    no_deed,
    noun_of,
    only_deed,
    words_of,
)
from drafter.numbers.labels.lists import follows_comma_of_list
from drafter.numbers.labels.measures import OWNED_TAIL, is_bare
from drafter.numbers.labels.places import headed, names_the_first
from drafter.numbers.labels.says import harms, is_person, says
from drafter.numbers.labels.sizes import LAND
from drafter.numbers.labels.spots import Spot
from drafter.numbers.labels.subjects import deed_to_what_was_told, subject_of, with_subject
from drafter.numbers.labels.words import (
    AFTER,
    CHANGE_TAIL,
    LONGEST,
    MEASURE_OF,
    METRIC,
    PREDICATE,
    trim_links,
)
from drafter.numbers.units import MEASURED
from drafter.patterns import Regex

_DONE_AT_RATE = Regex("已(?:经)?[一-鿿]{2,4}(?=[，。；、])")
_BEFORE_OBJECT = ("含", "对", "为", "向", "给", "与", "将", "把", "辖", "下辖", "管辖")
_WHICH = ("其他", "其它", "其余", "这", "该", "此", "上述", "以上")
_COUNTS, _KINDS_COUNTED = ("个", "项", "大", "类", "条", "方面"), ("个", "项", "大", "类")
_TOTAL = Regex(r"([一-鿿]{2}总[数量])(?:达到?|为|共计?)*")
_ALL_TOGETHER = Regex("(?:共|合|总)计(?:为|达)?")
_POINTS_OFF = Regex("(?:共|合|总)?计扣分?")
_AMONG = Regex("(?<=..)中有?$")
_WHERE_ALONE = Regex("[全我本][国省市区县州盟旗镇乡街村局校院](?:共?有)?")
_LINKED = Regex("(?:[和与]|(?<![惠普涉波危])及)$")
# 组织10人参加技能培训: what they were sent to.
_SENT, _SENT_TO = (
    ("组织", "选派", "派出", "抽调", "安排", "动员"),
    Regex("(?:参加|参与|赴|到|前往)[一-鿿“”]{2,20}"),
)
_SENT_ON = Regex("余?([一-鿿]{2,12}(?:参加|参与|赴|到|前往|列席|观摩)[一-鿿“”]{2,14})(?=[，。；、])")
_ABOUT = ("围绕", "聚焦", "针对")
_PEOPLE = ("人", "名", "人次")
_LONG_NOUN = 8
_DONE_TO_IT = Regex("(?<=..)被.*")
_IS = Regex("(?:为|是|属于?)(?P<what>(?!了|[其何])[一-鿿“”]{2,12})(?=[，。；、（])")


def of_a_list(spot: Spot) -> str | None:
    """建成21个先行片区、200个样板村: the second has a noun of its own, and the deed of the first."""
    listed = not spot.bare and follows_comma_of_list(spot.text, spot.mentions, spot.index)
    thing = right_of(spot.text, spot.mention) if listed else ""
    if not thing or spot.deepest or PREDICATE.match(thing) or has_deed(thing[:2]) or harms(thing):
        return thing or None
    first = right_of(spot.text, spot.mentions[spot.index - 1])
    called = spot.called(spot.index - 1) if first else ""
    deed = called.removesuffix(first) if called != first else ""
    return deed + thing if deed and called.endswith(first) and only_deed(deed) else thing


def points_off(spot: Spot) -> str | None:
    return "扣分合计" if spot.mention.measure == "分" and _POINTS_OFF.fullmatch(spot.bare) else None


def rate_of_what_was_done(spot: Spot) -> str | None:
    """提出提案61件，99.8%已办复."""
    rated = spot.mention.role == "ratio" and not spot.bare
    done = _DONE_AT_RATE.match(spot.text, spot.mention.stop) if rated else None
    return done and noun_of(subject_of(spot)) + done[0]


def total(spot: Spot) -> str | None:
    """五类案件总数为500件."""
    found = _TOTAL.fullmatch(spot.left.strip())
    return found and found[1]


def all_together(spot: Spot) -> str | None:
    """公务员89人，工人4人，共计93人: a sum is called as the first of what the sentence counted."""
    if not _ALL_TOGETHER.fullmatch(spot.left.strip()) or spot.deepest or right_of(spot.text, spot.mention):
        return None
    parts, begin = [], max(spot.text.rfind(mark, 0, spot.mention.start) for mark in "。；\n")
    for back in range(spot.index - 1, -1, -1):
        one = spot.mentions[back]
        if one.start < begin:
            break
        if one.role in ("value", "count") and one.measure == spot.mention.measure:
            parts.append(back)
    if len(parts) < 2 or any(spot.mentions[part].amount > spot.mention.amount for part in parts):
        return None
    return f"{spot.called(parts[-1])}等合计"


def homes_and_people(spot: Spot) -> str | None:
    """下辖社区1个，1438户5696人: how many homes a place has, and how many live there."""
    two = {"户": (spot.index + 1, "人", "总户数"), "人": (spot.index - 1, "户", "总人口")}.get(
        spot.mention.measure
    )
    if two is None or not 0 <= two[0] < len(spot.mentions) or spot.bare or spot.deepest:
        return None
    first, second = sorted((spot.index, two[0]))
    one, other = spot.mentions[first], spot.mentions[second]
    alone = spot.text[one.start - 1 : one.start] in ("，", "；", "。", "\n", "")
    beside = spot.text[one.stop : other.start] in ("", "，", "、")
    beside = beside and spot.text[other.stop : other.stop + 1] in ("，", "；", "。", "（", "\n", "")
    return two[2] if alone and beside and spot.mentions[two[0]].measure == two[1] else None


def counted_twice(spot: Spot) -> str | None:
    """批复8个项目985万元, 灌区的4条干渠总长21公里: the noun behind the count before, told in another measure, or with the name of one."""
    if not spot.index or spot.deepest:
        return None
    before, noun = spot.at(spot.index - 1), spot.bare
    if _told_again(before):
        name = spot.called(before.index)
        return name if name.endswith(noun) else name + noun
    measure = MEASURE_OF.search(noun) if before.counted_alone and not before.mention.structural else None
    if not measure or measure.start() < 2 or not spot.text.startswith(noun, before.mention.stop):
        return None
    name = spot.called(before.index)
    return name + measure[0] if name.endswith(noun[: measure.start()]) else None


def _told_again(spot: Spot) -> bool:
    """批复8个项目985万元: whether the noun behind the number is followed by what it comes to, and says nothing of that."""
    if spot.index + 1 == len(spot.mentions) or spot.mention.structural or not spot.counted_alone:
        return False
    other = spot.mentions[spot.index + 1]
    noun = spot.text[spot.mention.stop : other.start]
    return (
        other.role == "value"
        and 2 <= len(noun) <= _LONG_NOUN
        and noun.isalpha()
        and MEASURED.search(other.measure or "元") is not None
        and not (MEASURE_OF.search(noun) or METRIC.search(noun) or says(noun, other) or has_deed(noun))
        and not right_of(spot.text, other)
    )


def beside(spot: Spot) -> str:
    """The name by the words before and behind; the heading of its line where there are none."""
    # 18期“甲”访谈和12期“乙”节目: the words before 和 belong to the number before.
    bare = "" if _LINKED.search(spot.left) else spot.bare
    after = _behind(spot, bare)
    if after and len(bare) > 1 and spot.mention.role != "ratio" and not spot.measured and framed(spot.left):
        bare, after = (
            "",
            doer_ahead(after, partial(is_person, mention=spot.mention)),
        )  # 妇联为两名困难妇女争取救助金
    for rule in BEHIND:
        if (name := rule(spot, bare, after)) is not None:
            return name or headed(spot.text, spot.mention.start)
    return bare or headed(spot.text, spot.mention.start)


def _behind(spot: Spot, bare: str) -> str:
    """The noun behind the unit, that of the next number too where no other can be meant."""
    after = right_of(spot.text, spot.mention, room=LONGEST - min(len(bare), 8))
    if after:
        return after
    measures = spot.measured
    if not measures and (spot.left.endswith("有") or bare in _WHICH or framed(spot.left)):
        # 为11名学员安装假肢11具, 有86家图书馆开放24小时: what is done is told of the next number
        words = right_of(spot.text, spot.mention, shared=True)
        thing = doer_ahead(words, partial(is_person, mention=spot.mention))
        return "" if only_deed(thing) or METRIC.fullmatch(thing) else thing
    if not measures and (thing := _done_in(spot)):
        return thing
    if _opens(spot, bare) and (not measures or LAND.fullmatch(spot.mention.measure)):
        # 全镇12个村新增项目28个: nothing but the words behind can tell what the first are
        thing = doer_ahead(right_of(spot.text, spot.mention, shared=True), known=True)
        return OWNED_TAIL.sub("", trim_links(_AMONG.sub("", CHANGE_TAIL.sub("", thing)))) or thing
    shares = bare in _BEFORE_OBJECT or bare.endswith("等")
    shares = shares or spot.left == "的"  # 投资90万元的3个项目已完成1个
    sorts = spot.mention.measure in ("类", "种", "大类") or (spot.mention.measure == "大" and only_deed(bare))
    shares = shares or sorts  # 抓获九类嫌疑人151名
    shares = shares or (spot.left.endswith("的") and only_deed(bare))  # 抽查的25份合同中3份
    if spot.index + 1 < len(spot.mentions):
        shares = shares or names_the_first(spot.text, spot.mention, spot.mentions[spot.index + 1])
    shares = shares or _told_again(spot)
    return (
        _AMONG.sub("", CHANGE_TAIL.sub("", right_of(spot.text, spot.mention, shared=True))) if shares else ""
    )


def _opens(spot: Spot, bare: str = "") -> bool:
    """Whether nothing but the place stands before the number in its clause."""
    if _WHERE_ALONE.fullmatch(spot.left.strip()):
        return True
    marks = ("，", "。", "；", "、", "\n", "")
    return not bare and spot.text[spot.mention.start - 1 : spot.mention.start] in marks


def _done_in(spot: Spot) -> str:
    """深入27个省份督导企业9家: what a deed reached, where another deed follows it."""
    follows = spot.mentions[spot.index + 1].start if spot.index + 1 < len(spot.mentions) else 0
    if not spot.text[spot.mention.stop : min(follows, spot.mention.stop + LONGEST)].isalpha():
        return ""
    last = words_of(spot.left[-12:])[-1:]
    words = right_of(spot.text, spot.mention, shared=True)
    thing = doer_ahead(words) if last and last[0].kind == "v" and len(last[0].text) > 1 else ""
    return thing if 1 < len(thing) < len(words) and not has_deed(thing) else ""


def _done_to_it(spot: Spot, bare: str, after: str) -> str | None:
    """收到建议90条，被采纳80条."""
    if not bare.startswith("被") or len(bare) < 3:
        return None
    # 被县报采用16条，被市报采用31条: of what both were
    return noun_of(_DONE_TO_IT.sub("", subject_of(spot))) + bare if words_of(bare)[-1].deed else bare


def _of_what_follows(spot: Spot, bare: str, after: str) -> str | None:
    """办理代表提出的23件书面建议: words that end in 的 are of the thing behind; what is left of longer ones names nothing."""
    if not spot.left.endswith("的") or not after or PREDICATE.match(after) or spot.mention.role == "ratio":
        return None
    cut = spot.index and spot.text.endswith(spot.left, 0, spot.mention.start) and _cut_off(spot)
    whole = f"{bare}的{after}"
    return after if cut or len(bare) < 2 or len(whole) > LONGEST else whole


def _cut_off(spot: Spot) -> bool:
    """以12个村为重点的3500亩果园: whether the words before begin in the middle, behind another number."""
    start = spot.mention.start - len(spot.left)
    return spot.mentions[spot.index - 1].stop == start and not spot.mentions[spot.index - 1].structural


def _times_done(spot: Spot, bare: str, after: str) -> str | None:
    """省政府16次调度推进重大项目."""
    if spot.mention.measure != "次" or not 2 <= len(bare) <= 8:
        return None
    if only_deed(bare) or deed_at_end(bare):
        return None
    acted = AFTER.match(spot.text[spot.mention.stop : spot.mention.stop + 18])
    return bare + acted[1] if acted else bare


def _and_the_like(spot: Spot, bare: str, after: str) -> str | None:
    """“建设河湖公园”等11条举措."""
    if not bare.endswith(("等", "等的")) or not ("”" in bare[-3:] or spot.mention.measure in _KINDS_COUNTED):
        return None
    quoted = bare.removesuffix("的").removesuffix("等")
    if after and PREDICATE.match(after):
        return acted_on(subject_of(spot), after)
    return f"{quoted}等{after}" if after and len(quoted) + len(after) < LONGEST else after or quoted


def _verb_and_object(spot: Spot, bare: str, after: str) -> str | None:
    """依托平台提出8项创新举措: the verb and what was done."""
    deed = deed_at_end(bare) if after and not PREDICATE.match(after) else ""
    if deed and bare.startswith(_ABOUT) and len(bare) + len(after) <= LONGEST:
        return bare + after  # 围绕创新投入提出3项指标
    return deed + after if deed and len(bare) > len(deed) else None


def _noun_behind(spot: Spot, bare: str, after: str) -> str | None:
    """对2个事项, 分3期."""
    return after if len(bare) <= 1 and after and not PREDICATE.match(after) else None


def _is_what_follows(spot: Spot, bare: str, after: str) -> str | None:
    """全村633户，有227户为贫困户: what they are."""
    found = None if bare or after or spot.measured else _IS.match(spot.text, spot.mention.stop)
    return found and found["what"]


def _entry_of_a_list(spot: Spot, bare: str, after: str) -> str | None:
    """货物64.20万元、服务148.20万元."""
    listed = bare and not after and spot.index and spot.preceded("、" + bare)
    return (
        bare if listed and not (only_deed(bare) and spot.mentions[spot.index - 1].role == "change") else None
    )


def _verb_alone(spot: Spot, bare: str, after: str) -> str | None:
    """提出8项创新举措: a verb takes the noun behind, else what the sentence speaks of."""
    if bare and (not only_deed(bare) or _aside(spot)):
        return None
    if after and PREDICATE.match(after):
        return acted_on(subject_of(spot), after)
    if after:
        sent = bare.endswith(_SENT) and _SENT_ON.match(spot.text, spot.mention.stop)
        return last_words(bare + sent[1], LONGEST) if sent else bare + after
    if not bare and (doing := _doing(spot)):
        return doing
    if is_bare(bare):
        return bare  # 总投资6亿元，占地600亩
    if bare.endswith(_SENT) and (sent := _SENT_TO.match(spot.text, spot.mention.stop)):
        return last_words(bare + sent[0], LONGEST)
    told = (
        bare
        and not no_deed(bare)
        and spot.mention.role in ("value", "count")
        and spot.mention.measure != "分"
    )
    return deed_to_what_was_told(spot, bare) if told else with_subject(spot, bare)


def _doing(spot: Spot) -> str:
    """邀请代表80人次列席会议，90人次参加检查: what people are counted for that only the words behind tell."""
    opens = not spot.preceded("、") and _opens(spot)
    found = AFTER.match(spot.text[spot.mention.stop : spot.mention.stop + 30]) if opens else None
    if found is None or spot.mention.measure not in _PEOPLE:
        return ""
    if not (words_of(found[1])[0].deed or (found[1].startswith("在") and has_deed(found[1]))):
        return ""
    ends = spot.text[spot.mention.stop + found.end() : spot.mention.stop + found.end() + 1]
    return found[1] if ends in ("，", "。", "；", "、", "\n", "") and 4 <= len(found[1]) <= LONGEST else ""


def _both(spot: Spot, bare: str, after: str) -> str | None:
    """荣获市级奖项3个先进集体: the words before and behind, where they are short enough."""
    short = len(bare) + len(after) <= LONGEST and not spot.measured
    joins = short or spot.mention.measure == "次"
    return bare + after if after and joins and not METRIC.search(bare) and not bare.endswith("”") else None


def _noun_of_a_count(spot: Spot, bare: str, after: str) -> str | None:
    """The noun of a count stands behind it; the words before are too long to keep."""
    counted = spot.mention.measure in _COUNTS and len(after) >= 4
    return after if counted and not METRIC.search(bare) else None


def _within_hours(spot: Spot, bare: str, after: str) -> str | None:
    """主要城市间1小时通达."""
    hours = after and spot.mention.measure in ("小时", "分钟") and len(bare) + len(after) <= LONGEST
    return bare + after if hours else None


def _aside(spot: Spot) -> bool:
    """Whether a bracket of the sentence is open: （新制定5件，修改4件）."""
    opened = max(spot.text.rfind(mark, 0, spot.mention.start) for mark in "（(")
    return opened > max(spot.text.rfind(mark, 0, spot.mention.start) for mark in "）)。\n")


BEHIND: tuple[Callable[[Spot, str, str], str | None], ...] = (
    _done_to_it,
    _of_what_follows,
    sizes.of_a_class,
    sizes.had_by_what_follows,
    sizes.worked_on,
    sizes.part_of_a_whole,
    sizes.done_wholly,
    _times_done,
    _and_the_like,
    _verb_and_object,
    _noun_behind,
    _is_what_follows,
    _entry_of_a_list,
    _verb_alone,
    _both,
    _noun_of_a_count,
    _within_hours,
)
"""The first that has something to say names the number; where none has, the words before it do."""
