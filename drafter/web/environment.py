"""What must be set before Gradio is imported: nothing is sent anywhere, nothing is kept in shared folders."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

from drafter.errors import DrafterError
from drafter.strings import tr

_QUIET = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_RUN_HISTORY": "False",
    "GRADIO_MCP_SERVER": "False",
    "GRADIO_SSR_MODE": "False",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "TOKENIZERS_PARALLELISM": "false",
}
_KEPT_SECONDS = 25 * 3600
_CLEARED = ("GRADIO_SHARE", "GRADIO_ALLOWED_PATHS", "GRADIO_ROOT_PATH", "GRADIO_ANALYTICS_URL")
# Each opens the page to others: code from the browser, origin "null", files watched and reloaded, tracebacks shown.
_REFUSED = (
    "GRADIO_VIBE_MODE",
    "GRADIO_LOCAL_DEV_MODE",
    "GRADIO_WATCH_DIRS",
    "GRADIO_DEBUG",
    "GRADIO_PROFILING",
)


def prepare(workspace: Path) -> None:
    """Set the environment for Gradio; raises DrafterError for settings that would open the page to others."""
    if on := [name for name in _REFUSED if os.environ.get(name)]:
        raise DrafterError(tr("环境变量 {names} 会让网页不安全。请取消设置后再启动", names="、".join(on)))
    folder = workspace / "uploads"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _clear(folder)
    os.environ.update(_QUIET, GRADIO_TEMP_DIR=str(folder.absolute()))
    for name in _CLEARED:
        os.environ.pop(name, None)


def _clear(folder: Path) -> None:
    """Remove uploads no page can ask for any more: Gradio forgets those of a server that was killed."""
    old = time.time() - _KEPT_SECONDS
    for path in [one for one in folder.rglob("*") if one.is_file() and not one.is_symlink()]:
        with suppress(OSError):
            if path.stat().st_mtime < old:
                path.unlink()
