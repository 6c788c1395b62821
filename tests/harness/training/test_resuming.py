"""A stage that is interrupted goes on to the very bytes that it would have come to."""

from __future__ import annotations

import json
import logging
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from harness.errors import RunError
from harness.training.progress import Progress
from harness.training.settings import EarlyStopping, MaskedLMSettings, Mixture
from harness.training.stage import Stage

from .conftest import CHOICES, PAIRS, SETTINGS, TEXT, give, make_pairs, train

DROPOUT = replace(SETTINGS, steps=14)
STAGE = Stage("target", "pairs", settings=DROPOUT)
WHOLE = Stage(
    "intermediate",
    "pairs+choices+text",
    settings=replace(DROPOUT, early_stopping=EarlyStopping(every=3, patience=9)),
    mixture=Mixture("uniform"),
    masked=MaskedLMSettings(mask_share=0.2),
)


class PowerCutError(Exception):
    """Nothing that the project knows."""


def interrupt_at(last):
    def on_step(step, _steps, _loss):
        if step == last:
            raise PowerCutError

    return on_step


def several():
    return [give(PAIRS, dev=9), give(CHOICES, dev=9), give(TEXT)]


@pytest.fixture
def dropped(checkpoint, tmp_path):
    """The checkpoint with dropout, so that torch's generator matters."""
    folder = tmp_path / "dropout"
    folder.mkdir()
    for file in checkpoint.path.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    config = json.loads((folder / "config.json").read_text("utf-8"))
    config |= {"hidden_dropout_prob": 0.3, "attention_probs_dropout_prob": 0.3}
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    return replace(checkpoint, path=folder)


def weights_of(folder: Path) -> bytes:
    return (folder / "model.safetensors").read_bytes()


def record_of(folder: Path) -> dict[str, object]:
    return json.loads((folder / "stage.json").read_text("utf-8"))


@pytest.mark.parametrize("last", [1, 5, 13])
def test_a_stage_that_fails_at_any_step_goes_on_to_the_same_bytes(last, dropped, tmp_path, progress_at):
    straight = train(STAGE, [give(PAIRS)], dropped, tmp_path / "straight")
    with pytest.raises(PowerCutError):
        train(
            STAGE,
            [give(PAIRS)],
            dropped,
            tmp_path / "cut",
            progress=progress_at(STAGE),
            on_step=interrupt_at(last + 1),
        )
    seen = []
    resumed = train(
        STAGE,
        [give(PAIRS)],
        dropped,
        tmp_path / "resumed",
        progress=progress_at(STAGE),
        on_step=lambda step, _n, _l: seen.append(step),
    )
    assert seen == list(range(last + 1, 15))
    assert weights_of(resumed) == weights_of(straight)
    once, twice = record_of(straight), record_of(resumed)
    assert (once["resumed"], twice["resumed"]) == (0, 1)
    assert all(once[key] == twice[key] for key in ("final_loss", "tokens", "steps_done", "best_step"))


def test_tasks_masks_and_early_stopping_go_on_as_well(dropped, tmp_path, progress_at):
    straight = train(WHOLE, several(), dropped, tmp_path / "straight")
    for number, last in enumerate((4, 8, 12)):
        with pytest.raises(PowerCutError):
            train(
                WHOLE,
                several(),
                dropped,
                tmp_path / f"cut-{number}",
                progress=progress_at(WHOLE),
                on_step=interrupt_at(last),
            )
    resumed = train(WHOLE, several(), dropped, tmp_path / "resumed", progress=progress_at(WHOLE))
    assert weights_of(resumed) == weights_of(straight)
    once, twice = record_of(straight), record_of(resumed)
    assert twice["resumed"] == 3
    assert once["history"] == twice["history"]
    assert once["best_step"] == twice["best_step"] is not None


SCRIPT = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {here!r})
from harness.models.checkpoints import open_checkpoint
from harness.training.progress import Progress
from conftest import PAIRS, give, train
from harness.training.settings import TrainingSettings
from harness.training.stage import Stage
settings = TrainingSettings(steps=14, batch_size=8, learning_rate=5e-3, max_length=32)
stage = Stage("target", "pairs", settings=settings)
root = Path({root!r})
def kill(step, steps, loss):
    if step == 9:
        os.kill(os.getpid(), signal.SIGKILL)
train(stage, [give(PAIRS)], open_checkpoint({parent!r}), root / "cut",
      progress=Progress(root / "progress", stage.fingerprint, seconds=0), on_step=kill)
