"""The outcome of a calibration: all rates, and what they come to in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from harness.statistics.simulation.bands import FULL
from harness.statistics.simulation.trials import Measurement


@dataclass(frozen=True, slots=True)
class Calibration:
    """All measured rates.

    Attributes:
        seed: of all that was drawn.
        repetitions: of every shape and effect.
        rows: by shape, effect and method.
    """

    seed: int
    repetitions: int
    rows: tuple[Measurement, ...]

    @property
    def missed(self) -> tuple[Measurement, ...]:
        """Rates that a method in use does not keep."""
        return tuple(row for row in self.rows if row.missed)

    def conclude(self) -> str:
        """Returns the verdict in words."""
        held = [row for row in self.rows if row.used and row.band]
        methods = list(dict.fromkeys(row.method for row in self.rows if row.used))
        names = list(dict.fromkeys(row.method for row in self.missed))
        if not held:
            said = "None of these rates is held to a band."
        elif not names:
            said = (
                f"All {len(methods)} methods in use keep what they announce, in all of {len(held)} "
                "rates with a band."
            )
        else:
            said = (
                f"{len(names)} of {len(methods)} methods in use miss what they announce, in "
                f"{len(self.missed)} of {len(held)} rates with a band: {', '.join(names)}."
            )
        few = f" With {self.repetitions:,} repetitions bands are wider than with {FULL:,}."
        return said + (few if self.repetitions < FULL else "")


def describe_effect(row: Measurement) -> str:
    """Returns the planted effect with its unit."""
    return f"{row.effect:.3g} {row.unit}" if row.effect else "none"


def describe_rate(row: Measurement) -> str:
    """Returns a rate with its Monte-Carlo interval."""
    return f"{row.value:.3f} [{row.low:.3f}, {row.high:.3f}]"


def describe_band(row: Measurement) -> str:
    """Returns the accepted range; a dash where nothing is announced."""
    if row.band is None:
        return "–"
    if row.band.low <= 0:
        return f"≤ {row.band.high:.3f}"
    return f"{row.band.low:.3f}–{row.band.high:.3f}"


def describe_verdict(row: Measurement) -> str:
    """Returns the verdict; a method that reports do not use is marked."""
    if row.verdict == "no band":
        return ""
    return row.verdict if row.used else f"({row.verdict})"


def list_lines(found: Calibration) -> Iterator[tuple[int, str]]:
    """Yields lines for a terminal of 80 columns, each with its indent: a block for each shape and effect."""
    width = max(len(row.method) for row in found.rows)
    for (shape, clusters, planted), rows in groupby(
        found.rows, key=lambda row: (row.shape, row.clusters, describe_effect(row))
    ):
        yield 0, f"{shape}, {clusters:,} clusters; planted: {planted}"
        for row in rows:
            line = f"{row.method:<{width}} {row.rate:<17} {describe_rate(row)} {describe_verdict(row)}"
            yield 2, line.rstrip()
    yield 0, ""
    yield 0, found.conclude()
