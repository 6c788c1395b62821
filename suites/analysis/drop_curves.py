"""Drop against the amount of training data: its trend, its curve, and one curve against another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from harness.errors import RequestError
from harness.statistics import Pair, adjust
from harness.statistics.estimate import ALPHA
from harness.statistics.learning_curves import (
    CurveDifference,
    SizeTable,
    compare_curves,
    measure_trend,
    tabulate_drops,
    tabulate_scores,
)
from harness.statistics.learning_curves.contrast import CHECKPOINTS_ONLY
from harness.statistics.seed_variance import LEAST_SEEDS
from suites.analysis.curve_fits import fit_table, round_range
from suites.analysis.languages import MEAN, zero_shot
from suites.analysis.rounding import tidy, tidy_p
from suites.analysis.scaled_arms import ScaledArm, find_present, list_common_stress, list_scaled
from suites.analysis.scores import MetricColumns, ModelScores, align_rows, take_rows
from suites.analysis.shared_seeds import share_sizes, take_pairs, take_scores
from suites.predictions import CLEAN, CellKey
from suites.report import wording as say
from suites.report.curve_fit import CurveComparison, DropCurve
from suites.scalings import name_axis


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something was measured: an arm, a group of languages, a stress or none, a metric."""

    scaled: ScaledArm
    language: str
    members: tuple[str, ...]
    stress: tuple[str, int]
    part: MetricColumns

    @property
    def family(self) -> tuple[str, str, str, str, str]:
        """What curves that can be compared have in common."""
        scaled = self.scaled
        return (scaled.task, scaled.scaling, scaled.phase, self.language, self.part.metric.name)

    @property
    def name(self) -> str:
        """Arm and condition, in words."""
        return f"{self.scaled.arm}, {_describe(self.stress)}"


@dataclass(frozen=True, slots=True)
class _Measured:
    """What was measured at all sizes of an arm: clean scores, or drops under a stress."""

    place: _Place
    table: SizeTable
    seeds: tuple[int, ...]
    n: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TracedDrops:
    """Curves of drops, comparisons of curves, and what could not be traced, in words."""

    curves: tuple[DropCurve, ...]
    comparisons: tuple[CurveComparison, ...]
    notes: tuple[str, ...]


def trace_drops(models: Sequence[ModelScores], *, seed: int) -> TracedDrops:
    """Returns the drops of all scaled arms over training-set size, and compares them.

    Drops are means over the zero-shot languages (of each language where there is no other), on
    the examples that a stress changed. Curves that are compared: an arm's against another arm's,
    of clean scores and of drops under one stress; and in one arm a perturbation's against another's,
    each at its highest severity. p-values are corrected by Benjamini and Hochberg, those of slopes
    over all curves, those of comparisons over all of these.

    Args:
        models: of the run.
        seed: of the run.
    """
    found: list[_Measured] = []
    notes: list[str] = []
    for scaled in list_scaled(models):
        if scaled.shrinks and sum(left > 0 for left in scaled.sizes) > 1:
            for one in _measure_all(scaled):
                if isinstance(one, str):
                    notes.append(one)
                else:
                    found.append(one)
    drops = [_trace(one, seed) for one in found if one.place.stress[0] != CLEAN]
    pairs = [_compare(first, second) for first, second in _list_pairs(found)]
    return TracedDrops(_correct_slopes(drops), _correct_pairs(pairs), tuple(dict.fromkeys(notes)))


def _measure_all(scaled: ScaledArm) -> Iterator[_Measured | str]:
    languages = scaled.sample.model.languages
    groups = {MEAN: zero_shot(languages)} if zero_shot(languages) else {one: (one,) for one in languages}
    unpaired = {unit.perturbation for unit in scaled.sample.model.units if not unit.paired}
    sizes = {left: models for left, models in scaled.sizes.items() if left > 0}
    for name, members in groups.items():
        for stress in list_common_stress(sizes, members):
            said = f"{scaled.task}, {scaled.arm}, {_describe(stress)}: no curve of drops"
            if stress[0] in unpaired:
                yield f"{said} (other examples than the clean ones)"
                continue
            present = members if stress[0] == CLEAN else find_present(sizes, members, stress)
            for part in scaled.sample.metrics:
                try:
                    yield _measure(_Place(scaled, name, present, stress, part))
                except RequestError as error:
                    yield f"{said} ({error.problem})"


