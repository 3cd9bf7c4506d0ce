"""/api/v1: what the commands do, for other programs, with the same rights as the page."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, FastAPI, File, Form, UploadFile
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse, Response
from pydantic import ValidationError

from drafter import __version__
from drafter.actions import Office
from drafter.brief import Brief
from drafter.commands.checking import findings_json
from drafter.commands.drafts import complete
from drafter.commands.reading import report_json
from drafter.draft import Draft
from drafter.errors import BusyError, DraftError, ReportError
from drafter.export.writing import write_draft
from drafter.issue import Findings
from drafter.report import Report
from drafter.sheet import make_sheet, write_sheet
from drafter.sheet.worker import read_sheet_safely
from drafter.strings import tr
from drafter.web import api_models as models
from drafter.web.asking import for_those_who
from drafter.web.sending import send_written
from drafter.web.uploads import tray

PREFIX = "/api/v1"
# Two drafts at a time are what two cores can do; the page stays quick beside them.
_AT_ONCE = threading.BoundedSemaphore(2)
_PATIENCE = 30.0
_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": models.Problem} for status in (401, 403, 413, 422, 503)
}

Upload = Annotated[UploadFile, File()]
MaybeUpload = Annotated[UploadFile | None, File()]
Name = Annotated[str, Form(max_length=300)]
Year = Annotated[int, Form(ge=1949, le=2199)]


def api_routes(app: FastAPI, office: Office) -> APIRouter:
    """Return the routes over `office`. A report is a file sent along, or the `source` name of one in the library."""
    router = APIRouter(prefix=PREFIX, responses=_PROBLEMS)
    _take_state(router, app, office)
    _take_reading(router, office)
    _take_writing(router, office)
    return router


def _take_state(router: APIRouter, app: FastAPI, office: Office) -> None:
    """What there is to be asked, and whether it would be answered."""

    @router.get("/health", response_model=models.Health, dependencies=[for_those_who("read")])
    def health() -> Any:
        reports, passages = office.library.size()
        return {"status": "ok", "version": __version__, "reports": reports, "passages": passages}

    @router.get("/openapi.json", include_in_schema=False, dependencies=[for_those_who("manage")])
    def openapi() -> Response:
        ours = [route for route in app.routes if getattr(route, "path", "").startswith(PREFIX)]
        return JSONResponse(get_openapi(title="Drafter", version=__version__, routes=ours))


def _take_reading(router: APIRouter, office: Office) -> None:
    """What is found in past reports and in a file sent along."""

    @router.post("/search", response_model=models.SearchAnswer, dependencies=[for_those_who("read")])
    def search(asked: models.SearchQuestion) -> Any:
        return office.library.search(asked.query, limit=asked.limit, filters=asked.filters)

    @router.post("/read", response_model=models.ReadAnswer, dependencies=[for_those_who("check")])
    def read(file: Upload) -> Any:
        with _turn(), tray(office.folder) as sent:
            return report_json(office.library.read_file(sent.lay(file)))

    @router.post("/check", response_model=models.CheckAnswer, dependencies=[for_those_who("check")])
    def check(
        file: Upload, sheet: MaybeUpload = None, previous: MaybeUpload = None, source: Name = ""
    ) -> Any:
        with _turn(), tray(office.folder) as sent:
            path, filled, before = sent.lay(file), sent.lay_any(sheet), sent.lay_any(previous)
            brief = read_sheet_safely(filled) if filled else None
            earlier = _report(office, before, source) if before or source else None
            report, found = _checked(office, path, brief, earlier)
            said = office.workspace.verdicts(report.source)
            return findings_json(path.name, report, said.judge(report, found))


def _take_writing(router: APIRouter, office: Office) -> None:
    """The sheet, the draft and the file to hand over."""

    @router.post("/sheet", response_class=Response, dependencies=[for_those_who("write")])
    def sheet(year: Year, file: MaybeUpload = None, source: Name = "") -> Response:
        with _turn(), tray(office.folder) as sent:
            brief = make_sheet(_report(office, sent.lay_any(file), source), year)
        return send_written(
            office.folder, f"{brief.org}{year}年度数据表.xlsx", lambda out: write_sheet(brief, out)
        )

    @router.post(
        "/draft",
        response_model=models.DraftAnswer,
        dependencies=[for_those_who("write")],
        response_model_exclude_unset=True,
    )
    def draft(sheet: Upload, file: MaybeUpload = None, source: Name = "") -> Any:
        from drafter.drafting.composing import compose_draft

        with _turn(), tray(office.folder) as sent:
            brief = read_sheet_safely(sent.lay(sheet))
            report = _report(office, sent.lay_any(file), source or Path(brief.previous_report).name)
            return compose_draft(
                complete(brief, report), report, earlier=office.library.earlier(report)
            ).to_json()

    @router.post("/export", response_class=Response, dependencies=[for_those_who("export")])
    def export(
        draft: Upload,
        sheet: MaybeUpload = None,
        kind: Annotated[Literal["docx", "pdf", "md", "txt"], Form()] = "docx",
        sources: Annotated[bool, Form()] = False,
        final: Annotated[bool, Form()] = False,
    ) -> Response:
        from drafter.checks import check_draft

        with _turn(), tray(office.folder) as sent:
            written, filled = _draft(sent.lay(draft)), sent.lay_any(sheet)
            brief = read_sheet_safely(filled) if filled else None
        issues = check_draft(written, brief=brief).issues
        name = f"{written.title or tr('报告')}.{kind}"

        def write(path: Path) -> None:
            write_draft(written, path, brief=brief, final=final, issues=issues, sources=sources)

        return send_written(office.folder, name, write)


def _checked(
    office: Office, path: Path, brief: Brief | None, earlier: Report | None
) -> tuple[Report, Findings]:
    """Check the report, or the draft, that `path` holds."""
    from drafter.checks import check_draft, check_report

    if path.suffix.lower() == ".json":
        draft = _draft(path)
        return draft.as_report(path.name), check_draft(draft, brief=brief, previous=earlier)
    report = office.library.read_file(path)
    return report, check_report(report, brief=brief, previous=earlier)


def _report(office: Office, path: Path | None, source: str) -> Report:
    if path is not None:
        return office.library.read_file(path)
    if not source:
        raise ReportError(tr("没有给出上年报告。请上传 file，或用 source 写明资料库中的名称"))
    return office.library.report(source)


def _draft(path: Path) -> Draft:
    """Return the draft a program sends back; what it changed must still be one."""
    try:
        told = models.DraftAnswer.model_validate_json(path.read_bytes())
    except ValidationError as problem:
        places = "、".join(".".join(map(str, one["loc"])) for one in problem.errors()[:3]) or "JSON"
        raise DraftError(
            tr(
                "{name} 不是稿件：{places} 不对。请发送 /api/v1/draft 给出的 JSON",
                name=path.name,
                places=places,
            )
        ) from problem
    return Draft.from_json(told.model_dump())


@contextmanager
def _turn() -> Iterator[None]:
    """Wait for one's turn; raises BusyError when it does not come."""
    if not _AT_ONCE.acquire(timeout=_PATIENCE):
        raise BusyError(tr("正在处理的请求太多。请稍后再试"))
    try:
        yield
    finally:
        _AT_ONCE.release()
