"""What a realistic report says of the data that its models were trained on."""

from __future__ import annotations

from suites.report.model import BenchmarkMean, Overlap, TaskMean

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
