"""Whether a context holds what a perturbation cannot do without."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from perturbations.base import PERTURBATIONS, Resource
from perturbations.compose import PART, THEN
from perturbations.context import PerturbationContext

_HELD: Mapping[Resource, Callable[[PerturbationContext], bool]] = {
    "lexicon": lambda context: bool(context.lexicons),
    "lexicons": lambda context: len(context.lexicons) > 1,
    "misspellings": lambda context: bool(context.resources.misspellings),
    "inflections": lambda context: bool(context.resources.inflections),
    "synonyms": lambda context: bool(context.resources.synonyms),
    "gazetteer": lambda context: bool(context.names),
    "recorded": lambda context: bool(context.resources.recorded),
    "mask_filler": lambda context: context.filler is not None,
    "translator": lambda context: context.translator is not None,
}


def list_lacking(perturbation: str, context: PerturbationContext) -> Iterator[Resource]:
    """Yields what the parts of a perturbation (``code_switch@second+word_drop``) need and a context lacks.

    Raises:
        UnknownNameError: if there is no such perturbation.
    """
    for part in perturbation.split(THEN):
        needed = PERTURBATIONS.get(part.partition(PART)[0]).spec.needs
        if needed is not None and not _HELD[needed](context):
            yield needed
