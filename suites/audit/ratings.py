"""``validity.json``: what people said of a blind sample, counted."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from harness.errors import DataFileError
from suites.documents import Document, Part, read_document

RATINGS_FILE = "validity.json"
FORMAT_VERSION = 2
LEAST_RATED = 10
"""Rated items of one perturbed set from which on people stand in the place of the rules."""


class RatedSet(Part):
    """The items of one set; ``perturbation`` is "clean" and ``severity`` 0 for originals."""

    task: str
    language: str
    perturbation: str
    version: int = Field(default=0, description="of the perturbation, when the sample was drawn")
    severity: int = Field(ge=0, le=5)
    n: int = Field(ge=1, description="items that were rated, each once however many people rated it")
    gold: int = Field(ge=0, description="of these, those whose gold at least half of their raters gave")


class Agreement(Part):
    """How often ratings equal the gold, in all; fractions."""

    n: int = Field(description="items that were rated, each once; the interval is for so many")
    share: float = Field(description="of ratings")
    low: float
    high: float
    confidence: float = Field(description="mean, from 1 (a guess) to 3 (sure)")


class Ratings(Document):
    """Ratings of one blind sample by one or more people."""

    sample: str = Field(description="sha256 of the sample's key")
    suites: tuple[str, ...] = Field(default=(), description="that the sample was drawn from")
    seed: int = Field(default=0, description="that its texts were perturbed with")
    raters: int
    unrated: int = Field(description="labels that were left empty, by all raters together")
    clean: Agreement | None
    perturbed: Agreement | None
    kappa: float | None = Field(description="Cohen's, of two raters' labels; null without two")
    kappa_n: int = Field(description="items that both rated")
    sets: tuple[RatedSet, ...]

    def find(self, task: str, language: str, perturbation: str, severity: int) -> RatedSet | None:
        """Returns what people said of one set, if any of its items was rated."""
        wanted = (task, language, perturbation, severity)
        found = (
            one for one in self.sets if (one.task, one.language, one.perturbation, one.severity) == wanted
        )
        return next(found, None)


def read_ratings(path: Path) -> tuple[Ratings, str]:
    """Returns what people said of a sample, and the sha256 of the file's bytes.

    Raises:
        DataFileError: if it is missing or malformed.
        RequestError: if it is of another format.
    """
    remedy = "name a validity.json that crosswind audit-read wrote"
    again = "read the ratings again with this version"
    ratings, digest = read_document(path, Ratings, version=FORMAT_VERSION, remedy=remedy, again=again)
    wrong = next((one for one in ratings.sets if one.gold > one.n), None)
    if wrong is not None:
        problem = f"{wrong.gold} of {wrong.n} items of {wrong.task} in {wrong.language} equal the gold"
        raise DataFileError(problem, place=str(path), remedy=remedy)
    return ratings, digest
