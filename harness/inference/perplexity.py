"""How little a masked language model expects a text: pseudo-perplexity (Salazar et al. 2020)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import exp

import torch

from harness.inference.masked_model import MaskedInput, MaskedModel, frame
from harness.inference.queue import DEFAULT_TOKEN_BUDGET
from harness.models.checkpoints import CheckpointFolder
from harness.models.randomness import limited_threads
from harness.types import Example, text_fields

_WINDOW = 128  # tokens that are seen at a time: the cost of a text grows with its length times this


class PerplexityMeter:
    """The pseudo-perplexity of examples under a masked language model.

    Each token is masked in turn and predicted from all others; the perplexity is exp of minus the mean
    log-probability of the tokens. Tokens of all texts of an example count alike. Texts longer than a
    window of 128 tokens are cut into windows of which none sees another. A text of n tokens takes n passes of
    the model over n tokens.

    A text's passes share batches with each other and with nothing else, and one thread computes them, so that
    a perplexity does not depend on what else is measured.

    Args:
        folder: a checkpoint with a masked-LM head.

    Raises:
        CheckpointError: if it has no masked-LM head, or its tokenizer no mask token.
    """

    def __init__(self, folder: CheckpointFolder) -> None:
        self._model = MaskedModel(folder, token_budget=DEFAULT_TOKEN_BUDGET)

    def measure(self, examples: Sequence[Example]) -> dict[str, float]:
        """Returns example id → perplexity, without examples that have no token."""
        found: dict[str, float] = {}
        with limited_threads(1):
            for example in examples:
                losses = [loss for _, text in text_fields(example.payload) for loss in self._losses(text)]
                if losses:
                    found[example.id] = exp(sum(losses) / len(losses))
        return found

    def _losses(self, text: str) -> list[float]:
        """Minus the log-probability of each token, in nats."""
        inputs = list(self._mask(text))
        return [float(loss) for (loss,) in self._model.ask(inputs, _loss)]

    def _mask(self, text: str) -> Iterator[MaskedInput]:
        framed = frame(self._model.tokenizer.encode(text))
        room = min(_WINDOW, self._model.longest or _WINDOW) - framed.added
        for start in range(0, len(framed.tokens), room):
            for place in range(start, min(start + room, len(framed.tokens))):
                yield framed.mask(start, start + room, place, self._model.mask_id)


def _loss(logits: torch.Tensor, inputs: Sequence[MaskedInput]) -> torch.Tensor:
    originals = torch.tensor([[one.original] for one in inputs], device=logits.device)
    return -logits.log_softmax(dim=1).gather(1, originals)
