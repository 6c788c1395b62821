"""A shape of data: how one repetition is drawn, and which effects are planted in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

import numpy as np

from harness.seeds import derive_generator

SampleT = TypeVar("SampleT")

PILOTS: Final = 60
ROUNDS: Final = 3
USUAL_EFFECTS: Final = (0.0, 2.0, 10.0)


@dataclass(frozen=True, slots=True)
class Shape(Generic[SampleT]):
    """A declared shape.

    Attributes:
        name: as typed.
        title: what it is like, for people.
        clusters: independent units (of the set that has the fewest).
        draw: a repetition from a generator and an effect in ``unit``.
        effects: planted; 0 is the null hypothesis.
        unit: of effects.
        cost: of a repetition with all methods, roughly in milliseconds; for the progress bar.
        announce: the drop that a sample says could be detected, in points; None where none is said.
    """

    name: str
    title: str
    clusters: int
    draw: Callable[[np.random.Generator, float], SampleT] = field(repr=False)
    effects: tuple[float, ...] = USUAL_EFFECTS
    unit: str = "points"
    cost: float = 10.0
    announce: Callable[[SampleT], float] | None = field(default=None, repr=False)

    def repeat(self, effect: float, *, seed: int, repetition: int | str) -> SampleT:
        """Returns one repetition; it depends on nothing but the arguments and the shape's name."""
        generator = derive_generator(seed, "calibrate", self.name, f"{effect:.12g}", repetition)
        return self.draw(generator, effect)

    def find_detectable(self, *, seed: int) -> float:
        """Returns the drop that samples which have it announce, on average, as detectable.

        A fixed point by three rounds of 60 samples: what is announced depends a little on the drop.

        Raises:
            ValueError: if the shape announces nothing.
        """
        if self.announce is None:
            raise ValueError(f"shape {self.name!r} announces no detectable drop")
        effect = 0.0
        for round_ in range(ROUNDS):
            pilots = (
                self.repeat(effect, seed=seed, repetition=f"pilot {round_} {pilot}")
                for pilot in range(PILOTS)
            )
            effect = float(np.mean([self.announce(sample) for sample in pilots]))
        return effect
