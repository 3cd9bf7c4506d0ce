"""Which passages may be found: those of the reports and sections that somebody asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Filters:
    """What is left empty leaves all in. `before` and `year` leave out reports of unknown year.

    `org` is part of the body's name, `section` part of any heading above the passage.
    """

    before: int | None = None
    year: int | None = None
    org: str | None = None
    section: str | None = None

    @property
    def of_reports(self) -> bool:
        """Return whether some reports may be left out as a whole."""
        return self.before is not None or self.year is not None or bool(self.org)

    def admit(self, org: str, year: int | None) -> bool:
        """Return whether passages of such a report may be found."""
        return (
            (self.before is None or (year is not None and year < self.before))
            and (self.year is None or year == self.year)
            and (not self.org or self.org in org)
        )

    def admit_under(self, headings: Sequence[str]) -> bool:
        """Return whether passages under these headings may be found."""
        return not self.section or any(self.section in heading for heading in headings)


ALL = Filters()
