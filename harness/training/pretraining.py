"""Masked-LM: from scratch as phase (i), or mixed into a later phase as one more task.

Two kinds of batches alternate by chance: sentences of one language with tokens hidden, and pairs
``sentence </s> translation`` where the hidden tokens of one side can be read off the
other (translation masked-LM; Conneau & Lample 2019). With ``alignment_weight`` the mean
vectors of a sentence and its translation are also drawn together (InfoNCE; van den Oord
et al. 2018): learning to translate does not by itself give transfer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional
from transformers import PreTrainedModel

from harness.errors import EmptyEvaluationSetError, RequestError
from harness.formats.base import IGNORED, ModelInput
from harness.formats.masked_lm import MaskingRule, mask_tokens
from harness.formats.tokenization import TextEncoder
from harness.models.network import Network
from harness.models.outputs import average_tokens, select_accepted
from harness.models.padding import pad_inputs
from harness.seeds import derive_generator
from harness.training.batches import BatchOrder
from harness.training.encoded import TrainingData
from harness.training.settings import MaskedLMSettings, TrainingSettings
from harness.types import Example, PlainText

TEMPERATURE = 0.1
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Token ids of a sentence and, where it has one, of its translation, without ``<s>``."""

    id: str
    first: tuple[int, ...]
    second: tuple[int, ...] = ()


class EncodedTexts:
    """Plain text as token ids, in memory: sentences alone, and pairs of translations.

    Args:
        data: the text.
        encoder: the model's tokenizer. Of a pair that is longer than its limit, each side may
            have half of it.

    Raises:
        EmptyEvaluationSetError: if there is no text.
    """

    def __init__(self, data: TrainingData, encoder: TextEncoder) -> None:
        self.name = data.task.name
        texts = _encode(list(data.read()), encoder)
        if not texts:
            raise EmptyEvaluationSetError(
                "no training examples",
                place=f"task {self.name}, train",
                remedy="check the file, the limit and the subset",
            )
        self.alone = [one for one in texts if not one.second]
        self.paired = [one for one in texts if one.second]

    def __len__(self) -> int:
        """Number of sentences and pairs."""
        return len(self.alone) + len(self.paired)


class MaskedLMObjective:
    """Hidden tokens of plain text, to be said again.

    Args:
        network: with a masked-LM head.
        texts: what it reads.
        settings: batch size, order and the number of steps.
        masked: how tokens are hidden.
        seed: of order and masking.

    Raises:
        RequestError: if the tokenizer has no mask token, or the contrastive loss would be cut.
    """

    def __init__(
        self,
        network: Network,
        texts: EncodedTexts,
        settings: TrainingSettings,
        masked: MaskedLMSettings,
        *,
        seed: int,
    ) -> None:
        self.network, self.masked, self._seed = network, masked, seed
        self.rule = _rule(network.encoder, masked, texts.name)
        _refuse_cutting(settings, masked, texts.name)
        self._streams = (
            _Stream(texts.alone, settings, seed=seed),
            _Stream(texts.paired, settings, seed=seed + 1),
        )
        self._kinds = self._draw_kinds(settings.steps)
        self._numbers = np.where(self._kinds == 1, np.cumsum(self._kinds), np.cumsum(1 - self._kinds)) - 1

    def batch(self, number: int) -> _MaskedBatch:
        """Returns a batch of sentences, or of pairs."""
        kind, place = int(self._kinds[number]), int(self._numbers[number])
        rng = derive_generator(self._seed, "masking", number)
        return _MaskedBatch(self, self._streams[kind].batch(place), rng)

    def _draw_kinds(self, steps: int) -> Ints:
        """For each step 0 for sentences alone or 1 for pairs."""
        alone, paired = (bool(stream.items) for stream in self._streams)
        share = self.masked.parallel_share if alone and paired else float(paired)
        return (derive_generator(self._seed, "kinds").random(steps) < share).astype(np.int64)


