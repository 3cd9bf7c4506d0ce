"""Room on the disk: how much one person may bring in, and how much has to stay free so that drafts can be saved."""

from __future__ import annotations

import shutil
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

from drafter.errors import DrafterError
from drafter.strings import tr

_GIBIBYTE = 2**30
# What autosave, the index and an export need for weeks.
FREE = _GIBIBYTE
EACH = 2 * _GIBIBYTE
# Uploads are kept for a day and looked through every hour.
_HOURS = 25


class NoRoomError(DrafterError):
    """Something was not taken in, for want of room or because one person has brought enough."""


def require_free(folder: Path, coming: int = 0, *, free: int = FREE) -> None:
    """Raise NoRoomError unless `free` bytes stay free on the disk of `folder` after `coming` more."""
    left = shutil.disk_usage(folder).free
    if left - coming < free:
        raise NoRoomError(
            tr(
                "磁盘只剩 {left} GB，要留 {free} GB 给保存稿件，没有收下文件。请清理磁盘后再上传；已写的稿件照常保存",
                left=_gigabytes(left),
                free=_gigabytes(free),
            )
        )


class Brought:
    """How many bytes each person has brought in within a day; the oldest are forgotten hour by hour."""

    def __init__(self, *, each: int = EACH, clock: Callable[[], float] = time.time) -> None:
        self.each = each
        self._clock = clock
        self._lock = threading.Lock()
        self._by_hour: defaultdict[str, Counter[int]] = defaultdict(Counter)

    def add(self, who: str, size: int) -> None:
        """Count what came; raises NoRoomError when it is more than one person may bring."""
        hour = int(self._clock() // 3600)
        with self._lock:
            for old in [one for one in self._by_hour[who] if one <= hour - _HOURS]:
                del self._by_hour[who][old]
            if self._by_hour[who].total() + size > self.each:
                raise NoRoomError(
                    tr(
                        "一人一天最多上传 {each} GB，已用 {used} GB，没有收下文件。请明天再传，或请管理员用 drafter index 加入",
                        each=_gigabytes(self.each),
                        used=_gigabytes(self._by_hour[who].total()),
                    )
                )
            self._by_hour[who][hour] += size


def _gigabytes(size: int) -> str:
    return f"{size / _GIBIBYTE:.1f}".removesuffix(".0")
