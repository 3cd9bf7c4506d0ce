"""Tell whether the name of a number says what is counted: 税收收入 does for 亿元, 专项债券 and 文化类 do not."""

from __future__ import annotations

from drafter.numbers.mention import Mention
from drafter.patterns import Regex

_CASES = ("件", "起", "宗", "例", "件次", "桩")
_PEOPLE = ("人", "名", "位", "人次", "万人")
_PLACES = ("个", "家", "所", "座", "户", "处")
# How a name ends that says what an amount of this unit is.
_MONEY = (
    r"收入|支出|[值额费税款金价利资本]|利润|投资|经费|余额|结余|结存|结转|工资|补[助贴]|成本|薪酬|待遇|报酬|[预决]算数?|执行数?|支付数?|资产|负债|权益|损失|消费"
    r"|进出口|出口|进口|[顺逆]差|规模|购置|接待|维护|合计|总计|调[增减]|追加|安排|人均|均价|上缴|节约|剩余|捐赠|捐款|实收|应收|应缴"
)
_CASE = r"案|[案事文条稿信急要]件|事故|火灾|诉求|举报|投诉|问题|线索|专利|提案|建议|意见|抗诉|申请|作品|行为|事项|商标|来[信电]|工单|纠纷|警情|业务|合同|信访|咨询|灾害|病例|项目|信息|公文|[数量]"
_PERSON = (
    r"人|人[员口数次]|[者员生师工民户客兵属才]|干部|嫌疑犯|儿童|幼儿|老人|对象|代表|家庭|劳动力|患者|群众|旅客|被告|学位|就业|参保|岗位|子女|编制|在[编职岗校]|床位|护士"
    r"|入[学园院]|出院|培训|毕业|招生|诊疗|就诊|住院|门诊|脱贫|[数量]|妇女|残疾人|专家|队伍|团员|司机|会员|委员|党员"
)
_PLACE = (
    r"[院校学园厅馆站所店司局社会场村镇乡市县区队厂部库组岛室房楼桥亭台点厕]|企业|单位|机构|组织|团体|中心|项目|主体|[户人]|家庭|基地|品牌|床位|学位|岗位|问题|事项|线索|产品|标准|公司|基金|系统"
    r"|车位|桩|路口|隧道|大棚|账户|政策|活动|节目|[案条]件|案例|课题|业务|水库|河流|断面|天|支部|[数量]"
)
_ORGAN = Regex("(?:医院|卫生院|机构|学校|[小中]学|幼儿园|高校|[县市区镇乡村])$")
_RATE = r"[率比度数]|比重|比例|占[^，。]{2,18}|覆盖|份额"
_DONE = Regex(r"(?<=..)(?:累计|合计|共)?完成$")
_ASIDE = Regex(r"（[^（）]*）$")
_KIND = Regex(
    r"(?:年均|环比|名义|实际)?(?:增长率|增减额|占比|(?<=..)上(?:个?月|周|旬|季度)|(?<=..)占(?!用|地|领|比).{2,16})$"
)
_SORT = Regex(r"(?:[类型级]|其[他它余]|以[上下]|方面|领域)$")
# Whose money it is, of whatever amount is taken apart.
_FUNDS = Regex(
    "(?:中央|省|市|县|区|镇|上级|地方|本)?(?:级)?(?:财政)?(?:拨款|补助?|配套)(?:资金)?|(?:中央|国家|[省市县区]级?|上级|地方|本级|财政|自筹|社会|单位|其他)资金|单位自筹|自有资金"
)
ANYTHING = ("企业", "单位", "项目", "机构", "问题", "家庭", "事项", "部门")
_SAYS: tuple[tuple[tuple[str, ...], Regex], ...] = (
    (("元",), Regex(rf"(?:{_MONEY})$")),
    (_CASES, Regex(rf"(?:{_CASE})$")),
    (_PEOPLE, Regex(rf"(?:{_PERSON})$")),
    (_PLACES, Regex(rf"(?:{_PLACE})$")),
)
_IS_CASE = Regex(r"(?:[案事]件|[^在个]案|事故|火灾|诉求|举报|投诉|问题|线索|提案|建议|事项|纠纷|警情|信访)$")
_IS_PERSON = Regex(rf"(?:{_PERSON}|家长)$")
# 国道136公里 of 公路里程, 新播960亩 of 育苗: lands, ways and weights are of something.
_SIZED = Regex(r"亩|公顷|平方米|平方公里|公里|吨|公斤|斤|立方米")
_SIZE = Regex(r"[积量程数产储]$|规模|用水|用电|林|地|田|路|道路|管网|管道|水渠|渠道|草原")
_RATED = Regex(rf"(?:{_RATE})$")
_GROWN = Regex(rf"(?:{_MONEY}|{_RATE}|{_CASE}|价格|产量|面积|人[数次口]|[量积])$")
_WHOSE = Regex(
    r"^[^的]{0,10}(?:企业|中央|地方|[省市县区]本?级|城镇|农村|[^，。]{2}(?:部门|局))(?:累计)?(?:完成)?$"
)
_ACTED = Regex(
    r"(?:(?:人民)?法院|检察(?:机关|院)|公安机关|行政机关|有关部门|主管部门)?(?:累计|共|依法|全部|先行|不(?=批|逮|起)|附条件(?=不)|新收|受理|审结|结案|办结|未结|旧存|符合条件|并|已|超时|按时|自行|直接|办理|派单|直办|督办|交办|完毕|立案|判决|[不提移]?[起]?诉|移送(?:(?:公安|司法|检察|监察|纪检监察)机关|审查)?|审查|审执结|审（执）结|审\(执\)结|执结|逮捕|批捕|刑?事?拘留|查处|处分|处理|破获|调解|撤诉|执结|改判|维持|驳回|采纳|落实|整改|完成|答复|转办|自收|处罚)+(?:率|数|量)?"
)
_DONE_WITH = Regex(r"(?:案件?|诉求|提案|建议|举报|投诉)(?:结案|[办审]结|立案|执结|采纳|答复)(?:率|数|量)?$")
REACHED = Regex("(?:累计|共|直接|可)?(?:涉及|惠及|受益(?![区地])|覆盖|带动|受惠|涵盖)(?!面|率|范围|就业增收)")
_TOOK_PART = Regex(
    "(?:累计|共|线[上下]|现场|吸引)*(?:参[与加训赛演观]|受[训助益惠]|到场|观看|受众|观众|受教育)(?:总?人[数次员]|群众|读者|学员|学生|师生|职工|干部|党员|者)?"
)
_HARM = Regex(
    r"(?:造成|累计|共)*(?:死亡|受伤|伤|亡|失踪|重伤|轻伤|伤亡|直接(?:经济|财产)损失|经济损失)(?:人数|人员)?"
)


