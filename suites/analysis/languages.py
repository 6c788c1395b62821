"""Which languages are averaged, and what the average is called."""

from __future__ import annotations

from collections.abc import Sequence

MEAN = "mean"
PIVOT = "en"


def zero_shot(languages: Sequence[str]) -> tuple[str, ...]:
    """Returns the languages that training did not see."""
    return tuple(language for language in languages if language != PIVOT)
