"""How the commands speak: exit codes, JSON on stdout, a bar on stderr, and where things lie by default."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

DONE, FOUND, USAGE, FAILED = 0, 1, 2, 3
CORPUS, INDEX, WORKSPACE = Path("corpus"), Path("index"), Path("workspace")


def print_json(data: dict[str, object]) -> None:
    print(json.dumps(data, ensure_ascii=False))


def wrong_usage(message: str) -> None:
    print(message, file=sys.stderr)
    raise SystemExit(USAGE)


class Progress:
    """A bar on stderr for whatever takes longer than a moment; nothing when stderr is no terminal."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._done = self._total = 0

    def __enter__(self) -> Progress:
        return self

    def __call__(self, done: int, total: int, what: str) -> None:
        if not sys.stderr.isatty():
            return
        from tqdm import tqdm

        if self._bar is None or total != self._total or done < self._done:
            self.close()
            self._bar = tqdm(total=total, file=sys.stderr, delay=0.5, leave=False)
            self._done = 0
        self._bar.set_description(what, refresh=False)
        self._bar.update(done - self._done)
        self._done, self._total = done, total

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()

    def __exit__(self, *_: object) -> None:
        self.close()
