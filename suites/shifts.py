"""What shifts look at beyond a test set: other data sets' examples, and the domains that training saw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, islice

from harness.errors import RequestError
from harness.sources.catalogue import CatalogueSource
from harness.sources.hub.source import HubSource
from harness.task_spec import Sibling, TaskSpec
from harness.tasks import find_hub_data
from harness.types import EvaluationSet, Example, Gold, LabelGold, NoGold, Split, TagsGold
from perturbations.base import SetPart, Shift
from perturbations.compose import find_stress
from suites.contexts import DISTANCE, list_training_languages
from suites.data import DataAccess, choose, find_task
from suites.plan import PlannedModel, Unit


@dataclass(frozen=True)
class ShiftData:
    """Other data for the shifts that a task is stressed with; what all languages share is read once.

    Attributes:
        task: whose sets.
        units: that say which shifts.
        limit: examples per source and language; 0 = all.
        access: data.
    """

    task: TaskSpec
    units: tuple[Unit, ...]
    limit: int
    access: DataAccess

    def complete(self, evaluation: EvaluationSet) -> EvaluationSet:
        """Returns the set with what shifts of its language need of it."""
        needed = _list_needs(self.units, evaluation.language)
        if "foreign" in needed:
            foreign = load_foreign(self.task, evaluation.language, self.access, limit=self.limit)
            evaluation = replace(evaluation, foreign=foreign)
        if "training_domains" in needed and len({example.domain for example in evaluation.examples}) > 1:
            evaluation = replace(evaluation, training_domains=self._training_domains)
        return evaluation

    @cached_property
    def _training_domains(self) -> tuple[tuple[str, int], ...]:
        return count_training_domains(self.task, self.access)


def load_foreign(task: TaskSpec, language: str, access: DataAccess, *, limit: int) -> tuple[Example, ...]:
    """Returns the examples of a task's siblings in one language, at most ``limit`` of each (0 = all).

    Ids, groups and domains begin with the sibling's name; labels are the task's.
    """
    return tuple(
        _adopt(example, sibling)
        for sibling in list_siblings(task, language, access)
        for example in choose(_stream(sibling, language, access), limit)
    )


def list_siblings(task: TaskSpec, language: str, access: DataAccess) -> tuple[Sibling, ...]:
    """Returns the siblings that have a language, with answers, where the task itself is read.

    A task of a catalogue is not compared with data of the hub, so that nothing is fetched unasked;
    offline, a sibling that was never fetched is not there.
    """
    source = access.source_of(task)
    if not isinstance(source, CatalogueSource | HubSource):
        return ()
    there = (one for one in task.siblings if language in source.available(one.task).get(one.split, ()))
    return tuple(one for one in there if _is_readable(one, language, access, source))


def count_training_domains(task: TaskSpec, access: DataAccess) -> tuple[tuple[str, int], ...]:
    """Returns the domains of a task's training data, most examples first, and how many each has.

    Where the data do not name them the declared ones count one example each.
    """
    languages = _list_training_languages(task, access)
    examples = iter(access.stream_training(task, languages, limit=0))
    first = tuple(islice(examples, 1))
    if first and first[0].domain:
        return tuple(Counter(example.domain for example in chain(first, examples)).most_common())
    return tuple((domain, 1) for domain in task.training_domains or task.seen_domains)


def list_data_of_shifts(
    models: Iterable[PlannedModel], access: DataAccess
) -> tuple[tuple[str, str, Split], ...]:
    """Returns (task, language, split) of all that ``ShiftData`` reads for some models, each once."""
    return tuple(dict.fromkeys(read for model in models for read in _list_data(model, access)))


def _list_data(model: PlannedModel, access: DataAccess) -> Iterator[tuple[str, str, Split]]:
    task = find_task(model.task, place="plan")
    needs = {language: _list_needs(model.units, language) for language in model.languages}
    for language, needed in needs.items():
        for sibling in list_siblings(task, language, access) if "foreign" in needed else ():
            yield sibling.task, language, sibling.split
    if any("training_domains" in needed for needed in needs.values()):
        for language in _list_training_languages(task, access):
            yield task.name, language, "train"
    if any(unit.perturbation == DISTANCE for unit in model.units):
        for language in list_training_languages(task, access):
            yield task.name, language, "train"


def _list_needs(units: Sequence[Unit], language: str) -> set[SetPart]:
    stresses = (find_stress(unit.perturbation) for unit in units if language in unit.languages)
    return {part for stress in stresses if isinstance(stress, Shift) for part in stress.needs}


def _list_training_languages(task: TaskSpec, access: DataAccess) -> tuple[str, ...]:
    """The languages of the training data that may name domains: those of the hub say so beforehand."""
    if isinstance(access.source_of(task), HubSource):
        named = any(data.rows.domain for data in find_hub_data(task.name) if "train" in data.splits)
        return task.train_languages if named else ()
    absent = access.absent_languages(task, "train")
    return tuple(language for language in task.train_languages if language not in absent)


def _is_readable(
    sibling: Sibling, language: str, access: DataAccess, source: CatalogueSource | HubSource
) -> bool:
    other = find_task(sibling.task, place="plan")
    if access.source_of(other) is not source:
        return False
    if isinstance(source, CatalogueSource):
        return not any(isinstance(e.gold, NoGold) for e in islice(_stream(sibling, language, access), 1))
    try:
        return not access.offline or bool(access.fingerprint(other, language, sibling.split))
    except RequestError:
        return False


def _stream(sibling: Sibling, language: str, access: DataAccess) -> Iterator[Example]:
    task = find_task(sibling.task, place="plan")
    return access.source_of(task).stream(task, language, sibling.split)


def _adopt(example: Example, sibling: Sibling) -> Example:
    return replace(
        example,
        id=f"{sibling.task}/{example.id}",
        group=f"{sibling.task}/{example.group}",
        domain=sibling.task,
        gold=_rename(example.gold, dict(sibling.labels)),
    )


def _rename(gold: Gold, names: dict[str, str]) -> Gold:
    match gold:
        case LabelGold(label):
            return LabelGold(names.get(label, label))
        case TagsGold(tags):
            return TagsGold(tuple(names.get(tag, tag) for tag in tags))
        case _:
            return gold
