"""What is known of the gold of perturbed sets, and which drops may be partly due to broken gold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from harness.statistics.scores import wilson
from perturbations.validity import Validity
from perturbations.validity_rules import RULES
from suites.analysis.rounding import tidy
from suites.analysis.scores import ModelScores
from suites.audit.ratings import LEAST_RATED, RatedSet, Ratings
from suites.predictions import CLEAN, CellKey
from suites.report.cell import Cell
from suites.report.validity import GoldValidity, RuleOutcome, ValiditySource

SURE_SHARE = 0.9
"""Of a set's changed examples that must be known to keep their gold, for a drop to be the model's alone."""

UNKNOWN = (
    "validity unknown: no rule could tell whether the gold survives, so the drop may be partly due to "
    "broken gold"
)
LOW = (
    "validity below 90 %: the drop may be partly due to broken gold; the ceiling is what a reader who is not "
    "fooled would reach"
)
CONTROL = "a control: the gold is not kept, on purpose, so the drop is no loss of robustness"

Judgements = Mapping[tuple[str, CellKey], GoldValidity]
"""(model, cell) → what is known of its gold."""


@dataclass(frozen=True, slots=True)
class _Share:
    """Who says what of how many examples; shares are fractions."""

    source: ValiditySource
    survived: int
    n: int
    unknown: int

    @property
    def share(self) -> float | None:
        return self.survived / self.n if self.n else None

    @property
    def ceiling(self) -> float | None:
        """In points: the unknown may survive."""
        return 100 * (self.survived + self.unknown) / (self.n + self.unknown) if self.n else None

    @property
    def in_doubt(self) -> bool:
        return self.source in ("unknown", "control") or self.survived < SURE_SHARE * (self.n + self.unknown)


def collect_validity(models: Sequence[ModelScores], ratings: Ratings | None = None) -> Judgements:
    """Returns what is known of every perturbed set of every model, in the order of the plan."""
    return {
        (scores.model.name, key): describe_validity(
            scores.model.task, key, scores.table.validities.get(key), ratings
        )
        for scores in models
        for unit in scores.model.units
        for language in unit.languages
        for key in [CellKey(language, unit.perturbation, unit.severity)]
    }


def list_validity(judgements: Judgements) -> tuple[GoldValidity, ...]:
    """Returns one entry per set: models read the same, and the first that scores of it has it whole."""
    entries: dict[tuple[str, CellKey], GoldValidity] = {}
    for (_, key), entry in judgements.items():
        entries.setdefault((entry.task, key), entry)
    return tuple(entries.values())


def describe_validity(
    task: str, key: CellKey, validity: Validity | None, ratings: Ratings | None = None
) -> GoldValidity:
    """Returns what rules, or people where they rated enough, say of one perturbed set."""
    rated = ratings.find(task, key.language, key.perturbation, key.severity) if ratings else None
    originals = ratings.find(task, key.language, CLEAN, 0) if ratings else None
    found = _choose_source(validity, rated)
    low, high = wilson(found.share, found.n) if found.share is not None else (None, None)
    return GoldValidity(
        task=task,
        language=key.language,
        perturbation=key.perturbation,
        severity=key.severity,
        source=found.source,
        share=_tidy(found.share),
        low=_tidy(low, 0.01),
        high=_tidy(high, 0.01),
        n=found.n,
        unknown=found.unknown,
        ceiling=_tidy(found.ceiling),
        in_doubt=found.in_doubt,
        construction=validity.construction if validity else "",
        clean_share=_tidy(originals.gold / originals.n) if originals else None,
        clean_n=originals.n if originals else 0,
        rules=tuple(_describe_rules(validity)),
    )


def judge_cell(cell: Cell, judgements: Judgements) -> Cell:
    """Returns a cell with what is known of its gold, and a note where that is in doubt."""
    if cell.perturbation_family == "scaling":
        return cell.model_copy(update={"validity_source": "clean"})
    entry = judgements.get((cell.model, CellKey(cell.language, cell.perturbation, cell.severity)))
    if entry is None:
        return cell
    in_doubt = entry.in_doubt and cell.n > 0
    note = {"unknown": UNKNOWN, "control": CONTROL}.get(entry.source, LOW)
    return cell.model_copy(
        update={
            "validity": entry.share,
            "validity_low": entry.low,
            "validity_high": entry.high,
            "validity_n": entry.n,
            "validity_source": entry.source,
            "ceiling": entry.ceiling,
            "gold_in_doubt": in_doubt,
            "notes": (*cell.notes, note) if in_doubt else cell.notes,
        }
    )


def _choose_source(validity: Validity | None, rated: RatedSet | None) -> _Share:
    if validity is not None and validity.control:
        return _Share("control", 0, 0, 0)
    if rated is not None and rated.n >= LEAST_RATED:
        return _Share("ratings", rated.gold, rated.n, 0)
    if validity is None or not validity.checked:
        return _Share("unknown", 0, 0, validity.unknown if validity else 0)
    source: ValiditySource = "construction" if validity.construction else "rules"
    return _Share(source, validity.kept, validity.checked, validity.unknown)


def _describe_rules(validity: Validity | None) -> Iterator[RuleOutcome]:
    for count in validity.rules if validity else ():
        yield RuleOutcome(
            rule=count.rule,
            sentence=RULES[count.rule].sentence if count.rule in RULES else "",
            holds=count.holds,
            fails=count.fails,
            inapplicable=count.inapplicable,
        )


def _tidy(value: float | None, scale: float = 1.0) -> float | None:
    return None if value is None else tidy(scale * value)
