"""Tie a score to the bare list of what it is made of: 自评总分96.60分：执行9.42分，产出49.58分，效益27.93分，满意度9.67分."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from drafter.patterns import Regex
from drafter.relations.evidence.guesses import mendable
from drafter.relations.points.points import LOST
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene

_HEAD = Regex("(?:得|评|总|自评|合计)分?(?:数|值)?(?:合计)?(?:为|是|：)?$")
_NAME = r"[“]?[\u4e00-\u9fff][^，。；：、（）\d\n]{1,13}?[”]?(?:得分?|为|自评)?"
_FIRST = Regex(
    rf"\s*(?P<opener>[：（]|[，。；（]\s*其中[：，]?|[，。；]\s*[^，。；：\d\n]{{2,12}}中[：，]|[，（]\s*(?:包括|分别为?)[：，]?)\s*{_NAME}"
)
_NEXT = Regex(rf"\s*[、，；]\s*{_NAME}")
_OTHER = Regex("满分|分值|权重|扣|失|标准|加分|附加|以上|以下|不低|不足|平均|分别|总分|得分率")
_ALL = Regex("(?:总|合计|共计?|综合)(?:得|评)?分?(?:为|计|是)?$")
_GOT, _NAMED = Regex(r"、?[一-鿿]{2,12}(?:自评)?得分?(?:为)?"), Regex(r"、?[一-鿿]{2,12}(?:为)?")
_JOINED = Regex(r"[，；。]\s*[^，。；：\d]{0,10}")
_FEWEST, _MOST = 3, 8


def find_bare_lists(scene: Scene, points: Sequence[int]) -> Iterator[Relation]:
    """Yield the sum of each list right behind a score; one that does not come out where a slip explains it, surely where it is too much."""
    for place, head in enumerate(points):
        parts = _parts(scene, points, place)
        parts = parts if len(parts) >= _FEWEST else _before(scene, points, place)
        if (
            len(parts) < _FEWEST
            or not _HEAD.search(scene.words_before(head))
            or LOST.search(scene.words_before(head))
        ):
            continue
        left = tuple((1, i) for i in parts)
        made = relate(scene.mentions, "sum", head, left, certain=True)
        if made is None or made.holds:
            yield from (one for one in (made,) if one is not None)
        elif mendable(scene, made):
            more = sum((scene.mentions[i].amount for i in parts), Decimal(0)) > scene.mentions[head].amount
            sure = more or "其中" not in scene.gap(head, parts[0])
            yield relate(scene.mentions, "sum", head, left, certain=sure, likely=True) or made


def _before(scene: Scene, points: Sequence[int], place: int) -> list[int]:
    """The points of the list that ends right before a total: 决策得a分，过程得b分，产出得c分，自评总得分a + b + c."""
    head = points[place]
    if not _ALL.search(scene.words_before(head)) or scene.text[scene.mentions[head].start - 1] == "（":
        return []
    # 投入18.5分、过程24分、产出33分: full marks are told without a word as well, but not in halves.
    halves = any(scene.mentions[i].step < 1 for i in points[max(place - _MOST, 0) : place])
    name = _NAMED if halves else _GOT
    found: list[int] = []
    last = head
    for i in reversed(points[:place]):
        if scene.mentions[i].bound or not name.fullmatch(scene.words_before(i)):
            break
        if not (_JOINED if last == head else _NEXT).fullmatch(scene.gap(i, last)) or not _goes_on(scene, i):
            break
        found.insert(0, i)
        last = i
    opened = (
        bool(found) and scene.clauses_before(found[0])[: -len(scene.words_before(found[0]))].rstrip()[-1:]
    )
    return found if opened in ("。", "\n", "：", "", False) else []


def _parts(scene: Scene, points: Sequence[int], place: int) -> list[int]:
    """The points of the list that opens right behind the one at this place."""
    found: list[int] = []
    last = points[place]
    for i in points[place + 1 :]:
        gap = scene.gap(last, i)
        if (
            _OTHER.search(gap)
            or (_NEXT if found else _FIRST).fullmatch(gap) is None
            or scene.mentions[i].bound
        ):
            break
        if found and not _goes_on(scene, i):
            return []  # a full mark or a mark beside it: 执行10分，得9分
        found.append(i)
        last = i
    return found


def _goes_on(scene: Scene, i: int) -> bool:
    """Whether the list goes on or ends behind the number, rather than telling more of it: 10分（满分10分）."""
    stop = scene.mentions[i].stop
    return scene.text[stop : stop + 1] in "、，；。）\n"
