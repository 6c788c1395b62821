"""How far training data of intermediate tasks lie from evaluation data of targets; kept in the store."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

import numpy as np
from pydantic import TypeAdapter
from tokenizers import Tokenizer

from harness.errors import RequestError, UnknownNameError
from harness.fingerprint import fingerprint, fingerprint_code
from harness.models.checkpoints import CheckpointFolder
from harness.models.tokenizers import open_tokenizer
from harness.retrieval.rules import EmbeddingSettings
from harness.scores import Floats
from harness.seeds import derive_entropy, derive_generator
from harness.statistics import divergence as statistics
from harness.statistics.divergence import Divergence, Documents, Measure, Vectors
from harness.statistics.divergence.mmd import LARGEST
from harness.statistics.divergence.samples import choose_rows
from harness.types import Example, Split, text_fields
from suites.contexts import list_training_languages
from suites.data import DataAccess, find_task
from suites.measures import keep_measures, name_texts

if TYPE_CHECKING:
    from harness.inference.embedding import TextEmbedder

DEFAULT_MEASURES: Final[tuple[Measure, ...]] = ("mmd", "jensen_shannon")
MEASURES: Final[tuple[Measure, ...]] = (*DEFAULT_MEASURES, "frechet", "a_distance")

_CODE = (
    "harness.inference",
    "harness.models",
    "harness.statistics.divergence",
    "suites.divergence",
    "suites.measures",
)
_DIVERGENCE = TypeAdapter(Divergence)
T = TypeVar("T")
_Text: TypeAlias = tuple[tuple[str, str], ...]
"""All texts of an example, by field."""


@dataclass(frozen=True, slots=True)
class TextSet:
    """Examples of a task, one a cluster.

    Attributes:
        task: name.
        language: of the evaluation set; empty for training data, whatever their languages.
        split: of the data.
        examples: one of each cluster.
    """

    task: str
    language: str
    split: Split
    examples: tuple[Example, ...] = field(repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """Names that no text of another set has."""
        return tuple(f"{self.task}/{one.language}/{self.split}/{one.id}" for one in self.examples)

    def cut(self, size: int, *, seed: int) -> TextSet:
        """Returns as many texts as are compared, so that no others are embedded."""
        rows = choose_rows(self.names, size, seed)
        return replace(self, examples=tuple(self.examples[row] for row in rows))

    @property
    def fingerprint(self) -> str:
        """Names the texts and what they are called."""
        return fingerprint((self.names, name_texts(self.examples)))


@dataclass(frozen=True, slots=True)
class MeasuredPair:
    """A divergence between an intermediate task's training data and a target's in a language."""

    source: str
    target: str
    language: str
    divergence: Divergence


@dataclass(frozen=True)
class TextSpace:
    """An encoder and its tokenizer; each text is embedded once, and only when a measure needs it.

    Attributes:
        folder: a checkpoint, whose last layer embeds (mean over all tokens, at most 512).
        store_root: where measures are kept.
        seed: of subsampling and permutations.
    """

    folder: CheckpointFolder
    store_root: Path
    seed: int = 0
    _vectors: dict[_Text, Floats] = field(default_factory=dict, repr=False)
    _tokens: dict[_Text, Sequence[int]] = field(default_factory=dict, repr=False)

    def measure(self, source: TextSet, target: TextSet, measure: Measure) -> Divergence:
        """Returns a divergence, computed now or before of the same texts by the same model and code.

        Raises:
            RequestError: if the sets cannot be compared.
        """
        sets = source.fingerprint, target.fingerprint
        key = ("divergence", measure, self._content, self.seed, *sets, self._code)
        return keep_measures(
            key, self.store_root, _DIVERGENCE, lambda: self._compute(source, target, measure)
        )

    def forget(self, texts: TextSet) -> None:
        """Frees the memory that a set takes which is needed no more."""
        for one in texts.examples:
            self._vectors.pop(text_fields(one.payload), None)
            self._tokens.pop(text_fields(one.payload), None)

    def _compute(self, source: TextSet, target: TextSet, measure: Measure) -> Divergence:
        generator = derive_generator(self.seed, "divergence", measure, *sorted((source.task, target.task)))
        size = min(len(source.examples), len(target.examples), LARGEST if measure == "mmd" else sys.maxsize)
        sides = source.cut(size, seed=self.seed), target.cut(size, seed=self.seed)
        if measure == "jensen_shannon":
            counts = statistics.pool_documents(*(self._read(side) for side in sides), seed=self.seed)
            return statistics.measure_jensen_shannon(counts, generator)
        pooled = statistics.pool_vectors(*(self._embed(side) for side in sides), seed=self.seed)
        match measure:
            case "mmd":
                return statistics.measure_mmd(pooled, generator)
            case "frechet":
                return statistics.measure_frechet(pooled, generator)
            case "a_distance":
                return statistics.measure_a_distance(pooled, generator)

    def _embed(self, texts: TextSet) -> Vectors:
        def embed(examples: Sequence[Example]) -> Iterable[Floats]:
            from harness.inference.distance import embed_examples  # torch: only where models run

            return embed_examples(self._embedder, examples)

        rows = _fill(self._vectors, texts.examples, embed)
        return Vectors(texts.names, np.stack(rows))

    def _read(self, texts: TextSet) -> Documents:
        def encode(examples: Sequence[Example]) -> Iterable[Sequence[int]]:
            whole = ["\n".join(text for _, text in text_fields(one.payload)) for one in examples]
            found = self._tokenizer.encode_batch_fast(whole, add_special_tokens=False)
            return [tuple(encoding.ids) for encoding in found]

        return Documents(texts.names, tuple(_fill(self._tokens, texts.examples, encode)))

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        tokenizer = open_tokenizer(self.folder)
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def _embedder(self) -> TextEmbedder:
        from harness.inference.embedding import TextEmbedder  # torch: only where models run

        return TextEmbedder(self.folder, EmbeddingSettings())

    @cached_property
    def _content(self) -> str:
        return self.folder.fingerprint()

    @cached_property
    def _code(self) -> str:
        return fingerprint_code(*_CODE)


def name_measures(names: Sequence[str]) -> tuple[Measure, ...]:
    """Returns measures by name, each once; MMD and Jensen–Shannon where none is named.

    Raises:
        UnknownNameError: with the nearest name.
    """
    for name in names:
        if name not in MEASURES:
            raise UnknownNameError("measure", name, MEASURES, place="--measure")
    return tuple(one for one in MEASURES if one in names) or DEFAULT_MEASURES


def load_source(name: str, access: DataAccess, *, limit: int) -> TextSet:
    """Returns training examples of an intermediate task, at most ``limit`` of a language (0 = all).

    Raises:
        RequestError: if there is no such task, or it has no training data.
    """
    task = find_task(name, place="--source")
    languages = list_training_languages(task, access)
    if not languages:
        raise RequestError(
            f"task {name!r} has no training data",
            place="--source",
            remedy="name a task that is trained on (crosswind list tasks)",
        )
    return TextSet(name, "", "train", choose_clusters(access.load_training(task, languages, limit=limit)))


def load_targets(
    names: Sequence[str], languages: Sequence[str], access: DataAccess, *, limit: int
) -> Iterator[TextSet]:
    """Yields the evaluation sets of targets, at most ``limit`` examples each (0 = all).

    Args:
        names: tasks.
        languages: those wanted; none = all that the data have. A target is read in those that it has.
        access: data.
        limit: examples a set, chosen by id.

    Raises:
        RequestError: if there is no such task or language.
    """
    tasks = [find_task(name, place="--target") for name in names]
    known = {language for task in tasks for language in task.languages}
    for language in languages:
        if language not in known:
            raise UnknownNameError("language", language, known, place="--language")
    for task in tasks:
        wanted = access.select_languages(task, "test", tuple(languages) or "all")
        if not wanted:
            raise UnknownNameError("language", languages[0], task.languages, place=f"task {task.name}")
        for language in wanted:
            evaluation = access.load_evaluation(task, language, limit=limit)
            yield TextSet(task.name, language, "test", choose_clusters(evaluation.examples))


def measure_pairs(
    sources: Sequence[TextSet], targets: Iterable[TextSet], measures: Sequence[Measure], space: TextSpace
) -> Iterator[MeasuredPair]:
    """Yields each source with each target by each measure.

    Raises:
        RequestError: if two sets cannot be compared.
    """
    for target in targets:
        for source in sources:
            for measure in measures:
                found = space.measure(source, target, measure)
                yield MeasuredPair(source.task, target.task, target.language, found)
        space.forget(target)


def choose_clusters(examples: Iterable[Example]) -> tuple[Example, ...]:
    """Returns one example of each cluster, chosen by id: others that share its text are no evidence."""
    kept: dict[tuple[str, str], Example] = {}
    for one in examples:
        place = one.language, one.group
        if place not in kept or _rank(one) < _rank(kept[place]):
            kept[place] = one
    return tuple(kept.values())


def _rank(example: Example) -> tuple[int, str]:
    return derive_entropy(0, "divergence", "cluster", example.id), example.id


def _fill(
    kept: dict[_Text, T], examples: Sequence[Example], compute: Callable[[Sequence[Example]], Iterable[T]]
) -> list[T]:
    """Returns what is kept of each text, computing it first for those of which nothing is."""
    missing = [one for one in examples if text_fields(one.payload) not in kept]
    if missing:
        found = compute(missing)
        kept.update(zip((text_fields(one.payload) for one in missing), found, strict=True))
    return [kept[text_fields(one.payload)] for one in examples]
