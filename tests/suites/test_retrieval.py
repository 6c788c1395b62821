"""Retrieval from the catalogue to stored predictions: pools, development sets, whole sets under a limit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from harness.errors import ConfigError, RequestError
from harness.models.builder import build_from_scratch
from harness.models.shape import EncoderShape
from harness.retrieval.rules import EmbeddingSettings
from harness.training.tokenizer import save_tokenizer, train_tokenizer
from suites.config import SuiteConfig, load_recipe
from suites.data import DataAccess, find_task
from suites.evaluate import EvaluateModel, predictions_path
from suites.expand import Request, build_plan
from suites.predictions import BASELINE, CLEAN, CellKey, read_predictions

CATALOGUE = """
entries:
  - task: bucc2018
    language: de
    split: test
    file: de-en.test.de
    reader: {layout: bucc, english: de-en.test.en, gold: de-en.test.gold}
  - task: bucc2018
    language: de
    split: dev
    file: de-en.dev.de
    reader: {layout: bucc, english: de-en.dev.en, gold: de-en.dev.gold}
  - task: tatoeba
    language: de
    split: test
    file: tatoeba.deu-eng.deu
    reader: {layout: parallel_lines, english: tatoeba.deu-eng.eng}
"""
RECIPE = """
name: bare
checkpoint: {encoder}
retrieval:
  - tatoeba
  - {{task: bucc2018, embedding: {{layer: 1, centre: true}}}}
"""
SUITE = SuiteConfig.model_validate(
    {
        "name": "typos",
        "description": "d",
        "family": "adversarial",
        "perturbations": [{"name": "keyboard_typos", "severities": [5]}],
        "limit": 8,
    }
)
NOUNS = ("Hund", "Katze", "Garten", "Apfel", "Schule", "Buch", "Haus", "Vogel")
TEXTS = [f"{one} sieht {other}" for one in NOUNS for other in NOUNS if one != other]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Sentences whose translations are themselves, as Tatoeba and as BUCC."""

    def write(name: str, lines: list[str]) -> None:
        (tmp_path / name).write_text("\n".join(lines) + "\n", "utf-8")

    write("tatoeba.deu-eng.deu", TEXTS)
    write("tatoeba.deu-eng.eng", TEXTS)
    for split, part in (("dev", TEXTS[:24]), ("test", TEXTS[24:])):
        write(f"de-en.{split}.de", [f"de-{i}\t{text}" for i, text in enumerate(part)])
        english = [text if i % 2 else f"{text} und {part[0]}" for i, text in enumerate(part)]
        write(f"de-en.{split}.en", [f"en-{i}\t{text}" for i, text in enumerate(english)])
        write(f"de-en.{split}.gold", [f"de-{i}\ten-{i}" for i in range(1, len(part), 2)])
    (tmp_path / "catalogue.yaml").write_text(CATALOGUE, "utf-8")
    encoder = tmp_path / "encoder"
    tokenizer = train_tokenizer(TEXTS, vocabulary_size=120)
    shape = EncoderShape(layers=2, hidden=16, heads=2, intermediate=32, positions=64)
    build_from_scratch(shape, vocabulary_size=tokenizer.get_vocab_size(), pad_id=1, seed=0).save_pretrained(
        encoder
    )
    save_tokenizer(tokenizer, encoder, max_length=64)
    (tmp_path / "recipe.yaml").write_text(RECIPE.format(encoder=encoder), "utf-8")
    return tmp_path


@pytest.fixture
def access(folder: Path) -> DataAccess:
    return DataAccess(folder / "catalogue.yaml", folder)


def make_plan(folder: Path, access: DataAccess):
    recipe = load_recipe(str(folder / "recipe.yaml"))
    return build_plan([recipe], Request((SUITE,), access), title="t")


def test_a_set_comes_with_its_whole_pool(access):
    found = access.load_evaluation(find_task("bucc2018", place="t"), "de", limit=3)
    assert len(found.examples) == 3
    assert len(found.pool) == len(TEXTS) - 24
    assert access.load_evaluation(find_task("tatoeba", place="t"), "de", limit=3).pool == ()


