"""Exact and near copies of evaluation texts among training texts.

Nothing is estimated or missed. Where two sets of shingles have a similarity of at least t, at least a
share t of either lies in the other. So many training texts are done with after one look-up a shingle: too
few of theirs occur in any evaluation text. For the others it is enough to look at the rarest shingles:
if sets of sizes a and b share at least t·a and t·b, then the (1 - t)·a + k and (1 - t)·b + k rarest of
each have k in common (prefix filtering; Chaudhuri et al. 2006, Bayardo et al. 2007). An inverted index
of these gives the few pairs that are then counted in full.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from harness.leakage.normalisation import normalise
from harness.leakage.ranking import RankedSets, Vocabulary, reaches
from harness.leakage.shingles import MAX_TEXTS, hash_shingles, join_sets

_BLOCK_CHARACTERS = 1 << 19


@dataclass(frozen=True, slots=True)
class Match:
    """A text of an index that stands among others.

    Attributes:
        number: of the text in the index.
        place: of the other text.
        exact: equal after normalisation; otherwise nearly.
    """

    number: int
    place: int
    exact: bool


class TextIndex:
    """Evaluation texts, to be found again among others.

    Args:
        texts: of the evaluation sets.

    Attributes:
        numbers: for each of the texts its number; equal ones have one, empty ones -1.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        places = _group_places(texts)
        self._texts = list(places)
        self.numbers = [-1] * len(texts)
        for number, members in enumerate(places.values()):
            for place in members:
                self.numbers[place] = number
        sets = join_sets([hash_shingles(block) for block in _split(self._texts)])
        self._vocabulary = Vocabulary(sets.hashes)
        self._ranked = RankedSets(self._vocabulary, sets)
        self._rarest = self._ranked.keep_rarest().T.tocsr()

    def find(self, texts: Sequence[str]) -> Iterator[Match]:
        """Yields every match of a text of the index with one of ``texts``, each pair once."""
        given = _group_places(texts)
        for block in _split(list(given)):
            for row, number in self._find_alike(block):
                exact = block[row] == self._texts[number]
                yield from (Match(number, place, exact) for place in given[block[row]])

    def _find_alike(self, texts: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Yields (row of ``texts``, number of a text of the index) for all that are similar enough."""
        hopeful, sets = self._vocabulary.keep_hopeful(hash_shingles(texts))
        ranked = RankedSets(self._vocabulary, sets)
        shared = (ranked.keep_rarest() @ self._rarest).tocoo()
        demanded = np.minimum(ranked.demands[shared.row], self._ranked.demands[shared.col])
        likely = shared.data >= demanded
        rows, columns = shared.row[likely], shared.col[likely]
        common = ranked.matrix[rows].multiply(self._ranked.matrix[columns]).sum(axis=1)
        overlap = np.asarray(common, dtype=np.int64).ravel()
        alike = reaches(overlap, ranked.sizes[rows] + self._ranked.sizes[columns] - overlap)
        yield from zip(hopeful[rows[alike]].tolist(), columns[alike].tolist(), strict=True)


def _group_places(texts: Sequence[str]) -> dict[str, list[int]]:
    """Places of each normalised text, in order of first appearance; empty texts are left out."""
    places: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        if plain := normalise(text):
            places.setdefault(plain, []).append(place)
    return places


def _split(texts: Sequence[str]) -> Iterator[list[str]]:
    """Yields blocks of texts whose shingles stay in the processor's cache."""
    block: list[str] = []
    characters = 0
    for text in texts:
        if block and (len(block) == MAX_TEXTS or characters + len(text) > _BLOCK_CHARACTERS):
            yield block
            block, characters = [], 0
        block.append(text)
        characters += len(text)
    if block:
        yield block
