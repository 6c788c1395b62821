"""A catalogue: a YAML file that says which file holds which task, language and split, and how to read it.

``docs/adding-a-task.md`` explains every key by example.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import TypeAlias

from harness.errors import DataFileError, EmptyEvaluationSetError, RequestError, UnknownNameError
from harness.fingerprint import fingerprint, fingerprint_code
from harness.languages import LANGUAGES
from harness.sources.entries import Catalogue, Entry
from harness.sources.files.reading import FileReader, FileReading, fault
from harness.sources.hashing import hash_file
from harness.sources.label_files import read_labels
from harness.sources.resources import Recorded
from harness.sources.resources.base import ResourceReader, merge_resources
from harness.sources.xtreme.layout import find_layout
from harness.sources.yaml_schema import load_yaml
from harness.task_spec import TaskSpec
from harness.tasks import TASKS
from harness.types import (
    Candidate,
    Example,
    LabelGold,
    LanguageResources,
    ParallelPair,
    Provenance,
    RelevantGold,
    Split,
    text_fields,
)

DATA_ROOT_VARIABLE = "CROSSWIND_DATA_ROOT"
CATALOGUE_NAME = "catalogue.yaml"
"""What a catalogue is called in a folder that is given in its place."""
_CODE = (
    *("harness.sources.files", "harness.sources.rows"),
    *("harness.sources.catalogue", "harness.sources.entries", "harness.sources.label_files"),
)
_RESOURCE_CODE = (*_CODE, "harness.sources.resources", "harness.sources.lexicon")


_PoolPart: TypeAlias = tuple[FileReader, str, tuple[Path, ...]]


class CatalogueSource:
    """A ``DataSource`` over the files that a catalogue names.

    Args:
        path: the catalogue, the folder that holds it as ``catalogue.yaml``, or XTREME's
            ``download/`` folder.
        data_root: what a catalogue's relative paths start from; by default the environment
            variable ``CROSSWIND_DATA_ROOT``, or the catalogue's own folder.

    Raises:
        ConfigError: if the catalogue is not as it should be (file, line, key).
        RequestError: if the data root is no folder, or a folder holds none of these.
    """

    def __init__(self, path: Path, *, data_root: Path | None = None) -> None:
        if path.is_dir() and (path / CATALOGUE_NAME).is_file():
            path = path / CATALOGUE_NAME
        if path.is_dir():
            self.root, catalogue = find_layout(path)
        else:
            self.root = data_root or Path(os.environ.get(DATA_ROOT_VARIABLE) or path.parent)
            catalogue = load_yaml(path, Catalogue)
        self.path = path
        self._entries, self._label_files = catalogue.entries, catalogue.labels
        self._resources = catalogue.resources
        if not self.root.is_dir():
            remedy = f"set --data-root or {DATA_ROOT_VARIABLE} to an existing folder"
            raise RequestError("the data root is not a folder", place=str(self.root), remedy=remedy)
        self._pool: tuple[tuple[_PoolPart, ...], tuple[Candidate, ...]] = ((), ())  # the newest

    def load(self, task: TaskSpec, language: str, split: Split) -> tuple[Example, ...]:
        """Returns the examples in the order of the catalogue and its files; see ``stream``."""
        return tuple(self.stream(task, language, split))

    def stream(self, task: TaskSpec, language: str, split: Split) -> Iterator[Example]:
        """Yields the examples in the order of the catalogue and its files.

        Raises:
            RequestError: if the catalogue has no such task, language and split.
            DataFileError: if a file is missing or malformed, or an id stands twice.
            LabelError: if a gold label is outside ``task.labels``.
            EmptyEvaluationSetError: if there is not one example.
        """
        readings = self._readings(self.complete(task), language, split)
        seen: set[str] = set()
        for example in self._read_all(readings):
            if example.id in seen:
                same = (one for one in self._read_all(readings) if one.id == example.id)
                raise _refuse_repeated_id(example, next(same).provenance, self.root)
            seen.add(example.id)
            yield example
        if not seen:
            place = ", ".join(str(reading.path) for _, reading in readings)
            problem = f"no example of {task.name!r} in {language!r}, split {split!r}"
            raise EmptyEvaluationSetError(problem, place=place, remedy="check the file, share and label map")

    def load_pool(self, task: TaskSpec, language: str, split: Split) -> tuple[Candidate, ...]:
        """Returns the candidates of all entries; languages that share their files share the tuple.

        Raises:
            RequestError: if the catalogue has no such task, language and split.
            DataFileError: if a file is missing or malformed, or an id stands twice.
        """
        if task.format != "retrieval":
            return ()
        readings = self._readings(task, language, split)
        parts = tuple((e.reader, e.prefix, e.reader.pool_files(reading)) for e, reading in readings)
        if self._pool[0] != parts:
            self._pool = (parts, tuple(_read_pool(readings)))
        return self._pool[1]

    def fingerprint(self, task: TaskSpec, language: str, split: Split) -> str:
        """Returns a name for the files' bytes, how they are read, and the code that reads them.

        Raises:
            RequestError: if the catalogue has no such task, language and split.
            DataFileError: if a file is missing.
        """
        task = self.complete(task)
        parts = [
            (_identify(entry, reading), [_identify(*found) for found in self._referred(entry)])
            for entry, reading in self._readings(task, language, split)
        ]
        return fingerprint((task.revision, task.labels, parts, _fingerprint_code(_CODE)))

    def load_resources(self, language: str, task: TaskSpec | None = None) -> LanguageResources:
        """Returns the word lists of a language, and with a task its examples as people wrote them with noise.

        Raises:
            DataFileError: if a file is missing or malformed, or a noisy set does not fit its clean twin.
            RequestError: if the catalogue lacks the clean set, or a package is missing that reads a list.
        """
        return merge_resources(
            entry.read(self.root, language)
            if isinstance(entry, ResourceReader)
            else LanguageResources(recorded=self._read_recorded(entry, language, task))
            for entry in self._resources_of(language, task)
        )

    def list_resources(self) -> tuple[tuple[str, str], ...]:
        """Returns (language, "") of all word lists and (language, task) of all noisy sets, sorted."""
        return tuple(
            sorted(
                {
                    (language, task)
                    for entry in self._resources
                    for language in LANGUAGES
                    if entry.serves(language)
                    for task in (entry.task if isinstance(entry, Recorded) else ("",))
                }
            )
        )

    def fingerprint_resources(self, language: str, task: TaskSpec | None = None) -> str:
        """Returns a name for what ``load_resources`` reads and the code that reads it; empty for nothing.

        Raises:
            RequestError: as ``load_resources``, as far as files and sets are missing.
        """
        entries = self._resources_of(language, task)
        parts = [entry.identify(self.root, language) for entry in entries]
        clean = [
            self.fingerprint(task, language, entry.split)
            for entry in entries
            if task is not None and isinstance(entry, Recorded)
        ]
        return fingerprint((parts, clean, _fingerprint_code(_RESOURCE_CODE))) if parts else ""

    def complete(self, task: TaskSpec) -> TaskSpec:
        """Returns the task with the labels of its label file, if its labels come from one.

        Raises:
            RequestError: if they do and the catalogue names no such file.
            DataFileError: if the file is missing or malformed.
        """
        file = self._label_files.get(task.name)
        if file is not None:
            return replace(task, labels=read_labels(self.root / file))
        if task.labels or task.format not in ("classification", "tagging"):
            return task
        remedy = f"name it under 'labels' in the catalogue, as {task.name}: FILE"
        raise RequestError(f"task {task.name!r} needs a label file", place=str(self.path), remedy=remedy)

    def available(self, task: str) -> dict[Split, tuple[str, ...]]:
        """Returns the languages of a task by split, in the order of the catalogue."""
        found: dict[Split, dict[str, None]] = {}
        for entry in self._entries:
            if task in entry.task:
                found.setdefault(entry.split, {}).update(dict.fromkeys(entry.language))
        return {split: tuple(languages) for split, languages in found.items()}

    def tasks(self) -> tuple[str, ...]:
        """Returns the names of the tasks that the catalogue has, sorted."""
        return tuple(sorted({name for entry in self._entries for name in entry.task}))

    def _resources_of(self, language: str, task: TaskSpec | None) -> list[ResourceReader | Recorded]:
        return [
            entry
            for entry in self._resources
            if entry.serves(language)
            and (not isinstance(entry, Recorded) or (task is not None and task.name in entry.task))
        ]

    def _read_recorded(
        self, entry: Recorded, language: str, task: TaskSpec | None
    ) -> dict[str, dict[str, str]]:
        assert task is not None
        clean = [
            _with_prefix(example, its.prefix)
            for its, reading in self._readings(task, language, entry.split)
            for example in its.reader.read(reading)
        ]
        return entry.align(clean, entry.reading(task, language, self.root))

    def _readings(self, task: TaskSpec, language: str, split: Split) -> list[tuple[Entry, FileReading]]:
        chosen = [
            entry
            for entry in self._entries
            if task.name in entry.task and language in entry.language and split == entry.split
        ]
        if not chosen:
            raise self._missing(task.name, language, split)
        return [(entry, self._reading(entry, task, language)) for entry in chosen]

    def _reading(self, entry: Entry, task: TaskSpec, language: str) -> FileReading:
        code = entry.codes.get(language, language)
        draft = FileReading(task, language, code, path=self.root, root=self.root)
        return replace(draft, path=draft.beside(entry.file))

    def _read_all(self, readings: Iterable[tuple[Entry, FileReading]]) -> Iterator[Example]:
        return chain.from_iterable(self._select(entry, reading) for entry, reading in readings)

    def _select(self, entry: Entry, reading: FileReading) -> Iterator[Example]:
        """Yields the entry's part of a file, under its prefix."""
        banned = {
            text
            for other, its in self._referred(entry)
            for example in other.reader.read(its)
            for text in _texts_of(example)
        }
        chosen = entry.reader.read(reading)
        if (share := entry.share) is not None:
            chosen = (example for example in chosen if share.holds(example.group))
        if banned:
            chosen = (example for example in chosen if banned.isdisjoint(_texts_of(example)))
        for example in islice(chosen, entry.limit):
            yield _with_prefix(example, entry.prefix)

    def _referred(self, entry: Entry) -> list[tuple[Entry, FileReading]]:
        """Returns the files under ``without``, which count whole."""
        return [
            found
            for other in entry.without
            for found in self._readings(TASKS.get(other.task), other.language, other.split)
        ]

    def _missing(self, task: str, language: str, split: Split) -> RequestError:
        splits = self.available(task)
        if not splits:
            return UnknownNameError("task of this catalogue", task, self.tasks(), place=str(self.path))
        listed = "; ".join(f"{name}: {', '.join(languages)}" for name, languages in splits.items())
        problem = f"task {task!r} has no split {split!r} in language {language!r}"
        return RequestError(problem, place=str(self.path), remedy=f"choose from {listed}, or add an entry")


