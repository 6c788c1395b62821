"""Early stopping: by English development data alone, with patience, keeping the best weights."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from safetensors.torch import load_file

from harness.errors import RequestError
from harness.inference.predictor import CheckpointPredictor
from harness.metrics import METRICS, score, score_examples
from harness.models.checkpoints import open_checkpoint
from harness.training import early_stopping
from harness.training.early_stopping import Stopper
from harness.training.progress import Journal
from harness.training.settings import EarlyStopping, MaskedLMSettings, Mixture
from harness.training.stage import Stage

from .conftest import CHOICES, PAIRS, SETTINGS, TEXT, give, make_pairs, train

STOPPING = replace(SETTINGS, early_stopping=EarlyStopping(examples=10, every=2, patience=2))


def judge(scores, *, patience=2):
    """The best step and the step at which it is over, when evaluated at steps 1, 2, 3 ..."""
    stopper, journal = Stopper(EarlyStopping(patience=patience), []), Journal(stage="s")
    for step, value in enumerate(scores, start=1):
        journal.step = step
        stopper.judge(journal, value)
        if stopper.is_over(journal):
            return journal.best.step if journal.best else None, step
    return journal.best.step if journal.best else None, None


@pytest.mark.parametrize(
    ("scores", "best", "over"),
    [
        ([10, 20, 30, 40], 4, None),
        ([10, 20, 20, 20], 2, 4),  # a tie is no gain and keeps the earlier
        ([30, 20, 29, 31], 1, 3),
        ([30, 20, 31, 30, 30], 3, 5),
        ([float("nan"), float("nan")], None, 2),
        ([float("nan"), 1.0, 0.5], 2, None),
    ],
)
def test_patience(scores, best, over):
    assert judge(scores) == (best, over)


def test_it_is_due_every_so_often_and_after_the_last_step():
    stopper = Stopper(EarlyStopping(every=4), [])
    assert [step for step in range(1, 11) if stopper.is_due(step, 10)] == [4, 8, 10]


def test_the_best_state_is_what_is_saved(checkpoint, tmp_path, monkeypatch):
    """Scores are made up: the second evaluation is the best, the fourth ends it."""
    scores = iter([10.0, 50.0, 50.0, 20.0, 90.0])
    monkeypatch.setattr(early_stopping, "_score", lambda _set: next(scores))
    stage = Stage("target", "pairs", settings=STOPPING)
    steps = []
    folder = train(
        stage, [give(PAIRS, dev=5)], checkpoint, tmp_path / "a", on_step=lambda s, _n, _l: steps.append(s)
    )
    assert steps[-1] == 8
    record = json.loads((folder / "stage.json").read_text("utf-8"))
    assert (record["best_step"], record["best_score"], record["steps_done"]) == (4, 50.0, 8)
    assert record["history"] == [{"step": s, "score": v} for s, v in ((2, 10), (4, 50), (6, 50), (8, 20))]
    # the same run cut off after its fourth step, by hand
    monkeypatch.setattr(early_stopping, "_score", lambda _set: 1.0)
    first = replace(STOPPING, early_stopping=EarlyStopping(every=4, patience=1))
    same = train(replace(stage, settings=first), [give(PAIRS, dev=5)], checkpoint, tmp_path / "b")
    kept, expected = (load_file(one / "model.safetensors") for one in (folder, same))
    assert all(kept[name].equal(expected[name]) for name in expected)


def test_the_score_is_that_of_the_projects_inference(checkpoint, tmp_path):
    data = give(PAIRS, dev=25)
    folder = train(Stage("target", "pairs", settings=STOPPING), [data], checkpoint, tmp_path / "a")
    record = json.loads((folder / "stage.json").read_text("utf-8"))
    predictor = CheckpointPredictor(open_checkpoint(str(folder)), PAIRS, SETTINGS.limits)
    metric = METRICS.get("accuracy", place="test")
    found = score(metric, score_examples(metric, data.dev, predictor.predict(data.dev)))
    assert record["best_score"] == pytest.approx(found, abs=1e-3)
    assert record["best_score"] == max(one["score"] for one in record["history"])


def test_several_tasks_count_alike_and_masked_lm_does_not(checkpoint, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(early_stopping, "_score", lambda one: asked.append(one.task.name) or len(asked))
    stage = Stage("intermediate", "all", settings=STOPPING, mixture=Mixture("uniform"), masked=None)
    data = [give(PAIRS, dev=5), give(CHOICES, dev=5)]
    folder = train(stage, data, checkpoint, tmp_path / "a")
    assert asked[:4] == ["pairs", "choices", "pairs", "choices"]
    history = json.loads((folder / "stage.json").read_text("utf-8"))["history"]
    assert [one["score"] for one in history[:2]] == [1.5, 3.5]


def test_other_languages_must_not_decide(checkpoint, tmp_path):
    german = [replace(one, language="de") for one in make_pairs()[:3]]
    data = replace(give(PAIRS), dev=tuple(german))
    message = (
        r"^task pairs, dev: development data in 'de' would decide when to stop, and transfer would not be "
        r"zero-shot; give English development data alone\.$"
    )
    with pytest.raises(RequestError, match=message):
        train(Stage("target", "pairs", settings=STOPPING), [data], checkpoint, tmp_path / "a")


def test_there_must_be_something_to_stop_by(checkpoint, tmp_path):
    message = r"^task pairs, dev: no development examples to stop by; leave early_stopping out"
    with pytest.raises(RequestError, match=message):
        train(Stage("target", "pairs", settings=STOPPING), [give(PAIRS)], checkpoint, tmp_path / "a")
    text = Stage("intermediate", "text", settings=STOPPING, masked=MaskedLMSettings())
    message = r"^task text: early_stopping is set, and masked-LM has no score to stop by; leave"
    with pytest.raises(RequestError, match=message):
        train(text, [give(TEXT)], checkpoint, tmp_path / "b")
