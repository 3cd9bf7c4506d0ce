"""Is there a table whose columns could not be told, so that nothing in it was checked?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from drafter.checks.context import Context
from drafter.issue import Issue
from drafter.patterns import Regex
from drafter.strings import tr

_FEWEST = 3  # rows, or cells one below the other, that make a table beyond doubt
_APART = 120  # characters of other lines between two rows of one table
# Both begin with the break of the line before, which `re` looks for far faster than it tries the start of a line at each place.
_ROW = Regex(
    r"(?m)\n[^\t\n。；]*[ 　][-−－]?\d[\d,]*(?:\.\d+)?[%％]?[ 　]+[-−－]?\d[\d,]*(?:\.\d+)?[%％]?$|"
    r"\n[-−－]?\d[\d,]*\.\d+[%％]?\n[-−－]?\d[\d,]*\.\d+[%％]?$"
)


def check_unread_tables(context: Context) -> Iterator[Issue]:
    """Yield table-unread, one note for the whole text, at the first run of rows that no table of the report holds."""
    tables = sorted([*((table.start, table.end) for table in context.report.tables), *context.ledger.forms])
    starts = [start for start, _ in tables]
    runs: list[list[tuple[int, int]]] = []
    for found in _ROW.finditer("\n" + context.report.text):
        start, end = found.start(), found.end() - 1
        at = bisect_right(starts, start) - 1
        if at >= 0 and start < tables[at][1]:
            continue
        if runs and start - runs[-1][-1][1] <= _APART:
            runs[-1].append((start, end))
        else:
            runs.append([(start, end)])
    unread = [run for run in runs if len(run) >= _FEWEST]
    if unread:
        message = tr("未能读懂此表，其中各栏之间未作核对（全文此类表共 {count} 张）", count=len(unread))
        yield context.issue("table-unread", "note", message, *unread[0][0])
