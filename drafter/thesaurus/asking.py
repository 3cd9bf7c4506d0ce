"""What a question is about: the words one asks with are left out, which reports have for other reasons; and whether words are typed apart."""

from __future__ import annotations

import re

# A paragraph asks nothing, and a heading hardly ever.
_LONGEST = 40
# 消费品以旧换新 is typed as one word; what is longer is a sentence.
_LONGEST_PART = 10
_HOW = "怎么|怎样|如何|咋"
_ASKING = re.compile(
    rf"(?:{_HOW})(?:说明|解释|表述|描述|交代|概括|写|说|讲)|怎么样|怎么办|咋样|咋办|{_HOW}"
    "|是什么|为什么|为啥|干什么|什么样|什么|啥|哪些|哪里|哪儿|哪几?[个件项条种]|多少|几[个件项条次台辆名种笔篇期批份家户场人]"
    "|有没有|是不是|能不能|要不要|(.)不(?=\\1)|(?:了没有?|没有)$"
)
_BESIDE = re.compile("我们|咱们|你们|他们|大家|自己|今年|去年|明年|每年|东西|这笔|这个|那个|地方|一共")
_ALONE = frozenset(
    "的了着过得地吗呢吧啊呀嘛么是就都也还又再才只给把被让在到去来跟要想有不别很太更最那这哪几没我你他她它"
)
_BREAK = "，"


def subject_of(query: str) -> str:
    """Return a question with a comma for each word that only asks; as it is when nothing else would be left.

    怎么 stands in speeches, and in few of them, so that it would outweigh what was asked about. So would 钱 or 走: single
    characters are looked for where no longer word is left. What asks nothing may be a piece of a report, and stays.
    """
    if len(query) >= _LONGEST or not _ASKING.search(query):
        return query
    import rjieba

    # 满不满意 asks for 满意.
    bare = _ASKING.sub(lambda found: "" if found.group(1) else _BREAK, query)
    telling = [_BREAK if word in _ALONE else word for word in rjieba.cut(_BESIDE.sub(_BREAK, bare))]
    longer = [word if len(word) > 1 else _BREAK for word in telling]
    # Where most would go, the words are not such as anybody asks with.
    if _letters(telling) - _letters(longer) > _letters([query]) / 2:
        return query
    return next(("".join(some) for some in (longer, telling) if _letters(some)), query)


def typed_apart(text: str) -> tuple[str, ...]:
    """Return the words of a query that are typed with spaces between them; none of a text that has spaces for other reasons."""
    parts = tuple(text.split())
    return parts if len(parts) > 1 and max(map(len, parts)) <= _LONGEST_PART else ()


def _letters(words: list[str]) -> int:
    return sum(one.isalnum() for word in words for one in word)
