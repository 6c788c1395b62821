"""Examples for a run: which source has them, which part is used, what is held in reserve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import TypeAlias

from harness.errors import EmptyEvaluationSetError, RequestError, UnknownNameError
from harness.fingerprint import fingerprint
from harness.retrieval.mining import require_distractors
from harness.retrieval.rules import Mining
from harness.seeds import derive_entropy
from harness.sources.catalogue import CatalogueSource
from harness.sources.hub.source import HubSource
from harness.sources.mini import MINI_LANGUAGES, MiniSource, mini_lexicon
from harness.task_spec import DataSource, TaskSpec
from harness.tasks import TASKS
from harness.types import (
    NO_RESOURCES,
    ChoiceGold,
    EvaluationSet,
    Example,
    LanguageResources,
    NoGold,
    Split,
)

MINI_PREFIX = "mini_"
SUSPICIOUS = 20
"""So many choices that are all the first are no accident (2^-20 where there are two)."""

_State: TypeAlias = tuple[Path | None, Path | None, bool, dict[tuple[str, str], str]]


@dataclass(frozen=True)
class DataAccess:
    """How to reach data, as a value that can be sent to another process.

    Tasks of the embedded benchmark are generated. Any other is read from the user's catalogue if
    that has it, and from the hub if not.

    Attributes:
        catalogue: the user's catalogue, the folder that holds it as ``catalogue.yaml``, or XTREME's
            ``download/`` folder; None for none.
        data_root: folder that the catalogue's paths start from.
        offline: never touch the network.
    """

    catalogue: Path | None = None
    data_root: Path | None = None
    offline: bool = False

    def source_of(self, task: TaskSpec) -> DataSource:
        """Returns the source that holds a task.

        Raises:
            RequestError: if the task can only be read from a catalogue, and none has it.
            ConfigError: if the catalogue is not as it should be.
        """
        if task.name.startswith(MINI_PREFIX):
            return self._mini
        if self._files is not None and task.name in self._files.tasks():
            return self._files
        if task.unavailable:
            problem, _, remedy = task.unavailable.partition("; ")
            raise RequestError(problem, place=f"task {task.name}", remedy=remedy)
        return self._hub

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

    def load_evaluation(
        self, task: TaskSpec, language: str, *, limit: int, split: Split = "test"
    ) -> EvaluationSet:
        """Returns the evaluation set of one language, at most ``limit`` examples a domain side.

        Examples of domains that training did not see go to the reserve. The same ids
        are chosen in every language, so parallel sets stay parallel. The pool is always whole.

        Raises:
            UnknownNameError: if the task has no such language.
            EmptyEvaluationSetError: if nothing is left.
            RequestError: if a task is mined whose pool holds nothing but answers.
        """
        if language not in task.languages:
            raise UnknownNameError("language", language, task.languages, place=f"task {task.name}")
        source = self.source_of(task)
        examples, pool = source.load(task, language, split), source.load_pool(task, language, split)
        if isinstance(task.retrieval, Mining):
            require_distractors(examples, pool, place=f"task {task.name}, language {language}, {split}")
        home = [e for e in examples if not task.training_domains or e.domain in task.training_domains]
        away = [e for e in examples if task.training_domains and e.domain not in task.training_domains]
        if not home:
            raise EmptyEvaluationSetError(
                f"no {split} examples" + (f" in {len(away)} of other domains" if away else ""),
                place=f"task {task.name}, language {language}",
                remedy="check the file, its filters and the task's training domains",
            )
        chosen = tuple(choose(home, limit)), tuple(choose(away, limit))
        return EvaluationSet(task.name, language, split, *chosen, pool)

    def load_resources(self, language: str, task: TaskSpec | None = None) -> LanguageResources:
        """Returns what perturbations may draw from in a language: the catalogue's word lists.

        With a task also its examples as people wrote them with noise. The embedded benchmark brings
        its own dictionary and takes nothing else.

        Raises:
            RequestError: if a word list cannot be read.
        """
        if task is not None and task.name.startswith(MINI_PREFIX):
            others = (other for other in MINI_LANGUAGES if other != language)
            return LanguageResources(tuple(mini_lexicon(language, other) for other in others))
        return NO_RESOURCES if self._files is None else self._files.load_resources(language, task)

    def fingerprint_resources(self, language: str, task: TaskSpec) -> str:
        """Names what ``load_resources`` reads from files; empty where it reads none."""
        if self._files is None or task.name.startswith(MINI_PREFIX):
            return ""
        return self._files.fingerprint_resources(language, task)

    def require_answers(self, task: TaskSpec, language: str) -> None:
        """Refuses files of a test set without answers by their first example, before anything is run.

        Raises:
            RequestError: if it has none.
        """
        source = self.source_of(task)
        if isinstance(source, CatalogueSource):
            refuse_unanswered(task, language, tuple(islice(source.stream(task, language, "test"), 1)))

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
        if not isinstance(source, CatalogueSource | HubSource):
            return ()
        present = source.available(task.name).get(split, ())
        return tuple(language for language in task.languages if language not in present)

    def fingerprint(self, task: TaskSpec, language: str, split: Split) -> str:
        """Names the data of one task, language and split, and how the task declares them."""
        return fingerprint((task, self.source_of(task).fingerprint(task, language, split)))

    def describe(self, task: TaskSpec, language: str, split: Split) -> tuple[str, ...]:
        """Names the hub's tables that the data come from, with their commits; empty for other sources."""
        source = self.source_of(task)
        return source.describe(task, language, split) if isinstance(source, HubSource) else ()

    @cached_property
    def _mini(self) -> DataSource:
        return MiniSource()

    @cached_property
    def _files(self) -> CatalogueSource | None:
        if self.catalogue is None:
            return None
        return CatalogueSource(self.catalogue, data_root=self.data_root)

    @cached_property
    def _hub(self) -> HubSource:
        return HubSource(offline=self.offline)

    def __getstate__(self) -> _State:
        """Open files stay behind; another process opens its own, but asks the hub for no other commits."""
        return self.catalogue, self.data_root, self.offline, dict(self._hub.commits)

    def __setstate__(self, state: _State) -> None:
        for name, value in zip(("catalogue", "data_root", "offline"), state[:3], strict=True):
            object.__setattr__(self, name, value)
        object.__setattr__(self, "_hub", HubSource(offline=self.offline, commits=state[3]))


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


