"""A language model on the page: seen while it writes, stopped, gone on with; a stretch rewritten, taken, taken back, refused."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.acting import MEASURES, MONEY, PROBLEMS, begin_writing
from tests.browser.conftest import serving, visiting
from tests.browser.model_server import ModelServer, modelling
from tests.browser.served import Server, Visit

pytestmark = pytest.mark.browser


def reworded(plan: str) -> str:
    return plan.replace("执行数", "实际执行数").replace("个别", "部分")


@pytest.fixture(scope="module")
def model() -> Iterator[ModelServer]:
    with modelling(reworded) as server:
        yield server


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, model: ModelServer) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("office"), generator=model.spec) as served:
        yield served


@pytest.fixture
def visit(chrome: Any, office: Server, model: ModelServer) -> Iterator[Visit]:
    model.answer, model.wait = reworded, 0.0
    with visiting(chrome, office) as one:
        yield one


def choose(visit: Visit, task: str) -> None:
    visit.page.click(".dr-menu > summary")
    visit.page.click(f"[data-rewrite={task}]")


def test_words_are_seen_as_they_come_and_stopping_leaves_the_text_alone(visit: Visit, model: ModelServer):
    page = visit.page
    model.wait = 0.05
    begin_writing(visit, MONEY)
    page.click("#generate")
    page.wait_for_selector(".dr-writtentext:has-text('2023年')")
    page.click("#stop")
    page.wait_for_selector("#generate-all")
    page.wait_for_selector(".dr-writing", state="detached")
    page.wait_for_selector(".toast-body:has-text('已停止，本节文字未动')")
    assert visit.text == ""
    model.wait = 0.0
    page.click("#generate")
    visit.wait_for_text("实际执行数")
    page.wait_for_selector(".dr-writing:has-text('模型写好了本节')")
    written = visit.text
    model.answer = lambda plan: plan + "涉及12个项目。"
    page.click("#generate")
    page.wait_for_selector(".dr-writing:has-text('模型没有写成本节，原有文字未动')")
    assert visit.text == written


def test_all_sections_are_written_and_what_was_stopped_goes_on(visit: Visit, model: ModelServer):
    page, asked = visit.page, threading.Event()
    begin_writing(visit, MONEY)

    def slower(plan: str) -> str:
        if "个别" in plan:
            asked.set()
            model.wait = 0.5
        return reworded(plan)

    model.answer = slower
    page.click("#generate-all")
    assert asked.wait(60)
    page.click("#stop")
    page.wait_for_selector("#generate-all")
    visit.wait_for_text("实际执行数")
    model.answer, model.wait = reworded, 0.0
    before = len(model.asked)
    page.click("#generate-all")
    page.wait_for_selector(".dr-writing:has-text('模型此前已写成')")
    assert not [plan for plan in model.asked[before:] if "执行数" in plan]
    visit.open_section(PROBLEMS)
    visit.wait_for_text("部分绩效目标")


def test_a_server_that_is_gone_leaves_last_years_wording_and_says_so(chrome: Any, tmp_path: Path):
    with (
        socket.create_server(("127.0.0.1", 0)) as free,
        serving(tmp_path, generator=f"openai:http://127.0.0.1:{free.getsockname()[1]}/v1#m") as server,
        visiting(chrome, server) as visit,
    ):
        free.close()
        begin_writing(visit, MEASURES)
        visit.page.click("#generate")
        visit.page.wait_for_selector(".dr-writing:has-text('模型没有写成本节，已按上年写法起草')")
        visit.page.wait_for_selector(".dr-writing:has-text('这个地址没有服务在运行')")
        visit.wait_for_text("加强绩效业务学习")
        visit.page.uncheck("#with-model input")
        visit.page.click("#generate")
        visit.page.wait_for_selector(".dr-writing", state="detached")


def test_a_rewrite_is_taken_and_taken_back(visit: Visit, model: ModelServer):
    page = visit.page
    begin_writing(visit, PROBLEMS)
    visit.write("个别项目资金支付进度偏慢。")
    choose(visit, "rewrite_item")
    page.wait_for_selector(".dr-compare ins:has-text('部分')")
    assert page.inner_text(".dr-compare del") == "个别"
    page.click("[data-adopt]")
    visit.wait_for_text("部分项目资金支付进度偏慢。")
    page.click(".dr-bar-note button:has-text('撤回')")
    visit.wait_for_text("个别项目资金支付进度偏慢。")
    choose(visit, "rewrite_item")
    page.click(".dr-compare [data-close]")
    page.wait_for_selector(".dr-compare", state="detached")
    assert visit.text == "个别项目资金支付进度偏慢。"


def test_a_number_of_the_models_own_is_refused_and_stopping_is_heard(visit: Visit, model: ModelServer):
    page = visit.page
    begin_writing(visit, PROBLEMS)
    visit.write("个别项目资金支付进度偏慢。")
    model.answer = lambda plan: plan + "涉及12个项目。"
    choose(visit, "expand")
    page.wait_for_selector(".dr-notice:has-text('写了资料之外的数字')")
    page.click(".dr-notice")
    model.answer, model.wait = reworded, 0.5
    choose(visit, "shorten")
    page.wait_for_selector("dialog .dr-writtentext:has-text('部')")
    page.click("dialog button:has-text('停止')")
    page.wait_for_selector("dialog", state="detached")
    assert visit.text == "个别项目资金支付进度偏慢。"
    assert page.query_selector(".dr-notice") is None


def test_without_a_model_terms_are_unified_and_the_rest_is_not_offered(
    chrome: Any, tmp_path: Path, server: Server
):
    with visiting(chrome, server) as visit:
        page = visit.page
        begin_writing(visit, MEASURES)
        visit.write("加强学习，加强管理。")
        page.click(".dr-menu > summary")
        assert page.locator("[data-rewrite]").count() == 2
        page.click("[data-rewrite=unify_terms]")
        page.fill("dialog textarea", "加强=强化")
        page.click("dialog [type=submit]")
        page.click("[data-adopt]")
        visit.wait_for_text("强化学习，强化管理。")