def test_the_plan_names_the_development_set_that_the_threshold_is_from(folder, access):
    plan = make_plan(folder, access)
    assert [name for name, _ in plan.data] == ["bucc2018/de/dev", "bucc2018/de/test", "tatoeba/de/test"]
    assert [model.retrieval.embedding for model in plan.models] == [
        EmbeddingSettings(),
        EmbeddingSettings(layer=1, centre=True),
    ]


def test_without_a_development_set_mining_is_refused_when_planned(folder, access):
    text = CATALOGUE.replace("split: dev", "split: train")
    (folder / "catalogue.yaml").write_text(text, "utf-8")
    with pytest.raises(RequestError, match="task 'bucc2018' has no split 'dev' in language 'de'"):
        make_plan(folder, access)


def test_pairs_alone_are_no_text_to_mine(folder, access):
    lines = [f"de-{i}\ten-{i}\n" for i in range(len(TEXTS) - 24)]
    (folder / "de-en.test.gold").write_text("".join(lines), "utf-8")
    message = (
        rf"^task bucc2018, language de, test: all {len(lines)} candidates are answers, so that mining would "
        r"find pairs in pairs; give the whole texts of the shared task, of which gold pairs are a small "
        r"part\.$"
    )
    with pytest.raises(RequestError, match=message):
        access.load_evaluation(find_task("bucc2018", place="t"), "de", limit=0)


def test_part_of_a_set_is_answered_from_all_of_it_and_stored(folder, access):
    plan = make_plan(folder, access)
    for number, model in enumerate(plan.models):
        work = EvaluateModel(number, model, access, folder, folder, 0, token_budget=256, threads=1)
        work.run(lambda _done, _total: None)
    tables = [read_predictions(predictions_path(folder, n, model)) for n, model in enumerate(plan.models)]
    clean = CellKey("de", CLEAN, 0)
    nearest = tables[0].examples_of(clean)
    assert len(nearest) == 8
    assert [json.loads(one.prediction) for one in nearest] == [one.id for one in nearest], "they are the same"
    mined = tables[1].examples_of(clean)
    answers = [json.loads(one.prediction) for one in mined]
    golds = [json.loads(one.gold)["ids"] for one in mined]
    assert all(answer in ([], gold) for answer, gold in zip(answers, golds, strict=True) if gold)
    assert [] in answers
    assert any(answers)
    assert {one.statistics[0] for one in mined} <= {0.0, 1.0}
    constant = tables[1].predictions_of(CellKey("de", BASELINE, 0))
    assert set(constant) == {"[]"}
    typos = tables[1].examples_of(CellKey("de", "keyboard_typos", 5))
    assert {one.id for one in typos} <= {one.id for one in mined}
    assert {edit.field for one in typos for edit in one.edits} == {"query"}


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{task: tatoeba, embedding: {max_length: 0}}",
         "5: key 'retrieval[0].embedding': max_length is 0; give at least 1."),
        ("{task: tatoeba, embedding: {pooling: max}}",
         "5: key 'retrieval[0].embedding.pooling': got 'max'; "),
        ("{task: tatoeba, embedding: {layers: 3}}",
         "5: key 'retrieval[0].embedding.layers': unknown key 'layers'; did you mean 'layer'."),
        ("{embedding: {layer: 3}}", "5: key 'retrieval[0].task': a required key is missing; add 'task'."),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_with_line_and_key(folder, entry, message):
    path = folder / "recipe.yaml"
    path.write_text(f"name: bare\ncheckpoint: x\nretrieval:\n  # one\n  - {entry}\n", "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_recipe(str(path))
    assert str(caught.value).startswith(f"{path}:{message}")


def test_a_layer_that_the_encoder_lacks_is_refused(folder, access):
    path = folder / "recipe.yaml"
    path.write_text(path.read_text("utf-8").replace("layer: 1", "layer: 9"), "utf-8")
    plan = make_plan(folder, access)
    work = EvaluateModel(1, plan.models[1], access, folder, folder, 0, token_budget=256, threads=1)
    with pytest.raises(RequestError, match=r"layer 9 does not exist: the encoder has 0 .* to 2; choose one"):
        work.run(lambda _done, _total: None)
