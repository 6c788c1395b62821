"""Special tokens by the role that they play, as the files beside a tokenizer name them. Torch-free."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, ValidationError
from tokenizers import Tokenizer

from harness.errors import CheckpointError

TOKENIZER = "tokenizer.json"
NAMES = ("tokenizer_config.json", "special_tokens_map.json")
"""Files that name special tokens; the first that names one counts."""

TokenRole: TypeAlias = Literal["pad_token", "eos_token", "mask_token"]


class _Token(BaseModel):
    """A special token as older files spell it."""

    content: str


class _SpecialTokens(BaseModel):
    model_config = ConfigDict(extra="ignore")
    pad_token: str | _Token | None = None
    eos_token: str | _Token | None = None
    mask_token: str | _Token | None = None


def find_special_token(folder: Path, role: TokenRole, tokenizer: Tokenizer | None = None) -> int | None:
    """Returns the id of a special token, None where none is named or the tokenizer does not have it.

    Args:
        folder: with the tokenizer.
        role: of the token.
        tokenizer: the folder's, where it is loaded already.

    Raises:
        CheckpointError: if a file names something that is no token.
    """
    token = next((found for name in NAMES if (found := _read_name(folder / name, role))), None)
    if token is None:
        return None
    return (tokenizer or Tokenizer.from_file(str(folder / TOKENIZER))).token_to_id(token)


def _read_name(file: Path, role: TokenRole) -> str | None:
    if not file.is_file():
        return None
    try:
        token = getattr(_SpecialTokens.model_validate_json(file.read_bytes()), role)
    except ValidationError as error:
        raise CheckpointError(
            "it names special tokens otherwise than by text",
            place=str(file),
            remedy="save the tokenizer again with save_pretrained",
        ) from error
    return token.content if isinstance(token, _Token) else token
