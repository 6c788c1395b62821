"""What a suite's scaling makes of a plan: whose data, which models, under which names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from harness.errors import RequestError
from harness.types import EvaluationSet, Example, LabelGold, TextPair
from perturbations.scaling.label_noise import label_noise
from suites.config import RecipeConfig, SuiteConfig, load_recipe
from suites.data import DataAccess
from suites.expand import Request, build_plan
from suites.scalings import check_recipes, name_axis, phase_of, rescale_evaluation

ACCESS = DataAccess()


def scale(name: str, *severities: int, **keys: object) -> SuiteConfig:
    scaling = {"name": name, "severities": severities, **keys}
    return SuiteConfig.model_validate(
        {
            "name": name.replace("_", "-"),
            "description": "d",
            "family": "scaling",
            "scaling": scaling,
            "perturbations": [{"name": "keyboard_typos", "severities": [3]}],
            "tasks": ["mini_pos"],
            "limit": 8,
        }
    )


@pytest.fixture
def recipes(tiny) -> list[RecipeConfig]:
    return [load_recipe(str(tiny[name])) for name in ("direct", "stilts")]


def models_of(recipes, *suites):
    plan = build_plan(recipes, Request(suites, ACCESS), title="t")
    return {model.name: model for model in plan.models if model.seed == 0}


def test_the_target_phase_of_every_arm_can_be_scaled(recipes):
    models = models_of(recipes, scale("intermediate_subset", 1, phase="target"))
    for arm, share in (("direct", 0.0), ("stilts", 1.0)):
        half, whole = models[f"{arm}@target-1:2/mini_pos/seed-0"], models[f"{arm}/mini_pos/seed-0"]
        assert (half.phase, half.left, half.share, half.severity) == ("target", 0.5, share, 1)
        assert half.stage.parent == whole.stage.parent
        assert half.stage.rescaling.severity == 1
        assert whole.stage.rescaling is None


def test_wrong_labels_leave_the_number_of_examples(recipes):
    models = models_of(recipes, scale("label_noise", 2))
    noisy = models["stilts@noise-10%/mini_pos/seed-0"]
    assert (noisy.phase, noisy.left, noisy.share) == ("intermediate", 0.9, 1.0)
    assert noisy.stage.parent.rescaling.scaling == "label_noise"
    assert "direct@noise-10%/mini_pos/seed-0" not in models


def test_fewer_evaluation_examples_need_no_other_checkpoint(recipes):
    models = models_of(recipes, scale("evaluation_subset", 1, 3))
    for part in ("1:2", "1:8"):
        model = models[f"direct@evaluation-{part}/mini_pos/seed-0"]
        assert model.stage == models["direct/mini_pos/seed-0"].stage
        assert (model.phase, model.units[0].perturbation) == ("evaluation", "keyboard_typos")


def test_each_scaling_has_its_own_models(recipes):
    models = models_of(recipes, scale("label_noise", 1), scale("duplicated_data", 5))
    assert {name.partition("/")[0] for name in models if "@" in name} == {
        "stilts@noise-5%",
        "stilts@copies-90%",
    }


def test_a_phase_of_training_is_none_of_an_evaluation_set():
    message = (
        r"^suite evaluation-subset, scaling, phase: 'evaluation_subset' scales evaluation sets, which belong "
        r"to no phase of training; leave 'phase' out\.$"
    )
    with pytest.raises(RequestError, match=message):
        phase_of(scale("evaluation_subset", 1, phase="target"))


def test_a_run_without_an_intermediate_phase_cannot_scale_it(recipes):
    with pytest.raises(RequestError, match="it scales intermediate data, and no recipe has any; add"):
        models_of(recipes[:1], scale("label_noise", 1))
    assert models_of(recipes[:1], scale("label_noise", 1, phase="target"))


def test_formats_without_such_a_scaling_are_refused(recipes, monkeypatch):
    spec = replace(label_noise.spec, formats=("span_qa",))
    monkeypatch.setattr("suites.scalings.find_scaling", lambda *_, **__: replace(label_noise, spec=spec))
    message = r"'label_noise' is not defined for \w+, the format of task 'mini_nli'; choose another"
    with pytest.raises(RequestError, match=message):
        check_recipes(recipes, [scale("label_noise", 1)])


@pytest.mark.parametrize(
    ("scaling", "phase", "axis"),
    [
        ("intermediate_subset", "intermediate", "intermediate examples"),
        ("intermediate_subset", "target", "target training examples"),
        ("label_noise", "intermediate", "intermediate examples with right labels"),
        ("duplicated_data", "target", "distinct target training examples"),
        ("evaluation_subset", "evaluation", "evaluation examples"),
    ],
)
def test_axes_say_what_they_count(scaling, phase, axis):
    assert name_axis(scaling, phase) == axis


def test_the_reserve_shrinks_with_the_set(recipes):
    model = models_of(recipes, scale("evaluation_subset", 1))["direct@evaluation-1:2/mini_pos/seed-0"]
    found = tuple(Example(str(i), "en", TextPair("t"), LabelGold("a"), group="g") for i in range(16))
    evaluation = EvaluationSet("mini_pos", "en", "test", found[:8], found[8:])
    made = rescale_evaluation(evaluation, model, seed=0)
    assert (len(made.examples), len(made.reserve)) == (4, 4)
    whole = models_of(recipes, scale("evaluation_subset", 1))["direct/mini_pos/seed-0"]
    assert rescale_evaluation(evaluation, whole, seed=0) is evaluation


# --- what cannot be reached is refused before anything is trained ---------------------------


def one_label(folder, label: str) -> DataAccess:
    """Training data of MNLI with one label throughout but for one line."""
    rows = [f"A dog ran {i}\tIt moved {i}\t{label if i else 'neutral'}" for i in range(20)]
    (folder / "en.tsv").write_text("p\th\tl\n" + "\n".join(rows) + "\n", "utf-8")
    (folder / "catalogue.yaml").write_text(
        "entries:\n- {task: mnli, language: en, split: train, file: en.tsv, reader: "
        "{layout: table, rows: {kind: pairs, first: p, second: h, label: l}}}\n",
        "utf-8",
    )
    return DataAccess(folder / "catalogue.yaml")


def scale_intermediate(recipes, task: str, access: DataAccess, suite: SuiteConfig):
    arm = recipes[1]
    phase = arm.intermediate[0].model_copy(update={"task": (task,), "limit": 0})
    arm = arm.model_copy(update={"intermediate": (phase,)})
    return build_plan([arm], Request((suite,), access), title="t")


def test_noise_without_another_label_is_refused_when_the_run_is_planned(recipes, tmp_path):
    with pytest.raises(RequestError) as caught:
        scale_intermediate(recipes, "mnli", one_label(tmp_path, "neutral"), scale("label_noise", 2, 4))
    assert str(caught.value) == (
        "task mnli, en: label_noise at severity 4 cannot be applied: only 0 of 20 labels have another to be "
        "replaced by; choose another scaling or severity, or leave the task out."
    )


def test_noise_with_two_labels_is_planned(recipes, tmp_path):
    access = one_label(tmp_path, "contradiction")
    assert scale_intermediate(recipes, "mnli", access, scale("label_noise", 2, 4)).models
