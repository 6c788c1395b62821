"""Evaluating one planned model: its clean sets, everything it is stressed with, the constant answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from harness.baseline import learn_constant_answer
from harness.executors.jobs import ReportProgress
from harness.metrics import METRICS
from harness.scores import Forecast, Forecaster, Metric, Predictor
from harness.task_spec import TaskSpec
from harness.types import EvaluationSet, Example
from suites.contexts import ContextSource
from suites.data import DataAccess, find_task, refuse_unanswered
from suites.frozen.read import FrozenSets
from suites.measures import find_reference
from suites.plan import NO_SERVICES, PlannedModel, PlannedServices
from suites.predictions import BASELINE, CLEAN, CellCoverage, CellKey, Row, write_predictions
from suites.predictors import open_predictor
from suites.scalings import rescale_evaluation
from suites.shifts import ShiftData
from suites.stress import StressedSet, audit_stressed, stress_units
from suites.training import count_examples


@dataclass(frozen=True, slots=True)
class EvaluateModel:
    """The work of evaluating one model whose checkpoint is there.

    Attributes:
        number: of the model in the plan.
        model: what is evaluated, on what.
        access: data.
        store_root: where stages lie.
        folder: the run's folder.
        seed: of the perturbations.
        token_budget: tokens per batch; does not change a result.
        threads: of the model; does not change a result.
        frozen: sets to read instead of perturbing anew; does not change a result.
        services: models that perturbations may ask.
    """

    number: int
    model: PlannedModel
    access: DataAccess
    store_root: Path
    folder: Path
    seed: int
    token_budget: int
    threads: int
    frozen: FrozenSets | None = None
    services: PlannedServices = NO_SERVICES

    def run(self, report: ReportProgress) -> None:
        """Predicts, scores and writes the model's table."""
        from harness.models.randomness import limited_threads  # torch: only where models run

        with limited_threads(self.threads):
            self._run(report)

    def _run(self, report: ReportProgress) -> None:
        task = find_task(self.model.task, place="plan")
        sets = {
            language: self.access.load_evaluation(task, language, limit=self.model.limit)
            for language in self.model.languages
        }
        for language, evaluation in sets.items():
            refuse_unanswered(task, language, evaluation.examples)
        constant_is_learnt = task.format not in ("retrieval", "span_qa")
        training = (
            self.access.load_training(task, task.train_languages, limit=0) if constant_is_learnt else ()
        )
        predictor = open_predictor(self.model, self.access, self.store_root, token_budget=self.token_budget)
        shift_data = ShiftData(task, self.model.units, self.model.limit, self.access)
        reference = find_reference(self.model, self.services, self.store_root)
        source = ContextSource(self.access, self.services, reference, self.store_root)
        rows: list[Row] = []
        coverages: list[CellCoverage] = []
        for done, whole in enumerate(sets.values()):
            report(done, len(sets))
            evaluation = rescale_evaluation(whole, self.model, seed=self.seed)
            completed = shift_data.complete(whole)
            stressed = self._stress(task, completed, source)
            coverages.extend(
                CellCoverage(item.key, item.coverage, audit_stressed(completed, item)) for item in stressed
            )
            rows.extend(_predict(task, predictor, evaluation, stressed))
            constant = learn_constant_answer(task, training, evaluation)
            key = CellKey(evaluation.language, BASELINE, 0)
            answers = [Forecast(answer, None) for answer in constant.predict(evaluation.examples)]
            rows.extend(_score(task, key, evaluation.examples, answers))
        path = predictions_path(self.folder, self.number, self.model)
        trained = [
            count_examples(self.model.stage, self.store_root, kind=kind)
            for kind in ("intermediate", "target")
        ]
        write_predictions(path, rows, coverages, intermediate_examples=trained[0], target_examples=trained[1])

    def _stress(self, task: TaskSpec, whole: EvaluationSet, source: ContextSource) -> tuple[StressedSet, ...]:
        """The context is that of the whole set: a text is perturbed alike however many are evaluated."""
        if self.frozen is not None:
            return tuple(self.frozen.read(whole, self.model.units))
        context = source.open(task, whole, self.model.units)
        evaluation = rescale_evaluation(whole, self.model, seed=self.seed)
        return tuple(stress_units(evaluation, self.model.units, seed=self.seed, context=context))


def predictions_path(folder: Path, number: int, model: PlannedModel) -> Path:
    """Returns where a model's predictions are kept in a run's folder."""
    safe = re.sub(r"[^A-Za-z0-9@_.-]+", "-", model.name)
    return folder / "predictions" / f"{number:03d}-{safe}.parquet"


def _predict(
    task: TaskSpec, predictor: Predictor, evaluation: EvaluationSet, stressed: Sequence[StressedSet]
) -> Iterator[Row]:
    """Sends clean and stressed examples through one queue, which drops duplicates.

    Only where answers are searched for does each set go by itself: in mining its sentences compete.
    """
    clean = CellKey(evaluation.language, CLEAN, 0)
    parts = [(clean, evaluation.examples), *((item.key, item.examples) for item in stressed)]
    if task.retrieval is not None:
        for key, examples in parts:
            yield from _score(task, key, examples, _forecast(predictor, examples))
        return
    answers = iter(_forecast(predictor, [example for _, examples in parts for example in examples]))
    for key, examples in parts:
        yield from _score(task, key, examples, [next(answers) for _ in examples])


def _forecast(predictor: Predictor, examples: Sequence[Example]) -> tuple[Forecast, ...]:
    if isinstance(predictor, Forecaster):
        return predictor.forecast(examples)
    return tuple(Forecast(answer, None) for answer in predictor.predict(examples))


def _score(
    task: TaskSpec, key: CellKey, examples: Sequence[Example], answers: Sequence[Forecast]
) -> Iterator[Row]:
    metrics: list[Metric] = [METRICS.get(name, place=f"task {task.name}") for name in task.metrics]
    for example, answer in zip(examples, answers, strict=True):
        said = answer.prediction
        statistics = tuple(
            value for metric in metrics for value in metric.measure(example.gold, said, example.language)
        )
        yield Row(key, example, said, statistics, answer.brier)
