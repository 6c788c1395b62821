"""The embedded benchmark: a generator of small multilingual tasks in eight real languages.

Propositions are drawn from hand-written frames (which verb goes with which
nouns and places) and said by a small grammar of each language, so every item
exists in every language and gold answers are true by construction. Generation
is deterministic by seed and lazy by task, language and split.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from harness.errors import RequestError, UnknownNameError
from harness.fingerprint import fingerprint, fingerprint_code
from harness.sources.mini.bilingual import mini_lexicon
from harness.sources.mini.builders.choice import build_choice
from harness.sources.mini.builders.nli import build_nli
from harness.sources.mini.builders.pairs import build_pairs
from harness.sources.mini.builders.qa import build_qa
from harness.sources.mini.builders.tagging import build_tagging
from harness.sources.mini.builders.text import build_retrieval, build_text
from harness.sources.mini.grammars import GRAMMARS
from harness.task_spec import TaskSpec
from harness.types import Candidate, Example, Split

__all__ = ["DATA_SEED", "MINI_LANGUAGES", "MiniSource", "mini_lexicon"]

DATA_SEED = 20_200_713
"""Seed of the benchmark as it is reported; others give other sentences of the same kind."""

MINI_LANGUAGES: tuple[str, ...] = tuple(GRAMMARS)
"""ISO 639-1 codes, English first."""

_BUILDERS: dict[str, Callable[[str, Split, int], tuple[Example, ...]]] = {
    "mini_text": build_text,
    "mini_nli": build_nli,
    "mini_choice": build_choice,
    "mini_pairs": build_pairs,
    "mini_qa": build_qa,
    "mini_pos": build_tagging,
    "mini_retrieval": build_retrieval,
}


class MiniSource:
    """The embedded benchmark as a ``DataSource``.

    Args:
        seed: which sentences are drawn and how they are split.
    """

    def __init__(self, *, seed: int = DATA_SEED) -> None:
        self.seed = seed

    def load(self, task: TaskSpec, language: str, split: Split) -> tuple[Example, ...]:
        """Returns the examples, home domain first; the same ids in every language of a test set.

        Raises:
            UnknownNameError: for a task or language that the benchmark does not have.
            RequestError: for a split that the task does not have in this language.
        """
        self._check(task, language, split)
        return _load(task.name, language, split, self.seed)

    def stream(self, task: TaskSpec, language: str, split: Split) -> Iterator[Example]:
        """Yields the examples; see ``load``."""
        return iter(self.load(task, language, split))

    def load_pool(self, task: TaskSpec, language: str, split: Split) -> tuple[Candidate, ...]:
        """Returns nothing: candidates of the benchmark stand beside their queries."""
        self._check(task, language, split)
        return ()

    def fingerprint(self, task: TaskSpec, language: str, split: Split) -> str:
        """Returns a name for exactly these data, without generating them."""
        self._check(task, language, split)
        return fingerprint([_code(), self.seed, task.name, language, split])

    def _check(self, task: TaskSpec, language: str, split: Split) -> None:
        place = "embedded benchmark"
        if task.name not in _BUILDERS:
            raise UnknownNameError("task", task.name, _BUILDERS, place=place)
        if language not in task.languages:
            raise UnknownNameError("language", language, task.languages, place=f"{place}, task {task.name}")
        trains = split == "train" or split == "dev"
        if trains and language not in task.train_languages:
            trained = ", ".join(task.train_languages) or "none"
            raise RequestError(
                f"there is no {split} split in {language!r}",
                place=f"{place}, task {task.name}",
                remedy=f"use the test split or a training language ({trained})",
            )


@lru_cache(maxsize=64)
def _load(name: str, language: str, split: Split, seed: int) -> tuple[Example, ...]:
    return _BUILDERS[name](language, split, seed)


@lru_cache(maxsize=1)
def _code() -> str:
    return fingerprint_code(__name__, "harness.seeds")
