"""Unknown and misplaced names, and wrong command lines, are refused with the nearest name or a way out."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        (
            "direct",
            "task: mini_pos",
            "task: mini_poss",
            "recipe direct, targets[0]: unknown task 'mini_poss'; did you mean 'mini_pos'.",
        ),
        (
            "direct",
            "seeds:",
            "retrieval: [mini_retreival]\nseeds:",
            "recipe direct, retrieval[0]: unknown task 'mini_retreival'; did you mean 'mini_retrieval'.",
        ),
        (
            "direct",
            "task: mini_text",
            "task: mini_txt",
            "recipe, pretraining: unknown task 'mini_txt'; did you mean 'mini_text'.",
        ),
        (
            "stilts",
            "task: mini_nli",
            "task: mini_nlii",
            "recipe, intermediate: unknown task 'mini_nlii'; did you mean 'mini_nli'.",
        ),
        (
            "sizes",
            "tasks: [mini_pos]",
            "tasks: [mini_qa, mini_po]",
            "suite sizes, tasks[1]: unknown task 'mini_po'; did you mean 'mini_pos'.",
        ),
        (
            "typos",
            "[en, es, zh]",
            "[en, zhh]",
            "suite typos, languages[1]: unknown language 'zhh'; did you mean 'zh'.",
        ),
        (
            "direct",
            "[en, es, zh]",
            "[en, ess]",
            "recipe, pretraining.languages[1]: unknown language 'ess'; did you mean 'es'.",
        ),
        (
            "typos",
            "diacritics_loss",
            "diacritic_loss",
            "suite typos, perturbations[1]: unknown perturbation 'diacritic_loss'; "
            "did you mean 'diacritics_loss'.",
        ),
        (
            "sizes",
            "intermediate_subset",
            "intermediate_subsets",
            "suite sizes, scaling: unknown perturbation 'intermediate_subsets'; "
            "did you mean 'intermediate_subset'.",
        ),
    ],
)
def test_an_unknown_name_in_a_file_is_refused_with_the_nearest(
    refused, tiny, edited, file, old, new, sentence
):
    paths = tiny | {file: edited(file, old, new)}
    suites = [paths["sizes"]] if file == "sizes" else [paths["typos"]]
    recipe = "stilts" if file == "stilts" else "direct"
    assert refused("run", *suites, "--recipe", paths[recipe]) == sentence


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["run", "advresarial", "--recipe", "{direct}"],
            "command line: unknown suite 'advresarial'; did you mean 'adversarial'.",
        ),
        (
            ["run", "{typos}", "--recipe", "demo-stilt"],
            "command line: unknown recipe 'demo-stilt'; did you mean 'demo-stilts'.",
        ),
        (["train", "demo-dirct"], "command line: unknown recipe 'demo-dirct'; did you mean 'demo-direct'."),
        (["train", "nowhere.yaml"], "nowhere.yaml: there is no such file; check the path."),
        (
            ["run", "{typos}"],
            "crosswind run: nothing to evaluate; give either --model (a checkpoint) or --recipe "
            "(to train first).",
        ),
        (
            ["run", "{typos}", "--recipe", "{direct}", "--model", "x"],
            "crosswind run: both checkpoints and recipes were given; give either --model (a checkpoint) "
            "or --recipe (to train first).",
        ),
        (
            ["run", "{typos}", "--recipe", "{direct}", "--recipe", "{direct}"],
            "--recipe: two recipes have one name; give each arm its own name.",
        ),
        (
            ["run", "{typos}", "--recipe", "{direct}", "--seed", "-1"],
            "crosswind run: invalid value for '--seed': Input should be greater than or equal to 0 "
            "(got '-1'); see `crosswind run --help`.",
        ),
        (
            ["train", "{direct}", "--seed", "one"],
            "crosswind train: invalid value for '--seed': Input should be a valid integer, unable to parse "
            "string as an integer (got 'one'); see `crosswind train --help`.",
        ),
        (
            ["run", "{typos}", "--recipe", "{direct}", "--token-budget", "0"],
            "crosswind run: invalid value for '--token-budget': Input should be greater than or equal to 1 "
            "(got '0'); see `crosswind run --help`.",
        ),
        (
            ["report", "."],
            ".: no finished run there (plan.json is missing); name a folder under runs/, "
            "or finish the run by giving its command again.",
        ),
        (
            ["report", "no/such/run"],
            "no/such/run: no finished run there (plan.json is missing); name a folder under runs/, "
            "or finish the run by giving its command again.",
        ),
    ],
)
def test_a_wrong_command_line_is_refused(refused, tiny, arguments, sentence):
    assert refused(*(argument.format_map(tiny) for argument in arguments)) == sentence


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        (
            "typos",
            "keyboard_typos",
            "intermediate_subset",
            "suite typos, perturbations[0]: 'intermediate_subset' changes training data, "
            "not evaluation sets; name it under 'scaling' in a suite of family scaling.",
        ),
        (
            "sizes",
            "intermediate_subset",
            "keyboard_typos",
            "suite sizes, scaling: 'keyboard_typos' is of family adversarial, not a scaling; "
            "choose another (crosswind list perturbations).",
        ),
        (
            "sizes",
            "tasks: [mini_pos]",
            "tasks: [mini_nli]",
            "suite, languages: no model has a language to be evaluated in; "
            "name languages that the tasks have (crosswind list tasks).",
        ),
        (
            "direct",
            "task: mini_qa",
            "task: mini_retrieval",
            "recipe direct, targets[1]: task 'mini_retrieval' is of format retrieval; "
            "name it under 'retrieval' instead.",
        ),
        (
            "direct",
            "seeds:",
            "retrieval: [mini_qa]\nseeds:",
            "recipe direct, retrieval[0]: task 'mini_qa' is of format span_qa; "
            "name it under 'targets' instead.",
        ),
        (
            "direct",
            "seeds:",
            "retrieval: [mini_retrieval, mini_retrieval]\nseeds:",
            "plan: model 'direct/mini_retrieval/seed-0' stands twice; "
            "name each checkpoint, task and seed once.",
        ),
        (
            "direct",
            "task: mini_text",
            "task: mini_nli",
            "recipe, pretraining: task 'mini_nli' cannot be used for pretraining "
            "(its roles: intermediate, target); name a task with that role (crosswind list tasks).",
        ),
    ],
)
def test_a_name_in_the_wrong_place_is_refused(refused, tiny, edited, file, old, new, sentence):
    paths = tiny | {file: edited(file, old, new)}
    suite = "sizes" if file == "sizes" else "typos"
    assert refused("run", paths[suite], "--recipe", paths["direct"]) == sentence
