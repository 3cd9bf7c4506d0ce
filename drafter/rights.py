"""Who may do what: one table, asked by every button of the page and every route, whoever bound them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal, get_args

from drafter.errors import DrafterError
from drafter.strings import tr

Role = Literal["起草", "审核", "管理"]
Action = Literal["read", "check", "judge", "write", "finish", "export", "collect", "discard", "manage"]

ROLES: tuple[Role, ...] = get_args(Role)
ACTIONS: tuple[Action, ...] = get_args(Action)

# Who writes does not also pass: the one who finishes a report (定稿) is another than the one who drafted it, and
# cannot change what is then signed. docs/security.md has the matrix in words.
RIGHTS: dict[Action, tuple[Role, ...]] = {
    "read": ("起草", "审核", "管理"),
    "check": ("起草", "审核", "管理"),
    "judge": ("起草", "审核", "管理"),
    "write": ("起草", "管理"),
    "finish": ("审核", "管理"),
    "export": ("起草", "审核", "管理"),
    "collect": ("起草", "管理"),
    "discard": ("管理",),
    "manage": ("管理",),
}
# What leaves the page or cannot be undone is written down before it is done.
RECORDED: frozenset[Action] = frozenset({"finish", "export", "discard", "manage"})


class NotAllowedError(DrafterError):
    """Somebody asked for what their role may not do."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who is asking: the name in the accounts and the role. Without an account the name is only what they call themselves."""

    name: str
    role: Role
    address: str = ""
    has_account: bool = True


# On one's own machine there is no login and nothing is forbidden.
LOCAL = Person("", "管理", has_account=False)

_acting: ContextVar[Person | None] = ContextVar("acting", default=None)


def acting() -> Person | None:
    """Return who the present call is made for, None outside of the page."""
    return _acting.get()


@contextmanager
def acting_as(person: Person | None) -> Iterator[None]:
    """Make `person` the one whose name stands at what is saved meanwhile."""
    token = _acting.set(person)
    try:
        yield
    finally:
        _acting.reset(token)


def may(person: Person | None, action: Action) -> bool:
    return person is not None and person.role in RIGHTS[action]


def require(action: Action) -> None:
    """Raise NotAllowedError unless the one acting may do `action`; nobody may do anything."""
    person = acting()
    if may(person, action):
        return
    if person is None:
        raise NotAllowedError(tr("请先登录"))
    raise NotAllowedError(
        tr(
            "“{role}”不能{action}。请由{roles}来做，或请管理员调整角色",
            role=tr(person.role),
            action=words_for(action),
            roles=tr("、").join(tr(role) for role in RIGHTS[action]),
        )
    )


def words_for(action: Action) -> str:
    """Return what the action is called in a sentence after “不能”."""
    words = {
        "read": tr("查看稿件和资料库"),
        "check": tr("校核报告"),
        "judge": tr("判定校核问题"),
        "write": tr("修改数据或文字"),
        "finish": tr("定稿或退回"),
        "export": tr("导出"),
        "collect": tr("向资料库加入报告"),
        "discard": tr("删除报告或稿件"),
        "manage": tr("管理账号和设置"),
    }
    return words[action]
