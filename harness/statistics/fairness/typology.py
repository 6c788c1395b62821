"""What languages differ from English in: typological distance, script, order of words.

Distances are URIEL+'s (Khan et al. 2025, https://aclanthology.org/2025.coling-main.463/), from the
package ``urielplus``, an optional extra whose data are licensed CC BY-SA 4.0. Only its table of
features is read, as numbers: its own code would unpickle it and write into its folder.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Literal, TypeAlias, get_args

import numpy as np
import numpy.typing as npt

from harness.errors import RequestError, UnknownNameError
from harness.languages import LANGUAGES, language
from harness.scores import Floats

REMEDY: Final = "pip install 'crosswind[typology]'"
FEWEST_FEATURES: Final = 10
"""Features that must be known of both languages for their distance to mean something."""

Layer: TypeAlias = Literal["syntactic", "phonological", "inventory"]
_PREFIXES: Final[Mapping[str, str]] = {"syntactic": "S_", "phonological": "P_", "inventory": "INV_"}


@dataclass(frozen=True, slots=True)
class TypologicalDistances:
    """Distances to English.

    Attributes:
        layer: whose features are compared.
        distances: language code to a number from 0 (alike) to 1 (nothing shared).
        missing: codes of which too few features are known.
        source: what they were computed from.
    """

    layer: Layer
    distances: Mapping[str, float] = field(repr=False)
    missing: tuple[str, ...]
    source: str


def measure_distances(
    languages: Sequence[str], *, layer: Layer = "syntactic", pivot: str = "en"
) -> TypologicalDistances:
    """Returns URIEL+'s angular distances of languages to English.

    ``2/π · arccos`` of the cosine of both languages' 0/1 features, over the features known of both;
    a feature is present if any source says so. Rounded to four digits as URIEL+ does.

    Args:
        languages: codes; English among them is left out.
        layer: whose features.
        pivot: measured from.

    Raises:
        RequestError: if the extra is not installed.
        UnknownNameError: if a language or layer is not known.
    """
    if layer not in get_args(Layer):
        raise UnknownNameError("layer of features", layer, get_args(Layer), place="typology")
    table = _load(layer)
    ours = table.get(language(pivot).iso639_3)
    distances: dict[str, float] = {}
    missing: list[str] = []
    for code in dict.fromkeys(languages):
        theirs = table.get(language(code).iso639_3)
        if code == pivot:
            continue
        if ours is None or theirs is None or np.count_nonzero((ours >= 0) & (theirs >= 0)) < FEWEST_FEATURES:
            missing.append(code)
        else:
            distances[code] = _measure_angle(ours, theirs)
    return TypologicalDistances(layer, distances, tuple(missing), f"urielplus {version('urielplus')}")


def differ_in_script(languages: Sequence[str], *, pivot: str = "en") -> dict[str, float]:
    """Returns 1 for each language that is not usually written in the pivot's script, else 0."""
    script = language(pivot).scripts[0]
    return {code: float(script not in language(code).scripts) for code in languages if code != pivot}


def differ_in_order(languages: Sequence[str], *, pivot: str = "en") -> dict[str, float]:
    """Returns 1 for each language whose dominant order of words is not the pivot's, else 0."""
    order = language(pivot).word_order
    return {code: float(language(code).word_order != order) for code in languages if code != pivot}


def _measure_angle(ours: Floats, theirs: Floats) -> float:
    shared = (ours >= 0) & (theirs >= 0)
    left, right = (np.where(side[shared].any(), side[shared], 1.0) for side in (ours, theirs))
    cosine = left @ right / np.sqrt((left @ left) * (right @ right))
    return round(float(2 * np.arccos(np.clip(cosine, -1.0, 1.0)) / np.pi), 4)


@cache
def _load(layer: Layer) -> dict[str, Floats]:
    """Each language's features, 1 for present, 0 for absent, -1 for unknown, by its ISO 639-3 code."""
    features, codes, values = _read(_find_folder())
    chosen = np.char.startswith(features, _PREFIXES[layer])
    wanted = {known.iso639_3 for known in LANGUAGES.values()}
    return {
        str(code): values[place][chosen].max(axis=-1).astype(np.float64)
        for place, code in enumerate(codes.tolist())
        if code in wanted
    }


def _find_folder() -> Path:
    found = find_spec("urielplus")
    if found is None or not found.submodule_search_locations:
        raise RequestError("urielplus is not installed", place="typological distances", remedy=REMEDY)
    return Path(found.submodule_search_locations[0])


def _read(
    folder: Path,
) -> tuple[npt.NDArray[np.str_], npt.NDArray[np.str_], npt.NDArray[np.float32]]:
    """Names of features (k,), codes of languages (n,), and values (n, k, sources) of the package's table."""
    path = folder / "database" / "original_uriel" / "features.npz"
    if not path.is_file():
        raise RequestError("the table of features is missing", place=str(path), remedy=REMEDY)
    with np.load(path, allow_pickle=False) as table:
        return table["feats"], table["langs"], table["data"]
