"""Models of a realistic report whose intermediate data were scaled, and their curves."""

from __future__ import annotations

from suites.report.curves import Curve, CurvePoint

from .grouped import make_spread

SHARES = {0.125: 750, 0.25: 1500, 0.5: 3000, 1.0: 6000}
BAND = "95 % interval of the mean over two seeds and the zero-shot languages' test sentences"


def scaled_by(share: float) -> dict[str, object]:
    if share in (0.0, 1.0):
        return {}
    return {
        "scaling": "intermediate_subset",
        "scaled_phase": "intermediate",
        "severity": {0.5: 1, 0.25: 2, 0.125: 3}[share],
        "left": share,
    }


def make_curve(task: str, language: str, metric: str, index: int, condition: tuple[str, int]) -> Curve:
    perturbation, severity = condition
    points = [
        CurvePoint(
            examples=examples,
            share=share,
            seeds=2,
            score=(score := 52.0 + 9 * share**0.5 - 1.5 * index - 1.7 * severity),
            low=score - 2.4,
            high=score + 2.4,
            seed_scores=(score - 0.9, score + 0.9),
            spread=make_spread("tr", score - 8) if language == "mean" else None,
        )
        for share, examples in {0.0: 0, **SHARES}.items()
    ]
    return Curve(
        task=task,
        arm="stilts",
        scaling="intermediate_subset",
        scaled_phase="intermediate",
        axis="intermediate examples",
        language=language,
        metric=metric,
        perturbation=perturbation,
        severity=severity,
        points=tuple(points),
        band=BAND,
    )
