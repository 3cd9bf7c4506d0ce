"""Who may come in: accounts with roles, sessions and tokens, the brake on guessing, and the log of what was done."""

from drafter.accounts.accounts import Account, Accounts
from drafter.accounts.log import Entry

__all__ = ["Account", "Accounts", "Entry"]
