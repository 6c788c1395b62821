"""Scores by group, beside every mean: the worst group and the 10th percentile of all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Literal

import numpy as np

from harness.metrics import score
from harness.scores import Floats, ScoreMatrix
from suites.analysis.languages import zero_shot
from suites.analysis.rounding import tidy
from suites.analysis.scores import MetricColumns, ModelScores, align_rows, take_rows
from suites.plan import Unit
from suites.predictions import CLEAN, CellKey
from suites.report.cell import Cell
from suites.report.model import Baseline
from suites.report.spread import SMALLEST_GROUP, GroupScores, Spread


@dataclass(frozen=True, slots=True)
class GroupScore:
    """The score of one group, in points, on ``n`` examples."""

    name: str
    score: float
    n: int


@dataclass(frozen=True, slots=True)
class _Grouped:
    """Scores by group before and, under a stress, after; of examples in these languages."""

    kind: Literal["language", "domain"]
    languages: tuple[str, ...]
    before: Sequence[GroupScore]
    after: Sequence[GroupScore] | None = None


def measure_spread(scores: Iterable[GroupScore]) -> Spread | None:
    """Returns how scores spread over groups; None for no group.

    The percentile is numpy's, linearly interpolated. Groups of fewer than 30 examples count for the
    mean alone, and are named.
    """
    found = tuple(scores)
    if not found:
        return None
    large = [one for one in found if one.n >= SMALLEST_GROUP]
    worst = min(large, key=lambda one: (one.score, one.name), default=None)
    return Spread(
        groups=len(found),
        mean=tidy(fmean(one.score for one in found)),
        percentile_10=tidy(float(np.percentile([one.score for one in large], 10))) if large else None,
        worst_group=worst.name if worst else "",
        worst_score=tidy(worst.score) if worst else None,
        worst_n=worst.n if worst else 0,
        too_small=tuple(one.name for one in found if one.n < SMALLEST_GROUP),
    )


def spread_languages(replicates: Sequence[Mapping[str, ScoreMatrix]], part: MetricColumns) -> Spread | None:
    """Returns how one metric spreads over languages; of each, the mean over replicates (seeds)."""
    return measure_spread(
        GroupScore(
            language,
            fmean(score(part.metric, one[language]) for one in replicates),
            min(len(one[language].ids) for one in replicates),
        )
        for language in replicates[0]
    )


def compare_groups(
    models: Sequence[ModelScores], baselines: Sequence[Baseline], cells: Sequence[Cell]
) -> Iterator[GroupScores]:
    """Yields every model's scores by language and by domain, clean and under each stress.

    What has one group only is left out: nothing is averaged there.
    """
    clean: dict[tuple[str, str], list[Baseline]] = defaultdict(list)
    for row in baselines:
        clean[row.model, row.metric].append(row)
    stressed: dict[tuple[str, str, str, int], list[Cell]] = defaultdict(list)
    for cell in cells:
        stressed[cell.model, cell.metric, cell.perturbation, cell.severity].append(cell)
    for scores in models:
        wanted = _members(scores)
        for part in scores.metrics:
            name = (scores.model.name, part.metric.name)
            rows = [
                GroupScore(one.language, one.score, one.n) for one in clean[name] if one.language in wanted
            ]
            yield from _describe(scores, part, None, _Grouped("language", _name(rows), rows))
            for unit in scores.model.units:
                found = stressed[(*name, unit.perturbation, unit.severity)]
                yield from _describe(scores, part, unit, _by_language(found, wanted))
            for each in (None, *scores.model.units):
                yield from _describe(scores, part, each, _by_domain(scores, part, each))


def _members(scores: ModelScores) -> tuple[str, ...]:
    return zero_shot(scores.model.languages) or scores.model.languages


def _name(groups: Sequence[GroupScore]) -> tuple[str, ...]:
    return tuple(one.name for one in groups)


def _by_language(cells: Sequence[Cell], wanted: Sequence[str]) -> _Grouped:
    """Scores before and after in the languages where something was compared."""
    found = [cell for cell in cells if cell.language in wanted and cell.n]
    before = [GroupScore(one.language, one.clean or 0.0, one.n) for one in found]
    after = [GroupScore(one.language, one.perturbed or 0.0, one.n) for one in found]
    return _Grouped("language", _name(before), before, after)


def _by_domain(scores: ModelScores, part: MetricColumns, unit: Unit | None) -> _Grouped:
    """Scores before and after by domain, the examples of all languages pooled that have any."""
    before: dict[str, list[Floats]] = defaultdict(list)
    after: dict[str, list[Floats]] = defaultdict(list)
    languages: list[str] = []
    for language in _members(scores):
        clean, known = scores.clean(language, part), scores.table.domains_of(CellKey(language, CLEAN, 0))
        used = known
        if unit is not None:
            if language not in unit.languages:
                continue
            key = CellKey(language, unit.perturbation, unit.severity)
            stressed, used = scores.cell(key, part), scores.table.domains_of(key)
            _collect(after, stressed, used)
            if unit.paired:
                clean, known = take_rows(clean, align_rows(clean, stressed)), used
        if any(used):  # of a shift that does not apply there is nothing to compare the clean set with
            languages.append(language)
            _collect(before, clean, known)
    return _Grouped("domain", tuple(languages), _finish(before, part), _finish(after, part) if unit else None)


def _collect(into: dict[str, list[Floats]], matrix: ScoreMatrix, domains: Sequence[str]) -> None:
    for place, domain in enumerate(domains):
        if domain:
            into[domain].append(matrix.statistics[place])


def _finish(rows: Mapping[str, Sequence[Floats]], part: MetricColumns) -> list[GroupScore]:
    return [
        GroupScore(domain, float(part.metric.finish(np.sum(rows[domain], axis=0))), len(rows[domain]))
        for domain in sorted(rows)
    ]


def _describe(
    scores: ModelScores, part: MetricColumns, unit: Unit | None, found: _Grouped
) -> Iterator[GroupScores]:
    if max(len(found.before), len(found.after or ())) < 2:
        return
    clean = measure_spread(found.before)
    if clean is None:
        return
    model = scores.model
    yield GroupScores(
        model=model.name,
        arm=model.arm,
        task=model.task,
        seed=model.seed,
        metric=part.metric.name,
        kind=found.kind,
        languages=found.languages,
        perturbation=unit.perturbation if unit else CLEAN,
        severity=unit.severity if unit else 0,
        clean=clean,
        perturbed=measure_spread(found.after) if found.after is not None else None,
    )
