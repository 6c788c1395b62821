"""Tasks of every format so small that training on them takes a second."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from harness.models.checkpoints import CheckpointFolder
from harness.task_spec import TaskSpec
from harness.training.encoded import TrainingData
from harness.training.loop import Surroundings
from harness.training.progress import Progress
from harness.training.run_stage import run_stage
from harness.training.settings import TrainingSettings
from harness.training.stage import Stage
from harness.training.stage_data import TaskData
from harness.types import (
    Answer,
    AnswersGold,
    ChoiceGold,
    Example,
    FormatName,
    LabelGold,
    MultipleChoice,
    NoGold,
    PlainText,
    SpanQA,
    TaggedTokens,
    TagsGold,
    TextPair,
)

WORDS = ("cat", "dog", "girl", "book", "garden")
METRICS: dict[FormatName, tuple[str, ...]] = {"span_qa": ("squad_f1",), "masked_lm": ()}
SETTINGS = TrainingSettings(steps=12, batch_size=8, learning_rate=5e-3, max_length=32)


def make_task(name: str, form: FormatName, *, labels: tuple[str, ...] = ()) -> TaskSpec:
    metrics = METRICS.get(form, ("accuracy",))
    return TaskSpec(
        name, form, ("intermediate", "target"), metrics, ("en",), "item", "1", "own", "none", "t", labels
    )


PAIRS = make_task("pairs", "classification", labels=("no", "yes"))
CHOICES = make_task("choices", "multiple_choice")
TAGS = make_task("tags", "tagging", labels=("X", "N", "V"))
QUESTIONS = make_task("questions", "span_qa")
TEXT = make_task("text", "masked_lm")


def make_pairs() -> list[Example]:
    return [
        Example(f"{a}-{b}", "en", TextPair(f"The {a}.", f"The {b}."), LabelGold("yes" if a == b else "no"), a)
        for a in WORDS
        for b in WORDS
    ]


def make_choices() -> list[Example]:
    return [
        Example(
            f"c-{a}-{b}",
            "en",
            MultipleChoice(f"The {a} sees", (f"the {a}.", f"a {b}.", "home.")[: 2 + (a > b)]),
            ChoiceGold(int(a < b)),
            a,
        )
        for a in WORDS
        for b in WORDS
    ]


def make_tags() -> list[Example]:
    sentences = [("The", a, "sees") + (("the", b) if a > b else ()) for a in WORDS for b in WORDS]
    kinds = {"sees": "V", **dict.fromkeys(WORDS, "N")}
    return [
        Example(f"t{i}", "en", TaggedTokens(s), TagsGold(tuple(kinds.get(w, "X") for w in s)), str(i))
        for i, s in enumerate(sentences)
    ]


def make_questions() -> list[Example]:
    context = "A girl reads the old book at home."
    return [
        Example(
            f"q{i}", "en", SpanQA(context * (1 + i % 3), f"Who sees the {word}?"), _answer(context, word), "g"
        )
        for i, word in enumerate(("girl", "book", "home", "reads") * 4)
    ]


def _answer(context: str, word: str) -> AnswersGold:
    return AnswersGold((Answer(word, context.index(word)),))


def make_texts(*, pairs: bool = True) -> list[Example]:
    sentences = [("The cat sees a dog.", "El gato ve un perro."), ("A girl reads.", "Una niña lee.")] * 8
    alone = [Example(f"a{i}", "en", PlainText(a), NoGold(), "g") for i, (a, _) in enumerate(sentences)]
    joined = [Example(f"p{i}", "es", PlainText(a, b), NoGold(), "g") for i, (a, b) in enumerate(sentences)]
    return alone + joined if pairs else alone


EXAMPLES: dict[str, Callable[[], list[Example]]] = {
    "pairs": make_pairs,
    "choices": make_choices,
    "tags": make_tags,
    "questions": make_questions,
    "text": make_texts,
}


def give(task: TaskSpec, examples: Sequence[Example] | None = None, *, dev: int = 0) -> TaskData:
    """A task's examples, and the first of them as development data."""
    train = list(EXAMPLES[task.name]() if examples is None else examples)
    return TaskData(TrainingData(task, f"{task.name}-{len(train)}", lambda: train), tuple(train[:dev]))


def train(
    stage: Stage,
    data: Sequence[TaskData],
    parent: CheckpointFolder | None,
    folder: Path,
    *,
    progress: Progress | None = None,
    on_step: Callable[[int, int, float], None] = lambda _step, _steps, _loss: None,
) -> Path:
    """Runs a stage into a new folder and returns it."""
    folder.mkdir(parents=True)
    around = Surroundings(folder.parent / "store", on_step, progress)
    run_stage(stage, data, parent=parent, folder=folder, surroundings=around)
    return folder


@pytest.fixture
def progress_at(tmp_path: Path) -> Callable[[Stage], Progress]:
    """A folder of states that is written after every step."""
    return lambda stage: Progress(tmp_path / "progress", stage.fingerprint, seconds=0)
