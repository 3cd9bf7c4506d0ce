"""The plain routes beside Gradio's: saving as one types, files to download, the page's own css and js, health."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException
from fastapi import Path as InPath
from fastapi.responses import FileResponse, JSONResponse, Response
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from drafter.actions import Office, Typed, Work
from drafter.actions.mending import Mending, ReadView
from drafter.actions.sections import body, clean
from drafter.brief import WorkItem
from drafter.errors import ConflictError, DrafterError, DraftError
from drafter.strings import tr
from drafter.web import panels
from drafter.web.asking import for_those_who
from drafter.web.sending import send_file
from drafter.workspace import SaveConflict

STATIC = Path(__file__).with_name("static")
_STATIC_FILES = frozenset(path.name for path in STATIC.iterdir())
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


class ItemOrder(_Strict):
    ids: list[Annotated[str, Field(max_length=20)]] = Field(max_length=2000)


class ItemName(_Strict):
    id: str = Field(max_length=20)


class IssueName(_Strict):
    issue: Annotated[str, Field(pattern=r"^[0-9a-f]{24}$")]


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


def routes(office: Office) -> APIRouter:
    """Return the routes over `office`; each answers a DrafterError with its sentence."""
    router = APIRouter()

    @router.get("/healthz")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    @router.get("/drafter/{name}")
    def static(name: str) -> Response:
        if name not in _STATIC_FILES:
            raise HTTPException(404)
        return FileResponse(STATIC / name, headers={"cache-control": "no-cache"})

    @router.post("/projects/{id}/sections/{key}/look", dependencies=[for_those_who("write")])
    def look(id: ProjectId, key: SectionKey, sent: SectionText) -> Response:
        return _answer(lambda: _looked_at(office.look(id, key, sent.text), key))

    @router.put("/projects/{id}/sections/{key}", dependencies=[for_those_who("write")])
    def write(id: ProjectId, key: SectionKey, sent: SectionText) -> Response:
        def act() -> dict[str, Any]:
            revision = office.write(id, key, sent.text, sent.revision)
            work, saved = office.open(id), saved_now()
            told = _looked_at(work, key)
            told["panels"]["heading"] = panels.heading(work, key, saved)
            return {"revision": revision, "saved": saved, **told}

        def theirs() -> str:
            return body(office.workspace.load(id)[0].section(key))

        return _answer(act, theirs)

    @router.get("/projects/{id}/sections/{key}/history", dependencies=[for_those_who("read")])
    def history(id: ProjectId, key: SectionKey) -> Response:
        return _answer(lambda: {"panels": {"history": panels.history(office.versions(id, key))}})

    @router.get("/projects/{id}/sections/{key}/compare/{number}", dependencies=[for_those_who("read")])
    def compare(id: ProjectId, key: SectionKey, number: VersionNumber) -> Response:
        return _answer(lambda: {"panels": {"compare": _compared(office, id, key, number)}})

    @router.put("/projects/{id}/sections/{key}/restore", dependencies=[for_those_who("write")])
    def restore(id: ProjectId, key: SectionKey, sent: Chosen) -> Response:
        def act() -> dict[str, Any]:
            office.restore(id, key, sent.number)
            return {"panels": {"compare": ""}}

        return _answer(act)

    @router.put("/projects/{id}/figures", dependencies=[for_those_who("write")])
    def type_figures(id: ProjectId, sent: FigureValues) -> Response:
        def act() -> dict[str, Any]:
            typed = office.type_figures(id, dict(sent.values))
            work = office.open(id)
            return {
                "refused": typed.refused,
                "panels": {"figures": panels.figures(work, _told(typed)), "chart": panels.chart(work)},
            }

        return _answer(act)

    @router.put("/projects/{id}/verdicts", dependencies=[for_those_who("judge")])
    def judge_draft(id: ProjectId, sent: Verdict) -> Response:
        def act() -> dict[str, Any]:
            office.open(id)
            office.dismiss(id, sent.issue, dismissed=sent.dismissed, everywhere=sent.everywhere)
            return {"panels": _judged(office.open(id), sent.section)}

        return _answer(act)

    @router.put("/checked/{name}/verdicts", dependencies=[for_those_who("judge")])
    def judge_report(name: CheckedName, sent: Verdict) -> Response:
        def act() -> dict[str, Any]:
            office.checked(name)
            office.dismiss(name, sent.issue, dismissed=sent.dismissed, everywhere=sent.everywhere)
            return {"panels": {"checked": panels.checked(office.checked(name))}}

        return _answer(act)

    @router.put("/projects/{id}/sources", dependencies=[for_those_who("judge")])
    def give_source(id: ProjectId, sent: Source) -> Response:
        def act() -> dict[str, Any]:
            office.give_source(id, sent.start, sent.end, sent.source)
            return {"panels": _judged(office.open(id), "")}

        return _answer(act)

    @router.put("/checked/{name}/sources", dependencies=[for_those_who("judge")])
    def give_source_of_checked(name: CheckedName, sent: Source) -> Response:
        def act() -> dict[str, Any]:
            office.give_source(name, sent.start, sent.end, sent.source)
            return {"panels": {"checked": panels.checked(office.checked(name))}}

        return _answer(act)

    @router.put("/projects/{id}/figures/match", dependencies=[for_those_who("write")])
    def match(id: ProjectId, sent: Pasted) -> Response:
        return _answer(
            lambda: {"panels": {"matches": panels.matches(office.open(id), office.match_text(id, sent.text))}}
        )

    @router.put("/projects/{id}/fix", dependencies=[for_those_who("write")])
    def fix(id: ProjectId, sent: IssueName) -> Response:
        def act() -> dict[str, Any]:
            key = office.fix(id, sent.issue)
            return {"section": key, "panels": _judged(office.open(id), key)}

        return _answer(act)

    @router.put("/projects/{id}/confirm", dependencies=[for_those_who("write")])
    def confirm(id: ProjectId, sent: IssueName) -> Response:
        def act() -> dict[str, Any]:
            key = office.confirm(id, sent.issue)
            return {"section": key, "panels": _judged(office.open(id), key)}

        return _answer(act)

    @router.get("/projects/{id}/applied", dependencies=[for_those_who("read")])
    def applied(id: ProjectId, source: str, start: int, end: int) -> Response:
        return _answer(lambda: {"text": office.applied(id, source, start, end)})

    @router.put("/projects/{id}/items/order", dependencies=[for_those_who("write")])
    def sort_items(id: ProjectId, sent: ItemOrder) -> Response:
        def act() -> dict[str, Any]:
            office.sort_items(id, sent.ids)
            return {"panels": {"items": panels.items(office.open(id))}}

        return _answer(act)

    @router.put("/projects/{id}/items/drop", dependencies=[for_those_who("write")])
    def drop_item(id: ProjectId, sent: ItemName) -> Response:
        def act() -> dict[str, Any]:
            office.drop_item(id, sent.id)
            return {"panels": {"items": panels.items(office.open(id))}}

        return _answer(act)

    @router.put("/projects/{id}/items", dependencies=[for_those_who("write")])
    def write_item(id: ProjectId, sent: ItemText) -> Response:
        def act() -> dict[str, Any]:
            item = WorkItem(sent.id, sent.section, "", sent.action, sent.text, sent.evidence)  # type: ignore[arg-type]
            written = office.write_item(id, item)
            return {"id": written, "panels": {"items": panels.items(office.open(id))}}

        return _answer(act)

    @router.put("/projects/{id}/returned/{name}", dependencies=[for_those_who("write")])
    def take_back(id: ProjectId, name: ReturnedName, sent: Decisions) -> Response:
        def act() -> dict[str, Any]:
            if office.returned(name).project != id:
                raise DraftError(tr("读回的文件不属于这份稿件。请重新上传"))
            return {"told": _taken(office, id, name, sent), "panels": {"returned": ""}}

        return _answer(act)

    @router.put("/library/reading", dependencies=[for_those_who("read")])
    def reading(sent: ReportName) -> Response:
        return _answer(lambda: {"panels": {"reading": panels.reading(office.mending.view(sent.source))}})

    @router.put("/library/mend", dependencies=[for_those_who("collect")])
    def mend(sent: Mended) -> Response:
        def act() -> dict[str, Any]:
            view = _mended(office.mending, sent)
            rows = panels.reports(
                office.library.reports(), office.library.testable(), office.library.size()[1]
            )
            return {"panels": {"reading": panels.reading(view), "reports": rows}}

        return _answer(act)

    @router.get("/projects/{id}/sheet.xlsx", dependencies=[for_those_who("export")])
    def sheet(id: ProjectId) -> Response:
        return _file(lambda: office.sheet_file(id))

    @router.get("/projects/{id}/report.{kind}", dependencies=[for_those_who("export")])
    def report(
        id: ProjectId, kind: str, comments: bool = True, sources: bool = False, final: bool = False
    ) -> Response:
        return _file(lambda: office.export(id, kind, comments=comments, sources=sources, final=final))

    return router


def _looked_at(work: Work, key: str) -> dict[str, Any]:
    """Return what the checks say of the text in the editor, and what changes around it."""
    return {
        "marks": panels.marks(work, key),
        "rows": panels.rows_behind(work, key),
        "panels": {
            "outline": panels.outline_list(work, key),
            "issues": panels.issues(work, key),
            "section": panels.section_rows(work, key),
        },
    }


def _compared(office: Office, id: str, key: str, number: str) -> str:
    """Return the section beside one of its versions, or beside last year's report."""
    draft = office.workspace.load(id)[0]
    now, right = body(draft.section(key)), tr("本稿（{year} 年）", year=draft.year)
    if number == "last":
        left = tr("上年报告：{source}", source=draft.previous_report)
        return panels.comparison(office.last_year(id, key), now, left=left, right=right)
    version = office.version(id, key, int(number))
    left = tr("{time} 的版本", time=version.saved.astimezone().strftime("%m-%d %H:%M"))
    place = {"project": id, "section": key, "number": version.number}
    return panels.comparison(body(version.section), now, left=left, right=right, **place)  # type: ignore[arg-type]


