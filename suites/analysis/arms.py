"""Arm against arm on clean data: did the intermediate phase help?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from harness.languages import family_of
from harness.metrics import score
from harness.scores import Comparison
from harness.statistics import Pair, adjust, compare_seeds
from harness.statistics.corrections import DEFAULT
from harness.statistics.stochastic_order import SeedScores, order_seeds
from suites.analysis.cells import ALPHA
from suites.analysis.groups import spread_languages
from suites.analysis.languages import MEAN, zero_shot
from suites.analysis.rounding import tidy, tidy_or_none, tidy_p
from suites.analysis.scores import MetricColumns, ModelScores
from suites.report.model import ArmComparison
from suites.report.seed_order import SeedOrder

Replicates = Sequence[Sequence[Pair]]


@dataclass(frozen=True, slots=True)
class ArmPair:
    """Two arms of one task, seed by seed.

    Attributes:
        baseline: models of the first arm by seed.
        candidate: models of the other arm by seed.
    """

    baseline: Mapping[int, ModelScores]
    candidate: Mapping[int, ModelScores]

    @property
    def seeds(self) -> tuple[int, ...]:
        """Seeds that both arms have."""
        return tuple(sorted(self.baseline.keys() & self.candidate.keys()))

    @property
    def sample(self) -> ModelScores:
        """Any model of the pair, for what all share."""
        return next(iter(self.candidate.values()))

    def replicates(self, languages: Sequence[str], part: MetricColumns) -> Replicates:
        """Returns one list of pairs, candidate first, for every seed."""
        return [
            [
                Pair(self.candidate[seed].clean(language, part), self.baseline[seed].clean(language, part))
                for language in languages
            ]
            for seed in self.seeds
        ]


def compare_arms(
    models: Sequence[ModelScores], seed: int, *, correction: str = DEFAULT
) -> tuple[ArmComparison, ...]:
    """Returns every arm against the first one, per task and language and over the zero-shot languages.

    p-values are adjusted over all of these comparisons.
    """
    found = [one for pair in _pair_arms(models) for one in _compare(pair, seed)]
    adjusted = adjust([one.p_value for one in found], method=correction)
    return tuple(
        one.model_copy(update={"p_adjusted": tidy_p(p), "significant": p is not None and p <= ALPHA})
        for one, p in zip(found, adjusted, strict=True)
    )


def _pair_arms(models: Sequence[ModelScores]) -> Iterator[ArmPair]:
    main = [one for one in models if one.model.severity == 0]
    for task in dict.fromkeys(one.model.task for one in main):
        by_arm: dict[str, dict[int, ModelScores]] = {}
        for one in main:
            if one.model.task == task:
                by_arm.setdefault(one.model.arm, {})[one.model.seed] = one
        first, *others = by_arm.values()
        for other in others:
            pair = ArmPair(first, other)
            if pair.seeds:
                yield pair


def _compare(pair: ArmPair, seed: int) -> Iterator[ArmComparison]:
    languages = pair.sample.model.languages
    groups: dict[str, tuple[str, ...]] = {language: (language,) for language in languages}
    if zero_shot(languages):
        groups[MEAN] = zero_shot(languages)
    for name, members in groups.items():
        for part in pair.sample.metrics:
            key = f"{pair.sample.model.arm}/{pair.sample.model.task}/{name}/{part.metric.name}/arms"
            found = compare_seeds(part.metric, pair.replicates(members, part), seed=seed, key=key)
            entry = _as_entry(pair, name, part, found)
            entry = entry.model_copy(update={"seed_order": _order(pair, members, part, seed, key)})
            yield entry if name != MEAN else _add_spreads(entry, pair, members, part)


def _order(
    pair: ArmPair, languages: Sequence[str], part: MetricColumns, seed: int, key: str
) -> SeedOrder | None:
    """Returns how the arms' scores by seed, means over languages, stand to each other."""
    if len(pair.seeds) < 2:
        return None
    candidate, baseline = (
        SeedScores(
            arm[pair.seeds[0]].model.arm,
            tuple(
                fmean(score(part.metric, arm[one].clean(code, part)) for code in languages)
                for one in pair.seeds
            ),
        )
        for arm in (pair.candidate, pair.baseline)
    )
    found = order_seeds(candidate, baseline, seed=seed, key=key)
    return SeedOrder(
        ratio=tidy_or_none(found.ratio),
        upper=tidy(found.upper),
        better=found.better,
        cautions=found.cautions,
    )


def _add_spreads(
    entry: ArmComparison, pair: ArmPair, languages: Sequence[str], part: MetricColumns
) -> ArmComparison:
    spreads = [
        spread_languages(
            [{code: arm[seed].clean(code, part) for code in languages} for seed in pair.seeds], part
        )
        for arm in (pair.baseline, pair.candidate)
    ]
    return entry.model_copy(update={"baseline_spread": spreads[0], "candidate_spread": spreads[1]})


def _as_entry(pair: ArmPair, language: str, part: MetricColumns, found: Comparison) -> ArmComparison:
    model, seed = pair.sample.model, pair.seeds[0]
    return ArmComparison(
        task=model.task,
        language=language,
        language_family="" if language == MEAN else family_of(language),
        metric=part.metric.name,
        baseline_arm=pair.baseline[seed].model.arm,
        candidate_arm=pair.candidate[seed].model.arm,
        n=found.n,
        n_groups=found.n_groups,
        seeds=len(pair.seeds),
        baseline=tidy(found.perturbed),
        candidate=tidy(found.clean),
        gain=tidy(found.drop),
        gain_low=tidy(found.drop_low),
        gain_high=tidy(found.drop_high),
        test=found.test,
        p_value=round(found.p_value, 6),
        p_adjusted=1.0,
        significant=False,
        minimum_detectable_gain=tidy_or_none(found.minimum_detectable_drop),
        notes=found.notes,
    )
