"""Measures that every thing has: alone they name no figure. 授权量, 完成投资, 扶持资金, 全长."""

from __future__ import annotations

from drafter.patterns import Regex

_HOW = "(?:共|累计|实现|全年|年末|本年|年|平均|最高|最低)*"
# Of lands, works and firms.
_OWNED = (
    r"(?:增加值|总?产值|总?产量|总产|单产|亩产|亩(?:均)?产值|(?:总|播种|种植|建筑|建设|占地|养殖)?面积|床位数?|[存出][栏笼]量?|从业人员|(?:建设|道路)?里程|(?:资产|负债)总额|总?负债|净资产(?:总额)?|(?:国有资本|所有者|股东)(?:及?权益)(?:总额)?|"
    r"利润总额|净利润|营业利润|营业总?收入|参保人数|注册资本|(?:节约|节省)资金|(?:采购计划|计划采购|实际采购|采购|中标|成交|合同)金额)"
)
OWNED = Regex(rf"{_HOW}{_OWNED}(?:[一-鿿]{{2}}率)?")
OWNED_TAIL = Regex(rf"{_HOW}(?:{_OWNED}|完成土石?方)$")
# Of whatever was done or got.
_BARE = r"(?:(?:申请|授权|拥有|注册|有效|受理|办理|发放|采购|用电|用水|用气|库存|持有|保有)量|产?量|[总数]量|(?:[一-鿿]{2})?[数金总]额|(?!出院|入院|住院|就诊|诊疗|门诊|急诊)(?:[一-鿿]{2})?人次)|空编|缺编|超编|在编人员|总造价|总价值|总金额|(?:卫生)?人员数?|案值|金额|货值|人数|户数|件数|平均(?:[一-鿿]{2}日|年龄|工资|单价)|(?:参保|参合|入学|普及|覆盖|缴费)率|(?:年均)?增[速幅]|年?招生|在校生|毕业生|专任教师|注册资[本金](?:（金）)?(?:总额)?|(?:实现|增加|创造|带来)(?:(?:旅游|综合|旅游综合|经营|营业|门票)?总?收入|产值|利润)|总?成交(?:价格?|金?额)|交易金?额|节约(?:资金|金额)|增价|(?:资金)?节约率|中标(?:价格?|金额)"
# Money is named by what was done with it, of what it is and for what: 累计投入改造资金, 方案总投资. Each of these words fits any work.
_DONE = "完成|发放|拨付|兑付|兑现|支付|给予|投入|落实|争取|下达|申请|使用|到位|涉及|筹集|筹措|募集"
_OF_WORK = "年度|计划|方案|设计|批复|估算|概算|预计|工程|项目|各类|各项|相应|专项"
_FOR = "资助|扶持|救助|补助|奖补|奖励|补贴|慰问|帮扶|贴息|配套|支持|补偿|赔偿|结算"
_PAID = rf"(?:{_DONE}|{_OF_WORK})*(?:总?投资额?|(?:{_FOR}|建设|改造|维修|涉案|受骗|到位|投入)?资金|总?投入)|(?:{_DONE}|{_OF_WORK})*(?:(?:{_FOR})(?:金额?|款项?|费用?)|补[贴助])|(?:{_DONE})经费|(?:{_DONE})待遇|(?:[一-鿿]{{2}})?待遇支付|统筹支付|(?:再?融|筹|募)资(?:总?额)?|罚款|罚没款?(?:金额)?"
_SIZED = "(?:道路|线路|管线|总)?[全总]?[长宽高]度?|总里程|占地|装机(?:容量)?|用户"
_GOT = Regex(rf"{_HOW}(?:{_OWNED}|{_BARE}|{_PAID}|{_SIZED})")
_TOLD_ON = Regex(rf"{_HOW}{_BARE}")
_AT_RATE = Regex("(?:投资|资金|项目|工程)(?:完成|到位|支付|使用|开工|竣工)率")
_CARRIED_OUT = Regex(r"^(?:共|累计|完成|实现)+(?=交易|成交|中标|节约)")
_BY_THEN = Regex(
    "^(?:已|[上下]半年|今年|当年|前?[一二三四]季度|[一二三四五六七八九十]+月份?)+(?=[一-鿿]{2})|(?<=完成)了"
)


def is_bare(label: str) -> bool:
    """授权量, 完成投资: a measure that alone names no figure."""
    label = _BY_THEN.sub("", label)
    return bool(_GOT.fullmatch(_CARRIED_OUT.sub("", label)) or _AT_RATE.fullmatch(label))


def of_its_sentence(label: str) -> bool:
    """完成投资, 扶持资金, 全长: measures of what their own sentence tells, and not of what one before it did."""
    return is_bare(label) and not _TOLD_ON.fullmatch(_CARRIED_OUT.sub("", label))
