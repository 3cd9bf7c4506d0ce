"""Know the numerals that count nothing: dates, 文号, ordinals, list numbers, phones, codes and names, each with its reason."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from drafter.numbers.units import LATIN_UNIT
from drafter.patterns import Regex

CHINESE_DIGITS = "一二三四五六七八九十百千零〇两"
_C = CHINESE_DIGITS
RANGE = r"[—–\-~～至到]{1,2}"
_YEAR = r"(?:19|20)\d\d"
_NO_SHARES = r"(?<![比例])(?<![比例构][为是约达由从])"
_HOTLINE = r"(?=(?:政务|服务|便民|市民|惠民|投诉|举报|监督|热心)*(?:热线|平台|接警|报警|联动|急救|电话|专线|客服)|类(?:有效)?(?:报警|警情|接处警))"

# Tried in this order where a numeral begins; the first that fits names the reason.
STRUCTURES: tuple[tuple[str, str], ...] = (
    ("文号", rf"[〔\[［（(]{_YEAR}[〕\]］）)]\s?(?:第\s?)?\d+\s?号"),
    ("文号", rf"(?<![A-Za-z])[A-Z]{{2,5}}(?:/[A-Z])?\s?\d{{2,6}}(?:\.\d{{1,2}})?\s?[—–\-]\s?{_YEAR}(?!\d)"),
    ("日期", rf"{_YEAR}\s?年\s?\d{{1,2}}\s?月(?:\s?\d{{1,2}}\s?[日号])?|{_YEAR}[./\-]\d{{1,2}}[./\-]\d{{1,2}}(?!\d)|{_YEAR}\.\d{{1,2}}\s?月|(?<![\d.,]){_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:日|(?![\d.,万亿元%]))"),
    ("年份", rf"(?<!\d){_YEAR}\s?年?\s?{RANGE}\s?{_YEAR}(?:\s?(?:学年|年)(?:度)?)?(?!\d)|(?<!\d){_YEAR}\s?年(?:度|代)?"),
    ("年份", rf"(?<![\d.]){_YEAR}(?=\s?[、和与及]\s?{_YEAR}\s?年)|(?<=[较比与])\s?{_YEAR}(?=增|减|下降|上升|提高|相比)|(?<![\d.]){_YEAR}(?=预算|决算)|(?<![\d.]){_YEAR}[/]{_YEAR}(?=学年)"),
    ("年份", r"[一二][〇○零九一二三四五六七八][〇○零一二三四五六七八九]{2}年(?:度)?"),
    (
        "日期",
        rf"(?<![\d.])\d{{1,2}}\s?月\s?\d{{1,2}}\s?{RANGE}\s?\d{{1,2}}\s?日|(?<![\d.])\d{{1,2}}\s?月\s?\d{{1,2}}\s?日(?:\s?{RANGE}\s?\d{{1,2}}\s?日)?|(?<![\d.])\d{{1,2}}\s?{RANGE}\s?\d{{1,2}}\s?月(?:份)?(?!龄)|"
        r"(?<![\d.])\d{1,2}\s?月(?:份|底|末|初|中旬|上旬|下旬)?(?!龄|均)|(?<![\d.个])[1-4一二三四]季度|[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日|份|底|初|末)",
    ),
    ("年份", rf"(?<=[（(]){_YEAR}(?=[）)])|(?:(?<=行动[—–-])|(?<=专项[—–-])|(?<=计划[—–-])|(?<=”[—–-])){_YEAR}(?!\d)"),
    (
        "时段",
        rf"(?:(?<=[这那近前后])|(?<=过去)|(?<=经过)|(?<=通过)|(?<=历时)|(?<=过去的)|(?<=今后)|(?<=未来))(?:\d{{1,2}}|[{_C}]{{1,12}})年(?!级|期)|(?<=的)[{_C}]{{1,2}}年(?=[。，！])|(?:\d{{1,2}}|[{_C}]{{1,12}})年前|(?<=在)[{_C}]{{1,12}}年(?=的)|(?:\d{{1,2}}|[{_C}]{{1,12}})年来",
    ),
    ("时段", rf"(?:(?<=[前头近])|(?<=最近))(?:\d{{1,2}}|[{_C}]{{1,2}})个月"),
    ("时段", rf"(?<![\d.])(?:\d{{1,2}}|[{_C}]{{1,2}})年(?=平均增)|(?<![\d.续近])(?:\d{{1,2}}|[{_C}]{{1,2}})年(?=间?(?:累计)?(?:增长|翻))"),
    ("日期", r"(?<![\d.])\d{1,2}\s?[-—–~至]\s?(?:本月|当月)|(?<=[今昨]天[（(])\d{1,2}日(?=[）)])|(?<![\d.月])\d{1,2}日(?=，?(?:从|记者|上午|下午|晚间|凌晨|召开|发布|公布|通报|举行|获悉))"),
    ("比例", r"(?:(?<=按)|(?<=按照)|(?<=以))\d{1,3}\s?[:：∶]\s?\d{1,3}(?=\s?的?\s?(?:比例|标准|配套|分[担成享摊]|配[置比备]|共[担享]|承担|划分))"),
    # 19时至凌晨2时: hours of the clock on both sides of 至; 用时3小时 lasts.
    (
        "时刻",
        r"(?<![\d.])\d{1,2}时(?=[至到—－\-～~](?:凌晨|次日|翌日|当日|下午|晚上?|\d{1,2}日)?\d{1,2}时)|(?<=时[至到—－\-～~])\d{1,2}日\d{1,2}时(?![段速长间])|(?:(?<=时[至到—－\-～~])|(?<=凌晨)|(?<=次日)|(?<=\d日))\d{1,2}时(?![段速长间])",
    ),
    # Hours and minutes as a clock shows them: 夏秋比32:68 and 师生比1:13 are shares.
    ("时刻", rf"(?<!\d)(?<!\d[:：]){_NO_SHARES}(?:[01]?\d|2[0-4])[:：][0-5]\d(?:[:：][0-5]\d)?(?!\d|[.:：]\d)"),
    ("序号", r"(?<=[一-鿿A-Za-z”）)：:\n][\[［])\d{1,2}(?=[\]］])"),
    ("名称", r"(?<![\d.])\d\.\dT(?=核?磁)|十大(?=(?:[一-鿿]{0,6})(?:案例|新闻|人物|杰出|典型|品牌|新发现|事件|名[镇村片师医]|最美|优秀|工匠|法治))|(?<![\d.])\d{1,2}秒(?=(?:内|钟)?接通率)"),
    ("名称", r"(?<![\d.])\d{1,2}\s?[‰%](?=\s?人口(?:变动)?(?:情况)?抽样)"),
    ("序号", rf"[①-⑳㈠-㈩]|(?<=\s)\d{{1,2}}[.．](?=[一-鿿“])|(?<=[。；：:;])[（(]?\d{{1,2}}(?:[）)、]|[.．](?!\d)|[.．](?={_YEAR}\s?年))|[（(]\s?(?:\d{{1,2}}|[{_C}]{{1,3}})\s?[）)]"),
    ("序号", rf"(?:附件|附表|附录|专栏|表|图|注|例)[ \t　]?(?:\d{{1,2}}|[{_C}]{{1,2}})(?=[：:\s、，。）)]|$)"),
    ("序号", r"(?:(?<=\n)|(?<![\s\S]))(?:附件|附表|附录|专栏|表|图)\d{1,2}(?:[-—]\d{1,2})?(?=[一-鿿]{2})(?![个项张份次人万千亿])"),
    ("序号", r"附件\d{1,2}(?=[一-鿿])(?![个份张项])|(?<=公开)\d{1,2}(?=表)"),
    ("序数", rf"(?:[{_C}]{{1,12}}|\d+)届[{_C}]{{1,12}}次(?:[、和][{_C}]{{1,12}}次)*(?=全|会)|(?<![办展训了共出播期成满约近超])[一二三四五六](?:[、和至—]?[一二三四五六])*期(?![间末货])"),
    ("序数", rf"第\s?(?:\d+(?:\.\d+)?|[{_C}]{{1,12}}|[（(]\s?(?:\d+|[{_C}]{{1,12}})\s?[）)])"),
    ("序数", rf"(?<=前)(?:\d{{1,2}}|[{_C}]{{1,2}})(?:名|位)(?=[：:，。；、])"),
    ("序数", rf"(?:(?<=届、)|(?<=届和))(?:\d{{1,3}}|[{_C}]{{1,4}})(?=届)"),
    ("序数", rf"(?<![\d.,])(?:\d+|[{_C}]{{1,12}})\s?号(?!召|角|称)|No\.?\s?\d+"),
    ("门牌", r"(?<![\d.,])\d{1,4}(?:\s?[室弄]|楼(?=[，。；、）)\s一-鿿]))"),
    ("电话", r"(?<!\d)0\d{2,3}\s?[-—]\s?\d{7,8}(?!\d)|(?<![\d.])1[3-9]\d{9}(?!\d)|(?<!\d)400-\d{3,4}-\d{3,4}"),
    ("名称", rf"(?<![\d.,])(?:11[0-9]|12[0-9]|1[02]\d{{3}}|9[56]\d{{3}}){_HOTLINE}"),
    ("名称", r"(?<![\d.])\d+(?:\s?\+\s?(?:\d+|[A-Za-zN]+))+|(?<![A-Za-z])[A-Za-z]+\s?\+\s?\d+|\d+\s?[×xX*]\s?\d+"),
    ("名称", r"(?<![\d.])\d{1,2}[·・•]\d{1,2}(?!\d)|(?<![\d.])\d\.0(?=版|时代|升级|模式|系统|平台|建设|改革|政策|方案|行动)|(?<!\d)\d{2,3}强(?![度化])"),
    ("名称", r"(?<![\d.])\d{1,3}分钟(?=[一-鿿]{0,8}圈)|(?<![\d.])24小时(?=[一-鿿]{0,4}(?:书[房吧屋]|图书馆|阅[览读]|自助|便利|药[店房]|政务|警务|热线|服务|营业|开放|不间断|不打烊|值[班守]|在岗|待命|备[勤战]|监[测控]|巡[查逻]))|(?<![\d.前])(?:24|48|72)小时(?=(?:晴雨|暴雨|降水|气温|城镇|分县|灾害性)[一-鿿]{0,6}预报)"),
    ("名称", r"(?<![\d.])\d{1,4}\s?千伏(?=[一-鿿]{0,4}(?:线路|变电|输电|配电|电网))|(?<![\d.])\d\s?年(?:[（(]含[）)])?以[上下](?=[（(定存贷])"),
    ("名称", rf"[A-Za-z][A-Za-z\-./]{{0,30}}\s?(?!\d+(?:\.\d+)?\s?(?:[万亿]元|元|%)|(?<=[A-Z]{{2}})\d+(?:\.\d+)?[万亿]?(?:吨|台|套|辆|架|艘))\d[A-Za-z0-9\-.]*|(?<![\d.,])\d+(?!{LATIN_UNIT})[A-Za-z]+[A-Za-z0-9]*(?:级|类)?"),
    ("名称", r"劣?[一二三四五][、和至]?[一二三四五]?类(?=及?以[上下]水质|海水|水质|水体|水域)|(?<=[、劣])[一二三四五]类(?=海水|水质|水体|水域)"),
    # 100-199张床位医院5297个: what hospitals are counted, not a number of beds.
    ("名称", rf"(?<![\d.])(?<!\d,)\d{{2,4}}\s?{RANGE}\s?\d{{2,4}}\s?张(?=床位[一-鿿])|(?<![\d.])(?<!\d,)\d{{2,4}}\s?张及?以[上下](?=床位[一-鿿])"),
    ("编码", r"(?<![\d.,\-])\d{11,}(?:/\d{4}-\d+|(?![\d.,]\d))|(?<![\d.,\-])\d{3,}-(?=[一-鿿]{2})"),
    ("序号", r"(?:(?<=\n)|(?<![\s\S]))\d{1,2}-\d{1,3}(?=[ \t　]{1,4}(?![岁年月日天个人名次倍%])[一-鿿][^\n。，；]{3,40}(?:\n|$))"),
)  # fmt: skip

# Set phrases of public life whose numeral counts nothing that a year could change, and everyday words, which are no numbers.
_NAMES = Regex(
    "三公|一国两制|三重一大|三个意识|四个意识|四个自信|两个维护|两个确立|两个毫不动摇|两个结合|两个确保|五位一体|四个全面|一带一路|双一流|三会一课|一岗双责|两代表一委员|"
    "三审三校|百千万工程|八项规定|四风|三严三实|两学一做|三农|六稳|六保|六保障|十[二三四五六]五|两新|两重|两项补贴|一老一小|三区三线|两山|三线一单|两癌|三定|三化|三基|四史|"
    "一网通办|一网统管|一件事|两会|两个大局|三个代表|一个中心|两个基本点|两个一百年|三大攻坚战|四大班子|千万工程|三支一扶|两个文明|三大改造|九三学社|三位一体|"
    "七一|八一|五一|十一黄金周|十[六七八九]大|二十一?大(?!类)|十[五六七八九]届|二十一?届|百年大计|百年未有|建[党军国]百年|百年变局|十年禁渔|五年规划|十年规划|三年行动|五年行动"
)
# Every branch opens with a plain character: one that opened with a condition made the search six times as slow.
_WORDS = Regex(
    "[个两三]位数|一站式|一体化|一把手|一般|一次性|一系列|一定|一些|一致|一律|一大批|千家万户|百家争鸣|百花齐放|千人一面|两级|两岸|三级联动|千年|"
    "一次办好|最多跑一次|一事一议|公益[一二]类|四个季度(?<!连续四个季度)"
)
_MARK = Regex(r"【待[补核][^】\n]*】")
_ADDRESS = Regex(r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,64}(?:\.[A-Za-z0-9-]{1,64})+")
_QUOTED = Regex(
    r"“([^”\n。；！？，]{1,30})”|“([^”\n。；！？，]{1,60})”(?=议题|专题|主题|课题|选题|提案|活动|工程|行动|方案|项目|论坛|栏目|节目|品牌|系列|展览|大赛|调研)|"
    r"《([^》\n]{1,60})》|「([^」\n]{1,22})」|‘([^’\n。；！？，]{1,22})’"
)

_IN_BRACKETS = rf"[（(]\s?(?:\d{{1,3}}|[{_C}]{{1,12}})\s?[）)]"
_WITH_MARK = r"\d{1,3}\s?(?:、|[.．](?![\d])|[.．](?=20\d\d\s?年)|(?=[）)“]))"
_ALONE = r"\d{1,3}(?=[ \t　]*(?:\n|$))"
_ORDINAL_LINE = Regex(
    rf"\n[ \t　]*(?:(?P<n>{_IN_BRACKETS}|{_WITH_MARK}|第?[{_C}]{{1,3}}、|{_ALONE})|"
    r"(?P<page>[-—–]{1,2}\s?\d{1,3}\s?[-—–]{1,2})(?=[ \t]*(?:\n|$)))"
)
# The first cell of a table's row, when it is a bare number that a name follows.
_FIRST_CELL = Regex(
    r"\n(\d{1,3})(?:\t(?=[ \u3000]*[\u4e00-\u9fff“《（(A-Za-z])| (?=[\u4e00-\u9fff])(?![年月日号时点个项家人名户万亿元次]))"
)
# 功能分类 (201–234) and 经济分类 (301–399, 501–599) codes of budget tables: 208 05 06, 2080506, 30201.
_CODE_HEAD = r"(?:2[0-3]\d|30\d|31[0-3]|399|5[0-1]\d)"
_SUBJECT_CODE = Regex(
    rf"[\n\t ]({_CODE_HEAD}(?:[ \t]\d\d){{0,2}}(?=[ \t]+[一-鿿])|{_CODE_HEAD}(?:\d\d){{1,2}}(?=[ \t]+(?:[一-鿿]|-?\d[\d,]*\.\d\d|3\d{{4}} [一-鿿])|[ \t]*\n))"
    rf"|\n({_CODE_HEAD})(?=(?: -?\d[\d,]*\.\d\d){{2,}}\n[一-鿿]{{1,9}}\n)"
)
_CELL_BEFORE = Regex(r"(\d[\d,.]*)[ \t]+$")
_CODE_BEFORE = Regex(
    r"(热线(?=[^\t]*$)|邮编|邮政编码|电话|传真|编码|代码|账号|帐号|证号|编号|信用代码|QQ|网址|车牌|房间|房号)[：:为]?\s?$"
)


class Names:
    """The places of a text where numerals belong to a name, a quotation, a table code or a line's number."""

    def __init__(self, text: str) -> None:
        spans = [(m.start(), m.end(), "名称") for m in _NAMES.finditer(text)]
        spans += [(m.start(), m.end(), "") for m in _WORDS.finditer(text)]
        if "@" in text:
            spans += [(m.start(), m.end(), "名称") for m in _ADDRESS.finditer(text)]
        spans += [(m.start(), m.end(), "标记") for m in _MARK.finditer(text)]
        spans += [(m.start(), m.end(), "名称") for m in _QUOTED.finditer(text) if _has_numeral(m[0])]
        spans.sort()
        self._spans = _without_overlaps(spans)
        self._starts = [start for start, _, _ in self._spans]

    def around(self, start: int, end: int) -> tuple[int, int, str] | None:
        """Return the name that covers `start`–`end`, with its reason, "" for an everyday word."""
        i = bisect_right(self._starts, start) - 1
        return self._spans[i] if i >= 0 and end <= self._spans[i][1] else None


