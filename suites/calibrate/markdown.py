"""A calibration as a page: what misses first, then methods, shapes, and every rate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from harness.statistics.simulation.bands import FULL, LEAST_CLUSTERS
from harness.statistics.simulation.catalogue import METHODS, SHAPES
from harness.statistics.simulation.trials import Measurement
from suites.calibrate.calibration import (
    Calibration,
    describe_band,
    describe_effect,
    describe_rate,
    describe_verdict,
)

COLUMNS = ("method", "shape", "clusters", "planted", "rate", "value [Monte Carlo]", "accepted", "verdict")
INTRODUCTION = f"""\
Accepted is what the protocol allows at {FULL:,} repetitions (three Monte-Carlo errors around 0.05 or
0.95); coverage is held to it from {LEAST_CLUSTERS} clusters on. *Announced power* is measured at the drop
that the samples themselves announce as detectable in 80 % of cases. *Conservative* methods err less often
than announced and may: discrete tests, or the larger of two p-values. A verdict in brackets is of a method
that reports do *not* use; it stands here for contrast. Permutations and resamples are as many as in
reports, except where a method's line says so.
"""


def render_calibration(found: Calibration, *, command: str, date: str) -> str:
    """Returns the page.

    Args:
        found: rates.
        command: that made them.
        date: when, as it is to be shown.
    """
    return "\n".join(
        [*_introduce(found, command, date), *_list_missed(found), *_explain(found), *_show(found)]
    )


def make_row(row: Measurement) -> tuple[str, ...]:
    """Returns the cells of one rate, in the order of ``COLUMNS``."""
    return (
        row.method,
        row.shape,
        f"{row.clusters:,}",
        describe_effect(row),
        row.rate,
        describe_rate(row),
        describe_band(row),
        describe_verdict(row),
    )


def _introduce(found: Calibration, command: str, date: str) -> Iterator[str]:
    yield "# Calibration of the statistics\n"
    yield f"Written by `{command}`"
    yield f"on {date}: {found.repetitions:,} repetitions of every shape and effect, seed {found.seed}."
    yield "The same command gives the same numbers on any number of workers.\n"
    yield f"**{found.conclude()}**\n"
    yield INTRODUCTION


def _list_missed(found: Calibration) -> Iterator[str]:
    if found.missed:
        yield "## What misses\n"
        yield from _table(COLUMNS, map(make_row, found.missed))


def _explain(found: Calibration) -> Iterator[str]:
    shown = {row.method for row in found.rows}
    yield "## Methods\n"
    yield from _table(
        ("method", "what it is", "in reports", "rates with a band", "missed"),
        (
            (method.name, method.title, "yes" if method.used else "no", *_count(found, method.name))
            for method in METHODS
            if method.name in shown
        ),
    )
    drawn = {row.shape for row in found.rows}
    yield "## Shapes\n"
    yield from _table(
        ("shape", "what it is like", "clusters"),
        ((shape.name, shape.title, f"{shape.clusters:,}") for shape in SHAPES if shape.name in drawn),
    )


def _count(found: Calibration, method: str) -> tuple[str, str]:
    held = [row for row in found.rows if row.method == method and row.band]
    return str(len(held)), str(sum(row.verdict == "misses" for row in held) or "–")


def _show(found: Calibration) -> Iterator[str]:
    yield "## Every rate\n"
    order = {method.name: place for place, method in enumerate(METHODS)}
    rows = sorted(found.rows, key=lambda row: order[row.method])
    yield from _table(COLUMNS, map(make_row, rows))


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |"
    yield f"|{'---|' * len(columns)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""
