"""Plans: what arms share, how suites merge, which part of the data each model is evaluated on."""

from __future__ import annotations

import re

import pytest
from huggingface_hub import constants

from harness.errors import RequestError, UnknownNameError
from harness.retrieval.rules import EmbeddingSettings, Nearest, RetrievalSettings
from harness.training.stage import Stage
from suites.config import RecipeConfig, RetrievalConfig, SuiteConfig, load_recipe, load_suite
from suites.data import DataAccess
from suites.expand import Request, assemble_plan, build_plan, place_model, settle_retrieval
from suites.omissions import describe_omissions
from suites.plan import PLAN_ADAPTER, Plan, PlannedModel

ACCESS = DataAccess()
BASE = {"name": "s", "description": "d", "limit": 5}


@pytest.fixture
def recipes(tiny) -> list[RecipeConfig]:
    return [load_recipe(str(tiny[name])) for name in ("direct", "stilts")]


@pytest.fixture
def plan(tiny, recipes) -> Plan:
    suites = tuple(load_suite(str(tiny[name])) for name in ("typos", "other", "sizes"))
    return build_plan(recipes, Request(suites, ACCESS), title="t")


def attack(**keys: object) -> SuiteConfig:
    stress = ({"name": "keyboard_typos", "severities": (1, 3)},)
    return SuiteConfig.model_validate({**BASE, "family": "adversarial", "perturbations": stress, **keys})


def shrink(*severities: int, **keys: object) -> SuiteConfig:
    scaling = {"name": "intermediate_subset", "severities": severities}
    return SuiteConfig.model_validate(
        {**BASE, "family": "scaling", "seeds": "all", "scaling": scaling, **keys}
    )


def expand(recipes, *suites, seed=0) -> Plan:
    return build_plan(recipes, Request(suites, ACCESS, seed=seed), title="t")


def models_of(plan: Plan) -> dict[str, object]:
    return {model.name: model for model in plan.models}


# --- stages --------------------------------------------------------------------------


def test_arms_share_one_pretraining_and_targets_one_intermediate(plan):
    kinds = [stage.kind for stage in plan.stages()]
    assert kinds.count("pretraining") == 1
    assert kinds.count("intermediate") == 2 * 3  # seeds x sizes
    models = models_of(plan)
    tagged, asked = models["stilts/mini_pos/seed-0"].stage, models["stilts/mini_qa/seed-0"].stage
    assert tagged.parent == asked.parent
    assert tagged.parent.kind == "intermediate"
    assert models["direct/mini_pos/seed-1"].stage.parent == tagged.parent.parent


def test_parents_come_before_their_children(plan):
    seen: set[str] = set()
    for stage in plan.stages():
        assert stage.parent is None or stage.parent.fingerprint in seen
        seen.add(stage.fingerprint)


def test_several_intermediate_tasks_follow_each_other(recipes):
    phase = recipes[1].intermediate[0]
    two = recipes[1].model_copy(
        update={"intermediate": (phase, phase.model_copy(update={"task": ("mini_choice",)}))}
    )
    stage = expand([two], attack()).models[0].stage
    assert [one.task for one in stage.lineage()] == ["mini_text", "mini_nli", "mini_choice", "mini_pos"]


def test_retrieval_asks_the_encoder_before_any_target(recipes):
    arms = [
        recipe.model_copy(update={"retrieval": (RetrievalConfig(task="mini_retrieval"),)})
        for recipe in recipes
    ]
    models = models_of(expand(arms, attack()))
    assert models["direct/mini_retrieval/seed-0"].stage.kind == "pretraining"
    assert models["stilts/mini_retrieval/seed-0"].stage.kind == "intermediate"


