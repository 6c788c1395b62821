"""Extractive question answering: a start and an end logit per token, over strided windows."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from harness.formats.base import FORMATS, Decision, EncodedExample, HeadKind, ModelInput, Output, Targets
from harness.formats.tokenization import TextEncoder, Token
from harness.task_spec import TaskSpec
from harness.types import AnswersGold, Example, FormatName
from harness.types import SpanQA as SpanQAPayload

MAX_ANSWER_TOKENS = 30  # as in the SQuAD scripts of BERT and XTREME


class SpanQA:
    """Targets are (start, end) token positions; (0, 0) where a window lacks the answer."""

    name: FormatName = "span_qa"
    head: HeadKind = "span"

    def count_outputs(self, task: TaskSpec) -> int:  # noqa: ARG002 - protocol
        """Start and end."""
        return 2

    def encode(self, example: Example, encoder: TextEncoder) -> EncodedExample:
        """Question and context, in as many windows as the context needs."""
        assert isinstance(example.payload, SpanQAPayload)
        windows = encoder.encode_windows(example.payload.question, example.payload.context)
        inputs = tuple(ModelInput(window.token_ids, window.type_ids) for window in windows)
        return EncodedExample(inputs, tuple(window.tokens for window in windows))

    def target(self, example: Example, encoded: EncodedExample, task: TaskSpec) -> Targets:  # noqa: ARG002 - protocol
        """Token positions of the first gold answer in each window."""
        assert isinstance(example.gold, AnswersGold)
        if not example.gold.answers:
            return tuple((0, 0) for _ in encoded.inputs)
        answer = example.gold.answers[0]
        return tuple(
            _locate(tokens, answer.start, answer.start + len(answer.text)) for tokens in encoded.tokens
        )

    def decode(
        self,
        example: Example,
        encoded: EncodedExample,
        outputs: tuple[Output, ...],
        task: TaskSpec,  # noqa: ARG002 - protocol
    ) -> Decision:
        """The context span with the highest sum of start and end logits over all windows."""
        assert isinstance(example.payload, SpanQAPayload)
        context = example.payload.context
        best: dict[str, float] = {}
        for tokens, output in zip(encoded.tokens, outputs, strict=True):
            for start, end, score in _top_spans(tokens, output):
                text = context[tokens[start].start : tokens[end].end].strip()
                best[text] = max(score, best.get(text, -np.inf))
        ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
        if not ranked:
            return Decision("", float("inf"))
        margin = ranked[0][1] - ranked[1][1] if len(ranked) > 1 else float("inf")
        return Decision(ranked[0][0], margin)


def _locate(tokens: tuple[Token, ...], start: int, end: int) -> tuple[int, int]:
    inside = [
        position
        for position, token in enumerate(tokens)
        if token.segment == 1 and token.start < end and token.end > start and token.end > token.start
    ]
    whole = inside and tokens[inside[0]].start <= start and tokens[inside[-1]].end >= end
    return (inside[0], inside[-1]) if whole else (0, 0)


def _top_spans(tokens: tuple[Token, ...], output: Output) -> list[tuple[int, int, float]]:
    """The two best spans of a window: enough to know the winner and its lead."""
    places = np.array([p for p, token in enumerate(tokens) if token.segment == 1 and token.end > token.start])
    if places.size == 0:
        return []
    scores = _span_scores(output[places])
    order = np.argsort(-scores, axis=None, kind="stable")[:4]
    rows, columns = np.unravel_index(order, scores.shape)
    return [
        (int(places[row]), int(places[column]), float(scores[row, column]))
        for row, column in zip(rows, columns, strict=True)
        if np.isfinite(scores[row, column])
    ]


def _span_scores(logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Start + end logits for every (start, end) in order and of allowed length, else -inf."""
    length = len(logits)
    distance = np.arange(length)[None, :] - np.arange(length)[:, None]
    allowed = (distance >= 0) & (distance < MAX_ANSWER_TOKENS)
    sums: npt.NDArray[np.float32] = logits[:, 0][:, None] + logits[:, 1][None, :]
    return np.where(allowed, sums, np.float32(-np.inf))


FORMATS.register("span_qa", SpanQA())
