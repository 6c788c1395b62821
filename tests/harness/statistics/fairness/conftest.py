"""Numbers by language, as the tests of fairness write them down."""

from __future__ import annotations

import numpy as np
import pytest

from harness.statistics.fairness import LanguageEstimates

SIZES = (19, 4, 4, 3, 2, 2, 2, 1, 1, 1, 1, 1, 1)
"""Languages by family in a layout like XTREME's: 42 languages, 13 families."""


def build_estimates(values, families=None, errors=1.0, clusters=100):
    values = np.asarray(values, dtype=np.float64)
    languages = tuple(f"l{place:02d}" for place in range(len(values)))
    errors = np.broadcast_to(np.asarray(errors, dtype=np.float64), values.shape)
    return LanguageEstimates(
        languages,
        tuple(families) if families is not None else languages,
        values,
        np.diag(errors**2),
        (clusters,) * len(values),
    )


def draw_layout(rng, icc=0.3, sizes=SIZES):
    """Numbers with no effect and an intraclass correlation, and their families."""
    families = [f"f{place:02d}" for place, size in enumerate(sizes) for _ in range(size)]
    shared = np.repeat(rng.normal(0, np.sqrt(icc), len(sizes)), sizes)
    return shared + rng.normal(0, np.sqrt(1 - icc), len(families)), families


@pytest.fixture(scope="session")
def estimates():
    return build_estimates


@pytest.fixture(scope="session")
def layout():
    return draw_layout
