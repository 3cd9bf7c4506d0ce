"""Read every number in prose: its value, unit and precision, or the reason why it is no quantity."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from drafter.numerals import MULTIPLIERS, read_numeral, step_of
from drafter.text import fold

Role = Literal["value", "ratio", "growth", "change", "score", "count", "structural"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One number as it stands in a text.

    `start`/`end` cover the numeral alone, `stop` ends its unit. `value` and `unit` are as written ("12.8", "万人次"); `amount`
    is the value in `measure`, the unit without its multiplier. `step` is the last written place, in the unit as written.
    `bound` tells what an inexact number claims: "约" about, "以上" at least, "以内" at most. `period` is 本年, 上年 or a year.
    `sign` is -1 where the direction word says less (下降), +1 where it says more, 0 without such a word; that word stands at
    `direction`. A number that is no quantity has role "structural" and says why in `reason`.
    """

    start: int
    end: int
    stop: int
    token: str
    value: Decimal
    unit: str
    amount: Decimal
    measure: str
    step: Decimal
    role: Role
    reason: str = ""
    bound: str = ""
    period: str = "本年"
    sign: int = 0
    direction: tuple[int, int] | None = None

    @property
    def structural(self) -> bool:
        return self.role == "structural"

    @property
    def interval(self) -> tuple[Decimal, Decimal]:
        """The amounts the written number may stand for, half a step either way; open sides reach one third further.

        Things that are counted one by one (693件, 3人) are exact.
        """
        factor = self.amount / self.value if self.value else MULTIPLIERS.get(self.unit[:-1], Decimal(1))
        counted = self.step == 1 and factor == 1 and bool(self.measure) and not _MEASURED.search(self.measure)
        half = Decimal(0) if counted else self.step * abs(factor) / 2
        low, high = self.amount - half, self.amount + half
        slack = abs(self.amount) / 3
        if self.bound in ("以上", "约"):
            high += slack
        if self.bound in ("以内", "约"):
            low -= slack
        return low, high


# Longest first inside each line; a unit is what a clerk would write in the 单位 column.
_UNITS = (
    "个百分点 百分点 个工作日 工作日 个小时 个月 个季度 平方公里 平方千米 平方米 立方米 公里 千米 厘米 毫米 "
    "千瓦时 兆瓦时 兆瓦 千瓦 千伏 公斤 千克 公顷 万亩 英亩 "
    "人民币元 美元 港元 欧元 日元 元 人天 人次 人日 人年 人月 件次 批次 户次 车次 架次 家次 场次 班次 台次 台套 台班 "
    "辆次 例次 分钟 小时 学时 课时 学分 周年 标准箱 标箱 床位 张床 航次 单元 系列 "
    "个 件 次 条 篇 期 人 名 位 户 家 场 批 项 份 台 辆 套 所 座 处 米 亩 吨 度 天 日 年 月 岁 类 种 本 册 幅 张 "
    "部 支 只 头 株 棵 栋 幢 间 层 单 宗 起 例 枚 盏 块 段 片 组 对 副 艘 架 列 艺 届 期 轮 趟 顿 桶 箱 盒 袋 瓶 粒 "
    "门 节 讲 集 首 句 页 卷 章 秒 周 季 分 倍 成 番 斤 克 升 尾 羽 匹 颗 眼 口 道 根 面 方 款 字 线 号 席 具 门课 站 点 版 格 "
    "人民警察"
).split()
_UNIT = "|".join(sorted(dict.fromkeys(u for u in _UNITS if u != "号"), key=len, reverse=True))
# Units of what is measured and rounded; everything else is counted.
_MEASURED = re.compile(r"元|米|公里|亩|顷|吨|瓦|伏|克|斤|升|度|时|分|天|日|年|月|岁|%|‰|倍|成|番|百分点|周|秒|[A-Za-z]")
_LATIN_UNIT = r"(?:km²|km2|m²|m2|m³|km|kWh|MWh|MW|kW|kV|GB|TB|MB|PB|kg|mg|cm|mm|ml|nm|t|m)(?![A-Za-z])"
_MULTIPLIER = r"万亿|千亿|百亿|亿|千万|百万|十万|万|千(?![米瓦克伏方])|百(?!分)"
_TAIL = re.compile(
    rf"(?P<more>\s?[余多几]\s?)?(?:(?P<percent>\s?[%％‰])|\s?(?P<multiple>{_MULTIPLIER})?(?P<more2>[余多])?\s?"
    rf"(?P<unit>{_UNIT}|{_LATIN_UNIT}(?![A-Za-z]))?(?P<per>/(?:人|户|月|年|天|日|次|吨|亩|平方米|公里|度|小时)+)?)"
    r"(?P<after>以上|以下|以内|左右|上下)?"
)