def _identify(entry: Entry, reading: FileReading) -> tuple[object, ...]:
    files = (reading.path, *entry.reader.companions(reading))
    return entry.settings(), reading.language, reading.code, [hash_file(path) for path in files]


def _texts_of(example: Example) -> Iterator[str]:
    return (" ".join(text.split()) for _, text in text_fields(example.payload))


def _with_prefix(example: Example, prefix: str) -> Example:
    """The example with its id, its group and whatever in its gold is an id renamed."""
    if not prefix:
        return example
    gold = example.gold
    if isinstance(gold, RelevantGold):
        gold = RelevantGold(tuple(prefix + name for name in gold.ids))
    elif isinstance(example.payload, ParallelPair):
        gold = LabelGold(prefix + example.id)
    return replace(example, id=prefix + example.id, group=prefix + example.group, gold=gold)


def _read_pool(readings: list[tuple[Entry, FileReading]]) -> Iterator[Candidate]:
    seen: set[str] = set()
    for entry, reading in readings:
        for candidate in entry.reader.read_pool(reading):
            if entry.prefix + candidate.id in seen:
                problem = f"candidate {entry.prefix + candidate.id!r} stands twice in the pool"
                remedy = "give the entries different prefixes or mend the file"
                raise fault(entry.reader.pool_files(reading)[0], problem, remedy)
            seen.add(entry.prefix + candidate.id)
            yield replace(candidate, id=entry.prefix + candidate.id) if entry.prefix else candidate


def _refuse_repeated_id(example: Example, first: Provenance, root: Path) -> DataFileError:
    problem = f"id {example.id!r} stands twice, first at {root / first.source}:{first.line}"
    remedy = "give the entries different prefixes or mend the file"
    return fault(root / example.provenance.source, problem, remedy, line=example.provenance.line)


@cache
def _fingerprint_code(modules: tuple[str, ...]) -> str:
    return fingerprint_code(*modules)
