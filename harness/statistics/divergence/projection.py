"""Vectors in the few directions in which most of their variance lies."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from harness.errors import RequestError
from harness.scores import Floats
from harness.statistics.divergence.samples import PLACE

COMPONENTS: Final = 64


@dataclass(frozen=True, slots=True)
class Projection:
    """Principal components of all vectors of both sets together; labels have no part in them.

    Attributes:
        values: (2n, k), centred.
        variances: (k,), of the columns.
        share: of the variance of all directions, a fraction.
    """

    values: Floats = field(repr=False)
    variances: Floats = field(repr=False)
    share: float

    @property
    def note(self) -> str:
        """What was left out, in words, to a tenth."""
        tenths = int(self.share * 10 + 1e-9)
        kept = "all" if tenths == 10 else f"{10 * tenths} % or more"
        return f"on {self.values.shape[1]} principal components, which hold {kept} of the variance"


def project(values: Floats, *, components: int = COMPONENTS) -> Projection:
    """Returns the first principal components, at most ``components`` and half of the texts a set.

    Args:
        values: (2n, d).
        components: most directions; those without variance are left out.

    Raises:
        RequestError: if all vectors are the same.
    """
    centred = values - values.mean(axis=0)
    left, scale, _ = np.linalg.svd(centred, full_matrices=False)
    variances = scale**2 / (len(values) - 1)
    total = float(variances.sum())
    if not total > np.finfo(np.float64).eps ** 2 * float(np.square(values).max()):
        raise RequestError(
            "all vectors of both sets are the same",
            place=PLACE,
            remedy="check that the encoder is trained and the texts differ",
        )
    solid = int(np.count_nonzero(variances > 1e-12 * variances[0]))
    width = max(1, min(components, solid, len(values) // 4))
    return Projection(
        left[:, :width] * scale[:width], variances[:width], float(variances[:width].sum()) / total
    )
