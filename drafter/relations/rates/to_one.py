"""Tie a ratio told as so many to one to the two counts that its name begins with: 生师比15.1:1, 医护比1:5.52, 床护比."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.numbers.mention import Mention
from drafter.patterns import Regex
from drafter.relations.evidence.guesses import is_counted, mendable
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene

_NAMED = Regex(r"(?P<one>[一-鿿])(?:与)?(?P<other>[一-鿿])比(?:例)?(?:约|为|达到?|是|[：:])*$")
_ONE_TO = ("1:", "1：", "1∶")
_COUNT_ANYTHING = {"人", "名", "个", "位"}
_NEAR = 24  # numbers before, among which the two are


def find_to_one(scene: Scene, scope: Sequence[int]) -> Iterator[Relation]:
    """Yield the ratio of the two nearest counts of these names that come out; as likely one that a slip broke, where each name has one count."""
    for index in scope:
        mention = scene.mentions[index]
        if mention.role != "ratio" or mention.measure not in (":1", ""):
            continue
        turned = index > 0 and scene.text[scene.mentions[index - 1].start : mention.start].strip() in _ONE_TO
        words = scene.words_before(index - 1 if turned else index)
        named = _NAMED.search(words) if words.rstrip("约为达到是：:").endswith(("比", "比例")) else None
        if named is None:
            continue
        before = [i for i in scope if index - _NEAR <= i < index and _is_counted(scene.mentions[i])]
        ones, others = (_called(scene, named[side], before) for side in ("one", "other"))
        pairs = [(one, other) for one in ones for other in others if one != other]
        made = [
            relation
            for one, other in pairs
            if (relation := _ratio(scene, index, *((other, one) if turned else (one, other)))) is not None
        ]
        held = next((one for one in made if one.holds), None)
        if held is not None:
            yield replace(held, certain=True)
        elif len(made) == 1 and mendable(scene, made[0]):
            yield replace(made[0], likely=True)


def _is_counted(mention: Mention) -> bool:
    """Whether things are counted, be it in tens of thousands: 驾驶人61.17万人."""
    return is_counted(mention) or (mention.role == "value" and mention.unit == f"万{mention.measure}")


def _called(scene: Scene, name: str, before: Sequence[int]) -> list[int]:
    """编制床位334张，实际开放400张，床护比: those of the name, the nearest first, and what is counted by a word of theirs alone."""
    own = [i for i in reversed(before) if name in scene.words_before(i)]
    words = {scene.mentions[i].measure for i in own} - _COUNT_ANYTHING
    return own + [i for i in reversed(before) if i not in own and scene.mentions[i].measure in words]


def _ratio(scene: Scene, index: int, part: int, whole: int) -> Relation | None:
    return relate(scene.mentions, "ratio", index, ((1, part),), ((1, whole),))
