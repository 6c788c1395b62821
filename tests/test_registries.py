"""One contract for every entry of every registry: a new one is held to it by being declared."""

from __future__ import annotations

import re
from typing import get_args

import numpy as np
import pytest

from harness.languages import LANGUAGES
from harness.metrics import METRICS
from harness.seeds import derive_generator
from harness.task_spec import Role
from harness.tasks import TASKS
from harness.types import FormatName
from perturbations.base import PERTURBATIONS, Perturbation, PerturbationFamily, Scaling, Shift
from perturbations.scripts import script_of

SNAKE_CASE = re.compile(r"[a-z][a-z0-9_]*")
LABELLED = {"classification", "tagging"}
TASK_LIST = tuple(TASKS)
SCRIPTS = {script_of(code) for code in LANGUAGES} | {"Sinhala"}  # declared for, though no task is in it
KIND_OF_FAMILY = {"adversarial": Perturbation, "domain_shift": Shift | Perturbation, "scaling": Scaling}


@pytest.mark.parametrize("registry", [TASKS, METRICS, PERTURBATIONS], ids=lambda registry: registry.kind)
class TestEveryRegistry:
    def test_it_is_not_empty(self, registry):
        assert registry.names()

    def test_its_names_are_snake_case(self, registry):
        assert [name for name in registry.names() if not SNAKE_CASE.fullmatch(name)] == []

    def test_an_entry_stands_under_its_own_name(self, registry):
        assert [entry.name for entry in registry] == list(registry.names())


@pytest.mark.parametrize("task", TASK_LIST, ids=lambda task: task.name)
class TestEveryTask:
    def test_its_format_and_roles_are_known(self, task):
        assert task.format in get_args(FormatName)
        assert task.roles
        assert set(task.roles) <= set(get_args(Role))

    def test_its_metrics_are_known(self, task):
        assert set(task.metrics) <= set(METRICS.names())
        assert task.metrics or task.format == "masked_lm"

    def test_its_languages_are_known_and_english_comes_first(self, task):
        assert set(task.languages) | set(task.train_languages) <= set(LANGUAGES)
        assert len(set(task.languages)) == len(task.languages)
        assert task.languages[0] == "en" or "en" not in task.languages

    def test_it_has_labels_where_its_format_has_them(self, task):
        if task.format in LABELLED:
            # CCG's come from the user's own files, of which the declaration says what to bring
            assert task.labels or task.unavailable
        else:
            assert not task.labels
        assert len(set(task.labels)) == len(task.labels)

    def test_it_says_where_its_data_come_from(self, task):
        assert task.revision
        assert task.licence
        assert task.citation or task.format == "masked_lm", "text of the user's own needs no citation"

    def test_it_says_how_candidates_are_searched_if_there_are_any(self, task):
        assert (task.retrieval is not None) is (task.format == "retrieval")

    def test_it_names_the_corpora_that_it_trains_on(self, task):
        if task.format != "retrieval":  # not trained here, though its benchmark may
            trained = task.format != "masked_lm" and bool(task.train_languages)
            assert bool(task.corpora) is trained, "overlaps between tasks are found by these names"
        assert len(set(task.corpora)) == len(task.corpora)

    def test_it_is_described(self, task):
        assert task.cluster
        assert re.fullmatch(r"[A-Z].*[.?]", task.description)
        assert "\n" not in task.description


def test_one_corpus_has_one_name():
    names = {name for task in TASK_LIST for name in task.corpora}
    plain = {re.sub(r"[^a-z0-9]", "", name.lower()): name for name in sorted(names)}
    assert set(plain.values()) == names, "overlaps are found by equal names"


@pytest.mark.parametrize("metric", tuple(METRICS), ids=lambda metric: metric.name)
class TestEveryMetric:
    @pytest.fixture
    def totals(self, metric):
        return 1.0 + derive_generator(0, metric.name).random((4, len(metric.columns)))

    def test_its_statistics_have_names(self, metric):
        assert metric.columns
        assert [name for name in metric.columns if not SNAKE_CASE.fullmatch(name)] == []
        assert len(set(metric.columns)) == len(metric.columns)

    def test_many_totals_are_finished_as_each_alone(self, metric, totals):
        together = metric.finish(totals)
        assert together.shape == (4,)
        np.testing.assert_allclose(together, [float(metric.finish(row)) for row in totals])
        np.testing.assert_allclose(metric.finish(totals[:, None]), together[:, None])

    def test_its_gradient_is_the_slope_of_its_score(self, metric, totals):
        step = 1e-6 * np.eye(len(metric.columns))
        slope = (metric.finish(totals[0] + step) - metric.finish(totals[0] - step)) / 2e-6
        np.testing.assert_allclose(metric.gradient(totals[0]), slope, rtol=1e-6, atol=1e-6)

    def test_nothing_earns_nothing(self, metric):
        score = metric.finish(np.zeros(len(metric.columns)))
        assert np.isnan(score) or score == 0.0


@pytest.mark.parametrize("entry", tuple(PERTURBATIONS), ids=lambda entry: entry.name)
class TestEveryPerturbation:
    def test_its_family_says_what_it_changes(self, entry):
        assert entry.spec.family in get_args(PerturbationFamily)
        assert isinstance(entry, KIND_OF_FAMILY[entry.spec.family])

    def test_it_says_why_the_gold_still_holds(self, entry):
        assert re.fullmatch(r"[A-Z].*[.?]", entry.spec.label_policy, re.DOTALL)

    def test_it_is_described(self, entry):
        assert re.fullmatch(r"[A-Z].*[.?]", entry.spec.description)

    def test_its_formats_and_scripts_are_known(self, entry):
        assert entry.spec.formats
        assert set(entry.spec.formats) <= set(get_args(FormatName))
        assert set(entry.spec.scripts) <= SCRIPTS

    def test_it_has_a_version(self, entry):
        assert entry.spec.version >= 1
