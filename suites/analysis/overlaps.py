"""Arms whose intermediate and target data come from one corpus: a gain may be no more than more of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from suites.data import find_task
from suites.plan import PlannedModel
from suites.report import wording as say
from suites.report.cell import Cell
from suites.report.leakage import Overlap
from suites.report.model import ArmComparison


def find_overlaps(models: Sequence[PlannedModel]) -> tuple[Overlap, ...]:
    """Returns every pair of an arm's earlier task and its target that share a corpus, each once."""
    return tuple(dict.fromkeys(one for model in models for one in _overlaps_of(model)))


def find_unknown_lineages(models: Sequence[PlannedModel]) -> Iterator[str]:
    """Yields a sentence for each checkpoint of which nothing says what it was trained on."""
    arms: dict[str, list[str]] = {}
    for model in models:
        first = next(model.stage.history())
        if first.kind == "checkpoint":
            arms.setdefault(first.task, []).append(model.arm)
    for folder, found in arms.items():
        names = say.join_words(tuple(dict.fromkeys(found)))
        yield (
            f"lineage unknown: nothing says what {folder} was trained on, so overlap and leakage of those "
            f"data could not be looked for ({names})"
        )


def mark_comparison(comparison: ArmComparison, overlaps: Sequence[Overlap]) -> ArmComparison:
    """Returns a comparison of arms with the overlaps of both among its notes."""
    arms = (comparison.candidate_arm, comparison.baseline_arm)
    found = [one.sentence for one in overlaps if one.arm in arms and one.target_task == comparison.task]
    return comparison.model_copy(update={"notes": (*comparison.notes, *found)}) if found else comparison


def mark_cell(cell: Cell, overlaps: Sequence[Overlap]) -> Cell:
    """Returns a cell with the overlaps of its arm among its notes."""
    found = [one.sentence for one in overlaps if one.arm == cell.arm and one.target_task == cell.task]
    return cell.model_copy(update={"notes": (*cell.notes, *found)}) if found else cell


def _overlaps_of(model: PlannedModel) -> Iterator[Overlap]:
    tuned = [stage for stage in model.stage.history() if stage.kind in ("intermediate", "target")]
    earlier = tuned[:-1] if tuned and tuned[-1].kind == "target" else tuned
    own = find_task(model.task, place="plan").corpora
    for name in dict.fromkeys(name for stage in earlier for name in stage.tasks):
        shared = tuple(corpus for corpus in find_task(name, place="plan").corpora if corpus in own)
        if shared:
            yield Overlap(
                arm=model.arm,
                intermediate_task=name,
                target_task=model.task,
                corpora=shared,
                sentence=_explain(model, name, say.join_words(shared)),
            )


def _explain(model: PlannedModel, name: str, corpora: str) -> str:
    both = f"both {name} and {model.task}" if name != model.task else f"{name} in both phases"
    return f"{corpora} trains {both}: a gain of {model.arm} may be no more than longer training on it"
