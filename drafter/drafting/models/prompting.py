"""Turn a task and a locked text into what a language model is told, with templates the office can edit (prompts/*.j2)."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from drafter.drafting.models.figure_lock import Locked, Slot
from drafter.errors import DrafterError
from drafter.strings import tr

if TYPE_CHECKING:
    from jinja2 import Template

Task = Literal[
    "rewrite_section", "rewrite_item", "fuse_items", "write_problems", "shorten", "expand", "unify_terms"
]
TASKS: tuple[Task, ...] = get_args(Task)
PROMPTS = Path(__file__).resolve().parents[3] / "prompts"

# What an expression in a template can raise; the sandbox keeps it from doing anything else.
_SLIPS = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, MemoryError, RecursionError)

# Each line of quoted text begins with this, so that no line of it can pass for an instruction.
DATAMARK = "▏"


class PromptError(DrafterError):
    """A template that is missing or cannot be rendered."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question to a model. `plan` is the locked text itself: the answer of a generator that changes nothing.

    `turns` are earlier answers and what was wrong with them. `nonce` names the delimiters; an answer must not hold it.
    """

    task: Task
    system: str
    user: str
    plan: str
    slots: tuple[Slot, ...]
    nonce: str
    turns: tuple[tuple[str, str], ...] = ()

    def messages(self) -> list[dict[str, str]]:
        """Return the conversation as chat models take it."""
        told = [{"role": "system", "content": self.system}, {"role": "user", "content": self.user}]
        return told + [{"role": role, "content": text} for role, text in self.turns]


def build_prompt(
    task: Task,
    locked: Locked,
    *,
    org: str,
    heading: str,
    examples: Sequence[str] = (),
    terms: Sequence[tuple[str, str]] = (),
    folder: Path = PROMPTS,
) -> Prompt:
    """Return the prompt for `task` on a locked text. All that comes from reports stands between delimiters, as data."""
    quoted = [locked.text, org, heading, *examples, *(word for pair in terms for word in pair)]
    nonce = _nonce(quoted)
    values = {
        "about": quote(f"单位：{_hide(org)}\n章节：{_hide(heading)}"),
        "legend": quote("\n".join(f"{slot.token} {_line(slot.meaning)}" for slot in locked.slots)),
        "draft": quote(locked.text),
        "examples": quote(_hide("\n".join(examples))),
        "terms": quote("\n".join(f"{old} → {new}" for old, new in terms)),
        "datamark": DATAMARK,
        "opened": f"<资料 {nonce}>",
        "closed": f"</资料 {nonce}>",
    }
    system, user = render("rules", values, folder=folder), render(task, values, folder=folder)
    return Prompt(task, system, user, locked.text, locked.slots, nonce)


def ask_again(prompt: Prompt, answer: str, problems: Sequence[str]) -> Prompt:
    """Return the prompt that shows a refused answer and says what is wrong with it."""
    again = render("repair", {"problems": tuple(problems)})
    return replace(prompt, turns=(*prompt.turns, ("assistant", answer), ("user", again)))


def render(name: str, values: dict[str, Any], *, folder: Path = PROMPTS) -> str:
    """Return the template with `values` put in as they are: they are data, and what they hold is never rendered."""
    from jinja2 import TemplateError

    path = folder / f"{name}.j2"
    try:
        return _template(path.read_text("utf-8")).render(values).strip()
    except (OSError, UnicodeDecodeError) as problem:
        raise PromptError(
            tr(
                "读不了提示词模板 {path}：{problem}。请恢复该文件，存为 UTF-8",
                path=path.name,
                problem=problem,
            )
        ) from problem
    except (TemplateError, *_SLIPS) as problem:
        raise PromptError(
            tr(
                "提示词模板 {path} 有误：{problem}。请改正，或恢复随软件提供的模板",
                path=path.name,
                problem=problem,
            )
        ) from problem


def quote(text: str) -> str:
    """Return the text with each line marked as data; what the lines hold is unchanged."""
    return "\n".join(DATAMARK + line for line in text.split("\n")) if text else ""


@cache
def _template(source: str) -> Template:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    # No loader: a template can include and import nothing. autoescape off: the reader is a model, not a browser.
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.clear()
    return environment.from_string(source)


def _line(text: str) -> str:
    return " ".join(text.split())


def _hide(text: str) -> str:
    """Old figures teach nothing but to repeat them: each digit becomes ×."""
    return "".join("×" if unicodedata.category(c)[0] == "N" else c for c in text)


def _nonce(texts: Sequence[str]) -> str:
    """Six letters that stand in none of the texts, so that no text can close its own quotation."""
    joined = "\0".join(texts)
    for attempt in range(1000):
        digest = hashlib.sha256(f"{attempt}\0{joined}".encode("utf-8", "replace")).digest()
        nonce = "".join(chr(ord("a") + byte % 26) for byte in digest[:6])
        if nonce not in joined:
            return nonce
    raise PromptError(tr("正文中含有过多的定界符，无法交给模型。请按先例改写"))