_C = "一二三四五六七八九十百千零〇两"  # Chinese digits
_RANGE = r"[—–\-~～至到]{1,2}"
_MEASURE_FOR_CHINESE = (
    "个百分点|个月|小时|人次|批次|个|项|条|件|次|名|位|家|类|种|场|支|所|处|座|套|批|份|篇|期|户|人|张|轮|步|台|辆|倍|成|番|年"
)
_STRUCTURES = (
    ("文号", r"[〔\[［（(](?:19|20)\d\d[〕\]］）)]\s?(?:第\s?)?\d+\s?号"),
    ("日期", r"(?:19|20)\d\d\s?年\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?[日号])?|(?:19|20)\d\d[./\-]\d{1,2}[./\-]\d{1,2}(?!\d)"),
    ("年份", rf"(?<!\d)(?:19|20)\d\d\s?{_RANGE}\s?(?:19|20)\d\d(?:\s?年(?:度)?)?(?!\d)|(?<![\d.])(?:19|20)\d\d\s?年(?:度|代)?"),
    ("年份", r"[一二][〇○零九一二三四五六七八][〇○零一二三四五六七八九]{2}年(?:度)?"),
    ("日期", rf"(?<![\d.])\d{{1,2}}\s?月\s?\d{{1,2}}\s?日|(?<![\d.])\d{{1,2}}\s?{_RANGE}\s?\d{{1,2}}\s?月(?:份)?(?!龄)|(?<![\d.])\d{{1,2}}\s?月(?:份|底|末|初|中旬|上旬|下旬)?(?!龄|均)"),
    ("时刻", r"(?<!\d)\d{1,2}[:：]\d{2}(?![\d])"),
    ("序号", rf"(?m:^)[ \t　]*(?:[（(]\s?(?:\d{{1,3}}|[{_C}]+)\s?[）)]|\d{{1,3}}\s?(?:、|[.．](?![\d])|(?=[）)]))|第?[{_C}]{{1,3}}、)|[①-⑳㈠-㈩]|(?<=[。；：:;])[（(]?\d{{1,2}}[）)、]|[（(]\d{{1,2}}[）)]"),
    ("序数", rf"第\s?(?:\d+|[{_C}]+|[（(]\s?(?:\d+|[{_C}]+)\s?[）)])"),
    ("序数", rf"(?<![\d.,])(?:\d+|[{_C}]+)\s?号(?!召|角|称)|No\.?\s?\d+"),
    ("电话", r"(?<!\d)0\d{2,3}\s?[-—]\s?\d{7,8}(?!\d)|(?<![\d.])1[3-9]\d{9}(?!\d)|(?<!\d)400-\d{3,4}-\d{3,4}"),
    ("名称", r"(?<![\d.])\d+(?:\s?\+\s?(?:\d+|[A-Za-zN]+))+|(?<![A-Za-z])[A-Za-z]+\s?\+\s?\d+|\d+\s?[×xX*]\s?\d+"),
    ("名称", rf"[A-Za-z][A-Za-z\-.]*\d+[A-Za-z0-9\-.]*|(?<![\d.,])\d+(?!{_LATIN_UNIT})[A-Za-z]+[A-Za-z0-9]*(?:级|类)?"),
    ("分数", rf"(?:百|千|万|[{_C}]+)分之(?:[{_C}]+(?:点[{_C}]+)?|\d+(?:\.\d+)?)"),
)  # fmt: skip
_ARABIC = r"(?:(?<![\dA-Za-z.％%\u4e00-\u9fff）)])[-−])?(?:\d{1,3}(?:[,，]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
_CHINESE = rf"(?:数|几)?[{_C}]+(?=(?:余|多|几)?(?:万|亿)?(?:余|多)?(?:{_MEASURE_FOR_CHINESE}))|(?:数|几|近|约|上)(?:十|百|千)(?=余|多|{_MEASURE_FOR_CHINESE})"
_SCAN = re.compile(
    "|".join(f"(?P<s{i}>{pattern})" for i, (_, pattern) in enumerate(_STRUCTURES))
    + f"|(?P<arabic>{_ARABIC})|(?P<chinese>{_CHINESE})"
)
# Set phrases of public life whose numeral counts nothing that a year could change.
_NAMES = re.compile(
    "三公|一国两制|三重一大|四个意识|四个自信|两个维护|两个确立|两个毫不动摇|五位一体|四个全面|一带一路|双一流|三会一课|一岗双责|两代表一委员|"
    "三审三校|百千万工程|八项规定|四风|三严三实|两学一做|三农|六稳|六保|六保障|十四五|十三五|十五五|两新|两重|一老一小|三区三线|两山|"
    "一网通办|一网统管|一件事|一站式|一体化|一把手|一般|一次性|一系列|一定|一些|一致|一律|两会|两个大局|三个代表|一个中心|两个基本点|两个一百年|一大批"
)
_MARK = re.compile(r"【待[补核][^】\n]*】")
_QUOTED = re.compile(r"“([^”\n]{1,22})”|《([^》\n]{1,60})》|「([^」\n]{1,22})」")
_BREAK = re.compile(r"[，。；：！？、\n（）()“”;:]|,(?!\d{3})")
_SENTENCE = re.compile(r"[。；！？\n]")
_PERIOD = re.compile(
    r"(?P<compare>(?:比|较|与|同|和|相比|相较|对比)(?:于)?)?\s?(?:(?P<year>(?:19|20)\d\d)\s?年|(?P<last>上年|去年|上一年|上年度|上一年度|同期)(?!结转|结余))"
)
_DIRECTION = re.compile(
    r"(?P<word>增长|增加|上升|提高|提升|上涨|增幅|增收|多|高|扩大|减少|下降|降低|回落|缩减|压减|核减|下滑|减幅|降幅|减收|少|低|收窄)"
    r"(?:了|率|幅度|幅|额|数)?(?:分别)?(?:为|达到|达|约|近|超过|超|是|：|:|至少)*\s*$"
)
_LESS = set("减少 下降 降低 回落 缩减 压减 核减 下滑 减幅 降幅 减收 少 低 收窄".split())
_ABOUT = re.compile(r"(约|大约|近|将近|接近|左右)\s?$")
_AT_LEAST = re.compile(r"(超过|超|逾|突破|不少于|不低于|至少|高于|大于)\s?$")
_AT_MOST = re.compile(r"(不足|不到|不超过|不高于|不多于|低于|小于|少于|最多)\s?$")
_CODE_BEFORE = re.compile(r"(邮编|邮政编码|电话|传真|热线|编码|代码|账号|帐号|证号|编号|信用代码|QQ|网址)[：:为]?\s?$")
_PARALLEL = set("级 地 方 者 手 线 界 省 市 区 县 镇 字 届 代 头 面".split())


