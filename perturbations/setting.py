"""Under which conditions a perturbation works on one example."""

from __future__ import annotations

from typing import NamedTuple

from perturbations.context import PerturbationContext
from perturbations.draws import Draws
from perturbations.scopes import Scope

EDIT_RATES = (0.0, 0.02, 0.05, 0.10, 0.20, 0.40)
"""Share of the units that a perturbation edits, a fraction, by severity."""


class Setting(NamedTuple):
    """What the function behind a perturbation works under.

    A named tuple, as one is made for every example.

    Attributes:
        severity: 1 to 5.
        draws: the example's own randomness.
        context: what is known of the whole set.
        scope: the part of the example that it is confined to; ``None`` for all of it.
    """

    severity: int
    draws: Draws
    context: PerturbationContext
    scope: Scope | None = None

    @property
    def rate(self) -> float:
        """Share of the units to edit, a fraction."""
        return EDIT_RATES[self.severity]
