"""What a number looks like in a line: Arabic and Chinese numerals, fractions, and the structures that are none."""

from __future__ import annotations

from drafter.numbers.structures import CHINESE_DIGITS, STRUCTURES
from drafter.patterns import Regex

_C = CHINESE_DIGITS
_MEASURE_FOR_CHINESE = "个百分点|个月|小时|人次|批次|个|项|条|件|次|名|位|家|类|种|场|支|所|处|座|套|批|份|篇|期|户|人|张|轮|步|台|辆|倍|成(?![果立本为效功])|番|年|大|亿|万(?![一象能里])|天|方面|周年|届|门(?!户)"
# 结余-8.61亿元, 同比增长-50.29%, 自然增长率为-3.19‰: behind another word a dash joins a name or a span of years.
_MINUS = r"(?:(?<![\dA-Za-z.％%\u4e00-\u9fff）)])|(?<=结余|结转|结存|增长|增幅|增速|增加|差额|利润|盈亏|余额|净额|损益|下降|缺口|涨幅)|(?<=[率速额幅]为))[-−]"
# Groups of three parted by a space, as GB/T 15835-2011 5.1.1 wants long numerals: 31 103件.
_SPACED = r"(?<![\d.,年月日表图例注第号件附][ ])(?<![\d.,年月日表图例注第号附])[1-9]\d{0,2}(?:[ ]\d{3}){1,3}(?:\.\d+)?(?=[ ]?(?:[万亿]?元|[万亿]|[个项件次家名篇场条户套批份座处台辆人所]))"
_ARABIC = rf"(?:{_MINUS})?(?:\d{{1,3}}(?:[,，]\d{{3}})+(?!\d)(?:\.\d+)?|{_SPACED}|\d+(?:\.\d+)?)"
# No date, ordinal or name looks like these: they need not be tried against every structure.
PLAIN = Regex(
    r"(?P<arabic>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?(?=[万亿元%项件次家名篇场条户套批份座处台辆]|个(?!月))|\d+\.\d\d(?=[ \t\n]))|"
    rf"(?P<chinese>[{_C}]{{1,12}}(?=类(?!海水|水质|水体|水域)|[项条件次名家种场支所处座套批份篇户人张轮步台辆]|个(?!月)))"
)
_CHINESE = (
    rf"[{_C}]{{1,12}}点[{_C}]{{1,8}}(?=[万亿]?(?:[万亿]|元|倍|吨|公里|个百分点|人|户|件))|"  # 八点零一万亿元
    rf"(?:数|几)?[{_C}]{{1,12}}(?=(?:余|多|几)?(?:万|亿)?(?:余|多)?(?:{_MEASURE_FOR_CHINESE}))|"
    rf"(?:数|几|近|约|上)(?:十|百|千)(?=余|多|{_MEASURE_FOR_CHINESE})"
)
_FRACTION = rf"(?:百|千|万|[{_C}]{{1,12}})分之(?:[{_C}]{{1,12}}(?:点[{_C}]{{1,12}})?|\d+(?:\.\d+)?)|(?<![\d./])\d{{1,2}}/\d{{1,3}}(?![\d/.年月分])"
SCAN = Regex(
    "|".join(f"(?P<s{i}>{pattern})" for i, (_, pattern) in enumerate(STRUCTURES))
    + f"|(?P<fraction>{_FRACTION})|(?P<arabic>{_ARABIC})|(?P<chinese>{_CHINESE})"
)
# Where one of these may begin. One character set first, so that the search runs at the speed of a single class.
BEGIN = Regex(
    rf"[0-9{_C}○①-⑳㈠-㈩数几近约上第（(〔\[［A-Za-z附专表图注例\-−](?:"
    + "|".join(
        [
            r"(?<=[\d①-⑳㈠-㈩])",
            rf"(?<=[{_C}○])(?=[{_C}○\d分号年月季余多几点]|{_MEASURE_FOR_CHINESE})",
            rf"(?<=[数几近约上])(?=[{_C}])",
            rf"(?<=第)(?=[\s\d{_C}（(])",
            rf"(?<=[（(〔\[［])(?=[\s\d{_C}])",
            r"(?<=[A-Za-z])(?<![A-Za-z]{2})(?=[A-Za-z\-./\s+]{0,30}\d)",
            rf"(?<=[附专表图注例])(?=[件表录栏]?\s?[\d{_C}])",
            r"(?<=[\-−])(?=\d)",
        ]
    )
    + ")"
)
REASONS = tuple(reason for reason, _ in STRUCTURES)
