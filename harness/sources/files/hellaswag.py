"""HellaSwag's JSONL: a context and four endings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import BaseModel, model_validator

from harness.errors import LabelError
from harness.sources.files.reading import FileReader, FileReading, parse_record, read_lines
from harness.types import ChoiceGold, Example, FormatName, MultipleChoice


class _Record(BaseModel):
    ind: int
    endings: list[str]
    label: int
    ctx: str | None = None
    ctx_a: str | None = None
    ctx_b: str = ""
    source_id: str = ""

    @model_validator(mode="after")
    def _has_context(self) -> _Record:
        if self.ctx is None and self.ctx_a is None:
            raise ValueError("neither ctx nor ctx_a is given")
        return self


class HellaswagJsonl(FileReader):
    """Reads the published layout (``ctx_a``, ``ctx_b``) and re-castings that have only ``ctx``.

    With ``ctx_a``, the prompt is ``ctx_a`` and a choice is ``ctx_b`` followed by the ending,
    as in jiant; with ``ctx`` alone, the prompt is ``ctx`` and a choice is the ending. Examples
    with the same context form a group; the domain is what ``source_id`` begins with
    ("activitynet", "wikihow"), where it is given.
    """

    formats: ClassVar[tuple[FormatName, ...]] = ("multiple_choice",)

    layout: Literal["hellaswag_jsonl"]

    def read(self, reading: FileReading) -> Iterator[Example]:
        """Yields one example per line; see ``FileReader.read``."""
        groups: dict[str, str] = {}
        for line, text in read_lines(reading.path):
            record = parse_record(_Record, text, reading.path, line=line)
            _check_label(record, reading, line)
            payload = _payload(record)
            yield Example(
                id=str(record.ind),
                language=reading.language,
                payload=payload,
                gold=ChoiceGold(record.label),
                group=groups.setdefault(payload.prompt + record.ctx_b, str(record.ind)),
                domain=record.source_id.partition("~")[0],
                provenance=reading.provenance(line),
            )


def _payload(record: _Record) -> MultipleChoice:
    if record.ctx_a is None:
        return MultipleChoice(record.ctx or "", tuple(record.endings))
    choices = tuple(f"{record.ctx_b} {ending}".strip() for ending in record.endings)
    return MultipleChoice(record.ctx_a, choices)


def _check_label(record: _Record, reading: FileReading, line: int) -> None:
    if not 0 <= record.label < len(record.endings):
        problem = f"label {record.label} does not number one of the {len(record.endings)} endings"
        raise LabelError(problem, place=f"{reading.path}:{line}", remedy="count endings from 0")
