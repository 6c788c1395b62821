"""``crosswind run``: checkpoints or recipes under one or more suites."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from harness.errors import RequestError
from suites.cli.finish import show_report
from suites.cli.options import Json, Out, Seed
from suites.cli.preview import show_plan
from suites.cli.running import (
    Asked,
    DryRun,
    Files,
    Judging,
    Labels,
    RatingsFile,
    TokenBudget,
    Workers,
    split_labels,
)
from suites.config import load_recipe, load_suite
from suites.data import DataAccess
from suites.expand import Request, build_plan
from suites.external import Reading, plan_checkpoints
from suites.frozen.read import open_frozen
from suites.plan import Plan
from suites.run import RunOptions, run_plan


@dataclass(frozen=True, slots=True)
class Subject:
    """What is evaluated, and under what."""

    suite: Annotated[list[str], typer.Argument(help="Suites by name or YAML file.", show_default=False)]
    model: Annotated[
        list[str] | None, typer.Option("--model", help="A checkpoint: folder or hub id; may be repeated.")
    ] = None
    recipe: Annotated[
        list[str] | None,
        typer.Option("--recipe", help="A recipe to train first: name or YAML; may be repeated."),
    ] = None
    task: Annotated[
        str | None, typer.Option("--task", help="The models' task; needed where stage.json does not name it.")
    ] = None
    max_length: Annotated[
        int | None, typer.Option("--max-length", min=1, help="Tokens per sequence that the models read.")
    ] = None
    stride: Annotated[
        int | None, typer.Option("--stride", min=0, help="Tokens that windows of one context share.")
    ] = None
    labels: Labels = None


@dataclass(frozen=True, slots=True)
class Computing(Judging):
    """How it is computed, judged and reported; nothing here changes a score."""

    out: Out = Path("runs")
    workers: Workers = 0
    token_budget: TokenBudget = 4096
    dry_run: DryRun = False
    frozen: Annotated[
        Path | None,
        typer.Option("--frozen", help="Read the perturbed sets that crosswind perturb-set wrote there."),
    ] = None
    validity: RatingsFile = None


def command(
    subject: Subject,
    computing: Computing,
    files: Files,
    asked: Asked,
    *,
    seed: Seed = 0,
    json: Json = False,
) -> None:
    """Evaluates checkpoints under suites and writes a report."""
    settings = computing.settings
    access = DataAccess(files.data, files.data_root, files.offline)
    suites = tuple(load_suite(name) for name in subject.suite)
    request = Request(suites, access, seed=seed, offline=files.offline, services=asked.names)
    plan = _plan(subject, request)
    frozen = open_frozen(computing.frozen) if computing.frozen else None
    if frozen is not None:
        plan = frozen.bind(plan, access)
    if computing.dry_run:
        show_plan(plan, json=json)
        return
    options = RunOptions(
        computing.out, computing.workers, computing.token_budget, frozen, computing.validity, settings
    )
    report, folder = run_plan(plan, access, options)
    show_report(report, folder, json=json)


def _plan(subject: Subject, request: Request) -> Plan:
    title = "-".join(suite.name for suite in request.suites)
    if bool(subject.model) == bool(subject.recipe):
        raise RequestError(
            "nothing to evaluate" if not subject.model else "both checkpoints and recipes were given",
            place="crosswind run",
            remedy="give either --model (a checkpoint) or --recipe (to train first)",
        )
    reading = Reading(subject.task, subject.max_length, subject.stride, split_labels(subject.labels))
    if subject.recipe:
        if reading != Reading():
            raise RequestError(
                "--task, --max-length, --stride and --labels say how finished checkpoints are read",
                place="crosswind run",
                remedy="leave them out with --recipe, which says it itself",
            )
        return build_plan([load_recipe(name) for name in subject.recipe], request, title=title)
    return plan_checkpoints(subject.model or [], reading, request, title=title)
