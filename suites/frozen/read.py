"""Reading frozen sets, and refusing whatever is not exactly what was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from harness.errors import DataFileError, RequestError
from harness.types import EvaluationSet, Example
from perturbations.compose import find_stress
from suites.data import DataAccess, find_task
from suites.frozen.manifest import MANIFEST_FILE, CleanSet, Manifest, PerturbedFile, read_manifest
from suites.frozen.records import WRITE_AGAIN, decode_example, decode_id, encode_clean
from suites.plan import NO_SERVICES, Plan, PlannedModel, Unit
from suites.predictions import CellKey
from suites.stress import StressedSet

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class FrozenSets:
    """A folder that ``crosswind perturb-set`` wrote, its manifest read.

    Attributes:
        folder: where it is.
        manifest: what it holds.
        sha256: of the manifest.
    """

    folder: Path
    manifest: Manifest
    sha256: str

    def read(self, evaluation: EvaluationSet, units: Iterable[Unit]) -> Iterator[StressedSet]:
        """Yields what ``stress_units`` would, from the files.

        Raises:
            DataFileError: if a file is not as it was written.
            RequestError: if the clean set is another, or a set is not held.
        """
        originals = self._check_clean(evaluation)
        for unit in units:
            if evaluation.language in unit.languages:
                entry = self._find(evaluation.task, evaluation.language, unit)
                key = CellKey(evaluation.language, unit.perturbation, unit.severity)
                yield StressedSet(key, self._read_examples(entry, originals), entry.coverage)

    def bind(self, plan: Plan, access: DataAccess) -> Plan:
        """Returns the plan that reads these sets, after everything it will read was checked.

        Raises:
            DataFileError: if a file is missing, changed, or was added.
            RequestError: if the plan asks for what is not held, or its data are others.
        """
        self._check_files()
        if plan.services != NO_SERVICES:
            raise RequestError(
                "its sets are perturbed already, and no model is asked any more",
                place=f"--frozen {self.folder}",
                remedy="leave out --mask-filler, --translator and --reference",
            )
        if plan.seed != self.manifest.seed:
            raise self._refuse(f"it was made with seed {self.manifest.seed}, not {plan.seed}")
        data = dict(plan.data)
        checked: set[str] = set()
        for model in plan.models:
            if model.phase == "evaluation":
                raise self._refuse("it holds whole sets, and a suite asks for parts of them")
            for language in model.languages:
                self._check_units(model, language)
                clean = self._find_clean(model.task, language)
                if clean.limit != model.limit:
                    raise self._refuse(f"its clean sets are of limit {clean.limit}, not {model.limit}")
                if clean.data != data[f"{model.task}/{language}/test"] and clean.file not in checked:
                    task = find_task(model.task, place="plan")
                    self._check_clean(access.load_evaluation(task, language, limit=model.limit))
                    checked.add(clean.file)
        return replace(plan, frozen=self.sha256, resources=())  # nothing is drawn from word lists any more

    def _check_units(self, model: PlannedModel, language: str) -> None:
        for unit in model.units:
            if language in unit.languages:
                self._find(model.task, language, unit)

    def _check_files(self) -> None:
        expected = {one.file: one.sha256 for one in self.manifest.clean}
        expected |= {one.file: one.sha256 for one in self.manifest.sets}
        present = {
            path.relative_to(self.folder).as_posix()
            for path in self.folder.rglob("*")
            if not path.is_dir() or path.is_symlink()
        } - {MANIFEST_FILE}
        for name in sorted(present - expected.keys()):
            raise _not_as_written("the file is not in the manifest", self.folder / name)
        for name, digest in expected.items():
            if name not in present:
                raise _not_as_written("the file is missing", self.folder / name)
            if _hash_file(self.folder / name) != digest:
                raise _not_as_written(_CHANGED, self.folder / name)

    def _check_clean(self, evaluation: EvaluationSet) -> dict[str, Example]:
        """Returns the originals by id, after they were found to be those of the frozen sets."""
        clean = self._find_clean(evaluation.task, evaluation.language)
        digest = sha256()
        for line in encode_clean(evaluation):
            digest.update(line)
        if digest.hexdigest() != clean.sha256:
            raise RequestError(
                "the clean examples are not those that the frozen set was made from",
                place=f"{evaluation.task}/{evaluation.language}, {self.folder / clean.file}",
                remedy="give the data it was made from, or write it again (crosswind perturb-set)",
            )
        known = (*evaluation.foreign, *evaluation.reserve, *evaluation.examples)
        return {example.id: example for example in known}

    def _find_clean(self, task: str, language: str) -> CleanSet:
        clean = self.manifest.clean_by_name.get((task, language))
        if clean is None:
            raise self._refuse(f"it does not hold {task} in {language}")
        return clean

    def _find(self, task: str, language: str, unit: Unit) -> PerturbedFile:
        self._find_clean(task, language)
        entry = self.manifest.sets_by_name.get((task, language, unit.perturbation, unit.severity))
        if entry is None:
            asked = f"{unit.perturbation} at severity {unit.severity} on {task} in {language}"
            raise self._refuse(f"it does not hold {asked}, which suite {unit.suite} asks for")
        version = find_stress(unit.perturbation).spec.version
        if entry.version != version:
            raise self._refuse(
                f"its {unit.perturbation} is of version {entry.version}, the one here of {version}"
            )
        return entry

    def _read_examples(self, entry: PerturbedFile, originals: dict[str, Example]) -> tuple[Example, ...]:
        path = self.folder / entry.file
        digest = sha256()
        examples: list[Example] = []
        try:
            with path.open("rb") as stream:
                for number, line in enumerate(stream, 1):
                    digest.update(line)
                    place = f"{path}:{number}"
                    original = originals.get(decode_id(line, place=place))
                    if original is None:
                        raise _not_as_written("no clean example has this id", place)
                    examples.append(decode_example(line, original, place=place))
        except OSError:
            raise _not_as_written("the file cannot be read", path) from None
        if digest.hexdigest() != entry.sha256:
            raise _not_as_written(_CHANGED, path)
        return tuple(examples)

    def _refuse(self, problem: str) -> RequestError:
        return RequestError(
            problem,
            place=f"--frozen {self.folder}",
            remedy="write a set for this run (crosswind perturb-set)",
        )


_CHANGED = "the file is not the one that was written: its sha256 differs from the manifest's"


def open_frozen(folder: Path) -> FrozenSets:
    """Returns the frozen sets of a folder, whose files are not read yet.

    Raises:
        RequestError: if it holds none that this Crosswind can read.
    """
    return FrozenSets(folder, *read_manifest(folder))


def _hash_file(path: Path) -> str:
    digest = sha256()
    try:
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
    except OSError:
        raise _not_as_written("the file cannot be read", path) from None
    return digest.hexdigest()


def _not_as_written(problem: str, place: Path | str) -> DataFileError:
    return DataFileError(problem, place=str(place), remedy=WRITE_AGAIN)
