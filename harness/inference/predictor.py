"""A network or a checkpoint as a predictor of one task."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from harness.formats.base import FORMATS, Decision, EncodedExample, Format, Output
from harness.formats.brier import Brier
from harness.formats.limits import Limits
from harness.formats.tokenization import TextEncoder
from harness.inference.queue import DEFAULT_TOKEN_BUDGET, InferenceQueue
from harness.models.builder import load_model, pick_device
from harness.models.checkpoints import CheckpointFolder
from harness.models.labels import require_head
from harness.models.network import Network
from harness.models.tokenizers import load_text_encoder, require_offsets
from harness.scores import Forecast, Prediction
from harness.task_spec import TaskSpec
from harness.types import Example

CLOSE_CALL = 1e-3
"""Lead in logits under which a decision is taken again alone: far above the noise that batch
shapes cause in float32 (about 1e-5), far below what a model means by a difference."""


@dataclass(frozen=True, slots=True)
class _Settled:
    """An example, what the model said of it, outputs in the task's order, and whether it was asked alone."""

    example: Example
    item: EncodedExample
    outputs: tuple[Output, ...]
    decision: Decision
    alone: bool = False


class NetworkPredictor:
    """Answers the examples of one task; the answers do not depend on order or batch size.

    Args:
        network: with the task's head; left in evaluation mode.
        task: the task.
        labels: what the outputs stand for, in their order; empty = in the task's.
        token_budget: tokens per batch.
    """

    def __init__(
        self,
        network: Network,
        task: TaskSpec,
        *,
        labels: tuple[str, ...] = (),
        token_budget: int = DEFAULT_TOKEN_BUDGET,
    ) -> None:
        self._task = task
        self._columns = [labels.index(label) for label in task.labels] if labels else None
        self._form: Format = FORMATS.get(task.format, place=f"task {task.name}")
        self._encoder: TextEncoder = network.encoder
        self._queue = InferenceQueue(
            network.model, self._form.head, pad_id=self._encoder.pad_id, token_budget=token_budget
        )

    def predict(self, examples: Sequence[Example]) -> tuple[Prediction, ...]:
        """Returns one prediction per example, in order."""
        return tuple(settled.decision.prediction for settled in self._answer(examples))

    def forecast(self, examples: Sequence[Example]) -> tuple[Forecast, ...]:
        """Returns one prediction per example with half its Brier score, in order.

        The score is kept in hundredths; an example within reach of a border between two of them
        (``Brier.is_close``) is asked again alone, like a close call.
        """
        return tuple(self._forecast(settled) for settled in self._answer(examples))

    def _answer(self, examples: Sequence[Example]) -> Iterator[_Settled]:
        encoded = self._form.encode_batch(examples, self._encoder)
        outputs = iter(self._queue.run([one for item in encoded for one in item.inputs]))
        for example, item in zip(examples, encoded, strict=True):
            settled = self._decide(example, item, [next(outputs) for _ in item.inputs])
            if settled.decision.margin < CLOSE_CALL:
                settled = self._ask_alone(settled)
            yield settled

    def _forecast(self, settled: _Settled) -> Forecast:
        brier = self._score(settled)
        if brier is not None and brier.is_close and not settled.alone:
            brier = self._score(self._ask_alone(settled))
        return Forecast(settled.decision.prediction, None if brier is None else brier.kept)

    def _score(self, settled: _Settled) -> Brier | None:
        return self._form.score_probabilities(settled.example, settled.item, settled.outputs, self._task)

    def _ask_alone(self, settled: _Settled) -> _Settled:
        outputs = self._queue.run_alone(settled.item.inputs)
        return replace(self._decide(settled.example, settled.item, outputs), alone=True)

    def _decide(self, example: Example, item: EncodedExample, outputs: Sequence[Output]) -> _Settled:
        if self._columns is not None:
            outputs = [one[..., self._columns] for one in outputs]
        decision = self._form.decode(example, item, tuple(outputs), self._task)
        return _Settled(example, item, tuple(outputs), decision)


class CheckpointPredictor(NetworkPredictor):
    """A checkpoint that answers the examples of one task.

    Args:
        folder: a checkpoint with the task's head.
        task: the task.
        limits: what becomes of texts that do not fit; those of training.
        labels: what the outputs stand for, in their order, where the checkpoint does not say it.
        token_budget: tokens per batch.
    """

    def __init__(
        self,
        folder: CheckpointFolder,
        task: TaskSpec,
        limits: Limits,
        *,
        labels: tuple[str, ...] = (),
        token_budget: int = DEFAULT_TOKEN_BUDGET,
    ) -> None:
        head = FORMATS.get(task.format, place=f"task {task.name}").head
        order = require_head(folder, task, given=labels)
        encoder = load_text_encoder(folder, limits)
        require_offsets(encoder, folder, task)
        model = load_model(folder, head).to(pick_device())  # type: ignore[arg-type]
        super().__init__(Network(model, encoder), task, labels=order, token_budget=token_budget)
