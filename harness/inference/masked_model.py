"""A masked language model asked what stands at one place of each input."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Encoding
from torch import nn

from harness.errors import CheckpointError
from harness.formats.tokenization import ModelInput
from harness.inference.queue import DEFAULT_TOKEN_BUDGET, fill_batches
from harness.models.builder import load_model, pick_device
from harness.models.checkpoints import CheckpointFolder
from harness.models.outputs import select_accepted
from harness.models.padding import pad_inputs
from harness.models.randomness import limited_threads
from harness.models.special_tokens import find_special_token
from harness.models.tokenizers import open_tokenizer

Floats: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class MaskedInput:
    """Token ids with the mask token at ``position``, where ``original`` stood (-1: nothing is known)."""

    token_ids: tuple[int, ...]
    position: int
    original: int = -1


Read: TypeAlias = Callable[[torch.Tensor, Sequence[MaskedInput]], torch.Tensor]
"""Logits (n, vocabulary) and their inputs → what is kept of them, (n, any)."""


@dataclass(frozen=True, slots=True)
class Framed:
    """A text's tokens, and those that the tokenizer puts before and after them."""

    before: tuple[int, ...]
    tokens: tuple[int, ...]
    after: tuple[int, ...]

    @property
    def added(self) -> int:
        """Number of tokens that the tokenizer puts around a text."""
        return len(self.before) + len(self.after)

    def mask(self, start: int, stop: int, place: int, mask_id: int) -> MaskedInput:
        """Returns tokens ``[start, stop)`` in their frame with the one at ``place`` masked."""
        ids = list(self.tokens)
        ids[place] = mask_id
        framed = (*self.before, *ids[start:stop], *self.after)
        return MaskedInput(framed, len(self.before) + place - start, self.tokens[place])


class MaskedModel:
    """A checkpoint under its masked-LM head.

    Args:
        folder: the checkpoint.
        token_budget: tokens a batch, padding included.

    Raises:
        CheckpointError: if it has no masked-LM head, or its tokenizer no mask token.
    """

    def __init__(self, folder: CheckpointFolder, *, token_budget: int = DEFAULT_TOKEN_BUDGET) -> None:
        self.tokenizer = open_tokenizer(folder)
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        mask_id = find_special_token(folder.path, "mask_token", self.tokenizer)
        if mask_id is None:
            raise CheckpointError(
                "its tokenizer has no mask token",
                place=str(folder.path),
                remedy="use a masked language model, XLM-R for instance",
            )
        self.mask_id = mask_id
        self.longest = folder.longest_sequence
        self._pad_id, self._budget = folder.pad_id, token_budget
        self._model = load_model(folder, "masked_lm").to(pick_device()).eval()  # type: ignore[arg-type]

    @property
    def mask_token(self) -> str:
        """The mask token as text."""
        return str(self.tokenizer.id_to_token(self.mask_id))

    def ask(self, inputs: Sequence[MaskedInput], read: Read) -> list[Floats]:
        """Returns what ``read`` keeps of the logits at each input's place, in order."""
        found: list[Floats] = [np.zeros(0)] * len(inputs)
        plain = [_as_input(one) for one in inputs]
        order = sorted(range(len(inputs)), key=lambda i: (len(inputs[i].token_ids), inputs[i].token_ids))
        for batch in fill_batches(order, plain, self._budget):
            rows = self._forward([inputs[i] for i in batch], read)
            for place, row in zip(batch, rows, strict=True):
                found[place] = row
        return found

    def ask_alone(self, inputs: Sequence[MaskedInput], read: Read) -> list[Floats]:
        """The same, each input in a batch of its own and by one thread: other inputs do not matter."""
        with limited_threads(1):
            return [self._forward([one], read)[0] for one in inputs]

    @torch.inference_mode()
    def _forward(self, inputs: Sequence[MaskedInput], read: Read) -> list[Floats]:
        padded = pad_inputs([_as_input(one) for one in inputs], pad_id=self._pad_id)
        device = next(self._model.parameters()).device
        given = select_accepted(self._model, {name: part.to(device) for name, part in padded.items()})
        positions = torch.tensor([one.position for one in inputs], device=device)
        logits = _logits_at(self._model, given, positions)
        return list(read(logits.float(), inputs).double().cpu().numpy())


def frame(encoding: Encoding) -> Framed:
    """Returns the tokens of a text apart from those that the tokenizer put around it."""
    added = encoding.special_tokens_mask
    first = next((i for i, special in enumerate(added) if not special), len(added))
    last = next((i for i in range(len(added), first, -1) if not added[i - 1]), first)
    ids = tuple(encoding.ids)
    return Framed(ids[:first], ids[first:last], ids[last:])


def _as_input(one: MaskedInput) -> ModelInput:
    return ModelInput(one.token_ids, (0,) * len(one.token_ids))


def _logits_at(model: nn.Module, given: dict[str, torch.Tensor], positions: torch.Tensor) -> torch.Tensor:
    """Logits (n, vocabulary) at one position a row.

    Where the last layer takes the states of all positions it is given those alone that are asked
    for: over a quarter of a million words it would cost more than the rest of the model.
    """
    shape, rows = given["input_ids"].shape, torch.arange(len(positions), device=positions.device)
    narrowed = False

    def narrow(_: nn.Module, args: tuple[torch.Tensor, ...]) -> tuple[torch.Tensor, ...] | None:
        nonlocal narrowed
        if len(args) != 1 or args[0].shape[:-1] != shape:
            return None
        narrowed = True
        return (args[0][rows, positions].unsqueeze(1),)

    last = model.get_output_embeddings()  # type: ignore[operator]
    hook = last.register_forward_pre_hook(narrow) if isinstance(last, nn.Module) else None
    try:
        logits: torch.Tensor = model(**given).logits
    finally:
        if hook is not None:
            hook.remove()
    return logits[:, 0] if narrowed else logits[rows, positions]
