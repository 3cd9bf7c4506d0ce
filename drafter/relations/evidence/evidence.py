"""What the words around a number say of its part in a calculation, whichever wording a report chooses."""

from __future__ import annotations

import re
from functools import lru_cache

from drafter.numbers.change_words import FALLEN_AMOUNTS, FALLS, LEFT_OVER, RISEN_AMOUNTS, RISES, either
from drafter.numbers.list_words import A_SHARE
from drafter.patterns import Regex
from drafter.relations.scene import Scene
from drafter.relations.stems import alike, stem

LESS = either(FALLS, FALLEN_AMOUNTS, LEFT_OVER)
MORE = either(RISES, RISEN_AMOUNTS)
# 多改造600户, 少发放12万元: a bare 多 or 少 and what was done.
CHANGED = Regex(
    rf"(?:{LESS}|{MORE}|(?<![大至许众最减])[多少](?!数)[\u4e00-\u9fff]{{0,6}}|^[增减降升涨跌缩扩])(?:了|资金|经费|金额|额|幅度|比例|率|数|个?百分点)*(?:约|为|达到?|近|的)*$"
)
# 突破概算595.36万元, 高于规模0.06万吨, 低于限额3.65亿元: how far an amount is from what it is measured by.
_MARKED_OFF = (
    "概算|预算|规模|计划|任务|目标|限额|限价|指标|标准|定额|编制|红线|容量|基数|合同价?|控制[价数]"
    r"|核定[^，。；\d]{0,4}|设计[^，。；\d]{0,4}|上年|去年|同期"
)
BEYOND = Regex(
    "(?:高于|低于|高出|超出|超过|突破|多于|少于|大于|小于|超|欠|短|余)(?:了)?(?:年初|年度|全年|上级|省|市|县|区|原|调整后?)?"
    f"(?:{_MARKED_OFF})(?:数|值|总?额)?$"
)
RATE_OF_CHANGE = Regex(
    rf"(?:{either(RISES, FALLS, RISEN_AMOUNTS, FALLEN_AMOUNTS, '结余', '改善')}|[增减升降涨跌扩缩]|变动)(?:率|幅度?|速|比例)?(?:了|约|为|达到?|近|超过?)*$"
)
_THAN = "|".join(  # and no word that these characters are a part of: 占比, 计较, 参与, 合同, 自由, 服从
    [
        "(?<![占对环同相之评可类攀])比",
        "(?<![比计])较(?![大小高低多少好强快])",
        "(?<!参)与(?!就业|传媒|计划生育|计生|信息|医疗|健康|管理|服务|保护|保障|开发|利用|环保|创新|建设)",
        "(?<![相合共协会不陪])同",
        "(?<![自理缘事案经交])由",
        "(?<![服听顺])从",
        "低于|高于|超过|超出|大于|小于|不及|高出",
    ]
)
_NO_THAN = "例|重|如|时|上|步|期|业|类|等|样|志|心|龄|学|行|意|一|口|此|于|来|事|税|价|宽|严|轻|武|赛|拼|照"
_COMPARED = Regex(rf"(?:^|[，。；：（(、])[^，。；：（(、\d]{{0,10}}?(?:{_THAN})(?!{_NO_THAN})")
_COMPARES = Regex("[比较与同由从于过出及]")  # one of these is in each: most clauses have none
_RANKS = {"下年": 9999, "本年": 9998, "上年": 9997}
# The time before this one, by whatever a report counts: years, terms, quarters.
LAST = "上年|去年|上一年|前一年|头一年|往年|上(?:期|届|次|轮|批|学期|学年|季度?|半年|月|周|一?年度)"
# 较上年末新增1.45万卷: a word that counts what is new tells a change only with what it is compared with.
SINCE = Regex(
    rf"(?:比|较|与)(?:{LAST}|年初|期初)[末底初]?(?:同期)?[^，。；\d]{{0,4}}(?:新增|增|减|多|少)(?:了|为|约)*$"
)
_EARLIER = Regex(
    rf"(?:{LAST}|基数|同期|年初(?!预算|安排|批复|下达|计划|目标|部门预算)|期初|上年末|上年底|原有?|前期)[^，。；：\d]{{0,14}}$"
)
_ONWARD = Regex(r"(?:至|到|为)$")
PLAN = Regex(
    r"计划(?!生育)|原定|拟|目标|任务|预算(?!执行|支付|支出决算)|应|限额|核定|控制|指标|编制|批复|下达|安排|概算|限价"
)
TOTAL = Regex(r"总|合计|共|全部|累计|全年|收到|受理|发放|应|下达|抽查|年度|当年|新收")


