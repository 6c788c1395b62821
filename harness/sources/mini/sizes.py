"""How many examples each set of the embedded benchmark has."""

from __future__ import annotations

from harness.sources.mini.world import Domain
from harness.types import Split

INTERMEDIATE: dict[Split, dict[Domain, int]] = {
    "train": {"home": 4096},
    "dev": {"home": 256},
    "test": {"home": 300, "field": 200},
}
TARGET: dict[Split, dict[Domain, int]] = {
    "train": {"home": 2048},
    "dev": {"home": 256},
    "test": {"home": 300, "field": 200},
}
RETRIEVAL: dict[Split, dict[Domain, int]] = {"train": {}, "dev": {}, "test": {"home": 300, "field": 200}}
TEXT: dict[Split, dict[Domain, int]] = {
    "train": {"home": 1800, "field": 1200},
    "dev": {"home": 120, "field": 80},
    "test": {},
}
"""Monolingual sentences of a language; as many parallel pairs again for each language but English."""
