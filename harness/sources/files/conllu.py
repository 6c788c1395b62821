"""CoNLL-U: the treebanks of Universal Dependencies, read for their part-of-speech tags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from harness.sources.files.reading import FileReader, FileReading, fault, read_lines
from harness.types import Example, FormatName, TaggedTokens, TagsGold

_COLUMNS = 10
_ID, _FORM, _UPOS, _HEAD = 0, 1, 3, 6

# Which of several equally high words gives a fused form its tag: XTREME's tables, from
# the ud-conversion-tools that its preprocessing runs.
_PRECEDENCE = {
    "es": ("VERB", "AUX", "PRON", "ADP", "DET"),
    "fr": ("VERB", "AUX", "PRON", "NOUN", "ADJ", "ADV", "ADP", "DET", "PART", "SCONJ", "CONJ"),
    "it": ("VERB", "AUX", "ADV", "PRON", "ADP", "DET", "INTJ"),
}
_USUAL_PRECEDENCE = (
    *("VERB", "NOUN", "PROPN", "PRON", "ADJ", "NUM", "ADV", "INTJ"),
    *("AUX", "ADP", "DET", "PART", "CCONJ", "SCONJ", "X", "PUNCT"),
)


class DomainRule(BaseModel):
    """How the domain of a sentence follows from its ``sent_id``.

    Attributes:
        pattern: regular expression whose first group, searched from the start, is the domain.
        names: what the group stands for, where it is an abbreviation.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    pattern: str
    names: dict[str, str] = Field(default_factory=dict)

    @field_validator("pattern")
    @classmethod
    def _has_a_group(cls, pattern: str) -> str:
        try:
            groups = re.compile(pattern).groups
        except re.error as error:
            raise ValueError(f"{pattern!r} is not a regular expression ({error}); mend it") from None
        if groups < 1:
            raise ValueError(f"{pattern!r} has no group; put the domain in parentheses")
        return pattern


class Conllu(FileReader):
    """Reads sentences of a treebank; empty nodes are left out.

    Attributes:
        words: ``surface`` keeps a fused form ("zum", "don't") as one token with the tag of
            its highest word, ties decided by XTREME's tag precedence: the benchmark's way.
            ``syntactic`` gives the words that it stands for, as UD scores them.
        labels: the file's tags → the task's; those not named stay as they are.
        domain: how to tell the domain from the ``sent_id``.

    In both, tokens lose inner spaces and zero-width non-joiners, as in XTREME: a
    Vietnamese word of two syllables is one token.
    """

    formats: ClassVar[tuple[FormatName, ...]] = ("tagging",)

    layout: Literal["conllu"]
    words: Literal["surface", "syntactic"] = "surface"
    labels: dict[str, str] = Field(default_factory=dict)
    domain: DomainRule | None = None

    def read(self, reading: FileReading) -> Iterator[Example]:
        """Yields one example per sentence, named by its ``sent_id``; see ``FileReader.read``."""
        for number, sentence in enumerate(_sentences(reading.path), 1):
            tokens, tags = self._tokens(sentence, reading)
            id_ = sentence.id or f"sentence-{number}"
            yield Example(
                id=id_,
                language=reading.language,
                payload=TaggedTokens(tokens),
                gold=TagsGold(tags),
                group=id_,
                domain=self._domain(sentence, reading.path),
                provenance=reading.provenance(sentence.line),
            )

    def _tokens(self, sentence: _Sentence, reading: FileReading) -> tuple[tuple[str, ...], tuple[str, ...]]:
        tags = [self._tag(word, reading) for word in sentence.words]
        forms = [word.form for word in sentence.words]
        for start, stop, form in reversed(sentence.ranges if self.words == "surface" else []):
            highest = sentence.highest(start, stop, reading.language)
            forms[start:stop], tags[start:stop] = [form], [tags[highest]]
        return tuple("".join(form.replace("\u200c", "").split(" ")) for form in forms), tuple(tags)

    def _tag(self, word: _Word, reading: FileReading) -> str:
        return reading.label(self.labels.get(word.upos, word.upos), word.line)

    def _domain(self, sentence: _Sentence, path: Path) -> str:
        if self.domain is None:
            return ""
        found = re.match(self.domain.pattern, sentence.id)
        if found is None:
            problem = f"sent_id {sentence.id!r} does not match the domain pattern {self.domain.pattern!r}"
            raise fault(path, problem, "mend the pattern in the catalogue", line=sentence.line)
        return self.domain.names.get(found[1], found[1])


@dataclass(frozen=True, slots=True)
class _Word:
    form: str
    upos: str
    head: int
    line: int


@dataclass(slots=True)
class _Sentence:
    """A sentence under construction: words, and fused forms as (start, stop, form) over them."""

    line: int
    id: str = ""
    words: list[_Word] = field(default_factory=list)
    ranges: list[tuple[int, int, str]] = field(default_factory=list)

    def highest(self, start: int, stop: int, language: str) -> int:
        """Returns the word of a fused form that is nearest to the root, by precedence if several are."""
        ranks = _PRECEDENCE.get(language, _USUAL_PRECEDENCE)

        def order(index: int) -> tuple[int, int]:
            upos = self.words[index].upos
            return self._depth(index), ranks.index(upos) if upos in ranks else len(ranks)

        return min(range(start, stop), key=order)

    def _depth(self, index: int) -> int:
        depth = 0
        while (head := self.words[index].head) and depth < len(self.words):
            index, depth = head - 1, depth + 1
        return depth


def _sentences(path: Path) -> Iterator[_Sentence]:
    sentence: _Sentence | None = None
    for number, line in read_lines(path):
        if not line.strip():
            if sentence:
                yield _checked(sentence, path)
            sentence = None
            continue
        sentence = sentence or _Sentence(number)
        if line.startswith("#"):
            key, _, value = line.removeprefix("#").partition("=")
            sentence.id = value.strip() if key.strip() == "sent_id" else sentence.id
        else:
            _add(sentence, line.split("\t"), path, number)
    if sentence:
        yield _checked(sentence, path)


def _add(sentence: _Sentence, columns: Sequence[str], path: Path, line: int) -> None:
    if len(columns) != _COLUMNS:
        problem = f"{len(columns)} columns where CoNLL-U has {_COLUMNS}"
        raise fault(path, problem, "separate the columns by single tabs", line=line)
    id_, expected = columns[_ID], len(sentence.words) + 1
    if re.fullmatch(r"\d+\.\d+", id_):
        return
    if span := re.fullmatch(r"(\d+)-(\d+)", id_):
        sentence.ranges.append((int(span[1]) - 1, int(span[2]), columns[_FORM]))
    elif id_ == str(expected):
        head = columns[_HEAD]
        above = int(head) if head.isdecimal() else 0
        sentence.words.append(_Word(columns[_FORM], columns[_UPOS], above, line))
    else:
        raise fault(path, f"word id {id_!r} where {expected} was expected", "number words from 1", line=line)


def _checked(sentence: _Sentence, path: Path) -> _Sentence:
    size = len(sentence.words)
    if not size:
        raise fault(path, "the sentence has no words", "remove its comments", line=sentence.line)
    stops = [0, *(stop for _, stop, _ in sentence.ranges)]
    for (start, stop, form), before in zip(sentence.ranges, stops, strict=False):
        if not before <= start < stop <= size:
            problem = f"the range {start + 1}-{stop} of {form!r} does not fit the sentence's {size} words"
            raise fault(path, problem, "mend the range", line=sentence.line)
    if any(word.head > size for word in sentence.words):
        raise fault(path, "a HEAD lies outside the sentence", "mend column 7", line=sentence.line)
    return sentence
