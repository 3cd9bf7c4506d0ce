"""What holds for every test: no network but loopback, no hub, one thread, and sentences in Chinese."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

GUARD = Path(__file__).parent / "guard"

# Before anything is imported that reads them.
os.environ.update(
    HF_HUB_OFFLINE="1",
    TRANSFORMERS_OFFLINE="1",
    HF_HUB_DISABLE_TELEMETRY="1",
    GRADIO_ANALYTICS_ENABLED="False",
    OMP_NUM_THREADS="1",
    TOKENIZERS_PARALLELISM="false",
)
os.environ.pop("DRAFTER_LANG", None)
# A proxy on loopback would carry connections away unseen.
for name in ("http_proxy", "https_proxy", "all_proxy"):
    os.environ.pop(name, None)
    os.environ.pop(name.upper(), None)

_log_folder = tempfile.TemporaryDirectory(prefix="drafter-tests-")
os.environ["DRAFTER_TEST_NETWORK_LOG"] = str(Path(_log_folder.name) / "refused.txt")
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(GUARD), os.environ.get("PYTHONPATH")]))
sys.path.insert(0, str(GUARD))

import network_guard  # noqa: E402
from hypothesis import settings  # noqa: E402

network_guard.install()

# A shared machine takes its time: how long an example takes says nothing, whether it holds does. The same examples each time:
# a change passes or fails for what it did. `make test-slow` looks further, with thousands of others.
settings.register_profile("drafter", deadline=None, derandomize=True)
settings.load_profile("drafter")


@pytest.fixture(autouse=True)
def _no_connection_leaves_this_machine() -> Iterator[None]:
    """Fail a test whose connection was refused, also when the code under test swallowed the error.

    What wider fixtures tried before the test counts as well.
    """
    yield
    refused = network_guard.refusals()
    network_guard.forget_refusals()
    if refused:
        pytest.fail("connections off this machine were tried:\n" + "\n".join(refused), pytrace=False)


@pytest.fixture(scope="session", autouse=True)
def _no_connection_left_between_tests() -> Iterator[None]:
    """The same for what wider fixtures did after the last test."""
    yield
    if refused := network_guard.refusals():
        pytest.fail("connections off this machine were tried:\n" + "\n".join(refused), pytrace=False)
