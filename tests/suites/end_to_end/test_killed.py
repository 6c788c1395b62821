"""A run that is killed at any moment goes on where it stopped, and ends as if nothing had happened."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from harness.seeds import derive_generator
from harness.store.atomic import PARTIAL

from .conftest import Run, command, environment, stages_of, without_times

COMPLETE = {"config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json", "stage.json"}


def predictions_of(runs: Path) -> dict[str, int]:
    """Finished predictions and when they were written."""
    return {path.name: path.stat().st_mtime_ns for path in runs.glob("*/predictions/[!.]*")}


def kill_after(run: Run, root: Path, finished: int, pause: float) -> bool:
    """Starts the run, kills all its processes once so much is finished; whether it was still running."""
    environ, home, runs = environment(root / "home"), root / "home", root / "runs"
    arguments = [*run.arguments[: run.arguments.index("--out")], "--out", str(runs), "--workers", "2"]
    process = subprocess.Popen(
        command(*arguments),
        env=environ,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while len(stages_of(home)) + len(predictions_of(runs)) < finished and process.poll() is None:
        time.sleep(0.02)
    time.sleep(pause)
    alive = process.poll() is None
    os.killpg(process.pid, signal.SIGKILL) if alive else None
    process.wait()
    return alive


@pytest.mark.slow
def test_a_killed_run_goes_on_where_it_stopped(straight, make_run, tmp_path):
    moments = derive_generator(0, "kill").uniform(0.0, 0.6, size=4)
    stages: dict[str, int] = {}
    predictions: dict[str, int] = {}
    for finished, pause in zip((0, 2, 8, 20), moments, strict=True):
        assert kill_after(straight, tmp_path, finished, float(pause)), "the run was over before it was killed"
        now = stages_of(tmp_path / "home")
        assert stages.items() <= now.items(), "a finished stage was touched"
        stages = now
        written = predictions_of(tmp_path / "runs")
        assert predictions.items() <= written.items(), "finished predictions were made again"
        predictions = written
        for name in stages:
            assert {file.name for file in (tmp_path / "home/stages" / name).iterdir()} >= COMPLETE
        assert not list(tmp_path.glob("runs/*/report.*")), "no report of half a run"
    assert len(stages) > 1
    assert predictions

    resumed = make_run(tmp_path, "--workers", "1")
    assert stages.items() <= resumed.stages().items()
    assert predictions.items() <= resumed.predictions().items()
    assert resumed.stages().keys() == straight.stages().keys()
    assert without_times(resumed.folder) == without_times(straight.folder)
    assert not [path for path in (tmp_path / "home/stages").iterdir() if path.name.startswith(PARTIAL)]
