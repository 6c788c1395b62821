"""What all arms of a task were stressed with, and their scores on the whole set under each condition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from harness.errors import RequestError
from harness.scores import Floats
from harness.statistics.robustness import (
    CLEAN,
    CONSTANT,
    WORST,
    Clustering,
    Condition,
    ScoredSet,
    has_one_unit,
    take_worst,
)
from suites.analysis.extents import Extent
from suites.analysis.scores import MetricColumns, ModelScores
from suites.predictions import BASELINE, CellKey
from suites.predictions import CLEAN as CLEAN_SET


@dataclass(frozen=True, slots=True)
class Sample:
    """The examples of a task, which all of its models were evaluated on.

    Attributes:
        ids: of the clean examples, by language.
        clusterings: of the same.
        everywhere: place of every cluster's name, also of those that only shifts have.
    """

    ids: Mapping[str, tuple[str, ...]] = field(repr=False)
    clusterings: Mapping[str, Clustering] = field(repr=False)
    everywhere: Mapping[str, int] = field(repr=False)

    @classmethod
    def of(cls, models: Sequence[ModelScores], extents: Sequence[Extent]) -> Sample:
        """Returns the sample that these models share.

        Raises:
            RequestError: if one was evaluated on other examples.
        """
        first = models[0]
        clean = {
            language: first.clean(language, first.headline)
            for language in dict.fromkeys(language for one in extents for language in one.all_languages)
        }
        names = {group for matrix in clean.values() for group in matrix.groups}
        for scores in models:
            for language, matrix in clean.items():
                if scores.clean(language, scores.headline).ids != matrix.ids:
                    raise RequestError(
                        f"{scores.model.name} and {first.model.name} were evaluated on different examples",
                        place=f"{first.model.task}/{language}",
                        remedy="run them again with one limit",
                    )
            for extent in extents:
                for key in extent.list_unpaired():
                    names |= set(scores.cell(key, scores.headline).groups)
        everywhere = {name: place for place, name in enumerate(sorted(names))}
        clusterings = {language: Clustering.locate(one.groups, everywhere) for language, one in clean.items()}
        return cls({language: one.ids for language, one in clean.items()}, clusterings, everywhere)


def score_whole(scores: ModelScores, key: CellKey, part: MetricColumns) -> Floats:
    """Returns the clean statistics with those of the changed examples put in their places, (n, k)."""
    clean_key = CellKey(key.language, CLEAN_SET, 0)
    filled = scores.table.statistics_of(clean_key, part.columns).copy()
    if scores.table.has(key):
        rows = scores.table.rows_within(key, clean_key)
        filled[rows] = scores.table.statistics_of(key, part.columns)
    return filled


def list_sets(
    scores: ModelScores, part: MetricColumns, extent: Extent, sample: Sample
) -> Iterator[ScoredSet]:
    """Yields one checkpoint's scored sets: clean, constant answer, each stress, and the worst of paired ones.

    The mean over languages is unweighted. There is no worst case of metrics that are no mean over examples.
    """
    paired = extent.list_paired_languages()
    for language in extent.all_languages:
        clustering = sample.clusterings[language]
        clean = scores.table.statistics_of(CellKey(language, CLEAN_SET, 0), part.columns)
        constant = scores.table.statistics_of(CellKey(language, BASELINE, 0), part.columns)
        worst = clean
        for name in extent.list_perturbations(language):
            weight = 1 / len(extent.languages[name])
            for severity, statistics in ((CLEAN, clean), (CONSTANT, constant)):
                yield ScoredSet(part.metric, Condition(name, severity), statistics, clustering, weight)
            for severity in extent.severities[name]:
                condition, key = Condition(name, severity), CellKey(language, name, severity)
                if name not in extent.paired:
                    yield _shifted(scores, part, key, weight, sample)
                    continue
                filled = score_whole(scores, key, part)
                yield ScoredSet(part.metric, condition, filled, clustering, weight)
                if has_one_unit(part.metric, clean) and has_one_unit(part.metric, filled):
                    worst = take_worst((worst, filled))
        if language in paired and has_one_unit(part.metric, clean):
            yield ScoredSet(part.metric, WORST, worst, clustering, 1 / len(paired))


def _shifted(
    scores: ModelScores, part: MetricColumns, key: CellKey, weight: float, sample: Sample
) -> ScoredSet:
    matrix = scores.cell(key, part)
    clustering = Clustering.locate(matrix.groups, sample.everywhere)
    condition = Condition(key.perturbation, key.severity)
    return ScoredSet(part.metric, condition, matrix.statistics, clustering, weight)


def average_sets(sets: Iterator[ScoredSet]) -> dict[Condition, float]:
    """Returns the mean score over languages by condition, points."""
    scores: dict[Condition, float] = {}
    for one in sets:
        scores[one.condition] = scores.get(one.condition, 0.0) + one.weight * one.score()
    return scores
