"""Divergences and gains over source tasks, target tasks and languages, as two complete arrays."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from harness.errors import RequestError
from harness.scores import Floats

PLACE = "association"


@dataclass(frozen=True, slots=True)
class TransferCell:
    """What an intermediate task did for a target task in a language.

    Attributes:
        source: intermediate task.
        target: target task.
        language: of the target's examples.
        divergence: between the data of both, by any one measure.
        gain: points, over the target alone: in score, or in robustness (the drop without less that with).
    """

    source: str
    target: str
    language: str
    divergence: float
    gain: float


@dataclass(frozen=True, slots=True)
class TransferGrid:
    """Every source with every target in every language, names sorted.

    Attributes:
        sources: S names.
        targets: T names.
        languages: L codes; one empty name where each pair is the mean over its languages.
        divergences: (S, T, L).
        gains: (S, T, L), points.
        notes: what was averaged.
    """

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    languages: tuple[str, ...]
    divergences: Floats = field(repr=False)
    gains: Floats = field(repr=False)
    notes: tuple[str, ...] = ()

    def without(self, task: str) -> TransferGrid:
        """Returns the grid without a task, on whichever side it stands."""
        rows = [place for place, name in enumerate(self.sources) if name != task]
        columns = [place for place, name in enumerate(self.targets) if name != task]
        return TransferGrid(
            tuple(self.sources[row] for row in rows),
            tuple(self.targets[column] for column in columns),
            self.languages,
            self.divergences[rows][:, columns],
            self.gains[rows][:, columns],
        )


def arrange_cells(cells: Sequence[TransferCell]) -> TransferGrid:
    """Returns the cells as a grid; pairs are averaged over languages where these differ between targets.

    Raises:
        RequestError: if there is no cell, a number is not finite, a cell stands twice, or a pair is missing.
    """
    if not cells:
        raise RequestError("no cells", place=PLACE, remedy="give divergences and gains of the same tasks")
    values: dict[tuple[str, str], dict[str, tuple[float, float]]] = defaultdict(dict)
    for cell in cells:
        _check(cell)
        pair = values[cell.source, cell.target]
        if cell.language in pair:
            raise RequestError(
                f"{_name(cell)} stands twice", place=PLACE, remedy="give each cell once, seeds averaged"
            )
        pair[cell.language] = (cell.divergence, cell.gain)
    sources = tuple(sorted({cell.source for cell in cells}))
    targets = tuple(sorted({cell.target for cell in cells}))
    for source in sources:
        for target in targets:
            if (source, target) not in values:
                raise RequestError(
                    f"{source} → {target} is missing",
                    place=PLACE,
                    remedy="give every source with every target, or leave one of the two out",
                )
    languages = sorted({cell.language for cell in cells})
    complete = all(len(pair) == len(languages) for pair in values.values())
    array = np.array(
        [
            [_lay_out(values[source, target], languages if complete else None) for target in targets]
            for source in sources
        ]
    ).reshape(len(sources), len(targets), -1, 2)
    return TransferGrid(
        sources,
        targets,
        tuple(languages) if complete else ("",),
        array[..., 0],
        array[..., 1],
        () if complete else ("languages differ between pairs, so each pair is the mean over its own",),
    )


def _lay_out(
    pair: dict[str, tuple[float, float]], languages: Sequence[str] | None
) -> list[tuple[float, float]]:
    if languages is not None:
        return [pair[language] for language in languages]
    divergences, gains = zip(*(pair[language] for language in sorted(pair)), strict=True)
    return [(float(np.mean(divergences)), float(np.mean(gains)))]


def _check(cell: TransferCell) -> None:
    for name, value in (("divergence", cell.divergence), ("gain", cell.gain)):
        if not math.isfinite(value):
            raise RequestError(
                f"{_name(cell)} has the {name} {value}",
                place=PLACE,
                remedy="leave it out or measure it again",
            )


def _name(cell: TransferCell) -> str:
    return f"{cell.source} → {cell.target} ({cell.language})"