def find_mentions(text: str, *, year: int | None = None) -> tuple[Mention, ...]:
    """Return every number of `text` in reading order, quantities and structural ones.

    `year` is the year the text reports on: it turns explicit years into 本年 and 上年. Numerals of everyday words (一致, 百姓)
    are no numbers and not returned.
    """
    return tuple(_resolve_shared_units(text, list(_scan(text, year))))


def quantities(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the mentions that measure something, in order."""
    return tuple(m for m in mentions if not m.structural)


def _scan(text: str, year: int | None) -> Iterator[Mention]:
    folded = fold(text)
    names = _spans_of_names(folded)
    name_starts = [start for start, _ in names]
    breaks = [-1, *(m.start() for m in _BREAK.finditer(folded))]
    context = _Periods(folded, year)
    at = 0
    while found := _SCAN.search(folded, at):
        kind = found.lastgroup or ""
        at = max(found.end(), at + 1)
        if kind.startswith("s"):
            reason = _STRUCTURES[int(kind[1:])][0]
            if reason == "分数":
                yield _fraction(folded, found, context)
            else:
                yield _structure(text, found.start(), found.end(), reason)
            continue
        i = bisect_right(name_starts, found.start()) - 1
        if i >= 0 and found.end() <= names[i][1]:
            if kind == "arabic" or found.start() > names[i][0]:
                yield _structure(text, found.start(), found.end(), "标记" if folded[names[i][0]] == "【" else "名称")
            continue
        clause = breaks[bisect_right(breaks, found.start() - 1) - 1] + 1
        mention = (_read_arabic if kind == "arabic" else _read_chinese)(text, folded, found, clause, context)
        if mention is not None:
            yield mention
            at = max(at, mention.end)


def _spans_of_names(text: str) -> list[tuple[int, int]]:
    spans = [m.span() for m in _NAMES.finditer(text)] + [m.span() for m in _MARK.finditer(text)]
    spans += [m.span() for m in _QUOTED.finditer(text) if not re.search(r"[。；！？，]", m.group())]
    return sorted(spans)


def _structure(text: str, start: int, end: int, reason: str) -> Mention:
    zero = Decimal(0)
    return Mention(start, end, end, text[start:end], zero, "", zero, "", zero, "structural", reason)


def _read_arabic(text: str, folded: str, found: re.Match[str], clause: int, periods: _Periods) -> Mention | None:
    start, end = found.span()
    token = found.group().replace("，", ",").replace("−", "-")
    value = read_numeral(token)
    if value is None:
        return None
    tail = _TAIL.match(folded, end)
    assert tail is not None
    unit = _unit(tail)
    left = folded[clause:start]
    if not unit and _is_code(folded, start, end, token, left):
        return _structure(text, start, end, "编码")
    return _quantity(text, folded, (start, end), token, value, tail, unit, left, periods)


def _read_chinese(text: str, folded: str, found: re.Match[str], clause: int, periods: _Periods) -> Mention | None:
    start, end = found.span()
    token = found.group()
    vague = token[0] in "数几近约上" and len(token) > 1
    value = read_numeral(token[1:] if vague else token)
    tail = _TAIL.match(folded, end)
    if value is None or tail is None:
        return None
    unit = _unit(tail)
    left = folded[clause:start]
    if vague and token[0] in "数几":  # 数十名, 几百人: no value is claimed
        return _structure(text, start, end, "虚指")
    if vague:
        start += 1
        left, token = left + token[0], token[1:]
    base = unit.lstrip("万亿千百十")
    if value == 1 and start and folded[start - 1] in "进下逐统唯":  # 进一步, 下一步: everyday words
        return None
    if value == 1 and base not in ("倍", "成", "番") and not tail["multiple"]:
        return _structure(text, start, end, "虚指")
    if base in _PARALLEL or (base in ("人", "年", "次", "步") and value < 10 and not left):
        return _structure(text, start, end, "并称")
    if folded[start - 1 : start] in "第每逐初同单任某进" and start:
        return _structure(text, start, end, "虚指" if folded[start - 1] != "第" else "序数")
    mention = _quantity(text, folded, (start, end), token, value, tail, unit, left, periods)
    return mention


def _unit(tail: re.Match[str]) -> str:
    if tail["percent"]:
        return "‰" if "‰" in tail["percent"] else "%"
    return (tail["multiple"] or "") + (tail["unit"] or "") + ((tail["per"] or "") if tail["unit"] else "")


def _quantity(
    text: str,
    folded: str,
    span: tuple[int, int],
    token: str,
    value: Decimal,
    tail: re.Match[str],
    unit: str,
    left: str,
    periods: _Periods,
) -> Mention:
    multiple = (tail["multiple"] or "") if not tail["percent"] else ""
    measure = unit.removeprefix(multiple)
    if multiple and not measure:
        # 捐款109万, 5000亿: what is counted is left out; money in nearly every case, yet nobody wrote so.
        measure = ""
    stop = _stop(tail, span[1], unit)
    sign, direction = _direction(folded, left, span[0])
    return Mention(
        span[0],
        span[1],
        stop,
        text[span[0] : span[1]],
        value,
        unit,
        value * MULTIPLIERS.get(multiple, Decimal(1)),
        measure,
        step_of(token),
        _role(measure, direction, tail, token),
        "",
        _bound(left, tail),
        periods.at(span[0]),
        sign,
        direction,
    )


def _stop(tail: re.Match[str], end: int, unit: str) -> int:
    if tail["percent"]:
        return tail.end("percent")
    ends = [tail.end(name) for name in ("more", "multiple", "more2", "unit", "per") if tail[name]]
    if not unit and not tail["more"]:
        return end
    return max([end, *ends])


def _role(measure: str, direction: tuple[int, int] | None, tail: re.Match[str], token: str) -> Role:
    if measure in ("%", "‰", "倍", "成", "番"):
        return "growth" if direction else "ratio"
    if direction:
        return "change"
    if measure == "分":
        return "score"
    if measure in ("个", "项", "条", "类", "种", "大") and "." not in token:
        return "count"
    return "value"


def _direction(folded: str, left: str, start: int) -> tuple[int, tuple[int, int] | None]:
    found = _DIRECTION.search(left)
    if not found or found["word"] in ("多", "少", "高", "低") and not re.search(r"比|较", left[: found.start()]):
        return 0, None
    base = start - len(left)
    sign = -1 if found["word"] in _LESS else 1
    return sign, (base + found.start("word"), base + found.end("word"))


def _bound(left: str, tail: re.Match[str]) -> str:
    after = tail["after"] or ""
    if after in ("以下", "以内") or _AT_MOST.search(left):
        return "以内"
    if after == "以上" or tail["more"] or (tail.groupdict().get("more2")) or _AT_LEAST.search(left):
        return "以上"
    if after in ("左右", "上下") or _ABOUT.search(left):
        return "约"
    return ""


def _is_code(folded: str, start: int, end: int, token: str, left: str) -> bool:
    if _CODE_BEFORE.search(left):
        return True
    if "." in token or "," in token or len(token) < 5:
        return False
    after = folded[end : end + 2]
    at_line_start = start == 0 or folded[start - 1] in "\n\t"
    return bool(re.match(r"[\u4e00-\u9fff]", after)) or (at_line_start and bool(re.match(r"[\s][\u4e00-\u9fff]", after)))


def _fraction(folded: str, found: re.Match[str], periods: _Periods) -> Mention:
    """百分之九十六 and 三分之一 are ratios written in words."""
    base, _, part = found.group().partition("分之")
    whole, _, decimals = part.partition("点")
    digits = read_numeral(whole) or Decimal(0)
    if decimals:
        digits += Decimal("0." + "".join(str(read_numeral(c)) for c in decimals))
    divisor = read_numeral(base) or Decimal(100)
    percent = base == "百"
    value = digits if percent else digits / divisor
    unit = "%" if percent else ""
    start, end = found.span()
    return Mention(start, end, end, found.group(), value, unit, value, unit, step_of(whole), "ratio", period=periods.at(start))


class _Periods:
    """Which year a place in the text speaks about: the last year named in its sentence, comparisons aside."""

    def __init__(self, text: str, year: int | None) -> None:
        self._marks: list[tuple[int, str]] = [(-1, "本年")]
        sentence_ends = iter([m.end() for m in _SENTENCE.finditer(text)])
        next_end = next(sentence_ends, len(text) + 1)
        for found in _PERIOD.finditer(text):
            while found.start() >= next_end:
                self._marks.append((next_end, "本年"))
                next_end = next(sentence_ends, len(text) + 1)
            if found["compare"] or text[found.end() : found.end() + 3].startswith(("相比", "同期相", "度相比")):
                continue
            self._marks.append((found.start(), _period(found, year)))
        while next_end <= len(text):
            self._marks.append((next_end, "本年"))
            next_end = next(sentence_ends, len(text) + 1)
        self._starts = [start for start, _ in self._marks]

    def at(self, offset: int) -> str:
        return self._marks[bisect_right(self._starts, offset) - 1][1]


def _period(found: re.Match[str], year: int | None) -> str:
    if found["last"]:
        return "上年"
    named = int(found["year"])
    if year is None:
        return str(named)
    return {0: "本年", -1: "上年"}.get(named - year, str(named))


def _resolve_shared_units(text: str, mentions: list[Mention]) -> list[Mention]:
    """Give the unit of the last number in 3—5%, 12、13、15件 or 4至6天 to those before it."""
    from dataclasses import replace

    for i in range(len(mentions) - 2, -1, -1):
        one, after = mentions[i], mentions[i + 1]
        if one.structural or after.structural or one.unit or not after.unit:
            continue
        between = text[one.stop : after.start].strip()
        if between in ("、", "—", "–", "-", "~", "～", "至", "到", "——", "和", "与", "/"):
            factor = MULTIPLIERS.get(after.unit.removesuffix(after.measure), Decimal(1))
            mentions[i] = replace(
                one,
                unit=after.unit,
                measure=after.measure,
                amount=one.value * factor,
                role=after.role,
                sign=one.sign or after.sign,
            )
    return mentions
