"""Score against the size of the intermediate training set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from harness.scores import ScoreMatrix
from harness.statistics import seed_band
from suites.analysis.arms import MEAN, zero_shot
from suites.analysis.rounding import tidy
from suites.analysis.scores import MetricColumns, ModelScores
from suites.predictions import CLEAN, CellKey
from suites.report.model import Curve, CurvePoint

Sizes = Mapping[float, Sequence[ModelScores]]


def trace_curves(models: Sequence[ModelScores], examples: Mapping[str, int]) -> Iterator[Curve]:
    """Yields clean and stressed curves per task: each language, then the zero-shot mean.

    Args:
        models: all of a run.
        examples: model name → number of intermediate examples it was trained on.
    """
    for task in dict.fromkeys(one.model.task for one in models):
        sizes = _by_share([one for one in models if one.model.task == task])
        if len(sizes) < 3:  # no curve through one or two points
            continue
        sample = next(iter(sizes.values()))[0]
        groups: dict[str, tuple[str, ...]] = {language: (language,) for language in sample.model.languages}
        if zero_shot(sample.model.languages):
            groups[MEAN] = zero_shot(sample.model.languages)
        for name, members in groups.items():
            for stress in _common_stress(sizes, members):
                present = members if stress[0] == CLEAN else _present(sizes, members, stress)
                for part in sample.metrics:
                    yield _trace(sizes, name, present, stress, part, examples)


def _by_share(models: Sequence[ModelScores]) -> Sizes:
    """Models of the first scaled arm by share of the intermediate data.

    Share 0 is the first arm without an intermediate phase.
    """
    scaled = next((one.model.arm for one in models if one.model.severity), None)
    untrained = next((one.model.arm for one in models if one.model.share == 0), None)
    arms = {scaled, untrained}
    found: dict[float, list[ModelScores]] = defaultdict(list)
    for one in models:
        if scaled is not None and one.model.arm in arms:
            found[one.model.share].append(one)
    return dict(sorted(found.items()))


def _common_stress(sizes: Sizes, members: Sequence[str]) -> list[tuple[str, int]]:
    """Clean, and every stress under which all sizes were evaluated in any of the languages."""
    everyone = [one for models in sizes.values() for one in models]
    units = [{(unit.perturbation, unit.severity) for unit in one.model.units} for one in everyone]
    shared = sorted(set.intersection(*units)) if units else []
    return [(CLEAN, 0), *(stress for stress in shared if _present(sizes, members, stress))]


def _present(sizes: Sizes, members: Sequence[str], stress: tuple[str, int]) -> tuple[str, ...]:
    """The languages in which every model was evaluated under a stress."""
    everyone = [one for models in sizes.values() for one in models]
    return tuple(
        language for language in members if all(one.table.has(CellKey(language, *stress)) for one in everyone)
    )


def _trace(
    sizes: Sizes,
    name: str,
    members: Sequence[str],
    stress: tuple[str, int],
    part: MetricColumns,
    examples: Mapping[str, int],
) -> Curve:
    points: list[CurvePoint] = []
    meaning = ""
    for share, models in sizes.items():
        replicates: list[list[ScoreMatrix]] = [
            [one.cell(CellKey(language, *stress), part) for language in members] for one in models
        ]
        band = seed_band(part.metric, replicates)
        meaning = band.meaning
        points.append(
            CurvePoint(
                examples=examples[models[0].model.name],
                share=tidy(share),
                seeds=len(models),
                score=tidy(band.score),
                low=tidy(band.low),
                high=tidy(band.high),
                seed_scores=tuple(tidy(value) for value in band.seed_scores),
            )
        )
    return Curve(
        task=models[0].model.task,
        language=name,
        metric=part.metric.name,
        perturbation=stress[0],
        severity=stress[1],
        points=tuple(points),
        band=meaning if stress[0] == CLEAN else f"{meaning}; changed examples of {', '.join(members)} only",
    )
