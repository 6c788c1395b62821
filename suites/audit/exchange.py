"""What ratings of one sample say of another run: versions must match, seeds and examples may differ.

A rated share estimates how often the gold survives a perturbation of one version at one severity, on one task
in one language. Another seed, or other examples of the task, are other draws of the same kind, so the share
stands for them too; the suite that asked does not matter. Another version, severity, part of the examples,
task or language is something else.
"""

from __future__ import annotations

from collections.abc import Iterator

from harness.errors import RequestError
from perturbations.compose import find_stress
from suites.audit.ratings import RatedSet, Ratings
from suites.plan import Plan
from suites.predictions import CLEAN

_SHOWN = 3


def check_versions(ratings: Ratings, *, place: str) -> None:
    """Refuses ratings of perturbations that have changed since.

    Raises:
        UnknownNameError: if a perturbation is gone.
        RequestError: if one is of another version than the one here.
    """
    for one in ratings.sets:
        if one.perturbation == CLEAN:
            continue
        version = find_stress(one.perturbation, place=place).spec.version
        if one.version != version:
            raise RequestError(
                f"{one.perturbation} was rated as of version {one.version}, the one here is of {version}",
                place=place,
                remedy="have a new sample rated (crosswind audit-sample), or leave the ratings out",
            )


def describe_exchange(ratings: Ratings, plan: Plan) -> Iterator[str]:
    """Yields what a reader must know of ratings beside a run: whose sample it was, and what is not of it."""
    suites = ", ".join(ratings.suites) or "unnamed suites"
    same = ratings.seed == plan.seed
    whose = "this run's seed" if same else f"seed {ratings.seed}, this run with seed {plan.seed}"
    yield (
        f"ratings of validity: a blind sample of {suites}, perturbed with {whose}; the shares stand for the "
        "perturbation at its version and severity, as seeds and examples may be exchanged (docs/validity.md)"
    )
    run = {
        (model.task, language, unit.perturbation, unit.severity)
        for model in plan.models
        for unit in model.units
        for language in unit.languages
    }
    rated = [one for one in ratings.sets if one.perturbation != CLEAN]
    strange = [one for one in rated if (one.task, one.language, one.perturbation, one.severity) not in run]
    if strange:
        named = ", ".join(map(_name, strange[:_SHOWN])) + (", …" if len(strange) > _SHOWN else "")
        count = f"{len(strange)} of {len(rated)} rated sets"
        yield f"ratings of validity: {count} are none of this run's: {named}"


def _name(one: RatedSet) -> str:
    return f"{one.task}/{one.language}/{one.perturbation} {one.severity}"
