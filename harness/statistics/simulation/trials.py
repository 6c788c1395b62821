"""Repetitions of one shape under one effect, and what the methods said of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from harness.errors import RequestError
from harness.statistics.simulation.bands import Band, Rate, Tally, Verdict, find_band, judge, name_rate
from harness.statistics.simulation.method import AnyMethod, Question
from harness.statistics.simulation.shape import Shape


@dataclass(frozen=True, slots=True)
class Trial:
    """One shape under one effect.

    Attributes:
        shape: which.
        effect: planted, in the shape's unit; None for the drop that samples announce as detectable.
        repetitions: how many.
        seed: of all that is drawn.
    """

    shape: Shape[Any]
    effect: float | None
    repetitions: int
    seed: int


@dataclass(frozen=True, slots=True)
class Measurement:
    """A rate of a method in a shape under an effect.

    Attributes:
        method, shape: names.
        clusters: of the shape.
        effect: planted, in ``unit``.
        unit: of the effect.
        rate: what is measured.
        repetitions: that it was measured in.
        value: fraction.
        low, high: its 95 % Monte-Carlo interval.
        band: what it may be; None where nothing is announced.
        verdict: on the value.
        used: whether reports use the method.
    """

    method: str
    shape: str
    clusters: int
    effect: float
    unit: str
    rate: Rate
    repetitions: int
    value: float
    low: float
    high: float
    band: Band | None
    verdict: Verdict
    used: bool

    @property
    def missed(self) -> bool:
        """Whether a method that reports use does not keep what it announces."""
        return self.used and self.verdict == "misses"


def list_trials(shapes: Sequence[Shape[Any]], *, repetitions: int, seed: int) -> tuple[Trial, ...]:
    """Returns a trial for every shape and effect, the detectable drop last.

    Raises:
        RequestError: if there is no repetition.
    """
    if repetitions < 1:
        raise RequestError(
            f"{repetitions} repetitions", place="--repetitions", remedy="ask for 300, or 2,000 for the record"
        )
    return tuple(
        Trial(shape, effect, repetitions, seed)
        for shape in shapes
        for effect in (*shape.effects, *((None,) if shape.announce else ()))
    )


def run_trial(
    trial: Trial, methods: Sequence[AnyMethod], *, report: Callable[[int, int], None] | None = None
) -> tuple[Measurement, ...]:
    """Returns the rates of the methods that take the shape's samples, in the order of the methods.

    All methods see the same samples, whichever others are asked, so that a choice among methods
    or shapes changes no number.

    Args:
        trial: what is repeated.
        methods: asked.
        report: told (repetitions done, repetitions in all).
    """
    shape = trial.shape
    effect = shape.find_detectable(seed=trial.seed) if trial.effect is None else trial.effect
    first = shape.repeat(effect, seed=trial.seed, repetition=0)
    asked = tuple(method for method in methods if method.fits(first))
    if not asked:
        return ()
    answers: dict[tuple[str, Question], list[float]] = {}
    for repetition in range(trial.repetitions):
        sample = shape.repeat(effect, seed=trial.seed, repetition=repetition)
        for method in asked:
            key = f"{trial.seed}/{shape.name}/{effect:.12g}/{repetition}"
            for one in method.answer(sample, key):
                answers.setdefault((method.name, one.question), []).append(one.value)
        if report is not None:
            report(repetition + 1, trial.repetitions)
    return tuple(
        _measure(trial, effect, method, question, values)
        for method in asked
        for (name, question), values in answers.items()
        if name == method.name
    )


def _measure(
    trial: Trial, effect: float, method: AnyMethod, question: Question, values: Sequence[float]
) -> Measurement:
    tally = Tally(len(values), sum(values), sum(value**2 for value in values))
    shape, rate = trial.shape, name_rate(question, effect, detectable=trial.effect is None)
    band = find_band(rate, clusters=shape.clusters, repetitions=tally.count)
    low, high = tally.interval()
    return Measurement(
        method=method.name,
        shape=shape.name,
        clusters=shape.clusters,
        effect=effect,
        unit=shape.unit,
        rate=rate,
        repetitions=tally.count,
        value=tally.value,
        low=low,
        high=high,
        band=band,
        verdict=judge(rate, tally.value, band, method),
        used=method.used,
    )
