"""Find the noun behind the unit of a number: what it counts, up to where something begins to be told of it."""

from __future__ import annotations

import re

from drafter.numbers.labels.ahead import thing_ahead
from drafter.numbers.labels.deeds import has_deed
from drafter.numbers.labels.says import counts_people, is_case, is_person
from drafter.numbers.labels.words import AFTER, LONGEST, MEASURE_OF
from drafter.numbers.mention import Mention
from drafter.patterns import Regex

# 为23名3至15周岁残疾儿童: the age is part of what they are called.
_BY_AGE, _OF_AN_AGE = (
    ("人", "名", "位", "例"),
    Regex(r"(?:\d{1,2}周?岁?[-—–~～至到]{1,2})?\d{1,3}(?:周?岁|个?月龄)(?:及?以[上下])?的?(?=[一-鿿]{2})"),
)
_LIST_ON = Regex(r"(?:、(?!\d)[^\s，。；：！？、,;:0-9（()）]{2,22}+){1,3}")
_WHO_GOES = Regex("([一-鿿]{2,12}?)(?:到|赴|前往|深入|参[加与]|与(?=\\d|[一-鿿]{2}))")
_MARK_PASSED = Regex("(?:新的?)?(?:大关|台阶|关口)")
_THAN_THEN = Regex("(?<=..)[比较与同](?:上年|去年|年初|上月|同期).*$")  # 31个行业增速比上年12月回升
_WHICH_DID = Regex("[一-鿿]{2,10}(?<!为)的[一-鿿]{2,8}")
_REACHES = Regex("(?<=..)(?:涉及|惠及|覆盖|带动|受益)")


def right_of(text: str, mention: Mention, *, room: int = LONGEST, shared: bool = False) -> str:
    """The noun behind the unit, "" when a predicate or nothing stands there.

    Words that the next number follows are that one's; `shared` asks for them all the same.
    """
    aged = _OF_AN_AGE.match(text, mention.stop) if mention.measure in _BY_AGE else None
    begin = aged.end() if aged else mention.stop
    found = AFTER.match(text[begin : begin + 60])
    if not found:
        return ""
    words, end = found[1].strip(), begin + found.end()
    follows = text[end : end + 1]
    if follows == "、" and (more := _LIST_ON.match(text, end)):
        words += _listed_on(more[0], text[more.end() : more.end() + 1].isdigit())
    if follows.isdigit() and not shared and counts_people(mention) and (who := _person(words, mention)):
        words = who  # 选派58名志愿者赴22个国家
    elif follows.isdigit() and not shared and not re.search(r"[和与及]$", words):
        reaches = _REACHES.search(words)  # 7个项目惠及群众80人
        first = words[: reaches.start()] if reaches else re.split("[和与及]", words)[0]
        if first == words or len(first) < 2:
            measure = MEASURE_OF.search(words)  # 4条干渠总长21公里
            if not measure or measure.start() < 2:
                return ""  # 培训班3期学员200人: the words name the next number
            first = words[: measure.start()]
            whose = first.partition("的")[0]
            first = first if has_deed(whose) else whose  # 两个灌区的渠道全长68公里
        words = first  # 应对22轮强降水和“甲”等15个台风
    if _MARK_PASSED.match(words):
        return ""  # 突破3000亿斤大关
    words = _THAN_THEN.sub("", words)
    words = _object(words, thing_ahead(words), mention)
    words = re.sub(r"(?<=..)[当之]中$", "", words)
    words = re.sub(r"(?:[的“和与未]|(?<![涉波普惠])及)$|(?<=[一-鿿]{2})(?<![集其高初途当])中$", "", words)
    if len(words) == 1 and (whole := found[1].strip()) != words:
        words = whole[:14]  # 3个市获批改革示范项目
    if aged:
        words = aged[0] + words
    if len(words) > room and "的" in words[:-2]:
        words = words.rpartition("的")[2]
    return words[:room] if len(words) <= room or "”" not in words else words[:room].rpartition("”")[0] + "”"


def _object(words: str, thing: str, mention: Mention) -> str:
    """侦破6起|部局挂牌督办案件: all the words where only their end is what is counted so, and what they begin with is not."""
    if not thing and _WHICH_DID.fullmatch(words):
        return words  # 13个实现收入的税种中
    cut = len(thing) < len(words) and is_case(words, mention) and is_case(thing, mention) is False
    return words if cut else thing


def _person(words: str, mention: Mention) -> str:
    """志愿者 of 志愿者赴海外: who goes somewhere, "" where the words tell nothing of that."""
    return next(
        (found[1] for found in [_WHO_GOES.match(words)] if found and is_person(found[1], mention)), ""
    )


def _listed_on(more: str, counted: bool) -> str:
    """52个机关、企事业单位附属空间: how the list goes on; of what is `counted` itself, only what does something: 失能、半失能老人提供服务9次."""
    *items, last = more[1:].split("、")
    thing = thing_ahead(last) if counted else last
    if counted and len(thing) in (0, len(last)):
        return "".join(f"、{item}" for item in items)
    return "".join(f"、{item}" for item in (*items, thing))
