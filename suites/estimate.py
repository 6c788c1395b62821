"""What a recipe would cost, before anything is downloaded or computed, for ``crosswind train --dry-run``.

Training costs about 6 operations a token and parameter that the token passes, and
12 · layers · width · length a token for attention (Kaplan et al. 2020, section 2.1;
Chowdhery et al. 2022, appendix B). Sizes of data are counted where the files are at hand
and otherwise those that the task declares; lengths are guessed from characters. All of
this is good to a factor of about two.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from harness.errors import RequestError
from harness.models.known import EncoderFacts, describe_encoder
from harness.models.shape import EncoderShape
from harness.sources.catalogue import CatalogueSource
from harness.sources.mini import MiniSource
from harness.task_spec import TaskSpec
from harness.training.mixture import count_steps, weigh_tasks
from harness.training.settings import Mixture, TrainingSettings
from harness.training.stage import DataReference, Stage
from harness.types import Example, MultipleChoice, SpanQA, Split, text_fields
from suites.config import Names, RecipeConfig
from suites.data import DataAccess, find_task
from suites.phases import expand_encoder, expand_intermediate, expand_target

SAMPLE = 300
"""Examples whose length is looked at."""
CHARACTERS_PER_TOKEN = 3.5
USUAL_CHOICES = 4


@dataclass(frozen=True, slots=True)
class DataSize:
    """How much there is of a task.

    Attributes:
        examples: in one pass.
        tokens: mean of an example, all its sequences together.
        length: mean of a sequence, in tokens.
        counted: False where the number is the task's declared one or the length its maximum.
    """

    examples: int
    tokens: float
    length: float
    counted: bool


@dataclass(frozen=True, slots=True)
class StageEstimate:
    """One stage and its price.

    Attributes:
        stage: with names of its data in the place of fingerprints.
        data: its training data, by task.
        steps: at most, early stopping aside.
        tokens: read in all steps.
        parameters: of the encoder.
        operations: floating-point operations in all.
    """

    stage: Stage
    data: tuple[DataSize, ...]
    steps: int
    tokens: float
    parameters: int
    operations: float

    @property
    def examples(self) -> int:
        """In one pass over all tasks."""
        return sum(size.examples for size in self.data)

    @property
    def counted(self) -> bool:
        """Whether the sizes of all tasks were counted."""
        return all(size.counted for size in self.data)

    def hours(self, operations_per_second: float) -> float:
        """Returns the hours on a device of that effective speed."""
        return self.operations / operations_per_second / 3600


class DeclaredData:
    """Names of data that need not be at hand (see ``suites.phases.DataNames``).

    Args:
        access: asked for the languages of data that are.
    """

    def __init__(self, access: DataAccess) -> None:
        self._access = access

    def fingerprint(self, task: TaskSpec, language: str, split: Split) -> str:
        """Returns the name of the data, whatever they hold."""
        return f"{task.name}/{language}/{split}"

    def select_languages(self, task: TaskSpec, split: Split, wanted: Names) -> tuple[str, ...]:
        """Returns the wanted languages, and for "all" those at hand or else all that are declared."""
        if is_at_hand(task, self._access):
            return self._access.select_languages(task, split, wanted)
        return tuple(language for language in task.languages if wanted == "all" or language in wanted)


def estimate_recipe(recipe: RecipeConfig, access: DataAccess, *, seed: int) -> tuple[StageEstimate, ...]:
    """Returns every distinct stage that a recipe trains, parents first.

    Raises:
        UnknownNameError: for a task or language that does not exist.
        CheckpointError: if the size of the encoder cannot be told.
    """
    stages = {stage.fingerprint: stage for stage in _sketch(recipe, access, seed)}
    facts = _describe(recipe)
    sizes: dict[tuple[DataReference, ...], tuple[DataSize, ...]] = {}
    found: list[StageEstimate] = []
    for stage in stages.values():
        if stage.data not in sizes:
            sizes[stage.data] = measure_data(stage, access)
        found.append(_price(stage, sizes[stage.data], facts))
    return tuple(found)


def is_at_hand(task: TaskSpec, access: DataAccess) -> bool:
    """Whether a task's data are generated or lie in files, so that they can be counted."""
    try:
        source = access.source_of(task)
    except RequestError:
        return False
    return isinstance(source, CatalogueSource | MiniSource)


