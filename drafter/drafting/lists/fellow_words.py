"""Tell an item that a list of like items gains in the words of its fellows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from drafter.draft import OpenMark, PrecedentSpan, Sentence
from drafter.drafting.adapting import adapt_paragraph
from drafter.drafting.lists.fellows import Fellow, mentions_inside
from drafter.drafting.lists.growing import Newcomer
from drafter.drafting.lists.own_rates import own_rate
from drafter.drafting.pieces import Material, Piece
from drafter.drafting.wording.comparing import compares, gives_a_reason
from drafter.lastyear.items import number_of
from drafter.lastyear.slots import Binding
from drafter.numbers.quantity import find_mentions
from drafter.strings import tr
from drafter.text import parts_at
from drafter.text import sentences as find_sentences

_CHANGES = ("增减额", "增长率")
_FIRST_YEAR = re.compile(
    r"，(?P<said>(?:(?:上年|去年)(?:无|没有|未安排)(?:此|该|本)项(?:支出|预算|收入|经费)?，)?"
    r"(?:本年|当年)?(?:为|系|属于?)(?:本年|当年|今年|20\d\d年)?(?:度)?新增(?:的)?(?:支出|科目|项目|专项|经费))(?=[，。；])"
)


def write_newcomer(material: Material, new: Newcomer, number: str) -> Piece:
    """Return the new item in the words of its fellows; figures without a row are marked, what is of a fellow alone is left out."""
    ways = Counter(tuple(fellow.mentions.values()) for fellow in new.list.fellows)
    usual = ways.most_common(1)[0][0]
    alike = [one for one in new.list.fellows if tuple(one.mentions.values()) == usual]
    alike = [one for one in alike if one.called == one.name] or alike
    fellow = ([one for one in alike if _gives_a_reason(material, one)] or alike)[-1]
    # Whoever adds a row without its change adds what was not there last year.
    changed = {suffix for suffix in usual if suffix.endswith(_CHANGES)}
    first_year = "" if changed & new.rows.keys() else _told_of_a_first_year(material, fellow)
    none = _rates_of_nothing(material, new, fellow)
    text, suffixes = _pattern(material, fellow, number, new.name, first_year=first_year, without=none)
    # A number in the name (75周年系列活动专项) is the person's who typed it into 指标.
    named = range(at := text.find(new.name), at + len(new.name) if at >= 0 else at)
    mentions = tuple(one for one in find_mentions(text, year=material.old) if one.start not in named)
    told = [mention for mention in mentions if not mention.structural]
    if len(told) != len(suffixes):
        return Piece("")
    rows = {suffix: _row_of(material, new, suffix, fellow) for suffix in suffixes}
    computed = {
        suffix: rate
        for suffix, row in rows.items()
        if not row and (rate := own_rate(material, new, suffix)) is not None
    }
    rows |= {suffix: rate.row.id for suffix, rate in computed.items()}
    bindings = {
        mention.start: Binding(mention, new.name + suffix, rows[suffix])
        for mention, suffix in zip(told, suffixes, strict=True)
    }
    fresh = replace(
        material,
        text=text,
        mentions=mentions,
        bindings=bindings,
        figures={**material.figures, **{rate.row.id: rate.row for rate in computed.values()}},
        values={**material.values, **{rate.row.id: rate.value for rate in computed.values()}},
        reasons={},
        body={},
        recounted={},
        enumerated={},
        stands=lambda sentence: True,
        fresh=True,
        borrowed=True,
        lender=material,
    )
    piece = adapt_paragraph(fresh, 0, len(text), "finance")
    precedent = PrecedentSpan(material.source, fellow.paragraph.start, fellow.paragraph.end)
    sentences = tuple(replace(one, precedent=precedent) for one in piece.sentences)
    piece = replace(piece, sentences=tuple(_around_name(sentences, piece.text, new.name)))
    if new.name not in piece.text or not _is_path(fellow.name) or _is_path(new.name):
        return piece
    return _without_its_class(piece, new.name)


def _row_of(material: Material, new: Newcomer, suffix: str, fellow: Fellow) -> str:
    """The row for what the fellows call `suffix`: 执行率 where they have 预算执行率, in one unit; "" for none."""
    if suffix in new.rows:
        return new.rows[suffix]
    unit = material.figures[fellow.rows[suffix]].unit
    alike = [
        id
        for own, id in new.rows.items()
        if len(own) > 1 and suffix.endswith(own) and material.figures[id].unit == unit
    ]
    return alike[0] if len(alike) == 1 else ""


def _rates_of_nothing(material: Material, new: Newcomer, fellow: Fellow) -> set[str]:
    """What is told of the fellow as a rate, and there is none of an item whose base is zero: 年初预算为0万元，完成年初预算的….

    What is all there is of an increase was nothing the year before: 预算数60万元，比上年增加60万元.
    """
    by_row = {id: suffix for suffix, id in fellow.rows.items()}
    found = set()
    for suffix, id in fellow.rows.items():
        rate = re.fullmatch(r"=?\s*\w+\s*/\s*(\w+)\s*", material.figures[id].formula)
        base = new.rows.get(by_row.get(rate[1], "")) if rate else None
        if base is not None and suffix not in new.rows and material.values.get(base) == 0:
            found.add(suffix)
        growth = re.fullmatch(r"=?\s*\((\w+)-(\w+)\)/\2\s*", material.figures[id].formula)
        if growth and suffix not in new.rows and _all_is_new(material, new, fellow, *growth.groups()):
            found.add(suffix)
    return found


def _all_is_new(material: Material, new: Newcomer, fellow: Fellow, now: str, base: str) -> bool:
    """Whether the item's change is as large as the item itself."""
    told = {id: suffix for suffix, id in fellow.rows.items()}
    change = next(
        (s for s, id in fellow.rows.items() if material.figures[id].formula == f"{now}-{base}"), None
    )
    rows = new.rows.get(told.get(now, "")), new.rows.get(change or "")
    values = [material.values.get(id) if id else None for id in rows]
    return values[0] is not None and values[0] == values[1]


