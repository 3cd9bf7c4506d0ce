"""Guess what a rate named by what was done is of: what it was done to, all but what it was not done to, or both together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from drafter.numbers.list_words import AND
from drafter.patterns import Regex
from drafter.relations.evidence.evidence import CHANGED
from drafter.relations.evidence.guesses import Guess, is_counted, ratio
from drafter.relations.evidence.side_by_side import run_around
from drafter.relations.evidence.weighing import by_the_verb, of_whole, strength_of
from drafter.relations.relation import Terms, relate
from drafter.relations.scene import Scene

_AND = Regex(f"[{AND}]")
_ALL, _EACH = 100, Regex("各(?:补助|安排|拨付|下达)?$")
_DONE = Regex("执行|支出|支付|完成|到位|拨付|使用|进度|序时|实现|动支")
LEFT_OUT = Regex("(?:不予|未予|不|未|非)([\u4e00-\u9fff]{2})")
_LEFT_OUT = Regex("(?:共|另)?(?:决定|作出)?不")
_RECEIVED = Regex("受理|收到|移送|审查(?!后)|提请|应|共(?!决定|批准|提起|作出|起诉)|总")
_DISCONTENT, _MOST_ANSWERS, _FEWEST_ANSWERS = Regex("不(?:太|够|很|甚)?满意"), 6, 2
_ANSWER = Regex("满意|^[、和]?(?:感觉|认为)?一般(?:的|为)?$")
_DECIDED = Regex("决定|批准|提起|作出|准予|同意")
_CARRIED = Regex("^(?:实际|已|累计|共)|完成|建成|支付|执行|到位")


def guess_rate(scene: Scene, index: int, before: list[int], after: list[int], name: str) -> Iterator[Guess]:
    """动支率, 回收率, 序时进度: what was done by the verb of the rate, of what there was to do."""
    last, carried_out = name[-2:], bool(_DONE.search(name))
    before = [i for i in before if not CHANGED.search(scene.words_before(i)) or by_the_verb(scene, i, last)]
    near = [i for i in before if scene.same_sentence(i, index)]
    if not near and len(after) > 1 and scene.like(*after[:2]):
        near = (
            after  # 演练71场，规范62场。培训覆盖率98.4%，应训708人，实训697人: of what its own sentence tells
        )
    near = near or before[:2]
    near += after if near != after and not any(scene.like(i, near[0]) for i in near[1:]) else []
    for part in near:
        wholes = [
            i for i in near if i != part and (scene.like(i, part) or _counts_of_two_kinds(scene, part, i))
        ]
        only = len(wholes) == 1 and scene.same_sentence(min(wholes[0], index), max(wholes[0], index))
        for whole in wholes:
            if left_out_of(scene, part, whole, name) or _of_each(scene, part, whole):
                continue
            verb = _verb_of(scene, part, whole, name) if scene.same_segment(part, index) else last
            points = of_whole(scene, index, part, whole, verb=verb, done=carried_out) + only
            told = by_the_verb(scene, part, verb) or (
                carried_out and bool(_CARRIED.search(scene.words_before(part)))
            )
            if not scene.like(whole, part):
                points = min(points - 1, 4) if told and whole == part - 1 else -1
            elif not (told or only or part == near[0]):
                points = min(points, 3)
            guesses = ratio(scene, index, [part], whole, strength_of(points))
            # 征集171件，立案150件，办复率100%; 收回192份，满意度97.4%: of what is not told, where no word ties them.
            untold = not told and (last == "满意" or scene.mentions[index].value == _ALL)
            yield from (guess for guess in guesses if guess.relation.holds or not untold)
    if last == "满意":
        yield from _of_the_satisfied(scene, index)
    yield from _but_for(scene, index, near, last)
    yield from _of_both(scene, index, near, name)
    if len(near) > 2:
        yield from _joined(scene, index, near, name)


def _of_the_satisfied(scene: Scene, index: int) -> Iterator[Guess]:
    """有效问卷221份，“满意”129份、“基本满意”46份、“不满意”46份，满意度: of the answers told apart, all that are content."""
    near = [i for i in range(max(index - _MOST_ANSWERS, 0), index) if scene.same_sentence(i, index)]
    near = [i for i in near if is_counted(scene.mentions[i])]
    called = next((run for i in near if (run := _in_turn(scene, i))), None) or {
        i: words for i in near if _ANSWER.search(words := scene.words_before(i))
    }
    answers = [*called]
    if len(answers) < _FEWEST_ANSWERS or answers != list(range(answers[0], answers[-1] + 1)):
        return
    content = [i for i in answers if "满意" in called[i] and not _DISCONTENT.search(called[i])]
    whole = answers[0] - 1
    asked = whole >= 0 and scene.like(whole, answers[0]) and "\n" not in scene.gap(whole, answers[0])
    if len(content) > 1 and (asked or len(content) < len(answers)):
        wholes: Terms = ((1, whole),) if asked else tuple((1, i) for i in answers)
        made = relate(scene.mentions, "ratio", index, tuple((1, i) for i in content), wholes)
        if made is not None:
            yield Guess(made, 3)


def _in_turn(scene: Scene, first: int) -> dict[int, str]:
    """非常满意、满意、一般、不满意的分别有a人、b人、c人、d人: each number under the name in its turn; none where no such list begins."""
    words = scene.words_before(first)
    names, told, _ = words.partition("分别")
    if not told or "满意" not in names:
        return {}
    own = _AND.split(names.removesuffix("的"))
    last = run_around(scene, first)[1]
    return dict(zip(range(first, last + 1), own, strict=True)) if last - first + 1 == len(own) else {}


def _of_each(scene: Scene, *amounts: int) -> bool:
    """县级两馆各20万元，乡镇文化站各5万元，其中中央补助50%: what each of one kind gets is no part of what each of another gets."""
    return all(_EACH.search(scene.words_before(i)) for i in amounts)


def left_out_of(scene: Scene, part: int, whole: int, name: str) -> bool:
    """起诉348件，不起诉48件，不诉率: what it was not done to is no part of what it was done to."""
    done, left_out = scene.words_before(whole), scene.words_before(part)
    opposed = name[-1] in done and name[-1] in left_out and "不" in left_out and "不" not in done
    return name.startswith("不") and opposed and (bool(_DECIDED.search(done)) or not _RECEIVED.search(done))


def _verb_of(scene: Scene, part: int, whole: int, name: str) -> str:
    """The two characters of the name of a rate that tell its part from its whole: 四级 of 四级手术比例, 研发 of 研发强度."""
    words = scene.words_before(whole) + scene.words_after(whole)
    pairs = [name[i : i + 2] for i in range(len(name) - 2, -1, -1)] or [name]
    return next((one for one in pairs if by_the_verb(scene, part, one) and one not in words), name[-2:])


def _but_for(scene: Scene, index: int, near: list[int], verb: str) -> Iterator[Guess]:
    """抽检2640批次，不合格58批次，合格率: all but what the verb was not done to."""
    for part in near:
        left_out = LEFT_OUT.search(scene.words_before(part))
        if left_out and left_out[1] == verb:
            for whole in [i for i in near if i < part and scene.like(i, part)]:
                made = relate(scene.mentions, "ratio", index, ((1, whole), (-1, part)), ((1, whole),))
                if made is not None:
                    yield Guess(made, 3 if whole == part - 1 and part == near[0] else 1)


def _of_both(scene: Scene, index: int, near: list[int], name: str) -> Iterator[Guess]:
    """提起公诉486人，不起诉137人，不诉率: of those it was done to and those it was not done to, where no whole is told."""
    if not name.startswith("不") or len(near) < 2:
        return
    twice = len(near) > 3 and all(not scene.gap(near[n + 1], near[n]) for n in (0, 2))
    if twice:  # 批准逮捕158件196人，不批准逮捕33件40人: people, as the law counts them
        near = [near[0], near[2]]
        done, left_out = (scene.words_before(i - 1) for i in (near[1], near[0]))
    elif near[0] != near[1] + 1:
        return
    else:
        done, left_out = (scene.words_before(i) for i in (near[1], near[0]))
    acts = name[-1] in done and name[-1] in left_out and _LEFT_OUT.match(left_out) and "不" not in done
    if acts and not _RECEIVED.search(done) and scene.like(near[0], near[1]):
        for guess in ratio(scene, index, near[:1], near[:2], 3):
            if (
                guess.relation.holds or "共" not in done
            ):  # 全年共: some were decided on that came in the year before
                yield guess


def _counts_of_two_kinds(scene: Scene, part: int, whole: int) -> bool:
    """床位3560张，入住老人2008人，入住率: things that are counted one by one may fill each other."""
    return all(is_counted(scene.mentions[i]) for i in (part, whole))


def _joined(scene: Scene, index: int, near: list[int], name: str) -> Iterator[Guess]:
    """Two parts together: 共26个，已完工19个，在建6个，开工率; plainly so where both are named: 满意144件，基本满意2件，满意率."""
    for n in range(min(len(near) - 1, 4)):
        pair = [near[n + 1], near[n]]
        if scene.like(*pair):
            words = [scene.words_before(i) for i in pair]
            in_turn = len(name) == 2 and all(verb in one for verb, one in zip(name, words, strict=True))
            both = 2 if in_turn else int(all(name[-2:] in one for one in words))
            for whole in near:
                if whole not in pair and scene.like(whole, pair[0]):
                    for guess in ratio(scene, index, pair, whole, 0):
                        yield replace(guess, strength=both if guess.relation.holds else 0)
