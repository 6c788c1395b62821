"""The declared tasks of real data agree with their formats and with each other."""

import pytest

from harness.languages import LANGUAGES
from harness.tasks import TASKS

REAL = ("hellaswag", "mnli", "plain_text", "snli", "squad", "tydiqa", "udpos", "xnli", "xnli_genre", "xquad")


@pytest.mark.parametrize("name", REAL)
def test_a_task_is_complete(name):
    task = TASKS.get(name)
    assert task.languages[0] == "en"
    assert set(task.languages) | set(task.train_languages) <= set(LANGUAGES)
    assert len(set(task.languages)) == len(task.languages)
    assert bool(task.labels) == (task.format in ("classification", "tagging"))
    assert bool(task.metrics) == (task.format != "masked_lm")
    assert task.licence
    assert task.description.endswith(".")
    assert task.train_languages == (("en",) if task.format != "masked_lm" else task.languages)


def test_benchmark_languages_are_xtremes():
    sizes = {name: len(TASKS.get(name).languages) for name in ("tydiqa", "xquad")}
    assert sizes == {"tydiqa": 9, "xquad": 12}
    assert len(set(TASKS.get("xnli").languages) - {"ko", "my"}) == 15


def test_inference_tasks_share_one_label_set_in_one_order():
    assert TASKS.get("mnli").labels == TASKS.get("snli").labels == TASKS.get("xnli").labels


def test_questions_are_scored_by_f1_first():
    for name in ("squad", "tydiqa", "xquad"):
        assert TASKS.get(name).metrics == ("squad_f1", "squad_em")
    assert TASKS.get("squad_v2").metrics == ("squad_v2_f1", "squad_v2_em")
    assert TASKS.get("mlqa").metrics == ("mlqa_f1", "mlqa_em")


@pytest.mark.parametrize(
    ("name", "xtreme", "xtreme_r"), [("xquad", 11, 12), ("mlqa", 7, 7), ("tydiqa", 9, 9)]
)
def test_questions_are_in_the_languages_of_both_benchmarks(name, xtreme, xtreme_r):
    first, second = TASKS.get(name).benchmarks
    assert (first.name, len(first.languages)) == ("xtreme", xtreme)
    assert (second.name, len(second.languages)) == ("xtreme-r", xtreme_r)
    assert second.languages == TASKS.get(name).languages


def test_only_the_genre_task_holds_domains_back():
    assert [task.name for task in map(TASKS.get, REAL) if task.training_domains] == ["xnli_genre"]


@pytest.mark.parametrize(("name", "xtreme", "xtreme_r"), [("udpos", 33, 38), ("panx", 40, 48)])
def test_tagging_tasks_have_the_languages_of_both_benchmarks(name, xtreme, xtreme_r):
    task = TASKS.get(name)
    assert [(one.name, len(one.languages)) for one in task.benchmarks] == [
        ("xtreme", xtreme),
        ("xtreme-r", xtreme_r),
    ]
    assert all(set(one.languages) <= set(task.languages) for one in task.benchmarks)


def test_tasks_of_names_share_labels_so_that_a_model_of_one_answers_the_others():
    names = ("panx", "panx_typos", "gum_ner", "masakhaner_names")
    assert len({TASKS.get(name).labels for name in names}) == 1
    assert TASKS.get("masakhaner").labels == (*TASKS.get("panx").labels, "B-DATE", "I-DATE")
    assert len(TASKS.get("masakhaner").languages) == 20


@pytest.mark.parametrize(
    ("name", "benchmark", "languages"),
    [
        ("pawsx", "xtreme", {"en", "de", "es", "fr", "ja", "ko", "zh"}),
        ("xcopa", "xtreme-r", {"et", "ht", "id", "it", "qu", "sw", "ta", "th", "tr", "vi", "zh"}),
    ],
)
def test_translated_sets_belong_to_one_benchmark(name, benchmark, languages):
    (found,) = TASKS.get(name).benchmarks
    assert (found.name, set(found.languages)) == (benchmark, languages)


def test_paraphrases_share_one_label_set_in_one_order():
    assert TASKS.get("qqp").labels == TASKS.get("paws").labels == TASKS.get("pawsx").labels


def test_joined_inference_is_as_large_as_its_parts():
    parts = (TASKS.get("snli"), TASKS.get("mnli"), TASKS.get("anli"))
    joined = TASKS.get("anli_plus")
    assert joined.train_rows == sum(part.train_rows for part in parts)
    assert joined.corpora == tuple(corpus for part in parts for corpus in part.corpora)


def test_changed_copies_of_xnli_belong_to_no_benchmark():
    for name in ("xnli_typos", "xnli_native", "xnli_variants", "xnli_translate_test", "taxixnli"):
        assert TASKS.get(name).benchmarks == ()
        assert TASKS.get(name).corpora == ("MultiNLI",)
