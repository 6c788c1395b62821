"""Fits of learning curves of a realistic report, with numbers as a run could have them."""

from __future__ import annotations

from suites.report.curve_fit import (
    CurveComparison,
    CurveFit,
    CurveStep,
    DropCurve,
    FitNumber,
    FitPoint,
    FormError,
)

SIZES = (750, 1500, 3000, 6000)


def number(value: float, half: float) -> FitNumber:
    return FitNumber(value=value, low=value - half, high=value + half)


def make_fit(level: float = 60.0) -> CurveFit:
    errors = {"pow3": 0.4, "log_linear": 1.1, "pow2": 1.6, "last_value": 2.2}
    return CurveFit(
        form="pow3",
        enough=False,
        seeds=2,
        a=number(210.0, 90.0),
        b=number(0.41, 0.2),
        c=number(36.5, 3.0),
        held_out=tuple(
            FormError(form=form, largest=error, top_two=None, mean=error) for form, error in errors.items()
        ),
        line=tuple(
            FitPoint(
                examples=size,
                value=(value := level - 2000 / size),
                low=value - 2,
                high=value + 2,
                beyond=beyond,
            )
            for size, beyond in ((750, False), (2121, False), (6000, False), (9000, True), (12_000, True))
        ),
        steps=tuple(
            CurveStep(
                smaller=smaller,
                larger=2 * smaller,
                change=number(0.8, 1.2),
                p_value=0.2,
                p_adjusted=0.6,
                against=False,
            )
            for smaller in SIZES[:-1]
        ),
        cautions=("too few sizes or seeds for a law: 4 × 2, where 6 × 3 are the least",),
        sentence="a power law with a floor predicts held-out sizes best, 0.4 points off",
    )


def make_drop_curve(task: str, metric: str) -> DropCurve:
    return DropCurve(
        task=task,
        arm="stilts",
        scaling="intermediate_subset",
        scaled_phase="intermediate",
        axis="intermediate examples",
        language="mean",
        metric=metric,
        perturbation="keyboard_typos",
        severity=5,
        n=2000,
        n_groups=300,
        seeds=2,
        examples=SIZES,
        drops=(9.1, 8.4, 8.0, 7.1),
        slope=number(-0.64, 0.31),
        p_value=0.001,
        p_adjusted=0.003,
        p_permutation=0.0035,
        significant=True,
        fit=make_fit(),
        notes=("these checkpoints only (seeds: 2)",),
        sentence=f"the drop of stilts on {task} under keyboard typos, severity 5, moves by −0.64 points",
    )


def make_comparison(task: str, metric: str) -> CurveComparison:
    return CurveComparison(
        task=task,
        scaling="intermediate_subset",
        scaled_phase="intermediate",
        language="mean",
        metric=metric,
        quantity="drop",
        first="stilts, keyboard typos, severity 5",
        second="stilts, homoglyphs, severity 5",
        seeds=2,
        examples=SIZES,
        slope=number(0.12, 0.4),
        slope_p=0.5,
        slope_p_adjusted=0.5,
        level=number(-3.3, 0.9),
        level_p=0.0001,
        level_p_adjusted=0.0004,
        significant=True,
        notes=(),
    )


def make_learning(tasks: tuple[str, ...], metrics: dict[str, str]) -> dict[str, object]:
    """The parts of a report on drops over training-set size."""
    return {
        "drop_curves": tuple(make_drop_curve(task, metrics[task]) for task in tasks),
        "curve_comparisons": tuple(make_comparison(task, metrics[task]) for task in tasks),
    }
