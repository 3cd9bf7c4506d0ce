"""Is what a headline or an opening tells told again, in fuller or shorter words, with another value?"""

from __future__ import annotations

import itertools
import operator
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from drafter.checks.context import Context
from drafter.checks.two_values import two_values
from drafter.issue import Issue
from drafter.numbers.numerals import digits_of
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.relations.evidence.evidence import lead
from drafter.relations.scene import Scene
from drafter.relations.slips import is_slip

_AMOUNTS = ("value", "change")
_ROLES = ("value", "count", "ratio", "growth", "change")
_TELLING, _LONG = 3, 4  # digits of a number that a headline tells, and of any other
_NAMED = 4  # characters of a name
_HEAD, _FEW = (
    2,
    6,
)  # lines that a bulletin opens with, its headline and its lead, and the numbers that each tells at most
_MOST = 40  # numbers that are a slip apart under one ending: more are a list
_KIND = tuple[str, str, str]
_IDLE = Regex(
    "全[国省市区县州镇乡]|我[国省市区县]|当月|本月|本年度?|今年|(?:19|20)[0-9]{2}年度?|前[一二三四五六七八九十0-9]+个?月|[上下]半年|"
    "[一二三四前]{1,2}季度|实现|完成|达到?了?|共(?!同|享|建|有制)|累计|为|的|了|[（(].*?[）)]"
)
# What the one may say beyond the other without telling of another thing.
_SAME = Regex(
    "(?:[一-鿿]{0,3}[省市县区州]|我[国省市区县]|各[类项级]|人民币|货物贸易|货物|救援|队伍|系统|机构|项目|部门|金额|总额|数量?|地级?|级|及以上|城市|市场)*"
)
_SINCE = Regex("同比|环比|[比较](?:上年|去年|年初|上月|上季)")
_SINCE_A_YEAR = Regex("[比较](?:19|20)[0-9]{2}年")
_WHERE = Regex("全[国省市区县州镇乡]|[省市区县]本?级|[省市区县]直|中央|地方")
_WHEN = Regex(
    r"(?:1[0-2]|[1-9])(?:\s?[—\-－–至到~～]\s?(?:1[0-2]|[1-9]))?\s?月|前\s?[一二三四五六七八九十\d]+\s?个?月|[一二三四]季度|前三季度|[上下]半年|"
    r"当[月季]|本[月季周]|累计|年初|环比|上月|上周|上季|截至"
)
_CHAPTER = Regex(r"\s*[（(]?(?:[一二三四五六七八九十]{1,2}|\d{1,2})[）)、.．]")
_ALONE = Regex("环比|[当本上]月|当季|本?级")
_JOINT, _FIRST_MONTHS = Regex(r"[—\-－–至到~～]+"), Regex(r"^前(\d+)个?月$")
_SENTENCE, _LINE = Regex(r"[。\n]"), Regex(r"\n")


def check_retold(context: Context) -> Iterator[Issue]:
    """Yield same-figure-two-values for two numbers a slip apart, in two paragraphs, whose names are one but for words that tell nothing.

    市级 and 全市, 1—9月 and 9月, 预算 and 决算 are two figures; so are numbers that calculations confirm both, and a name with three values.
    """
    names = _Names(context)
    reported: set[int] = set()
    for one, other in _pairs(context, names):
        if one in reported or other in reported or not _are_one(context, names, one, other):
            continue
        wrong, right = sorted((one, other), key=lambda i: (context.backing([i]), -i))
        reported.add(wrong)
        yield two_values(context, wrong, [right])


