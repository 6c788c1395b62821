"""A checkpoint that cannot be used is refused before anything is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.tasks import TASKS

TAGGER = "XLMRobertaForTokenClassification"
POS = TASKS.get("mini_pos").labels


def drop(folder: Path, name: str) -> None:
    (folder / name).unlink()


def pickle_weights(folder: Path) -> None:
    drop(folder, "model.safetensors")
    (folder / "pytorch_model.bin").write_bytes(b"\x80\x04.")


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (
            lambda folder: drop(folder, "model.safetensors"),
            "model: no weights (model.safetensors); name a folder saved by save_pretrained.",
        ),
        (
            pickle_weights,
            "model: the weights are a pickle (pytorch_model.bin), which can run code when loaded; "
            "convert them to model.safetensors with save_pretrained where they are trusted.",
        ),
        (
            lambda folder: drop(folder, "config.json"),
            "model: no config.json; name a folder saved by save_pretrained.",
        ),
        (
            lambda folder: drop(folder, "tokenizer.json"),
            "model: no tokenizer.json (a fast tokenizer); write one with "
            "AutoTokenizer.from_pretrained('model').save_pretrained('model').",
        ),
    ],
    ids=["no weights", "pickle", "no configuration", "no tokenizer"],
)
def test_an_unusable_checkpoint_is_refused(refused, tiny, make_checkpoint, spoil, sentence):
    spoil(make_checkpoint(TAGGER, POS))
    assert refused("run", tiny["typos"], "--model", "model", "--task", "mini_pos") == sentence


@pytest.mark.parametrize(
    ("labels", "task", "sentence"),
    [
        (
            POS,
            "mini_qa",
            "model: its head is XLMRobertaForTokenClassification, and task 'mini_qa' needs one ending in "
            "ForQuestionAnswering; evaluate it on the task that it was tuned for, "
            "or tune it with `crosswind train`.",
        ),
        (
            ("B", "I"),
            "mini_pos",
            f"model/config.json: its labels ['B', 'I'] are not those of task 'mini_pos' {list(POS)}; "
            "say what its outputs stand for, in their order, with --labels.",
        ),
        (POS, "mini_poss", "--model model: unknown task 'mini_poss'; did you mean 'mini_pos'."),
        (
            POS,
            "mini_text",
            "--model model: task 'mini_text' cannot be used for target (its roles: pretraining); "
            "name a task with that role (crosswind list tasks).",
        ),
    ],
    ids=["another head", "other labels", "unknown task", "no target"],
)
def test_a_checkpoint_that_does_not_fit_its_task_is_refused(
    refused, tiny, make_checkpoint, labels, task, sentence
):
    make_checkpoint(TAGGER, labels)
    assert refused("run", tiny["typos"], "--model", "model", "--task", task) == sentence


NO_RECORD = (
    "model/stage.json: this is not the record of a training stage; remove it and name the task with --task."
)


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        (None, "model: the checkpoint does not say which task it was tuned on; name it with --task."),
        ("{}", NO_RECORD),
        ("no JSON", NO_RECORD),
    ],
)
def test_a_checkpoint_must_say_what_its_task_is(refused, tiny, make_checkpoint, record, sentence):
    folder = make_checkpoint(TAGGER, POS)
    if record is not None:
        (folder / "stage.json").write_text(record, "utf-8")
    assert refused("run", tiny["typos"], "--model", "model") == sentence


def test_a_checkpoint_that_is_nowhere_is_refused(refused, tiny):
    assert refused("run", tiny["typos"], "--model", "no/such", "--offline") == (
        "--model: 'no/such' is not a folder and not in the local hub cache; "
        "check the path, or run once with network access and without --offline."
    )


def test_a_checkpoint_named_twice_is_refused(refused, tiny, make_checkpoint):
    make_checkpoint(TAGGER, POS)
    sentence = refused("run", tiny["typos"], *["--model", "model"] * 2, "--task", "mini_pos")
    assert sentence.startswith("plan: model 'model-")
    assert sentence.endswith("/mini_pos' stands twice; name each checkpoint, task and seed once.")
