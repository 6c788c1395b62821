"""Label sets that come with the user's files."""

import pytest

from harness.errors import ConfigError, DataFileError, LabelError, RequestError
from harness.sources.catalogue import CatalogueSource
from harness.sources.label_files import read_labels
from harness.tasks import TASKS
from suites.data import DataAccess

CCG = TASKS.get("ccg")
ENTRIES = (
    "entries:\n- task: ccg\n  language: en\n  split: train\n  file: ccg.train\n"
    "  reader: {layout: table, container: tsv, column_names: [words, tags],\n"
    "    rows: {kind: tokens, tokens: words, tags: tags}}\n"
)
LABELS = "labels: {ccg: tags_to_id.json}\n"


def test_labels_stand_in_the_order_of_their_numbers(folder):
    path = folder.write("tags.json", '{"NP": 1, "N": 0, "S\\\\NP": 2}')
    assert read_labels(path) == ("N", "NP", "S\\NP")


GAP = "number the labels 0, 1, 2 … without a gap"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            '{"N": 0, "NP": 2}',
            f"label 'NP' has number 2 where 1 was expected; {GAP}",
        ),
        (
            '{"N": 0, "NP": 0}',
            f"label 'NP' has number 0 where 1 was expected; {GAP}",
        ),
        ("{}", 'there is no label; write {"label": number, …}'),
        ('["N"]', "Input should be an object; mend the record"),
        (
            '{"N": "x"}',
            "N: Input should be a valid integer, unable to parse string as an integer; mend the record",
        ),
    ],
)
def test_a_label_file_that_numbers_badly_is_refused(folder, text, problem):
    path = folder.write("tags.json", text)
    with pytest.raises(DataFileError) as caught:
        read_labels(path)
    assert str(caught.value) == f"{path}: {problem}."


def test_a_task_takes_its_labels_from_the_catalogue(folder):
    folder.write("tags_to_id.json", '{"NP": 1, "N": 0}')
    folder.write("ccg.train", "cats\tNP\ndogs\tN\n")
    catalogue = folder.write("catalogue.yaml", ENTRIES + LABELS)
    source = CatalogueSource(catalogue, data_root=folder.root)
    assert [example.gold.tags for example in source.load(CCG, "en", "train")] == [("NP",), ("N",)]
    assert DataAccess(catalogue, folder.root).complete(CCG).labels == ("N", "NP")
    before = source.fingerprint(CCG, "en", "train")
    folder.write("tags_to_id.json", '{"NP": 0, "N": 1}')
    assert source.fingerprint(CCG, "en", "train") != before


def test_a_tag_outside_the_label_file_names_the_line(folder):
    folder.write("tags_to_id.json", '{"NP": 1, "N": 0}')
    path = folder.write("ccg.train", "cats\tS\n")
    source = CatalogueSource(folder.write("catalogue.yaml", ENTRIES + LABELS), data_root=folder.root)
    with pytest.raises(LabelError, match=rf"^{path}:1: label 'S' is not one of N, NP; "):
        source.load(CCG, "en", "train")


def test_a_catalogue_without_the_label_file_says_so(folder):
    path = folder.write("catalogue.yaml", ENTRIES)
    with pytest.raises(RequestError) as caught:
        CatalogueSource(path, data_root=folder.root).load(CCG, "en", "train")
    remedy = "name it under 'labels' in the catalogue, as ccg: FILE"
    assert str(caught.value) == f"{path}: task 'ccg' needs a label file; {remedy}."


def test_a_label_file_for_a_task_with_labels_is_refused(folder):
    path = folder.write("catalogue.yaml", ENTRIES + "labels: {panx: x.json}\n")
    with pytest.raises(ConfigError, match="task 'panx' declares its labels; drop its label file"):
        CatalogueSource(path, data_root=folder.root)


def test_without_a_catalogue_the_task_says_what_to_bring():
    with pytest.raises(RequestError) as caught:
        DataAccess().source_of(CCG)
    assert str(caught.value).startswith(
        "task ccg: CCGbank is licensed and no public source has it; bring your own files, "
    )
