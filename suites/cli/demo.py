"""``crosswind demo``: the main job on the embedded benchmark, offline."""

from __future__ import annotations

from pathlib import Path

from suites.cli.finish import show_report
from suites.cli.options import Json, Out, Seed
from suites.cli.running import Judging, TokenBudget, Workers
from suites.config import load_recipe, load_suite
from suites.data import DataAccess
from suites.expand import Request, build_plan
from suites.run import RunOptions, run_plan

RECIPES = ("demo-direct", "demo-stilts")
SUITES = ("demo-adversarial", "demo-domain-shift", "demo-scaling")


def command(
    judging: Judging,
    *,
    seed: Seed = 0,
    out: Out = Path("runs"),
    json: Json = False,
    workers: Workers = 0,
    token_budget: TokenBudget = 4096,
) -> None:
    """Trains with and without the intermediate phase, runs three suites and writes a report."""
    settings = judging.settings
    access = DataAccess()
    request = Request(tuple(load_suite(name) for name in SUITES), access, seed=seed, offline=True)
    plan = build_plan([load_recipe(name) for name in RECIPES], request, title="demo")
    report, folder = run_plan(plan, access, RunOptions(out, workers, token_budget, analysis=settings))
    show_report(report, folder, json=json)
