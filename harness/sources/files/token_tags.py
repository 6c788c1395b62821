"""One token and its tag a line, a blank line between sentences: CoNLL's layout in two columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal

from pydantic import Field

from harness.sources.files.reading import FileReader, FileReading, fault, read_blocks
from harness.types import Example, FormatName, NoGold, TaggedTokens, TagsGold


class TokenTags(FileReader):
    """Reads sentences of WikiANN, MasakhaNER, WNUT and of XTREME's own files.

    A tab separates token and tag where the line has one, a space otherwise; space at the end
    of a line is no column. Sentences are ``sentence-1``, ``sentence-2`` … and groups of their own.

    Attributes:
        labels: the file's tags → the task's; those not named stay as they are.
        orphans: what becomes of an ``I-`` tag that continues no span: ``keep`` it, as published
            (seqeval counts it as the beginning of a span), ``begin`` a span with ``B-``, or ``refuse``.
        token_prefix: taken off every token, as the ``de:`` of WikiANN's first release.
        domain: of all sentences of the file.
        unlabelled: the file has tokens alone, as XTREME's test sets do.
    """

    formats: ClassVar[tuple[FormatName, ...]] = ("tagging",)

    layout: Literal["token_tags"]
    labels: dict[str, str] = Field(default_factory=dict)
    orphans: Literal["keep", "begin", "refuse"] = "keep"
    token_prefix: str = ""
    domain: str = ""
    unlabelled: bool = False

    def read(self, reading: FileReading) -> Iterator[Example]:
        """Yields one example per sentence; see ``FileReader.read``."""
        known: dict[str, str] = {}
        for number, (start, block) in enumerate(read_blocks(reading.path), 1):
            tokens, *tags = self._split(block, start, reading)
            name = f"sentence-{number}"
            yield Example(
                id=name,
                language=reading.language,
                payload=TaggedTokens(self._strip(tokens, start, reading)),
                gold=TagsGold(self._name(tags[0], start, known, reading)) if tags else NoGold(),
                group=name,
                domain=self.domain,
                provenance=reading.provenance(start),
            )

    def _split(self, block: str, start: int, reading: FileReading) -> list[tuple[str, ...]]:
        """Tokens and, where there are any, tags."""
        if not self.unlabelled and (pairs := _split_pairs(block)):
            return pairs
        lines = block.split("\n")
        width = 1 if self.unlabelled else 2
        rows = [line.split("\t" if "\t" in line else " ") for line in lines]
        columns = list(zip(*rows, strict=False))
        if set(map(len, rows)) == {width} and all(map(all, columns)):
            return columns
        at = next(i for i, row in enumerate(rows) if len(row) != width or "" in row)
        form = "a token alone" if self.unlabelled else "a token and its tag"
        remedy = "mend the line or set 'unlabelled' as the file is"
        raise fault(reading.path, f"{lines[at][:40]!r} is not {form}", remedy, line=start + at)

    def _strip(self, tokens: tuple[str, ...], start: int, reading: FileReading) -> tuple[str, ...]:
        if not self.token_prefix:
            return tokens
        prefix = reading.expand(self.token_prefix)
        for line, token in enumerate(tokens, start):
            if not token.startswith(prefix) or token == prefix:
                problem = f"{token!r} is not a token after {prefix!r}"
                raise fault(reading.path, problem, "mend 'token_prefix' in the catalogue", line=line)
        return tuple(token.removeprefix(prefix) for token in tokens)

    def _name(
        self, raw: Sequence[str], start: int, known: dict[str, str], reading: FileReading
    ) -> tuple[str, ...]:
        """The task's tags; ``known`` keeps what each of the file's became."""
        if not known.keys() >= set(raw):
            labels = self.labels
            known.update((one, reading.label(labels.get(one, one), at)) for at, one in enumerate(raw, start))
        tags = [known[one] for one in raw]
        if self.orphans != "keep":
            for at, tag in enumerate(tags):
                if _is_orphan(tag, tags[at - 1] if at else "O"):
                    tags[at] = self._adopt(tag, reading, start + at)
        return tuple(tags)

    def _adopt(self, tag: str, reading: FileReading, line: int) -> str:
        if self.orphans == "begin":
            return reading.label(f"B-{tag[2:]}", line)
        problem = f"the tag {tag!r} continues no span"
        raise fault(
            reading.path, problem, "mend it or set 'orphans' to keep or begin in the catalogue", line=line
        )


def _is_orphan(tag: str, before: str) -> bool:
    return tag.startswith("I-") and before not in (tag, f"B-{tag[2:]}")


def _split_pairs(block: str) -> list[tuple[str, ...]]:
    """Returns tokens and tags where each line is a token, a tab and a tag; otherwise nothing.

    Line by line this would take most of a file's reading.
    """
    parts = block.replace("\t", "\n\t").split("\n")
    tokens, tags = parts[::2], "".join(parts[1::2]).split("\t")[1:]
    # only if every other part begins at a tab are there as many tags as tokens and lines
    whole = len(tokens) == len(tags) == block.count("\n") + 1 and all(tokens) and all(tags)
    return [tuple(tokens), tuple(tags)] if whole else []
