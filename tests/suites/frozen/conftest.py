"""A small frozen suite, written once, that tests copy before they spoil it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from harness.training.stage import Stage
from suites.config import SuiteConfig, load_suite
from suites.data import DataAccess
from suites.expand import Request, assemble_plan, place_model
from suites.frozen.read import FrozenSets, open_frozen
from suites.frozen.write import write_frozen
from suites.plan import Plan, PlannedModel
from suites.sets import place_tasks

ACCESS = DataAccess()
TASKS = ("mini_pos", "mini_qa")


@dataclass(frozen=True)
class Frozen:
    """A folder of frozen sets and the suites they were written for."""

    folder: Path
    suites: tuple[SuiteConfig, ...]

    def open(self) -> FrozenSets:
        return open_frozen(self.folder)

    def plan(self, *, seed: int = 0, suites: tuple[SuiteConfig, ...] | None = None) -> Plan:
        """What a run of one checkpoint a task would plan."""
        request = Request(suites or self.suites, ACCESS, seed=seed)
        stage = Stage("checkpoint", "x", content="c")
        models = [PlannedModel(f"m/{name}", "m", name, 0, "", 0, 1.0, stage) for name in TASKS]
        placed = tuple(place_model(model, request, first=True) for model in models)
        return assemble_plan(placed, request, title="t")


@pytest.fixture(scope="session")
def written(tiny: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Frozen:
    """The suites ``typos`` and ``other`` on two tasks; not to be changed."""
    suites = tuple(load_suite(str(tiny[name])) for name in ("typos", "other"))
    request = Request(suites, ACCESS)
    folder = tmp_path_factory.mktemp("frozen") / "sets"
    write_frozen(request, place_tasks(request, TASKS), folder)
    return Frozen(folder, suites)


@pytest.fixture
def spoilt(written: Frozen, tmp_path: Path) -> Callable[[Callable[[Path], object]], Frozen]:
    """Copies the frozen suite and lets the test change the copy."""

    def spoil(change: Callable[[Path], object]) -> Frozen:
        folder = tmp_path / "sets"
        shutil.copytree(written.folder, folder)
        change(folder)
        return Frozen(folder, written.suites)

    return spoil
