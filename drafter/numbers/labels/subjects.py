"""Name what a sentence speaks about before a number that only says how it is measured: 办结率 of 受理的投诉, 执行数 of 基本支出."""

from __future__ import annotations

from drafter.numbers.labels.changes import CHANGED, amount_of, told_alike
from drafter.numbers.labels.deeds import has_deed, has_thing, noun_of, only_deed
from drafter.numbers.labels.places import (
    VIEW,
    is_base,
    is_span,
    left_of,
    named_between,
    out_of_aside,
    paragraph_head,
    words_between,
)
from drafter.numbers.labels.says import acts, reaches
from drafter.numbers.labels.spots import Spot
from drafter.numbers.labels.words import GOES_ON, METRIC, METRIC_TAIL, STRONG_BREAK, trim_links
from drafter.patterns import Regex

BESIDE = ("相比", "相较")
_OTHER_RATE = Regex(
    r"(?:增长率|增减额|占比|(?:(?<=[一-鿿]{3})|(?<=项目))[一-鿿]{2}率)$"
)  # 案卷合格率a，优秀率b
_MEANS = ("人次", "辆次", "台次", "车次", "辆", "台")
_SHARES = ("占比", "占比为", "占比达", "比重", "比重为", "比重达")
_BESIDES, _BESIDE_IT = (
    Regex("(?:[增减超短][收支产]|序时进度|超[^，。；]{0,4}(?:计划|目标|任务|预算))$"),
    Regex("(?:[增减超短][收支产]|因素后?)$"),
)
_OF_PLAN = Regex(
    r"[，,；;]\s*(?:完成|占|为)了?(?:年初|全年|年度?|当年|20\d\d年|调整后?|投资)*(?:预算|计划|目标|任务)(?:[^，,。；;]|,(?=\d{3})){0,20}$"
)
TOLD_OF_IT = Regex(
    r"(增长率|增减额|占比|(?<=.)占(?!用|地|领).{2,16}|(?<!按日)连续.*|是.{2,14}的倍数|(?<=..)(?:[正负]向)?拉动(?!力).{2,14}|(?<=..)(?<!或)(?:[较比].{3,12}[高低快慢]|(?:高于|低于|快于|慢于|好于|优于|高出|低出).{2,14}))$"
)
_PASSED = Regex("(?:连续)?(?:迈上|跨上|跃上|站上|站稳|跨过|跨越|突破)$")
_TAKEN_IN = Regex("(?<=..)(?:收案|新收|收到|立案|受理)(?:数|量)?$")
_ENDED = ("结案", "办结", "审结", "执结")
_CHANGES = ("增", "减", "下降", "降幅", "同比", "同期")  # 总收入3亿元，增长比例达5%
_DONE = Regex("(?:已|均已|已经)[^的]{2,8}$")
_COUNTED = Regex("(?<=..)的([户人件起])数$")
PLANNED = Regex("(?:[预决]算数?|执行数|(?:累计)?完成)$")


def subject_of(spot: Spot) -> str:
    """What the sentence was speaking about before this number, without what the words before it tell of that: 交易额 of 交易额快速增长."""
    return GOES_ON.sub("", _spoken_of(spot))


