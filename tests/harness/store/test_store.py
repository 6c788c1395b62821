"""Stages are there whole or not at all, and are made once."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from harness.store.atomic import new_folder, write_atomically
from harness.store.stages import StageStore, locate_home


def make(folder: Path, _progress: Path) -> None:
    (folder / "weights").write_text("w", "utf-8")


def test_a_stage_is_made_once(tmp_path: Path) -> None:
    store = StageStore(tmp_path)
    calls: list[Path] = []

    def count(folder: Path, progress: Path) -> None:
        calls.append(folder)
        make(folder, progress)

    assert store.obtain("a-1", count) == store.obtain("a-1", count) == store.path_of("a-1")
    assert len(calls) == 1
    assert store.holds("a-1")


def test_a_failed_stage_leaves_nothing(tmp_path: Path) -> None:
    store = StageStore(tmp_path)

    def fail(folder: Path, progress: Path) -> None:
        make(folder, progress)
        raise RuntimeError("out of memory")

    with pytest.raises(RuntimeError, match="out of memory"):
        store.obtain("a-1", fail)
    assert not store.holds("a-1")
    assert [p for p in store.root.iterdir() if not p.name.endswith(".lock")] == []


def test_progress_survives_a_failure_and_goes_with_success(tmp_path: Path) -> None:
    store = StageStore(tmp_path)

    def begin(_folder: Path, progress: Path) -> None:
        progress.mkdir()
        (progress / "state").write_text("half", "utf-8")
        raise RuntimeError("power cut")

    def go_on(folder: Path, progress: Path) -> None:
        (folder / "weights").write_text((progress / "state").read_text("utf-8"), "utf-8")

    with pytest.raises(RuntimeError, match="power cut"):
        store.obtain("a-1", begin)
    assert (store.progress_of("a-1") / "state").read_text("utf-8") == "half"
    assert (store.obtain("a-1", go_on) / "weights").read_text("utf-8") == "half"
    assert not store.progress_of("a-1").exists()


def test_a_killed_stage_leaves_nothing_that_counts_and_is_made_again(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from harness.store.stages import StageStore\n"
        "def make(folder, progress):\n    (folder / 'weights').write_text('half')\n"
        "    print('begun', flush=True); time.sleep(60)\n"
        f"StageStore(Path({str(tmp_path)!r})).obtain('a-1', make)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        os.kill(process.pid, signal.SIGKILL)
    store = StageStore(tmp_path)
    assert not store.holds("a-1")
    assert (store.obtain("a-1", make) / "weights").read_text("utf-8") == "w"


def _slow_make(folder: Path, _progress: Path) -> None:
    time.sleep(0.3)
    (folder / f"made-by-{os.getpid()}").write_text("w", "utf-8")


def _obtain(root: Path) -> None:
    StageStore(root).obtain("a-1", _slow_make)


def test_two_processes_make_one_stage(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork" if sys.platform != "darwin" else "spawn")
    processes = [context.Process(target=_obtain, args=(tmp_path,)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(20)
        assert process.exitcode == 0
    assert len(list(StageStore(tmp_path).path_of("a-1").iterdir())) == 1


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "sub" / "report.json"
    write_atomically(target, b"one")
    write_atomically(target, b"two")
    assert target.read_bytes() == b"two"
    assert [p.name for p in target.parent.iterdir()] == ["report.json"]


def test_a_folder_that_fails_is_removed(tmp_path: Path) -> None:
    def fail() -> None:
        with new_folder(tmp_path / "x") as scratch:
            (scratch / "file").write_text("w", "utf-8")
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_home_is_what_the_variable_names(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CROSSWIND_HOME", str(tmp_path))
    assert locate_home() == tmp_path
    monkeypatch.delenv("CROSSWIND_HOME")
    assert locate_home().name == "crosswind"
