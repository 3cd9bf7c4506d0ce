"""What an option may hold: each returns the value of its text, or says what is wrong with it."""

from __future__ import annotations

import argparse

from drafter.strings import tr


def positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(tr("应为正整数：{text}", text=text))
    return int(text)


def port(text: str) -> int:
    if not (text.isdecimal() and int(text) <= 65535):
        raise argparse.ArgumentTypeError(tr("端口应为 0 到 65535：{text}", text=text))
    return int(text)


def year(text: str) -> int:
    if not (text.isdigit() and 1949 <= int(text) <= 2199):
        raise argparse.ArgumentTypeError(tr("“{text}”不是四位年份，请写成如 2023", text=text))
    return int(text)
