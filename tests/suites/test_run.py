"""What is left to do of a plan, and in which order."""

from __future__ import annotations

import pytest

from harness.store.stages import StageStore
from suites.config import load_recipe, load_suite
from suites.data import DataAccess
from suites.evaluate import predictions_path
from suites.expand import Request, build_plan
from suites.leakage import FindLeakage
from suites.plan import Plan
from suites.run import RunOptions, list_jobs, list_training_jobs

ACCESS = DataAccess()


@pytest.fixture
def plan(tiny) -> Plan:
    recipes = [load_recipe(str(tiny[name])) for name in ("direct", "stilts")]
    return build_plan(recipes, Request((load_suite(str(tiny["typos"])),), ACCESS), title="t")


def jobs_of(plan: Plan, folder):
    jobs = list_jobs(plan, ACCESS, folder, RunOptions(folder, 1))
    return {job.name: job for job in jobs if not isinstance(job.work, FindLeakage)}


def test_every_stage_is_trained_once_and_every_model_evaluated(plan, tmp_path):
    jobs = jobs_of(plan, tmp_path)
    stages = {stage.name for stage in plan.stages()}
    assert jobs.keys() == stages | {f"evaluate {number}" for number in range(len(plan.models))}
    assert len(stages) < 3 * len(plan.models), "arms and targets share stages"


def test_a_job_waits_for_what_it_starts_from(plan, tmp_path):
    jobs = jobs_of(plan, tmp_path)
    for stage in plan.stages():
        assert jobs[stage.name].after == ((stage.parent.name,) if stage.parent else ())
    for number, model in enumerate(plan.models):
        assert jobs[f"evaluate {number}"].after == (model.stage.name,)


def test_stages_in_the_store_are_neither_trained_nor_waited_for(plan, tmp_path, own_store):
    first, *_ = plan.stages()
    StageStore(own_store).path_of(first.name).mkdir(parents=True)
    jobs = jobs_of(plan, tmp_path)
    assert first.name not in jobs
    assert all(first.name not in job.after for job in jobs.values())


def test_a_model_that_was_evaluated_needs_nothing_more(plan, tmp_path):
    for number, model in enumerate(plan.models):
        path = predictions_path(tmp_path, number, model)
        path.parent.mkdir(parents=True, exist_ok=True)
        if number:
            path.touch()
    jobs = jobs_of(plan, tmp_path)
    assert jobs.keys() == {stage.name for stage in plan.models[0].stage.lineage()} | {"evaluate 0"}


def test_a_finished_run_has_no_jobs_even_without_its_stages(plan, tmp_path):
    for number, model in enumerate(plan.models):
        path = predictions_path(tmp_path, number, model)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert jobs_of(plan, tmp_path) == {}


def test_training_alone_evaluates_nothing(plan):
    assert {job.name for job in list_training_jobs(plan, ACCESS)} == {stage.name for stage in plan.stages()}
