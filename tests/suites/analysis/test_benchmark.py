"""Benchmark means: over languages, then over tasks, and none where a part is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from harness.metrics import METRICS
from harness.task_spec import Benchmark
from harness.tasks import TASKS
from harness.types import Answer, AnswersGold, Example, SpanQA
from suites.analysis import benchmark as module
from suites.analysis.benchmark import average_benchmarks
from suites.evaluate import predictions_path
from suites.plan import Plan, PlannedModel
from suites.predictions import CLEAN, CellKey, Row, write_predictions

from .conftest import HALF, StoredRun, Subject


@pytest.fixture
def belong(monkeypatch):
    """Makes tasks members of XTREME in some languages, and all others of nothing."""

    def set_members(**languages):
        tasks = {
            task.name: replace(
                task,
                benchmarks=(Benchmark("xtreme", languages[task.name]),) if task.name in languages else (),
            )
            for task in TASKS
        }
        monkeypatch.setattr(module, "TASKS", tuple(tasks.values()))
        return tasks

    return set_members


def average(run, tasks):
    scores = tuple(replace(one, task=tasks[one.task.name]) for one in run.scores())
    return average_benchmarks(scores)


def subject(answers, **settings):
    named = {language: {"clean": marks, "baseline": marks} for language, marks in answers.items()}
    return Subject(settings.pop("name", "m"), named, **settings)


def test_a_mean_of_all_tasks_in_all_languages(store, belong):
    tasks = belong(mini_pairs=("en", "es"))
    run = store(subject({"en": "1" * 40, "es": HALF, "hi": "0" * 40}))
    (mean,) = average(run, tasks)
    assert (mean.benchmark, mean.arm, mean.seed) == ("xtreme", "direct", 0)
    assert (mean.score, mean.verdict) == (75.0, "all tasks in all languages")
    (part,) = mean.tasks
    assert (part.task, part.metrics, part.score) == ("mini_pairs", ("accuracy",), 75.0)
    assert (part.languages, part.missing, part.outside, part.limit) == (("en", "es"), (), ("hi",), 0)


def test_a_language_that_is_missing_leaves_a_mean_of_the_task_but_none_of_the_benchmark(store, belong):
    tasks = belong(mini_pairs=("en", "es", "zh"), mini_nli=("en",))
    (mean,) = average(store(subject({"en": "1" * 40, "es": HALF})), tasks)
    assert (mean.score, mean.tasks[0].score, mean.tasks[0].missing) == (None, 75.0, ("zh",))
    assert mean.verdict == "not computable: missing mini_nli; mini_pairs in zh"


def test_a_task_without_any_of_its_languages_has_no_mean(store, belong):
    tasks = belong(mini_pairs=("zh",))
    (mean,) = average(store(subject({"en": HALF})), tasks)
    assert (mean.tasks[0].score, mean.tasks[0].languages) == (None, ())
    assert mean.verdict == "not computable: missing mini_pairs in zh"


def test_arms_and_seeds_stand_apart_and_smaller_models_are_left_out(store, belong):
    tasks = belong(mini_pairs=("en",))
    run = store(
        subject({"en": HALF}, name="a", seed=0),
        subject({"en": "1" * 40}, name="b", seed=1),
        subject({"en": "1" * 40}, name="c", arm="stilts", share=1.0),
        subject({"en": "0" * 40}, name="d", arm="stilts", share=0.5, severity=1),
    )
    found = [(mean.arm, mean.seed, mean.score) for mean in average(run, tasks)]
    assert found == [("direct", 0, 50.0), ("direct", 1, 100.0), ("stilts", 0, 100.0)]


def test_a_task_of_no_benchmark_has_no_mean(store, belong):
    assert average(store(subject({"en": HALF})), belong()) == ()


def question(language, name, answer, prediction):
    gold = AnswersGold((Answer(answer, 0),))
    example = Example(name, language, SpanQA(answer, "?"), gold, name)
    values = [METRICS.get(metric).measure(gold, prediction, language) for metric in ("squad_f1", "squad_em")]
    return Row(CellKey(language, CLEAN, 0), example, prediction, (*values[0], *values[1]))


def test_questions_count_by_the_mean_of_f1_and_exact_match(tmp_path, belong):
    tasks = belong(mini_qa=("en",))
    stage = Subject("m", {}).planned().stage
    model = PlannedModel("m", "direct", "mini_qa", 0, "", 0, 1.0, stage, ("en",), 50)
    rows = [question("en", "a", "red tea", "red tea"), question("en", "b", "red tea", "tea cup")]
    write_predictions(predictions_path(tmp_path, 0, model), rows, [], intermediate_examples=0)
    run = StoredRun(Plan("t", "0", ("s",), (), 0, (model,), (), (), (), "c"), tmp_path)
    (mean,) = average(run, tasks)
    assert mean.tasks[0].metrics == ("squad_f1", "squad_em")
    assert mean.score == (75.0 + 50.0) / 2
    assert mean.tasks[0].limit == 50
    assert mean.tasks[0].spread.too_small == ("en",)


def test_the_benchmarks_have_nine_and_ten_tasks():
    members = {
        name: {task.name for task in TASKS if any(one.name == name for one in task.benchmarks)}
        for name in ("xtreme", "xtreme-r")
    }
    shared = {"xnli", "udpos", "panx", "xquad", "mlqa", "tydiqa", "tatoeba"}
    assert members["xtreme"] == shared | {"pawsx", "bucc2018"}
    assert members["xtreme-r"] == shared | {"xcopa", "mewslix", "lareqa"}
