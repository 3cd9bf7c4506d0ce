"""Drafter drafts yearly government reports from last year's report and this year's figures."""

__version__ = "0.1.0"
