"""Texts translated by a model that the user gives: M2M100, NLLB, mBART, Marian."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import cast

import torch
from transformers import (
    AutoModelForSeq2SeqLM,
    AutoTokenizer,
    GenerationConfig,
    LogitsProcessor,
    LogitsProcessorList,
    PreTrainedModel,
    PreTrainedTokenizerBase,
)

from harness.errors import CheckpointError, RequestError
from harness.formats.tokenization import ModelInput
from harness.inference.predictor import CLOSE_CALL
from harness.inference.queue import DEFAULT_TOKEN_BUDGET, fill_batches
from harness.languages import language as find_language
from harness.models.builder import pick_device
from harness.models.outputs import select_accepted
from harness.models.padding import pad_inputs
from harness.models.randomness import isolated_seed, limited_threads
from harness.models.translation_codes import find_code, name_targets
from harness.models.translation_folder import TranslationFolder

_BORDER = re.compile(r"(?<=[.!?…।؟۔])\s+|(?<=[。！？])")
_SPACE = re.compile(r"\s+")
_LONGEST = 512  # tokens of a text; a longer one is translated in pieces


class CheckpointTranslator:
    """A checkpoint that translates, by greedy decoding.

    A translation does not depend on what else is translated: where one token leads another by less than the
    noise of a batch, the text is translated again alone. Texts that are too long are cut at the end of a
    sentence, else at a space, as near the middle as can be, and their parts translated one by one. A
    translation ends at the latest after twice the tokens of its text and 16.

    Args:
        folder: of the model.
        token_budget: tokens a batch, padding included; does not change a result.

    Raises:
        CheckpointError: if model or tokenizer cannot be loaded.
    """

    def __init__(self, folder: TranslationFolder, *, token_budget: int = DEFAULT_TOKEN_BUDGET) -> None:
        self._tokenizer = _load_tokenizer(folder)
        self._model = _load_model(folder)
        self._place = str(folder.path)
        self._name = f"{folder.model_type}-{folder.fingerprint()}"
        self._budget = token_budget
        self._vocabulary = self._tokenizer.get_vocab()
        # M2M100 keeps its languages beside its vocabulary
        codes: dict[str, str] = getattr(self._tokenizer, "lang_code_to_token", {})
        self._tokens = frozenset((*self._vocabulary, *codes.values()))
        pair = (getattr(self._tokenizer, side, None) for side in ("source_lang", "target_lang"))
        self._pair = tuple(str(language) for language in pair)  # of a Marian model
        limit = int(getattr(self._model.config, "max_position_embeddings", _LONGEST))
        self._longest = min(limit, _LONGEST, int(self._tokenizer.model_max_length))

    @property
    def name(self) -> str:
        """Names the model by the content of its files."""
        return self._name

    def knows(self, language: str) -> bool:
        """Whether the model translates from the language or into it."""
        if find_code(language, self._tokens) is not None:
            return True
        several = any(name in self._vocabulary for name in name_targets(language))
        return several or language in self._pair

    def translates(self, source: str, target: str) -> bool:
        """Whether the model knows both languages, and a model of one pair both in their places."""
        return self._find(source, target) is not None

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """Returns the translations of some texts, in order; a text without a word stays as it is.

        Raises:
            RequestError: if the model does not translate from ``source`` into ``target``.
        """
        found = self._find(source, target)
        if found is None:
            raise RequestError(
                f"the model does not translate from {source!r} into {target!r}",
                place=self._place,
                remedy="give a model that knows both languages, or another pair",
            )
        prefix, forced = found
        pieces = [list(self._cut(prefix, text)) if text.strip() else [] for text in texts]
        distinct = tuple(dict.fromkeys(piece for parts in pieces for piece in parts))
        known = dict(zip(distinct, self._decode([prefix + piece for piece in distinct], forced), strict=True))
        joint = " " if find_language(target).spaces else ""
        return [
            joint.join(known[piece] for piece in parts) if parts else text
            for text, parts in zip(texts, pieces, strict=True)
        ]

    def _find(self, source: str, target: str) -> tuple[str, int | None] | None:
        """What is put before a text and the token that a translation begins with; sets the source."""
        sides = find_code(source, self._tokens), find_code(target, self._tokens)
        if sides[0] and sides[1]:
            self._tokenizer.src_lang = sides[0][0]
            return "", self._vocabulary_id(sides[1][1])
        several = next((name for name in name_targets(target) if name in self._vocabulary), None)
        if several is not None:
            return f"{several} ", None
        return ("", None) if self._pair == (source, target) else None

    def _vocabulary_id(self, token: str) -> int:
        found = self._tokenizer.convert_tokens_to_ids(token)
        assert isinstance(found, int)
        return found

    def _cut(self, prefix: str, text: str) -> Iterator[str]:
        if len(self._encode(prefix + text)) <= self._longest or len(text) < 2:
            yield text
            return
        middle = len(text) // 2
        sentences, words = (
            [m.end() for m in kind.finditer(text) if 0 < m.end() < len(text)] for kind in (_BORDER, _SPACE)
        )
        at = min(sentences or words, key=lambda border: abs(border - middle), default=middle)
        yield from self._cut(prefix, text[:at].strip())
        yield from self._cut(prefix, text[at:].strip())

    def _encode(self, text: str) -> tuple[int, ...]:
        return tuple(self._tokenizer(text, truncation=False, verbose=False)["input_ids"])

    def _decode(self, texts: Sequence[str], forced: int | None) -> list[str]:
        inputs = [ModelInput(ids, (0,) * len(ids)) for ids in map(self._encode, texts)]
        order = sorted(range(len(inputs)), key=lambda i: (len(inputs[i].token_ids), inputs[i].token_ids))
        found = [""] * len(inputs)
        for batch in fill_batches(order, inputs, self._budget):
            translated = self._generate([inputs[i] for i in batch], forced)
            for place, (text, margin) in zip(batch, translated, strict=True):
                found[place] = text if margin >= CLOSE_CALL else self._decode_alone(inputs[place], forced)
        return found

    def _decode_alone(self, item: ModelInput, forced: int | None) -> str:
        with limited_threads(1):
            return self._generate([item], forced)[0][0]

    @torch.inference_mode()
    def _generate(self, inputs: Sequence[ModelInput], forced: int | None) -> list[tuple[str, float]]:
        """Translations, each with the least lead of a token over the next best."""
        model = self._model
        padded = pad_inputs(inputs, pad_id=int(model.config.pad_token_id))
        device = next(model.parameters()).device
        given = select_accepted(model, {name: part.to(device) for name, part in padded.items()})
        room = [2 * len(item.token_ids) + 16 for item in inputs]
        config = _greedy(model, forced, most=max(room) + 1)  # Marian forces an end upon the last place
        margins = _Margins(len(inputs), config.eos_token_id, device)
        with isolated_seed(0):
            ids = model.generate(  # type: ignore[operator]
                **given, generation_config=config, logits_processor=LogitsProcessorList([margins])
            )
        rows = [row[: size + 1] for row, size in zip(ids.tolist(), room, strict=True)]
        texts = self._tokenizer.batch_decode(
            rows, skip_special_tokens=True, clean_up_tokenization_spaces=False
        )
        return list(zip((text.strip() for text in texts), margins.least.tolist(), strict=True))


class _Margins(LogitsProcessor):
    """Changes nothing; remembers by how little a token was ever chosen before the end of a text."""

    def __init__(self, count: int, end_id: int, device: torch.device) -> None:
        self.least = torch.full((count,), torch.inf, device=device)
        self._end_id = end_id

    def __call__(self, input_ids: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        """Takes note of the lead of the best token."""
        best, next_best = scores.topk(2, dim=1).values.unbind(1)
        running = ~(input_ids[:, 1:] == self._end_id).any(dim=1)
        lead = torch.where(running, (best - next_best).float(), torch.inf)
        self.least = torch.minimum(self.least, lead)
        return scores


def _greedy(model: PreTrainedModel, forced: int | None, *, most: int) -> GenerationConfig:
    """Greedy decoding, whatever sampling or beams the model's files ask for, with its own special tokens."""
    own = model.generation_config
    assert own is not None
    start = own.decoder_start_token_id
    return GenerationConfig(
        do_sample=False,
        num_beams=1,
        max_new_tokens=most,
        decoder_start_token_id=model.config.decoder_start_token_id if start is None else start,
        bos_token_id=own.bos_token_id,
        eos_token_id=model.config.eos_token_id,
        pad_token_id=model.config.pad_token_id,
        bad_words_ids=own.bad_words_ids,
        forced_bos_token_id=forced,
    )


