"""Unlabelled text of any language, for masked-LM pre-training."""

from __future__ import annotations

from harness.languages import LANGUAGES
from harness.task_spec import TaskSpec
from harness.tasks import declare

_CODES = ("en", *(code for code in LANGUAGES if code != "en"))

PLAIN_TEXT = declare(
    TaskSpec(
        name="plain_text",
        format="masked_lm",
        roles=("pretraining",),
        metrics=(),
        languages=_CODES,
        train_languages=_CODES,
        cluster="line",
        revision="1",
        licence="that of the files",
        citation="",
        description="Files of one sentence a line, given by the user's catalogue.",
    )
)
