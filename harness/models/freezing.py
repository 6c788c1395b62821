"""Leaving the lower parts of an encoder as its parent had them, whatever an architecture calls them."""

from __future__ import annotations

from collections.abc import Iterator

from torch import nn
from transformers import PreTrainedModel

from harness.errors import RequestError


def freeze(model: PreTrainedModel, *, embeddings: bool, layers: int) -> None:
    """Stops the training of the embeddings, of the lowest ``layers`` layers, or of both.

    Raises:
        RequestError: if the encoder has fewer layers, or none that can be told apart (ALBERT's are one).
    """
    if not embeddings and not layers:
        return
    stack = _find_layers(model)
    if layers > len(stack):
        raise RequestError(
            f"frozen_layers is {layers}, and the encoder ({model.config.model_type}) has {len(stack)} layers"
            + ("" if stack else " that can be trained apart"),
            place="settings",
            remedy=f"set it to at most {len(stack)}",
        )
    for part in (*stack[:layers], *(_find_embeddings(model, stack) if embeddings else ())):
        for weights in part.parameters():
            weights.requires_grad = False


def _find_layers(model: PreTrainedModel) -> list[nn.Module]:
    """Returns the layers of an encoder, the lowest first; none where they share their weights."""
    count = model.config.num_hidden_layers
    lists = [one for one in model.base_model.modules() if isinstance(one, nn.ModuleList)]
    return next((list(one) for one in lists if len(one) == count), [])


def _find_embeddings(model: PreTrainedModel, layers: list[nn.Module]) -> Iterator[nn.Module]:
    """Yields the module called so, with its norm and projection, or else every table outside the layers."""
    named = [part for name, part in model.base_model.named_children() if name.startswith("embeddings")]
    inside = {id(part) for layer in layers for part in layer.modules()}
    tables = (part for part in model.base_model.modules() if isinstance(part, nn.Embedding))
    yield from named or (part for part in tables if id(part) not in inside)
