"""Randomness as a value: generators derived from a seed and the names of what they serve.

Nothing in Crosswind touches global random state. A generator depends only on
its keys, so order, sharding, batch size and resume cannot change a result.
"""

from __future__ import annotations

from hashlib import blake2b

import numpy as np


def derive_entropy(seed: int, *keys: str | int) -> int:
    """Returns a 128-bit integer that depends on the seed and on every key, in order."""
    digest = blake2b(digest_size=16)
    for key in (seed, *keys):
        part = f"{type(key).__name__}:{key}".encode()
        digest.update(len(part).to_bytes(4, "little") + part)
    return int.from_bytes(digest.digest(), "little")


def derive_generator(seed: int, *keys: str | int) -> np.random.Generator:
    """Returns a fresh generator for ``(seed, *keys)``; ``seed=0`` is a seed like any other."""
    return np.random.Generator(np.random.PCG64(derive_entropy(seed, *keys)))


def derive_seed(seed: int, *keys: str | int) -> int:
    """Returns a 63-bit seed for libraries that take an integer (torch among them)."""
    return derive_entropy(seed, *keys) >> 65
