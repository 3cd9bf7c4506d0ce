"""Tell what a sentence claims besides its figures: events, reasons, judgements, dates; and which sections hold such claims."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from drafter.lastyear.courses import tells_course, tells_make_up, tells_standing, without_definitions
from drafter.patterns import Regex

SectionKind = Literal["standing", "finance", "work", "outlook", "other"]

UNCHANGED = "与上年持平的表述"
REASON = "上年的原因说明"
NOTHING = "“未发生”“均为”一类的说法，本年是否仍如此"
EVENT = "上年的事项"
PROBLEM = "上年提出的问题或打算"
JUDGED = "上年的评价性表述"
STAGE = "“……之年”一类的说法因年而异"

# By heading words, the first row that matches the heading or one above it decides.
_KINDS: tuple[tuple[SectionKind, str], ...] = (
    ("outlook", r"问题|不足|困难|措施|建议|改进|下一步|打算|计划安排|整改"),
    (
        "work",
        r"履行[^，。；]{0,8}职[能责]|转变[^，。；]{0,6}职能|职能转变|支出绩效(?:情况|分析|(?:目标)?(?:完成|实现))",
    ),
    ("standing", r"职能|职责|机构|编制|人员情况|人员构成|单位构成|部门概况|名词解释|依据|编制说明"),
    ("other", r"绩效管理|管理情况|自评工作|工作组织|组织实施|组织开展|制度建设|内部控制|监督检查"),
    ("finance", r"收支|收入|支出|预算|决算|资产|经费|资金|采购|结转|结余|财务"),
    (
        "work",
        r"工作|任务|成效|目标|绩效|结论|完成情况|效益|经验|做法|亮点|特色|履职|产出|治理|保障|整治|建设|服务(?!业|价格)|党建",
    ),
)

_REASON_WORDS = Regex(
    r"主要原因|原因是|原因为|原因：|主要是(?!负责)|(?<=，)主要为(?!\d)|(?<=，)均?系(?!统|列|数)(?![^，。；]{0,6}新增)|主要系|主要由于|由于|受[^，。]{1,16}影响|增减原因|变动原因|"
    # 主要受赛事拉动; 受长假减少、阴雨较多，以及高基数等因素影响
    r"(?<![享接遭承感经忍])受(?![理益众训聘托])[^，。；：\d]{2,16}(?:拉动|带动|推动|拖累|提振)|"
    r"(?<![享接遭承感经忍])受(?![理益众训聘托])[^。；：]{2,80}?因素(?:的)?(?:共同|综合|叠加|双重|多重)?(?:影响|作用)"
)
_JUDGEMENT = Regex(
    r"大幅|显著|明显(?!的)|稳步|持续(?:向好|提升|增长|下降|改善)|全面完成|圆满完成|超额完成|较好完成|顺利完成|完成了|(?:^|(?<=[，；。]))(?:先后|曾)?[两二三四五六七八九十]次(?=[一-鿿])(?!性|以[上下内]|及以|或)|(?<!元)，(?:为|系|属于?)(?:本年|当年|今年|20\d\d\s?年)(?:度)?新增|历年|历史(?:新高|最好|最高)|最高|最低|(?:增[长速幅]|[涨跌降]幅|占比|规模|数量|贡献)[^，。；\d]{0,2}最[大多快小少慢](?!化|限)|首次|首[个批创家例条座支届]|率先|(?:全部|均)(?:在[^，。；]{0,8}[期时]限|判决|裁定|胜诉)|(?:全部|全额|足额|按期|如期|按时|提前)(?:到位|拨付|完成|完工|交付|竣工|验收|兑现|发放|落实|投产|建成|支付)(?!率|的|，?(?:应|须|需))|"
    r"(?:扣|失|得)分(?:较[多少高低]|最[多少高低]|主要|集中)|(?:高于|低于|优于|好于|超过|达到|处于|位于)[^，。；\d]{0,8}(?:平均|先进|领先)(?:水平|值|线|数)|均(?:控制|处|保持)?在[^，。；\d]{2,8}(?:之?内|以内|范围)|均未超|未超|无超|位列|位居|名列|排名|(?:依次|由[高大多]到[低小少]|从[高大多]到[低小少])(?:排[序列名]+)?(?:的)?(?:依次|分别)?[是为]|良好|优秀|(?:等级|等次|评级|评定|结果|结论)[均都]?[为是]?[“\"]?[优良中差](?!化|于|制)|均[为系](?!自|全|\s?\d)"
)
UNCHANGED_WORDS = Regex(r"持平|与(?:上[年月季]|去年)(?:度|同期)?(?:相同|一致|相当)|(?:无|没有)(?:增减)?变化")
# What did not happen last year may happen this year, and no figure tells.
_NOTHING = Regex(
    r"(?:(?:本|当|该|全)年|(?:19|20)\d\d\s?年)(?:度)?，?(?:[^，。；]{0,6}?)(?:均|也)?(?:未|没有|无|不再)(?!达)[^，。；]{0,12}(?:发生|安排|购置|购买|新增|列支|开支|支出|收取|收到)|"
    r"(?:^|(?<=[，；。]))(?:均|也|仍)?未(?:再)?(?:购买|购入|购置|安排|使用|动用|发放|举借|发行|开展|组织|新增)[^，。；]{1,12}(?=[，。；]|$)|"
    r"(?:未|没有)(?:再)?(?:发生|发现|出现|收到|收取|接报|接到)|没有(?:安排|购置|新增|开展)|无此项|不再发生|零(?:事故|投诉|上访|发生|伤亡)|"
    r"(?:费用?|支出|预算|项目|经费|款|资金)(?:均|也)?(?:未|没有|无)(?:安排|发生|列支|开支|支出|编列|购置)|"
    r"(?<![有])无[^，。；\d]{0,8}(?:事故|案件|投诉|举报|上访|伤亡|舆情|违[规纪法](?:行为|问题|案件)?)(?:发生)?(?=[，。；]|$)|"
    r"（均[为系][^）\d]{2,}）|"
    r"(?<![有])无(?:[^，。；\d]{0,6})(?:报废|处置|出租|出借|闲置|对外投资)(?:情况|资产|事项)?(?=[，。；、]|$)|"
    r"(?:没有|(?<![有])无)[^，。；\d]{0,14}(?:收支|支出|收入|预算|安排|拨款)(?=[，。；]|$)"
)
_EVENT = Regex(
    r"荣获|获评|获得|被评为|授予|表彰|印发|出台|制定(?:了|(?=《))|修订|召开|举办|举行|承办(?!处室|单位|部门|科室|股室)|启动|建成|完工(?!率)|(?:竣工|(?<!公)开工(?!作))(?!面积|率)|投入使用|挂牌|揭牌|成立|签订|签约|批示|肯定|好评|采纳|采用|"
    r"刊发|报道|推广|(?<!每月)(?<!每季度)(?<!定期)通报|转办|成功|率先|试点|落地|升级|改造|开展了|组织了|新增(?!项目[须应需必])|新建|推出|打造|开通|落成|考察|调研|视察|参观|培训班|任命|调整为|更名|划转|撤销|合并|上线|与[^，。；\d]{2,16}建立"
)
# What was won, found wanting or meant for next year is told in sections on money and management too.
_HONOUR = Regex(
    r"荣获|荣膺|获评|获批|获(?!得感)[^，。；]{0,24}(?:[一二三特]等奖|[金银铜]奖|[金银铜]牌|[冠亚季]军)|获得[^，。；]{0,24}(?:称号|奖|表彰|荣誉|先进|示范)|被(?:评|授|确定|列|命名|认定|表彰|推荐)|授予[^，。；]{0,20}(?:称号|奖|荣誉|先进|集体|个人|示范|号)|(?:受到?|获)[^，。；]{0,12}表彰|表彰为|入选|列[入为][^，。；]{0,12}(?:试点|示范|典型|案例)|"
    r"(?:交流|典型|经验|大会|书面|表态)发言|作[^，。；]{0,6}经验介绍|经验(?:做法)?(?:在|被|获)|现场会"
)
# Meetings, campaigns and epidemics end, and a body has a new term.
_TIMELY = Regex(
    r"党的(?:十[八九]|二十[一二三]?)大|[一二三四五六七八九十]中全会|疫情|新冠|换届|新一届|主题教育|党[史纪]学习教育|百年华诞"
)
# What a year is in a plan of five (收官之年) it is but once: 2025年是“十四五”规划收官之年, 做好“十四五”中期评估.
_STAGE = Regex(
    r"(?:19|20)\d\d\s?年[^，。；]{0,3}是[^。；]{2,60}?(?:之年|一年|元年|周年)(?=[，。；]|$)|[一-鿿”]{2,}之年(?=[，。；、]|$)|(?:里程碑|不平凡|不寻常|重要|关键)[一-鿿]{0,4}的一年|[是为][^，。；]{2,30}元年(?=[，。；]|$)|“?十[一二三四五六七八九]五”?(?:规划)?(?:中期|末期|收官|开局)"
)
# What is to be followed is another meeting after each meeting.
_SPIRIT = Regex(
    r"(?:[十一二三]大|中全会|全会|两会|会议|党代会|代表大会|(?:重要)?(?:讲话|指示|批示)(?:和(?:重要)?(?:讲话|指示|批示))?)(?:历次)?精神"
)
_OUTLOOK = Regex(
    r"(?:(?:发现|存在)的?(?:主要)?|主要|突出)(?:问题|不足|困难)(?:(?:[和及与](?:原因|不足|困难|问题))*(?:是|为|有|：|主要|在于|如下|包括))|"
    r"(?:改进|整改)(?:措施|建议)(?:是|为|有|：|如下|包括)|下一步|下步|下一年度?(?:，|将|拟|计划)|今后(?:将|，|要)"
)
_REASONS_LISTED = Regex(
    r"(?:原因|失分|扣分)[^，。；：]{0,6}[：是为](?=一是|[（(]?[1１一][）)、.．])|(?:失分|扣分)[^，。；：]{0,6}："
)
# What a project's money was for is another thing each year; what keeps an office running is not.
_SPENT_ON = Regex(r"(?:主要|全部|重点)用于(?!保障)[^。；]{4,}")
_RUNNING = Regex(
    r"燃油|燃料|油料|保险|过路|过桥|停车|水电|办公|日常|差旅|邮电|物业|工资|津贴|补贴|薪|人员|离退休|退休|养老|医疗|公积金|接待|考察|伙食|印刷|会议|培训|运行|运转|维护费|基本支出"
)
# What was complained of, and where it occurred, is another thing each year.
_ABOUT = Regex(
    r"(?:(?:主要|集中|(?<!更)多数?)(?:是|为)?(?:反映|投诉|发生在|诉求|涉及|投向|流向|来自|来源于|销往|分布[在于])|(?<!力量)(?<!精力)集中[在于])[^，。；\d]{2,}"
)
# Whom to ask is another person or number now and then, and nobody reads it twice.
# 移动电话用户 is nobody to ask.
_CONTACT = Regex(
    r"(?:电话|邮箱|传真|联系方式)(?:[（(][^（）()\n]{1,10}[）)])?"
    r"(?:[：:]\s?[\w（(]|[为是]?\s?(?:[A-Za-z]|[（(]?\d[\d\-—）)]{4,}))"
)
# What became of a balance is decided each year: 由县财政收回, 结转下年使用.
_RETURNED = Regex(
    r"(?:由|已|全部|均)[^，。；\d]{0,10}(?:收回|上缴|缴回|交回|退回|缴入国库)|结转(?:至|到)?下(?:一)?年度?(?:继续)?使用|(?<=，)结转(?:至|到)?下(?:一)?年度?(?:继续)?(?:办理|处理)(?!\s?[\d零〇一二三四五六七八九十])"
)
# Who was asked to do it is another one each year.
_HIRED = Regex(r"(?:委托|聘请|由|与|经)[^，。；\d]{2,24}(?:有限(?:责任)?公司|事务所)(?!法|有限责任公司法)")
_WANTING = Regex(r"(?:滞后|不及时|偏慢|不到位|不规范|薄弱|不够[^，。；]{1,4})(?=[，。；]|$)")
_PURPOSE = Regex(r"用于|包括|是?指|反映|保障|为了|按照|依据|根据|要求|规定")
_CALLED = Regex(
    r"“[^”\n]{4,40}”(?:等)?[^，。；“”]{0,4}(?:项目|专项|工程|活动|行动|品牌|案例|课题)|《[^》\n]{4,60}》(?:获|被|入选)"
)
_NAME = Regex(r"“(?!三公”)[^”\n]{2,40}”|《[^》\n]{2,60}》")
# 《迎战暴雨》发布于本局公众号: what was told of the body appeared once; 及时发布《办法》 is another thing.
_PRESS = Regex(
    r"(?:^|(?<=[，。；：、]))《[^》\n]{4,60}》(?:等[^，。；]{0,6})?(?:发布|刊[发登载]|播[出发]|推送|登载|(?:在|于)[^，。；]{2,16}(?:发布|刊[发登载]|播[出发]|推送|登载))"
)
_TITLED = Regex(r"《[^》\n]*》")
# 向青石镇拨付, 在莲塘水库、李家湾村: where the money went is another place each year; 各乡镇 and 全镇 are no names.
_PLACE = Regex(
    r"(?<=[在向对由给至、和及])(?![各全本该此其每两三四五六七八九十多几农乡城新老]|有关|相关|部分|所辖|下辖|重点|示范|行政|移民|自然|中心|脱贫|贫困|大中|中小|小型)"
    r"[一-鿿]{2,3}(?:镇|(?<!城)乡|村|街道|社区|水库|林场)(?![级办]|政府|党委|委员会)"
)
# A date with its year is settled by itself; one without may be of any year.
_DATED = Regex(
    r"[今昨]天[（(]\d{1,2}日[）)]|(?:^|(?<=[，。；]))(?:[2-9]|1[0-2])月[至到](?:次年)?\d{1,2}月(?:底|初)?，|(?:^|(?<=[，；。]))(?:同一时间|同日|当[天日]|次日|翌日)，|(?<![\d.月至到—－\-～~])\d{1,2}日(?=，?(?:上午|下午|晚间)?(?:从|发布|公布|通报|获悉|召开|举行))|(?<![\d年])(?!12月31日止?[，。；]?$|12月31日(?!前|，))\d{1,2}\s?月\s?\d{1,2}\s?日|(?<![\d年])\d{1,2}月(?:份|底|初|中旬|上旬|下旬)|(?<![\d年个至到前后约近满每末\-—–~～、和])\d{1,2}月(?=[^\d日至到\-—–~～、龄均薪租嫂饼，。；）][^，。；]|，)|[〔\[]\d{4}[〕\]]|第?[一二三四五六七八九十\d]+届[^，。]{0,4}[一二三四五六七八九十\d]+次"
)
# 老旧小区改造补助经费, 为本年新增项目
_NAMED_SO = Regex(r"(?:费|资金|支出|收入|项目|工程|专项|补助|补贴)$")
_STANDING_DUTY = Regex(r"^(?:负责|承担|参与|协助|承办|完成[^，。]{0,12}交办)")


def find_reason_words(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where `text` gives a reason between `start` and `end`: the spans of 主要原因是, 由于, 受…影响."""
    for found in _REASON_WORDS.finditer(text, start, end):
        stop = found.end()
        while text[stop : stop + 1] in ("是", "为", "：", ":") and stop < end:
            stop += 1
        yield found.start(), stop


