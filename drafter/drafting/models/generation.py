"""What a generator is, the table of those there are, and the watch over what one of them writes."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from drafter.drafting.models.figure_lock import Slot
from drafter.drafting.models.prompting import Prompt
from drafter.errors import DrafterError
from drafter.strings import tr

Finish = Literal["done", "cut", "too long", "loop"]
OnText = Callable[[str], None]
Stop = Callable[[], bool]


def never() -> bool:
    """The `Stop` of what nobody can stop."""
    return False


@dataclass(frozen=True, slots=True)
class Hearing:
    """Who listens while a model writes: `on_text` gets its words as they come, with figures printed; `stop` is asked whether to end."""

    on_text: OnText = lambda text: None
    stop: Stop = never


NOBODY = Hearing()


# No section of a report is longer; an answer that is, has lost its way.
LONGEST_ANSWER = 20_000


class GenerationError(DrafterError):
    """The model gave no answer: it could not be reached, loaded or understood."""


class StoppedError(DrafterError):
    """A person stopped the drafting; what was done before is kept."""

    def __init__(self) -> None:
        super().__init__(tr("已停止起草。已完成的章节保留，可继续"))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model wrote, tokens and all, and how it ended: only "done" is a whole answer."""

    text: str
    finish: Finish = "done"


class Generator(Protocol):
    """Writes an answer to a prompt.

    `on_text` gets each new stretch as it comes; `stop` is asked between tokens and ends the writing with StoppedError. `exact`
    promises that no numeral stands outside the slots given.
    """

    name: str
    exact: bool

    def generate(self, prompt: Prompt, *, slots: Sequence[Slot], on_text: OnText, stop: Stop) -> Answer: ...


class PrecedentGenerator:
    """Changes nothing: last year's wording, adapted, is the answer. Needs no model."""

    name = "precedent"
    exact = True

    def generate(self, prompt: Prompt, *, slots: Sequence[Slot], on_text: OnText, stop: Stop) -> Answer:
        if stop():
            raise StoppedError
        on_text(prompt.plan)
        return Answer(prompt.plan)


def open_generator(spec: str) -> Generator:
    """Return the generator that `spec` names: precedent, transformers:FOLDER or openai:URL#MODEL. Loading may be slow."""
    scheme, _, place = spec.partition(":")
    if scheme not in GENERATORS:
        raise GenerationError(
            tr(
                "没有名为“{spec}”的生成方式。可用：{known}",
                spec=spec,
                known="precedent、transformers:模型文件夹、openai:服务地址#模型名",
            )
        )
    return GENERATORS[scheme](place)


def _open_precedent(place: str) -> Generator:
    if place:
        raise GenerationError(tr("precedent 后面不需要写“{place}”。请去掉冒号和后面的文字", place=place))
    return PrecedentGenerator()


def _open_local(place: str) -> Generator:
    from drafter.drafting.models.local import LocalGenerator

    return LocalGenerator(place)


def _open_served(place: str) -> Generator:
    from drafter.drafting.models.served import open_served

    return open_served(place)


GENERATORS: dict[str, Callable[[str], Generator]] = {
    "precedent": _open_precedent,
    "transformers": _open_local,
    "openai": _open_served,
}


class Watch:
    """Collects what a model writes, passes it on, and ends what is stopped, too long, too slow or going in circles."""

    def __init__(self, on_text: OnText, stop: Stop, *, total: float) -> None:
        self._on_text, self._stop = on_text, stop
        self._deadline = time.monotonic() + total
        self.text = ""

    def add(self, text: str) -> Finish | None:
        """Take the next stretch; a finish is returned when nothing more is to be read."""
        self.check()
        text = text[: LONGEST_ANSWER - len(self.text)]
        self.text += text
        if text:
            self._on_text(text)
        if len(self.text) >= LONGEST_ANSWER:
            return "too long"
        if goes_in_circles(self.text):
            return "loop"
        return "cut" if self.seconds_left() <= 0 else None

    def check(self) -> None:
        if self._stop():
            raise StoppedError

    def seconds_left(self) -> float:
        return self._deadline - time.monotonic()


def goes_in_circles(text: str) -> bool:
    """Whether the end of `text` says one thing, of up to 120 characters, over and over."""
    for length in range(1, 121):
        times = 16 if length <= 3 else 6 if length <= 12 else 4
        again = length * (times - 1)
        if len(text) >= length + again and text[-again:] == text[-again - length : -length]:
            return True
    return False