LEFT = Regex(rf"(?:{either(LEFT_OVER)})$")
CLAUSE_ENDS, _CARRIED = Regex(r"[，。；：\n]"), Regex("结转|结余")


@lru_cache(8192)
def tells_change(words: str) -> bool:
    """Whether the words before a number say that it is how much something changed."""
    return bool(CHANGED.search(words) or BEYOND.search(words))


def base_of_change(scene: Scene, i: int, index: int) -> bool:
    """Whether the change at `index` may start from the number: 比…, 较…, 由…, 上年…, or an earlier year's by its period."""
    mention = scene.mentions[i]
    if mention.direction:
        return False
    before = lead(scene, i)[-34:]
    clause = CLAUSE_ENDS.split(before)[-1]
    carried = _CARRIED.is_in(clause[-6:]) and not _CLOSED.search(
        scene.text[mention.stop : scene.mentions[index].start]
    )
    if (_EARLIER.is_in(clause) and not carried and not _SHARE_OF.match(clause)) or (
        _COMPARES.is_in(clause) and _COMPARED.search("，" + clause)
    ):
        return True
    if _OF_A_YEAR.is_in(clause) and _follows_change(scene, i):
        return True
    return earlier(mention.period, scene.mentions[index].period)


_SHARE_OF = Regex(rf"\s*{A_SHARE}")  # 占同期全市总值的86.1%: of this year's
# 年初结转A，…年末结转B，比上年增加: here what was carried over is what the change starts from.
_CLOSED = Regex("(?:年末|期末|年底)[^，。；]{0,4}(?:结转|结余)")
_OF_A_YEAR = Regex(r"^(?:19|20)\d\d年(?:度|末|底|初|同期)?[^，。；\d]{0,6}$")


def _follows_change(scene: Scene, i: int) -> bool:
    """比2018年末增加1655人，2018年末为10985人: told behind the change that started from it."""
    back = i - 1
    while back >= 0 and scene.mentions[back].structural:
        back -= 1
    return back >= 0 and scene.mentions[back].role in ("change", "growth") and scene.same_sentence(back, i)


def earlier(period: str, other: str) -> bool:
    """Whether a known period lies before another: 上年 before 本年, 2022 before 上年."""
    return period != other and 0 < _rank(period) < _rank(other)


def _rank(period: str) -> int:
    return _RANKS.get(period) or (int(period) if period.isdigit() else 0)


def lead(scene: Scene, i: int) -> str:
    """The words before the number back to the quantity before it, dates and the like among them."""
    back = i - 1
    while back >= 0 and scene.mentions[back].structural:
        back -= 1
    start = scene.mentions[i].start
    return scene.text[max(scene.mentions[back].stop if back >= 0 else 0, start - 60) : start]


# 调入一般公共预算1.75亿元 is no amount of that budget.
_MOVED = Regex("调入|调出|转入|划入|上缴|补充|列入|纳入")


def named(scene: Scene, i: int, name: str) -> bool:
    """Whether `name`, as a later clause puts it, may mean the number: its words end so, hold it, or abridge to it letter by letter."""
    bare = stem(
        re.sub(r"^(?:其|该|同期|总(?=[收支投金发]))|(?:数|额|量|(?<=[一-鿿]{4})总[值量额])$", "", name)
    )
    bare = bare if len(bare) > 1 else name
    label, words = scene.label(i), scene.words_before(i)
    if _MOVED.search(words) and not _MOVED.search(name):
        return False
    if name in words or name in label or scene.stem(i).endswith(bare):
        return True
    letters = iter(words if len(words) >= len(label) else label)
    return len(bare) >= 2 and all(letter in letters for letter in bare)


def sign_of(scene: Scene, i: int) -> int:
    """+1 where the words before a change say more, -1 where they say less, 0 where they name a difference without a side."""
    if scene.mentions[i].sign:
        return scene.mentions[i].sign
    words = lead(scene, i)[-12:]
    if re.search(r"增|超|高出|多(?!少)", words):
        return 1
    return -1 if re.search(r"减|短收|欠收|少|降|压|节约|节省|节支|低于", words) else 0