def test_how_candidates_are_searched_is_part_of_the_plan(recipes):
    def plan(**settings):
        config = RetrievalConfig(task="mini_retrieval", **settings)
        return expand([recipes[0].model_copy(update={"retrieval": (config,)})], attack())

    plain, layered = plan(), plan(embedding=EmbeddingSettings(layer=1))
    model = models_of(layered)["direct/mini_retrieval/seed-0"]
    assert model.retrieval == RetrievalSettings(Nearest("sentence"), EmbeddingSettings(layer=1))
    assert models_of(plan(query="translation"))["direct/mini_retrieval/seed-0"].retrieval.rule.query == (
        "translation"
    )
    assert plain.fingerprint != layered.fingerprint
    assert {one.name: one.retrieval for one in plain.models}["direct/mini_pos/seed-0"] is None
    assert PLAN_ADAPTER.validate_json(PLAN_ADAPTER.dump_json(layered)) == layered


def test_who_asks_cannot_be_chosen_where_queries_are_given():
    message = (
        r"^recipe, retrieval, task bucc2018: under the rule 'mining' it is given who asks; "
        r"leave 'query' out\.$"
    )
    with pytest.raises(RequestError, match=message):
        settle_retrieval(RetrievalConfig(task="bucc2018", query="sentence"))


def test_the_run_seed_moves_every_stage(recipes):
    here, there = expand(recipes, attack()), expand(recipes, attack(), seed=7)
    assert {stage.seed for stage in there.stages()} == {7, 8}
    assert not {stage.name for stage in here.stages()} & {stage.name for stage in there.stages()}


# --- sizes ---------------------------------------------------------------------------


def test_each_size_of_each_seed_is_a_model_once(recipes):
    models = models_of(expand(recipes, shrink(1, 2), shrink(2, 3, 3, name="t")))
    sizes = sorted(name for name in models if "@" in name and name.endswith("mini_pos/seed-1"))
    assert sizes == [f"stilts@1:{part}/mini_pos/seed-1" for part in (2, 4, 8)]
    assert models[sizes[0]].share == 0.5
    assert models["stilts/mini_pos/seed-1"].share == 1.0
    assert models["direct/mini_pos/seed-1"].share == 0.0


def test_other_seeds_have_sizes_where_the_suite_says_so(recipes):
    models = expand(recipes, shrink(1, seeds="first")).models
    assert {model.seed for model in models if model.severity} == {0}
    assert {model.seed for model in models if not model.severity} == {0, 1}


def test_sizes_are_parts_of_the_intermediate_data_and_of_nothing_else(plan):
    models = models_of(plan)
    rescalings = [stage.rescaling for stage in models["stilts@1:4/mini_pos/seed-1"].stage.lineage()]
    assert [rescaling is not None for rescaling in rescalings] == [False, True, False]
    assert (rescalings[1].severity, rescalings[1].seed) == (2, 1)
    assert all(stage.rescaling is None for stage in models["stilts/mini_pos/seed-1"].stage.lineage())


def test_an_arm_without_an_intermediate_phase_has_no_sizes(recipes):
    plan = expand(recipes, shrink(1, 2))
    assert {model.severity for model in plan.models if model.arm == "direct"} == {0}
    assert {model.severity for model in plan.models if model.arm == "stilts"} == {0, 1, 2}


def test_sizes_of_nothing_are_refused(recipes):
    message = "suite s: it scales intermediate data, and no recipe has any; add 'intermediate' to a recipe."
    with pytest.raises(RequestError, match=f"^{re.escape(message)}$"):
        expand(recipes[:1], shrink(1, 2))


def test_smaller_models_see_the_examples_of_the_whole_one(recipes):
    models = models_of(expand(recipes, attack(limit=20), shrink(1, name="t", limit=5)))
    assert {model.limit for model in models.values()} == {20}
    models = models_of(expand(recipes, attack(limit=0), shrink(1, name="t")))
    assert {model.limit for model in models.values()} == {0}


# --- units ---------------------------------------------------------------------------


def test_two_suites_that_ask_for_one_stress_get_it_once(recipes):
    french = attack(languages=("es",))
    both = attack(
        name="t", languages=("en", "es"), perturbations=({"name": "keyboard_typos", "severities": (3, 5)},)
    )
    units = expand(recipes, french, both).models[0].units
    assert [(unit.severity, unit.languages) for unit in units] == [
        (1, ("es",)),
        (3, ("es", "en")),
        (5, ("en", "es")),
    ]
    assert {unit.suite for unit in units} == {"s", "t"}


