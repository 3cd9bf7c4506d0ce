"""Embedders: the fitted default, other model folders, and what is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from drafter.errors import IndexFolderError
from drafter.index.embedding import open_embedder
from drafter.index.fitting import fit_embedder
from tests.index_build import PARAGRAPHS, tiny_bert

TEXTS = list(PARAGRAPHS.values())
QUERIES = ["预算执行率98.43%", "河道巡查ＡＢＣ", "", "？！。", "蘑菇", *TEXTS]


@pytest.fixture(scope="module")
def fitted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fitted") / "embedder"
    fit_embedder(TEXTS, folder)
    return folder


def test_sentence_transformers_gives_the_same_vectors_as_the_path_without_torch(fitted: Path):
    from sentence_transformers import SentenceTransformer

    theirs = SentenceTransformer(str(fitted), device="cpu", local_files_only=True).encode(QUERIES)
    np.testing.assert_allclose(open_embedder(fitted).encode(QUERIES), theirs, atol=1e-5)


def test_many_texts_together_have_the_vectors_each_has_alone(fitted: Path, monkeypatch: pytest.MonkeyPatch):
    alone = open_embedder(fitted).encode(QUERIES)
    monkeypatch.setattr("drafter.index.embedding._MANY", 0)
    np.testing.assert_allclose(open_embedder(fitted).encode(QUERIES), alone, atol=1e-6)


def test_a_row_is_tf_idf_over_words_and_pairs_projected(fitted: Path):
    """The whole projection in one table: a text's vector is the sum over its words of their directions."""
    model = open_embedder(fitted)
    one, two, both = model.encode(["河长制工作", "防汛物资", "河长制工作。防汛物资"])
    plane = np.stack([one, two], axis=1)
    _, rest, *_ = np.linalg.lstsq(plane, both, rcond=None)
    assert rest.max() < 1e-8


def test_texts_alike_are_near_whatever_their_numbers(fitted: Path):
    model = open_embedder(fitted)
    same = model.encode(["组织巡河420次，清理河道垃圾1300吨", "组织巡河９８次，清理河道垃圾77.5吨"])
    assert same[0] @ same[1] == pytest.approx(1, abs=1e-6)
    scores = model.encode(TEXTS) @ model.encode(["公务用车运行费用减少"])[0]
    assert TEXTS[int(scores.argmax())].startswith("三公经费")


def test_lengths_are_one_and_unknown_text_is_zero(fitted: Path):
    rows = open_embedder(fitted).encode(["预算执行", "", "？！", "〇〇〇"])
    assert np.linalg.norm(rows, axis=1).round(6).tolist() == [1, 0, 0, 0]
    assert rows.dtype == np.float32


def test_the_same_texts_give_the_same_fingerprint_and_a_changed_file_another(fitted: Path, tmp_path: Path):
    fit_embedder(TEXTS, tmp_path / "again")
    assert open_embedder(tmp_path / "again").fingerprint == open_embedder(fitted).fingerprint
    fit_embedder(TEXTS[1:], tmp_path / "other")
    assert open_embedder(tmp_path / "other").fingerprint != open_embedder(fitted).fingerprint


@pytest.mark.parametrize("texts", [[], [""], ["1234"], ["水"], ["水利", "水利"]])
def test_next_to_nothing_can_be_fitted(texts: list[str], tmp_path: Path):
    fit_embedder(texts, tmp_path / "embedder")
    model = open_embedder(tmp_path / "embedder")
    assert model.encode(["水利局"]).shape == (1, model.dim)


def test_the_default_embedder_answers_without_torch(fitted: Path):
    ask = (
        "import sys; from pathlib import Path; from drafter.index.embedding import open_embedder;"
        f"open_embedder(Path({str(fitted)!r})).encode(['预算']);"
        "print(*[name for name in ('torch', 'transformers', 'sentence_transformers') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.returncode) == ("", 0)


def test_a_transformer_folder_opens_through_the_same_function(tmp_path: Path):
    from sentence_transformers import SentenceTransformer

    folder = tiny_bert(tmp_path / "tiny")
    model = open_embedder(folder)
    theirs = SentenceTransformer(str(folder), device="cpu", local_files_only=True).encode(
        TEXTS, normalize_embeddings=True
    )
    assert (model.name, model.dim) == ("tiny", 16)
    np.testing.assert_allclose(model.encode(TEXTS), theirs, atol=1e-5)
    assert model.encode([]).shape == (0, 16)


def test_pickled_weights_are_refused(fitted: Path, tmp_path: Path):
    (tmp_path / "config.json").write_text("{}")
    (tmp_path / "pytorch_model.bin").write_bytes(b"cos\nsystem\n")
    with pytest.raises(IndexFolderError, match="只接受 safetensors 权重"):
        open_embedder(tmp_path)


def test_a_model_that_brings_its_own_code_is_refused(tmp_path: Path):
    (tmp_path / "modules.json").write_text(json.dumps([{"idx": 0, "path": "", "type": "custom.Evil"}]))
    with pytest.raises(IndexFolderError, match=r"custom\.Evil"):
        open_embedder(tmp_path)


@pytest.mark.parametrize("file", ["model.safetensors", "tokenizer.json", "modules.json"])
def test_a_damaged_model_says_so_in_one_line(file: str, tmp_path: Path):
    fit_embedder(TEXTS, tmp_path / "embedder")
    (tmp_path / "embedder" / file).write_bytes(b"\x00damaged")
    with pytest.raises(IndexFolderError, match="请重新复制模型文件夹") as problem:
        open_embedder(tmp_path / "embedder")
    assert "\n" not in str(problem.value)


def test_a_folder_without_a_model_is_refused(tmp_path: Path):
    with pytest.raises(IndexFolderError, match="不是向量模型文件夹"):
        open_embedder(tmp_path / "nowhere")
