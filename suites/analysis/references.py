"""A finished run's arm as the frozen reference of mCE."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import fmean

from harness.errors import RequestError, UnknownNameError
from suites.analysis.scores import ModelScores, load_scores
from suites.analysis.surfaces import score_whole
from suites.mce_reference import FORMAT_VERSION, MceReference, ReferenceScore
from suites.plan import Plan
from suites.predictions import CLEAN, CellKey

Key = tuple[str, str, str, str, int]


def freeze_reference(plan: Plan, folder: Path, arm: str) -> MceReference:
    """Returns the scores of one arm, mean over its training seeds.

    Args:
        plan: what was run.
        folder: with its predictions.
        arm: the recipe's name; may be empty where the run has one only.

    Raises:
        RequestError: if the run has several arms and none is named, or has predictions missing.
        UnknownNameError: if there is no such arm.
    """
    main = [one for one in load_scores(plan, folder) if one.model.severity == 0]
    arms = tuple(dict.fromkeys(one.model.arm for one in main))
    if not arm and len(arms) > 1:
        raise RequestError(
            f"the run has {len(arms)} arms ({', '.join(arms)})",
            place="--reference-arm",
            remedy="name the one that is to be the reference",
        )
    chosen = arm or arms[0]
    if chosen not in arms:
        raise UnknownNameError("arm", chosen, arms, place="--reference-arm")
    ours = [one for one in main if one.model.arm == chosen]
    return MceReference(
        format_version=FORMAT_VERSION,
        crosswind=plan.version,
        plan=plan.fingerprint,
        arm=chosen,
        seeds=tuple(sorted({one.model.seed for one in ours})),
        suites=plan.suites,
        perturbation_seed=plan.seed,
        frozen=plan.frozen,
        data=plan.data,
        scores=tuple(_average(ours)),
    )


def _average(models: Sequence[ModelScores]) -> Iterator[ReferenceScore]:
    found: dict[Key, list[float]] = defaultdict(list)
    for scores in models:
        for key, score in _list_scores(scores):
            found[key].append(score)
    for (task, metric, language, perturbation, severity), points in sorted(found.items()):
        yield ReferenceScore(
            task=task,
            metric=metric,
            language=language,
            perturbation=perturbation,
            severity=severity,
            score=fmean(points),
        )


def _list_scores(scores: ModelScores) -> Iterator[tuple[Key, float]]:
    """Yields clean scores and, on the whole set, those under stress; sets of other examples as they are."""
    cells = [(CellKey(language, CLEAN, 0), True) for language in scores.model.languages]
    for unit in scores.model.units:
        for language in unit.languages:
            key = CellKey(language, unit.perturbation, unit.severity)
            if unit.paired or scores.table.has(key):
                cells.append((key, unit.paired))
    for key, paired in cells:
        for part in scores.metrics:
            statistics = (
                score_whole(scores, key, part) if paired else scores.table.statistics_of(key, part.columns)
            )
            place = (scores.model.task, part.metric.name, key.language, key.perturbation, key.severity)
            yield place, float(part.metric.finish(statistics.sum(axis=0)))