def _load_tokenizer(folder: TranslationFolder) -> PreTrainedTokenizerBase:
    try:
        return cast(
            "PreTrainedTokenizerBase", AutoTokenizer.from_pretrained(folder.path, trust_remote_code=False)
        )
    except (ImportError, ValueError, OSError, KeyError, TypeError) as error:
        raise CheckpointError(
            f"its tokenizer cannot be loaded ({str(error).strip().splitlines()[0]})",
            place=str(folder.path),
            remedy="save it again with save_pretrained; M2M100's and Marian's need the package sentencepiece "
            "(pip install 'crosswind[translation]')",
        ) from error


def _load_model(folder: TranslationFolder) -> PreTrainedModel:
    try:
        model, report = AutoModelForSeq2SeqLM.from_pretrained(
            folder.path,
            use_safetensors=True,
            trust_remote_code=False,
            dtype=torch.float32,
            output_loading_info=True,
        )
    except (ValueError, KeyError, OSError) as error:
        raise CheckpointError(
            f"the model cannot be loaded ({str(error).strip().splitlines()[0]})",
            place=str(folder.path),
            remedy="use a translation model that transformers has built in: NLLB, M2M100 or Marian",
        ) from error
    if missing := sorted(report["missing_keys"]):
        raise CheckpointError(
            f"the weights lack {missing[0]}", place=str(folder.path), remedy="save the whole model again"
        )
    return cast("PreTrainedModel", model.to(pick_device()).eval())
