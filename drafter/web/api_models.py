"""What the interface answers, as models: the same objects the commands print with --json. They may grow; names stay."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from drafter.index.filtering import Filters


class _Answer(BaseModel):
    # A field the commands learn later is passed on before it is described here.
    model_config = ConfigDict(extra="allow")


class Problem(_Answer):
    """Why something was not done: `error` for programs, `message` for people, `hint` what to do about it."""

    error: str
    message: str
    hint: str = ""


class Health(_Answer):
    status: Literal["ok"]
    version: str
    reports: int
    passages: int


class Span(_Answer):
    """Code points in the text of the same answer, or in the `read` text of the same file."""

    start: int
    end: int


class SearchQuestion(BaseModel):
    model_config = ConfigDict(extra="forbid")

    query: Annotated[str, Field(min_length=1, max_length=2000)]
    limit: Annotated[int, Field(ge=1, le=50)] = 5
    before: int | None = None
    year: int | None = None
    org: Annotated[str, Field(max_length=200)] | None = None
    section: Annotated[str, Field(max_length=200)] | None = None

    @property
    def filters(self) -> Filters:
        return Filters(self.before, self.year, self.org, self.section)


class Hit(Span):
    id: str
    score: float
    org: str
    year: int | None
    source: str
    headings: list[str]
    text: str
    closeness: float


class SearchAnswer(_Answer):
    query: str
    read_as: str
    close: bool
    missing: list[str]
    hits: list[Hit]


class ReadSection(Span):
    key: str
    level: int
    heading: str


class ReadAnswer(_Answer):
    title: str
    org: str
    year: int | None
    text: str
    sections: list[ReadSection]


class NumbersCount(_Answer):
    total: int
    verified: int
    structural: int
    unverified: int


class IssueAnswer(Span):
    code: str
    severity: Literal["error", "warning", "note"]
    message: str
    excerpt: str
    expected: str | None
    section: str
    related: list[Span]


class CheckAnswer(_Answer):
    file: str
    characters: int
    numbers: NumbersCount
    issues: list[IssueAnswer]
    dismissed: list[IssueAnswer]


class SentenceAnswer(Span):
    origin: Literal["precedent", "item", "computed", "model", "human"]
    precedent: dict[str, Any] | None
    item: str = ""


class FigureAnswer(Span):
    row: str


class MarkAnswer(Span):
    kind: Literal["待补", "待核"]
    reason: str


class DraftSectionAnswer(ReadSection):
    status: str


class DraftAnswer(_Answer):
    org: str
    year: int
    title: str
    text: str
    sections: list[DraftSectionAnswer]
    sentences: list[SentenceAnswer]
    figures: list[FigureAnswer]
    open: list[MarkAnswer]
