"""Gazetteers: names by entity type, from a list or from the spans of tagged sentences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import Field

from harness.languages import language as find_language
from harness.sources.files.reading import fault, read_blocks, read_lines
from harness.sources.resources.base import ResourceReader
from harness.types import LanguageResources


class Gazetteer(ResourceReader):
    """Names of entities.

    Attributes:
        layout: ``names`` (type, tab, name) or ``token_tags`` (a token and its BIO tag a line, a blank
            line between sentences): the names that are tagged there, each once.
        types: the file's types → the gazetteer's; those not named stay as they are, and those that
            are mapped to ``null`` are left out.
    """

    kind: Literal["gazetteer"]
    layout: Literal["names", "token_tags"] = "names"
    types: dict[str, str | None] = Field(default_factory=dict)

    def read(self, root: Path, language: str) -> LanguageResources:
        """Returns the names in a language, in the order of the file; see ``ResourceReader.read``."""
        path = self.find_file(root, language)
        joint = " " if find_language(language).spaces else ""
        pairs = _read_names(path) if self.layout == "names" else _read_spans(path, joint)
        found: dict[str, dict[str, None]] = {}
        for kind, name in pairs:
            if (type_ := self.types.get(kind, kind)) is not None:
                found.setdefault(type_, {})[name] = None
        if not found:
            raise fault(path, "there is no name of a type that is kept", "check the file and its 'types'")
        return LanguageResources(gazetteer={type_: tuple(names) for type_, names in found.items()})


def _read_names(path: Path) -> Iterator[tuple[str, str]]:
    for number, line in read_lines(path):
        if not line.strip():
            continue
        kind, _, name = (part.strip() for part in line.partition("\t"))
        if not kind or not name or "\t" in name:
            raise fault(path, "not a type, a tab and a name", "mend the line", line=number)
        yield kind, name


def _read_spans(path: Path, joint: str) -> Iterator[tuple[str, str]]:
    """Yields the type and the name of each span; an ``I-`` tag that continues none begins one."""
    for start, block in read_blocks(path):
        kind, words = "", list[str]()
        for number, line in enumerate(block.split("\n"), start):
            token, _, tag = line.rpartition("\t" if "\t" in line else " ")
            if not token or not (tag == "O" or tag[:2] in ("B-", "I-")):
                raise fault(path, f"{line[:40]!r} is not a token and its BIO tag", "mend it", line=number)
            if words and tag != f"I-{kind}":
                yield kind, joint.join(words)
                words = []
            kind = tag[2:]
            words += [token] if kind else []
        if words:
            yield kind, joint.join(words)
