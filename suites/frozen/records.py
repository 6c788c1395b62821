"""An example as one line of JSON, and back to the last character.

JSON Lines rather than Parquet: a person can read and compare them without a tool, they are
written and hashed line by line, and their bytes do not depend on the version of a library.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import regex
from pydantic import TypeAdapter, ValidationError

from harness.errors import DataFileError, RequestError
from harness.types import (
    AnswersGold,
    ChoiceGold,
    Edit,
    EvaluationSet,
    Example,
    Gold,
    LabelGold,
    MultipleChoice,
    NoGold,
    ParallelPair,
    Payload,
    PlainText,
    Query,
    RelevantGold,
    SpanQA,
    TaggedTokens,
    TagsGold,
    TextPair,
)

_PAYLOADS: dict[str, TypeAdapter[Payload]] = {
    kind.__name__: TypeAdapter(kind)
    for kind in (TextPair, MultipleChoice, TaggedTokens, SpanQA, ParallelPair, Query, PlainText)
}
_GOLDS: dict[str, TypeAdapter[Gold]] = {
    kind.__name__: TypeAdapter(kind)
    for kind in (LabelGold, ChoiceGold, TagsGold, AnswersGold, RelevantGold, NoGold)
}
_EDITS = TypeAdapter(tuple[Edit, ...])
_UNSEEN = regex.compile(r"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]")
"""Characters that a reader would not see, or that some readers take for the end of a line."""


def encode_example(example: Example) -> bytes:
    """Returns the line of an example; where it comes from (paths, line numbers) is left out.

    Raises:
        RequestError: if a text is not valid Unicode.
    """
    payload, gold = type(example.payload).__name__, type(example.gold).__name__
    value = {
        "id": example.id,
        "group": example.group,
        "domain": example.domain,
        "fields": {payload: _PAYLOADS[payload].dump_python(example.payload)},
        "gold": {gold: _GOLDS[gold].dump_python(example.gold)},
        "edits": _EDITS.dump_python(tuple(example.edits)),
    }
    text = json.dumps(value, ensure_ascii=False)
    try:
        return _UNSEEN.sub(lambda found: _escape(found[0]), text).encode() + b"\n"
    except UnicodeEncodeError as error:
        raise RequestError(
            f"a text holds a lone surrogate (U+{ord(text[error.start]):04X})",
            place=f"example {example.id!r}",
            remedy="mend the data",
        ) from None


def encode_clean(evaluation: EvaluationSet) -> Iterator[bytes]:
    """Yields the lines of an evaluation set, its reserve last: what perturbing and shifting start from."""
    yield from map(encode_example, evaluation.examples)
    yield from map(encode_example, evaluation.reserve)


def decode_example(line: bytes, original: Example, *, place: str) -> Example:
    """Returns the example of a line, with the language and provenance of its original.

    Raises:
        DataFileError: if the line is not as ``encode_example`` writes it.
    """
    try:
        value = json.loads(line)
        ((payload, fields),) = value["fields"].items()
        ((gold, answer),) = value["gold"].items()
        example = Example(
            original.id,
            original.language,
            _PAYLOADS[payload].validate_python(fields),
            _GOLDS[gold].validate_python(answer),
            value["group"],
            value["domain"],
            original.provenance,
            _EDITS.validate_python(value["edits"]),
        )
        whole = encode_example(example) == line
    except (ValueError, KeyError, TypeError, AttributeError, ValidationError):
        whole = False
    if not whole:
        raise DataFileError("not an example as perturb-set writes it", place=place, remedy=WRITE_AGAIN)
    return example


def decode_id(line: bytes, *, place: str) -> str:
    """Returns the id of the example in a line.

    Raises:
        DataFileError: if there is none.
    """
    try:
        return str(json.loads(line)["id"])
    except (ValueError, KeyError, TypeError):
        raise DataFileError(
            "not an example as perturb-set writes it", place=place, remedy=WRITE_AGAIN
        ) from None


WRITE_AGAIN = "restore the frozen set or write it again (crosswind perturb-set)"


def _escape(character: str) -> str:
    units = character.encode("utf-16-be")
    return "".join(f"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))
