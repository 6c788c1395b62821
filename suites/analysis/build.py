"""The report of a run, from its plan and its stored predictions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from suites.analysis.answers import answer_questions
from suites.analysis.arms import compare_arms
from suites.analysis.baselines import compare_with_constant
from suites.analysis.benchmark import average_benchmarks
from suites.analysis.calibration import measure_calibration
from suites.analysis.cells import ALPHA, Floors, compare_sizes, compare_stressed, correct_grid, index_floors
from suites.analysis.curves import trace_curves
from suites.analysis.drop_curves import trace_drops
from suites.analysis.fairness import compare_families
from suites.analysis.flip_floors import mark_floors
from suites.analysis.groups import compare_groups
from suites.analysis.language_counts import count_languages
from suites.analysis.leakage import caution_cell, caution_comparison, count_leakage, index_cautions
from suites.analysis.overlaps import find_overlaps, find_unknown_lineages, mark_cell, mark_comparison
from suites.analysis.robustness import Evidence, measure_robustness
from suites.analysis.scores import ModelScores, load_scores
from suites.analysis.settings import AnalysisSettings, read_settings
from suites.analysis.validity import collect_validity, judge_cell, list_validity
from suites.analysis.worst import find_worst_examples
from suites.audit.exchange import describe_exchange
from suites.audit.ratings import Ratings
from suites.leakage import SearchedPair
from suites.mce_reference import MceReference, check_reference, name_reference
from suites.omissions import describe_omissions
from suites.plan import Plan
from suites.report.cell import Cell
from suites.report.leakage import Leakage, Overlap
from suites.report.model import (
    SCHEMA_VERSION,
    ArmComparison,
    Baseline,
    ModelCard,
    Report,
    RunRecord,
    Signature,
)

PROTOCOL = (
    "paired on identical examples by cluster: linearised cluster-robust t intervals at 95 %; "
    "mid-p McNemar for single 0/1 items, otherwise cluster sign-flip permutation; "
    "shifted sets by cluster-robust t; docs/statistics.md"
)


def build_report(
    plan: Plan,
    folder: Path,
    run: RunRecord,
    *,
    leakage: Sequence[SearchedPair] = (),
    ratings: tuple[Ratings, str] | None = None,
    reference: tuple[MceReference, str] | None = None,
) -> Report:
    """Computes every number of a finished run.

    Args:
        plan: what was run.
        folder: its folder, with ``predictions/`` and, where they are not the defaults, ``analysis.json``.
        run: times and paths.
        leakage: what of the test sets was found in training data.
        ratings: what people said of the perturbed sets, and the hash of the file that says it.
        reference: of mCE, and the hash of its file.

    Raises:
        RequestError: if predictions are missing, or the reference was not measured as the run is.
    """
    frozen = check_reference(reference[0], plan) if reference else None
    settings = read_settings(folder)
    models = tuple(load_scores(plan, folder))
    baselines = tuple(one for scores in models for one in compare_with_constant(scores, plan.seed))
    overlaps = find_overlaps(plan.models)
    leaked = count_leakage(models, plan, leakage)
    judgements = collect_validity(models, ratings[0] if ratings else None)
    compared = _compare_all(models, index_floors(baselines), plan.seed, settings)
    cells = tuple(judge_cell(cell, judgements) for cell in _mark_cells(compared, overlaps, leaked))
    arms = tuple(_mark_arms(_compare_arms(models, plan, settings), overlaps, leaked))
    curves = tuple(trace_curves(models, seed=plan.seed))
    drops = trace_drops(models, seed=plan.seed)
    headline_cells, headline_baselines = _keep_whole(models, cells, baselines)
    tell = partial(answer_questions, drop_curves=drops.curves, correction=settings.correction)
    return Report(
        schema_version=SCHEMA_VERSION,
        title=plan.title,
        signature=_sign(plan, ratings[1] if ratings else "", settings),
        models=tuple(_card(one) for one in models),
        baselines=baselines,
        cells=cells,
        arm_comparisons=arms,
        curves=curves,
        drop_curves=drops.curves,
        curve_comparisons=drops.comparisons,
        calibration=measure_calibration(models, baselines, plan.seed),
        language_counts=tuple(count_languages(cells)),
        group_scores=tuple(compare_groups(models, baselines, cells)),
        robustness=tuple(measure_robustness(models, Evidence(cells, baselines, frozen, plan.seed))),
        mce_reference=name_reference(reference),
        fairness=compare_families(models, baselines, plan.seed),
        benchmarks=average_benchmarks(models),
        leakage=leaked,
        overlaps=overlaps,
        validity=list_validity(judgements),
        worst_examples=find_worst_examples(models, headline_cells),
        answers=tell(headline_cells, headline_baselines, arms, curves),
        coverage_notes=(*_note_plan(plan, ratings), *_note_coverage(compared), *drops.notes),
        run=run,
    )


def _compare_arms(
    models: Sequence[ModelScores], plan: Plan, settings: AnalysisSettings
) -> tuple[ArmComparison, ...]:
    return compare_arms(models, plan.seed, correction=settings.correction)


def _keep_whole(
    models: Sequence[ModelScores], cells: Sequence[Cell], baselines: Sequence[Baseline]
) -> tuple[list[Cell], list[Baseline]]:
    """Cells and constant answers of the models with all data as they are."""
    main = {one.model.name for one in models if one.model.severity == 0}
    return [one for one in cells if one.model in main], [one for one in baselines if one.model in main]


def _mark_cells(
    cells: Sequence[Cell], overlaps: Sequence[Overlap], leaked: Sequence[Leakage]
) -> Iterator[Cell]:
    cautions = index_cautions(leaked)
    return (caution_cell(mark_cell(cell, overlaps), cautions) for cell in cells)


def _mark_arms(
    arms: Sequence[ArmComparison], overlaps: Sequence[Overlap], leaked: Sequence[Leakage]
) -> Iterator[ArmComparison]:
    return (caution_comparison(mark_comparison(one, overlaps), leaked) for one in arms)


def _compare_all(
    models: Sequence[ModelScores], floors: Floors, seed: int, settings: AnalysisSettings
) -> tuple[Cell, ...]:
    return correct_grid(tuple(mark_floors(_list_cells(models, floors, seed), models)), settings)


def _list_cells(models: Sequence[ModelScores], floors: Floors, seed: int) -> Iterator[Cell]:
    for scores in models:
        yield from compare_stressed(scores, floors, seed)
    full = {(one.model.arm, one.model.task, one.model.seed): one for one in models if one.model.severity == 0}
    for scores in models:
        model = scores.model
        if model.severity and model.phase != "evaluation":
            whole = full[model.arm, model.task, model.seed]
            yield from compare_sizes(whole, scores, model.scaling, floors, seed)


def _card(scores: ModelScores) -> ModelCard:
    model = scores.model
    return ModelCard(
        name=model.name,
        arm=model.arm,
        task=model.task,
        seed=model.seed,
        intermediate_share=model.share,
        intermediate_examples=scores.table.intermediate_examples,
        target_examples=scores.table.target_examples,
        scaling=model.scaling,
        scaled_phase=model.phase,
        severity=model.severity,
        left=model.left,
        method=model.retrieval.describe() if model.retrieval else "",
        stage=model.stage.fingerprint,
        lineage=tuple(stage.fingerprint for stage in model.stage.history()),
        max_length=model.stage.settings.max_length,
        stride=model.stage.settings.stride,
        labels=model.labels,
    )


def _sign(plan: Plan, ratings: str, settings: AnalysisSettings) -> Signature:
    return Signature(
        crosswind=plan.version,
        plan=plan.fingerprint,
        suites=plan.suites,
        seeds=tuple(sorted({model.seed for model in plan.models})),
        data=plan.data,
        protocol=PROTOCOL,
        alpha=ALPHA,
        correction=settings.describe_correction(ALPHA),
        wanted_drop=settings.wanted_drop,
        frozen=plan.frozen,
        ratings=ratings,
    )


def _note_plan(plan: Plan, ratings: tuple[Ratings, str] | None) -> Iterator[str]:
    yield from find_unknown_lineages(plan.models)
    yield from describe_omissions(plan)
    if ratings is not None:
        yield from describe_exchange(ratings[0], plan)


def _note_coverage(cells: Sequence[Cell]) -> Iterator[str]:
    """What could not be compared, once per task, perturbation and reason, of cells without cautions."""
    languages: dict[tuple[str, str, str], list[str]] = {}
    for cell in cells:
        if cell.n == 0:
            for note in cell.notes:
                found = languages.setdefault((cell.task, cell.perturbation, note), [])
                if cell.language not in found:
                    found.append(cell.language)
    for (task, perturbation, note), codes in languages.items():
        yield f"{task}, {perturbation}: nothing compared in {', '.join(codes)} ({note})"
