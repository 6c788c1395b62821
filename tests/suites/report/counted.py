"""In how many languages stresses lower the score, and how much, in a realistic report."""

from __future__ import annotations

from suites.report.language_count import LanguageCount
from suites.report.model import ModelCard
from suites.report.seed_order import SeedOrder

STRESSES = (
    ("keyboard_typos", 3, ("de", "tr")),
    ("keyboard_typos", 5, ("de", "tr", "fi")),
    ("word_drop", 5, ()),
)
SEED_ORDER = SeedOrder(ratio=0.08, upper=0.31, better=False, cautions=("2 seeds are too few for an order",))


def measure_effect(drop: float | None, half: float) -> dict[str, float]:
    if drop is None:
        return {}
    return {
        "n_for_wanted": 2310,
        "effect_low": 0.4,
        "effect_high": 2.2,
        "cohen_g": 0.21,
        "standard_error": half / 1.96,
        "equivalent_within": abs(drop) + half * 0.84,
    }


def make_counts(model: ModelCard, metric: str) -> list[LanguageCount]:
    return [
        LanguageCount(
            model=model.name,
            arm=model.arm,
            task=model.task,
            seed=model.seed,
            metric=metric,
            perturbation=perturbation,
            severity=severity,
            least=len(named),
            tested=7,
            p_values=(0.001,) * len(named) + (0.4,) * (7 - len(named)),
            named=named,
            at_chance=("hi",),
            untested=("zh",),
            combination="bonferroni",
            alpha=0.05,
            sentence=f"falls in at least {len(named)} of 7 languages",
        )
        for perturbation, severity, named in STRESSES
    ]
