"""Two amounts that stand side by side and the word between or behind them that says which is the higher: 由42.1%降至39.8%."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from drafter.checks.context import Context
from drafter.numbers.change_words import FALLS, OPPOSITE, RISES, either
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.relations.scene import Scene

_MOVED = f"{either(RISES, FALLS)}|调增|调减|延长|[增减升降涨跌扩缩]"
_LESS = frozenset((*FALLS.split(), *"减降跌缩"))
_HOW = r"(?:(?:总体|整体)?(?:保持|趋于)?(?:平稳|稳定)、?|大幅度?|略有?|有所|小幅度?|明显|显著|基本|大体|稍有?|微|进一步|持续|稳步|逐步|均|又|也|有|呈|出现)*"
# 由A[人]增至[年末的]B
_FROM = Regex(r"(?<!自)[由从](?!于)(?:20\d\d年度?)?[^，。；：\d]{0,16}$")
_TO = Regex(rf"[^，。；：、\d]{{0,8}}?(?P<word>{_MOVED})了?[至到为][^，。；：、\d]{{0,12}}")
# A，低于上年的B: what stands right before the second is its name, so that it is no difference (低于上年3万元).
_BESIDE = Regex(
    r"[，,（(]?[^，。；：、\d]{0,4}(?<!未)(?<!不)(?<!没有)(?P<word>高于|大于|多于|超过|高出|低于|小于|少于|不及)(?P<base>[^，。；：、\d]{0,10}(?:20\d\d年度?)?[^，。；：、\d]{0,10})"
)
_NAMED = Regex(r"(?:的|水平|均值|平均|标准|目标值?|指标值|[上下]限)(?:为|是)?$")
_OTHER_SIDE = {
    "高于": "低于", "大于": "小于", "多于": "少于", "超过": "低于", "高出": "低于", "低于": "高于", "小于": "大于", "少于": "多于", "不及": "超过"
}  # fmt: skip
_WHICH_BOUNDS = Regex("(?:高于|大于|多于|超过|低于|小于|少于)$")  # and says no more than which is the higher
_LEVEL_BEHIND = Regex(r"的[^，。；：\d]{0,6}(?:水平|标准|要求|目标|限额|上限|下限)")
_BELOW = frozenset(("低于", "小于", "少于", "不及"))
# A，较上年B略有下降; A，上年B，同比下降; 上年A，本年B，有所下降
_EARLIER = r"(?:上一?年度?|去年|上年度?同期|去年同期|同期|年初|期初|20\d\d年度?|(?:年初|全年|调整后)?预算数?|计划数?|目标值?)"
_THAN = Regex(rf"[，,（(]?[^，。；：、\d]{{0,6}}[比较与]{_EARLIER}[^，。；：、\d]{{0,10}}")
_LAST_YEAR = Regex(r"[，,]\s?(?:上一?年度?|去年|(?P<year>20\d\d)年度?)(?:同期)?[^，。；：、\d]{0,8}")
_THIS_YEAR = Regex(r"[，,；]\s?(?:本年度?|今年|当年|(?P<year>20\d\d)年度?)[^，。；：、\d]{0,10}")
_TOLD_LAST = Regex(r"(?:上一?年度?|去年|(?P<year>20\d\d)年度?)(?:同期)?[^，。；：\d]{0,12}$")
_SAID = Regex(
    rf"(?:的[^，。；：、\d]{{0,6}})?(?:相比|相较)?[，,]?(?:同比|(?:比|较|与)(?:上年|去年)(?:同期)?(?:相比)?)?(?P<how>{_HOW})"
    rf"(?P<word>持平|{either(RISES, FALLS)}|(?<=[略微稳幅])[增减升降])(?:的?(?:趋势|态势))?(?=[，。；,;）)]|$)"
)
# 较年初的A增长，达到B
_BASE_FIRST = Regex(rf"[比较]{_EARLIER}[^，。；：、\d]{{0,10}}$")
_CAME_TO = Regex(
    rf"[^，。；：、\d]{{0,4}}?(?P<how>{_HOW})(?P<word>{either(RISES, FALLS)})[，,]?(?:达到?了?|至|到|为|降至|升至|增至)[^，。；：、\d]{{0,4}}"
)
_BEFORE, _BEHIND, _LONGEST = 20, 28, 44
# Which of them is better is not which is more: 时限由20天提升到5天, 由第8位上升到第3位, 由三级提升为一级.
_FASTER, _BETTER = (
    ("天", "日", "个工作日", "工作日", "小时", "分钟", "秒", "个月", "年"),
    ("提高", "提升", "加快"),
)
_RANKS, _RANKED = ("位", "名", "级", "类", "等", "档", "批"), Regex("排[名位]|位[次列]|名次|等级|级别")
_ROLES = ("value", "count", "ratio", "growth")


@dataclass(frozen=True, slots=True)
class Compared:
    """`now` is said to be higher than `base` (`sign` 1), lower (-1) or as high (0); `how` is 大幅, 基本 and the like, or empty.

    `place` is that of the words.
    """

    now: int
    base: int
    sign: int
    how: str
    word: str
    place: tuple[int, int]

    @property
    def turned(self) -> str:
        """The word for the other direction, empty where there is none."""
        return OPPOSITE.get(self.word) or _OTHER_SIDE.get(self.word, "")

    def change(self, context: Context) -> Decimal:
        """By how many hundredths of the base the amount is higher, below zero where it is lower."""
        now, base = context.mentions[self.now].amount, context.mentions[self.base].amount
        return (now - base) / abs(base) * 100 if base else Decimal(0 if now == base else 100)


def find_compared(context: Context) -> tuple[Compared, ...]:
    """Return every such pair of a sentence in reading order, for `Context.once`."""
    starts = context.mentions
    return tuple(
        Compared(i + now, i + base, sign, how, word, (starts[i].start + place[0], starts[i].start + place[1]))
        for i, (now, base, sign, how, word, place) in context.scene.each(_said_beside)
    )


_Said = tuple[int, int, int, str, str, tuple[int, int]]


def _said_beside(scene: Scene, i: int) -> _Said | None:
    """What is said of this number and the next amount of its line, numbers and places counted from it."""
    one = scene.mentions[i]
    if one.role not in _ROLES or one.bound:
        return None
    behind = next(
        (n for n in range(i + 1, min(i + 3, len(scene.mentions))) if not scene.mentions[n].structural), None
    )
    if behind is None:
        return None
    other = scene.mentions[behind]
    if (
        other.start - one.stop > _LONGEST
        or other.role not in _ROLES
        or not scene.like(i, behind)
        or (other.bound and not _WHICH_BOUNDS.search(scene.text, one.stop, other.start))
    ):
        return None
    gap = scene.text[one.stop : other.start]
    if "\n" in gap or "\t" in gap or "。" in gap:
        return None
    found = next(iter(_frames(scene, one, other, gap)), None)
    if found is None:
        return None
    turned, sign, how, word, (start, stop) = found
    ends = (0, behind - i) if not turned else (behind - i, 0)
    return *ends, sign, how, word, (start - one.start, stop - one.start)


def _frames(
    scene: Scene, one: Mention, other: Mention, gap: str
) -> Iterator[tuple[bool, int, str, str, tuple[int, int]]]:
    """Whether the second is told of the first, the sign, the words and their place."""
    before = _line(scene.text[max(one.start - _BEFORE, 0) : one.start], last=True)
    if (moved := _TO.fullmatch(gap)) and _FROM.search(before) and _is_measured(one, moved["word"], before):
        yield True, _sign(moved["word"]), "", moved["word"], _at(one.stop, moved.span("word"))
        return
    if (came := _CAME_TO.fullmatch(gap)) and _BASE_FIRST.search(before):
        yield True, _sign(came["word"]), came["how"], came["word"], _at(one.stop, came.span("word"))
        return
    if (beside := _BESIDE.fullmatch(gap)) and (
        _LEVEL_BEHIND.match(scene.text, other.stop)
        or _is_no_difference(one, other, beside["word"], beside["base"])
    ):
        sign = -1 if beside["word"] in _BELOW else 1
        yield False, sign, "", beside["word"], _at(one.stop, beside.span("word"))
        return
    said = _SAID.match(_line(scene.text[other.stop : other.stop + _BEHIND], last=False))
    if said is None or not _is_measured(one, said["word"], before):
        return
    turned = _is_told_first(before, gap)
    if turned or _THAN.fullmatch(gap) or _is_told_last(before, gap):
        sign = 0 if said["word"] == "持平" else _sign(said["word"])
        place = _at(other.stop, (said.start("how"), said.end("word")))
        yield turned, sign, said["how"], said["word"], place


def _is_told_first(before: str, gap: str) -> bool:
    """Whether the first amount is last year's: 上年A，本年B; 2023年A，2024年B."""
    told, now = _TOLD_LAST.search(before), _THIS_YEAR.fullmatch(gap)
    if told is None or now is None or (told["year"] is None) != (now["year"] is None):
        return False
    return told["year"] is None or int(told["year"]) + 1 == int(now["year"])


