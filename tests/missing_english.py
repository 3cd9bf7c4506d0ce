"""Find the sentences without an English row: `python -m tests.missing_english` prints them as TOML."""

from __future__ import annotations

import ast
import json
import string
import tomllib
from collections.abc import Iterator

from jinja2 import Environment
from jinja2.ext import extract_from_ast

from tests.paths import ROOT

PACKAGE = ROOT / "drafter"
TABLE = PACKAGE / "strings_en.toml"
TEMPLATES = PACKAGE / "web" / "templates"


def english_rows() -> dict[str, str]:
    return tomllib.loads(TABLE.read_text("utf-8"))


def shown_sentences() -> dict[str, str]:
    """Return each literal given to `tr`, or to `_` in a template, with the file and line where it first stands."""
    found: dict[str, str] = {}
    for place, argument in tr_arguments():
        for literal in literals(argument):
            found.setdefault(literal, place)
    for place, literal in template_sentences():
        found.setdefault(literal, place)
    return found


def tr_arguments() -> Iterator[tuple[str, ast.expr]]:
    """Yield the place and the first argument of each call of `tr` in drafter/."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and called_name(node) == "tr" and node.args:
                yield f"{path.relative_to(PACKAGE.parent)}:{node.lineno}", node.args[0]


def template_sentences() -> Iterator[tuple[str, str]]:
    """Yield the place and the sentence of each `_("…")` in the page's templates."""
    for path in sorted(TEMPLATES.glob("*.html")):
        tree = Environment().parse(path.read_text("utf-8"))
        for line, _, sentence in extract_from_ast(tree, ("_",)):
            # `_(status)` names a value; what is beside a sentence are the values filled in.
            first = sentence[0] if isinstance(sentence, tuple) else sentence
            if first is not None:
                yield f"{path.relative_to(PACKAGE.parent)}:{line}", first


def literals(argument: ast.expr) -> Iterator[str]:
    """Yield the sentences an argument may stand for: a literal, or both branches of `a if b else c`."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value
    elif isinstance(argument, ast.IfExp):
        yield from literals(argument.body)
        yield from literals(argument.orelse)


def called_name(call: ast.Call) -> str:
    """Return the last part of what is called: "load" for torch.load(…)."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def placeholders(sentence: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(sentence) if field is not None}


def missing() -> dict[str, str]:
    """Return the sentences without a row, with the place of each."""
    rows = english_rows()
    return {sentence: place for sentence, place in shown_sentences().items() if sentence not in rows}


def unspoken() -> list[str]:
    """Return the rows whose sentence nobody says any more: it stands in no literal of the code and in no template."""
    shown = set(shown_sentences())
    for path in PACKAGE.rglob("*.py"):
        nodes = ast.walk(ast.parse(path.read_text("utf-8")))
        shown |= {one.value for one in nodes if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return [sentence for sentence in english_rows() if sentence not in shown]


if __name__ == "__main__":
    for sentence, place in missing().items():
        # TOML's basic strings are written as JSON's.
        print(f"# {place}\n{json.dumps(sentence, ensure_ascii=False)} = {json.dumps('')}")
