"""A number where it stands, with the words around it: what every rule that names numbers looks at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from drafter.kept import kept
from drafter.numbers.labels.places import VIEW, left_of
from drafter.numbers.labels.words import trim_links
from drafter.numbers.mention import Mention
from drafter.numbers.units import MEASURED
from drafter.patterns import Regex

COUNTED = (
    "个",
    "项",
    "家",
    "所",
    "座",
    "处",
    "条",
    "类",
    "种",
    "名",
    "件",
    "辆",
    "台",
    "张",
    "场",
    "期",
    "次",
    "户",
)
_DEEPEST = 6
_SAYS_NOTHING = Regex("(?:预计|预期|全年|今年|年内|可达?|将达?)+")
_GOT = Regex("(?:自评|实际|实)?得")


@dataclass(frozen=True)  # no slots: what stands around it is kept in it
class Spot:
    """The number `mentions[index]` of a text; `depth` tells how many numbers deep one is that are named after one another."""

    text: str
    mentions: Sequence[Mention]
    index: int
    depth: int
    naming: Callable[[Spot], str]

    @kept
    def mention(self) -> Mention:
        return self.mentions[self.index]

    @kept
    def left(self) -> str:
        """The words of the clause before the number, as written."""
        return left_of(self.text, self.mentions, self.index)

    @kept
    def bare(self) -> str:
        """The same without years and links: what they name, "" if nothing."""
        bare = trim_links(self.left)
        if VIEW.fullmatch(bare) or _SAYS_NOTHING.fullmatch(bare):
            return ""  # 从年龄构成看，16周岁; 粮食产量，预计全年9万吨
        return "得分" if self.mention.measure == "分" and _GOT.fullmatch(bare) else bare

    @property
    def deepest(self) -> bool:
        """Whether no other number is to be named any more for the sake of this one."""
        return self.depth >= _DEEPEST

    @property
    def counted_alone(self) -> bool:
        """Whether things are counted one by one: 8个, 3件; not money, sizes or rates."""
        return self.mention.measure in COUNTED

    @property
    def measured(self) -> bool:
        """Whether the unit is one of money, size or time, so that nothing is counted one by one."""
        return bool(MEASURED.search(self.mention.measure or "元"))

    def at(self, index: int, *, deeper: int = 0) -> Spot:
        """Another number of the text."""
        return Spot(self.text, self.mentions, index, self.depth + deeper, self.naming)

    def called(self, index: int) -> str:
        """What another number of the text is called."""
        return self.naming(self.at(index, deeper=1))

    def preceded(self, *words: str) -> bool:
        """Whether one of the words stands right before the number."""
        return self.text.endswith(words, 0, self.mention.start)

    def found_before(self, pattern: Regex, room: int) -> str:
        """What `pattern` finds in the `room` characters before the number, its first group if it has one."""
        found = pattern.search(self.text, max(self.mention.start - room, 0), self.mention.start)
        return "" if found is None else found[found.re.groups]
