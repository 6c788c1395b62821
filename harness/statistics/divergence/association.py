"""Whether tasks gain more from data that lie nearer, tested by dealing tasks anew.

Cells that share a task are no independent evidence, so the unit is the task: the names of sources and
those of targets are permuted (the quadratic assignment procedure, Mantel 1967, Krackhardt 1988, on a
rectangular grid), while languages stay where they are. Some sources help whatever the target (Choshen et
al. 2022), so a main effect of the source is taken off first.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, permutations, product
from typing import Final

import numpy as np

from harness.errors import RequestError
from harness.scores import Floats
from harness.seeds import derive_generator
from harness.statistics.divergence.grid import PLACE, TransferCell, TransferGrid, arrange_cells
from harness.statistics.estimate import ALPHA, t_quantile

DRAWS: Final = 9_999
LEAST_TASKS: Final = 9
"""Tasks on one side, below which ρ = 0.7 is found less than half of the time."""
LEAST_JACKKNIFED: Final = 3

_BLOCK: Final = 1_000
_TIE: Final = 1e-12
_Orders = np.ndarray[tuple[int, int], np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Association:
    """Rank correlation of divergence with gain.

    Attributes:
        rho: Spearman's, -1 to 1; negative where nearer data help more.
        low, high: 95 % interval, the wider of Fisher's z over pairs and a jackknife over tasks.
        p_value: two-sided, of tasks dealt anew.
        arrangements: how many were compared with the observed one, itself among them.
        exact: whether these are all there are.
        cells: source × target × language.
        pairs: source × target.
        source_effect: whether the sources' means were taken off.
        influence: (task, ρ without it), None where nothing can be said without it.
        notes: what must be known before the number is believed.
    """

    rho: float
    low: float
    high: float
    p_value: float
    arrangements: int
    exact: bool
    cells: int
    pairs: int
    source_effect: bool
    influence: tuple[tuple[str, float | None], ...]
    notes: tuple[str, ...] = ()


def associate(
    cells: Sequence[TransferCell], *, seed: int = 0, draws: int = DRAWS, source_effect: bool = True
) -> Association:
    """Returns Spearman's correlation of divergences and gains, with a test over tasks.

    Ranks are taken over all cells; with ``source_effect`` each source's mean rank is taken off both. All
    S!·T! arrangements are enumerated where they are no more than ``draws`` + 1, else
    ``p = (1 + #{|ρ*| ≥ |ρ|}) / (draws + 1)``. Interval: Fisher's z with
    ``SE = √((1 + ρ²/2) / (pairs - 3))``, a degree less for each source's mean (Bonett and Wright 2000), or,
    where that is wider, a jackknife of z that leaves out a target (or source) at a time, with Student's t.

    Args:
        cells: of one measure and one encoder, every source with every target.
        seed: of the arrangements.
        draws: of them, where they are not enumerated.
        source_effect: whether sources may differ in gain whatever the target.

    Raises:
        RequestError: if cells are too few, incomplete or not finite, one side does not vary, or there are
            no draws.
    """
    if draws < 1:
        raise RequestError(f"{draws} draws", place=PLACE, remedy="ask for one or more, 9,999 by default")
    grid = arrange_cells(cells)
    divergences, gains = _rank(grid, source_effect=source_effect)
    rho = float((divergences * gains).sum())
    shape = divergences.shape[:2]
    total = math.factorial(shape[0]) * math.factorial(shape[1])
    exact = total <= draws + 1
    orders = _enumerate(shape) if exact else _draw(shape, seed, draws)
    count, extreme = _count_extreme(divergences, gains, orders, abs(rho))
    influence = dict(_leave_out(grid, source_effect=source_effect))
    low, high = _interval(rho, grid, influence, source_effect=source_effect)
    return Association(
        rho=rho,
        low=low,
        high=high,
        p_value=extreme / count if exact else (1 + extreme) / (count + 1),
        arrangements=total if exact else draws + 1,
        exact=exact,
        cells=divergences.size,
        pairs=shape[0] * shape[1],
        source_effect=source_effect,
        influence=tuple(influence.items()),
        notes=(
            *grid.notes,
            *_caution(shape, total),
            *(("too few tasks for an interval",) if high - low >= 2 else ()),
        ),
    )


def _rank(grid: TransferGrid, *, source_effect: bool) -> tuple[Floats, Floats]:
    """Returns ranks as (S, T, L) of mean 0 and length 1, each source's mean taken off if wanted.

    Raises:
        RequestError: if nothing varies.
    """
    over = (1, 2) if source_effect else (0, 1, 2)
    found = []
    for name, values in (("divergence", grid.divergences), ("gain", grid.gains)):
        ranks = _average_ranks(values)
        residuals = ranks - ranks.mean(axis=over, keepdims=True)
        length = float(np.sqrt((residuals**2).sum()))
        if length < 1e-9 * max(1, ranks.size):
            within = " within a source" if source_effect else ""
            raise RequestError(
                f"the {name} is constant{within} over {ranks.size} cells",
                place=PLACE,
                remedy="give more targets" if source_effect else "give tasks that differ",
            )
        found.append(residuals / length)
    return found[0], found[1]


def _average_ranks(values: Floats) -> Floats:
    """Returns ranks from 1, ties sharing their mean, in the shape given."""
    _, codes, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks: Floats = (np.cumsum(counts) - (counts - 1) / 2)[codes.reshape(values.shape)]
    return ranks


def _enumerate(shape: tuple[int, int]) -> Iterator[tuple[_Orders, _Orders]]:
    """Yields all pairs of orders of sources and targets, some at a time."""
    pairs = product(permutations(range(shape[0])), permutations(range(shape[1])))
    while block := list(islice(pairs, _BLOCK)):
        yield np.array([one for one, _ in block]), np.array([other for _, other in block])


def _draw(shape: tuple[int, int], seed: int, draws: int) -> Iterator[tuple[_Orders, _Orders]]:
    """Yields random pairs of orders, some at a time."""
    generator = derive_generator(seed, "divergence", "association")
    for start in range(0, draws, _BLOCK):
        size = min(_BLOCK, draws - start)
        sources, targets = (
            generator.permuted(np.tile(np.arange(count), (size, 1)), axis=1) for count in shape
        )
        yield sources, targets


def _count_extreme(
    divergences: Floats, gains: Floats, orders: Iterator[tuple[_Orders, _Orders]], observed: float
) -> tuple[int, int]:
    """Returns how many arrangements there were, and how many reach the observed correlation."""
    count = extreme = 0
    for sources, targets in orders:
        dealt = divergences[sources[:, :, None], targets[:, None, :]]
        found = np.abs(np.einsum("bstl,stl->b", dealt, gains))
        count += len(found)
        extreme += int(np.count_nonzero(found >= observed - _TIE))
    return count, extreme


def _interval(
    rho: float, grid: TransferGrid, influence: Mapping[str, float | None], *, source_effect: bool
) -> tuple[float, float]:
    """Returns the wider of Fisher's interval over pairs and a jackknife over tasks, both on Fisher's z.

    Where targets differ in more than what single pairs do, Fisher's covers as little as 60 %, so that with
    two targets, too few for a jackknife, nothing is said. Sources whose
    means are taken off are those at hand; others are drawn like targets.
    """
    free = _count_free(grid.gains.shape, source_effect=source_effect)
    if free < 1:
        return -1.0, 1.0
    half = t_quantile(1 - ALPHA / 2, math.inf) * math.sqrt((1 + rho**2 / 2) / free)
    for tasks in (grid.targets,) if source_effect else (grid.targets, grid.sources):
        left = [influence[task] for task in tasks]
        if len(left) > 1:  # the pairs of a single one are independent of each other, given it
            half = max(half, _jackknife([one for one in left if one is not None]))
    z = _to_z(rho)
    return math.tanh(z - half), math.tanh(z + half)


def _jackknife(left: Sequence[float]) -> float:
    """Returns half of the 95 % interval of z, from the correlations without each task of a side."""
    n = len(left)
    if n < LEAST_JACKKNIFED:
        return math.inf
    variance = (n - 1) ** 2 / n * float(np.var([_to_z(rho) for rho in left], ddof=1))
    return t_quantile(1 - ALPHA / 2, n - 1) * math.sqrt(variance)


def _to_z(rho: float) -> float:
    return math.atanh(min(max(rho, -1 + 1e-15), 1 - 1e-15))


def _count_free(shape: tuple[int, ...], *, source_effect: bool) -> int:
    return shape[0] * shape[1] - 3 - (shape[0] - 1 if source_effect else 0)


def _leave_out(grid: TransferGrid, *, source_effect: bool) -> Iterator[tuple[str, float | None]]:
    for task in sorted({*grid.sources, *grid.targets}):
        rest = grid.without(task)
        if not rest.gains.size:
            yield task, None
            continue
        try:
            divergences, gains = _rank(rest, source_effect=source_effect)
        except RequestError:
            yield task, None
        else:
            yield task, float((divergences * gains).sum())


def _caution(shape: tuple[int, int], total: int) -> Iterator[str]:
    if max(shape) < LEAST_TASKS:
        yield (
            f"underpowered: {shape[0]} sources and {shape[1]} targets; with fewer than {LEAST_TASKS} tasks "
            "even ρ = 0.7 is found less than half of the time"
        )
    if 1 / total > ALPHA:
        yield f"too few tasks: p cannot fall below {1 / total:.3g}"
