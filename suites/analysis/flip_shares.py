"""Flips and coverage of several cells together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import fmean

from suites.analysis.rounding import tidy
from suites.report.cell import Cell


def count_flip_shares(cells: Sequence[Cell]) -> dict[str, float | None]:
    """Returns flips and coverage as ``ArmRobustness`` names them, fractions, unweighted means over cells.

    Flips are those of cells where they were counted; none where examples are others or tokens moved.
    """
    counted = [cell for cell in cells if cell.flip_rate is not None and cell.n]
    return {
        "changed": _mean(cell.coverage for cell in cells if cell.attempted) or 0.0,
        "unchanged": _mean(cell.unchanged / cell.attempted for cell in cells if cell.attempted) or 0.0,
        "not_applicable": _mean(cell.not_applicable / cell.attempted for cell in cells if cell.attempted)
        or 0.0,
        "flip_rate": _mean(cell.flip_rate for cell in counted),
        "broken": _mean(cell.broken / cell.n for cell in counted),
        "repaired": _mean(cell.repaired / cell.n for cell in counted),
        "flip_floor": _mean(cell.flip_floor for cell in counted),
    }


def _mean(values: Iterable[float | None]) -> float | None:
    found = [value for value in values if value is not None]
    return tidy(fmean(found)) if found else None
