"""What a realistic report says of the data that its models were trained on."""

from __future__ import annotations

from suites.report.model import Overlap

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
