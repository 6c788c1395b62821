"""Phase (i) from scratch: masked LM on sentences, and on pairs of translations.

Two batches alternate by chance: sentences of one language with tokens hidden, and pairs
``sentence </s> translation`` where the hidden tokens of one side can be read off the
other (translation masked-LM; Conneau & Lample 2019). With ``alignment_weight`` the mean
vectors of a sentence and its translation are also drawn together (InfoNCE; van den Oord
et al. 2018): learning to translate does not by itself give transfer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional
from transformers import PreTrainedModel

from harness.formats.base import IGNORED, ModelInput
from harness.formats.masked_lm import MaskingRule, mask_tokens
from harness.formats.tokenization import TextEncoder
from harness.models.network import Network
from harness.models.outputs import average_tokens
from harness.models.padding import pad_inputs
from harness.seeds import derive_generator
from harness.training.batches import iterate_batches
from harness.training.optimiser import ReportStep, optimise
from harness.training.settings import MaskedLMSettings, TrainingSettings
from harness.types import PlainText

TEMPERATURE = 0.1


@dataclass(frozen=True, slots=True)
class _Pair:
    """Token ids of a sentence and, where it has one, of its translation, without ``<s>``."""

    first: tuple[int, ...]
    second: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _MaskedBatch:
    inputs: dict[str, torch.Tensor]
    targets: torch.Tensor
    sides: tuple[dict[str, torch.Tensor], ...] = ()


def pretrain(
    network: Network,
    texts: Sequence[PlainText],
    settings: TrainingSettings,
    masked: MaskedLMSettings,
    *,
    seed: int,
    on_step: ReportStep,
) -> float:
    """Trains a masked language model in place and returns its final mean loss."""
    model = network.model
    batches = _iterate(texts, settings, masked, network.encoder, seed)

    def loss_of(batch: _MaskedBatch) -> torch.Tensor:
        states = model.base_model(**batch.inputs).last_hidden_state
        chosen = batch.targets != IGNORED
        logits = model.lm_head(states[chosen])
        loss = functional.cross_entropy(logits.float(), batch.targets[chosen])
        if batch.sides and masked.alignment_weight:
            loss = loss + masked.alignment_weight * _align(model, batch.sides)
        return loss

    return optimise(model, batches, loss_of, settings, on_step=on_step)


def _align(model: PreTrainedModel, sides: tuple[dict[str, torch.Tensor], ...]) -> torch.Tensor:
    vectors = [
        functional.normalize(
            average_tokens(model.base_model(**side).last_hidden_state.float(), side["attention_mask"]), dim=-1
        )
        for side in sides
    ]
    similar = vectors[0] @ vectors[1].T / TEMPERATURE
    own = torch.arange(len(similar), device=similar.device)
    return (functional.cross_entropy(similar, own) + functional.cross_entropy(similar.T, own)) / 2


def _iterate(
    texts: Sequence[PlainText],
    settings: TrainingSettings,
    masked: MaskedLMSettings,
    encoder: TextEncoder,
    seed: int,
) -> Iterator[_MaskedBatch]:
    alone = _encode([text for text in texts if text.translation is None], encoder)
    paired = _encode([text for text in texts if text.translation is not None], encoder)
    streams = {
        kind: iterate_batches(
            [len(item.first) + len(item.second) for item in items],
            batch_size=settings.batch_size,
            steps=settings.steps,
            pool=settings.pool,
            seed=seed + offset,
        )
        for offset, (kind, items) in enumerate((("alone", alone), ("paired", paired)))
        if items
    }
    rng = derive_generator(seed, "masking")
    rule = MaskingRule(
        masked.mask_share, _require_mask(encoder), encoder.vocabulary_size, encoder.special_ids
    )
    for _ in range(settings.steps):
        kind = "paired" if paired and (not alone or rng.random() < masked.parallel_share) else "alone"
        source = paired if kind == "paired" else alone
        batch = [source[i] for i in next(streams[kind])]
        yield _mask(batch, rule, masked, encoder, rng)


def _encode(texts: Sequence[PlainText], encoder: TextEncoder) -> list[_Pair]:
    firsts = encoder.encode_texts([text.text for text in texts])
    seconds = encoder.encode_texts([text.translation for text in texts if text.translation is not None])
    if not seconds:
        return [_Pair(first.token_ids) for first in firsts]
    return [_Pair(a.token_ids, b.token_ids[1:]) for a, b in zip(firsts, seconds, strict=True)]


def _require_mask(encoder: TextEncoder) -> int:
    if encoder.mask_id is None:
        raise ValueError("a tokenizer without a mask token cannot train a masked LM")
    return encoder.mask_id


def _mask(
    batch: list[_Pair],
    rule: MaskingRule,
    masked: MaskedLMSettings,
    encoder: TextEncoder,
    rng: np.random.Generator,
) -> _MaskedBatch:
    swap = rng.random(len(batch)) < 0.5
    ordered = [_Pair(p.second, p.first) if p.second and s else p for p, s in zip(batch, swap, strict=True)]
    joined = [ModelInput(p.first + p.second, (0,) * (len(p.first) + len(p.second))) for p in ordered]
    inputs = pad_inputs(joined, pad_id=encoder.pad_id)
    ids = inputs["input_ids"].numpy()
    firsts = np.array([len(p.first) for p in ordered])
    eligible = inputs["attention_mask"].numpy().astype(bool)
    pairs = bool(ordered[0].second)
    if pairs and masked.one_side:
        eligible = eligible & (np.arange(ids.shape[1])[None, :] >= firsts[:, None])
    hidden, targets = mask_tokens(ids, eligible, rule, rng)
    inputs["input_ids"] = torch.from_numpy(hidden)
    if masked.restart_positions:
        inputs["position_ids"] = _positions(inputs["attention_mask"], firsts, encoder.pad_id)
    sides = _sides(ordered, encoder) if pairs and masked.alignment_weight else ()
    return _MaskedBatch(inputs, torch.from_numpy(targets), sides)


def _positions(
    attention_mask: torch.Tensor, firsts: np.ndarray[tuple[int], np.dtype[np.int64]], pad_id: int
) -> torch.Tensor:
    """XLM-R's positions (from pad_id + 1), counted anew in the second text."""
    place = np.arange(attention_mask.shape[1])[None, :]
    restarted = np.where(place >= firsts[:, None], place - firsts[:, None], place)
    return torch.where(attention_mask == 1, torch.from_numpy(restarted) + pad_id + 1, pad_id)


def _sides(batch: list[_Pair], encoder: TextEncoder) -> tuple[dict[str, torch.Tensor], ...]:
    sides = ([p.first for p in batch], [p.second for p in batch])
    return tuple(
        pad_inputs([ModelInput(ids, (0,) * len(ids)) for ids in side], pad_id=encoder.pad_id)
        for side in sides
    )
