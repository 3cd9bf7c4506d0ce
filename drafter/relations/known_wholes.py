"""Wholes whose parts everybody knows: what two or more names make up together, whatever a report says between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from drafter.patterns import Regex

# The name of the whole, then of each part, any order. 国民经济行业分类 GB/T 4754—2017 (三次产业, 农林牧渔业); 社会消费品零售总额 by 经营地,
# 消费类型 and 行业 (国家统计局统计报表制度); 货物, 工程, 服务: 政府采购法 §2; 一般债务, 专项债务: 国发〔2014〕43号; 资产 = 负债 + 净资产: 政府会计准则.
_WHOLES: tuple[tuple[str, ...], ...] = (
    ("用电", "第一产业", "第二产业", "第三产业", "居民"),
    ("^(?!.*用电)", "第一产业", "第二产业", "第三产业"),
    ("农林牧渔", "(?<!林牧渔)农业|种植业", "林业", "牧业", "渔业", "服务业|辅助"),
    ("零售", "城镇", "乡村|农村"),
    ("零售", "餐饮(?!业)", "商品零售"),
    ("零售|消费|销售", "批发", "零售业", "住宿", "餐饮业"),
    ("进出口", "(?<!进)出口", "进口"),
    ("债", "一般债", "专项债"),
    ("资产", "负债", "所有者权益|净资产|^权益"),
    ("采购", "货物", "工程", "服务"),
    ("三公|合计|总", "出国", "购置", "运行", "接待"),
    ("三公|合计|总", "出国", "公务用车|公车", "接待"),
    ("收入", "(?<!非)税收?", "非税"),
    ("支出|预算|经费|决算|安排", "基本支出", "项目支出"),
    ("基本支出|支出|经费", "人员经费|人员支出", "公用经费|公用支出"),
    ("主体|户", "(?<!国有)企业", "个体", "合作社"),
    ("保费|保险", "财产|产险", "人身|寿险"),
    ("人口|居民|婴儿|学生|人数", "男", "女"),
    ("人口", "城镇", "乡村|农村"),
    ("工业", "轻工业", "重工业"),
    ("卫生机构", "医院", "基层", "专业公共", "其他|其它"),
    ("企业", "中央企业", "地方"),
    ("保险|参保", "职工", "居民"),
    ("债券", "新增", "再融资"),
    ("港口|吞吐", "沿海", "内河"),
    ("吞吐|贸易", "外贸", "内贸"),
    ("航线|架次|旅客|吞吐|运输", "国内", "国际"),
    ("农民工", "外出", "本地"),
    ("工单|诉求|件", "已(?:处理|办结|办理|完成)|^办结", "正在|在办|未(?:办结|处理|完成)"),
    ("采购", "集中采购", "分散采购"),
    ("工单|诉求|来电|来件|受理", "直办|直接|自行|在线(?:办结|解答|答复)", "交办|转办|派单|转派|转交|分派"),
    ("收入|资金", "支出|使用|拨付", "(?:结转下年|(?:本年|当年|收支|当期)(?:收支)?结[余存])(?!.*累计)"),
    ("彩票", "福利|福彩", "体育|体彩"),
)


def make_up_a_whole(words: Callable[[int], str], head: int, group: Sequence[int]) -> bool:
    """Whether `group` are by their names all the parts of what `head` names; `words` tells the words before a number."""
    if not 2 <= len(group) <= MOST_PARTS:
        return False
    whole, names = words(head), [words(i) for i in group]
    if len(names) == 2 and _is_the_other(*names):
        return True
    return any(
        len(parts) == len(names) and re.search(name, whole) and _one_each(parts, names)
        for name, *parts in _WHOLES
    )


def _is_the_other(one: str, other: str) -> bool:
    """政府债券 and 非政府债券形式: what is of a kind, and what is not."""
    found = _NOT.search(other)
    return found is not None and len(one) > 1 and one.endswith(found[1])


def _one_each(parts: Sequence[str], names: Sequence[str]) -> bool:
    """Whether each part is named by one of the words and each of the words names one part."""
    named = [{n for n, part in enumerate(parts) if re.search(part, name)} for name in names]
    return all(named) and len(set().union(*named)) == len(parts)


_NOT = Regex("非([一-鿿]{2,4})")
MOST_PARTS = max(map(len, _WHOLES)) - 1
