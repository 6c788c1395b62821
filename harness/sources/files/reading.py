"""What every reader of files shares: the request, raw lines and records, and faults with their place."""

from __future__ import annotations

import gzip
import re
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from io import BufferedIOBase, TextIOWrapper
from pathlib import Path
from typing import IO, ClassVar, TypeVar, cast

from pydantic import BaseModel, ConfigDict, ValidationError

from harness.errors import DataFileError
from harness.sources.rows.reading import Reading
from harness.types import Candidate, Example, FormatName

_PIECE = 1 << 16
_SPACE_AT_END = re.compile(r"[ \t\r]+(?=\n)")
R = TypeVar("R", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class FileReading(Reading):
    """One file to be read for a task in a language.

    Attributes:
        path: the file.
        root: what relative paths in the catalogue start from.
    """

    path: Path
    root: Path

    @property
    def place(self) -> str:
        """The whole path."""
        return str(self.path)

    @property
    def source(self) -> str:
        """The path from the root, or the whole of it if it lies outside."""
        return _path_from(self.path, self.root)

    def beside(self, template: str) -> Path:
        """Returns the path of another file of the same data set."""
        return self.root / self.expand(template)


class FileReader(BaseModel, ABC):
    """The settings of one layout, as the catalogue gives them, and how to read it."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    formats: ClassVar[tuple[FormatName, ...]]

    @abstractmethod
    def read(self, reading: FileReading) -> Iterator[Example]:
        """Yields the examples of a file, in file order.

        Raises:
            DataFileError: if the file is missing or malformed.
            LabelError: if a label is outside the task's set.
        """

    def read_pool(self, reading: FileReading) -> Iterator[Candidate]:  # noqa: ARG002 - for overriding
        """Yields what ``Query`` examples are answered from; nothing for other payloads.

        Raises:
            DataFileError: if a file is missing or malformed.
        """
        yield from ()

    def pool_files(self, reading: FileReading) -> tuple[Path, ...]:  # noqa: ARG002 - for overriding
        """Returns the files that determine the pool; languages that share them share it."""
        return ()

    def makes(self) -> tuple[FormatName, ...]:
        """Returns the formats of the examples under these settings."""
        return self.formats

    def companions(self, reading: FileReading) -> tuple[Path, ...]:  # noqa: ARG002 - for overriding
        """Returns the other files that ``read`` will open; part of the data's fingerprint."""
        return ()


def fault(path: Path, problem: str, remedy: str, *, line: int = 0) -> DataFileError:
    """Returns the error for a malformed file; ``line`` 0 stands for the whole of it."""
    return DataFileError(problem, place=f"{path}:{line}" if line else str(path), remedy=remedy)


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    r"""Yields (1-based number, line) of a UTF-8 file, gzipped if its name ends in ``.gz``.

    Lines end at ``\n`` or ``\r\n`` only: U+2028 and its like occur inside sentences.

    Raises:
        DataFileError: if the file is missing, not whole, or not UTF-8 (with the line).
    """
    with _open_text(path) as stream:
        for number, line in enumerate(stream, 1):
            yield number, line.rstrip("\n").removesuffix("\r")


def read_blocks(path: Path) -> Iterator[tuple[int, str]]:
    """Yields (1-based number of the first line, text) of each block of lines that are not blank.

    Space and tabs at the ends of lines are taken off. Otherwise as ``read_lines``.

    Raises:
        DataFileError: if the file is missing, not whole, or not UTF-8 (with the line).
    """
    with _open_text(path) as stream:
        number, text = 1, ""
        while piece := stream.read(_PIECE):
            text += piece
            if any(end in text for end in ("\r\n", " \n", "\t\n")):
                text = _SPACE_AT_END.sub("", text)
            *blocks, text = text.split("\n\n")
            for block in blocks:
                if body := block.lstrip("\n"):
                    yield number + len(block) - len(body), body
                number += block.count("\n") + 2
        if body := text.lstrip("\n").rstrip(" \t\r\n"):
            yield number + len(text) - len(text.lstrip("\n")), body


def read_json(path: Path, model: type[R]) -> R:
    """Reads a whole JSON file as ``model``.

    Raises:
        DataFileError: if the file is missing or not as the model says (with the key).
    """
    with open_file(path) as stream:
        return parse_record(model, stream.read(), path)


def parse_record(model: type[R], text: str | bytes, path: Path, *, line: int = 0) -> R:
    """Reads one JSON text, a line of JSONL or a whole file, as ``model``.

    Raises:
        DataFileError: if it is not JSON or not as the model says.
    """
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False)[0]
        key = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in found["loc"])
        problem = f"{key.removeprefix('.')}: {found['msg']}" if key else found["msg"]
        raise fault(path, problem, "mend the record", line=line) from None


@lru_cache(maxsize=64)
def _path_from(path: Path, root: Path) -> str:
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


@contextmanager
def _open_text(path: Path) -> Iterator[TextIOWrapper]:
    with open_file(path) as raw, TextIOWrapper(cast("IO[bytes]", raw), "utf-8-sig", newline="\n") as stream:
        try:
            yield stream
        except UnicodeDecodeError:
            raise _find_strange_byte(path) from None


def _find_strange_byte(path: Path) -> DataFileError:
    with open_file(path) as stream:
        for number, raw in enumerate(stream, 1):
            try:
                raw.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                problem = f"byte {error.start} of the line is not UTF-8"
                return fault(path, problem, "save the file as UTF-8", line=number)
    raise AssertionError


@contextmanager
def open_file(path: Path) -> Iterator[BufferedIOBase]:
    """Opens a file for reading bytes, through gzip if its name ends in ``.gz``.

    Raises:
        DataFileError: on entering or while reading, if the file is missing or not whole.
    """
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
            yield stream
    except FileNotFoundError:
        raise fault(path, "there is no such file", "check the catalogue and the data root") from None
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise fault(path, "this is not a whole gzip file", "fetch it again") from None
    except OSError as error:
        problem = f"the file cannot be read ({error.strerror})"
        raise fault(path, problem, "check the path and its permissions") from None
