"""Every format: what is encoded can be trained on, and what is decoded is what the logits say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tokenizers import Tokenizer

from harness.errors import RequestError
from harness.formats.base import FORMATS, IGNORED, EncodedExample, Output, rank_first
from harness.formats.limits import Limits
from harness.formats.span_qa import MAX_ANSWER_TOKENS, _span_scores
from harness.formats.tokenization import TextEncoder
from harness.seeds import derive_generator
from harness.task_spec import TaskSpec
from harness.types import (
    Answer,
    AnswersGold,
    ChoiceGold,
    Example,
    FormatName,
    Gold,
    LabelGold,
    MultipleChoice,
    Payload,
    SpanQA,
    TaggedTokens,
    TagsGold,
    TextPair,
)


def make_task(form: FormatName, labels: tuple[str, ...] = ()) -> TaskSpec:
    return TaskSpec(
        "t", form, ("target",), ("accuracy",), ("en",), "item", "1", "own", "none", "test", labels
    )


def make_example(payload: Payload, gold: Gold) -> Example:
    return Example("e", "en", payload, gold, "g")


def as_output(rows: list[list[float]] | list[float]) -> Output:
    return np.array(rows, dtype=np.float32)


def test_registry_holds_the_four_trained_formats() -> None:
    assert FORMATS.names() == ("classification", "multiple_choice", "span_qa", "tagging")


def test_classification_takes_the_highest_logit_and_its_lead(encoder: TextEncoder) -> None:
    form, task = FORMATS.get("classification"), make_task("classification", ("yes", "no"))
    example = make_example(TextPair("The cat", "sees a dog"), LabelGold("no"))
    (encoded,) = form.encode_batch([example], encoder)
    assert form.target(example, encoded, task) == ((1,),)
    decision = form.decode(example, encoded, (as_output([0.25, 2.0]),), task)
    assert (decision.prediction, decision.margin) == ("no", 1.75)


def test_multiple_choice_has_one_input_per_choice(encoder: TextEncoder) -> None:
    form, task = FORMATS.get("multiple_choice"), make_task("multiple_choice")
    example = make_example(MultipleChoice("The cat", ("sees", "reads", "a")), ChoiceGold(2))
    (encoded,) = form.encode_batch([example], encoder)
    assert len(encoded.inputs) == 3
    assert form.target(example, encoded, task) == ((2,), (), ())
    outputs = tuple(as_output([x]) for x in (0.5, 3.0, -1.0))
    assert form.decode(example, encoded, outputs, task).prediction == 1


@pytest.mark.parametrize("repeats", [1, 12], ids=["one window", "several windows"])
def test_tags_come_from_the_first_piece_of_each_word(encoder: TextEncoder, repeats: int) -> None:
    form, task = FORMATS.get("tagging"), make_task("tagging", ("NOUN", "VERB"))
    words = ("garden", "книгу", "reads") * repeats
    gold = tuple("VERB" if word == "reads" else "NOUN" for word in words)
    example = make_example(TaggedTokens(words), TagsGold(gold))
    (encoded,) = form.encode_batch([example], encoder)
    targets = form.target(example, encoded, task)
    assert sum(label != IGNORED for row in targets for label in row) == len(words)
    # logits that say exactly what the targets say, and the wrong thing at every other piece
    outputs = tuple(as_output([[1.0, 0.0] if t == 0 else [0.0, 1.0] for t in row]) for row in targets)
    assert form.decode(example, encoded, outputs, task).prediction == gold


def test_a_word_without_pieces_gets_the_first_label_not_a_shift(encoder: TextEncoder) -> None:
    form, task = FORMATS.get("tagging"), make_task("tagging", ("NOUN", "VERB"))
    example = make_example(TaggedTokens(("cat", "", "reads")), TagsGold(("NOUN", "NOUN", "VERB")))
    (encoded,) = form.encode_batch([example], encoder)
    targets = form.target(example, encoded, task)
    assert form.count_lost(example, targets) == 1
    outputs = tuple(as_output([[0.0, 1.0] if t == 1 else [1.0, 0.0] for t in row]) for row in targets)
    assert form.decode(example, encoded, outputs, task).prediction == ("NOUN", "NOUN", "VERB")


@pytest.mark.parametrize(
    ("context", "answer"),
    [
        ("The girl reads the old book at home.", "the old book"),
        ("Мальчик читает книгу дома.", "книгу"),
        ("男孩在家看书。", "看书"),
    ],
)
def test_span_target_and_decoding_agree(encoder: TextEncoder, context: str, answer: str) -> None:
    form, task = FORMATS.get("span_qa"), make_task("span_qa")
    gold = AnswersGold((Answer(answer, context.index(answer)),))
    example = make_example(SpanQA(context, "who?"), gold)
    (encoded,) = form.encode_batch([example], encoder)
    ((start, end),) = form.target(example, encoded, task)
    logits = np.zeros((len(encoded.inputs[0].token_ids), 2), dtype=np.float32)
    logits[start, 0] = logits[end, 1] = 5
    decision = form.decode(example, encoded, (logits,), task)
    assert decision.prediction == answer
    assert decision.margin == 5


def test_a_window_without_the_answer_has_the_target_zero(encoder: TextEncoder) -> None:
    form, task = FORMATS.get("span_qa"), make_task("span_qa")
    context = " ".join(["The cat sees a small dog"] * 12) + " in the garden"
    example = make_example(
        SpanQA(context, "where?"), AnswersGold((Answer("garden", context.index("garden")),))
    )
    (encoded,) = form.encode_batch([example], encoder)
    targets = form.target(example, encoded, task)
    assert targets[0] == (0, 0)
    assert targets[-1] != (0, 0)


def encode_question(
    encoder: TextEncoder, context: str, answers: tuple[Answer, ...]
) -> tuple[Example, EncodedExample]:
    example = make_example(SpanQA(context, "who?"), AnswersGold(answers))
    (encoded,) = FORMATS.get("span_qa").encode_batch([example], encoder)
    return example, encoded


@pytest.mark.parametrize(
    ("threshold", "null", "expected", "margin"),
    [
        (None, 100.0, "girl", 5.0),
        (0.0, 9.75, "girl", 0.25),
        (0.0, 10.0, "girl", 0.0),
        (0.0, 10.5, "", 0.5),
        (1.0, 10.5, "girl", 0.5),
        (-1.0, 9.5, "", 0.5),
    ],
)
def test_nothing_is_answered_where_its_score_exceeds_the_best_span_by_the_threshold(
    encoder: TextEncoder, threshold: float | None, null: float, expected: str, margin: float
) -> None:
    task = replace(make_task("span_qa"), null_threshold=threshold)
    example, encoded = encode_question(encoder, "A girl reads.", (Answer("girl", 2),))
    ((start, end),) = FORMATS.get("span_qa").target(example, encoded, task)
    logits = np.zeros((len(encoded.inputs[0].token_ids), 2), dtype=np.float32)
    logits[start, 0] = logits[end, 1] = 5
    logits[0] = null / 2
    decision = FORMATS.get("span_qa").decode(example, encoded, (logits,), task)
    assert (decision.prediction, decision.margin) == (expected, margin)


def test_the_null_score_is_the_lowest_of_all_windows(encoder: TextEncoder) -> None:
    task = replace(make_task("span_qa"), null_threshold=0.0)
    context = " ".join(["The cat sees a small dog"] * 12)
    example, encoded = encode_question(encoder, context, ())
    outputs = [np.zeros((len(one.token_ids), 2), dtype=np.float32) for one in encoded.inputs]
    for output in outputs:
        output[0] = 3
    form = FORMATS.get("span_qa")
    assert form.decode(example, encoded, tuple(outputs), task).prediction == ""
    outputs[1][0] = -3
    assert form.decode(example, encoded, tuple(outputs), task).prediction != ""
    assert form.target(example, encoded, task) == ((0, 0),) * len(outputs)
    assert form.count_lost(example, ((0, 0),) * len(outputs)) == 0, "there is no answer to lose"


def test_an_answer_that_no_window_holds_whole_is_counted(encoder: TextEncoder) -> None:
    context = " ".join(["The cat sees a small dog"] * 12)
    example, encoded = encode_question(encoder, context, (Answer(context, 0),))
    form = FORMATS.get("span_qa")
    targets = form.target(example, encoded, make_task("span_qa"))
    assert set(targets) == {(0, 0)}
    assert form.count_lost(example, targets) == 1


def test_space_around_an_answer_does_not_lose_it(encoder: TextEncoder) -> None:
    example, encoded = encode_question(encoder, "A girl reads.", (Answer(" girl ", 1),))
    form, task = FORMATS.get("span_qa"), make_task("span_qa")
    trimmed, _ = encode_question(encoder, "A girl reads.", (Answer("girl", 2),))
    assert form.target(example, encoded, task) == form.target(trimmed, encoded, task) != ((0, 0),)


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (Answer("girl", 3), "the answer 'girl' is not at character 3, where 'irl ' stands"),
        (Answer("girl", -1), "the answer 'girl' is not at character -1, where 'A g' stands"),
        (Answer("reads. Then", 7), "the context ends within the answer 'reads. Then' at character 7"),
        (Answer("girl", 50), "the answer 'girl' is not at character 50, where '' stands"),
    ],
)
def test_an_answer_that_is_not_at_its_offset_is_refused(
    encoder: TextEncoder, answer: Answer, problem: str
) -> None:
    example, encoded = encode_question(encoder, "A girl reads.", (answer,))
    with pytest.raises(RequestError) as caught:
        FORMATS.get("span_qa").target(example, encoded, make_task("span_qa"))
    assert str(caught.value) == f"task t, question 'e': {problem}; mend the answer or its offset."


def test_truncated_words_are_counted_and_take_the_first_label(tokenizer: Tokenizer) -> None:
    limits = Limits(16, long_sentences="truncate")
    encoder = TextEncoder(tokenizer, pad_id=1, mask_id=4, segments=1, limits=limits)
    form, task = FORMATS.get("tagging"), make_task("tagging", ("NOUN", "VERB"))
    example = make_example(TaggedTokens(("reads",) * 30), TagsGold(("VERB",) * 30))
    (encoded,) = form.encode_batch([example], encoder)
    targets = form.target(example, encoded, task)
    kept = 30 - form.count_lost(example, targets)
    assert 0 < kept <= 14
    outputs = (as_output([[0.0, 1.0] for _ in targets[0]]),)
    tags = form.decode(example, encoded, outputs, task).prediction
    assert tags == ("VERB",) * kept + ("NOUN",) * (30 - kept)


@pytest.mark.parametrize("length", [1, 5, 30, 31, 60])
def test_span_scores_match_a_plain_double_loop(length: int) -> None:
    logits = derive_generator(0, "logits").normal(size=(length, 2)).astype(np.float32)
    scores = _span_scores(logits)
    for start in range(length):
        for distance in range(min(MAX_ANSWER_TOKENS, length)):
            inside = start + distance < length
            expected = logits[start, 0] + logits[start + distance, 1] if inside else -np.inf
            assert scores[start, distance] == expected


def test_ties_go_to_the_first() -> None:
    assert rank_first(as_output([1.0, 3.0, 3.0])) == (1, 0.0)
    assert rank_first(as_output([1.0])) == (0, float("inf"))