"""


@pytest.mark.slow
def test_a_killed_process_leaves_what_another_goes_on_with(dropped, tmp_path, progress_at):
    script = SCRIPT.format(here=str(Path(__file__).parent), root=str(tmp_path), parent=str(dropped.path))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    seen = []
    resumed = train(
        STAGE,
        [give(PAIRS)],
        dropped,
        tmp_path / "resumed",
        progress=progress_at(STAGE),
        on_step=lambda step, _n, _l: seen.append(step),
    )
    assert seen[0] == 9, "the state of step 8 was whole"
    assert weights_of(resumed) == weights_of(train(STAGE, [give(PAIRS)], dropped, tmp_path / "straight"))


def interrupt(stage, checkpoint, folder, progress):
    with pytest.raises(PowerCutError):
        train(stage, [give(PAIRS)], checkpoint, folder, progress=progress, on_step=interrupt_at(6))
    (state,) = (progress.path).iterdir()
    assert state.name == "step-000000005"
    return state


@pytest.mark.parametrize("name", ["weights.safetensors", "moments.safetensors", "journal.json"])
def test_a_torn_state_is_ignored_and_said(name, checkpoint, tmp_path, progress_at, caplog):
    state = interrupt(STAGE, checkpoint, tmp_path / "cut", progress_at(STAGE))
    (state / name).write_bytes((state / name).read_bytes()[:-7])
    with caplog.at_level(logging.WARNING):
        resumed = train(STAGE, [give(PAIRS)], checkpoint, tmp_path / "again", progress=progress_at(STAGE))
    assert "this state of a training cannot be used and is ignored" in caplog.text
    record = record_of(resumed)
    assert record["resumed"] == 0
    assert record["ignored"][0].startswith("step-000000005: ")
    assert weights_of(resumed) == weights_of(train(STAGE, [give(PAIRS)], checkpoint, tmp_path / "straight"))


def test_a_state_of_another_stage_is_ignored_and_said(checkpoint, tmp_path, progress_at, caplog):
    other = replace(STAGE, seed=1)
    interrupt(other, checkpoint, tmp_path / "cut", progress_at(other))
    with caplog.at_level(logging.WARNING):
        resumed = train(STAGE, [give(PAIRS)], checkpoint, tmp_path / "again", progress=progress_at(STAGE))
    assert record_of(resumed)["ignored"] == [
        f"step-000000005: it belongs to another stage, {other.fingerprint}"
    ]
    assert other.fingerprint in caplog.text


def test_states_are_written_by_time_and_short_runs_pay_nothing(checkpoint, tmp_path):
    progress = Progress(tmp_path / "progress", STAGE.fingerprint)
    train(STAGE, [give(PAIRS)], checkpoint, tmp_path / "a", progress=progress)
    assert not progress.path.exists()


def test_a_full_disk_is_said_and_training_goes_on(checkpoint, tmp_path, progress_at, caplog):
    progress = progress_at(STAGE)
    progress.path.write_text("a file where the folder should be", "utf-8")
    with caplog.at_level(logging.WARNING):
        folder = train(STAGE, [give(PAIRS)], checkpoint, tmp_path / "a", progress=progress)
    assert "the state of the training could not be written" in caplog.text
    assert record_of(folder)["steps_done"] == 14


def test_a_loss_that_is_not_finite_stops_and_keeps_the_last_good_state(checkpoint, tmp_path, progress_at):
    wild = Stage("target", "pairs", settings=replace(SETTINGS, learning_rate=1e30, warmup_share=0.0))
    progress = progress_at(wild)
    with pytest.raises(RunError) as caught:
        train(wild, [give(PAIRS)], checkpoint, tmp_path / "a", progress=progress)
    (state,) = progress.path.iterdir()
    step = json.loads((state / "journal.json").read_text("utf-8"))["step"]
    sentence = str(caught.value)
    assert caught.value.exit_code == 4
    assert sentence.startswith("training: the ")
    assert f" at step {step + 1}, on examples " in sentence
    ids = sentence.partition("on examples ")[2].partition(";")[0].split(", ")
    assert set(ids) <= {one.id for one in make_pairs()}
    assert len(ids) == 8
    assert f"; the state of step {step} is kept in {progress.path}; " in sentence
    with pytest.raises(RunError, match=f" at step {step + 1}, on examples {', '.join(ids)}"):
        train(wild, [give(PAIRS)], checkpoint, tmp_path / "b", progress=progress_at(wild))
