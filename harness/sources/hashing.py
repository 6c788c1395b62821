"""Files named by their bytes, hashed once as long as they stay as they are."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from harness.errors import DataFileError
from harness.fingerprint import fingerprint_file


def hash_file(path: Path) -> str:
    """Returns the fingerprint of a file's bytes.

    Raises:
        DataFileError: if there is no such file.
    """
    try:
        status = path.stat()
    except FileNotFoundError:
        remedy = "check the catalogue and the data root"
        raise DataFileError("there is no such file", place=str(path), remedy=remedy) from None
    return _hash_unchanged(path, status.st_size, status.st_mtime_ns)


@cache
def _hash_unchanged(path: Path, size: int, modified: int) -> str:  # noqa: ARG001 - they are the cache's key
    return fingerprint_file(path)