class _Names:
    """What the numbers of the prose are called, without the words that tell nothing; each is worked out once, when asked for."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._found: dict[int, str] = {}

    def of(self, index: int) -> str:
        if index not in self._found:
            context = self._context
            role, words = context.mentions[index].role, lead(context.scene, index)
            said = _SINCE if role == "change" else _SINCE_A_YEAR if role == "growth" else None
            since = said.search(words) if said else None
            self._found[index] = (since[0] if since else "") + _IDLE.sub("", context.told_label(index))
        return self._found[index]

    @cached_property
    def head(self) -> int:
        """Where the headline and the lead of the text end, as far as they tell a few numbers."""
        end, told = 0, 0
        for line in self._context.scene.lines:
            many = len(self._context.scene.quantities(line))
            told += many > 0
            if told > _HEAD or "\t" in line.text or many > _FEW or _CHAPTER.match(line.text):
                break
            end = line.start + len(line.text)
        return end

    @cached_property
    def by_kind(self) -> Mapping[_KIND, Sequence[int]]:
        """The numbers of the prose that tell enough to be compared."""
        found: dict[_KIND, list[int]] = defaultdict(list)
        for line in self._context.scene.lines:
            if line.first < line.last and (line.is_prose or line.start < self.head):
                for index, kind in self._context.scene.said(line, _kind):
                    found[kind].append(index)
        return found

    def values(self, one: int) -> set[str]:
        """What the text tells under the name of one number, of the same place and time."""
        mention = self._context.mentions[one]
        alike = self.by_kind.get((mention.role, mention.unit, mention.period), ())
        return {
            self._context.mentions[i].token
            for i in alike
            if self.of(i) == self.of(one) and not _told_apart(self._context, one, i)
        }


def _kind(scene: Scene, index: int) -> _KIND | None:
    mention = scene.mentions[index]
    telling = mention.role in _ROLES and not mention.bound and len(mention.token) >= _TELLING
    return (mention.role, mention.unit, mention.period) if telling else None


def _pairs(context: Context, names: _Names) -> Iterator[tuple[int, int]]:
    """Two numbers of one kind a slip apart: one of the headline and any other, or two amounts of four digits."""
    for kind, indices in names.by_kind.items():
        places: dict[str, list[int]] = defaultdict(list)
        for index in indices:
            places[context.mentions[index].token].append(index)
        if len(places) < 2:
            continue
        for head in (i for i in indices if context.mentions[i].start < names.head):
            for token, others in places.items():
                if is_slip(context.mentions[head].token, token):
                    yield from ((head, i) for i in others if i > head)
        if kind[0] in _AMOUNTS:
            yield from _long_pairs(places)


def _long_pairs(places: Mapping[str, list[int]]) -> Iterator[tuple[int, int]]:
    """By what a slip leaves as it was: all digits but one, or which digits there are."""
    alike: dict[str, list[str]] = defaultdict(list)
    for token in places:
        if len(token) > _LONG or (len(token) == _LONG and token.isdigit()):
            for key in _keys(token):
                alike[key].append(token)
    for tokens in alike.values():
        if len(tokens) > 1 and sum(len(places[token]) for token in tokens) <= _MOST:
            yield from (
                (min(i, j), max(i, j))
                for one, other in itertools.combinations(tokens, 2)
                if is_slip(one, other)
                for i, j in itertools.product(places[one], places[other])
            )


@lru_cache(8192)
def _keys(token: str) -> tuple[str, ...]:
    token = token.replace(",", "")
    but_one = [token[:n] + "?" + token[n + 1 :] for n, char in enumerate(token) if char.isdigit()]
    return "".join(sorted(token)), *but_one


def _are_one(context: Context, names: _Names, one: int, other: int) -> bool:
    """Whether two numbers of one kind are the same figure told twice."""
    text, first, second = context.report.text, context.mentions[one], context.mentions[other]
    if "\n" not in text[first.start : second.start] or min(_digits(first), _digits(second)) < _TELLING:
        return False
    if all(any(r.holds for r in context.using.get(i, ())) for i in (one, other)):
        return False
    of_headline = first.start < names.head
    if not of_headline and min(_digits(first), _digits(second)) < _LONG:
        return False
    if not (_one_name if of_headline else operator.eq)(names.of(one), names.of(other)):
        return False
    if abs(first.value - second.value) <= max(first.step, second.step):
        return False  # 尾差 of rounding
    if context.scene.planned(one) != context.scene.planned(other) or first.sign * second.sign < 0:
        return False
    if _told_apart(context, one, other):
        return False
    return all(len(names.values(i)) < 3 for i in (one, other))


def _told_apart(context: Context, one: int, other: int) -> bool:
    """Whether two numbers are said to be of two places or times."""
    text, mentions = context.report.text, (context.mentions[one], context.mentions[other])
    return any(
        _differ(said, *(_told(text, mention, ends) for mention in mentions))
        for said, ends in ((_WHERE, _LINE), (_WHEN, _SENTENCE))
    )


def _digits(mention: Mention) -> int:
    return len(digits_of(mention.token).lstrip("0"))


def _one_name(one: str, other: str) -> bool:
    """Whether the one name is the other, or the other with words put in."""
    short, long = sorted((one, other), key=len)
    if len(short) < _NAMED or short[-2:] != long[-2:] or short.startswith("占"):
        return False
    if short == long:
        return True
    letters = iter(long)
    if not all(letter in letters for letter in short):
        return False
    return _SAME.fullmatch(_left(short, long)) is not None


def _left(short: str, long: str) -> str:
    """What the longer name says beyond the shorter."""
    left, at = [], 0
    for char in long:
        if at < len(short) and char == short[at]:
            at += 1
        else:
            left.append(char)
    return "".join(left)


def _told(text: str, mention: Mention, ends: Regex) -> str:
    """The sentence or the paragraph up to the number."""
    return ends.split(text[max(mention.start - 400, 0) : mention.start])[-1]


def _differ(pattern: Regex, one: str, other: str) -> bool:
    """Whether both say where or when, and say it differently; 环比, 当月, 市本级 and the like need only one."""
    found = [{_plainly(said.group()) for said in pattern.finditer(words)} for words in (one, other)]
    single = any(_ALONE.search(said) for said in found[0] ^ found[1])
    return single or (bool(found[0]) and bool(found[1]) and not found[0] & found[1])


def _plainly(said: str) -> str:
    """A time in one way of writing: 1-4月 for 前4个月 and 1—4月份."""
    said = _JOINT.sub("-", said.replace(" ", ""))
    return _FIRST_MONTHS.sub(r"1-\1月", said)
