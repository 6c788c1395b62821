"""What a divergence would be if labels said nothing: dealt anew among all texts of both sets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np

from harness.errors import RequestError
from harness.scores import Floats
from harness.statistics.divergence.samples import PLACE, Labels

Measure: TypeAlias = Literal["mmd", "jensen_shannon", "frechet", "a_distance"]

DRAWS: Final = 999
FEW: Final = 30
_TIE: Final = 1e-9  # of the larger of both numbers; draws this close to the observed value equal it


@dataclass(frozen=True, slots=True)
class Divergence:
    """How far two sets of texts lie apart.

    Attributes:
        measure: name.
        value: as the measure defines it, in its own unit.
        null_mean: its mean where labels are dealt anew: what it would be, on so many texts, of one
            distribution. ``excess`` is what lies above.
        null_high: its 95th percentile there.
        p_value: of no difference, one-sided, ``(1 + #{value* ≥ value}) / (draws + 1)``.
        n: texts a set.
        draws: how often labels were dealt.
        notes: what must be known before the number is believed.
    """

    measure: Measure
    value: float
    null_mean: float
    null_high: float
    p_value: float
    n: int
    draws: int
    notes: tuple[str, ...] = ()

    @property
    def excess(self) -> float:
        """The value less what chance alone gives."""
        return self.value - self.null_mean


def deal_labels(first: Labels, generator: np.random.Generator, draws: int) -> Labels:
    """Returns the labels themselves and then ``draws`` random ones of as many Trues, (draws + 1, 2n).

    Labels and their complement stand for the same division in halves, so that it is drawn whichever set
    is called the first.

    Raises:
        RequestError: if there are no draws.
    """
    if draws < 1:
        raise RequestError(f"{draws} permutations", place=PLACE, remedy="ask for one or more, 999 by default")
    halves = np.tile(np.arange(len(first)) < np.count_nonzero(first), (draws, 1))
    return np.concatenate([first[None], generator.permuted(halves, axis=1)])


def conclude(measure: Measure, values: Floats, n: int, *, notes: tuple[str, ...] = ()) -> Divergence:
    """Returns the divergence whose observed value is the first of ``values`` and the rest its null."""
    observed, null = float(values[0]), values[1:]
    tie = _TIE * max(abs(observed), float(np.abs(null).max()))
    extreme = int(np.count_nonzero(null >= observed - tie))
    few = (f"fewer than {FEW} texts a set ({n})",) if n < FEW else ()
    return Divergence(
        measure,
        observed,
        float(null.mean()),
        float(np.quantile(null, 0.95)),
        (1 + extreme) / (len(null) + 1),
        n,
        len(null),
        (*few, *notes),
    )
