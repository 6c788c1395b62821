"""Heads and labels: the right ones pass, other orders are put right by name, everything else is refused."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.errors import CheckpointError, RequestError
from harness.formats.limits import Limits
from harness.inference.predictor import CheckpointPredictor
from harness.models.builder import build_on_encoder
from harness.models.checkpoints import CheckpointFolder, open_checkpoint
from harness.models.labels import require_head
from harness.task_spec import TaskSpec
from harness.types import Example, NoGold, TaggedTokens, TextPair

LABELS = ("entailment", "neutral", "contradiction")
TEXTS = ("The cat sees a dog.", "A girl reads.", "The old book", "El niño come una manzana", "a", "dog cat")


def make_task(form, labels=()):
    return TaskSpec("demo", form, ("target",), ("f1",), ("en",), "item", "1", "own", "none", "t", labels)


def make_folder(architecture, labels=()):
    return CheckpointFolder(Path("somewhere"), (architecture,), labels, 0, None, 1, 10, 64)


@pytest.fixture
def tuned(checkpoint, tmp_path):
    """Saves a head whose outputs are called ``names``, with the weights of those in ``LABELS``' order."""

    def save(names, *, head="sequence", order=LABELS):
        model = build_on_encoder(checkpoint, head, outputs=3, labels=LABELS, seed=3)
        for weights in model.parameters():
            weights.data.mul_(5)
        rows = [LABELS.index(name) for name in order]
        final = model.classifier.out_proj if head == "sequence" else model.classifier
        final.weight.data, final.bias.data = final.weight.data[rows], final.bias.data[rows]
        folder = tmp_path / "-".join(names)
        model.save_pretrained(folder)
        config = json.loads((folder / "config.json").read_text("utf-8"))
        (folder / "config.json").write_text(json.dumps(config | {"id2label": dict(enumerate(names))}))
        for name in ("tokenizer.json", "tokenizer_config.json"):
            shutil.copy(checkpoint.path / name, folder)
        return open_checkpoint(str(folder))

    return save


@pytest.mark.parametrize(("form", "head"), [("classification", "sequence"), ("tagging", "token")])
def test_another_order_is_put_right_by_name(tuned, form, head):
    order = ("contradiction", "entailment", "neutral")
    task = make_task(form, LABELS)
    tagged = [TaggedTokens((*text.split(), "\x00")) for text in TEXTS]
    payloads = tagged if form == "tagging" else [TextPair(text) for text in TEXTS]
    examples = [Example(str(i), "en", one, NoGold(), "g") for i, one in enumerate(payloads)]
    straight = CheckpointPredictor(tuned(LABELS, head=head), task, Limits(32)).predict(examples)
    turned = CheckpointPredictor(tuned(order, head=head, order=order), task, Limits(32)).predict(examples)
    assert turned == straight
    assert len(set(straight)) > 1 or form == "classification"  # one answer to all, untrained
    unnamed = tuned(("LABEL_0", "LABEL_1", "LABEL_2"), head=head, order=order)
    assert CheckpointPredictor(unnamed, task, Limits(32), labels=order).predict(examples) == straight


@settings(max_examples=30)
@given(st.permutations(LABELS))
def test_the_order_that_was_found_is_returned(order):
    folder = make_folder("BertForSequenceClassification", tuple(order))
    assert require_head(folder, make_task("classification", LABELS)) == tuple(order)
    columns = [order.index(label) for label in LABELS]
    assert np.array(order)[columns].tolist() == list(LABELS)


@pytest.mark.parametrize(
    "names", [("Entailment", "Neutral", "Contradiction"), ("LABEL_0", "LABEL_1", "LABEL_2"), LABELS[:2], ()]
)
def test_other_names_are_never_guessed(names):
    folder = make_folder("BertForSequenceClassification", names)
    shown, wanted = (re.escape(str(list(one))) for one in (names or ("LABEL_0", "LABEL_1"), LABELS))
    message = (
        rf"^somewhere/config.json: its labels {shown} are not those of task 'demo' {wanted}; "
        r"say what its outputs stand for, in their order, with --labels\.$"
    )
    with pytest.raises(CheckpointError, match=message):
        require_head(folder, make_task("classification", LABELS))


def test_names_given_by_the_user():
    folder = make_folder("BertForSequenceClassification", ("LABEL_0", "LABEL_1", "LABEL_2"))
    task = make_task("classification", LABELS)
    order = ("neutral", "contradiction", "entailment")
    assert require_head(folder, task, given=order) == order
    for wrong in (("neutral", "contradiction"), ("neutral", "neutral", "entailment"), ("a", "b", "c")):
        shown, wanted = (re.escape(str(list(one))) for one in (wrong, LABELS))
        message = (
            rf"^--labels: {shown} does not name the 3 outputs of somewhere by the labels of "
            rf"task 'demo' {wanted}; give each of these once, in the order of the outputs\.$"
        )
        with pytest.raises(RequestError, match=message):
            require_head(folder, task, given=wrong)


def test_names_given_against_what_the_checkpoint_says():
    task = make_task("tagging", ("A", "B"))
    folder = make_folder("BertForTokenClassification", ("B", "A"))
    assert require_head(folder, task, given=("B", "A")) == ("B", "A")
    message = r"^--labels: somewhere/config.json already names its outputs \['B', 'A'\], and \['A', 'B'\]"
    with pytest.raises(RequestError, match=message):
        require_head(folder, task, given=("A", "B"))


@pytest.mark.parametrize("form", ["multiple_choice", "span_qa", "retrieval"])
def test_names_where_outputs_are_no_labels(form):
    folder = make_folder({"span_qa": "BertForQuestionAnswering"}.get(form, "BertForMultipleChoice"))
    assert require_head(folder, make_task(form)) == ()
    with pytest.raises(
        RequestError, match=r"^--labels: the outputs of a model for task 'demo' stand for no labels"
    ):
        require_head(folder, make_task(form), given=("A",))


@pytest.mark.parametrize(
    ("form", "architecture", "labels"),
    [
        ("multiple_choice", "LlamaForSequenceClassification", ("LABEL_0",)),
        ("span_qa", "GemmaForTokenClassification", ("start", "end")),
        ("span_qa", "XLNetForQuestionAnsweringSimple", ()),
    ],
)
def test_heads_that_stand_in(form, architecture, labels):
    assert require_head(make_folder(architecture, labels), make_task(form)) == ()


@pytest.mark.parametrize(
    ("form", "architecture", "labels", "needed"),
    [
        ("tagging", "BertForMaskedLM", (), "ForTokenClassification"),
        ("multiple_choice", "LlamaForSequenceClassification", ("no", "yes"), "ForMultipleChoice"),
        ("span_qa", "GemmaForTokenClassification", ("NOUN", "VERB"), "ForQuestionAnswering"),
        ("classification", "BertForTokenClassification", LABELS, "ForSequenceClassification"),
    ],
)
def test_another_head(form, architecture, labels, needed):
    message = rf"^somewhere: its head is {architecture}, and task 'demo' needs one ending in {needed}; eval"
    with pytest.raises(CheckpointError, match=message):
        require_head(make_folder(architecture, labels), make_task(form, LABELS))


def test_retrieval_takes_any_encoder(checkpoint):
    assert require_head(checkpoint, make_task("retrieval")) == ()
