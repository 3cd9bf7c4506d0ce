"""The plain routes of ①: figures typed and matched, work items written and sorted, the sheet to download."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from drafter.actions import Office, Typed
from drafter.brief import Figure, WorkItem
from drafter.lastyear.typed_values import place_of
from drafter.strings import tr
from drafter.web import panels
from drafter.web.answering import answer, file_answer
from drafter.web.asking import for_those_who
from drafter.web.bodies import FigureValues, ItemName, ItemOrder, ItemText, Pasted, ProjectId


def data_routes(office: Office) -> APIRouter:
    """Return the routes of this year's data over `office`."""
    router = APIRouter()

    @router.put("/projects/{id}/figures", dependencies=[for_those_who("write")])
    def type_figures(id: ProjectId, sent: FigureValues) -> Response:
        def act() -> dict[str, Any]:
            typed = office.type_figures(id, dict(sent.values))
            work = office.open(id)
            return {
                "refused": {
                    row: _beside(work.brief.figure(row), said) for row, said in typed.refused.items()
                },
                "panels": {"figures": panels.figures(work, _told(typed)), "chart": panels.chart(work)},
            }

        return answer(act)

    @router.get("/projects/{id}/given", dependencies=[for_those_who("read")])
    def given(id: ProjectId) -> Response:
        """What the tables of ① hold, for a page that shows another step and has a copy to send."""

        def look() -> dict[str, Any]:
            work = office.open(id)
            return {"html": panels.figures(work) + panels.items(work)}

        return answer(look)

    @router.get("/projects/{id}/figures/history", dependencies=[for_those_who("read")])
    def history(id: ProjectId) -> Response:
        return answer(lambda: {"panels": {"data_history": panels.data_history(office.changes(id))}})

    @router.put("/projects/{id}/figures/match", dependencies=[for_those_who("write")])
    def match(id: ProjectId, sent: Pasted) -> Response:
        return answer(
            lambda: {"panels": {"matches": panels.matches(office.open(id), office.match_text(id, sent.text))}}
        )

    @router.put("/projects/{id}/items/order", dependencies=[for_those_who("write")])
    def sort_items(id: ProjectId, sent: ItemOrder) -> Response:
        def act() -> dict[str, Any]:
            office.sort_items(id, sent.ids)
            return {"panels": {"items": panels.items(office.open(id))}}

        return answer(act)

    @router.put("/projects/{id}/items/drop", dependencies=[for_those_who("write")])
    def drop_item(id: ProjectId, sent: ItemName) -> Response:
        def act() -> dict[str, Any]:
            office.drop_item(id, sent.id)
            return {"panels": {"items": panels.items(office.open(id))}}

        return answer(act)

    @router.put("/projects/{id}/items", dependencies=[for_those_who("write")])
    def write_item(id: ProjectId, sent: ItemText) -> Response:
        def act() -> dict[str, Any]:
            item = WorkItem(sent.id, sent.section, "", sent.action, sent.text, sent.evidence)  # type: ignore[arg-type]
            written = office.write_item(id, item)
            return {"id": written, "panels": {"items": panels.items(office.open(id))}}

        return answer(act)

    @router.get("/projects/{id}/sheet.xlsx", dependencies=[for_those_who("export")])
    def sheet(id: ProjectId) -> Response:
        return file_answer(lambda: office.sheet_file(id))

    return router


def _beside(figure: Figure | None, said: str) -> str:
    """Return what is said of a cell as it stands under the name of its row, which needs no telling there."""
    return said.removeprefix(place_of(figure)) if figure else said


def _told(typed: Typed) -> str:
    """Return what became of the text when figures changed, "" when nothing did."""
    told = tr("已同步更新 {n} 节", n=typed.sections) if typed.sections else ""
    if typed.kept:
        told += ("；" if told else "") + tr("{n} 处人工改过的句子未动，已标为需核对", n=typed.kept)
    return told
