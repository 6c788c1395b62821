"""A realistic report, and a hostile one, as fixtures."""

from __future__ import annotations

import pytest

from harness.seeds import derive_generator
from suites.report.cell import Cell
from suites.report.examples import Span, WorstExample
from suites.report.model import (
    SCHEMA_VERSION,
    ArmComparison,
    Baseline,
    ModelCard,
    Report,
    RunRecord,
    Signature,
)

from .answers import ANSWERS
from .broken_texts import WORST_TEXTS
from .calibrated import make_shifts
from .counted import SEED_ORDER, make_counts, measure_effect
from .fair import make_fairness
from .grouped import make_group_scores, make_spread
from .hostile import make_hostile
from .learning import make_learning
from .scaled import SHARES, make_curve, scaled_by
from .sturdy import make_robustness
from .training_data import BENCHMARKS, OVERLAPS, make_leakage

FAMILIES = {
    **dict.fromkeys(("en", "de", "ru", "hi"), "Indo-European"),
    "tr": "Turkic",
    "fi": "Uralic",
    "ar": "Afro-Asiatic",
    "zh": "Sino-Tibetan",
}
TASKS = {"mini_pairs": "accuracy", "mini_tags": "span_f1", "mini_qa": "f1"}
PERTURBATIONS = {
    "keyboard_typos": ("adversarial", 2.2, (1, 2, 3, 4, 5)),
    "homoglyphs": ("adversarial", 3.9, (1, 2, 3, 4, 5)),
    "diacritics_loss": ("adversarial", 0.7, (1, 2, 3, 4, 5)),
    "word_order": ("adversarial", 1.6, (1, 2, 3, 4, 5)),
    "word_drop": ("adversarial", 1.9, (1, 2, 3, 4, 5)),
    "code_switch": ("adversarial", 1.2, (1, 2, 3, 4, 5)),
    "other_domain": ("domain_shift", 1.4, (1, 3, 5)),
    "length_slice": ("domain_shift", -0.4, (1, 3, 5)),
    "less_intermediate_data": ("scaling", 0.9, (1, 2, 3)),
}


def make_models(tasks: tuple[str, ...], seeds: int) -> tuple[ModelCard, ...]:
    arms = [("direct", 0.0)] + [("stilts", share) for share in SHARES]
    return tuple(
        ModelCard(
            name=f"{arm}/{task}/{share:g}/seed{seed}",
            arm=arm,
            task=task,
            seed=seed,
            intermediate_share=share,
            intermediate_examples=SHARES.get(share, 0),
            **scaled_by(share),
            method="",
            stage=f"{task}-{arm}-{share:g}-{seed}",
            lineage=("encoder-01ab", f"{task}-{arm}-{share:g}-{seed}"),
            max_length=128,
            stride=32,
        )
        for task in tasks
        for arm, share in arms
        for seed in range(1, seeds + 1)
    )


def measure_drop(drop: float | None, half: float, *, significant: bool) -> dict[str, float | None]:
    if drop is None:
        names = ("drop", "drop_low", "drop_high", "flip_rate", "p_value", "p_adjusted", "effect_size")
        return dict.fromkeys(names)
    return {
        "drop": drop,
        "drop_low": drop - half,
        "drop_high": drop + half,
        "flip_rate": min(1.0, abs(drop) / 60 + 0.04),
        "p_value": 0.0004 if significant else 0.21,
        "p_adjusted": 0.0021 if significant else 0.34,
        "effect_size": drop / 14,
    }