def section_kind(headings: tuple[str, ...]) -> SectionKind:
    """Return what sort of section stands under this heading path, chapter first; "other" when no heading says."""
    for heading in reversed(headings):
        for kind, pattern in _KINDS:
            if re.search(pattern, heading):
                return kind
    return "other"


def tells_problems(sentence: str) -> bool:
    """Whether the sentence begins to list what was found wanting, why, or what is meant for next year, in whatever section."""
    return _OUTLOOK.search(sentence) is not None or _REASONS_LISTED.search(sentence) is not None


def tells_stage(sentence: str) -> bool:
    """Whether the sentence says what the year is in the course of things: 收官之年, the 75th of something, “十四五”中期."""
    return _STAGE.search(sentence) is not None


def find_claims(sentence: str, kind: SectionKind) -> Iterator[str]:
    """Yield a reason for each sort of claim of `sentence` that a new year's figures cannot confirm.

    Standing sections (duties, organisation) claim nothing but dates, reasons and that a number is unchanged; finance sections claim no
    names but those of projects and prizes, since the laws and “三公”经费 they quote do not change with the year.
    """
    sentence = without_definitions(sentence)
    if _DATED.search(sentence):
        yield "日期、届次或文号"
    if UNCHANGED_WORDS.search(sentence):
        yield UNCHANGED
    if _STANDING_DUTY.match(sentence) and kind in ("standing", "other", "finance"):
        return
    if _REASON_WORDS.search(sentence):
        yield REASON
    if kind == "standing":
        return
    if _SPIRIT.search(sentence):
        yield "会议精神的提法，本年或有新的会议"
    elif _TIMELY.search(sentence):
        yield "上年的会议、活动或阶段性工作"
    if tells_stage(sentence):
        yield STAGE
    if _JUDGEMENT.search(sentence) or tells_course(sentence):
        yield JUDGED
    if tells_standing(sentence):
        yield "高于、低于一类的比较或据数所作的判断，本年是否仍成立"
    if _NOTHING.search(sentence):
        yield NOTHING
    if (spent := _SPENT_ON.search(sentence)) and not _RUNNING.search(spent[0]):
        yield "上年的用途"
    if _CONTACT.search(sentence):
        yield "联系方式"
    if (
        _ABOUT.search(sentence)
        or tells_make_up(sentence)
        or (kind in ("finance", "other") and _RETURNED.search(sentence))
    ):
        yield "上年的情况说明"
    if _HIRED.search(sentence):
        yield "上年的承办单位"
    if kind == "finance" and _PLACE.search(sentence):
        yield "上年的地点"
    if _HONOUR.search(sentence) or _tells_an_event(sentence, kind):
        yield EVENT
    elif (
        _CALLED.search(sentence)
        or _PRESS.search(sentence)
        or (kind in ("work", "outlook") and _NAME.search(sentence))
    ):
        yield "上年的名称或引语"
    elif (
        _OUTLOOK.search(sentence)
        or _WANTING.search(sentence)
        or (kind == "outlook" and not sentence.rstrip().endswith(("：", ":")))
    ):
        yield PROBLEM


def _tells_an_event(sentence: str, kind: SectionKind) -> bool:
    """Among figures an event is told in a clause without any; what money is for (用于举办培训班) is none, nor is a name (电梯改造经费) or what a title tells (《关于印发…的通知》)."""
    sentence = _TITLED.sub("《》", sentence)
    if kind != "finance":
        return _EVENT.search(sentence) is not None
    return any(
        not re.search(r"\d", clause)
        and _EVENT.search(_PURPOSE.split(clause, 1)[0]) is not None
        and not _NAMED_SO.search(clause)
        for clause in re.split("[，；：。]", sentence)
    )
