"""Texts as sets of character n-grams, hashed many texts at a time.

Each character starts one shingle: the 5 characters from it on, or 3 where its script writes
words without spaces or syllables as single characters; at the end of a text, what is left.
Two texts are alike as far as their sets are (Jaccard similarity; Broder 1997).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import regex

from harness.leakage.normalisation import DENSE

WIDTH = 5
DENSE_WIDTH = 3
_DENSE = regex.compile(f"{DENSE}+")
_CODES = 0x110000
_PAD = "\0" * (WIDTH - 1)  # no normalised text holds it
_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xD6E8FEB86659FD93)
_ROW_BITS = 16
MAX_TEXTS = 1 << _ROW_BITS
_HASH_BITS = np.uint64(64 - _ROW_BITS)
_HASH_MASK = np.uint64((1 << (64 - _ROW_BITS)) - 1)

Hashes = npt.NDArray[np.uint64]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class ShingleSets:
    """The distinct shingles of some texts, text by text.

    Attributes:
        rows: the text of each shingle, ascending.
        hashes: 48 bits of each, ascending within a text.
        sizes: number of shingles of each text.
    """

    rows: Counts
    hashes: Hashes
    sizes: Counts


def hash_shingles(texts: Sequence[str]) -> ShingleSets:
    """Returns the shingle sets of at most ``MAX_TEXTS`` normalised texts.

    Sets are of 48-bit hashes: of half a million different shingles, any two share one with a
    probability under 1 in 1,000, and a shared one changes a similarity in the second decimal at most.
    """
    joined = _PAD.join((*texts, ""))
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    rows = np.repeat(np.arange(len(texts), dtype=np.uint64), lengths)
    places = np.flatnonzero(codes)
    keys = np.sort((rows << _HASH_BITS) | _hash_windows(codes, places))
    keys = keys[np.concatenate(([True], keys[1:] != keys[:-1]))] if len(keys) else keys
    found = (keys >> _HASH_BITS).astype(np.int64)
    return ShingleSets(found, keys & _HASH_MASK, np.bincount(found, minlength=len(texts)))


def join_sets(parts: Sequence[ShingleSets]) -> ShingleSets:
    """Returns the sets of several blocks of texts, one block after another."""
    starts = np.cumsum([0, *(len(part.sizes) for part in parts)])
    none = np.zeros(0, dtype=np.int64)
    return ShingleSets(
        np.concatenate([none, *(part.rows + start for part, start in zip(parts, starts, strict=False))]),
        np.concatenate([none.astype(np.uint64), *(part.hashes for part in parts)]),
        np.concatenate([none, *(part.sizes for part in parts)]),
    )


def _hash_windows(codes: npt.NDArray[np.uint32], places: npt.NDArray[np.intp]) -> Hashes:
    wide = codes.astype(np.uint64)
    hashed = wide[: len(wide) - WIDTH + 1].copy()
    short = hashed
    for offset in range(1, WIDTH):
        hashed = hashed * _STEP + wide[offset : len(wide) - WIDTH + 1 + offset]
        if offset == DENSE_WIDTH - 1:
            short = hashed
    dense = _find_dense()[codes[: len(hashed)]]
    chosen = np.where(dense, short, hashed)[places]
    chosen ^= chosen >> np.uint64(32)
    chosen *= _MIX
    return chosen >> np.uint64(_ROW_BITS)


@cache
def _find_dense() -> npt.NDArray[np.bool_]:
    """Whether each code point belongs to a script with short shingles."""
    table = np.zeros(_CODES, dtype=np.bool_)
    for match in _DENSE.finditer("".join(map(chr, range(_CODES)))):
        table[match.start() : match.end()] = True
    return table