def make_cell(model: ModelCard, language: str, perturbation: str, severity: int) -> Cell:
    family, force, _ = PERTURBATIONS[perturbation]
    rng = derive_generator(7, model.name, language, perturbation, severity)
    applies = not (perturbation == "diacritics_loss" and language in ("en", "zh", "hi"))
    at_chance = model.task == "mini_qa" and language in ("hi", "zh")
    clean = 71.0 + 6 * model.intermediate_share - 2.5 * list(FAMILIES).index(language)
    drop = float(force * severity + rng.normal(0, 1.6)) if applies else None
    half = float(2.4 + rng.random())
    significant = drop is not None and abs(drop) > half + 0.8 and not at_chance
    return Cell(
        model=model.name,
        arm=model.arm,
        task=model.task,
        language=language,
        language_family=FAMILIES[language],
        perturbation_family=family,
        perturbation=perturbation,
        severity=severity,
        metric=TASKS[model.task],
        n=288 if applies else 0,
        n_groups=96 if applies else 0,
        coverage=0.96 if applies else 0.0,
        attempted=300,
        unchanged=12 if applies else 0,
        not_applicable=0 if applies else 300,
        edit_rate=0.03 * severity if applies else 0.0,
        realised_rate=0.02 * severity if applies else 0.0,
        clean=clean if applies else None,
        perturbed=None if drop is None else clean - drop,
        relative_drop=None if drop is None or at_chance else drop / (clean - 34.0),
        at_chance=at_chance,
        broken=int(severity * 9) if applies else 0,
        repaired=int(severity * 4) if applies else 0,
        test="cluster_sign_flip" if applies else "none",
        significant=significant,
        **measure_drop(drop, half, significant=significant),
        effect_size_name="cohen_dz" if applies else "none",
        minimum_detectable_drop=half * 1.43 if applies else None,
        n_needed=1240 if applies else 0,
        **measure_effect(drop, half),
        seed=model.seed,
        notes=() if applies else ("300 of 300 not applicable: no letter with a diacritic",),
    )


def make_cells(models: tuple[ModelCard, ...], languages: tuple[str, ...]) -> tuple[Cell, ...]:
    return tuple(
        make_cell(model, language, perturbation, severity)
        for model in models
        if model.intermediate_share in (0.0, 1.0)
        for perturbation, (_, _, severities) in PERTURBATIONS.items()
        for severity in severities
        for language in languages
    )


def make_baseline(model: ModelCard, language: str) -> Baseline:
    at_chance = model.task == "mini_qa" and language in ("hi", "zh")
    margin = 0.4 if at_chance else 31.0 + 6 * model.intermediate_share - 2.5 * list(FAMILIES).index(language)
    return Baseline(
        model=model.name,
        task=model.task,
        language=language,
        language_family=FAMILIES[language],
        metric=TASKS[model.task],
        n=300,
        n_groups=100,
        baseline=40.0,
        baseline_rule="the most frequent answer of the English training data",
        score=40.0 + margin,
        score_low=37.0 + margin,
        score_high=43.0 + margin,
        margin=margin,
        margin_low=margin - 3.1,
        margin_high=margin + 3.1,
        decided_by=TASKS[model.task],
        above=margin > 3.1,
    )


def make_arm(task: str, language: str, index: int) -> ArmComparison:
    gain = 6.2 - 1.3 * index
    return ArmComparison(
        task=task,
        language=language,
        language_family=FAMILIES.get(language, ""),
        metric=TASKS[task],
        baseline_arm="direct",
        candidate_arm="stilts",
        n=300,
        n_groups=100,
        seeds=2,
        baseline=61.0 - index,
        candidate=61.0 - index + gain,
        gain=gain,
        gain_low=gain - 2.9,
        gain_high=gain + 2.9,
        baseline_spread=make_spread("zh", 31.5) if language == "mean" else None,
        candidate_spread=make_spread("fi", 39.5) if language == "mean" else None,
        test="cluster_t",
        p_value=0.002 if gain > 2.9 else 0.4,
        p_adjusted=0.004 if gain > 2.9 else 0.5,
        significant=gain > 2.9,
        minimum_detectable_gain=4.1,
        seed_order=SEED_ORDER,
        notes=("two seeds: the interval is the wider of two",),
    )


def make_worst(model: ModelCard, language: str, number: int) -> WorstExample:
    before, after = WORST_TEXTS.get(language, WORST_TEXTS["de"])
    return WorstExample(
        model=model.name,
        task=model.task,
        language=language,
        perturbation="keyboard_typos",
        severity=5,
        example_id=f"{language}-{number:04d}",
        field="second",
        before=tuple(Span(text=text, changed=changed) for text, changed in before),
        after=tuple(Span(text=text, changed=changed) for text, changed in after),
        gold="entailment",
        prediction_before="entailment",
        prediction_after="contradiction",
        other_fields=(("first", "A young woman reads a letter in the garden."),),
    )


