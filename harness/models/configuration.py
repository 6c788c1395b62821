"""What a ``config.json`` says of a model, whatever its architecture calls it. Torch-free."""

from __future__ import annotations

from pathlib import Path

from pydantic import AliasChoices, BaseModel, ConfigDict, Field

from harness.errors import CheckpointError

COUNT_FROM_PADDING = frozenset(
    {
        *("camembert", "data2vec-text", "esm", "ibert", "longformer", "luke", "mpnet", "roberta"),
        *("roberta-prelayernorm", "xlm-roberta", "xlm-roberta-xl", "xmod"),
    }
)
"""Model types whose first position is ``pad_token_id + 1``, so that they have fewer than the table holds."""

PAD_WITH_ZERO = frozenset(
    {
        *(
            "albert",
            "bert",
            "big_bird",
            "convbert",
            "deberta",
            "deberta-v2",
            "distilbert",
            "electra",
            "ernie",
        ),
        *("megatron-bert", "mobilebert", "rembert", "roformer", "squeezebert"),
    }
)
"""Model types whose padding token is 0 where the configuration does not say it."""

WITHOUT_POSITION_TABLE = frozenset({"bloom", "mpt", "xlnet"})
"""Model types that know distances between tokens only, however long the sequence."""

DISENTANGLED = frozenset({"deberta", "deberta-v2"})
"""The same, unless the configuration adds absolute positions to the input."""


class ModelConfiguration(BaseModel):
    """The part of a ``config.json`` that Crosswind reads; where it is silent, transformers' defaults hold."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    model_type: str = ""
    architectures: tuple[str, ...] | None = None
    id2label: dict[int, str] | None = None
    pad_token_id: int | None = None
    eos_token_id: int | tuple[int, ...] | None = None
    type_vocab_size: int = 1
    is_encoder_decoder: bool = False
    position_biased_input: bool = True
    max_position_embeddings: int = Field(
        512, validation_alias=AliasChoices("max_position_embeddings", "n_positions", "n_ctx")
    )
    vocab_size: int = 0
    hidden: int = Field(0, validation_alias=AliasChoices("hidden_size", "n_embd", "dim", "d_model"))
    layers: int = Field(0, validation_alias=AliasChoices("num_hidden_layers", "n_layer", "n_layers"))
    heads: int = Field(0, validation_alias=AliasChoices("num_attention_heads", "n_head", "n_heads"))
    given_intermediate: int | None = Field(
        None, validation_alias=AliasChoices("intermediate_size", "n_inner", "hidden_dim", "ffn_dim")
    )

    @property
    def padding(self) -> int | None:
        """The padding token, None where neither the configuration nor transformers' defaults have one."""
        if self.pad_token_id is None and self.model_type in COUNT_FROM_PADDING:
            return 1
        return 0 if self.pad_token_id is None and self.model_type in PAD_WITH_ZERO else self.pad_token_id

    @property
    def intermediate(self) -> int:
        """Width of the feed-forward layer; GPT-2 and its kin leave it out and mean four times the width."""
        return self.given_intermediate or 4 * self.hidden

    @property
    def end_token_id(self) -> int | None:
        """The token that ends a text, the first where there are several."""
        return self.eos_token_id[0] if isinstance(self.eos_token_id, tuple) else self.eos_token_id

    @property
    def labels(self) -> tuple[str, ...]:
        """Names of the outputs in order; empty where there are none."""
        return tuple(self.id2label[i] for i in sorted(self.id2label)) if self.id2label else ()

    @property
    def longest_sequence(self) -> int | None:
        """Tokens that the longest sequence may have, special ones included; None = any number."""
        relative = self.model_type in DISENTANGLED and not self.position_biased_input
        if relative or self.model_type in WITHOUT_POSITION_TABLE:
            return None
        if self.model_type in COUNT_FROM_PADDING:
            return self.max_position_embeddings - 1 - (self.padding or 0)
        return self.max_position_embeddings


def read_configuration(folder: Path) -> ModelConfiguration:
    """Reads the ``config.json`` of a checkpoint.

    Raises:
        CheckpointError: if it is missing or not a configuration.
    """
    file = folder / "config.json"
    if not file.is_file():
        raise CheckpointError(
            "no config.json", place=str(folder), remedy="name a folder saved by save_pretrained"
        )
    try:
        return ModelConfiguration.model_validate_json(file.read_text("utf-8"))
    except ValueError as error:
        raise CheckpointError(
            "not a Hugging Face configuration",
            place=str(file),
            remedy="save the model again with save_pretrained",
        ) from error
