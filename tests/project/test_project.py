"""What must hold for the project as a whole: its packages, its code's manners, its English."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import network_guard
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import drafter
from tests.missing_english import called_name, english_rows, missing, placeholders, tr_arguments, unspoken
from tests.paths import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
HEAVY = ["torch", "transformers", "sentence_transformers", "faiss", "gradio", "docx", "pypdfium2", "openpyxl"]

UNSAFE_MODULES = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "_pickle"}
UNSAFE_CALLS = {"eval", "exec", "__import__"}
# gr.load runs foreign code, the others show files or accounts of the machine; torch.load unpickles.
UNSAFE_ATTRIBUTES = {
    ("torch", "load"),
    ("os", "system"),
    ("gr", "load"),
    ("gr", "LoginButton"),
    ("gr", "FileExplorer"),
    ("gr", "set_static_paths"),
}
UNSAFE_KEYWORDS = {
    "trust_remote_code": True,
    "allow_pickle": True,
    "share": True,
    "shell": True,
    "sanitize_html": False,
}


def test_the_five_named_packages_are_core_dependencies():
    core = {Requirement(line).name for line in PROJECT["dependencies"]}
    assert {"transformers", "sentence-transformers", "faiss-cpu", "jinja2", "gradio"} <= core


def test_every_dependency_is_pinned_within_its_range():
    asked = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
    outside = [
        line
        for line in asked
        if not Requirement(line).specifier.contains(
            pins().get(canonicalize_name(Requirement(line).name), "0")
        )
    ]
    assert outside == []


def test_pins_are_exact_and_name_no_place():
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    packages = [line for line in lines if not line.startswith("#")]
    exact = re.compile(r'[A-Za-z0-9._-]+==[A-Za-z0-9.!]+( ; [a-z_]+ [=<>]+ "[^"]+")?')
    assert [line for line in packages if not exact.fullmatch(line)] == []
    assert pins()["torch"] == "2.13.0"


def test_the_package_and_the_project_state_one_version():
    assert drafter.__version__ == PROJECT["version"]


def test_no_code_can_be_smuggled_in_through_data():
    assert [f"{place}: {what}" for place, node in code() if (what := unsafe(node))] == []


def test_marks_stand_in_the_language_of_the_report():
    marks = {
        chinese: english for chinese, english in english_rows().items() if chinese.startswith("【待补：")
    }
    assert marks, "no mark has a row"
    assert {chinese: english for chinese, english in marks.items() if english != chinese} == {}


def test_no_html_template_has_handlebars():
    """Gradio runs the result of {{…}} as JavaScript: text of a report would become code."""
    assert [place for place, text in html_templates() if "{{" in text] == []


def test_the_sheet_has_one_name():
    """One thing under two names reads as two things: the page, the messages and the documents all say 数据表."""
    others = ("填报表", "填报数据")
    said = [
        *english_rows(),
        *(page.read_text("utf-8") for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]),
    ]
    assert [one for one in said if any(name in one for name in others)] == []


def test_sentences_are_given_to_tr_whole():
    """An f-string is filled in before it is looked up, so it would never be found in the English table."""
    assert [place for place, one in tr_arguments() if isinstance(one, (ast.JoinedStr, ast.BinOp))] == []


def test_every_sentence_shown_has_an_english_row():
    assert [f"{place} {sentence}" for sentence, place in missing().items()] == []


def test_an_english_row_goes_with_its_sentence():
    assert unspoken() == []


def test_english_rows_keep_the_placeholders_of_their_sentences():
    rows = english_rows().items()
    assert [chinese for chinese, english in rows if placeholders(chinese) != placeholders(english)] == []


@pytest.mark.parametrize("module", ["drafter.checks", "drafter.reading"])
def test_what_checks_and_reads_starts_without_heavy_packages(module: str):
    ask = f"import sys, {module}; print(*[name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr, done.returncode) == ("", "", 0)


def test_ci_runs_lint_and_ends_with_the_tests():
    script = ROOT / ".ci" / "run"
    assert script.read_text("utf-8").splitlines()[-2:] == ["make lint", "make test"]
    assert script.stat().st_mode & 0o111


def test_a_connection_off_this_machine_is_refused_and_noted(forgiven: None):
    ask = "import urllib.request as u; u.urlopen('http://192.0.2.1/', timeout=5)"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False)
    assert "the tests allow no connection off this machine" in done.stderr
    assert network_guard.refusals() == ["socket.getaddrinfo '192.0.2.1'"]


def test_no_module_gives_one_name_two_meanings():
    twice = []
    for path in sorted(Path(drafter.__file__).parent.rglob("*.py")):
        seen: set[str] = set()
        for name in _names_set(ast.parse(path.read_text("utf-8"))):
            twice += [f"{path.name}: {name}"] if name in seen else []
            seen.add(name)
    assert twice == []


def _names_set(module: ast.Module) -> Iterator[str]:
    """What a module assigns or defines at its top, in order."""
    for line in module.body:
        if isinstance(line, ast.Assign):
            found = (part for target in line.targets for part in ast.walk(target))
            yield from (part.id for part in found if isinstance(part, ast.Name))
        elif isinstance(line, ast.FunctionDef | ast.ClassDef):
            yield line.name


@pytest.mark.parametrize(
    ("destination", "local"),
    [
        (("127.0.0.1", 80), True),
        (("::1", 80, 0, 0), True),
        (("::ffff:127.0.0.1", 80, 0, 0), True),
        ("localhost", True),
        (b"localhost", True),
        ("/run/socket", True),
        (None, True),
        (("192.0.2.1", 80), False),
        (("2001:db8::1", 80, 0, 0), False),
        ("hub.example", False),
        (b"hub.example", False),
    ],
)
def test_the_guard_knows_this_machine_from_others(destination: object, local: bool):
    assert network_guard.is_local(destination) is local


@pytest.fixture
def forgiven() -> Iterator[None]:
    """Let the test cause refusals; torn down before the fixture that would fail it for them."""
    yield
    network_guard.forget_refusals()


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pairs = [
        line.partition(" ;")[0].split("==") for line in lines if "==" in line and not line.startswith("#")
    ]
    return {canonicalize_name(name): version for name, version in pairs}


def code() -> Iterator[tuple[str, ast.AST]]:
    """Yield every node of drafter's syntax trees with its place."""
    for path in sorted((ROOT / "drafter").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            yield f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}", node


