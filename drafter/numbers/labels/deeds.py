"""Tell the deed from the thing in the words of a name: 提出检察建议 is a deed and a thing, 审结 a deed, 培训班 a thing.

The dictionary of jieba parts the words and knows most verbs; the lists below say where it knows less than reports do.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from drafter.patterns import Regex

# Deeds that take a thing as their object: 提出检察建议. Where such a word stands first, the thing behind it is what is counted.
_DONE = (
    "提出 完成 开展 举办 举行 召开 组织 推出 推送 推进 推动 播出 播放 印发 出台 发放 发布 建成 新建 改建 扩建 续建 重建 打造 创建 设立 形成 实施 收到 受理 新收 接收 办理 审理 审结 办结 "
    "审定 报送 采纳 采用 走访 慰问 看望 化解 出动 培养 培育 新增 引进 引育 获得 荣获 争取 解决 征集 收集 加装 拆除 清理 签订 签约 签署 落实 下达 拨付 抓好 办好 "
    "筹措 筹集 募集 精选 选派 选聘 聘请 聘任 招聘 招录 招收 招引 录用 划定 评定 吸纳 资助 帮助 提供 发现 查处 查办 查获 查封 查扣 办复 移送 承担 搬离 编辑 修订 制定 制订 出具 盘活 压减 惠及 带动 吸引 确保 "
    "动员 制止 批捕 批准 逮捕 打掉 抓获 刑拘 核查 抽查 抽检 督办 关停 取缔 派出 派遣 派驻 更换 铺设 疏浚 开通 启用 破获 侦破 捣毁 收缴 缴获 追缴 追回 追索 挽回 收回 返还 偿还 归还 清偿 清退 清收 "
    "划转 下拨 核发 核准 批复 制发 下发 签发 领取 赔付 兑现 兑付 提起 判处 疏散 护送 解救 营救 收治 收容 移交 交付 废止 约谈 函询 诫勉 问责 追责 吊销 注销 授予 回访 "
    "推荐 加固 集聚 摸排 布设 架设 开设 增设 搭建 组建 选送 承办 主办"
)
# Those that are as often told as things themselves: 森林火灾处置, 业务培训.
_WORKED = (
    "改造 修复 修建 修缮 建设 审查 审核 审批 审议 制作 采集 接待 调解 排查 整改 整治 处置 培训 服务 参与 参加 安装 清运 清除 投入 安排 支付 选拔 认定 认证 评选 表彰 发展 转移 帮扶 救助 支持 扶持 "
    "节约 捐赠 协调 处分 处理 起诉 检查 巡查 督查 关闭 上缴 备案 报销 执行 安置 修改 通报 曝光 警告 变更 答复 反馈 回复 核减 推介 布局 结对 建档 维修 建立 成立"
)
# What happens to what is counted, or what it does: 调进132人, 立案41件. Such a word has no thing behind it.
_BEFALLEN = (
    "调进 调出 调入 转入 转出 划入 划出 流入 流出 迁入 迁出 退出 退回 退还 缴回 拨入 遣返 救出 退捐 腾退 获评 获批 获赔 理赔 撤职 开除 免职 辞退 表决 投用 开工 复工 完工 投产 竣工 "
    "绝收 倒塌 损毁 淹没 冻结 出警 入选 入围 入驻 入库 立案 结案 执结"
)
# What the dictionary calls verbs and reports count or measure: 提案134件, 支出5亿元.
_THINGS_WORDS = (
    "收入 支出 投资 预算 决算 提案 信访 死亡 招生 就业 参保 补助 抗诉 申诉 供养 增速 结存 统筹 受伤 失踪 会 费 率 额 数 减税 降费 "
    "增资 捐款 罚没 诊疗 离婚 结婚 登记 演练 推演 咨询 保障 上访 来信 来访 投诉 举报 采购 涉黑 涉恶 欠薪 推进会 减负 增收 增产 听证 "
    "逃犯 罪犯 讲座 综合 出生 存栏 出栏 从业 在校 退休 离休 退休费 离休费 印刷费 抚恤 审批 执法 医保 社保 减支 增支 编制 应发 实发 应缴 实缴 "
    "折旧 旧存 简报 会计"
)
# Their object is itself a deed: 开展培训, 接受检查.
_CARRIERS_WORDS = "开展 进行 举办 举行 提供 接受 参加 参与 组织 做好 安排 加强 给予 实施 提起 做出 作出"
_AROUND_WORDS = (
    "正在 先后 累计 共 共计 全年 已 已经 新 成功 共同 并 持续 协助 联合 依法 分别 不断 继续 深入 积极 主动 稳妥 妥善 其余 每年 等 达 "
    "及 和 与 含 不含 由 从 被 以 用 将 对 在 向 给 每 近 超 约 为 计 有 了 的 到 至 按 比 较 剩余 下设 内设 所属 直属 "
    "拥有 现有 实有 核定 在编 在职 、"
)
_ONE_CHARACTER_WORDS = "获 设 立 建 修 办 评 购 植 送 捐 派 聘 招"
_THINGS = frozenset(_THINGS_WORDS.split())
_AROUND = frozenset(_AROUND_WORDS.split())
_CARRIERS = frozenset(_CARRIERS_WORDS.split())
_ONE_CHARACTER = frozenset(_ONE_CHARACTER_WORDS.split())
_FINITE = frozenset(_DONE.split())
_OBJECT = _FINITE | frozenset(_WORKED.split())
_HAPPENED = frozenset(_BEFALLEN.split())
_DEEDS = _OBJECT | _HAPPENED | _ONE_CHARACTER
_LONGEST = 12  # characters of what is only a deed
_FOR = ("为", "对", "向", "给")
_NOT = ("不", "未", "尚未", "没有")
_VERBS = frozenset(("v", "vd", "vi"))
_THINGLIKE = "nijlrxqmst"


_EVERYWHERE = Regex("(?:[全我本][国省市区县州镇乡村]|辖区)(?:内|范围内)?$")
_AND_SO = Regex("^(?:并|还|又|同时|累计|先后|共)+")
_DOER = Regex(
    "[^的]{0,12}(?:[院局委办县市区镇乡村站队会州省]|部门|机关|政府|街道|社区|中心|单位|企业|公司|学校|热线)(?:共|累计|依法|已|先后|新|共计)*"
)


class Word(NamedTuple):
    """One word: whether it tells a deed, one that takes a thing as its object, and what kind of word the dictionary calls it."""

    text: str
    deed: bool
    acts: bool
    kind: str


@lru_cache(8192)
def words_of(phrase: str) -> tuple[Word, ...]:
    """The words of a phrase as the dictionary parts it."""
    import rjieba  # slow to import: a tenth of a second, paid by the first number whose name asks for it

    if phrase in _DEEDS:
        return (_word(phrase, "v"),)
    found: list[Word] = []
    for text, kind in rjieba.tag(
        phrase, False
    ):  # guesses at words the dictionary lacks cost more than they tell here
        before = found[-1].text if found else ""
        if len(before) == len(text) == 1 and before + text in _DEEDS:
            found[-1] = _word(before + text, "v")
        elif len(text) == 4 and text[2:] in _OBJECT:
            found += [_word(text[:2], "d"), _word(text[2:], "v")]  # 全面完成
        else:
            found.append(_word(text, kind))
    return tuple(found)


def _word(text: str, kind: str) -> Word:
    acts = text in _OBJECT
    deed = acts or text in _DEEDS or (kind in _VERBS and _names_a_deed(text))
    return Word(text, deed and text not in _AROUND, acts, kind)


def _names_a_deed(word: str) -> bool:
    return len(word) > 1 and word not in _THINGS and word[-1] not in "会费率额数量金款员户罪"


def inside_word(phrase: str, at: int) -> bool:
    """Whether the character before `at` and the one there are of one word: 除|险加固."""
    end = 0
    for word in words_of(phrase[:_LONGEST]):
        end += len(word.text)
        if end >= at:
            return end > at
    return False


def last_words(phrase: str, room: int) -> str:
    """The last whole words of a phrase that fit into `room` characters."""
    left = len(phrase)
    for word in words_of(phrase):
        if left <= room:
            break
        left -= len(word.text)
    return phrase[len(phrase) - left :] if left > 1 else phrase[-room:]


def framed(left: str) -> bool:
    """妇联为, 免费向, 已对全县: words before a number whose noun is whom something is done for; not 划分为 or 应对."""
    left = _AND_SO.sub("", _EVERYWHERE.sub("", left))
    if not left.endswith(_FOR) or left.endswith(("应对", "面对", "针对")):
        return False
    words = words_of(left[-_LONGEST:])
    freely = len(words) == 1 or words[-2].kind[0] in "njlird" or words[-2].text == "免费"
    return words[-1].text in _FOR and freely


def for_whom(left: str) -> bool:
    """发放药品给, 为全市: whether the words before a number say that something is done for those it counts."""
    return _EVERYWHERE.sub("", left).endswith(_FOR)


def only_deed(phrase: str) -> bool:
    """审结, 先后抓获, 等: nothing in it says what is counted."""
    if len(phrase) > _LONGEST:
        return False
    words = _told(phrase)
    return bool(phrase) and not _carried(words) and all(word.deed for word in words)


def has_deed(phrase: str, *, known: bool = False) -> bool:
    """Whether a deed is told in it: 提升土方消纳能力, and not 湿地景区; `known` asks for one of the lists."""
    return any(word.text in _DEEDS if known else word.deed for word in words_of(phrase))


def opens_with_deed(phrase: str) -> bool:
    """认定人才, 获批河湖: whether the first word is a deed that reports tell."""
    words = _told(phrase)
    return bool(words) and words[0].text in _DEEDS


def has_thing(phrase: str) -> bool:
    """Whether a word that tells no deed stands in it: 补植补造 has none."""
    return any(len(word.text) > 1 and not word.deed for word in _told(phrase))


def no_deed(phrase: str) -> bool:
    """其余, 实有: words that only tell how another is gone on with."""
    return not _told(phrase)


def _told(phrase: str) -> list[Word]:
    return [] if phrase in _AROUND else [word for word in words_of(phrase) if word.text not in _AROUND]


def _carried(words: Sequence[Word]) -> bool:
    """开展培训: the deed behind is the object of the one before."""
    return any(one.text in _CARRIERS and other.text not in _CARRIERS for one, other in pairwise(words))


def is_finite(word: Word) -> bool:
    """完成, 获评: a deed that begins what is told of a thing, and is part of no name."""
    return word.text in _FINITE or word.text in _HAPPENED


def deed_at_end(phrase: str) -> str:
    """依托平台提出: the deed whose object stands behind the number, "" if the words end with a thing or begin with a deed."""
    words = words_of(phrase)
    at = len(words)
    while at and words[at - 1].acts:
        at -= 1
    before, deeds = words[:at], words[at:]
    if not before or not deeds:
        return ""
    if any(word.kind[0] in _THINGLIKE and word.text not in _AROUND for word in before) and (
        before[0].acts or not any(word.text in _FINITE for word in deeds)
    ):
        return ""  # 实施固体废物处置, 草原生态修复
    return "".join(word.text for word in deeds)


def deed_first(phrase: str) -> str:
    """慰问困难职工, 累计建成产业园: the deed that the words begin with, if the thing it was done to follows."""
    words, end = words_of(phrase), 0
    while end < len(words) and words[end].text in _AROUND:
        end += 1
    first = end
    while end < len(words) and words[end].text in _DEEDS:
        end += 1
    return "".join(word.text for word in words[:end]) if first < end < len(words) else ""


def noun_of(label: str) -> str:
    """A label without the deeds around its noun, and who did them: 法院共受理诉讼案件, 收集民意信息编辑报送."""
    words = words_of(label)
    start, stop = 0, len(words)
    for at, word in enumerate(words):
        if word.acts and (not at or _DOER.fullmatch("".join(one.text for one in words[:at]))):
            start = at
            break
    finite = False
    while start < stop and _leads(words[start], finite=finite, first=not start):
        finite = finite or words[start].text in _FINITE
        start += 1
    while start < stop - 1 and _ended(words[stop - 1]) and words[stop - 2].text not in _NOT:
        stop -= 1
    inner = "".join(word.text for word in words[start:stop])
    return inner if len(inner) >= 2 else label


def _leads(word: Word, *, finite: bool, first: bool) -> bool:
    if not first and word.text in ("和", "与", "及", "并", "了"):
        return True
    return word.text in _FINITE or word.text in _HAPPENED or (word.acts and not finite)  # 办理|审查起诉案件


def _ended(word: Word) -> bool:
    return word.text in _FINITE or word.text in _HAPPENED or word.text in ("已", "已经", "共", "累计")
