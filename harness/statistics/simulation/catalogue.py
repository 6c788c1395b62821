"""All shapes and methods that are calibrated, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any, Final

from harness.errors import UnknownNameError
from harness.statistics.simulation.method import AnyMethod
from harness.statistics.simulation.methods import (
    curves,
    families,
    gates,
    languages,
    paired,
    severities,
    texts,
    unpaired,
)
from harness.statistics.simulation.shape import Shape
from harness.statistics.simulation.shapes import curves as curve_shapes
from harness.statistics.simulation.shapes import grids as grid_shapes
from harness.statistics.simulation.shapes import languages as language_shapes
from harness.statistics.simulation.shapes import models as model_shapes
from harness.statistics.simulation.shapes import paired as paired_shapes
from harness.statistics.simulation.shapes import seeds as seed_shapes
from harness.statistics.simulation.shapes import severities as severity_shapes
from harness.statistics.simulation.shapes import texts as text_shapes
from harness.statistics.simulation.shapes import unpaired as unpaired_shapes

PLACE: Final = "crosswind calibrate"

SHAPES: Final[tuple[Shape[Any], ...]] = (
    *paired_shapes.PAIRED,
    *unpaired_shapes.UNPAIRED,
    *seed_shapes.SEEDS,
    *model_shapes.MODELS,
    *grid_shapes.GRIDS,
    *severity_shapes.SEVERITIES_OF_TWO,
    *curve_shapes.CURVES,
    *language_shapes.LANGUAGES,
    *text_shapes.VECTORS,
    *text_shapes.DOCUMENTS,
    *text_shapes.TRANSFERS,
)
METHODS: Final[tuple[AnyMethod, ...]] = (
    *paired.PAIRED,
    *unpaired.UNPAIRED,
    *unpaired.SEEDS,
    *gates.GATES,
    *gates.MODELS,
    *families.FAMILIES,
    *gates.CONJUNCTION,
    *severities.SEVERITIES,
    *curves.CURVES,
    *languages.LANGUAGES,
    *texts.VECTORS,
    *texts.DOCUMENTS,
    *texts.TRANSFERS,
)


def find_shapes(names: Sequence[str]) -> tuple[Shape[Any], ...]:
    """Returns the shapes of these names, all for none, in the order declared.

    Raises:
        UnknownNameError: if there is none of a name; it gives the nearest.
    """
    known = {shape.name for shape in SHAPES}
    _check("shape", names, known)
    return tuple(shape for shape in SHAPES if not names or shape.name in names)


def find_methods(names: Sequence[str]) -> tuple[AnyMethod, ...]:
    """Returns the methods of these names, all for none, in the order declared.

    Raises:
        UnknownNameError: if there is none of a name; it gives the nearest.
    """
    known = {method.name for method in METHODS}
    _check("method", names, known)
    return tuple(method for method in METHODS if not names or method.name in names)


def _check(kind: str, names: Sequence[str], known: set[str]) -> None:
    for name in chain(names):
        if name not in known:
            raise UnknownNameError(kind, name, known, place=PLACE)
