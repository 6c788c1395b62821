"""Recipes and suites as YAML: the built-in ones are sound, and what may be written is held to sense."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from harness.errors import ConfigError, UnknownNameError
from harness.models.shape import EncoderShape
from harness.tasks import TASKS
from perturbations.base import find_scaling
from perturbations.compose import find_stress
from suites.config import StressConfig, SuiteConfig, list_recipes, list_suites, load_recipe, load_suite
from suites.data import DataAccess
from suites.expand import Request, build_plan

RECIPES = [name for name in list_recipes() if "/" not in name]


@pytest.mark.parametrize("name", list_suites())
def test_a_built_in_suite_names_what_exists(name):
    suite = load_suite(name)
    assert suite.name == name
    assert suite.description.endswith(".")
    assert [find_stress(stress.name).name for stress in suite.perturbations] == [
        stress.name for stress in suite.perturbations
    ]
    assert suite.tasks == "all" or set(suite.tasks) <= set(TASKS.names())
    if suite.scaling:
        assert find_scaling(suite.scaling.name).name == suite.scaling.name


@pytest.mark.parametrize("name", [name for name in list_suites() if load_suite(name).family != "scaling"])
def test_a_built_in_suite_keeps_to_its_family(name):
    suite = load_suite(name)
    assert {find_stress(stress.name).spec.family for stress in suite.perturbations} == {suite.family}


@pytest.mark.parametrize("name", RECIPES)
def test_a_built_in_recipe_can_be_planned(name):
    recipe = load_recipe(name)
    assert name.endswith(recipe.name)
    plan = build_plan([recipe], Request((), DataAccess()), title="t")
    assert {model.arm for model in plan.models} == {recipe.name}


def test_the_demo_recipes_differ_in_the_intermediate_phase_alone():
    direct, stilts = load_recipe("demo-direct"), load_recipe("demo-stilts")
    alike = {"name": "direct", "intermediate": (), "description": direct.description}
    assert stilts.model_copy(update=alike) == direct
    assert stilts.intermediate


def test_a_path_stands_wherever_a_name_does(tiny):
    recipe = load_recipe(str(tiny["stilts"]))
    assert recipe.name == "stilts"
    assert recipe.pretraining is not None
    assert recipe.pretraining.shape == EncoderShape(1, 16, 2, 32, 64)
    assert recipe.pretraining.languages == ("en", "es", "zh")
    assert [phase.limit for phase in recipe.intermediate] == [64]
    assert load_suite(str(tiny["sizes"])).seeds == "all"


def test_an_unknown_name_is_refused_and_a_missing_file_too():
    with pytest.raises(UnknownNameError, match="unknown suite 'scalling'; did you mean 'scaling'"):
        load_suite("scalling")
    with pytest.raises(ConfigError, match="there is no such file"):
        load_suite("scalling.yaml")


def test_a_suite_may_not_change_after_it_was_read(tiny):
    with pytest.raises(ValidationError, match="frozen"):
        load_suite(str(tiny["typos"])).limit = 3


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ({"family": "adversarial"}, "the suite does nothing; list at least one under 'perturbations'"),
        (
            {
                "family": "adversarial",
                "perturbations": (StressConfig(name="x"),),
                "scaling": {"name": "y", "severities": (1,)},
            },
            "'scaling' belongs to a suite of family scaling; set 'family: scaling'",
        ),
        ({"family": "scaling"}, "a scaling suite needs 'scaling'; name one and its severities"),
    ],
)
def test_a_suite_has_what_its_family_needs(keys, sentence):
    with pytest.raises(ValidationError) as caught:
        SuiteConfig.model_validate({"name": "s", "description": "d", **keys})
    assert sentence in str(caught.value)


def test_stress_is_light_middling_and_heavy_unless_told():
    assert StressConfig(name="x").severities == (1, 3, 5)


def write_recipe(folder, name, text):
    path = folder / f"{name}.yaml"
    path.write_text(f"name: {name}\n{text}", "utf-8")
    return str(path)


def test_a_recipe_may_extend_another(tiny, tmp_path):
    more = "intermediate:\n  - {task: mini_nli, training: {steps: 3}}\n"
    found = load_recipe(write_recipe(tmp_path, "more", f"extends: {tiny['direct']}\nseeds: [7]\n{more}"))
    base = load_recipe(str(tiny["direct"]))
    assert found.intermediate[0].task == ("mini_nli",)
    assert found.seeds == (7,)
    assert found == base.model_copy(
        update={"name": "more", "seeds": (7,), "intermediate": found.intermediate}
    )
    write_recipe(tmp_path, "base", f"extends: {tiny['direct']}\n")
    assert load_recipe(write_recipe(tmp_path, "next", "extends: base.yaml\n")).targets == base.targets


def test_what_cannot_be_extended_is_said(tiny, tmp_path):
    both = write_recipe(tmp_path, "both", f"extends: {tiny['direct']}\ncheckpoint: some/encoder\n")
    with pytest.raises(ConfigError) as caught:
        load_recipe(both)
    problem = "with what it extends, a recipe has one encoder"
    assert str(caught.value) == f"{both}: {problem}; give either 'pretraining' or 'checkpoint'."
    with pytest.raises(UnknownNameError, match="unknown recipe 'demo-dirct'; did you mean 'demo-direct'"):
        load_recipe(write_recipe(tmp_path, "typo", "extends: demo-dirct\n"))
    circle = write_recipe(tmp_path, "circle", "extends: circle.yaml\n")
    with pytest.raises(ConfigError, match=r"circle\.yaml: the recipe extends itself; break the circle"):
        load_recipe(circle)
