"""What a plan or a recipe would do, for ``--dry-run``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypedDict

import typer

from harness.store.stages import StageStore, locate_home
from suites.cli.display import show_json, show_lines, show_table
from suites.estimate import StageEstimate
from suites.omissions import describe_omissions
from suites.plan import PLAN_ADAPTER, Plan

REFERENCE_SPEEDS: Mapping[str, float] = {"A100": 0.35 * 312e12, "H100": 0.35 * 990e12}
"""Operations a second in bf16: the makers' peaks at the utilisation that encoders usually reach."""


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
    show_lines((0, note) for note in describe_omissions(plan))


def show_estimates(estimates: Sequence[StageEstimate], here: Mapping[str, float], *, json: bool) -> None:
    """Prints every stage with its size and its price.

    Args:
        estimates: the stages.
        here: operations a second of this machine by precision.
        json: as JSON on standard output instead.
    """
    rows = [_price(estimate, here) for estimate in estimates]
    if json:
        show_json(rows)
        return
    speeds = ("this machine", *REFERENCE_SPEEDS)
    show_table(
        ("stage", "seed", "examples", "steps", "tokens", *speeds),
        [
            (
                f"{estimate.stage.kind} {estimate.stage.task}",
                str(estimate.stage.seed),
                f"{'' if estimate.counted else '≈ '}{estimate.examples:,}",
                f"{estimate.steps:,}",
                f"{estimate.tokens / 1e6:,.1f} M",
                *(_say_hours(row["hours"][name]) for name in speeds),
            )
            for estimate, row in zip(estimates, rows, strict=True)
        ],
    )
    total = {name: sum(row["hours"][name] for row in rows) for name in speeds}
    disk = sum(4 * estimate.parameters for estimate in estimates) / 1e9
    typer.echo(
        f"{len(estimates)} stages, at most {', '.join(f'{_say_hours(total[n])} ({n})' for n in speeds)}, "
        f"{disk:.1f} GB of checkpoints; within a factor of two, early stopping aside."
    )
    if not all(estimate.counted for estimate in estimates):
        typer.echo("≈: data not at hand; the size that the task declares, at the longest length.")


class _Price(TypedDict):
    """A stage as ``--json`` shows it."""

    kind: str
    task: str
    seed: int
    examples: int
    counted: bool
    steps: int
    parameters: int
    operations: float
    hours: dict[str, float]


def _price(estimate: StageEstimate, here: Mapping[str, float]) -> _Price:
    precision = estimate.stage.settings.precision
    speeds = {"this machine": here[precision], **REFERENCE_SPEEDS}
    return _Price(
        kind=estimate.stage.kind,
        task=estimate.stage.task,
        seed=estimate.stage.seed,
        examples=estimate.examples,
        counted=estimate.counted,
        steps=estimate.steps,
        parameters=estimate.parameters,
        operations=estimate.operations,
        hours={name: estimate.hours(speed) for name, speed in speeds.items()},
    )


def _say_hours(hours: float) -> str:
    if hours < 1 / 60:
        return f"{hours * 3600:.0f} s"
    return f"{hours * 60:.0f} min" if hours < 2 else f"{hours:,.1f} h"
