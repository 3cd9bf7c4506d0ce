"""Tell the sentences that are about the body itself: what was set up, merged or handed over in a year, who leads it, what it is made of."""

from __future__ import annotations

import re
from typing import Literal

from drafter.lastyear.claims import find_reason_words
from drafter.lastyear.named import names_a_leader
from drafter.patterns import Regex

BodyKind = Literal["change", "leaders", "parts"]

_COUNT = r"[\d一二三四五六七八九十两]+\s?[个名家所处类人支]"
# These tell of something that happened, with a date or without one.
_ITS_PARTS = "单位|机构|科室|处室|部门"
_HAPPENED = Regex(
    "|".join(
        [
            "划[入出转归至]|转隶|并入|撤并|裁撤|(?<!、)撤销(?!、|等|登记|审批|手续|权|的)",
            "(?:更|改)名为|升格|[新增]设(?!计|备|施)|新(?:组建|成立|划入|并入|接收|纳入)",
            rf"由(?:原)?(?:来)?的?\s?{_COUNT}(?:增|减|调整|变更|扩大|压缩|精简|变)[^，。；]{{0,4}}?[至到为]",
            "将[^，。；]{2,40}(?:合并|整合|更名|移交|改制)",
            f"新增(?:的)?(?:[下所]属|内设|直属|预算|二级|决算|派出)[^，。；]{{0,8}}(?:{_ITS_PARTS}|庭|所|站)",
            f"(?:增加|减少|新增)(?:的)?(?:{_ITS_PARTS})(?:为|是|：)",
            "不再(?:保留|承担|下设|设立?|纳入|隶属|加挂|列入|负责)",
            "调离|调任|离任|到任|去世|免去|新任|(?<!专)接任|退居|职能(?:整体)?(?:移交|转移)",
            "(?:核增|核减|增核|增加|减少|收回|调剂)[^，。；]{0,6}编制",
        ]
    )
)
# These may as well say how things have stood for long (局机关设立6个科室, 由甲乙合并组建): a date of the year makes them events.
_A_GROUP = "小组|工作组|专班|评价组|工作队|检查组|指挥部"
_FOUNDED = r"(?<!新中国)(?<!共和国)(?<!建党)成立(?!\s?[\d一二三四五六七八九十百]+\s?周年)"
_MAY_HAVE = Regex(
    rf"(?:设立|{_FOUNDED}|组建)(?!(?:了|由|以)?[^。；]{{0,40}}(?:{_A_GROUP}))"
    r"|挂牌|加挂|揭牌|变更|整合|合并|(?<!、)撤销|移交|任命|主持工作|兼任|机构改革|改制|起，?(?:承担|负责|纳入|实行|执行|归口)"
)
_THIS_YEAR = Regex(
    r"本年|今年|当年|年内|(?<![\d年])\d{1,2}\s?月(?:份|底|初)?|(?:批复|改革方案|三定[”\"]?[规方]|改革)[，的]"
)
_YEAR = Regex(r"((?:19|20)\d\d)\s?年")
_DUTY = Regex(
    r"^\s*(?:[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．])?\s*(?:主要)?(?:负责|承担(?!原|从|由)|参与|协助|承办|组织|指导|拟订|研究|监督|管理|协调|贯彻|执行|依法|制定|推进|编制|审核|审批|综合|提出|统筹|会同|受理|办理|落实|加强|监测|承接|牵头(?!组建))"
)
_COMPARES = Regex(r"(?:比|较|与)(?:上年|去年|同期|预算|年初)")
_PARTS = Regex(
    rf"(?:内设|下设|[下所直]属|派出|设有?|包括|组成|编[制报]范围)[^。；]*?{_COUNT}[^。；]*?[：:为是即][^，。；、]{{2,}}(?:、[^，。；、]{{2,}})+|"
    rf"(?:内设|下设|设有?|下辖)(?:[^，。；、\d]{{2,}}、)+[^。；]*?{_COUNT}|无(?:下设|[下所直]属|二级|独立核算)[^，。；\d]{{0,6}}(?:单位|机构)"
)


def body_kind(sentence: str, year: int | None) -> BodyKind | None:
    """Return what the sentence of a report on `year` tells of the body, None for what is about something else.

    "change" is of that year alone: who reads it the year after has to be told anew. What a body has been since an earlier year
    is no change, and duties (负责企业的合并、撤销登记) are not told of itself.
    """
    if tells_a_change(sentence, year):
        return "change"
    if names_a_leader(sentence):
        return "leaders"
    return "parts" if _PARTS.search(sentence) else None


def tells_a_change(sentence: str, year: int | None) -> bool:
    """Whether the sentence tells what became of the body in `year`; reasons given for a figure (人员转隶) are not looked at."""
    said = next((sentence[:start] for start, _ in find_reason_words(sentence, 0, len(sentence))), sentence)
    years = [int(found[1]) for found in _YEAR.finditer(said)]
    dated = year in years or bool(_THIS_YEAR.search(said)) or (year is None and bool(years))
    if years and not dated:
        return False  # 2009年由两局合并组建: history, as true this year as last
    if _DUTY.match(said) and not dated:
        return False
    happened = _HAPPENED.search(said)
    if happened and not _only_counts(said, happened):
        return True
    return dated and not re.search(r"\d\s*(?:万元|亿元|元|%)", said) and bool(_MAY_HAVE.search(said))


def _only_counts(said: str, happened: re.Match[str]) -> bool:
    """较上年增加编制2名: a change of a figure, which the sheet computes."""
    return bool(_COMPARES.search(said[max(happened.start() - 8, 0) : happened.start()].split("，")[-1]))
