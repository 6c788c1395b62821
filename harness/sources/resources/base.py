"""What all kinds of word lists share: whose they are, where they lie, and how several become one."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, model_validator

from harness.sources.hashing import hash_file
from harness.sources.names import Languages
from harness.types import BilingualLexicon, LanguageResources


class ResourceEntry(BaseModel):
    """Files of one kind for some languages.

    Attributes:
        language: one language or several.
        file: path from the data root; ``{language}`` and ``{code}`` are filled in.
        codes: a language's code in file names, where it is not its ISO code.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    language: Languages
    file: str = ""
    codes: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _codes_of_the_languages(self) -> ResourceEntry:
        if strange := sorted(set(self.codes) - set(self.language)):
            raise ValueError(
                f"codes names {strange[0]!r}, which is not among the languages; add it or drop it"
            )
        return self

    @model_validator(mode="after")
    def _has_a_file(self) -> ResourceEntry:
        if not self.file and self.needs_file():
            raise ValueError("no file is named; add 'file'")
        return self

    def needs_file(self) -> bool:
        """Whether the words lie in a file of the user's."""
        return True

    def serves(self, language: str) -> bool:
        """Whether it has something for a language."""
        return language in self.language

    def paths(self, root: Path, language: str) -> tuple[Path, ...]:
        """Returns the files that hold what it has for a language."""
        return (self.find_file(root, language),)

    def find_file(self, root: Path, language: str) -> Path:
        """Returns the file of one of its languages."""
        code = self.codes.get(language, language)
        return root / self.file.replace("{language}", language).replace("{code}", code)

    def identify(self, root: Path, language: str) -> object:
        """Returns what determines its words for a language, as a value with a fingerprint.

        Raises:
            DataFileError: if a file is missing.
        """
        settings = self.model_dump(mode="json", exclude={"language", "codes", "file"})
        return settings, language, [hash_file(path) for path in self.paths(root, language)]


class ResourceReader(ResourceEntry, ABC):
    """The settings of one kind, as the catalogue gives them, and how to read it."""

    @abstractmethod
    def read(self, root: Path, language: str) -> LanguageResources:
        """Returns what its files hold for a language that it serves.

        Raises:
            DataFileError: if a file is missing or malformed.
        """


def merge_words(parts: Iterable[Mapping[str, Iterable[str]]]) -> dict[str, tuple[str, ...]]:
    """Returns all words of several lists, each with what they have for it, in the order of the lists."""
    merged: dict[str, dict[str, None]] = {}
    for part in parts:
        for word, others in part.items():
            merged.setdefault(word, {}).update(dict.fromkeys(others))
    return {word: tuple(others) for word, others in merged.items()}


def merge_resources(parts: Iterable[LanguageResources]) -> LanguageResources:
    """Returns what several sources have for one language as one value; earlier ones come first."""
    parts = tuple(parts)
    if len(parts) == 1:
        return parts[0]
    return LanguageResources(
        tuple(_merge_lexicons(lexicon for part in parts for lexicon in part.lexicons)),
        merge_words(part.misspellings for part in parts),
        merge_words(part.inflections for part in parts),
        merge_words(part.synonyms for part in parts),
        merge_words(part.gazetteer for part in parts),
        {name: texts for part in parts for name, texts in part.recorded.items()},
    )


def _merge_lexicons(lexicons: Iterable[BilingualLexicon]) -> Iterator[BilingualLexicon]:
    """One lexicon for each pair of languages."""
    pairs: dict[tuple[str, str], list[BilingualLexicon]] = {}
    for lexicon in lexicons:
        pairs.setdefault((lexicon.source, lexicon.target), []).append(lexicon)
    for (source, target), same in pairs.items():
        yield BilingualLexicon(source, target, merge_words(lexicon.entries for lexicon in same))
