"""``manifest.json``: what a frozen suite holds, the hash of every file, and that of what it says itself."""

from __future__ import annotations

import json
import re
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from harness.errors import DataFileError, RequestError
from harness.types import Coverage
from suites.frozen.records import WRITE_AGAIN
from suites.plan import Family

MANIFEST_FILE = "manifest.json"
FORMAT_VERSION = 2


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class CleanSet(_Part):
    """The clean evaluation set that perturbed ones belong to; ``sha256`` is its fingerprint."""

    task: str
    language: str
    limit: int = Field(description="examples that were asked for; 0 = all")
    examples: int
    reserve: int = Field(description="examples of other domains, after the others in the file")
    data: str = Field(description="fingerprint of the data at their source, before the limit")
    file: str
    sha256: str


class PerturbedFile(_Part):
    """One perturbed or shifted evaluation set."""

    task: str
    language: str
    family: Family
    perturbation: str
    version: int
    severity: int
    examples: int
    coverage: Coverage
    file: str
    sha256: str


class Manifest(_Part):
    """All that determines a frozen suite."""

    format_version: int
    crosswind: str
    suites: tuple[str, ...]
    seed: int
    clean: tuple[CleanSet, ...]
    sets: tuple[PerturbedFile, ...]
    content: str = Field(
        default="", description="sha256 of all the rest, so that no count can be edited unseen"
    )

    def sign(self) -> Manifest:
        """Returns the manifest with the hash of what it says."""
        return self.model_copy(update={"content": self.hash_content()})

    def hash_content(self) -> str:
        """Returns the sha256 of the manifest without ``content``: JSON, keys sorted, no space, ASCII only."""
        value = self.model_dump(mode="json", exclude={"content"})
        return sha256(json.dumps(value, sort_keys=True, separators=(",", ":")).encode()).hexdigest()

    @cached_property
    def clean_by_name(self) -> dict[tuple[str, str], CleanSet]:
        """(task, language) → its clean set."""
        return {(one.task, one.language): one for one in self.clean}

    @cached_property
    def sets_by_name(self) -> dict[tuple[str, str, str, int], PerturbedFile]:
        """(task, language, perturbation, severity) → the perturbed set."""
        return {(one.task, one.language, one.perturbation, one.severity): one for one in self.sets}

    @property
    def examples(self) -> int:
        """Perturbed and shifted examples, all sets together."""
        return sum(one.examples for one in self.sets)


def name_clean(task: str, language: str) -> str:
    """Returns the path of a clean set inside the folder."""
    return f"{_safe(task)}/{_safe(language)}/clean.jsonl"


def name_perturbed(task: str, language: str, perturbation: str, severity: int) -> str:
    """Returns the path of a perturbed set inside the folder."""
    return f"{_safe(task)}/{_safe(language)}/{_safe(perturbation)}-{severity}.jsonl"


def read_manifest(folder: Path) -> tuple[Manifest, str]:
    """Returns a folder's manifest and the sha256 of its bytes.

    Raises:
        RequestError: if there is none, or it has another format.
        DataFileError: if it is malformed, or says something else than when it was written.
    """
    file = folder / MANIFEST_FILE
    try:
        content = file.read_bytes()
    except OSError:
        raise RequestError(
            f"no frozen suite there ({MANIFEST_FILE} cannot be read)",
            place=str(folder),
            remedy="name a folder that crosswind perturb-set wrote",
        ) from None
    try:
        _check_version(_Version.model_validate_json(content).format_version, file)
        manifest = Manifest.model_validate_json(content)
    except ValidationError as error:
        first = error.errors()[0]
        problem = f"{'.'.join(map(str, first['loc'])) or 'the file'}: {first['msg'].lower()}"
        raise DataFileError(problem, place=str(file), remedy=WRITE_AGAIN) from None
    if manifest.content != manifest.hash_content():
        raise DataFileError(_CHANGED, place=str(file), remedy=WRITE_AGAIN)
    _check_names(manifest, file)
    return manifest, sha256(content).hexdigest()


_CHANGED = "the manifest is not the one that was written: what it says does not have the sha256 that it names"


class _Version(BaseModel):
    """All that is read of a manifest of another format."""

    format_version: int


def _check_version(version: int, file: Path) -> None:
    if version != FORMAT_VERSION:
        raise RequestError(
            f"format version {version}, this Crosswind reads {FORMAT_VERSION}",
            place=str(file),
            remedy="write the set again with this version (crosswind perturb-set)",
        )


def _check_names(manifest: Manifest, file: Path) -> None:
    """A file stands where its set says: nothing outside the folder is read, and nothing twice."""
    names = [(one.file, name_clean(one.task, one.language)) for one in manifest.clean]
    names += [
        (one.file, name_perturbed(one.task, one.language, one.perturbation, one.severity))
        for one in manifest.sets
    ]
    wrong = next((found for found, expected in names if found != expected), None)
    if wrong is not None or len({name for name, _ in names}) < len(names):
        problem = "a file is named twice" if wrong is None else f"{wrong!r} is not where its set belongs"
        raise DataFileError(problem, place=str(file), remedy=WRITE_AGAIN)


def _safe(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9_+@]+", "-", name)
