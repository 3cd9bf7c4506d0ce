"""drafter user …: the accounts of a workspace, their roles, passwords and tokens, and the log."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafter.commands.console import DONE, FOUND, WORKSPACE, print_json
from drafter.errors import AccountError
from drafter.rights import ROLES
from drafter.strings import tr

if TYPE_CHECKING:
    from drafter.accounts import Accounts

# For a keyboard without Chinese.
_ROLES = {"drafter": "起草", "reviewer": "审核", "admin": "管理"}


def add_user_command(commands: Any) -> None:
    """Add `user` with its own commands to the parser's."""
    about = tr("管理登录账号：谁能打开网页，能做什么")
    user = commands.add_parser("user", help=about, description=about)
    inner = user.add_subparsers(metavar=tr("命令"), required=True)

    def command(name: str, run: Any, about: str) -> argparse.ArgumentParser:
        one: argparse.ArgumentParser = inner.add_parser(name, help=about, description=about)
        one.set_defaults(run=run)
        one.add_argument(
            "--workspace", type=Path, default=WORKSPACE, help=tr("稿件保存位置，默认 workspace/")
        )
        return one

    roles = " | ".join(ROLES)
    add = command("add", _add, tr("添加账号；密码在提示后输入，或由标准输入给出一行"))
    add.add_argument("name")
    add.add_argument("--role", type=_role, required=True, metavar=roles)
    add.add_argument(
        "--no-password", action="store_true", help=tr("不设密码，只经统一登录（--trust-header）进入")
    )
    listed = command("list", _list, tr("列出账号"))
    listed.add_argument("--json", action="store_true")
    role = command("role", _set_role, tr("更改角色，立即生效"))
    role.add_argument("name")
    role.add_argument("role", type=_role, metavar=roles)
    password = command("password", _set_password, tr("重设密码；已登录之处随即退出，令牌作废"))
    password.add_argument("name")
    remove = command("remove", _remove, tr("删除账号；其写过的文字保留"))
    remove.add_argument("name")
    token = command("token", _token, tr("发给程序用的令牌，用于 /api/v1；只显示这一次"))
    token.add_argument("name")
    token.add_argument("--days", type=int, default=90, help=tr("有效天数，默认 90"))
    token.add_argument("--revoke", action="store_true", help=tr("作废该账号的全部令牌"))
    entries = command("log", _log, tr("显示日志：登录、导出、删除、账号变动；并核对日志未被改动"))
    entries.add_argument("--limit", type=int, default=50)
    entries.add_argument("--json", action="store_true")


def _role(text: str) -> str:
    return _ROLES.get(text.casefold(), text)


def _accounts(options: argparse.Namespace) -> Accounts:
    from drafter.accounts import Accounts

    return Accounts(options.workspace)


def _add(options: argparse.Namespace) -> int:
    accounts = _accounts(options)
    password = None if options.no_password else _asked_password()
    accounts.add(options.name, options.role, password)
    print(tr("已添加 {name}（{role}）", name=options.name, role=tr(options.role)))
    return DONE


def _list(options: argparse.Namespace) -> int:
    accounts = _accounts(options).all()
    if options.json:
        rows = [{"name": a.name, "role": a.role, "password": a.has_password} for a in accounts]
        print_json({"accounts": rows})
        return DONE
    for one in accounts:
        notes = [] if one.has_password else [tr("只经统一登录")]
        notes += [tr("{n} 个令牌", n=one.tokens)] if one.tokens else []
        print(f"{one.name}　{tr(one.role)}" + (f"　{'、'.join(notes)}" if notes else ""))
    if not accounts:
        print(tr("还没有账号。添加：drafter user add 姓名 --role 管理"))
    return DONE


def _set_role(options: argparse.Namespace) -> int:
    _accounts(options).set_role(options.name, options.role)
    print(tr("{name} 现在是 {role}", name=options.name, role=tr(options.role)))
    return DONE


def _set_password(options: argparse.Namespace) -> int:
    _accounts(options).set_password(options.name, _asked_password())
    print(tr("已重设 {name} 的密码", name=options.name))
    return DONE


def _remove(options: argparse.Namespace) -> int:
    _accounts(options).remove(options.name)
    print(tr("已删除 {name}", name=options.name))
    return DONE


def _token(options: argparse.Namespace) -> int:
    accounts = _accounts(options)
    if options.revoke:
        print(tr("已作废 {n} 个令牌", n=accounts.revoke_tokens(options.name)))
        return DONE
    token = accounts.new_token(options.name, days=options.days)
    print(tr("令牌只显示这一次，请妥善保存。用法：Authorization: Bearer 令牌"), file=sys.stderr)
    print(token)
    return DONE


def _log(options: argparse.Namespace) -> int:
    accounts = _accounts(options)
    entries, broken, seal = accounts.entries(options.limit), accounts.log_broken_at(), accounts.log_seal()
    if options.json:
        rows = [{name: getattr(one, name) for name in one.__slots__} for one in entries]
        print_json({"entries": rows, "broken_at": broken, "seal": seal})
        return DONE if broken is None else FOUND
    for one in entries:
        print(
            "　".join(filter(None, (str(one.number), one.at, one.who, one.address, one.action, one.subject)))
        )
    if broken is not None:
        print(tr("日志第 {n} 条被改动或缺失", n=broken), file=sys.stderr)
        return FOUND
    print(tr("日志完整。最新一条的校验值：{seal}", seal=seal[:16] or "—"), file=sys.stderr)
    return DONE


def _asked_password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass(tr("密码："))
    if getpass.getpass(tr("再输一次：")) != password:
        raise AccountError(tr("两次输入的密码不同，没有保存"))
    return password
