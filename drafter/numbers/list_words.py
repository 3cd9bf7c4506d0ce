"""The words that lists are told with: what joins their items, what calls a total, by what a whole is parted."""

from __future__ import annotations

from drafter.patterns import Regex

AND = "、和与及"  # each of which joins two items of a list
TOTAL = "合计|共计|总计"  # what nothing but a total is called; 共 may begin a name: 共享, 共建
# Right before its number; where no name can begin, a bare 共 too: 5人，共12人.
TOTALLED = Regex(f"(?:{TOTAL})(?:为|达到?|约)?$")
TOTALLED_OR_BARE = Regex(f"(?:{TOTAL}|共)(?:为|达到?|约)?$")
# 按消费形态看, 分运输方式看, 从结构上看, 就业务类型而言: by what a whole is parted.
PARTED = r"(?:按|从|分|就|依)(?![别时期不])[^，。；：\d]{1,14}(?:分|分类(?:科目|项目)?|划分|统计|计算?|来?看|而言|来说|区分|情况(?:是|为|如下|看)?|结构)"
BRACKETED = Regex("（[^（）]*）")  # an aside that holds none
# Told for each of something, and no part of a whole; income and spending of one person are parted as those of all are.
AVERAGE = Regex("(?:人(?!均(?:生活|可支配|消费))|[户亩车次日月班件生案笔])均|平均|每|中位|单价|均价")
# 加上补助a: what is added, and no 加班 or 加工.
ADDS = "加上?(?!班|装|固|油|工|氢|快|强|大)"
# 占总数的p%, 占用水总量的p%; no 占用, 占地 or 占领.
A_SHARE = r"占(?!用(?![水电能气]总?量)|地|领|有|据|道)"
