"""What learning curves answer, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from suites.analysis.cells import ALPHA
from suites.analysis.languages import MEAN
from suites.report.curve_fit import DropCurve
from suites.report.curves import Curve


def tell_fits(curves: Sequence[Curve]) -> Iterator[str]:
    """Yields what the clean curves of zero-shot means say, or why they say nothing.

    A reason that all of them share, as that sizes are few, comes once, at the end.
    """
    fits = [
        (curve, curve.fit)
        for curve in curves
        if curve.language == MEAN and not curve.severity and curve.fit is not None
    ]
    few = {"" if fit.enough else fit.cautions[0] for _, fit in fits}
    shared = few.pop() if len(few) == 1 else ""
    for curve, fit in fits:
        said = fit.sentence.removesuffix(f"; {shared}") if shared else fit.sentence
        yield f"on {curve.task} ({curve.arm}, {curve.axis}), {said}"
    if shared:
        yield shared


def tell_trends(drops: Sequence[DropCurve]) -> Iterator[str]:
    """Yields how many drops move with the amount of training data, and the one that moves most."""
    if not drops:
        return
    real = [one for one in drops if one.significant]
    steepest = max(real or drops, key=lambda one: (abs(one.slope.value), one.task, one.perturbation))
    curves = f"{len(drops)} curve{'s' if len(drops) > 1 else ''} of drops"
    verb = "moves" if len(real) == 1 else "move"
    yield (
        f"{len(real) or 'none'} of {curves} {verb} with the amount of training data "
        f"at a false discovery rate of {ALPHA}"
    )
    yield steepest.sentence
