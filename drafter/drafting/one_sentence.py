"""Write one sentence for the new year in last year's words: new figures, new years, directions that agree, marks where a person decides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Literal

from drafter.draft import Origin, PrecedentSpan, Sentence
from drafter.drafting.deciding import (
    dropped_reasons,
    find_omitted_around,
    kept_against_a_change,
    kept_of_a_comparison,
    rewritten_reasons,
)
from drafter.drafting.line import Line, Step
from drafter.drafting.noted import reason_noted_for
from drafter.drafting.pieces import Material, Piece
from drafter.drafting.printing import opening, write_anniversary, write_number
from drafter.drafting.typed import write_typed
from drafter.drafting.wording.clauses_gone import body_end
from drafter.drafting.wording.comparing import find_comparisons
from drafter.drafting.wording.doubting import doubts_of_none, mark_claims
from drafter.drafting.wording.grading import find_grades
from drafter.drafting.wording.level import find_changed, find_level
from drafter.drafting.wording.making_hundred import doubts_of_structure
from drafter.drafting.wording.meeting_aims import find_aims_met
from drafter.drafting.wording.more_or_fewer import find_more_or_fewer
from drafter.drafting.wording.moving import find_moves
from drafter.drafting.wording.names_in_turn import find_names_gone
from drafter.drafting.wording.outpacing import doubts_of_outpacing
from drafter.drafting.wording.proportions import write_proportion
from drafter.drafting.wording.reasoning import find_reasons_to_say_anew
from drafter.drafting.wording.stages import find_stages
from drafter.drafting.wording.turned_growth import doubts_of_turned_growth
from drafter.lastyear.body import tells_a_change
from drafter.lastyear.claims import SectionKind, find_reason_words
from drafter.lastyear.items import heads_others, number_of
from drafter.lastyear.named import find_named
from drafter.lastyear.years import YearEdit, find_year_edits
from drafter.numbers.numerals import write_chinese
from drafter.numbers.quantity import Mention
from drafter.strings import tr

Decision = Literal["", "undecided", "confirmed"]
# 初步核算，达94628亿元: what was told of something that went.
_LOST_SUBJECT = re.compile(
    r"(?:\d[.、．])?(?:[^，。；：\d【]{2,10}，)?(?:[^，。；：\d【]{2,8}：)?(?:达到?|约为?|为(?:[^，。；\d]{0,6}的)?|占|[比较]上年|同比|环比|控制在[^，。；\d]{0,6})\s?[\d【增减上下]"
)

# ；实际完成52期: what was to be done went with its aim.
_ORPHAN = re.compile(
    r"(?:^|[；。])\s*(?:实际(?:完成|执行|支出)?\s?\d|高[于出]|[低优]于|超出|恢复[至到]|[比较](?:20\d\d年|[^，。；\d]){0,12}(?:增加|减少|增长|下降|上升|提高))"
)
_POINTS_ALONE = re.compile(r"，?(?:共|各)?(?:扣|得)\s?\d+(?:\.\d+)?\s?分(?=[，。；]|$)")
_OF_NOTHING = re.compile(r"\d[一-鿿]{1,12}中(?=[。；]|[一二三四五六七八九]是|$)")

# 全年洪涝灾害共造成: what brought about all that follows.
_BROUGHT = re.compile(r"[^，。；\d]{2,24}(?:造成|导致|引发|带来)[^，。；]*，?$")


def write_year(line: Line, edit: YearEdit) -> None:
    """Write the year moved on, or the place where a person has to say which it is."""
    if not edit.kind:
        line.add(edit.text)
        if edit.supposed:
            line.doubts.append(tr("文件名中的年份已顺延，本年文件是否仍用此名"))
        return
    was = line.material.text[edit.start : edit.end]
    line.mark(
        tr("【待核：{kind}（上年{was}）】", kind=edit.kind, was=was),
        "待核",
        tr("上年的{kind}，本年需另填", kind=edit.kind),
    )


def _leave_out() -> None:
    """Write nothing in the place of a stretch that goes."""


def adapt_sentence(
    material: Material, start: int, end: int, kind: SectionKind, decision: Decision, item: str
) -> Piece:
    """Return last year's sentence `start`–`end` adapted to this year; empty where nothing of it is told any more."""
    return _Adaptation(material, start, end, kind, decision, item).piece()


