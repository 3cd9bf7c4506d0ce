"""Read a query as it was meant: in the reports' script, and with the word that sounds like the one that slipped in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from drafter.thesaurus.everyday import skeletons
from drafter.traditional import to_simplified

# Tells of each word of two characters in how many passages it stands.
Known = Callable[[Sequence[str]], list[int]]

# What is longer was hardly typed by ear.
_LONGEST = 40
# A word that some passages have is no chance.
_ENOUGH = 3
# The common characters stand in GB 2312 in the order of their sounds: here are the first of each syllable.
_CODE, _COMMON = "gb2312", range(0xB0A1, 0xD7FA)
_SYLLABLES = (
    "啊埃鞍肮凹芭白斑邦苞杯奔崩逼鞭标鳖彬兵玻哺擦猜餐苍操厕层插拆搀昌超车郴撑吃充抽初揣川疮吹春戳疵聪凑粗蹿摧村磋搭呆耽当刀德蹬堤颠碉跌丁"
    "丢东兜督端堆墩掇蛾恩而发藩坊菲芬丰否夫噶该干冈篙哥给根耕工钩辜刮乖棺光瑰辊锅哈骸酣夯壕呵嘿痕哼轰喉呼花槐欢荒灰荤豁击嘉歼僵蕉揭巾荆炯"
    "揪鞠捐撅均喀开刊康考坷肯坑空抠枯夸块宽匡亏坤括垃莱蓝琅捞勒雷棱厘俩联粮撩列琳玲溜龙楼芦驴峦掠抡萝妈埋瞒芒猫么玫门萌眯棉苗蔑民明谬摸谋"
    "拇拿氖南囊挠呢馁嫩能妮蔫娘鸟捏您柠牛脓奴女暖虐挪哦欧啪拍攀乓抛呸喷砰坯篇飘撇拼乒坡剖扑期掐牵枪橇切钦青琼秋趋圈缺裙然瓤饶惹壬扔日戎揉"
    "茹软蕊闰若撒腮三桑搔瑟森僧莎筛珊墒梢奢砷声师收蔬刷摔栓霜谁吮说斯松搜苏酸虽孙蓑塌胎坍汤掏特藤梯天挑贴厅通偷凸湍推吞拖挖歪豌汪威瘟嗡挝"
    "巫昔瞎掀相萧楔薪星兄休墟轩靴勋压焉殃邀椰一茵英哟拥幽迂鸳曰耘匝栽咱赃遭责贼怎增扎摘瞻樟招遮珍蒸芝中舟珠抓拽专桩椎谆捉兹鬃邹租钻嘴尊昨"
)


def read_as(query: str, known: Known) -> str:
    """Return the query as the reports would have it: 社區矯正 is 社区矫正, and 义务教育军衡 is 义务教育均衡.

    As it is when the reports know it so, or know nothing better.
    """
    if len(query) > _LONGEST:
        return query
    simple = to_simplified(query)
    if simple != query:
        old, new = (sum(map(bool, known(list(map("".join, pairwise(one)))))) for one in (query, simple))
        query = simple if new > old else query
    return _as_heard(query, known)


def _as_heard(query: str, known: Known) -> str:
    """Put a word that sounds the same where two characters are none, no passage has them, and some have what it stands between."""
    doubtful = list(_no_words(query))
    counts = known([query[at : at + 2] for at in doubtful])
    for at in (at for at, count in zip(doubtful, counts, strict=True) if not count):
        heard = list(_sounding_like(query[at : at + 2]))
        found, word = max(zip(known(heard), heard, strict=True), default=(0, ""))
        meant = query[:at] + word + query[at + 2 :]
        # What stands before the two and after them, each with its neighbour of them.
        beside = [
            one
            for one in (meant[max(at - 1, 0) : at + 1], meant[at + 1 : at + 3])
            if len(one) == 2 and one.isalpha()
        ]
        if found >= _ENOUGH and beside and all(known(beside)):
            query = meant
    return query


def _no_words(query: str) -> Iterator[int]:
    """Yield where two characters stand that are no word together; those of everyday talk are none and right."""
    import rjieba

    at = 0
    for word, after in pairwise([*rjieba.cut(query), ""]):
        inside = len(word) - 1 if not rjieba.has_word(word) else 0
        alone = len(word) == 1 == len(after)
        for place in range(at, at + (inside or alone)):
            both = query[place : place + 2]
            if skeletons([both]) == [both]:
                yield place
        at += len(word)


def _sounding_like(both: str) -> Iterator[str]:
    """Yield the words of two characters of which one is another that sounds the same."""
    import rjieba

    yield from filter(rjieba.has_word, (other + both[1] for other in _alike(both[0])))
    yield from filter(rjieba.has_word, (both[0] + other for other in _alike(both[1])))


def _alike(char: str) -> str:
    code = _place(char)
    if code not in _COMMON:
        return ""
    firsts = _firsts()
    at = bisect_right(firsts, code)
    codes = range(firsts[at - 1], firsts[at] if at < len(firsts) else _COMMON.stop)
    return "".join(
        code.to_bytes(2).decode(_CODE) for code in codes if code & 0xFF in range(0xA1, 0xFF)
    ).replace(char, "")


@cache
def _firsts() -> list[int]:
    return list(map(_place, _SYLLABLES))


def _place(char: str) -> int:
    """Return where the character stands in GB 2312, which has no traditional ones; 0 for nowhere."""
    return int.from_bytes(char.encode(_CODE, "ignore"))