def _taken(office: Office, id: str, name: str, sent: Decisions) -> str:
    """Take the decisions over and tell what came of them."""
    figures = office.returned(name).back.figures
    chosen = [
        [figures[at] for at in places if 0 <= at < len(figures)]
        for places in (sent.into_sheet, sent.put_back)
    ]
    taken = office.take_back(name, sent.keys, into_sheet=chosen[0], put_back=chosen[1])
    typed = office.type_figures(id, taken.figures) if taken.figures else Typed({})
    told = [tr("已采纳 {n} 节，写入数据表 {m} 项", n=len(taken.sections), m=len(taken.figures))]
    return "；".join([*told, *taken.refused, *typed.refused.values()])


def _mended(mending: Mending, sent: Mended) -> ReadView:
    match sent.what:
        case "join":
            return mending.join(sent.source, sent.number, sent.text)
        case "split":
            return mending.split(sent.source, sent.number, sent.text, sent.at)
        case "level":
            return mending.set_level(sent.source, sent.number, sent.text, int(sent.value or 0))
        case "undo":
            return mending.undo(sent.source, sent.number)
        case field:
            return mending.set_field(sent.source, field, sent.value.strip())


def _judged(work: Work, section: str) -> dict[str, str]:
    """Return the panels that show issues, those of the section open in the editor with them."""
    shown = {"findings": panels.findings(work)}
    if section:
        shown |= {"issues": panels.issues(work, section), "outline": panels.outline_list(work, section)}
    return shown


