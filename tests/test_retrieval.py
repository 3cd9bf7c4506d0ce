"""Retrieval: what is found first, and what the filters leave out."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from drafter.answering import hit_json
from drafter.errors import IndexFolderError
from drafter.index import PassageIndex, index_reports, open_index
from drafter.index.filtering import Filters
from drafter.retrieval import find_precedents, find_precedents_many
from tests.index_build import PARAGRAPHS, tiny_bert, tiny_cross_encoder, write_report


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> PassageIndex:
    folder = tmp_path_factory.mktemp("retrieval")
    for year in (2021, 2022, 2023):
        write_report(folder / "corpus", year)
    write_report(folder / "corpus", 2023, org="安宁市教育局", 河长制="新建中小学校八所，增加学位三千个。")
    index_reports([folder / "corpus"], folder / "index")
    return open_index(folder / "index")


class Backwards:
    """A reranker that thinks the opposite."""

    def rerank(self, query: str, ranked: list) -> list:  # type: ignore[type-arg]
        return [(passage, 1 - score) for passage, score in reversed(ranked)]


def found(
    index: PassageIndex, query: str, *, heading: str = "", limit: int = 5, group: bool = True, **filters: Any
) -> list[tuple[str, int | None, str]]:
    wanted = Filters(**filters)
    hits = find_precedents(index, query, heading=heading, limit=limit, group=group, filters=wanted)
    return [(one.passage.org[:3], one.passage.year, one.passage.headings[-1]) for one in hits]


@pytest.mark.parametrize(("heading", "text"), PARAGRAPHS.items())
def test_a_paragraph_is_found_by_its_own_words_with_other_numbers(
    heading: str, text: str, index: PassageIndex
):
    changed = text.translate(str.maketrans("0123456789", "7418529630"))
    best = find_precedents(index, changed, limit=1)[0]
    assert (best.passage.headings[-1], best.passage.text) == (heading, text)


def test_of_equals_the_newer_comes_first(index: PassageIndex):
    assert found(index, "组织巡河，清理河道垃圾", limit=3, group=False) == [
        ("云岭市", 2023, "三、河长制"),
        ("云岭市", 2022, "三、河长制"),
        ("云岭市", 2021, "三、河长制"),
    ]


def test_before_leaves_out_that_year_and_later(index: PassageIndex):
    assert [year for _, year, _ in found(index, "预算执行率", before=2023, limit=2, group=False)] == [
        2022,
        2021,
    ]
    assert found(index, "预算执行率", before=2021) == []


def test_filters_apply_before_ranking(index: PassageIndex):
    assert found(index, "清理河道垃圾", year=2021, limit=1) == [("云岭市", 2021, "三、河长制")]
    assert {org for org, *_ in found(index, "清理河道垃圾", org="教育局", limit=50)} == {"安宁市"}
    assert {heading for *_, heading in found(index, "减少巡河支出", section="三公", limit=50)} == {
        "六、三公经费"
    }


def test_a_heading_finds_the_paragraph_that_does_not_repeat_it(index: PassageIndex):
    assert found(index, "存在问题", limit=1, year=2022) == [("云岭市", 2022, "八、存在问题")]


def test_a_number_typed_alone_is_looked_for(index: PassageIndex):
    assert found(index, "3150.20万元", limit=1, year=2022) == [("云岭市", 2022, "二、预算执行")]


@pytest.mark.parametrize("query", ["", "？！", "zzzz", "𠮷"])
def test_a_query_that_shares_nothing_finds_nothing(query: str, index: PassageIndex):
    assert find_precedents(index, query) == ()


def test_a_limit_of_none_or_of_more_than_all_is_fine(index: PassageIndex):
    assert find_precedents(index, "预算", limit=0) == ()
    hits = find_precedents(index, "预算执行和河长制工作", limit=1000)
    assert len({one.passage.id for one in hits}) == len(hits) <= len(index)
    assert [one.score for one in hits] == sorted((one.score for one in hits), reverse=True)
    assert hits[0].score <= 1


def test_many_queries_give_what_each_gives_alone(index: PassageIndex):
    queries = ["预算执行率", "", "防汛物资储备"]
    filters = Filters(before=2023)
    assert find_precedents_many(index, queries, filters=filters) == [
        find_precedents(index, query, filters=filters) for query in queries
    ]
    assert find_precedents_many(index, []) == []


def test_the_words_shared_are_told(index: PassageIndex):
    hit = find_precedents(index, "河道垃圾的清理", filters=Filters(year=2022))[0]
    assert hit.matched == ("河道", "垃圾", "清理")


def test_the_hit_as_json_points_into_the_report(index: PassageIndex):
    hit = find_precedents(index, "三公经费支出", filters=Filters(before=2023), limit=1)[0]
    data = hit_json(hit)
    assert list(data) == [
        *("id", "score", "org", "year", "source", "headings", "start", "end", "text"),
        *("page", "years", "matched", "sentence", "also", "closeness"),
    ]
    assert (data["org"], data["year"], data["headings"]) == ("云岭市水利局", 2022, ["六、三公经费"])
    text = index.report(hit.passage.source).text
    assert text[hit.passage.start : hit.passage.end] == data["text"] == PARAGRAPHS["六、三公经费"]


def test_what_a_body_repeats_over_the_years_is_one_hit_with_its_years(index: PassageIndex):
    first, second = find_precedents(index, "组织巡河，清理河道垃圾", limit=2)
    assert (first.passage.year, first.years, [one.year for one in first.also]) == (
        2023,
        (2023, 2022, 2021),
        [2022, 2021],
    )
    assert second.passage.headings != first.passage.headings
    assert hit_json(first)["years"] == [2023, 2022, 2021]


def test_another_body_that_says_the_same_is_another_hit(index: PassageIndex):
    hits = find_precedents(index, "三公经费支出较上年减少", limit=2)
    assert [(one.passage.org, one.years) for one in hits] == [
        ("云岭市水利局", (2023, 2022, 2021)),
        ("安宁市教育局", (2023,)),
    ]


def test_a_report_kept_as_two_files_is_found_once(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("twice")
    for year in (2022, 2023):
        path = write_report(folder / "corpus", year)
        copy = path.with_name(f"报送稿-{path.name}")
        copy.write_text(path.read_text("utf-8").replace("，", "， "), "utf-8")
    index_reports([folder / "corpus"], folder / "index")
    opened = open_index(folder / "index")
    first, second = find_precedents(opened, "组织巡河，清理河道垃圾", limit=2)
    assert {one.org for one in opened.passages()} == {"云岭市水利局"}
    assert (first.years, len(first.also)) == ((2023, 2022), 3)
    assert second.passage.headings != first.passage.headings


def test_everyday_words_find_what_reports_say_in_their_place(index: PassageIndex):
    hit = find_precedents(index, "机关请客吃饭和坐车花了多少", limit=1)[0]
    assert hit.passage.headings[-1] == "六、三公经费"
    assert "三公经费" in hit.matched


def test_meaning_counts_less_where_passages_have_what_is_asked(
    index: PassageIndex, monkeypatch: pytest.MonkeyPatch
):
    def scores(query: str) -> list[float]:
        return [hit.score for hit in find_precedents(index, query, limit=10)]

    written, everyday = scores("河长制"), scores("往河里倒垃圾")
    monkeypatch.setattr("drafter.index.ranking.SHARE_WRITTEN", 1)
    assert written[0] == scores("河长制")[0]
    assert written[1:] != scores("河长制")[1:]
    assert everyday == scores("往河里倒垃圾")


def test_words_that_only_ask_find_nothing_by_themselves(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("asking")
    speech = "我们要想清楚怎么干、谁来写、写什么、为什么干，多少年来都是这样一步一步走过来的。"
    write_report(folder / "corpus", 2023, 队伍建设=speech)
    index_reports([folder / "corpus"], folder / "index")
    hits = find_precedents(open_index(folder / "index"), "三公经费为什么减少怎么写")
    assert hits[0].passage.headings[-1] == "六、三公经费"
    assert hits[0].matched == ("三公", "经费", "减少")
    assert speech not in [hit.passage.text for hit in hits]


def test_wording_comes_before_rows_of_a_table(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("rows")
    rows = "公务接待费\t3.10\t2.90\n差旅费\t21.40\t20.80\n会议费\t6.00\t5.20"
    said = "公务接待费支出2.9万元，比上年减少0.2万元，主要用于接待检查指导工作的单位。"
    write_report(folder / "corpus", 2023, 部门概况=rows, 三公经费=said)
    index_reports([folder / "corpus"], folder / "index")
    first, second = find_precedents(open_index(folder / "index"), "公务接待费", limit=2)
    assert (first.passage.text, second.passage.text) == (said, rows)


def test_of_words_typed_apart_a_long_one_does_not_outweigh_two_short_ones(
    tmp_path_factory: pytest.TempPathFactory,
):
    folder = tmp_path_factory.mktemp("apart")
    texts = {
        "三、河长制": "全年巡河四百次，清理河道垃圾一千吨。",
        "四、防汛抗旱": "全面提高社会保障服务能力，窗口服务态度有了明显改进。",
        "五、农村供水": "社会保障服务能力下沉到村，为老年人上门办理业务八百件。",
    }
    write_report(folder / "corpus", 2023, **{heading[2:]: text for heading, text in texts.items()})
    index_reports([folder / "corpus"], folder / "index")
    best = find_precedents(open_index(folder / "index"), "社会保障服务能力 巡河 垃圾", limit=1)[0]
    assert best.passage.text == texts["三、河长制"]


def test_what_was_done_comes_before_the_duty_to_do_it(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("duties")
    duty, done = (
        "负责组织水库移民后期扶持工作。",
        "全年发放水库移民后期扶持资金三百万元，惠及移民一千二百人。",
    )
    text = f"云岭市水利局2023年度自评报告\n一、主要职能\n{duty}\n二、工作完成情况\n{done}\n"
    path = folder / "corpus" / "云岭市水利局-自评报告-2023.txt"
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    index_reports([path.parent], folder / "index")
    index = open_index(folder / "index")
    assert [hit.passage.text for hit in find_precedents(index, "移民后期扶持")] == [done, duty]
    assert find_precedents(index, "移民后期扶持的职能", limit=1)[0].passage.text == duty


def test_the_sentence_that_matched_is_told(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("sentence")
    said = "全年召开调度会六次。新建充电桩二百个，更换老旧线路。居民反映良好。"
    write_report(folder / "corpus", 2023, 河长制=said)
    index_reports([folder / "corpus"], folder / "index")
    index = open_index(folder / "index")
    hit = find_precedents(index, "充电桩建设", limit=1)[0]
    text = index.report(hit.passage.source).text
    assert text[slice(*hit.sentence)] == "新建充电桩二百个，更换老旧线路。"
    assert hit_json(hit)["sentence"] == {
        "start": hit.sentence[0],
        "end": hit.sentence[1],
        "text": "新建充电桩二百个，更换老旧线路。",
    }


def test_a_section_like_the_one_being_written_is_preferred(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("heading")
    same = "全年开展专题培训四期，参训人员二百人次。"
    write_report(folder / "corpus", 2023, 防汛抗旱=same, 队伍建设=same)
    index_reports([folder / "corpus"], folder / "index")
    index = open_index(folder / "index")
    assert found(index, "开展专题培训", heading="三、干部队伍建设", limit=1) == [
        ("云岭市", 2023, "七、队伍建设")
    ]
    assert found(index, "开展专题培训", heading="防汛抗旱工作", limit=1) == [("云岭市", 2023, "四、防汛抗旱")]


def test_of_two_bodies_as_close_the_own_comes_first(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("own")
    said = "全年开展专题培训四期，参训人员二百人次。"
    for org in ("云岭市水利局", "安宁市教育局"):
        write_report(folder / "corpus", 2023, org=org, 队伍建设=said)
    index_reports([folder / "corpus"], folder / "index")
    index = open_index(folder / "index")
    for body in ("云岭市水利局", "安宁市教育局"):
        first, second = find_precedents(index, "开展专题培训", body=body, limit=2)
        assert (first.passage.org, first.passage.text, second.passage.text) == (body, said, said)


def test_paragraphs_of_one_text_find_the_report_the_ones_before_were_near_to(
    tmp_path_factory: pytest.TempPathFactory,
):
    folder = tmp_path_factory.mktemp("together")
    same = "加强队伍建设，全年组织集中学习二十四次，开展警示教育四次，干部职工作风持续好转，群众满意度进一步提高。"
    tea = "春茶开采面积扩大到三万亩，建成标准化茶园五个，举办采茶制茶技能大赛，茶农收入稳步增加，品牌知名度提升。"
    port = "港区新建泊位三个，疏浚航道十二公里，开通内贸航线六条，集装箱吞吐量再创新高，口岸通关时间压缩一半以上。"
    for org, own in (("临港市商务局", port), ("茶山县农业局", tea)):
        write_report(folder / "corpus", 2023, org=org, 河长制=own, 队伍建设=same)
    index_reports([folder / "corpus"], folder / "index")
    index = open_index(folder / "index")
    for own, org in ((tea, "茶山县农业局"), (port, "临港市商务局")):
        hits = find_precedents_many(index, [own, same], limit=1, together=True, group=False)
        assert [(one.passage.org, one.passage.text) for (one,) in hits] == [(org, own), (org, same)]


def test_of_wording_repeated_over_the_years_the_newest_is_shown(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("newest")
    for year, times in ((2021, "四"), (2022, "五"), (2023, "六")):
        write_report(
            folder / "corpus", year, 河长制=f"全年巡河{times}百次，清理河道垃圾，整治沿河违建{times}处。"
        )
    index_reports([folder / "corpus"], folder / "index")
    index = open_index(folder / "index")
    hit = find_precedents(index, "清理河道垃圾，整治沿河违建", limit=1)[0]
    assert (hit.passage.year, hit.years) == (2023, (2023, 2022, 2021))
    assert [one.year for one in hit.also] == [2022, 2021]
    # Unless an older one has what was asked for.
    assert find_precedents(index, "巡河五百次，整治违建五处", limit=1)[0].passage.year == 2022


def test_what_a_long_report_shares_by_its_length_alone_is_discounted(
    tmp_path_factory: pytest.TempPathFactory,
):
    folder = tmp_path_factory.mktemp("lengths")
    write_report(folder / "corpus", 2022)
    write_report(folder / "corpus", 2023, 河长制="组织巡河，清理河道垃圾。" * 40)
    index_reports([folder / "corpus"], folder / "index")
    opened = open_index(folder / "index")
    breadths = dict(
        zip([one.year for one in opened.passages()], opened.breadths_of(np.arange(len(opened))), strict=True)
    )
    assert breadths[2022] < 1 < breadths[2023]


def test_a_reranker_has_the_last_word(index: PassageIndex):
    plain = find_precedents(index, "河道防汛", limit=50, group=False)
    turned = find_precedents(index, "河道防汛", limit=50, group=False, reranker=Backwards())
    assert [one.passage.id for one in turned] == [one.passage.id for one in reversed(plain)]


def test_of_what_a_reranker_thinks_alike_the_own_bodys_comes_first(index: PassageIndex):
    class Undecided:
        def rerank(self, query: str, ranked: list) -> list:  # type: ignore[type-arg]
            return [(passage, 0.5) for passage, _ in ranked]

    for body in ("安宁市教育局", "云岭市水利局"):
        hits = find_precedents(index, "三公经费支出减少", body=body, limit=3, reranker=Undecided())
        assert hits[0].passage.org == body


def test_a_cross_encoder_folder_reorders_the_same_hits(index: PassageIndex, tmp_path: Path):
    from drafter.reranking import CrossEncoderReranker

    reranker = CrossEncoderReranker(tiny_cross_encoder(tmp_path / "reranker"))
    plain = find_precedents(index, "河道防汛", limit=50, group=False)
    turned = find_precedents(index, "河道防汛", limit=50, group=False, reranker=reranker)
    assert {one.passage.id for one in turned} == {one.passage.id for one in plain}
    assert [one.score for one in turned] == sorted((one.score for one in turned), reverse=True)
    assert all(0 <= one.score <= 1 for one in turned)
    assert find_precedents(index, "蘑菇𠮷", reranker=reranker) == ()


def test_a_folder_that_is_no_cross_encoder_is_told(tmp_path: Path):
    from drafter.reranking import open_reranker

    def refusal(folder: Path) -> str:
        with pytest.raises(IndexFolderError) as told:
            open_reranker(folder)
        return str(told.value).removeprefix(str(folder))

    assert refusal(tmp_path / "没有").startswith("找不到重排模型文件夹")
    assert refusal(tmp_path).startswith("：不是重排模型（没有 config.json）")
    # The library would open an embedder, and rank by weights it has just made up.
    assert refusal(tiny_bert(tmp_path / "embedder")).startswith("：不是重排模型（BertModel）")
    kinds = tiny_cross_encoder(tmp_path / "kinds") / "config.json"
    told = json.loads(kinds.read_text()) | {"id2label": {"0": "财政", "1": "水利", "2": "教育"}}
    kinds.write_text(json.dumps(told))
    assert refusal(kinds.parent).startswith("：不是重排模型（分 3 类的分类模型）")
    damaged = tiny_cross_encoder(tmp_path / "damaged")
    (damaged / "model.safetensors").write_bytes(b"no weights")
    assert refusal(damaged).startswith("：重排模型打不开")


def test_what_a_reranker_puts_first_is_first_in_the_library(tmp_path: Path):
    from drafter.actions import Models, Office

    folder = tmp_path / "index"
    index_reports([write_report(tmp_path / "corpus", 2023)], folder)
    found = []
    for models in (Models(), Models(reranker=Backwards())):
        library = Office(folder, tmp_path / "workspace", models).library
        shown = library.precedents("河道防汛", limit=50)
        searched = cast(list[dict[str, str]], library.search("河道防汛", limit=50)["hits"])
        assert [one.passage.id for one in shown] == [one["id"] for one in searched]
        found.append(searched[0]["id"])
    assert found[0] != found[1]


def test_importing_retrieval_is_light():
    heavy = ("numpy", "faiss", "bm25s", "torch", "sklearn", "tokenizers", "rjieba")
    ask = f"import sys, drafter.retrieval; print(*[name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.returncode) == ("", 0)
