"""The page on adding a task shows a catalogue that loads and names every layout."""

import re
from pathlib import Path
from typing import get_args

from harness.sources.catalogue import CatalogueSource
from harness.sources.files import Layout
from harness.task_spec import Benchmark, TaskSpec
from harness.tasks import TASKS

PAGE = (Path(__file__).parents[3] / "docs" / "adding-a-task.md").read_text("utf-8")


def test_the_catalogue_on_the_page_reads_files_as_it_says(folder):
    text = "".join(re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL))
    header = "genre\tpremise_{0}\thypothesis_{0}\tgold\n".format
    folder.write("xnli/test.swa.tsv.gz", header("swa") + "travel\ta\tb\t2\nslate\tc\td\t-\n")
    source = CatalogueSource(folder.write("catalogue.yaml", text), data_root=folder.root)
    (example,) = source.load(TASKS.get("xnli_genre"), "sw", "test")
    assert (example.id, example.gold.label, example.domain) == ("row-1", "contradiction", "travel")


def test_the_page_lists_every_layout_with_all_its_settings():
    readers = get_args(get_args(Layout)[0])
    rows = dict(re.findall(r"^\| `(\w+)` \|(.*)$", PAGE, re.MULTILINE))
    assert set(rows) == {reader.model_fields["layout"].annotation.__args__[0] for reader in readers}
    for reader in readers:
        row = rows[reader.model_fields["layout"].annotation.__args__[0]]
        for setting in set(reader.model_fields) - {"layout"}:
            assert f"`{setting}`" in row


def test_the_declaration_on_the_page_is_the_one_in_the_project():
    (text,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    namespace = {"declare": lambda task: task, "TaskSpec": TaskSpec, "Benchmark": Benchmark}
    exec(text, namespace)
    assert namespace["XQUAD"] == TASKS.get("xquad")
