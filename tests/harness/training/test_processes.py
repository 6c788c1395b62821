"""Two processes under torchrun, over gloo: the same steps as one makes, and only the first writes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from harness.executors.ranks import count_processes, is_first_process
from harness.inference.predictor import CheckpointPredictor
from harness.models.checkpoints import open_checkpoint
from harness.training.processes import Processes, _fill_buckets, join_processes

from .conftest import SETTINGS, TAGS, make_tags

WORK = Path(__file__).parent / "process_work.py"
TORCHRUN = (sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2")


def test_a_process_of_its_own_is_all_there_is(monkeypatch):
    monkeypatch.delenv("RANK", raising=False)
    monkeypatch.setenv("WORLD_SIZE", "4")  # some launchers of other things set it alone
    assert (count_processes(), is_first_process()) == (1, True)
    with join_processes() as processes:
        assert processes == Processes(rank=0, count=1)
        assert processes.add([1.5, 2.0]) == processes.share([1.5, 2.0]) == [1.5, 2.0]


def test_torchruns_variables_are_read(monkeypatch):
    monkeypatch.setenv("RANK", "1")
    monkeypatch.setenv("WORLD_SIZE", "4")
    assert (count_processes(), is_first_process()) == (4, False)


def test_gradients_travel_in_buckets_of_bounded_size(monkeypatch):
    monkeypatch.setattr("harness.training.processes.BUCKET_ELEMENTS", 10)
    sizes = [4, 5, 3, 20, 1, 9]
    buckets = list(_fill_buckets([torch.zeros(size) for size in sizes]))
    assert [[one.numel() for one in bucket] for bucket in buckets] == [[4, 5], [3], [20], [1, 9]]


@pytest.fixture(scope="module")
def root(checkpoint, tmp_path_factory):
    """Where one process and then two have done the same work."""
    folder = tmp_path_factory.mktemp("processes")
    for launcher in ((sys.executable,), TORCHRUN):
        done = subprocess.run(
            [*launcher, str(WORK), str(folder), str(checkpoint.path)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.slow
def test_two_make_the_steps_of_one(root):
    for kind in ("intermediate", "target"):
        alone, together = (load_file(root / f"{kind}-{count}" / "model.safetensors") for count in (1, 2))
        assert alone.keys() == together.keys()
        for name, one in alone.items():
            torch.testing.assert_close(together[name], one, rtol=1e-3, atol=2e-4, msg=name)
        once, twice = (
            json.loads((root / f"{kind}-{count}" / "stage.json").read_text("utf-8")) for count in (1, 2)
        )
        assert (once["processes"], twice["processes"]) == (1, 2)
        assert all(once[key] == twice[key] for key in ("tokens", "steps_done", "best_step", "history"))
        assert twice["final_loss"] == pytest.approx(once["final_loss"], rel=1e-3)


@pytest.mark.slow
def test_their_answers_are_the_same(root):
    alone, together = (
        CheckpointPredictor(open_checkpoint(str(root / f"target-{count}")), TAGS, SETTINGS.limits).predict(
            make_tags()
        )
        for count in (1, 2)
    )
    assert alone == together
    assert len({tag for tags in alone for tag in tags}) == 3


@pytest.mark.slow
def test_they_go_on_together_after_an_interruption(root):
    records = [json.loads((root / f"target-{count}" / "stage.json").read_text("utf-8")) for count in (1, 2)]
    assert [record["resumed"] for record in records] == [1, 1]


@pytest.mark.slow
def test_want_of_memory_in_one_halves_the_parts_of_all(root):
    alone, first, second = (
        json.loads((root / f"found-{name}.json").read_text("utf-8")) for name in ("1-0", "2-0", "2-1")
    )
    assert (alone["parts"], first["parts"], second["parts"]) == (1, 2, 2)
    assert first == second
    assert first["loss"] == pytest.approx(alone["loss"], rel=1e-5)
    assert first["norm"] == pytest.approx(alone["norm"], rel=1e-4)
    assert first["tokens"] == alone["tokens"]
