"""Methods for many cells at once: corrections of their p-values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

import numpy as np
import numpy.typing as npt

from harness.statistics.corrections import adjust
from harness.statistics.estimate import ALPHA
from harness.statistics.max_t import Family, max_t
from harness.statistics.simulation.method import Answer, Method
from harness.statistics.simulation.samples import Grid

DRAWS: Final = 999
Bools = npt.NDArray[np.bool_]


def count_errors(rejected: Bools, sample: Grid) -> Iterator[Answer]:
    """Yields whether any cell was falsely rejected, the share of those, and the share of drops found."""
    falls = sample.truth != 0
    false = int(np.count_nonzero(rejected & ~falls))
    yield Answer("family_error", float(false > 0))
    yield Answer("false_discovery", false / max(int(np.count_nonzero(rejected)), 1))
    if falls.any():
        yield Answer("found", float(np.mean(rejected[falls])))


def _max_t(sample: Grid, key: str) -> Iterator[Answer]:
    found = max_t(sample.drops, seed=0, key=key, family=Family(draws=DRAWS))
    yield from (
        one
        for one in count_errors(found.p_adjusted <= ALPHA, sample)
        if one.question in ("family_error", "found")
    )
    held = (found.low <= sample.truth) & (sample.truth <= found.high)
    yield Answer("covered", float(held.all()))


def _adjusted(sample: Grid, key: str, *, method: str, controls: str) -> Iterator[Answer]:
    del key  # nothing is drawn
    adjusted = np.array(adjust(sample.p_values.tolist(), method=method), dtype=np.float64)
    yield from (one for one in count_errors(adjusted <= ALPHA, sample) if one.question in (controls, "found"))


def _uncorrected(sample: Grid, key: str) -> Iterator[Answer]:
    del key  # nothing is drawn
    yield from count_errors(sample.p_values <= ALPHA, sample)


def _corrected(method: str, controls: str) -> Callable[[Grid, str], Iterator[Answer]]:
    return partial(_adjusted, method=method, controls=controls)


FAMILIES: Final[tuple[Method[Grid], ...]] = (
    Method("max_t", f"step-down max-T, {DRAWS} draws (9,999 in reports), joint bounds", Grid, _max_t),
    Method(
        "benjamini_hochberg",
        "Benjamini-Hochberg over cells",
        Grid,
        _corrected("bh", "false_discovery"),
        conservative=True,
    ),
    Method(
        "benjamini_yekutieli",
        "Benjamini-Yekutieli over cells",
        Grid,
        _corrected("by", "false_discovery"),
        conservative=True,
    ),
    Method("holm", "Holm over cells", Grid, _corrected("holm", "family_error"), conservative=True),
    Method("uncorrected", "every cell at 0.05 by itself", Grid, _uncorrected, used=False),
)