class _Stream:
    def __init__(self, items: list[_Pair], settings: TrainingSettings, *, seed: int) -> None:
        self.items = items
        lengths = [len(one.first) + len(one.second) for one in items]
        self._order = BatchOrder(lengths, batch_size=settings.batch_size, pool=settings.pool, seed=seed)

    def batch(self, number: int) -> list[_Pair]:
        return [self.items[index] for index in self._order.batch(number)]


class _MaskedBatch:
    """Tokens are hidden for the whole batch at once, so that cutting it changes nothing."""

    def __init__(self, objective: MaskedLMObjective, texts: list[_Pair], rng: np.random.Generator) -> None:
        swap = rng.random(len(texts)) < 0.5
        self.texts = [
            _Pair(one.id, one.second, one.first) if one.second and swapped else one
            for one, swapped in zip(texts, swap, strict=True)
        ]
        self.objective = objective
        self.pairs = bool(texts[0].second)
        self.aligned = self.pairs and objective.masked.alignment_weight > 0
        self.size = 1 if self.aligned else len(texts)  # the contrastive loss compares all with all
        self.ids = tuple(one.id for one in texts)
        joined = [
            ModelInput(one.first + one.second, (0,) * len(one.first + one.second)) for one in self.texts
        ]
        self.inputs = pad_inputs(joined, pad_id=objective.network.encoder.pad_id)
        self.targets = self._hide(rng)

    def part(self, start: int, stop: int) -> _MaskedPart:
        rows = slice(None) if self.aligned else slice(start, stop)
        longest = int(self.inputs["attention_mask"][rows].sum(1).max())
        inputs = {name: one[rows, :longest] for name, one in self.inputs.items()}
        return _MaskedPart(self, inputs, self.targets[rows, :longest])

    def _hide(self, rng: np.random.Generator) -> torch.Tensor:
        masked, network = self.objective.masked, self.objective.network
        ids = self.inputs["input_ids"].numpy()
        firsts = np.array([len(one.first) for one in self.texts])
        eligible = self.inputs["attention_mask"].numpy().astype(bool)
        if self.pairs and masked.one_side:
            eligible = eligible & (np.arange(ids.shape[1])[None, :] >= firsts[:, None])
        hidden, targets = mask_tokens(ids, eligible, self.objective.rule, rng)
        self.inputs["input_ids"] = torch.from_numpy(hidden)
        if self.pairs and masked.restart_positions:
            self.inputs["position_ids"] = _positions(self.inputs["attention_mask"], firsts, network.model)
        return torch.from_numpy(targets)


class _MaskedPart:
    def __init__(self, batch: _MaskedBatch, inputs: dict[str, torch.Tensor], targets: torch.Tensor) -> None:
        self._batch, self._inputs, self._targets = batch, inputs, targets
        self.tokens = int(inputs["attention_mask"].sum())
        self.weight = float((targets != IGNORED).sum())

    def loss(self) -> torch.Tensor:
        network, masked = self._batch.objective.network, self._batch.objective.masked
        loss = run_masked_lm(network.model, _move(self._inputs, network.model), self._targets)
        if self._batch.aligned:
            sides = [_move(side, network.model) for side in _sides(self._batch.texts, network.encoder)]
            loss = loss + masked.alignment_weight * self.weight * _align(network.model, sides)
        return loss


def run_masked_lm(
    model: PreTrainedModel, inputs: dict[str, torch.Tensor], targets: torch.Tensor
) -> torch.Tensor:
    """Returns the summed cross entropy of the hidden tokens.

    Where the head can be run alone it sees hidden tokens only: over a vocabulary of 250,000
    the others would cost most of the memory.

    Args:
        model: with a masked-LM head.
        inputs: as the model takes them, (n, length) each.
        targets: (n, length), ``IGNORED`` where nothing is hidden.
    """
    targets = targets.to(model.device, non_blocking=True)
    chosen = targets != IGNORED
    head = next((one for one in (getattr(model, name, None) for name in _HEADS) if one is not None), None)
    if head is None:
        logits = model(**select_accepted(model, inputs)).logits[chosen]
    else:
        body = model.base_model
        logits = head(body(**select_accepted(body, inputs)).last_hidden_state[chosen])
    return functional.cross_entropy(logits.float(), targets[chosen], reduction="sum")


