"""The hub as a source of examples, for tasks that declare their tables there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

from harness.errors import DataFileError, EmptyEvaluationSetError, RequestError
from harness.fingerprint import fingerprint, fingerprint_code
from harness.sources.hub.batches import stream_rows
from harness.sources.hub.client import HubClient
from harness.sources.hub.declaration import HubData, HubReading
from harness.sources.rows import Row
from harness.task_spec import TaskSpec
from harness.tasks import find_hub_data
from harness.types import Candidate, Example, Split

_CODE = ("harness.sources.hub", "harness.sources.rows")


class HubSource:
    """A ``DataSource`` over the hub, through its own client and cache.

    Args:
        offline: never touch the network; what was fetched before is read from the cache.
        commits: (repository, branch) → commit, as another source of the same run found them.
    """

    def __init__(
        self, *, offline: bool = False, commits: Mapping[tuple[str, str], str] = MappingProxyType({})
    ) -> None:
        self._client = HubClient(offline=offline, commits=commits)

    @property
    def commits(self) -> Mapping[tuple[str, str], str]:
        """The commits that branches stood for when this source first asked."""
        return self._client.commits

    def load(self, task: TaskSpec, language: str, split: Split) -> tuple[Example, ...]:
        """Returns the examples in the order of the declared tables and their rows; see ``stream``."""
        return tuple(self.stream(task, language, split))

    def stream(self, task: TaskSpec, language: str, split: Split) -> Iterator[Example]:
        """Yields the examples in the order of the declared tables, with a batch of rows in memory.

        Raises:
            RequestError: if the task declares no such split, or the hub does not give it.
            DataFileError: if a table is not as declared, or an id stands twice.
            LabelError: if a gold label is outside ``task.labels``.
            EmptyEvaluationSetError: if there is not one example.
        """
        seen: set[str] = set()
        for data in self._declared(task, language, split):
            for example in self._read(data, split, task, language):
                if example.id in seen:
                    problem = f"id {example.id!r} stands twice"
                    place = f"{example.provenance.source}:{example.provenance.line}"
                    raise DataFileError(problem, place=place, remedy="name local files with --data")
                seen.add(example.id)
                yield example
        if not seen:
            place = f"task {task.name}, language {language}"
            problem = f"the hub's tables hold no {split} example"
            raise EmptyEvaluationSetError(problem, place=place, remedy="name local files with --data")

    def load_pool(self, task: TaskSpec, language: str, split: Split) -> tuple[Candidate, ...]:  # noqa: ARG002
        """Returns (): no data set on the hub that is declared holds a pool beside its pairs."""
        return ()

    def fingerprint(self, task: TaskSpec, language: str, split: Split) -> str:
        """Returns a name for the tables at their commits, how they are read, and the code that reads them.

        Asks the hub for no more than the commits of branches. Offline, a file that was never
        fetched is refused here: when a run is planned, not when it is half done.

        Raises:
            RequestError: if the task declares no such split, a branch cannot be looked up, or
                offline something is missing.
        """
        declared = self._declared(task, language, split)
        names = self.describe(task, language, split)
        if self._client.offline:
            for data in declared:
                self._fetch(data, split, task, language)
        settings = [
            (data.rows.model_dump(mode="json"), data.code_of(language), data.prefix) for data in declared
        ]
        return fingerprint((task.revision, task.labels, names, settings, _fingerprint_code()))

    def describe(self, task: TaskSpec, language: str, split: Split) -> tuple[str, ...]:
        """Returns the tables behind a split, each as ``org/name@commit/configuration/split``."""
        return tuple(
            data.locate(self._commit(data, task), language, split)
            for data in self._declared(task, language, split)
        )

    def available(self, task: str) -> dict[Split, tuple[str, ...]]:
        """Returns the languages of a task by split, as it declares them."""
        found: dict[Split, dict[str, None]] = {}
        for data in find_hub_data(task):
            for split in data.splits:
                found.setdefault(split, {}).update(dict.fromkeys(data.languages_of(split)))
        return {split: tuple(languages) for split, languages in found.items()}

    def _declared(self, task: TaskSpec, language: str, split: Split) -> list[HubData]:
        declared = [data for data in find_hub_data(task.name) if language in data.languages_of(split)]
        if not declared:
            raise self._missing(task.name, language, split)
        return declared

    def _read(self, data: HubData, split: Split, task: TaskSpec, language: str) -> Iterator[Example]:
        table = data.locate(self._commit(data, task)[:8], language, split)
        reading = HubReading(task, language, data.code_of(language), table)
        rows = stream_rows(self._fetch(data, split, task, language), place=table)
        for example in data.rows.read_rows(_count(rows, data.splits[split].size, reading), reading):
            yield _with_prefix(example, data.prefix)

    def _commit(self, data: HubData, task: TaskSpec) -> str:
        with _naming(task):
            return self._client.find_commit(data.repository, data.revision)

    def _fetch(self, data: HubData, split: Split, task: TaskSpec, language: str) -> list[Path]:
        commit = self._commit(data, task)
        with _naming(task):
            config, name = data.config_of(language), data.splits[split].name
            files = self._client.list_files(data.repository, commit, config, name)
            return [self._client.fetch(data.repository, commit, file) for file in files]

    def _missing(self, task: str, language: str, split: Split) -> RequestError:
        splits = self.available(task)
        place = f"task {task}, language {language}, split {split}"
        if not splits:
            remedy = "name its files with --data or CROSSWIND_DATA (docs/adding-a-task.md shows how)"
            return RequestError("no data set on the hub is declared", place=place, remedy=remedy)
        listed = "; ".join(f"{name}: {', '.join(languages)}" for name, languages in splits.items())
        remedy = f"choose from {listed}, or name its files with --data"
        return RequestError("the hub's data set has no such split", place=place, remedy=remedy)


def _count(rows: Iterator[Row], size: int, reading: HubReading) -> Iterator[tuple[int, Row]]:
    """Yields numbered rows, and refuses a table that is longer or shorter than published."""
    number = 0
    for number, row in enumerate(rows, 1):
        yield number, row
    if size and number != size:
        problem = f"{number} rows where {size} were published"
        remedy = "remove it from the hub cache to fetch it again, or name local files with --data"
        raise reading.fault(problem, remedy)


@contextmanager
def _naming(task: TaskSpec) -> Iterator[None]:
    """Names the task in what the client refuses."""
    try:
        yield
    except RequestError as error:
        place = f"task {task.name}, {error.place}"
        raise RequestError(error.problem, place=place, remedy=error.remedy) from error


def _with_prefix(example: Example, prefix: str) -> Example:
    return replace(example, id=prefix + example.id, group=prefix + example.group) if prefix else example


@cache
def _fingerprint_code() -> str:
    return fingerprint_code(*_CODE)
