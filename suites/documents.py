"""Reading JSON files that a user hands back: whole, of the right shape, of a version that is known."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from harness.errors import DataFileError, RequestError


class Part(BaseModel):
    """A part of a document: frozen, of known fields alone, and of finite numbers."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Document(Part):
    """A file as a whole, which says which format it is of."""

    format_version: int
    crosswind: str


D = TypeVar("D", bound=Document)


def read_document(path: Path, kind: type[D], *, version: int, remedy: str, again: str) -> tuple[D, str]:
    """Returns what a file says, and the sha256 of its bytes.

    Args:
        path: of the file.
        kind: what it should hold.
        version: the format version that is read here.
        remedy: what to do where it is missing or malformed.
        again: what to do where it is of another version.

    Raises:
        DataFileError: if it is missing or malformed.
        RequestError: if it is of another format.
    """
    try:
        content = path.read_bytes()
        document = kind.model_validate_json(content)
    except OSError:
        raise DataFileError("the file cannot be read", place=str(path), remedy=remedy) from None
    except ValidationError as error:
        first = error.errors()[0]
        problem = f"{'.'.join(map(str, first['loc'])) or 'the file'}: {first['msg'].lower()}"
        raise DataFileError(problem, place=str(path), remedy=remedy) from None
    if document.format_version != version:
        problem = f"format version {document.format_version}, this Crosswind reads {version}"
        raise RequestError(problem, place=str(path), remedy=again)
    return document, sha256(content).hexdigest()