def test_a_stress_is_planned_where_the_format_allows(recipes):
    suite = attack(perturbations=({"name": "distractor_sentence", "severities": (1,)},))
    models = models_of(expand(recipes, suite))
    assert models["direct/mini_pos/seed-0"].units == ()
    assert [unit.perturbation for unit in models["direct/mini_qa/seed-0"].units] == ["distractor_sentence"]


@pytest.mark.parametrize(("seeds", "stressed"), [("first", {0}), ("all", {0, 1})])
def test_other_seeds_are_stressed_where_the_suite_says_so(recipes, seeds, stressed):
    plan = expand(recipes, attack(seeds=seeds))
    assert {model.seed for model in plan.models if model.units} == stressed
    assert {model.seed for model in plan.models if model.languages} == {0, 1}, "clean sets are for all seeds"


def test_attacks_are_for_whole_models_and_the_stress_of_sizes_for_all(recipes):
    heavy = shrink(1, name="t", perturbations=({"name": "word_drop", "severities": (5,)},))
    models = models_of(expand(recipes, attack(), heavy))
    assert [unit.perturbation for unit in models["stilts@1:2/mini_pos/seed-0"].units] == ["word_drop"]
    assert len(models["stilts/mini_pos/seed-0"].units) == 3


def test_a_suite_of_some_tasks_leaves_the_others_out(recipes):
    plan = expand(recipes, attack(tasks=("mini_qa",)))
    assert {model.task for model in plan.models} == {"mini_qa"}
    assert {name.split("/")[0] for name, _ in plan.data} == {"mini_qa"}


def test_without_suites_every_checkpoint_is_planned(recipes):
    assert len(expand(recipes).models) == 2 * 2 * 2
    assert expand(recipes).count_cells() == 0


def test_cells_are_counted(recipes):
    assert (
        expand(recipes[:1], attack(languages=("en", "es"))).count_cells() == 2 * 2 * 2
    )  # tasks x severities x languages


# --- the plan as a value ------------------------------------------------------------


def test_a_plan_comes_back_from_json(plan):
    assert PLAN_ADAPTER.validate_json(PLAN_ADAPTER.dump_json(plan)) == plan


def test_a_plan_is_named_by_all_that_changes_its_report(recipes):
    plans = [
        expand(recipes, attack()),
        expand(recipes[:1], attack()),
        expand(recipes, attack(), seed=1),
        expand(recipes, attack(limit=6)),
        expand(recipes, attack(languages=("en",))),
        expand(recipes, attack(), shrink(1, name="t")),
    ]
    assert len({plan.fingerprint for plan in plans}) == len(plans)
    assert expand(recipes, attack()).fingerprint == plans[0].fingerprint


def test_only_data_that_are_evaluated_are_named(plan):
    assert [name for name, _ in plan.data] == [
        f"{task}/{language}/test" for task in ("mini_pos", "mini_qa") for language in ("en", "es", "zh")
    ]


def test_data_of_the_hub_are_tied_to_their_commits(edited, monkeypatch):
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)  # yet no request is made
    recipe = load_recipe(str(edited("direct", "task: mini_pos", "task: xnli")))
    plan = expand([recipe], attack(tasks=("xnli",), languages=("en", "de")))
    table = "facebook/xnli@b8dd5d7af51114dbda02c0e3f6133f332186418e"
    assert plan.sources == (
        ("xnli/de/test", f"{table}/de/test"),
        ("xnli/en/test", f"{table}/en/test"),
        ("xnli/en/train", f"{table}/en/train"),
    )


# --- refusals ------------------------------------------------------------------------


