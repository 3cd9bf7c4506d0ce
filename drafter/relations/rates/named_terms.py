"""Rates whose terms a form names: 指标值，实际完成值，指标完成率; 编制，实有在职人员，在职人员控制率."""

from __future__ import annotations

import re

from drafter.patterns import Regex
from drafter.relations.evidence.evidence import is_aim
from drafter.relations.evidence.guesses import mendable
from drafter.relations.relation import Relation
from drafter.relations.scene import Scene
from drafter.relations.shares.shares import ratio

_ITS_VALUE, _ITS_RATE = (
    Regex("[^，；：]{0,4}[，；]\\s*实际(?:完成)?值[：为是]?"),
    Regex("[^，；：]{0,4}[，；]\\s*(?:指标|目标|计划)?完成率[：为是]?"),
)
_IN_POST = Regex("在职|在编|实有(?:人[员数]|干部|职工)|在岗")
_POSTS = Regex("(?<!行政)(?<!事业)(?<!工勤)(?<!参公)编制(?:人?数|名额|总数|人员)?(?:为|共|合计)?$")


def of_the_indicator(scene: Scene, index: int, scope: list[int]) -> Relation | None:
    """指标值：≥1522户，实际完成值：1575户，指标完成率：103.48%: a form that names its terms; where less is better it has ways of its own."""
    aim, done = index - 2, index - 1
    if aim < scope[0] or not (scene.like(aim, done) and _ITS_RATE.fullmatch(scene.gap(done, index))):
        return None
    if not (_ITS_VALUE.fullmatch(scene.gap(aim, done)) and is_aim(scene, aim, more=True)):
        return None
    made = ratio(scene, index, done, aim, certain=True)
    return made if made is not None and (made.holds or mendable(scene, made)) else None


def of_the_posts(scene: Scene, index: int, scope: list[int], rate: str) -> tuple[int, int, bool] | None:
    """核定编制125人，其中行政34人。实有在职人员119人，在职人员控制率: of all posts, wherever the paragraph tells them."""
    near = scene.amounts(index, scope, limit=8)
    heads = [i for i in near if _IN_POST.search(scene.words_before(i))]
    posts = [i for i in near if _POSTS.search(scene.words_before(i))]
    if (
        not heads
        or not posts
        or not (re.search("在职|编制|人员", rate) or scene.same_sentence(posts[0], index))
    ):
        return None
    return (heads[0], posts[0], True) if scene.like(heads[0], posts[0]) else None
