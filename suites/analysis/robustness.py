"""Robustness by arm: a few numbers for each task and family of perturbations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean

from harness.statistics.robustness import (
    Checkpoint,
    Measured,
    Scores,
    average_seeds,
    effective_robustness,
)
from suites.analysis.checkpoint_robustness import (
    CheckpointRobustness,
    measure_checkpoint,
    summarise_scores,
)
from suites.analysis.extents import Extent, agree, has_all
from suites.analysis.flip_shares import count_flip_shares
from suites.analysis.rounding import tidy, tidy_or_none
from suites.analysis.scores import MetricColumns, ModelScores
from suites.analysis.surfaces import Sample
from suites.mce_reference import MceReference
from suites.predictions import CellKey
from suites.report.cell import Cell
from suites.report.model import Baseline
from suites.report.robustness import ArmRobustness, Measure

BASELINE_ARM = "this is the arm that the line runs through"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the numbers are computed from.

    Attributes:
        cells: of the whole report, for flips and coverage.
        baselines: of the whole report, for languages at chance.
        reference: of mCE; None where the user gave none.
        seed: of the run.
    """

    cells: Sequence[Cell] = field(repr=False)
    baselines: Sequence[Baseline] = field(repr=False)
    reference: MceReference | None
    seed: int


@dataclass(frozen=True, slots=True)
class _Subject:
    """One family of one task by one metric."""

    models: Sequence[ModelScores]
    extent: Extent
    sample: Sample
    part: MetricColumns
    reference: Scores | None

    def arms(self) -> dict[str, list[ModelScores]]:
        found: dict[str, list[ModelScores]] = defaultdict(list)
        for scores in self.models:
            if scores.model.severity == 0:
                found[scores.model.arm].append(scores)
        return found

    def measure(self, scores: ModelScores) -> CheckpointRobustness:
        return measure_checkpoint(scores, self.part, self.extent, self.sample, self.reference)

    def list_points(self, arm: str) -> list[Checkpoint]:
        """Clean and perturbed score of every checkpoint of an arm, those with scaled data among them.

        One that is evaluated again on scaled test data is no further checkpoint.
        """
        found = [
            one
            for one in self.models
            if one.model.arm == arm and one.model.phase != "evaluation" and has_all(one, self.extent)
        ]
        return [summarise_scores(one, self.part, self.extent, self.sample) for one in found]


def measure_robustness(models: Sequence[ModelScores], evidence: Evidence) -> Iterator[ArmRobustness]:
    """Yields one row per task, family of perturbations, metric and arm.

    Models with scaled data count as baselines of effective robustness only.

    Raises:
        RequestError: if models of a task were evaluated on different examples, or the reference
            of mCE lacks a score.
    """
    cells: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for cell in evidence.cells:
        cells[cell.model, cell.metric].append(cell)
    for task in dict.fromkeys(one.model.task for one in models):
        ours = [one for one in models if one.model.task == task]
        main = [one for one in ours if one.model.severity == 0]
        extents = agree(main) if main else ()
        if not extents:
            continue
        sample = Sample.of(main, extents)
        for extent in extents:
            for part in main[0].metrics:
                reference = _find_reference(evidence.reference, task, part, extent)
                subject = _Subject(ours, extent, sample, part, reference)
                yield from _describe_arms(subject, evidence, cells)


def _find_reference(
    reference: MceReference | None, task: str, part: MetricColumns, extent: Extent
) -> Scores | None:
    if reference is None:
        return None
    return reference.scores_of(task, part.metric.name, extent.severities, extent.languages)


def _describe_arms(
    subject: _Subject, evidence: Evidence, cells: Mapping[tuple[str, str], Sequence[Cell]]
) -> Iterator[ArmRobustness]:
    arms = subject.arms()
    first = next(iter(arms))
    points = subject.list_points(first) if len(arms) > 1 else []
    for arm, seeds in arms.items():
        found = [subject.measure(scores) for scores in seeds]
        names = {scores.model.name for scores in seeds}
        compared = [
            cell
            for name in sorted(names)
            for cell in cells[name, subject.part.metric.name]
            if subject.extent.holds(CellKey(cell.language, cell.perturbation, cell.severity))
        ]
        effective = Measured(None, note=BASELINE_ARM)
        if arm != first:
            ours = [Checkpoint(one.clean, one.perturbed) for one in found]
            key = f"{seeds[0].model.task}/{subject.extent.family}/{subject.part.metric.name}/{arm}"
            effective = effective_robustness(points, ours, seed=evidence.seed, key=key)
        notes = (*subject.extent.left_out, *_note_chance(evidence.baselines, names, subject))
        row = _describe_arm(subject, arm, found, effective)
        yield ArmRobustness.model_validate({**row, **count_flip_shares(compared), "notes": notes})


def _describe_arm(
    subject: _Subject, arm: str, seeds: Sequence[CheckpointRobustness], effective: Measured
) -> dict[str, object]:
    extent = subject.extent
    measures = {
        name: _tidy(
            average_seeds(
                [one.measures[name] for one in seeds],
                origin=1.0 if name == "severity_area" else 0.0,
                is_score=name == "worst_case",
            )
        )
        for name in seeds[0].measures
    }
    return {
        "task": subject.models[0].model.task,
        "arm": arm,
        "perturbation_family": extent.family,
        "metric": subject.part.metric.name,
        "seeds": len(seeds),
        "perturbations": tuple(extent.languages),
        "severities": extent.all_severities,
        "languages": extent.all_languages,
        "clean": tidy(fmean(one.clean for one in seeds)),
        "perturbed": tidy(fmean(one.perturbed for one in seeds)),
        "worst_of": extent.count_paired(),
        "effective_robustness": _tidy(effective),
        **measures,
    }


def _tidy(found: Measured) -> Measure:
    return Measure(
        value=tidy_or_none(found.value),
        low=tidy_or_none(found.low),
        high=tidy_or_none(found.high),
        note=found.note,
    )


def _note_chance(baselines: Sequence[Baseline], names: set[str], subject: _Subject) -> Iterator[str]:
    """Languages at chance lower the mean drop without being robust."""
    lost = sorted(
        {
            one.language
            for one in baselines
            if one.model in names and not one.above and one.language in subject.extent.all_languages
        }
    )
    if lost:
        yield f"at chance in {', '.join(lost)}: nothing can fall there, which makes the mean drop smaller"