def _measure(place: _Place) -> _Measured:
    part, members = place.part, place.members
    sizes = _list_sizes(place)
    if place.stress[0] == CLEAN:
        clean = {
            size: {one.model.seed: [one.clean(code, part) for code in members] for one in models}
            for size, models in sizes.items()
        }
        scores = share_sizes(clean, take_scores)
        table = tabulate_scores(part.metric, scores.sizes, scores.replicates)
        n = sum(len(matrix.ids) for matrix in scores.replicates[0][0])
        return _Measured(place, table, scores.seeds, n, scores.notes)
    stressed = {
        size: {one.model.seed: [_pair(one, code, place) for code in members] for one in models}
        for size, models in sizes.items()
    }
    drops = share_sizes(stressed, take_pairs)
    table = tabulate_drops(part.metric, drops.sizes, drops.replicates)
    n = sum(len(pair.clean.ids) for pair in drops.replicates[0][0])
    return _Measured(place, table, drops.seeds, n, drops.notes)


def _list_sizes(place: _Place) -> dict[int, Sequence[ModelScores]]:
    sizes: dict[int, Sequence[ModelScores]] = {}
    for left, models in place.scaled.sizes.items():
        size = place.scaled.count(models[0], place.members, place.part) if left > 0 else 0
        if size in sizes:
            raise RequestError(
                f"two points of {size} examples", place="learning curve", remedy="leave one of them out"
            )
        if size:
            sizes[size] = models
    return sizes


def _pair(scores: ModelScores, language: str, place: _Place) -> Pair:
    """Clean and stressed scores of the examples that the stress changed."""
    clean = scores.clean(language, place.part)
    stressed = scores.cell(CellKey(language, *place.stress), place.part)
    return Pair(take_rows(clean, align_rows(clean, stressed)), stressed)


def _trace(one: _Measured, seed: int) -> DropCurve:
    place, table = one.place, one.table
    scaled = place.scaled
    axis = name_axis(scaled.scaling, scaled.phase)
    key = "/".join((*place.family, scaled.arm, *map(str, place.stress)))
    trend = measure_trend(table, seed=seed, key=key)
    fit, reason = fit_table(table, axis=axis, seed=seed, key=key, notes=())
    claim = () if table.seeds >= LEAST_SEEDS else (CHECKPOINTS_ONLY.format(table.seeds),)
    return DropCurve(
        task=scaled.task,
        arm=scaled.arm,
        scaling=scaled.scaling,
        scaled_phase=scaled.phase,
        axis=axis,
        language=place.language,
        metric=place.part.metric.name,
        perturbation=place.stress[0],
        severity=place.stress[1],
        n=one.n,
        n_groups=len(table.clusters),
        seeds=table.seeds,
        examples=tuple(int(size) for size in table.sizes),
        drops=tuple(tidy(float(drop)) for drop in table.means),
        slope=round_range(trend.slope),
        p_value=tidy_p(trend.slope.p_value) or 0.0,
        p_adjusted=1.0,
        p_permutation=tidy_p(trend.p_permutation) or 0.0,
        significant=False,
        fit=fit,
        notes=(*one.notes, *claim, *([reason] if reason else [])),
        sentence="",
    )


def _correct_slopes(drops: Sequence[DropCurve]) -> tuple[DropCurve, ...]:
    adjusted = adjust([one.p_value for one in drops])
    corrected = (
        one.model_copy(update={"p_adjusted": tidy_p(p), "significant": p is not None and p < ALPHA})
        for one, p in zip(drops, adjusted, strict=True)
    )
    return tuple(one.model_copy(update={"sentence": _tell(one)}) for one in corrected)


