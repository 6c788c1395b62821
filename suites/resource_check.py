"""Every word list of a catalogue, read to its last line."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from harness.errors import CrosswindError
from harness.sources.catalogue import CatalogueSource
from harness.tasks import TASKS
from harness.types import NO_RESOURCES, LanguageResources

_NAMES = ("lexicon entries", "misspelt", "inflected", "with synonyms", "names", "noisy examples")


@dataclass(frozen=True, slots=True)
class LoadedResources:
    """What perturbations may draw from in a language, or why it cannot be read.

    Attributes:
        language: code.
        task: whose noisy examples are counted; empty for the word lists.
        counts: words of lexicons, misspelt words, inflected forms, words with synonyms, names, examples.
        seconds: that reading took.
        problem: what is wrong; empty if nothing is.
    """

    language: str
    task: str
    counts: tuple[int, ...]
    seconds: float
    problem: str = ""


def read_resources(source: CatalogueSource) -> Iterator[LoadedResources]:
    """Yields what the catalogue has for each language, and for each noisy set; faults are written down."""
    for language, task in source.list_resources():
        start, found, problem = time.perf_counter(), NO_RESOURCES, ""
        try:
            found = source.load_resources(language, TASKS.get(task) if task else None)
        except CrosswindError as error:
            problem = str(error).replace(f"{source.root}/", "")
        counts = (0,) * 5 + (len(found.recorded),) if task else _count(found)
        yield LoadedResources(language, task, counts, time.perf_counter() - start, problem)


def render_resources(resources: Sequence[LoadedResources]) -> str:
    """Returns a table as Markdown, nothing where there are no resources."""
    if not resources:
        return ""
    head = ("language", "task", *_NAMES, "seconds")
    rows = (_render(one) for one in resources)
    lines = ["| " + " | ".join(head) + " |", "|---|---|" + "--:|" * (len(_NAMES) + 1), *rows]
    return "\n".join(["", "## Word lists", "", *lines, ""])


def _count(found: LanguageResources) -> tuple[int, ...]:
    names = sum(len(names) for names in found.gazetteer.values())
    words = sum(len(lexicon.entries) for lexicon in found.lexicons)
    lists = (found.misspellings, found.inflections, found.synonyms)
    return (words, *map(len, lists), names, len(found.recorded))


def _render(one: LoadedResources) -> str:
    if one.problem:
        return f"| {one.language} | {one.task or '–'} | " + one.problem.replace("|", "\\|") + " |"
    counts = [f"{count:,}" if count else "–" for count in one.counts]
    return f"| {one.language} | {one.task or '–'} | {' | '.join(counts)} | {one.seconds:.2f} |"
