"""A text and its numbers as the search for relations sees them: paragraphs, gaps, names, and which amounts stand before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from drafter.kept import kept
from drafter.numbers.labels.own import own_label
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.relations.line import Line
from drafter.relations.memory import Memory, Paragraph
from drafter.relations.stems import stem
from drafter.text import widen

T = TypeVar("T")

_PLANNED = Regex(
    r"全年安排|(?:资金|经费|预算)安排$|预算(?!执行|支付|完成|支出决算|收入决算|拨[入款付]|调[入出])|目标|计划|任务|指标数|控制在?$|限额|应|额度"
)
# The four accounts of a government's budget are no plans: 预算法第五条.
ACCOUNTS = Regex(
    r"(?:一般公共|公共财政|地方财政|政府性基金|国有资本经营|社会保险基金)预算(?=(?:财政拨款|(?:本级|当年|地方|[省市州县区镇乡旗]级|全[省市州县区镇乡旗]){1,2})?(?:总?[收支]|结转|结余|上解|补助|调[入出]|转移)|[、和与及])|预算(?=稳定调节基金|周转金)"
)
_SPENT = Regex(
    r"(?:执行数|决算数?|支出决算|实际支出|实际完成值?|实际完成|完成数?|完成值|支出数|完工|竣工|建成)$"
)
_BREAK = Regex(r"[，。；：\n]|,(?!\d)")
_LARGE = ("万", "亿", "万亿")
COUNTED_ALIKE = {
    "名": "人",
    "位": "人",
    "人民币元": "元",
    "件次": "件",
    "篇次": "篇",
    "家次": "家",
    "户次": "户",
    "批次": "批",
    "场次": "场",
    "匹": "头",
}
_BODIES = frozenset(["个", "家", "所", "处", "座"])
# A line set on in the middle of a sentence: 年初预算为 at the end of one, 289.59万元，支出决算为 in the next.
_WRAP = Regex(
    r"\n(?<=[\u4e00-\u9fff，、]\n)(?=[ \u3000]{0,2}\d[\d,]{0,14}(?:\.\d{1,6})?[ ]?(?:[万亿]?元|万|亿|[%人件个项])[^\t\n，。；]{0,12}[，。；])"
)
_BUDGET = Regex(r"^.*(?=(?:全年|年初|调整后?)预算数?$)")
_WORD_ENDS = Regex(r"[，。；：、\n]")


class Scene:
    """Labels and clauses are worked out once, when first asked for; with a `memory`, once for all texts of one paragraph.

    Its text has the punctuation of Chinese prose throughout, whichever width the report prints.
    `asked_afar` gathers the names whose amounts were looked up in all the text, and `looked_to` tells up to which number the
    next paragraphs were read themselves; who wants to know clears both before.
    """

    def __init__(self, text: str, mentions: Sequence[Mention], memory: Memory | None = None) -> None:
        self.text = _WRAP.sub(" ", widen(text))
        self.mentions: list[Mention] = mentions if isinstance(mentions, list) else [*mentions]
        self.looked_to = 0
        self.mended = False
        self._printed = self
        self.asked_afar: list[tuple[bool, str]] = []
        self._starts = [mention.start for mention in mentions]
        self._own = Paragraph()  # of this text alone
        self._words: list[str | None] = [None] * len(mentions)  # asked most of all: those looked up already
        self._quantities: dict[int, list[int]] = {}
        self._known: list[tuple[Paragraph, int]] = [(self._own, 0)] * len(mentions)
        if memory is not None:
            self._recall(memory)

    @kept
    def lines(self) -> list[Line]:
        """All lines in order."""
        found, start, first = [], 0, 0
        for line in self.text.splitlines(keepends=True):
            end = start + len(line)
            last = bisect_left(self._starts, end, first)
            found.append(Line(line, start, first, last))
            start, first = end, last
        return found

    def _recall(self, memory: Memory) -> None:
        """Look up what is known of each line of prose; the name of a table's number may stand many lines above."""
        for line in self.lines:
            if line.first < line.last and line.is_prose:
                known = memory.paragraph(self.text, self.mentions, line)
                self._known[line.first : line.last] = [(known, line.first)] * (line.last - line.first)

    def known(self, index: int) -> tuple[Paragraph, int]:
        """What is known of the paragraph of a number, and the index its first number has here."""
        return self._known[index]

    def with_numbers(self, read: Mapping[int, Mention], scope: Sequence[int]) -> Scene:
        """The same text, had these numbers of the paragraph `scope` been others; what its words say is known already."""
        known, first = self._known[scope[0]]
        anew = Paragraph(known.labels, known.stems, known.planned, known.words)
        one = Scene.__new__(Scene)
        one.__dict__.update(self.__dict__, mentions=[*self.mentions], _known=[*self._known])
        for index, mention in read.items():
            one.mentions[index] = mention
        one.mended, one._printed = True, self
        if known is self._own:
            one._own, one._known = anew, [(anew, 0)] * len(self.mentions)
        else:
            one._known[scope[0] : scope[-1] + 1] = [(anew, first)] * (scope[-1] + 1 - scope[0])
        return one

    def remembers(self, index: int) -> bool:
        """Whether what is found about the paragraph of a number is kept for other texts."""
        return self._known[index][0] is not self._own

    @kept
    def paragraphs(self) -> list[list[int]]:
        """The quantities of each line of prose, two at least; the rows of a table are left to the table checks."""
        prose = (line for line in self.lines if line.last - line.first > 1 and line.is_prose)
        scopes = (self.quantities(line) for line in prose)
        return [scope for scope in scopes if len(scope) > 1]

    def quantities(self, line: Line) -> list[int]:
        """The numbers of a line that measure something."""
        if line.start not in self._quantities:
            own = self.mentions[line.first : line.last]
            found = [i for i, mention in enumerate(own, line.first) if mention.role != "structural"]
            self._quantities[line.start] = found
        return self._quantities[line.start]

    def each(self, say: Callable[[Scene, int], T | None]) -> list[tuple[int, T]]:
        """Every number of which `say` says something, and what."""
        found: list[tuple[int, T]] = []
        for line in self._with_numbers:
            if said := self._said(line, say):
                first = line.first
                found += [(first + n, one) for n, one in said] if first else said
        return found

    @kept
    def _with_numbers(self) -> list[Line]:
        return [line for line in self.lines if line.first < line.last]

    def said(self, line: Line, say: Callable[[Scene, int], T | None]) -> Sequence[tuple[int, T]]:
        """The same for the numbers of a line that has some; `say` goes by the line alone, and is asked of it once for all texts."""
        return [(line.first + n, one) for n, one in self._said(line, say)]

    def _said(self, line: Line, say: Callable[[Scene, int], T | None]) -> Sequence[tuple[int, T]]:
        """The same by the places of the numbers in their line."""
        first, known = line.first, self._known[line.first][0]
        said: list[tuple[int, T]] | None = known.said.get(say) if known is not self._own else None
        if said is None:
            said = []
            for i in range(first, line.last):
                if (one := say(self, i)) is not None:
                    said.append((i - first, one))
            if known is not self._own:
                known.said[say] = said
        return said

    def once(self, scope: Sequence[int], work: Callable[[Scene, Sequence[int]], T]) -> T:
        """What `work` makes of a paragraph by the paragraph alone, asked once for all texts; it tells of numbers by their places in `scope`."""
        known = self._known[scope[0]][0]
        if known is self._own:
            return work(self, scope)
        if work not in known.made:
            known.made[work] = work(self, scope)
        made: T = known.made[work]
        return made

    def label(self, index: int) -> str:
        known, first = self._known[index]
        if index - first not in known.labels:
            known.labels[index - first] = own_label(self.text, self.mentions, index)
        return known.labels[index - first]

    def stem(self, index: int) -> str:
        """The label without its measure: 基本支出 for 基本支出执行数."""
        known, first = self._known[index]
        if index - first not in known.stems:
            known.stems[index - first] = stem(self.label(index))
        return known.stems[index - first]

    def named_afar(self, name: str) -> list[int]:
        """Every amount of the prose under a name without measure, planned ones left out."""
        return self._asked(False, name)

    def planned_afar(self, name: str) -> list[int]:
        """Every planned amount of the text under its full name."""
        return self._asked(True, name)

    def _asked(self, planned: bool, name: str) -> list[int]:
        self.asked_afar.append((planned, name))
        return self._by_name(planned).get(name, [])

    def look_to(self, end: int) -> None:
        """Tell that the numbers up to `end` were read, be they of other paragraphs."""
        self.looked_to = max(self.looked_to, end)

    def afar(self, asked: Sequence[tuple[bool, str]]) -> tuple[int, ...]:
        """The amounts under these names, in turn."""
        return tuple([i for planned, name in asked for i in self._by_name(planned).get(name, ())])

    def answers(self, asked: Sequence[tuple[bool, str]], first: int, reach: int, end: int) -> object:
        """All by which the amounts under these names and the first `reach` numbers have a say, for a paragraph of the numbers
        `first` to `end`: of its own counted from the first, of others whether they stand before it."""
        seen = [self._seen(i) for i in range(first, min(first + reach, len(self.mentions)))]
        near = range(first, max(first + reach, end))
        return seen, [
            [self._told_afar(i, near) for i in self._by_name(planned).get(name, ())]
            for planned, name in asked
        ]

    def _seen(self, i: int) -> object:
        mention = self.mentions[i]
        return mention.role, mention.amount, mention.token, mention.unit, mention.bound, self.words_before(i)

    def _told_afar(self, i: int, near: range) -> object:
        mention = self.mentions[i]
        return (
            i - near.start if i in near else i < near.start,
            mention.amount,
            mention.token,
            mention.measure,
            mention.period,
            self.words_before(i),
            self.planned(i),
        )

    def _by_name(self, planned: bool) -> dict[str, list[int]]:
        """The amounts for this year, planned or not, by how they are looked up."""
        return self._printed._budgets if planned else self._printed._told

    @kept
    def _budgets(self) -> dict[str, list[int]]:
        return _gathered(self.each(_budget))

    @kept
    def _told(self) -> dict[str, list[int]]:
        return _gathered(self.each(_told))

    def planned(self, index: int) -> bool:
        """Whether the amount is a budget, a goal or a limit."""
        known, first = self._known[index]
        if index - first not in known.planned:
            known.planned[index - first] = self._is_planned(index)
        return known.planned[index - first]

    def _is_planned(self, index: int) -> bool:
        if self.mentions[index].bound == "以内" and "控制在" in self.words_before(index):
            return True
        label = ACCOUNTS.sub("", self.label(index))
        return bool(_PLANNED.search(label)) and not _SPENT.search(label)

    def gap(self, left: int, right: int) -> str:
        return self.text[self.mentions[left].stop : self.mentions[right].start]

    def words_before(self, index: int) -> str:
        """The words of the clause before the number, back to the number before at most."""
        words = self._words[index]
        if words is None:
            known, first = self._known[index]
            words = known.words.get(index - first)
            if words is None:
                mention = self.mentions[index]
                begin = max(mention.start - 30, self.mentions[index - 1].stop if index else 0, 0)
                words = _BREAK.split(self.text[begin : mention.start])[-1].strip()
                known.words[index - first] = words
            self._words[index] = words
        return words

    def clauses_before(self, index: int) -> str:
        """The words between the number before and this one, over commas."""
        return self.gap(index - 1, index) if index else self.words_before(index)

    def in_table(self, index: int) -> bool:
        """Whether tabs part the line of the number into cells."""
        start, stop = self.mentions[index].start, self.mentions[index].stop
        begin, end = self.text.rfind("\n", 0, start) + 1, self.text.find("\n", stop)
        return "\t" in self.text[begin : end if end >= 0 else len(self.text)]

    def words_after(self, index: int) -> str:
        stop = self.mentions[index].stop
        return _WORD_ENDS.split(self.text[stop : stop + 16], maxsplit=1)[0]

    def same_sentence(self, left: int, right: int) -> bool:
        if left > right:
            left, right = right, left
        stop, start = self.mentions[left].stop, self.mentions[right].start
        return self.text.find("。", stop, start) < 0 and self.text.find("\n", stop, start) < 0

    def same_segment(self, left: int, right: int) -> bool:
        between = self.gap(*((left, right) if left < right else (right, left)))
        return "。" not in between and "；" not in between and "\n" not in between

    def like(self, one: int, other: int) -> bool:
        """Whether the two count the same thing; 名, 位 and 人 are all persons, and 340.00万 beside 80.00万元 is money."""
        a, b = self.mentions[one].measure, self.mentions[other].measure
        if a == b:
            return True
        a, b = COUNTED_ALIKE.get(a, a), COUNTED_ALIKE.get(b, b)
        if a and b:
            return a == b
        named = other if a else one
        bare = self.mentions[named]
        if bare.unit not in _LARGE:
            return bool(a + b) and not bare.unit and not bare.value  # nought of anything: 政府性基金支出为0
        if a + b == "元":
            return bare.step < 1
        return len(a + b) > 1 and (a + b) in self.words_before(named)  # 诊疗人次84.7亿，比上年增加7.3亿人次

    def kin(self, one: int, other: int) -> bool:
        """Whether a whole and its part may count the same things, each by its own word: 机构412个，其中医院9家、卫生室368所."""
        return self.like(one, other) or _BODIES.issuperset(
            (self.mentions[one].measure, self.mentions[other].measure)
        )

    def amounts(self, index: int, scope: list[int], *, limit: int = 12, rates: bool = False) -> list[int]:
        """Amounts before `index` in its paragraph, nearest first, without what a bracket closed in between."""
        found: list[int] = []
        floor = scope[0]
        for i in range(index - 1, floor - 1, -1):
            role = self.mentions[i].role
            wanted = role in ("value", "count", "score") or (rates and role in ("ratio", "growth"))
            if wanted and not self.bracketed(i, index):
                found.append(i)
                if len(found) == limit:
                    break
        return found

    def bracketed(self, i: int, index: int) -> bool:
        """Whether a bracket opened before number `i` closes before number `index`."""
        stop = self.mentions[i].stop
        closed = self.text.find("）", stop, min(stop + 90, self.mentions[index].start))
        return closed >= 0 and self.text.find("（", stop, closed) < 0


def _budget(scene: Scene, index: int) -> str | None:
    return (
        _BUDGET.sub("", scene.label(index)) if _of_this_year(scene, index) and scene.planned(index) else None
    )


def _told(scene: Scene, index: int) -> str | None:
    mention = scene.mentions[index]
    in_cell = "\t" in scene.text[max(mention.start - 1, 0) : mention.stop + 1]
    told = not in_cell and _of_this_year(scene, index) and not scene.planned(index)
    return scene.stem(index) if told else None


def _of_this_year(scene: Scene, index: int) -> bool:
    return scene.mentions[index].role == "value" and scene.mentions[index].period == "本年"


def _gathered(named: Sequence[tuple[int, str]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for index, name in named:
        found.setdefault(name, []).append(index)
    return found
