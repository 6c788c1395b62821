"""Extractive question answering: a start and an end logit per token, over strided windows.

Where a task has questions without an answer (``TaskSpec.null_threshold``), the first token
stands for "no answer", as in SQuAD 2.0's baseline (Devlin et al. 2019, section 4.3, and its
``run_squad.py``): the null score of a question is the lowest sum of start and end logit at
the first token among its windows, and nothing is answered where it exceeds the score of the
best span by more than the threshold.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from harness.errors import RequestError
from harness.formats.base import FORMATS, Decision, EncodedExample, HeadKind, Output, Targets
from harness.formats.brier import Brier
from harness.formats.tokenization import Origins, TextEncoder
from harness.task_spec import TaskSpec
from harness.types import Answer, AnswersGold, Example, FormatName
from harness.types import SpanQA as SpanQAPayload

MAX_ANSWER_TOKENS = 30  # as in the SQuAD scripts of BERT and XTREME
NULL = 0
"""Position of the token that stands for "no answer"."""

_SPANS = 4  # best spans of a window: enough to know the winner and its lead


class SpanQA:
    """Targets are (start, end) token positions; (0, 0) where a window lacks the answer."""

    name: FormatName = "span_qa"
    head: HeadKind = "span"

    def count_outputs(self, task: TaskSpec) -> int:  # noqa: ARG002 - protocol
        """Start and end."""
        return 2

    def encode_batch(self, examples: Sequence[Example], encoder: TextEncoder) -> list[EncodedExample]:
        """Question and context, in as many windows as the context needs."""
        payloads = [_read(example) for example in examples]
        windows = encoder.encode_windows([(payload.question, payload.context) for payload in payloads])
        return [EncodedExample.of(part) for part in windows]

    def target(self, example: Example, encoded: EncodedExample, task: TaskSpec) -> Targets:
        """Token positions of the first gold answer in each window that holds it whole.

        Raises:
            RequestError: if the answer does not stand at its offset.
        """
        assert isinstance(example.gold, AnswersGold)
        if not example.gold.answers:
            return ((NULL, NULL),) * len(encoded.inputs)
        answer = example.gold.answers[0]
        _check_place(answer, example, task)
        start = answer.start + len(answer.text) - len(answer.text.lstrip())
        end = answer.start + len(answer.text.rstrip())
        return tuple(_locate(origins, start, end) for origins in encoded.origins)

    def count_lost(self, example: Example, targets: Targets) -> int:
        """1 if there is an answer that no window holds whole."""
        assert isinstance(example.gold, AnswersGold)
        return int(bool(example.gold.answers) and all(target == (NULL, NULL) for target in targets))

    def decode(
        self, example: Example, encoded: EncodedExample, outputs: tuple[Output, ...], task: TaskSpec
    ) -> Decision:
        """The context span with the highest sum of start and end logits over all windows, or none."""
        context = _read(example).context
        best: dict[str, float] = {}
        for origins, output in zip(encoded.origins, outputs, strict=True):
            for start, end, score in _top_spans(origins, output):
                text = context[start:end].strip()
                best[text] = max(score, best.get(text, -np.inf))
        answer = _choose(best)
        if task.null_threshold is None:
            return answer
        nothing = min(float(output[NULL].sum()) for output in outputs)
        surplus = nothing - best.get(str(answer.prediction), -np.inf) - task.null_threshold
        if surplus > 0:
            return Decision("", surplus)
        return Decision(answer.prediction, min(answer.margin, -surplus))

    def score_probabilities(
        self,
        example: Example,  # noqa: ARG002 - protocol
        encoded: EncodedExample,  # noqa: ARG002 - protocol
        outputs: tuple[Output, ...],  # noqa: ARG002 - protocol
        task: TaskSpec,  # noqa: ARG002 - protocol
    ) -> Brier | None:
        """None: probability is shared by the tokens of the context, whose number a perturbation changes."""
        return None


def _read(example: Example) -> SpanQAPayload:
    assert isinstance(example.payload, SpanQAPayload)
    return example.payload


def _check_place(answer: Answer, example: Example, task: TaskSpec) -> None:
    context, end = _read(example).context, answer.start + len(answer.text)
    if answer.start >= 0 and context.startswith(answer.text, answer.start):
        return
    found = context[max(answer.start, 0) : max(end, 0)]
    problem = f"the answer {answer.text!r} is not at character {answer.start}, where {found!r} stands"
    if found and answer.text.startswith(found):
        problem = f"the context ends within the answer {answer.text!r} at character {answer.start}"
    raise RequestError(
        problem, place=f"task {task.name}, question {example.id!r}", remedy="mend the answer or its offset"
    )


def _locate(origins: Origins, start: int, end: int) -> tuple[int, int]:
    first = int(origins.ends.searchsorted(start, side="right"))
    last = int(origins.starts.searchsorted(end)) - 1
    whole = first <= last and origins.starts[first] <= start and origins.ends[last] >= end
    return (int(origins.positions[first]), int(origins.positions[last])) if whole else (NULL, NULL)


def _choose(best: dict[str, float]) -> Decision:
    """The answer with the highest score, the first in the alphabet among equals; never an empty one."""
    ranked = sorted(((text, score) for text, score in best.items() if text), key=lambda it: (-it[1], it[0]))
    if not ranked:
        return Decision("", float("inf"))
    return Decision(ranked[0][0], ranked[0][1] - ranked[1][1] if len(ranked) > 1 else float("inf"))


def _top_spans(origins: Origins, output: Output) -> list[tuple[int, int, float]]:
    """The best spans of a window as (start, end, score), in characters of the context."""
    if not origins.positions.size:
        return []
    scores = _span_scores(output[origins.positions])
    flat = scores.ravel()
    least = np.partition(flat, -_SPANS)[-_SPANS] if flat.size > _SPANS else -np.inf
    near = np.flatnonzero((flat >= least) & np.isfinite(flat))
    order = near[np.argsort(-flat[near], kind="stable")][:_SPANS]
    rows, distances = np.unravel_index(order, scores.shape)
    return [
        (int(origins.starts[row]), int(origins.ends[row + distance]), float(scores[row, distance]))
        for row, distance in zip(rows, distances, strict=True)
    ]


def _span_scores(logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Start + end logits of every span from token (n,) over (distance,) further ones; -inf beyond the end."""
    width = min(MAX_ANSWER_TOKENS, len(logits))
    ends = np.concatenate([logits[:, 1], np.full(width - 1, -np.inf, dtype=np.float32)])
    sums: npt.NDArray[np.float32] = logits[:, :1] + np.lib.stride_tricks.sliding_window_view(ends, width)
    return sums


FORMATS.register("span_qa", SpanQA())
