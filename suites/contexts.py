"""What the perturbations of an evaluation set may draw from, gathered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from harness.store.stages import locate_home
from harness.task_spec import TaskSpec
from harness.types import EvaluationSet, Example
from perturbations.context import PerturbationContext, build_context
from suites.data import DataAccess
from suites.measures import TRAINING_SAMPLE, Reference, measure_distances, measure_perplexities
from suites.plan import NO_SERVICES, PlannedServices, Unit
from suites.services import open_filler, open_translator

if TYPE_CHECKING:
    from harness.inference.mask_filling import CheckpointFiller
    from harness.inference.translation import CheckpointTranslator

PERPLEXITY, DISTANCE = "ood_perplexity", "ood_distance"
"""The shifts that need measures of each example."""


@dataclass(frozen=True)
class ContextSource:
    """Where contexts come from: word lists of the user's data, and models that are opened once, if at all.

    Attributes:
        access: data.
        services: models that perturbations may ask.
        reference: under which examples are measured, where a shift needs it; None: not at all.
        store_root: where measures are kept; None: in the user's store.
    """

    access: DataAccess
    services: PlannedServices = NO_SERVICES
    reference: Reference | None = None
    store_root: Path | None = None

    def open(self, task: TaskSpec, evaluation: EvaluationSet, units: Iterable[Unit]) -> PerturbationContext:
        """Returns the context of an evaluation set, with what its units need.

        Raises:
            RequestError: if a word list cannot be read, or a model cannot be used.
        """
        language = evaluation.language
        names = {unit.perturbation for unit in units if language in unit.languages}
        if not names:
            return PerturbationContext()
        context = build_context(evaluation, self.access.load_resources(language, task))
        return replace(
            self.add_models(context, language),
            perplexities=self._perplexities(evaluation) if PERPLEXITY in names else {},
            distances=self._distances(task, evaluation) if DISTANCE in names else {},
        )

    def add_models(self, context: PerturbationContext, language: str) -> PerturbationContext:
        """Returns a context with the models that may be asked; translators only if they know the language."""
        translator = self._translator
        knows = translator is not None and translator.knows(language)
        return replace(context, filler=self._filler, translator=translator if knows else None)

    def _perplexities(self, evaluation: EvaluationSet) -> dict[str, float]:
        if self.reference is None:
            return {}
        return measure_perplexities(evaluation.examples, self.reference, self._store)

    def _distances(self, task: TaskSpec, evaluation: EvaluationSet) -> dict[str, float]:
        if self.reference is None:
            return {}
        training = load_training_sample(task, self.access)
        return measure_distances(evaluation.examples, training, self.reference, self._store)

    @property
    def _store(self) -> Path:
        return self.store_root or locate_home()

    @cached_property
    def _filler(self) -> CheckpointFiller | None:
        return open_filler(self.services.mask_filler) if self.services.mask_filler else None

    @cached_property
    def _translator(self) -> CheckpointTranslator | None:
        return open_translator(self.services.translator) if self.services.translator else None


def list_training_languages(task: TaskSpec, access: DataAccess) -> tuple[str, ...]:
    """Returns the languages whose training data distances are measured from; none for retrieval."""
    if task.format == "retrieval":
        return ()
    absent = access.absent_languages(task, "train")
    return tuple(language for language in task.train_languages if language not in absent)


def load_training_sample(task: TaskSpec, access: DataAccess) -> tuple[Example, ...]:
    """Returns the training examples that distances are measured from."""
    return access.load_training(task, list_training_languages(task, access), limit=TRAINING_SAMPLE)