def _spoken_of(spot: Spot) -> str:
    """What the sentence was speaking about before this number: the label of the number before, or the words before it."""
    text, mention, over_plan = spot.text, spot.mention, False
    rated = mention.role == "ratio" and spot.bare.endswith("率")
    for back in range(spot.index - 1, -1, -1) if not spot.deepest else ():
        other = spot.mentions[back]
        between = text[other.stop : mention.start]
        if "\n" in between or "。" in between:
            break
        if is_span(text, other):
            if words := trim_links(left_of(text, spot.mentions, back).rstrip("前近连续")):
                return words
            continue
        before = spot.mentions[back - 1] if back and rated else None
        if (
            before is not None
            and before.role in ("value", "count")
            and reaches(spot.at(back).bare)
            and not STRONG_BREAK.search(text, before.stop, other.start)
        ):
            return TOLD_OF_IT.sub(
                "", spot.called(back - 1)
            )  # 改造管网9公里，惠及居民5万户，漏损率: of the pipes
        if out_of_aside(between) and mention.measure != "分":
            continue  # 受理案件879件（含旧存343件），结案: of the cases, not of the old ones
        if not other.structural and is_base(text, other):
            if text.startswith(BESIDE, other.stop):
                return told_before(spot.at(back, deeper=1))
            continue
        if (of := amount_of(text, spot.mentions, back, mention)) is not None:
            return spot.called(of)
        if text.startswith(("大关", "台阶"), other.stop):  # 总值突破百亿元大关，达109亿元
            if words := _PASSED.sub("", trim_links(left_of(text, spot.mentions, back))):
                return words
            continue
        if other.structural:
            opened = text.rfind("“", max(other.start - 12, 0), other.start) if other.reason == "名称" else -1
            begin = opened + 1 if opened >= 0 else other.stop  # 开展“三项行动”，帮助
            words = "" if over_plan else words_between(text, begin, mention.start)
            if words and not _BESIDE_IT.search(words):
                return words
            continue
        if _BESIDES.search(text, max(other.start - 8, 0), other.start):
            continue  # 支出53万元，减支27万元，下降33%: of what was spent
        if mention.role != "ratio" and _OF_PLAN.search(text, max(other.start - 36, 0), other.start):
            over_plan = True
            continue  # 支出14.26万元，完成年初预算18.00万元的79.22%，比上年减少: of what was spent
        named = "" if over_plan else named_between(text, other.stop, mention.start)
        if named:
            return named
        if "；" in between and other.role == "ratio" and mention.role != "ratio":
            return ""  # 整改率97.1%；立案41件: a rate closes what was told
        if back == spot.index - 1 and other.role == "ratio":
            share = text.endswith(_SHARES, 0, other.start)  # 费用占比5%，下降1%
            if share or mention.measure.endswith("百分点"):
                return spot.called(back)  # 占教育经费的46.1%，下降了1.7个百分点
        return TOLD_OF_IT.sub("", spot.called(back))
    return _opening(spot)


def _opening(spot: Spot) -> str:
    """What the sentence or its paragraph begins with."""
    text, start = spot.text, spot.mention.start
    begin = max((m.end() for m in STRONG_BREAK.finditer(text, max(start - 200, 0), start)), default=0)
    named = words_between(text, begin, start)
    if not named and begin and not spot.deepest and VIEW.match(text, begin):
        # 生产总值增长6.7%。分季度看，一季度增长6.5%
        named = CHANGED.sub("", told_before(spot.at(spot.index, deeper=1)))
    return named or paragraph_head(text, start)


def told_before(spot: Spot) -> str:
    """收入总计a万元，其中…。与2023年度b万元相比: what the sentence before began with, unless its own tells an amount before it."""
    text, mentions, mention = spot.text, spot.mentions, spot.mention
    begin = max(text.rfind("\n", 0, mention.start), 0)
    stop = text.rfind("。", begin, mention.start)
    for back in range(spot.index - 1, max(spot.index - 4, -1), -1):
        other = mentions[back]
        if other.start < max(stop, begin):
            break
        if other.role == "value" and other.measure == mention.measure and not is_base(text, other):
            return spot.called(back)
    begin = max(text.rfind("。", begin, max(stop, begin)), begin)
    for back in range(spot.index):
        other = mentions[back]
        if begin <= other.start < stop and not other.structural and other.measure == mention.measure:
            return spot.called(back)
    return subject_of(spot)


def with_subject(spot: Spot, metric: str) -> str:
    """A bare measure after what the sentence speaks of: 基本支出, 执行数."""
    subject = subject_of(spot)
    if not subject:
        return metric
    if not metric and (counted := _COUNTED.search(subject)) and counted[1] not in spot.mention.measure:
        subject = subject[: counted.start()]  # 清理乱搭乱建的户数126户6328平方米
    acted = only_deed(metric) and not METRIC.fullmatch(metric)
    done = acted or metric in ("立案", "结案", "办结")
    same = told_alike(spot.text, spot.mentions, spot.index, held=True) if done else None
    cases = spot.mention.measure in ("件", "起", "宗")
    if cases and same is None and spot.index and spot.mentions[spot.index - 1].measure in _MEANS:
        return metric  # 开展检查，出动人员9人次、车辆3台次，立案3件: of what these were sent for
    if same is not None and same != spot.index - 1 and spot.mentions[spot.index - 1].role != "ratio":
        # 处置线索9件，谈话函询7件次，立案5件: of what is counted as these are
        subject = noun_of(spot.called(same))
    if metric.endswith("率") and subject.endswith(("率", "额")):
        subject = _OTHER_RATE.sub("", subject)
    # 收入927万元，完成预算的104%: of the income, beside 支出…完成预算
    of_a_plan = metric.startswith("完成") and "预算" in metric
    tail = PLANNED if of_a_plan else METRIC_TAIL
    stem = subject if metric.startswith(_CHANGES) else tail.sub("", subject)
    verb = metric.removesuffix("率")
    if verb != metric and (ended := _DONE.search(stem)) and ended.start() > 1:
        stem = stem[: ended.start()]  # 提案已全部办理完毕，办结率
    if verb != metric and (stem.endswith(verb) or (verb in _ENDED and acts(stem))):
        stem = _put_in(spot, verb) or stem.removesuffix(verb)
    if metric in ("其中", ""):
        return subject
    if metric in _ENDED and (taken := _TAKEN_IN.search(stem)):
        stem = stem[: taken.start()]  # 法院收案29件，结案31件
    if acted:
        return noun_of(subject) + metric
    if metric in ("扣", "扣减"):
        metric = "扣分"
    if stem.endswith("支出") and metric.startswith("支出"):
        stem = stem.removesuffix("支出")
    if stem and metric.startswith(stem):
        return metric  # 一般公共预算收入9万元，一般公共预算支出9万元
    return stem + metric if stem or METRIC.fullmatch(subject) else f"{subject}{metric}"


