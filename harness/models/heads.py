"""Which of transformers' classes gives an architecture the head that a format needs.

Where there is none, another head that computes the same stands in, so that any
checkpoint still reloads through an ``AutoModelFor…`` class: a choice is a sequence with
one output, and a span is two outputs per token.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from transformers import (
    AutoModel,
    AutoModelForMaskedLM,
    AutoModelForMultipleChoice,
    AutoModelForQuestionAnswering,
    AutoModelForSequenceClassification,
    AutoModelForTokenClassification,
    PretrainedConfig,
    PreTrainedModel,
)
from transformers import __version__ as transformers_version
from transformers.models.auto.auto_factory import _BaseAutoModelClass

from harness.errors import CheckpointError
from harness.formats.base import HeadKind
from harness.models.checkpoints import HEAD_SUFFIXES, SUBSTITUTES, CheckpointFolder

AUTO_CLASSES: dict[HeadKind, type[_BaseAutoModelClass]] = {
    "sequence": AutoModelForSequenceClassification,
    "choice": AutoModelForMultipleChoice,
    "token": AutoModelForTokenClassification,
    "span": AutoModelForQuestionAnswering,
    "masked_lm": AutoModelForMaskedLM,
    "embedding": AutoModel,
}


def choose_class(
    config: PretrainedConfig, head: HeadKind, folder: CheckpointFolder
) -> type[_BaseAutoModelClass]:
    """Returns the class that gives an architecture a head: its own, or one that stands in for it.

    Args:
        config: of the model.
        head: kind of head.
        folder: where the model lies, for the message; of a model with the head, its class decides.

    Raises:
        CheckpointError: if the architecture has neither.
    """
    fitting = [kind for kind in (head, SUBSTITUTES.get(head)) if kind and _supports(config, kind)]
    saved = [
        kind
        for kind in fitting
        if HEAD_SUFFIXES[kind] and any(name.endswith(HEAD_SUFFIXES[kind]) for name in folder.architectures)
    ]
    if not fitting:
        raise CheckpointError(
            f"transformers {transformers_version} has no {HEAD_SUFFIXES[head] or 'encoder'} "
            f"for model type {config.model_type!r}",
            place=str(folder.path),
            remedy=_REMEDIES.get(head, "use an architecture that has one, XLM-R for instance"),
        )
    return AUTO_CLASSES[(saved or fitting)[0]]


def name_encoder(config: PretrainedConfig, kind: type[_BaseAutoModelClass]) -> str:
    """Returns the name of the encoder within the model that a class builds."""
    return _map_classes(kind)[type(config)].base_model_prefix


_REMEDIES: dict[HeadKind, str] = {
    "masked_lm": "leave masked_lm out of the recipe, or use an encoder: a decoder sees no token to its right"
}


def _supports(config: PretrainedConfig, head: HeadKind) -> bool:
    return type(config) in _map_classes(AUTO_CLASSES[head])


def _map_classes(kind: type[_BaseAutoModelClass]) -> Mapping[type[PretrainedConfig], type[PreTrainedModel]]:
    return cast("Mapping[type[PretrainedConfig], type[PreTrainedModel]]", kind._model_mapping)
