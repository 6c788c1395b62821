"""What a catalogue can say, and how it complains."""

import os

import pytest

from harness.errors import (
    ConfigError,
    DataFileError,
    EmptyEvaluationSetError,
    RequestError,
    UnknownNameError,
)
from harness.sources.catalogue import CatalogueSource
from harness.tasks import TASKS

XNLI, UDPOS, SQUAD = TASKS.get("xnli"), TASKS.get("udpos"), TASKS.get("squad")
READER = "{layout: table, rows: {kind: pairs, first: premise, second: hypothesis, label: label}}"
ROWS = "premise\thypothesis\tlabel\n" + "".join(f"p{i // 3}\th{i}\tneutral\n" for i in range(60))


def entry(**keys):
    base = {"task": "xnli", "language": "[en, es]", "split": "test", "file": "'{language}.tsv'"}
    return "- " + "\n  ".join(f"{key}: {value}" for key, value in {**base, "reader": READER, **keys}.items())


@pytest.fixture
def catalogue(folder, monkeypatch):
    monkeypatch.delenv("CROSSWIND_DATA_ROOT", raising=False)
    for name in ("en", "es", "esp"):
        folder.write(f"{name}.tsv", ROWS)

    def make(*entries, **options):
        path = folder.write("catalogue.yaml", "entries:\n" + "\n".join(entries) + "\n")
        return CatalogueSource(path, **options)

    return make


def test_a_set_is_found_by_task_language_and_split(catalogue):
    source = catalogue(entry(), entry(language="en", split="train", task="[xnli, mnli]", file="es.tsv"))
    examples = source.load(XNLI, "es", "test")
    assert len(examples) == 60
    assert {example.language for example in examples} == {"es"}
    assert examples[0].provenance.source == "es.tsv"
    assert source.available("xnli") == {"test": ("en", "es"), "train": ("en",)}
    assert source.available("mnli") == {"train": ("en",)}
    assert source.tasks() == ("mnli", "xnli")


def test_a_language_may_have_another_code_in_file_names(catalogue):
    source = catalogue(entry(file="'{code}.tsv'", codes="{es: esp}"))
    assert source.load(XNLI, "es", "test")[0].provenance.source == "esp.tsv"
    assert source.load(XNLI, "en", "test")[0].provenance.source == "en.tsv"


def test_paths_start_at_the_option_else_the_variable_else_the_catalogue(folder, catalogue, monkeypatch):
    folder.write("variable/en.tsv", ROWS[: ROWS.index("p1")])
    folder.write("option/en.tsv", ROWS[: ROWS.index("p2")])
    assert len(catalogue(entry()).load(XNLI, "en", "test")) == 60
    monkeypatch.setenv("CROSSWIND_DATA_ROOT", str(folder.root / "variable"))
    assert len(catalogue(entry()).load(XNLI, "en", "test")) == 3
    assert len(catalogue(entry(), data_root=folder.root / "option").load(XNLI, "en", "test")) == 6


def test_shares_of_a_file_have_no_group_in_common(catalogue):
    source = catalogue(
        entry(share="{low: 0.0, high: 0.7}", split="train"), entry(share="{low: 0.7, high: 1.0}", split="dev")
    )
    train, dev = source.load(XNLI, "en", "train"), source.load(XNLI, "en", "dev")
    assert len(train) + len(dev) == 60
    assert len(train) > len(dev) > 0
    assert not {example.group for example in train} & {example.group for example in dev}
    assert len({example.group for example in dev}) * 3 == len(dev)


def test_limit_takes_the_first_and_several_entries_follow_each_other(catalogue):
    source = catalogue(
        entry(language="en", limit="2"), entry(language="en", file="es.tsv", prefix="es-", limit="1")
    )
    examples = source.load(XNLI, "en", "test")
    assert [(example.id, example.group) for example in examples] == [
        ("row-1", "row-1"),
        ("row-2", "row-1"),
        ("es-row-1", "es-row-1"),
    ]


def test_examples_that_share_a_text_with_a_named_set_are_left_out(folder, catalogue):
    header, rows = ROWS.splitlines()[0], ("p0 \tx", "fresh\th7", "fresh\ty")
    folder.write("train.tsv", header + "\n" + "".join(f"{row}\tneutral\n" for row in rows))
    other = "[{task: xnli, language: en, split: test}]"
    source = catalogue(entry(), entry(split="train", file="train.tsv", without=other))
    (example,) = source.load(XNLI, "en", "train")
    assert (example.id, example.payload.second) == ("row-3", "y")


def test_a_fingerprint_names_bytes_settings_and_what_is_left_out(folder, catalogue):
    without = {"split": "train", "file": "esp.tsv", "without": "[{task: xnli, language: en, split: test}]"}
    source = catalogue(entry(), entry(**without))
    names = [source.fingerprint(XNLI, "en", "test"), source.fingerprint(XNLI, "en", "train")]
    assert source.fingerprint(XNLI, "es", "test") != names[0]
    again = catalogue(entry(language="[es, en, ko]"), entry(**without))
    assert [again.fingerprint(XNLI, "en", "test"), again.fingerprint(XNLI, "en", "train")] == names
    assert catalogue(entry(limit="9")).fingerprint(XNLI, "en", "test") != names[0]
    assert catalogue(entry(prefix="a")).fingerprint(XNLI, "en", "test") != names[0]
    folder.write("en.tsv", ROWS + "p\th\tneutral\n")
    assert source.fingerprint(XNLI, "en", "test") != names[0]
    assert source.fingerprint(XNLI, "en", "train") != names[1]


