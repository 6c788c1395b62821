"""Evaluating a model: clean and stressed sets in one call a language, scored, beside the constant answer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from harness.scores import Forecast, Prediction
from harness.training.stage import Stage
from harness.types import Example
from suites.data import DataAccess
from suites.evaluate import EvaluateModel, predictions_path
from suites.plan import PlannedModel, Unit
from suites.predictions import BASELINE, CLEAN, CellKey, PredictionTable, read_predictions

ENCODER = Stage("checkpoint", "encoder", content="c")
UNITS = (
    Unit("a", "adversarial", "keyboard_typos", 3, ("en", "es"), paired=True),
    Unit("a", "adversarial", "code_switch", 5, ("es",), paired=True),
    Unit("d", "domain_shift", "other_domain", 5, ("en", "es"), paired=False),
)


def planned(task: str = "mini_pos", stage: Stage = ENCODER, units: tuple[Unit, ...] = UNITS) -> PlannedModel:
    return PlannedModel("arm/x seed", "arm", task, 0, "", 0, 1.0, stage, ("en", "es"), 10, units)


class Oracle:
    """Knows the gold tags, and counts what it was asked."""

    def __init__(self) -> None:
        self.calls: list[list[Example]] = []

    def predict(self, examples: Sequence[Example]) -> tuple[Prediction, ...]:
        self.calls.append(list(examples))
        return tuple(example.gold.tags for example in examples)


class Weather(Oracle):
    """Forecasts, with the number of its call for a score."""

    def forecast(self, examples: Sequence[Example]) -> tuple[Forecast, ...]:
        answers = self.predict(examples)
        return tuple(Forecast(answer, len(self.calls) / 100) for answer in answers)


@pytest.fixture
def oracle() -> Oracle:
    return Oracle()


@pytest.fixture
def evaluate(tmp_path, monkeypatch, oracle):
    monkeypatch.setattr("suites.evaluate.open_predictor", lambda *_, **__: oracle)

    def run(model: PlannedModel) -> tuple[PredictionTable, Oracle]:
        work = EvaluateModel(3, model, DataAccess(), tmp_path, tmp_path, 0, token_budget=100, threads=1)
        work.run(lambda _done, _total: None)
        return read_predictions(predictions_path(tmp_path, 3, model)), oracle

    return run


def test_every_cell_of_the_plan_is_there_and_no_other(evaluate):
    table, _ = evaluate(planned())
    stress = {
        CellKey(language, unit.perturbation, unit.severity) for unit in UNITS for language in unit.languages
    }
    assert set(table.coverages) == stress
    constant = {CellKey(language, name, 0) for language in ("en", "es") for name in (CLEAN, BASELINE)}
    assert all(table.has(key) for key in stress | constant)
    assert not table.has(CellKey("en", "code_switch", 5))


def test_clean_and_stressed_examples_go_through_one_call_a_language(evaluate):
    table, oracle = evaluate(planned())
    assert [{example.language for example in call} for call in oracle.calls] == [{"en"}, {"es"}]
    stored = sum(len(table.predictions_of(key)) for key in [*table.coverages, CellKey("es", CLEAN, 0)])
    assert stored + len(table.predictions_of(CellKey("en", CLEAN, 0))) == sum(map(len, oracle.calls))


def test_answers_go_to_their_own_examples(evaluate):
    table, _ = evaluate(planned())
    for key in (
        CellKey("es", CLEAN, 0),
        CellKey("es", "keyboard_typos", 3),
        CellKey("es", "other_domain", 5),
    ):
        for shown in table.examples_of(key):
            assert json.loads(shown.prediction) == json.loads(shown.gold)["tags"]


@pytest.mark.parametrize("oracle", [Weather()], ids=["forecaster"])
def test_forecasts_are_kept_where_the_predictor_gives_them(evaluate):
    table, _ = evaluate(planned())
    for number, language in enumerate(("en", "es"), start=1):
        for name, severity in ((CLEAN, 0), ("keyboard_typos", 3)):
            kept = table.brier_of(CellKey(language, name, severity)).statistics[:, 0]
            assert len(kept)
            assert set(kept.tolist()) == {number / 100}
        assert table.brier_of(CellKey(language, BASELINE, 0)).ids == ()


def test_predictors_without_probabilities_leave_none(evaluate):
    table, _ = evaluate(planned())
    assert table.brier_of(CellKey("en", CLEAN, 0)).ids == ()


def test_the_limit_holds_for_clean_sets_and_bounds_stressed_ones(evaluate):
    table, _ = evaluate(planned())
    assert len(table.predictions_of(CellKey("en", CLEAN, 0))) == 10
    for key, coverage in table.coverages.items():
        assert coverage.attempted == 10
        assert len(table.predictions_of(key)) == coverage.changed <= 10


def test_the_constant_answer_is_one_tag_for_the_clean_examples(evaluate):
    table, _ = evaluate(planned())
    answers = {tag for text in table.predictions_of(CellKey("es", BASELINE, 0)) for tag in json.loads(text)}
    assert len(answers) == 1
    ids = [table.matrix_of(CellKey("es", name, 0), slice(0, 1)).ids for name in (CLEAN, BASELINE)]
    assert ids[0] == ids[1]


def test_intermediate_examples_are_noted(evaluate, tmp_path):
    stage = Stage("intermediate", "mini_nli", parent=ENCODER)
    folder = tmp_path / "stages" / stage.name
    folder.mkdir(parents=True)
    (folder / "stage.json").write_text('{"task_examples": {"mini_nli": 64, "plain_text": 9}}', "utf-8")
    target = Stage("target", "mini_pos", parent=stage)
    (tmp_path / "stages" / target.name).mkdir()
    (tmp_path / "stages" / target.name / "stage.json").write_text(
        '{"task_examples": {"mini_pos": 40}}', "utf-8"
    )
    table, _ = evaluate(planned(stage=target, units=()))
    assert (table.intermediate_examples, table.target_examples) == (64, 40)


def test_file_names_are_safe_and_number_the_models():
    model = PlannedModel("a@1:2/mini_pos/seed-0", "a", "mini_pos", 0, "", 1, 0.5, ENCODER)
    assert predictions_path(Path("run"), 7, model) == Path(
        "run/predictions/007-a@1-2-mini_pos-seed-0.parquet"
    )
