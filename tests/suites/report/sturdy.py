"""Robustness by arm as a realistic report has it."""

from __future__ import annotations

from suites.report.robustness import ArmRobustness, Measure

ABSENT = Measure(value=None, low=None, high=None, note="no reference was given")
TOO_FEW = Measure(value=None, low=None, high=None, note="too few baselines (2 of 10)")


def measure(value: float, half: float, note: str = "") -> Measure:
    return Measure(value=value, low=value - half, high=value + half, note=note)


def make_robustness(task: str, arm: str, metric: str, *, reference: bool = False) -> ArmRobustness:
    drop = 9.5 if arm == "direct" else 6.25
    seeds = "these checkpoints only (seeds: 2)"
    return ArmRobustness(
        task=task,
        arm=arm,
        perturbation_family="adversarial",
        metric=metric,
        seeds=2,
        perturbations=("keyboard_typos", "homoglyphs"),
        severities=(1, 3, 5),
        languages=("de", "zh"),
        changed=0.9,
        unchanged=0.06,
        not_applicable=0.04,
        clean=72.5,
        perturbed=72.5 - drop,
        drop=measure(drop, 1.5, seeds),
        relative_drop=measure(drop / 40, 0.04, seeds),
        mce=measure(82.0, 4.0) if reference else ABSENT,
        relative_mce=measure(75.5, 8.0) if reference else ABSENT,
        severity_area=measure(0.9, 0.02, seeds),
        worst_case=measure(41.25, 3.0, seeds),
        worst_of=6,
        flip_rate=0.22,
        broken=0.13,
        repaired=0.06,
        flip_floor=0.07,
        effective_robustness=TOO_FEW,
        notes=("word_drop: changed nothing in zh",),
    )
