"""How the scores of a realistic report spread over languages and domains."""

from __future__ import annotations

from collections.abc import Sequence

from suites.report.model import ModelCard
from suites.report.spread import GroupScores, Spread

CONDITIONS = (("clean", 0), ("keyboard_typos", 3), ("keyboard_typos", 5))


def make_spread(name: str, lowest: float) -> Spread:
    return Spread(
        groups=7,
        mean=lowest + 9.5,
        percentile_10=lowest + 1.25,
        worst_group=name,
        worst_score=lowest,
        worst_n=1300,
        too_small=("qu",) if name == "zh" else (),
    )


NONE_LARGE = Spread(
    groups=2, mean=40.0, percentile_10=None, worst_group="", worst_score=None, worst_n=0, too_small=("a", "b")
)


def make_group_scores(model: ModelCard, languages: Sequence[str], metric: str) -> list[GroupScores]:
    return [
        GroupScores(
            model=model.name,
            arm=model.arm,
            task=model.task,
            seed=model.seed,
            metric=metric,
            kind=kind,
            languages=tuple(languages),
            perturbation=perturbation,
            severity=severity,
            clean=make_spread(worst, 48.0),
            perturbed=make_spread(worst, 44.0 - severity) if severity else None,
        )
        for kind, worst in (("language", "zh"), ("domain", "fiction"))
        for perturbation, severity in CONDITIONS
    ]