def deed_to_what_was_told(spot: Spot, deed: str) -> str:
    """收集意见90条，推动解决80条: the deed behind what it was done to, counted in the same unit or right before it."""
    deed = deed.removeprefix("的")
    if spot.deepest or reaches(deed):
        return deed
    at = told_alike(spot.text, spot.mentions, spot.index, held=True)
    if at is None and acts(deed):
        return deed
    if at is None and not _right_behind(spot):
        new = spot.index and "；" in spot.text[spot.mentions[spot.index - 1].stop : spot.mention.start]
        subject = "" if new or _told_in_sentence(spot) else subject_of(spot)
        if subject.endswith(deed):
            return subject  # 流浪乞讨救助。救助120人次
        return deed if has_deed(subject) or len(subject) > 10 else subject + deed
    at = spot.index - 1 if at is None else at
    if (
        has_deed(did := spot.at(at).bare)
        and only_deed(did)
        and (of := told_alike(spot.text, spot.mentions, at, held=True)) is not None
    ):
        at = of  # 受理13件，提前介入2件，批准逮捕10件: of what was taken in
    called = spot.called(at)
    noun = TOLD_OF_IT.sub("", noun_of(called))
    noun = _TAKEN_IN.sub("", noun) if deed in _ENDED else noun
    if (
        only_deed(noun)
        or not has_thing(called)
        or "其中" in spot.text[spot.mentions[spot.index - 1].stop : spot.mention.start]
    ):
        return deed
    return noun if noun.endswith(deed) else noun + deed


def _told_in_sentence(spot: Spot) -> bool:
    """Whether an amount is told before it in its sentence."""
    if not spot.index or is_span(spot.text, before := spot.mentions[spot.index - 1]):
        return False
    return not before.structural and not STRONG_BREAK.search(spot.text, before.stop, spot.mention.start)


def _right_behind(spot: Spot) -> bool:
    """发布短视频22条，播放9万次: whether an amount is told in the clause before."""
    if not spot.index:
        return False
    before = spot.mentions[spot.index - 1]
    between = spot.text[before.stop : spot.mention.start]
    if spot.mention.measure == "元" or is_span(spot.text, before):
        return False
    return before.role in ("value", "count") and len(between) < 10 and not STRONG_BREAK.search(between)


def _put_in(spot: Spot, verb: str) -> str:
    """征集提案693件，经审查立案456件，立案率: what was put in, named before what came out of it."""
    did = (
        spot.mentions[spot.index - 1] if spot.index and spot.at(spot.index - 1).bare.endswith(verb) else None
    )
    for back in range(spot.index - 1, max(spot.index - 8, -1), -1):
        between = spot.text[spot.mentions[back].stop : spot.mention.start]
        other = spot.mentions[back]
        if did is not None and other.role in ("value", "count") and other.measure != did.measure:
            continue  # 签约项目38个，总投资126亿元，开工27个，开工率
        if "。" in between or spot.mentions[back].structural:
            return ""
        if out_of_aside(between) or spot.mentions[back].role in ("growth", "change"):
            continue
        if verb not in (called := spot.called(back)) and not acts(called):
            return _OTHER_RATE.sub("", called)
    return ""
