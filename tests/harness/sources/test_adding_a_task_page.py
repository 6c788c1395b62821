"""The page on adding a task shows a catalogue that loads and names every layout."""

import re
from pathlib import Path
from typing import get_args

import pytest

from harness.sources.catalogue import CatalogueSource
from harness.sources.files import Layout
from harness.sources.hub.declaration import HubData, HubSplit
from harness.sources.rows import Adapter, RowAdapter
from harness.sources.rows.questions import Questions
from harness.task_spec import Benchmark, Sibling, TaskSpec
from harness.tasks import TASKS, find_hub_data

PAGE = (Path(__file__).parents[3] / "docs" / "adding-a-task.md").read_text("utf-8")


def test_the_catalogue_on_the_page_reads_files_as_it_says(folder):
    text = "".join(re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL))
    header = "genre\tpremise_{0}\thypothesis_{0}\tgold\n".format
    folder.write("xnli/test.swa.tsv.gz", header("swa") + "travel\ta\tb\t2\nslate\tc\td\t-\n")
    source = CatalogueSource(folder.write("catalogue.yaml", text), data_root=folder.root)
    (example,) = source.load(TASKS.get("xnli_genre"), "sw", "test")
    assert (example.id, example.gold.label, example.domain) == ("row-1", "contradiction", "travel")


@pytest.mark.parametrize(("union", "tag"), [(Layout, "layout"), (Adapter, "kind")])
def test_the_page_lists_every_reader_with_all_its_settings(union, tag):
    readers = {kind.model_fields[tag].annotation.__args__[0]: kind for kind in get_args(get_args(union)[0])}
    (table,) = re.findall(rf"^\| {tag} \|.*\n\|[-|]*\n((?:\|.*\n)*)", PAGE, re.MULTILINE)
    rows = dict(re.findall(r"^\| `(\w+)` \|(.*)$", table, re.MULTILINE))
    assert set(rows) == set(readers)
    for name, reader in readers.items():
        for setting in set(reader.model_fields) - {tag, *RowAdapter.model_fields}:
            assert f"`{setting}`" in rows[name], (name, setting)


def test_the_page_names_what_all_adapters_know():
    (sentence,) = re.findall(r"All adapters know.*?\.\n", PAGE, re.DOTALL)
    assert all(f"`{setting}`" in sentence for setting in RowAdapter.model_fields)


def test_the_declaration_on_the_page_is_the_one_in_the_project():
    declaration, data = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    namespace = {
        "declare": lambda task: task,
        "TaskSpec": TaskSpec,
        "Benchmark": Benchmark,
        "Sibling": Sibling,
    }
    namespace |= {"HubData": HubData, "HubSplit": HubSplit, "Questions": Questions}
    exec(declaration, namespace)
    assert namespace["XQUAD"] == TASKS.get("xquad")
    exec(data, namespace)
    assert namespace["XQUAD_TEST"] in find_hub_data("xquad")
