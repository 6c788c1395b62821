"""Test sets are looked for in every training set of a lineage, once, and what was found is kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from harness.errors import DataFileError
from harness.leakage.examples import Finding, SetLeakage
from harness.training.stage import DataReference, Rescaling, Stage
from harness.types import EvaluationSet, TaggedTokens
from suites import leakage
from suites.config import load_recipe, load_suite
from suites.data import DataAccess, find_task
from suites.expand import Request, build_plan
from suites.leakage import (
    EvaluatedSet,
    FindLeakage,
    SearchedPair,
    TrainingSet,
    list_leakage_jobs,
    list_training_sets,
    read_leakage,
    write_leakage,
)
from suites.plan import Plan, PlannedModel

ACCESS = DataAccess()


def planned(stage: Stage, task: str = "mini_pos", *languages: str) -> PlannedModel:
    return PlannedModel("m", "arm", task, 0, "", 0, 1.0, stage, languages)


def refer(task: str, *languages: str, limit: int = 0) -> tuple[DataReference, ...]:
    return tuple(
        DataReference(task, code, ACCESS.fingerprint(find_task(task, place=""), code, "train"), limit=limit)
        for code in languages
    )


@pytest.fixture
def plan(tiny) -> Plan:
    recipes = [load_recipe(str(tiny[name])) for name in ("direct", "stilts")]
    return build_plan(recipes, Request((load_suite(str(tiny["sizes"])),), ACCESS), title="t")


def run_all(plan: Plan, home: Path) -> int:
    jobs = list_leakage_jobs(plan, ACCESS, home)
    for job in jobs:
        job.work.run(lambda _done, _total: None)
    return len(jobs)


def test_the_training_sets_of_a_lineage_stand_in_order():
    text = Stage("pretraining", "mini_text", refer("mini_text", "en", "es"))
    both = (*refer("mini_nli", "en", limit=9), *refer("mini_choice", "en"), *refer("mini_text", "zh"))
    half = Rescaling("intermediate_subset", 1, 0, "c")
    phase = Stage("intermediate", "mini_nli+mini_choice+mini_text", both, parent=text, rescaling=half)
    dev = replace(refer("mini_pos", "en")[0], split="dev")
    target = Stage("target", "mini_pos", (*refer("mini_pos", "en"), dev), parent=phase)
    assert (
        list_training_sets(planned(target))
        == (
            TrainingSet("pretraining", "mini_text", text.data),
            TrainingSet("intermediate", "mini_nli", both[:1], half),
            TrainingSet("intermediate", "mini_choice", both[1:2], half),
            TrainingSet("intermediate", "mini_text", both[2:]),  # text for masked-LM is left whole
            TrainingSet("target", "mini_pos", target.data[:1]),
            TrainingSet("target", "mini_pos", target.data[1:]),  # decides when to stop
        )
    )
    left = Stage("checkpoint", "folder", content="c", parent=target)
    assert list_training_sets(planned(left)) == list_training_sets(planned(target))
    assert list_training_sets(planned(Stage("checkpoint", "hub/model", content="c"))) == ()


def test_each_training_set_is_read_once_for_all_models_and_languages(plan):
    works = [job.work for job in list_leakage_jobs(plan, ACCESS, Path("nowhere"))]
    jobs = {(work.training.task, work.training.rescaling): work for work in works}
    seeds = (0, 1)
    rescalings = {("mini_nli", one.severity, one.seed) for _, one in jobs if one is not None}
    assert rescalings == {("mini_nli", severity, seed) for severity in (1, 2) for seed in seeds}
    assert {task for task, one in jobs if one is None} == {"mini_text", "mini_nli", "mini_pos"}
    text = jobs["mini_text", None]
    assert [(one.task, one.language, one.limit) for one in text.evaluated] == [
        ("mini_pos", code, 12) for code in ("en", "es", "zh")
    ]


def test_what_was_searched_once_is_not_searched_again(plan, own_store, tmp_path):
    assert run_all(plan, own_store) == 7
    assert list_leakage_jobs(plan, ACCESS, own_store) == ()
    write_leakage(plan, ACCESS, own_store, tmp_path)
    pairs = read_leakage(tmp_path)
    assert len(pairs) == 7 * 3
    assert all(pair.found is not None and pair.found.examples == 12 for pair in pairs)
    sizes = {(one.training.task, one.training.rescaling): one.found.training_examples for one in pairs}
    assert sorted((task, size) for (task, _), size in sizes.items()) == [
        *(("mini_nli", size) for size in (16, 16, 32, 32, 64)),
        ("mini_pos", 40),
        ("mini_text", 150),
    ]


def test_groups_of_test_sets_change_nothing(plan, own_store, tmp_path, monkeypatch):
    run_all(plan, own_store / "one")
    monkeypatch.setattr(leakage, "_CHARACTERS_AT_ONCE", 1)
    run_all(plan, own_store / "other")
    for home in ("one", "other"):
        write_leakage(plan, ACCESS, own_store / home, tmp_path / home)
    assert read_leakage(tmp_path / "one") == read_leakage(tmp_path / "other")


def test_a_result_belongs_to_its_language(own_store):
    training = TrainingSet("target", "mini_pos", refer("mini_pos", "en", limit=2))
    evaluated = tuple(EvaluatedSet("mini_pos", code, "f") for code in ("en", "es"))
    first = next(ACCESS.stream_training(find_task("mini_pos", place=""), ("en",), limit=2))

    class Quoting(DataAccess):
        """The first training example is the Spanish test set, and the English one is something else."""

        def load_evaluation(self, task, language, *, limit):
            other = replace(first, payload=TaggedTokens(("Nothing", "of", "it", limit * "never")))
            return EvaluationSet(task.name, language, "test", (first if language == "es" else other,))

    FindLeakage(training, evaluated, Quoting(), own_store).run(lambda _done, _total: None)
    english, spanish = (
        leakage._FOUND.validate_json(leakage._locate(own_store, training, one).read_bytes())
        for one in evaluated
    )
    assert english == SetLeakage(1, 2, ())
    assert spanish == SetLeakage(1, 2, (Finding(first.id, "exact", ("tokens",), ()),))


@pytest.mark.parametrize(
    ("reference", "why"),
    [
        (
            DataReference("mini_nli", "en", "another"),
            "the en training data of mini_nli at hand are others than it was trained on",
        ),
        (DataReference("mnli", "en", "f"), "the en training data of mnli are not at hand"),
    ],
)
def test_training_data_that_cannot_be_read_are_said(plan, reference, why, own_store, tmp_path):
    stage = Stage("intermediate", reference.task, (reference,))
    planned_model = planned(stage, "mini_pos", "en")
    plan = replace(plan, models=(planned_model,), data=(("mini_pos/en/test", "f"),))
    assert list_leakage_jobs(plan, ACCESS, own_store) == ()
    write_leakage(plan, ACCESS, own_store, tmp_path)
    training = TrainingSet("intermediate", reference.task, (reference,))
    assert read_leakage(tmp_path) == (SearchedPair(training, EvaluatedSet("mini_pos", "en", "f"), None, why),)


def test_a_run_without_its_file_is_not_finished(tmp_path):
    with pytest.raises(DataFileError) as error:
        read_leakage(tmp_path)
    assert str(error.value) == (
        f"{tmp_path}/leakage.json: there is no such file; finish the run by its own command."
    )
    (tmp_path / "leakage.json").write_text("{}", "utf-8")
    with pytest.raises(DataFileError, match="is not as this version of Crosswind writes it"):
        read_leakage(tmp_path)
