"""What a plan would do, for ``--dry-run``."""

from __future__ import annotations

from harness.store.stages import StageStore, locate_home
from suites.cli.display import show_json, show_table
from suites.plan import PLAN_ADAPTER, Plan


def show_plan(plan: Plan, *, json: bool) -> None:
    """Prints the stages (and whether the store has them) and the cells of a plan."""
    if json:
        show_json(PLAN_ADAPTER.dump_python(plan, mode="json"))
        return
    store = StageStore(locate_home())
    show_table(
        ("stage", "task", "seed", "fingerprint", "state"),
        [
            (
                stage.kind,
                stage.task,
                str(stage.seed),
                stage.fingerprint,
                "ready" if stage.kind == "checkpoint" or store.holds(stage.name) else "to train",
            )
            for stage in plan.stages()
        ],
    )
    show_table(
        ("model", "languages", "cells"),
        [
            (model.name, " ".join(model.languages), str(sum(len(unit.languages) for unit in model.units)))
            for model in plan.models
        ],
    )
