"""What the plain routes are sent and named by: checked by pydantic before anything is done."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path as InPath
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from drafter.actions.sections import clean
from drafter.drafting.models.prompting import Task

ProjectId = Annotated[str, InPath(pattern=r"^[0-9a-f]{1,32}$")]
SectionKey = Annotated[str, InPath(pattern=r"^[0-9]{1,4}(\.[0-9]{1,4}){0,8}$")]


CheckedName = Annotated[str, InPath(pattern=r"^[0-9a-f]{32}$")]
ReturnedName = Annotated[str, InPath(pattern=r"^[0-9a-f]{16}$")]
VersionNumber = Annotated[str, InPath(pattern=r"^(last|[0-9]{1,9})$")]


def _whole(text: object) -> object:
    return clean(text) if isinstance(text, str) else text


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SectionText(_Strict):
    # Half of an emoji is no text to pydantic, but must not cost the save.
    text: Annotated[str, BeforeValidator(_whole), Field(max_length=400_000)]
    revision: int


_Term = Annotated[str, Field(min_length=1, max_length=60)]


class RewriteAsked(_Strict):
    """What to do with the words from `start` to `end` of the body, in UTF-16 units."""

    task: Task
    start: Annotated[int, Field(ge=0, le=10**7)] = 0
    end: Annotated[int, Field(ge=0, le=10**7)] = 0
    terms: Annotated[list[tuple[_Term, _Term]], Field(max_length=40)] = []


class RewriteName(_Strict):
    name: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]


class Chosen(_Strict):
    number: Annotated[int, Field(ge=0, le=10**9)]


class Verdict(_Strict):
    issue: Annotated[str, Field(pattern=r"^[0-9a-f]{24}$")]
    dismissed: bool
    everywhere: bool = False
    section: str = Field("", pattern=r"^([0-9]{1,4}(\.[0-9]{1,4}){0,8})?$")


class Source(_Strict):
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]
    source: str = Field(max_length=200)


class FigureValues(_Strict):
    values: dict[Annotated[str, Field(pattern=r"^F[0-9]{1,6}$")], Annotated[str, Field(max_length=40)]] = (
        Field(max_length=5000)
    )


class Pasted(_Strict):
    text: str = Field(max_length=400_000)


class ToCheck(Pasted):
    """Words to be checked; `of` names the checked report that they are a mended copy of."""

    of: str = Field(default="", pattern=r"^(?:[0-9a-f]{32})?$")


class ItemOrder(_Strict):
    ids: list[Annotated[str, Field(max_length=20)]] = Field(max_length=2000)


class ItemName(_Strict):
    id: str = Field(max_length=20)


class IssueName(_Strict):
    issue: Annotated[str, Field(pattern=r"^[0-9a-f]{24}$")]


class Confirmed(IssueName):
    """A 【待核】 looked up, with this year's words where it holds their place."""

    words: Annotated[str, Field(max_length=200)] = ""


class Decisions(_Strict):
    """What to take over of a file read back: sections by key, numbers by their place in the list."""

    keys: list[Annotated[str, Field(max_length=60)]] = Field(max_length=2000)
    into_sheet: list[int] = Field(max_length=5000)
    put_back: list[int] = Field(max_length=5000)


class ReportName(_Strict):
    source: str = Field(max_length=400)


class Mended(_Strict):
    source: str = Field(max_length=400)
    what: str = Field(pattern="^(join|split|level|org|year|title|undo)$")
    number: Annotated[int, Field(ge=0, le=10**6)] = 0
    text: str = Field("", max_length=400_000)
    at: Annotated[int, Field(ge=0, le=10**6)] = 0
    value: str = Field("", max_length=120)


class ItemText(_Strict):
    id: str = Field(max_length=20)
    section: str = Field(max_length=200)
    action: str = Field(pattern="^(沿用|改写|删除|新增|)$")
    text: str = Field(max_length=4000)
    evidence: str = Field(max_length=400)
