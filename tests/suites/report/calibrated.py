"""Shifts of calibration for the reports of the tests."""

from __future__ import annotations

from suites.report.calibration import CalibrationShift
from suites.report.model import ModelCard


def make_shift(model: ModelCard, language: str, severity: int, *, shift: float) -> CalibrationShift:
    """A shift under keyboard typos; significant from 2 points on, at chance in Chinese."""
    return CalibrationShift(
        model=model.name,
        arm=model.arm,
        task=model.task,
        language=language,
        perturbation="keyboard_typos",
        severity=severity,
        n=288,
        n_groups=96,
        clean=12.5,
        perturbed=12.5 + shift,
        shift=shift,
        low=shift - 1.5,
        high=shift + 1.5,
        test="cluster_sign_flip",
        p_value=0.001 if abs(shift) >= 2 else 0.4,
        p_adjusted=0.002 if abs(shift) >= 2 else 0.5,
        significant=abs(shift) >= 2 and language != "zh",
        at_chance=language == "zh",
        notes=(),
    )


def make_shifts(model: ModelCard, languages: tuple[str, ...]) -> tuple[CalibrationShift, ...]:
    """Shifts that grow by a point a language from -2, half as large at severity 1."""
    return tuple(
        make_shift(model, code, severity, shift=(place - 2) * severity / 5)
        for severity in (1, 5)
        for place, code in enumerate(languages)
    )
