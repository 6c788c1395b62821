"""The reference of mCE: one arm's scores under every condition, frozen in a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Final

from pydantic import Field

from harness.errors import RequestError
from harness.statistics.robustness import CLEAN, Condition, Scores
from suites.documents import Document, Part, read_document
from suites.plan import Plan

REFERENCE_FILE: Final = "mce-reference.json"
FORMAT_VERSION: Final = 1


class ReferenceScore(Part):
    """One score on the whole set, points, mean over training seeds."""

    task: str
    metric: str
    language: str
    perturbation: str = Field(description="'clean' at severity 0")
    severity: int
    score: float


class MceReference(Document):
    """Scores of one arm of a finished run, and what determines them."""

    plan: str
    arm: str
    seeds: tuple[int, ...]
    suites: tuple[str, ...]
    perturbation_seed: int
    frozen: str
    data: tuple[tuple[str, str], ...]
    scores: tuple[ReferenceScore, ...]

    def scores_of(
        self,
        task: str,
        metric: str,
        severities: Mapping[str, Sequence[int]],
        languages: Mapping[str, Sequence[str]],
    ) -> Scores:
        """Returns the mean over each perturbation's languages by condition, clean ones among them.

        Raises:
            RequestError: if a score is not there.
        """
        found = {
            (one.language, one.perturbation, one.severity): one.score
            for one in self.scores
            if (one.task, one.metric) == (task, metric)
        }
        means: dict[Condition, float] = {}
        for name, codes in languages.items():
            for severity in (CLEAN, *severities[name]):
                keys = [(code, name if severity else "clean", severity) for code in codes]
                missing = next((key for key in keys if key not in found), None)
                if missing is not None:
                    raise RequestError(
                        f"no {metric} of {task} in {missing[0]} under {missing[1]} at severity {missing[2]}",
                        place=f"reference of mCE (arm {self.arm})",
                        remedy="write the reference from a run of the same suites on the same tasks",
                    )
                means[Condition(name, severity)] = fmean(found[key] for key in keys)
        return means


def read_reference(path: Path) -> tuple[MceReference, str]:
    """Returns the reference of a file, and the sha256 of its bytes.

    Raises:
        DataFileError: if it is missing or malformed.
        RequestError: if it is of another format.
    """
    remedy = "name a file that crosswind report --write-reference wrote"
    again = "write the reference again with this version"
    reference, content = read_document(path, MceReference, version=FORMAT_VERSION, remedy=remedy, again=again)
    if not any(one.severity == CLEAN for one in reference.scores):
        raise RequestError("it has no clean score", place=str(path), remedy=remedy)
    return reference, content


def name_reference(reference: tuple[MceReference, str] | None) -> str:
    """Returns what a reference and the hash of its file are, in words; empty for none."""
    if reference is None:
        return ""
    one, content = reference
    return f"arm {one.arm} (seeds: {len(one.seeds)}) of plan {one.plan}, file sha256 {content}"


def check_reference(reference: MceReference, plan: Plan, *, place: str = "reference of mCE") -> MceReference:
    """Returns a reference that was measured as this run is, and refuses any other.

    Raises:
        RequestError: naming the suite, data, version or seed that differs.
    """
    for kind, theirs, ours in (
        ("suites", ", ".join(sorted(reference.suites)), ", ".join(sorted(plan.suites))),
        ("version of Crosswind", reference.crosswind, plan.version),
        ("seed of the perturbations", str(reference.perturbation_seed), str(plan.seed)),
        ("frozen sets", reference.frozen or "none", plan.frozen or "none"),
    ):
        if theirs != ours:
            raise RequestError(
                f"the reference is of another {kind}: {theirs}, where the run has {ours}",
                place=place,
                remedy="write the reference from a run of the same suites and version",
            )
    known = dict(reference.data)
    for name, content in plan.data:
        if known.get(name) != content:
            problem = "has no" if name not in known else "is of other"
            raise RequestError(
                f"the reference {problem} data of {name}",
                place=place,
                remedy="write the reference from a run on the same data",
            )
    return reference
