"""One straight run of two tiny arms under three suites, shared by the tests of this folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

MAIN = "import sys; from suites.cli import main; sys.exit(main(sys.argv[1:]))"


@dataclass(frozen=True)
class Run:
    """A run's folder, the store that it used, and the command line that made it."""

    folder: Path
    home: Path
    arguments: tuple[str, ...]

    def stages(self) -> dict[str, int]:
        """Finished stages and when they were last written to."""
        return stages_of(self.home)

    def predictions(self) -> dict[str, int]:
        """Finished predictions and when they were written."""
        return {path.name: path.stat().st_mtime_ns for path in self.folder.glob("predictions/[!.]*")}


def stages_of(home: Path) -> dict[str, int]:
    """Finished stages of a store, each with the latest time of any of its files."""
    folders = [path for path in home.glob("stages/*") if path.is_dir() and path.name[0] != "."]
    return {
        folder.name: max(file.stat().st_mtime_ns for file in (folder, *folder.iterdir()))
        for folder in folders
    }


def without_times(folder: Path) -> bytes:
    """The bytes of ``report.json`` but for times and paths."""
    report = json.loads((folder / "report.json").read_bytes())
    del report["run"]
    return json.dumps(report, ensure_ascii=False, indent=2).encode()


def command(*arguments: object) -> list[str]:
    """The command line of a ``crosswind`` in a process of its own."""
    return [sys.executable, "-c", MAIN, *map(str, arguments)]


def environment(home: Path) -> dict[str, str]:
    """This process's environment with another store."""
    return {**os.environ, "CROSSWIND_HOME": str(home)}


@pytest.fixture(scope="session")
def make_run(tiny: dict[str, Path]) -> Callable[..., Run]:
    """Runs both arms under the three suites in a process of its own."""
    suites = [str(tiny[name]) for name in ("typos", "other", "sizes")]
    recipes = ["--recipe", str(tiny["direct"]), "--recipe", str(tiny["stilts"])]

    def make(root: Path, *options: str) -> Run:
        arguments = ("run", *suites, *recipes, "--out", str(root / "runs"), *options)
        done = subprocess.run(
            command(*arguments), env=environment(root / "home"), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        (folder,) = (root / "runs").iterdir()
        return Run(folder, root / "home", arguments)

    return make


@pytest.fixture(scope="session")
def straight(make_run: Callable[..., Run], tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The run in one process, from nothing to the report."""
    return make_run(tmp_path_factory.mktemp("straight"), "--workers", "1")