def list_evaluation_splits(task: TaskSpec) -> tuple[Split, ...]:
    """Returns the splits that an evaluation reads: mining takes its threshold from the development set."""
    return ("dev", "test") if isinstance(task.retrieval, Mining) else ("test",)


def refuse_unanswered(task: TaskSpec, language: str, examples: Sequence[Example]) -> None:
    """Refuses to score a test set from which the answers were removed before it was published.

    Raises:
        RequestError: if an example has no gold answer, or if all right choices are the first, which
            is what XTREME-R's copy of XCOPA says.
    """
    golds = [example.gold for example in examples]
    if any(isinstance(gold, NoGold) for gold in golds):
        problem = "the test set was published without its answers"
    elif len(golds) >= SUSPICIOUS and all(gold == ChoiceGold(0) for gold in golds):
        problem = "the right choice is the first throughout, as where answers were removed before publication"
    else:
        return
    raise RequestError(
        problem,
        place=f"task {task.name}, language {language}",
        remedy="score another copy (the hub's, or the publisher's files in a catalogue), "
        "or have XTREME score what 'crosswind predict' writes",
    )


def find_task(name: str, *, place: str) -> TaskSpec:
    """Returns a task by name.

    Raises:
        UnknownNameError: with the nearest name.
    """
    return TASKS.get(name, place=place)
