"""Bilingual lexicons: two columns, a word and its translation, languages named by the file's name."""

from __future__ import annotations

import re
from pathlib import Path

from harness.languages import language
from harness.sources.files.reading import fault, read_lines
from harness.types import BilingualLexicon

_PAIR = re.compile(r"(?:^|[._])([a-z]{2,3})-([a-z]{2,3})(?=[._])")


def read_lexicon(path: Path) -> BilingualLexicon:
    """Reads a lexicon, such as MUSE's or XLing-Eval's, from a file named like ``en-de.tsv``.

    A word that stands on several lines has several translations, in the order of the lines.

    Raises:
        DataFileError: if the file is missing or malformed, or its name tells no languages.
        UnknownNameError: if it tells one that is not known.
    """
    pair = _PAIR.search(path.name)
    if pair is None:
        raise fault(path, "the name does not tell the languages", "name the file like en-de.tsv")
    source, target = (language(code, place=str(path)).code for code in pair.groups())
    return BilingualLexicon(source, target, read_translations(path))


def read_translations(path: Path) -> dict[str, tuple[str, ...]]:
    """Returns the words of a lexicon and their translations, each once, in the order of the lines.

    Raises:
        DataFileError: if the file is missing or malformed.
    """
    entries: dict[str, dict[str, None]] = {}
    for number, line in read_lines(path):
        word, _, translation = (part.strip() for part in line.partition("\t"))
        if not word or not translation or "\t" in translation:
            raise fault(path, "not a word, a tab and its translation", "mend the line", line=number)
        entries.setdefault(word, {})[translation] = None
    if not entries:
        raise fault(path, "the lexicon is empty", "give one word and translation a line")
    return {word: tuple(translations) for word, translations in entries.items()}
