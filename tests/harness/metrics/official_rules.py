"""The benchmarks' own scoring rules, spelled out slowly and apart from the project's code.

SQuAD 1.1 and 2.0, MLQA and the accuracy and pair F1 of XTREME: each written after the
published script, one step a line, to be held against the metrics.
"""

from __future__ import annotations

import re
import string
import sys
import unicodedata

UNICODE_PUNCTUATION = {
    chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code))[0] == "P"
} | set(string.punctuation)

MLQA_ARTICLES = {
    "en": r"\b(a|an|the)\b",
    "es": r"\b(un|una|unos|unas|el|la|los|las)\b",
    "vi": r"\b(của|là|cái|chiếc|những)\b",
    "de": r"\b(ein|eine|einen|einem|eines|einer|der|die|das|den|dem|des)\b",
    "ar": "\\sال^|ال",
}


def normalise_squad(text):
    text = text.lower()
    text = "".join(letter for letter in text if letter not in set(string.punctuation))
    text = re.sub(r"\b(a|an|the)\b", " ", text)
    return " ".join(text.split())


def segment_chinese(text):
    tokens, pending = [], ""
    for letter in text:
        if "\u4e00" <= letter <= "\u9fa5" or letter in UNICODE_PUNCTUATION:
            tokens += pending.split()
            tokens.append(letter)
            pending = ""
        else:
            pending += letter
    return tokens + pending.split()


def normalise_mlqa(text, language):
    text = text.lower()
    text = "".join(letter for letter in text if letter not in UNICODE_PUNCTUATION)
    if language in MLQA_ARTICLES:
        text = re.sub(MLQA_ARTICLES[language], " ", text)
    tokens = segment_chinese(text) if language == "zh" else text.split()
    return " ".join(token for token in tokens if token.strip())


def token_f1(prediction, answer):
    found, wanted = prediction.split(), answer.split()
    left, shared = list(wanted), 0
    for token in found:
        if token in left:
            left.remove(token)
            shared += 1
    if shared == 0:
        return 0.0
    precision, recall = shared / len(found), shared / len(wanted)
    return 2 * precision * recall / (precision + recall)


def score_squad_v1(prediction, answers):
    """(EM, F1) of one question with answers."""
    pairs = [(normalise_squad(prediction), normalise_squad(answer)) for answer in answers]
    return max(float(a == b) for a, b in pairs), max(token_f1(a, b) for a, b in pairs)


def score_squad_v2(prediction, answers):
    """(EM, F1) of one question with or without answers."""
    answers = [answer for answer in answers if normalise_squad(answer)]
    if not answers:
        answers = [""]
    exact, overlap = [], []
    for answer in answers:
        found, wanted = normalise_squad(prediction), normalise_squad(answer)
        exact.append(float(found == wanted))
        if not found.split() or not wanted.split():
            overlap.append(float(found.split() == wanted.split()))
        else:
            overlap.append(token_f1(found, wanted))
    return max(exact), max(overlap)


def score_mlqa(prediction, answers, language):
    """(EM, F1) of one question."""
    found = normalise_mlqa(prediction, language)
    wanted = [normalise_mlqa(answer, language) for answer in answers]
    return max(float(found == one) for one in wanted), max(token_f1(found, one) for one in wanted)


def accuracy_points(labels, predictions):
    return 100 * sum(label == found for label, found in zip(labels, predictions, strict=True)) / len(labels)


def pair_f1_points(labels, predictions):
    right = len(set(labels) & set(predictions))
    if not right:
        return 0.0
    precision, recall = right / len(set(predictions)), right / len(set(labels))
    return 100 * 2 * precision * recall / (precision + recall)
