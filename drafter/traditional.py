"""Read a text in the traditional script as one in the simplified, one character for one, so that spans stay valid."""

from __future__ import annotations

from functools import cache, lru_cache

_IDEOGRAPHS = [chr(code) for code in range(0x4E00, 0xA000)]  # the block CJK Unified Ideographs
_COMMON, _THEIR_FORMS = (
    "萬億個與為長預國報務經發總審結產權識類條團縣機檢處員業會",
    "万亿个与为长预国报务经发总审结产权识类条团县机检处员业会",
)
_FREQUENT = "萬個與為國會"
_FEWEST, _MOST = 2, 12
"""Of the common ones: fewer in a text are slips of one in the simplified script."""


@lru_cache(8)
def simplified(text: str) -> str:
    """Return `text` itself where it is in the simplified script, else each traditional character as its simplified one."""
    return to_simplified(text) if _is_traditional(text) else text


def to_simplified(text: str) -> str:
    return text.translate(_table())


@cache
def _table() -> dict[int, str]:
    from opencc import OpenCC

    forms = OpenCC("t2s").convert("\n".join(_IDEOGRAPHS)).split("\n")
    return {ord(one): form for one, form in zip(_IDEOGRAPHS, forms, strict=True) if one != form}


def _is_traditional(text: str) -> bool:
    """Whether traditional characters are the rule in a text: more of them than of their own simplified forms."""
    if not any(char in text for char in _FREQUENT):  # so that a long text is not searched for every one
        return False
    old, new = (sum(map(text.count, chars)) for chars in (_COMMON, _THEIR_FORMS))
    return old > new and old >= max(min(_MOST, len(text) // 40), _FEWEST)
