"""Every model against the constant answer, on clean data."""

from __future__ import annotations

from collections.abc import Iterator

from harness.languages import family_of
from harness.statistics import compare, interval
from harness.task_spec import TaskSpec
from suites.analysis.rounding import tidy
from suites.analysis.scores import MetricColumns, ModelScores
from suites.report.model import Baseline

DECIDING = "accuracy"
RULES = {
    "classification": "the label most frequent in English training data",
    "multiple_choice": "the position most frequent in English training data",
    "tagging": "the tag most frequent in English training data, for every token",
    "span_qa": "the whole context as the answer",
}
SEARCH_RULES = {
    "nearest": "always the first candidate",
    "ranking": "always the first candidates",
    "mining": "no pair at all",
}


def compare_with_constant(scores: ModelScores, seed: int) -> Iterator[Baseline]:
    """Yields one comparison per language and metric.

    Whether a model is above is decided once a language, by the metric under which a
    constant answer is worth most: token accuracy for tagging (as spans, one tag for all
    tokens scores nothing), otherwise the headline.
    """
    for language in scores.model.languages:
        found = [_compare(scores, language, part, seed) for part in scores.metrics]
        deciding = next((one for one in found if one.metric == DECIDING), found[0])
        verdict = {"above": deciding.above, "decided_by": deciding.metric}
        yield from (one.model_copy(update=verdict) for one in found)


def _compare(scores: ModelScores, language: str, part: MetricColumns, seed: int) -> Baseline:
    pair = scores.pair_with_constant(language, part)
    key = f"{scores.model.name}/{language}/{part.metric.name}/constant"
    found = compare(part.metric, pair.clean, pair.perturbed, seed=seed, key=key)
    score, low, high = interval(part.metric, pair.clean)
    return Baseline(
        model=scores.model.name,
        task=scores.task.name,
        language=language,
        language_family=family_of(language),
        metric=part.metric.name,
        n=found.n,
        n_groups=found.n_groups,
        baseline=tidy(found.perturbed),
        baseline_rule=_name_rule(scores.task),
        score=tidy(score),
        score_low=tidy(low),
        score_high=tidy(high),
        margin=tidy(found.drop),
        margin_low=tidy(found.drop_low),
        margin_high=tidy(found.drop_high),
        decided_by=part.metric.name,
        above=found.drop_low > 0,
    )


def _name_rule(task: TaskSpec) -> str:
    return RULES[task.format] if task.retrieval is None else SEARCH_RULES[task.retrieval.method]
