"""Make .venv hold what Drafter needs, unless it does: `python3 tools/environment.py run` or `dev`."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
RECORD = VENV / "drafter-environment.json"
PURPOSES = {"run": ".", "dev": ".[dev]"}
PYTHON_VERSION = ".".join(map(str, sys.version_info[:3]))
# Scripts in .venv name their interpreter by its full path, so a folder that was moved needs a new .venv.
BASE = {"python": PYTHON_VERSION, "folder": str(ROOT)}


def main(purpose: str) -> None:
    install(purpose)
    # Kept beside the source, because whoever runs it may not be allowed to write there: reading the source takes
    # a quarter of the time of `drafter check`.
    subprocess.run([PYTHON, "-m", "compileall", "-q", "drafter"], cwd=ROOT, check=False)


def install(purpose: str) -> None:
    old = recorded()
    usable = old.get("base") == BASE and interpreter_works()
    if usable and old["packages"] == wanted_packages() and purpose in old["purposes"]:
        return
    if not usable:
        say(f"making {VENV.name} with Python {PYTHON_VERSION}")
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    # Whoever has once asked for the developer's tools keeps them when the pins change.
    purposes = ["run", "dev"] if usable and "dev" in old["purposes"] else ["run", purpose]
    RECORD.unlink(missing_ok=True)
    notice_of_large_torch()
    say("installing packages (a minute or two)")
    pip("install", "-e", PURPOSES[purposes[-1]])
    # Written last: an installation that was interrupted is done again.
    record = {"base": BASE, "packages": wanted_packages(), "purposes": purposes}
    RECORD.write_text(json.dumps(record), encoding="utf-8")


def wanted_packages() -> str:
    """Return a digest of all that decides what .venv should hold; contents count, not the files' dates."""
    import tomllib  # Here, so that an older Python gets as far as being told that it is too old.

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    parts = [project["build-system"], project["project"], (ROOT / "constraints.txt").read_text("utf-8")]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def recorded() -> dict[str, Any]:
    """Return what the last installation wrote down; empty when there was none, or it did not finish."""
    try:
        content = json.loads(RECORD.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def interpreter_works() -> bool:
    """Tell whether .venv's Python starts; it does not after the system's Python was replaced."""
    try:
        return subprocess.run([PYTHON, "-c", ""], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def notice_of_large_torch() -> None:
    """Say beforehand when the torch within reach is the CUDA build: no metadata can ask for the other."""
    there = list(VENV.glob("lib/python*/site-packages/torch/version.py"))
    if there or not sys.platform.startswith("linux"):
        return
    report = VENV / "torch-report.json"
    if pip("install", "--dry-run", "--no-deps", "--report", str(report), "torch", check=False):
        return  # The installation proper will fail as well, and say why.
    needs = json.loads(report.read_text("utf-8"))["install"][0]["metadata"].get("requires_dist", [])
    report.unlink()
    if any(need.startswith(("nvidia-", "cuda-", "triton")) for need in needs):
        say(
            "the torch found here is the CUDA build, several gigabytes; the CPU build (0.2 GB) is enough.\n"
            "  To have that one, stop now (Ctrl-C), set PIP_FIND_LINKS to a folder that holds its wheel,\n"
            "  or PIP_EXTRA_INDEX_URL to PyTorch's CPU index (pytorch.org, Get Started, CPU); start again."
        )


def pip(*arguments: str, check: bool = True) -> int:
    command = [
        str(PYTHON),
        "-m",
        "pip",
        "-q",
        "--disable-pip-version-check",
        *arguments,
        "-c",
        "constraints.txt",
    ]
    return subprocess.run(command, cwd=ROOT, check=check).returncode


def say(sentence: str) -> None:
    print(f"drafter: {sentence}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    # Any python3 may be the one that reads this file.
    if sys.version_info < (3, 11):  # noqa: UP036
        sys.exit(
            f"drafter: Python 3.11 or newer is needed; this is {PYTHON_VERSION}. Try: make PYTHON=python3.12"
        )
    if len(sys.argv) != 2 or sys.argv[1] not in PURPOSES:
        sys.exit(f"usage: python3 tools/environment.py {'|'.join(PURPOSES)}")
    try:
        main(sys.argv[1])
    except subprocess.CalledProcessError as failure:
        sys.exit(f"drafter: this step failed, its own words are above: {' '.join(map(str, failure.cmd))}")