def _tell(one: DropCurve) -> str:
    where = "the zero-shot mean" if one.language == MEAN else say.name_language(one.language)
    value, low, high = (
        say.format_number(part, 2) for part in (one.slope.value, one.slope.low, one.slope.high)
    )
    verdict = "significant" if one.significant else "not significant"
    return (
        f"the drop of {one.arm} on {one.task} under {_describe((one.perturbation, one.severity))}, {where}, "
        f"moves by {value} [{low}, {high}] points with each doubling of {one.axis} "
        f"(p {say.format_p(one.p_adjusted)} after correction, {verdict})"
    )


def _describe(stress: tuple[str, int]) -> str:
    name = say.spell_name(stress[0])
    return name if stress[0] == CLEAN else f"{name}, severity {stress[1]}"


def _list_pairs(found: Sequence[_Measured]) -> Iterator[tuple[_Measured, _Measured]]:
    """Yields arms under one condition, then an arm's perturbations, each at its highest severity."""
    highest: dict[tuple[str, ...], int] = {}
    for one in found:
        name, severity = one.place.stress
        key = (*one.place.family, name)
        highest[key] = max(severity, highest.get(key, 0))
    for first, second in combinations(found, 2):
        ours, theirs = first.place, second.place
        if ours.family != theirs.family:
            continue
        arms = ours.scaled.arm != theirs.scaled.arm and ours.stress == theirs.stress
        top = all(
            severity == highest[*ours.family, name] != 0 for name, severity in (ours.stress, theirs.stress)
        )
        if arms or (top and ours.scaled.arm == theirs.scaled.arm):
            yield first, second


def _compare(first: _Measured, second: _Measured) -> CurveComparison:
    shared = sorted({*first.seeds} & {*second.seeds})
    tables = [_keep_seeds(one, shared) for one in (first, second)]
    notes = [CHECKPOINTS_ONLY.format(len(shared))] if 0 < len(shared) < LEAST_SEEDS else []
    found: CurveDifference | None = None
    try:
        found = compare_curves(*tables) if shared else None
        notes += [] if shared else ["not compared: no training seed in common"]
    except RequestError as error:
        notes.append(f"not compared: {error.problem}")
    place = first.place
    return CurveComparison(
        task=place.scaled.task,
        scaling=place.scaled.scaling,
        scaled_phase=place.scaled.phase,
        language=place.language,
        metric=place.part.metric.name,
        quantity=first.table.quantity,
        first=place.name,
        second=second.place.name,
        seeds=len(shared),
        examples=tuple(int(size) for size in first.table.sizes),
        slope=round_range(found.slope) if found else None,
        slope_p=tidy_p(found.slope.p_value) if found else None,
        slope_p_adjusted=None,
        level=round_range(found.level) if found else None,
        level_p=tidy_p(found.level.p_value) if found else None,
        level_p_adjusted=None,
        significant=False,
        notes=tuple(notes),
    )


def _keep_seeds(one: _Measured, seeds: Sequence[int]) -> SizeTable:
    rows = [one.seeds.index(seed) for seed in seeds]
    return replace(one.table, values=one.table.values[rows])


def _correct_pairs(pairs: Sequence[CurveComparison]) -> tuple[CurveComparison, ...]:
    adjusted = adjust([p for one in pairs for p in (one.slope_p, one.level_p)])
    return tuple(
        one.model_copy(
            update={
                "slope_p_adjusted": tidy_p(slope),
                "level_p_adjusted": tidy_p(level),
                "significant": any(p is not None and p < ALPHA for p in (slope, level)),
            }
        )
        for one, slope, level in zip(pairs, adjusted[::2], adjusted[1::2], strict=True)
    )
