"""Bilingual lexicons in a catalogue: word, tab, translation, as MUSE and XLing-Eval give them."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import field_validator

from harness.languages import language as find_language
from harness.sources.lexicon import read_translations
from harness.sources.names import require_known
from harness.sources.resources.base import ResourceReader
from harness.types import BilingualLexicon, LanguageResources


class Lexicon(ResourceReader):
    """Words of one language with translations into others; it serves both sides.

    Attributes:
        source: language of the first column.
        language: of the second column, one or several; the file's name varies with it.
    """

    kind: Literal["lexicon"]
    source: str

    @field_validator("source")
    @classmethod
    def _known_source(cls, code: str) -> str:
        return require_known(find_language, code).code

    def serves(self, language: str) -> bool:
        """Whether it translates from or into a language."""
        return language == self.source or language in self.language

    def paths(self, root: Path, language: str) -> tuple[Path, ...]:
        """Returns the files of all pairs that a language is of."""
        return tuple(self.find_file(root, target) for target in self._targets(language))

    def read(self, root: Path, language: str) -> LanguageResources:
        """Returns one lexicon for each pair that a language is of; see ``ResourceReader.read``."""
        return LanguageResources(
            tuple(
                BilingualLexicon(self.source, target, read_translations(self.find_file(root, target)))
                for target in self._targets(language)
            )
        )

    def _targets(self, language: str) -> tuple[str, ...]:
        return self.language if language == self.source else (language,)
