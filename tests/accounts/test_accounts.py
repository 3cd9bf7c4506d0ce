"""Accounts: who comes in, what guessing meets, and a log that shows when it was touched."""

from __future__ import annotations

import io
import json
import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from drafter import cli
from drafter.accounts import Accounts, passwords
from drafter.accounts.accounts import FILE, IDLE, SESSION
from drafter.accounts.brake import network_of
from drafter.errors import AccountError, LoginError, TooManyAttemptsError
from drafter.rights import Person

GOOD = "春风十里 2023x"
HOME = "10.0.0.8"


class Clock:
    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(tmp_path: Path, clock: Clock) -> Accounts:
    made = Accounts(tmp_path, clock=clock)
    made.add("王芳", "起草", GOOD)
    return made


def failed(accounts: Accounts, name: str, *, address: str = HOME) -> type[Exception]:
    with pytest.raises(LoginError) as told:
        accounts.log_in(name, "wrong password", address=address)
    return told.type


# -- passwords and sessions --------------------------------------------------------------------------------------------


def test_the_right_password_opens_a_session_and_logging_out_ends_it(accounts: Accounts):
    key = accounts.log_in("王芳", GOOD, address=HOME)
    assert accounts.holder(key) == Person("王芳", "起草")
    accounts.log_out(key)
    assert accounts.holder(key) is None


@pytest.mark.parametrize("typed", ["Li.Si", "li.si", " ＬＩ.Ｓｉ "])
def test_a_name_is_found_however_it_is_typed(accounts: Accounts, typed: str):
    accounts.add("li.si", "审核", GOOD)
    assert accounts.holder(accounts.log_in(typed, GOOD, address=HOME)) == Person("li.si", "审核")


def test_neither_passwords_nor_keys_are_in_the_file(accounts: Accounts, tmp_path: Path):
    secrets = [GOOD, accounts.log_in("王芳", GOOD, address=HOME), accounts.new_token("王芳", days=1)]
    accounts.close()
    content = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"$argon2id$" in content
    assert [one for one in secrets if one.encode() in content] == []
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


def test_sessions_survive_a_restart_and_end_when_unused_or_old(
    accounts: Accounts, tmp_path: Path, clock: Clock
):
    key = accounts.log_in("王芳", GOOD, address=HOME)
    accounts.close()
    again = Accounts(tmp_path, clock=clock)
    start = clock.now
    while clock.now < start + SESSION:
        assert again.holder(key) == Person("王芳", "起草")
        clock.now += IDLE - 1
    assert again.holder(key) is None
    key = again.log_in("王芳", GOOD, address=HOME)
    clock.now += IDLE + 1
    assert again.holder(key) is None


def test_another_password_or_none_ends_what_was_open(accounts: Accounts):
    keys = [accounts.log_in("王芳", GOOD, address=HOME), accounts.new_token("王芳", days=9)]
    accounts.set_password("王芳", "another " + GOOD)
    assert (accounts.holder(keys[0]), accounts.holder(keys[1], kind="token")) == (None, None)
    key = accounts.log_in("王芳", "another " + GOOD, address=HOME)
    accounts.remove("王芳")
    assert accounts.holder(key) is None
    assert failed(accounts, "王芳") is LoginError


def test_a_role_changes_with_the_next_question(accounts: Accounts):
    key = accounts.log_in("王芳", GOOD, address=HOME)
    accounts.set_role("王芳", "审核")
    assert accounts.holder(key) == Person("王芳", "审核")


def test_a_token_is_no_session_and_ends_on_its_day(accounts: Accounts, clock: Clock):
    token = accounts.new_token("王芳", days=30)
    assert accounts.holder(token) is None
    clock.now += 30 * 86400 - 1
    assert accounts.holder(token, kind="token") == Person("王芳", "起草")
    clock.now += 2
    assert accounts.holder(token, kind="token") is None


def test_tokens_are_revoked_at_once(accounts: Accounts):
    token = accounts.new_token("王芳", days=30)
    assert accounts.revoke_tokens("王芳") == 1
    assert accounts.holder(token, kind="token") is None


