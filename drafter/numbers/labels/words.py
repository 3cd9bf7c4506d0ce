"""The vocabulary labels are cut with: links, verbs, bare measures and where a clause ends."""

from __future__ import annotations

import re
from functools import lru_cache

from drafter.numbers.change_words import FALLS, RISES, either
from drafter.numbers.labels.deeds import inside_word, last_words
from drafter.patterns import Regex
from drafter.text import fold

# （境）, （类）, （项） belong to the words around them; a longer bracket is a clause of its own.
CLAUSE_BREAK = Regex(
    r"[，。；：！？\n“”【】;:、,（(）)](?:(?<![,（(）)])|(?<=,)(?!\d{3})|(?<=[（(])(?![^（）()]{1,3}[）)])|(?<=[）)])(?<![（(]..)(?<![（(]...)(?<![（(]....))"
)
STRONG_BREAK = Regex(r"[。；！？\n]")
# A bare measure: means nothing without the thing it is of, which the clauses before have named.
METRIC = Regex(
    r"(?:年初|全年|调整后?|当年|本年|年度|财政拨款|一般公共预算)*"
    r"(?:(?:支出|收入)(?:决算数?|年初预算数?|预算数?|完成(?:年初|年度)?预算)|预算数|预算执行数|预算执行率|预算完成率|预算支出数|预算金额|预算安排|预算总额|预算|执行数|执行率|执行|决算数|决算|实际支出数?|实际完成|支出数|支出|收入数|收入|"
    r"实际执行数?|实际建成|实际使用|实收|应收|实缴|余额|支付数|支付率|(?:年度|全年)?(?:任务|目标|计划|指标)?完成率|完成数|实际完成值|完成值|目标值|指标值|实际值|年中追加|年中调[增减]|追加|结余|结转|年末结转和结余|立案|立案率|办结率|办结|满意率|满意度|增长率|增幅|降幅|得分|自评得分|自评分?|(?!失业|出生|死亡|城镇|森林|参保|普及|入学|覆盖|绿化|赤字|就业)[一-鿿]{2}率|评价得分|满分|权重|分值|扣分?|扣减|"
    r"调增|调减|调整后?|占比|比重|占|投资计划|完成预算数?|完成(?:年初|年度|调整后?)预算数?|合计|小计|总计|总额|其中|金额|数量|差[值额]|同期水平|对[一-鿿]{2,14}的?贡献率|(?:历年|多年|常年|往年)?(?:同期)?平?均(?:值|水平)|[人户场亩件日]均|同比|同期增长|同比增长|增长(?:比例|幅度|速度)?|下降(?:比例|幅度)?|增加|减少)$"
)
METRIC_TAIL = Regex(
    r"(?:年初|全年|调整后?|财政拨款)?(?:预算数|预算执行数|预算执行率|预算完成率|预算|执行数|执行率|决算数|决算|实际支出数?|支出数|支出|收入数|收入|支付率|完成率|结余|(?:自评)?得分|满分|分值|权重|扣分|目标值|指标值|实际完成值|实际值|完成值|(?:年中)?(?:追加|调[增减])|实际(?:建成|完成|执行|到位|使用|支出))$"
)
CHANGE_TAIL = Regex(
    r"(?:，|,)?(?:环比、同比|同比、环比|(?:同比|环比)?由上[月年季]|同比|环比|[按较]年|同?[比较]上学?年(?:同期|度|[末底])?|[比较](?:上周|上旬|上季度|昨日)|[比较](?:去年|常年|往年|历年|年初)(?:同期|同月|同季|[末底])?|[比较](?:19|20)\d\d(?:年|(?=[预决]算))[^，,]{0,8}|"
    r"与[^，,]{2,16}?相?比)?(?:名义|实际|大幅|小幅|略有?|微|净|明显|转为?)?"
    rf"(?:{either(RISES, FALLS)}|延长|[增减][支产]|[多少][增减]|(?<=[同环]比)[增减升降涨跌]|偏?[多少高低])(?:[（(](?:增长|增加|上升|提高|减少|下降|降低)[）)])?(?:了|率|幅度|比例|额|数)?(?:分别)?(?:为|达到|达|约|近|超过|超)*$"
)
LINKS = Regex(
    r"(?:[由从](?:上年|去年|上一年|(?:19|20)\d\d年)(?:末|底|同期)?的?|(?:分别)?(?:提高|提升|上升|增加|增长|扩大|下降|降低|减少|缩小|缩短|压缩|压减|延长|跃升|发展|[核调精]减|[核调]增|增|升|降|减|回落|稳定|保持|控制|维持|调整)(?:到|至|在|(?<!保持|维持|稳定|调整)为)|从|由(?!于)|连续|首次|再次|(?<![人户年月日平场次件亩台套车批项班村校笔案例篇])均|(?:继续|稳定)?保持|平均为|"
    r"分别为?|共计|总共|累计达到?|累计为?|总数达到?|(?<!行)为|达到|(?:仍|尚)?未达到?|仍|(?<![规原细准法守])则|将|各|拟按?|(?:迈|跃|跨|站)上|不?[高低]于|优于|(?<![下传直送发表通])达|是|共有|共|(?<![实现拥具])有|(?<![节预签契合公条制])约|接?近|超过|超|逾|突破|至|到|(?<=[完成现有到得发设立查办建])了|(?<![合总小共预统累估设审会])计|已|均为|仅|高达|不足|不到|不少于|将近|"
    r"：|:|(?:仅|均|都|基本)在|达标|实现|占|的|基本)+$"
)
GOES_ON = Regex(
    "(?<=..)(?:继续|持续)?(?:保持|实现|呈现?)?(?:逆势)?(?:两位数|正|较快|快速|高速|稳步|平稳|持续|大幅|明显|稳定)+的?(?:增长|增加|提升|提高|下降|发展|上升|改善|回升|扩大|优化|推进|进步)$"
)
"""What a clause without numbers tells of its subject: 交易额|快速增长."""
LEAD = Regex(
    r"^(?:[和与、∶:）)]|以[上下]的(?=[一-鿿])|除(?!.{0,16}外)(?=.{3})|的(?=[一-鿿“]{3})|[底末](?=[已共累全实，])|[底末]前?(?=[一-鿿]{2})|[间前](?=[一-鿿]{2})|分别[为是](?=[一-鿿]{2})|为(?=(?:年初|全年|调整后?|年度)?(?:预算|计划|目标|任务|概算))|(?:不?[高低]于|优于)(?=[一-鿿]{3})|相[比较](?!例)|及(?![时格])|(?:力争|预计|预期)(?=[一-鿿]{3})|[为给对向](?:全[省市区县州]|我[省市区县])|比|较|(?:主要)?原因是|主要是|(?:主要)?用于|包括|包含|\d{1,2}[.、．]|其中|同时|此外|另外|并|且|以及|和|与|加上(?!级)(?=[一-鿿]{3})|按照?|共有(?!产权)|共|[近这]?[一两三四五]年来|(?:截[至止])?到?(?:目前|现在(?![岗职编校册读]))(?!为)|(?:又|特别是|尤其是)(?=[一-鿿]{2})|(?:建设|主要)内容(?:主要)?(?:包括|有)|截[至止](?:目前|[^，]{0,10}?(?:[底末日]|年(?!年?[末底])|月(?!末|底)))|以来(?=[一-鿿]{2})|而(?=[一-鿿]{2})|今[春夏秋冬](?!明)(?=[一-鿿]{2})|"
    r"(?:19|20)\d\d年度?(?:以来|年?末|年?底)?|本年度?|全年|当年|上年度?|年度|(?:今年|本年|去年)以来|今年|去年|我[会局办委院厅处镇乡校站所队省]|我单位|我部门|我街道|我中心|[一二三四五六七八九十]是|分|本部门|本单位|本局|本办|本镇|本街道|全市|我市|我区|我县|全区|全县)"
)
AFTER = Regex(
    r"^(?:以上|以下|左右|以内)?+(?:[（(][\u4e00-\u9fff]{1,2}[）)])?+(?:以上|以下|左右|以内)?+"
    r"((?:[^\s，。；：！？、,;:0-9（()）]|[（(][\u4e00-\u9fff]{1,2}(?:、[\u4e00-\u9fff]{1,2})?[）)]){1,40})"
)
PREDICATE = Regex(r"被|获得|得到|受到|入选|荣获")
INSIDE_WORDS = frozenset(("名称", "序数", "并称", "虚指"))
CUMULATED = Regex(r"(?:累计|总数|总量|(?<![收支入出])总计)(?:达到|达|为)?$")
MEASURE_OF = Regex(
    "(?:总?投资|总规模|(?:建筑|占地|营业)?总?面积|[全总]长|(?<!增)长|占地|总?价值|总额|投资额|[全总]?宽|装机|容量)$"
)
SHARE = Regex(r"占(?!地|用|领)")
HEADING = Regex(r"^.{2,20}?(?:具体情况|情况说明|情况)(?=[一-鿿]{6})")
ASIDE = Regex(r"“[^”\n]*”(?=等)|[（(][^（）()\n]{4,}[）)]")
WHOLE_METRIC = Regex(
    r"年[初末]结转和结余|财政拨款(?:收入|支出)(?:预算|决算)?数?|(?:全国|全省|全市|全区|全县|地方|中央|本级)*一般公共预算(?:收入|支出)"
)
LONGEST, _LONGEST_WHOLE = 26, 20
_LINK_ENDS = frozenset(
    "则将各上拟按仍了年末底期的到至在从由续次均持别为计共达于是有约近过超逾破已仅足：:标现占本\n"
)
_LED = frozenset(
    "除底末间前及比较按分和与为并且对向给将共"
)  # links that begin other words: 除险加固, 间接, 分期
_OR = Regex(r"^/[套台册张]|/[套台册张]$")  # 藏品500件/套
_PRICED = Regex(r"^.*\d\.\d+[万亿]?元(?![以之]|及以)(?=[一-鿿]{2})")  # 比预算的7136.74万元节约率
_AMID = Regex(r"(?<=[一-鿿]{2})中$")
_BLANK_OR_CLASS = Regex(r"[\s　]+|[（(][类款项][）)]|[\[［]\d{1,2}[\]］]")  # and the number of a footnote


