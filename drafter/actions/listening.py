"""Listen to a model while it writes: its words as they come, and an end to it as soon as somebody wants one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, wait
from contextvars import copy_context
from typing import TypeVar

from drafter.drafting.models.figure_lock import Slot
from drafter.drafting.models.generation import Answer, Generator, OnText, Stop, StoppedError
from drafter.drafting.models.prompting import Prompt

# How often what has come is shown: no eye reads faster.
MOMENT = 0.3
_SHOWN = 600

Result = TypeVar("Result")


class Listened:
    """A generator somebody listens to. What it writes has a page for each question; one asked again takes its page anew."""

    def __init__(self, generator: Generator) -> None:
        self.name, self.exact = generator.name, generator.exact
        self._generator = generator
        self._pages: list[str] = []

    def generate(self, prompt: Prompt, *, slots: Sequence[Slot], on_text: OnText, stop: Stop) -> Answer:
        if prompt.turns:
            self._pages.pop()
        self._pages.append("")
        return self._generator.generate(prompt, slots=slots, on_text=on_text, stop=stop)

    def hear(self, text: str) -> None:
        self._pages[-1] += text

    @property
    def text(self) -> str:
        """The end of what has come so far; unchecked, and never part of a draft."""
        return "\n".join(self._pages)[-_SHOWN:]


def listen_to(
    generator: Generator, act: Callable[[Listened, Stop], Result], stop: Stop
) -> Iterator[str | Result]:
    """Run `act` in a thread; yield what the model has written a few times a second, and at last what `act` returned.

    Raises StoppedError within a moment of `stop`, even while the model keeps silent; closing the iterator ends the model too.
    """
    over, done = threading.Event(), Future[Result]()
    listened, context = Listened(generator), copy_context()

    def ended() -> bool:
        return over.is_set() or stop()

    def run() -> None:
        try:
            done.set_result(context.run(act, listened, ended))
        except BaseException as problem:
            done.set_exception(problem)

    threading.Thread(target=run, name="drafter-model", daemon=True).start()
    shown = ""
    try:
        while not wait([done], timeout=MOMENT).done:
            if ended():
                raise StoppedError
            if listened.text != shown:
                shown = listened.text
                yield shown
        yield done.result()
    finally:
        over.set()