@pytest.mark.parametrize("password", ["", "short", "aaaaaaaaaa", "王芳王芳2023xy", "x" * 201])
def test_a_password_that_is_guessed_first_is_refused(accounts: Accounts, password: str):
    with pytest.raises(AccountError, match="密码"):
        accounts.set_password("王芳", password)
    assert accounts.log_in("王芳", GOOD, address=HOME)


@pytest.mark.parametrize("name", ["", " ", "a b", "<b>", "a/b", "甲" * 33, "a\nb", "王芳", "王芳 "])
def test_a_name_that_cannot_be_one_is_refused(accounts: Accounts, name: str):
    with pytest.raises(AccountError):
        accounts.add(name, "起草", GOOD)
    assert [one.name for one in accounts.all()] == ["王芳"]


def test_an_account_without_password_is_not_for_the_login_page(accounts: Accounts):
    accounts.add("zhao", "管理", None)
    for password in ("", "None", GOOD):
        with pytest.raises(LoginError):
            accounts.log_in("zhao", password, address=HOME)
    assert accounts.person("ZHAO") == Person("zhao", "管理")


# -- guessing ----------------------------------------------------------------------------------------------------------


def test_after_five_failures_nothing_is_looked_at_for_five_minutes(accounts: Accounts, clock: Clock):
    kinds = [failed(accounts, "王芳", address=f"10.0.0.{n}") for n in range(6)]
    assert kinds == [LoginError] * 5 + [TooManyAttemptsError]
    with pytest.raises(TooManyAttemptsError):
        accounts.log_in("王芳", GOOD, address=HOME)
    clock.now += 301
    assert accounts.log_in("王芳", GOOD, address=HOME)


def test_a_name_nobody_has_is_answered_in_the_same_way(accounts: Accounts):
    kinds = {
        name: [failed(accounts, name, address=f"10.{place}.0.{n}") for n in range(7)]
        for place, name in enumerate(("王芳", "nobody"))
    }
    assert kinds["王芳"] == kinds["nobody"]


def test_a_name_nobody_has_costs_as_much_work(accounts: Accounts, monkeypatch: pytest.MonkeyPatch):
    checked: list[bool] = []
    hasher = passwords._hasher()

    class Counting:
        def __getattr__(self, name: str) -> object:
            checked.append(name == "verify")
            return getattr(hasher, name)

    monkeypatch.setattr(passwords, "_hasher", Counting)
    failed(accounts, "王芳")
    failed(accounts, "nobody")
    assert checked.count(True) == 2


def test_a_thousand_attempts_at_once_reach_the_password_check_a_few_times(
    accounts: Accounts, monkeypatch: pytest.MonkeyPatch
):
    counted: list[str] = []

    def matches(hash: str, password: str) -> bool:
        counted.append(password)
        return False

    monkeypatch.setattr(passwords, "matches", matches)

    def attempt(n: int) -> None:
        name, address = ("王芳", f"10.9.{n % 7}.1") if n % 2 else (f"name{n}", HOME)
        with pytest.raises(LoginError):
            accounts.log_in(name, f"guess {n}", address=address)

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(attempt, range(1000)))
    assert len(counted) <= 25
    monkeypatch.undo()
    accounts.add("李四", "审核", GOOD)
    assert accounts.log_in("李四", GOOD, address="10.0.7.7")
    stopped = [one for one in accounts.entries(5000) if one.action == "login-stopped"]
    assert 1 <= len(stopped) <= 20


def test_coming_in_does_not_forgive_guesses_at_others(accounts: Accounts):
    accounts.add("李四", "审核", GOOD)
    for n in range(19):
        failed(accounts, f"name{n}")
    assert accounts.log_in("李四", GOOD, address=HOME)
    failed(accounts, "name19")
    with pytest.raises(TooManyAttemptsError):
        accounts.log_in("李四", GOOD, address=HOME)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
        ("testclient", "testclient"),
    ],
)
def test_one_address_is_what_one_person_commands(address: str, network: str):
    assert network_of(address) == network


