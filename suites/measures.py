"""How unexpected examples are to a reference model, and how far from the training data; kept in the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter

from harness.errors import CheckpointError
from harness.fingerprint import fingerprint, fingerprint_code
from harness.store.atomic import write_atomically
from harness.types import Example, text_fields
from suites.plan import PlannedModel, PlannedServices
from suites.training import locate_stage

TRAINING_SAMPLE = 2000
"""Training examples of a language that stand for all of them, chosen by id."""

_FOLDER = "measures"
_CODE = ("harness.inference", "harness.models", "suites.measures")
_MEASURES = TypeAdapter(dict[str, float])

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reference:
    """A checkpoint under which examples are measured.

    Attributes:
        path: its folder.
        content: fingerprint of its files, or of the stage that left it.
        chosen: the user named it, so that a head that it lacks is an error.
    """

    path: Path
    content: str
    chosen: bool


def choose_reference(services: PlannedServices) -> Reference | None:
    """Returns the reference that the user named, if any."""
    named = services.reference
    return Reference(Path(named.path), named.content, chosen=True) if named else None


def find_reference(model: PlannedModel, services: PlannedServices, store_root: Path) -> Reference | None:
    """Returns the reference of a planned model: as the user named it, else the encoder that it starts from.

    Models that start from one encoder thus share it. A finished checkpoint does not hold the encoder that
    it was tuned from, so it has none.
    """
    if (named := choose_reference(services)) is not None:
        return named
    root = next(model.stage.lineage())
    if root is model.stage and model.retrieval is None:
        return None
    return Reference(locate_stage(root, store_root), root.fingerprint, chosen=False)


def measure_perplexities(
    examples: Sequence[Example], reference: Reference, store_root: Path
) -> dict[str, float]:
    """Returns example id → pseudo-perplexity; nothing where the reference is no masked language model.

    Raises:
        CheckpointError: if it is none, and the user chose it.
    """

    def compute() -> dict[str, float]:
        from harness.inference.perplexity import PerplexityMeter
        from harness.models.checkpoints import open_checkpoint  # torch: only where models run

        try:
            meter = PerplexityMeter(open_checkpoint(str(reference.path)))
        except CheckpointError:
            if reference.chosen:
                raise
            return {}
        return meter.measure(examples)

    key = ("perplexity", reference.content, name_texts(examples), fingerprint_code(*_CODE))
    return keep_measures(key, store_root, _MEASURES, compute)


def measure_distances(
    examples: Sequence[Example], training: Sequence[Example], reference: Reference, store_root: Path
) -> dict[str, float]:
    """Returns example id → distance from the training examples; nothing where there are none of these."""

    def compute() -> dict[str, float]:
        from harness.inference.distance import DistanceMeter
        from harness.models.checkpoints import open_checkpoint  # torch: only where models run

        return DistanceMeter(open_checkpoint(str(reference.path)), training).measure(examples)

    texts = name_texts(training), name_texts(examples)
    key = ("distance", reference.content, *texts, fingerprint_code(*_CODE))
    return keep_measures(key, store_root, _MEASURES, compute) if training else {}


def name_texts(examples: Sequence[Example]) -> str:
    """Returns a fingerprint of what examples are called and say."""
    return fingerprint([(example.id, text_fields(example.payload)) for example in examples])


def keep_measures(
    key: tuple[str | int, ...], store_root: Path, adapter: TypeAdapter[T], compute: Callable[[], T]
) -> T:
    """Returns what was measured before under the same key, or what is measured now.

    Args:
        key: all that determines the result: content of model and texts, settings, code.
        store_root: of the user's store.
        adapter: of the result.
        compute: measures.
    """
    file = store_root / _FOLDER / f"{fingerprint(key)}.json"
    if file.is_file():
        return adapter.validate_json(file.read_bytes())
    found = compute()
    write_atomically(file, adapter.dump_json(found))
    return found