def unsafe(node: ast.AST) -> str:
    """Return what makes a node unsafe, "" when nothing does."""
    if isinstance(node, ast.Import):
        return next((one.name for one in node.names if one.name.partition(".")[0] in UNSAFE_MODULES), "")
    if isinstance(node, ast.ImportFrom):
        return node.module if (node.module or "").partition(".")[0] in UNSAFE_MODULES else ""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}" if (node.value.id, node.attr) in UNSAFE_ATTRIBUTES else ""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in UNSAFE_CALLS:
        return node.func.id
    if isinstance(node, ast.Call) and called_name(node) == "write_index":
        # To a path it can fail silently on a full disk; what Python writes for it raises. (dense.py maps files whose SHA-256 was checked.)
        through = node.args[1] if len(node.args) > 1 else None
        safe = isinstance(through, ast.Call) and called_name(through) == "PyCallbackIOWriter"
        return "" if safe else "write_index to a path"
    if isinstance(node, ast.keyword) and node.arg in UNSAFE_KEYWORDS:
        # Written out as the safe constant, or not at all: a variable may hold anything.
        safe = isinstance(node.value, ast.Constant) and node.value.value is not UNSAFE_KEYWORDS[node.arg]
        return "" if safe else f"{node.arg}="
    return ""


def html_templates() -> Iterator[tuple[str, str]]:
    """Yield the literal text of each html_template= argument; a name stands for constants of that name."""
    constants: dict[str, str] = {}
    given: list[tuple[str, ast.expr]] = []
    for place, node in code():
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            constants[node.targets[0].id] = constants.get(node.targets[0].id, "") + literal_text(node.value)
        if isinstance(node, ast.Call) and called_name(node) != "dict":
            given += [(place, one.value) for one in node.keywords if one.arg == "html_template"]
    for place, value in given:
        yield place, constants.get(value.id, "") if isinstance(value, ast.Name) else literal_text(value)


def literal_text(node: ast.expr) -> str:
    texts = [
        one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)
    ]
    return "".join(texts)
