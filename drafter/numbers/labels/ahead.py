"""Find where the words behind a number stop naming what is counted and begin to tell of it: 3家重点企业|开展技术指导."""

from __future__ import annotations

from collections.abc import Callable

from drafter.numbers.labels.deeds import Word, is_finite, words_of
from drafter.numbers.labels.words import PREDICATE
from drafter.patterns import Regex

_TOLD = (
    "开展 取得 获批 获评 获 落户 上市 启动 开工 竣工 通车 投产 建成 惠及 落地 挂牌 运行 入选 满足 覆盖 带动 吸引 全覆盖 组成 承担 承办 "
    "举办 负责 得到 参加 参与 奋战 推进 推动 受到 完成 达到 用于 享受 上榜 帮助 进行 实现 提起 提出 提供 荣获 位列 位居 跻身"
)
_HOW = (
    "仍 仍在 对外 对外开放 向 对 给 从 把 将 由 有序 稳步 顺利 扎实 加快 加速 超额 圆满 先后 全部 已 已经 正 正在 未能 尚未 并 深入 分别 予以 "
    "均 居 为 占 是 共 共有 共计 合计 总计 近 超 超过 与 在 以 被 不断 不间断 成功 累计 全面 按期 持续 每人 每户 每年"
)
_STOPS = frozenset((*_TOLD.split(), *_HOW.split()))
# Where the words begin with one of these, no thing is named; other verbs belong to the thing: 推进提质的意见建议.
_FIRST = (
    "先后 全部 已 已经 正在 并 参加 参与 奋战 用于 帮助 进行 分别 均 为 占 是 共 近 超 惠及 以 在 与 和 用 服务 实现 完成 达到 落地 运行 挂牌 "
    "开工 投产 建成 入选 对 向 给 将 由 不间断"
)
_AT_ONCE = frozenset(_FIRST.split())
_BEFORE_A_VERB = ("免费", "主要")
_PRESENT = frozenset("逃建编校册岗职园营押教读役任产贷库售线籍")  # 在逃人员
_QUOTED = Regex("“[^”]*”|‘[^’]*’")
# 竣工验收项目, 参与单位: a verb in the name of a thing.
_COMPOUND = (
    "验收",
    "财务",
    "决算",
    "面积",
    "结算",
    "项目",
    "里程",
    "公里",
    "单位",
    "人员",
    "人数",
    "率",
    "范围",
)


def thing_ahead(words: str) -> str:
    """The words that name a thing: 重点企业 of 重点企业开展指导, all of 推进提质的意见建议."""
    if PREDICATE.match(words):
        return words
    quoted = [found.span() for found in _QUOTED.finditer(words)] if "“" in words or "‘" in words else []
    found, at = words_of(words), 0
    for nth, word in enumerate(found):
        inside = any(begin < at < end for begin, end in quoted)
        if not inside and _stops(word, found[nth + 1].text if nth + 1 < len(found) else "", first=not nth):
            return words[:at]
        at += len(word.text)
    return words


def _stops(word: Word, follows: str, *, first: bool) -> bool:
    """Whether `word` begins what is told of a thing, with the word `follows` behind it."""
    if word.text in _BEFORE_A_VERB:
        return follows[:1] in ("开", "接", "提", "发", "用", "原", "是", "为", "包", "负", "从")
    if word.text == "全":
        return follows == "覆盖"
    if (word.text == "和" and follows == "美") or (word.text == "在" and follows in _PRESENT):
        return False  # 和美乡村, 在逃人员
    if word.text == "共" and follows[:1] in ("体", "享", "治"):
        return False  # 医共体
    if word.text == "居":
        return not first and follows[:1] in ("全", "前", "世", "第", "首", "各")  # not 村（居）委会
    known = word.text in (_AT_ONCE if first else _STOPS) or (len(word.text) == 4 and word.text[:2] in _STOPS)
    return known and not (word.kind[0] in "vn" and follows.startswith(_COMPOUND))


def doer_ahead(words: str, counted: Callable[[str], bool] | None = None, *, known: bool = False) -> str:
    """小企业 of 小企业放贷, 患者 of 患者免费治疗: the words up to the first deed, whichever it is, and how it was done; with `known` up to the
    first that always takes an object; with `counted` up to the first behind a thing that is counted so, if there is one."""
    at = thing = first = 0
    modified = words.rfind("的")  # 有培训需求的残疾人
    for nth, word in enumerate(words_of(words)):
        if nth and at > modified and (is_finite(word) if known else word.deed):
            if thing and (counted is None or counted(words[:thing])):
                return words[:thing]
            first = first or thing or len(words)  # 有服药需求残疾人发放药品
            if counted is None:
                return words
        at += len(word.text)
        if (word.kind[0] != "d" or (known and len(word.text) > 1)) and word.text not in (
            *_BEFORE_A_VERB,
            "新",
            "约",
        ):
            thing = at
    return words[: first or thing] or words
