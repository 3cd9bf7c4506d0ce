"""Jinja templates that escape every word, and the parts all pages share."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from drafter.actions import Work
from drafter.issue import severity_name
from drafter.rights import acting
from drafter.strings import tr

_STATUS_CLASS = {"未起草": "blank", "草稿": "draft", "待校核": "review", "已定稿": "done"}


def header(here: str, *, work: Work | None = None, project: str = "") -> str:
    """Return the top of a page; `here` is home, report or library."""
    title = work.draft.title if work else tr("Drafter 年度报告起草")
    subtitle = (
        tr("{org} · {year} 年度", org=work.draft.org or tr("单位未识别"), year=work.draft.year)
        if work
        else tr("以上年报告为底，用今年数据起草，逐数校核")
    )
    return render(
        "header",
        here=here,
        title=title,
        subtitle=subtitle,
        project=work.id if work else project,
        person=acting(),
        other=tr("English"),
    )


def message(sentence: str) -> str:
    return render("message", message=sentence)


def page(sentence: str) -> str:
    """Return a whole small page for a browser that followed a link to something that cannot be had."""
    return render("page", message=sentence)


def login(next: str, *, user: str, problem: str) -> str:
    """Return the whole login page; `next` is where it leads."""
    return render("login", next=next, user=user, problem=problem)


def local(moment: datetime) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")


def render(name: str, **values: object) -> str:
    return _environment().get_template(f"{name}.html").render(**values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent.with_name("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_=tr, severity_name=severity_name, status_class=_STATUS_CLASS)
    return environment
