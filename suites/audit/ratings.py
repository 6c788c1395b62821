"""``validity.json``: what people said of a blind sample, counted."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from harness.errors import DataFileError, RequestError

RATINGS_FILE = "validity.json"
FORMAT_VERSION = 1
LEAST_RATED = 10
"""Ratings of one perturbed set from which on they stand in the place of the rules."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class RatedSet(_Part):
    """The items of one set; ``perturbation`` is "clean" and ``severity`` 0 for originals."""

    task: str
    language: str
    perturbation: str
    severity: int = Field(ge=0, le=5)
    n: int = Field(ge=1, description="items that were rated, by all raters together")
    gold: int = Field(ge=0, description="of these, with a rating that equals the gold")


class Agreement(_Part):
    """Shares of ratings that equal the gold, in all; fractions."""

    n: int
    share: float
    low: float
    high: float
    confidence: float = Field(description="mean, from 1 (a guess) to 3 (sure)")


class Ratings(_Part):
    """Ratings of one blind sample by one or more people."""

    format_version: int
    crosswind: str
    sample: str = Field(description="sha256 of the sample's key")
    raters: int
    unrated: int = Field(description="items that were left empty, by all raters together")
    clean: Agreement | None
    perturbed: Agreement | None
    kappa: float | None = Field(description="Cohen's, of two raters' labels; null without two")
    kappa_n: int = Field(description="items that both rated")
    sets: tuple[RatedSet, ...]

    def find(self, task: str, language: str, perturbation: str, severity: int) -> RatedSet | None:
        """Returns the ratings of one set, if there are any."""
        wanted = (task, language, perturbation, severity)
        found = (
            one for one in self.sets if (one.task, one.language, one.perturbation, one.severity) == wanted
        )
        return next(found, None)


def read_ratings(path: Path) -> tuple[Ratings, str]:
    """Returns the ratings of a file, and the sha256 of its bytes.

    Raises:
        DataFileError: if it is missing or malformed.
        RequestError: if it is of another format.
    """
    remedy = "name a validity.json that crosswind audit-read wrote"
    try:
        content = path.read_bytes()
        ratings = Ratings.model_validate_json(content)
    except OSError:
        raise DataFileError("the file cannot be read", place=str(path), remedy=remedy) from None
    except ValidationError as error:
        first = error.errors()[0]
        problem = f"{'.'.join(map(str, first['loc'])) or 'the file'}: {first['msg'].lower()}"
        raise DataFileError(problem, place=str(path), remedy=remedy) from None
    if ratings.format_version != FORMAT_VERSION:
        problem = f"format version {ratings.format_version}, this Crosswind reads {FORMAT_VERSION}"
        raise RequestError(problem, place=str(path), remedy="read the ratings again with this version")
    wrong = next((one for one in ratings.sets if one.gold > one.n), None)
    if wrong is not None:
        problem = f"{wrong.gold} of {wrong.n} ratings of {wrong.task} in {wrong.language} equal the gold"
        raise DataFileError(problem, place=str(path), remedy=remedy)
    return ratings, sha256(content).hexdigest()
