"""Examples for a run: which source has them, which part is used, what is held in reserve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from operator import itemgetter
from pathlib import Path

from harness.errors import EmptyEvaluationSetError, RequestError, UnknownNameError
from harness.fingerprint import fingerprint
from harness.seeds import derive_entropy
from harness.sources.catalogue import CatalogueSource
from harness.sources.mini import MiniSource
from harness.task_spec import DataSource, TaskSpec
from harness.tasks import TASKS
from harness.types import EvaluationSet, Example, Split

MINI_PREFIX = "mini_"


@dataclass(frozen=True)
class DataAccess:
    """How to reach data, as a value that can be sent to another process.

    Attributes:
        catalogue: the user's catalogue; None where only the embedded benchmark is used.
        data_root: folder that the catalogue's paths start from.
    """

    catalogue: Path | None = None
    data_root: Path | None = None

    def source_of(self, task: TaskSpec) -> DataSource:
        """Returns the source that holds a task.

        Raises:
            RequestError: if the task's files need a catalogue and none was given.
        """
        if task.name.startswith(MINI_PREFIX):
            return self._mini
        if self.catalogue is None and task.unavailable:
            problem, _, remedy = task.unavailable.partition("; ")
            raise RequestError(problem, place=f"task {task.name}", remedy=remedy)
        if self.catalogue is None:
            raise RequestError(
                f"task {task.name!r} is read from files and no catalogue was given",
                place="--data",
                remedy="name a catalogue with --data or CROSSWIND_DATA (docs/adding-a-task.md shows one)",
            )
        return self._files

    def complete(self, task: TaskSpec) -> TaskSpec:
        """Returns the task with its labels, also where they come from a file of the user's.

        Raises:
            RequestError: if the task's source lacks that file.
        """
        source = self.source_of(task)
        return source.complete(task) if isinstance(source, CatalogueSource) else task

    def load_training(self, task: TaskSpec, languages: Iterable[str], *, limit: int) -> tuple[Example, ...]:
        """Returns what ``stream_training`` yields."""
        return tuple(self.stream_training(task, languages, limit=limit))

    def stream_training(self, task: TaskSpec, languages: Iterable[str], *, limit: int) -> Iterator[Example]:
        """Yields the training examples of some languages, at most ``limit`` of each (0 = all)."""
        source = self.source_of(task)
        for language in languages:
            yield from choose(source.stream(task, language, "train"), limit)

    def load_evaluation(self, task: TaskSpec, language: str, *, limit: int) -> EvaluationSet:
        """Returns the test set of one language, at most ``limit`` examples a domain side.

        Examples of domains that training did not see go to the reserve. The same ids
        are chosen in every language, so parallel sets stay parallel.

        Raises:
            UnknownNameError: if the task has no such language.
            EmptyEvaluationSetError: if nothing is left.
        """
        if language not in task.languages:
            raise UnknownNameError("language", language, task.languages, place=f"task {task.name}")
        split: Split = "test"
        examples = self.source_of(task).load(task, language, split)
        home = [e for e in examples if not task.training_domains or e.domain in task.training_domains]
        away = [e for e in examples if task.training_domains and e.domain not in task.training_domains]
        if not home:
            raise EmptyEvaluationSetError(
                f"no {split} examples" + (f" in {len(away)} of other domains" if away else ""),
                place=f"task {task.name}, language {language}",
                remedy="check the file, its filters and the task's training domains",
            )
        return EvaluationSet(
            task.name, language, split, tuple(choose(home, limit)), tuple(choose(away, limit))
        )

    def select_languages(
        self, task: TaskSpec, split: Split, wanted: tuple[str, ...] | str
    ) -> tuple[str, ...]:
        """Returns the languages to use, in the task's order.

        "all" stands for those that the source has; of languages named one by one, those that
        the task declares (whether the source has them shows when they are read).
        """
        if isinstance(wanted, str):
            absent = self.absent_languages(task, split)
            return tuple(language for language in task.languages if language not in absent)
        return tuple(language for language in task.languages if language in wanted)

    def absent_languages(self, task: TaskSpec, split: Split) -> tuple[str, ...]:
        """Returns the task's languages of which the source has no such split."""
        source = self.source_of(task)
        if not isinstance(source, CatalogueSource):
            return ()
        present = source.available(task.name).get(split, ())
        return tuple(language for language in task.languages if language not in present)

    def fingerprint(self, task: TaskSpec, language: str, split: Split) -> str:
        """Names the data of one task, language and split, and how the task declares them."""
        return fingerprint((task, self.source_of(task).fingerprint(task, language, split)))

    @cached_property
    def _mini(self) -> DataSource:
        return MiniSource()

    @cached_property
    def _files(self) -> DataSource:
        assert self.catalogue is not None
        return CatalogueSource(self.catalogue, data_root=self.data_root)

    def __getstate__(self) -> tuple[Path | None, Path | None]:
        """Open sources stay behind; another process opens its own."""
        return self.catalogue, self.data_root

    def __setstate__(self, state: tuple[Path | None, Path | None]) -> None:
        object.__setattr__(self, "catalogue", state[0])
        object.__setattr__(self, "data_root", state[1])


def choose(examples: Iterable[Example], limit: int) -> Iterator[Example]:
    """Yields at most ``limit`` examples (0 = all) in their order, chosen by id alone.

    No more than ``limit`` are held at a time; without a limit, none.
    """
    if not limit:
        yield from examples
        return
    ranked = nsmallest(
        limit,
        enumerate(examples),
        key=lambda pair: (derive_entropy(0, "choose", pair[1].id), pair[1].id),
    )
    yield from (example for _, example in sorted(ranked, key=itemgetter(0)))


def find_task(name: str, *, place: str) -> TaskSpec:
    """Returns a task by name.

    Raises:
        UnknownNameError: with the nearest name.
    """
    return TASKS.get(name, place=place)
