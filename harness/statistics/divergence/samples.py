"""Two sets of texts side by side: as many of each, in an order that nothing but their names decides.

Tests by permutation ask what labels would do if they were dealt anew. So that neither the order of examples
nor which set is called the first changes a draw, both sets are sorted into one by name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from harness.errors import RequestError
from harness.scores import Floats
from harness.seeds import derive_entropy

Labels = npt.NDArray[np.bool_]

PLACE = "divergence"
LEAST = 2
"""Texts a set, below which nothing can be compared."""


@dataclass(frozen=True, slots=True)
class Vectors:
    """Embedded texts.

    Attributes:
        names: of the texts, unique; one text a cluster, as others are no evidence of their own.
        values: (n, d), finite.

    Raises:
        RequestError: if shapes do not agree, a name stands twice or a number is not finite.
    """

    names: tuple[str, ...]
    values: Floats = field(repr=False)

    def __post_init__(self) -> None:
        _require_names(self.names, len(self.values))
        if self.values.ndim != 2 or self.values.shape[1] == 0:
            raise _refuse(f"vectors of shape {self.values.shape}", "give one row a text")
        bad = np.flatnonzero(~np.isfinite(self.values).all(axis=1))
        if len(bad):
            raise _refuse(
                f"the vector of {self.names[bad[0]]!r} is not finite", "embed it again or leave it out"
            )


@dataclass(frozen=True, slots=True)
class Documents:
    """Texts as tokens.

    Attributes:
        names: of the texts, unique.
        tokens: ids of each text's tokens, of any vocabulary; order within a text is not used.

    Raises:
        RequestError: if lengths do not agree, a name stands twice or an id is negative.
    """

    names: tuple[str, ...]
    tokens: tuple[Sequence[int], ...] = field(repr=False)

    def __post_init__(self) -> None:
        _require_names(self.names, len(self.tokens))
        for name, ids in zip(self.names, self.tokens, strict=True):
            if len(ids) and min(ids) < 0:
                raise _refuse(f"{name!r} has token {min(ids)}", "give ids from 0")


@dataclass(frozen=True, slots=True)
class PooledVectors:
    """Two sets of vectors in one order.

    Attributes:
        values: (2n, d).
        first: (2n,), whether a row is of the first set; n are.
    """

    values: Floats = field(repr=False)
    first: Labels = field(repr=False)


@dataclass(frozen=True, slots=True)
class PooledCounts:
    """Two sets of documents in one order, as counts.

    Attributes:
        counts: (2n, V) sparse, V the tokens that occur.
        first: (2n,), whether a row is of the first set; n are.
    """

    counts: csr_array = field(repr=False)
    first: Labels = field(repr=False)


def pool_vectors(first: Vectors, second: Vectors, *, seed: int, limit: int = 0) -> PooledVectors:
    """Returns equally many vectors of both sets, in the order of their names.

    Args:
        first: one set, (n1, d).
        second: the other, (n2, d).
        seed: decides with the names which texts of the larger set stay.
        limit: most texts a set, 0 = as many as the smaller has.

    Raises:
        RequestError: if widths differ or a set has fewer than two texts.
    """
    if first.values.shape[1] != second.values.shape[1]:
        raise _refuse(
            f"vectors of {first.values.shape[1]} and {second.values.shape[1]} numbers",
            "embed both sets with one encoder",
        )
    sides = (first, second)
    places = _arrange(
        (first.names, second.names), lambda side, row: sides[side].values[row].tobytes(), seed, limit
    )
    values = np.stack([sides[side].values[row] for side, row in places]).astype(np.float64)
    return PooledVectors(values, _label(places))


def pool_documents(first: Documents, second: Documents, *, seed: int, limit: int = 0) -> PooledCounts:
    """Returns the counts of equally many documents of both sets, in the order of their names.

    Args:
        first: one set.
        second: the other.
        seed: decides with the names which texts of the larger set stay.
        limit: most texts a set, 0 = as many as the smaller has.

    Raises:
        RequestError: if a set has fewer than two texts or no token.
    """
    sides = (first, second)
    places = _arrange(
        (first.names, second.names), lambda side, row: repr(sorted(sides[side].tokens[row])), seed, limit
    )
    rows = [sides[side].tokens[row] for side, row in places]
    owners = np.repeat(np.arange(len(rows)), [len(ids) for ids in rows])
    flat = np.array([token for ids in rows for token in ids], dtype=np.int64)
    labels = _label(places)
    if len(set(labels[owners].tolist())) < 2:
        raise _refuse("a set has no token at all", "give texts that the tokenizer knows something of")
    used, columns = np.unique(flat, return_inverse=True)
    counts = csr_array(
        (np.ones(len(flat)), (owners, columns)), shape=(len(rows), len(used)), dtype=np.float64
    )
    counts.sum_duplicates()
    return PooledCounts(counts, labels)


def _arrange(
    names: tuple[Sequence[str], Sequence[str]],
    content: Callable[[int, int], str | bytes],
    seed: int,
    limit: int,
) -> list[tuple[int, int]]:
    """Returns (side, row) of what stays, by name; namesakes of both sides by what they hold."""
    size = min(len(names[0]), len(names[1]), limit or len(names[0]))
    if size < LEAST:
        raise _refuse(
            f"sets of {len(names[0])} and {len(names[1])} texts (limit {limit})",
            f"give {LEAST} or more of each, {LEAST} clusters or more where texts are clustered",
        )
    kept = [(side, row) for side in (0, 1) for row in choose_rows(names[side], size, seed)]
    return sorted(kept, key=lambda place: (names[place[0]][place[1]], content(*place)))


def choose_rows(names: Sequence[str], size: int, seed: int) -> Sequence[int]:
    """Returns at most ``size`` rows, chosen by name and seed; those of a smaller size are among them."""
    if size >= len(names):
        return range(len(names))
    return nsmallest(size, range(len(names)), key=lambda row: derive_entropy(seed, PLACE, names[row]))


def _label(places: Sequence[tuple[int, int]]) -> Labels:
    return np.array([side == 0 for side, _ in places])


def _require_names(names: Sequence[str], rows: int) -> None:
    if len(names) != rows:
        raise _refuse(f"{len(names)} names for {rows} texts", "name every text")
    if len(set(names)) != rows:
        twice = next(
            name for name, after in zip(sorted(names), sorted(names)[1:], strict=False) if name == after
        )
        raise _refuse(f"{twice!r} names two texts of a set", "give each its own name")


def _refuse(problem: str, remedy: str) -> RequestError:
    return RequestError(problem, place=PLACE, remedy=remedy)
