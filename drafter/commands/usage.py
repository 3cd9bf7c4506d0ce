"""The command line's own words, Chinese first: how a command is used, and what was wrong with the one typed."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from typing import Any, NoReturn

from drafter.strings import tr

# What argparse says of a mistake, and what we say instead; a sentence of our own behind “argument X: ” stays.
_MISTAKES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(pattern, re.DOTALL), told)
    for pattern, told in (
        (r"the following arguments are required: (.+)", lambda m: tr("还缺 {names}", names=m[1])),
        (r"unrecognized arguments: (.+)", lambda m: tr("不认识 {names}", names=m[1])),
        (
            r"(?:argument (\S+): )?invalid choice: (.+?) \(choose from (.+)\)",
            lambda m: tr(
                "{name} 没有 {value}，可用：{known}",
                name=m[1],
                value=m[2].strip("'"),
                known=m[3].replace("'", "").replace(", ", "、"),
            ),
        ),
        (r"argument (\S+): expected .+", lambda m: tr("{name} 后面要写明它的值", name=m[1])),
        (
            r"argument (\S+): invalid \S+ value: (.+)",
            lambda m: tr("{name} 的值 {value} 不对", name=m[1], value=m[2].strip("'")),
        ),
        (
            r"argument (\S+): not allowed with argument (\S+)",
            lambda m: tr("{name} 和 {other} 不能同时用", name=m[1], other=m[2]),
        ),
        (
            r"ambiguous option: (\S+) could match (.+)",
            lambda m: tr("{name} 没有写全，可能是 {known}", name=m[1], known=m[2].replace(", ", "、")),
        ),
        (r"argument (\S+): (.+)", lambda m: f"{m[1]}：{m[2]}"),
    )
)


class Parser(argparse.ArgumentParser):
    """argparse's, that speaks as the rest of the program does."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, **options)
        self._positionals.title, self._optionals.title = tr("参数"), tr("选项")
        self.add_argument("-h", "--help", action="help", help=tr("显示这段说明"))

    def format_usage(self) -> str:
        return _ours(super().format_usage())

    def format_help(self) -> str:
        return _ours(super().format_help())

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}：{mistake(message)}\n")


def mistake(message: str) -> str:
    """Return what argparse says of a mistake in our words."""
    for pattern, told in _MISTAKES:
        if found := pattern.fullmatch(message):
            return told(found)
    return message


def _ours(text: str) -> str:
    return re.sub(r"\Ausage:", tr("用法："), text)
