"""The reader kept warm: a child for each file, whose death, hang or slowness ends with it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from drafter.reading.warm import WarmReader
from tests.paths import ROOT

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="no fork here: a process is started for each file"
)

SERVER = """
import os, time
from drafter.reading.warm import serve

def answer(request):
    text = request.decode().strip()
    if text == "die":
        os.abort()
    if text == "raise":
        raise ValueError(text)
    if text.startswith("sleep"):
        time.sleep(float(text[5:]))
    return f"{text} {os.getpid()}".encode()

serve(answer, lambda: None)
"""


@pytest.fixture
def reader() -> Iterator[WarmReader]:
    reader = WarmReader([sys.executable, "-c", SERVER], {**os.environ, "PYTHONPATH": str(ROOT)})
    yield reader
    reader._end()


def test_each_request_has_a_child_of_its_own(reader: WarmReader):
    first, second = reader.ask(b"one", 10), reader.ask(b"two", 10)
    assert first is not None
    assert second is not None
    assert (first.split()[0], second.split()[0]) == (b"one", b"two")
    assert first.split()[1] != second.split()[1]


def test_a_child_that_dies_is_answered_for_and_the_next_file_is_read(reader: WarmReader):
    assert reader.ask(b"die", 10) == b"{}\n"
    assert reader.ask(b"raise", 10) == b"{}\n"
    assert (reader.ask(b"next", 10) or b"").startswith(b"next ")


def test_a_child_that_hangs_is_stopped_and_a_new_process_goes_on(reader: WarmReader):
    child = (reader.ask(b"before", 10) or b"").split()[1]
    with pytest.raises(subprocess.TimeoutExpired):
        reader.ask(b"sleep60", 0.2)
    assert (reader.ask(b"after", 10) or b"").startswith(b"after ")
    assert not Path(f"/proc/{int(child)}").exists()


def test_while_one_file_is_read_another_thread_is_told_to_go_its_own_way(reader: WarmReader):
    reader.ask(b"ready", 10)
    slow = threading.Thread(target=reader.ask, args=(b"sleep1", 10))
    slow.start()
    time.sleep(0.1)
    assert reader.ask(b"other", 10) is None
    slow.join()


def test_a_process_gone_to_rest_is_started_again(reader: WarmReader):
    reader.ask(b"one", 10)
    assert reader._process is not None
    reader._process.kill()
    reader._process.wait()
    assert (reader.ask(b"two", 10) or b"").startswith(b"two ")