# -- the log -----------------------------------------------------------------------------------------------------------


def test_what_happened_to_accounts_is_written_down_without_what_was_typed(accounts: Accounts):
    accounts.log_in("王芳", GOOD, address=HOME)
    failed(accounts, "王芳")
    failed(accounts, "my password 123")
    accounts.set_role("王芳", "审核")
    accounts.remove("王芳")
    lines = [(one.action, one.who, one.subject) for one in accounts.entries()]
    assert lines == [
        ("account-added", "", "王芳 起草"),
        ("login", "王芳", ""),
        ("login-failed", "王芳", ""),
        ("login-failed", "", "no such account"),
        ("role-changed", "", "王芳 起草 → 审核"),
        ("account-removed", "", "王芳"),
    ]
    assert accounts.log_broken_at() is None


@pytest.mark.parametrize(
    "statement", ["UPDATE log SET who = 'x' WHERE number = 3", "DELETE FROM log WHERE number = 3"]
)
def test_the_log_is_only_added_to_and_shows_when_it_was_touched(
    accounts: Accounts, tmp_path: Path, statement: str
):
    for n in range(5):
        accounts.record("export", who="王芳", subject=f"/projects/{n}")
    with sqlite3.connect(tmp_path / FILE) as db:
        with pytest.raises(sqlite3.IntegrityError, match="only added to"):
            db.execute(statement)
        db.execute("DROP TRIGGER log_stays")
        db.execute("DROP TRIGGER log_remains")
        db.execute(statement)
    db.close()
    assert accounts.log_broken_at() == 3


def test_a_name_cannot_forge_a_line_of_the_log(accounts: Accounts):
    accounts.record("export", who="王芳\n99　2026　admin\x1b[31m\u202e\ud83d", subject="x" * 5000)
    entry = accounts.entries()[-1]
    assert entry.who == "王芳\\u000a99\\u30002026\\u3000admin\\u001b[31m\\u202e\\ud83d"
    assert len(entry.subject) == 200


# -- the command -------------------------------------------------------------------------------------------------------


def run(capsys: pytest.CaptureFixture[str], *argv: object) -> tuple[int, str, str]:
    code = cli.main([str(one) for one in argv])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_accounts_are_kept_from_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    here = ("--workspace", tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO(GOOD + "\n"))
    assert run(capsys, "user", "add", "李四", "--role", "审核", *here)[0] == 0
    monkeypatch.setattr(sys, "stdin", io.StringIO("short\n"))
    assert run(capsys, "user", "add", "赵六", "--role", "admin", *here)[0] == 3
    assert run(capsys, "user", "add", "赵六", "--role", "admin", "--no-password", *here)[0] == 0
    assert run(capsys, "user", "role", "李四", "起草", *here)[0] == 0
    listed = json.loads(run(capsys, "user", "list", "--json", *here)[1])
    assert listed == {
        "accounts": [
            {"name": "李四", "role": "起草", "password": True},
            {"name": "赵六", "role": "管理", "password": False},
        ]
    }
    token = run(capsys, "user", "token", "李四", *here)[1].strip()
    assert Accounts(tmp_path).holder(token, kind="token") == Person("李四", "起草")
    assert run(capsys, "user", "remove", "赵六", *here)[0] == 0
    code, out, _ = run(capsys, "user", "log", "--json", *here)
    logged = json.loads(out)
    assert (code, logged["broken_at"], len(logged["entries"])) == (0, None, 5)


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("user", "role", "无名", "审核"), "没有用户“无名”"),
        (("user", "role", "王芳", "局长"), "没有“局长”这个角色"),
        (("user", "token", "王芳", "--days", "0"), "1 至 366 天"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    accounts: Accounts,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    argv: tuple[str, ...],
    said: str,
):
    code, _, err = run(capsys, *argv, "--workspace", tmp_path)
    assert (code, err.count("\n")) == (3, 1)
    assert said in err