def _is_path(name: str) -> bool:
    return name.endswith(("（项）", "（款）"))


def _without_its_class(piece: Piece, name: str) -> Piece:
    """死亡抚恤 among 社会保障和就业支出（类）…（项）: of which 类 and 款 it is, the row does not say."""
    at = piece.text.find(name) + len(name)
    mark = tr("【待核：类、款】")
    told = piece.replaced(at, at, mark)
    doubt = OpenMark(at, at + len(mark), "待核", tr("新增科目所属的类、款没有给出；“指标”中写全即可"))
    return replace(told, open=tuple(sorted((*told.open, doubt), key=lambda one: one.start)))


def _around_name(sentences: Sequence[Sentence], text: str, name: str) -> Iterator[Sentence]:
    """The sentences, the first one parted around the name a person typed."""
    at = text.find(name)
    for one in sentences:
        if not one.start <= at < one.end:
            yield one
            continue
        stop = at + len(name)
        if one.start < at:
            yield replace(one, end=at)
        yield Sentence(at, stop, "item")
        if stop < one.end:
            yield replace(one, start=stop)


def _told_of_a_first_year(material: Material, fellow: Fellow) -> str:
    """How this report says that an item is new (为本年新增项目), as near to the list as can be; "" when it never does."""
    found = list(_FIRST_YEAR.finditer(material.text))
    nearest = min(found, key=lambda one: abs(one.start() - fellow.paragraph.start), default=None)
    return nearest["said"] if nearest else ""


def _pattern(
    material: Material, fellow: Fellow, number: str, name: str, *, first_year: str, without: Set[str]
) -> tuple[str, list[str]]:
    """The fellow's words up to its first figures, under the new name, and the suffixes of the numbers in them.

    `first_year` takes the place of what changed since the year before; the figures of `without` are not told.
    """
    text, start = (
        material.text,
        fellow.paragraph.start + len(number_of(material.text[fellow.paragraph.start :])),
    )
    kept = ""
    suffixes: list[str] = []
    for begin, stop in find_sentences(text, start, fellow.paragraph.end):
        clauses = [
            (a, b)
            for a, b in _kept(material, fellow, begin, stop)
            if not any(fellow.mentions[m.start] in without for m in mentions_inside(material, a, b))
        ]
        told = [fellow.mentions[m.start] for a, b in clauses for m in mentions_inside(material, a, b)]
        words = [text[a:b].strip("，") for a, b in clauses]
        if first_year and any(suffix.endswith(_CHANGES) for suffix in told):
            clauses = [span for span in clauses if not _tells_a_change(material, fellow, *span)]
            told = [suffix for suffix in told if not suffix.endswith(_CHANGES)]
            words = [*(text[a:b].strip("，") for a, b in clauses), first_year]
        if suffixes and told:
            break
        kept += "，".join(words).rstrip("。；") + ("。" if words else "")
        if suffixes:
            break
        suffixes += told
        if suffixes and not gives_a_reason(text, stop, fellow.paragraph.end):
            break  # else the next sentence says which of the figures is larger
    return number + _renamed(kept, fellow.name, name), suffixes


def _renamed(text: str, old: str, new: str) -> str:
    """The text under the new name; 环保支出 in the place of 教育 of 教育支出 is not 环保支出支出."""
    tails = r"(支出|收入|经费|费用|资金|项目|专项)?"
    return re.sub(
        re.escape(old) + tails,
        lambda found: new if found[1] and new.endswith(found[1]) else new + (found[1] or ""),
        text,
    )


def _kept(material: Material, fellow: Fellow, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The clauses of the sentence that the item shares with its fellow; with a comparison goes the place for its reason."""
    compared = False
    for begin, stop in parts_at(material.text, "，", start, end):
        of_it = compared and gives_a_reason(material.text, start, stop)
        if of_it or _keeps(material, fellow, begin, stop):
            yield begin, stop
        compared = compares(material.text, begin, stop)


def _keeps(material: Material, fellow: Fellow, start: int, end: int) -> bool:
    """Whether a clause tells the item's own figures and no others, compares them, or names the item."""
    own = [mention.start in fellow.mentions for mention in mentions_inside(material, start, end)]
    said = material.text[start:end].strip("。；")
    if not own and compares(material.text, start, end):
        return True
    if own:
        return all(own)
    behind = re.sub(
        r"^(?:支出|收入)?（[类款项]）", "", said.removeprefix(fellow.name)
    )  # 普法宣传（项）。, 农林水支出（类）。 are names and no more
    return said.startswith(fellow.name) and len(behind) <= 2


def _gives_a_reason(material: Material, fellow: Fellow) -> bool:
    return gives_a_reason(material.text, fellow.paragraph.start, fellow.paragraph.end)


def _tells_a_change(material: Material, fellow: Fellow, start: int, end: int) -> bool:
    return any(fellow.mentions[m.start].endswith(_CHANGES) for m in mentions_inside(material, start, end))
