"""The plain routes beside Gradio's: saving as one types, judging issues, files to download, css and js, health; ① is in data_routes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import FileResponse, Response

from drafter.actions import Office, Typed, Work
from drafter.actions.comparing import compare
from drafter.actions.mending import Mending, ReadView
from drafter.actions.sections import body
from drafter.errors import DraftError
from drafter.strings import tr
from drafter.web import panels
from drafter.web.answering import answer, file_answer
from drafter.web.asking import for_those_who
from drafter.web.bodies import (
    CheckedName,
    Chosen,
    Confirmed,
    Decisions,
    IssueName,
    Mended,
    ProjectId,
    ReportName,
    ReturnedName,
    SectionKey,
    SectionText,
    Source,
    ToCheck,
    Verdict,
    VersionNumber,
)

STATIC = Path(__file__).with_name("static")
_STATIC_FILES = frozenset(path.name for path in STATIC.iterdir())


def routes(office: Office) -> APIRouter:
    """Return the routes over `office`; each answers a DrafterError with its sentence."""
    router = APIRouter()
    _serve_static(router)
    for take in (_take_sections, _take_verdicts, _take_wording, _take_files, _take_mends):
        take(router, office)
    return router


def _serve_static(router: APIRouter) -> None:
    """What belongs to no project: css, js and whether the server is well."""

    @router.get("/healthz")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    @router.get("/drafter/{name}")
    def static(name: str) -> Response:
        if name not in _STATIC_FILES:
            raise HTTPException(404)
        return FileResponse(STATIC / name, headers={"cache-control": "no-cache"})


def _take_sections(router: APIRouter, office: Office) -> None:
    """② A section as it is written, and what it was before."""

    @router.post("/projects/{id}/sections/{key}/look", dependencies=[for_those_who("write")])
    def look(id: ProjectId, key: SectionKey, sent: SectionText) -> Response:
        return answer(lambda: _looked_at(office.look(id, key, sent.text), key))

    @router.put("/projects/{id}/sections/{key}", dependencies=[for_those_who("write")])
    def write(id: ProjectId, key: SectionKey, sent: SectionText) -> Response:
        def act() -> dict[str, Any]:
            revision = office.write(id, key, sent.text, sent.revision)
            work, saved = office.open(id), saved_now()
            told = _looked_at(work, key)
            told["panels"]["heading"] = panels.heading(work, key, saved)
            return {"revision": revision, "saved": saved, **told}

        def standing() -> dict[str, Any]:
            theirs = body(office.workspace.load(id)[0].section(key))
            paired = [one for one in compare(theirs, sent.text) if not one.same]
            return {
                "theirs": theirs,
                "differing": [{"theirs": one.left, "mine": one.right} for one in paired],
            }

        return answer(act, standing)

    @router.get("/projects/{id}/sections/{key}/history", dependencies=[for_those_who("read")])
    def history(id: ProjectId, key: SectionKey) -> Response:
        return answer(lambda: {"panels": {"history": panels.history(office.versions(id, key))}})

    @router.get("/projects/{id}/sections/{key}/compare/{number}", dependencies=[for_those_who("read")])
    def compare_with(id: ProjectId, key: SectionKey, number: VersionNumber) -> Response:
        return answer(lambda: {"panels": {"compare": _compared(office, id, key, number)}})

    @router.put("/projects/{id}/sections/{key}/restore", dependencies=[for_those_who("write")])
    def restore(id: ProjectId, key: SectionKey, sent: Chosen) -> Response:
        def act() -> dict[str, Any]:
            office.restore(id, key, sent.number)
            return {"panels": {"compare": ""}}

        return answer(act)


def _take_verdicts(router: APIRouter, office: Office) -> None:
    """③ and 校核报告: what people say of issues and numbers, and mending at a press."""

    @router.put("/checked", dependencies=[for_those_who("check")])
    def check_pasted(sent: ToCheck) -> Response:
        return answer(
            lambda: {"panels": {"checked": panels.checked(office.check_text(sent.text, of=sent.of))}}
        )

    @router.put("/projects/{id}/verdicts", dependencies=[for_those_who("judge")])
    def judge_draft(id: ProjectId, sent: Verdict) -> Response:
        def act() -> dict[str, Any]:
            office.open(id)
            office.dismiss(id, sent.issue, dismissed=sent.dismissed, everywhere=sent.everywhere)
            return {"panels": _judged(office.open(id), sent.section)}

        return answer(act)

    @router.put("/checked/{name}/verdicts", dependencies=[for_those_who("judge")])
    def judge_report(name: CheckedName, sent: Verdict) -> Response:
        def act() -> dict[str, Any]:
            office.checked(name)
            office.dismiss(name, sent.issue, dismissed=sent.dismissed, everywhere=sent.everywhere)
            return {"panels": {"checked": panels.checked(office.checked(name))}}

        return answer(act)

    @router.put("/projects/{id}/sources", dependencies=[for_those_who("judge")])
    def give_source(id: ProjectId, sent: Source) -> Response:
        def act() -> dict[str, Any]:
            office.give_source(id, sent.start, sent.end, sent.source)
            return {"panels": _judged(office.open(id), "")}

        return answer(act)

    @router.put("/checked/{name}/sources", dependencies=[for_those_who("judge")])
    def give_source_of_checked(name: CheckedName, sent: Source) -> Response:
        def act() -> dict[str, Any]:
            office.give_source(name, sent.start, sent.end, sent.source)
            return {"panels": {"checked": panels.checked(office.checked(name))}}

        return answer(act)

    @router.get("/checked/{name}/opinion.docx", dependencies=[for_those_who("check")])
    def opinion(name: CheckedName) -> Response:
        return file_answer(lambda: office.checked_file(name))

    @router.put("/projects/{id}/fix", dependencies=[for_those_who("write")])
    def fix(id: ProjectId, sent: IssueName) -> Response:
        def act() -> dict[str, Any]:
            key = office.fix(id, sent.issue)
            return {"section": key, "panels": _judged(office.open(id), key)}

        return answer(act)

    @router.put("/projects/{id}/confirm", dependencies=[for_those_who("write")])
    def confirm(id: ProjectId, sent: Confirmed) -> Response:
        def act() -> dict[str, Any]:
            key = office.confirm(id, sent.issue, sent.words)
            return {"section": key, "panels": _judged(office.open(id), key)}

        return answer(act)


def _take_wording(router: APIRouter, office: Office) -> None:
    """② Past wording for a section."""

    @router.get("/projects/{id}/sections/{key}/precedents", dependencies=[for_those_who("read")])
    def precedents(id: ProjectId, key: SectionKey, words: Annotated[str, Query(max_length=200)]) -> Response:
        def act() -> dict[str, Any]:
            work, sought = office.open(id), words.strip()
            found = office.precedents(work, key, sought)
            return {"panels": {"precedents": panels.precedents(work, key, found, sought)}}

        return answer(act)

    @router.get("/projects/{id}/applied", dependencies=[for_those_who("read")])
    def applied(id: ProjectId, source: str, start: int, end: int) -> Response:
        return answer(lambda: {"text": office.applied(id, source, start, end)})


def _take_files(router: APIRouter, office: Office) -> None:
    """④ The report as a file, and an edited file's changes."""

    @router.put("/projects/{id}/returned/{name}", dependencies=[for_those_who("write")])
    def take_back(id: ProjectId, name: ReturnedName, sent: Decisions) -> Response:
        def act() -> dict[str, Any]:
            if office.returned(name).project != id:
                raise DraftError(tr("读回的文件不属于这份稿件。请重新上传"))
            return {"told": _taken(office, id, name, sent), "panels": {"returned": ""}}

        return answer(act)

    @router.get("/projects/{id}/report.{kind}", dependencies=[for_those_who("export")])
    def report(
        id: ProjectId, kind: str, comments: bool = True, sources: bool = False, final: bool = False
    ) -> Response:
        return file_answer(lambda: office.export(id, kind, comments=comments, sources=sources, final=final))


def _take_mends(router: APIRouter, office: Office) -> None:
    """资料库: how a report was read."""

    @router.put("/library/reading", dependencies=[for_those_who("read")])
    def reading(sent: ReportName) -> Response:
        return answer(lambda: {"panels": {"reading": panels.reading(office.mending.view(sent.source))}})

    @router.put("/library/mend", dependencies=[for_those_who("collect")])
    def mend(sent: Mended) -> Response:
        def act() -> dict[str, Any]:
            view = _mended(office.mending, sent)
            return {"panels": {"reading": panels.reading(view), "reports": panels.reports_of(office.library)}}

        return answer(act)


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


def saved_now() -> str:
    return tr("已自动保存 {time}", time=datetime.now().strftime("%H:%M:%S"))
