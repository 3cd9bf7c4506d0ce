"""Have a generator rewrite one stretch of a draft: ask, judge, ask once more, and else keep the stretch as it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from drafter.brief import Figure
from drafter.draft import DraftSection
from drafter.drafting.models.accepting import accept_answer
from drafter.drafting.models.answers import clean_answer, find_problems
from drafter.drafting.models.figure_lock import TOKEN, Locked, lock
from drafter.drafting.models.generation import (
    NOBODY,
    Answer,
    Finish,
    GenerationError,
    Generator,
    Hearing,
    OnText,
)
from drafter.drafting.models.prompting import Prompt, Task, ask_again, build_prompt
from drafter.drafting.pieces import Piece, join
from drafter.lastyear.claims import SectionKind
from drafter.strings import tr

Outcome = Literal["model", "unchanged", "fallback", "incomplete"]


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a stretch stands: what the prompt tells about it and what its figures mean."""

    org: str
    year: int
    heading: str
    kind: SectionKind = "other"
    figures: Mapping[str, Figure] = field(default_factory=dict)
    examples: Sequence[str] = ()
    terms: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A stretch of draft and how it came about.

    "model": the model's words; "unchanged": it found nothing to change; "fallback": its answer could not be used;
    "incomplete": its answer broke off. In the last two the stretch is the plan, and `reason` says why.
    """

    piece: Piece
    outcome: Outcome
    reason: str = ""


def rewrite_piece(
    generator: Generator,
    task: Task,
    plan: Piece,
    setting: Setting,
    hearing: Hearing = NOBODY,
) -> Rewritten:
    """Return `plan` rewritten by the generator; whatever it answers, the figures and marks are those of the plan.

    Raises StoppedError when `hearing` wants it to end.
    """
    locked = lock(plan, year=setting.year, figures=setting.figures)
    prompt = build_prompt(
        task,
        locked,
        org=setting.org,
        heading=setting.heading,
        examples=setting.examples,
        terms=setting.terms,
    )
    first = _ask(generator, prompt, locked, hearing)
    if isinstance(first, Rewritten):
        return first
    text, problems = first
    if problems:
        again = ask_again(prompt, text, problems)
        second = _ask(generator, again, locked, hearing)
        if isinstance(second, Rewritten):
            return second
        text, problems = second
    if problems:
        said = _for_people(problems, locked)
        return Rewritten(plan, "fallback", tr("模型的回答不合要求：{problems}", problems=said))
    piece = accept_answer(text, locked, kind=setting.kind)
    return Rewritten(piece, "unchanged" if piece is plan else "model")


def rewrite_span(
    generator: Generator,
    task: Task,
    section: DraftSection,
    span: tuple[int, int],
    setting: Setting,
    hearing: Hearing = NOBODY,
) -> tuple[DraftSection, Rewritten]:
    """Return the section with the text of `span` rewritten: shortened, expanded, fused, its terms unified."""
    whole, (start, end) = section_piece(section), span
    done = rewrite_piece(generator, task, whole.cut(start, end), setting, hearing)
    piece = join([whole.cut(0, start), done.piece, whole.cut(end, len(whole.text))])
    return with_piece(section, piece), done


def section_piece(section: DraftSection) -> Piece:
    return Piece(section.text, section.sentences, section.figures, section.open)


def with_piece(section: DraftSection, piece: Piece) -> DraftSection:
    return replace(
        section, text=piece.text, sentences=piece.sentences, figures=piece.figures, open=piece.open
    )


def _ask(
    generator: Generator, prompt: Prompt, locked: Locked, hearing: Hearing
) -> Rewritten | tuple[str, tuple[str, ...]]:
    """One question: the cleaned answer and its problems, or the end of the matter when there is no whole answer."""
    try:
        answer: Answer = generator.generate(
            prompt, slots=locked.slots, on_text=_preview(locked, hearing.on_text), stop=hearing.stop
        )
    except GenerationError as problem:
        return Rewritten(locked.plan, "fallback", str(problem))
    if answer.finish != "done":
        return Rewritten(locked.plan, "incomplete", _ENDINGS[answer.finish]())
    text = clean_answer(answer.text, locked)
    return text, find_problems(text, locked, prompt, exact=generator.exact)


_PLACES = 4
# A model is told of tokens; whoever reads why its answer was refused has never seen one.
_PLAINLY = (
    ("记号之外写了数字", "写了资料之外的数字"),
    ("漏了记号", "漏了数据或标记"),
    ("有不属于本节的记号", "用了别处的数据"),
    ("数据记号", "数据"),
    ("编号记号", "编号"),
    ("待核记号", "【待核】标记"),
    ("记号", "数据"),
)


def _for_people(problems: Sequence[str], locked: Locked) -> str:
    """The problems as somebody would tell them who sees the text with its numbers: each kind once, with some of its places."""
    known = {slot.name: slot.text for slot in locked.slots}
    kinds: dict[str, dict[str, None]] = {}
    for problem in problems:
        places = kinds.setdefault(TOKEN.split(problem)[0], {})
        places |= dict.fromkeys(known.get(name, "…") for name in TOKEN.findall(problem))
    told = [
        kind + tr("、").join(list(places)[:_PLACES]) + ("……" if len(places) > _PLACES else "")
        for kind, places in kinds.items()
    ]
    said = tr("；").join(told)
    for technical, plainly in _PLAINLY:
        said = said.replace(technical, plainly)
    return said


_ENDINGS: dict[Finish, Callable[[], str]] = {
    "cut": lambda: tr("未完成：模型的回答中断"),
    "too long": lambda: tr("未完成：模型的回答超长截断"),
    "loop": lambda: tr("未完成：模型的回答反复重复，已中断"),
}


def _preview(locked: Locked, on_text: OnText) -> OnText:
    """Pass the stream on with its tokens printed; a token not yet complete waits."""
    known = {slot.name: slot.text for slot in locked.slots}
    waiting = ""

    def show(text: str) -> None:
        nonlocal waiting
        waiting += text
        opened = waiting.rfind("⟦")
        ready = len(waiting) if opened < 0 or "⟧" in waiting[opened:] else opened
        shown, waiting = waiting[:ready], waiting[ready:]
        if shown:
            on_text(TOKEN.sub(lambda token: known.get(token[1], token[0]), shown))

    return show
