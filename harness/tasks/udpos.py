"""UD POS: universal part-of-speech tags over Universal Dependencies treebanks."""

from __future__ import annotations

from harness.task_spec import TaskSpec
from harness.tasks import declare

UDPOS = declare(
    TaskSpec(
        name="udpos",
        format="tagging",
        roles=("target",),
        metrics=("span_f1", "accuracy"),
        labels=(
            *("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM"),
            *("PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"),
        ),
        languages=(
            *("en", "af", "ar", "bg", "de", "el", "es", "et", "eu", "fa", "fi", "fr", "he", "hi", "hu", "id"),
            *("it", "ja", "kk", "ko", "mr", "nl", "pt", "ru", "ta", "te", "th", "tl", "tr", "ur", "vi", "yo"),
            "zh",
            *("lt", "pl", "ro", "uk", "wo"),  # added by XTREME-R
        ),
        cluster="sentence",
        revision="ud-2",
        licence="by treebank: CC BY-SA 3.0, CC BY-SA 4.0, CC BY-NC-SA 4.0 and others",
        citation="Nivre et al. 2020",
        # No training_domains: GUM's fifteen English genres include the news and Wikipedia text
        # of the PUD test sets, so that no genre of the tests is foreign to training.
        description="Part-of-speech tagging; one English treebank trains.",
    )
)