def make_signature(tasks: tuple[str, ...], languages: tuple[str, ...], n_seeds: int) -> Signature:
    return Signature(
        crosswind="0.1.0",
        plan="plan-5f1c",
        suites=("adversarial", "domain_shift", "scaling"),
        seeds=tuple(range(1, n_seeds + 1)),
        data=tuple((f"{task}/{code}/test", f"data-{task}-{code}") for task in tasks for code in languages),
        protocol="paired-cluster-1",
        alpha=0.05,
        correction="Benjamini–Hochberg over the whole grid",
    )


def make_report(n_tasks: int = 3, n_languages: int = 8, n_seeds: int = 2) -> Report:
    tasks = tuple(TASKS)[:n_tasks]
    languages = tuple(FAMILIES)[:n_languages]
    models = make_models(tasks, n_seeds)
    shown = [model for model in models if model.intermediate_share in (0.0, 1.0)]
    return Report(
        schema_version=SCHEMA_VERSION,
        title="Does an intermediate task make zero-shot transfer sturdier?",
        signature=make_signature(tasks, languages, n_seeds),
        models=models,
        baselines=tuple(make_baseline(model, code) for model in models for code in languages),
        cells=make_cells(models, languages),
        arm_comparisons=tuple(
            make_arm(task, code, index) for task in tasks for index, code in enumerate((*languages, "mean"))
        ),
        curves=tuple(
            make_curve(task, code, TASKS[task], index, condition)
            for task in tasks
            for index, code in enumerate(("mean", *languages[1:]))
            for condition in (("clean", 0), ("keyboard_typos", 5))
        ),
        **make_learning(tasks, TASKS),
        calibration=tuple(one for model in shown for one in make_shifts(model, languages)),
        language_counts=tuple(one for model in shown for one in make_counts(model, TASKS[model.task])),
        group_scores=tuple(
            one for model in shown for one in make_group_scores(model, languages[1:], TASKS[model.task])
        ),
        robustness=tuple(
            make_robustness(task, arm, TASKS[task]) for task in tasks for arm in ("direct", "stilts")
        ),
        fairness=tuple(one for model in shown for one in make_fairness(model, languages, TASKS[model.task])),
        benchmarks=BENCHMARKS,
        leakage=tuple(make_leakage(model, code, TASKS[model.task]) for model in models for code in languages),
        overlaps=OVERLAPS,
        worst_examples=tuple(
            make_worst(model, code, number)
            for model in shown
            for code in ("de", "ar", "hi")
            if code in languages
            for number in (1, 2)
        ),
        answers=ANSWERS,
        coverage_notes=("code_switch was not run on mini_tags in tr: the lexicon has no Turkish words.",),
        run=RunRecord(
            created="2026-01-02T03:04:05Z", folder="runs/demo", wall_seconds=212.4, peak_memory_mib=1480.0
        ),
    )


@pytest.fixture(scope="session")
def report() -> Report:
    return make_report()


@pytest.fixture(scope="session")
def small_report() -> Report:
    return make_report(1, 3, 1)


@pytest.fixture(scope="session")
def hostile_report() -> Report:
    return Report.model_validate(make_hostile(make_report(2, 7, 1).model_dump()))


@pytest.fixture(scope="session")
def tagged_report(report: Report) -> Report:
    """The report, where mini_tags in Turkish is far above the constant answer by spans and not by tokens."""
    rows: list[Baseline] = []
    for row in report.baselines:
        if row.task != "mini_tags":
            rows.append(row)
            continue
        verdict = {"decided_by": "accuracy", "above": row.language != "tr"}
        lost = {} if verdict["above"] else {"score": 33.3, "baseline": 41.4, "margin": 33.3 - 41.4}
        rows.append(row.model_copy(update=verdict))
        rows.append(row.model_copy(update={"metric": "accuracy", **verdict, **lost}))
    return report.model_copy(update={"baselines": tuple(rows)})
