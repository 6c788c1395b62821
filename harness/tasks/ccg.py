"""CCG supertagging: the categories of combinatory categorial grammar over CCGbank."""

from __future__ import annotations

from harness.task_spec import TaskSpec
from harness.tasks import declare

CCG = declare(
    TaskSpec(
        name="ccg",
        format="tagging",
        roles=("intermediate",),
        metrics=("accuracy",),
        languages=("en",),
        cluster="sentence",
        revision="1.1",
        licence="LDC2005T13, for members or licensees of the LDC",
        citation="Hockenmaier and Steedman 2007",
        description="English supertagging with 1,363 categories, read from the user's own files.",
        corpora=("CCGbank",),
        train_rows=38_015,
        unavailable=(
            "CCGbank is licensed and no public source has it; bring your own files, one sentence a line "
            "(tokens, tab, tags), as a 'table' of kind 'tokens' in a catalogue, with the file of tag numbers "
            "(tags_to_id) under 'labels' (docs/adding-a-task.md)"
        ),
    )
)
