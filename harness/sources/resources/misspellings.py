"""Misspellings as people made them: a word, then how it was misspelt, parted by space.

The layout of Belinkov & Bisk (2018), whose dictionaries come from learners' essays and from
corrections in Wikipedia. They hold real words too (``luck`` was written for ``like``).
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from harness.sources.files.reading import fault, read_lines
from harness.sources.resources.base import ResourceReader
from harness.types import LanguageResources


class Misspellings(ResourceReader):
    """Words and their attested misspellings, in the order of the file, which need not be by frequency."""

    kind: Literal["misspellings"]

    def read(self, root: Path, language: str) -> LanguageResources:
        """Returns the misspellings of a language; see ``ResourceReader.read``."""
        return LanguageResources(misspellings=read_misspellings(self.find_file(root, language)))


def read_misspellings(path: Path) -> dict[str, tuple[str, ...]]:
    """Returns word → misspellings, each once and never the word itself.

    A word on several lines has what all of them give.

    Raises:
        DataFileError: if the file is missing, empty, or has a line with a word alone.
    """
    found: dict[str, dict[str, None]] = {}
    for number, line in read_lines(path):
        word, *wrong = line.split() or [""]
        if word and not wrong:
            raise fault(path, f"{word!r} has no misspelling", "give one after it", line=number)
        found.setdefault(word, {}).update(dict.fromkeys(form for form in wrong if form != word))
    kept = {word: tuple(wrong) for word, wrong in found.items() if wrong}
    if not kept:
        raise fault(path, "there is no misspelling", "give a word and its misspellings a line")
    return kept
