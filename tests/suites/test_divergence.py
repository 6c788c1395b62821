"""Which texts are compared, what is kept of it, and what names a result."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from harness.errors import DataFileError, RequestError, UnknownNameError
from harness.inference.distance import embed_examples
from harness.models.builder import build_from_scratch
from harness.models.checkpoints import CheckpointFolder, open_checkpoint
from harness.models.shape import EncoderShape
from harness.statistics.divergence import TransferCell
from harness.training.tokenizer import save_tokenizer, train_tokenizer
from harness.types import text_fields
from suites import divergence as module
from suites.data import DataAccess
from suites.divergence import (
    MEASURES,
    MeasuredPair,
    TextSpace,
    choose_clusters,
    load_source,
    load_targets,
    measure_pairs,
    name_measures,
)
from suites.gains import join_gains, read_gains

ACCESS = DataAccess()


@pytest.fixture(scope="module")
def encoder(tmp_path_factory) -> CheckpointFolder:
    folder: Path = tmp_path_factory.mktemp("encoder")
    tokenizer = train_tokenizer(("the dog sees a cat in the garden", "el perro come"), vocabulary_size=80)
    shape = EncoderShape(layers=1, hidden=16, heads=2, intermediate=32, positions=64)
    model = build_from_scratch(shape, vocabulary_size=tokenizer.get_vocab_size(), pad_id=1, seed=0)
    model.save_pretrained(folder)
    save_tokenizer(tokenizer, folder, max_length=64)
    return open_checkpoint(str(folder))


def load(limit=12, languages=("en",)):
    source = load_source("mini_nli", ACCESS, limit=limit)
    return source, list(load_targets(["mini_pairs"], languages, ACCESS, limit=limit))


def test_every_measure_compares_as_many_texts_of_both_sides(encoder, tmp_path):
    source, targets = load(languages=("en", "zh"))
    found = list(measure_pairs([source], targets, MEASURES, TextSpace(encoder, tmp_path)))
    assert [(one.language, one.divergence.measure) for one in found] == [
        (language, measure) for language in ("en", "zh") for measure in MEASURES
    ]
    assert {one.divergence.n for one in found} <= set(range(5, 13))
    for one in found:
        assert 0 < one.divergence.p_value <= 1
        assert one.divergence.null_mean <= one.divergence.null_high


def test_another_language_lies_farther(encoder, tmp_path):
    source, targets = load(limit=60, languages=("en", "zh"))
    measured = measure_pairs([source], targets, MEASURES[:2], TextSpace(encoder, tmp_path))
    values = {(one.language, one.divergence.measure): one.divergence.value for one in measured}
    assert all(values["zh", name] > values["en", name] for name in MEASURES[:2])


def test_what_was_measured_is_kept_by_content_and_seed(encoder, tmp_path, monkeypatch):
    source, (target,) = load()
    first = TextSpace(encoder, tmp_path).measure(source, target, "mmd")
    monkeypatch.setattr("harness.inference.distance.embed_examples", None)
    assert TextSpace(encoder, tmp_path).measure(source, target, "mmd") == first
    few = replace(target, examples=target.examples[:-1])
    for space, other in ((TextSpace(encoder, tmp_path, seed=1), target), (TextSpace(encoder, tmp_path), few)):
        with pytest.raises(TypeError):  # measured anew
            space.measure(source, other, "mmd")


def test_the_order_of_examples_changes_nothing(encoder, tmp_path):
    source, (target,) = load()
    for measure in MEASURES:
        one, other = (
            TextSpace(encoder, tmp_path / str(step)).measure(
                replace(source, examples=source.examples[::step]),
                replace(target, examples=target.examples[::step]),
                measure,
            )
            for step in (1, -1)
        )
        assert one == other


def test_tokens_are_compared_without_a_model(encoder, tmp_path, monkeypatch):
    monkeypatch.setattr("harness.inference.embedding.TextEmbedder", None)
    source, (target,) = load()
    found = TextSpace(encoder, tmp_path).measure(source, target, "jensen_shannon")
    assert 0 < found.value < 1


def test_vectors_of_a_target_are_forgotten_and_those_of_sources_kept(encoder, tmp_path):
    source, targets = load(languages=("en", "es"))
    space = TextSpace(encoder, tmp_path)
    assert len(list(measure_pairs([source], targets, ("mmd", "jensen_shannon"), space))) == 4
    texts = {text_fields(one.payload) for one in source.examples}
    assert set(space._vectors) == set(space._tokens) == texts


def test_no_more_texts_are_embedded_than_are_compared(encoder, tmp_path, monkeypatch):
    source, targets = load(limit=30)
    few = replace(targets[0], examples=targets[0].examples[:6])
    embedded = []

    def count(embedder, examples):
        embedded.append(len(examples))
        return embed_examples(embedder, examples)

    monkeypatch.setattr("harness.inference.distance.embed_examples", count)
    space = TextSpace(encoder, tmp_path)
    assert space.measure(source, few, "mmd").n == 6
    assert space.measure(source, targets[0], "mmd").n == len(targets[0].examples)
    assert embedded == [6, 6, len(targets[0].examples) - 6, len(targets[0].examples) - 6]
    assert set(source.cut(6, seed=0).names) <= set(source.cut(9, seed=0).names)


def test_one_example_stands_for_a_cluster_whatever_the_order():
    examples = ACCESS.load_evaluation(module.find_task("mini_qa", place="test"), "en", limit=40).examples
    clustered = [replace(one, group=f"g{place % 7}") for place, one in enumerate(examples)]
    chosen = choose_clusters(clustered)
    assert sorted(one.group for one in chosen) == [f"g{place}" for place in range(7)]
    assert {one.id for one in choose_clusters(clustered[::-1])} == {one.id for one in chosen}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: load_source("mini_nil", ACCESS, limit=1), "did you mean 'mini_nli'"),
        (lambda: load_source("mini_retrieval", ACCESS, limit=1), "'mini_retrieval' has no training data"),
        (lambda: list(load_targets(["mini_pso"], (), ACCESS, limit=1)), "did you mean 'mini_pos'"),
        (lambda: list(load_targets(["mini_pos"], ("xx",), ACCESS, limit=1)), "unknown language 'xx'"),
        (
            lambda: list(load_targets(["xcopa", "mini_pos"], ("es",), ACCESS, limit=1)),
            "task xcopa: unknown language 'es'",
        ),
        (lambda: name_measures(["mdm"]), "--measure: unknown measure 'mdm'; did you mean 'mmd'"),
    ],
)
def test_what_is_not_there_is_refused_by_name(call, message):
    with pytest.raises(RequestError, match=message):
        call()


def test_measures_have_an_order_and_a_default():
    assert name_measures(["frechet", "mmd", "mmd"]) == ("mmd", "frechet")
    assert name_measures([]) == ("mmd", "jensen_shannon")
    assert issubclass(UnknownNameError, RequestError)


def test_all_languages_of_the_data_are_the_default():
    targets = list(load_targets(["mini_pos", "mini_qa"], (), ACCESS, limit=2))
    assert {one.task for one in targets} == {"mini_pos", "mini_qa"}
    assert len({one.language for one in targets}) == 8


def as_pair(encoder, tmp_path):
    source, (target,) = load()
    return MeasuredPair("a", "b", "en", TextSpace(encoder, tmp_path).measure(source, target, "mmd"))


def test_gains_are_joined_to_what_lies_above_chance(encoder, tmp_path):
    table = tmp_path / "gains.csv"
    table.write_text("source,target,language,gain,note\na,b,en,-1.5,x\nc,b,en,2,\n", "utf-8")
    pair = as_pair(encoder, tmp_path)
    (cell,) = join_gains([pair], read_gains(table), place="gains.csv")
    assert cell == TransferCell("a", "b", "en", pair.divergence.value - pair.divergence.null_mean, -1.5)
    assert np.isfinite(cell.divergence)
    with pytest.raises(DataFileError, match="no gain of z for b in en"):
        join_gains([replace(pair, source="z")], read_gains(table), place="gains.csv")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("source,target,gain\n", "no column 'language'"),
        ("", "no column 'source'"),
        ("source,target,language,gain\na,b,en,much\n", "line 2: the gain 'much' is no number"),
        ("source,target,language,gain\na,b,en,nan\n", "line 2: the gain 'nan' is no number"),
        ("source,target,language,gain\na,b,en\n", "line 2: the gain None is no number"),
        ("source,target,language,gain\na,b,en,1\na,b,en,2\n", "line 3: a b en stands twice"),
        (b"\xff\xfe", "cannot be read"),
        (None, "cannot be read"),
    ],
)
def test_a_table_of_gains_that_is_none_is_refused(tmp_path, text, message):
    table = tmp_path / "gains.csv"
    if text is not None:
        table.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(DataFileError, match=message):
        read_gains(table)