# 12345热线共受理群众诉求: who counted need not be told.
WHO_DID = Regex(
    r"^.{2,}?(?:(?<![公中])共计?(?![同享产青体])|(?:法院|检察院|机关|公安局|队伍|热线)(?=[一-鿿“]{4}))"
)
OF = "·"
"""Between what a number is told to be of and its own name: 新增债券·专项债券."""
_WHOLE = Regex(rf"(?<=：)[^：“《（]+{OF}|^[^：“《（]+{OF}")  # “书香·同城”活动 is one name


_ALL = Regex(
    r"^(?:其中|的|在?全[国省市区县州院系镇乡]|我[国省市区县州院]|本[省市区县院]|全年|(?<!中)[共有](?![同性色享产])|累计|合计|总共|截[至止](?:目前|[^，]{0,8}?[底末日月年])|20\d\d年)+(?=.{2})"
)
_HAVING = Regex(r"(?<=..)(?:中有|完成|中|(?<![现实拥])有)$")


def own_name(label: str) -> str:
    """A label without what it is told to be of: 专项债券 of 新增债券·专项债券, 城南：专项债券 of 城南：新增债券·专项债券."""
    return _WHOLE.sub("", label, count=1) if OF in label else label


@lru_cache(8192)
def tidy(label: str) -> str:
    """Return `label` without half brackets and loose marks at its ends, cut to 26 characters at a word that can be left out."""
    label = _BLANK_OR_CLASS.sub("", label).strip("、，。；：.．·-—[［")
    if label.startswith("的") and not label.startswith("的士"):
        label = label[1:]  # 81%的农户用上自来水
    if "-" in label and "科目" in label:  # “一般公共服务支出-政府办公厅-事业运行”科目
        label = re.sub("”?科目$", "", label).rpartition("-")[2]
    for opened, closed in ("“”", "（）", "()", "‘’", "《》"):
        if label.count(opened) != label.count(closed):
            label = label.replace(opened, "").replace(closed, "")
    if label.endswith("扣"):
        label += "分"
    label = _PRICED.sub("", label)
    if "/" in label:
        label = _OR.sub("", label)
    label = label.removesuffix("不")  # 户均补助不超过5000元
    # A change is called as its amount is, which had the whole room: 优良天数比例, 优良天数比例增减额.
    room = LONGEST + (len("增减额") if label.endswith(("增减额", "增长率")) else 0)
    if len(label) > room:
        label = WHO_DID.sub("", label)
    if len(label) <= room:
        return label
    _, of, tail = label.rpartition("的")
    return tail if of and 4 <= len(tail) <= room else last_words(label, room).lstrip("”’》）")


