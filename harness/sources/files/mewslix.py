"""Mewsli-X: mentions of entities in WikiNews articles, and the descriptions of a million entities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import BaseModel

from harness.sources.files.reading import FileReader, FileReading, fault, parse_record, read_lines
from harness.types import Candidate, Example, FormatName, NoGold, Query, RelevantGold

_MARKED = re.compile(r"{(.*?)}")


class _Span(BaseModel):
    start: int
    end: int


class _TextSpan(_Span):
    text: str


class _Mention(BaseModel):
    example_id: str
    entity_id: str
    mention_span: _TextSpan


class _Context(BaseModel):
    document_id: str
    language: str
    text: str
    sentence_spans: list[_Span]


class _Article(BaseModel):
    context: _Context
    mentions: list[_Mention]


class _Entity(BaseModel):
    entity_id: str
    description: str
    description_language: str
    sentence_spans: list[_Span]


class Mewslix(FileReader):
    """Reads the mentions of one language; the pool is the candidate set of all of them.

    A mention is asked as XTREME-R's baseline does: the mention, a colon, and the sentence in
    which it stands with the mention in braces. An entity is its description. A mention whose
    entity was removed, as in XTREME-R's test set, has no gold answer.

    Attributes:
        entities: the candidate set (``candidate_set_entities.jsonl``).
    """

    formats: ClassVar[tuple[FormatName, ...]] = ("retrieval",)

    layout: Literal["mewslix_jsonl"]
    entities: str

    def read(self, reading: FileReading) -> Iterator[Example]:
        """Yields one example per mention; an article's mentions form a group. See ``FileReader.read``."""
        for line, text in read_lines(reading.path):
            article = parse_record(_Article, text, reading.path, line=line)
            if article.context.language != reading.language:
                continue
            for mention in article.mentions:
                yield Example(
                    id=mention.example_id,
                    language=reading.language,
                    payload=Query(_ask(article.context, mention, reading.path, line)),
                    gold=RelevantGold((mention.entity_id,)) if mention.entity_id else NoGold(),
                    group=article.context.document_id,
                    provenance=reading.provenance(line),
                )

    def read_pool(self, reading: FileReading) -> Iterator[Candidate]:
        """Yields the entities, whatever the language of their description."""
        path = reading.beside(self.entities)
        for line, text in read_lines(path):
            entity = parse_record(_Entity, text, path, line=line)
            sentences = (entity.description[span.start : span.end] for span in entity.sentence_spans)
            yield Candidate(entity.entity_id, entity.description_language, _straighten(" ".join(sentences)))

    def pool_files(self, reading: FileReading) -> tuple[Path, ...]:
        """Returns the candidate set."""
        return (reading.beside(self.entities),)

    def companions(self, reading: FileReading) -> tuple[Path, ...]:
        """Returns the candidate set."""
        return self.pool_files(reading)


def _ask(context: _Context, mention: _Mention, path: Path, line: int) -> str:
    """The query of XTREME-R's ``preprocess_mention`` for one sentence of context."""
    span = mention.mention_span
    if not context.text:
        problem = f"article {context.document_id!r} has no text"
        remedy = (
            "restore the texts with the publisher's get-mewsli-x.sh, which writes wikinews_mentions-*.jsonl"
        )
        raise fault(path, problem, remedy, line=line)
    if context.text[span.start : span.end] != span.text:
        problem = f"mention {mention.example_id!r} is not at character {span.start} of its article"
        raise fault(path, problem, "restore the texts again", line=line)
    holders = [one for one in context.sentence_spans if one.start <= span.start and span.end <= one.end]
    if not holders:
        problem = f"mention {mention.example_id!r} crosses the border of a sentence"
        raise fault(path, problem, "mend sentence_spans", line=line)
    left = _MARKED.sub(r"(\1)", context.text[holders[0].start : span.start])
    right = _MARKED.sub(r"(\1)", context.text[span.end : holders[0].end])
    return _straighten(f"{span.text}: {left} {{ {span.text} }} {right}")


def _straighten(text: str) -> str:
    return " ".join(text.splitlines()).replace("  ", " ").strip()
