"""Tidy the name of a change or a rate whose words tell how it moved instead of what moved: 工业生产加快, 虽, 同, 的目标值."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from drafter.numbers.change_words import FALLS, RISES, either
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex

_TAIL = Regex(r"(?:环比|名义|实际|累计|年均)?(?:增长率|增减额)$")
_WHOM = r"(?:上学?年|去年|上一学?年|上月|上季度?|上次|上期|同期|历史同期|常年同期)(?:度|末|同期)*(?:相比)?"
_MOVED = rf"(?:持续|明显|逐步|有所|小幅|稳步|保持)?(?:加快|放缓|收窄|扩大|向好|{either(RISES, FALLS)})(?:回升|回落)?"
_THAN = Regex(rf"[，、]?(?:比|较|与|同){_WHOM}(?:同口径)?(?:{_MOVED}|[增减升降])?")
_MANNER = Regex(rf"(?<=..)(?:同比增?|同[增降]|同期|相比|{_MOVED})$")
_LEADING = Regex(r"^(?:的|仅为|约占|虽然?|但|且|均|将(?=追加|政务))(?=[一-鿿]{2})")
_PACE = Regex(r"^(?:增速|增幅|降幅|涨幅|增势)(?:比|较|同比|环比)")
# No name of anything: what is meant is told before.
_BARE = Regex(r"增速|增幅|降幅|涨幅|虽然?|但|且|均|其|同[增降减]?|同比增?|等级|等次|上次|历史|偏|.*偏|")
_AIM = Regex(r"的?(?:(?:既定|年度|年初|预期)?(?:目标|计划|任务|预期)[值数]?|要求|控制标准)")
# What a figure is compared with is not what the next words are about: 较多年平均值1386.0毫米偏少13.73%.
_COMPARED_WITH = Regex(
    r"^(?:比|较|常年|多年|历史|上年)|(?:目标|计划|任务)[值数]?$|要求$|标准$|[增降涨]幅[比较]|增速[比较]"
)
_ON_LAST_YEAR = Regex(r"(?:比|较|与)(?:上学?年|去年|上一学?年)[^，。；]*$")
_POINTS = ("百分点", "千分点")


def tidied(text: str, mentions: Sequence[Mention], index: int, label: str, name: Callable[[int], str]) -> str:
    """Return the label that a clerk knows: without what tells how it moved, after the figure before it where nothing else is left."""
    mention = mentions[index]
    if mention.role not in ("growth", "change") and _PACE.search(label):
        return _subject(text, mentions, index, name) + label
    if mention.role not in ("growth", "change") and not label.startswith(("同增", "同降", "同减")):
        return _LEADING.sub("", label)
    tail = _TAIL.search(label)
    stem = label[: tail.start()] if tail else label
    ending = tail[0] if tail else "增长率" if mention.unit == "%" else "增减额"
    kept = _cleaned(stem)
    if _AIM.fullmatch(kept):
        subject = _subject(text, mentions, index, name)
        than = "" if _ON_LAST_YEAR.search(text, max(mention.start - 16, 0), mention.start) else "较" + kept
        return f"{subject}{than}{ending}" if subject else label
    if len(kept) < 2 or _BARE.fullmatch(kept):
        subject = _subject(text, mentions, index, name)
        return subject + ending if subject else label
    if mention.measure.endswith(_POINTS) and index and mentions[index - 1].role == "ratio":
        rate = name(index - 1)  # 税收占比68.5%，较上年同期提高3.5个百分点: of the share
        if rate.startswith(kept) and not _COMPARED_WITH.search(rate):
            return rate + ending
    return kept + ending if tail else label


def _cleaned(stem: str) -> str:
    parts = [part for part in _THAN.split(stem) if part]
    return _MANNER.sub("", _LEADING.sub("", parts[-1])) if parts else ""


def _subject(text: str, mentions: Sequence[Mention], index: int, name: Callable[[int], str]) -> str:
    """What the figure is called that the change follows in its sentence, of two the one that is no change itself."""
    told = [(i, called) for i in _before(text, mentions, index) if (called := name(i))]
    told = [(i, called) for i, called in told if not _COMPARED_WITH.search(called)]
    figures = [(i, called) for i, called in told if mentions[i].role not in ("change", "growth")]
    alike = [called for i, called in figures if _alike(mentions[i], mentions[index])]
    return next(iter([*alike, *(called for _, called in figures)]), "") or next(
        (_cleaned(_TAIL.sub("", called)) for _, called in told), ""
    )


def _alike(figure: Mention, change: Mention) -> bool:
    """Whether a change in this unit is of a figure in that: of 亿立方米, and not of a share told between the two."""
    return figure.role != "ratio" if change.role == "growth" else figure.unit == change.unit


def _before(text: str, mentions: Sequence[Mention], index: int) -> Iterator[int]:
    """The numbers before it in the sentence, the nearest first."""
    line = text.rfind("\n", 0, mentions[index].start) + 1
    start = max(line, *(text.rfind(mark, line, mentions[index].start) + 1 for mark in "。；"))
    for i in range(index - 1, max(index - 6, -1), -1):
        if mentions[i].start < start:
            return
        if not mentions[i].structural:
            yield i
