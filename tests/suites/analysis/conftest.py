"""Models whose right and wrong answers a test writes down as a string of 1 and 0."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from harness.metrics import METRICS
from harness.training.stage import Stage
from harness.types import Coverage, Edit, Example, LabelGold, TaggedTokens, TagsGold, TextPair
from perturbations.validity import Validity
from suites.analysis.scores import ModelScores, load_scores
from suites.evaluate import predictions_path
from suites.plan import Plan, PlannedModel, Unit
from suites.predictions import BASELINE, CLEAN, CellCoverage, CellKey, Row, write_predictions

TASK = "mini_pairs"
HALF = "01" * 20
ACCURACY = METRICS.get("accuracy")


@dataclass(frozen=True)
class Subject:
    """A model and what it got right.

    Attributes:
        answers: language -> cell ("clean", "baseline" or stress) -> a 1 or 0 per example; "." leaves
            the example out. Examples are named by their place.
        units: stress by name, family and severity.
    """

    name: str
    answers: Mapping[str, Mapping[str, str]]
    units: Sequence[tuple[str, str, int]] = ()
    arm: str = "direct"
    seed: int = 0
    severity: int = 0
    share: float = 0.0
    examples: int = 0
    scaling: str = "intermediate_subset"
    phase: str = "intermediate"
    left: float = 0.0
    task: str = TASK
    stage: Stage | None = None
    validity: Validity | None = None
    texts: Callable[[str, int], tuple[str, tuple[Edit, ...]]] = field(
        default=lambda _cell, _place: ("text", ())
    )
    domains: Callable[[int], str] = field(default=lambda _place: "")

    def planned(self) -> PlannedModel:
        languages = tuple(self.answers)
        units = tuple(
            Unit("s", family, name, severity, languages, paired=family == "adversarial")
            for name, family, severity in self.units
        )
        scaling = self.scaling if self.severity else ""
        stage = self.stage or Stage("checkpoint", self.name, content=self.name)
        size = (self.severity, self.share)
        phase, left = (self.phase, self.left or self.share) if self.severity else (None, 1.0)
        return PlannedModel(
            *(self.name, self.arm, self.task, self.seed, scaling, *size, stage, languages, 0, units),
            phase=phase,
            left=left,
        )

    def write(self, path: Path) -> None:
        severities = {name: severity for name, _, severity in self.units}
        rows, coverages = [], []
        for language, cells in self.answers.items():
            for cell, marks in cells.items():
                key = CellKey(language, cell, severities.get(cell, 0))
                rows += [self.row(key, place, mark) for place, mark in enumerate(marks) if mark != "."]
                if cell not in (CLEAN, BASELINE):
                    changed = len(marks) - marks.count(".")
                    left = len(marks) - changed
                    reasons = (("no such letter", left),) if left else ()
                    brought = (("sea", changed),) if cell == "new" else ()
                    coverage = Coverage(len(marks), changed, 0, left, 0.25, reasons, brought=brought)
                    coverages.append(CellCoverage(key, coverage, self.validity))
        write_predictions(path, rows, coverages, intermediate_examples=self.examples)

    def row(self, key: CellKey, place: int, mark: str) -> Row:
        if self.task == "mini_pos":
            return tagged_row(key, place, mark)
        text, edits = self.texts(key.perturbation, place)
        gold, answer = LabelGold("paraphrase"), "paraphrase" if mark == "1" else "different"
        payload = TextPair(text, "other")
        name, domain = f"e{place:02d}", self.domains(place)
        example = Example(name, key.language, payload, gold, f"g{place:02d}", domain, edits=edits)
        return Row(key, example, answer, ACCURACY.measure(gold, answer, key.language))


def tagged_row(key: CellKey, place: int, mark: str) -> Row:
    """A sentence that is tagged well, or wrong throughout; the constant answer is NOUN."""
    tags = ("NOUN", "VERB") if key.perturbation == "word_drop" else ("NOUN", "NOUN", "VERB")
    answer = tags if mark == "1" else ("ADJ",) * len(tags)
    if key.perturbation == BASELINE:
        answer = ("NOUN",) * len(tags)
    gold = TagsGold(tags)
    example = Example(f"e{place:02d}", key.language, TaggedTokens(("w",) * len(tags)), gold, f"g{place:02d}")
    parts = [METRICS.get(name).measure(gold, answer, key.language) for name in ("span_f1", "accuracy")]
    return Row(key, example, answer, (*parts[0], *parts[1]))


@dataclass(frozen=True)
class StoredRun:
    """A plan and the folder with its predictions."""

    plan: Plan
    folder: Path

    def scores(self) -> tuple[ModelScores, ...]:
        return tuple(load_scores(self.plan, self.folder))


@pytest.fixture
def store(tmp_path) -> Callable[..., StoredRun]:
    """Writes the predictions of some subjects as a run leaves them."""

    def write(*subjects: Subject) -> StoredRun:
        models = tuple(subject.planned() for subject in subjects)
        for number, (subject, model) in enumerate(zip(subjects, models, strict=True)):
            subject.write(predictions_path(tmp_path, number, model))
        absent = ((TASK, "sw, yo"),)
        sets = sorted({f"{model.task}/{code}/test" for model in models for code in model.languages})
        data = tuple((name, "f") for name in sets)
        return StoredRun(Plan("t", "0", ("s",), (), 0, models, data, (), absent, "c"), tmp_path)

    return write
