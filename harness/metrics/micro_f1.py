"""Micro-averaged F1 from three totals: ``tp`` right, ``pred`` predicted and ``gold`` wanted units."""

from __future__ import annotations

import numpy as np

from harness.scores import Floats


def finish_f1(totals: Floats) -> Floats:
    """Returns ``200 · tp / (pred + gold)`` for totals (..., 3); 0 where there is no unit at all."""
    units = totals[..., 1] + totals[..., 2]
    zeros = np.zeros(np.shape(units))
    score: Floats = np.divide(200.0 * totals[..., 0], units, out=zeros, where=units != 0)
    return score


def differentiate_f1(totals: Floats) -> Floats:
    """Returns ``200 · (1/u, -tp/u², -tp/u²)`` with ``u = pred + gold``, at totals (3,)."""
    right, units = totals[0], totals[1] + totals[2]
    if not units:
        return np.zeros(3)
    return 200.0 * np.array([1.0 / units, -right / units**2, -right / units**2])