_CAME_FROM, _ONCE = (
    Regex(r"(?:由|从|自)[^，。；]{0,16}$"),
    Regex(r"^(?:年末|期末|年底)?[^，。；\d]{0,8}(?:至|到|为|成)$"),
)


_ITS_YEAR = Regex(r"(?:19|20)\d\d\s*年(?:末|底|初)?的?")


def moved(scene: Scene, base: int, now: int) -> bool:
    """由41户减到29户, 从2846元落到2519元, 由2015年的9860元提高到2020年的15480元: told as one move, whatever the verb."""
    return (
        0 <= base < now
        and all(scene.mentions[i].structural for i in range(base + 1, now))
        and scene.like(base, now)
        and bool(_CAME_FROM.search(without_year(scene, base)))
        and bool(_ONCE.search(without_year(scene, now)))
    )


def without_year(scene: Scene, i: int) -> str:
    """The words of the clause before a number, over the year that is told with it: 提高到 for 提高到2020年的."""
    return _ITS_YEAR.sub("", CLAUSE_ENDS.split(lead(scene, i))[-1]).strip()


_SO_MUCH = Regex(r"\s*[\u4e00-\u9fff]{0,4}(?<![到至为])\s*")
_MEASURED_BY = Regex(
    r"(?:(?<![占对环同相之])比|较|超出|超过|低于|高于|不及)(?!例|重|如|为|好|大|多)[^，。；：\d]{0,14}$"
)


def compared_right_before(scene: Scene, index: int) -> bool:
    """较预算8.20亿元超0.43亿元, 较承诺的5.0个工作日快1.8个工作日: how far it is from what stands before, whatever the verb."""
    base = index - 1
    return (
        base >= 0
        and scene.mentions[index].role in ("value", "count", "change")
        and scene.mentions[base].role in ("value", "count")
        and scene.like(base, index)
        and _SO_MUCH.fullmatch(scene.gap(base, index)) is not None
        and bool(_MEASURED_BY.search(scene.words_before(base)))
    )


def is_told_change(scene: Scene, i: int) -> bool:
    """Whether the words around a number say that it is how much something changed."""
    if scene.mentions[i].role in ("change", "growth"):
        return True
    goes_on = i + 1 < len(scene.mentions) and not scene.gap(i, i + 1).strip()  # 超出计划12000份600份
    return (tells_change(scene.words_before(i)) and not goes_on) or compared_right_before(scene, i)


def right_behind_a_move(scene: Scene, index: int) -> bool:
    """Whether a number is told right behind a move, or behind an amount and what it was: 上年8.3天，压短0.7天; of which it is the change."""
    now = index - 1
    if now < 1 or not scene.same_segment(now - 1, index) or is_told_change(scene, now):
        return False
    if moved(scene, now - 1, now):
        return True
    return (
        scene.mentions[now].role in ("value", "count")
        and scene.like(now - 1, now)
        and scene.mentions[now - 1].role in ("value", "count")
        and any(base_of_change(scene, i, index) or PLAN.search(scene.words_before(i)) for i in (now - 1, now))
    )


def onward(scene: Scene, i: int) -> bool:
    """Whether the number is where a change arrived: 增至, 到, 为."""
    return bool(_ONWARD.search(scene.words_before(i)))


def told_for_itself(scene: Scene, now: int, base: int, target: int) -> bool:
    """结案269.4万件，2023年是新收案件272.6万件，同比下降1.4%: an earlier year's amount under another name may have its own change behind it."""
    name = scene.stem(base)
    apart = now < base < target and "，" in scene.gap(base, target)
    return apart and bool(name) and not alike(name, scene.stem(now))


_ITS_AIM = Regex("(?:指标|目标|计划)值[：为是]?[≥=＝>＞]?$")
_ITS_LIMIT = Regex("(?:指标|目标|计划)值[：为是]?[≤≥=＝<>＜＞]?$")


def is_aim(scene: Scene, i: int, *, more: bool = False) -> bool:
    """Whether the form calls it what was aimed at; `more` where more than that is better, or nothing tells."""
    start = scene.mentions[i].start
    pattern = _ITS_AIM if more else _ITS_LIMIT
    return pattern.search(scene.text, max(start - 8, 0), start) is not None
