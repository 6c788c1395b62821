"""In how many languages does a stress lower the score? Counted over the cells of the report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from harness.statistics.partial_conjunction import count_fallen, one_sided_p
from suites.analysis.cells import ALPHA
from suites.report.cell import Cell
from suites.report.language_count import LanguageCount

COMBINATION: Final = (
    "bonferroni"  # languages of a task share their items, so their tests depend on each other
)


def count_languages(cells: Sequence[Cell]) -> Iterator[LanguageCount]:
    """Yields a count for every model, metric, stress and severity with at least two languages tested.

    p-values are one-sided (a gain is no drop) and not adjusted. A language at chance has p = 1: it
    counts as tested and never as falling.
    """
    groups: dict[tuple[str, str, str, int], list[Cell]] = defaultdict(list)
    for cell in cells:
        groups[cell.model, cell.metric, cell.perturbation, cell.severity].append(cell)
    for found in groups.values():
        tested = [cell for cell in found if cell.p_value is not None]
        if len(tested) > 1:
            yield _count(found, tested)


def _count(found: Sequence[Cell], tested: Sequence[Cell]) -> LanguageCount:
    fallen = count_fallen([_p_of(cell) for cell in tested], alpha=ALPHA, method=COMBINATION)
    first = found[0]
    return LanguageCount(
        model=first.model,
        arm=first.arm,
        task=first.task,
        seed=first.seed,
        metric=first.metric,
        perturbation=first.perturbation,
        severity=first.severity,
        least=fallen.least,
        tested=fallen.tested,
        p_values=tuple(round(p, 6) for p in fallen.p_values),
        named=tuple(tested[place].language for place in fallen.named),
        at_chance=tuple(cell.language for cell in tested if cell.at_chance),
        untested=tuple(cell.language for cell in found if cell.p_value is None),
        combination=COMBINATION,
        alpha=ALPHA,
        sentence=_tell(fallen.least, fallen.tested),
    )


def _p_of(cell: Cell) -> float:
    if cell.at_chance or cell.p_value is None or cell.drop is None:
        return 1.0
    return one_sided_p(cell.p_value, cell.drop)


def _tell(least: int, tested: int) -> str:
    how = f"partial conjunction, Bonferroni, α = {ALPHA}"
    if not least:
        return f"not shown to fall in any of {tested} languages ({how})"
    return f"falls in at least {least} of {tested} languages ({how})"