def test_a_fingerprint_follows_the_files_beside_the_first(folder, catalogue):
    others = "{file: s2, columns: [hypothesis]}, {file: labels, columns: [label]}"
    aligned = READER.replace("rows:", f"container: tsv, beside: [{others}], rows:")
    for name, text in (("s1", "premise\na\n"), ("s2", "hypothesis\nb\n"), ("labels", "label\nneutral\n")):
        folder.write(name, text)
    source = catalogue(entry(task="snli", language="en", file="s1", reader=aligned))
    snli = TASKS.get("snli")
    before = source.fingerprint(snli, "en", "test")
    path = folder.write("labels", "label\nentailment\n")
    os.utime(path, ns=(1, 1))
    assert source.fingerprint(snli, "en", "test") != before


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        (entry(task="xnly"), ":2: key 'entries[0].task': unknown task 'xnly'; did you mean 'xnli'."),
        (
            entry(language="[en, english]"),
            ":3: key 'entries[0].language': unknown language 'english'; choose one of en.",
        ),
        (
            entry(split="validation"),
            ":4: key 'entries[0].split': got 'validation'; it should be 'train', 'dev' or 'test'.",
        ),
        (
            entry(reader="{layout: tabel}"),
            ":6: key 'entries[0].reader': unknown layout 'tabel'; did you mean 'table'.",
        ),
        (
            entry(reader="{layout: conllu, quoting: csv}"),
            ":6: key 'entries[0].reader.quoting': unknown key 'quoting'; "
            "choose one of domain, labels, layout, words.",
        ),
        (
            entry(reader="{layout: table, rows: {kind: pairs, first: premise}}"),
            ":6: key 'entries[0].reader.rows.label': a required key is missing; add 'label'.",
        ),
        (
            entry(task="udpos"),
            ":2: key 'entries[0]': layout 'table' gives classification examples, but task 'udpos' is tagging;"
            " choose another layout or task.",
        ),
        (
            entry(codes="{de: ger}"),
            ":2: key 'entries[0]': codes names 'de', which is not among the languages; add it or drop it.",
        ),
        (
            entry(share="{low: 0.9, high: 0.1}"),
            ":7: key 'entries[0].share': low 0.9 is not below high 0.1; swap or spread them.",
        ),
        (
            entry(limit="0"),
            ":7: key 'entries[0].limit': got 0; it should be greater than or equal to 1.",
        ),
        (
            entry(without="[{task: xnly, language: en, split: test}]"),
            ":7: key 'entries[0].without[0].task': unknown task 'xnly'; did you mean 'xnli'.",
        ),
        (entry(fiel="x"), ":7: key 'entries[0].fiel': unknown key 'fiel'; did you mean 'file'."),
    ],
)
def test_each_fault_of_a_catalogue_is_named_at_its_line_and_key(folder, catalogue, entries, message):
    with pytest.raises(ConfigError) as caught:
        catalogue(entries)
    assert str(caught.value) == f"{folder.root / 'catalogue.yaml'}{message}"


def test_what_the_catalogue_lacks_is_named_with_what_it_has(folder, catalogue):
    source = catalogue(entry(), entry(split="dev", language="en"))
    place = folder.root / "catalogue.yaml"
    with pytest.raises(RequestError) as caught:
        source.load(XNLI, "es", "dev")
    assert str(caught.value) == (
        f"{place}: task 'xnli' has no split 'dev' in language 'es'; "
        "choose from test: en, es; dev: en, or add an entry."
    )
    with pytest.raises(UnknownNameError) as caught:
        source.fingerprint(UDPOS, "en", "test")
    assert str(caught.value) == f"{place}: unknown task of this catalogue 'udpos'; choose one of xnli."


def test_a_missing_file_is_named_by_load_and_by_fingerprint(folder, catalogue):
    source = catalogue(entry(file="none.tsv"))
    for call in (source.load, source.fingerprint):
        with pytest.raises(DataFileError) as caught:
            call(XNLI, "en", "test")
        assert str(caught.value) == (
            f"{folder.root / 'none.tsv'}: there is no such file; check the catalogue and the data root."
        )


def test_a_data_root_that_is_no_folder_is_refused(folder, catalogue):
    with pytest.raises(RequestError) as caught:
        catalogue(entry(), data_root=folder.root / "none")
    assert str(caught.value) == (
        f"{folder.root / 'none'}: the data root is not a folder; "
        "set --data-root or CROSSWIND_DATA_ROOT to an existing folder."
    )


def test_an_id_that_stands_twice_is_named_with_both_places(folder, catalogue):
    source = catalogue(entry(language="en"), entry(language="en", file="es.tsv"))
    with pytest.raises(DataFileError) as caught:
        source.load(XNLI, "en", "test")
    assert str(caught.value) == (
        f"{folder.root / 'es.tsv'}:2: id 'row-1' stands twice, first at {folder.root / 'en.tsv'}:2; "
        "give the entries different prefixes or mend the file."
    )


def test_a_set_without_examples_is_refused(folder, catalogue):
    folder.write("en.tsv", "premise\thypothesis\tlabel\n")
    with pytest.raises(EmptyEvaluationSetError) as caught:
        catalogue(entry()).load(XNLI, "en", "test")
    assert str(caught.value) == (
        f"{folder.root / 'en.tsv'}: no example of 'xnli' in 'en', split 'test'; "
        "check the file, share and label map."
    )
