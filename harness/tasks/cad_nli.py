"""Counterfactually augmented SNLI: pairs whose label people turned by few edits."""

from __future__ import annotations

from dataclasses import replace

from harness.task_spec import Sibling, TaskSpec
from harness.tasks import declare

CAD_NLI = declare(
    TaskSpec(
        name="cad_nli",
        format="classification",
        roles=("intermediate", "target"),
        metrics=("accuracy",),
        labels=("entailment", "neutral", "contradiction"),
        languages=("en",),
        cluster="premise",
        revision="1.0",
        licence="Apache-2.0",
        citation="Kaushik et al. 2020",
        description="English pairs of SNLI, and their premises or hypotheses revised to turn the label.",
        corpora=("SNLI",),
        train_rows=8_330,
        siblings=(Sibling("xnli"),),
    )
)

CAD_NLI_ORIGINAL = declare(
    replace(
        CAD_NLI,
        name="cad_nli_original",
        description="The English pairs of SNLI that counterfactual revisions were made of.",
        train_rows=1_666,
    )
)
