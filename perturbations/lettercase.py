"""Lower case of single clusters, by the rules of their language."""

from __future__ import annotations

from collections.abc import Sequence

import regex

_LETTER = regex.compile(r"\p{L}")
_DOTTED = frozenset({"tr", "az"})


def lower_cluster(row: Sequence[str], at: int, language: str) -> str:
    """Returns a cluster of a row in lower case, with Turkish and Azerbaijani i and Greek final sigma."""
    cluster = row[at]
    if not cluster or cluster.islower() or cluster.lower() == cluster:
        return cluster
    if language in _DOTTED:
        cluster = cluster.replace("I\u0307", "i").replace("İ", "i").replace("I", "ı")
    low = cluster.lower()
    if low[0] == "σ" and at and _LETTER.match(row[at - 1]):
        after = row[at + 1] if at + 1 < len(row) else ""
        return low if _LETTER.match(after) else "ς" + low[1:]
    return low