def test_names_are_checked_before_anything_is_expanded(recipes):
    with pytest.raises(
        UnknownNameError, match=r"suite s, languages\[1\]: unknown language 'ess'; did you mean 'es'"
    ):
        expand(recipes, attack(languages=("en", "ess")))
    with pytest.raises(UnknownNameError, match=r"suite s, tasks\[0\]: unknown task 'mini_poss'"):
        expand(recipes, attack(tasks=("mini_poss",)))


def test_a_language_of_another_task_of_the_run_is_no_mistake(recipes):
    arms = [recipes[0].model_copy(update={"retrieval": (RetrievalConfig(task="mini_retrieval"),)})]
    models = models_of(expand(arms, attack(languages=("en", "es"))))
    assert models["direct/mini_retrieval/seed-0"].languages == ("es",)


def test_models_of_one_name_are_refused(plan):
    twice = (plan.models[0], plan.models[0])
    with pytest.raises(RequestError, match="model 'direct/mini_pos/seed-0' stands twice"):
        assemble_plan(twice, Request((), ACCESS), title="t")


# --- word lists ------------------------------------------------------------------------


def test_a_changed_word_list_is_another_run(tmp_path):
    (tmp_path / "en.tsv").write_text("p\th\tl\na\tb\tneutral\n", "utf-8")
    catalogue = tmp_path / "catalogue.yaml"
    catalogue.write_text(
        "entries:\n- {task: xnli, language: en, split: test, file: en.tsv, reader: "
        "{layout: table, rows: {kind: pairs, first: p, second: h, label: l}}}\n"
        "resources:\n- {kind: misspellings, language: en, file: words}\n",
        "utf-8",
    )
    model = PlannedModel("m", "m", "xnli", 0, "", 0, 1.0, Stage("checkpoint", "x", content="c"))

    def plan(words: str, *suites: SuiteConfig) -> Plan:
        (tmp_path / "words").write_text(words, "utf-8")
        request = Request(suites, DataAccess(catalogue))
        return assemble_plan((place_model(model, request, first=True),), request, title="t")

    clean = attack(perturbations=({"name": "distractor_sentence", "severities": (1,)},))
    before, after = plan("the teh\n", attack()), plan("the hte\n", attack())
    assert [name for name, _ in before.resources] == ["xnli/en"]
    assert before.fingerprint != after.fingerprint
    assert before.data == after.data
    assert plan("the teh\n", clean) == plan("the hte\n", clean), "nothing is stressed"


# --- what is left out ------------------------------------------------------------------


def test_perturbations_for_other_formats_are_named(recipes):
    stress = [{"name": name, "severities": (3,)} for name in ("keyboard_typos", "keyboard_typos@second")]
    plan = expand(recipes, attack(perturbations=stress, tasks=("mini_pos",)), attack())
    assert plan.unfit == (("mini_pos", "keyboard_typos@second"),)
    assert not expand(recipes, attack()).unfit


def test_suites_of_which_nothing_applies_are_refused(recipes):
    sides = ({"name": "keyboard_typos@second", "severities": (3,)},)
    with pytest.raises(RequestError, match="applies to mini_pos, mini_qa; name perturbations"):
        expand(recipes, attack(perturbations=sides))
    assert expand(recipes, attack(perturbations=sides), shrink(1)).models, "a scaling is enough"


def test_suites_with_other_limits_take_the_largest_and_it_is_said(recipes):
    plan = expand(recipes, attack(name="few", limit=5), attack(name="many", limit=1200))
    assert plan.limits == (("mini_pos", "few 5, many 1200"), ("mini_qa", "few 5, many 1200"))
    assert {model.limit for model in plan.models} == {1200}
    assert next(describe_omissions(plan)) == (
        "mini_pos: at most 1,200 examples a language, the largest limit of the suites run together "
        "(few 5, many 1200)"
    )
    whole = expand(recipes, attack(name="few", limit=5), attack(name="whole", limit=0))
    assert "mini_qa: all examples a language, " in "".join(describe_omissions(whole))
    assert not expand(recipes, attack(name="few", limit=5), attack(name="other", limit=5)).limits
