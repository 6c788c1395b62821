"""Models that perturbations may ask: named by the user, planned by content, opened where they are needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from suites.plan import NO_SERVICES, PlannedService, PlannedServices

if TYPE_CHECKING:
    from harness.inference.mask_filling import CheckpointFiller
    from harness.inference.translation import CheckpointTranslator


@dataclass(frozen=True, slots=True)
class ServiceNames:
    """Models as the user names them: folders or hub ids.

    Attributes:
        mask_filler: a masked language model that proposes words.
        translator: a translation model.
        reference: under which perplexities and distances are measured; None: each model's own encoder,
            as it was before its first task.
    """

    mask_filler: str | None = None
    translator: str | None = None
    reference: str | None = None


NO_NAMES = ServiceNames()


class _Folder(Protocol):
    @property
    def path(self) -> object: ...

    def fingerprint(self) -> str: ...


F = TypeVar("F", bound=_Folder)


def plan_services(names: ServiceNames, *, offline: bool) -> PlannedServices:
    """Finds the models and names them by their content; none is loaded.

    Raises:
        CheckpointError: if one cannot be used.
    """
    if names == NO_NAMES:
        return NO_SERVICES
    from harness.models.checkpoints import open_checkpoint
    from harness.models.translation_folder import open_translation_folder  # the hub's client

    return PlannedServices(
        _plan(names.mask_filler, lambda name: open_checkpoint(name, offline=offline, place="--mask-filler")),
        _plan(names.translator, lambda name: open_translation_folder(name, offline=offline)),
        _plan(names.reference, lambda name: open_checkpoint(name, offline=offline, place="--reference")),
    )


def open_filler(planned: PlannedService) -> CheckpointFiller:
    """Loads a masked language model.

    Raises:
        CheckpointError: if it has no masked-LM head, or its tokenizer no mask token.
    """
    from harness.inference.mask_filling import CheckpointFiller
    from harness.models.checkpoints import open_checkpoint  # torch: only where models run

    return CheckpointFiller(open_checkpoint(planned.path))


def open_translator(planned: PlannedService) -> CheckpointTranslator:
    """Loads a translation model.

    Raises:
        CheckpointError: if it cannot be loaded.
    """
    from harness.inference.translation import CheckpointTranslator
    from harness.models.translation_folder import open_translation_folder  # torch: only where models run

    return CheckpointTranslator(open_translation_folder(planned.path))


def _plan(name: str | None, find: Callable[[str], F]) -> PlannedService | None:
    if name is None:
        return None
    folder = find(name)
    return PlannedService(str(folder.path), folder.fingerprint())
