"""What a realistic report says of the data that its models were trained on."""

from __future__ import annotations

from suites.report.benchmark import BenchmarkMean, TaskMean
from suites.report.leakage import FieldLeakage, Leakage, LeakageScore, LeakageSource, Overlap
from suites.report.model import ModelCard

OVERLAPS = (
    Overlap(
        arm="stilts",
        intermediate_task="mini_nli",
        target_task="mini_pairs",
        corpora=("mini sentences",),
        sentence="mini sentences trains both mini_nli and mini_pairs: a gain of stilts may be no more than"
        " longer training on it",
    ),
)

BENCHMARKS = (
    BenchmarkMean(
        benchmark="xtreme",
        arm="stilts",
        seed=1,
        tasks=(
            TaskMean(
                task="mini_pairs",
                metrics=("accuracy",),
                score=61.25,
                languages=("en", "de"),
                missing=("sw",),
                outside=("ko", "my"),
                limit=1200,
            ),
        ),
        score=None,
        verdict="not computable: missing mini_tags; mini_pairs in sw",
    ),
)

CAUTION = (
    "leakage: 4.0 % of {task}'s test examples in German stand in training data as well, exactly or nearly "
    "(mini_text in 8 languages): what they score may be recall"
)


def make_leakage(model: ModelCard, language: str, metric: str) -> Leakage:
    """German leaks beyond the threshold, Turkish below it; of the direct arm one set cannot be read."""
    exact, near, partial = {"de": (9, 3, 20), "tr": (0, 1, 1)}.get(language, (0, 0, 0))
    counts = {"exact": exact, "near": near, "partial": partial}
    shared = exact + near + partial
    searched = ("mini_text in 8 languages", f"{model.task} in English")
    fields = (FieldLeakage(field="first", exact=exact, near=near + partial),)
    source = LeakageSource(
        phase="pretraining", training_set=searched[0], training_examples=48000, fields=fields, **counts
    )
    score = LeakageScore(metric=metric, score=61.0, without_leaked=59.5, without_shared=58.0)
    return Leakage(
        model=model.name,
        arm=model.arm,
        task=model.task,
        language=language,
        n=300,
        **counts,
        leaked_share=(exact + near) / 300,
        shared_share=shared / 300,
        caution=CAUTION.format(task=model.task) if language == "de" else "",
        searched=searched,
        unread=("the English training data of mini_nli are not at hand",) if model.arm == "direct" else (),
        sources=(source,) if shared else (),
        scores=(score,) if shared else (),
    )
