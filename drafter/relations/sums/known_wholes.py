"""Wholes whose parts everybody knows: what two or more names make up together, whatever a report says between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from drafter.patterns import Regex

# Names that together are the whole, whatever it is called: 预算法 and 政府收支分类科目 for money, 编制 and 组织 usage for people.
PARTS = (
    ("基本支出", "项目支出"),
    ("人员经费", "公用经费"),
    ("人员支出", "公用支出"),
    ("税收", "非税"),
    ("中央", "地方"),
    ("行政编制", "事业编制"),
    ("行政人员", "事业人员"),
    ("流动资产", "非流动资产"),
    ("货物", "工程", "服务"),
    ("城镇", "农村"),
    ("城市", "农村"),
    ("城镇", "乡村"),
    ("男", "女"),
    ("完成", "未完成"),
    ("市本级", "区级"),
    ("一般公共预算", "政府性基金", "国有资本"),
    ("机关", "所属"),
    ("购置费", "运行"),
    ("因公出国", "公务用车", "公务接待"),
    ("购置", "运行", "接待"),
    ("出国", "公车", "接待"),
    ("因公出国", "购置", "运行", "接待"),
    ("工资福利", "商品和服务", "对个人和家庭"),
    ("工资福利", "商品和服务", "对个人和家庭", "资本性"),
    ("“优”", "“良”"),
    ("“优”", "“良”", "“中”"),
    ("“优”", "“良”", "“中”", "“差”"),
)


@dataclass(frozen=True, slots=True)
class Whole:
    """One of `words` stands in its name; `parts` are patterns of the names of its parts, two or more."""

    words: tuple[str, ...]
    parts: tuple[Regex, ...]


def _whole(words: str, parts: str) -> Whole:
    return Whole(tuple(words.split()), tuple(map(Regex, parts.split())))


_NO_FIRM = "(?![\u4e00-\u9fff]*公司)"  # beside 产险公司 and 寿险公司 there are others
_REST = "(?:结转下年|(?:本年|当年|收支|当期)(?:收支)?结[余存])(?!.*累计)"
# 国民经济行业分类 GB/T 4754—2017 (三次产业, 农林牧渔业); 可支配收入 and 消费支出: 国家统计局住户收支与生活状况调查方案; 社会消费品零售总额 by 经营地, 消费类型 and 行业 (国家统计局统计报表制度); 货物, 工程,
# 服务: 政府采购法 §2; 一般债务, 专项债务: 国发〔2014〕43号; 资产 = 负债 + 净资产: 政府会计准则——基本准则 (财政部令第78号) §26.
WHOLES = (
    _whole("上半年", "一季度 二季度"),
    _whole("前三季度", "一季度 二季度 三季度"),
    _whole("下半年", "三季度 四季度"),
    _whole("全年 年度 合计 累计 共", "一季度 二季度 三季度 四季度"),
    _whole("用电", "第一产业 第二产业 第三产业 居民"),
    _whole("增加值 总值 GDP 投资 主体 户 企业 税收 就业 贷款 利用", "第一产业 第二产业 第三产业"),
    _whole("第二产业", "(?<!规上)工业 建筑业"),
    _whole("工农业", "(?<!工)农业 工业(?!农)"),
    _whole("粮食", "夏粮|夏收 秋粮|秋收"),
    _whole("粮食", "夏粮|夏收 早稻 秋粮|秋收"),
    _whole("粮食", "小春 大春"),
    _whole("农林牧渔", "(?<!林牧渔)农业|种植业 林业 牧业 渔业 服务业|辅助"),
    _whole("可支配收入", "工资 经营 财产 转移"),
    _whole("消费", "食品 衣着 居住 生活用品|家庭设备 交通 教育|文化娱乐 医疗 其他|其它"),
    _whole("零售", "城镇 乡村|农村"),
    _whole("零售", "餐饮(?!业) 商品零售"),
    _whole("零售 消费 销售", "批发 零售业 住宿 餐饮业"),
    _whole("进出口", "(?<!进)出口 进口"),
    _whole("债", "一般债 专项债"),
    _whole("债", "新增 再融资|置换"),
    _whole("债", "新增 置换 再融资"),
    _whole("资产", "负债 所有者权益|净资产|^权益"),
    _whole("采购", "货物 工程 服务"),
    _whole("采购", "集中采购 分散采购"),
    _whole("公务用车购置及运行 公务用车购置和运行 公务用车购置与运行", "购置 运行"),
    _whole("三公 合计 总", "出国 购置 运行 接待"),
    _whole("三公 合计 总", "出国 公务用车|公车 接待"),
    _whole("三公", "公务用车|公车 接待"),  # where nobody went abroad
    _whole("三公", "购置 运行 接待"),
    _whole("收入", "(?<!非)税收? 非税"),
    _whole("收入 资金", f"支出|使用|拨付 {_REST}"),
    _whole("总计 总收入", "本年收入|当年收入 非财政拨款结余 结转|上年结余"),
    _whole("总计 总收入", "本年收入|当年收入 结转|上年结余"),
    _whole("总计 总支出", "本年支出|当年支出 结余分配 结转|年末结余"),
    _whole("总计 总支出", "本年支出|当年支出 结转|年末结余"),
    _whole("支出 预算 经费 决算 安排", "基本支出 项目支出"),
    _whole("支出 经费", "人员经费|人员支出 公用经费|公用支出"),
    _whole("主体 户", "(?<!国有)企业 个体 合作社"),
    _whole("保费 保险 赔付 赔款 给付", f"(?:财产|产险){_NO_FIRM} (?:人身|寿险){_NO_FIRM}"),
    _whole("保费 保险 赔付 赔款 给付", f"(?:财产|产险){_NO_FIRM} 寿险{_NO_FIRM} 健康 意外"),
    _whole("保险 参保", "职工 居民"),
    _whole("人口 居民 婴儿 学生 人数 样本 患者 病例 残疾人 党员 职工", "男 女"),
    _whole("人口", "城镇 乡村|农村"),
    _whole("投资 销售", "东部 中部 西部"),
    _whole("投资 销售", "东部 中部 西部 东北"),
    _whole("游客 旅游", "过夜 一日游"),
    _whole("快递 业务量", "同城 异地 国际|港澳台"),
    _whole("本专科 高等学校 高校", "普通本科(?!.*职业) 本科层次|职业本科 高职|专科"),
    _whole("高校 高等学校", "本科院校|本科学校 高职|专科"),
    _whole("研究生", "博士 硕士"),
    _whole("低保 特困", "城市|城镇 农村"),
    _whole("特困 五保", "集中 分散"),
    _whole("农民工", "外出 本地"),
    _whole("工业", "轻工业 重工业"),
    _whole("卫生机构", "医院 基层 专业公共 其他|其它"),
    _whole("废水", "工业 生活"),
    _whole("废水", "工业 生活 集中式"),
    _whole("农村公路", "县道 乡道 村道"),
    _whole("公路 里程", "国道 省道 县道 乡道 村道"),
    _whole("公路 里程", "国道 省道 县道 乡道 专用 村道"),
    _whole("企业", "中央企业 地方"),
    _whole("行政事业性", "行政单位 事业单位"),
    _whole("彩票", "福利|福彩 体育|体彩"),
    _whole("港口 吞吐", "沿海 内河"),
    _whole("吞吐 贸易", "外贸 内贸"),
    _whole("航线 架次 旅客 吞吐 运输", "国内 国际"),
    _whole(
        "调查 样本 问卷 受访 访谈 测评",
        "(?:非常|很|十分)满意 (?<![常很分不本])满意 一般|基本满意 不(?:太)?满意",
    ),
    _whole("调查 样本 问卷 受访 访谈 测评", "(?<![很不本较])满意 基本满意|比?较满意|一般 不(?:太)?满意"),
    _whole("参保", "缴费 待遇"),
    _whole("监测 天数", "优良 轻度 中度 重度"),
    _whole("工单 诉求 来电 来件 受理", "直办|直接|自行|在线(?:办结|解答|答复) 交办|转办|派单|转派|转交|分派"),
    _whole("工单 诉求 件", "已(?:处理|办结|办理|完成)|^办结 正在|在办|未(?:办结|处理|完成)"),
)
_NOT = Regex("非([一-鿿]{2,4})")


_ANY = Regex("|".join(dict.fromkeys(word for one in WHOLES for word in one.words)))


@lru_cache(4096)
def wholes_called(name: str) -> tuple[Whole, ...]:
    """Return the wholes that something of this name may be; 职工医疗保险 is a part of 保险 itself."""
    if not _ANY.search(name):
        return ()
    return tuple(
        [
            one
            for one in WHOLES
            if any(
                word in name and not any(part.search(name.replace(word, " ")) for part in one.parts)
                for word in one.words
            )
        ]
    )


def is_the_other(one: str, other: str) -> bool:
    """Return whether two names are of a kind and of what is not of it: 政府债券, 非政府债券形式."""
    found = _NOT.search(other) if "非" in other else None
    return found is not None and len(one) > 1 and one.endswith(found[1])


def lacks_a_part(name: str, names: Sequence[str]) -> bool:
    """Return whether names are most of the many parts of the whole called so and not all: 工资, 经营 and 转移 of 可支配收入.

    Of two or three parts one may be nought and left out: 货物a、服务b are all that was bought.
    """
    found = False
    for one in wholes_called(name):
        if runs_of(one, names):
            return False
        own = [n for told in names for n, part in enumerate(one.parts) if part.search(told)]
        found = found or (2 < len(names) == len(own) == len({*own}) < len(one.parts))
    return found


def runs_of(whole: Whole, names: Sequence[str]) -> list[int]:
    """Return where a run of names begins each of which names one part of the whole, and all of them all its parts."""
    size = len(whole.parts)
    named = [{n for n, part in enumerate(whole.parts) if part.search(name)} for name in names]
    return [
        at
        for at in range(len(names) - size + 1)
        if all(run := named[at : at + size])
        and len(set().union(*run)) == size
        and not (at + size < len(names) and named[at + size] & run[-1])  # 新增a、置换b、再融资c
    ]
