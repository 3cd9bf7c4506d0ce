"""Name what a number measures, in the words of the sentence it stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter.quantity import Mention
from drafter.table_labels import cell_label
from drafter.text import fold
from drafter.units import MEASURED

# （境）, （类）, （项） belong to the words around them; a longer bracket is a clause of its own.
_CLAUSE_BREAK = re.compile(
    r"[，。；：！？\n“”;:、]|,(?!\d{3})|[（(](?![^（）()]{1,3}[）)])|(?<![（(].)(?<![（(]..)(?<![（(]...)[）)]"
)
_STRONG_BREAK = re.compile(r"[。；！？\n]")
# A bare measure: means nothing without the thing it is of, which the clauses before have named.
METRIC = re.compile(
    r"(?:年初|全年|调整后?|当年|本年|年度|财政拨款|一般公共预算)*"
    r"(?:(?:支出|收入)(?:决算数?|年初预算数?|预算数?|完成(?:年初|年度)?预算)|预算数|预算执行数|预算执行率|预算完成率|预算支出数|预算金额|预算安排|预算总额|预算|执行数|执行率|执行|决算数|决算|实际支出数?|实际完成|支出数|支出|收入数|收入|"
    r"实际执行数?|实际建成|实际使用|支付数|支付率|完成率|完成数|实际完成值|完成值|目标值|指标值|实际值|年中追加|年中调[增减]|追加|结余|结转|年末结转和结余|立案|立案率|办结率|办结|满意率|满意度|增长率|增幅|降幅|得分|自评得分|自评分?|(?!失业|出生|死亡|城镇|森林|参保|普及|入学|覆盖|绿化)[一-鿿]{2}率|评价得分|满分|权重|分值|扣分?|扣减|"
    r"占比|比重|占|完成预算|完成年初预算|完成年度预算|合计|小计|总计|总额|其中|金额|数量|人均|同比|同比增长|增长|下降|增加|减少)$"
)
_METRIC_TAIL = re.compile(
    r"(?:年初|全年|调整后?|财政拨款)?(?:预算数|预算执行数|预算执行率|预算完成率|预算|执行数|执行率|决算数|决算|实际支出数?|支出数|支出|收入数|收入|支付率|完成率|结余|(?:自评)?得分|满分|分值|权重|扣分|目标值|指标值|实际完成值|实际值|完成值|(?:年中)?(?:追加|调[增减])|实际(?:建成|完成|执行|到位|使用|支出))$"
)
_CHANGE_TAIL = re.compile(
    r"(?:，|,)?(?:同比|环比|比上年(?:同期|度)?|较上年(?:同期|度)?|比去年|较去年|比(?:19|20)\d\d年[^，,]{0,8}|较(?:19|20)\d\d年[^，,]{0,8}|"
    r"与[^，,]{2,16}?相?比)?(?:名义|实际)?"
    r"(?:增长|增加|上升|提高|提升|上涨|减少|下降|降低|回落|缩减|压减|核减|下滑|增幅|降幅|多|少|高|低)(?:[（(](?:增长|增加|上升|提高|减少|下降|降低)[）)])?(?:了|率|幅度|额|数)?(?:分别)?(?:为|达到|达|约|近|超过|超)*$"
)
_LINKS = re.compile(
    r"(?:(?:分别)?(?:提高|提升|上升|增加|增长|扩大|下降|降低|减少|缩小|跃升|发展|增|升|降|减|回落|稳定|保持|控制|维持|调整)(?:到|至|在)|从|由(?!于)|连续|首次|再次|(?<![人户年月日平])均|(?:继续|稳定)?保持|平均为|"
    r"分别为?|共计|总共|累计达到?|累计为?|总数达到?|为|达到|达|是|共有|共|有|约|近|超过|超|逾|突破|至|到|(?<![合总小共])计|已|均为|仅|高达|不足|不到|不少于|将近|"
    r"：|:|达标|实现|占|的)+$"
)
_LEAD = re.compile(
    r"^(?:[和及与、]|比(?![例重率赛照对])|较(?![大多好高])|(?:主要)?原因是|主要是|(?:主要)?用于|包括|包含|\d{1,2}[.、．]|其中|同时|此外|另外|并|且|以及|和|及|与|按|共|截至[^，]{0,12}|"
    r"(?:19|20)\d\d年度?(?:以来|年?末|年?底)?|本年度?|全年|当年|上年度?|年度|今年|去年|我[会局办委院厅处镇乡校站所队省]|我单位|我部门|我街道|我中心|[一二三四五六七八九十]是|分(?=[^值数类项部])|本部门|本单位|本局|本办|本镇|本街道|全市|我市|我区|我县|全区|全县)+"
)
_VERB_ONLY = re.compile(
    r"^(?:(?:先后|累计|共|全年|已|新|成功|共同|组织|并|持续|协助|联合)*"
    r"(?:提出|完成|开展|举办|召开|组织|推出|推送|制作播出|播出|播放|印发|出台|发放|发布|建成|新建|改造|收到|受理|办理|办结|编辑报送|报送|采纳|接待|走访|慰问|调解|化解|"
    r"排查|整改|处置|出动|培训|服务|新增|引进|培育|建立|设立|形成|获得|荣获|获|解决|参与|参加|征集|收集|调研|检查|巡查|整治|安装|加装|拆除|清理|签订|签约|落实|投入|安排|下达|拨付|"
    r"支付|精选|选派|选聘|聘请|招聘|录用|划定|认定|评选|表彰|发展|吸纳|转移|帮扶|资助|救助|发现|查处|立案|结案|移送|修订|制定|制订|出具|审核|审查|审批|盘活|压减|节约|捐赠|募集|"
    r"其余|等|达|及|和|与|含|由|从|被|以|用|将|对|在|向|给|每|近|超|约|为|共|计|有|了|的|到|至|按|比|较|不含|剩余|下设|内设|所属|直属|拥有|现有|实有|核定|在编|在职|退休|离休)+)$"
)
_VERB_TAIL = re.compile(
    r"(?:改造提升|建设筹措|筹措|打造|抓好|培育|实施|改造|提升|推进|新增|创建|引进|提供|确保|带动|吸引|支持|惠及|服务|建设|出具|提出|推出|形成|出动|开展|举办|召开|印发|出台|完成|建成|新建|发放|组织|安排|解决|办理|化解|排查|整改|培训|走访)$"
)
_AFTER = re.compile(
    r"^(?:以上|以下|左右|以内)?+(?:[（(][\u4e00-\u9fff]{1,2}[）)])?+(?:以上|以下|左右|以内)?+"
    r"((?:[^\s，。；：！？、,;:0-9（()）]|[（(][\u4e00-\u9fff]{1,2}[）)]){1,40})"
)
_AFTER_STOP = re.compile(
    r"开展|有序|稳步|顺利|扎实|加快|加速|取得|获批|落户|(?<!以)上市|启动|开工|投产|建成|惠及|落地|挂牌|运行|入选|超额|圆满|满足|覆盖|带动|吸引|全覆盖|组成|承担|负责|先后|被|获(?!奖)|得到|全部|已|并(?!购|联)|参加|参与|奋战|深入|推进|"
    r"推动|受到|完成|达到|用于|帮助|进行|分别|实现|予以|均(?!衡|等)|(?<![行作成])为(?!民|主)|占(?!地)|是|(?<!公)共(?!同|享|建|产|青|治|有|性)|(?<![附最])近(?!代|期|郊|海)|超(?!市|级|前)|"
    r"(?<!参)与(?!会)|和(?=[^，]{6,})|(?<![实存])在(?!线|建|编|职|校|册|岗|园|营)|以(?!上|下|内|及)(?=[^，]{4,})|主要(?=[用原是为包负从])"
)
_AT_ONCE = re.compile(
    r"先后|全部|已|并|参加|参与|奋战|用于|帮助|进行|分别|均|为|占|是|共|近|超|主要(?=[用原是为包负从])|惠及|以|在|与|和|用|服务|实现|完成|达到|落地|运行|挂牌|开工|投产|建成|入选"
)
_PREDICATE = re.compile(r"被|获得|得到|受到|入选|荣获")
_INSIDE_WORDS = frozenset(("名称", "序数", "并称", "虚指"))
_CUMULATED = re.compile(r"(?:累计|总数|总量|总计)(?:达到|达|为)?$")
_SHARE = re.compile(r"占(?!地|用|领)")
_HEADING = re.compile(r"^.{2,20}?(?:具体情况|情况说明|情况)(?=[一-鿿]{6})")
_LEADING_VERBS = re.compile(
    r"^(?:收集|征集|编辑|报送|提出|形成|完成|开展|举办|召开|组织|推出|制作|播出|印发|出台|建成|新建|新增|收到|受理|办理|接待|培训|发放|推动|协调|动员|出动)+"
)
_TRAILING_VERBS = re.compile(
    r"(?:收集|征集|编辑|报送|印发|办理|办结|采用|采纳|完成|开展|举办|召开|受理|发放)+$"
)
_ASIDE = re.compile(r"“[^”\n]*”(?=等)|[（(][^（）()\n]{4,}[）)]")
_WHOLE_METRIC = re.compile(
    r"年[初末]结转和结余|财政拨款(?:收入|支出)(?:预算|决算)?数?|(?:全国|全省|全市|全区|全县|地方|中央|本级)*一般公共预算(?:收入|支出)"
)
_LONGEST = 26


def label_of(text: str, mentions: Sequence[Mention], index: int) -> str:
    """Return what the number `mentions[index]` measures, in at most 26 characters; "" when nothing near it says.

    In prose it is the noun phrase before the number; a bare measure (执行数, 完成率) takes the item it belongs to from the
    clauses before; a number after a bare verb takes the noun behind its unit (提出8项创新举措 → 提出创新举措). In a table it is
    the words of the row, and the head of the column where cells are parted by tabs.
    """
    mention = mentions[index]
    in_table = cell_label(text, mention.start, mention.stop)
    return tidy(_label(text, mentions, index, depth=0) if in_table is None else in_table)


def tidy(label: str) -> str:
    """Return `label` without half brackets and loose marks at its ends, cut to 26 characters at a word that can be left out."""
    label = re.sub(r"[\s　]+|[（(][类款项][）)]", "", label).strip("、，。；：.．·-—")
    for opened, closed in ("“”", "（）", "()", "‘’", "《》"):
        if label.count(opened) != label.count(closed):
            label = label.replace(opened, "").replace(closed, "")
    if len(label) <= _LONGEST:
        return label
    _, of, tail = label.rpartition("的")
    return tail if of and 4 <= len(tail) <= _LONGEST else label[-_LONGEST:]


def _label(text: str, mentions: Sequence[Mention], index: int, *, depth: int) -> str:
    mention = mentions[index]
    listed = _listed(text, mentions, index)
    if listed:
        return listed
    left = _left_of(text, mentions, index)
    if mention.direction and mention.role in ("growth", "change"):
        return _change_label(text, mentions, index, left, depth)
    bare = _trim(left)
    if re.fullmatch(r"占(?:比|比重|比例)?(?:为|达到?|约|近|超过?)?", left) and mention.role == "ratio":
        return _share_of_subject(text, mentions, index, depth)
    if (
        not bare
        and text.endswith(("）", ")"), 0, mention.start)
        and (whole := _after_bracket(text, mentions, index, depth))
    ):
        return whole
    if not bare and _follows_comma_of_list(text, mentions, index) and (after := _right_of(text, mention)):
        return after
    if bare and METRIC.fullmatch(bare) and not _WHOLE_METRIC.fullmatch(bare):
        return _with_subject(text, mentions, index, bare, depth)
    if _CUMULATED.search(left.strip()) and len(left.strip()) <= 8:
        return re.sub(r"^新[增建]", "", _subject(text, mentions, index, depth)) + "累计"
    if bare and _SHARE.match(bare):
        return _share_label(text, mentions, index, bare, depth)
    if re.search(r"[和与及]$", left):
        bare = ""  # the words before belong to the number before: 18期“甲”访谈和12期“乙”节目
    return _with_right(text, mentions, index, bare, depth)


def _with_right(text: str, mentions: Sequence[Mention], index: int, bare: str, depth: int) -> str:
    """The label of a number whose noun may stand behind its unit."""
    mention = mentions[index]
    if bare.startswith("被") and len(bare) > 2:
        return _noun(_subject(text, mentions, index, depth)) + bare
    after = _right_of(text, mention, room=_LONGEST - min(len(bare), 8))
    if (
        mention.measure == "次"
        and 2 <= len(bare) <= 8
        and not _VERB_ONLY.match(bare)
        and not _VERB_TAIL.search(bare)
    ):
        acted = _AFTER.match(text[mention.stop : mention.stop + 18])  # 省政府16次调度推进重大项目
        return bare + acted[1] if acted else bare
    if bare.endswith(("等", "等的")) and "”" in bare[-3:]:
        quoted = bare.removesuffix("的").removesuffix("等")
        if after and _PREDICATE.match(after):
            return _acted_on(text, mentions, index, after, depth)
        return f"{quoted}等{after}" if after and len(quoted) + len(after) < _LONGEST else after or quoted
    verb = _VERB_TAIL.search(bare)
    if verb and len(bare) > len(verb[0]) and after and not _PREDICATE.match(after):
        return verb[0] + after
    if len(bare) <= 1 and after and not _PREDICATE.match(after):
        return after  # 对2个事项, 分3期
    if not bare or _VERB_ONLY.match(bare):
        if after and _PREDICATE.match(after):
            return _acted_on(text, mentions, index, after, depth)
        if after:
            return bare + after
        return _with_subject(text, mentions, index, bare, depth)
    if mention.measure in ("年", "个月", "期") and text.endswith("连续", 0, mention.start):
        return bare + "连续" + (after or "年数") if len(bare) + len(after) < 20 else bare
    short = not MEASURED.search(mention.measure or "元") and len(bare) + len(after) <= _LONGEST
    if after and (short or mention.measure == "次") and not METRIC.search(bare) and not bare.endswith("”"):
        return bare + after
    return bare


def _acted_on(text: str, mentions: Sequence[Mention], index: int, after: str, depth: int) -> str:
    """其中17条被《…方案》采纳 → 意见建议被采纳."""
    verb = re.search(r"采纳|采用|吸收|转化|批示|录用|采信|表彰|列为|评为|立案", after)
    done = after if len(after) <= 10 and "《" not in after else after[0] + (verb[0] if verb else "文件采用")
    return (_noun(_subject(text, mentions, index, depth)) + done)[-_LONGEST:]


def _listed(text: str, mentions: Sequence[Mention], index: int) -> str:
    """甲、乙、丙分别为1、2、3: the name in the same place of the list as the number, "" when there is no such list."""
    first = index
    while first and text[mentions[first - 1].stop : mentions[first].start].strip() in (
        "、",
        "和",
        "与",
        "，",
        "及",
    ):
        first -= 1
    last = index
    while last + 1 < len(mentions) and text[mentions[last].stop : mentions[last + 1].start].strip() in (
        "、",
        "和",
        "与",
        "，",
        "及",
    ):
        last += 1
    count = last - first + 1
    if count < 2 or any(mentions[i].structural for i in range(first, last + 1)):
        return ""
    begin = max(mentions[first].start - 90, mentions[first - 1].stop if first else 0)
    found = re.search(
        r"([^，。；：！？\n]+?)分别([^，。；：！？\n]{0,10})$", text[begin : mentions[first].start]
    )
    if not found:
        return ""
    words = _trim(found[1])
    ending = {"growth": "增长率", "change": "增减额"}.get(mentions[first].role, "")
    ending = "占比" if not ending and found[2].strip().startswith("占") else ending
    names = [name for name in re.split(r"、|(?<=.)[和与及](?=.)", words) if name]
    if len(names) != count:
        return words + ending if len(words) + len(ending) <= _LONGEST else ""
    tails = [_shared_tail(name, names[-1]) for name in names]
    if None in tails:
        return words + ending if len(words) + len(ending) <= _LONGEST else ""
    return f"{names[index - first]}{tails[index - first]}{ending}"


def _shared_tail(name: str, last: str) -> str | None:
    """先进制造业 beside 高技术制造业增加值 → 增加值; None when the two have nothing in common."""
    at = next((i for i in range(len(last)) if last[i] == name[-1]), None)
    return None if at is None else "" if name == last else last[at + 1 :]


def _follows_comma_of_list(text: str, mentions: Sequence[Mention], index: int) -> bool:
    """21个先行片区、200个样板村、2000个补短村: the words between belong to the number before."""
    return index > 0 and text.endswith("、", 0, mentions[index].start)


def _share_label(text: str, mentions: Sequence[Mention], index: int, bare: str, depth: int) -> str:
    subject = re.sub(r"(增长率|增减额)$", "", _subject(text, mentions, index, depth))
    if not subject or subject in bare:
        return bare
    return subject + bare if len(subject) + len(bare) <= _LONGEST else f"{subject}占比"


def _share_of_subject(text: str, mentions: Sequence[Mention], index: int, depth: int) -> str:
    """新任委员257名，占60.76%: the share of what was just counted."""
    subject = re.sub(r"(增长率|增减额|占比)$", "", _subject(text, mentions, index, depth))
    return f"{subject}占比" if subject else "占比"


def _after_bracket(text: str, mentions: Sequence[Mention], index: int, depth: int) -> str:
    """预算编制（满分6分）5.60分: the score of what the bracket gave the full mark of."""
    if not index or text[mentions[index - 1].stop : mentions[index].start].strip() not in ("）", ")"):
        return ""
    before = _label(text, mentions, index - 1, depth=depth + 1) if depth < 6 else ""
    item = re.sub(r"(?:满分|分值|权重|上年|上年数)$", "", before)
    return item + "得分" if before.endswith(("满分", "分值", "权重")) else item


def _noun(label: str) -> str:
    """A label without the verbs around its noun: 收集社情民意信息编辑报送 → 社情民意信息."""
    inner = _LEADING_VERBS.sub("", label)
    inner = _TRAILING_VERBS.sub("", inner)
    return inner if len(inner) >= 2 else label


def _left_of(text: str, mentions: Sequence[Mention], index: int) -> str:
    """The words of the clause before the number, back to a break or to the number before."""
    mention = mentions[index]
    floor = max(mention.start - 60, 0)
    back = index - 1
    while back >= 0 and _inside_words(text, mentions[back]):
        back -= 1
    if back >= 0:
        floor = max(floor, _end_of(text, mentions[back], mention.start))
    breaks = [found.end() for found in _CLAUSE_BREAK.finditer(text, floor, mention.start)]
    begin = breaks[-1] if breaks else floor
    left = text[begin : mention.start].strip()
    if (
        begin > floor
        and text[begin - 1] == "、"
        and mention.measure in ("个", "项", "大", "类")
        and not METRIC.search(left)
        and _right_of(text, mention)
    ):
        return ""  # 数据库、刊物、骨干队伍四个抓手: the list is counted, the noun behind names it
    if (
        begin > floor
        and text[begin - 1] == "、"
        and left
        and not text.endswith(mentions[index - 1].unit or "\0", 0, floor)
    ):
        # 调研、视察、评估活动77次: a list of nouns before the number is one label when it is short.
        whole = next((b for b in reversed(breaks) if text[b - 1] != "、"), floor)
        if mention.start - whole <= _LONGEST:
            left = text[whole : mention.start].strip()
    if not left and begin > floor and text[begin - 1] in "（(“":
        # A bracket after the words that name the number.
        left = _CLAUSE_BREAK.split(text[floor : begin - 1])[-1].strip()
    if not left and begin > floor and text[begin - 1] in "）)":
        opened = max(text.rfind("（", floor, begin), text.rfind("(", floor, begin))
        left = _CLAUSE_BREAK.split(text[floor:opened])[-1].strip() if opened > floor else ""
    if left.startswith("”") or (begin > floor and text[begin - 1] == "”"):
        left = _quoted_left(text, floor, mention.start)
    return left


def _inside_words(text: str, before: Mention) -> bool:
    """第一产业增加值, 5A级景区, 决算数比2023年度减少: such numbers do not end the words of the next one."""
    compared = before.reason == "年份" and text[max(before.start - 1, 0) : before.start] in (
        "比",
        "较",
        "与",
        "同",
    )
    return compared or before.reason in _INSIDE_WORDS


def _end_of(text: str, before: Mention, start: int) -> int:
    """Where the words of the next number may begin: not inside 百亿以上农业特色产业, whose number is part of the name."""
    if not before.structural and re.match(
        r"\s?(?:[（(]含[）)])?及?以[上下内]?[\u4e00-\u9fff]", text[before.stop : before.stop + 8]
    ):
        lead = text[max(before.start - 2, 0) : before.start]
        if (
            not lead
            or lead[-1] in "，。；：、\n”"
            or lead in ("其中", "单价", "价值", "金额", "投资", "面积")
        ):
            return before.start - (len(lead) if lead in ("单价", "价值", "金额", "投资", "面积") else 0)
    return before.stop


def _quoted_left(text: str, floor: int, end: int) -> str:
    """Take a quoted name along: “三公”经费 → “三公”经费, 建成“长者饭堂” → 建成“长者饭堂”."""
    piece = text[floor:end]
    close = piece.rfind("”")
    opened = piece.rfind("“", 0, close)
    tail = piece[close + 1 :].strip()
    if opened < 0:
        return re.split(r"[（(][类款][）)]", piece[:close])[-1] if not tail else tail.removeprefix("等")
    head = _CLAUSE_BREAK.split(piece[:opened])[-1] if opened else ""
    quoted = piece[opened : close + 1]
    if "（款）" in quoted or "(款)" in quoted:
        return re.sub(r"[（(]项[）)]”?$", "", re.split(r"[（(][类款][）)]", quoted)[-1]) + tail
    return (head + quoted + tail).strip()


def _trim(left: str) -> str:
    """Drop years, pronouns and links, so that 2022年，我会整体收入为 becomes 整体收入."""
    left = _HEADING.sub("", fold(left).replace(" ", ""))
    before = None
    while before != left:
        before = left
        left = _LINKS.sub("", left)
        left = re.sub(r"(?<=[一-鿿]{2})中$", "", _LEAD.sub("", left))
        if len(left) <= 2 and before.startswith("年度") and not METRIC.fullmatch(left):
            left = before  # 年度投资
    return left[-40:]


def _change_label(text: str, mentions: Sequence[Mention], index: int, left: str, depth: int) -> str:
    mention = mentions[index]
    kind = "增长率" if mention.role == "growth" else "增减额"
    own = _trim(_CHANGE_TAIL.sub("", fold(left).replace(" ", "")))
    if re.match(r"\s*前", left) and index:
        return _subject(text, mentions, index - 1, depth) + kind  # 较3年前增长44%
    own = re.sub(r"(?:同比|比上年|较上年|环比|比.{2,10}|与.{2,12}相?比)$", "", own)
    if own and not METRIC.fullmatch(own) and not re.fullmatch(r"(?:扣除|剔除).*|比.*|较.*|与.*", own):
        return f"{own}{kind}"
    subject = _subject(text, mentions, index, depth)
    own = own if own and not re.match(r"比|较|与", own) else ""
    if own and METRIC.fullmatch(own):
        return f"{_METRIC_TAIL.sub('', subject)}{own}{kind}"
    return f"{subject}{f'（{own}）' if own else ''}{kind}"


def _with_subject(text: str, mentions: Sequence[Mention], index: int, metric: str, depth: int) -> str:
    subject = _subject(text, mentions, index, depth)
    if not subject:
        return metric
    if metric.endswith("率") and subject.endswith(("率", "额")):
        subject = re.sub(r"(增长率|增减额)$", "", subject)
    stem = _METRIC_TAIL.sub("", subject)
    if metric.endswith("率") and (verb := metric[:-1]) and stem.endswith(verb):
        stem = _subject_before(text, mentions, index, verb) or stem[: -len(verb)]
    if metric in ("其中", ""):
        return subject
    if _VERB_ONLY.match(metric) and not METRIC.fullmatch(metric):
        return _noun(subject) + metric
    if metric in ("扣", "扣减"):
        metric = "扣分"
    if stem.endswith("支出") and metric.startswith("支出"):
        stem = stem.removesuffix("支出")
    return stem + metric if stem or METRIC.fullmatch(subject) else f"{subject}{metric}"


def _subject_before(text: str, mentions: Sequence[Mention], index: int, verb: str) -> str:
    """征集提案693件，经审查立案456件，立案率: what was put in, named before what came out of it."""
    for back in range(index - 1, max(index - 4, -1), -1):
        if "。" in text[mentions[back].stop : mentions[index].start] or mentions[back].structural:
            return ""
        label = _label(text, mentions, back, depth=5)
        if verb not in label:
            return re.sub(r"(增长率|增减额|占比)$", "", label)
    return ""


def _subject(text: str, mentions: Sequence[Mention], index: int, depth: int) -> str:
    """What the sentence was speaking about before this number: the label of the number before, or the words before it."""
    mention = mentions[index]
    if depth < 6:
        for back in range(index - 1, -1, -1):
            other = mentions[back]
            between = text[other.stop : mention.start]
            if "\n" in between or "。" in between:
                break
            if not other.structural and _is_base(text, other):
                continue
            if other.structural:
                words = _words_between(text, other.stop, mention.start)
                if words:
                    return words
                continue
            named = _named_between(text, other.stop, mention.start)
            if named:
                return named
            return re.sub(
                r"(增长率|增减额|占比|(?<=.)占(?!用|地|领).{2,16}|连续.{0,4})$",
                "",
                _label(text, mentions, back, depth=depth + 1),
            )
    begin = max(
        (m.end() for m in _STRONG_BREAK.finditer(text, max(mention.start - 200, 0), mention.start)), default=0
    )
    return _words_between(text, begin, mention.start) or _paragraph_head(text, mention.start)


def _is_base(text: str, mention: Mention) -> bool:
    """比预算数98.00万元少: what is compared with is not what the sentence is about."""
    clause = re.split(r"[，。；：\n]", text[max(mention.start - 20, 0) : mention.start])[-1]
    return re.match(r"\s*(?:比|较|与|同)", clause) is not None and not mention.direction


def _paragraph_head(text: str, offset: int) -> str:
    """The words a paragraph opens with: 3、…（款）职业年金缴费支出（项）。主要用于…。年初预算为 speaks of 职业年金缴费支出."""
    begin = text.rfind("\n", 0, offset) + 1
    head = re.split(r"[。；：，]", text[begin : min(begin + 90, offset)], maxsplit=1)[0]
    head = re.sub(r"^[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]\s*", "", head)
    words = _trim(re.sub(r"[（(][类款项][）)]$", "", head.strip()))
    words = re.split(r"\d", re.split(r"[（(][类款][）)]", words)[-1])[0]
    return "" if METRIC.fullmatch(words) or begin + len(head) >= offset else words


def _named_between(text: str, start: int, end: int) -> str:
    """A new item named after the last number: “；项目支出，预算数” names 项目支出."""
    clauses = [c for c in _CLAUSE_BREAK.split(_ASIDE.sub("", text[start:end])) if c.strip()]
    for clause in reversed(clauses[:-1]):
        words = re.sub(r"^(?:以[上下内]|左右)", "", _trim(clause.strip()))
        if (
            2 <= len(words) <= _LONGEST
            and not METRIC.fullmatch(words)
            and not _VERB_ONLY.match(words)
            and not re.search(r"主要|原因|因为|由于|扣除|比|较|考虑", words)
        ):
            return words
    return ""


def _words_between(text: str, start: int, end: int) -> str:
    clauses = [c for c in _CLAUSE_BREAK.split(_ASIDE.sub("", text[start:end])) if c.strip()]
    for clause in clauses[:-1][::-1]:
        words = re.sub(r"\d[\d,.]*\D{0,3}$", "", _trim(clause.strip()))
        if len(words) >= 2 and not METRIC.fullmatch(words) and not _VERB_ONLY.match(words):
            return words[-_LONGEST:]
    return ""


def _right_of(text: str, mention: Mention, *, room: int = _LONGEST) -> str:
    """The noun behind the unit, "" when a predicate or nothing stands there."""
    found = _AFTER.match(text[mention.stop : mention.stop + 60])
    if not found:
        return ""
    words = found[1].strip()
    follows = text[mention.stop + found.end() : mention.stop + found.end() + 1]
    if follows.isdigit() and not re.search(r"[和与及]$", words):
        return ""  # 培训班3期学员200人: the words name the next number
    quoted = [(m.start(), m.end()) for m in re.finditer(r"“[^”]*”|‘[^’]*’", words)]
    for stop in _AFTER_STOP.finditer(words):
        if stop.start() == 0 and not _AT_ONCE.match(words):
            continue  # 14条推进…的意见建议: the verb belongs to the noun
        if not any(a < stop.start() < b for a, b in quoted) and not _PREDICATE.match(words[: stop.end()]):
            words = words[: stop.start()]
            break
    words = re.sub(r"[的“和与及]$", "", words)
    if len(words) > room and "的" in words[:-2]:
        words = words.rpartition("的")[2]
    return words[:room] if len(words) <= room or "”" not in words else words[:room].rpartition("”")[0] + "”"