def measure_data(stage: Stage, access: DataAccess) -> tuple[DataSize, ...]:
    """Returns how much a stage is trained on, by task."""
    return tuple(_measure_task(find_task(name, place="plan"), stage, access) for name in stage.tasks)


def _sketch(recipe: RecipeConfig, access: DataAccess, seed: int) -> Iterator[Stage]:
    names = DeclaredData(access)
    if recipe.checkpoint is None:
        encoder = expand_encoder(recipe, names, seed=seed, offline=True)
        yield encoder
    else:
        encoder = Stage("checkpoint", recipe.checkpoint, content=recipe.checkpoint)
    for offset in recipe.seeds:
        start = encoder
        for phase in recipe.intermediate:
            start = expand_intermediate(phase, start, names, seed=seed + offset)
            yield start
        for target in recipe.targets:
            yield expand_target(target, start, names, seed=seed + offset)


def _describe(recipe: RecipeConfig) -> EncoderFacts:
    if recipe.checkpoint is not None:
        return describe_encoder(recipe.checkpoint)
    assert recipe.pretraining is not None
    return _describe_shape(recipe.pretraining.shape, recipe.pretraining.masked_lm.vocabulary_size)


def _describe_shape(shape: EncoderShape, vocabulary: int) -> EncoderFacts:
    """The weights of XLM-R's layers (attention, feed-forward, norms) and embeddings."""
    width = shape.hidden
    layer = 4 * width * (width + 1) + 2 * width * shape.intermediate + shape.intermediate + 5 * width
    body = shape.layers * layer + 2 * width
    table = (vocabulary + shape.positions + 3) * width
    return EncoderFacts(
        "pretraining", "xlm-roberta", shape.layers, width, shape.intermediate, shape.heads, vocabulary,
        body + table, body, shape.positions,
    )  # fmt: skip


def _price(stage: Stage, data: tuple[DataSize, ...], facts: EncoderFacts) -> StageEstimate:
    sizes = [max(1, size.examples) for size in data]
    steps = count_steps(stage.settings, sizes, stage.mixture)
    shares = weigh_tasks(sizes, stage.mixture or Mixture())
    each = 6.0 * facts.non_embedding_parameters
    if stage.kind == "pretraining" and stage.masked is not None:
        each += 6 * facts.hidden * facts.vocabulary * stage.masked.mask_share
    tokens = [
        steps * stage.settings.batch_size * float(share) * size.tokens
        for share, size in zip(shares, data, strict=True)
    ]
    attention = 12 * facts.layers * facts.hidden
    operations = sum(
        count * (each + attention * size.length) for count, size in zip(tokens, data, strict=True)
    )
    return StageEstimate(stage, data, steps, sum(tokens), facts.parameters, operations)


def _measure_task(task: TaskSpec, stage: Stage, access: DataAccess) -> DataSize:
    references = [one for one in stage.data if one.task == task.name and one.split == "train"]
    settings = stage.settings
    if not is_at_hand(task, access):
        rows = sum(min(task.train_rows, one.limit or task.train_rows) for one in references)
        choices = USUAL_CHOICES if task.format == "multiple_choice" else 1
        longest = float(settings.max_length)
        return DataSize(rows, longest * choices, longest, counted=False)
    count = 0
    sample: list[Example] = []
    for reference in references:
        examples = access.load_training(task, (reference.language,), limit=reference.limit)
        count += len(examples)
        sample.extend(examples[:SAMPLE])
    lengths = [_lengths(example, settings) for example in sample]
    sequences = sum(len(one) for one in lengths)
    tokens = float(sum(sum(one) for one in lengths))
    return DataSize(count, tokens / max(1, len(sample)), tokens / max(1, sequences), counted=True)


def _lengths(example: Example, settings: TrainingSettings) -> list[int]:
    """Guesses the lengths of an example's sequences in tokens."""
    sizes = [ceil(len(text) / CHARACTERS_PER_TOKEN) + 2 for _, text in text_fields(example.payload)]
    longest = settings.max_length
    if isinstance(example.payload, MultipleChoice):
        return [min(longest, sizes[0] + choice) for choice in sizes[1:]]
    if isinstance(example.payload, SpanQA):
        room = max(1, longest - sizes[0])
        windows = max(1, ceil((sizes[1] - settings.stride) / max(1, room - settings.stride)))
        return [min(longest, sum(sizes))] * windows
    return [min(longest, sum(sizes))]
