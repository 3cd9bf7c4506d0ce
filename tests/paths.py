"""Where the project lies: tests find its folders from here, wherever in tests/ they stand themselves."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
DATA = TESTS / "data"
CORPUS = ROOT / "corpus"
