"""Write one paragraph for the new year in last year's words: new figures, new years, directions that agree, marks where a person decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Literal

from drafter.brief import Figure
from drafter.claims import UNCHANGED, UNCHANGED_WORDS, SectionKind, find_claims
from drafter.draft import BoundFigure, OpenMark, Origin, PrecedentSpan, Sentence
from drafter.drafting.comparing import Comparison, find_comparisons
from drafter.drafting.deciding import dropped_reasons, find_omitted_around, rewritten_reasons
from drafter.drafting.leaving_out import body_end
from drafter.drafting.pieces import Material, Piece, join
from drafter.drafting.typed import write_typed
from drafter.numbers.numerals import read_numeral
from drafter.numbers.quantity import Mention
from drafter.slots import Binding, as_written, not_reported
from drafter.strings import tr
from drafter.text import sentences
from drafter.years import YearEdit, find_year_edits, shift_years

__all__ = ["Decision", "Material", "Piece", "adapt_heading", "adapt_paragraph", "join"]

_OPPOSITE = {
    "增长": "下降", "增加": "减少", "上升": "下降", "提高": "降低", "提升": "下降", "上涨": "下降", "增幅": "降幅", "增收": "减收",
    "多": "少", "高": "低", "扩大": "收窄", "减少": "增加", "下降": "增长", "降低": "提高", "回落": "上升", "缩减": "增加",
    "压减": "增加", "核减": "增加", "下滑": "上升", "减幅": "增幅", "降幅": "增幅", "减收": "增收", "少": "多", "低": "高", "收窄": "扩大",
}  # fmt: skip
# 九届四次会议 met once; this year's is another one.
_SESSION = re.compile(
    r"(?<![第〇零一二三四五六七八九十\d])第?[〇零一二三四五六七八九十\d]{1,3}届(?:[^，。；、《》届]{0,5}?)第?[〇零一二三四五六七八九十\d]{1,3}次(?=全体|全会|会议|大会|代表)"
)
_NOT_TWICE = re.compile(r"首次|首个|首批|首创|第一次|(?:本年|当年|今年)新增项目")


# 比上年, 较2022年度 … right before a direction word.
_COMPARED = re.compile(
    r"(?:比|较)\s?(上年(?:同期|度)?|去年(?:同期)?|上一年(?:度)?|(?:19|20)\d\d\s?年(?:度)?)$"
)
_Step = tuple[int, int, Callable[[], None]]
Decision = Literal["", "undecided", "confirmed"]


def adapt_paragraph(
    material: Material, start: int, end: int, kind: SectionKind, *, decision: Decision = ""
) -> Piece:
    """Return last year's paragraph `start`–`end` adapted to this year, sentence by sentence.

    A work item that a person keeps (沿用) is "confirmed": its claims are not marked, its figures, dates and document numbers
    still are. One that nobody has decided on is "undecided": all it tells is marked. Other paragraphs are marked where a
    sentence claims what the figures cannot confirm.
    """
    pieces, at = [], start
    for begin, stop in sentences(material.text, start, end):
        pieces.append(Piece(material.text[at:begin]))
        pieces.append(_Adaptation(material, begin, stop, kind, decision).piece())
        at = stop
    pieces.append(Piece(material.text[at:end]))
    whole = join([piece for piece in pieces if piece.text])
    if whole.text.endswith("；") and material.text[end - 1 : end] == "。":  # the last sentence went
        return replace(whole, text=whole.text[:-1] + "。")
    return whole


def adapt_heading(material: Material, start: int, end: int) -> str:
    """Return a heading or title with its years moved on; its numbers are part of its name."""
    return shift_years(material.text[start:end], material.old, material.new)


def _leave_out() -> None:
    """Write nothing in the place of a stretch that goes."""


class _Adaptation:
    def __init__(
        self, material: Material, start: int, end: int, kind: SectionKind, decision: Decision
    ) -> None:
        self.m, self.start, self.end, self.kind, self.decision = material, start, end, kind, decision
        self.out = ""
        self.figures: list[BoundFigure] = []
        self.open: list[OpenMark] = []
        self.computed = False
        self.flipped = False
        self.typed: list[tuple[int, int]] = []
        self.settled: list[tuple[int, int]] = []
        self.unknown = False
        self.reasons = [self.m.reasons[at] for at in sorted(self.m.reasons) if start <= at < end]

    def piece(self) -> Piece:
        inside = tuple(m for m in self.m.mentions if self.start <= m.start < self.end)
        cuts = [
            *find_omitted_around(self.m, self.start, self.end, inside, self.reasons),
            *dropped_reasons(self.m.text, self.start, self.reasons),
        ]
        self.settled += [*cuts, *((reason.start, reason.end) for reason, _ in self.reasons)]
        body = body_end(self.m.text, self.start, self.end)
        if any(begin <= self.start and stop >= body for begin, stop in cuts):
            return Piece("")
        steps: list[_Step] = [
            *((begin, stop, _leave_out) for begin, stop in cuts),
            *self._rewritten_reasons(),
            *self._steps(inside, cuts),
        ]
        at = self.start
        for begin, stop, write in sorted(steps, key=lambda step: step[0]):
            if begin < at:
                at = max(at, stop) if (begin, stop) in cuts else at
                continue
            self.out += self.m.text[at:begin]
            write()
            at = stop
        self.out += self.m.text[at : self.end]
        self._mark_claims()
        origin: Origin = "computed" if self.computed and not self.open else "precedent"
        return Piece(self.out, tuple(self._sentences(origin)), tuple(self.figures), tuple(self.open))

    def _sentences(self, origin: Origin) -> Iterator[Sentence]:
        """The sentence, around the words a person typed into it."""
        precedent, at = PrecedentSpan(self.m.source, self.start, self.end), 0
        for begin, stop in [*self.typed, (len(self.out), len(self.out))]:
            if at < begin:
                yield Sentence(at, begin, origin, precedent)
            if begin < stop:
                yield Sentence(begin, stop, "item")
            at = stop

    def _steps(self, inside: tuple[Mention, ...], cuts: list[tuple[int, int]]) -> list[_Step]:
        steps: list[_Step] = [
            (edit.start, edit.end, partial(self._write_year, edit))
            for edit in find_year_edits(self.m.text, inside, self.m.old, self.m.new)
        ]
        for mention in inside:
            if mention.structural:
                continue
            special = self._level(mention, inside) or self._from_zero(mention, inside)
            # Words for a figure and its fellow need both: where one is cut, the other is written by itself.
            if special is not None and not any(cut[0] < special[1] and special[0] < cut[1] for cut in cuts):
                steps.append(special)
            else:
                begin = (
                    mention.direction[0]
                    if mention.direction and mention.direction[0] >= self.start
                    else mention.start
                )
                steps.append((begin, mention.stop, partial(self._write_number, mention)))
        for said in find_comparisons(self.m, self.start, self.end):
            steps.append((said.start, said.end, partial(self._write_comparison, said)))
        return [*steps, *self._sessions()]

    def _sessions(self) -> Iterator[_Step]:
        if self.m.stands(self.m.text[self.start : self.end]):
            return
        for found in _SESSION.finditer(self.m.text, self.start, self.end):
            before = self.m.text[self.start : found.start()]
            if before.count("《") <= before.count("》"):
                self.settled.append(found.span())
                yield *found.span(), partial(self._write_year, YearEdit(*found.span(), "", "届次"))

    def _write_comparison(self, said: Comparison) -> None:
        self.out += said.now or said.was
        self.flipped |= said.turned
        self.unknown |= not said.now

    # -- no change at all --------------------------------------------------------------------------------------------

    def _level(self, mention: Mention, inside: tuple[Mention, ...]) -> _Step | None:
        """比上年增加0.00万元，增长0.00% is written 与上年持平: what to print from the comparison word to the last zero."""
        if not mention.direction or mention.direction[0] < self.start or self._value(mention) != 0:
            return None
        before = self.m.text[self.start : mention.direction[0]]
        compared = _COMPARED.search(before)
        if compared is None:
            return None
        stop = mention.stop
        for other in inside:
            follows = other.start > mention.start and re.fullmatch(
                r"，[^，。；]{0,4}", self.m.text[stop : self._opens(other)]
            )
            if follows and other.role == "growth" and not self._value(other):
                stop = other.stop
        whom = shift_years(compared[1], self.m.old, self.m.new)
        return self.start + compared.start(), stop, partial(self._write_level, whom)

    def _from_zero(self, mention: Mention, inside: tuple[Mention, ...]) -> _Step | None:
        """There is no rate of growth on nothing: 增长25.00% becomes （上年为零） behind the amount it grew by."""
        binding = self.m.bindings.get(mention.start)
        figure = self.m.figures.get(binding.row) if binding else None
        if (
            mention.role != "growth"
            or figure is None
            or not figure.formula
            or self.m.values.get(figure.id) is not None
        ):
            return None
        base = re.fullmatch(r"\((\w+)-(\w+)\)/\2", figure.formula)
        if base is None or self.m.values.get(base[1]) is None or self.m.values.get(base[2]) != 0:
            return None
        for change in inside:
            if change.role == "change" and self.m.text[change.stop : self._opens(mention)] in ("，", "、"):
                return change.stop, mention.stop, partial(self._write_from_zero)
        return None

    def _write_from_zero(self) -> None:
        self.out += tr("（上年为零）")
        self.computed = True

    def _opens(self, mention: Mention) -> int:
        return mention.direction[0] if mention.direction else mention.start

    def _value(self, mention: Mention) -> Decimal | None:
        binding = self.m.bindings.get(mention.start)
        return self.m.values.get(binding.row) if binding else None

    def _write_level(self, whom: str) -> None:
        self.out += tr("与{whom}持平", whom=whom)
        self.computed = True

    # -- reasons a person decided on ---------------------------------------------------------------------------------

    def _rewritten_reasons(self) -> list[_Step]:
        return [
            (begin, stop, partial(self._write_typed, text))
            for begin, stop, text in rewritten_reasons(self.m.text, self.reasons)
        ]

    def _write_typed(self, text: str) -> None:
        piece = write_typed(text, self.m).moved(len(self.out))
        self.typed.append((len(self.out), len(self.out) + len(text)))
        self.figures += piece.figures
        self.out += text

    # -- numbers ---------------------------------------------------------------------------------------------------

    def _write_number(self, mention: Mention) -> None:
        binding = self.m.bindings.get(mention.start)
        row = binding.row if binding else ""
        value = self.m.values.get(row)
        text = self.m.text
        if row in self.m.figures and not_reported(self.m.figures[row]):
            self.out += "—"
            return
        if value is None or binding is None:
            lead = (
                text[mention.direction[0] : mention.start]
                if mention.direction and mention.direction[0] >= self.start
                else ""
            )
            self._mark_missing(mention, lead, binding)
            return
        figure = self.m.figures[row]
        self._write_direction(mention, value)
        printed = as_written(mention, value, typed=figure.value, drop_zeros=self.m.drop_zeros)
        self.figures.append(BoundFigure(len(self.out), len(self.out) + len(printed), row))
        self.out += printed + text[mention.end : mention.stop]
        self.computed |= bool(figure.formula and not figure.value)

    def _write_direction(self, mention: Mention, value: Decimal) -> None:
        """Print the direction word that agrees with the sign of `value`, and the words up to the number."""
        if not mention.direction or mention.direction[0] < self.start:
            return
        begin, end = mention.direction
        word = self.m.text[begin:end]
        says_less = mention.sign < 0
        if value != 0 and (value < 0) != says_less:
            word = _OPPOSITE.get(word, word)
            self.flipped = True
        self.out += word + self.m.text[end : mention.start]

    def _mark_missing(self, mention: Mention, lead: str, binding: Binding | None) -> None:
        """The place of a number nobody supplied yet, with what it measures and what it was."""
        label = binding.label if binding else ""
        was = lead + self.m.text[mention.start : mention.stop].strip()
        mark = tr("【待补：{label}（上年{was}）】", label=label or tr("本年数"), was=was)
        if self.m.fresh:
            mark = tr("【待补：{label}】", label=label or tr("本年数"))
        row = binding.row if binding else ""
        figure = self.m.figures.get(row)
        if mention.measure == "周年":
            self._mark(
                tr("【待核：{kind}（上年{was}）】", kind=tr("周年"), was=was),
                "待核",
                tr("上年的{kind}，本年需另填", kind=tr("周年")),
            )
            return
        if figure is not None and figure.formula:
            missing = [id for id in re.findall(r"F\d+", figure.formula) if self.m.values.get(id) is None]
            if missing:
                reason = tr(
                    "{row} 由公式 {formula} 计算，缺 {missing}",
                    row=row,
                    formula=figure.formula,
                    missing="、".join(missing),
                )
            else:
                reason = tr("{row} 的公式 {formula} 分母为零，算不出", row=row, formula=figure.formula)
        elif row:
            reason = tr("填报表 {row} 未填", row=row)
        else:
            reason = tr("填报表中没有这一行")
        self._mark(mark, "待补", reason)

    def _mark(self, mark: str, kind: str, reason: str) -> None:
        self.open.append(OpenMark(len(self.out), len(self.out) + len(mark), kind, reason))  # type: ignore[arg-type]
        self.out += mark

    # -- years and claims ------------------------------------------------------------------------------------------

    def _write_year(self, edit: YearEdit) -> None:
        if not edit.kind:
            self.out += edit.text
            return
        was = self.m.text[edit.start : edit.end]
        self._mark(
            tr("【待核：{kind}（上年{was}）】", kind=edit.kind, was=was),
            "待核",
            tr("上年的{kind}，本年需另填", kind=edit.kind),
        )

    def _unchanged(self) -> bool:
        """Whether 与上年持平 is true again: of the figure told just before it, or of all where it says 均 or 分别."""
        for found in UNCHANGED_WORDS.finditer(self.out):
            before = [figure for figure in self.figures if figure.end <= found.start()]
            if not re.search(r"均|都|分别", self.out[max(found.start() - 4, 0) : found.start()]):
                before = before[-1:]
            if not before or not all(self._as_last_year(self.m.figures[figure.row]) for figure in before):
                return False
        return True

    def _as_last_year(self, row: Figure) -> bool:
        was = read_numeral(row.previous)
        return was is not None and was == self.m.values.get(row.id)

    def _changed(self) -> str:
        """Why 与上年持平 cannot stand, with the amounts where one figure is known for both years."""
        for figure in reversed(self.figures):
            row, value = self.m.figures[figure.row], self.m.values.get(figure.row)
            was = read_numeral(row.previous) if row.previous else None
            if value is not None and was is not None and value != was and row.unit != "%":
                moved = tr("增加") if value > was else tr("减少")
                return tr(
                    "{row} 上年 {was}、本年 {value}，{moved}{by}{unit}，不是持平",
                    row=row.id, was=was, value=value, moved=moved, by=abs(value - was), unit=row.unit,
                )  # fmt: skip
        return UNCHANGED

    def _undecided_text(self) -> str:
        """Last year's sentence without what goes and without the reasons a person decided on."""
        kept, at = "", self.start
        for begin, stop in sorted(self.settled):
            kept, at = kept + self.m.text[at : max(begin, at)], max(stop, at)
        return kept + self.m.text[at : self.end]

    def _mark_claims(self) -> None:
        """Mark a sentence whose claims the sheet does not confirm, before its closing mark."""
        original = self._undecided_text()
        settled = self.decision == "confirmed" or self.m.stands(original)
        claims = list(find_claims(original, self.kind))
        # Whoever keeps an item keeps what was done; whether a figure is unchanged and what was first done then is not kept with it.
        reasons = [claim for claim in claims if claim == UNCHANGED] if settled else claims
        if settled and _NOT_TWICE.search(original):
            reasons.append(tr("首次、首个等说法，本年是否仍成立"))
        if UNCHANGED in reasons and self._unchanged():
            reasons.remove(UNCHANGED)
        if not settled and self.decision == "undecided" and not reasons:
            reasons = [tr("上年的工作事项，未选处理方式")]
        if self.flipped and "原因" in original and "上年的原因说明" not in reasons:
            reasons.append("上年的原因说明")
        reasons += dict.fromkeys(
            self.m.doubts[figure.row] for figure in self.figures if figure.row in self.m.doubts
        )
        if self.unknown:
            reasons.append(tr("孰大孰小，待两数填齐后再定"))
        if not reasons:
            return
        body = re.match(r"(.*?)([。！？；!?;]?[”’」』）)】〕》]*)$", self.out, re.DOTALL)
        assert body is not None
        tail = body[2] if body[2][:1] in "。！？；!?;" else ""
        self.out = self.out[: len(self.out) - len(tail)]
        if UNCHANGED in reasons:
            reasons[reasons.index(UNCHANGED)] = self._changed()
        reason = "、".join(reasons)
        if self.flipped and "上年的原因说明" in reasons:
            reason = tr("增减方向与上年相反，{reason}", reason=reason)
        self._mark(tr("【待核】"), "待核", reason)
        self.out += tail