def says(label: str, mention: Mention) -> bool:
    """Return whether who sees `label` beside the value knows what is counted or measured."""
    label = _DONE.sub("", _ASIDE.sub("", label))
    if of_a_sort(label) or _FUNDS.fullmatch(label) or label.startswith("用于"):
        return False
    if mention.role in ("growth", "change"):
        return bool(_GROWN.search(label))
    if acts(label) and mention.measure in (*_CASES, *_PEOPLE):
        return False
    if mention.role == "ratio":
        return bool(_RATED.search(label))
    if label in ANYTHING:
        return False  # 企业500户 of whatever was registered
    if (mention.measure == "户" or mention.measure not in (*_PLACES, "级")) and _ORGAN.search(label):
        return False  # 医院561张 of beds
    told = next((words for measures, words in _SAYS if mention.measure in measures), None)
    if told is None:
        return not _SIZED.fullmatch(mention.measure) or bool(_SIZE.search(label))
    return bool(told.search(label))


def is_case(thing: str, mention: Mention) -> bool | None:
    """Whether a thing is counted as cases are: 案件 by 起, and not 公安部; None where the number counts nothing of that kind."""
    return bool(_IS_CASE.search(thing)) if mention.measure in _CASES else None


def is_person(thing: str, mention: Mention) -> bool:
    """Whether a thing is counted as people are, where the number counts people: 残疾人 by 名, and not 服药."""
    return mention.measure not in _PEOPLE or bool(_IS_PERSON.search(thing))


def counts_people(mention: Mention) -> bool:
    return mention.measure in _PEOPLE


def without_kind(label: str) -> str:
    """The label of the amount that a rate, a change or a share is told of: 税收收入 of 税收收入增长率."""
    return _KIND.sub("", label)


def of_a_sort(label: str) -> bool:
    """文化类, 其他: which part, of whatever is told."""
    return bool(_SORT.search(label))


def of_an_owner(label: str) -> bool:
    """地方国有企业, 税务部门完成: whose it is, and not what."""
    return bool(_WHOSE.search(label))


def always_of_a_whole(mention: Mention) -> bool:
    """Cases and people are counted as they come, are judged and are left: 刑事案件 alone is not enough in a list of those."""
    return mention.role in ("value", "count") and mention.measure in (*_CASES, *_PEOPLE)


def acts(label: str) -> bool:
    """审结, 移送起诉: what was done, and not with what."""
    return bool(_ACTED.fullmatch(label))


def done_with(label: str) -> bool:
    """民事案件结案: what was done, and with what."""
    return bool(_DONE_WITH.search(label))


def reaches(label: str) -> bool:
    """惠及群众, 涉及劳动者: whom it did something to, and not what did."""
    return bool(REACHED.match(label))


def grows(label: str) -> bool:
    """Whether what is said to have grown is an amount: 汽车产量, and not 集成电路."""
    return bool(_GROWN.search(label))


def takes_part(label: str) -> bool:
    """参训, 线上参与读者: who came, and not to what."""
    return bool(_TOOK_PART.fullmatch(label))


def harms(label: str) -> bool:
    """死亡, 直接经济损失: what came of something that happened."""
    return bool(_HARM.fullmatch(label))
