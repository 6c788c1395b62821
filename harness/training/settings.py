"""Hyperparameters of a stage: everything here is part of its fingerprint."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import Literal, TypeAlias

from harness.formats.limits import Limits, LongSentences

Precision: TypeAlias = Literal["fp32", "bf16", "auto"]


@dataclass(frozen=True, slots=True)
class EarlyStopping:
    """Stops when the English development set of the stage's tasks says so, and keeps the best state.

    Attributes:
        examples: of each task's development set, chosen by id.
        every: optimiser steps between evaluations.
        patience: evaluations without a gain before training stops.
    """

    examples: int = 500
    every: int = 1000
    patience: int = 30


@dataclass(frozen=True, slots=True)
class Mixture:
    """How a stage of several tasks draws the task of each optimiser step.

    Attributes:
        rule: ``proportional`` to min(size, cap), ``temperature`` min(size, cap)^(1/T), or ``uniform``.
        cap: K, the size above which a task does not count more; 0 = none.
        temperature: T.
    """

    rule: Literal["proportional", "uniform", "temperature"] = "proportional"
    cap: int = 131072
    temperature: float = 1.0


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """How a stage is optimised.

    Attributes:
        steps: optimiser steps; 0 means that ``epochs`` decides.
        epochs: passes over the data, where ``steps`` is 0.
        batch_size: examples per step.
        learning_rate: peak, reached after ``warmup_share`` of the steps, then linear to 0.
        warmup_share: fraction of the steps.
        weight_decay: on everything but biases and layer norms (decoupled).
        clip_norm: of the gradient.
        max_length: tokens per sequence.
        stride: tokens that neighbouring windows share (span QA).
        precision: of the forward pass; weights are always float32. ``auto`` is bf16 on an accelerator
            that has it, otherwise fp32.
        threads: intra-op threads; fixed, because their number can change results.
        pool: batches that are sorted by length together; 1 keeps the order random.
        freeze_embeddings: leave the embeddings as the parent had them.
        frozen_layers: leave so many of the lowest layers as the parent had them. Freezing
            keeps languages that fine-tuning does not see aligned with the one it sees.
        accumulation: parts that a batch is cut into to save memory; the step is the same.
        gradient_checkpointing: compute activations again in the backward pass, to save memory.
        long_sentences: what becomes of a tagged sentence that does not fit.
        early_stopping: when to stop before the last step; None = never.
    """

    steps: int = 0
    epochs: float = 0.0
    batch_size: int = 32
    learning_rate: float = 1e-3
    warmup_share: float = 0.1
    weight_decay: float = 0.01
    clip_norm: float = 1.0
    max_length: int = 128
    stride: int = 32
    precision: Precision = "fp32"
    threads: int = 1
    pool: int = 16
    freeze_embeddings: bool = False
    frozen_layers: int = 0
    accumulation: int = 1
    gradient_checkpointing: bool = False
    long_sentences: LongSentences = "split"
    early_stopping: EarlyStopping | None = None

    @property
    def limits(self) -> Limits:
        """What becomes of texts that do not fit."""
        return Limits(self.max_length, self.stride, self.long_sentences)

    def count_steps(self, examples: int) -> int:
        """Returns the number of optimiser steps on ``examples`` examples, at least one."""
        return self.steps or max(1, ceil(examples / self.batch_size * self.epochs))

    def resolved(self, examples: int) -> TrainingSettings:
        """Returns the settings with ``steps`` filled in."""
        return replace(self, steps=self.count_steps(examples))


@dataclass(frozen=True, slots=True)
class MaskedLMSettings:
    """What phase (i) from scratch adds to ``TrainingSettings``.

    Attributes:
        vocabulary_size: of the tokenizer trained on the same text.
        mask_share: fraction of tokens hidden.
        parallel_share: fraction of batches that join a sentence and its translation.
        one_side: hide tokens on one side of a parallel pair only, so that the other
            side is where the answer is to be found.
        restart_positions: count the positions of the second text from the start again.
        alignment_weight: weight of the contrastive loss that draws the mean vectors of a
            sentence and its translation together (InfoNCE over the batch); 0 turns it off.
    """

    vocabulary_size: int = 3000
    mask_share: float = 0.2
    parallel_share: float = 0.5
    one_side: bool = True
    restart_positions: bool = True
    alignment_weight: float = 0.0
