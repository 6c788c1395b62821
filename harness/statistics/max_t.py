"""Many correlated cells at once: step-down max-T p-values and simultaneous bounds.

Cells that share clusters (conditions, metrics, parallel languages) err together. What is drawn
is therefore drawn for clusters, in *all* cells at once, and the largest of the cells'
standardised values is what an adjusted p-value or a bound is read from. Where cells are
correlated this finds more than Bonferroni or Holm at the same family-wise error.

P-values flip the signs of whole clusters' parts of the values, as the sign-flip test does: exact
where these are symmetric about the null. Bounds take the spread about the values instead,
with normal weights of the clusters, so that effects in common do not narrow them.

Sources: Westfall and Young 1993 (step-down max-T); Romano and Wolf 2005; Chernozhukov,
Chetverikov and Kato 2013 (multiplier bootstrap of maxima).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri, stdtrit

from harness.errors import RequestError
from harness.scores import Floats
from harness.seeds import derive_generator
from harness.statistics.cautions import FEW_CLUSTERS
from harness.statistics.estimate import ALPHA, LIMIT, Estimate
from harness.statistics.linearised import Linearised
from harness.statistics.sign_flip import EXACT_UP_TO, Swaps, draw_swaps, enumerate_swaps

DRAWS: Final = 9_999
MOST_DRAWS: Final = 1 << 21
TIE: Final = 1e-9
_ROUNDING: Final = 1e-10  # points; below this a number is 0 and its digits are noise
_BLOCK: Final = 1 << 22  # numbers in each of the few arrays that are alive at a time: 32 MiB

Alternative: TypeAlias = Literal["two-sided", "greater", "less"]


@dataclass(frozen=True, slots=True)
class Family:
    """What is asked of a family of cells.

    Attributes:
        alternative: "greater" asks whether values are above ``null`` (bounds from below), "less"
            whether they are below it (bounds from above).
        null: points, the value under the null hypothesis; a margin for a gate.
        alpha: family-wise error.
        draws: B; with at most 12 clusters all signs are enumerated instead.
    """

    alternative: Alternative = "two-sided"
    null: float = 0.0
    alpha: float = ALPHA
    draws: int = DRAWS


TWO_SIDED: Final = Family()


@dataclass(frozen=True, slots=True)
class MaxT:
    """The family's result, cells in the order given.

    Attributes:
        p_values: (C,), of each cell by itself, from the same draws.
        p_adjusted: (C,), step-down: rejecting the cells with ``p_adjusted <= alpha`` makes a single
            false rejection in the whole family with probability alpha at most.
        low, high: (C,), points; all of them hold at once with probability ``1 - alpha``.
            One-sided alternatives leave the other end at ±100.
        critical: of the largest standardised error, on the normal scale, from which bounds are made.
        clusters: different clusters in the family.
        cautions: what a reader must know before believing it.
    """

    p_values: Floats
    p_adjusted: Floats
    low: Floats
    high: Floats
    critical: float
    clusters: int
    cautions: tuple[str, ...] = field(default=())


def max_t(cells: Sequence[Linearised], *, seed: int, key: str, family: Family = TWO_SIDED) -> MaxT:
    """Returns adjusted p-values and simultaneous bounds of C cells tested as one family.

    Clusters of the same name are the same cluster in all cells. Draws depend on ``(seed, key)``
    and on the names of the family's clusters, not on the order of cells or clusters. Bounds of a
    cell whose estimated error is 0 are widened by the share of its clusters that may behave
    otherwise; those of a cell of one cluster are ±100. Asked one-sidedly (gates), such a cell's
    clusters may lie anywhere up to ±100, and its p is no smaller than the chance to see none of
    them, as in ``equivalence``: that ten clusters did not move does not show a drop below 2 points.

    Args:
        cells: drops or scores with the names of their clusters, as ``linearise_drop`` returns them.
        seed: of the run.
        key: names the family.
        family: which question is asked of it.

    Raises:
        RequestError: if there is no cell or no draw, alpha is not between 0 and 1, a cell lacks the
            names of its clusters, or a number is not finite.
    """
    _check(cells, family)
    layout = _lay_out(cells)
    parts = [_split_value(cell, family) for cell in cells]
    alone, adjusted = _test(layout, parts, family, derive_generator(seed, "max_t", key, "signs"))
    estimates = [cell.estimate() for cell in cells]
    least = np.array([_floor(estimate, family) for estimate in estimates])
    critical = _find_critical(layout, cells, family, derive_generator(seed, "max_t", key, "normal"))
    bounds = np.array([_bound(estimate, critical, family) for estimate in estimates])
    return MaxT(
        p_values=np.maximum(alone, least),
        p_adjusted=np.maximum(adjusted, np.minimum(least * len(cells), 1.0)),
        low=bounds[:, 0],
        high=bounds[:, 1],
        critical=critical,
        clusters=layout.clusters,
        cautions=tuple(_list_cautions(estimates, layout, family)),
    )


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the clusters of each cell stand among all of the family, in the order of their names.

    Attributes:
        places: of each cell, the rows of its clusters, increasing.
        clusters: rows.
    """

    places: list[npt.NDArray[np.intp]]
    clusters: int

    def sum_weighted(
        self, values: Sequence[Floats], cells: Sequence[int], weights: Iterator[Floats]
    ) -> Floats:
        """Returns weighted sums over clusters of the values of some cells, (c, B)."""
        start = 0
        total: Floats = np.zeros((len(cells), 1))
        for block in weights:
            stop = start + len(block)
            dense = np.zeros((len(cells), len(block)))
            for row, cell in zip(dense, cells, strict=True):
                low, high = np.searchsorted(self.places[cell], (start, stop))
                row[self.places[cell][low:high] - start] = values[cell][low:high]
            total = np.add(total, dense @ block)
            start = stop
        return total