def trim_links(left: str, room: int = 40) -> str:
    """Drop years, pronouns and links, so that 2022年，我会整体收入为 becomes 整体收入, of which the last `room` characters are kept."""
    left = fold(left).replace(" ", "")
    if "情况" in left:
        left = HEADING.sub("", left)
    before = None
    while before != left:
        before = left
        if left[-1:] in _LINK_ENDS:
            left = LINKS.sub("", left)
        if (lead := LEAD.match(left)) and not (
            left[lead.end() - 1] in _LED and inside_word(left, lead.end())
        ):
            left = left[lead.end() :]
        if left.endswith("中"):
            left = _AMID.sub("", left)
        if len(left) <= 2 and before.startswith("年度") and not METRIC.fullmatch(left):
            left = before  # 年度投资
    return left[-room:]


def shortened(label: str) -> str:
    """A label without who did it and where, in at most 20 characters: what stands before the name of another."""
    label = _ALL.sub("", WHO_DID.sub("", _ALL.sub("", label)))
    for mark in "的对":
        if len(label) > _LONGEST_WHOLE and mark in label[:-2]:
            label = label.rpartition(mark)[2]
    label = _HAVING.sub("", label)
    return tidy(label if len(label) <= _LONGEST_WHOLE else label[-_LONGEST_WHOLE:])
