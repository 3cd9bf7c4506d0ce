"""The library of one office for the tests of what its buttons do: made once for each file of tests that leaves it as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build import open_office


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return open_office(tmp_path_factory.mktemp("library")).library.folder
