"""What every page is put together from: panels of HTML, buttons, and errors told as sentences."""

from __future__ import annotations

import functools
import html
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import gradio as gr

from drafter.errors import DrafterError
from drafter.rights import Action
from drafter.strings import tr
from drafter.web import panels
from drafter.web.asking import only_for

Function = TypeVar("Function", bound=Callable[..., Any])

# Runs before an event's function: what is being typed reaches the server first.
FLUSH = "async (...values) => await window.drafter.flushed(...values)"


def panel(name: str, *, value: str = "", **options: Any) -> gr.HTML:
    """A place for HTML from `panels`; clicks on its data-go elements arrive as event "go"."""
    return gr.HTML(
        value,
        html_template="${value}",
        js_on_load=f"window.drafter.panel('{name}', element, props, trigger, watch); /* 'go' */",
        elem_id=f"panel-{name}",
        apply_default_css=False,
        **options,
    )


def editor() -> gr.HTML:
    """The editor: constant markup; the text and its marks arrive as data and are put in as text."""
    return gr.HTML(
        {},
        html_template=panels.editor_template(),
        js_on_load="window.drafter.editor(element, props, watch)",
        elem_id="editor",
        apply_default_css=False,
    )


def button(words: str, *, primary: bool = False, **options: Any) -> gr.Button:
    return gr.Button(words, variant="primary" if primary else "secondary", **options)


def told(function: Function) -> Function:
    """Show a DrafterError as a notice with its sentence; anything else stays a bug, without its details."""

    @functools.wraps(function)
    def telling(*values: Any, **named: Any) -> Any:
        try:
            return function(*values, **named)
        except DrafterError as problem:
            raise notice(problem) from problem

    return telling  # type: ignore[return-value]


def when_open(function: Function) -> Function:
    """Leave everything as it is while the page has not been told its project: tabs report themselves before that."""

    @functools.wraps(function)
    def waiting(project: str, *values: Any) -> Any:
        return function(project, *values) if project else gr.skip()

    return waiting  # type: ignore[return-value]


def notice(problem: DrafterError) -> gr.Error:
    return gr.Error(html.escape(str(problem)), title=tr("没有完成"), print_exception=False, duration=12)


def say(sentence: str) -> None:
    gr.Info(html.escape(sentence), title=tr("完成"), duration=6)


def listen(
    event: Callable[..., Any], function: Callable[..., Any], *inputs: Any, may: Action, **options: Any
) -> Any:
    """Connect an event with the settings every one of ours has; it runs for those who `may` do what it does."""
    return event(
        only_for(function, may, tell=notice),
        inputs=list(inputs),
        api_visibility="private",
        **{"show_progress": "hidden", **options},
    )


def listen_until(
    stop: gr.Button,
    event: Callable[..., Any],
    function: Callable[..., Any],
    *inputs: Any,
    may: Action,
    outputs: Sequence[Any],
    **options: Any,
) -> None:
    """Connect an event that takes long, with 停止 beside it; the last part `function` fills is that button.

    What is begun after 停止 waits its turn. It would be lost in the mode Gradio takes by itself: there the event counts as
    running until the step that was stopped is over, and a file that takes a minute to read is one step.
    """
    taking = listen(
        event,
        function,
        *inputs,
        may=may,
        outputs=[*outputs, stop],
        trigger_mode="multiple",
        **{"show_progress": "full", **options},
    )
    # Nor is a second 停止 dropped while the answer to the first is on its way.
    listen(stop.click, hidden, may=may, outputs=stop, cancels=[taking], trigger_mode="multiple")


def hidden() -> gr.Button:
    return gr.Button(visible=False)
