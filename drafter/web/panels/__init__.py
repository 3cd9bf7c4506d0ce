"""The page's panels as HTML: data from `actions` through templates that escape every word."""

from drafter.web.panels.data import chart, data_head, data_history, figures, items, matches, refused
from drafter.web.panels.drafting import (
    comparison,
    editor_state,
    editor_template,
    heading,
    history,
    marks,
    outline_list,
    precedents,
    rows_behind,
    section_rows,
)
from drafter.web.panels.handing import downloads, ready, returned
from drafter.web.panels.issues import check_head, checked, findings, issue_name, issues, unchecked
from drafter.web.panels.library import added, backtest, hits, projects, reading, reports, reports_of
from drafter.web.panels.rendering import header, login, message, page
from drafter.web.panels.writing import rewriting, rewritten, writing, written

__all__ = [
    "added",
    "backtest",
    "chart",
    "check_head",
    "checked",
    "comparison",
    "data_head",
    "data_history",
    "downloads",
    "editor_state",
    "editor_template",
    "figures",
    "findings",
    "header",
    "heading",
    "history",
    "hits",
    "issue_name",
    "issues",
    "items",
    "login",
    "marks",
    "matches",
    "message",
    "outline_list",
    "page",
    "precedents",
    "projects",
    "reading",
    "ready",
    "refused",
    "reports",
    "reports_of",
    "returned",
    "rewriting",
    "rewritten",
    "rows_behind",
    "section_rows",
    "unchecked",
    "writing",
    "written",
]