_HEADS = ("lm_head", "cls")
"""What heads are called that take hidden states alone (RoBERTa and its kin, BERT and its kin)."""


def _align(model: PreTrainedModel, sides: Sequence[dict[str, torch.Tensor]]) -> torch.Tensor:
    body = model.base_model
    vectors = [
        functional.normalize(
            average_tokens(
                body(**select_accepted(body, side)).last_hidden_state.float(), side["attention_mask"]
            ),
            dim=-1,
        )
        for side in sides
    ]
    similar = vectors[0] @ vectors[1].T / TEMPERATURE
    own = torch.arange(len(similar), device=similar.device)
    return (functional.cross_entropy(similar, own) + functional.cross_entropy(similar.T, own)) / 2


def _encode(examples: Sequence[Example], encoder: TextEncoder) -> list[_Pair]:
    texts = [one.payload for one in examples if isinstance(one.payload, PlainText)]
    firsts = encoder.encode_texts([text.text for text in texts])
    seconds = iter(encoder.encode_texts([one.translation for one in texts if one.translation is not None]))
    limit = encoder.limits.max_length
    return [
        _Pair(example.id, first.token_ids)
        if text.translation is None
        else _join(example.id, first.token_ids, next(seconds).token_ids[1:], limit)
        for example, text, first in zip(examples, texts, firsts, strict=True)
    ]


def _join(name: str, first: tuple[int, ...], second: tuple[int, ...], limit: int) -> _Pair:
    if len(first) + len(second) <= limit:
        return _Pair(name, first, second)
    return _Pair(name, _shorten(first, limit // 2), _shorten(second, limit // 2))


def _shorten(ids: tuple[int, ...], limit: int) -> tuple[int, ...]:
    """Cuts a text and leaves the token that ends it."""
    return ids if len(ids) <= limit else (*ids[: limit - 1], ids[-1])


def _rule(encoder: TextEncoder, masked: MaskedLMSettings, name: str) -> MaskingRule:
    if encoder.mask_id is None:
        raise RequestError(
            "its tokenizer has no mask token, and a masked LM needs one",
            place=f"task {name}",
            remedy="take an encoder that was trained as a masked LM, or leave masked_lm out",
        )
    return MaskingRule(masked.mask_share, encoder.mask_id, encoder.vocabulary_size, encoder.special_ids)


def _refuse_cutting(settings: TrainingSettings, masked: MaskedLMSettings, name: str) -> None:
    if settings.accumulation > 1 and masked.alignment_weight > 0:
        raise RequestError(
            f"accumulation is {settings.accumulation}, and the contrastive loss compares a batch's pairs",
            place=f"task {name}",
            remedy="set accumulation to 1 and lower batch_size, or set alignment_weight to 0",
        )


def _move(inputs: dict[str, torch.Tensor], model: PreTrainedModel) -> dict[str, torch.Tensor]:
    return {name: one.to(model.device, non_blocking=True) for name, one in inputs.items()}


def _positions(attention_mask: torch.Tensor, firsts: Ints, model: PreTrainedModel) -> torch.Tensor:
    """Positions counted anew in the second text, from where the model begins to count."""
    pad = find_position_padding(model)
    place = np.arange(attention_mask.shape[1])[None, :]
    restarted = np.where(place >= firsts[:, None], place - firsts[:, None], place)
    return torch.where(attention_mask == 1, torch.from_numpy(restarted) + pad + 1, max(pad, 0))


def find_position_padding(model: PreTrainedModel) -> int:
    """Returns the position of padding, after which a model counts (RoBERTa and its kin), otherwise -1."""
    table = getattr(getattr(model.base_model, "embeddings", None), "position_embeddings", None)
    padding = getattr(table, "padding_idx", None)
    return -1 if padding is None else int(padding)


def _sides(batch: Sequence[_Pair], encoder: TextEncoder) -> tuple[dict[str, torch.Tensor], ...]:
    sides = ([one.first for one in batch], [one.second for one in batch])
    return tuple(
        pad_inputs([ModelInput(ids, (0,) * len(ids)) for ids in side], pad_id=encoder.pad_id)
        for side in sides
    )