class _Adaptation:
    """Last year's sentence as a row of steps: where each begins and ends in it, and what is written in its place."""

    def __init__(
        self, material: Material, start: int, end: int, kind: SectionKind, decision: Decision, item: str
    ) -> None:
        self.item = item
        self.m, self.start, self.end, self.kind, self.decision = material, start, end, kind, decision
        self.line = Line(material)
        self.settled: list[tuple[int, int]] = []
        self.reasons = [self.m.reasons[at] for at in sorted(self.m.reasons) if start <= at < end]
        sentence = material.text[start:end]
        self.tells_a_change = (
            not decision and tells_a_change(sentence, material.old) and not material.stands(sentence)
        )

    def piece(self) -> Piece:
        self.enumerated = [
            (at, *self.m.enumerated[at]) for at in self.m.enumerated if self.start <= at < self.end
        ]
        inside = tuple(
            m
            for m in self.m.inside(self.start, self.end)
            if not any(begin <= m.start < stop for begin, stop, _ in self.enumerated)
        )
        cuts = [
            *find_omitted_around(self.m, self.start, self.end, inside, self.reasons),
            *dropped_reasons(self.m.text, self.start, self.reasons),
            *find_names_gone(self.m, self.start, inside),
        ]
        against = kept_against_a_change(self.m, self.reasons, inside)
        self.settled += [
            *cuts,
            *(span for one, _ in self.reasons if (span := (one.start, one.end)) not in against),
        ]
        body = body_end(self.m.text, self.start, self.end)
        if any(begin <= self.start and stop >= body for begin, stop in cuts):
            return Piece("")
        self._write(cuts, [*self._rewritten_reasons(), *self._steps(inside, cuts)])
        if self.line.turned:
            kept = kept_of_a_comparison(self.m.text, self.start, self.reasons)
            self.settled = [span for span in self.settled if span not in kept]
        self._add_noted_reason(inside)
        if self._names_without_figures(cuts):
            self.line.doubts.append(tr("所列的数据本年不再列示，名称是否保留"))
        if self._lost_its_subject(cuts):
            self.line.doubts.append(tr("所述的数据本年不再列示，请补主语"))
        self.line.doubts += doubts_of_turned_growth(self.line)
        self.line.doubts += doubts_of_none(self.line, self.start, self.end)
        self.line.doubts += doubts_of_outpacing(self.line, self._without(cuts))
        self.line.doubts += doubts_of_structure(self.line, self.m.text[self.start : self.end])
        told = self._without([*self.settled, *self.line.settled])
        if cuts and (
            re.search(r"分别(?![为是])", told)
            or re.search(r"分别[为是][\d.,%％]+(?![\d.]*[、和与])", self.line.out)
        ):
            self.line.doubts.append(tr("“分别”所对应的各项有增减，请逐项核对"))
        if self.tells_a_change:
            self.line.doubts.append(tr("上年的机构、职责或人员变动"))
        self.line.doubts += [
            tr("“{name}”本年不再列示，文中仍提到", name=name) for name in self.m.gone if name in told
        ]
        if self.kind == "other" and not self.decision and not self.line.doubts:
            self._doubt_items_named(told)
        if not (cuts and self.line.out.endswith("：")):  # of a list only its head is left
            leads = self._leads() or heads_others(self.m.text, self.start, self.end)
            mark_claims(self.line, self._without(self.settled), told, self.kind, self.decision, leads=leads)
        line = self.line
        if cuts and line.out.endswith(("：。", "：；")):  # of an item only its name is left
            if not self._leads():
                return Piece("")
            line.out = line.out[:-1]
        origin: Origin = "computed" if line.computed and not line.open else "precedent"
        return Piece(line.out, tuple(self._sentences(origin)), tuple(line.figures), tuple(line.open))

    def _lost_its_subject(self, cuts: list[tuple[int, int]]) -> bool:
        """Whether what the sentence is about went with its first clause: 洪涝共造成5人受灾，死亡1人; 达94628亿元 behind what went."""
        said = self.m.text[self.start : self.end]
        lost = bool(cuts) and _LOST_SUBJECT.match(self.line.out) and not _LOST_SUBJECT.match(said)
        first = [stop for begin, stop in cuts if begin - self.start <= len(number_of(said))]
        # 准确率未达到85%的目标，扣2分: what the points were lost for; 按期完工率：… still says it
        lost = lost or any(
            _POINTS_ALONE.match(self.m.text, stop)
            and not _POINTS_ALONE.search(self.m.text, begin, stop)
            and not self.m.text.endswith("：", self.start, begin)
            for begin, stop in cuts
        )
        lost = lost or (bool(cuts) and len(_ORPHAN.findall(self.line.out)) > len(_ORPHAN.findall(said)))
        # 20项指标中，17项达到预期: of those that were to be told of nothing is
        lost = lost or (bool(cuts) and _OF_NOTHING.search(self.line.out) and not _OF_NOTHING.search(said))
        return bool(lost or (first and _BROUGHT.match(self.m.text[self.start : first[0]])))

    def _doubt_items_named(self, told: str) -> None:
        """How a project was managed (对平台建设专项按节点拨付资金) is told of last year's, also where the project goes on.

        Whoever filled in a figure of the project read its name.
        """
        if self.m.stands(self.m.text[self.start : self.end]):
            return
        named = [self.m.figures[one.row].label for one in self.line.figures if one.row in self.m.figures]
        self.line.doubts += [
            tr("提到“{name}”，本年是否仍如此", name=name)
            for name in self.m.items
            if name in told and not _only_names(told, name) and not any(name in label for label in named)
        ]

    def _add_noted_reason(self, inside: tuple[Mention, ...]) -> None:
        """A reason noted beside a figure whose change last year's sentence told without one."""
        if any(find_reason_words(self.m.text, self.start, self.end)):
            return
        changes = [one for one in inside if one.role in ("change", "growth")]
        noted = reason_noted_for(self.m.figures, self.m.bindings, changes)
        if noted is not None and self.line.direction:
            close = re.search(r"[。；]?$", self.line.out)
            tail = close[0] if close else ""
            self.line.out = self.line.out[: len(self.line.out) - len(tail)]
            self.line.add(tr("，主要原因是"))
            self.line.take_over(write_typed(noted.text, self.m, item=noted.id))
            self.line.add(tail)

    def _names_without_figures(self, cuts: list[tuple[int, int]]) -> bool:
        """未完成的2项指标为：儿科人次，目标值6.50万人次；…: of a part of a list its figures went and its name is left."""
        text = self.m.text
        listed = text[self.end - 1] == "；" or text[: self.start].endswith("；")
        last = re.split(r"[，：]", self.line.out.rstrip("。；"))[-1]
        return bool(cuts) and listed and bool(last) and not re.search(r"[\d【]|持平", last)

    def _leads(self) -> bool:
        """Whether more of the paragraph follows the sentence."""
        return self.m.text[self.end : self.end + 1] not in ("", "\n")

    def _write(self, cuts: list[tuple[int, int]], steps: list[Step]) -> None:
        """Write the sentence; of steps that overlap the first one stands, and the longer of two that begin together."""
        at = self.start
        every: list[Step] = [*((begin, stop, _leave_out) for begin, stop in cuts), *steps]
        for begin, stop, write in sorted(every, key=lambda step: step[0]):
            if begin < at:
                at = max(at, stop) if (begin, stop) in cuts else at
                continue
            self._keep(at, begin)
            write()
            at = max(stop, self.line.taken_to)
        self._keep(at, self.end)

    def _keep(self, start: int, end: int) -> None:
        """Write a stretch as it was; a number in it, which no step took, is asked about rather than left standing silently."""
        self.line.add(self.m.text[start:end])
        for one in self.m.inside(start, end):
            if not one.structural:
                said = self.m.text[one.start : one.stop]
                self.line.doubts.append(tr("“{said}”仍是上年的数，请核对", said=said))

    def _sentences(self, origin: Origin) -> Iterator[Sentence]:
        """The sentence, around the words a person typed into it."""
        precedent, at = PrecedentSpan(self.m.source, self.start, self.end), 0
        size = len(self.line.out)
        for begin, stop, item in [*self.line.typed, (size, size, "")]:
            if at < begin:
                yield Sentence(at, begin, origin, precedent, self.item)
            if begin < stop:
                yield Sentence(begin, stop, "item", item=item)
            at = stop

    def _steps(self, inside: tuple[Mention, ...], cuts: list[tuple[int, int]]) -> list[Step]:
        # Words for a figure and its fellow need both: where one is cut, the other is written by itself.
        level = {
            at: step
            for at, step in find_level(self.line, inside, self.start).items()
            if not any(begin < step[1] and step[0] < stop for begin, stop in cuts)
        }
        numbers: list[Step] = [
            level.get(one.start)
            or (
                opening(self.line, one, self.start),
                one.stop,
                partial(write_number, self.line, one, self.start),
            )
            for one in inside
            if not one.structural and not any(begin <= one.start < stop for begin, stop in cuts)
        ]
        # What says a whole stretch anew comes before what changes a word of it.
        return [
            *((begin, stop, partial(self._write_names, names)) for begin, stop, names in self.enumerated),
            *find_changed(self.line, self.start, self.end),
            *find_reasons_to_say_anew(self.line, self.start, self.end, self.settled),
            *find_comparisons(self.line, self.start, self.end),
            *find_grades(self.line, self.start, self.end),
            *find_aims_met(self.line, self.start, inside),
            *find_moves(self.line, inside),
            *find_more_or_fewer(self.line, inside, self.start),
            *find_stages(self.line, self.start, self.end),
            *self._named(),
            *(
                (edit.start, edit.end, partial(write_year, self.line, edit))
                for edit in self._open_edits(inside)
            ),
            *numbers,
            *(
                (one.start, one.end, partial(self.line.add, self._recounted(one)))
                for one in inside
                if one.start in self.m.recounted
            ),
        ]

    def _open_edits(self, inside: tuple[Mention, ...]) -> Iterator[YearEdit]:
        """The years and dates as they are written; a 文号 that is open in its place is not asked about again."""
        for edit in map(self._dated, self._year_edits(inside)):
            if edit.kind == "文号":
                self.settled.append((edit.start, edit.end))
            yield edit

    def _year_edits(self, inside: tuple[Mention, ...]) -> Iterator[YearEdit]:
        return find_year_edits(self.m.text, inside, self.m.old, self.m.new, self.m.own_month, self.m.ends_in)

    # -- what is written in a place ------------------------------------------------------------------------------------

    def _named(self) -> Iterator[Step]:
        standing = self.m.stands(self.m.text[self.start : self.end])
        for edit in find_named(self.m.text, self.start, self.end, standing=standing):
            self.settled.append((edit.start, edit.end))
            told = edit.kind == "比值" and write_proportion(self.line, edit)
            yield edit.start, edit.end, told or partial(write_year, self.line, edit)

    def _dated(self, edit: YearEdit) -> YearEdit:
        """What became of the body in 2023年 did not happen in 2024年: its year does not move."""
        return replace(edit, text="", kind="年份") if self.tells_a_change and not edit.kind else edit

    def _write_names(self, names: str) -> None:
        """The names of a list's items; an anniversary in one is another each year."""
        at = 0
        for found in re.finditer(r"\d+\s?周年", names):
            if found[0] not in self.m.text[self.start : self.end]:
                continue  # typed this year
            self.line.add(names[at : found.start()])
            write_anniversary(self.line, found[0])
            at = found.end()
        self.line.add(names[at:])

    def _recounted(self, mention: Mention) -> str:
        count = self.m.recounted[mention.start]
        if mention.token[:1].isdigit():
            return str(count)
        return "两" if count == 2 else write_chinese(count)

    def _rewritten_reasons(self) -> list[Step]:
        return [
            (begin, stop, partial(self._write_typed, text, item))
            for begin, stop, text, item in rewritten_reasons(self.m.text, self.reasons)
        ]

    def _write_typed(self, text: str, item: str) -> None:
        self.line.take_over(write_typed(text, self.m, item=item))

    def _without(self, settled: list[tuple[int, int]]) -> str:
        """Last year's sentence without the stretches that go or are decided on."""
        kept, at = "", self.start
        for begin, stop in sorted(settled):
            kept, at = kept + self.m.text[at : max(begin, at)], max(stop, at)
        return kept + self.m.text[at : self.end]


def _only_names(told: str, name: str) -> bool:
    """Whether nothing is said of `name` but that it is the item that follows (1.库房修缮项目。)."""
    return len(re.sub(r"[^一-鿿]", "", told[len(number_of(told)) :].replace(name, ""))) <= len("项目")