_NUMERAL = Regex(rf"[\d{_C}]")


def _has_numeral(quoted: str) -> bool:
    return _NUMERAL.search(quoted) is not None


def _without_overlaps(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
        elif span[1] > kept[-1][1]:
            kept[-1] = (kept[-1][0], span[1], kept[-1][2])
    return kept


def line_numbers(text: str) -> dict[int, tuple[int, str]]:
    """Return the start of each number that opens a line or stands alone as a page number, with its end and reason."""
    found = {}
    for m in _ORDINAL_LINE.finditer("\n" + text):
        name = m.lastgroup or "n"
        found[m.start(name) - 1] = (m.end(name) - 1, "序号" if name == "n" else "页码")
    for start, end in _serial_numbers(text):
        found[start] = (end, "序号")
    return found


def _serial_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield the numbers of table rows that count up from 1 in the first column, two at least, one table at a time."""
    run: list[re.Match[str]] = []
    for m in (*_FIRST_CELL.finditer("\n" + text), None):
        if run and m and int(m[1]) == int(run[-1][1]) + 1 and _next_row(text, run[-1], m):
            run.append(m)
            continue
        if len(run) > 1:
            yield from ((one.start(1) - 1, one.end(1) - 1) for one in run)
        run = [m] if m and m[1] == "1" else []


def _next_row(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether a numbered row is of the table of the one before it; where blanks part the cells it stands right below."""
    between = text[one.end() : other.start(1)]
    return "\n\n" not in between and (other[0].endswith("\t") or between.count("\n") == 1)


def subject_codes(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of budget subject codes that stand before their names in tables."""
    for m in _SUBJECT_CODE.finditer("\n" + text):
        if m[2]:  # 201 207.40 207.40 among the lines of its name
            yield m.start(2) - 1, m.end(2) - 1
            continue
        start, end = m.start(1) - 1, m.end(1) - 1
        beside = _CELL_BEFORE.search(text, max(start - 16, 0), start)
        told = beside is None or "." in beside[1] or m[1].startswith(beside[1])
        if told or "一" <= text[end : end + 8].lstrip()[:1] <= "鿿":
            yield start, end  # 21177 | 21740 | 563.00 are three amounts


def is_code(text: str, start: int, end: int) -> bool:
    """Whether a bare number of five digits or more is a hotline, an account or a code rather than a count."""
    if _CODE_BEFORE.search(text[max(start - 10, 0) : start]):
        return True
    token = text[start:end]
    if "." in token or "," in token or len(token) < 5:
        return False
    follows = text[end : end + 2]
    at_line_start = start == 0 or text[start - 1] in "\n\t"
    last_of_row = follows[:1] == "\n" and start > 0 and text[start - 1] == "\t"  # a name begins the next row
    return "一" <= follows[:1] <= "鿿" or (
        at_line_start and not last_of_row and follows[:1].isspace() and "一" <= follows[1:2] <= "鿿"
    )
