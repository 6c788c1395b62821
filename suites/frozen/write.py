"""Writing a frozen suite: one evaluation set in memory at a time, files hashed as they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from harness import __version__
from harness.errors import RequestError
from harness.store.atomic import new_folder
from perturbations.compose import find_stress
from suites.expand import Request
from suites.frozen.manifest import (
    FORMAT_VERSION,
    MANIFEST_FILE,
    CleanSet,
    Manifest,
    PerturbedFile,
    name_clean,
    name_perturbed,
)
from suites.frozen.records import encode_clean, encode_example
from suites.sets import PlacedTask, stress_sets
from suites.stress import StressedSet


def write_frozen(request: Request, tasks: Iterable[PlacedTask], out: Path) -> Manifest:
    """Writes every perturbed set of the tasks into a new folder, which is there whole or not at all.

    Raises:
        RequestError: if the folder exists, or data cannot be read.
    """
    if out.exists():
        raise RequestError("the folder exists", place=str(out), remedy="name another --out, or remove it")
    with new_folder(out) as scratch:
        written = [one for placed in tasks for one in _write_task(request, placed, scratch)]
        manifest = Manifest(
            format_version=FORMAT_VERSION,
            crosswind=__version__,
            suites=tuple(suite.name for suite in request.suites),
            seed=request.seed,
            clean=tuple(clean for clean, _ in written),
            sets=tuple(one for _, files in written for one in files),
        ).sign()
        (scratch / MANIFEST_FILE).write_text(manifest.model_dump_json(indent=1) + "\n", "utf-8")
    return manifest


def _write_task(
    request: Request, placed: PlacedTask, folder: Path
) -> Iterator[tuple[CleanSet, tuple[PerturbedFile, ...]]]:
    for evaluation, stressed in stress_sets(placed, request):
        name = name_clean(placed.task.name, evaluation.language)
        clean = CleanSet(
            task=placed.task.name,
            language=evaluation.language,
            limit=placed.limit,
            examples=len(evaluation.examples),
            reserve=len(evaluation.reserve),
            data=request.access.fingerprint(placed.task, evaluation.language, "test"),
            file=name,
            sha256=_write_lines(folder / name, encode_clean(evaluation)),
        )
        yield clean, tuple(_write_perturbed(one, placed.task.name, folder) for one in stressed)


def _write_perturbed(stressed: StressedSet, task: str, folder: Path) -> PerturbedFile:
    key = stressed.key
    spec = find_stress(key.perturbation).spec
    name = name_perturbed(task, key.language, key.perturbation, key.severity)
    return PerturbedFile(
        task=task,
        language=key.language,
        family=spec.family,
        perturbation=key.perturbation,
        version=spec.version,
        severity=key.severity,
        examples=len(stressed.examples),
        coverage=stressed.coverage,
        file=name,
        sha256=_write_lines(folder / name, map(encode_example, stressed.examples)),
    )


def _write_lines(path: Path, lines: Iterable[bytes]) -> str:
    """Writes lines and returns the sha256 of the file."""
    digest = sha256()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        for line in lines:
            digest.update(line)
            stream.write(line)
    return digest.hexdigest()
