"""A blind sample of clean and perturbed examples for people to rate."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest

from harness.errors import RequestError
from harness.seeds import derive_entropy
from harness.types import EvaluationSet, Example
from suites.audit.forms import Form, make_form
from suites.expand import Request
from suites.predictions import CLEAN, CellKey
from suites.sets import PlacedTask, stress_sets
from suites.stress import StressedSet


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a sample.

    Attributes:
        name: says nothing of what it is.
        task: of the example.
        key: language, perturbation ("clean" for an original) and severity.
        example: its id.
        form: what is shown.
    """

    name: str
    task: str
    key: CellKey
    example: str
    form: Form


@dataclass(slots=True)
class _Drawn:
    """Candidates, the best first: of each perturbed set, and clean ones by task and language."""

    perturbed: list[deque[Item]] = field(default_factory=list)
    clean: dict[tuple[str, str], deque[Item]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Size:
    """The seed, and items in all."""

    seed: int
    n: int


def draw_sample(request: Request, tasks: Sequence[PlacedTask], *, n: int) -> tuple[Item, ...]:
    """Returns about ``n`` items in a random order, half of them perturbed.

    Perturbed items are spread over all sets alike. Each brings a clean item of its task and language;
    no example is shown twice. Sets that hold originals (shifts) are left out: nothing was changed.

    Raises:
        RequestError: if there is nothing that a person could rate.
    """
    drawn = _Drawn()
    for placed in tasks:
        size = _Size(request.seed, n)
        for evaluation, stressed in stress_sets(placed, request):
            _draw(drawn, placed, evaluation, stressed, size)
    drawn.perturbed.sort(key=lambda items: derive_entropy(request.seed, "set", items[0].name))
    chosen = list(_choose(drawn, n))
    if not chosen:
        raise RequestError(
            "nothing that a person could rate was changed",
            place="crosswind audit-sample",
            remedy="name other suites or tasks; retrieval and domain shifts are not rated",
        )
    return tuple(sorted(chosen, key=lambda item: derive_entropy(request.seed, "order", item.name)))


def _draw(
    drawn: _Drawn,
    placed: PlacedTask,
    evaluation: EvaluationSet,
    stressed: Iterable[StressedSet],
    size: _Size,
) -> None:
    originals = {example.id: example for example in (*evaluation.reserve, *evaluation.examples)}
    for one in stressed:
        changed = [example for example in one.examples if example.edits]
        # as many as all: the other sets may have no example that was changed
        ranked = _rank(changed, size.seed, one.key, size.n)
        pairs = ((example, originals[example.id]) for example in ranked)
        if items := deque(_make_items(placed, one.key, pairs, size.seed)):
            drawn.perturbed.append(items)
    key = CellKey(evaluation.language, CLEAN, 0)
    pairs = ((example, example) for example in _rank(evaluation.examples, size.seed, key, 2 * size.n))
    drawn.clean[placed.task.name, evaluation.language] = deque(_make_items(placed, key, pairs, size.seed))


def _rank(examples: Sequence[Example], seed: int, key: CellKey, size: int) -> list[Example]:
    keys = (key.language, key.perturbation, key.severity)
    return nsmallest(size, examples, key=lambda one: (derive_entropy(seed, "audit", *keys, one.id), one.id))


def _make_items(
    placed: PlacedTask, key: CellKey, pairs: Iterable[tuple[Example, Example]], seed: int
) -> Iterator[Item]:
    for example, clean in pairs:
        form = make_form(example, placed.task.labels, clean=clean, seed=seed)
        if form is not None:
            names = (placed.task.name, key.language, key.perturbation, key.severity, example.id)
            name = f"{derive_entropy(seed, 'item', *names):032x}"[:12]
            yield Item(name, placed.task.name, key, example.id, form)


def _choose(drawn: _Drawn, n: int) -> Iterator[Item]:
    """Goes round the perturbed sets, one item a turn, each with a clean companion."""
    shown: set[tuple[str, str, str]] = set()
    turns = deque(drawn.perturbed)
    count = 0
    while turns and count < n:
        items = turns.popleft()
        item = _take(items, shown)
        if item is None:
            continue
        turns.append(items)
        companion = _take(drawn.clean[item.task, item.key.language], shown) if count + 1 < n else None
        for one in (item, companion):
            if one is not None:
                count += 1
                yield one


def _take(items: deque[Item], shown: set[tuple[str, str, str]]) -> Item | None:
    """The next item whose example was not shown yet."""
    while items:
        item = items.popleft()
        identity = (item.task, item.key.language, item.example)
        if identity not in shown:
            shown.add(identity)
            return item
    return None