def _lay_out(cells: Sequence[Linearised]) -> _Layout:
    names = sorted({name for cell in cells for name in cell.clusters})
    rows = {name: row for row, name in enumerate(names)}
    places = [
        np.fromiter(map(rows.__getitem__, cell.clusters), np.intp, len(cell.clusters)) for cell in cells
    ]
    return _Layout(places, len(names))


def _split_value(cell: Linearised, family: Family) -> Floats:
    """Returns what each cluster adds to ``value - null``, of length 1: flipping signs keeps the length."""
    groups = len(cell.contributions)
    parts: Floats = (cell.value - family.null) / groups + cell.contributions * math.sqrt(
        (groups - 1) / groups
    )
    length = float(np.linalg.norm(parts))
    return parts / length if length > _ROUNDING else np.zeros(groups)


def _test(
    layout: _Layout, parts: Sequence[Floats], family: Family, generator: np.random.Generator
) -> tuple[Floats, Floats]:
    """Returns p-values alone and adjusted: from the least extreme cell to the most, maxima growing."""
    observed = _score(np.array([part.sum() for part in parts]), family)
    order = np.argsort(observed, kind="stable")
    alone, adjusted = np.zeros(len(parts)), np.zeros(len(parts))
    exact = layout.clusters <= EXACT_UP_TO
    draws = 1 << layout.clusters if exact else family.draws
    largest = np.full(draws, -np.inf)
    state = generator.bit_generator.state
    step = max(1, _BLOCK // draws)
    for start in range(0, len(parts), step):
        chosen = order[start : start + step].tolist()
        generator.bit_generator.state = state  # the same draws for every block of cells
        signs = _enumerate_signs(layout) if exact else _draw_signs(layout, family, generator)
        flipped = _score(layout.sum_weighted(parts, chosen, signs), family)
        for cell, row in zip(chosen, flipped, strict=True):
            np.maximum(largest, row, out=largest)
            alone[cell] = np.count_nonzero(row >= observed[cell] - TIE)
            adjusted[cell] = np.count_nonzero(largest >= observed[cell] - TIE)
    # a cell's p is no smaller than that of any that is more extreme
    adjusted[order[::-1]] = np.maximum.accumulate(adjusted[order[::-1]])
    own = 0 if exact else 1  # the sample is one of all arrangements, but not one of the draws
    return (own + alone) / (own + draws), (own + adjusted) / (own + draws)


def _enumerate_signs(layout: _Layout) -> Iterator[Floats]:
    yield _to_signs(enumerate_swaps(layout.clusters), layout.clusters)


def _draw_signs(layout: _Layout, family: Family, generator: np.random.Generator) -> Iterator[Floats]:
    for height in _list_heights(layout, family):
        yield _to_signs(draw_swaps(height, generator, draws=family.draws), height)


def _to_signs(swaps: Swaps, clusters: int) -> Floats:
    bits = np.unpackbits(swaps, axis=0, count=clusters, bitorder="little")
    return 1.0 - 2.0 * bits.astype(np.float64)


def _list_heights(layout: _Layout, family: Family) -> Iterator[int]:
    """Yields how many clusters to draw for at a time; whole bytes, so that it does not matter how many."""
    step = max(8, _BLOCK // family.draws // 8 * 8)
    for start in range(0, layout.clusters, step):
        yield min(step, layout.clusters - start)


def _score(values: Floats, family: Family) -> Floats:
    """Returns how far each value speaks for the alternative."""
    if family.alternative == "two-sided":
        return np.abs(values)
    return values if family.alternative == "greater" else -values


def _find_critical(
    layout: _Layout, cells: Sequence[Linearised], family: Family, generator: np.random.Generator
) -> float:
    """Returns what at most a share alpha of the largest standardised errors, and the sample's own, exceed."""
    errors = [cell.estimate().standard_error for cell in cells]
    drawn = [place for place, error in enumerate(errors) if 0 < error < math.inf]
    if not drawn:
        return float(-ndtri(family.alpha / (2 if family.alternative == "two-sided" else 1) / len(cells)))
    scaled = [cell.contributions / (error or 1.0) for cell, error in zip(cells, errors, strict=True)]
    largest = np.full(family.draws, -np.inf)
    state = generator.bit_generator.state
    step = max(1, _BLOCK // family.draws)
    for start in range(0, len(drawn), step):
        generator.bit_generator.state = state
        heights = _list_heights(layout, family)
        normal = (generator.standard_normal((height, family.draws)) for height in heights)
        block = layout.sum_weighted(scaled, drawn[start : start + step], normal)
        np.maximum(largest, _score(block, family).max(axis=0), out=largest)
    rank = math.ceil((1 - family.alpha) * (family.draws + 1))
    return float(np.sort(largest)[rank - 1]) if rank <= family.draws else math.inf


def _floor(estimate: Estimate, family: Family) -> float:
    """Returns the least p of a cell whose error is 0: that none of G clusters shows the other kind."""
    if family.alternative == "two-sided" or estimate.standard_error != 0:
        return 0.0
    sign = 1.0 if family.alternative == "less" else -1.0
    value, null = sign * estimate.value, sign * family.null
    share = (null - value) / (LIMIT - value) if value < min(null, LIMIT) else 0.0
    return max(1.0 - share, 0.0) ** estimate.groups


def _bound(estimate: Estimate, critical: float, family: Family) -> tuple[float, float]:
    """Returns the cell's simultaneous bounds in points, cut at ±100; Student's t at the critical tail."""
    if estimate.standard_error == 0:
        far = abs(estimate.value)
        if family.alternative != "two-sided":
            far = LIMIT + (estimate.value if family.alternative == "greater" else -estimate.value)
        half = far * critical**2 / (estimate.groups + critical**2)
    elif math.isinf(estimate.standard_error):
        half = 2 * LIMIT
    else:
        half = -float(stdtrit(estimate.df, ndtr(-critical))) * estimate.standard_error
    low = -LIMIT if family.alternative == "less" else max(estimate.value - half, -LIMIT)
    high = LIMIT if family.alternative == "greater" else min(estimate.value + half, LIMIT)
    return low, high


def _list_cautions(estimates: Sequence[Estimate], layout: _Layout, family: Family) -> Iterator[str]:
    cells = len(estimates)
    alone = sum(math.isinf(estimate.standard_error) for estimate in estimates)
    if alone:
        yield f"{alone} of {cells} cells have one cluster: nothing can be said of their error"
    few = sum(estimate.df + 1 < FEW_CLUSTERS for estimate in estimates) - alone
    if few:
        yield f"{few} of {cells} cells have fewer than {FEW_CLUSTERS} clusters"
    still = [estimate.value for estimate in estimates if estimate.standard_error == 0]
    unmoved = still.count(0.0) if family.alternative == "two-sided" else 0
    if len(still) > unmoved:
        yield (
            f"all clusters moved alike in {len(still) - unmoved} of {cells} cells: their bounds are widened "
            "by Wilson's"
        )
    if unmoved:
        yield f"no score changed in {unmoved} of {cells} cells: their bounds are 0, some could change unseen"
    if layout.clusters <= EXACT_UP_TO:
        yield f"{layout.clusters} clusters: p cannot fall below {0.5**layout.clusters:.3g}"


def _check(cells: Sequence[Linearised], family: Family) -> None:
    if not cells:
        raise RequestError("no cell in the family", place="max-T", remedy="declare at least one")
    if not 0 < family.alpha < 1:
        raise RequestError(f"alpha of {family.alpha}", place="max-T", remedy="give a number between 0 and 1")
    if not 1 <= family.draws <= MOST_DRAWS:
        raise RequestError(f"{family.draws} draws", place="max-T", remedy=f"ask for 1 to {MOST_DRAWS:,}")
    for place, cell in enumerate(cells):
        if not len(cell.contributions) or len(cell.clusters) != len(cell.contributions):
            raise RequestError(
                f"{len(cell.contributions)} contributions of {len(cell.clusters)} named clusters",
                place=f"max-T, cell {place + 1}",
                remedy="name the clusters, so that cells which share them are tested together",
            )
        if not math.isfinite(cell.value + family.null + float(cell.contributions.sum())):
            raise RequestError(
                "a value, contribution or margin is not a finite number",
                place=f"max-T, cell {place + 1}",
                remedy="leave the cell out of the family",
            )