def _told(typed: Typed) -> str:
    """Return what became of the text when figures changed, "" when nothing did."""
    told = tr("已同步更新 {n} 节", n=typed.sections) if typed.sections else ""
    if typed.kept:
        told += ("；" if told else "") + tr("{n} 处人工改过的句子未动，已标为需核对", n=typed.kept)
    return told


def saved_now() -> str:
    return tr("已自动保存 {time}", time=datetime.now().strftime("%H:%M:%S"))


def _answer(act: Callable[[], dict[str, Any]], theirs: Callable[[], str] = str) -> Response:
    """Answer with what `act` returns, or with the sentence of what went wrong; a refused save brings the text that stands."""
    try:
        return JSONResponse(act())
    except SaveConflict as conflict:
        told = {"message": str(conflict), "theirs": theirs(), "revision": conflict.revision}
        return JSONResponse(told, status_code=409)
    except ConflictError as problem:
        return JSONResponse({"message": str(problem)}, status_code=409)
    except DrafterError as problem:
        return JSONResponse({"message": str(problem)}, status_code=422)


def _file(make: Callable[[], tuple[str, bytes]]) -> Response:
    try:
        name, content = make()
    except DrafterError as problem:
        return Response(panels.page(str(problem)), 409, media_type="text/html; charset=utf-8")
    return send_file(name, content)
