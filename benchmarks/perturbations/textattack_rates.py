"""Sentences per second of TextAttack's augmenters, for an interpreter that has TextAttack.

    python textattack_rates.py < sentences.txt

Prints one line "name rate" for each transformation. flair, which TextAttack imports and these
augmenters don't use, is replaced by an empty module where it cannot be imported (it cannot
beside transformers 5).
"""

from __future__ import annotations

import sys
from time import process_time
from types import ModuleType

SHARE_OF_WORDS = 0.3  # nlpaug's default


def main() -> None:
    """Measures and prints."""
    replace_flair()
    from textattack import transformations
    from textattack.augmentation import Augmenter

    sentences = sys.stdin.read().splitlines()
    for name in (
        "WordSwapQWERTY",
        "WordSwapNeighboringCharacterSwap",
        "WordSwapRandomCharacterDeletion",
        "WordSwapRandomCharacterInsertion",
        "WordDeletion",
        "WordInnerSwapRandom",
    ):
        augmenter = Augmenter(
            transformation=getattr(transformations, name)(),
            pct_words_to_swap=SHARE_OF_WORDS,
            transformations_per_example=1,
        )
        begin = process_time()
        for sentence in sentences:
            augmenter.augment(sentence)
        sys.stdout.write(f"{name} {len(sentences) / (process_time() - begin)}\n")


def replace_flair() -> None:
    """Puts an empty module in the place of flair where it cannot be imported."""
    try:
        import flair
    except ImportError:
        flair, data, models = (ModuleType(name) for name in ("flair", "flair.data", "flair.models"))
        data.Sentence = data.Tokenizer = models.SequenceTagger = object  # type: ignore[attr-defined]
        flair.data, flair.models, flair.device = data, models, "cpu"  # type: ignore[attr-defined]
        for module in (flair, data, models):
            sys.modules[module.__name__] = module


if __name__ == "__main__":
    main()
