"""Score against what a scaling leaves of the data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from harness.scores import ScoreMatrix
from harness.statistics import seed_band
from suites.analysis.curve_fits import fit_scores
from suites.analysis.groups import spread_languages
from suites.analysis.languages import MEAN, zero_shot
from suites.analysis.rounding import tidy
from suites.analysis.scaled_arms import ScaledArm, find_present, list_common_stress, list_scaled
from suites.analysis.scores import MetricColumns, ModelScores
from suites.predictions import CLEAN, CellKey
from suites.report.curve_fit import CurveFit
from suites.report.curves import Curve, CurvePoint
from suites.report.spread import Spread
from suites.scalings import name_axis

Cells = Mapping[float, Mapping[int, Sequence[ScoreMatrix]]]
"""By the share of the data that is left, then by seed; one matrix a language."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the scores of a curve were measured."""

    name: str
    members: tuple[str, ...]
    stress: tuple[str, int]
    part: MetricColumns


def trace_curves(models: Sequence[ModelScores], *, seed: int = 0) -> Iterator[Curve]:
    """Yields clean and stressed curves per task, arm and scaling: each language, then the zero-shot mean.

    Args:
        models: of the run.
        seed: of the run, for the replicates of fits.
    """
    for scaled in list_scaled(models):
        if len(scaled.sizes) < 3:  # no curve through one or two points
            continue
        languages = scaled.sample.model.languages
        groups: dict[str, tuple[str, ...]] = {language: (language,) for language in languages}
        if zero_shot(languages):
            groups[MEAN] = zero_shot(languages)
        for name, members in groups.items():
            for stress in list_common_stress(scaled.sizes, members):
                present = members if stress[0] == CLEAN else find_present(scaled.sizes, members, stress)
                for part in scaled.sample.metrics:
                    yield _trace(scaled, _Place(name, present, stress, part), seed)


def _trace(scaled: ScaledArm, place: _Place, seed: int) -> Curve:
    cells: Cells = {
        left: {one.model.seed: _read(one, place) for one in models} for left, models in scaled.sizes.items()
    }
    bands = {left: seed_band(place.part.metric, list(seeds.values())) for left, seeds in cells.items()}
    points = tuple(
        CurvePoint(
            examples=scaled.count(scaled.sizes[left][0], place.members, place.part),
            share=tidy(left),
            seeds=len(cells[left]),
            score=tidy(band.score),
            low=tidy(band.low),
            high=tidy(band.high),
            seed_scores=tuple(tidy(value) for value in band.seed_scores),
            spread=_spread(cells[left], place) if place.name == MEAN else None,
        )
        for left, band in bands.items()
    )
    meaning = list(bands.values())[-1].meaning
    if place.stress[0] != CLEAN:
        meaning += f"; changed examples of {', '.join(place.members)} only"
    fit, reason = _fit(scaled, place, cells, seed)
    return Curve(
        task=scaled.task,
        arm=scaled.arm,
        scaling=scaled.scaling,
        scaled_phase=scaled.phase,
        axis=name_axis(scaled.scaling, scaled.phase),
        language=place.name,
        metric=place.part.metric.name,
        perturbation=place.stress[0],
        severity=place.stress[1],
        points=points,
        band=meaning,
        fit=fit,
        no_fit=reason,
    )


def _read(scores: ModelScores, place: _Place) -> list[ScoreMatrix]:
    return [scores.cell(CellKey(language, *place.stress), place.part) for language in place.members]


def _spread(seeds: Mapping[int, Sequence[ScoreMatrix]], place: _Place) -> Spread | None:
    by_language = [dict(zip(place.members, matrices, strict=True)) for matrices in seeds.values()]
    return spread_languages(by_language, place.part)


def _fit(scaled: ScaledArm, place: _Place, cells: Cells, seed: int) -> tuple[CurveFit | None, str]:
    if not scaled.shrinks:
        return None, "no learning curve: the amount of training data is the same at every point"
    key = "/".join(
        (scaled.task, scaled.arm, scaled.scaling, scaled.phase, place.name, *map(str, place.stress))
    )
    sizes = {
        scaled.count(scaled.sizes[left][0], place.members, place.part): seeds for left, seeds in cells.items()
    }
    if len(sizes) < len(cells):
        return None, "no fit: two points have the same number of examples"
    return fit_scores(
        place.part.metric, sizes, axis=name_axis(scaled.scaling, scaled.phase), seed=seed, key=key
    )
