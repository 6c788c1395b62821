"""TyDiQA-GoldP: questions asked by speakers of the language, answered from a given passage."""

from __future__ import annotations

from harness.task_spec import TaskSpec
from harness.tasks import declare

TYDIQA = declare(
    TaskSpec(
        name="tydiqa",
        format="span_qa",
        roles=("intermediate", "target"),
        metrics=("squad_f1", "squad_em"),
        languages=("en", "ar", "bn", "fi", "id", "ko", "ru", "sw", "te"),
        cluster="paragraph",
        revision="goldp-1.1",
        licence="Apache-2.0",
        citation="Clark et al. 2020",
        description="Extractive question answering in typologically diverse languages; only English trains.",
        corpora=("TyDi QA",),
    )
)