def _is_told_last(before: str, gap: str) -> bool:
    """Whether the second amount is last year's: A，上年B; 2024年A，2023年B."""
    told = _LAST_YEAR.fullmatch(gap)
    if told is None or told["year"] is None:
        return told is not None
    now = _TOLD_LAST.search(before)
    return now is not None and now["year"] is not None and int(now["year"]) == int(told["year"]) + 1


def _sign(word: str) -> int:
    return -1 if word in _LESS else 1


def _line(text: str, *, last: bool) -> str:
    return text.rpartition("\n")[2] if last else text.partition("\n")[0]


def _at(start: int, span: tuple[int, int]) -> tuple[int, int]:
    return start + span[0], start + span[1]


def _is_measured(one: Mention, word: str, before: str) -> bool:
    """Whether more of it is a higher number."""
    if (one.measure in _RANKS and one.measure != "名") or _RANKED.search(before):
        return False
    return not (one.measure in _FASTER and word in _BETTER)


def _is_no_difference(one: Mention, other: Mention, word: str, base: str) -> bool:
    """支出450万元，低于预算50万元 says by how much; 高于预算500万元 does not, for then nothing would have been budgeted."""
    if base.endswith("的"):
        return True
    if word in _BELOW or one.role == "growth":
        return _NAMED.search(base) is not None and other.amount * 2 > one.amount
    return bool(base) and other.amount > one.amount
