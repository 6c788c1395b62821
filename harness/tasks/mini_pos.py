"""Part-of-speech tagging of the embedded benchmark."""

from harness.sources.mini.grammars import GRAMMARS
from harness.task_spec import TaskSpec
from harness.tasks import declare

MINI_POS = declare(
    TaskSpec(
        name="mini_pos",
        format="tagging",
        roles=("target",),
        metrics=("span_f1", "accuracy"),
        labels=(
            "ADJ",
            "ADP",
            "ADV",
            "AUX",
            "CCONJ",
            "DET",
            "NOUN",
            "NUM",
            "PART",
            "PROPN",
            "PUNCT",
            "VERB",
        ),
        languages=tuple(GRAMMARS),
        training_domains=("home",),
        cluster="sentence",
        revision="1",
        licence="Apache-2.0",
        citation="Crosswind",
        description="Universal part-of-speech tags of plain sentences.",
        corpora=("mini tags",),
    )
)
