"""Texts to vectors through one layer of an encoder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import torch
from transformers import PreTrainedModel

from harness.errors import RequestError, RunError
from harness.formats.base import HeadKind
from harness.formats.limits import Limits
from harness.formats.tokenization import Text
from harness.inference.queue import DEFAULT_TOKEN_BUDGET, InferenceQueue
from harness.models.builder import load_model, pick_device
from harness.models.checkpoints import CheckpointFolder
from harness.models.outputs import average_tokens, select_accepted
from harness.models.tokenizers import load_text_encoder
from harness.retrieval.rules import EmbeddingSettings
from harness.retrieval.vectors import Vectors, normalise

_CHUNK = 1 << 15
"""Texts that are tokenised and in the queue at a time, so that a pool of millions fits."""


class TextEmbedder:
    """An encoder that turns texts into vectors; any head that the checkpoint carries is left aside.

    Args:
        folder: a checkpoint.
        settings: layer, pooling and length.
        token_budget: tokens per batch.

    Raises:
        RequestError: if the encoder lacks the layer.
    """

    def __init__(
        self,
        folder: CheckpointFolder,
        settings: EmbeddingSettings,
        *,
        token_budget: int = DEFAULT_TOKEN_BUDGET,
    ) -> None:
        self._settings = settings
        longest = folder.longest_sequence or settings.max_length
        self._encoder = load_text_encoder(folder, Limits(min(settings.max_length, longest)))
        model = load_model(folder, "embedding").to(pick_device())  # type: ignore[arg-type]
        _require_layer(model, settings.layer, folder)
        # two empty texts are encoded as what the tokenizer adds around texts
        around = () if settings.special_tokens else self._encoder.encode_texts([("", "")])[0].token_ids
        self._around = torch.tensor(sorted(set(around)), dtype=torch.int64)
        self._width = int(model.config.hidden_size)
        self._queue = InferenceQueue(
            model, "embedding", pad_id=self._encoder.pad_id, token_budget=token_budget, run=self._pool
        )

    def embed(self, texts: Sequence[Text]) -> Vectors:
        """Returns one vector per text, (n, hidden), not normalised."""
        parts = [self._embed(texts[first : first + _CHUNK]) for first in range(0, len(texts), _CHUNK)]
        return np.concatenate(parts) if parts else np.zeros((0, self._width), dtype=np.float32)

    def embed_alone(self, texts: Sequence[Text]) -> Vectors:
        """Returns the vectors as each text has it in a batch of its own, whatever the budget."""
        return self._embed(texts, alone=True)

    def _embed(self, texts: Sequence[Text], *, alone: bool = False) -> Vectors:
        encoded = self._encoder.encode_texts(texts)
        filled = [item for item in encoded if item.token_ids]  # some tokenizers leave nothing of ""
        outputs = iter(self._queue.run_alone(filled) if alone else self._queue.run(filled))
        vectors = np.zeros((len(encoded), self._width), dtype=np.float32)
        for row, item in enumerate(encoded):
            if item.token_ids:
                vectors[row] = next(outputs)
        if not np.isfinite(vectors).all():
            place = int(np.flatnonzero(~np.isfinite(vectors).all(axis=1))[0])
            raise RunError(f"the encoder gives no finite vector for {texts[place]!r}.")
        return vectors

    def _pool(
        self,
        model: PreTrainedModel,
        head: HeadKind,  # noqa: ARG002 - the queue's signature; a bare encoder has no head
        padded: Mapping[str, torch.Tensor],
    ) -> torch.Tensor:
        given = select_accepted(model, dict(padded))
        if self._settings.layer is None:
            states = model(**given).last_hidden_state
        else:
            states = model(**given, output_hidden_states=True).hidden_states[self._settings.layer]
        if self._settings.pooling == "cls":
            first: torch.Tensor = states[:, 0]
            return first
        mask = padded["attention_mask"]
        if len(self._around):
            mask = mask * ~torch.isin(padded["input_ids"], self._around.to(mask.device))
        return average_tokens(states, mask)


class EmbeddedTexts:
    """Unit vectors of texts, and better ones on request.

    Args:
        embedder: of all texts.
        texts: in order.
        groups: for each text the language whose mean vector is subtracted; None: nothing is.
        means: of the groups; None: those of these texts.
    """

    def __init__(
        self,
        embedder: TextEmbedder,
        texts: Sequence[Text],
        *,
        groups: Sequence[str] | None = None,
        means: Mapping[str, Vectors] | None = None,
    ) -> None:
        self._embedder, self._texts, self._groups = embedder, texts, groups
        vectors = embedder.embed(texts)
        self.means = _average(vectors, groups or ()) if means is None else means
        self.vectors = self._finish(vectors, range(len(texts)))
        self._settled: set[int] = set()

    def settle(self, rows: Iterable[int]) -> bool:
        """Puts the vectors of texts embedded alone in the place of those from batches.

        Returns whether any of them was not settled before.
        """
        new = sorted(set(rows) - self._settled)
        if new:
            vectors = self._embedder.embed_alone([self._texts[row] for row in new])
            self.vectors[new] = self._finish(vectors, new)
            self._settled.update(new)
        return bool(new)

    def _finish(self, vectors: Vectors, rows: Sequence[int]) -> Vectors:
        if self._groups is not None and len(rows):
            vectors = vectors - np.stack([self.means[self._groups[row]] for row in rows])
        return normalise(vectors)


def _average(vectors: Vectors, groups: Sequence[str]) -> dict[str, Vectors]:
    places: dict[str, list[int]] = {}
    for row, group in enumerate(groups):
        places.setdefault(group, []).append(row)
    return {
        group: vectors[rows].mean(axis=0, dtype=np.float64).astype(np.float32)
        for group, rows in places.items()
    }


def _require_layer(model: PreTrainedModel, layer: int | None, folder: CheckpointFolder) -> None:
    last = int(model.config.num_hidden_layers)
    if layer is not None and not -last - 1 <= layer <= last:
        raise RequestError(
            f"layer {layer} does not exist: the encoder has 0 (its embeddings) to {last}",
            place=f"retrieval, embedding.layer, for {folder.path.name}",
            remedy=f"choose one of them, or -1 to {-last - 1} from the end, or leave it out for the last",
        )
