"""What all sizes of a curve share: seeds that were trained at each, examples that each was scored on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from harness.errors import RequestError
from harness.scores import ScoreMatrix
from harness.statistics import Pair
from suites.analysis.scores import take_rows

Item = TypeVar("Item", ScoreMatrix, Pair)


@dataclass(frozen=True, slots=True)
class SharedSizes(Generic[Item]):
    """Sizes above 0, ascending, and the replicates by seed, size and language.

    Attributes:
        notes: what was left out, in words.
    """

    sizes: tuple[int, ...]
    seeds: tuple[int, ...]
    replicates: list[list[list[Item]]]
    notes: tuple[str, ...]


def share_sizes(
    cells: Mapping[int, Mapping[int, Sequence[Item]]], take: Callable[[Item, Sequence[str]], Item]
) -> SharedSizes[Item]:
    """Returns the part of a curve's cells that is complete.

    Args:
        cells: by size in examples, then by seed; one item a language.
        take: an item and ids to that item with these examples only, in this order.

    Raises:
        RequestError: if no seed was trained at every size, or a language has no example that all
            sizes share.
    """
    sizes = tuple(sorted(size for size in cells if size > 0))
    everywhere = [set(cells[size]) for size in sizes]
    seeds = tuple(sorted(set.intersection(*everywhere))) if everywhere else ()
    if not seeds:
        raise RequestError(
            "no seed was trained at every size", place="learning curve", remedy="train the same seeds at each"
        )
    lost = sorted(set().union(*everywhere) - set(seeds))
    rows = [[list(cells[size][seed]) for size in sizes] for seed in seeds]
    taken, dropped = _align(rows, take)
    notes = [f"seeds {', '.join(map(str, lost))} lack a size and are left out"] if lost else []
    if dropped:
        notes.append(f"{dropped} examples that not every size was scored on are left out")
    if 0 in cells:
        notes.append("no training data at all is no point of a learning curve")
    return SharedSizes(sizes, seeds, taken, tuple(notes))


def _align(
    rows: list[list[list[Item]]], take: Callable[[Item, Sequence[str]], Item]
) -> tuple[list[list[list[Item]]], int]:
    """Returns all items on the examples that they share, and how many of the first ones' are lost."""
    first = rows[0][0]
    kept: list[tuple[str, ...]] = []
    for place, item in enumerate(first):
        shared = set(_ids(item)).intersection(*(_ids(cell[place]) for seed in rows for cell in seed))
        if not shared:
            raise RequestError(
                "no example was scored at every size",
                place="learning curve",
                remedy="evaluate all sizes on one set",
            )
        kept.append(tuple(name for name in _ids(item) if name in shared))
    taken = [
        [
            [
                item if _ids(item) == names else take(item, names)
                for item, names in zip(cell, kept, strict=True)
            ]
            for cell in seed
        ]
        for seed in rows
    ]
    return taken, sum(len(_ids(item)) - len(names) for item, names in zip(first, kept, strict=True))


def _ids(item: Item) -> tuple[str, ...]:
    return item.clean.ids if isinstance(item, Pair) else item.ids


def take_scores(matrix: ScoreMatrix, names: Sequence[str]) -> ScoreMatrix:
    """Returns the scores of some examples, in the order of their names."""
    rows = {name: row for row, name in enumerate(matrix.ids)}
    return take_rows(matrix, np.array([rows[name] for name in names], dtype=np.intp))


def take_pairs(pair: Pair, names: Sequence[str]) -> Pair:
    """Returns both sides of some examples, in the order of their names."""
    return Pair(take_scores(pair.clean, names), take_scores(pair.perturbed, names))
