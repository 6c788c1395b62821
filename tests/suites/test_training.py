"""What a planned stage is trained on, and where its checkpoint lies."""

from __future__ import annotations

import json
import pickle
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from harness.errors import RequestError
from harness.store.stages import StageStore
from harness.training.stage import DataReference, Rescaling, Stage
from harness.types import Example
from suites.data import DataAccess
from suites.training import TrainStage, count_examples, load_stage_data, locate_stage

ACCESS = DataAccess()
ENGLISH = (DataReference("mini_nli", "en", "f", limit=64),)
NLI = Stage("intermediate", "mini_nli", data=ENGLISH)


def part(severity: int, *, seed: int = 0, scaling: str = "intermediate_subset") -> Stage:
    return Stage("intermediate", "mini_nli", data=ENGLISH, rescaling=Rescaling(scaling, severity, seed, "c"))


def examples_of(stage: Stage) -> tuple[Example, ...]:
    (data,) = load_stage_data(stage, ACCESS)
    return tuple(data.train.read())


def ids_of(stage: Stage) -> list[str]:
    return [example.id for example in examples_of(stage)]


def test_subsets_are_nested_halves_of_what_the_limit_leaves():
    whole, *parts = [ids_of(NLI), *(ids_of(part(severity)) for severity in (1, 2, 3))]
    assert [len(names) for names in (whole, *parts)] == [64, 32, 16, 8]
    for larger, smaller in zip((whole, *parts), parts, strict=False):
        assert smaller == [name for name in larger if name in smaller]


def test_subsets_keep_the_share_of_each_label():
    labels = [Counter(e.gold.label for e in examples_of(one)) for one in (NLI, part(1), part(2))]
    for whole, half in pairwise(labels):
        assert all(abs(half[label] - whole[label] / 2) <= 1 for label in whole)


def test_another_seed_chooses_another_subset():
    assert ids_of(part(2)) == ids_of(part(2))
    assert set(ids_of(part(2))) != set(ids_of(part(2, seed=1)))


def test_a_stage_reads_the_languages_of_its_references():
    references = tuple(DataReference("mini_text", language, "f", limit=3) for language in ("es", "zh"))
    examples = examples_of(Stage("pretraining", "mini_text", data=references))
    assert [example.language for example in examples] == ["es"] * 3 + ["zh"] * 3


def test_a_subset_needs_a_scaling():
    with pytest.raises(RequestError, match="'keyboard_typos' is of family adversarial, not a scaling"):
        ids_of(part(1, scaling="keyboard_typos"))


def test_checkpoints_of_others_stay_where_they_are(tmp_path):
    assert locate_stage(Stage("checkpoint", "some/folder", content="c"), tmp_path) == Path("some/folder")
    assert locate_stage(NLI, tmp_path) == tmp_path / "stages" / NLI.name


def put(stage: Stage, root: Path, examples: int) -> None:
    folder = locate_stage(stage, root)
    folder.mkdir(parents=True)
    (folder / "stage.json").write_text(
        json.dumps({"task_examples": {"mini_nli": examples, "mini_text": 5}}), "utf-8"
    )


def test_intermediate_examples_are_those_of_all_intermediate_stages(tmp_path):
    first = Stage("intermediate", "mini_nli", parent=Stage("checkpoint", "x", content="c"))
    second = Stage("intermediate", "mini_choice", parent=first)
    put(first, tmp_path, 64)
    put(second, tmp_path, 16)
    target = Stage("target", "mini_pos", parent=second)
    put(target, tmp_path, 40)
    assert count_examples(target, tmp_path, kind="intermediate") == 80
    assert count_examples(target, tmp_path, kind="target") == 40
    assert count_examples(first.parent, tmp_path, kind="intermediate") == 0


def test_a_stage_in_the_store_is_not_trained_again(tmp_path):
    put(NLI, tmp_path, 64)
    steps: list[tuple[int, int]] = []
    TrainStage(NLI, ACCESS, tmp_path).run(lambda done, total: steps.append((done, total)))
    assert steps == []
    assert StageStore(tmp_path).holds(NLI.name)


def test_the_work_can_be_sent_to_another_process(tmp_path):
    work = TrainStage(part(1), ACCESS, tmp_path)
    assert pickle.loads(pickle.dumps(work)) == work
