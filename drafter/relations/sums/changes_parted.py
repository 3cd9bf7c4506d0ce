"""A change told as the sum of the changes of its parts: 支出增加350.56万元。其中，基本支出增加271.66万元，项目支出增加78.90万元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.patterns import Regex
from drafter.relations.evidence.guesses import mendable, telling
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene
from drafter.relations.sums.wholes import are_all_there

_FEW, _MOST, _TELLING = 2, 12, 3
_ON_THE_YEAR = Regex("同比|比上年同期|比去年同期|较上年同期|较去年同期")


def changes_parted(scene: Scene, scope: Sequence[int], at: int, end: int) -> Iterator[Relation]:
    """Yield the change before the 其中 at `at` as the signed changes behind it, once more where the next sentence parts it in another way.

    One that a slip broke is likely where the names of its two parts are known to be all.
    """
    changes = [i for i in scope if scene.mentions[i].role == "change"]
    head = next((i for i in reversed(changes) if scene.mentions[i].stop <= at), None)
    if head is None or scene.text.count("。", scene.mentions[head].stop, at) > 1:
        return
    stop = scene.text.find("。", at, end)
    stop = stop if stop >= 0 else end
    kin = [i for i in _of_one_kind(scene, head, changes) if at < scene.mentions[i].start]
    parts = [i for i in kin if scene.mentions[i].start < stop]
    found = _parted(scene, head, parts[:_MOST])
    if found is None:
        # 比上年减少a。其中：甲减少b。乙减少c；丙减少d。: to the end of the paragraph, where it comes out to the last place.
        whole = _made(scene, head, kin) if len(parts) < len(kin) <= _MOST else None
        if whole is not None and whole.holds and _exact(scene, whole):
            yield whole
        return
    yield found
    further = scene.text.find("。", stop + 1, end)
    again = [i for i in _of_one_kind(scene, head, changes) if stop < scene.mentions[i].start < further]
    made = _made(scene, head, again) if found.holds and len(again) > 1 else None
    # That the one way comes out makes the other the likelier.
    to_the_last = made is not None and abs(made.expected) == scene.mentions[head].value and len(again) > _FEW
    if made is not None and made.holds and (to_the_last or _exact(scene, made)):
        yield made


def _parted(scene: Scene, head: int, parts: Sequence[int]) -> Relation | None:
    """The longest run from the first part on that comes out."""
    for count in range(len(parts), 1, -1):
        group = parts[:count]
        made = _made(scene, head, group)
        whole = count == len(parts) and are_all_there(scene, group)
        if made is not None and made.holds and (whole or telling(scene, made) or _exact(scene, made)):
            return made
        if made is not None and count == 2 and whole and mendable(scene, made):
            return relate(scene.mentions, "difference", head, made.left, likely=True)
    return None


def _of_one_kind(scene: Scene, head: int, changes: Sequence[int]) -> list[int]:
    """The changes that are counted as the head is; 同比多增 and 比年初增加 are two changes of one thing, each of its own list."""
    found = [i for i in changes if i != head and scene.like(i, head)]
    own = [i for i in found if _ON_THE_YEAR.search(scene.words_before(i))]
    return own if len(own) > 1 and _ON_THE_YEAR.search(scene.words_before(head)) else found


def _made(scene: Scene, head: int, group: Sequence[int]) -> Relation | None:
    left = tuple((scene.mentions[i].sign or 1, i) for i in group)
    return relate(scene.mentions, "difference", head, left, certain=True)


def _exact(scene: Scene, made: Relation) -> bool:
    """Whether so many parts come out to the last place: two that are told on the year, three, or four where the whole has few digits."""
    target = scene.mentions[made.target]
    fewest = 1 if _ON_THE_YEAR.search(scene.words_before(made.target)) else 2
    if target.telling < _TELLING:
        fewest = 3
    many = len(made.left)
    return many > fewest and abs(made.expected) == target.value and (target.step < 1 or many > 2)
