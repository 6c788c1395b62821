"""How much of each model's test sets stands in its training data, and its scores without that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from harness.languages import language as find_language
from harness.leakage.examples import EXTENTS, Extent, SetLeakage
from harness.metrics import score
from perturbations.base import find_scaling
from suites.analysis.rounding import tidy, tidy_or_none
from suites.analysis.scores import MetricColumns, ModelScores, take_rows
from suites.leakage import EvaluatedSet, SearchedPair, TrainingSet, list_evaluated_sets, list_training_sets
from suites.plan import Plan, PlannedModel
from suites.report import wording as say
from suites.report.cell import Cell
from suites.report.leakage import FieldLeakage, Leakage, LeakageScore, LeakageSource
from suites.report.model import ArmComparison

CAUTION_SHARE = 0.01
"""Of a test set in training, from which on its numbers carry a caution."""


@dataclass(frozen=True, slots=True)
class _Searched:
    """One test set and the training sets in which it was looked for."""

    evaluated: EvaluatedSet
    pairs: tuple[SearchedPair, ...]

    @property
    def found(self) -> tuple[tuple[TrainingSet, SetLeakage], ...]:
        return tuple((one.training, one.found) for one in self.pairs if one.found is not None)

    def extents(self) -> dict[str, Extent]:
        """The most that any training set has of each example, for those of which one has anything."""
        most: dict[str, Extent] = {}
        for _, its in self.found:
            for one in its.findings:
                most[one.example] = min(one.extent, most.get(one.example, one.extent), key=EXTENTS.index)
        return most


def count_leakage(
    models: Sequence[ModelScores], plan: Plan, pairs: Sequence[SearchedPair]
) -> tuple[Leakage, ...]:
    """Returns one entry per model and language, in the order of the plan, smaller evaluation sets aside."""
    known = {(one.training, one.evaluated): one for one in pairs}

    def search(model: PlannedModel, evaluated: EvaluatedSet) -> _Searched:
        keys = [(training, evaluated) for training in list_training_sets(model)]
        return _Searched(evaluated, tuple(known[key] for key in keys if key in known))

    return tuple(
        _count(scores, search(scores.model, evaluated))
        for scores in models
        if scores.model.phase != "evaluation"
        for evaluated in list_evaluated_sets(scores.model, plan)
    )


def caution_cell(cell: Cell, cautions: Mapping[tuple[str, str], str]) -> Cell:
    """Returns a cell with the caution of its model and language, if any."""
    said = cautions.get((cell.model, cell.language))
    return cell.model_copy(update={"notes": (*cell.notes, said)}) if said else cell


def caution_comparison(comparison: ArmComparison, leakage: Sequence[Leakage]) -> ArmComparison:
    """Returns a comparison of arms with the cautions of both sides in its language, if any."""
    arms = (comparison.baseline_arm, comparison.candidate_arm)
    said = dict.fromkeys(
        one.caution
        for one in leakage
        if one.caution
        and one.arm in arms
        and (one.task, one.language) == (comparison.task, comparison.language)
    )
    return comparison.model_copy(update={"notes": (*comparison.notes, *said)}) if said else comparison


def index_cautions(leakage: Sequence[Leakage]) -> dict[tuple[str, str], str]:
    """Returns the cautions by model and language."""
    return {(one.model, one.language): one.caution for one in leakage if one.caution}


def name_training_set(training: TrainingSet) -> str:
    """Returns task, part and languages in words: ``1:4 of mnli in English``."""
    if training.stops:
        return f"the development data of {training.task}, which decided when to stop"
    part = ""
    if training.rescaling is not None and training.rescaling.severity:
        part = f"{find_scaling(training.rescaling.scaling).steps.names[training.rescaling.severity]} of "
    languages = training.languages
    if len(languages) > 3:
        return f"{part}{training.task} in {len(languages)} languages"
    return f"{part}{training.task} in {say.join_words(tuple(find_language(code).name for code in languages))}"


def _count(scores: ModelScores, searched: _Searched) -> Leakage:
    evaluated, model = searched.evaluated, scores.model
    extents = searched.extents()
    totals = Counter(extents.values())
    n = len(scores.clean(evaluated.language, scores.headline).ids)
    leaked = totals["exact"] + totals["near"]
    return Leakage(
        model=model.name,
        arm=model.arm,
        task=model.task,
        language=evaluated.language,
        n=n,
        exact=totals["exact"],
        near=totals["near"],
        partial=totals["partial"],
        leaked_share=round(leaked / n, 6),
        shared_share=round(len(extents) / n, 6),
        caution=_caution(searched, leaked, len(extents), n),
        searched=tuple(name_training_set(training) for training, _ in searched.found),
        unread=tuple(one.unread for one in searched.pairs if one.unread),
        sources=tuple(_describe_sources(searched)),
        scores=tuple(_score_without(scores, evaluated.language, part, extents) for part in scores.metrics)
        if extents
        else (),
    )


def _describe_sources(searched: _Searched) -> Iterator[LeakageSource]:
    for training, its in searched.found:
        totals = Counter(one.extent for one in its.findings)
        exact = Counter(field for one in its.findings for field in one.exact_fields)
        near = Counter(field for one in its.findings for field in one.near_fields)
        if its.findings:
            yield LeakageSource(
                phase=training.phase,
                training_set=name_training_set(training),
                training_examples=its.training_examples,
                exact=totals["exact"],
                near=totals["near"],
                partial=totals["partial"],
                fields=tuple(
                    FieldLeakage(field=field, exact=exact[field], near=near[field])
                    for field in sorted(exact | near)
                ),
            )


def _caution(searched: _Searched, leaked: int, shared: int, n: int) -> str:
    language, task = find_language(searched.evaluated.language).name, searched.evaluated.task
    names = say.join_words(
        tuple(dict.fromkeys(name_training_set(training) for training, its in searched.found if its.findings))
    )
    if leaked > CAUTION_SHARE * n:
        return (
            f"leakage: {say.format_number(100 * leaked / n, 1)} % of {task}'s test examples in {language} "
            f"stand in training data as well, exactly or nearly ({names}): what they score may be recall"
        )
    if shared > CAUTION_SHARE * n:
        return (
            f"partial leakage: {say.format_number(100 * shared / n, 1)} % of {task}'s test examples in "
            f"{language} share a text with training data ({names})"
        )
    return ""


def _score_without(
    scores: ModelScores, language: str, part: MetricColumns, extents: Mapping[str, Extent]
) -> LeakageScore:
    matrix = scores.clean(language, part)

    def rescore(left_out: tuple[Extent, ...]) -> float | None:
        kept = np.flatnonzero([extents.get(name) not in left_out for name in matrix.ids])
        return tidy_or_none(score(part.metric, take_rows(matrix, kept))) if len(kept) else None

    return LeakageScore(
        metric=part.metric.name,
        score=tidy(score(part.metric, matrix)),
        without_leaked=rescore(("exact", "near")),
        without_shared=rescore(EXTENTS),
    )
