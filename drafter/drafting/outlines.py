"""Bring a draft under another outline: sections added, dropped, renamed or moved; whatever a person wrote stays."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafter.draft import Draft, DraftSection, OpenMark
from drafter.drafting.foreign import find_foreign, write_foreign
from drafter.drafting.lists.list_numbers import ListNumbers
from drafter.drafting.pieces import Piece, join
from drafter.errors import DraftError, reason_of
from drafter.lastyear.items import number_of
from drafter.report import Report, Section
from drafter.strings import tr

if TYPE_CHECKING:
    from drafter.index.passage_index import PassageIndex
    from drafter.reranking import Reranker

OUTLINES = Path(__file__).resolve().parents[2] / "prompts" / "outlines"
_NUMBER = re.compile(
    r"^(?:第[一二三四五六七八九十]+[章节部分]+|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十\d]{1,3}[、.．]|[①-⑳])\s*(?=\D)"
)


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """A heading as it is to be printed, and the names under which its text may stand in last year's report.

    An `optional` one stands only where there is text for it.
    """

    heading: str
    level: int = 1
    takes: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    name: str
    sections: tuple[OutlineSection, ...]


@dataclass(frozen=True, slots=True)
class Arranged:
    """The draft under the outline, and the headings that are new, that went, and that were kept though the outline lacks them."""

    draft: Draft
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


Fill = Callable[[OutlineSection], "tuple[Report, Section] | None"]


def load_outline(path: Path) -> Outline:
    """Return the outline in a TOML file; a bare name such as 部门整体支出绩效自评 is one of prompts/outlines."""
    if not path.is_file() and (OUTLINES / f"{path.name}.toml").is_file():
        path = OUTLINES / f"{path.name}.toml"
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
        sections = tuple(_section(one) for one in data["section"])
        return Outline(str(data.get("name", path.stem)), sections)
    except OSError as problem:
        known = "、".join(sorted(one.stem for one in OUTLINES.glob("*.toml")))
        raise DraftError(
            tr(
                "读不了提纲 {path}：{problem}。可用自带的提纲：{known}",
                path=path,
                problem=reason_of(problem),
                known=known,
            )
        ) from problem
    except (KeyError, TypeError, ValueError) as problem:
        raise DraftError(
            tr(
                "{path} 不是提纲：{problem}。每节写作 [[section]]，含 heading（标题）和 level（层级，从 1 起）",
                path=path.name,
                problem=problem,
            )
        ) from problem


def arrange_draft(draft: Draft, outline: Outline, *, fill: Fill | None = None) -> Arranged:
    """Return the draft with the sections of `outline`, each with the text that the draft has for it.

    Text is found by heading. What stands below a heading goes along where the outline says nothing of it. A section without text is
    filled with what `fill` finds in another body's report, all of it marked 【待核】, else it is one 【待补：本节内容】. Of
    sections that the outline lacks, those with a person's words stay, at the end and marked; the rest go.
    """
    found = _match(draft, outline)
    done: list[DraftSection] = [one for one in draft.sections if one.key == "0"]
    used, added = {"0", *(one.key for several in found.values() for one in several)}, []
    keys, numbers = _Keys(), ListNumbers()
    for at, wanted in enumerate(outline.sections):
        number = number_of(wanted.heading)
        if at not in found and wanted.optional:
            if number:
                numbers.drop(number)
            continue
        heading = numbers.keep(number) + wanted.heading[len(number) :] if number else wanted.heading
        if at not in found:
            added.append(heading)
            done.append(_new(draft, replace(wanted, heading=heading), keys.next(wanted.level), fill))
            continue
        own, *more = found[at]
        done.append(_under(own, heading, keys.next(wanted.level), wanted.level))
        for one in more:
            done.append(_under(one, plain(one.heading), keys.next(wanted.level + 1), wanted.level + 1))
        for child in _below(draft, found[at], used) if _brings_along(outline, at) else ():
            used.add(child.key)
            level = child.level - own.level + wanted.level
            done.append(_under(child, child.heading, keys.next(level), level))
    left = [one for one in draft.sections if one.key not in used]
    kept = [one for one in left if any(s.origin in ("human", "item") for s in one.sentences)]
    done += [_doubted(_under(one, one.heading, keys.next(1), 1)) for one in kept]
    dropped = tuple(one.heading for one in left if one not in kept)
    return Arranged(
        replace(draft, sections=tuple(done)), tuple(added), dropped, tuple(one.heading for one in kept)
    )


def fill_from(index: PassageIndex, draft: Draft, *, reranker: Reranker | None = None) -> Fill:
    """Return what fills a section with the nearest one of another body in the index."""
    nearest = find_foreign(index, org=draft.org, before=draft.year, reranker=reranker)
    return lambda wanted: nearest(plain(wanted.heading), tuple(map(plain, wanted.takes)))


def _section(raw: dict[str, Any]) -> OutlineSection:
    heading, level, takes = raw["heading"], raw.get("level", 1), raw.get("takes", [])
    if not isinstance(heading, str) or not heading.strip():
        raise ValueError("heading")
    if not isinstance(level, int) or not 1 <= level <= 5:
        raise ValueError(f"level = {level!r}")
    if not isinstance(takes, list) or not all(isinstance(one, str) for one in takes):
        raise ValueError(f"takes = {takes!r}")
    return OutlineSection(heading.strip(), level, tuple(takes), raw.get("optional") is True)


# -- whose text a section takes ----------------------------------------------------------------------------------------


def plain(heading: str) -> str:
    """Return a heading without its number, spaces and closing mark."""
    return _NUMBER.sub("", "".join(heading.split())).rstrip("。：:")


def _match(draft: Draft, outline: Outline) -> dict[int, list[DraftSection]]:
    """The sections whose text an outline section takes, by its place: the same heading, names it takes, a heading that holds the words.

    Several where it takes several by name; what stands below one of them goes along with that.
    """
    found: dict[int, list[DraftSection]] = {}
    free = [one for one in draft.sections if one.heading]
    for fits in (_same, _taken, _holds):
        for at, wanted in enumerate(outline.sections):
            if at not in found and (
                own := next((one for one in free if fits(wanted, plain(one.heading))), None)
            ):
                found[at] = [own]
                free.remove(own)
    for at, several in sorted(found.items()):
        for one in [one for one in free if _taken(outline.sections[at], plain(one.heading))]:
            along = [own for place, own in found.items() if _brings_along(outline, place)]
            if not any(_is_below(one, other) for own in along for other in own):
                several.append(one)
                free.remove(one)
    return found


def _same(wanted: OutlineSection, heading: str) -> bool:
    return plain(wanted.heading) == heading


def _taken(wanted: OutlineSection, heading: str) -> bool:
    return heading in map(plain, wanted.takes)


def _holds(wanted: OutlineSection, heading: str) -> bool:
    names = [plain(wanted.heading), *map(plain, wanted.takes)]
    return any(min(len(name), len(heading)) >= 4 and (name in heading or heading in name) for name in names)


def _brings_along(outline: Outline, at: int) -> bool:
    """Whether the outline says nothing of what stands below this section, so that it goes along."""
    return not any(
        one.level > outline.sections[at].level and not one.optional
        for one in outline.sections[at + 1 : at + 2]
    )


def _below(draft: Draft, sections: Iterable[DraftSection], used: set[str]) -> list[DraftSection]:
    return [
        one
        for one in draft.sections
        if one.key not in used and any(_is_below(one, other) for other in sections)
    ]


def _is_below(one: DraftSection, other: DraftSection) -> bool:
    return one.key.startswith(other.key + ".")


class _Keys:
    """Counts 1, 1.1, 1.2, 2 … as headings of these levels come."""

    def __init__(self) -> None:
        self._path: list[int] = []

    def next(self, level: int) -> str:
        level = min(level, len(self._path) + 1)
        self._path = [*self._path[:level], 0][:level] if len(self._path) < level else self._path[:level]
        self._path[-1] += 1
        return ".".join(map(str, self._path))


# -- writing -----------------------------------------------------------------------------------------------------------


def _under(section: DraftSection, heading: str, key: str, level: int) -> DraftSection:
    """The section with another heading, key and level; its text and all that is known of it stay."""
    if heading == section.heading:
        return replace(section, key=key, level=level)
    by = len(heading) - len(section.heading)
    body = Piece(section.text, section.sentences, section.figures, section.open).moved(by)
    beyond = len(heading)
    return replace(
        section,
        key=key,
        level=level,
        heading=heading,
        text=heading + section.text[len(section.heading) :],
        sentences=tuple(replace(s, start=max(s.start, beyond)) for s in body.sentences if s.end > beyond),
        figures=tuple(f for f in body.figures if f.start >= beyond),
        open=tuple(o for o in body.open if o.start >= beyond),
    )


def _new(draft: Draft, wanted: OutlineSection, key: str, fill: Fill | None) -> DraftSection:
    precedent = fill(wanted) if fill is not None else None
    body = write_foreign(*precedent, org=draft.org, year=draft.year) if precedent is not None else Piece("")
    if not body.text.strip():
        mark = tr("【待补：本节内容】")
        reason = tr("上年报告中没有“{heading}”一节", heading=wanted.heading)
        body = Piece(mark + "\n", open=(OpenMark(0, len(mark), "待补", reason),))
    whole = join([Piece(wanted.heading + "\n"), body])
    return DraftSection(
        key, wanted.heading, wanted.level, whole.text, whole.sentences, whole.figures, whole.open
    )


def _doubted(section: DraftSection) -> DraftSection:
    """The section with a mark behind its heading line: the outline has no place for it."""
    mark = tr("【待核】")
    body = section.text.rstrip("\n")
    reason = tr("提纲中没有“{heading}”一节，请并入他处或删去", heading=section.heading)
    return replace(
        section,
        text=body + mark + "\n",
        open=(*section.open, OpenMark(len(body), len(body) + len(mark), "待核", reason)),
    )
